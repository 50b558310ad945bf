"""Requests to end the process that come from outside: SIGTERM, SIGHUP and their like end a command as Ctrl+C does."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType
from typing import Any

_NAMES = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""POSIX; SIGBREAK is what Windows sends for Ctrl+Break and for the closing of the console."""


@contextlib.contextmanager
def interrupt_on_termination() -> Iterator[None]:
    """Raise ``KeyboardInterrupt`` on a request to end, once: what cleans up after it is not interrupted again.

    A signal that whoever started the program had ignored (nohup) stays ignored. Does nothing outside the main thread,
    where Python allows no handler.
    """
    previous_handlers: dict[signal.Signals, Any] = {}

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for number in previous_handlers:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for name in _NAMES:
        number = signal.Signals.__members__.get(name)
        with contextlib.suppress(ValueError):
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                previous_handlers[number] = signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number, handler in previous_handlers.items():
            signal.signal(number, handler)
