"""The bar that opens an archive: it says how far it is, and can be cancelled at any time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from inspector.printable import one_line
from inspector.window import accessibility
from inspector.window.localization import say
from inspector.window.widgets import text_widgets

if TYPE_CHECKING:
    from collections.abc import Callable

    from inspector.exposure import Exposure
    from inspector.progress import Step
    from inspector.window.jobs import Job, Jobs
    from inspector.window.open_request import Request

_LONGEST = 60


class OpeningBar(QWidget):
    """Opens one thing at a time; it is in sight while it does.

    ``arrived`` carries an exposure of what has been read so far, again and again; then comes exactly one of
    ``opened`` (the exposure of everything), ``failed`` (an exception) and ``cancelled``. ``jobs`` gives the runner of
    long work, which is there once there is any.
    """

    arrived = Signal(object)
    opened = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, jobs: "Callable[[], Jobs]") -> None:
        super().__init__()
        self._jobs = jobs
        self._job: Job | None = None
        self._progress = QProgressBar()
        self.line = text_widgets.Shortened()
        self.cancel_button = QPushButton()
        self.cancel_button.clicked.connect(self.cancel)
        row = QHBoxLayout(self)
        row.addWidget(self.line, 1)
        row.addWidget(self._progress)
        row.addWidget(self.cancel_button)
        self._say()
        self.hide()

    def _say(self) -> None:
        self._progress.setAccessibleName(self.tr("Progress of opening"))
        self.cancel_button.setText(self.tr("Cancel"))

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()

    @property
    def busy(self) -> bool:
        """Whether something is being opened."""
        return self._job is not None

    def open(self, request: "Request") -> None:
        """Open in the background what was asked for; nothing must be under way."""
        from inspector.window.open_request import opening

        self._progress.setRange(0, 100)
        self._progress.setValue(0)
        self.line.setText(self.tr("Opening {0}").format(one_line(request.title, _LONGEST)))
        self.show()
        accessibility.announce(self, self.line.text())
        self._job = self._jobs().start(opening(request), self._done, self._not_done, self._progressed, self._came)

    def cancel(self) -> None:
        """Stop what is being opened; nothing of it is delivered any more."""
        if self._job is not None:
            self._jobs().cancel(self._job)
            self._end()
            self.cancelled.emit()

    def _end(self) -> None:
        self._job = None
        self.hide()

    def _progressed(self, step: "Step") -> None:
        self._progress.setValue(100 * step.done // step.total if step.total else 0)
        self.line.setText(self.tr("Reading {0}").format(one_line(say(step.label), _LONGEST)))

    def _came(self, exposure: "Exposure") -> None:
        self.arrived.emit(exposure)

    def _done(self, exposure: "Exposure") -> None:
        self._end()
        self.opened.emit(exposure)

    def _not_done(self, error: Exception) -> None:
        self._end()
        self.failed.emit(error)
