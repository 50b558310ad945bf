"""Crash reports: the exception type, its code, and the frames in our own files. Nothing is sent.

A report has no message (libraries quote what they read), no local variable and no path. ``CrashGuard`` catches
unhandled exceptions of all threads. A fatal error that ends the process is reported at the next start.
"""

import contextlib
import faulthandler
import os
import re
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from inspector import __version__, private_dir
from inspector.errors import Refused
from inspector.safe_open import read_file

if sys.platform != "win32":
    import resource

TRACE_FILE = "ended.txt"
_MAX_TRACE_SIZE = 1 << 20
_PACKAGE = Path(__file__).resolve().parents[1]
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,80}")
_FATAL = re.compile(r"^Fatal Python error: ([A-Za-z ]{1,40})$", re.MULTILINE)
_FRAME = re.compile(
    r'^  File "(?:[^"\n]*[/\\])?inspector[/\\]((?:[a-z_]+[/\\]){0,2}[a-z_]+\.py)", line (\d+)', re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class CrashReport:
    """A fault of the program: the type of the exception, a code if it has one, our own frames (innermost first)."""

    kind: str
    code: str
    frames: tuple[str, ...]

    @property
    def text(self) -> str:
        """What is shown, copied and saved: all of it, and nothing else."""
        lines = [
            f"Archive Inspector {__version__}",
            f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}, {sys.platform}",
            f"Fault: {self.kind}" + (f" ({self.code})" if self.code else ""),
        ]
        return "\n".join([*lines, *(f"  at {frame}" for frame in self.frames)]) + "\n"


def describe_error(error: BaseException) -> CrashReport:
    """Describe an exception without its message, which may quote an archive."""
    frames = [
        _locate_frame(frame.filename, frame.lineno) for frame in reversed(traceback.extract_tb(error.__traceback__))
    ]
    code = error.code if isinstance(error, Refused) and _WORD.fullmatch(error.code) else ""
    kind = type(error).__name__
    return CrashReport(kind if _WORD.fullmatch(kind) else "Exception", code, tuple(filter(None, frames)))


def _locate_frame(file: str, line: int | None) -> str:
    """A place in one of our own files, ``""`` for any other."""
    with contextlib.suppress(ValueError):
        return f"{Path(file).relative_to(_PACKAGE).as_posix()}:{line or 0}"
    # In the bundle, files are named from the folder of the package on.
    return f"{file.removeprefix('inspector/')}:{line or 0}" if file.startswith("inspector/") else ""


def disable_core_dumps() -> None:
    """A dump of the memory would hold what was read: have the system write none."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class CrashGuard:
    """Catches faults for as long as it is open; ``on_error`` is called with each, in the thread where it arose.

    ``trace_folder`` is where a fatal error leaves its trace, ``None`` for nowhere.
    """

    def __init__(self, on_error: Callable[[BaseException], None], trace_folder: Path | None) -> None:
        self._on_error = on_error
        self._previous_hooks = sys.excepthook, threading.excepthook
        self._file: IO[bytes] | None = None
        self._path = trace_folder / TRACE_FILE if trace_folder is not None else None
        self.last_crash = _read_last_crash(trace_folder) if trace_folder is not None else None
        """The fault that ended the last run, if one did."""
        sys.excepthook = self._handle_error
        threading.excepthook = self._handle_thread_error
        disable_core_dumps()
        if trace_folder is not None:
            with contextlib.suppress(OSError):
                private_dir.create_subfolder(trace_folder)
                self._file = os.fdopen(
                    private_dir.open_private(trace_folder / TRACE_FILE, os.O_WRONLY | os.O_TRUNC), "wb", 0
                )
                faulthandler.enable(self._file)

    def close(self) -> None:
        """Let go of everything; an empty trace is removed."""
        sys.excepthook, threading.excepthook = self._previous_hooks
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            if self._path is not None:
                with contextlib.suppress(OSError):
                    self._path.unlink(missing_ok=True)

    def _handle_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._previous_hooks[0](kind, error, trace)
            return
        # Standard error of a desktop program ends in a file of the session: the message stays out of there, too.
        with contextlib.suppress(Exception):
            print(describe_error(error).text, file=sys.stderr, end="")  # noqa: T201 - the one way left to say it
        self._on_error(error)

    def _handle_thread_error(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            self._handle_error(args.exc_type, args.exc_value, args.exc_traceback)


def _read_last_crash(trace_folder: Path) -> CrashReport | None:
    """Read what a process that ended left, with the frames of this program only."""
    try:
        text = read_file(trace_folder / TRACE_FILE, _MAX_TRACE_SIZE).decode("ascii", "replace")
    except OSError:
        return None
    fatal = _FATAL.search(text)
    if fatal is None:
        return None
    frames = [f"{file.replace(chr(92), '/')}:{line}" for file, line in _FRAME.findall(text)[:20]]
    return CrashReport(f"ended by the system, {fatal[1].strip()}", "", tuple(frames))
