"""The one way in which long work tells how far it is and learns that it should stop."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from inspector.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long work is: ``done`` of ``total`` (the same unit, often bytes) and what it is at."""

    done: int
    total: int
    label: str


def _ignore_progress(progress: Progress) -> None:
    """Report to nobody."""


@dataclass(slots=True)
class Monitor:
    """Handed down into long work, which calls ``step`` at least every megabyte.

    ``cancel`` may be called from any thread; the next ``step`` then raises ``Cancelled``, which unwinds
    through the ``with`` blocks of the work, so that files close themselves.
    """

    report: Callable[[Progress], None] = _ignore_progress
    _stop_event: Event = field(default_factory=Event)

    def step(self, done: int, total: int, label: str) -> None:
        """Tell how far the work is; raises ``Cancelled`` when it should end."""
        self.check()
        self.report(Progress(done, total, label))

    def check(self) -> None:
        """Raise ``Cancelled`` when the work should end."""
        if self._stop_event.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to end at its next step."""
        self._stop_event.set()
