"""What a killed process left is found wherever it lies and removed, and nothing else ever is."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector import temporary_files
from inspector.atomic_write import write
from inspector.temporary_files import provide_temporary_folder, remove_leftovers, set_register

ROOT = Path(__file__).parents[1]
NAME = ".inspector-1-0a0b0c0d0e0f.part"
KILLED = """
import os, sys
from pathlib import Path
from inspector.atomic_write import write
from inspector.temporary_files import provide_temporary_folder, set_register
program, place = map(Path, sys.argv[1:])
set_register(program)
def content(stream):
    stream.write(b"half of it")
    stream.flush()
    os.kill(os.getpid(), 9)
with provide_temporary_folder(place) as folder:
    (folder / "sample.zip").write_bytes(b"x")
    write(place / "report.txt", content, ())
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other systems lock open files by themselves")


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Path]:
    set_register(tmp_path / "program")
    yield tmp_path / "program"
    set_register(None)


def record(program: Path, path: Path | bytes) -> None:
    (program / temporary_files.REGISTER_NAME).mkdir(parents=True, exist_ok=True)
    content = path if isinstance(path, bytes) else os.fsencode(path)
    (program / temporary_files.REGISTER_NAME / NAME).write_bytes(content)


def test_what_a_killed_process_left_in_any_folder_goes_at_the_next_start(tmp_path: Path, program: Path) -> None:
    place = tmp_path / "out"
    place.mkdir()
    words = [sys.executable, "-c", KILLED, str(program), str(place)]
    subprocess.run(words, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)  # noqa: S603 - the test's own code
    assert len(list(place.iterdir())) == 2

    remove_leftovers()

    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert not list(place.iterdir())


def test_what_is_being_written_stays(tmp_path: Path, program: Path) -> None:
    with provide_temporary_folder(tmp_path) as folder:
        (folder / "sample").write_bytes(b"x")

        def content(_stream: object) -> None:
            remove_leftovers()

        write(tmp_path / "report.txt", content, ())
        assert (folder / "sample").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


@pytest.mark.parametrize("name", ["letter.txt", ".inspector-1-ff.txt", ".inspector-notes.part", "a/.."])
def test_a_record_removes_nothing_that_is_not_a_part_of_this_program(tmp_path: Path, program: Path, name: str) -> None:
    (tmp_path / "a").mkdir()
    letter = tmp_path / "a" / "letter.txt"
    letter.write_bytes(b"mine")
    if name != "a/..":
        (tmp_path / name).write_bytes(b"mine")
    record(program, tmp_path / name)

    remove_leftovers()

    assert letter.exists()
    assert os.path.lexists(tmp_path / name)


def test_a_link_in_the_place_of_a_part_is_not_followed(tmp_path: Path, program: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_bytes(b"mine")
    (tmp_path / NAME).symlink_to(tmp_path / "mine")
    record(program, tmp_path / NAME)

    remove_leftovers()

    assert (tmp_path / "mine" / "letter").exists()


@pytest.mark.parametrize("content", [b"", b"\0", b"/\xff/" + NAME.encode(), b"x" * 100_000, NAME.encode()])
def test_a_record_that_names_nothing_is_no_obstacle(program: Path, content: bytes) -> None:
    record(program, content)

    remove_leftovers()


def test_where_no_record_can_be_kept_the_file_is_written_all_the_same(tmp_path: Path, program: Path) -> None:
    program.write_bytes(b"a file in the place of the folder")

    write(tmp_path / "report.txt", lambda stream: stream.write(b"whole") and None, ())

    assert (tmp_path / "report.txt").read_bytes() == b"whole"
