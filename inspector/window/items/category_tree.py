"""The tree of categories and files, with the number of items in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from inspector.printable import member_label
from inspector.taxonomy import CATEGORIES
from inspector.window.localization import written
from inspector.window.widgets import text_widgets
from inspector.window.widgets.category_icons import category_name

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.holdings import Holdings

translate = QCoreApplication.translate

Member = tuple[int, str]
"""A member as ``Query`` names it: the number of its archive and its name."""
_KEY = Qt.ItemDataRole.UserRole
_NARROWEST = 16
"""How many letters have room beside each other at least."""
_ROW = 6
"""How much higher a row is than its text, in device-independent pixels."""
_MOST, _COUNT_EDGES, _EDGES = "9,999", 16, 14
"""The number that the hint makes room for, and what stands around numbers and words, in pixels."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A place in the tree: everything, a category, or the items of a category in one file."""

    category: str | None = None
    member: Member | None = None


def branches(exposure: "Exposure") -> dict[str, dict[Member, int]]:
    """How many items each file holds of each category, in the order in which they are shown."""
    import numpy as np

    found: dict[str, dict[Member, int]] = {category: {} for category in CATEGORIES}
    for block in exposure.holdings.blocks:
        counts = np.bincount(block.category, minlength=len(block.data_categories)).tolist()
        for data_category, items in zip(block.data_categories, counts, strict=True):
            if items:
                files = found[exposure.pack.category_of(data_category)]
                member = (block.archive, block.member)
                files[member] = files.get(member, 0) + items
    return {category: files for category, files in found.items() if files}


class ItemsTree(QTreeWidget):
    """Categories, and under each its files. Signal ``chosen`` when the person chooses another place."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holdings: Holdings | None = None
        self.setColumnCount(2)
        self.setHeaderLabels([translate("ItemsTree", "Category and file"), translate("ItemsTree", "Items")])
        self.setAccessibleName(translate("ItemsTree", "Items by category and file"))
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * _NARROWEST)
        self.setIndentation(14)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(40)
        self.headerItem().setToolTip(0, text_widgets.tip_text(self.headerItem().text(0)))
        self.headerItem().setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.currentItemChanged.connect(self._current_changed)
        text_widgets.may_shorten(self)
        text_widgets.may_shorten(header)
        text_widgets.tip(header, self.headerItem().text(0))

    def sizeHint(self) -> QSize:
        """Room for the names of the categories and for the number of items; the names of files may be shortened."""
        return QSize(self._wanted, super().sizeHint().height())

    @cached_property
    def _wanted(self) -> int:
        """That width: layouts ask for it again and again, and letters and language are those it was built in."""
        metrics = self.fontMetrics()
        names = max(metrics.horizontalAdvance(category_name(category)) for category in CATEGORIES)
        numbers = metrics.horizontalAdvance(_MOST) + _COUNT_EDGES
        edges = self.verticalScrollBar().sizeHint().width() + self.indentation() + 2 * self.frameWidth() + _EDGES
        return names + numbers + edges

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show the items of an exposure; the chosen place and the open branches stay where they still are."""
        if self._holdings is exposure.holdings:
            return
        self._holdings = exposure.holdings
        choice, scrolled = self.choice, self.verticalScrollBar().value()
        opened = {node.data(0, _KEY).category for node in self._nodes() if node.isExpanded()}
        with QSignalBlocker(self):
            self.clear()
            self._fill(branches(exposure), exposure.holdings.several)
            for node in self._nodes():
                key = node.data(0, _KEY)
                node.setExpanded(key.member is None and key.category in opened)
            self._go_to(choice)
        self.verticalScrollBar().setValue(scrolled)
        if self.choice != choice:
            self.chosen.emit()

    @property
    def choice(self) -> Choice:
        """The chosen place; everything where none is."""
        node = self.currentItem()
        found = node.data(0, _KEY) if node is not None else None
        return found if isinstance(found, Choice) else Choice()

    def place(self, category: str | None, file: str | None) -> Choice | None:
        """The place of a category and a file as the filter line names them; ``None`` where there is none."""
        if file is None:
            return Choice(category) if self._node(Choice(category)) is not None else None
        for node in self._nodes():
            choice: Choice = node.data(0, _KEY)
            if choice.member is not None and choice.category == category:
                label = member_label(choice.member[1])
                if file in (label, f"{choice.member[0]}!{label}"):
                    return choice
        return None

    def follow(self, choice: Choice | None) -> None:
        """Stand at a place without telling; at none, where what is shown is none of them."""
        with QSignalBlocker(self):
            if choice is not None:
                self._go_to(choice)
            else:
                self.setCurrentIndex(QModelIndex())

    def choose(self, choice: Choice) -> None:
        """Go to a place; everything where it is not there."""
        self._go_to(choice)

    def _go_to(self, choice: Choice) -> None:
        node = self._node(choice) or self._node(Choice())
        if node is not None:
            self.setCurrentItem(node)

    def _fill(self, found: dict[str, dict[Member, int]], several: bool) -> None:
        everything = sum(sum(files.values()) for files in found.values())
        widest = max(written(everything), self.headerItem().text(1), key=self.fontMetrics().horizontalAdvance)
        self.header().resizeSection(1, self.fontMetrics().horizontalAdvance(widest) + _COUNT_EDGES)
        self.addTopLevelItem(self._made(translate("ItemsTree", "All items"), everything, Choice()))
        for category, files in found.items():
            branch = self._made(category_name(category), sum(files.values()), Choice(category))
            for member, items in files.items():
                name = (f"{member[0]}!" if several else "") + member_label(member[1])
                branch.addChild(self._made(name, items, Choice(category, member)))
            self.addTopLevelItem(branch)

    def _made(self, name: str, items: int, choice: Choice) -> QTreeWidgetItem:
        made = QTreeWidgetItem([name, written(items)])
        made.setData(0, _KEY, choice)
        made.setToolTip(0, text_widgets.tip_text(name))
        said = translate("ItemsTree", "{0}, items: {1}").format(name, written(items))
        made.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        made.setSizeHint(0, QSize(0, self.fontMetrics().height() + _ROW))
        made.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return made

    def _nodes(self) -> Iterator[QTreeWidgetItem]:
        """Every node."""
        waiting = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        while waiting:
            node = waiting.pop()
            if node is not None:
                yield node
                waiting += [node.child(place) for place in range(node.childCount())]

    def _node(self, choice: Choice) -> QTreeWidgetItem | None:
        return next((node for node in self._nodes() if node.data(0, _KEY) == choice), None)

    def _current_changed(self) -> None:
        self.chosen.emit()
