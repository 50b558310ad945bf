"""Text from outside, shown as what it is: no widget of the window ever reads it as markup.

Qt guesses whether a text is rich; a message that begins like HTML would be rendered, and a picture address
in it handed to the file system. So every label and every tool tip comes from here.
"""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from inspector.visible import one_line, visible

SHORTENS = "shortens"
"""The property of a widget that may shorten its text, because its tool tip holds the whole of it."""
_LONG = 30
"""More letters than these in one word may not fit into a line."""


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


def prose(text: str = "") -> QLabel:
    """A muted label in which an address breaks at its strokes; not to be copied from, as the breaks would come."""
    made = muted(text)
    words = made.text().split(" ")
    made.setText(" ".join(word.replace("/", "/\u200b") if len(word) > _LONG else word for word in words))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return made


def tip(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip that is never markup."""
    widget.setToolTip(tip_text(text))


def tip_text(text: str) -> str:
    """The text of a tool tip that is never markup, for a model to give."""
    import html

    return f"<qt>{html.escape(one_line(text, 400))}</qt>" if text else ""


class Painted(NamedTuple):
    """A text that a widget paints itself: the pixels that it needs and those that it has, whichever way is worse."""

    text: str
    needed: float
    given: float


def may_shorten(widget: QWidget) -> None:
    """Say that a widget may shorten its text on purpose; the whole of it must stand in the widget's tool tip."""
    widget.setProperty(SHORTENS, True)
