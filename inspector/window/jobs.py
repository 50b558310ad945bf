"""The job runner of the window: long work in a thread pool, with progress and cancellation.

``work`` takes a ``Monitor`` and returns a value, or an iterator whose values are delivered as they come. Results arrive
on the main thread. What arrives after a cancel is dropped. ``close`` cancels all jobs and waits for them; call it
before the window is destroyed.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot

from inspector.errors import Cancelled
from inspector.progress import Monitor, Progress
from inspector.system_errors import find_refusal

_PROGRESS_INTERVAL = 0.05
"""Shortest time between two progress signals, in seconds."""
_PARTIAL_INTERVAL = 0.25
"""Shortest time between two partial results, in seconds."""


def _ignore(_value: Any) -> None:
    """Default callback."""


class _Throttle:
    """Lets one value through per interval; the first one at once."""

    def __init__(self, interval: float) -> None:
        self._interval, self._next_time = interval, 0.0

    def admit(self) -> bool:
        now = time.monotonic()
        if now < self._next_time:
            return False
        self._next_time = now + self._interval
        return True


@dataclass(frozen=True, eq=False, slots=True)
class _Callbacks:
    """The callbacks of a job."""

    on_result: Callable[[Any], None]
    on_error: Callable[[Exception], None]
    on_progress: Callable[[Progress], None]
    on_partial: Callable[[Any], None]


class Job(QObject):
    """A running piece of work. Its signals are emitted in the pool and received on the main thread.

    Each signal carries the job too, so that one receiver that outlives all jobs can tell them apart.
    """

    progressed = Signal(object, object)
    partial_ready = Signal(object, object)
    succeeded = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, work: Callable[[Monitor], Any], callbacks: _Callbacks, parent: QObject) -> None:
        super().__init__(parent)
        self.callbacks = callbacks
        self._work = work
        self._throttle = _Throttle(_PROGRESS_INTERVAL)
        self.monitor = Monitor(self._report)

    def _report(self, step: Progress) -> None:
        if self._throttle.admit():
            self.progressed.emit(self, step)

    def run(self) -> None:
        try:
            result = self._work(self.monitor)
            if isinstance(result, Iterator):
                result = self._drain(result)
        except Cancelled:
            self.failed.emit(self, Cancelled())
        except Exception as error:  # noqa: BLE001 - the one place that hands any failure to the main thread
            self.failed.emit(self, find_refusal(error) or error)
        else:
            self.succeeded.emit(self, result)

    def _drain(self, values: Iterator[Any]) -> Any:
        """Run an iterator to its end: return the last value, deliver others at intervals."""
        throttle = _Throttle(_PARTIAL_INTERVAL)
        last = None
        for value in values:
            if last is not None and throttle.admit():
                self.partial_ready.emit(self, last)
            last = value
        return last


class _Runnable(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class Jobs(QObject):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._active_jobs: set[Job] = set()
        self._closed = False

    def start(
        self,
        work: Callable[[Monitor], Any],
        on_result: Callable[[Any], None],
        on_error: Callable[[Exception], None] | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        on_partial: Callable[[Any], None] | None = None,
        delay_ms: int = 0,
    ) -> Job:
        """Run ``work``; either the callback for success or the one for failure is called, unless the job is cancelled.

        The work begins after a delay in milliseconds, in which the window can paint. After ``close`` nothing is
        started and nothing is called.
        """
        job = Job(work, _Callbacks(on_result, on_error or _ignore, on_progress or _ignore, on_partial or _ignore), self)
        if self._closed:
            return job
        self._active_jobs.add(job)
        # Slots of this object instead of lambdas: Qt discards queued calls to them when the object is destroyed.
        queued_connection = Qt.ConnectionType.QueuedConnection
        job.succeeded.connect(self._deliver_result, queued_connection)
        job.failed.connect(self._deliver_error, queued_connection)
        job.progressed.connect(self._deliver_progress, queued_connection)
        job.partial_ready.connect(self._deliver_partial, queued_connection)
        if delay_ms:
            QTimer.singleShot(delay_ms, self, lambda: self._begin(job))
        else:
            self._begin(job)
        return job

    def _begin(self, job: Job) -> None:
        if job in self._active_jobs:
            self._pool.start(_Runnable(job))
        else:  # cancelled before it began
            job.deleteLater()

    def cancel(self, job: Job) -> None:
        """Cancel a job; nothing of it is delivered after that."""
        self._active_jobs.discard(job)
        job.monitor.cancel()

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        return bool(self._active_jobs)

    @Slot(object, object)
    def _deliver_progress(self, job: Job, step: Progress) -> None:
        if job in self._active_jobs:
            job.callbacks.on_progress(step)

    @Slot(object, object)
    def _deliver_partial(self, job: Job, value: Any) -> None:
        if job in self._active_jobs:
            job.callbacks.on_partial(value)

    @Slot(object, object)
    def _deliver_result(self, job: Job, result: Any) -> None:
        self._end(job, job.callbacks.on_result, result)

    @Slot(object, object)
    def _deliver_error(self, job: Job, error: Exception) -> None:
        self._end(job, job.callbacks.on_error, error)

    def _end(self, job: Job, deliver: Callable[[Any], None], value: Any) -> None:
        is_active = job in self._active_jobs
        self._active_jobs.discard(job)
        job.deleteLater()
        if is_active and not isinstance(value, Cancelled):
            deliver(value)

    def close(self) -> None:
        """Cancel all jobs and wait until their threads have ended."""
        self._closed = True
        for job in tuple(self._active_jobs):
            self.cancel(job)
        self._pool.clear()
        self._pool.waitForDone()
