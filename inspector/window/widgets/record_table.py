"""A table of records: columns as data, a filter over all texts, an order by any column; light on 20,000 rows.

The model holds the records as they are and a list of the rows in sight. A cell's text is made when it is drawn, the
folded texts when the filter is first used.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from inspector.csv_injection import format_pasted_row
from inspector.printable import make_printable
from inspector.window import accessibility
from inspector.window.localization import build_collation_key, translate, translate_plural
from inspector.window.widgets import text_widgets

Index = QModelIndex | QPersistentModelIndex
_MIN_STRETCH_SHARE, _MIN_TEXT_SHARE = 0.28, 0.4
"""The share of the width that is left at least for the column without a width of its own, and the share of the width
that they ask for that other columns of text keep."""
_MIN_ROWS = 3
"""How many rows are in sight at least."""
_HEADER_PADDING = 36
"""What a head needs beside its words: its margins, and the arrow that shows the order."""
_VERTICAL_CENTRE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class RecordField:
    """A column of a table of records: title, text of a record, width in letters (0: the rest), order.

    ``sort_key`` gives what to order by, ``search_text`` what the filter looks in, ``full_text`` what is copied: the
    text where they are ``None``. Numbers stand to the right, and no filter looks in them.
    """

    title: str
    text: Callable[[Any], str]
    width_in_letters: int = 0
    sort_key: Callable[[Any], Any] | None = None
    is_number: bool = False
    search_text: Callable[[Any], str] | None = None
    full_text: Callable[[Any], str] | None = None


class RecordsModel(QAbstractTableModel):
    """Records, those of them that the filter lets through, in order."""

    def __init__(self, fields: Sequence[RecordField], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self._records: tuple[Any, ...] = ()
        self._rows: list[int] = []
        self._search_texts: list[str] | None = None
        self._filter_words: tuple[str, ...] = ()
        self._sort_order: tuple[int, bool] | None = None

    # ---- what is shown

    def show_records(self, records: Sequence[Any]) -> None:
        """Replace all records; filter and order stay."""
        self.beginResetModel()
        self._records, self._search_texts = tuple(records), None
        self._update_rows()
        self.endResetModel()

    def set_filter(self, text: str) -> None:
        """Show only records that contain every word in some column; case is ignored."""
        words = tuple(text.casefold().split())
        if words != self._filter_words:
            self.beginResetModel()
            self._filter_words = words
            self._update_rows()
            self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; by none (-1) as the records came."""
        self.beginResetModel()
        self._sort_order = (column, order is Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._update_rows()
        self.endResetModel()

    def _update_rows(self) -> None:
        rows = list(range(len(self._records)))
        if self._filter_words:
            if self._search_texts is None:
                getters = [field.search_text or field.text for field in self.fields if not field.is_number]
                self._search_texts = ["\n".join([getter(r) for getter in getters]).casefold() for r in self._records]
            search_texts = self._search_texts
            rows = [row for row in rows if all(word in search_texts[row] for word in self._filter_words)]
        if self._sort_order is not None:
            column, descending = self._sort_order
            field = self.fields[column]
            collate = build_collation_key()
            key = field.sort_key or (lambda record: collate(field.text(record)))
            rows.sort(key=lambda row: key(self._records[row]), reverse=descending)
        self._rows = rows

    @property
    def total(self) -> int:
        """How many records there are, in sight or not."""
        return len(self._records)

    def record(self, row: int) -> Any:
        """The record in a row."""
        return self._records[self._rows[row]]

    def find_row(self, record: Any) -> int | None:
        """The row of a record, or ``None`` where it is not in sight."""
        return next((row for row, index in enumerate(self._rows) if self._records[index] == record), None)

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
            return (Qt.AlignmentFlag.AlignRight if field.is_number else Qt.AlignmentFlag.AlignLeft) | _VERTICAL_CENTRE
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = field.text(self.record(index.row()))
            return (
                make_printable(text).replace("\n", " ")
                if role == Qt.ItemDataRole.DisplayRole
                else text_widgets.tool_tip_text(text)
            )
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The head of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.fields[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_number = self.fields[section].is_number
            return (Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft) | _VERTICAL_CENTRE
        return None


class RecordTable(QTableView):
    """Shows records; ``current_record_changed`` carries the current record, or ``None``.

    It stays current when the records are replaced, if it is among the new ones.
    Ctrl+C copies the row as text.
    """

    current_record_changed = Signal(object)

    def __init__(self, name: str, fields: Sequence[RecordField], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RecordsModel(fields, self)
        self._last_record: Any = None
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
        self._fit_sections()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self._model.modelReset.connect(self._restore_current_record)
        self.selectionModel().currentRowChanged.connect(self._follow_current_row)
        self._build_actions()

    def _fit_sections(self) -> None:
        """Rows and columns as high and wide as the letters ask for."""
        metrics, header = self.fontMetrics(), self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 10)
        stretch_columns = [
            (column, field.title) for column, field in enumerate(self._model.fields) if not field.width_in_letters
        ]
        header.setMinimumSectionSize(
            max((metrics.horizontalAdvance(title) + 12 for _column, title in stretch_columns), default=40)
        )
        for column, _head in stretch_columns:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._resize_sections()

    def _resize_sections(self) -> None:
        """The columns as wide as they ask to be, and narrower where too little would be left for the widest one."""
        text_width, header = self.fontMetrics().horizontalAdvance, self.horizontalHeader()
        header_widths = [text_width(field.title) + _HEADER_PADDING for field in self._model.fields]
        requested_widths = [
            (column, field, max(head, text_width("0") * field.width_in_letters + 20))
            for column, (field, head) in enumerate(zip(self._model.fields, header_widths, strict=True))
            if field.width_in_letters
        ]
        total_number_width = sum(width for _column, field, width in requested_widths if field.is_number)
        total_text_width = sum(width for _column, field, width in requested_widths if not field.is_number)
        available_width = self.viewport().width() * (1 - _MIN_STRETCH_SHARE) - total_number_width
        scale = min(1.0, max(_MIN_TEXT_SHARE, available_width / max(1, total_text_width)))
        for column, field, width in requested_widths:
            header.resizeSection(column, width if field.is_number else max(header_widths[column], round(width * scale)))

    def minimumSizeHint(self) -> QSize:
        """The heads and a few rows, and some room for the columns: fewer tell nothing."""
        rows_height = _MIN_ROWS * self.verticalHeader().defaultSectionSize()
        header_height = self.horizontalHeader().sizeHint().height()
        scroll_bar_height = self.horizontalScrollBar().sizeHint().height()
        return QSize(self.fontMetrics().horizontalAdvance("0") * 30, header_height + rows_height + scroll_bar_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share another width."""
        if event.size().width() != event.oldSize().width():
            self._resize_sections()
        super().resizeEvent(event)

    @property
    def record_model(self) -> RecordsModel:
        """The records that are shown."""
        return self._model

    @property
    def current_record(self) -> Any:
        """The record that the person is at, or ``None``."""
        index = self.currentIndex()
        return self._model.record(index.row()) if index.isValid() else None

    def go_to(self, record: Any) -> None:
        """Go to a record, where it is in sight."""
        row = self._model.find_row(record)
        if row is not None:
            self.setCurrentIndex(self._model.index(row, 0))

    def _follow_current_row(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self._last_record = self._model.record(current.row())
        self.current_record_changed.emit(self.current_record)

    def _restore_current_record(self) -> None:
        if self._last_record is not None:
            self.go_to(self._last_record)
        if not self.currentIndex().isValid():
            self.current_record_changed.emit(None)

    # ---- what can be done with it, by key and from the menu that the menu key opens

    def _build_actions(self) -> None:
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copy_action = QAction(translate("&Copy row"), self)
        copy_action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy_action.triggered.connect(self.copy_row)
        sort_menu = QMenu(translate("&Sort by"), self)
        for column, field in enumerate(self._model.fields):
            sort_menu.addAction(field.title).triggered.connect(lambda _checked=False, at=column: self.sort_by(at))
        sort_menu.addAction(translate("Order of the list")).triggered.connect(lambda: self.sort_by(-1))
        self.addActions((copy_action, sort_menu.menuAction()))

    def copy_row(self) -> None:
        """Put the current row on the clipboard. Its cells may come from the archive, so formulas are escaped."""
        if self.current_record is not None:
            cells = ((field.full_text or field.text)(self.current_record) for field in self._model.fields)
            accessibility.copy_rows_to_clipboard(self, [format_pasted_row(cells)])

    def sort_by(self, column: int) -> None:
        """Sort by a column, the second time the other way; -1: as the records came."""
        header = self.horizontalHeader()
        is_ascending = (
            column == header.sortIndicatorSection() and header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        )
        self.sortByColumn(column, Qt.SortOrder.DescendingOrder if is_ascending else Qt.SortOrder.AscendingOrder)
        if column >= 0:
            accessibility.announce(self, translate("Sorted by {column}", column=self._model.fields[column].title))

    def filter_rows(self, text: str) -> None:
        """Show only what holds each word of a text."""
        previous_count = self._model.rowCount()
        self._model.set_filter(text)
        visible_count, total_count = self._model.rowCount(), self._model.total
        if visible_count != previous_count:
            accessibility.announce(
                self,
                translate_plural(
                    "{shown} of {number} row", "{shown} of {number} rows", total_count, shown=visible_count
                ),
            )
