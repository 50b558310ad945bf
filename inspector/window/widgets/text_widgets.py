"""Text from outside, shown as what it is: no widget of the window ever reads it as markup.

Qt guesses whether a text is rich; a message that begins like HTML would be rendered, and a picture address
in it handed to the file system. So every label and every tool tip comes from here.
"""

import html
import re
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from inspector.printable import make_printable, to_one_line

ELIDES_PROPERTY = "shortens"
"""The property of a widget that may shorten its text, because its tool tip holds the whole of it."""
_LONG_WORD, _BREAK_POINT = 24, re.compile(r"[/_.-](?=\w)")
"""More letters than these in one word may not fit into a line, and where such a word may be broken."""


def build_wrapping_label(text: str = "", *, parent: QWidget | None = None) -> QLabel:
    """A label that wraps and is never markup, for words that nobody has to copy: it is made ten times as fast."""
    widget = build_line_label(text, parent=parent)
    widget.setWordWrap(True)
    return widget


def build_label(text: str = "", *, parent: QWidget | None = None) -> QLabel:
    """A label that wraps, whose text can be selected by the mouse, and is never markup."""
    widget = build_wrapping_label(text, parent=parent)
    widget.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return widget


def build_line_label(text: str = "", *, parent: QWidget | None = None) -> QLabel:
    """A label of one line that is never markup."""
    widget = QLabel(parent)
    widget.setTextFormat(Qt.TextFormat.PlainText)
    widget.setText(make_printable(text))
    widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return widget


class ElidedLabel(QLabel):
    """A label of one line that is shortened where it must be; its tip then tells the whole."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        allow_eliding(self)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        full_hint = super().minimumSizeHint()
        return QSize(min(self.fontMetrics().horizontalAdvance("xxxxxxxx"), full_hint.width()), full_hint.height())

    def _fits(self) -> bool:
        return self.sizeHint().width() <= self.width()

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._update_tool_tip()

    def _update_tool_tip(self) -> None:
        """Tell the whole where it is shortened."""
        set_tool_tip(self, "" if self._fits() else self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold the text, or no longer."""
        super().resizeEvent(event)
        self._update_tool_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        if self._fits():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        elided_text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        flags, role = Qt.AlignmentFlag.AlignVCenter, self.foregroundRole()
        self.style().drawItemText(painter, self.rect(), flags, self.palette(), self.isEnabled(), elided_text, role)
        painter.end()


def build_title_label(text: str = "", factor: float = 1.45) -> QLabel:
    """A label in larger letters."""
    return enlarge(build_label(text), factor)


def enlarge(widget: QLabel, factor: float) -> QLabel:
    """The same label with larger letters."""
    font = widget.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    widget.setFont(font)
    return widget


def build_bold_label(text: str = "") -> QLabel:
    """A label in bold letters."""
    widget = build_label(text)
    font = widget.font()
    font.setBold(True)
    widget.setFont(font)
    return widget


def build_muted_label(text: str = "") -> QLabel:
    """A label that stands back."""
    widget = build_label(text)
    widget.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return widget


def build_breakable_label(text: str = "") -> QLabel:
    """A label that wraps, also within a long word such as an address; see ``breaking``."""
    widget = build_wrapping_label()
    widget.setText(add_break_points(text))
    return widget


def add_break_points(text: str) -> str:
    """The visible text, with places in its long words, such as names and addresses, where a label may break them.

    Only for labels that nobody copies from: what was copied would hold the places too.
    """
    words = make_printable(text).split(" ")
    return " ".join(_BREAK_POINT.sub("\\g<0>\u200b", word) if len(word) > _LONG_WORD else word for word in words)


def set_tool_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip that is never markup."""
    widget.setToolTip(tool_tip_text(text))


def tool_tip_text(text: str) -> str:
    """The text of a tool tip that is never markup, for a model to give."""
    if not text:
        return ""
    return f"<qt>{html.escape(to_one_line(text, 400))}</qt>"


class PaintedText(NamedTuple):
    """A text that a widget paints itself: the pixels that it needs and those that it has, whichever way is worse."""

    text: str
    needed_size: float
    available_size: float


def allow_eliding(widget: QWidget) -> None:
    """Say that a widget may shorten its text on purpose; the whole of it must stand in the widget's tool tip."""
    widget.setProperty(ELIDES_PROPERTY, True)
