"""The pages: their list as data, and the widget that shows one of them beside the list and below the circumstances.

Nothing is imported for a page before it is first shown, so that the list costs the first window nothing.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inspector.window.pages.page import Page, PageEntry, Surroundings
from inspector.window.widgets.fit_scroll_area import Room
from inspector.window.widgets.tab_order import in_reading_order
from inspector.window.widgets.theme import Theme

if TYPE_CHECKING:
    from inspector.exposure import Exposure, Item
    from inspector.query import Query


def _overview(around: Surroundings) -> Page:
    from inspector.window.pages.overview_page import OverviewPage

    return OverviewPage(around.theme)


def _items(around: Surroundings) -> Page:
    from inspector.window.items.items_page import ItemsPage

    return ItemsPage(around.jobs, around.theme, around.store)


def _checklist(_around: Surroundings) -> Page:
    from inspector.window.pages.checklist_page import ChecklistPage

    return ChecklistPage()


def _coverage(_around: Surroundings) -> Page:
    from inspector.window.pages.coverage_page import CoveragePage

    return CoveragePage()


def _timeline(around: Surroundings) -> Page:
    from inspector.window.pages.timeline_page import TimelinePage

    return TimelinePage(around.theme)


def _compare(_around: Surroundings) -> Page:
    from inspector.window.pages.what_if_page import ComparePage

    return ComparePage()


def _sources(_around: Surroundings) -> Page:
    from inspector.window.pages.sources_page import SourcesPage

    return SourcesPage()


def page_list() -> tuple[PageEntry, ...]:
    """The pages in the order of the list, in the language of the window; a shortcut is made from the place."""
    translate = QCoreApplication.translate
    return (
        PageEntry("overview", translate("Pages", "&Overview"), "overview", _overview),
        PageEntry("items", translate("Pages", "&Items"), "items", _items),
        PageEntry("timeline", translate("Pages", "Time&line"), "timeline", _timeline),
        PageEntry("compare", translate("Pages", "&Compare"), "compare", _compare),
        PageEntry("checklist", translate("Pages", "Chec&klist"), "checklist", _checklist),
        PageEntry("coverage", translate("Pages", "Co&verage"), "coverage", _coverage),
        PageEntry("sources", translate("Pages", "&Sources"), "sources", _sources),
    )


def keys(place: int) -> QKeySequence:
    """The shortcut of the page at a place from 0."""
    return QKeySequence(f"Ctrl+{place + 1}" if place < 9 else "")


class Pages(QWidget):
    """The circumstances at the top, the list of pages, and the page that is in sight.

    Pages out of sight are not shown anything: they get the newest exposure when they are turned to. ``turned``
    carries the id of the page that came into sight; ``wanted`` and ``failed`` are those of the pages.
    """

    wanted = Signal(object)
    failed = Signal(object)
    turned = Signal(str)

    def __init__(self, around: Surroundings, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        from inspector.window.details.circumstances_strip import CircumstancesStrip

        self._around, self._theme = around, around.theme
        self._entries = {entry.id: entry for entry in entries}
        self._built: dict[str, Page] = {}
        self._rooms: dict[str, Room] = {}
        self._fresh: set[str] = set()
        self._exposure: Exposure | None = None
        self._loading = False
        self.strip = CircumstancesStrip(around.theme)
        self._stack = QStackedWidget()
        self.list = self._listed()
        self.list.currentRowChanged.connect(lambda _row: self._turn())
        column = QVBoxLayout()
        column.addWidget(self.strip)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list)
        row.addLayout(column, 1)

    def _listed(self) -> QListWidget:
        from inspector.window.widgets.icons import PICTURE_ROLE, PageDelegate

        made = QListWidget()
        made.setAccessibleName(self.tr("Pages"))
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.viewport().setAutoFillBackground(False)
        made.setMouseTracking(True)
        self._lines = PageDelegate(self._theme, made)
        made.setItemDelegate(self._lines)
        for entry in self._entries.values():
            line = QListWidgetItem(entry.title.replace("&", ""))
            line.setData(PICTURE_ROLE, entry.icon)
            made.addItem(line)
        made.setFixedWidth(made.sizeHintForColumn(0) + 4)
        return made

    # ---- turning

    @property
    def current(self) -> str:
        """The id of the page in sight; empty before one was turned to."""
        row = self.list.currentRow()
        return list(self._entries)[row] if row >= 0 else ""

    def turn_to(self, page: str, target: object = None) -> None:
        """Bring a page into sight, and on it what ``target`` means; one that there is not is the first one."""
        places = list(self._entries)
        self.list.setCurrentRow(places.index(page) if page in places else 0)
        if target is not None:
            self.page(self.current).go_to(target)

    def page(self, page: str) -> Page:
        """A page, built if it was not, with the newest exposure on it."""
        if page not in self._built:
            made = self._entries[page].build(self._around)
            made.wanted.connect(self.wanted)
            made.failed.connect(self.failed)
            made.set_theme(self._theme)
            made.show_loading(self._loading)
            made.setAccessibleName(self._entries[page].title.replace("&", ""))
            self._rooms[page] = Room(made)
            self._stack.addWidget(self._rooms[page])
            self._built[page] = made
            for name, splitter in _splitters(page, made):
                stood = self._around.store.kept.splitters.get(name, "")
                splitter.restoreState(QByteArray.fromBase64(stood.encode()))
        made = self._built[page]
        if page not in self._fresh and self._exposure is not None:
            self._fresh.add(page)
            made.show_exposure(self._exposure)
            in_reading_order(made)
        return made

    def built(self, page: str) -> Page | None:
        """A page as it stands, or ``None`` where it was never shown."""
        return self._built.get(page)

    def _turn(self) -> None:
        if self.current:
            at, before = QApplication.focusWidget(), self._stack.currentWidget()
            made = self.page(self.current)
            inside = at is not None and before is not None and before.isAncestorOf(at)
            self._stack.setCurrentWidget(self._rooms[self.current])
            if inside:  # what the keyboard was at is out of sight
                made.enter()
            self.turned.emit(self.current)

    def splitters(self) -> dict[str, str]:
        """How the splitters of the built pages stand, by name, as text."""
        return {
            name: bytes(splitter.saveState().toBase64().data()).decode()
            for page, made in self._built.items()
            for name, splitter in _splitters(page, made)
        }

    def queries(self) -> "dict[str, Query]":
        """Which items were chosen, by the id of each built page that chooses any."""
        chosen = ((page, made.query()) for page, made in self._built.items())
        return {page: query for page, query in chosen if query is not None}

    def query(self) -> "Query":
        """The items that the filter shows, for an export: all, where the page was never seen."""
        from inspector.query import Query

        items = self._built.get("items")
        return (items.query() if items is not None else None) or Query()

    def selected(self) -> "tuple[Item, ...]":
        """The items that are selected one by one, for an export."""
        items = self._built.get("items")
        return items.selected() if items is not None else ()

    # ---- showing

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show an exposure on the page in sight, and on the others when they are turned to."""
        self._exposure = exposure
        self._fresh.clear()
        self.strip.show_exposure(exposure)
        if self.current:
            self.page(self.current)

    def show_loading(self, loading: bool) -> None:
        """Say on every page, or no longer, that files are still being read."""
        self._loading = loading
        for made in self._built.values():
            made.show_loading(loading)

    def set_theme(self, theme: Theme) -> None:
        """Put on a theme."""
        self._theme = theme
        self.strip.set_theme(theme)
        self._lines.set_theme(theme)
        self.list.viewport().update()
        for made in self._built.values():
            made.set_theme(theme)


def _splitters(page: str, made: Page) -> Iterator[tuple[str, QSplitter]]:
    """The splitters of a page, each with a name that stays the same."""
    for place, splitter in enumerate(made.findChildren(QSplitter)):
        yield f"{page}-{splitter.objectName() or place}", splitter
