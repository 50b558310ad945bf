"""What a page asks of the window around it: plain values, sent through the page's signal ``wanted``.

A page never reaches for another page, the menus or the archive. It says what the person wants, and the window acts.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.policy import Circumstances


FILTER = "filter"
"""A target of every page that has a filter: its filter line."""


@dataclass(frozen=True, slots=True)
class GoTo:
    """Turn to a page, and there to ``target``, which is of the kind that the page's ``go_to`` takes."""

    page: str
    target: object = None


@dataclass(frozen=True, slots=True)
class StateFacts:
    """Judge under these circumstances from now on; ``what`` names the changed fact, for Undo."""

    circumstances: "Circumstances"
    what: str


@dataclass(frozen=True, slots=True)
class ShowCircumstances:
    """Open the sheet of circumstances."""


@dataclass(frozen=True, slots=True)
class ShowArchiveHelp:
    """Say how to ask LinkedIn for the download."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Offer to open an address in the browser; the person is shown all of it and asked first."""

    address: str


@dataclass(frozen=True, slots=True)
class OpenPaths:
    """Open these archives."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ChooseArchive:
    """Ask for one or more archives and open them."""


@dataclass(frozen=True, slots=True)
class ChooseFolder:
    """Ask for an unpacked archive and open it."""


@dataclass(frozen=True, slots=True)
class OpenDemo:
    """Open the sample member."""


Intent = (
    GoTo
    | StateFacts
    | ShowCircumstances
    | ShowArchiveHelp
    | Visit
    | OpenPaths
    | ChooseArchive
    | ChooseFolder
    | OpenDemo
)
