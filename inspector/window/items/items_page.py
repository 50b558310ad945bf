"""The page of items: the tree and the choices, the filter, the table, and the panel that says why.

What is shown follows one text, that of the filter line: a click in the tree or on a choice rewrites it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from inspector.printable import member_label
from inspector.window import accessibility
from inspector.window.intents import FILTER
from inspector.window.items.category_tree import Choice, ItemsTree
from inspector.window.items.empty_state import NothingMatches
from inspector.window.items.facet_inputs import ItemsFacets
from inspector.window.items.filter_bar import ItemsFilter
from inspector.window.items.items_model import ItemsTableModel
from inspector.window.items.items_table import ItemsTable
from inspector.window.items.why_panel import WhyPanel
from inspector.window.localization import plural, say
from inspector.window.pages.page import Page
from inspector.window.widgets import text_widgets
from inspector.window.widgets.fit_scroll_area import Room
from inspector.window.widgets.inputs import CalmCombo

if TYPE_CHECKING:
    from collections.abc import Callable

    from inspector.exposure import Exposure, Item
    from inspector.progress import Monitor
    from inspector.query import Facets, Hindrance, Key, Query, Term
    from inspector.query.language import Value
    from inspector.settings import Store
    from inspector.window.items.row_order import Memory, Sort, View
    from inspector.window.jobs import Job, Jobs
    from inspector.window.widgets.theme import Theme

translate = QCoreApplication.translate

_SHARES, _WIDE = (0, 2, 1), 1_000
"""How the width is shared between table and the panel that says why, once the tree has what its words need."""
_HEIGHTS = (300, 260)
"""How the height is shared between the tree and the choices."""
_EDGE = 3
"""How far the parts stand from the edge of the page: there is room for the ring around the one with the focus."""
_LINES = 20
"""For how many lines of text there is room at least: parts beside each other cannot tell what their words need."""
_PAINTED = 15
"""In how many milliseconds rows are painted: only then the choices beside them are counted."""
_KEPT = "items"
"""Under which name the page keeps its splitters and columns."""


def _arranging(exposure: "Exposure", query: "Query", sort: "Sort | None", memory: "Memory") -> "Callable[..., View]":
    """The work of making a view."""

    def work(monitor: "Monitor") -> "View":
        from inspector.window.items.row_order import arrange

        return arrange(exposure, query, sort, monitor, memory)

    return work


def _counting(
    view: "View", memory: "Memory"
) -> "Callable[[Monitor], tuple[Facets, tuple[Hindrance, ...], tuple[str, ...]]]":
    """The work of counting what could be chosen beside a view, and of saying what keeps all items away."""

    def work(monitor: "Monitor") -> "tuple[Facets, tuple[Hindrance, ...], tuple[str, ...]]":
        from inspector.query import facets, hindrances, unknown_names

        exposure, query = view.exposure, view.query
        hindering = () if len(view) else hindrances(exposure, query, memory.search, monitor)
        unknown = unknown_names(query, exposure.holdings)
        return facets(exposure, query, memory.search, monitor), hindering, unknown

    return work


class ItemsPage(Page):
    """Chooses items and shows them; what it chooses is ``query``, the same that an export takes.

    Signals: ``item_shown`` with the ``Item`` that the person went to, ``query_changed`` when another view was
    asked for.
    """

    item_shown = Signal(object)
    query_changed = Signal()

    def __init__(self, jobs: "Jobs", theme: "Theme", store: "Store", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._store = jobs, store
        self._job: Job | None = None
        self._exposure: Exposure | None = None
        self._item: Item | None = None
        self._announced = ""
        self._remembered: Memory | None = None
        self._model = ItemsTableModel(self)
        self._tree = ItemsTree()
        self._facets = ItemsFacets(theme)
        self._table = ItemsTable(self._model, theme)
        self._nothing = NothingMatches()
        self._why = WhyPanel(theme)
        self._asking = ItemsFilter(store, theme)
        self._filter = self._asking.line
        self._typing = self._asking.typing
        self._uses = CalmCombo(translate("ItemsPage", "Use"))
        self._line = text_widgets.line()
        self._clear = QPushButton(translate("ItemsPage", "Clear filter"))
        self._build()
        self._connect()

    def _build(self) -> None:
        self._uses.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToContents)
        self._clear.hide()
        self._left = QSplitter(Qt.Orientation.Vertical)
        self._left.addWidget(self._tree)
        self._left.addWidget(self._facets)
        self._left.setSizes(list(_HEIGHTS))
        self._left.setChildrenCollapsible(False)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        for part, share in zip((self._left, Room(self._middle()), Room(self._why)), _SHARES, strict=True):
            self._columns.addWidget(part)
            self._columns.setStretchFactor(self._columns.count() - 1, share)
        self._columns.setChildrenCollapsible(False)
        wanted = max(self._tree.sizeHint().width(), self._facets.sizeHint().width())
        self._columns.setSizes([wanted, *(_WIDE * share for share in _SHARES[1:])])
        self.setMinimumHeight(_LINES * self.fontMetrics().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*4 * (_EDGE,))
        layout.addWidget(self._columns)
        self._restore()

    def _middle(self) -> QWidget:
        made = QWidget()
        label = text_widgets.line(translate("ItemsPage", "&Use"))
        label.setBuddy(self._uses)
        self._asking.add(label, self._uses)
        self._body = QStackedWidget()
        self._body.addWidget(self._table)
        self._body.addWidget(self._nothing)
        foot = QHBoxLayout()
        foot.addWidget(self._line, 1)
        foot.addWidget(self._clear)
        column = QVBoxLayout(made)
        column.setContentsMargins(*4 * (_EDGE,))
        column.addWidget(self._asking)
        column.addWidget(self._body, 1)
        column.addLayout(foot)
        return made

    def _connect(self) -> None:
        self._asking.changed.connect(self._query_changed)
        self._asking.entered.connect(self._entered)
        self._asking.use_wanted.connect(self._choose_use)
        self._clear.clicked.connect(self.clear_filter)
        self._nothing.clear_wanted.connect(self.clear_filter)
        self._nothing.without.connect(self._leave_out)
        self._uses.currentIndexChanged.connect(self._use_chosen)
        self._facets.chosen.connect(self._facet_chosen)
        self._tree.chosen.connect(self._place_chosen)
        self._table.sort_changed.connect(self._refresh)
        self._table.citation_wanted.connect(self._why.copy_citation)
        self._table.text_wanted.connect(self.show_text)
        self._table.said.connect(self._line.setText)
        self._why.text_wanted.connect(self.show_text)
        self._table.selectionModel().currentRowChanged.connect(self._row_changed)

    # ---- what is asked for

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show an exposure, the first or another; what the person chose stays as it is."""
        if self._exposure is not None and self._exposure.holdings is not exposure.holdings:
            self._memory.search.forget()
        self._exposure = exposure
        self._offer_uses(exposure)
        with QSignalBlocker(self._tree):
            self._tree.show_exposure(exposure)
        self._refresh()

    @property
    def _memory(self) -> "Memory":
        from inspector.window.items.row_order import Memory

        if self._remembered is None:
            self._remembered = Memory()
        return self._remembered

    def _offer_uses(self, exposure: "Exposure") -> None:
        """The uses of the pack by their short names; the chosen one stays."""
        chosen = self._uses.currentData()
        uses = [(say(use.short), use.id) for use in exposure.pack.uses.values()]
        if uses == [(self._uses.itemText(place), self._uses.itemData(place)) for place in range(self._uses.count())]:
            return
        with QSignalBlocker(self._uses):
            self._uses.clear()
            for short, use in uses:
                self._uses.addItem(short, use)
            self._uses.setCurrentIndex(max(0, self._uses.findData(chosen)))

    def selected(self) -> "tuple[Item, ...]":
        """The items that are selected in the table."""
        view = self._model.view
        return tuple(view.item(row) for row in self._table.selected_rows.tolist()) if view is not None else ()

    def query(self) -> "Query":
        """The current view, as an export and the command line choose it."""
        from inspector.query import Query, parse

        if self._exposure is None:
            return Query()
        return parse(self._filter.text(), self._exposure.pack).query.under(self._uses.currentData())

    def show_query(self, query: "Query") -> None:
        """Show a query, without any other filter."""
        from dataclasses import replace

        self._choose_use(query.use or "")
        self._asking.write(str(replace(query, use=None)))
        self._query_changed()

    def show_category(self, category: str | None, use: str) -> None:
        """Go to a category and a use, without any other filter."""
        from inspector.query import Query

        self.show_query(Query(use, categories=frozenset((category,) if category else ())))

    def go_to(self, target: object) -> None:
        """Turn to the items of a query, or to the filter line."""
        from inspector.query import Query

        if target == FILTER:
            self.focus_filter()
        elif isinstance(target, Query):
            self.show_query(target)

    def enter(self) -> None:
        """Go to the items."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Go to the filter line."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def clear_filter(self) -> None:
        """Take away all that was asked for, but the use."""
        self._asking.write("")
        self._query_changed()

    def _choose_use(self, use: str) -> None:
        with QSignalBlocker(self._uses):
            self._uses.setCurrentIndex(max(0, self._uses.findData(use)))

    def _use_chosen(self) -> None:
        """The person chose a use: one that was typed gives way."""
        from inspector.query import Key

        self._rewrite(Key.USE, ())

    def _facet_chosen(self, key: "Key", values: "tuple[Value, ...]") -> None:
        self._rewrite(key, values)

    def _place_chosen(self) -> None:
        """The person went to a place in the tree: its category and file are what is asked for."""
        from inspector.query import Key, rewritten

        choice = self._tree.choice
        text = rewritten(self._filter.text(), Key.CATEGORY, [choice.category] if choice.category else [])
        several = self._exposure is not None and self._exposure.holdings.several
        number = f"{choice.member[0]}!" if choice.member and several else ""
        files = [number + member_label(choice.member[1])] if choice.member else []
        self._asking.write(rewritten(text, Key.FILE, files))
        self._query_changed()

    def _leave_out(self, term: "Term") -> None:
        """Leave out one condition."""
        self._asking.write(str(self.query().without(term).under(None)))
        self._query_changed()

    def _rewrite(self, key: "Key", values: "tuple[Value, ...]") -> None:
        from inspector.query import rewritten

        self._asking.write(rewritten(self._filter.text(), key, values))
        self._query_changed()

    def _entered(self) -> None:
        """From the filter into the table."""
        if self._typing.isActive():
            self._query_changed()
        self._table.enter()

    def _query_changed(self) -> None:
        self._typing.stop()
        self._refresh()
        self.query_changed.emit()

    # ---- what is shown

    def _refresh(self) -> None:
        """Choose and order anew, in the background; what was under way is dropped."""
        from inspector.query import parse
        from inspector.window.items.row_order import Sort

        if self._job is not None:
            self._jobs.cancel(self._job)
            self._job = None
        exposure = self._exposure
        if exposure is None:
            return
        found = parse(self._filter.text(), exposure.pack)
        self._asking.show_misread(found.misread)
        if found.query.use is not None:
            self._choose_use(found.query.use)
        query = self.query()
        self._asking.set_use(query.use or "")
        self._facets.tick(query)
        self._tree.follow(self._place_of(query))
        column = self._table.sorted_by
        sort = Sort(column, self._table.sorted_down) if column is not None else None
        self._job = self._jobs.start(
            _arranging(exposure, query, sort, self._memory), self._arranged, self._not_arranged
        )

    def _place_of(self, query: "Query") -> Choice | None:
        """The place in the tree that a query asks for, if there is one."""
        from inspector.query import Key

        categories = sorted(query.categories)
        names = [term.values for term in query.conditions if term.key is Key.FILE and not term.negated]
        if len(categories) > 1 or len(names) > 1 or any(len(values) > 1 for values in names):
            return None
        return self._tree.place(categories[0] if categories else None, str(names[0][0]) if names else None)

    def _arranged(self, view: "View") -> None:
        """Show a new view; the items that the person selected and the place in the table stay."""
        before = self._model.view
        if before is not None and not before.same_archives(view):
            self._item = before = None
        anew = before is not None and before.exposure is not view.exposure
        same = before is not None and before.exposure.holdings is view.exposure.holdings
        selected = before.order[self._table.selected_rows] if before is not None and same else None
        top = self._table.top_item() if anew else None
        moved = self._model.show_view(view)
        row = view.row_of(self._item) if self._item is not None else None
        self._show_row(row)
        if moved:
            self._table.restore(row, view.row_of(top) if top is not None else None)
            if selected is not None and len(selected) > 1:
                self._table.select_rows(view.rows_of(selected))
        self._count(view)
        if self._table.hasFocus() and not self._table.currentIndex().isValid():
            self._table.enter()
        if (before is None or same) and self.isVisible():
            self._announce()
        counting, counted = _counting(view, self._memory), lambda found: self._counted(view, *found)
        self._job = self._jobs.start(counting, counted, self._not_arranged, after=_PAINTED)

    def _counted(
        self, view: "View", found: "Facets", hindering: "tuple[Hindrance, ...]", unknown: "tuple[str, ...]"
    ) -> None:
        self._job = None
        self._facets.show_facets(found, view.query)
        self._nothing.show_hindrances(hindering, unknown)
        nothing = not len(view) and bool(view.exposure.holdings.items)
        self._body.setCurrentWidget(self._nothing if nothing else self._table)

    def _not_arranged(self, error: Exception) -> None:
        self._job = None
        self.failed.emit(error)

    def _show_row(self, row: int | None) -> None:
        view = self._model.view
        if view is None or row is None:
            self._why.show_nothing()
            return
        self._item = view.item(row)
        self._why.show_item(view.exposure, view.use, self._item)

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """The person went to a row; the row of the item that is shown already is no news."""
        if not current.isValid():
            return
        found, shown = self._model.item(current.row()), self._item
        if shown is None or shown.block is not found.block or shown.index != found.index:
            self._show_row(current.row())
            self.item_shown.emit(found)

    def show_text(self) -> None:
        """Open the full text of the row that the person is at."""
        if self._item is None or self._exposure is None:
            return
        from inspector.window.items.cell_viewer import CellReader

        reader = CellReader(self._item, self._exposure.holdings.several, self)
        reader.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        reader.open()

    def _announce(self) -> None:
        """Say how many items there are, where the person has asked for others."""
        said = self._line.text()
        if said != self._announced:
            accessibility.announce(self, said)
        self._announced = said

    def _count(self, view: "View") -> None:
        """Say how many items are shown of how many."""
        whole = view.exposure.holdings.items
        if len(view) or not whole:
            said = len(view), whole
            self._line.setText(plural("ItemsPage", "{0} of {1} items", None, whole, *said))
            self._body.setCurrentWidget(self._table)
        else:
            self._line.setText(translate("ItemsPage", "No items match."))
        self._clear.setVisible(bool(len(view)) and bool(self._filter.text().strip()))

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        for part in (self._facets, self._asking, self._table, self._why):
            part.set_theme(theme)

    # ---- what is kept from one start to the next

    def _restore(self) -> None:
        kept = self._store.kept.splitters
        for name, splitter in ((_KEPT, self._columns), (f"{_KEPT}-left", self._left)):
            if kept.get(name):
                splitter.restoreState(QByteArray.fromBase64(kept[name].encode("ascii", "replace")))
        self._table.set_layout_state(kept.get(f"{_KEPT}-table", ""))
        self._laid_out = self._layout_now()

    def _layout_now(self) -> dict[str, str]:
        return {
            _KEPT: bytes(self._columns.saveState().toBase64().data()).decode("ascii"),
            f"{_KEPT}-left": bytes(self._left.saveState().toBase64().data()).decode("ascii"),
            f"{_KEPT}-table": self._table.layout_state,
        }

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep how the page is laid out, where the person changed it."""
        now = self._layout_now()
        if now != self._laid_out:
            self._laid_out = now
            self._store.change(splitters={**self._store.kept.splitters, **now})
        super().hideEvent(event)
