"""A member that cannot be read never fails the archive, and nothing is lost silently."""

import zipfile
from pathlib import Path

import pytest

from inspector.errors import Cancelled, Problem, Severity
from inspector.holdings import File, Holdings, reader
from inspector.progress import Monitor, Progress
from tests.archives import EVERY_ACCOUNT, PROFILE, folder, items, known, member, read, zipped

COMMENTS = "Date,Link,Message\n" + "".join(f"2026-01-02 03:04:{i:02d},l,Words {i}\n" for i in range(60))


def damaged(place: Path, name: str) -> Path:
    """An archive with one member whose packed bytes were overwritten."""
    path = zipped(place, {"Profile.csv": PROFILE, "Comments.csv": COMMENTS, "Votes.csv": "Date,Link,OptionText\n"})
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(name)
    raw = bytearray(path.read_bytes())
    start = info.header_offset + 30 + len(info.filename) + 20
    raw[start : start + 40] = b"\x00" * 40
    path.write_bytes(raw)
    return path


def file(holdings: Holdings, name: str) -> File:
    return next(found for found in holdings.files if found.member == name)


def about(holdings: Holdings, name: str) -> list[Problem]:
    return [problem for problem in holdings.problems if problem.member == name]


def test_a_damaged_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    holdings = read(damaged(tmp_path, "Comments.csv"))

    assert file(holdings, "Comments.csv").state == "unreadable"
    assert [problem.severity for problem in about(holdings, "Comments.csv")] == [Severity.WARNING]
    assert len(member(holdings, "Profile.csv")) == 2
    assert file(holdings, "Votes.csv").state == "empty"


def test_even_a_damaged_profile_does_not_stop_the_rest(tmp_path: Path) -> None:
    holdings = read(damaged(tmp_path, "Profile.csv"))

    assert file(holdings, "Profile.csv").state == "unreadable"
    assert len(member(holdings, "Comments.csv")) == 60


def test_a_workbook_named_as_a_table_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    holdings = read(folder(tmp_path, {"Profile.csv": PROFILE, "Connections.csv": b"PK\x03\x04\x14\x00 a workbook"}))

    found = file(holdings, "Connections.csv")
    assert (found.state, found.rows) == ("unreadable", 0)
    assert [problem.code for problem in about(holdings, "Connections.csv")] == ["W_UNKNOWN_TABLE"]


def test_every_member_of_the_archive_is_listed_with_what_became_of_it(tmp_path: Path) -> None:
    files = {
        "Profile.csv": PROFILE,
        "Votes.csv": "Date,Link,OptionText\n",
        "Reactions.csv": "",
        "Zukunft.csv": "Eins,Zwei\na,b\n",
        "-1169023372.jpg": b"\xff\xd8\xff\xe0",
        "film.mp4": b"\x00\x00\x00\x18ftyp",
        "__MACOSX/._Profile.csv": b"\x00\x05\x16\x07",
    }

    holdings = read(zipped(tmp_path, files))

    assert {found.member: found.state for found in holdings.files} == {
        "Profile.csv": "read",
        "Votes.csv": "empty",
        "Reactions.csv": "empty",
        "Zukunft.csv": "unknown",
        "-1169023372.jpg": "media",
        "film.mp4": "unknown",
        "__MACOSX/._Profile.csv": "ignored",
    }
    assert {item.block.member for item in items(holdings)} == {
        "Profile.csv",
        "Zukunft.csv",
        "-1169023372.jpg",
        "film.mp4",
    }


def test_shown_rows_and_rows_set_aside_are_all_rows(tmp_path: Path) -> None:
    text = (
        'Date,Link,OptionText\n2026-01-02 03:04:05,l,ok\n2026-01-02 03:04:06,l,"cut" off"\n2026-01-02 03:04:07,l,ok\n'
    )

    holdings = read(folder(tmp_path, {"Votes.csv": text}))

    found = file(holdings, "Votes.csv")
    assert found.rows + found.set_aside == 3
    assert found.rows == len(member(holdings, "Votes.csv"))
    assert holdings.set_aside_count == found.set_aside


def test_files_of_each_state_are_counted_and_those_of_no_file_are_0(tmp_path: Path) -> None:
    counts = read(damaged(tmp_path, "Comments.csv")).file_counts

    assert (counts["read"], counts["unreadable"], counts["empty"], counts["media"]) == (1, 1, 1, 0)


def test_notes_and_warnings_are_told_apart(tmp_path: Path) -> None:
    files = {
        "Profile.csv": PROFILE,
        "Skills.csv": "",
        "Languages.csv": "Name,Proficiency\n",
        "Zukunft.csv": "A,B\na,b\n",
    }

    holdings = read(folder(tmp_path, files))

    assert {problem.severity for problem in holdings.problems} == {Severity.NOTE}
    assert {problem.code for problem in holdings.problems} == {"W_EMPTY_TABLE", "W_UNKNOWN_FILE", "W_PARTIAL_EXPORT"}


SHARES = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"Shares_77.csv": SHARES, "Profile.csv": PROFILE, **EVERY_ACCOUNT}, "complete"),
        ({"Votes.csv": "Date,Link,OptionText\n", "Profile.csv": PROFILE, **EVERY_ACCOUNT}, "complete"),
        ({"Shares_77.csv": SHARES, **EVERY_ACCOUNT}, "unknown"),
        ({"Shares_77.csv": SHARES, "Profile.csv": PROFILE}, "unknown"),
        ({"Profile.csv": PROFILE}, "basic"),
        ({"Connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"}, "basic"),
        ({"Skills.csv": "Name\nPatience\n"}, "unknown"),
    ],
)
def test_completeness_is_told_by_content_not_by_the_name(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    holdings = read(zipped(tmp_path, files, "Basic_LinkedInDataExport_02-03-2026.zip"))

    assert holdings.completeness == expected
    assert str(holdings.export_date) == "2026-02-03"


def test_what_a_whole_download_would_also_hold_is_named() -> None:
    absent = {kind.id for kind in known().kinds if kind.absent_means}

    assert {"profile", "shares", "comments", "messages", "connections"} <= absent


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    path = folder(tmp_path, {"Profile.csv": PROFILE, "Comments.csv": COMMENTS})
    monitor = Monitor()

    def stop(step: Progress) -> None:
        if step.label == "Comments.csv":
            monitor.cancel()

    monitor.report = stop
    with pytest.raises(Cancelled):
        reader.read([path], known(), monitor)
