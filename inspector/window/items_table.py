"""The table of items as a view: fixed rows, sorting by its heads, copying a row, and its place kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from inspector.window.badge import BadgeDelegate
from inspector.window.items_model import Column, ItemsTableModel, column_title

if TYPE_CHECKING:
    from inspector.exposure import Item
    from inspector.window.theme import Theme

translate = QCoreApplication.translate

_WIDTHS = {Column.OUTCOME: 200, Column.DATE: 84, Column.FILE: 112, Column.AUTHOR: 64, Column.TEXT: 110}
_ROW = 10
"""How much higher a row is than its text, in device-independent pixels."""


class ItemsTable(QTableView):
    """Rows of items. Signals: ``sort_changed``, and ``citation_wanted`` for the current row."""

    sort_changed = Signal()
    citation_wanted = Signal()

    def __init__(self, model: ItemsTableModel, theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = model
        self._badge = BadgeDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegateForColumn(Column.OUTCOME, self._badge)
        self.setAccessibleName(translate("ItemsTable", "Items"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + _ROW)
        self._build_heads()
        self._build_actions()

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
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)

    def _build_actions(self) -> None:
        """What can be done with a row: by key, and from the menu that the menu key opens."""
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copy = QAction(translate("ItemsTable", "&Copy row"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(self.copy_row)
        cite = QAction(translate("ItemsTable", "Copy c&itation"), self)
        cite.setShortcut(QKeySequence("Ctrl+Shift+C"))
        cite.triggered.connect(self.citation_wanted)
        for action in (copy, cite):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.addAction(action)
        menu = QMenu(translate("ItemsTable", "&Sort by"), self)
        for column in Column:
            sort = menu.addAction(column_title(column))
            sort.triggered.connect(lambda _checked=False, column=column: self.sort_by(column))
        menu.addAction(translate("ItemsTable", "Order of the archive")).triggered.connect(lambda: self.sort_by(None))
        self.addAction(menu.menuAction())

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

    def copy_row(self) -> None:
        """Put the current row on the clipboard."""
        if self.currentIndex().isValid():
            QGuiApplication.clipboard().setText(self._items.copied(self.currentIndex().row()))

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        self._badge.set_theme(theme)
        self.viewport().update()
