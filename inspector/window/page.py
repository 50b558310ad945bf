"""The base class of pages, and their entry in the list of pages.

A new page is one module with a ``Page`` and one ``PageEntry`` in ``page_list``: side list, View menu and shortcuts are
built from the entries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inspector.window.widgets.tab_order import find_first_tab_stop
from inspector.window.widgets.theme import Theme

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.items import Item
    from inspector.query import Query
    from inspector.settings import SettingsStore
    from inspector.window.jobs import Jobs


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page may use of the main window: the job runner, the theme when it is built, the settings."""

    jobs: "Jobs"
    theme: Theme
    store: "SettingsStore"


class Page(QWidget):
    """A page. It is built when it is first shown, and gets a new exposure only while it is visible.

    ``intent_requested`` carries an ``Intent``, ``failed`` an exception for the main window to show. When a page becomes
    visible, ``show_exposure`` is called first and then ``go_to``, if there is a target.
    """

    intent_requested = Signal(object)
    failed = Signal(object)

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show an exposure, the first or a new one; keep the person's choices on the page where possible."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme to what the page paints itself; the palette belongs to the application."""

    def show_loading(self, loading: bool) -> None:
        """Show whether files are still being read."""

    def go_to(self, target: object) -> None:
        """Show ``target`` on the page; unknown kinds of target are ignored."""

    def enter(self) -> None:
        """Take the focus; by default the first widget in the tab order gets it."""
        stop = find_first_tab_stop(self)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def query(self) -> "Query | None":
        """The query of the page; ``None`` for a page that selects no items."""
        return None

    def selected_items(self) -> "tuple[Item, ...]":
        """The items selected in the page's table."""
        return ()


@dataclass(frozen=True, slots=True)
class PageEntry:
    """An entry in the list of pages; ``icon`` is a file in ``resources/icons`` without its suffix.

    ``title`` marks the access key of the menu entry with ``&``.
    """

    id: str
    title: str
    icon: str
    build: Callable[[PageContext], Page]
