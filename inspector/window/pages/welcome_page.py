"""The first page: where to drop an archive, how to come by one, what was open before, and the three promises."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.window import intents
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Segment
from inspector.window.widgets.fit_scroll_area import Room
from inspector.window.widgets.flow_layout import FlowLayout
from inspector.window.widgets.tab_order import in_reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.window.recent import Offered

_WIDEST = 860
"""How wide the page gets: longer lines are hard to read."""


class DropField(QFrame):
    """The field to drop an archive on: a broken line around it, full while something hangs over it.

    ``painted`` says once, when the window has painted itself and all in it, that it has.
    """

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._over = self._is_painted = False

    def set_over(self, over: bool) -> None:
        """Whether something hangs over the window that can be dropped."""
        self._over = over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw surface and edge."""
        role, colours = QPalette.ColorRole, self.palette()
        edge = QPen(colours.color(role.Highlight if self._over else role.PlaceholderText), 2 if self._over else 1.4)
        edge.setStyle(Qt.PenStyle.SolidLine if self._over else Qt.PenStyle.DashLine)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(edge)
        painter.setBrush(colours.color(role.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.end()
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)


class WelcomePage(QWidget):
    """A field to drop an archive on, and buttons for those who do not drag; ``wanted`` carries an ``Intent``.

    ``painted`` says once that it is in sight.
    """

    wanted = Signal(object)
    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[QPushButton] = []
        self._recent: list[QPushButton] = []
        self._recent_place = QWidget()
        self._recent_flow = FlowLayout(self._recent_place, 8)
        self._recent_place.hide()
        title = text_widgets.enlarged(
            text_widgets.wrapped(self.tr("What in your LinkedIn data could be used to train AI?")), 1.6
        )
        title.setAlignment(Qt.AlignmentFlag.AlignLeft)
        asking = Segment(self.tr("How to &ask for your archive"))
        asking.clicked.connect(lambda: self.wanted.emit(intents.SHOW_ARCHIVE_HELP))
        foot = QHBoxLayout()
        foot.addWidget(
            text_widgets.wrapped(self.tr("No archive yet? LinkedIn sends it when you ask; that takes about a day.")), 1
        )
        foot.addWidget(asking)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(self._field(), 3)
        column.addWidget(self._recent_place)
        promises = QVBoxLayout()
        promises.setSpacing(6)
        for promise in self._promises():
            promises.addWidget(promise)
        column.addLayout(promises)
        column.addLayout(foot)
        column.addStretch(1)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(32, 24, 32, 24)
        row.addStretch(1)
        row.addWidget(inside, 20)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Room(middle))

    def _field(self) -> QWidget:
        self._drop = DropField()
        self._drop.painted.connect(self.painted)
        self._drop.setMinimumHeight(150)
        words = text_widgets.wrapped(
            self.tr("Drop your archive here: the .zip that LinkedIn sent, or the unpacked folder.")
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        for text, intent in (
            (self.tr("&Open archive…"), intents.CHOOSE_ARCHIVE),
            (self.tr("Open fol&der…"), intents.CHOOSE_FOLDER),
            (self.tr("&Try the demo"), intents.OPEN_DEMO),
        ):
            button = self._button(text, intent)
            button.leads = not self._buttons
            self._buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self._drop)
        column.setSpacing(14)
        column.addStretch(1)
        column.addWidget(words)
        column.addLayout(row)
        column.addStretch(1)
        return self._drop

    def _promises(self) -> tuple[QWidget, ...]:
        return tuple(
            text_widgets.wrapped(text)
            for text in (
                self.tr("The archive is only read, never altered."),
                self.tr("Nothing leaves this computer."),
                self.tr("Nothing is lost silently: what could not be read is named."),
            )
        )

    def _button(self, text: str, wanted: intents.Intent) -> Segment:
        button = Segment(text)
        button.clicked.connect(lambda: self.wanted.emit(wanted))
        return button

    def show_recent(self, recent: "Sequence[Offered]") -> None:
        """Offer what was open before; what is no longer there says so."""
        while (item := self._recent_flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._recent = [self._button(one.words.replace("&", "&&"), intents.OpenPaths(one.paths)) for one in recent]
        for part in (text_widgets.line(self.tr("Recent:")), *self._recent) if recent else ():
            self._recent_flow.addWidget(part)
        self._recent_place.setVisible(bool(recent))
        in_reading_order(self)

    def set_over(self, over: bool) -> None:
        """Whether something hangs over the window that can be dropped."""
        self._drop.set_over(over)

    def set_busy(self, busy: bool) -> None:
        """While an archive is being opened there is nothing to choose here."""
        for button in (*self._buttons, *self._recent):
            button.setEnabled(not busy)
