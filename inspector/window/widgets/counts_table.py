"""The table twin of the chart: the same numbers as text, for the eye, the keyboard and a screen reader."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem

from inspector.window.localization import localize_value, translate
from inspector.window.widgets.category_icons import category_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inspector.summary.use_table import Column, Counts


_MARGIN = 12
_VERTICAL_CENTER = Qt.AlignmentFlag.AlignVCenter


class CountsTable(QTableWidget):
    """Items by category and column, with sums; Enter or a double click chooses a category."""

    category_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._categories: tuple[str, ...] = ()
        self.setAccessibleName(translate("Items by category and outcome"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | _VERTICAL_CENTER | Qt.TextFlag.TextWordWrap)
        self.itemActivated.connect(lambda item: self._emit_category(item.row()))

    def show_table(self, table: "Mapping[str, Counts]", columns: "tuple[tuple[Column, str], ...]") -> None:
        """Show a table of counts; ``columns`` holds each shown column with its words."""
        self._categories = tuple(table)
        titles = [
            translate("Category"),
            *(words[:1].upper() + words[1:] for _column, words in columns),
            translate("Items"),
        ]
        self.setColumnCount(len(titles))
        self.setHorizontalHeaderLabels(titles)
        first = QTableWidgetItem(titles[0])
        first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | _VERTICAL_CENTER)
        self.setHorizontalHeaderItem(0, first)
        self.setRowCount(len(table) + 1)
        sums = [0] * len(columns)
        for row, (category, counts) in enumerate(table.items()):
            numbers = [counts.get(column, 0) for column, _words_of in columns]
            sums = [a + b for a, b in zip(sums, numbers, strict=True)]
            self._fill_row(row, category_name(category), numbers)
        self._fill_row(len(table), translate("All"), sums)
        for column in range(self.columnCount()):
            self._set_bold(self.item(len(table), column))
        self._update_sizes()

    def _fill_row(self, row: int, name: str, numbers: list[int]) -> None:
        self.setItem(row, 0, QTableWidgetItem(name))
        for column, number in enumerate([*numbers, sum(numbers)], start=1):
            item = QTableWidgetItem(localize_value(number))
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | _VERTICAL_CENTER)
            self.setItem(row, column, item)

    def _set_bold(self, item: QTableWidgetItem | None) -> None:
        if item is not None:
            font = self.font()
            font.setBold(True)
            item.setFont(font)

    def _update_sizes(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        self._distribute_width()
        self._fit_header_height()

    def _distribute_width(self) -> None:
        """The names as wide as the longest, numbers as wide as a word of their head; what is left goes to all alike."""
        header, min_widths = self.horizontalHeader(), self._min_column_widths()
        spare = max(0, self.viewport().width() - sum(min_widths)) // max(1, len(min_widths) - 1)
        for column, width in enumerate(min_widths):
            header.resizeSection(column, width + (spare if column else 0))

    def _min_column_widths(self) -> list[int]:
        """The width that each column needs at least, in pixels."""
        advance = self.fontMetrics().horizontalAdvance
        heads = (self.horizontalHeaderItem(column) for column in range(1, self.columnCount()))
        longest_words = [max(map(advance, head.text().split()), default=0) if head is not None else 0 for head in heads]
        return [self._name_width(), *(max(word, advance("0,000,000")) + _MARGIN for word in longest_words)]

    def _fit_header_height(self) -> None:
        """The heads as high as the longest one needs at its width."""
        header = self.horizontalHeader()
        wrap = int(Qt.TextFlag.TextWordWrap)
        heights = [
            self.fontMetrics()
            .boundingRect(0, 0, header.sectionSize(column) - _MARGIN, 1000, wrap, head.text())
            .height()
            for column in range(self.columnCount())
            if (head := self.horizontalHeaderItem(column)) is not None
        ]
        height = max(heights, default=0) + _MARGIN
        if height != header.height():
            header.setFixedHeight(height)
            self.updateGeometry()

    def _name_width(self) -> int:
        names = map(category_name, self._categories)
        return max((self.fontMetrics().horizontalAdvance(name) for name in names), default=80) + 16

    def _emit_category(self, row: int) -> None:
        if row < len(self._categories):
            self.category_chosen.emit(self._categories[row])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower columns need higher heads."""
        super().resizeEvent(event)
        self._distribute_width()
        self._fit_header_height()

    def sizeHint(self) -> QSize:
        """All rows at once: the page scrolls up and down, the table only sideways, and only where it must."""
        rows = self.rowCount() * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar()
        scroll_bar_height = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return QSize(super().sizeHint().width(), rows + self.horizontalHeader().height() + scroll_bar_height + 2)

    def minimumSizeHint(self) -> QSize:
        """As high as its rows, wide enough for the names and some numbers."""
        return QSize(sum(self._min_column_widths()[:4]), self.sizeHint().height())
