"""Names are labels: shown as they are, made harmless, and never lost."""

import struct
import zlib
from pathlib import Path

import pytest

from inspector.archive import Archive, Limits
from inspector.errors import Severity
from tests.archive.zips import Planned, build, codes, content, opened, write


def holding(tmp_path: Path, *members: Planned) -> Archive:
    return opened(write(tmp_path, build(members)))


def names(archive: Archive) -> list[str]:
    return [member.name for member in archive.members]


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/Profile.csv",
        "/etc/Profile.csv",
        "C:/Profile.csv",
        "//host/share/Profile.csv",
        "Profile.csv:stream",
        "CON",
        "nul.csv",
        "Prof\x1b[31mile.csv",
        "gpj\u202evsc.eliforP",
        "",
    ],
)
def test_an_unsafe_name_is_told_and_the_member_is_still_read(tmp_path: Path, name: str) -> None:
    with holding(tmp_path, Planned(name, b"a"), Planned("Skills.csv", b"b")) as archive:
        assert codes(archive) == ["W_UNSAFE_NAME"]
        assert content(archive.members[0]) == b"a"
        assert archive.members[0].name.isprintable()


def test_a_windows_path_is_recognised_by_its_own_separator(tmp_path: Path) -> None:
    with holding(tmp_path, Planned(r"Jobs\Saved Jobs.csv", b"a"), Planned(r"\\host\x.csv", b"b")) as archive:
        assert names(archive) == ["Jobs/Saved Jobs.csv", "//host/x.csv"]
        assert codes(archive) == ["W_UNSAFE_NAME"]


def test_a_zero_character_never_shortens_a_name(tmp_path: Path) -> None:
    with holding(tmp_path, Planned("Profile.csv", b"a"), Planned("Profile.csv\0.txt", b"b")) as archive:
        assert names(archive) == ["Profile.csv", "Profile.csv\u2400.txt"]
        assert codes(archive) == ["W_NAME_NUL"]


def test_a_name_that_is_no_utf8_although_it_says_so_is_told(tmp_path: Path) -> None:
    with holding(tmp_path, Planned(b"Caf\xff.csv", b"a"), Planned("Profile.csv", b"b")) as archive:
        assert codes(archive) == ["W_NAME_ENCODING"]
        assert content(archive.members[0]) == b"a"


def test_an_old_name_is_read_in_the_code_page_of_its_time(tmp_path: Path) -> None:
    with holding(tmp_path, Planned(b"Caf\x82.csv", flags=0), Planned("Gr\u00fcn.csv", flags=0)) as archive:
        assert names(archive) == ["Caf\u00e9.csv", "Gr\u00fcn.csv"]
        assert archive.problems == ()


@pytest.mark.parametrize(("crc", "expected"), [(None, "Łódź.csv"), (7, "Lodz.csv")])
def test_a_unicode_name_counts_if_it_was_made_for_this_name(tmp_path: Path, crc: int | None, expected: str) -> None:
    value = struct.pack("<BL", 1, zlib.crc32(b"Lodz.csv") if crc is None else crc) + "Łódź.csv".encode()
    member = Planned("Lodz.csv", flags=0, extra=struct.pack("<2H", 0x7075, len(value)) + value)
    with holding(tmp_path, member) as archive:
        assert names(archive) == [expected]


def test_one_folder_around_everything_is_taken_off(tmp_path: Path) -> None:
    members = [Planned(f"Export 2026/{name}") for name in ("Profile.csv", "Jobs/Saved Jobs.csv")]
    with holding(tmp_path, *members, Planned("__MACOSX/Export 2026/._Profile.csv")) as archive:
        assert names(archive) == ["Profile.csv", "Jobs/Saved Jobs.csv", "__MACOSX/Export 2026/._Profile.csv"]
        assert archive.problems == ()


def test_a_name_that_starts_where_one_stands_is_like_any_other(tmp_path: Path) -> None:
    members = [Planned("./Profile.csv"), Planned(".//./Jobs/a.csv"), Planned("./" * 30_000 + "b.csv")]
    with holding(tmp_path, *members) as archive:
        assert names(archive)[:2] == ["Profile.csv", "Jobs/a.csv"]


@pytest.mark.parametrize("folder", ["Jobs", "Articles", "Verifications", "Services Marketplace", "Learning"])
def test_a_folder_of_linkedin_itself_stays(tmp_path: Path, folder: str) -> None:
    with holding(tmp_path, Planned(f"{folder}/a.csv"), Planned(f"{folder}/b.csv")) as archive:
        assert names(archive) == [f"{folder}/a.csv", f"{folder}/b.csv"]


def test_two_files_of_one_name_are_both_read(tmp_path: Path) -> None:
    members = [Planned("Profile.csv", text) for text in (b"a", b"b", b"c")]
    with holding(tmp_path, *members) as archive:
        assert names(archive) == ["Profile.csv", "Profile.csv (2)", "Profile.csv (3)"]
        assert {member.original_name for member in archive.members} == {"Profile.csv"}
        assert [content(member) for member in archive.members] == [b"a", b"b", b"c"]
        assert [(found.code, found.member) for found in archive.problems] == [
            ("W_DUPLICATE", "Profile.csv (2)"),
            ("W_DUPLICATE", "Profile.csv (3)"),
        ]


def test_a_file_already_called_the_second_keeps_its_name(tmp_path: Path) -> None:
    members = [Planned(name) for name in ("a.csv", "a.csv (2)", "a.csv")]
    with holding(tmp_path, *members) as archive:
        assert names(archive) == ["a.csv", "a.csv (2)", "a.csv (3)"]


@pytest.mark.parametrize("other", ["PROFILÉ.csv", "Profile\u0301.csv"])
def test_names_that_some_systems_confuse_are_noted(tmp_path: Path, other: str) -> None:
    with holding(tmp_path, Planned("Profil\u00e9.csv", b"a"), Planned(other, b"b")) as archive:
        assert codes(archive) == ["W_NAME_COLLISION"]
        assert archive.problems[0].severity is Severity.WARNING
        assert names(archive)[1] == other


def test_an_endless_name_is_shown_shortened(tmp_path: Path) -> None:
    path = write(tmp_path, build([Planned("x" * 5000 + ".csv", b"a")]))
    with opened(path, Limits(name_chars=100)) as archive:
        assert len(archive.members[0].name) == 100
        assert codes(archive) == ["W_UNSAFE_NAME"]
        assert content(archive.members[0]) == b"a"


def test_the_name_of_an_archive_is_never_its_path(tmp_path: Path) -> None:
    with opened(write(tmp_path, build([Planned("Profile.csv")]), "my\x1bexport.zip.zip")) as archive:
        assert archive.name == "my\u241bexport.zip.zip"
