"""The tree of categories and files, with the number of items in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from inspector.printable import mask_account_number
from inspector.taxonomy import CATEGORIES
from inspector.window.localization import localize_value, translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.category_icons import category_name

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.holdings import Holdings


Member = tuple[int, str]
"""A member as ``Query`` names it: the number of its archive and its name."""
_KEY = Qt.ItemDataRole.UserRole
_MIN_WIDTH_LETTERS = 16
"""How many letters have room beside each other at least."""
_ROW_PADDING = 6
"""How much higher a row is than its text, in device-independent pixels."""
_SAMPLE_COUNT, _COUNT_PADDING, _LABEL_PADDING = "9,999", 16, 14
"""The number that the hint makes room for, and what stands around numbers and words, in pixels."""


@dataclass(frozen=True, slots=True)
class TreePlace:
    """A place in the tree: everything, a category, or the items of a category in one file."""

    category: str | None = None
    member: Member | None = None


def count_items_by_file(exposure: "Exposure") -> dict[str, dict[Member, int]]:
    """How many items each file holds of each category, in the order in which they are shown."""
    files_by_category: dict[str, dict[Member, int]] = {category: {} for category in CATEGORIES}
    for block in exposure.holdings.blocks:
        counts = np.bincount(block.category, minlength=len(block.data_categories)).tolist()
        for data_category, items in zip(block.data_categories, counts, strict=True):
            if items:
                files = files_by_category[exposure.pack.find_category(data_category)]
                member = (block.archive, block.member)
                files[member] = files.get(member, 0) + items
    return {category: files for category, files in files_by_category.items() if files}


class ItemsTree(QTreeWidget):
    """Categories, and under each its files. Signal ``chosen`` when the person chooses another place."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holdings: Holdings | None = None
        self.setColumnCount(2)
        self.setHeaderLabels([translate("Category and file"), translate("Items")])
        self.setAccessibleName(translate("Items by category and file"))
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * _MIN_WIDTH_LETTERS)
        self.setIndentation(14)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(40)
        self.headerItem().setToolTip(0, text_widgets.tool_tip_text(self.headerItem().text(0)))
        self.headerItem().setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.currentItemChanged.connect(self._emit_chosen)
        text_widgets.allow_eliding(self)
        text_widgets.allow_eliding(header)
        text_widgets.set_tool_tip(header, self.headerItem().text(0))

    def sizeHint(self) -> QSize:
        """Room for the names of the categories and for the number of items; the names of files may be shortened."""
        return QSize(self._preferred_width, super().sizeHint().height())

    @cached_property
    def _preferred_width(self) -> int:
        """That width: layouts ask for it again and again, and letters and language are those it was built in."""
        metrics = self.fontMetrics()
        name_width = max(metrics.horizontalAdvance(category_name(category)) for category in CATEGORIES)
        count_width = metrics.horizontalAdvance(_SAMPLE_COUNT) + _COUNT_PADDING
        frame_width = (
            self.verticalScrollBar().sizeHint().width() + self.indentation() + 2 * self.frameWidth() + _LABEL_PADDING
        )
        return name_width + count_width + frame_width

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show the items of an exposure; the chosen place and the open branches stay where they still are."""
        if self._holdings is exposure.holdings:
            return
        self._holdings = exposure.holdings
        place, scroll_y = self.current_place, self.verticalScrollBar().value()
        expanded_categories = {node.data(0, _KEY).category for node in self._iter_nodes() if node.isExpanded()}
        with QSignalBlocker(self):
            self.clear()
            self._fill(count_items_by_file(exposure), exposure.holdings.has_several_archives)
            for node in self._iter_nodes():
                key = node.data(0, _KEY)
                node.setExpanded(key.member is None and key.category in expanded_categories)
            self._select_place(place)
        self.verticalScrollBar().setValue(scroll_y)
        if self.current_place != place:
            self.chosen.emit()

    @property
    def current_place(self) -> TreePlace:
        """The chosen place; everything where none is."""
        node = self.currentItem()
        data = node.data(0, _KEY) if node is not None else None
        return data if isinstance(data, TreePlace) else TreePlace()

    def find_place(self, category: str | None, file: str | None) -> TreePlace | None:
        """The place of a category and a file as the filter line names them; ``None`` where there is none."""
        if file is None:
            return TreePlace(category) if self._find_node(TreePlace(category)) is not None else None
        for node in self._iter_nodes():
            place: TreePlace = node.data(0, _KEY)
            if place.member is not None and place.category == category:
                label = mask_account_number(place.member[1])
                if file in (label, f"{place.member[0]}!{label}"):
                    return place
        return None

    def show_place(self, place: TreePlace | None) -> None:
        """Stand at a place without telling; at none, where what is shown is none of them."""
        with QSignalBlocker(self):
            if place is not None:
                self._select_place(place)
            else:
                self.setCurrentIndex(QModelIndex())

    def select_place(self, place: TreePlace) -> None:
        """Go to a place; everything where it is not there."""
        self._select_place(place)

    def _select_place(self, place: TreePlace) -> None:
        node = self._find_node(place) or self._find_node(TreePlace())
        if node is not None:
            self.setCurrentItem(node)

    def _fill(self, files_by_category: dict[str, dict[Member, int]], several: bool) -> None:
        total = sum(sum(files.values()) for files in files_by_category.values())
        widest = max(localize_value(total), self.headerItem().text(1), key=self.fontMetrics().horizontalAdvance)
        self.header().resizeSection(1, self.fontMetrics().horizontalAdvance(widest) + _COUNT_PADDING)
        self.addTopLevelItem(self._make_node(translate("All items"), total, TreePlace()))
        for category, files in files_by_category.items():
            branch = self._make_node(category_name(category), sum(files.values()), TreePlace(category))
            for member, items in files.items():
                name = (f"{member[0]}!" if several else "") + mask_account_number(member[1])
                branch.addChild(self._make_node(name, items, TreePlace(category, member)))
            self.addTopLevelItem(branch)

    def _make_node(self, name: str, items: int, place: TreePlace) -> QTreeWidgetItem:
        node = QTreeWidgetItem([name, localize_value(items)])
        node.setData(0, _KEY, place)
        node.setToolTip(0, text_widgets.tool_tip_text(name))
        accessible_text = translate("{name}, items: {items}", name=name, items=items)
        node.setData(0, Qt.ItemDataRole.AccessibleTextRole, accessible_text)
        node.setSizeHint(0, QSize(0, self.fontMetrics().height() + _ROW_PADDING))
        node.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return node

    def _iter_nodes(self) -> Iterator[QTreeWidgetItem]:
        """Every node."""
        pending = [self.topLevelItem(index) for index in range(self.topLevelItemCount())]
        while pending:
            node = pending.pop()
            if node is not None:
                yield node
                pending += [node.child(index) for index in range(node.childCount())]

    def _find_node(self, place: TreePlace) -> QTreeWidgetItem | None:
        return next((node for node in self._iter_nodes() if node.data(0, _KEY) == place), None)

    def _emit_chosen(self) -> None:
        self.chosen.emit()
