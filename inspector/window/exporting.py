"""Writing the current view to a file, in the background."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector.monitor import Monitor
from inspector.visible import one_line

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.window.jobs import Jobs

_LONGEST = 60


def saving(exposure: "Exposure", query: object, target: Path, inputs: tuple[Path, ...]) -> Callable[[Monitor], str]:
    """The work of writing the current view to a file; returns the file's name."""

    def work(monitor: Monitor) -> str:
        from inspector import report as reports
        from inspector.exposure import Query

        monitor.step(0, 0, target.name)
        reports.refuse((target,), inputs)
        now = reports.stamped(dt.datetime.now(dt.UTC))
        chosen = query if isinstance(query, Query) else Query()
        reports.save(reports.Report(exposure, now, choices=reports.Choices(items=chosen)), target, inputs, monitor)
        return target.name

    return work


class Exporter(QObject):
    """Asks for a file and writes to it: ``said`` carries what it is at, ``failed`` an exception."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, jobs: "Jobs", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs

    def ask(self, parent: QWidget) -> Path | None:
        """Ask for the file to write."""
        from PySide6.QtWidgets import QFileDialog

        name, _kind = QFileDialog.getSaveFileName(
            parent,
            self.tr("Export"),
            "exposure.xlsx",
            self.tr("Excel workbook (*.xlsx);;Web page (*.html);;JSON (*.json);;Text (*.txt)"),
        )
        return Path(name) if name else None

    def write(self, exposure: "Exposure", query: object, target: Path, inputs: tuple[Path, ...]) -> None:
        """Write a view (its filter and circumstances) to a file; a name without an ending is a workbook's."""
        if not target.suffix:
            target = target.with_suffix(".xlsx")
        self.said.emit(self.tr("Writing {0}").format(one_line(target.name, _LONGEST)))
        self._jobs.start(saving(exposure, query, target, inputs), self._written, self._not_written)

    def _written(self, name: str) -> None:
        self.said.emit(self.tr("Written: {0}").format(one_line(name, _LONGEST)))

    def _not_written(self, error: Exception) -> None:
        self.said.emit("")
        self.failed.emit(error)
