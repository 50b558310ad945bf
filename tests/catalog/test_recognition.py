"""What a file is: its header and its name decide together, and a doubt becomes a note."""

import re

import pytest

from inspector.catalog import FileKind, Match, fold_base_name
from inspector.catalog.column_names import fold_column_name
from inspector.table import Head
from tests.archives import known
from tests.catalog.survey import SURVEY, Surveyed, sample

Header = tuple[str, ...]
TABLES = [kind for kind in known().kinds if kind.form == "table"]
HEADED = [(kind, header) for kind in TABLES for header in kind.headers]
SHARED = (
    ("messages", {"messages", "invitations"}),
    ("recommendations_received", {"recommendations_given", "recommendations_received"}),
    ("receipts_v2", {"receipts", "receipts_v2"}),
    (
        "job_applicant_saved_answers",
        {"job_applicant_saved_answers", "job_applicant_saved_screening_question_responses"},
    ),
    (
        "coach_messages",
        {
            "messages",
            "coach_messages",
            "guide_messages",
            "learning_coach_messages",
            "learning_role_play_messages",
        },
    ),
)
"""The sets of kinds with the same header; the first is chosen where the name does not decide."""
TRANSLATED = ("Primera columna", "Segunda", "Tercera", "Cuarta")


def head(*records: Header) -> Head:
    return Head("utf-8", ",", records)


def matched(name: str, *records: Header) -> Match:
    return known().match(name, head(*records))


def names(kind: FileKind, header: Header) -> str:
    return f"{kind.id}, {len(header)} columns, first {header[0]!r}"


def share(kind: FileKind, header: Header) -> set[str]:
    """The kinds that have exactly this header."""
    columns = sorted(map(fold_column_name, header))
    return {
        other.id for other in TABLES if any(sorted(map(fold_column_name, known)) == columns for known in other.headers)
    }


@pytest.mark.parametrize(("kind", "header"), HEADED, ids=[names(*pair) for pair in HEADED])
def test_a_file_with_its_own_name_and_header_is_recognised_by_both(kind: FileKind, header: Header) -> None:
    for file in kind.files:
        found = matched(file, header)

        assert found.kind is kind
        assert (found.method, found.rivals, found.layout.header, found.has_known_header) == ("both", (), 0, True)


LONERS = [
    (kind, header)
    for kind, header in HEADED
    if len(share(kind, header)) == 1 and kind.id != "skills" and not kind.needs_name
]


@pytest.mark.parametrize(("kind", "header"), LONERS, ids=[names(*pair) for pair in LONERS])
def test_a_renamed_file_is_recognised_by_its_header_alone(kind: FileKind, header: Header) -> None:
    found = matched("My backup.csv", header)

    assert found.kind is kind
    assert (found.method, found.rivals) == ("header", ())


def test_a_header_of_one_common_word_tells_nothing_without_the_name() -> None:
    assert matched("My backup.csv", ("Name",), ("Patience",)).kind is None
    assert matched("Skills.csv", ("Name",), ("Patience",)).method == "both"


def test_only_the_listed_kinds_share_a_header() -> None:
    sharing = {frozenset(share(kind, header)) for kind, header in HEADED}

    assert {found for found in sharing if len(found) > 1} == {frozenset(members) for _preferred, members in SHARED}


@pytest.mark.parametrize(("preferred", "members"), SHARED, ids=[preferred for preferred, _members in SHARED])
def test_the_name_decides_between_kinds_that_share_a_header(preferred: str, members: set[str]) -> None:
    for kind in map(known().by_id.__getitem__, members):
        header = next(header for header in kind.headers if share(kind, header) == members)
        for file in kind.files:
            found = matched(file, header)
            assert (found.kind, found.method, found.rivals) == (kind, "both", ())


@pytest.mark.parametrize(("preferred", "members"), SHARED, ids=[preferred for preferred, _members in SHARED])
def test_a_shared_header_under_another_name_names_the_rivals_where_no_row_tells_them_apart(
    preferred: str, members: set[str]
) -> None:
    header = next(h for h in known().by_id[preferred].headers if share(known().by_id[preferred], h) == members)

    found = matched("My backup.csv", header)

    assert found.kind is known().by_id[preferred]
    assert found.method == "header"
    assert set(found.rivals) == members - {preferred}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("messages.csv", "messages"),
        ("coach_messages.csv", "coach_messages"),
        ("guide_messages.csv", "guide_messages"),
        ("learning_coach_messages.csv", "learning_coach_messages"),
        ("learning_role_play_messages.csv", "learning_role_play_messages"),
        ("LearningCoachMessages.csv", "learningcoachmessages"),
        ("Profile.csv", "profile"),
        ("Profile Summary.csv", "profile_summary"),
        ("Receipts.csv", "receipts"),
        ("Receipts_v2.csv", "receipts_v2"),
    ],
)
def test_names_that_end_alike_are_kept_apart(name: str, expected: str) -> None:
    kind = known().find_by_name(name)

    assert kind is not None
    assert kind.id == expected


def test_the_name_of_an_ai_chat_outweighs_the_fuller_header_of_private_messages() -> None:
    widest = max(known().by_id["messages"].headers, key=len)

    assert matched("guide_messages.csv", widest).kind is known().by_id["guide_messages"]
    assert matched("messages.csv", widest).kind is known().by_id["messages"]


def test_a_header_with_little_in_common_with_the_name_wins() -> None:
    shares = known().by_id["shares"].headers[0]

    found = matched("Comments.csv", shares)

    assert (found.kind, found.method, found.rivals) == (known().by_id["shares"], "header", ())


EACH_SURVEYED = pytest.mark.parametrize("entry", SURVEY, ids=[entry.path for entry in SURVEY])


def kind_of(entry: Surveyed) -> FileKind:
    kind = known().find_by_name(sample(entry.path))
    assert kind is not None
    return kind


@EACH_SURVEYED
def test_every_surveyed_path_has_one_kind_under_all_its_names(entry: Surveyed) -> None:
    assert all(known().find_by_name(sample(name)) is kind_of(entry) for name in (entry.path, *entry.other_names))


@EACH_SURVEYED
def test_every_surveyed_header_is_known_to_the_letter(entry: Surveyed) -> None:
    assert set(entry.headers) <= set(kind_of(entry).headers)


@EACH_SURVEYED
def test_every_surveyed_column_of_dates_is_known_to_hold_dates(entry: Surveyed) -> None:
    assert set(entry.dates) <= kind_of(entry).dates


@EACH_SURVEYED
def test_what_is_known_of_a_kind_and_since_when_is_what_was_surveyed(entry: Surveyed) -> None:
    kind = kind_of(entry)
    same = [other for other in SURVEY if kind_of(other) is kind]
    said = [int(year) for year in re.findall(r"\d{4}", kind.era)]
    seen = [year for other in same for year in other.years]

    assert kind.confidence == entry.known
    assert (min(said, default=0), max(said, default=0)) <= (min(seen, default=0), max(seen, default=0))
    assert min(said, default=0) == min(seen, default=0)


def test_the_catalog_knows_at_least_every_surveyed_kind_and_header() -> None:
    headers = {(kind_of(entry).id, header) for entry in SURVEY for header in entry.headers}

    assert len(SURVEY) >= 86
    assert headers <= {(kind.id, header) for kind in known().kinds for header in kind.headers}


@pytest.mark.parametrize(
    "name",
    [
        "Shares.csv",
        "Shares_34875879.csv",
        "Shares_3.csv",
        "Shares_34875879_2.csv",
        "Shares (2).csv",
        "Shares_34875879 (1).csv",
        "SHARES.CSV",
        "shares.csv",
        "old downloads/2024/Shares.csv",
        "old downloads\\Shares_12.csv",
    ],
)
def test_folders_case_and_added_numbers_do_not_hide_a_kind(name: str) -> None:
    assert known().find_by_name(name) is known().by_id["shares"]


@pytest.mark.parametrize("name", ["Shares_v2.csv", "Shares2.csv", "Old Shares.csv", "Shares_.csv", "Shares_12a.csv"])
def test_a_name_with_another_addition_is_no_known_name(name: str) -> None:
    assert known().find_by_name(name) is None


def test_v2_belongs_to_the_name_of_the_newer_receipts() -> None:
    assert fold_base_name("Receipts_v2.csv") == fold_base_name("Receipts_v2_77.csv") == "receipts v2.csv"
    assert fold_base_name("Receipts_2.csv") == fold_base_name("Receipts.csv") == "receipts.csv"


@pytest.mark.parametrize("kind", TABLES, ids=[kind.id for kind in TABLES])
def test_blanks_and_underscores_in_a_name_are_one(kind: FileKind) -> None:
    for file in kind.files:
        assert known().find_by_name(file.replace("_", " ")) is kind
        assert known().find_by_name(file.replace(" ", "_")) is kind


DRIFTED: dict[str, Header] = {
    "an extra column": ("Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility", "Reach"),
    "a missing column": ("Date", "ShareLink", "ShareCommentary", "MediaUrl", "Visibility"),
    "other spelling": ("DATE", "share_link", "Share Commentary", "Shared URL", "media_url", "visibility"),
    "another order": ("Visibility", "MediaUrl", "SharedUrl", "ShareCommentary", "ShareLink", "Date"),
    "several new columns": ("Date", "ShareLink", "ShareCommentary", "Visibility", "A", "B", "C", "D", "E"),
}


@pytest.mark.parametrize("header", DRIFTED.values(), ids=list(DRIFTED))
def test_a_drifted_header_is_still_known_beside_the_name(header: Header) -> None:
    found = matched("Shares_77.csv", header)

    assert (found.kind, found.method) == (known().by_id["shares"], "both")


@pytest.mark.parametrize("name", [name for name in DRIFTED if name != "several new columns"])
def test_a_slightly_drifted_header_is_known_by_itself(name: str) -> None:
    found = matched("My backup.csv", DRIFTED[name])

    assert (found.kind, found.method) == (known().by_id["shares"], "header")


def test_a_header_drifted_beyond_likeness_is_not_guessed_at_without_the_name() -> None:
    assert matched("My backup.csv", DRIFTED["several new columns"]).kind is None


@pytest.mark.parametrize("kind", [kind for kind in TABLES if kind.files], ids=lambda kind: kind.id)
def test_a_translated_header_leaves_the_decision_to_the_name(kind: FileKind) -> None:
    found = matched(kind.files[0], TRANSLATED, ("a", "b", "c", "d"))

    assert (found.kind, found.method, found.rivals) == (kind, "name", ())
    assert found.has_known_header is (not kind.headers)


def test_neither_name_nor_header_known_means_no_kind() -> None:
    found = matched("Zukunft.csv", TRANSLATED, ("a", "b", "c", "d"))

    assert (found.kind, found.method, found.layout.header) == (None, "none", 0)


def test_a_missing_header_is_told_by_a_date_that_stands_in_its_place() -> None:
    found = matched("Comments_5.csv", ("2026-01-02 03:04:05", "https://example.org/1", "Well said"))

    assert (found.kind, found.method, found.has_known_header) == (known().by_id["comments"], "name", False)
    assert found.layout.header is None
    assert found.layout.columns == ("Date", "Link", "Message")


def test_a_missing_header_of_another_era_takes_the_columns_of_that_width() -> None:
    record = ("Nora", "Beispiel", "", "Probe GmbH", "Tester", "02 Oct 2023")

    found = matched("Connections.csv", record, record)

    assert found.layout.header is None
    assert found.layout.columns == ("First Name", "Last Name", "Email Address", "Company", "Position", "Connected On")


@pytest.mark.parametrize("lines", [0, 1, 2, 3, 7, 11])
def test_a_preamble_of_any_length_is_passed_over(lines: int) -> None:
    header = known().by_id["connections"].headers[0]
    preamble = [("Notes:",), *[("Some addresses are missing, because their owners decide",)] * 10][:lines]

    found = matched("Connections.csv", *preamble, header, ("Nora", "Beispiel", "", "", "", "", "02 Oct 2023"))

    assert (found.kind, found.method, found.layout.header) == (known().by_id["connections"], "both", lines)


def test_a_preamble_is_passed_over_in_any_file() -> None:
    header = known().by_id["member_follows"].headers[0]

    found = matched("Member_Follows_9.csv", ("Notes:",), ("People you follow",), header)

    assert (found.kind, found.layout.header) == (known().by_id["member_follows"], 2)


def test_an_empty_table_is_known_by_its_name() -> None:
    found = matched("Votes.csv")

    assert (found.kind, found.method, found.layout.header) == (known().by_id["votes"], "name", None)


def test_pages_pictures_and_leftovers_are_never_taken_for_tables() -> None:
    for name in ("Articles/Articles/x.html", "-1169023372.jpg", "__MACOSX/a/._Profile.csv", "Thumbs.db"):
        named = known().find_by_name(name)
        assert named is not None
        assert named.form != "table"
        assert matched(name, TRANSLATED, ("a", "b", "c", "d")).kind is None


@pytest.mark.parametrize("before", ["", "X/", "X/Y/", "X/Y/Z/"])
@pytest.mark.parametrize("folders", ["Articles/", "Articles/Articles/", "articles/Articles/sub/"])
def test_a_page_in_a_folder_for_articles_is_one_at_any_depth(before: str, folders: str) -> None:
    kind = known().find_by_name(f"{before}{folders}a-page.html")
    assert kind is not None
    assert kind.id == "articles"
    assert known().find_by_name(f"{before}My {folders.partition('/')[0]}/a-page.html") is None
