"""Settings, saved filters, the recent list, and how the window stood: one frozen value, kept in one file.

The file is ``settings.json`` in ``config_dir()``. It holds only values that differ from the defaults. Unknown values of
a newer version stay in it. It is read before the first window is painted: what that does not need is
imported where it is needed.
"""

import contextlib
import errno
import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import Any, BinaryIO, NamedTuple

from inspector import private_dir as folders
from inspector.atomic_write import write_private
from inspector.errors import Problem, Refused
from inspector.i18n import _, join_texts
from inspector.safe_open import UnusableFile, read_file
from inspector.settings.settings_schema import (
    DEFAULTS,
    MAX_FILTERS,
    MAX_RECENT,
    VALIDATORS,
    RecentArchives,
    SavedFilter,
    Settings,
)
from inspector.temporary_files import TEMPORARY_PATTERN

SCHEMA_VERSION = 1
SETTINGS_FILE = "settings.json"
_MAX_FILE_SIZE = 4 << 20
_MAX_DEPTH = 50
"""Levels of lists and tables in each other; the program itself writes four."""


class ForgetResult(NamedTuple):
    """The paths that ``forget`` removed and could not remove, relative to the folder; "." is the folder itself."""

    removed: tuple[str, ...]
    remaining: tuple[str, ...] = ()


_SESSION_DEFAULTS: Mapping[str, Any] = {"recent": (), "geometry": "", "page": "", "splitters": {}, "export": {}}
"""What tells of the work that was done: dropped when the person asks for privacy."""


class _Content(NamedTuple):
    """What the file holds: what is understood, what is not, and which known keys held something unusable."""

    settings: Settings
    unknown_values: Mapping[str, Any] = MappingProxyType({})
    invalid_names: tuple[str, ...] = ()
    is_newer: bool = False


class _DamagedFile(Exception):
    """The file is no JSON object of a sensible size."""


class SettingsStore:
    """Holds one ``Settings`` value: ``settings`` is the current one, ``change`` replaces and saves it.

    ``SettingsStore(None)`` saves nothing: no file is read or written. Disk errors are not raised: the value changes
    for this run, ``notices`` says that it is not being saved, and the next change tries again with all that is due.

    Two programs may run at once. Each change takes the lock, reads the file anew, puts only what was changed on top of
    it (entry by entry in lists and tables), and replaces the file: the later one wins what both changed, and nothing
    else is lost. A file of a newer schema is read and left alone. All methods may be called from any thread.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._lock = RLock()
        self._settings = self._last_read = Settings()
        self._unsaved: dict[str, Any] = {}
        self._startup_problems: list[Problem] = []
        self._save_failure: Problem | None = None
        self._is_read_only = False
        if folder is not None:
            self._open_folder(folder)

    @property
    def settings(self) -> Settings:
        """The value now."""
        return self._settings

    @property
    def folder(self) -> Path | None:
        """Where things are kept, ``None`` where nothing is."""
        return self._folder

    @property
    def log_folder(self) -> Path | None:
        """Where a log may be written now: nowhere in private mode, without one wanted, or after ``forget``."""
        if self._folder is None or self._settings.private or not self._settings.keep_log:
            return None
        return self._folder / "logs"

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What the person must know: what was found at the start, and why nothing is being saved now, if so."""
        return (*self._startup_problems, *([self._save_failure] if self._save_failure is not None else []))

    def change(self, **changes: Any) -> Settings:  # noqa: ANN401 - each is checked against what its field may hold
        """Replace some fields and keep them; ``TypeError`` for what is none, ``ValueError`` for a wrong value."""
        with self._lock:
            settings = _replace_values(self._settings, changes)
            names = set(changes) | (
                set(_SESSION_DEFAULTS) if settings.private and not self._settings.private else set()
            )
            own_values = {name: getattr(settings, name) for name in names}
            was_private, self._settings = self._settings.private, settings
            # Private mode is itself the last thing that is written, and its end the first one again.
            if self._folder is None or self._is_read_only or (was_private and settings.private):
                return settings
            self._unsaved.update(own_values)
            self._save_changes(self._folder)
            return self._settings

    def forget(self) -> ForgetResult:
        """Remove all that was ever kept, and keep nothing until the next start; a log must be closed before."""
        with self._lock:
            folder, self._folder = self._folder, None
            self._settings, self._unsaved, self._startup_problems, self._save_failure = Settings(), {}, [], None
            if folder is None or not folder.is_dir():
                return ForgetResult(())
            return _remove_folder(folder)

    # ---- reading

    def _open_folder(self, folder: Path) -> None:
        try:
            if not folder.is_dir():
                return
            with contextlib.suppress(_DamagedFile):
                self._settings = self._last_read = _load_file(folder / SETTINGS_FILE).settings
                if self._settings.private:
                    return
            self._check_modes(folder)
            with folders.lock_folder(folder):
                for stale_path in folder.glob(TEMPORARY_PATTERN):
                    stale_path.unlink(missing_ok=True)
                content = self._read_file(folder)
            self._settings = self._last_read = content.settings
        except (OSError, Refused, folders.InUse) as error:
            self._save_failure = _build_save_problem(error)

    def _check_modes(self, folder: Path) -> None:
        exposed_paths = folders.find_exposed_paths(folder)
        for path in exposed_paths:
            folders.restrict_to_owner(path)
        if exposed_paths:
            self._startup_problems.append(
                Problem(
                    "S_OPEN_TO_OTHERS",
                    _("Settings could be read by others. They are closed now."),
                    count=len(exposed_paths),
                )
            )

    def _read_file(self, folder: Path) -> _Content:
        """Read the file, with the lock held; puts aside what is damaged. Raises ``OSError``."""
        path = folder / SETTINGS_FILE
        try:
            content = _load_file(path)
        except _DamagedFile:
            backup_path = _find_backup_path(path)
            path.replace(backup_path)
            self._add_recovery_notice(_("The settings were damaged and start anew."), backup_path)
            return _Content(Settings())
        if content.is_newer:
            self._is_read_only = True
            self._startup_problems.append(
                Problem(
                    "S_NEWER_SCHEMA",
                    _(
                        "A newer version of this program wrote the settings. They are used, and left as they are: "
                        "changes hold until this window is closed."
                    ),
                )
            )
        elif content.invalid_names:
            backup_path = _find_backup_path(path)
            raw = read_file(path, _MAX_FILE_SIZE)
            _write_file(backup_path, raw)
            _write_file(path, _encode_content(content))
            message = _("Some settings could not be used and start anew.")
            self._add_recovery_notice(message, backup_path, len(content.invalid_names))
        return content

    def _add_recovery_notice(self, message: str, backup_path: Path, count: int = 1) -> None:
        backup_note = _("The file as it was is kept as {file}.", file=backup_path.name)
        self._startup_problems.append(Problem("S_RECOVERED", join_texts((message, backup_note), " "), count=count))

    # ---- writing

    def _save_changes(self, folder: Path) -> None:
        try:
            folders.create_folder(folder)
            with folders.lock_folder(folder):
                content = self._read_file(folder)
                stored = content.settings
                if stored.private and "private" not in self._unsaved:
                    self._settings = replace(self._settings, private=True)
                if self._is_read_only or (self._settings.private and stored.private):
                    return
                merged_values = {
                    name: _merge_values(getattr(self._last_read, name), ours, getattr(stored, name))
                    for name, ours in self._unsaved.items()
                }
                settings = _limit_lists(replace(stored, **merged_values))
                _write_file(folder / SETTINGS_FILE, _encode_content(content._replace(settings=settings)))
        except (OSError, Refused, folders.InUse) as error:
            self._save_failure = _build_save_problem(error)
        else:
            self._settings = self._last_read = settings
            self._unsaved, self._save_failure = {}, None


def _replace_values(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    for name in changes:
        if name not in VALIDATORS:
            raise TypeError(f"nothing called '{name}' is kept")
    values = {name: VALIDATORS[name](value) for name, value in changes.items()}
    new_settings = replace(settings, **values)
    if new_settings.private and not settings.private:
        new_settings = replace(new_settings, **_SESSION_DEFAULTS)
    return _limit_lists(new_settings)


def _limit_lists(settings: Settings) -> Settings:
    recent = settings.recent[:MAX_RECENT] if settings.keep_recent and not settings.private else ()
    return replace(settings, recent=recent, filters=settings.filters[:MAX_FILTERS])


def _merge_values(base: Any, own: Any, stored: Any) -> Any:  # noqa: ANN401 - the value of any field
    """Our change put on top of theirs, both made from what was ``seen`` last: lists by entry, tables by key."""
    if isinstance(own, tuple):
        own_keys = {_find_entry_key(entry) for entry in own}
        own_entries = [entry for entry in own if entry not in base or entry in stored]
        stored_entries = [entry for entry in stored if entry not in base and _find_entry_key(entry) not in own_keys]
        return (*own_entries, *stored_entries)
    if isinstance(own, Mapping):
        own_changes = {name: value for name, value in own.items() if base.get(name) != value}
        removed_names = set(base) - set(own)
        remaining_values = {name: value for name, value in stored.items() if name not in removed_names}
        return remaining_values | own_changes
    return own


def _find_entry_key(entry: RecentArchives | SavedFilter) -> object:
    """What makes two entries of a list the same one."""
    return entry.paths if isinstance(entry, RecentArchives) else entry.name


def _load_file(path: Path) -> _Content:
    """Read the file; one that is not there holds the defaults. Raises ``OSError`` and ``_DamagedFile``."""
    try:
        raw = read_file(path, _MAX_FILE_SIZE)
    except FileNotFoundError:
        return _Content(Settings())
    except UnusableFile as error:
        raise _DamagedFile from error
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise _DamagedFile from error
    if not isinstance(document, dict) or _is_nested_deeper(document, _MAX_DEPTH):
        raise _DamagedFile
    return _parse_document(document)


def _is_nested_deeper(value: object, levels: int) -> bool:
    """Whether lists and tables lie in each other deeper than that: such a file can be read and not written again."""
    level: list[object] = [value]
    for _depth in range(levels):
        level = [inner for outer in level for inner in _list_inner_values(outer)]
        if not level:
            return False
    return True


def _list_inner_values(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _parse_document(document: dict[str, Any]) -> _Content:
    schema = document.pop("schema", SCHEMA_VERSION)
    values: dict[str, Any] = {}
    unknown_values: dict[str, Any] = {}
    invalid_names: list[str] = []
    if type(schema) is not int or schema < 1:
        invalid_names.append("schema")
        schema = SCHEMA_VERSION
    for name, value in document.items():
        if name not in VALIDATORS:
            unknown_values[name] = value
            continue
        try:
            values[name] = VALIDATORS[name](value)
        except ValueError:
            invalid_names.append(name)
    return _Content(_limit_lists(Settings(**values)), unknown_values, tuple(invalid_names), schema > SCHEMA_VERSION)


def _encode_content(content: _Content) -> bytes:
    """The file's bytes: ASCII, as a path may hold bytes that are no text, which escapes carry and UTF-8 does not."""
    changed_values = {
        name: value for name, default in DEFAULTS.items() if (value := getattr(content.settings, name)) != default
    }
    document = {"schema": SCHEMA_VERSION, **content.unknown_values, **changed_values}
    return (json.dumps(document, indent=1, default=asdict) + "\n").encode("ascii")


def _write_file(path: Path, content: bytes) -> None:

    def write_content(stream: BinaryIO) -> None:
        stream.write(content)

    write_private(path, write_content)
    folders.restrict_to_owner(path)


def _find_backup_path(path: Path) -> Path:
    """A free name beside ``path`` that tells when it was put aside."""
    timestamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    names = (
        f"{path.stem}-damaged-{timestamp}{number}{path.suffix}" for number in ("", *(f"-{n}" for n in range(2, 1000)))
    )
    return next(candidate for name in names if not (candidate := path.with_name(name)).exists())


def _remove_folder(folder: Path) -> ForgetResult:
    removed_names, remaining_names = [], []
    for path in (*folders.walk(folder), folder):
        name = path.relative_to(folder).as_posix()
        try:
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink()
        except OSError:
            remaining_names.append(name)
        else:
            removed_names.append(name)
    return ForgetResult(tuple(removed_names), tuple(remaining_names))


def _build_save_problem(error: OSError | Refused | folders.InUse) -> Problem:
    """Why nothing is being saved, in words that name no place."""
    if isinstance(error, folders.InUse):
        in_use_message = _("Another window of this program holds the settings. Changes are not being saved.")
        return Problem("S_IN_USE", in_use_message)
    reason = error.code if isinstance(error, Refused) else _REASON_BY_ERRNO.get(error.errno or 0, "")
    code, message = _PROBLEM_BY_REASON.get(reason, ("S_IO", _("The settings cannot be read or written.")))
    unsaved_note = _("Changes hold until this window is closed; nothing is being saved.")
    return Problem(code, join_texts((message, unsaved_note), " "))


_REASON_BY_ERRNO = {
    errno.ENOSPC: "X_DISK_FULL",
    errno.EDQUOT: "X_DISK_FULL",
    errno.EACCES: "X_NO_PERMISSION",
    errno.EPERM: "X_NO_PERMISSION",
    errno.EROFS: "X_NO_PERMISSION",
    errno.ENOENT: "X_NO_PERMISSION",
    errno.ENOTDIR: "X_NO_PERMISSION",
    errno.EEXIST: "X_NO_PERMISSION",
}
_PROBLEM_BY_REASON = {
    "X_DISK_FULL": ("S_DISK_FULL", _("The disk is full.")),
    "X_NO_PERMISSION": ("S_READ_ONLY", _("The folder for settings may not be written to.")),
}
