"""The builder for the mouse: what there is to choose from, with how many items each choice would leave."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from inspector.window.items.items_model import audience_words, author_words, flag_title
from inspector.window.localization import say, written
from inspector.window.widgets import text_widgets
from inspector.window.widgets.badge import mark_icon, mark_side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inspector.query import Facets, Key, Query
    from inspector.query.language import Value
    from inspector.window.widgets.theme import Theme

translate = QCoreApplication.translate

_KEY = Qt.ItemDataRole.UserRole
_VALUE = Qt.ItemDataRole.UserRole + 1
_NARROWEST = 16
"""How many letters have room beside each other at least."""
_ROW = 6
"""How much higher a row is than its text, in device-independent pixels."""
_MOST, _COUNT_EDGES, _EDGES = "9,999", 16, 14
"""The number that the hint makes room for, and what stands around numbers and words, in pixels."""


def key_title(key: str) -> str:
    """The name of what can be chosen, as it is shown."""
    return {
        "outcome": translate("ItemsFacets", "Outcome"),
        "author": translate("ItemsFacets", "Author"),
        "audience": translate("ItemsFacets", "Audience"),
        "date": translate("ItemsFacets", "Year"),
    }.get(key, translate("ItemsFacets", "Marked as"))


def value_title(key: str, value: "Value") -> str:
    """A value, as it is shown."""
    from inspector.policy import Outcome

    match key:
        case "outcome":
            return say(Outcome(str(value)).words)
        case "author":
            return author_words(str(value))
        case "audience":
            return audience_words(str(value))
        case "date":
            return translate("ItemsFacets", "no date") if value == "none" else str(value)
    return flag_title(str(value))


class ItemsFacets(QTreeWidget):
    """Keys, and under each its values with a box and a count. Signal ``chosen`` with a key and its ticked values.

    Ticking only tells: what is ticked follows the query that comes back.
    """

    chosen = Signal(object, object)

    def __init__(self, theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._nodes: dict[tuple[Key, Value], QTreeWidgetItem] = {}
        self._opened = {"outcome"}
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setAccessibleName(translate("ItemsFacets", "Narrow down"))
        self.setUniformRowHeights(True)
        self.setIndentation(10)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * _NARROWEST)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.itemChanged.connect(self._changed)
        self.itemExpanded.connect(lambda node: self._opened.add(str(node.data(0, _KEY))))
        self.itemCollapsed.connect(lambda node: self._opened.discard(str(node.data(0, _KEY))))
        self.itemActivated.connect(self._activated)
        text_widgets.may_shorten(self)

    def sizeHint(self) -> QSize:
        """Room for the words of every outcome, with box, mark and number; what else there is may be shortened."""
        return QSize(self._wanted, super().sizeHint().height())

    @cached_property
    def _wanted(self) -> int:
        """That width: layouts ask for it again and again, and letters and language are those it was built in."""
        from inspector.policy import Outcome

        metrics, style = self.fontMetrics(), self.style()
        words = max(metrics.horizontalAdvance(value_title("outcome", outcome)) for outcome in Outcome)
        box = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth)
        before = 2 * self.indentation() + box + mark_side(metrics) + _EDGES
        numbers = metrics.horizontalAdvance(_MOST) + _COUNT_EDGES
        edges = self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        return before + words + numbers + edges

    def show_facets(self, found: "Facets", query: "Query") -> None:
        """Show the counts, and tick what the query chooses."""
        with QSignalBlocker(self):
            values = [(key, value) for key, counts in found.items() for value in _in_order(key, counts)]
            if values != list(self._nodes):
                self._build(found)
            widest = 0
            for (key, value), node in self._nodes.items():
                count = written(found[key][value])
                node.setText(1, count)
                said = translate("ItemsFacets", "{0}, items: {1}").format(value_title(key, value), count)
                node.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
                node.setDisabled(not found[key][value] and node.checkState(0) is Qt.CheckState.Unchecked)
                widest = max(widest, self.fontMetrics().horizontalAdvance(count))
            self.header().resizeSection(1, widest + _COUNT_EDGES)
            self.tick(query)

    def tick(self, query: "Query") -> None:
        """Tick what a query chooses."""
        wanted = {(term.key, value) for term in query.conditions if not term.negated for value in term.values}
        with QSignalBlocker(self):
            for chosen, node in self._nodes.items():
                ticked = Qt.CheckState.Checked if chosen in wanted else Qt.CheckState.Unchecked
                node.setCheckState(0, ticked)
                if chosen in wanted:
                    node.setDisabled(False)

    def ticked(self, key: "Key") -> "tuple[Value, ...]":
        """The ticked values of a key, in the order in which they are shown."""
        return tuple(value for (of, value), node in self._nodes.items() if of == key and node.checkState(0) is _CHECKED)

    def toggle(self, key: "Key", value: "Value") -> None:
        """Tick a value, or clear it, as the person does."""
        node = self._nodes[key, value]
        node.setCheckState(0, Qt.CheckState.Unchecked if node.checkState(0) is _CHECKED else _CHECKED)

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        self._theme = theme
        side = mark_side(self.fontMetrics())
        self.setIconSize(QSize(side, side))
        with QSignalBlocker(self):
            for (key, value), node in self._nodes.items():
                if key == "outcome":
                    node.setIcon(0, mark_icon(str(value), theme, side))

    def _build(self, found: "Facets") -> None:
        self.clear()
        self._nodes.clear()
        for key, counts in found.items():
            if not counts:
                continue
            branch = self._made(key_title(key))
            branch.setData(0, _KEY, str(key))
            branch.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.addTopLevelItem(branch)
            for value in _in_order(key, counts):
                node = self._made(value_title(key, value))
                node.setData(0, _KEY, key)
                node.setData(0, _VALUE, value)
                node.setCheckState(0, Qt.CheckState.Unchecked)
                branch.addChild(node)
                self._nodes[key, value] = node
            branch.setExpanded(str(key) in self._opened)
        self.set_theme(self._theme)

    def _made(self, words: str) -> QTreeWidgetItem:
        made = QTreeWidgetItem([words, ""])
        made.setToolTip(0, text_widgets.tip_text(words))
        made.setSizeHint(0, QSize(0, self.fontMetrics().height() + _ROW))
        made.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return made

    def _changed(self, node: QTreeWidgetItem, _column: int) -> None:
        key = node.data(0, _KEY)
        if node.parent() is not None:
            self.chosen.emit(key, self.ticked(key))

    def _activated(self, node: QTreeWidgetItem, _column: int) -> None:
        """Enter or a double click on the words does what a click on the box does."""
        if node.parent() is not None and not node.isDisabled():
            self.toggle(node.data(0, _KEY), node.data(0, _VALUE))


_CHECKED = Qt.CheckState.Checked


def _in_order(key: str, counts: "Iterable[Value]") -> "list[Value]":
    """The values in the order in which they are shown: the newest year first."""
    if key != "date":
        return list(counts)
    years = [value for value in counts if value != "none"]
    return [*sorted(years, key=str, reverse=True), *(value for value in counts if value == "none")]
