"""The one runner of long work: off the main thread, with progress, cancel, and no late results.

``work`` takes a ``Monitor`` and returns a value, or an iterator whose values are handed over as they come.
Everything it delivers arrives on the main thread. What arrives after a cancel is dropped, because the job
is no longer among the live ones; ``close`` cancels all and waits, and is called before the window goes.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot

from inspector.errors import Cancelled
from inspector.progress import Monitor, Step

_PAUSE = 0.05
"""The least time between two deliveries of progress, in seconds."""
_PARTIAL_PAUSE = 0.25
"""The least time between two deliveries of a partial result, in seconds."""


def _ignore(_value: Any) -> None:
    """Do nothing with it."""


class _Throttle:
    """Lets a value through at most every so often; the first one at once."""

    def __init__(self, pause: float) -> None:
        self._pause, self._next = pause, 0.0

    def open(self) -> bool:
        """Whether a value may pass now."""
        now = time.monotonic()
        if now < self._next:
            return False
        self._next = now + self._pause
        return True


@dataclass(frozen=True, eq=False, slots=True)
class _Callbacks:
    """Whom to tell of a job."""

    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    progress: Callable[[Step], None]
    partial: Callable[[Any], None]


class Job(QObject):
    """One piece of work under way. Its signals are emitted in the pool and received on the main thread.

    Each carries the job itself and what it tells, so that one object that outlives all jobs can receive them.
    """

    progressed = Signal(object, object)
    arrived = Signal(object, object)
    succeeded = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, work: Callable[[Monitor], Any], callbacks: _Callbacks, parent: QObject) -> None:
        super().__init__(parent)
        self.callbacks = callbacks
        self._work = work
        self._throttle = _Throttle(_PAUSE)
        self.monitor = Monitor(self._report)

    def _report(self, step: Step) -> None:
        if self._throttle.open():
            self.progressed.emit(self, step)

    def run(self) -> None:
        """Do the work, in the pool."""
        try:
            result = self._work(self.monitor)
            if isinstance(result, Iterator):
                result = self._last_of(result)
        except Cancelled:
            self.failed.emit(self, Cancelled())
        except Exception as error:  # noqa: BLE001 - the one place that hands any failure to the main thread
            self.failed.emit(self, error)
        else:
            self.succeeded.emit(self, result)

    def _last_of(self, values: Iterator[Any]) -> Any:
        """The last value; those before it are handed over now and then."""
        throttle = _Throttle(_PARTIAL_PAUSE)
        last = None
        for value in values:
            if last is not None and throttle.open():
                self.arrived.emit(self, last)
            last = value
        return last


class _Runnable(QRunnable):
    """Carries a job into the pool."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        """Called by the pool."""
        self._job.run()


class Jobs(QObject):
    """The running jobs of one window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._live: set[Job] = set()
        self._closed = False

    def start(
        self,
        work: Callable[[Monitor], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[Step], None] | None = None,
        partial: Callable[[Any], None] | None = None,
        after: int = 0,
    ) -> Job:
        """Run ``work``; exactly one of ``done`` and ``failed`` is called, unless the job is cancelled.

        It begins ``after`` so many milliseconds: time for the window to paint what is there, and to be asked for
        something else. After ``close`` nothing is begun any more, and nothing is called.
        """
        job = Job(work, _Callbacks(done, failed or _ignore, progress or _ignore, partial or _ignore), self)
        if self._closed:
            return job
        self._live.add(job)
        # Slots of this object and no lambdas: what is still queued when it goes is then taken out by Qt.
        queued = Qt.ConnectionType.QueuedConnection
        job.succeeded.connect(self._succeeded, queued)
        job.failed.connect(self._failed, queued)
        job.progressed.connect(self._progressed, queued)
        job.arrived.connect(self._arrived, queued)
        if after:
            QTimer.singleShot(after, self, lambda: self._begin(job))
        else:
            self._begin(job)
        return job

    def _begin(self, job: Job) -> None:
        if job in self._live:
            self._pool.start(_Runnable(job))
        else:  # cancelled before it began
            job.deleteLater()

    def cancel(self, job: Job) -> None:
        """Ask a job to end; nothing of it is delivered any more."""
        self._live.discard(job)
        job.monitor.cancel()

    @property
    def busy(self) -> bool:
        """Whether any job is under way."""
        return bool(self._live)

    @Slot(object, object)
    def _progressed(self, job: Job, step: Step) -> None:
        if job in self._live:
            job.callbacks.progress(step)

    @Slot(object, object)
    def _arrived(self, job: Job, value: Any) -> None:
        if job in self._live:
            job.callbacks.partial(value)

    @Slot(object, object)
    def _succeeded(self, job: Job, result: Any) -> None:
        self._end(job, job.callbacks.done, result)

    @Slot(object, object)
    def _failed(self, job: Job, error: Exception) -> None:
        self._end(job, job.callbacks.failed, error)

    def _end(self, job: Job, deliver: Callable[[Any], None], value: Any) -> None:
        wanted = job in self._live
        self._live.discard(job)
        job.deleteLater()
        if wanted and not isinstance(value, Cancelled):
            deliver(value)

    def close(self) -> None:
        """Cancel everything and wait for it: no thread outlives the window."""
        self._closed = True
        for job in tuple(self._live):
            self.cancel(job)
        self._pool.clear()
        self._pool.waitForDone()
