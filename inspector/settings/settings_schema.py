"""What is kept, as values, and what each field may hold.

They are read before the first window is painted: each field is checked by a small function, not by a library.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from typing import Any

MAX_RECENT, MAX_FILTERS = 10, 200


@dataclass(frozen=True, slots=True)
class RecentArchives:
    """Archives that were opened together: what to call them, and where they lie."""

    name: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter that the person saved under a name: its text, and the use it speaks of (empty: any)."""

    name: str
    text: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is kept. ``recent`` has the newest first and is empty unless ``keep_recent``.

    ``theme`` is the name of a theme, ``system`` for the system's; ``language`` is a code as in ``de``, empty for the
    system's; ``text_scale`` is in percent, 50 to 300. ``geometry`` and the values of ``splitters`` are Qt's own states
    as text, ``page`` the name of a page, ``export`` the choices of the last export by name. With ``private`` nothing
    is written but the turning off of ``private``.
    """

    theme: str = "system"
    language: str = ""
    text_scale: int = 100
    keep_recent: bool = False
    recent: tuple[RecentArchives, ...] = ()
    filters: tuple[SavedFilter, ...] = ()
    geometry: str = ""
    page: str = ""
    splitters: Mapping[str, str] = field(default_factory=dict)
    export: Mapping[str, str] = field(default_factory=dict)
    keep_log: bool = True
    private: bool = False

    def prepend_recent(self, name: str, paths: tuple[str, ...]) -> tuple[RecentArchives, ...]:
        """The recent list with these archives in front."""
        return (RecentArchives(name, paths), *(entry for entry in self.recent if entry.paths != paths))

    def prepend_filter(self, saved_filter: SavedFilter) -> tuple[SavedFilter, ...]:
        """The saved filters with this one in front, in the place of one of the same name."""
        return (saved_filter, *(entry for entry in self.filters if entry.name != saved_filter.name))


# ---- what a field may hold, in the file and from the program

Validator = Callable[[Any], Any]
"""Returns the value as it is kept; raises ``ValueError`` for one that the field cannot hold."""


def _check_text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is expected")
    return value


def _check_readable(value: object) -> str:
    """A text that can be shown: without halves of characters."""
    text = _check_text(value)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("a text of whole characters is expected") from error
    return text


def _check_path(value: object) -> str:
    """A path or the name of a file; bytes that are no text are escaped in it (PEP 383)."""
    text = _check_text(value)
    try:
        text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise ValueError("a path is expected") from error
    if "\0" in text:
        raise ValueError("no path holds a null character")
    return text


def _check_state(value: object) -> str:
    """A state of a window or a splitter, in Base64."""
    if not isinstance(value, str) or not value.isascii():
        raise ValueError("a state in Base64 is expected")
    return value


def _check_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("yes or no is expected")
    return value


def _check_name(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch("[a-z0-9-]{1,40}", value):
        raise ValueError("a name in small letters is expected")
    return value


def _check_percent(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 50 <= value <= 300:
        raise ValueError("a whole number from 50 to 300 is expected")
    return value


def _check_texts(validator: Validator) -> Validator:
    def check_values(value: object) -> Mapping[str, str]:
        if not isinstance(value, Mapping):
            raise ValueError("texts by name are expected")
        return {_check_readable(name): validator(text) for name, text in value.items()}

    return check_values


def _check_each(validator: Validator) -> Validator:
    def check_values(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise ValueError("a list is expected")
        return tuple(map(validator, value))

    return check_values


def _check_record(record_type: type[RecentArchives] | type[SavedFilter], **parts: Validator) -> Validator:
    def check_value(value: object) -> RecentArchives | SavedFilter:
        mapping = asdict(value) if isinstance(value, record_type) else value
        if not isinstance(mapping, dict):
            raise ValueError("values by name are expected")
        try:
            return record_type(
                **{name: validator(mapping[name]) for name, validator in parts.items() if name in mapping}
            )
        except TypeError as error:
            raise ValueError("a value is missing") from error

    return check_value


VALIDATORS: Mapping[str, Validator] = {
    "theme": _check_name,
    "language": _check_readable,
    "text_scale": _check_percent,
    "keep_recent": _check_flag,
    "recent": _check_each(_check_record(RecentArchives, name=_check_path, paths=_check_each(_check_path))),
    "filters": _check_each(_check_record(SavedFilter, name=_check_readable, text=_check_readable, use=_check_readable)),
    "geometry": _check_state,
    "page": _check_readable,
    "splitters": _check_texts(_check_state),
    "export": _check_texts(_check_path),
    "keep_log": _check_flag,
    "private": _check_flag,
}
"""The check of each field."""
DEFAULTS: Mapping[str, Any] = {
    each.name: each.default if each.default is not MISSING else {} for each in fields(Settings)
}
