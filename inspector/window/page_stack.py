"""The pages of an archive: the side list, the circumstances at the top, and the visible page.

Loaded when there is something to show, so it may import what reads and judges an archive.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Signal
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

from inspector.query import Query
from inspector.summary.exposure_summary import Summary
from inspector.window.details.circumstances_strip import CircumstancesStrip
from inspector.window.localization import localize, translate
from inspector.window.page import Page, PageContext, PageEntry
from inspector.window.widgets.fit_scroll_area import FitScrollArea
from inspector.window.widgets.icons import ICON_ROLE, PageListDelegate
from inspector.window.widgets.tab_order import apply_reading_order
from inspector.window.widgets.theme import Theme

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.items import Item


class PageStack(QWidget):
    """The circumstances strip, the list of pages, and the visible page.

    A hidden page gets the newest exposure when it becomes visible. ``page_changed`` carries the id of the visible page;
    ``intent_requested`` and ``failed`` are forwarded from the pages.
    """

    intent_requested = Signal(object)
    failed = Signal(object)
    page_changed = Signal(str)

    def __init__(self, context: PageContext, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self._context, self._theme = context, context.theme
        self._entries = {entry.id: entry for entry in entries}
        self._built_pages: dict[str, Page] = {}
        self._scroll_areas: dict[str, FitScrollArea] = {}
        self._updated_ids: set[str] = set()
        self._exposure: Exposure | None = None
        self._loading = False
        self.strip = CircumstancesStrip(context.theme)
        self._stack = QStackedWidget()
        self.navigation = self._build_navigation()
        self.navigation.currentRowChanged.connect(lambda _row: self._show_current_page())
        column = QVBoxLayout()
        column.addWidget(self.strip)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.navigation)
        row.addLayout(column, 1)

    def _build_navigation(self) -> QListWidget:
        list_widget = QListWidget()
        list_widget.setAccessibleName(translate("Pages"))
        list_widget.setFrameShape(QFrame.Shape.NoFrame)
        list_widget.viewport().setAutoFillBackground(False)
        list_widget.setMouseTracking(True)
        self._delegate = PageListDelegate(self._theme, list_widget)
        list_widget.setItemDelegate(self._delegate)
        for entry in self._entries.values():
            item = QListWidgetItem(entry.title.replace("&", ""))
            item.setData(ICON_ROLE, entry.icon)
            list_widget.addItem(item)
        list_widget.setFixedWidth(list_widget.sizeHintForColumn(0) + 4)
        return list_widget

    # ---- navigation

    @property
    def current(self) -> str:
        """The id of the visible page; empty before the first."""
        row = self.navigation.currentRow()
        return list(self._entries)[row] if row >= 0 else ""

    def turn_to(self, page: str, target: object = None) -> None:
        """Show a page, and ``target`` on it; an unknown id shows the first page."""
        page_ids = list(self._entries)
        self.navigation.setCurrentRow(page_ids.index(page) if page in page_ids else 0)
        if target is not None:
            self.page(self.current).go_to(target)

    def page(self, page: str) -> Page:
        """A page with the newest exposure on it; built if needed."""
        if page not in self._built_pages:
            widget = self._entries[page].build(self._context)
            widget.intent_requested.connect(self.intent_requested)
            widget.failed.connect(self.failed)
            widget.set_theme(self._theme)
            widget.show_loading(self._loading)
            widget.setAccessibleName(self._entries[page].title.replace("&", ""))
            self._scroll_areas[page] = FitScrollArea(widget)
            self._stack.addWidget(self._scroll_areas[page])
            self._built_pages[page] = widget
            for name, splitter in _name_splitters(page, widget):
                saved_state = self._context.store.settings.splitters.get(name, "")
                splitter.restoreState(QByteArray.fromBase64(saved_state.encode()))
        widget = self._built_pages[page]
        if page not in self._updated_ids and self._exposure is not None:
            self._updated_ids.add(page)
            widget.show_exposure(self._exposure)
            apply_reading_order(widget)
        return widget

    def built_page(self, page: str) -> Page | None:
        """A page as it is, or ``None`` if it was never shown."""
        return self._built_pages.get(page)

    def _show_current_page(self) -> None:
        if self.current:
            focus_widget, previous = QApplication.focusWidget(), self._stack.currentWidget()
            page = self.page(self.current)
            had_focus = focus_widget is not None and previous is not None and previous.isAncestorOf(focus_widget)
            self._stack.setCurrentWidget(self._scroll_areas[self.current])
            if had_focus:  # the widget with the focus is hidden now
                page.enter()
            self.page_changed.emit(self.current)

    def save_splitters(self) -> dict[str, str]:
        """The states of the splitters of all built pages, by name, in Base64."""
        return {
            name: bytes(splitter.saveState().toBase64().data()).decode()
            for page, widget in self._built_pages.items()
            for name, splitter in _name_splitters(page, widget)
        }

    def queries(self) -> "dict[str, Query]":
        """The queries of the built pages that have one, by page id."""
        page_queries = ((page, widget.query()) for page, widget in self._built_pages.items())
        return {page: query for page, query in page_queries if query is not None}

    def query(self) -> "Query":
        """The query of the Items page, for an export: all items if it was never shown."""
        items = self._built_pages.get("items")
        return (items.query() if items is not None else None) or Query()

    def selected_items(self) -> "tuple[Item, ...]":
        """The items selected on the Items page, for an export."""
        items = self._built_pages.get("items")
        return items.selected_items() if items is not None else ()

    # ---- showing

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show an exposure on the visible page, and on others when they become visible."""
        self._exposure = exposure
        self._updated_ids.clear()
        self.strip.show_exposure(exposure)
        if self.current:
            self.page(self.current)

    def headline(self) -> str:
        """The answer of the exposure in a sentence, for a screen reader; empty before there is one."""
        return localize(Summary(self._exposure).headline) if self._exposure is not None else ""

    def show_loading(self, loading: bool) -> None:
        """Show on every page whether files are still being read."""
        self._loading = loading
        for page in self._built_pages.values():
            page.show_loading(loading)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.strip.set_theme(theme)
        self._delegate.set_theme(theme)
        self.navigation.viewport().update()
        for page in self._built_pages.values():
            page.set_theme(theme)


def _name_splitters(page: str, widget: Page) -> Iterator[tuple[str, QSplitter]]:
    """The splitters of a page, each with a stable name for the settings."""
    for index, splitter in enumerate(widget.findChildren(QSplitter)):
        yield f"{page}-{splitter.objectName() or index}", splitter
