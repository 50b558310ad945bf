"""What cannot be trusted is refused with a code, a sentence and a way on."""

import os
import re
import struct
import zipfile
from pathlib import Path

import pytest

from inspector.archive import Limits, open_archives
from inspector.errors import Refused
from inspector.progress import Monitor
from tests.archive.zips import CONNECTIONS, Plan, Planned, build, content, opened, write

TWO = (Planned("Connections.csv", CONNECTIONS), Planned("Profile.csv", b"First Name\r\nAda\r\n"))


def refused(path: Path, limits: Limits | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        opened(path, limits)
    fault = caught.value
    assert re.fullmatch(r".+[.]", fault.message)
    assert re.fullmatch(r".+[.]", fault.hint)
    assert str(path.parent) not in fault.message
    return fault


def code_of(tmp_path: Path, raw: bytes, limits: Limits | None = None) -> str:
    return refused(write(tmp_path, raw), limits).code


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    assert refused(tmp_path / "absent.zip").code == "E_NOT_FOUND"


def test_a_path_that_cannot_exist_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        opened(tmp_path / "a\0b.zip")
    assert caught.value.code == "E_NOT_FOUND"
    assert "\0" not in caught.value.message


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> int:
        raise PermissionError(13, "no")

    path = write(tmp_path, build(TWO))
    monkeypatch.setattr("inspector.archive.archive_file.open_file", forbidden)
    assert refused(path).code == "E_NO_PERMISSION"


def test_a_failing_disk_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> bytes:
        raise OSError(5, "no")

    monkeypatch.setattr("inspector.archive.archive_file.ArchiveFile.read_at", failing)
    assert refused(write(tmp_path, build(TWO))).code == "E_IO"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    assert refused(tmp_path / "pipe.zip").code == "E_NOT_REGULAR_FILE"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no /dev")
def test_a_link_to_a_device_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "zero.zip").symlink_to("/dev/zero")
    assert refused(tmp_path / "zero.zip").code == "E_NOT_REGULAR_FILE"


@pytest.mark.parametrize("name", ["empty.zip", "empty.csv"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    assert refused(write(tmp_path, b"", name)).code == "E_EMPTY_FILE"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"\x1f\x8b\x08\0", "a gzip archive"),
        (b"Rar!\x1a\x07\x01\0", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"  <!DOCTYPE html><html>", "a web page"),
        (b"First Name,Last Name\r\n", "a text file"),
        ("Łódź".encode() * 2000, "a text file"),
        (b"\0" * 5000, "a file of zeros"),
        (b"\x80\x81\x82\x83\x84\x85", "a file of unknown kind"),
        (bytes(257) + b"ustar", "unknown kind"),
    ],
)
def test_a_file_that_is_no_zip_is_told_what_it_looks_like(tmp_path: Path, raw: bytes, words: str) -> None:
    fault = refused(write(tmp_path, raw if words != "unknown kind" else b"x" + raw))
    assert fault.code == "E_NOT_ZIP"
    assert words in fault.message


def test_an_office_document_is_no_download(tmp_path: Path) -> None:
    fault = refused(write(tmp_path, build([Planned("[Content_Types].xml", b"<x/>"), Planned("xl/workbook.xml", b"")])))
    assert fault.code == "E_NOT_ZIP"
    assert "Office document" in fault.message


@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9, 0.99])
def test_a_download_that_broke_off_is_to_be_downloaded_again(tmp_path: Path, share: float) -> None:
    raw = build(TWO)
    fault = refused(write(tmp_path, raw[: max(3, int(len(raw) * share))]))
    assert fault.code == "E_TRUNCATED"
    assert "again" in fault.hint


def test_a_cut_comment_is_a_download_that_broke_off(tmp_path: Path) -> None:
    assert code_of(tmp_path, build(TWO, Plan(comment=b"x" * 90))[:-20]) == "E_TRUNCATED"


def test_the_end_of_an_inner_archive_is_not_taken_for_the_end_of_the_outer(tmp_path: Path) -> None:
    inner = Planned("inner.zip", build([Planned("Fake.csv", b"x")]), method=0)
    raw = build([Planned("Connections.csv", CONNECTIONS), inner, Planned("Profile.csv", b"y" * 50, method=0)])
    assert code_of(tmp_path, raw[: raw.index(b"y" * 50) + 10]) == "E_TRUNCATED"


CORRUPT = {
    "zeroed": Plan(directory=bytes(120)),
    "start too large": Plan(start=1 << 20),
    "start too small": Plan(start=3),
    "length too small": Plan(length=20),
    "length too large": Plan(length=1 << 20),
    "length too large in 64 bits": Plan(wide=True, length=1 << 62),
    "announced but empty": Plan(directory=b"", count=3),
    "64-bit record is elsewhere": Plan(wide=True, locator_offset=7),
    "64-bit record is out of the file": Plan(wide=True, locator_offset=1 << 40),
    "64-bit record is missing": Plan(start=0xFFFFFFFF),
}


@pytest.mark.parametrize("kind", CORRUPT)
def test_a_directory_that_cannot_be_trusted_is_refused(tmp_path: Path, kind: str) -> None:
    assert code_of(tmp_path, build(TWO, CORRUPT[kind])) == "E_CORRUPT_DIRECTORY"


def test_an_empty_directory_before_real_files_is_refused(tmp_path: Path) -> None:
    raw = bytearray(build(TWO))
    end = raw.rindex(b"PK\x05\x06")
    raw[end + 8 : end + 16] = bytes(8)
    assert code_of(tmp_path, bytes(raw)) == "E_CORRUPT_DIRECTORY"


def test_a_directory_in_which_an_entry_is_damaged_is_refused(tmp_path: Path) -> None:
    raw = bytearray(build(TWO))
    raw[raw.rindex(b"PK\x01\x02")] ^= 1
    assert code_of(tmp_path, bytes(raw)) == "E_CORRUPT_DIRECTORY"


def test_an_entry_longer_than_the_directory_is_refused(tmp_path: Path) -> None:
    raw = bytearray(build(TWO))
    struct.pack_into("<H", raw, raw.rindex(b"PK\x01\x02") + 28, 60_000)
    assert code_of(tmp_path, bytes(raw)) == "E_CORRUPT_DIRECTORY"


def test_a_directory_that_fits_no_file_is_refused(tmp_path: Path) -> None:
    members = [Planned("Profile.csv", b"x", offset=5), Planned("Connections.csv", b"x", offset=9)]
    assert code_of(tmp_path, build(members)) == "E_CORRUPT_DIRECTORY"


def test_a_second_end_record_in_the_comment_is_refused(tmp_path: Path) -> None:
    decoy = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, 0, 0, 0)
    assert code_of(tmp_path, build(TWO, Plan(comment=decoy))) == "E_CORRUPT_DIRECTORY"


def test_two_descriptions_of_the_directory_that_differ_are_refused(tmp_path: Path) -> None:
    raw = bytearray(build(TWO, Plan(wide=True)))
    struct.pack_into("<2H", raw, raw.rindex(b"PK\x05\x06") + 8, 1, 1)
    assert code_of(tmp_path, bytes(raw)) == "E_CORRUPT_DIRECTORY"


@pytest.mark.parametrize("plan", [Plan(disk=1), Plan(disk=1, wide=True)])
def test_the_last_part_of_a_split_archive_is_named_as_such(tmp_path: Path, plan: Plan) -> None:
    assert code_of(tmp_path, build(TWO, plan)) == "E_SPLIT_ARCHIVE"


def test_the_first_part_of_a_split_archive_is_named_as_such(tmp_path: Path) -> None:
    assert code_of(tmp_path, b"PK\x07\x08" + build(TWO)[:300]) == "E_SPLIT_ARCHIVE"


def test_a_member_on_another_disk_makes_a_split_archive(tmp_path: Path) -> None:
    assert code_of(tmp_path, build([Planned("Profile.csv", b"x", disk=2)])) == "E_SPLIT_ARCHIVE"


@pytest.mark.parametrize("lock", [{"flags": 1}, {"flags": 0x41}, {"method": 99, "extra": b"\x01\x99\x00\x00"}])
def test_an_archive_of_encrypted_files_only_is_refused(tmp_path: Path, lock: dict[str, int]) -> None:
    members = [Planned("Profile.csv", b"x", **lock), Planned("__MACOSX/._Profile.csv", b"x")]
    assert code_of(tmp_path, build(members)) == "E_ENCRYPTED"


def test_an_encrypted_directory_is_refused(tmp_path: Path) -> None:
    assert code_of(tmp_path, build(TWO, Plan(directory=b"PK\x06\x08" + bytes(90)))) == "E_ENCRYPTED"
    plan = Plan(wide=True, needed=62, extensible=bytes(40), directory=bytes(120))
    assert code_of(tmp_path, build(TWO, plan)) == "E_ENCRYPTED"


def test_files_that_share_one_header_are_a_bomb(tmp_path: Path) -> None:
    members = [Planned("0.csv", b"x" * 9000), *(Planned(f"{n}.csv", b"x" * 9000, offset=0) for n in range(1, 5))]
    assert code_of(tmp_path, build(members)) == "E_BOMB_OVERLAP"


def test_a_file_that_quotes_the_next_header_is_a_bomb(tmp_path: Path) -> None:
    second = Planned("b.csv", b"y" * 100, method=0)
    quoting = Planned("a.csv", method=0, body=b"", packed=136, size=136)
    assert code_of(tmp_path, build([quoting, second])) == "E_BOMB_OVERLAP"


def test_a_file_that_reaches_into_the_directory_is_a_bomb(tmp_path: Path) -> None:
    assert code_of(tmp_path, build([Planned("a.csv", b"x", method=0, packed=30, size=30)])) == "E_BOMB_OVERLAP"


def test_more_members_than_allowed_are_refused(tmp_path: Path) -> None:
    raw = build([Planned(f"{number}.csv") for number in range(11)])
    assert code_of(tmp_path, raw, Limits(members=10)) == "E_TOO_MANY_MEMBERS"


def test_a_folder_of_more_members_than_allowed_is_refused(tmp_path: Path) -> None:
    for number in range(11):
        write(tmp_path, b"x", f"{number}.csv")
    assert refused(tmp_path, Limits(members=10)).code == "E_TOO_MANY_MEMBERS"


@pytest.mark.parametrize(
    "limits", [Limits(directory_bytes=100), Limits(names_bytes=20), Limits(total_bytes=len(CONNECTIONS))]
)
def test_what_is_too_large_is_refused(tmp_path: Path, limits: Limits) -> None:
    assert code_of(tmp_path, build(TWO), limits) == "E_TOO_LARGE"


def test_a_single_table_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    assert refused(write(tmp_path, CONNECTIONS, "Connections.csv"), Limits(table_bytes=100)).code == "E_TOO_LARGE"


def test_tables_that_swell_together_are_a_bomb(tmp_path: Path) -> None:
    members = [Planned(f"{number}.csv", b"x" * 90_000) for number in range(5)]
    assert code_of(tmp_path, build(members), Limits(ratio_floor=200_000)) == "E_BOMB_RATIO"


def test_an_archive_of_nothing_but_a_swelling_table_is_a_bomb(tmp_path: Path) -> None:
    assert code_of(tmp_path, build([Planned("a.csv", b"x" * 90_000)]), Limits(ratio_floor=1000)) == "E_BOMB_RATIO"


def test_a_zip_within_a_zip_is_to_be_unpacked_once(tmp_path: Path) -> None:
    fault = refused(write(tmp_path, build([Planned("export.zip", build(TWO)), Planned(".DS_Store", b"x")])))
    assert fault.code == "E_NESTED_ARCHIVE"
    assert "Unpack it once" in fault.hint


def test_the_downloads_of_two_persons_are_refused(tmp_path: Path) -> None:
    raw = build([Planned("ada/Profile.csv", b"x"), Planned("ben/Connections.csv", b"x")])
    assert code_of(tmp_path, raw) == "E_AMBIGUOUS_ROOT"


def test_the_downloads_of_two_persons_within_one_folder_are_refused(tmp_path: Path) -> None:
    raw = build([Planned("all/ada/Profile.csv", b"x"), Planned("all/ben/Profile.csv", b"x")])
    assert code_of(tmp_path, raw) == "E_AMBIGUOUS_ROOT"


def test_a_second_path_that_is_refused_leaves_nothing_open(tmp_path: Path) -> None:
    good = write(tmp_path, build(TWO))
    with pytest.raises(Refused):
        open_archives([good, tmp_path / "absent.zip"], Monitor())
    good.unlink()  # Windows would object if it were still open; elsewhere ResourceWarning is an error


def test_a_zip_that_grows_while_open_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path, build(TWO))
    with opened(path) as archive:
        with path.open("ab") as target:
            target.write(b"x")
        with pytest.raises(Refused, match="E_INPUT_CHANGED"):
            archive.check_unchanged()


def test_a_zip_that_is_replaced_while_open_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path, build(TWO))
    other = write(tmp_path, path.read_bytes(), "other.zip")
    with opened(path) as archive:
        other.replace(path)
        with pytest.raises(Refused, match="E_INPUT_CHANGED"):
            archive.check_unchanged()
        assert content(archive.members[0]) == CONNECTIONS


def test_a_zip_that_shrinks_while_read_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path, build(TWO))
    with opened(path) as archive:
        os.truncate(path, 0)
        with pytest.raises(Refused, match="E_INPUT_CHANGED"):
            content(archive.members[0])


def test_a_zip_that_is_deleted_while_open_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path, build(TWO))
    with opened(path) as archive:
        path.unlink()
        with pytest.raises(Refused, match="E_INPUT_CHANGED"):
            archive.check_unchanged()


def test_the_standard_library_agrees_that_the_builder_writes_zips(tmp_path: Path) -> None:
    with zipfile.ZipFile(write(tmp_path, build(TWO, Plan(wide=True)))) as archive:
        assert archive.testzip() is None
