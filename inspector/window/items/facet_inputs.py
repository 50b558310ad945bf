"""The builder for the mouse: what there is to choose from, with how many items each choice would leave."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import (
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

from inspector.policy import Outcome
from inspector.window.items.item_columns import audience_label, author_label, flag_label
from inspector.window.localization import localize, localize_value, translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.badge import mark_icon, mark_size

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inspector.query import Facets, Key, Query
    from inspector.query.terms import Value
    from inspector.window.widgets.theme import Theme


_KEY = Qt.ItemDataRole.UserRole
_VALUE = Qt.ItemDataRole.UserRole + 1
_MIN_WIDTH_LETTERS = 16
"""How many letters have room beside each other at least."""
_ROW_PADDING = 6
"""How much higher a row is than its text, in device-independent pixels."""
_SAMPLE_COUNT, _COUNT_PADDING, _LABEL_PADDING = "9,999", 16, 14
"""The number that the hint makes room for, and what stands around numbers and words, in pixels."""


def key_title(key: str) -> str:
    """The name of what can be chosen, as it is shown."""
    return {
        "outcome": translate("Outcome"),
        "author": translate("Author"),
        "audience": translate("Audience"),
        "date": translate("Year"),
    }.get(key, translate("Marked as"))


def value_title(key: str, value: "Value") -> str:
    """A value, as it is shown."""
    match key:
        case "outcome":
            return localize(Outcome(str(value)).label)
        case "author":
            return author_label(str(value))
        case "audience":
            return audience_label(str(value))
        case "date":
            return translate("no date") if value == "none" else str(value)
    return flag_label(str(value))


class ItemsFacets(QTreeWidget):
    """Keys, and under each its values with a box and a count. Signal ``chosen`` with a key and its ticked values.

    Ticking only tells: what is ticked follows the query that comes back.
    """

    chosen = Signal(object, object)

    def __init__(self, theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._nodes: dict[tuple[Key, Value], QTreeWidgetItem] = {}
        self._expanded_keys = {"outcome"}
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setAccessibleName(translate("Narrow down"))
        self.setUniformRowHeights(True)
        self.setIndentation(10)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * _MIN_WIDTH_LETTERS)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.itemChanged.connect(self._emit_values)
        self.itemExpanded.connect(lambda node: self._expanded_keys.add(str(node.data(0, _KEY))))
        self.itemCollapsed.connect(lambda node: self._expanded_keys.discard(str(node.data(0, _KEY))))
        self.itemActivated.connect(self._toggle_node)
        text_widgets.allow_eliding(self)

    def sizeHint(self) -> QSize:
        """Room for the words of every outcome, with box, mark and number; what else there is may be shortened."""
        return QSize(self._preferred_width, super().sizeHint().height())

    @cached_property
    def _preferred_width(self) -> int:
        """That width: layouts ask for it again and again, and letters and language are those it was built in."""
        metrics, style = self.fontMetrics(), self.style()
        label_width = max(metrics.horizontalAdvance(value_title("outcome", outcome)) for outcome in Outcome)
        box_width = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth)
        indent_width = 2 * self.indentation() + box_width + mark_size(metrics) + _LABEL_PADDING
        count_width = metrics.horizontalAdvance(_SAMPLE_COUNT) + _COUNT_PADDING
        frame_width = self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        return indent_width + label_width + count_width + frame_width

    def show_facets(self, facets: "Facets", query: "Query") -> None:
        """Show the counts, and tick what the query chooses."""
        with QSignalBlocker(self):
            values = [(key, value) for key, counts in facets.items() for value in _sort_values(key, counts)]
            if values != list(self._nodes):
                self._build(facets)
            widest = 0
            for (key, value), node in self._nodes.items():
                count = localize_value(facets[key][value])
                node.setText(1, count)
                accessible_text = translate("{name}, items: {items}", name=value_title(key, value), items=count)
                node.setData(0, Qt.ItemDataRole.AccessibleTextRole, accessible_text)
                node.setDisabled(not facets[key][value] and node.checkState(0) is Qt.CheckState.Unchecked)
                widest = max(widest, self.fontMetrics().horizontalAdvance(count))
            self.header().resizeSection(1, widest + _COUNT_PADDING)
            self.check_values(query)

    def check_values(self, query: "Query") -> None:
        """Tick what a query chooses."""
        query_values = {(term.key, value) for term in query.conditions if not term.negated for value in term.values}
        with QSignalBlocker(self):
            for entry, node in self._nodes.items():
                check_state = Qt.CheckState.Checked if entry in query_values else Qt.CheckState.Unchecked
                node.setCheckState(0, check_state)
                if entry in query_values:
                    node.setDisabled(False)

    def checked_values(self, key: "Key") -> "tuple[Value, ...]":
        """The ticked values of a key, in the order in which they are shown."""
        return tuple(
            value
            for (node_key, value), node in self._nodes.items()
            if node_key == key and node.checkState(0) is _CHECKED
        )

    def toggle(self, key: "Key", value: "Value") -> None:
        """Tick a value, or clear it, as the person does."""
        node = self._nodes[key, value]
        node.setCheckState(0, Qt.CheckState.Unchecked if node.checkState(0) is _CHECKED else _CHECKED)

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        self._theme = theme
        side = mark_size(self.fontMetrics())
        self.setIconSize(QSize(side, side))
        with QSignalBlocker(self):
            for (key, value), node in self._nodes.items():
                if key == "outcome":
                    node.setIcon(0, mark_icon(str(value), theme, side))

    def _build(self, facets: "Facets") -> None:
        self.clear()
        self._nodes.clear()
        for key, counts in facets.items():
            if not counts:
                continue
            branch = self._make_node(key_title(key))
            branch.setData(0, _KEY, str(key))
            branch.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.addTopLevelItem(branch)
            for value in _sort_values(key, counts):
                node = self._make_node(value_title(key, value))
                node.setData(0, _KEY, key)
                node.setData(0, _VALUE, value)
                node.setCheckState(0, Qt.CheckState.Unchecked)
                branch.addChild(node)
                self._nodes[key, value] = node
            branch.setExpanded(str(key) in self._expanded_keys)
        self.set_theme(self._theme)

    def _make_node(self, text: str) -> QTreeWidgetItem:
        node = QTreeWidgetItem([text, ""])
        node.setToolTip(0, text_widgets.tool_tip_text(text))
        node.setSizeHint(0, QSize(0, self.fontMetrics().height() + _ROW_PADDING))
        node.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return node

    def _emit_values(self, node: QTreeWidgetItem, _column: int) -> None:
        key = node.data(0, _KEY)
        if node.parent() is not None:
            self.chosen.emit(key, self.checked_values(key))

    def _toggle_node(self, node: QTreeWidgetItem, _column: int) -> None:
        """Enter or a double click on the words does what a click on the box does."""
        if node.parent() is not None and not node.isDisabled():
            self.toggle(node.data(0, _KEY), node.data(0, _VALUE))


_CHECKED = Qt.CheckState.Checked


def _sort_values(key: str, counts: "Iterable[Value]") -> "list[Value]":
    """The values in the order in which they are shown: the newest year first."""
    if key != "date":
        return list(counts)
    years = [value for value in counts if value != "none"]
    return [*sorted(years, key=str, reverse=True), *(value for value in counts if value == "none")]
