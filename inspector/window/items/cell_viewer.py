"""The full text of a cell, on demand: however long it is, only a stretch of it is ever laid out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from inspector.printable import member_label, one_line, visible
from inspector.window import accessibility
from inspector.window.localization import written
from inspector.window.widgets import text_widgets

if TYPE_CHECKING:
    from inspector.exposure import Item

translate = QCoreApplication.translate

STRETCH = 100_000
"""How many bytes of a cell are shown at a time: as many characters, where they are plain ones."""
_LINE = 2_000
"""After so many characters without a break a line is broken to be shown: Qt lays out a line as a whole."""


class CellReader(QDialog):
    """Shows the cells of one row, each whole, one stretch at a time; and copies the true text."""

    def __init__(self, item: "Item", several: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._row = int(item.block.rows[item.index])
        self._start = 0
        number = f"{item.block.archive}!" if several else ""
        name = f"{number}{member_label(item.block.member)}#{item.block.number(item.index)}"
        self.setWindowTitle(translate("CellReader", "Full text: {0}").format(one_line(name, 80)))
        self.resize(760, 520)
        self._columns = QListWidget()
        self._columns.setAccessibleName(translate("CellReader", "Columns"))
        self._columns.setMaximumWidth(220)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setUndoRedoEnabled(False)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(translate("CellReader", "Text"))
        self._where = text_widgets.line()
        self._before = QPushButton(translate("CellReader", "&Earlier"))
        self._after = QPushButton(translate("CellReader", "&Later"))
        self._copy = QPushButton(translate("CellReader", "&Copy all of the text"))
        self._close = QPushButton(translate("CellReader", "Close"))
        self._build()
        self._fill()

    def _build(self) -> None:
        middle, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        middle.addWidget(self._columns)
        middle.addWidget(self._text, 1)
        foot.addWidget(self._where, 1)
        for button in (self._before, self._after, self._copy, self._close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column.addLayout(middle, 1)
        column.addLayout(foot)
        self._columns.currentRowChanged.connect(lambda _row: self._show(0))
        self._before.clicked.connect(lambda: self._show(self._start - STRETCH))
        self._after.clicked.connect(lambda: self._show(self._start + STRETCH))
        self._copy.clicked.connect(self.copy)
        self._close.clicked.connect(self.accept)

    def _fill(self) -> None:
        """The columns that hold anything; the longest is shown first."""
        table = self._item.block.table
        sizes = [table.size(self._row, place) for place in range(len(table.columns))]
        for place, size in enumerate(sizes):
            self._columns.addItem(one_line(table.columns[place], 60) or translate("CellReader", "(no name)"))
            if not size:
                shown = self._columns.item(place)
                shown.setFlags(shown.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self._columns.setCurrentRow(max(range(len(sizes)), key=sizes.__getitem__, default=-1))

    @property
    def column(self) -> int:
        """The column whose text is shown."""
        return self._columns.currentRow()

    @property
    def text(self) -> str:
        """What is shown of it."""
        return self._text.toPlainText()

    def copy(self) -> None:
        """Put the whole true text on the clipboard."""
        accessibility.copy(self, self._item.block.table.cell(self._row, self.column))

    def _show(self, start: int) -> None:
        """Show a stretch of the cell, from a byte on."""
        if self.column < 0:
            return
        table = self._item.block.table
        size = table.size(self._row, self.column)
        self._start = max(0, min(start, size - 1))
        self._text.setPlainText(_broken(visible(table.stretch(self._row, self.column, self._start, STRETCH))))
        stop = min(self._start + STRETCH, size)
        whole = translate("CellReader", "All of the text")
        part = translate("CellReader", "Bytes {0} to {1} of {2}")
        said = part.format(written(self._start + 1), written(stop), written(size)) if size > STRETCH else whole
        self._where.setText(said)
        for button in (self._before, self._after):
            button.setVisible(size > STRETCH)
        self._before.setEnabled(self._start > 0)
        self._after.setEnabled(stop < size)


def _broken(text: str) -> str:
    """The text with very long lines broken."""
    lines = (line[at : at + _LINE] for line in text.split("\n") for at in range(0, max(len(line), 1), _LINE))
    return "\n".join(lines)
