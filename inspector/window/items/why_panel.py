"""The panel that says why: the verdict on one item, the chain of questions behind it, and the whole row."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextEdit, QVBoxLayout, QWidget

from inspector.window import accessibility
from inspector.window.items.why_text import CUT, MOST, Asked, Line, Run, Style, citation, is_cut, why
from inspector.window.localization import say
from inspector.window.widgets import text_widgets
from inspector.window.widgets.badge import Mark, outcome_key, outcome_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inspector.exposure import Exposure, Item
    from inspector.window.widgets.theme import Theme

translate = QCoreApplication.translate

_INDENT = 14
_STEP = 3
"""The distance between two paragraphs, in device-independent pixels."""


class PlainText(QTextEdit):
    """Text to be read and copied, put in only as runs of characters: it never loads anything it names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        readable = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(readable)

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing: no text of an archive has any say in which files are opened."""
        return None


class WhyPanel(QWidget):
    """Shows the verdict on one item for one use with everything behind it; as plain text in every part.

    Signal ``text_wanted``: the person wants the full text of the row.
    """

    text_wanted = Signal()

    def __init__(self, theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._asked: Asked | None = None
        self._limit = CUT
        self._mark = Mark(theme)
        self._label = text_widgets.label()
        font = self._label.font()
        font.setBold(True)
        self._label.setFont(font)
        self._text = PlainText()
        self._text.setAccessibleName(translate("WhyPanel", "Why"))
        self._more = QPushButton(translate("WhyPanel", "Show all"))
        self._more.clicked.connect(self._show_all)
        self._whole = QPushButton(translate("WhyPanel", "Full text"))
        self._whole.clicked.connect(self.text_wanted)
        self._copy = QPushButton(translate("WhyPanel", "Copy citation"))
        self._copy.clicked.connect(self.copy_citation)
        head = QHBoxLayout()
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._label, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._copy)
        foot.addWidget(self._more)
        foot.addWidget(self._whole)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.addLayout(head)
        layout.addWidget(self._text, 1)
        layout.addLayout(foot)
        self.setMinimumWidth(max(170, self._copy.sizeHint().width()))
        self.show_nothing()

    @property
    def text(self) -> str:
        """The verdict and everything below it, as one text."""
        return f"{self._label.text()}\n{self._text.toPlainText()}"

    def show_item(self, exposure: "Exposure", use: str, item: "Item") -> None:
        """Say why an item has its outcome for a use; where it is the item shown before, nothing scrolls."""
        before = self._asked
        same = before is not None and before.item.block is item.block and before.item.index == item.index
        self._asked = Asked(exposure, use, item)
        if not same:
            self._limit = CUT
        self._write(self._text.verticalScrollBar().value() if same else 0)

    def show_nothing(self) -> None:
        """Say that no item is chosen."""
        self._asked = None
        self._mark.hide()
        self._label.setText(translate("WhyPanel", "Choose an item to see why."))
        self._text.clear()
        self._copy.setEnabled(False)
        self._more.hide()
        self._whole.hide()

    def copy_citation(self) -> None:
        """Put the label, the rules and the dated sources on the clipboard."""
        if self._asked is not None:
            accessibility.copy(self, citation(self._asked))

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        self._theme = theme
        self._mark.set_theme(theme)
        if self._asked is not None:
            self._write(self._text.verticalScrollBar().value())

    def _show_all(self) -> None:
        self._limit = MOST
        self._write(self._text.verticalScrollBar().value())

    def _write(self, scrolled: int) -> None:
        """Write everything anew, and scroll to where it was."""
        asked = self._asked
        if asked is None:
            return
        verdict = asked.exposure.verdict(asked.use, asked.item)
        words = f"{say(asked.exposure.pack.uses[asked.use].short)}: {outcome_words(verdict)}"
        self._mark.show_outcome(outcome_key(verdict), words)
        self._mark.show()
        self._label.setText(words)
        self._copy.setEnabled(True)
        self._more.setVisible(self._limit == CUT and is_cut(asked.item, CUT))
        self._whole.setVisible(self._limit == MOST and is_cut(asked.item, MOST))
        self._insert(why(asked, self._limit))
        self._text.verticalScrollBar().setValue(scrolled)

    def _insert(self, lines: "Iterable[Line]") -> None:
        self._text.setUpdatesEnabled(False)
        self._text.clear()
        cursor = QTextCursor(self._text.document())
        cursor.beginEditBlock()
        for number, line in enumerate(lines):
            shape = _shape(line, first=number == 0)
            if number:
                cursor.insertBlock(shape)
            else:
                cursor.setBlockFormat(shape)
            for run in line.runs:
                cursor.insertText(run.text, self._format(run))
        cursor.endEditBlock()
        self._text.setUpdatesEnabled(True)

    def _format(self, run: Run) -> QTextCharFormat:
        """The looks of a run."""
        theme, made = self._theme, QTextCharFormat()
        colours = {Style.MUTED: theme.muted, Style.WARNING: theme.warning}
        colour = theme.outcomes[run.outcome][1] if run.outcome else colours.get(run.style, theme.text)
        made.setForeground(QColor(colour))
        if run.style in (Style.HEADING, Style.STRONG):
            made.setFontWeight(QFont.Weight.Bold)
        if run.style is Style.HEADING:
            made.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 1)
        return made


def _shape(line: Line, *, first: bool) -> QTextBlockFormat:
    """The distance and indent of a paragraph."""
    made = QTextBlockFormat()
    heading = line.runs[0].style is Style.HEADING
    made.setTopMargin(0 if first else _STEP * 4 if heading else _STEP)
    made.setLeftMargin(line.depth * _INDENT)
    return made
