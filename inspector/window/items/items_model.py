"""The table of items: rows are numbers into the holdings, and a cell's text is made when it is shown."""

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector.printable import member_label, one_line
from inspector.window.localization import written_day
from inspector.window.widgets.badge import OUTCOME_ROLE, outcome_key, outcome_words
from inspector.window.widgets.category_icons import category_name

if TYPE_CHECKING:
    from inspector.exposure import Item
    from inspector.policy import Verdict
    from inspector.window.items.row_order import View

Index = QModelIndex | QPersistentModelIndex
translate = QCoreApplication.translate

_SHOWN = 300
"""The most characters of an item's text that a cell of the table shows."""
_LOOKED_AT = 2_000
"""How much of a long text is looked at for them."""
_SHOWN_TEXT = int(Qt.ItemDataRole.DisplayRole)
_OF_OUTCOME = frozenset((int(OUTCOME_ROLE), int(Qt.ItemDataRole.AccessibleTextRole)))
_FORMULA = re.compile("[\\s\"'\u200b-\u200f\u2060\ufeff]*[=+\\-@\t\r\n\0|%\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet may take for a formula, also behind blanks, quotes and characters that cannot be seen."""


class Column(IntEnum):
    """The columns, in their order."""

    OUTCOME = 0
    DATE = 1
    FILE = 2
    CATEGORY = 3
    AUTHOR = 4
    AUDIENCE = 5
    TEXT = 6


def column_title(column: Column) -> str:
    """The head of a column."""
    return {
        Column.OUTCOME: translate("ItemsTableModel", "Outcome"),
        Column.DATE: translate("ItemsTableModel", "Date"),
        Column.FILE: translate("ItemsTableModel", "File"),
        Column.CATEGORY: translate("ItemsTableModel", "Category"),
        Column.AUTHOR: translate("ItemsTableModel", "Author"),
        Column.AUDIENCE: translate("ItemsTableModel", "Audience"),
        Column.TEXT: translate("ItemsTableModel", "Text"),
    }[column]


def author_words(author: str) -> str:
    """An author as it is shown."""
    return {
        "member": translate("ItemsTableModel", "member"),
        "other": translate("ItemsTableModel", "other"),
        "linkedin": translate("ItemsTableModel", "LinkedIn"),
    }.get(author, translate("ItemsTableModel", "unknown"))


def audience_words(audience: str) -> str:
    """An audience as it is shown."""
    return {
        "public": translate("ItemsTableModel", "public"),
        "limited": translate("ItemsTableModel", "limited"),
    }.get(audience, translate("ItemsTableModel", "unknown"))


def flag_title(flag: str) -> str:
    """What an item may be marked as, as it is shown."""
    return {
        "disputed": translate("ItemsFacets", "disputed: sources disagree"),
        "assumed": translate("ItemsFacets", "assumed: hangs on a fact not stated"),
        "undated": translate("ItemsFacets", "date unknown"),
        "limited": translate("ItemsFacets", "for one purpose only"),
    }.get(flag, translate("ItemsFacets", "dated after the as-of day"))


class ItemsTableModel(QAbstractTableModel):
    """The items of a view, in its order; only what is painted is ever looked up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view: View | None = None
        self._judged: tuple[int, Verdict] | None = None

    @property
    def view(self) -> "View | None":
        """What is shown."""
        return self._view

    def show_view(self, view: "View") -> bool:
        """Show another view; returns whether the rows moved. Where they did not, only their texts changed."""
        before, self._judged = self._view, None
        if before is not None and before.same_rows(view):
            self._view = view
            if len(view):
                last = self.index(len(view) - 1, len(Column) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return False
        self.beginResetModel()
        self._view = view
        self.endResetModel()
        return True

    def item(self, row: int) -> "Item":
        """The item in a row; raises ``IndexError`` where there is none."""
        if self._view is None:
            raise IndexError(row)
        return self._view.item(row)

    def copied_cell(self, row: int, column: Column) -> str:
        """A cell for the clipboard: the true text, as it stands in the archive."""
        item = self.item(row)
        return item.block.text(item.index) if column is Column.TEXT else self._cell(row, column)

    def copied(self, row: int) -> str:
        """A row for the clipboard: the true texts, tab separated, none that a spreadsheet would run."""
        item = self.item(row)
        cells = [self._cell(row, column) for column in Column if column is not Column.TEXT]
        return "\t".join(map(_pasted, (*cells, item.block.text(item.index))))

    def _verdict(self, row: int) -> "Verdict":
        """The verdict on the item in a row; kept until another row is asked for, as painting asks twice."""
        if self._judged is None or self._judged[0] != row:
            self._judged = (row, self._shown_view().verdict(self.item(row)))
        return self._judged[1]

    def _cell(self, row: int, column: Column) -> str:
        """The text of a cell, as it is shown."""
        if column is Column.OUTCOME:
            return outcome_words(self._verdict(row))
        item = self.item(row)
        block, index = item.block, item.index
        match column:
            case Column.DATE:
                return written_day(block.date(index) or "") or translate("ItemsTableModel", "unknown")
            case Column.FILE:
                number = f"{block.archive}!" if self._shown_view().several else ""
                return number + member_label(block.member)
            case Column.CATEGORY:
                return category_name(self._shown_view().exposure.pack.category_of(item.facts.data_category))
            case Column.AUTHOR:
                return author_words(item.facts.author.value)
            case Column.AUDIENCE:
                return audience_words(item.audience.value)
            case _:
                return one_line(block.beginning(index, _LOOKED_AT), _SHOWN)

    def _shown_view(self) -> "View":
        if self._view is None:
            raise LookupError("there are no rows yet")
        return self._view

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many items are shown."""
        return 0 if parent.isValid() or self._view is None else len(self._view)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The text of a cell, and of an outcome its key and what a screen reader says."""
        if role == _SHOWN_TEXT:  # the role is looked at first: a painted page asks a thousand times
            return self._cell(index.row(), Column(index.column())) if index.isValid() else None
        if role in _OF_OUTCOME and index.isValid() and index.column() == Column.OUTCOME:
            verdict = self._verdict(index.row())
            if role == OUTCOME_ROLE:
                return outcome_key(verdict)
            return self._told(index.row(), verdict)
        return None

    def _told(self, row: int, verdict: "Verdict") -> str:
        """An outcome as it is said aloud: for which use, with its reason, and what the badge and the choices mark."""
        view = self._shown_view()
        flags = [flag_title(flag) for flag in view.flags(self.item(row))]
        return "; ".join((f"{view.use_name}: {outcome_words(verdict)}", *flags))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The head of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return column_title(Column(section)) if 0 <= section < len(Column) else None
        return None


def _pasted(cell: str) -> str:
    """A cell as a spreadsheet takes it from the clipboard: never as a formula, never as two cells."""
    guarded = f"'{cell}" if _FORMULA.match(cell) else cell
    if any(character in guarded for character in '\t\r\n"'):
        doubled = guarded.replace('"', '""')
        return f'"{doubled}"'
    return guarded
