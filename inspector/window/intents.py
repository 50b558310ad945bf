"""Intents: plain values that a page sends to the main window through its signal ``intent_requested``.

A page never calls another page, the menus or the archive. It emits an intent, and the main window acts.
"""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from inspector.policy import Circumstances


FILTER = "filter"
"""Target of ``GoTo`` for the filter line of a page."""


class GoTo(NamedTuple):
    """Show a page, and ``target`` on it (see ``Page.go_to``)."""

    page: str
    target: object = None


class ChangeCircumstances(NamedTuple):
    """Judge under other circumstances; ``label`` names the changed fact in the Undo command."""

    circumstances: "Circumstances"
    label: str


class OpenLink(NamedTuple):
    """Ask whether an address is to be opened in the browser."""

    address: str


class OpenPaths(NamedTuple):
    paths: tuple[Path, ...]


class ChooseTheme(NamedTuple):
    """Use a theme; ``"system"`` follows the system."""

    name: str


class ChooseLanguage(NamedTuple):
    """Use a language by its BCP 47 tag; ``""`` follows the system."""

    tag: str


class Action(NamedTuple):
    """An intent without arguments: one of the constants below."""

    name: str


CHOOSE_ARCHIVE, CHOOSE_FOLDER, OPEN_DEMO = Action("choose archive"), Action("choose folder"), Action("open demo")
RELOAD = Action("read again")
"""Read the open archives again, under the present circumstances."""
EXPORT, UNDO, REDO = Action("export"), Action("undo"), Action("redo")
SHOW_CIRCUMSTANCES = Action("show circumstances")
SHOW_PREFERENCES, SHOW_SHORTCUTS, SHOW_ABOUT = Action("preferences"), Action("shortcuts"), Action("about")
SHOW_ARCHIVE_HELP = Action("archive help")
"""Show how to ask LinkedIn for the download."""
CLOSE, QUIT = Action("close"), Action("quit")

Intent = GoTo | ChangeCircumstances | OpenLink | OpenPaths | ChooseTheme | ChooseLanguage | Action
