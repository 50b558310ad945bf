"""The list of pages as data. A new page is a module with a ``Page`` and an entry here.

This module and ``late_imports`` are the two that import inside functions to make the first window faster: a page is
loaded when it is first shown.
"""

from PySide6.QtGui import QKeySequence

from inspector.window.localization import translate
from inspector.window.page import Page, PageContext, PageEntry


def _build_overview(context: PageContext) -> Page:
    from inspector.window.pages.overview_page import OverviewPage

    return OverviewPage(context.theme)


def _build_items(context: PageContext) -> Page:
    from inspector.window.items.items_page import ItemsPage

    return ItemsPage(context.jobs, context.theme, context.store)


def _build_checklist(_context: PageContext) -> Page:
    from inspector.window.pages.checklist_page import ChecklistPage

    return ChecklistPage()


def _build_coverage(_context: PageContext) -> Page:
    from inspector.window.pages.coverage_page import CoveragePage

    return CoveragePage()


def _build_timeline(context: PageContext) -> Page:
    from inspector.window.pages.timeline_page import TimelinePage

    return TimelinePage(context.theme)


def _build_compare(_context: PageContext) -> Page:
    from inspector.window.pages.what_if_page import WhatIfPage

    return WhatIfPage()


def _build_sources(_context: PageContext) -> Page:
    from inspector.window.pages.sources_page import SourcesPage

    return SourcesPage()


def list_pages() -> tuple[PageEntry, ...]:
    """The entries in the order of the list, in the current language; shortcuts follow from the index."""
    return (
        PageEntry("overview", translate("&Overview"), "overview", _build_overview),
        PageEntry("items", translate("&Items"), "items", _build_items),
        PageEntry("timeline", translate("Time&line"), "timeline", _build_timeline),
        PageEntry("compare", translate("&Compare"), "compare", _build_compare),
        PageEntry("checklist", translate("Chec&klist"), "checklist", _build_checklist),
        PageEntry("coverage", translate("Co&verage"), "coverage", _build_coverage),
        PageEntry("sources", translate("&Sources"), "sources", _build_sources),
    )


def page_shortcut(index: int) -> QKeySequence:
    """The shortcut of the page at an index from 0: Ctrl+1 to Ctrl+9."""
    return QKeySequence(f"Ctrl+{index + 1}" if index < 9 else "")
