"""A log of what happened in codes and numbers: no text can get into it, whatever is passed.

An event is a word of the program's own, and all that may stand beside it is numbers and versions. Three files of one
mebibyte at most, closed to others.
"""

import contextlib
import datetime as dt
import os
import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from threading import Lock

from inspector import private_dir
from inspector.errors import Refused
from inspector.settings import crash

MAX_FILE_SIZE, FILE_COUNT = 1 << 20, 3
FILE_NAME = "log.txt"
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,40}")
_VERSION = re.compile(r"\d{1,4}(?:\.\d{1,4}){0,3}(?:(?:a|b|rc|\.dev|\.post)\d{1,4})?")


class Log:
    """Lines in ``log.txt`` of a folder, asked for at each line: ``None`` says that nothing is to be written (now).

    A disk that takes nothing ends the log quietly: it is the last thing that a person should have to hear of.
    """

    def __init__(self, find_folder: Callable[[], Path | None]) -> None:
        self._find_folder = find_folder
        self._lock = Lock()
        self._has_failed = False

    def write_event(self, event_name: str, **figures: float) -> None:
        """Note an event of the program's own with numbers; raises ``ValueError`` for what is no plain word."""
        for name in (event_name, *figures):
            if _WORD.fullmatch(name) is None:
                raise ValueError("an event and its figures have plain names")
        numbers = [f"{name}={_format_number(value)}" for name, value in figures.items()]
        self._write_line(event_name, *numbers)

    def write_versions(self, versions: Mapping[str, str]) -> None:
        """Note versions; what does not look like one is left out."""
        known = {name: text for name, text in versions.items() if _WORD.fullmatch(name) and _VERSION.fullmatch(text)}
        self._write_line("versions", *(f"{name}={text}" for name, text in known.items()))

    def write_error(self, error: BaseException) -> None:
        """Note an exception by its type, its code and where in our own files it arose: never its message."""
        report = crash.describe_error(error)
        self._write_line("refused" if isinstance(error, Refused) else "fault", report.kind, report.code, *report.frames)

    def _write_line(self, *words: str) -> None:
        with self._lock:
            log_folder = self._find_folder()
            if log_folder is None or self._has_failed:
                return
            stamp = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            line = " ".join((stamp, *filter(None, words))).encode("ascii", "backslashreplace")
            try:
                _append_line(log_folder, line + b"\n")
            except OSError:
                self._has_failed = True


def _append_line(log_folder: Path, line: bytes) -> None:
    private_dir.create_subfolder(log_folder)
    path = log_folder / FILE_NAME
    with contextlib.suppress(FileNotFoundError):
        if path.lstat().st_size + len(line) > MAX_FILE_SIZE:
            _rotate_files(path)
    handle = private_dir.open_private(path, os.O_WRONLY | os.O_APPEND)
    try:
        os.write(handle, line)
    finally:
        os.close(handle)


def _rotate_files(path: Path) -> None:
    """Move each file one back; the oldest goes."""
    names = [path, *(path.with_name(f"log.{number}.txt") for number in range(1, FILE_COUNT))]
    for newer, older in reversed(list(pairwise(names))):
        with contextlib.suppress(FileNotFoundError):
            newer.replace(older)


def _format_number(value: float) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("beside an event stand only numbers")
    return f"{value:.3f}" if isinstance(value, float) else str(int(value))
