"""Progress reports and cancellation of long work."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from inspector.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` in one unit, often bytes; ``label`` names the current step."""

    done: int
    total: int
    label: str


def _ignore_progress(progress: Progress) -> None:
    """Ignore the progress: the default where no one asked for it."""


@dataclass(slots=True)
class Monitor:
    """Passed to long work, which calls ``step`` at least every megabyte.

    ``cancel`` may be called from any thread; the next ``step`` then raises ``Cancelled``, which unwinds
    through the ``with`` blocks of the work, so that files close themselves.
    """

    report: Callable[[Progress], None] = _ignore_progress
    _stop_event: Event = field(default_factory=Event)

    def step(self, done: int, total: int, label: str) -> None:
        """Report progress; raises ``Cancelled`` when it should end."""
        self.check()
        self.report(Progress(done, total, label))

    def check(self) -> None:
        """Raise ``Cancelled`` when the work should end."""
        if self._stop_event.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to end at its next step."""
        self._stop_event.set()
