"""Notices when an archive that is shown moves or changes on disk.

The system tells of changes where it can, and the window asks when it comes to the front. Both lead to the same
comparison, in the background, of what identifies a file without reading it.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from inspector.progress import Monitor

if TYPE_CHECKING:
    from inspector.window.jobs import Job, Jobs

_CALM = 400
"""How long a change must be over before it is looked at, in milliseconds: a copy writes many times."""
_EVERY = 500
"""After how many files of a folder the work asks whether it is still wanted."""
Mark = tuple[tuple[int, ...], ...] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The names of archives that are no longer there, and of those that are not what they were."""

    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def mark(path: Path, monitor: Monitor) -> Mark:
    """What identifies a file, or all files of a folder, without reading them; ``None`` where there is nothing."""
    try:
        if not path.is_dir():
            return (_identity(path.stat()),)
        found = []
        for number, (place, _folders, files) in enumerate(os.walk(path)):
            if number % _EVERY == 0:
                monitor.step(number, 0, path.name)
            found += [_identity(os.stat(os.path.join(place, name), follow_symlinks=False)) for name in files]  # noqa: PTH116, PTH118
    except (OSError, ValueError):
        return None
    return tuple(sorted(found))


def _identity(state: os.stat_result) -> tuple[int, ...]:
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


def marking(paths: Sequence[Path]) -> Callable[[Monitor], tuple[Mark, ...]]:
    """The work of marking archives."""
    return lambda monitor: tuple(mark(path, monitor) for path in paths)


class Watch(QObject):
    """Watches the archives that are shown: ``differs`` carries a ``Difference``, once for each change."""

    differs = Signal(object)

    def __init__(self, jobs: "Jobs", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._paths: tuple[Path, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._system = QFileSystemWatcher(self)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM)
        self._calm.timeout.connect(self.look)
        self._system.fileChanged.connect(lambda _path: self._calm.start())
        self._system.directoryChanged.connect(lambda _path: self._calm.start())

    def begin(self, paths: Sequence[Path]) -> None:
        """Take the archives as they are now, and watch them from now on instead of others."""
        self.end()
        self._paths = tuple(paths)
        if paths:
            self._system.addPaths([str(path) for path in paths if path.exists()])
            self._start(self._take)

    def end(self) -> None:
        """Watch nothing any more."""
        self._calm.stop()
        if self._job is not None:
            self._jobs.cancel(self._job)
            self._job = None
        watched = [*self._system.files(), *self._system.directories()]
        if watched:
            self._system.removePaths(watched)
        self._paths = self._marks = ()

    def look(self) -> None:
        """Compare with what was taken, in the background; nothing is done while that is under way."""
        if self._marks and self._job is None:
            self._start(self._compare)

    def _start(self, done: Callable[[tuple[Mark, ...]], None]) -> None:
        self._job = self._jobs.start(marking(self._paths), done, lambda _error: self._take(()))

    def _take(self, marks: tuple[Mark, ...]) -> None:
        self._job, self._marks = None, marks

    def _compare(self, marks: tuple[Mark, ...]) -> None:
        before = self._marks
        self._take(marks)
        pairs = tuple(zip(self._paths, before, marks, strict=True))
        gone = tuple(path.name for path, was, now in pairs if now is None and was is not None)
        changed = tuple(path.name for path, was, now in pairs if now is not None and now != was)
        if gone or changed:
            self.differs.emit(Difference(gone, changed))
