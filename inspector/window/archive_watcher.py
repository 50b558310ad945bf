"""Notices when an open archive moves or changes on disk.

Changes are checked when the file system reports one and when the window becomes active. Both start the same comparison
in the background: of size, time and identity of the files, without reading them.
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

_SETTLE_MS = 400
"""Pause after the last reported change before the check, in milliseconds: a copy writes many times."""
_CANCEL_CHECK_INTERVAL = 500
"""Folders between two checks for cancellation."""
Fingerprint = tuple[tuple[int, ...], ...] | None


@dataclass(frozen=True, slots=True)
class ArchiveChange:
    """The names of archives that are missing, and of those that have changed."""

    missing_names: tuple[str, ...] = ()
    changed_names: tuple[str, ...] = ()


def compute_fingerprint(path: Path, monitor: Monitor) -> Fingerprint:
    """Identify a file, or all files of a folder, by size, time and inode; ``None`` if it is missing."""
    try:
        if not path.is_dir():
            return (_identify_file(path.stat()),)
        identities = []
        for number, (folder, _folders, files) in enumerate(os.walk(path)):
            if number % _CANCEL_CHECK_INTERVAL == 0:
                monitor.step(number, 0, path.name)
            identities += [_identify_file(os.stat(os.path.join(folder, name), follow_symlinks=False)) for name in files]  # noqa: PTH116, PTH118
    except (OSError, ValueError):
        return None
    return tuple(sorted(identities))


def _identify_file(file_status: os.stat_result) -> tuple[int, ...]:
    return file_status.st_dev, file_status.st_ino, file_status.st_size, file_status.st_mtime_ns


def build_fingerprint_work(paths: Sequence[Path]) -> Callable[[Monitor], tuple[Fingerprint, ...]]:
    return lambda monitor: tuple(compute_fingerprint(path, monitor) for path in paths)


class ArchiveWatcher(QObject):
    """Watches the open archives; ``archives_changed`` carries an ``ArchiveChange``, once for each change."""

    archives_changed = Signal(object)

    def __init__(self, jobs: "Jobs", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._paths: tuple[Path, ...] = ()
        self._fingerprints: tuple[Fingerprint, ...] = ()
        self._file_watcher = QFileSystemWatcher(self)
        self._settle_timer = QTimer(self)
        self._settle_timer.setSingleShot(True)
        self._settle_timer.setInterval(_SETTLE_MS)
        self._settle_timer.timeout.connect(self.check)
        self._file_watcher.fileChanged.connect(lambda _path: self._settle_timer.start())
        self._file_watcher.directoryChanged.connect(lambda _path: self._settle_timer.start())

    def begin(self, paths: Sequence[Path]) -> None:
        """Watch these archives, from their present state, instead of others."""
        self.end()
        self._paths = tuple(paths)
        if paths:
            self._file_watcher.addPaths([str(path) for path in paths if path.exists()])
            self._start_job(self._store_fingerprints)

    def end(self) -> None:
        """Stop watching."""
        self._settle_timer.stop()
        if self._job is not None:
            self._jobs.cancel(self._job)
            self._job = None
        watched_paths = [*self._file_watcher.files(), *self._file_watcher.directories()]
        if watched_paths:
            self._file_watcher.removePaths(watched_paths)
        self._paths = self._fingerprints = ()

    def check(self) -> None:
        """Compare with the remembered state, in the background; does nothing while a comparison runs."""
        if self._fingerprints and self._job is None:
            self._start_job(self._compare)

    def _start_job(self, on_result: Callable[[tuple[Fingerprint, ...]], None]) -> None:
        self._job = self._jobs.start(
            build_fingerprint_work(self._paths), on_result, lambda _error: self._store_fingerprints(())
        )

    def _store_fingerprints(self, fingerprints: tuple[Fingerprint, ...]) -> None:
        self._job, self._fingerprints = None, fingerprints

    def _compare(self, fingerprints: tuple[Fingerprint, ...]) -> None:
        previous = self._fingerprints
        self._store_fingerprints(fingerprints)
        pairs = tuple(zip(self._paths, previous, fingerprints, strict=True))
        missing_names = tuple(path.name for path, was, now in pairs if now is None and was is not None)
        changed_names = tuple(path.name for path, was, now in pairs if now is not None and now != was)
        if missing_names or changed_names:
            self.archives_changed.emit(ArchiveChange(missing_names, changed_names))
