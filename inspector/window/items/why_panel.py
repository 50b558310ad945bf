"""The panel that says why: the verdict on one item, the chain of questions behind it, and the whole row."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextEdit, QVBoxLayout, QWidget

from inspector.window import accessibility
from inspector.window.items.why_text import (
    MAX_CELL_LENGTH,
    PREVIEW_LENGTH,
    Line,
    Run,
    Style,
    WhyRequest,
    build_citation,
    explain_item,
    is_truncated,
)
from inspector.window.localization import localize, translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.badge import OutcomeMark, outcome_key, outcome_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inspector.exposure import Exposure
    from inspector.items import Item
    from inspector.window.widgets.theme import Theme


_INDENT = 14
_PARAGRAPH_GAP = 3
"""The distance between two paragraphs, in device-independent pixels."""


class PlainTextView(QTextEdit):
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

    full_text_requested = Signal()

    def __init__(self, theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._request: WhyRequest | None = None
        self._cell_limit = PREVIEW_LENGTH
        self._outcome_mark = OutcomeMark(theme)
        self._label = text_widgets.build_label()
        font = self._label.font()
        font.setBold(True)
        self._label.setFont(font)
        self._text = PlainTextView()
        self._text.setAccessibleName(translate("Why"))
        self._more_button = QPushButton(translate("Show all"))
        self._more_button.clicked.connect(self._show_all)
        self._full_text_button = QPushButton(translate("Full text"))
        self._full_text_button.clicked.connect(self.full_text_requested)
        self._copy_button = QPushButton(translate("Copy citation"))
        self._copy_button.clicked.connect(self.copy_citation)
        head = QHBoxLayout()
        head.addWidget(self._outcome_mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._label, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._copy_button)
        foot.addWidget(self._more_button)
        foot.addWidget(self._full_text_button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.addLayout(head)
        layout.addWidget(self._text, 1)
        layout.addLayout(foot)
        self.setMinimumWidth(max(170, self._copy_button.sizeHint().width()))
        self.show_nothing()

    @property
    def text(self) -> str:
        """The verdict and everything below it, as one text."""
        return f"{self._label.text()}\n{self._text.toPlainText()}"

    def show_item(self, exposure: "Exposure", use: str, item: "Item") -> None:
        """Say why an item has its outcome for a use; where it is the item shown before, nothing scrolls."""
        previous = self._request
        is_same = previous is not None and previous.item.block is item.block and previous.item.index == item.index
        self._request = WhyRequest(exposure, use, item)
        if not is_same:
            self._cell_limit = PREVIEW_LENGTH
        self._write(self._text.verticalScrollBar().value() if is_same else 0)

    def show_nothing(self) -> None:
        """Say that no item is chosen."""
        self._request = None
        self._outcome_mark.hide()
        self._label.setText(translate("Choose an item to see why."))
        self._text.clear()
        self._copy_button.setEnabled(False)
        self._more_button.hide()
        self._full_text_button.hide()

    def copy_citation(self) -> None:
        """Put the label, the rules and the dated sources on the clipboard."""
        if self._request is not None:
            accessibility.copy_to_clipboard(self, build_citation(self._request))

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        self._theme = theme
        self._outcome_mark.set_theme(theme)
        if self._request is not None:
            self._write(self._text.verticalScrollBar().value())

    def _show_all(self) -> None:
        self._cell_limit = MAX_CELL_LENGTH
        self._write(self._text.verticalScrollBar().value())

    def _write(self, scroll_position: int) -> None:
        """Write everything anew, and scroll to where it was."""
        request = self._request
        if request is None:
            return
        verdict = request.exposure.verdict(request.use, request.item)
        verdict_text = f"{localize(request.exposure.pack.uses[request.use].short)}: {outcome_label(verdict)}"
        self._outcome_mark.show_outcome(outcome_key(verdict), verdict_text)
        self._outcome_mark.show()
        self._label.setText(verdict_text)
        self._copy_button.setEnabled(True)
        self._more_button.setVisible(self._cell_limit == PREVIEW_LENGTH and is_truncated(request.item, PREVIEW_LENGTH))
        self._full_text_button.setVisible(
            self._cell_limit == MAX_CELL_LENGTH and is_truncated(request.item, MAX_CELL_LENGTH)
        )
        self._insert_lines(explain_item(request, self._cell_limit))
        self._text.verticalScrollBar().setValue(scroll_position)

    def _insert_lines(self, lines: "Iterable[Line]") -> None:
        self._text.setUpdatesEnabled(False)
        self._text.clear()
        cursor = QTextCursor(self._text.document())
        cursor.beginEditBlock()
        for number, line in enumerate(lines):
            block_format = _build_block_format(line, is_first=number == 0)
            if number:
                cursor.insertBlock(block_format)
            else:
                cursor.setBlockFormat(block_format)
            for run in line.runs:
                cursor.insertText(run.text, self._build_char_format(run))
        cursor.endEditBlock()
        self._text.setUpdatesEnabled(True)

    def _build_char_format(self, run: Run) -> QTextCharFormat:
        """The looks of a run."""
        theme, char_format = self._theme, QTextCharFormat()
        colours = {Style.MUTED: theme.muted, Style.WARNING: theme.warning}
        colour = theme.outcomes[run.outcome][1] if run.outcome else colours.get(run.style, theme.text)
        char_format.setForeground(QColor(colour))
        if run.style in (Style.HEADING, Style.STRONG):
            char_format.setFontWeight(QFont.Weight.Bold)
        if run.style is Style.HEADING:
            char_format.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 1)
        return char_format


def _build_block_format(line: Line, *, is_first: bool) -> QTextBlockFormat:
    """The distance and indent of a paragraph."""
    block_format = QTextBlockFormat()
    heading = line.runs[0].style is Style.HEADING
    block_format.setTopMargin(0 if is_first else _PARAGRAPH_GAP * 4 if heading else _PARAGRAPH_GAP)
    block_format.setLeftMargin(line.depth * _INDENT)
    return block_format
