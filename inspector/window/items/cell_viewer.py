"""The full text of a cell, on demand: however long it is, only a stretch of it is ever laid out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QListWidget, QPushButton, QVBoxLayout, QWidget

from inspector.printable import make_printable, mask_account_number, to_one_line
from inspector.window import accessibility
from inspector.window.dialogs.text_dialog import break_lines, build_text_view
from inspector.window.localization import translate
from inspector.window.widgets import text_widgets

if TYPE_CHECKING:
    from inspector.items import Item


CHUNK_SIZE = 100_000
"""How many bytes of a cell are shown at a time: as many characters, where they are plain ones."""


class CellViewer(QDialog):
    """Shows the cells of one row, each whole, one stretch at a time; and copies a whole cell."""

    def __init__(self, item: "Item", several_archives: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._row = int(item.block.rows[item.index])
        self._start = 0
        archive_prefix = f"{item.block.archive}!" if several_archives else ""
        name = f"{archive_prefix}{mask_account_number(item.block.member)}#{item.block.record_number(item.index)}"
        self.setWindowTitle(translate("Full text: {column}", column=to_one_line(name, 80)))
        self.resize(760, 520)
        self._column_list = QListWidget()
        self._column_list.setAccessibleName(translate("Columns"))
        self._column_list.setMaximumWidth(220)
        self._text = build_text_view(translate("Text"), "")
        self._text.setFrameShape(QFrame.Shape.StyledPanel)
        self._position_label = text_widgets.build_line_label()
        self._earlier_button = QPushButton(translate("&Earlier"))
        self._later_button = QPushButton(translate("&Later"))
        self._copy_button = QPushButton(translate("&Copy all of the text"))
        self._close_button = QPushButton(translate("Close"))
        self._build()
        self._fill()

    def _build(self) -> None:
        middle, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        middle.addWidget(self._column_list)
        middle.addWidget(self._text, 1)
        foot.addWidget(self._position_label, 1)
        for button in (self._earlier_button, self._later_button, self._copy_button, self._close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column.addLayout(middle, 1)
        column.addLayout(foot)
        self._column_list.currentRowChanged.connect(lambda _row: self._show_chunk(0))
        self._earlier_button.clicked.connect(lambda: self._show_chunk(self._start - CHUNK_SIZE))
        self._later_button.clicked.connect(lambda: self._show_chunk(self._start + CHUNK_SIZE))
        self._copy_button.clicked.connect(self.copy)
        self._close_button.clicked.connect(self.accept)

    def _fill(self) -> None:
        """The columns that hold anything; the longest is shown first."""
        table = self._item.block.table
        sizes = [table.cell_size(self._row, place) for place in range(len(table.columns))]
        for place, size in enumerate(sizes):
            self._column_list.addItem(to_one_line(table.labels[place], 60) or translate("(no name)"))
            if not size:
                list_item = self._column_list.item(place)
                list_item.setFlags(list_item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        self._column_list.setCurrentRow(max(range(len(sizes)), key=sizes.__getitem__, default=-1))

    @property
    def column(self) -> int:
        """The column whose text is shown."""
        return self._column_list.currentRow()

    @property
    def text(self) -> str:
        """What is shown of it."""
        return self._text.toPlainText()

    def copy(self) -> None:
        """Put the whole text on the clipboard, with formulas escaped."""
        accessibility.copy_to_clipboard(self, self._item.block.table.cell(self._row, self.column))

    def _show_chunk(self, start: int) -> None:
        """Show a stretch of the cell, from a byte on."""
        if self.column < 0:
            return
        table = self._item.block.table
        size = table.cell_size(self._row, self.column)
        self._start = max(0, min(start, size - 1))
        self._text.setPlainText(
            break_lines(make_printable(table.cell_slice(self._row, self.column, self._start, CHUNK_SIZE)))
        )
        stop = min(self._start + CHUNK_SIZE, size)
        whole_text = translate("All of the text")
        range_text = translate("Bytes {first} to {last} of {size}", first=self._start + 1, last=stop, size=size)
        position_text = range_text if size > CHUNK_SIZE else whole_text
        self._position_label.setText(position_text)
        for button in (self._earlier_button, self._later_button):
            button.setVisible(size > CHUNK_SIZE)
        self._earlier_button.setEnabled(self._start > 0)
        self._later_button.setEnabled(stop < size)
