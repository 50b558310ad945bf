"""One bad member never spoils the others: it is named, and the rest is read."""

import struct
import zlib
from pathlib import Path

import pytest

from inspector.archive import Archive, Limits, Member, MemberError
from inspector.errors import Severity
from inspector.progress import Monitor
from tests.archive.zips import (
    CONNECTIONS,
    Plan,
    Planned,
    build,
    codes,
    content,
    deflate,
    opened,
    read_until_fault,
    write,
)

GOOD = b"First Name\r\nAda\r\n"


def beside_a_good_one(tmp_path: Path, *members: Planned, limits: Limits | None = None) -> Archive:
    return opened(write(tmp_path, build([*members, Planned("Profile.csv", GOOD)])), limits)


def fault_of(member: Member) -> MemberError:
    with pytest.raises(MemberError) as caught:
        content(member)
    assert member.sha256 is None
    assert caught.value.message.endswith(".")
    return caught.value


DAMAGED = {
    "W_CRC": Planned("Shares.csv", CONNECTIONS, crc=1),
    "W_INFLATE": Planned("Shares.csv", CONNECTIONS, body=b"\xff" * 80),
    "W_INFLATE, cut": Planned("Shares.csv", CONNECTIONS, body=deflate(CONNECTIONS)[:-9]),
    "W_SIZE_MISMATCH, too short": Planned("Shares.csv", CONNECTIONS, size=len(CONNECTIONS) + 5),
    "W_SIZE_MISMATCH, too long": Planned("Shares.csv", CONNECTIONS, size=1000, crc=zlib.crc32(CONNECTIONS[:1000])),
    "W_SIZE_MISMATCH, bytes left": Planned("Shares.csv", CONNECTIONS, body=deflate(CONNECTIONS) + b"more"),
    "W_SIZE_MISMATCH, stored": Planned("Shares.csv", CONNECTIONS, method=0, size=500),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_damage_is_met_while_reading_and_only_there(tmp_path: Path, kind: str) -> None:
    with beside_a_good_one(tmp_path, DAMAGED[kind]) as archive:
        assert fault_of(archive.members[0]).code == kind.partition(",")[0]
        assert content(archive.members[1]) == GOOD


def test_never_more_bytes_than_declared_are_handed_out(tmp_path: Path) -> None:
    with beside_a_good_one(tmp_path, Planned("Shares.csv", b"x" * (9 << 20), size=1500)) as archive:
        got, fault = read_until_fault(archive.members[0])
        assert len(got) == 1500
        assert fault is not None
        assert fault.code == "W_SIZE_MISMATCH"


REFUSED = {
    "W_ENCRYPTED_MEMBER": Planned("Shares.csv", CONNECTIONS, flags=0x801),
    "W_ENCRYPTED_MEMBER, strong": Planned("Shares.csv", CONNECTIONS, flags=0x840),
    "W_METHOD": Planned("Shares.csv", CONNECTIONS, method=9),
    "W_LINK_MEMBER": Planned("Shares.csv", b"/etc/passwd", mode=0o120777),
    "W_NOT_REGULAR": Planned("Shares.csv", b"", mode=0o010644),
    "W_NOT_REGULAR, device": Planned("Shares.csv", b"", mode=0o020644),
    "W_NESTED": Planned("Shares.csv.zip", CONNECTIONS),
    "W_HEADER_MISMATCH, name": Planned("Shares.csv", CONNECTIONS, local_name=b"Others.csv"),
    "W_HEADER_MISMATCH, method": Planned("Shares.csv", CONNECTIONS, local_method=0),
    "W_HEADER_MISMATCH, size": Planned("Shares.csv", CONNECTIONS, local_size=3),
    "W_HEADER_MISMATCH, packed": Planned("Shares.csv", CONNECTIONS, local_packed=3),
    "W_HEADER_MISMATCH, no header": Planned("Shares.csv", CONNECTIONS, magic=b"PK\x03\x05"),
    "W_HEADER_MISMATCH, elsewhere": Planned("Shares.csv", CONNECTIONS, offset=1 << 30),
    "W_HEADER_MISMATCH, 64-bit sizes missing": Planned("Shares.csv", CONNECTIONS, size=0xFFFFFFFF),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_member_that_is_not_to_be_read_is_named(tmp_path: Path, kind: str) -> None:
    code = kind.partition(",")[0]
    with beside_a_good_one(tmp_path, REFUSED[kind]) as archive:
        member = archive.members[0]
        assert member.refusal is not None
        assert (member.refusal.code, member.refusal.member) == (code, member.name)
        assert member.refusal in archive.problems
        assert fault_of(member).code == code
        assert archive.members[1].refusal is None
        assert content(archive.members[1]) == GOOD


def test_a_table_beyond_the_limit_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    member = Planned("Shares.csv", b"x" * 100_000)
    for limits in (Limits(table_bytes=99_999), Limits(ratio_floor=50_000)):
        with beside_a_good_one(tmp_path, member, limits=limits) as archive:
            assert codes(archive) == ["W_OVERSIZE_MEMBER"]
            assert content(archive.members[1]) == GOOD


def test_a_size_of_eight_exbibytes_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    with beside_a_good_one(tmp_path, Planned("Shares.csv", CONNECTIONS, size=1 << 63, wide=True)) as archive:
        assert codes(archive) == ["W_OVERSIZE_MEMBER"]
        assert content(archive.members[1]) == GOOD


def test_a_picture_is_not_measured_as_a_table(tmp_path: Path) -> None:
    with beside_a_good_one(tmp_path, Planned("photo.jpg", b"x" * 100_000), limits=Limits(table_bytes=999)) as archive:
        assert codes(archive) == []


@pytest.mark.parametrize("name", ["__MACOSX/._Profile.csv", ".DS_Store", "Jobs/._x.csv", "THUMBS.DB", "a/desktop.ini"])
def test_junk_is_ignored_by_rule_without_a_word(tmp_path: Path, name: str) -> None:
    with beside_a_good_one(tmp_path, Planned(name, b"\0\5\x16\7", flags=1)) as archive:
        junk = archive.members[0]
        assert junk.junk_rule in ("__MACOSX", ".DS_Store", "._*", "Thumbs.db", "desktop.ini")
        assert (junk.refusal, archive.problems) == (None, ())
        with pytest.raises(ValueError, match=junk.junk_rule.replace("*", "[*]")):
            next(junk.blocks(Monitor()))


def test_a_member_that_the_directory_hides_is_named(tmp_path: Path) -> None:
    hidden = Planned("Secret.csv", CONNECTIONS, listed=False)
    with beside_a_good_one(tmp_path, Planned("Shares.csv", GOOD), hidden) as archive:
        (problem,) = archive.problems
        assert (problem.code, problem.member) == ("W_DIRECTORY_COUNT", "Secret.csv")
        assert [member.name for member in archive.members] == ["Shares.csv", "Profile.csv"]


def test_a_wrong_number_of_entries_is_told(tmp_path: Path) -> None:
    with opened(write(tmp_path, build([Planned("Profile.csv", GOOD)], Plan(count=3)))) as archive:
        assert codes(archive) == ["W_DIRECTORY_COUNT"]
        assert content(archive.members[0]) == GOOD


@pytest.mark.parametrize("counted", [True, False])
@pytest.mark.parametrize("wide", [True, False])
def test_bytes_before_the_archive_are_noted(tmp_path: Path, counted: bool, wide: bool) -> None:
    plan = Plan(before=b"#!/bin/sh\n" * 9, counted_before=counted, wide=wide)
    if not counted and wide:
        plan.locator_offset = 0
        raw = build([Planned("Profile.csv", GOOD)], plan)
        true = raw.rindex(b"PK\x06\x06") - len(plan.before)
        raw = bytearray(raw)
        struct.pack_into("<Q", raw, raw.rindex(b"PK\x06\x07") + 8, true)
        path = write(tmp_path, bytes(raw))
    else:
        if wide:
            plan.locator_offset = None
        path = write(tmp_path, build([Planned("Profile.csv", GOOD)], plan))
    with opened(path) as archive:
        assert codes(archive) == ["W_PREPENDED"]
        assert archive.problems[0].severity is Severity.WARNING
        assert content(archive.members[0]) == GOOD


def test_the_mark_of_an_archive_that_was_meant_to_be_split_is_no_news(tmp_path: Path) -> None:
    plan = Plan(before=b"PK00", counted_before=True)
    with opened(write(tmp_path, build([Planned("Profile.csv", GOOD)], plan))) as archive:
        assert archive.problems == ()


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (b"\n", ["W_TRAILING"]),
        (b"x" * 70_000, ["W_TRAILING"]),
        (b"PK\x05\x06 by chance, and then some more text", ["W_TRAILING", "W_SECOND_END"]),
    ],
)
def test_bytes_behind_the_archive_are_noted(tmp_path: Path, after: bytes, said: list[str]) -> None:
    with opened(write(tmp_path, build([Planned("Profile.csv", GOOD)], Plan(after=after)))) as archive:
        assert codes(archive) == said
        assert archive.problems[0].severity is Severity.WARNING
        assert content(archive.members[0]) == GOOD


def test_an_archive_behind_another_shows_that_the_first_is_there(tmp_path: Path) -> None:
    raw = build([Planned("Shares.csv", GOOD)]) + build([Planned("Profile.csv", GOOD)])
    with opened(write(tmp_path, raw)) as archive:
        assert codes(archive) == ["W_DIRECTORY_COUNT", "W_PREPENDED"]
        assert archive.problems[0].member == "Shares.csv"


def test_a_descriptor_that_lies_does_not_matter_as_the_directory_decides(tmp_path: Path) -> None:
    with beside_a_good_one(tmp_path, Planned("Shares.csv", CONNECTIONS, descriptor="wrong")) as archive:
        assert content(archive.members[0]) == CONNECTIONS


def test_a_folder_entry_that_holds_bytes_is_named(tmp_path: Path) -> None:
    with beside_a_good_one(tmp_path, Planned("Jobs/", GOOD)) as archive:
        assert [(found.code, found.member) for found in archive.problems] == [("W_DIR_AS_FILE", "Jobs/")]


def test_a_folder_named_as_a_table_is_told(tmp_path: Path) -> None:
    with beside_a_good_one(tmp_path, Planned("Connections.csv/", mode=0o040755, method=0)) as archive:
        assert codes(archive) == ["W_DIR_AS_FILE"]


def test_a_disk_that_fails_in_the_middle_is_a_fault_of_the_member(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> bytes:
        raise OSError(5, "no")

    with beside_a_good_one(tmp_path, Planned("Shares.csv", CONNECTIONS)) as archive:
        monkeypatch.setattr("inspector.archive.archive_file.ArchiveFile.read_at", failing)
        assert fault_of(archive.members[0]).code == "W_IO"
