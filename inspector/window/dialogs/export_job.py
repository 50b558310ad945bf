"""Writing an export in the background: the same call as the command line's, and what it says on the way."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inspector.printable import to_one_line
from inspector.progress import Monitor, Progress
from inspector.report.formats import registry
from inspector.report.options import ReportOptions
from inspector.report.report import Report, get_timestamp
from inspector.window.localization import current_language, translate

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.query import Query
    from inspector.window.jobs import Job, Jobs

_MAX_NAME_LENGTH = 60


def make_export_work(
    exposure: "Exposure", choices: ReportOptions, target: Path, input_paths: tuple[Path, ...], key: Path | None = None
) -> Callable[[Monitor], Path]:
    """The work of writing an export, and the key of its pseudonyms where a file is named for it; returns its path."""

    def work(monitor: Monitor) -> Path:
        monitor.step(0, 0, target.name)
        registry.check_targets((target,), input_paths)
        report = Report(exposure, get_timestamp(), options=choices)
        if key is not None:
            registry.check_key_target(key, (target,), input_paths)
            report = registry.save_key(report, key, input_paths)
        registry.save(report, target, input_paths, monitor)
        return target

    return work


class Exporter(QObject):
    """Writes one export at a time; ``message_changed`` tells its state, ``finished`` the path."""

    message_changed = Signal(str)
    failed = Signal(object)
    progress_changed = Signal(object)
    finished = Signal(object)

    def __init__(self, jobs: "Jobs", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None

    def write(
        self,
        exposure: "Exposure",
        choices: ReportOptions,
        target: Path,
        input_paths: tuple[Path, ...],
        key: Path | None = None,
    ) -> None:
        """Write what was chosen to a file; a name without an ending is a workbook's."""
        if not target.suffix:
            target = target.with_suffix(".xlsx")
        self.message_changed.emit(translate("Writing {file}", file=to_one_line(target.name, _MAX_NAME_LENGTH)))
        work = make_export_work(exposure, choices, target, input_paths, key)
        self._job = self._jobs.start(work, self._report_success, self._report_failure, self._forward_progress)

    def write_items(self, exposure: "Exposure", query: "Query", target: Path, input_paths: tuple[Path, ...]) -> None:
        """Write the items of a query to a file, in the language of the window."""
        self.write(exposure, ReportOptions(items=query, language=current_language()), target, input_paths)

    def cancel(self) -> None:
        """Stop writing; what stood in the place of the file stays."""
        if self._job is not None:
            self._jobs.cancel(self._job)
            self._job = None
            self.message_changed.emit(translate("Cancelled"))

    def _forward_progress(self, progress: Progress) -> None:
        self.progress_changed.emit(progress)

    def _report_success(self, path: Path) -> None:
        self._job = None
        self.message_changed.emit(translate("Written: {file}", file=to_one_line(path.name, _MAX_NAME_LENGTH)))
        self.finished.emit(path)

    def _report_failure(self, error: Exception) -> None:
        self._job = None
        self.message_changed.emit("")
        self.failed.emit(error)
