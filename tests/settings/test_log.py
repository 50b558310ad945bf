"""The log and the account of a fault hold words of the program's own and numbers, and no way for text to get in."""

import faulthandler
import os
import re
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from inspector.errors import Refused
from inspector.settings import SettingsStore, crash
from inspector.settings import log as logs
from inspector.settings.crash import CrashGuard
from inspector.settings.log import Log

ROOT = Path(__file__).resolve().parents[2]
CANARY = "canary Mara Lindqvist"


@pytest.fixture
def lines(tmp_path: Path) -> Callable[[], list[str]]:
    return lambda: (tmp_path / "logs" / logs.FILE_NAME).read_text("ascii").splitlines()


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(lambda: tmp_path / "logs")


@pytest.fixture
def hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def fault_in_our_own_file() -> BaseException:
    """A fault that arises in a file of the program, with a message that quotes what was read."""
    try:
        SettingsStore(None).change(**{CANARY: 1})
    except TypeError as error:
        return error
    raise AssertionError


def test_an_event_is_a_line_with_the_time_and_numbers(log: Log, lines: Callable[[], list[str]]) -> None:
    log.write_event("opened", files=60, items=605, seconds=1.25)

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ opened files=60 items=605 seconds=1\.250", lines()[0])


@pytest.mark.parametrize("figure", [CANARY, True, None, b"1"])
def test_nothing_but_a_number_stands_beside_an_event(log: Log, tmp_path: Path, figure: object) -> None:
    with pytest.raises(TypeError):
        log.write_event("opened", files=figure)  # type: ignore[arg-type]
    assert not (tmp_path / "logs").exists()


def test_an_event_is_a_plain_word(log: Log) -> None:
    with pytest.raises(ValueError, match="plain names"):
        log.write_event(CANARY)


def test_what_does_not_look_like_a_version_is_left_out(log: Log, lines: Callable[[], list[str]]) -> None:
    log.write_versions({"qt": "6.11.3", "python": "3.12.0rc1", "other": CANARY})

    assert lines()[0].endswith(" versions qt=6.11.3 python=3.12.0rc1")


def test_a_fault_is_told_by_type_and_place_and_never_by_its_message(log: Log, lines: Callable[[], list[str]]) -> None:
    log.write_error(fault_in_our_own_file())
    log.write_error(Refused("E_NOT_ZIP", CANARY, CANARY, CANARY))

    assert re.search(r" fault TypeError settings/store\.py:\d+ settings/store\.py:\d+$", lines()[0])
    assert lines()[1].endswith(" refused Refused E_NOT_ZIP")


def test_the_name_of_an_exception_that_is_no_word_is_not_told() -> None:
    strange = type(f"{CANARY}\n", (Exception,), {})

    assert crash.describe_error(strange()).kind == "Exception"


def test_no_more_than_three_files_of_one_mebibyte_are_kept(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MAX_FILE_SIZE", 200)
    for number in range(40):
        log.write_event("turn", number=number)

    found = {path.name: path for path in (tmp_path / "logs").iterdir()}
    assert set(found) == {"log.txt", "log.1.txt", "log.2.txt"}
    assert all(path.stat().st_size <= 200 for path in found.values())
    assert "number=39" in found["log.txt"].read_text()


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_the_log_is_closed_to_others(log: Log, tmp_path: Path) -> None:
    log.write_event("opened")

    assert stat.S_IMODE((tmp_path / "logs").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "logs" / logs.FILE_NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize("off", [{"private": True}, {"keep_log": False}])
def test_no_line_is_written_in_private_mode_or_with_the_log_turned_off(tmp_path: Path, off: dict[str, bool]) -> None:
    store = SettingsStore(tmp_path / "kept")
    log = Log(lambda: store.log_folder)
    store.change(**off)
    log.write_event("opened")

    assert not (tmp_path / "kept" / "logs").exists()


def test_forgetting_ends_the_log(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "kept")
    log = Log(lambda: store.log_folder)
    log.write_event("opened")
    store.forget()
    log.write_event("opened")

    assert not (tmp_path / "kept").exists()


def test_a_disk_that_takes_nothing_ends_the_log_quietly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log = Log(lambda: tmp_path / "file" / "logs")
    log.write_event("opened")
    log.write_event("closed")


@pytest.mark.usefixtures("hooks")
def test_what_nobody_caught_is_told_from_every_thread_without_its_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[BaseException] = []
    guard = CrashGuard(told.append, None)
    try:
        error = fault_in_our_own_file()
        sys.excepthook(type(error), error, error.__traceback__)

        def fail() -> None:
            raise KeyError(CANARY)

        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    finally:
        guard.close()

    assert [type(each) for each in told] == [TypeError, KeyError]
    said = capsys.readouterr().err
    assert "Fault: TypeError\n  at settings/store.py:" in said
    assert "canary" not in said


DIES = """
import ctypes, sys
from pathlib import Path
from inspector.settings.crash import CrashGuard
import inspector.settings.crash as crash
CrashGuard(lambda error: None, Path(sys.argv[1]))
def canary_function():
    crash.describe_error.__globals__["_locate_frame"] = lambda file, line: ctypes.string_at(0)
    try:
        crash.disable_core_dumps(); raise KeyError("canary")
    except KeyError as error:
        crash.describe_error(error)
canary_function()
"""


@pytest.mark.skipif(os.name != "posix", reason="dies by a signal")
def test_a_fault_that_ends_the_process_is_told_at_the_next_start(tmp_path: Path) -> None:
    place = tmp_path / "canary place"
    done = subprocess.run(  # noqa: S603 - the test's own code
        [sys.executable, "-c", DIES, str(place)], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert done.returncode < 0
    assert stat.S_IMODE((place / crash.TRACE_FILE).stat().st_mode) == 0o600

    before = faulthandler.is_enabled()
    guard = CrashGuard(lambda _error: None, place)
    guard.close()
    if before:
        faulthandler.enable(sys.__stderr__)

    assert guard.last_crash is not None
    assert "Segmentation fault" in guard.last_crash.text
    assert "settings/crash.py:" in guard.last_crash.text
    assert "canary" not in guard.last_crash.text
    assert list(place.iterdir()) == []


def test_a_clean_end_leaves_nothing_to_tell(tmp_path: Path) -> None:
    before = faulthandler.is_enabled()
    CrashGuard(lambda _error: None, tmp_path).close()
    again = CrashGuard(lambda _error: None, tmp_path)
    again.close()
    if before:
        faulthandler.enable(sys.__stderr__)

    assert again.last_crash is None
