"""Settings, saved filters, the recent list, and how the window stood: one frozen value, kept in one file.

The file is ``settings.json`` in ``home()``. It holds only what differs from the defaults, and whatever else a newer
or another program wrote into it stays there. It is read before the first window is painted: what that does not need is
imported where it is needed.
"""

import contextlib
import errno
import json
import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple

from inspector.errors import Problem, Refused
from inspector.i18n import joined, words
from inspector.settings import private_dir as folders
from inspector.settings.settings_schema import CHECKS, DEFAULTS, FILTERS_KEPT, RECENT_KEPT, Filter, Kept, Recent

SCHEMA = 1
FILE = "settings.json"
_LARGEST = 4 << 20


class Forgotten(NamedTuple):
    """What ``Store.forget`` removed and what it could not, as paths below the folder; "." is the folder itself."""

    removed: tuple[str, ...]
    left: tuple[str, ...] = ()


_SESSION: Mapping[str, Any] = {"recent": (), "geometry": "", "page": "", "splitters": {}, "export": {}}
"""What tells of the work that was done: dropped when the person asks for privacy."""


def home() -> Path | None:
    """The one folder in which the program keeps things, as the system wants it; it need not exist.

    ``None`` for a person whom the system gives no folder: nothing is kept then.
    """
    from platformdirs import user_config_path

    try:
        found = user_config_path("archive-inspector", appauthor=False)
    except RuntimeError:
        return None
    return found if found.is_absolute() else None


class _Content(NamedTuple):
    """What the file holds: what is understood, what is not, and which known keys held something unusable."""

    kept: Kept
    unknown: Mapping[str, Any] = MappingProxyType({})
    unusable: tuple[str, ...] = ()
    newer: bool = False


class _Damaged(Exception):
    """The file is no JSON object of a sensible size."""


class Store:
    """Keeps one ``Kept``: ``kept`` is the value now, ``change`` replaces it as a whole and writes it whole.

    ``Store(None)`` keeps nothing: no file is read or written. No fault of the disk is ever raised: the value changes
    for this run, ``notices`` says that it is not being saved, and the next change tries again with all that is due.

    Two programs may run at once. Each change takes the lock, reads the file anew, puts only what was changed on top of
    it (entry by entry in lists and tables), and replaces the file: the later one wins what both changed, and nothing
    else is lost. A file of a newer schema is read and left alone. All methods may be called from any thread.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._guard = RLock()
        self._kept = self._seen = Kept()
        self._unsaved: dict[str, Any] = {}
        self._found: list[Problem] = []
        self._failure: Problem | None = None
        self._closed = False
        if folder is not None:
            self._begin(folder)

    @property
    def kept(self) -> Kept:
        """The value now."""
        return self._kept

    @property
    def folder(self) -> Path | None:
        """Where things are kept, ``None`` where nothing is."""
        return self._folder

    @property
    def log_folder(self) -> Path | None:
        """Where a log may be written now: nowhere in private mode, without one wanted, or after ``forget``."""
        if self._folder is None or self._kept.private or not self._kept.keep_log:
            return None
        return self._folder / "logs"

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What the person must know: what was found at the start, and why nothing is being saved now, if so."""
        return (*self._found, *([self._failure] if self._failure is not None else []))

    def change(self, **changed: Any) -> Kept:  # noqa: ANN401 - each is checked against what its field may hold
        """Replace some fields and keep them; ``TypeError`` for what is none, ``ValueError`` for a wrong value."""
        with self._guard:
            after = _replaced(self._kept, changed)
            names = set(changed) | (set(_SESSION) if after.private and not self._kept.private else set())
            ours = {name: getattr(after, name) for name in names}
            before, self._kept = self._kept.private, after
            # Private mode is itself the last thing that is written, and its end the first one again.
            if self._folder is None or self._closed or (before and after.private):
                return after
            self._unsaved.update(ours)
            self._save(self._folder)
            return self._kept

    def forget(self) -> Forgotten:
        """Remove all that was ever kept, and keep nothing until the next start; a log must be closed before."""
        with self._guard:
            folder, self._folder = self._folder, None
            self._kept, self._unsaved, self._found, self._failure = Kept(), {}, [], None
            if folder is None or not folder.is_dir():
                return Forgotten(())
            return _removed(folder)

    # ---- reading

    def _begin(self, folder: Path) -> None:
        try:
            if not folder.is_dir():
                return
            with contextlib.suppress(_Damaged):
                self._kept = self._seen = _load(folder / FILE).kept
                if self._kept.private:
                    return
            self._check_modes(folder)
            with folders.held(folder):
                for stray in folder.glob(".inspector-*.part"):
                    stray.unlink(missing_ok=True)
                content = self._read(folder)
            self._kept = self._seen = content.kept
        except (OSError, Refused, folders.InUse) as error:
            self._failure = _not_saved(error)

    def _check_modes(self, folder: Path) -> None:
        wrong = folders.opened_to_others(folder)
        for path in wrong:
            folders.close_to_others(path)
        if wrong:
            self._found.append(
                Problem(
                    "S_OPEN_TO_OTHERS",
                    words("Settings could be read by others. They are closed now."),
                    count=len(wrong),
                )
            )

    def _read(self, folder: Path) -> _Content:
        """Read the file, with the lock held; puts aside what is damaged. Raises ``OSError``."""
        path = folder / FILE
        try:
            content = _load(path)
        except _Damaged:
            aside = _aside(path)
            path.replace(aside)
            self._say_recovered(words("The settings were damaged and start anew."), aside)
            return _Content(Kept())
        if content.newer:
            self._closed = True
            self._found.append(
                Problem(
                    "S_NEWER_SCHEMA",
                    words(
                        "A newer version of this program wrote the settings. They are used, and left as they are: "
                        "changes hold until this window is closed."
                    ),
                )
            )
        elif content.unusable:
            aside = _aside(path)
            raw = path.read_bytes()
            _write(aside, raw)
            _write(path, _encoded(content))
            told = words("Some settings could not be used and start anew.")
            self._say_recovered(told, aside, len(content.unusable))
        return content

    def _say_recovered(self, what: str, aside: Path, count: int = 1) -> None:
        kept = words("The file as it was is kept as {file}.", file=aside.name)
        self._found.append(Problem("S_RECOVERED", joined((what, kept), " "), count=count))

    # ---- writing

    def _save(self, folder: Path) -> None:
        try:
            folders.make(folder)
            with folders.held(folder):
                content = self._read(folder)
                theirs = content.kept
                if theirs.private and "private" not in self._unsaved:
                    self._kept = replace(self._kept, private=True)
                if self._closed or (self._kept.private and theirs.private):
                    return
                merged = {
                    name: _merged(getattr(self._seen, name), ours, getattr(theirs, name))
                    for name, ours in self._unsaved.items()
                }
                after = _bounded(replace(theirs, **merged))
                _write(folder / FILE, _encoded(content._replace(kept=after)))
        except (OSError, Refused, folders.InUse) as error:
            self._failure = _not_saved(error)
        else:
            self._kept = self._seen = after
            self._unsaved, self._failure = {}, None


def _replaced(kept: Kept, changed: Mapping[str, Any]) -> Kept:
    for name in changed:
        if name not in CHECKS:
            raise TypeError(f"nothing called '{name}' is kept")
    checked = {name: CHECKS[name](value) for name, value in changed.items()}
    after = replace(kept, **checked)
    if after.private and not kept.private:
        after = replace(after, **_SESSION)
    return _bounded(after)


def _bounded(kept: Kept) -> Kept:
    recent = kept.recent[:RECENT_KEPT] if kept.keep_recent and not kept.private else ()
    return replace(kept, recent=recent, filters=kept.filters[:FILTERS_KEPT])


def _merged(seen: Any, ours: Any, theirs: Any) -> Any:  # noqa: ANN401 - the value of any field
    """Our change put on top of theirs, both made from what was ``seen`` last: lists by entry, tables by key."""
    if isinstance(ours, tuple):
        named = {_key(entry) for entry in ours}
        mine = [entry for entry in ours if entry not in seen or entry in theirs]
        new = [entry for entry in theirs if entry not in seen and _key(entry) not in named]
        return (*mine, *new)
    if isinstance(ours, Mapping):
        changed = {name: value for name, value in ours.items() if seen.get(name) != value}
        gone = set(seen) - set(ours)
        kept = {name: value for name, value in theirs.items() if name not in gone}
        return kept | changed
    return ours


def _key(entry: Recent | Filter) -> object:
    """What makes two entries of a list the same one."""
    return entry.paths if isinstance(entry, Recent) else entry.name


def _load(path: Path) -> _Content:
    """Read the file; one that is not there holds the defaults. Raises ``OSError`` and ``_Damaged``."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        return _Content(Kept())
    except IsADirectoryError as error:
        raise _Damaged from error
    if len(raw) > _LARGEST:
        raise _Damaged
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise _Damaged from error
    if not isinstance(found, dict):
        raise _Damaged
    return _understood(found)


def _understood(found: dict[str, Any]) -> _Content:
    schema = found.pop("schema", SCHEMA)
    values: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    unusable: list[str] = []
    if type(schema) is not int or schema < 1:
        unusable.append("schema")
        schema = SCHEMA
    for name, value in found.items():
        if name not in CHECKS:
            unknown[name] = value
            continue
        try:
            values[name] = CHECKS[name](value)
        except ValueError:
            unusable.append(name)
    return _Content(_bounded(Kept(**values)), unknown, tuple(unusable), schema > SCHEMA)


def _encoded(content: _Content) -> bytes:
    """The file's bytes: ASCII, as a path may hold bytes that are no text, which escapes carry and UTF-8 does not."""
    differing = {name: value for name, default in DEFAULTS.items() if (value := getattr(content.kept, name)) != default}
    found = {"schema": SCHEMA, **content.unknown, **differing}
    return (json.dumps(found, indent=1, default=asdict) + "\n").encode("ascii")


def _write(path: Path, content: bytes) -> None:
    from inspector.atomic_write import write_private

    def put(stream: BinaryIO) -> None:
        stream.write(content)

    write_private(path, put)
    folders.close_to_others(path)


def _aside(path: Path) -> Path:
    """A free name beside ``path`` that tells when it was put aside."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    names = (f"{path.stem}-damaged-{stamp}{number}{path.suffix}" for number in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(place for name in names if not (place := path.with_name(name)).exists())


def _removed(folder: Path) -> Forgotten:
    removed, left = [], []
    for path in (*folders.walk(folder), folder):
        name = path.relative_to(folder).as_posix()
        try:
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink()
        except OSError:
            left.append(name)
        else:
            removed.append(name)
    return Forgotten(tuple(removed), tuple(left))


def _not_saved(error: OSError | Refused | folders.InUse) -> Problem:
    """Why nothing is being saved, in words that name no place."""
    if isinstance(error, folders.InUse):
        told = words("Another window of this program holds the settings. Changes are not being saved.")
        return Problem("S_IN_USE", told)
    reason = error.code if isinstance(error, Refused) else _REASONS.get(error.errno or 0, "")
    code, message = _SENTENCES.get(reason, ("S_IO", words("The settings cannot be read or written.")))
    lasting = words("Changes hold until this window is closed; nothing is being saved.")
    return Problem(code, joined((message, lasting), " "))


_REASONS = {
    errno.ENOSPC: "X_DISK_FULL",
    errno.EDQUOT: "X_DISK_FULL",
    errno.EACCES: "X_NO_PERMISSION",
    errno.EPERM: "X_NO_PERMISSION",
    errno.EROFS: "X_NO_PERMISSION",
    errno.ENOENT: "X_NO_PERMISSION",
    errno.ENOTDIR: "X_NO_PERMISSION",
    errno.EEXIST: "X_NO_PERMISSION",
}
_SENTENCES = {
    "X_DISK_FULL": ("S_DISK_FULL", words("The disk is full.")),
    "X_NO_PERMISSION": ("S_READ_ONLY", words("The folder for settings may not be written to.")),
}
