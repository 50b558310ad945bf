"""Requests to end the process that come from outside close the window in order.

Python calls a signal handler between two of its own instructions, and Qt's event loop runs none of them while nothing
happens. So the signal is taken from a pipe into which Python writes its number at once (``signal.set_wakeup_fd``).
Windows sends no such signal to a program with a window; there Qt itself is asked to close it.
"""

import contextlib
import os
import signal
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget

from inspector.exit_codes import EXIT_INTERRUPTED

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class TerminationWatcher(QObject):
    """Closes a window and ends the application when the process is asked to end; does nothing on Windows."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._previous_handlers: dict[signal.Signals, Any] = {}
        self._notifier: QSocketNotifier | None = None
        if os.name == "posix":
            self._watch()

    def _watch(self) -> None:
        self._read_end, self._write_end = os.pipe()
        os.set_blocking(self._read_end, False)
        os.set_blocking(self._write_end, False)
        self._notifier = QSocketNotifier(self._read_end, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)
        for name in _NAMES:
            number = signal.Signals[name]
            if signal.getsignal(number) not in (signal.SIG_IGN, None):
                self._previous_handlers[number] = signal.signal(number, _do_nothing)
        self._previous_descriptor = signal.set_wakeup_fd(self._write_end, warn_on_full_buffer=False)

    def _end(self) -> None:
        """Close the window as a person would, then leave every event loop."""
        with contextlib.suppress(OSError):
            os.read(self._read_end, 64)
        self._window.close()
        QApplication.exit(EXIT_INTERRUPTED)

    def close(self) -> None:
        """Give the signals back to who had them."""
        if self._notifier is None:
            return
        self._notifier.setEnabled(False)
        self._notifier = None
        signal.set_wakeup_fd(self._previous_descriptor)
        for number, handler in self._previous_handlers.items():
            signal.signal(number, handler)
        os.close(self._read_end)
        os.close(self._write_end)


def _do_nothing(_number: int, _frame: FrameType | None) -> None:
    """Be a handler, so that the system does not end the process; the pipe tells of the signal."""
