"""Names of members as people read them: the number of an account is masked, the number of a part stays."""

import re
import sys

import pytest

from inspector.printable import (
    _UNPRINTABLE,
    is_name_printable,
    make_name_printable,
    make_printable,
    mask_account_number,
)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Comments_34875879.csv", "Comments_….csv"),
        ("Member_Follows_34875879.csv", "Member_Follows_….csv"),
        ("my download/Comments_34875879.csv", "my download/Comments_….csv"),
        ("Shares_34875879_2.csv", "Shares_…_2.csv"),
        ("Shares_34875879 (1).csv", "Shares_… (1).csv"),
        ("SHARES_34875879.CSV", "SHARES_….CSV"),
        ("Shares_34875879", "Shares_…"),
        ("Comments_34875879.csv#12", "Comments_….csv#12"),
    ],
)
def test_the_number_of_an_account_is_masked(name: str, shown: str) -> None:
    assert mask_account_number(name) == shown


@pytest.mark.parametrize(
    "name",
    [
        "Saved Jobs_3.csv",
        "Jobs/Job Applications_10.csv",
        "Receipts_v2.csv",
        "-1169023372.jpg",
        "Complete_LinkedInDataExport_11-21-2026.zip",
        "Articles/2017-01-02 03:04:05.0-A title.html",
        "2026_34875879/Shares.csv",
    ],
)
def test_other_numbers_stay(name: str) -> None:
    assert mask_account_number(name) == name


def test_what_cannot_be_seen_in_a_name_is_marked() -> None:
    assert mask_account_number("Shares_34875879\u202e.csv") == "Shares_34875879<U+202E>.csv"


def test_no_letter_that_can_be_printed_has_to_be_marked() -> None:
    printable = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert re.findall(_UNPRINTABLE, printable) == []
    assert make_printable(f"{printable}\u202e\r\n") == f"{printable}<U+202E>\n"


def test_control_characters_in_a_file_name_are_replaced() -> None:
    assert make_name_printable("a\0\t\u202e.csv") == "a\u2400\u2409[U+202E].csv"
    assert not is_name_printable("a\t.csv")
    assert is_name_printable("a<b>.csv")
