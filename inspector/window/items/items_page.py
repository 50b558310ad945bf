"""The page of items: the tree and the choices, the filter, the table, and the panel that says why.

What is shown follows one text, that of the filter line: a click in the tree or on a choice rewrites it.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from inspector.printable import mask_account_number
from inspector.query import Key, Query, blocking_terms, count_facets, find_unknown_names, parse, replace_term
from inspector.window import accessibility
from inspector.window.intents import FILTER
from inspector.window.items.category_tree import ItemsTree, TreePlace
from inspector.window.items.cell_viewer import CellViewer
from inspector.window.items.empty_state import ItemsEmptyState
from inspector.window.items.facet_inputs import ItemsFacets
from inspector.window.items.filter_bar import ItemsFilter
from inspector.window.items.items_model import ItemsTableModel
from inspector.window.items.items_table import ItemsTable
from inspector.window.items.row_order import ItemsCache, SortSpec, arrange_rows
from inspector.window.items.why_panel import WhyPanel
from inspector.window.localization import localize, translate, translate_plural
from inspector.window.page import Page
from inspector.window.widgets import text_widgets
from inspector.window.widgets.fit_scroll_area import FitScrollArea
from inspector.window.widgets.inputs import WheelSafeComboBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from inspector.exposure import Exposure
    from inspector.items import Item
    from inspector.progress import Monitor
    from inspector.query import BlockingTerm, Facets, Term
    from inspector.query.terms import Value
    from inspector.settings import SettingsStore
    from inspector.window.items.row_order import RowOrder
    from inspector.window.jobs import Job, Jobs
    from inspector.window.widgets.theme import Theme


_STRETCH_FACTORS, _WIDTH_UNIT = (0, 2, 1), 1_000
"""How the width is shared between table and the panel that says why, once the tree has what its words need."""
_LEFT_HEIGHTS = (300, 260)
"""How the height is shared between the tree and the choices."""
_MARGIN = 3
"""How far the parts stand from the edge of the page: there is room for the ring around the one with the focus."""
_MIN_LINES = 20
"""For how many lines of text there is room at least: parts beside each other cannot tell what their words need."""
_PAINT_DELAY_MS = 15
"""In how many milliseconds rows are painted: only then the choices beside them are counted."""
_SETTINGS_KEY = "items"
"""Under which name the page keeps its splitters and columns."""


def _make_rows_work(
    exposure: "Exposure", query: "Query", sort: "SortSpec | None", cache: "ItemsCache"
) -> "Callable[..., RowOrder]":
    """The work of making a view."""

    def work(monitor: "Monitor") -> "RowOrder":
        return arrange_rows(exposure, query, sort, monitor, cache)

    return work


def _make_counts_work(
    rows: "RowOrder", cache: "ItemsCache"
) -> "Callable[[Monitor], tuple[Facets, tuple[BlockingTerm, ...], tuple[str, ...]]]":
    """The work of counting what could be chosen beside a view, and of saying what keeps all items away."""

    def work(monitor: "Monitor") -> "tuple[Facets, tuple[BlockingTerm, ...], tuple[str, ...]]":
        exposure, query = rows.exposure, rows.query
        blocking = () if len(rows) else blocking_terms(exposure, query, cache.search, monitor)
        unknown = find_unknown_names(query, exposure.holdings)
        return count_facets(exposure, query, cache.search, monitor), blocking, unknown

    return work


class ItemsPage(Page):
    """Chooses items and shows them; what it chooses is ``query``, the same that an export takes.

    Signals: ``item_shown`` with the ``Item`` that the person went to, ``query_changed`` when another view was
    asked for.
    """

    current_item_changed = Signal(object)
    query_changed = Signal()

    def __init__(self, jobs: "Jobs", theme: "Theme", store: "SettingsStore", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._store = jobs, store
        self._job: Job | None = None
        self._exposure: Exposure | None = None
        self._item: Item | None = None
        self._last_announcement = ""
        self._cache_value: ItemsCache | None = None
        self._model = ItemsTableModel(self)
        self._tree = ItemsTree()
        self._facets = ItemsFacets(theme)
        self._table = ItemsTable(self._model, theme)
        self._empty_state = ItemsEmptyState()
        self._why_panel = WhyPanel(theme)
        self._filter_bar = ItemsFilter(store, theme)
        self._filter_line = self._filter_bar.line_edit
        self._typing_timer = self._filter_bar.typing_timer
        self._use_combo = WheelSafeComboBox(translate("Use"))
        self._count_label = text_widgets.build_line_label()
        self._clear_button = QPushButton(translate("Clear filter"))
        self._build()
        self._connect()

    def _build(self) -> None:
        self._use_combo.setSizeAdjustPolicy(WheelSafeComboBox.SizeAdjustPolicy.AdjustToContents)
        self._clear_button.hide()
        self._left_splitter = QSplitter(Qt.Orientation.Vertical)
        self._left_splitter.addWidget(self._tree)
        self._left_splitter.addWidget(self._facets)
        self._left_splitter.setSizes(list(_LEFT_HEIGHTS))
        self._left_splitter.setChildrenCollapsible(False)
        self._main_splitter = QSplitter(Qt.Orientation.Horizontal)
        for part, stretch in zip(
            (self._left_splitter, FitScrollArea(self._build_middle()), FitScrollArea(self._why_panel)),
            _STRETCH_FACTORS,
            strict=True,
        ):
            self._main_splitter.addWidget(part)
            self._main_splitter.setStretchFactor(self._main_splitter.count() - 1, stretch)
        self._main_splitter.setChildrenCollapsible(False)
        left_width = max(self._tree.sizeHint().width(), self._facets.sizeHint().width())
        self._main_splitter.setSizes([left_width, *(_WIDTH_UNIT * stretch for stretch in _STRETCH_FACTORS[1:])])
        self.setMinimumHeight(_MIN_LINES * self.fontMetrics().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*4 * (_MARGIN,))
        layout.addWidget(self._main_splitter)
        self._restore_layout()

    def _build_middle(self) -> QWidget:
        widget = QWidget()
        label = text_widgets.build_line_label(translate("&Use"))
        label.setBuddy(self._use_combo)
        self._filter_bar.add_inputs(label, self._use_combo)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty_state)
        count_row = QHBoxLayout()
        count_row.addWidget(self._count_label, 1)
        count_row.addWidget(self._clear_button)
        column = QVBoxLayout(widget)
        column.setContentsMargins(*4 * (_MARGIN,))
        column.addWidget(self._filter_bar)
        column.addWidget(self._stack, 1)
        column.addLayout(count_row)
        return widget

    def _connect(self) -> None:
        self._filter_bar.changed.connect(self._update_query)
        self._filter_bar.entered.connect(self._enter_table)
        self._filter_bar.use_requested.connect(self._select_use)
        self._clear_button.clicked.connect(self.clear_filter)
        self._empty_state.clear_requested.connect(self.clear_filter)
        self._empty_state.removal_requested.connect(self._remove_term)
        self._use_combo.currentIndexChanged.connect(self._apply_use)
        self._facets.chosen.connect(self._apply_facet)
        self._tree.chosen.connect(self._apply_place)
        self._table.sort_changed.connect(self._refresh)
        self._table.citation_requested.connect(self._why_panel.copy_citation)
        self._table.text_requested.connect(self.show_text)
        self._table.message_changed.connect(self._count_label.setText)
        self._why_panel.full_text_requested.connect(self.show_text)
        self._table.selectionModel().currentRowChanged.connect(self._follow_current_row)

    # ---- what is asked for

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show an exposure, the first or another; what the person chose stays as it is."""
        if self._exposure is not None and self._exposure.holdings is not exposure.holdings:
            self._cache.search.clear()
        self._exposure = exposure
        self._fill_uses(exposure)
        with QSignalBlocker(self._tree):
            self._tree.show_exposure(exposure)
        self._refresh()

    @property
    def _cache(self) -> "ItemsCache":
        if self._cache_value is None:
            self._cache_value = ItemsCache()
        return self._cache_value

    def _fill_uses(self, exposure: "Exposure") -> None:
        """The uses of the pack by their short names; the chosen one stays."""
        current_use = self._use_combo.currentData()
        uses = [(localize(use.short), use.id) for use in exposure.pack.uses.values()]
        if uses == [
            (self._use_combo.itemText(place), self._use_combo.itemData(place))
            for place in range(self._use_combo.count())
        ]:
            return
        with QSignalBlocker(self._use_combo):
            self._use_combo.clear()
            for short, use in uses:
                self._use_combo.addItem(short, use)
            self._use_combo.setCurrentIndex(max(0, self._use_combo.findData(current_use)))

    def selected_items(self) -> "tuple[Item, ...]":
        """The items that are selected in the table."""
        rows = self._model.rows
        return tuple(rows.item(row) for row in self._table.selected_rows.tolist()) if rows is not None else ()

    def query(self) -> "Query":
        """The current view, as an export and the command line choose it."""
        if self._exposure is None:
            return Query()
        return parse(self._filter_line.text(), self._exposure.pack).query.with_use(self._use_combo.currentData())

    def show_query(self, query: "Query") -> None:
        """Show a query, without any other filter."""
        self._select_use(query.use or "")
        self._filter_bar.set_text(str(replace(query, use=None)))
        self._update_query()

    def show_category(self, category: str | None, use: str) -> None:
        """Go to a category and a use, without any other filter."""
        self.show_query(Query(use, categories=frozenset((category,) if category else ())))

    def go_to(self, target: object) -> None:
        """Turn to the items of a query, or to the filter line."""
        if target == FILTER:
            self.focus_filter()
        elif isinstance(target, Query):
            self.show_query(target)

    def enter(self) -> None:
        """Go to the items."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Go to the filter line."""
        self._filter_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter_line.selectAll()

    def clear_filter(self) -> None:
        """Take away all that was asked for, but the use."""
        self._filter_bar.set_text("")
        self._update_query()

    def _select_use(self, use: str) -> None:
        with QSignalBlocker(self._use_combo):
            self._use_combo.setCurrentIndex(max(0, self._use_combo.findData(use)))

    def _apply_use(self) -> None:
        """The person chose a use: one that was typed gives way."""
        self._replace_term(Key.USE, ())

    def _apply_facet(self, key: "Key", values: "tuple[Value, ...]") -> None:
        self._replace_term(key, values)

    def _apply_place(self) -> None:
        """The person went to a place in the tree: its category and file are what is asked for."""
        place = self._tree.current_place
        text = replace_term(self._filter_line.text(), Key.CATEGORY, [place.category] if place.category else [])
        has_several_archives = self._exposure is not None and self._exposure.holdings.has_several_archives
        archive_prefix = f"{place.member[0]}!" if place.member and has_several_archives else ""
        files = [archive_prefix + mask_account_number(place.member[1])] if place.member else []
        self._filter_bar.set_text(replace_term(text, Key.FILE, files))
        self._update_query()

    def _remove_term(self, term: "Term") -> None:
        """Leave out one condition."""
        self._filter_bar.set_text(str(self.query().without(term).with_use(None)))
        self._update_query()

    def _replace_term(self, key: "Key", values: "tuple[Value, ...]") -> None:
        self._filter_bar.set_text(replace_term(self._filter_line.text(), key, values))
        self._update_query()

    def _enter_table(self) -> None:
        """From the filter into the table."""
        if self._typing_timer.isActive():
            self._update_query()
        self._table.enter()

    def _update_query(self) -> None:
        self._typing_timer.stop()
        self._refresh()
        self.query_changed.emit()

    # ---- what is shown

    def _refresh(self) -> None:
        """Choose and order anew, in the background; what was under way is dropped."""
        if self._job is not None:
            self._jobs.cancel(self._job)
            self._job = None
        exposure = self._exposure
        if exposure is None:
            return
        parse_result = parse(self._filter_line.text(), exposure.pack)
        self._filter_bar.show_errors(parse_result.errors)
        if parse_result.query.use is not None:
            self._select_use(parse_result.query.use)
        query = parse_result.query.with_use(self._use_combo.currentData())
        self._filter_bar.set_use(query.use or "")
        self._facets.check_values(query)
        self._tree.show_place(self._find_place(query))
        column = self._table.sort_column
        sort = SortSpec(column, self._table.is_descending) if column is not None else None
        self._job = self._jobs.start(
            _make_rows_work(exposure, query, sort, self._cache), self._show_rows, self._report_failure
        )

    def _find_place(self, query: "Query") -> TreePlace | None:
        """The place in the tree that a query asks for, if there is one."""
        categories = sorted(query.categories)
        file_values = [term.values for term in query.conditions if term.key is Key.FILE and not term.negated]
        if len(categories) > 1 or len(file_values) > 1 or any(len(values) > 1 for values in file_values):
            return None
        return self._tree.find_place(
            categories[0] if categories else None, str(file_values[0][0]) if file_values else None
        )

    def _show_rows(self, rows: "RowOrder") -> None:
        """Show a new view; the items that the person selected and the place in the table stay."""
        previous_rows = self._model.rows
        if previous_rows is not None and not previous_rows.has_same_archives(rows):
            self._item = previous_rows = None
        is_rejudged = previous_rows is not None and previous_rows.exposure is not rows.exposure
        has_same_holdings = previous_rows is not None and previous_rows.exposure.holdings is rows.exposure.holdings
        selected_numbers = (
            previous_rows.item_numbers[self._table.selected_rows]
            if previous_rows is not None and has_same_holdings
            else None
        )
        top = self._table.top_item() if is_rejudged else None
        rows_moved = self._model.show_rows(rows)
        row = rows.find_row(self._item) if self._item is not None else None
        self._show_row(row)
        if rows_moved:
            self._table.restore_position(row, rows.find_row(top) if top is not None else None)
            if selected_numbers is not None and len(selected_numbers) > 1:
                self._table.select_rows(rows.find_rows(selected_numbers))
        self._update_count(rows)
        if self._table.hasFocus() and not self._table.currentIndex().isValid():
            self._table.enter()
        if (previous_rows is None or has_same_holdings) and self.isVisible():
            self._announce()
        work, show_counts = _make_counts_work(rows, self._cache), lambda counts: self._show_counts(rows, *counts)
        self._job = self._jobs.start(work, show_counts, self._report_failure, delay_ms=_PAINT_DELAY_MS)

    def _show_counts(
        self, rows: "RowOrder", facets: "Facets", blocking: "tuple[BlockingTerm, ...]", unknown_names: "tuple[str, ...]"
    ) -> None:
        self._job = None
        self._facets.show_facets(facets, rows.query)
        self._empty_state.show_blocking_terms(blocking, unknown_names)
        is_empty = not len(rows) and bool(rows.exposure.holdings.item_count)
        self._stack.setCurrentWidget(self._empty_state if is_empty else self._table)

    def _report_failure(self, error: Exception) -> None:
        self._job = None
        self.failed.emit(error)

    def _show_row(self, row: int | None) -> None:
        rows = self._model.rows
        if rows is None or row is None:
            self._why_panel.show_nothing()
            return
        self._item = rows.item(row)
        self._why_panel.show_item(rows.exposure, rows.use, self._item)

    def _follow_current_row(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """The person went to a row; the row of the item that is shown already is no news."""
        if not current.isValid():
            return
        item, previous_item = self._model.item(current.row()), self._item
        if previous_item is None or previous_item.block is not item.block or previous_item.index != item.index:
            self._show_row(current.row())
            self.current_item_changed.emit(item)

    def show_text(self) -> None:
        """Open the full text of the row that the person is at."""
        if self._item is None or self._exposure is None:
            return
        viewer = CellViewer(self._item, self._exposure.holdings.has_several_archives, self)
        viewer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        viewer.open()

    def _announce(self) -> None:
        """Say how many items there are, where the person has asked for others."""
        message = self._count_label.text()
        if message != self._last_announcement:
            accessibility.announce(self, message)
        self._last_announcement = message

    def _update_count(self, rows: "RowOrder") -> None:
        """Say how many items are shown of how many."""
        total = rows.exposure.holdings.item_count
        if len(rows) or not total:
            self._count_label.setText(
                translate_plural("{shown} of {number} item", "{shown} of {number} items", total, shown=len(rows))
            )
            self._stack.setCurrentWidget(self._table)
        else:
            self._count_label.setText(translate("No items match."))
        self._clear_button.setVisible(bool(len(rows)) and bool(self._filter_line.text().strip()))

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        for part in (self._facets, self._filter_bar, self._table, self._why_panel):
            part.set_theme(theme)

    # ---- what is kept from one start to the next

    def _restore_layout(self) -> None:
        states = self._store.settings.splitters
        for name, splitter in ((_SETTINGS_KEY, self._main_splitter), (f"{_SETTINGS_KEY}-left", self._left_splitter)):
            if states.get(name):
                splitter.restoreState(QByteArray.fromBase64(states[name].encode("ascii", "replace")))
        self._table.set_layout_state(states.get(f"{_SETTINGS_KEY}-table", ""))
        self._saved_layout = self._layout_state()

    def _layout_state(self) -> dict[str, str]:
        return {
            _SETTINGS_KEY: bytes(self._main_splitter.saveState().toBase64().data()).decode("ascii"),
            f"{_SETTINGS_KEY}-left": bytes(self._left_splitter.saveState().toBase64().data()).decode("ascii"),
            f"{_SETTINGS_KEY}-table": self._table.layout_state,
        }

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep how the page is laid out, where the person changed it."""
        layout_state = self._layout_state()
        if layout_state != self._saved_layout:
            self._saved_layout = layout_state
            self._store.change(splitters={**self._store.settings.splitters, **layout_state})
        super().hideEvent(event)
