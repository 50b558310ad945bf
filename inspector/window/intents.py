"""What a page asks of the window around it: plain values, sent through the page's signal ``wanted``.

A page never reaches for another page, the menus or the archive. It says what the person wants, and the window acts.
"""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from inspector.policy import Circumstances


FILTER = "filter"
"""A target of every page that has a filter: its filter line."""


class GoTo(NamedTuple):
    """Turn to a page, and there to ``target``, which is of the kind that the page's ``go_to`` takes."""

    page: str
    target: object = None


class ChangeCircumstances(NamedTuple):
    """Judge under these circumstances from now on; ``what`` names the changed fact, for Undo."""

    circumstances: "Circumstances"
    label: str


class OpenLink(NamedTuple):
    """Offer to open an address in the browser; the person is shown all of it and asked first."""

    address: str


class OpenPaths(NamedTuple):
    """Open these archives."""

    paths: tuple[Path, ...]


class ChooseTheme(NamedTuple):
    """Put on a theme by its name; "system" follows the system."""

    name: str


class ChooseLanguage(NamedTuple):
    """Speak a language by its tag; "" follows the system."""

    tag: str


class Action(NamedTuple):
    """What needs no further word: one of the constants below."""

    name: str


CHOOSE_ARCHIVE, CHOOSE_FOLDER, OPEN_DEMO = Action("choose archive"), Action("choose folder"), Action("open demo")
RELOAD = Action("read again")
"""Open what is shown once more, under the circumstances as they are now."""
EXPORT, UNDO, REDO = Action("export"), Action("undo"), Action("redo")
SHOW_CIRCUMSTANCES = Action("show circumstances")
SHOW_PREFERENCES, SHOW_SHORTCUTS, SHOW_ABOUT = Action("preferences"), Action("shortcuts"), Action("about")
SHOW_ARCHIVE_HELP = Action("archive help")
"""Say how to ask LinkedIn for the download."""
CLOSE, QUIT = Action("close"), Action("quit")

Intent = GoTo | ChangeCircumstances | OpenLink | OpenPaths | ChooseTheme | ChooseLanguage | Action
