"""The progress bar of opening an archive, with its Cancel button."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from inspector.printable import to_one_line
from inspector.window import accessibility
from inspector.window.late_imports import build_opening_work
from inspector.window.localization import localize, translate
from inspector.window.open_request import OpenRequest
from inspector.window.widgets import text_widgets

if TYPE_CHECKING:
    from collections.abc import Callable

    from inspector.exposure import Exposure
    from inspector.progress import Progress
    from inspector.window.jobs import Job, Jobs

_MAX_TITLE_LENGTH = 60


class OpeningBar(QWidget):
    """Opens one request at a time, and is visible while it does.

    ``partial_ready`` carries exposures of what has been read so far. Then exactly one of ``opened`` (the exposure of
    everything), ``failed`` (an exception) and ``cancelled`` is emitted. ``get_jobs`` returns the job runner, which is
    built when first needed.
    """

    partial_ready = Signal(object)
    opened = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, get_jobs: "Callable[[], Jobs]") -> None:
        super().__init__()
        self._get_jobs = get_jobs
        self._job: Job | None = None
        self._progress_bar = QProgressBar()
        self.status_label = text_widgets.ElidedLabel()
        self.cancel_button = QPushButton()
        self.cancel_button.clicked.connect(self.cancel)
        row = QHBoxLayout(self)
        row.addWidget(self.status_label, 1)
        row.addWidget(self._progress_bar)
        row.addWidget(self.cancel_button)
        self._retranslate()
        self.hide()

    def _retranslate(self) -> None:
        self._progress_bar.setAccessibleName(translate("Progress of opening"))
        self.cancel_button.setText(translate("Cancel"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    @property
    def busy(self) -> bool:
        return self._job is not None

    def open(self, request: OpenRequest) -> None:
        """Open a request in the background; none may be running."""
        self._progress_bar.setRange(0, 100)
        self._progress_bar.setValue(0)
        self.status_label.setText(translate("Opening {archive}", archive=to_one_line(request.title, _MAX_TITLE_LENGTH)))
        self.show()
        accessibility.announce(self, self.status_label.text())
        self._job = self._get_jobs().start(
            build_opening_work(request), self._finish, self._fail, self._show_progress, self._emit_partial
        )

    def cancel(self) -> None:
        """Cancel the opening; nothing of it is delivered after that."""
        if self._job is not None:
            self._get_jobs().cancel(self._job)
            self._end()
            self.cancelled.emit()

    def _end(self) -> None:
        self._job = None
        self.hide()

    def _show_progress(self, step: "Progress") -> None:
        self._progress_bar.setValue(100 * step.done // step.total if step.total else 0)
        self.status_label.setText(
            translate("Reading {step}", step=to_one_line(localize(step.label), _MAX_TITLE_LENGTH))
        )

    def _emit_partial(self, exposure: "Exposure") -> None:
        self.partial_ready.emit(exposure)

    def _finish(self, exposure: "Exposure") -> None:
        self._end()
        self.opened.emit(exposure)

    def _fail(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)
