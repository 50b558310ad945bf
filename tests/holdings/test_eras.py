"""Downloads of four eras open without an unknown file, with all their records and all their dates."""

from pathlib import Path

import pytest

from inspector.errors import Severity
from tests.archives import EVERY_ACCOUNT, folder, member, read, seen, zipped
from tests.holdings import era_2015, era_2018, era_2021, era_2026
from tests.holdings.eras import Era

ERAS = pytest.mark.parametrize(
    "era",
    [era_2015.DOWNLOAD, era_2018.DOWNLOAD, era_2021.DOWNLOAD, era_2026.DOWNLOAD],
    ids=["2015", "2018", "2021", "2026"],
)


@ERAS
def test_every_file_of_the_era_is_known_and_every_record_shown(tmp_path: Path, era: Era) -> None:
    holdings = read(zipped(tmp_path, era.files, era.name))

    assert len(era.files) >= 15
    assert set(era.expected) == set(era.files)
    found = {file.member: (file.kind.id if file.kind else None, file.rows) for file in holdings.files}
    assert found == era.expected
    assert {file.state for file in holdings.files} <= {"read", "empty", "media"}
    assert [file.set_aside for file in holdings.files] == [0] * len(era.files)


@ERAS
def test_nothing_in_it_is_worth_a_warning(tmp_path: Path, era: Era) -> None:
    holdings = read(folder(tmp_path, era.files))

    assert [p for p in holdings.problems if p.severity is Severity.WARNING] == []


@ERAS
def test_every_date_of_the_era_is_read(tmp_path: Path, era: Era) -> None:
    holdings = read(zipped(tmp_path, era.files, era.name))

    found = {name: [item.date for item in member(holdings, name)] for name in era.dates}
    assert found == era.dates


@ERAS
def test_the_zip_and_the_unpacked_folder_hold_the_same(tmp_path: Path, era: Era) -> None:
    assert seen(read(zipped(tmp_path, era.files, era.name))) == seen(read(folder(tmp_path, era.files)))


@ERAS
def test_one_folder_around_everything_changes_nothing_but_the_names(tmp_path: Path, era: Era) -> None:
    wrapped = {f"my download/{name}": content for name, content in era.files.items()}

    assert seen(read(zipped(tmp_path, wrapped, era.name))) == seen(read(folder(tmp_path, era.files)))


def test_2015_tells_authors_by_direction_and_recommendations_by_their_name(tmp_path: Path) -> None:
    holdings = read(zipped(tmp_path, era_2015.DOWNLOAD.files))

    assert [(item.author, item.data_category) for item in member(holdings, "Inbox.csv")] == [
        ("member", "private_messages"),
        ("other", "private_messages"),
    ]
    assert [item.author for item in member(holdings, "Recommendations Given.csv")] == ["member"]
    assert [(item.author, item.text) for item in member(holdings, "Recommendations Received.csv")] == [
        ("other", "Bo | Eksempel | Taster | Te & Co | Brews with care, always.")
    ]
    named_only = [problem.member for problem in holdings.problems if problem.code == "W_NAME_ONLY"]
    assert sorted(filter(None, named_only)) == ["Group Posts.csv", "Mobile Applications.csv"]


def test_a_file_that_came_up_later_is_not_missed_in_an_older_download(tmp_path: Path) -> None:
    old = read(zipped(tmp_path, era_2015.DOWNLOAD.files, era_2015.DOWNLOAD.name))
    undated = read(zipped(tmp_path, era_2015.DOWNLOAD.files, "renamed.zip"))

    later = {"votes", "instantreposts", "coach_messages", "job_applications", "searchqueries", "articles"}
    assert later.isdisjoint(kind.id for kind in old.absent_kinds)
    assert {"shares", "comments"} <= {kind.id for kind in old.absent_kinds}
    assert later <= {kind.id for kind in undated.absent_kinds}


def test_a_file_whose_forerunner_is_there_is_not_missed(tmp_path: Path) -> None:
    found = read(zipped(tmp_path, era_2021.DOWNLOAD.files, "renamed.zip"))

    assert "receipts" in found.kind_ids
    assert "receipts_v2" not in {kind.id for kind in found.absent_kinds}


def test_2018_tells_authors_by_direction_and_posts_by_their_audience(tmp_path: Path) -> None:
    holdings = read(zipped(tmp_path, era_2018.DOWNLOAD.files))

    messages = [(item.author, item.data_category) for item in member(holdings, "Messages.csv")]
    assert messages == [
        ("member", "private_messages"),
        ("other", "private_messages"),
        ("other", "private_messages_multi"),
    ]
    shares = [(item.data_category, item.text) for item in member(holdings, "Shares.csv")]
    assert shares == [
        ("content_public", "Look at this\nknot, please | A knot | Drawn"),
        ("content_restricted", "For friends"),
        ("content_public", "For all"),
    ]
    assert [item.text for item in member(holdings, "Search Queries.csv")] == ["rope, waxed", "Åse Døme"]


def test_2021_joins_the_lines_of_a_comment_and_passes_over_the_preamble(tmp_path: Path) -> None:
    holdings = read(zipped(tmp_path, era_2021.DOWNLOAD.files))

    assert [item.text for item in member(holdings, "Comments.csv")] == ["First line\nsecond line", "Short"]
    assert member(holdings, "Connections.csv")[0].text == "Beppe | Esempio | Baker | Forno Finto, Turin"
    assert [item.author for item in member(holdings, "messages.csv")] == ["member", "other"]
    assert [item.data_category for item in member(holdings, "messages.csv")] == [
        "private_messages",
        "private_messages_multi",
    ]


def test_2026_repairs_the_posts_and_keeps_prompts_and_answers_apart(tmp_path: Path) -> None:
    files = {**era_2026.DOWNLOAD.files, **EVERY_ACCOUNT}
    holdings = read(zipped(tmp_path, files, era_2026.DOWNLOAD.name))

    assert [item.text for item in member(holdings, "Shares_34875879.csv")] == [
        "Bridges sing.\nListen.",
        "Only for friends",
    ]
    assert [(item.author, item.data_category) for item in member(holdings, "coach_messages.csv")] == [
        ("member", "ai_coach_messages"),
        ("linkedin", "ai_coach_messages"),
    ]
    assert str(holdings.export_date) == "2026-03-14"
    assert holdings.completeness == "complete"


def test_all_three_eras_of_one_person_open_together(tmp_path: Path) -> None:
    of_another = ("Profile.csv", "Invitations.csv", "Registration.csv", "Messages.csv")  # the eras' people are three
    early = {name: content for name, content in era_2018.DOWNLOAD.files.items() if name not in of_another}
    paths = [zipped(tmp_path, early, "2018.zip"), zipped(tmp_path, era_2026.DOWNLOAD.files, "2026.zip")]

    holdings = read(*paths)

    parts = [read(path).item_count for path in paths]
    assert holdings.item_count == sum(parts)
    assert holdings.repeated_count == 0
