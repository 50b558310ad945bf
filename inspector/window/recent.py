"""The recent archives: kept only where the person wants that; those that are no longer there are said to be."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from inspector.printable import one_line

if TYPE_CHECKING:
    from inspector.settings import Store

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Offered:
    """Archives to open again: what to call them, where they lie, whether all of them are there."""

    name: str
    paths: tuple[Path, ...]
    there: bool

    @property
    def words(self) -> str:
        """The name, with what is to be said of it."""
        name = one_line(self.name, _LONGEST)
        return name if self.there else QCoreApplication.translate("Recent", "{0} (no longer there)").format(name)


def offered(store: "Store") -> Iterator[Offered]:
    """The recent archives, the newest first; each is looked for."""
    for entry in store.kept.recent:
        paths = tuple(map(Path, entry.paths))
        yield Offered(entry.name, paths, all(_is_there(path) for path in paths))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def remember(store: "Store", name: str, paths: tuple[Path, ...]) -> None:
    """Put archives in front of the list, where one is kept; the sample is never in it."""
    if store.kept.keep_recent and paths:
        whole = tuple(str(path.absolute()) for path in paths)
        store.change(recent=store.kept.recent_with(name, whole))
