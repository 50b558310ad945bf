"""Honest archives open, and every byte arrives as it was put in."""

import hashlib
import os
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.archive import open_archives
from inspector.archive.zip.inflate import DEFLATE_CODEC, inflate
from inspector.errors import Cancelled
from inspector.progress import Monitor, Progress
from tests.archive.zips import CONNECTIONS, Plan, Planned, build, codes, content, opened, write

HONEST = {
    "deflated": Planned("Connections.csv", CONNECTIONS),
    "stored": Planned("Connections.csv", CONNECTIONS, method=0),
    "empty and stored": Planned("Connections.csv", method=0),
    "empty and deflated": Planned("Connections.csv"),
    "64-bit sizes": Planned("Connections.csv", CONNECTIONS, wide=True),
    "64-bit sizes and offset": Planned("Connections.csv", CONNECTIONS, wide=True, wide_offset=True),
    "64-bit offset": Planned("Connections.csv", CONNECTIONS, wide_offset=True),
    "signed descriptor": Planned("Connections.csv", CONNECTIONS, descriptor="signed"),
    "plain descriptor": Planned("Connections.csv", CONNECTIONS, descriptor="plain"),
    "64-bit descriptor": Planned("Connections.csv", CONNECTIONS, descriptor="wide", wide=True),
    "64-bit plain descriptor": Planned("Connections.csv", CONNECTIONS, descriptor="wide plain"),
    "stored with a descriptor": Planned("Connections.csv", CONNECTIONS, method=0, descriptor="signed"),
}


@pytest.mark.parametrize("kind", HONEST)
def test_an_honest_member_arrives_whole_with_its_hash(tmp_path: Path, kind: str) -> None:
    first = HONEST[kind]
    path = write(tmp_path, build([first, Planned("Profile.csv", b"First Name\r\nAda\r\n")]))
    with opened(path) as archive:
        member = archive.members[0]
        assert (member.archive, member.name, member.size) == (1, "Connections.csv", len(first.data))
        assert member.sha256 is None
        assert content(member) == first.data
        assert member.sha256 == hashlib.sha256(first.data).hexdigest()
        assert archive.compute_digest(Monitor()) == hashlib.sha256(path.read_bytes()).hexdigest()
        assert content(archive.members[1]) == b"First Name\r\nAda\r\n"
        assert archive.problems == ()


@pytest.mark.parametrize(
    "plan", [Plan(wide=True), Plan(comment=b"made by hand"), Plan(wide=True, comment=b"x" * 65535)]
)
def test_an_honest_end_record_is_understood(tmp_path: Path, plan: Plan) -> None:
    with opened(write(tmp_path, build([Planned("Profile.csv", b"a\n1\n")], plan))) as archive:
        assert content(archive.members[0]) == b"a\n1\n"
        assert archive.problems == ()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_the_standard_library_writes_opens_without_a_word(tmp_path: Path, method: int) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", method) as target:
        target.mkdir("Jobs")
        target.writestr("Jobs/Saved Jobs.csv", "Job Url\r\nx\r\n")
        with target.open("Connections.csv", "w", force_zip64=True) as member:
            member.write(CONNECTIONS)
    with opened(path) as archive:
        assert [member.name for member in archive.members] == ["Jobs/Saved Jobs.csv", "Connections.csv"]
        assert content(archive.members[1]) == CONNECTIONS
        assert archive.problems == ()


def test_a_zip_written_to_a_pipe_opens_without_a_word(tmp_path: Path) -> None:
    class Pipe:
        def __init__(self) -> None:
            self.parts: list[bytes] = []

        def write(self, part: bytes) -> int:
            self.parts.append(bytes(part))
            return len(part)

        def flush(self) -> None:
            pass

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as target:  # type: ignore[call-overload]
        target.writestr("Connections.csv", CONNECTIONS)
        target.writestr("Profile.csv", "First Name\r\nAda\r\n")
    with opened(write(tmp_path, b"".join(pipe.parts))) as archive:
        assert content(archive.members[0]) == CONNECTIONS
        assert archive.problems == ()


def test_blocks_are_bounded_and_told_to_the_monitor(tmp_path: Path) -> None:
    data = b"x" * (5 << 20)
    steps: list[Progress] = []
    with opened(write(tmp_path, build([Planned("Shares.csv", data), Planned("A.csv", data, method=0)]))) as archive:
        for member in archive.members:
            blocks = list(member.blocks(Monitor(report=steps.append)))
            assert max(map(len, blocks)) <= 1 << 20
            assert b"".join(blocks) == data
            assert (steps[-1].done, steps[-1].total) == (len(data), len(data))


def test_reading_stops_when_cancelled(tmp_path: Path) -> None:
    with opened(write(tmp_path, build([Planned("Shares.csv", b"x" * (3 << 20))]))) as archive:
        monitor = Monitor()
        blocks = archive.members[0].blocks(monitor)
        next(blocks)
        monitor.cancel()
        with pytest.raises(Cancelled):
            next(blocks)
        assert archive.members[0].sha256 is None


def test_opening_stops_when_cancelled(tmp_path: Path) -> None:
    monitor = Monitor()
    monitor.cancel()
    with pytest.raises(Cancelled):
        open_archives([write(tmp_path, build([Planned("Shares.csv", b"x")]))], monitor)


def test_twenty_thousand_members_open(tmp_path: Path) -> None:
    members = [Planned(f"Articles/Articles/{number}.html", b"<p>", method=0) for number in range(20_000)]
    with opened(write(tmp_path, build(members))) as archive:
        assert len(archive.members) == 20_000
        assert archive.problems == ()
        assert content(archive.members[-1]) == b"<p>"


def test_several_archives_are_numbered_in_the_order_given(tmp_path: Path) -> None:
    first = write(tmp_path, build([Planned("Profile.csv", b"a")]), "b.zip")
    second = write(tmp_path, build([Planned("Profile.csv", b"b")]), "a.zip")
    archives = open_archives([first, second], Monitor())
    assert [(one.number, one.name, one.members[0].archive) for one in archives] == [(1, "b.zip", 1), (2, "a.zip", 2)]
    for archive in archives:
        archive.close()


def test_the_input_is_left_as_it_was(tmp_path: Path) -> None:
    path = write(tmp_path, build([Planned("Connections.csv", CONNECTIONS)]))
    before = (path.read_bytes(), path.stat().st_mtime_ns, sorted(tmp_path.iterdir()))
    with opened(path) as archive:
        content(archive.members[0])
        archive.check_unchanged()
    assert before == (path.read_bytes(), path.stat().st_mtime_ns, sorted(tmp_path.iterdir()))


def test_a_read_only_file_opens(tmp_path: Path) -> None:
    path = write(tmp_path, build([Planned("Connections.csv", CONNECTIONS)]))
    path.chmod(0o400)
    with opened(path) as archive:
        assert content(archive.members[0]) == CONNECTIONS


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=5000), st.integers(1, 40), st.integers(1, 300), st.integers(0, 9))
def test_both_codecs_inflate_alike(seed: bytes, repeats: int, step: int, level: int) -> None:
    data = seed * repeats
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    for codec in (DEFLATE_CODEC, zlib):
        parts = iter([packed[at : at + step] for at in range(0, len(packed), step)])
        assert b"".join(inflate(parts, len(data), codec)) == data
    assert DEFLATE_CODEC.crc32(data, 7) == zlib.crc32(data, 7)


def test_zlib_takes_over_where_isal_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "isal", None)
    monkeypatch.delitem(sys.modules, "inspector.archive.zip.inflate")
    module = __import__("inspector.archive.zip.inflate", fromlist=["DEFLATE_CODEC"])
    assert module.DEFLATE_CODEC is zlib


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights on Windows")
def test_a_link_to_a_zip_is_followed_once(tmp_path: Path) -> None:
    link = tmp_path / "link.zip"
    link.symlink_to(write(tmp_path, build([Planned("Profile.csv", b"a")])))
    with opened(link) as archive:
        assert archive.name == "link.zip"
        archive.check_unchanged()


def test_a_download_of_no_files_has_no_members(tmp_path: Path) -> None:
    with opened(write(tmp_path, build([]))) as archive:
        assert (archive.members, codes(archive)) == ((), [])
