"""Text from outside, shown as what it is: no widget of the window ever reads it as markup.

Qt guesses whether a text is rich; a message that begins like HTML would be rendered, and a picture address
in it handed to the file system. So every label and every tool tip comes from here.
"""

import re
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from inspector.printable import one_line, visible

SHORTENS = "shortens"
"""The property of a widget that may shorten its text, because its tool tip holds the whole of it."""
_LONG, _STROKE = 24, re.compile(r"[/_.-](?=\w)")
"""More letters than these in one word may not fit into a line, and where such a word may be broken."""


def wrapped(text: str = "", *, parent: QWidget | None = None) -> QLabel:
    """A label that wraps and is never markup, for words that nobody has to copy: it is made ten times as fast."""
    made = line(text, parent=parent)
    made.setWordWrap(True)
    return made


def label(text: str = "", *, parent: QWidget | None = None) -> QLabel:
    """A label that wraps, whose text can be selected by the mouse, and is never markup."""
    made = wrapped(text, parent=parent)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def line(text: str = "", *, parent: QWidget | None = None) -> QLabel:
    """A label of one line that is never markup."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(visible(text))
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return made


class Shortened(QLabel):
    """A label of one line that is shortened where it must be; its tip then tells the whole."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        may_shorten(self)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        whole = super().minimumSizeHint()
        return QSize(min(self.fontMetrics().horizontalAdvance("xxxxxxxx"), whole.width()), whole.height())

    def _fits(self) -> bool:
        return self.sizeHint().width() <= self.width()

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._tell()

    def _tell(self) -> None:
        """Tell the whole where it is shortened."""
        tip(self, "" if self._fits() else self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold the text, or no longer."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        if self._fits():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        flags, role = Qt.AlignmentFlag.AlignVCenter, self.foregroundRole()
        self.style().drawItemText(painter, self.rect(), flags, self.palette(), self.isEnabled(), words, role)
        painter.end()


def title(text: str = "", factor: float = 1.45) -> QLabel:
    """A label in larger letters."""
    return enlarged(label(text), factor)


def enlarged(made: QLabel, factor: float) -> QLabel:
    """The same label with larger letters."""
    font = made.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    made.setFont(font)
    return made


def strong(text: str = "") -> QLabel:
    """A label in bold letters."""
    made = label(text)
    font = made.font()
    font.setBold(True)
    made.setFont(font)
    return made


def muted(text: str = "") -> QLabel:
    """A label that stands back."""
    made = label(text)
    made.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return made


def broken(text: str = "") -> QLabel:
    """A label that wraps, also within a long word such as an address; see ``breaking``."""
    made = wrapped()
    made.setText(breaking(text))
    return made


def breaking(text: str) -> str:
    """The visible text, with places in its long words, such as names and addresses, where a label may break them.

    Only for labels that nobody copies from: what was copied would hold the places too.
    """
    words = visible(text).split(" ")
    return " ".join(_STROKE.sub("\\g<0>\u200b", word) if len(word) > _LONG else word for word in words)


def tip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip that is never markup."""
    widget.setToolTip(tip_text(text))


def tip_text(text: str) -> str:
    """The text of a tool tip that is never markup, for a model to give."""
    if not text:
        return ""
    import html

    return f"<qt>{html.escape(one_line(text, 400))}</qt>"


class Painted(NamedTuple):
    """A text that a widget paints itself: the pixels that it needs and those that it has, whichever way is worse."""

    text: str
    needed: float
    given: float


def may_shorten(widget: QWidget) -> None:
    """Say that a widget may shorten its text on purpose; the whole of it must stand in the widget's tool tip."""
    widget.setProperty(SHORTENS, True)
