"""A table of records: columns as data, a filter over all texts, an order by any column; light on 20,000 rows.

The model holds the records as they are and a list of the rows in sight. A cell's text is made when it is drawn, the
folded texts when the filter is first used.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from inspector.printable import visible
from inspector.window import accessibility
from inspector.window.localization import in_order, plural
from inspector.window.widgets import text_widgets

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_LEFT, _LEAST = 0.28, 0.4
"""The share of the width that is left at least for the column without a width of its own, and the share of the width
that they ask for that other columns of text keep."""
_FEWEST = 3
"""How many rows are in sight at least."""
_ARROW = 36
"""What a head needs beside its words: its margins, and the arrow that shows the order."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its head, the text of a record in it, its width in letters (0: what is left), how it is ordered.

    ``key`` gives what to order by, ``find`` what the filter looks in, the text where they are ``None``. Numbers stand
    to the right, and no filter looks in them.
    """

    head: str
    text: Callable[[Any], str]
    letters: int = 0
    key: Callable[[Any], Any] | None = None
    number: bool = False
    find: Callable[[Any], str] | None = None


class RecordsModel(QAbstractTableModel):
    """Records, those of them that the filter lets through, in order."""

    def __init__(self, fields: Sequence[Field], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self._records: tuple[Any, ...] = ()
        self._rows: list[int] = []
        self._folded: list[str] | None = None
        self._words: tuple[str, ...] = ()
        self._order: tuple[int, bool] | None = None

    # ---- what is shown

    def show_records(self, records: Sequence[Any]) -> None:
        """Replace all records; filter and order stay."""
        self.beginResetModel()
        self._records, self._folded = tuple(records), None
        self._choose()
        self.endResetModel()

    def set_filter(self, text: str) -> None:
        """Let through only what holds each word in any column, whatever its case."""
        words = tuple(text.casefold().split())
        if words != self._words:
            self.beginResetModel()
            self._words = words
            self._choose()
            self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; by none (-1) as the records came."""
        self.beginResetModel()
        self._order = (column, order is Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._choose()
        self.endResetModel()

    def _choose(self) -> None:
        rows = list(range(len(self._records)))
        if self._words:
            if self._folded is None:
                find = [field.find or field.text for field in self.fields if not field.number]
                self._folded = ["\n".join([one(r) for one in find]).casefold() for r in self._records]
            folded = self._folded
            rows = [row for row in rows if all(word in folded[row] for word in self._words)]
        if self._order is not None:
            column, descending = self._order
            field = self.fields[column]
            order = in_order()
            key = field.key or (lambda record: order(field.text(record)))
            rows.sort(key=lambda row: key(self._records[row]), reverse=descending)
        self._rows = rows

    @property
    def total(self) -> int:
        """How many records there are, in sight or not."""
        return len(self._records)

    def record(self, row: int) -> Any:
        """The record in a row."""
        return self._records[self._rows[row]]

    def row_of(self, record: Any) -> int | None:
        """The row of a record, or ``None`` where it is not in sight."""
        return next((row for row, place in enumerate(self._rows) if self._records[place] == record), None)

    # ---- Qt's own

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many records are in sight."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell."""
        if not index.isValid():
            return None
        field = self.fields[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (Qt.AlignmentFlag.AlignRight if field.number else Qt.AlignmentFlag.AlignLeft) | _MIDDLE
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = field.text(self.record(index.row()))
            return (
                visible(text).replace("\n", " ") if role == Qt.ItemDataRole.DisplayRole else text_widgets.tip_text(text)
            )
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The head of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.fields[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            number = self.fields[section].number
            return (Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft) | _MIDDLE
        return None


class RecordTable(QTableView):
    """Shows records; ``gone_to`` carries the record that the person went to, ``None`` where there is none.

    The record stays chosen when others come, while it is among them. Ctrl+C copies the row as text.
    """

    gone_to = Signal(object)

    def __init__(self, name: str, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RecordsModel(fields, self)
        self._at: Any = None
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerWidget(QWidget())  # shows what is behind it; Qt would fill the corner
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        self._fit()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self._model.modelReset.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._went)
        self._build_actions()

    def _fit(self) -> None:
        """Rows and columns as high and wide as the letters ask for."""
        metrics, header = self.fontMetrics(), self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 10)
        left = [(column, field.head) for column, field in enumerate(self._model.fields) if not field.letters]
        header.setMinimumSectionSize(max((metrics.horizontalAdvance(head) + 12 for _column, head in left), default=40))
        for column, _head in left:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._share_width()

    def _share_width(self) -> None:
        """The columns as wide as they ask to be, and narrower where too little would be left for the widest one."""
        wide, header = self.fontMetrics().horizontalAdvance, self.horizontalHeader()
        heads = [wide(field.head) + _ARROW for field in self._model.fields]
        asked = [
            (column, field, max(head, wide("0") * field.letters + 20))
            for column, (field, head) in enumerate(zip(self._model.fields, heads, strict=True))
            if field.letters
        ]
        numbers = sum(width for _column, field, width in asked if field.number)
        texts = sum(width for _column, field, width in asked if not field.number)
        room = self.viewport().width() * (1 - _LEFT) - numbers
        share = min(1.0, max(_LEAST, room / max(1, texts)))
        for column, field, width in asked:
            header.resizeSection(column, width if field.number else max(heads[column], round(width * share)))

    def minimumSizeHint(self) -> QSize:
        """The heads and a few rows, and some room for the columns: fewer tell nothing."""
        rows = _FEWEST * self.verticalHeader().defaultSectionSize()
        heads = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(self.fontMetrics().horizontalAdvance("0") * 30, heads + rows + bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share another width."""
        if event.size().width() != event.oldSize().width():
            self._share_width()
        super().resizeEvent(event)

    @property
    def records(self) -> RecordsModel:
        """The records that are shown."""
        return self._model

    @property
    def chosen(self) -> Any:
        """The record that the person is at, or ``None``."""
        index = self.currentIndex()
        return self._model.record(index.row()) if index.isValid() else None

    def go_to(self, record: Any) -> None:
        """Go to a record, where it is in sight."""
        row = self._model.row_of(record)
        if row is not None:
            self.setCurrentIndex(self._model.index(row, 0))

    def _went(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._at = self._model.record(current.row())
        self.gone_to.emit(self.chosen)

    def _restore(self) -> None:
        if self._at is not None:
            self.go_to(self._at)
        if not self.currentIndex().isValid():
            self.gone_to.emit(None)

    # ---- what can be done with it, by key and from the menu that the menu key opens

    def _build_actions(self) -> None:
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copying = QAction(translate("RecordTable", "&Copy row"), self)
        copying.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copying.triggered.connect(self.copy_row)
        sorting = QMenu(translate("RecordTable", "&Sort by"), self)
        for column, field in enumerate(self._model.fields):
            sorting.addAction(field.head).triggered.connect(lambda _checked=False, at=column: self.sort_by(at))
        sorting.addAction(translate("RecordTable", "Order of the list")).triggered.connect(lambda: self.sort_by(-1))
        self.addActions((copying, sorting.menuAction()))

    def copy_row(self) -> None:
        """Put the row that the person is at on the clipboard."""
        if self.chosen is not None:
            accessibility.copy(self, "\t".join([field.text(self.chosen) for field in self._model.fields]))

    def sort_by(self, column: int) -> None:
        """Sort by a column, the second time the other way; -1: as the records came."""
        header = self.horizontalHeader()
        turned = column == header.sortIndicatorSection() and header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if turned else Qt.SortOrder.AscendingOrder)
        if column >= 0:
            accessibility.announce(
                self, translate("RecordTable", "Sorted by {0}").format(self._model.fields[column].head)
            )

    def narrow(self, text: str) -> None:
        """Show only what holds each word of a text."""
        before = self._model.rowCount()
        self._model.set_filter(text)
        found, whole = self._model.rowCount(), self._model.total
        if found != before:
            said = found, whole
            accessibility.announce(self, plural("RecordTable", "{0} of {1} rows", None, whole, *said))
