"""What a page is: a widget that shows an exposure, and an entry in the list of pages.

A new page is one module with a ``Page``, and one ``PageEntry`` in ``pages.py``: the side list, the View menu and the
shortcuts are made from the entries.
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
    """What a page may use of the window around it: long work, the look at the time it is built, what is kept."""

    jobs: "Jobs"
    theme: Theme
    store: "SettingsStore"


class Page(QWidget):
    """One page. It is built when it is first shown, and given an exposure only while it is in sight.

    ``wanted`` carries an ``Intent``, ``failed`` an exception that the window is to show. A page that is turned to is
    shown the newest exposure first; then ``go_to`` is called where there is a target.
    """

    intent_requested = Signal(object)
    failed = Signal(object)

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show an exposure, the first or another; what the person chose on the page stays as far as it can."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours; the palette is the application's, so most pages have nothing to do."""

    def show_loading(self, loading: bool) -> None:
        """Say, or no longer say, that files are still being read."""

    def go_to(self, target: object) -> None:
        """Turn to something on the page; a target of another kind than the page knows is let be."""

    def enter(self) -> None:
        """Take the focus: the first stop of the keyboard does, where the page knows no better one."""
        stop = find_first_tab_stop(self)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def query(self) -> "Query | None":
        """Which items the person has chosen on the page; ``None`` on a page that chooses none."""
        return None

    def selected_items(self) -> "tuple[Item, ...]":
        """The items that are selected one by one; none on a page that shows none."""
        return ()


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page in the list of pages; ``icon`` names a file in ``resources/icons`` without its ending.

    ``title`` holds the words with the letter of its menu entry.
    """

    id: str
    title: str
    icon: str
    build: Callable[[PageContext], Page]
