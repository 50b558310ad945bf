"""The page of items: the tree, the filter, the table and the panel that says why."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from inspector.window import plain
from inspector.window.badge import mark_icon
from inspector.window.calm import CalmCombo
from inspector.window.intents import FILTER
from inspector.window.items_model import ItemsTableModel
from inspector.window.items_table import ItemsTable
from inspector.window.items_tree import Choice, ItemsTree
from inspector.window.page import Page
from inspector.window.why_panel import WhyPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from inspector.exposure import Exposure, Item, Query
    from inspector.monitor import Monitor
    from inspector.window.items_model import Column
    from inspector.window.items_view import View
    from inspector.window.jobs import Job, Jobs
    from inspector.window.theme import Theme

translate = QCoreApplication.translate

PAUSE = 120
"""How long a person stops typing before the filter is looked up, in milliseconds."""
_SHARES = (190, 600, 290)
"""How the width is shared between tree, table and the panel that says why."""


def _arranging(
    exposure: "Exposure", query: "Query", column: "Column | None", descending: bool
) -> "Callable[[Monitor], View]":
    """The work of making a view; what it needs is imported in the pool."""

    def work(monitor: "Monitor") -> "View":
        from inspector.window.items_view import Sort, arrange

        sort = Sort(column, descending) if column is not None else None
        return arrange(exposure, query, sort, monitor)

    return work


class OutcomeBoxes(QWidget):
    """A box for each outcome; none ticked chooses all. Signal ``chosen`` when the person ticks or clears one."""

    chosen = Signal()

    def __init__(self, theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._boxes: dict[str, QCheckBox] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addWidget(plain.line(translate("OutcomeBoxes", "Show only")))

    @property
    def ticked(self) -> frozenset[str]:
        """The ids of the ticked outcomes."""
        return frozenset(outcome for outcome, box in self._boxes.items() if box.isChecked())

    def offer(self, outcomes: dict[str, str]) -> None:
        """Offer outcomes (id to words), once."""
        if self._boxes:
            return
        for outcome, words in outcomes.items():
            box = QCheckBox(words)
            box.toggled.connect(self._toggled)
            self._boxes[outcome] = box
            self._layout.addWidget(box)
        self.set_theme(self._theme)

    def clear(self) -> None:
        """Untick all, without telling."""
        for box in self._boxes.values():
            with QSignalBlocker(box):
                box.setChecked(False)

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        self._theme = theme
        for outcome, box in self._boxes.items():
            box.setIcon(mark_icon(outcome, theme))
            colours = QPalette()  # the style draws the frame of a box in a shade of this, lost on a dark window
            colours.setColor(QPalette.ColorRole.Window, QColor(theme.muted))
            box.setPalette(colours)

    def _toggled(self, _on: bool) -> None:
        self.chosen.emit()


class ItemsPage(Page):
    """Chooses items and shows them; what it chooses is ``query``, the same that an export takes.

    Signals: ``item_shown`` with the ``Item`` that the person went to, ``query_changed`` when another view was
    asked for.
    """

    item_shown = Signal(object)
    query_changed = Signal()

    def __init__(self, jobs: "Jobs", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._exposure: Exposure | None = None
        self._item: Item | None = None
        self._model = ItemsTableModel(self)
        self._tree = ItemsTree()
        self._boxes = OutcomeBoxes(theme)
        self._table = ItemsTable(self._model, theme)
        self._why = WhyPanel(theme)
        self._filter = QLineEdit()
        self._uses = CalmCombo(translate("ItemsPage", "Use"))
        self._line = plain.line()
        self._clear = QPushButton(translate("ItemsPage", "Clear filter"))
        self._typing = QTimer(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._filter.setPlaceholderText(translate("ItemsPage", "Filter items"))
        self._filter.setAccessibleName(translate("ItemsPage", "Filter items"))
        self._filter.setClearButtonEnabled(True)
        self._uses.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToContents)
        self._clear.hide()
        self._typing.setSingleShot(True)
        self._typing.setInterval(PAUSE)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for part, share in zip((self._left(), self._middle(), self._why), _SHARES, strict=True):
            splitter.addWidget(part)
            splitter.setStretchFactor(splitter.count() - 1, share)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes(list(_SHARES))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _left(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tree, 1)
        column.addWidget(self._boxes)
        return made

    def _middle(self) -> QWidget:
        made = QWidget()
        head = QHBoxLayout()
        head.addWidget(self._filter, 1)
        label = plain.line(translate("ItemsPage", "&Use"))
        label.setBuddy(self._uses)
        head.addWidget(label)
        head.addWidget(self._uses)
        foot = QHBoxLayout()
        foot.addWidget(self._line, 1)
        foot.addWidget(self._clear)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._table, 1)
        column.addLayout(foot)
        return made

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._typed)
        self._filter.returnPressed.connect(self._entered)
        self._typing.timeout.connect(self._query_changed)
        self._clear.clicked.connect(self.clear_filter)
        self._uses.currentIndexChanged.connect(self._query_changed)
        self._boxes.chosen.connect(self._query_changed)
        self._tree.chosen.connect(self._query_changed)
        self._table.sort_changed.connect(self._refresh)
        self._table.citation_wanted.connect(self._why.copy_citation)
        self._table.selectionModel().currentRowChanged.connect(self._row_changed)

    # ---- what is asked for

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show an exposure, the first or another; what the person chose stays as it is."""
        from inspector.policy import Outcome

        self._exposure = exposure
        self._boxes.offer({outcome.value: outcome.words for outcome in Outcome})
        self._offer_uses(exposure)
        with QSignalBlocker(self._tree):
            self._tree.show_exposure(exposure)
        self._refresh()

    def _offer_uses(self, exposure: "Exposure") -> None:
        """The uses of the pack by their short names; the chosen one stays."""
        chosen = self._uses.currentData()
        uses = [(use.short, use.id) for use in exposure.pack.uses.values()]
        if uses == [(self._uses.itemText(place), self._uses.itemData(place)) for place in range(self._uses.count())]:
            return
        with QSignalBlocker(self._uses):
            self._uses.clear()
            for short, use in uses:
                self._uses.addItem(short, use)
            self._uses.setCurrentIndex(max(0, self._uses.findData(chosen)))

    def query(self) -> "Query":
        """The current view, as an export and the command line choose it."""
        from inspector.exposure import Query
        from inspector.policy import Outcome

        choice = self._tree.choice
        return Query(
            use=self._uses.currentData(),
            outcomes=frozenset(map(Outcome, self._boxes.ticked)),
            categories=frozenset((choice.category,) if choice.category is not None else ()),
            members=frozenset((choice.member,) if choice.member is not None else ()),
            words=tuple(self._filter.text().split()),
        )

    def show_category(self, category: str | None, use: str) -> None:
        """Go to a category and a use, without any other filter."""
        self._clear_filter()
        with QSignalBlocker(self._uses), QSignalBlocker(self._tree):
            self._uses.setCurrentIndex(max(0, self._uses.findData(use)))
            self._tree.choose(Choice(category))
        self._query_changed()

    def go_to(self, target: object) -> None:
        """Turn to the items of a query, or to the filter line."""
        from inspector.exposure import Query

        if target == FILTER:
            self.focus_filter()
        elif isinstance(target, Query):
            self.show_category(next(iter(target.categories), None), target.use or "")

    def focus_filter(self) -> None:
        """Go to the filter line."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def clear_filter(self) -> None:
        """Take away words and outcomes; the place in the tree stays."""
        self._clear_filter()
        self._query_changed()

    def _clear_filter(self) -> None:
        with QSignalBlocker(self._filter):
            self._filter.clear()
        self._boxes.clear()

    def _typed(self, _text: str) -> None:
        self._typing.start()

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
        if self._job is not None:
            self._jobs.cancel(self._job)
            self._job = None
        exposure = self._exposure
        if exposure is None:
            return
        work = _arranging(exposure, self.query(), self._table.sorted_by, self._table.sorted_down)
        self._job = self._jobs.start(work, self._arranged, self._not_arranged)

    def _arranged(self, view: "View") -> None:
        """Show a new view; the item that the person is at and the place in the table stay."""
        self._job = None
        before = self._model.view
        if before is not None and not before.same_archives(view):
            self._item = before = None
        anew = before is not None and before.exposure is not view.exposure
        top = self._table.top_item() if anew else None
        moved = self._model.show_view(view)
        row = view.row_of(self._item) if self._item is not None else None
        self._show_row(row)
        if moved:
            self._table.restore(row, view.row_of(top) if top is not None else None)
        self._count(view)

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

    def _count(self, view: "View") -> None:
        """Say how many items are shown of how many."""
        whole = view.exposure.holdings.items
        if len(view) or not whole:
            self._line.setText(translate("ItemsPage", "{0} of {1} items").format(f"{len(view):,}", f"{whole:,}"))
        else:
            self._line.setText(translate("ItemsPage", "No items match."))
        self._clear.setVisible(bool(view.query.words or view.query.outcomes))

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        self._boxes.set_theme(theme)
        self._table.set_theme(theme)
        self._why.set_theme(theme)
