"""Rows set aside on the command line: ``check`` and ``explain`` show their raw texts, and nothing in them does harm."""

import pytest

from tests.archives import BREAK, PROFILE, broken, folder
from tests.cli.running import STATED, Ran

CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
REACTIONS = ("Date", "Type", "Link")
HOSTILE = ("=HYPERLINK(1)", "back\u202ewards", "bell\x07 \x1b[2J", "<b>&amp;", "long " + "z" * 1_000_000)


@pytest.fixture
def archive(tmp_path):
    """An archive with rows that cannot be split into cells in two files."""
    files = {"Connections.csv": broken(CONNECTIONS, HOSTILE), "Reactions.csv": broken(REACTIONS, ["2026,LIKE"])}
    return folder(tmp_path, {"Profile.csv": PROFILE, **files})


def test_check_lists_rows_set_aside_each_on_one_line_that_can_be_printed(capsys, archive):
    ran = Ran(capsys, "check", archive)
    assert ran.code == 1
    joined = " ".join(ran.out.split())
    assert "Rows set aside: they could not be split into columns" in joined
    assert f"Connections.csv, row 1, line 2: =HYPERLINK(1){BREAK}" in joined
    assert "back<U+202E>wards" in joined
    assert "bell<U+0007> <U+001B>[2J" in joined
    assert f"Reactions.csv, row 1, line 2: 2026,LIKE{BREAK}" in joined
    assert not {"\u202e", "\x07", "\x1b"} & set(ran.out)
    assert len(ran.out) < 20_000
    assert "listed above" in joined


def test_check_lists_the_first_rows_and_says_how_many_more_there_are(capsys, tmp_path):
    files = {"Profile.csv": PROFILE, "Reactions.csv": broken(REACTIONS, ["2026,LIKE"] * 23)}
    ran = Ran(capsys, "check", folder(tmp_path, files))
    assert ran.out.count("Reactions.csv, row ") == 20
    assert "3 more rows were set aside." in ran.out


def test_check_without_rows_set_aside_says_nothing_of_them(capsys, tmp_path):
    ran = Ran(capsys, "check", folder(tmp_path, {"Profile.csv": PROFILE}))
    assert "set aside" not in ran.out


def test_check_as_json_holds_every_raw_text_whole(capsys, archive):
    found = Ran(capsys, "check", archive, "--json").json
    assert [(r["archive"], r["member"], r["row"], r["line"]) for r in found["set_aside_rows"]] == [
        *((1, "Connections.csv", number, number + 1) for number in range(1, 6)),
        (1, "Reactions.csv", 1, 2),
    ]
    assert [r["text"] for r in found["set_aside_rows"]] == [*(text + BREAK for text in HOSTILE), f"2026,LIKE{BREAK}"]
    assert len(found["set_aside_rows"]) == sum(file["set_aside"] for file in found["files"])


def test_a_refused_check_has_no_rows_set_aside(capsys, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert Ran(capsys, "check", empty, "--json").json["set_aside_rows"] == []


def test_explain_shows_the_raw_text_of_a_row_set_aside_and_warns(capsys, archive):
    ran = Ran(capsys, "explain", archive, "Connections.csv#2", *STATED)
    assert ran.code == 1
    assert ran.out.startswith("Connections.csv#2\nThis row could not be split into columns and was set aside.")
    assert f"  back<U+202E>wards{BREAK}\n" in ran.out
    assert "E_NO_ITEM" not in ran.err


def test_explain_cuts_a_long_raw_text_and_says_so_and_json_holds_it_whole(capsys, archive):
    ran = Ran(capsys, "explain", archive, "Connections.csv#5", *STATED)
    assert len(ran.out) < 10_000
    assert "more characters. With --json the text is whole." in ran.out
    found = Ran(capsys, "explain", archive, "Connections.csv#5", *STATED, "--json")
    assert found.code == 1
    assert found.json["item"] is None
    assert found.json["set_aside"]["text"] == HOSTILE[4] + BREAK
    assert found.json["set_aside"]["id"] == "Connections.csv#5"


def test_a_report_on_a_row_set_aside_is_refused_with_the_reason(capsys, archive, tmp_path):
    ran = Ran(capsys, "report", archive, "--id", "Connections.csv#2", "--out", tmp_path / "x.json", *STATED)
    assert ran.code == 2
    assert "E_NO_ITEM: The row 'Connections.csv#2' was set aside, so it is no item." in ran.err
