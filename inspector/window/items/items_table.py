"""The table of items as a view: fixed rows, sorting by its heads, columns of one's choice, copying, its place kept."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import (
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from inspector.window import accessibility
from inspector.window.items.item_columns import ItemColumn, column_title
from inspector.window.items.items_model import ItemsTableModel
from inspector.window.localization import translate
from inspector.window.widgets.badge import BadgeDelegate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from inspector.items import Item
    from inspector.window.widgets.theme import Theme


_COLUMN_WIDTHS = {
    ItemColumn.OUTCOME: 25,
    ItemColumn.DATE: 11,
    ItemColumn.FILE: 14,
    ItemColumn.CATEGORY: 12,
    ItemColumn.AUTHOR: 8,
    ItemColumn.AUDIENCE: 9,
    ItemColumn.TEXT: 14,
}
"""How many digits have room in a column at first; a head always has."""
_HEADER_PADDING = 12
"""What stands around the text of a head, in device-independent pixels."""
_HIDDEN_COLUMNS = (ItemColumn.CATEGORY, ItemColumn.AUDIENCE)
"""The columns that are out of sight until the person wants them."""
MAX_COPIED_ROWS = 10_000
"""The most rows that are copied at a time; an export takes all."""
_MAX_SELECTION_RANGES = 2_000
"""Where the selected rows fell into more stretches than these after the rows moved, only the current one stays."""
_MIN_ROWS, _MIN_WIDTH_LETTERS = 4, 34
"""How many rows, and how many letters beside each other, are in sight at least."""
_ROW_PADDING = 10
"""How much higher a row is than its text, in device-independent pixels."""


class ItemsTable(QTableView):
    """Rows of items.

    Signals: ``sort_changed``; ``citation_wanted`` and ``text_wanted`` for the current row; ``said`` with a sentence
    on what was done.
    """

    sort_changed = Signal()
    citation_requested = Signal()
    text_requested = Signal()
    message_changed = Signal(str)

    def __init__(self, model: ItemsTableModel, theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items_model = model
        self._badge_delegate = BadgeDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegateForColumn(ItemColumn.OUTCOME, self._badge_delegate)
        self.setAccessibleName(translate("Items"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerWidget(QWidget())  # shows what is behind it; Qt would fill the corner
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        row_header = self.verticalHeader()
        row_header.setVisible(False)
        row_header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        row_header.setDefaultSectionSize(self.fontMetrics().height() + _ROW_PADDING)
        self._build_heads()
        self._build_actions()

    def minimumSizeHint(self) -> QSize:
        """The heads, a few rows, and an outcome with its day beside each other."""
        rows = _MIN_ROWS * self.verticalHeader().defaultSectionSize()
        header_height = self.horizontalHeader().sizeHint().height() + self.horizontalScrollBar().sizeHint().height()
        return QSize(self.fontMetrics().horizontalAdvance("0") * _MIN_WIDTH_LETTERS, header_height + rows)

    def _build_heads(self) -> None:
        header = self.horizontalHeader()
        header.setAccessibleName(translate("Columns"))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._report_sort)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(40)
        measure = self.fontMetrics().horizontalAdvance
        for column, letters in _COLUMN_WIDTHS.items():
            self.setColumnWidth(column, max(measure("0") * letters, measure(column_title(column)) + _HEADER_PADDING))
            self.setColumnHidden(column, column in _HIDDEN_COLUMNS)

    def _build_actions(self) -> None:
        """What can be done with a row: by key, and from the menu that the menu key opens."""
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        standard = QKeySequence.StandardKey
        for text, keys, act in (
            (translate("&Copy rows"), QKeySequence(standard.Copy), self.copy_rows),
            (translate("Copy c&ell"), QKeySequence("Ctrl+Alt+C"), self.copy_cell),
            (translate("Copy c&itation"), QKeySequence("Ctrl+Shift+C"), self.citation_requested.emit),
            (translate("&Full text"), QKeySequence(Qt.Key.Key_Space), self.text_requested.emit),
        ):
            action = QAction(text, self)
            action.setShortcut(keys)
            action.triggered.connect(lambda _checked=False, act=act: act())
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.addAction(action)
        self.doubleClicked.connect(lambda _index: self.text_requested.emit())
        self._add_menus()

    def _add_menus(self) -> None:
        sort_menu = QMenu(translate("&Sort by"), self)
        for column in ItemColumn:
            sort_action = sort_menu.addAction(column_title(column))
            sort_action.triggered.connect(lambda _checked=False, column=column: self.sort_by(column))
        archive_order_action = sort_menu.addAction(translate("Order of the archive"))
        archive_order_action.triggered.connect(lambda: self.sort_by(None))
        self._columns_menu = QMenu(translate("Col&umns"), self)
        for column in ItemColumn:
            column_action = self._columns_menu.addAction(column_title(column))
            column_action.setCheckable(True)
            column_action.triggered.connect(lambda visible, column=column: self.set_column_visible(column, visible))
        self._columns_menu.aboutToShow.connect(self._check_columns)
        for menu in (sort_menu, self._columns_menu):
            self.addAction(menu.menuAction())
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda place: self._columns_menu.popup(header.mapToGlobal(place)))

    # ---- columns

    def set_column_visible(self, column: ItemColumn, visible: bool) -> None:
        """Bring a column into sight, or take it out; the last one stays."""
        others = [other for other in ItemColumn if other is not column and not self.isColumnHidden(other)]
        self.setColumnHidden(column, not visible and bool(others))

    def _check_columns(self) -> None:
        for column, action in zip(ItemColumn, self._columns_menu.actions(), strict=True):
            action.setChecked(not self.isColumnHidden(column))

    @property
    def layout_state(self) -> str:
        """Which columns are shown, how wide and where, as a text to be kept."""
        state = self.horizontalHeader().saveState().toBase64().data()
        return f"{self._layout_key}:{bytes(state).decode('ascii')}"

    @property
    def _layout_key(self) -> str:
        """What the widths of the columns hang on: how many there are, and the size of the letters."""
        return f"{len(ItemColumn)}x{self.fontMetrics().height()}"

    def set_layout_state(self, state: str) -> None:
        """Restore the columns from such a text; ignore any other. The sort order is not part of it."""
        layout_key, _colon, encoded_state = state.partition(":")
        header = self.horizontalHeader()
        if layout_key == self._layout_key:
            blocked = header.blockSignals(True)
            header.restoreState(QByteArray.fromBase64(encoded_state.encode("ascii", "replace")))
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            header.blockSignals(blocked)
            if all(self.isColumnHidden(column) for column in ItemColumn):
                self.setColumnHidden(ItemColumn.OUTCOME, False)

    # ---- order

    @property
    def sort_column(self) -> ItemColumn | None:
        """The column by which the rows are sorted; ``None``: as they stand in the archive."""
        section = self.horizontalHeader().sortIndicatorSection()
        return ItemColumn(section) if 0 <= section < len(ItemColumn) else None

    @property
    def is_descending(self) -> bool:
        """Whether the last comes first."""
        return self.horizontalHeader().sortIndicatorOrder() is Qt.SortOrder.DescendingOrder

    def sort_by(self, column: ItemColumn | None) -> None:
        """Sort by a column, the second time the other way; ``None``: as the rows stand in the archive."""
        is_reversed = column is not None and column is self.sort_column and not self.is_descending
        order = Qt.SortOrder.DescendingOrder if is_reversed else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(-1 if column is None else column, order)

    def _report_sort(self, _section: int, _order: Qt.SortOrder) -> None:
        self.sort_changed.emit()
        if self.sort_column is not None:
            accessibility.announce(self, translate("Sorted by {column}", column=column_title(self.sort_column)))

    # ---- place

    def top_item(self) -> "Item | None":
        """The item in the first row that can be seen."""
        row = self.rowAt(0)
        return self._items_model.item(row) if row >= 0 else None

    def restore_position(self, row: int | None, top: int | None) -> None:
        """After the rows moved: go to ``row`` again, with ``top`` as the first row if it is there, else in sight."""
        scroll_x = self.horizontalScrollBar().value()
        self.setAutoScroll(False)
        if row is not None:
            self.setCurrentIndex(self._items_model.index(row, 0))
        self.setAutoScroll(True)
        if top is not None:
            self.scrollTo(self._items_model.index(top, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        elif row is not None:
            self.scrollTo(self._items_model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        else:
            self.scrollToTop()
        self.horizontalScrollBar().setValue(scroll_x)

    def enter(self) -> None:
        """Take the focus; go to the first row where the person is at none."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.currentIndex().isValid() and self._items_model.rowCount():
            self.setCurrentIndex(self._items_model.index(0, 0))

    # ---- what is selected

    @property
    def selected_rows(self) -> "NDArray[np.int64]":
        """The selected rows, in order."""
        selection = self.selectionModel().selection()
        ranges = (selection.at(place) for place in range(selection.count()))
        rows = [np.arange(selection_range.top(), selection_range.bottom() + 1) for selection_range in ranges]
        return np.unique(np.concatenate(rows)) if rows else np.zeros(0, np.int64)

    def select_rows(self, rows: "NDArray[np.int64]") -> None:
        """Select rows besides the current one, unless they lie too far scattered."""
        breaks = np.flatnonzero(np.diff(rows) > 1) + 1
        if not len(rows) or len(breaks) > _MAX_SELECTION_RANGES:
            return
        selection, last = QItemSelection(), len(ItemColumn) - 1
        for row_range in np.split(rows, breaks):
            first, stop = int(row_range[0]), int(row_range[-1])
            selection.append(
                QItemSelectionRange(self._items_model.index(first, 0), self._items_model.index(stop, last))
            )
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, as a spreadsheet reads them."""
        rows = self.selected_rows.tolist()
        if rows:
            accessibility.copy_rows_to_clipboard(
                self, map(self._items_model.format_row_for_clipboard, rows[:MAX_COPIED_ROWS])
            )
        if len(rows) > MAX_COPIED_ROWS:
            self.message_changed.emit(
                translate("The first {rows} rows were copied; an export writes all of them.", rows=MAX_COPIED_ROWS)
            )

    def copy_cell(self) -> None:
        """Put the whole text of the current cell on the clipboard, with formulas escaped."""
        index = self.currentIndex()
        if index.isValid():
            accessibility.copy_to_clipboard(
                self, self._items_model.format_cell_for_clipboard(index.row(), ItemColumn(index.column()))
            )

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        self._badge_delegate.set_theme(theme)
        self.viewport().update()
