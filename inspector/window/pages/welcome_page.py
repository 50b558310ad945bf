"""The first page: where to drop an archive, how to come by one, what was open before, and the three promises."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.window import intents
from inspector.window.localization import translate, translate_in_context
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import PillButton
from inspector.window.widgets.fit_scroll_area import FitScrollArea
from inspector.window.widgets.flow_layout import FlowLayout
from inspector.window.widgets.tab_order import apply_reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.window.recent import RecentArchive

_MAX_WIDTH = 860
"""How wide the page gets: longer lines are hard to read."""


class DropField(QFrame):
    """The field to drop an archive on: a broken line around it, full while something hangs over it.

    ``painted`` says once, when the window has painted itself and all in it, that it has.
    """

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_drag_over = self._is_painted = False

    def set_drag_over(self, is_over: bool) -> None:
        """Whether something hangs over the window that can be dropped."""
        self._is_drag_over = is_over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw surface and edge."""
        role, colours = QPalette.ColorRole, self.palette()
        edge = QPen(
            colours.color(role.Highlight if self._is_drag_over else role.PlaceholderText),
            2 if self._is_drag_over else 1.4,
        )
        edge.setStyle(Qt.PenStyle.SolidLine if self._is_drag_over else Qt.PenStyle.DashLine)
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
    """A field to drop an archive on, and buttons that do the same; ``intent_requested`` carries an ``Intent``.

    ``painted`` says once that it is in sight.
    """

    intent_requested = Signal(object)
    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[QPushButton] = []
        self._recent_buttons: list[QPushButton] = []
        self._recent_panel = QWidget()
        self._recent_flow = FlowLayout(self._recent_panel, 8)
        self._recent_panel.hide()
        title = text_widgets.enlarge(
            text_widgets.build_wrapping_label(translate("What in your LinkedIn data could be used to train AI?")), 1.6
        )
        title.setAlignment(Qt.AlignmentFlag.AlignLeft)
        help_button = PillButton(translate("How to &ask for your archive"))
        help_button.clicked.connect(lambda: self.intent_requested.emit(intents.SHOW_ARCHIVE_HELP))
        footer = QHBoxLayout()
        footer.addWidget(
            text_widgets.build_wrapping_label(
                translate("No archive yet? LinkedIn sends it when you ask; that takes about a day.")
            ),
            1,
        )
        footer.addWidget(help_button)
        content = QWidget()
        content.setMaximumWidth(_MAX_WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(self._build_drop_field(), 3)
        column.addWidget(self._recent_panel)
        promises = QVBoxLayout()
        promises.setSpacing(6)
        for promise in self._build_promises():
            promises.addWidget(promise)
        column.addLayout(promises)
        column.addLayout(footer)
        column.addStretch(1)
        centring_widget = QWidget()
        row = QHBoxLayout(centring_widget)
        row.setContentsMargins(32, 24, 32, 24)
        row.addStretch(1)
        row.addWidget(content, 20)
        row.addStretch(1)
        page_layout = QVBoxLayout(self)
        page_layout.setContentsMargins(0, 0, 0, 0)
        page_layout.addWidget(FitScrollArea(centring_widget))

    def _build_drop_field(self) -> QWidget:
        self._drop = DropField()
        self._drop.painted.connect(self.painted)
        self._drop.setMinimumHeight(150)
        words = text_widgets.build_wrapping_label(
            translate("Drop your archive here: the .zip that LinkedIn sent, or the unpacked folder.")
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        for text, intent in (
            (translate_in_context("&Open archive…", "the key on the welcome page"), intents.CHOOSE_ARCHIVE),
            (translate("Open fol&der…"), intents.CHOOSE_FOLDER),
            (translate("&Try the demo"), intents.OPEN_DEMO),
        ):
            button = self._build_button(text, intent)
            button.is_primary = not self._buttons
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

    def _build_promises(self) -> tuple[QWidget, ...]:
        return tuple(
            text_widgets.build_wrapping_label(text)
            for text in (
                translate("The archive is only read, never altered."),
                translate("Nothing leaves this computer."),
                translate("Nothing is lost silently: what could not be read is named."),
            )
        )

    def _build_button(self, text: str, intent: intents.Intent) -> PillButton:
        button = PillButton(text)
        button.clicked.connect(lambda: self.intent_requested.emit(intent))
        return button

    def show_recent(self, recent: "Sequence[RecentArchive]") -> None:
        """Offer what was open before; what is no longer there says so."""
        while (item := self._recent_flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._recent_buttons = [
            self._build_button(archive.title.replace("&", "&&"), intents.OpenPaths(archive.paths)) for archive in recent
        ]
        for entry in (text_widgets.build_line_label(translate("Recent:")), *self._recent_buttons) if recent else ():
            self._recent_flow.addWidget(entry)
        self._recent_panel.setVisible(bool(recent))
        apply_reading_order(self)

    def set_drag_over(self, is_over: bool) -> None:
        """Whether something hangs over the window that can be dropped."""
        self._drop.set_drag_over(is_over)

    def set_busy(self, busy: bool) -> None:
        """While an archive is being opened there is nothing to choose here."""
        for button in (*self._buttons, *self._recent_buttons):
            button.setEnabled(not busy)
