"""A file is written whole or not at all, and never where it would change what was opened."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO, NoReturn

import pytest

from inspector.atomic_write import make_safe_name, measure_umask, write, write_private
from inspector.errors import Refused
from inspector.report.formats import registry
from tests.archives import PROFILE, folder, read, zipped
from tests.report.reports import report, writable

ROOT = Path(__file__).parents[1]
FULL_DISK = """
import errno, io, sys
from pathlib import Path
from inspector.report.formats import registry
from inspector.errors import Refused
from inspector.progress import Monitor
from inspector.atomic_write import write
from tests.archives import read
from tests.report.reports import report, writable

class Full(io.RawIOBase):
    room = 100
    def writable(self):
        return True
    def write(self, data):
        if len(data) > self.room:
            raise OSError(errno.ENOSPC, "no room")
        self.room -= len(data)
        return len(data)

source, target = map(Path, sys.argv[1:])
found = report(read(source), "DE")
try:
    write(target, lambda stream: registry.FORMATS[target.suffix].write(found, Full(), Monitor()) and None, [source])
except Refused as refused:
    print(refused.code)
"""
"""Writes a report to a stream that has room for a hundred bytes."""


def failing(code: int) -> object:
    """A writer that writes something and then meets an error of the operating system."""

    def content(stream: BinaryIO) -> None:
        stream.write(b"half of")
        raise OSError(code, "invented")

    return content


def refused(target: Path, content: object, inputs: tuple[Path, ...] = ()) -> Refused:
    with pytest.raises(Refused) as found:
        write(target, content, inputs)  # type: ignore[arg-type]
    return found.value


def test_a_file_is_written_with_all_its_bytes(tmp_path: Path) -> None:
    write(tmp_path / "new.txt", lambda stream: stream.write(b"whole") and None, ())

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("new.txt", b"whole")]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (errno.ENOSPC, "X_DISK_FULL"),
        (errno.EDQUOT, "X_DISK_FULL"),
        (errno.EROFS, "X_NO_PERMISSION"),
        (errno.EACCES, "X_NO_PERMISSION"),
        (errno.EIO, "X_IO"),
    ],
)
def test_what_stood_there_stays_when_writing_fails(tmp_path: Path, code: int, expected: str) -> None:
    target = tmp_path / "report.txt"
    target.write_bytes(b"the old one")

    assert refused(target, failing(code)).code == expected

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("report.txt", b"the old one")]


def test_a_fault_of_the_writer_itself_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_bytes(b"the old one")

    def content(stream: BinaryIO) -> NoReturn:
        stream.write(b"half of")
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        write(target, content, ())

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("report.txt", b"the old one")]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    found = refused(tmp_path / "nowhere" / "report.txt", lambda stream: None)

    assert (found.code, found.member) == ("X_NO_PERMISSION", "report.txt")
    assert found.hint


def test_a_folder_that_may_not_be_written_to_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_words: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "invented")

    monkeypatch.setattr(os, "open", closed)

    assert refused(tmp_path / "report.txt", lambda stream: None).code == "X_NO_PERMISSION"


@pytest.mark.parametrize("number", [32, 33])
def test_a_file_that_another_program_has_open_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def held(_self: Path, _target: Path) -> NoReturn:
        error = PermissionError(errno.EACCES, "invented")
        error.winerror = number  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "replace", held)
    (tmp_path / "report.txt").write_bytes(b"the old one")

    assert refused(tmp_path / "report.txt", lambda stream: None).code == "X_TARGET_OPEN_ELSEWHERE"
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"the old one"]


def test_what_a_check_refuses_never_bears_the_name(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_bytes(b"the old one")

    def check(path: Path) -> NoReturn:
        assert path.read_bytes() == b"new"
        raise Refused("X_TOTALS", "The totals differ.")

    with pytest.raises(Refused, match="X_TOTALS"):
        write(target, lambda stream: stream.write(b"new") and None, (), check)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("report.txt", b"the old one")]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_a_new_file_is_as_open_as_the_system_makes_files_and_an_old_one_stays_as_it_was(tmp_path: Path) -> None:
    plain, new, old, own = (tmp_path / name for name in ("plain", "new", "old", "own"))
    plain.touch()
    old.touch(mode=0o600)
    for path in (new, old):
        write(path, lambda stream: stream.write(b"x") and None, ())
    write_private(own, lambda stream: stream.write(b"x") and None)

    modes = [path.stat().st_mode & 0o777 for path in (plain, new, old, own)]
    assert modes == [modes[0], modes[0], 0o600, 0o600]


@pytest.mark.skipif(os.name != "posix", reason="other systems lock open files by themselves")
def test_strays_are_swept_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    strays = [tmp_path / f".inspector-{os.getpid()}-0a0b0c.part", tmp_path / ".inspector-1-ff.part"]
    others = [tmp_path / ".inspector-notes.part", tmp_path / "inspector-1-ff.part", tmp_path / ".inspector-1-ff.txt"]
    for path in (*strays, *others):
        path.write_bytes(b"x")

    def inner(stream: BinaryIO) -> None:
        (begun,) = set(tmp_path.glob(".inspector-*.part")) - set(others)
        write(tmp_path / "inner.txt", lambda nested: nested.write(b"inner") and None, ())
        assert begun.exists()
        stream.write(b"outer")

    write(tmp_path / "outer.txt", inner, ())

    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"outer.txt", "inner.txt", *(path.name for path in others)}
    assert (tmp_path / "outer.txt").read_bytes() == b"outer"


@pytest.mark.skipif(os.name != "posix", reason="hard links are made differently elsewhere")
def test_another_name_of_an_input_is_never_written_to(tmp_path: Path) -> None:
    archive = zipped(tmp_path, {"Profile.csv": PROFILE})
    opened = folder(tmp_path, {"Profile.csv": PROFILE})
    for number, source in enumerate((archive, opened / "Profile.csv")):
        link = tmp_path / f"link-{number}.txt"
        link.hardlink_to(source)
        assert refused(link, lambda stream: None, (archive, opened)).code == "X_TARGET_IS_INPUT"
    inside = tmp_path / "inside"
    inside.symlink_to(opened, target_is_directory=True)
    assert refused(inside / "report.txt", lambda stream: None, (opened,)).code == "X_TARGET_IS_INPUT"
    assert refused(inside, lambda stream: None, (archive,)).code == "X_NO_PERMISSION"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("exposure.xlsx", "exposure.xlsx"),
        ("CON.csv", "_CON.csv"),
        ("lpt1", "_lpt1"),
        ("a:b/c\\d?.txt", "a_b_c_d_.txt"),
        ("report.csv. .", "report.csv"),
        (" .csv", "csv"),
        ("x" * 300 + ".json", "x" * 115 + ".json"),
        ("\ud800\x00.pdf", "__.pdf"),
        ("", "report"),
    ],
)
def test_a_name_is_made_safe_for_every_system(name: str, safe: str) -> None:
    assert make_safe_name(name) == safe
    assert make_safe_name(safe) == safe


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "report.txt").mkdir()

    assert refused(tmp_path / "report.txt", lambda stream: None).code == "X_NO_PERMISSION"
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_the_archive_itself_is_never_written_over(tmp_path: Path) -> None:
    archive = zipped(tmp_path, {"Profile.csv": PROFILE})
    before = archive.read_bytes()
    link = tmp_path / "link.zip"
    link.symlink_to(archive)

    for target in (archive, link, tmp_path / "." / archive.name):
        assert refused(target, lambda stream: None, (archive,)).code == "X_TARGET_IS_INPUT"
    assert archive.read_bytes() == before


def test_nothing_is_written_into_an_opened_folder(tmp_path: Path) -> None:
    archive = folder(tmp_path, {"Profile.csv": PROFILE, "Jobs/Saved Jobs.csv": ""})

    for target in (archive / "report.txt", archive / "Jobs" / "report.txt", archive / "Profile.csv"):
        assert refused(target, lambda stream: None, (archive,)).code == "X_TARGET_IS_INPUT"
    assert sorted(path.name for path in archive.rglob("*")) == ["Jobs", "Profile.csv", "Saved Jobs.csv"]


def test_a_report_beside_the_archive_is_fine(tmp_path: Path) -> None:
    archive = folder(tmp_path, {"Profile.csv": PROFILE})
    found = report(read(archive), "DE")

    for suffix in writable():
        registry.save(found, tmp_path / f"report{suffix}", [archive])
        assert (tmp_path / f"report{suffix}").stat().st_size > 500


@pytest.mark.parametrize("name", ["report", "report.doc", "report.xlsx.bak"])
def test_an_ending_that_names_no_format_is_refused_with_those_that_do(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused) as found:
        registry.check_targets([tmp_path / name], [])

    assert found.value.code == "X_FORMAT"
    assert all(suffix in found.value.hint for suffix in registry.FORMATS)


def test_the_ending_decides_whatever_its_case(tmp_path: Path) -> None:
    registry.check_targets([tmp_path / "REPORT.JSON"], [])
    registry.save(report(read(folder(tmp_path, {"Profile.csv": PROFILE})), "DE"), tmp_path / "REPORT.JSON", [])

    assert (tmp_path / "REPORT.JSON").read_bytes().startswith(b"{")


@pytest.mark.parametrize("suffix", writable())
def test_a_disk_that_fills_up_leaves_no_half_report(tmp_path: Path, suffix: str) -> None:
    """In another process, as the workbook keeps files of its own beside the temporary ones of the system."""
    source = folder(tmp_path, {"Profile.csv": PROFILE})
    place, scratch = folder(tmp_path, {"old.txt": "old"}, "out"), folder(tmp_path, {}, "scratch")
    scratch.mkdir()

    done = subprocess.run(  # noqa: S603 - the test's own code
        [sys.executable, "-c", FULL_DISK, str(source), str(place / f"report{suffix}")],
        env={**os.environ, "TMPDIR": str(scratch)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stdout == "X_DISK_FULL\n", done.stderr
    assert [path.name for path in place.iterdir()] == ["old.txt"]
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows has no umask")
@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_a_new_file_follows_the_umask_of_the_moment(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    measure_umask.cache_clear()
    try:
        write(tmp_path / "new", lambda stream: None, ())
    finally:
        os.umask(before)
        measure_umask.cache_clear()
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.mark.skipif(os.name != "posix", reason="Windows has no umask")
def test_measuring_the_umask_leaves_it_as_it_was() -> None:
    before = os.umask(0o027)
    measure_umask.cache_clear()
    try:
        assert measure_umask() == 0o027
        assert os.umask(before) == 0o027
    finally:
        os.umask(before)
        measure_umask.cache_clear()
