"""What the program did not make itself is opened in one way: regular, not followed, of bounded size, never waiting."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from inspector import policy, private_dir
from inspector.archive.archive_file import ArchiveFile
from inspector.errors import Refused
from inspector.policy.pack import cases
from inspector.report.pseudonym_key import PseudonymKey
from inspector.safe_open import UnusableFile, open_file, read_file
from inspector.settings import Settings, SettingsStore
from inspector.settings.crash import CrashGuard
from inspector.settings.log import Log
from inspector.settings.store import SETTINGS_FILE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices and links of POSIX")

SECRET = b"a letter of mine"


def place_pipe(path: Path) -> None:
    os.mkfifo(path)


def place_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path is short
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)


def place_folder(path: Path) -> None:
    path.mkdir()


def place_link_to_a_file(path: Path) -> None:
    (path.parent / "letter").write_bytes(SECRET)
    path.symlink_to("letter")


def place_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def place_link_to_nothing(path: Path) -> None:
    path.symlink_to("nowhere")


def place_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def place_file_without_end(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)  # takes no place on the disk


PLACES = (
    *(place_pipe, place_socket, place_folder, place_link_to_a_file, place_link_to_itself, place_link_to_nothing),
    *(place_link_to_a_device, place_file_without_end),
)
each_place = pytest.mark.parametrize("place", PLACES)


@each_place
def test_what_is_no_plain_file_is_not_read(tmp_path: Path, place: Callable[[Path], None]) -> None:
    place(tmp_path / "file")

    with pytest.raises(UnusableFile):
        read_file(tmp_path / "file", 1000)


@pytest.mark.parametrize("size", [0, 1, 999, 1000])
def test_a_file_up_to_the_bound_is_read_whole(tmp_path: Path, size: int) -> None:
    (tmp_path / "file").write_bytes(b"x" * size)

    assert read_file(tmp_path / "file", 1000) == b"x" * size


@pytest.mark.parametrize("size", [1001, 5 << 20])
def test_a_file_over_the_bound_is_not_read(tmp_path: Path, size: int) -> None:
    (tmp_path / "file").write_bytes(b"x" * size)

    with pytest.raises(UnusableFile):
        read_file(tmp_path / "file", 1000)


def test_a_name_that_no_file_can_have_is_a_file_that_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        read_file(Path("a\0b"), 1000)


@pytest.mark.parametrize("make_name", [os.link, os.symlink])
def test_what_another_name_leads_to_is_neither_emptied_nor_opened_to_others(
    tmp_path: Path, make_name: Callable[[Path, Path], None]
) -> None:
    letter = tmp_path / "letter"
    letter.write_bytes(SECRET)
    letter.chmod(0o644)
    make_name(letter, tmp_path / "log.txt")

    with pytest.raises(UnusableFile):
        private_dir.open_private(tmp_path / "log.txt", os.O_WRONLY | os.O_TRUNC)

    assert (letter.read_bytes(), letter.stat().st_mode & 0o777) == (SECRET, 0o644)


def test_a_plain_file_is_emptied_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")

    os.close(open_file(tmp_path / "file", os.O_WRONLY | os.O_TRUNC))

    assert (tmp_path / "file").read_bytes() == b""


# ---- where such files are expected


@each_place
def test_settings_that_are_no_plain_file_are_set_aside_and_said(tmp_path: Path, place: Callable[[Path], None]) -> None:
    place(tmp_path / SETTINGS_FILE)

    store = SettingsStore(tmp_path)

    assert store.settings == Settings()
    assert "S_RECOVERED" in [notice.code for notice in store.notices]
    assert os.path.lexists(next(tmp_path.glob("settings-damaged-*.json")))
    store.change(theme="dark")
    assert SettingsStore(tmp_path).settings.theme == "dark"
    letter = tmp_path / "letter"
    assert not letter.exists() or letter.read_bytes() == SECRET


@pytest.mark.parametrize("name", ["log.txt", "ended.txt"])
@each_place
def test_a_log_that_is_no_plain_file_is_left_alone(tmp_path: Path, place: Callable[[Path], None], name: str) -> None:
    logs = tmp_path / "logs"
    private_dir.create_folder(logs)
    place(logs / name)

    guard = CrashGuard(lambda _error: None, logs)
    Log(lambda: logs).write_event("start")
    guard.close()

    letter = logs / "letter"
    assert not letter.exists() or letter.read_bytes() == SECRET
    assert not (logs / "nowhere").exists()


def test_a_link_in_the_place_of_the_folder_of_logs_leads_nowhere(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "ended.txt").write_bytes(SECRET)
    (tmp_path / "logs").symlink_to(mine)

    guard = CrashGuard(lambda _error: None, tmp_path / "logs")
    Log(lambda: tmp_path / "logs").write_event("start")
    guard.close()

    assert {path.name: path.read_bytes() for path in mine.iterdir()} == {"ended.txt": SECRET}


@each_place
def test_a_key_that_is_no_plain_file_is_refused(tmp_path: Path, place: Callable[[Path], None]) -> None:
    place(tmp_path / "people.key")

    with pytest.raises(Refused, match="X_KEY"):
        PseudonymKey.read(tmp_path / "people.key")


@pytest.mark.parametrize("name", ["rules.toml", "pack.toml"])
@each_place
def test_a_file_of_a_pack_that_is_no_plain_file_is_an_error_of_that_file(
    tmp_path: Path, place: Callable[[Path], None], name: str
) -> None:
    place(tmp_path / name)

    with pytest.raises(policy.InvalidPack) as found:
        policy.read(tmp_path)

    assert name in {error.file for error in found.value.errors}


@each_place
def test_cases_that_are_no_plain_file_are_refused(tmp_path: Path, place: Callable[[Path], None]) -> None:
    place(tmp_path / "cases.toml")

    with pytest.raises(Refused, match="E_POLICY"):
        cases.read_cases(tmp_path)


@pytest.mark.parametrize("place", [place_pipe, place_socket, place_link_to_itself, place_link_to_a_device])
def test_an_archive_that_is_no_plain_file_is_refused(tmp_path: Path, place: Callable[[Path], None]) -> None:
    place(tmp_path / "archive.zip")

    with pytest.raises(Refused):
        ArchiveFile(tmp_path / "archive.zip", "archive.zip")
