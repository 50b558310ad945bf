"""The list of recent archives, saved only if the preferences say so."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.printable import to_one_line
from inspector.window.localization import translate

if TYPE_CHECKING:
    from inspector.settings import SettingsStore

_MAX_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class RecentArchive:
    """Archives opened before: their name and paths, and whether all of them exist."""

    name: str
    paths: tuple[Path, ...]
    exists: bool

    @property
    def title(self) -> str:
        """The name, with a note if it is missing."""
        name = to_one_line(self.name, _MAX_NAME_LENGTH)
        return name if self.exists else translate("{name} (no longer there)", name=name)


def list_recent_archives(store: "SettingsStore") -> Iterator[RecentArchive]:
    """The recent archives, the newest first; looks for each on the disk."""
    for entry in store.settings.recent:
        paths = tuple(map(Path, entry.paths))
        yield RecentArchive(entry.name, paths, all(_exists(path) for path in paths))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def remember_archive(store: "SettingsStore", name: str, paths: tuple[Path, ...]) -> None:
    """Put archives first in the list, if it is saved at all; the sample is never in it."""
    if store.settings.keep_recent and paths:
        absolute_paths = tuple(str(path.absolute()) for path in paths)
        store.change(recent=store.settings.prepend_recent(name, absolute_paths))
