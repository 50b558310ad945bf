"""Several archives of one person are united: a row that both hold counts once, and no other row is lost."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.holdings import Holdings, read_one, unite
from inspector.progress import Monitor
from tests.archives import (
    EVERY_ACCOUNT,
    INVITATIONS,
    PROFILE,
    PROFILE_HEADER,
    codes,
    folder,
    items,
    known,
    read,
    seen,
    table,
    zipped,
)
from tests.holdings import era_2018, era_2021, era_2026

REACTIONS = ["Date", "Type", "Link"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2026-01-02 03:04:05", "2026-01-02 03:04:06"]),
        st.sampled_from(["LIKE", "PRAISE", ""]),
        st.sampled_from(["a", "b"]),
    ),
    max_size=8,
)


def records(holdings: Holdings, kind: str) -> Counter[tuple[str, ...]]:
    """How often each record is there, as its cells."""
    return Counter(
        tuple(text for _column, text in item.block.record(item.index))
        for item in items(holdings)
        if item.block.kind == kind
    )


@given(first=ROWS, second=ROWS, third=ROWS)
@settings(max_examples=15, deadline=None)
def test_rows_of_archives_are_united_as_multisets(
    first: list[tuple[str, ...]], second: list[tuple[str, ...]], third: list[tuple[str, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        paths = [
            folder(Path(place), {"Profile.csv": PROFILE, "Reactions.csv": table(REACTIONS, *rows)}, f"part {number}")
            for number, rows in enumerate((first, second, third))
        ]
        found = read(*paths)

    expected = Counter(first) | Counter(second) | Counter(third)
    assert records(found, "reactions") == expected
    assert found.repeated_count == sum(map(len, (first, second, third))) + 3 - expected.total() - 1


@given(rows=st.lists(ROWS, min_size=3, max_size=3), order=st.permutations(range(3)))
@settings(max_examples=15, deadline=None)
def test_holdings_read_apart_are_united_in_any_order_and_any_grouping(
    rows: list[list[tuple[str, ...]]], order: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        paths = [
            folder(Path(place), {"Profile.csv": PROFILE, "Reactions.csv": table(REACTIONS, *some)}, f"part {number}")
            for number, some in enumerate(rows)
        ]
        apart = [read_one(path, known(), Monitor()) for path in paths]
        together = read(*paths)
    first, second, third = (apart[number] for number in order)

    for united in (unite(first, second, third), unite(unite(first, second), third), unite(first, unite(second, third))):
        assert records(united, "reactions") == records(together, "reactions")
        assert united.repeated_count == together.repeated_count
        assert {item_class: counts.undated for item_class, counts in united.classes.items()} == {
            item_class: counts.undated for item_class, counts in together.classes.items()
        }
        assert [archive.number for archive in united.archives] == [1, 2, 3]


def test_one_archive_united_is_what_was_read(tmp_path: Path) -> None:
    alone = read(folder(tmp_path, {"Profile.csv": PROFILE}))

    assert unite(alone) == alone


def test_an_item_keeps_its_key_in_a_union_and_two_versions_share_one(tmp_path: Path) -> None:
    header = ["Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"]
    post = ["2026-01-02 03:04:05", "https://www.linkedin.com/feed/update/1", "Before", "", "", "MEMBER_NETWORK"]
    skills = {"Skills.csv": "Name\nTesting\nTesting\n", "Skills_2.csv": "Name\nTesting\n"}
    old = folder(tmp_path, {"Shares.csv": table(header, post), "Skills.csv": "Name\nTesting\n"}, "old")
    new = folder(tmp_path, {"Shares.csv": table(header, [*post[:2], "After", *post[3:]]), **skills}, "new")

    keys = Counter(key for block_keys in read(old, new).compute_keys() for key in block_keys)

    alone = {key for block_keys in read(new).compute_keys() for key in block_keys}
    assert keys.keys() == alone
    assert sorted(keys.values()) == [1, 1, 1, 2]


def test_an_archive_of_somebody_else_is_refused_when_it_is_united(tmp_path: Path) -> None:
    other = read(folder(tmp_path, {"Profile.csv": PROFILE_HEADER + "Otto,Probe,,,,,,,,,,,\n"}, "other"))

    with pytest.raises(Refused) as refused:
        unite(read(folder(tmp_path, {"Profile.csv": PROFILE})), other)

    assert refused.value.code == "E_TWO_OWNERS"


def test_of_three_archives_the_one_that_holds_a_row_most_often_tells_how_often_it_counts(tmp_path: Path) -> None:
    row = ["2026-01-02 03:04:05", "LIKE", "a"]
    paths = [
        folder(tmp_path, {"Reactions.csv": table(REACTIONS, *[row] * times)}, str(n))
        for n, times in enumerate((1, 1, 2))
    ]

    found = read(*paths)

    assert (found.item_count, found.repeated_count) == (2, 2)


def test_equal_rows_within_one_archive_all_stay(tmp_path: Path) -> None:
    row = ["2026-01-02 03:04:05", "LIKE", "a"]

    found = read(folder(tmp_path, {"Reactions.csv": table(REACTIONS, row, row, row)}))

    assert records(found, "reactions").total() == 3


def test_the_parts_of_a_split_file_are_all_of_one_archive(tmp_path: Path) -> None:
    header, row = ["Saved Date", "Job Url", "Job Title", "Company Name"], ["5/1/23, 3:04 PM", "u", "Tester", "Probe"]
    split = {"Jobs/Saved Jobs_1.csv": table(header, row), "Jobs/Saved Jobs_2.csv": table(header, row, row)}
    whole = {"Jobs/Saved Jobs.csv": table(header, row, row)}

    found = read(folder(tmp_path, split, "split"), folder(tmp_path, whole, "whole"))

    assert records(found, "saved_jobs") == {tuple(row): 3}


def test_a_header_spelt_otherwise_does_not_make_rows_differ(tmp_path: Path) -> None:
    old = table(["savedItem", "createdTime"], ["a", "2026-01-02 03:04:05"])
    new = table(["savedItem", "CreatedTime"], ["a", "2026-01-02 03:04:05"], ["b", "2026-01-02 03:04:05"])

    found = read(folder(tmp_path, {"Saved_Items.csv": old}, "old"), folder(tmp_path, {"Saved_Items_9.csv": new}, "new"))

    assert sorted(item.text for item in seen(found)) == ["a", "b"]
    assert found.repeated_count == 1


def test_rows_of_different_kinds_are_never_taken_for_repeated(tmp_path: Path) -> None:
    row = ["Nora", "Beispiel", "Probe", "Tester", "Careful", "05/01/23, 03:04 PM", "VISIBLE"]
    text = table(["First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status"], row)

    found = read(
        folder(tmp_path, {"Recommendations_Given.csv": text}, "one"),
        folder(tmp_path, {"Recommendations_Received.csv": text}, "two"),
    )

    assert (found.item_count, found.repeated_count) == (2, 0)


def test_a_repeated_row_takes_all_its_parts_along(tmp_path: Path) -> None:
    found = read(*(folder(tmp_path, {"Profile.csv": PROFILE}, name) for name in ("first part", "complete")))

    assert [item.id for item in seen(found)] == [
        "1!Profile.csv#1/profile_core",
        "1!Profile.csv#1/contact_details",
    ]
    assert found.repeated_count == 1


def test_the_first_part_and_the_complete_download_are_one_person(tmp_path: Path) -> None:
    renamed = PROFILE.replace("Beispiel", "Verheiratet")
    first = folder(tmp_path, {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS}, "first")
    second = folder(tmp_path, {"Profile.csv": renamed, "Invitations.csv": INVITATIONS}, "second")

    assert read(first, second).owner.names == {"nora beispiel", "nora verheiratet"}


def test_an_owner_known_from_one_archive_tells_the_messages_of_the_other_apart(tmp_path: Path) -> None:
    header = ["CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "DATE", "SUBJECT", "CONTENT"]
    row = ["c", "", "Anybody", "https://www.linkedin.com/in/nora-beispiel", "Otto", "2020-01-02 03:04:05 UTC", "", "Hi"]

    found = read(
        folder(tmp_path, {"messages.csv": table([*header, "FOLDER"], [*row, ""])}, "one"),
        folder(tmp_path, {"Invitations.csv": INVITATIONS}, "two"),
    )

    assert [item.author for item in seen(found) if item.kind == "messages"] == ["member"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"Profile.csv": PROFILE}, {"Profile.csv": PROFILE_HEADER + "Otto,Probe,,,,,,,,,,,\n"}),
        ({"Invitations.csv": INVITATIONS}, {"Invitations.csv": INVITATIONS.replace("nora-beispiel", "ina-muster")}),
    ],
    ids=["two names", "two addresses"],
)
def test_archives_of_two_people_are_refused(tmp_path: Path, one: dict[str, str], two: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        read(folder(tmp_path, one, "one"), folder(tmp_path, two, "two"))

    assert refused.value.code == "E_TWO_OWNERS"


@pytest.mark.parametrize(
    "files",
    [
        {"holiday.jpg": b"\xff\xd8\xff\xe0 beach"},
        {"notes.txt": "milk, eggs"},
        {"report.pdf": b"%PDF-1.7", "table.csv": "Wetter,Wind\nnass,stark\n"},
        {"index.html": "<html><body>Hello</body></html>"},
    ],
    ids=["photos", "a shopping list", "somebody's tables", "a web page"],
)
def test_a_folder_with_nothing_of_linkedins_is_refused(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    with pytest.raises(Refused) as refused:
        read(folder(tmp_path, files))

    assert refused.value.code == "E_NOT_LINKEDIN"


def test_of_several_archives_one_may_hold_nothing_of_linkedins(tmp_path: Path) -> None:
    found = read(
        folder(tmp_path, {"Profile.csv": PROFILE}, "a"), folder(tmp_path, {"x.csv": "Wetter,Wind\n1,2\n"}, "b")
    )

    assert codes(found).count("W_UNKNOWN_FILE") == 1
    assert any(item.id == "2!x.csv#1" for item in seen(found))


CONNECTIONS = ["First Name", "Last Name", "Email Address", "Company", "Position", "Connected On"]
WITH_URL = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]
OTTO = ["Otto", "Probe", "", "Probe GmbH", "Tester", "02 Oct 2023"]
OTTO_WITH_URL = ["Otto", "Probe", "https://www.linkedin.com/in/otto-probe", *OTTO[2:]]


def test_the_same_row_with_its_columns_in_another_order_counts_once(tmp_path: Path) -> None:
    old = table(["Date", "Type", "Link"], ["2026-01-02 03:04:05", "LIKE", "a"], ["2026-01-02 03:04:06", "LIKE", "b"])
    new = table(["link", "Date", "TYPE"], ["b", "2026-01-02 03:04:06", "LIKE"], ["c", "2026-01-02 03:04:07", "LIKE"])

    found = read(folder(tmp_path, {"Reactions.csv": old}, "old"), folder(tmp_path, {"Reactions_9.csv": new}, "new"))

    assert (found.item_count, found.repeated_count) == (3, 1)


def test_a_row_of_an_older_header_is_repeated_by_the_row_that_has_all_of_it_and_more(tmp_path: Path) -> None:
    old = table(CONNECTIONS, OTTO, ["Ina", "Muster", "", "", "", "03 Oct 2023"])
    new = table(WITH_URL, OTTO_WITH_URL)

    for order in (("old", "new"), ("new", "old")):
        place = tmp_path / order[0]
        texts = {"old": old, "new": new}
        found = read(*(folder(place, {"Connections.csv": texts[name]}, name) for name in order))

        assert sorted(item.text for item in seen(found)) == [
            "Ina | Muster",
            "Otto | Probe | Tester | Probe GmbH | https://www.linkedin.com/in/otto-probe",
        ]
        assert found.repeated_count == 1


def test_a_column_that_is_empty_throughout_makes_no_difference(tmp_path: Path) -> None:
    with_url = table(WITH_URL, ["Otto", "Probe", "", *OTTO[2:]])

    found = read(
        folder(tmp_path, {"Connections.csv": with_url}, "a"),
        folder(tmp_path, {"Connections.csv": table(CONNECTIONS, OTTO)}, "b"),
    )

    assert (found.item_count, found.repeated_count) == (1, 1)


def test_one_fuller_row_stands_for_one_poorer_row_only(tmp_path: Path) -> None:
    found = read(
        folder(tmp_path, {"Connections.csv": table(CONNECTIONS, OTTO, OTTO)}, "a"),
        folder(tmp_path, {"Connections.csv": table(WITH_URL, OTTO_WITH_URL)}, "b"),
    )

    assert (found.item_count, found.repeated_count) == (2, 1)


def test_two_headers_of_one_kind_within_one_archive_are_not_united(tmp_path: Path) -> None:
    both = {"Connections.csv": table(CONNECTIONS, OTTO), "old/Connections.csv": table(WITH_URL, OTTO_WITH_URL)}

    found = read(folder(tmp_path, both, "a"), folder(tmp_path, {"Profile.csv": PROFILE}, "b"))

    assert (records(found, "connections").total(), found.repeated_count) == (2, 0)


def test_an_unknown_table_that_stands_in_two_archives_counts_once(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, "Zukunft.csv": "A,B\n1,2\n1,2\n"}

    found = read(folder(tmp_path, files, "a"), folder(tmp_path, {**files, "Zukunft.csv": "A,B\n1,2\n"}, "b"))

    assert [item.id for item in seen(found) if item.kind is None] == ["1!Zukunft.csv#1", "1!Zukunft.csv#2"]


def test_a_zip_and_the_folder_unpacked_from_it_hold_nothing_twice(tmp_path: Path) -> None:
    for era in (era_2018.DOWNLOAD, era_2021.DOWNLOAD, era_2026.DOWNLOAD):
        place = tmp_path / era.name
        place.mkdir()
        alone = read(zipped(place, era.files, era.name))

        both = read(zipped(place, era.files, era.name), folder(place, era.files))

        assert both.item_count == alone.item_count
        assert both.repeated_count == sum(file.rows for file in alone.files)


def test_the_basic_download_and_the_complete_one_are_the_complete_one(tmp_path: Path) -> None:
    complete = {**era_2021.DOWNLOAD.files, **EVERY_ACCOUNT}
    basic = {name: complete[name] for name in ("Connections.csv", "messages.csv", "Profile.csv", "Invitations.csv")}

    found = read(folder(tmp_path, basic, "basic"), folder(tmp_path, complete, "complete"))

    assert found.completeness == "complete"
    assert found.item_count == read(folder(tmp_path, complete, "alone")).item_count
    assert found.absent_kinds == read(folder(tmp_path, complete, "alone")).absent_kinds


HEADERS = st.lists(st.sampled_from(["Date", "Link", "Message", "Reach", "Depth"]), min_size=3, max_size=5, unique=True)


@st.composite
def era_of_comments(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """A table of comments under some header, its columns in any order, its rows not all empty."""
    header = draw(HEADERS.filter(lambda names: {"Date", "Message"} <= set(names)))
    cells = {"Date": st.just("2026-01-02 03:04:05"), "Message": st.sampled_from("ab")}
    rows = st.lists(st.tuples(*(cells.get(name, st.sampled_from(["", "x"])) for name in header)), max_size=5)
    return header, [list(row) for row in draw(rows)]


QUERIES = "Time,Search Query\n"


@given(st.lists(era_of_comments(), min_size=2, max_size=3))
@settings(max_examples=40, deadline=None)
def test_whatever_the_headers_no_archive_loses_a_row(eras: list[tuple[list[str], list[list[str]]]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        paths = [
            folder(Path(place), {"SearchQueries.csv": QUERIES, "Comments.csv": table(header, *rows)}, f"part {number}")
            for number, (header, rows) in enumerate(eras)
        ]
        found = read(*paths)
    shown = [
        Counter({pair: 1 for pair in item.block.record(item.index) if pair[1]}).keys()
        for item in items(found)
        if item.block.kind == "comments"
    ]
    for header, rows in eras:
        for row in rows:
            cells = {(name, text) for name, text in zip(header, row, strict=True) if text}
            same = sum({(n, t) for n, t in zip(header, other, strict=True) if t} == cells for other in rows)
            assert sum(cells <= set(record) for record in shown) >= same
    assert len(shown) + found.repeated_count == sum(len(rows) for _header, rows in eras)
