"""The table of items: rows are numbers into the holdings, and a cell's text is made when it is shown."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector.csv_injection import format_pasted_row
from inspector.printable import mask_account_number, to_one_line
from inspector.window.items.item_columns import ItemColumn, audience_label, author_label, column_title, flag_label
from inspector.window.localization import localize_day, translate
from inspector.window.widgets.badge import OUTCOME_ROLE, outcome_key, outcome_label
from inspector.window.widgets.category_icons import category_name

if TYPE_CHECKING:
    from inspector.items import Item
    from inspector.policy import Verdict
    from inspector.window.items.row_order import RowOrder

Index = QModelIndex | QPersistentModelIndex

_MAX_CELL_LENGTH = 300
"""The most characters of an item's text that a cell of the table shows."""
_SCAN_LENGTH = 2_000
"""How much of a long text is looked at for them."""
_DISPLAY_ROLE = int(Qt.ItemDataRole.DisplayRole)
_OUTCOME_ROLES = frozenset((int(OUTCOME_ROLE), int(Qt.ItemDataRole.AccessibleTextRole)))


class ItemsTableModel(QAbstractTableModel):
    """The items of a view, in its order; only what is painted is ever looked up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: RowOrder | None = None
        self._cached_verdict: tuple[int, Verdict] | None = None

    @property
    def rows(self) -> "RowOrder | None":
        """What is shown."""
        return self._rows

    def show_rows(self, rows: "RowOrder") -> bool:
        """Show another view; returns whether the rows moved. Where they did not, only their texts changed."""
        previous_rows, self._cached_verdict = self._rows, None
        if previous_rows is not None and previous_rows.has_same_rows(rows):
            self._rows = rows
            if len(rows):
                last = self.index(len(rows) - 1, len(ItemColumn) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def item(self, row: int) -> "Item":
        """The item in a row; raises ``IndexError`` where there is none."""
        if self._rows is None:
            raise IndexError(row)
        return self._rows.item(row)

    def format_cell_for_clipboard(self, row: int, column: ItemColumn) -> str:
        """Give the whole text of one cell, as the archive holds it."""
        item = self.item(row)
        return item.block.text(item.index) if column is ItemColumn.TEXT else self._format_cell(row, column)

    def format_row_for_clipboard(self, row: int) -> str:
        """Format a row for the clipboard, with the whole text of the item."""
        item = self.item(row)
        cells = [self._format_cell(row, column) for column in ItemColumn if column is not ItemColumn.TEXT]
        return format_pasted_row((*cells, item.block.text(item.index)))

    def _get_verdict(self, row: int) -> "Verdict":
        """The verdict on the item in a row; kept until another row is asked for, as painting asks twice."""
        if self._cached_verdict is None or self._cached_verdict[0] != row:
            self._cached_verdict = (row, self._require_rows().verdict(self.item(row)))
        return self._cached_verdict[1]

    def _format_cell(self, row: int, column: ItemColumn) -> str:
        """The text of a cell, as it is shown."""
        if column is ItemColumn.OUTCOME:
            return outcome_label(self._get_verdict(row))
        item = self.item(row)
        block, index = item.block, item.index
        match column:
            case ItemColumn.DATE:
                return localize_day(block.date(index) or "") or translate("unknown")
            case ItemColumn.FILE:
                archive_prefix = f"{block.archive}!" if self._require_rows().has_several_archives else ""
                return archive_prefix + mask_account_number(block.member)
            case ItemColumn.CATEGORY:
                return category_name(self._require_rows().exposure.pack.find_category(item.item_class.data_category))
            case ItemColumn.AUTHOR:
                return author_label(item.item_class.author.value)
            case ItemColumn.AUDIENCE:
                return audience_label(item.audience.value)
            case _:
                return to_one_line(block.text_prefix(index, _SCAN_LENGTH), _MAX_CELL_LENGTH)

    def _require_rows(self) -> "RowOrder":
        if self._rows is None:
            raise LookupError("there are no rows yet")
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many items are shown."""
        return 0 if parent.isValid() or self._rows is None else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(ItemColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The text of a cell, and of an outcome its key and what a screen reader says."""
        if role == _DISPLAY_ROLE:  # the role is looked at first: a painted page asks a thousand times
            return self._format_cell(index.row(), ItemColumn(index.column())) if index.isValid() else None
        if role in _OUTCOME_ROLES and index.isValid() and index.column() == ItemColumn.OUTCOME:
            verdict = self._get_verdict(index.row())
            if role == OUTCOME_ROLE:
                return outcome_key(verdict)
            return self._accessible_text(index.row(), verdict)
        return None

    def _accessible_text(self, row: int, verdict: "Verdict") -> str:
        """An outcome as it is said aloud: for which use, with its reason, and what the badge and the choices mark."""
        rows = self._require_rows()
        flags = [flag_label(flag) for flag in rows.flags(self.item(row))]
        return "; ".join((f"{rows.use_name}: {outcome_label(verdict)}", *flags))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The head of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return column_title(ItemColumn(section)) if 0 <= section < len(ItemColumn) else None
        return None
