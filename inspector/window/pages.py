"""What is shown of an opened archive: the circumstances at the top, the list of pages, and the pages."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from inspector.window.circumstances_strip import CircumstancesStrip
from inspector.window.items_page import ItemsPage
from inspector.window.jobs import Jobs
from inspector.window.overview_page import OverviewPage
from inspector.window.problems_page import ProblemsPage
from inspector.window.theme import Theme

if TYPE_CHECKING:
    from inspector.exposure import Exposure


class Pages(QWidget):
    """The strip of circumstances, the list of pages and the pages."""

    def __init__(self, parent: QWidget, jobs: Jobs, theme: Theme) -> None:
        super().__init__(parent)
        self.strip = CircumstancesStrip(theme)
        self.overview = OverviewPage(theme)
        self.items = ItemsPage(jobs, theme)
        self.problems = ProblemsPage()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.addItems(self._titles())
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.viewport().setAutoFillBackground(False)
        for place in range(self.list.count()):
            self.list.item(place).setSizeHint(QSize(0, self.list.fontMetrics().height() + 16))
        self.list.setFixedWidth(max(map(self.list.fontMetrics().horizontalAdvance, self._titles())) + 28)
        self._stack = QStackedWidget()
        for page in (self.overview, self.items, self.problems):
            self._stack.addWidget(page)
        self.list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.list.setCurrentRow(0)
        column = QVBoxLayout()
        column.addWidget(self.strip)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list)
        row.addLayout(column, 1)

    def _titles(self) -> list[str]:
        return [self.tr("Overview"), self.tr("Items"), self.tr("Problems")]

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show an exposure on every page."""
        self.strip.show_exposure(exposure)
        self.overview.show_exposure(exposure)
        self.items.show_exposure(exposure)
        self.problems.show_exposure(exposure)

    def set_theme(self, theme: Theme) -> None:
        """Put on a theme."""
        for page in (self.strip, self.overview, self.items):
            page.set_theme(theme)
