"""Writing an export in the background: the same call as the command line's, and what it says on the way."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inspector.printable import one_line
from inspector.progress import Monitor, Step

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.report.options import Choices
    from inspector.window.jobs import Job, Jobs

_LONGEST = 60


def saving(
    exposure: "Exposure", choices: "Choices", target: Path, inputs: tuple[Path, ...], key: Path | None = None
) -> Callable[[Monitor], Path]:
    """The work of writing an export, and the key of its pseudonyms where a file is named for it; returns its path."""

    def work(monitor: Monitor) -> Path:
        from inspector.report.formats import registry
        from inspector.summary import report as summary

        monitor.step(0, 0, target.name)
        registry.refuse((target,), inputs)
        report = summary.Report(exposure, summary.now(), choices=choices)
        if key is not None:
            registry.refuse_key(key, (target,), inputs)
            registry.save_key(report, key, inputs)
        registry.save(report, target, inputs, monitor)
        return target

    return work


class Exporter(QObject):
    """Writes exports one at a time: ``said`` carries what it is at, ``failed`` an exception, ``written`` the path."""

    said = Signal(str)
    failed = Signal(object)
    progressed = Signal(object)
    written = Signal(object)

    def __init__(self, jobs: "Jobs", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None

    def write(
        self,
        exposure: "Exposure",
        choices: "Choices",
        target: Path,
        inputs: tuple[Path, ...],
        key: Path | None = None,
    ) -> None:
        """Write what was chosen to a file; a name without an ending is a workbook's."""
        if not target.suffix:
            target = target.with_suffix(".xlsx")
        self.said.emit(self.tr("Writing {0}").format(one_line(target.name, _LONGEST)))
        work = saving(exposure, choices, target, inputs, key)
        self._job = self._jobs.start(work, self._written, self._not_written, self._progressed)

    def cancel(self) -> None:
        """Stop writing; what stood in the place of the file stays."""
        if self._job is not None:
            self._jobs.cancel(self._job)
            self._job = None
            self.said.emit(self.tr("Cancelled"))

    def _progressed(self, step: Step) -> None:
        self.progressed.emit(step)

    def _written(self, path: Path) -> None:
        self._job = None
        self.said.emit(self.tr("Written: {0}").format(one_line(path.name, _LONGEST)))
        self.written.emit(path)

    def _not_written(self, error: Exception) -> None:
        self._job = None
        self.said.emit("")
        self.failed.emit(error)
