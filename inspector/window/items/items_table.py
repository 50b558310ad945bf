"""The table of items as a view: fixed rows, sorting by its heads, columns of one's choice, copying, its place kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
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
from inspector.window.items.items_model import Column, ItemsTableModel, column_title
from inspector.window.localization import written
from inspector.window.widgets.badge import BadgeDelegate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inspector.exposure import Item
    from inspector.window.widgets.theme import Theme

translate = QCoreApplication.translate

_LETTERS = {
    Column.OUTCOME: 25,
    Column.DATE: 11,
    Column.FILE: 14,
    Column.CATEGORY: 12,
    Column.AUTHOR: 8,
    Column.AUDIENCE: 9,
    Column.TEXT: 14,
}
"""How many digits have room in a column at first; a head always has."""
_AROUND = 12
"""What stands around the text of a head, in device-independent pixels."""
_HIDDEN = (Column.CATEGORY, Column.AUDIENCE)
"""The columns that are out of sight until the person wants them."""
MOST_COPIED = 10_000
"""The most rows that are copied at a time; an export takes all."""
_MOST_RANGES = 2_000
"""Where the selected rows fell into more stretches than these after the rows moved, only the current one stays."""
_FEWEST, _NARROWEST = 4, 34
"""How many rows, and how many letters beside each other, are in sight at least."""
_ROW = 10
"""How much higher a row is than its text, in device-independent pixels."""


class ItemsTable(QTableView):
    """Rows of items.

    Signals: ``sort_changed``; ``citation_wanted`` and ``text_wanted`` for the current row; ``said`` with a sentence
    on what was done.
    """

    sort_changed = Signal()
    citation_wanted = Signal()
    text_wanted = Signal()
    said = Signal(str)

    def __init__(self, model: ItemsTableModel, theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = model
        self._badge = BadgeDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegateForColumn(Column.OUTCOME, self._badge)
        self.setAccessibleName(translate("ItemsTable", "Items"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerWidget(QWidget())  # shows what is behind it; Qt would fill the corner
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + _ROW)
        self._build_heads()
        self._build_actions()

    def minimumSizeHint(self) -> QSize:
        """The heads, a few rows, and an outcome with its day beside each other."""
        rows = _FEWEST * self.verticalHeader().defaultSectionSize()
        heads = self.horizontalHeader().sizeHint().height() + self.horizontalScrollBar().sizeHint().height()
        return QSize(self.fontMetrics().horizontalAdvance("0") * _NARROWEST, heads + rows)

    def _build_heads(self) -> None:
        heads = self.horizontalHeader()
        heads.setAccessibleName(translate("ItemsTable", "Columns"))
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setHighlightSections(False)
        heads.setStretchLastSection(True)
        heads.setSectionsClickable(True)
        heads.setSortIndicatorShown(True)
        heads.setSortIndicatorClearable(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heads.sortIndicatorChanged.connect(self._sort_changed)
        heads.setSectionsMovable(True)
        heads.setMinimumSectionSize(40)
        wide = self.fontMetrics().horizontalAdvance
        for column, letters in _LETTERS.items():
            self.setColumnWidth(column, max(wide("0") * letters, wide(column_title(column)) + _AROUND))
            self.setColumnHidden(column, column in _HIDDEN)

    def _build_actions(self) -> None:
        """What can be done with a row: by key, and from the menu that the menu key opens."""
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        standard = QKeySequence.StandardKey
        for words, keys, act in (
            (translate("ItemsTable", "&Copy rows"), QKeySequence(standard.Copy), self.copy_rows),
            (translate("ItemsTable", "Copy c&ell"), QKeySequence("Ctrl+Alt+C"), self.copy_cell),
            (translate("ItemsTable", "Copy c&itation"), QKeySequence("Ctrl+Shift+C"), self.citation_wanted.emit),
            (translate("ItemsTable", "&Full text"), QKeySequence(Qt.Key.Key_Space), self.text_wanted.emit),
        ):
            action = QAction(words, self)
            action.setShortcut(keys)
            action.triggered.connect(lambda _checked=False, act=act: act())
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.addAction(action)
        self.doubleClicked.connect(lambda _index: self.text_wanted.emit())
        self._add_menus()

    def _add_menus(self) -> None:
        sorting = QMenu(translate("ItemsTable", "&Sort by"), self)
        for column in Column:
            sort = sorting.addAction(column_title(column))
            sort.triggered.connect(lambda _checked=False, column=column: self.sort_by(column))
        in_order = sorting.addAction(translate("ItemsTable", "Order of the archive"))
        in_order.triggered.connect(lambda: self.sort_by(None))
        self._columns = QMenu(translate("ItemsTable", "Col&umns"), self)
        for column in Column:
            shown = self._columns.addAction(column_title(column))
            shown.setCheckable(True)
            shown.triggered.connect(lambda on, column=column: self.show_column(column, on))
        self._columns.aboutToShow.connect(self._tick_columns)
        for menu in (sorting, self._columns):
            self.addAction(menu.menuAction())
        heads = self.horizontalHeader()
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(lambda place: self._columns.popup(heads.mapToGlobal(place)))

    # ---- columns

    def show_column(self, column: Column, on: bool) -> None:
        """Bring a column into sight, or take it out; the last one stays."""
        others = [other for other in Column if other is not column and not self.isColumnHidden(other)]
        self.setColumnHidden(column, not on and bool(others))

    def _tick_columns(self) -> None:
        for column, action in zip(Column, self._columns.actions(), strict=True):
            action.setChecked(not self.isColumnHidden(column))

    @property
    def layout_state(self) -> str:
        """Which columns are shown, how wide and where, as a text to be kept."""
        state = self.horizontalHeader().saveState().toBase64().data()
        return f"{self._measure}:{bytes(state).decode('ascii')}"

    @property
    def _measure(self) -> str:
        """What the widths of the columns hang on: how many there are, and the size of the letters."""
        return f"{len(Column)}x{self.fontMetrics().height()}"

    def set_layout_state(self, state: str) -> None:
        """Take such a text again; anything else is let be. How the rows are sorted does not come with it."""
        measure, _colon, coded = state.partition(":")
        heads = self.horizontalHeader()
        if measure == self._measure:
            blocked = heads.blockSignals(True)
            heads.restoreState(QByteArray.fromBase64(coded.encode("ascii", "replace")))
            heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            heads.blockSignals(blocked)
            if all(self.isColumnHidden(column) for column in Column):
                self.setColumnHidden(Column.OUTCOME, False)

    # ---- order

    @property
    def sorted_by(self) -> Column | None:
        """The column by which the rows are sorted; ``None``: as they stand in the archive."""
        section = self.horizontalHeader().sortIndicatorSection()
        return Column(section) if 0 <= section < len(Column) else None

    @property
    def sorted_down(self) -> bool:
        """Whether the last comes first."""
        return self.horizontalHeader().sortIndicatorOrder() is Qt.SortOrder.DescendingOrder

    def sort_by(self, column: Column | None) -> None:
        """Sort by a column, the second time the other way; ``None``: as the rows stand in the archive."""
        turned = column is not None and column is self.sorted_by and not self.sorted_down
        order = Qt.SortOrder.DescendingOrder if turned else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(-1 if column is None else column, order)

    def _sort_changed(self, _section: int, _order: Qt.SortOrder) -> None:
        self.sort_changed.emit()
        if self.sorted_by is not None:
            accessibility.announce(self, translate("RecordTable", "Sorted by {0}").format(column_title(self.sorted_by)))

    # ---- place

    def top_item(self) -> "Item | None":
        """The item in the first row that can be seen."""
        row = self.rowAt(0)
        return self._items.item(row) if row >= 0 else None

    def restore(self, row: int | None, top: int | None) -> None:
        """After the rows moved: go to ``row`` again, with ``top`` as the first row if it is there, else in sight."""
        across = self.horizontalScrollBar().value()
        self.setAutoScroll(False)
        if row is not None:
            self.setCurrentIndex(self._items.index(row, 0))
        self.setAutoScroll(True)
        if top is not None:
            self.scrollTo(self._items.index(top, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        elif row is not None:
            self.scrollTo(self._items.index(row, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        else:
            self.scrollToTop()
        self.horizontalScrollBar().setValue(across)

    def enter(self) -> None:
        """Take the focus; go to the first row where the person is at none."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.currentIndex().isValid() and self._items.rowCount():
            self.setCurrentIndex(self._items.index(0, 0))

    # ---- what is selected

    @property
    def selected_rows(self) -> "NDArray[np.int64]":
        """The selected rows, in order."""
        import numpy as np

        selection = self.selectionModel().selection()
        ranges = (selection.at(place) for place in range(selection.count()))
        rows = [np.arange(found.top(), found.bottom() + 1) for found in ranges]
        return np.unique(np.concatenate(rows)) if rows else np.zeros(0, np.int64)

    def select_rows(self, rows: "NDArray[np.int64]") -> None:
        """Select rows besides the current one, unless they lie too far scattered."""
        import numpy as np

        breaks = np.flatnonzero(np.diff(rows) > 1) + 1
        if not len(rows) or len(breaks) > _MOST_RANGES:
            return
        selection, last = QItemSelection(), len(Column) - 1
        for stretch in np.split(rows, breaks):
            first, stop = int(stretch[0]), int(stretch[-1])
            selection.append(QItemSelectionRange(self._items.index(first, 0), self._items.index(stop, last)))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, as a spreadsheet takes them."""
        rows = self.selected_rows.tolist()
        if rows:
            accessibility.copy(self, "\n".join(map(self._items.copied, rows[:MOST_COPIED])))
        if len(rows) > MOST_COPIED:
            said = translate("ItemsTable", "The first {0} rows were copied; an export writes all of them.")
            self.said.emit(said.format(written(MOST_COPIED)))

    def copy_cell(self) -> None:
        """Put the true text of the current cell on the clipboard."""
        index = self.currentIndex()
        if index.isValid():
            accessibility.copy(self, self._items.copied_cell(index.row(), Column(index.column())))

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        self._badge.set_theme(theme)
        self.viewport().update()
