"""What is kept, as values, and what each field may hold.

They are read before the first window is painted: each field is checked by a small function, not by a library.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from typing import Any

RECENT_KEPT, FILTERS_KEPT = 10, 200


@dataclass(frozen=True, slots=True)
class Recent:
    """Archives that were opened together: what to call them, and where they lie."""

    name: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that the person saved under a name: its text, and the use it speaks of (empty: any)."""

    name: str
    text: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
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
    recent: tuple[Recent, ...] = ()
    filters: tuple[Filter, ...] = ()
    geometry: str = ""
    page: str = ""
    splitters: Mapping[str, str] = field(default_factory=dict)
    export: Mapping[str, str] = field(default_factory=dict)
    keep_log: bool = True
    private: bool = False

    def recent_with(self, name: str, paths: tuple[str, ...]) -> tuple[Recent, ...]:
        """The recent list with these archives in front."""
        return (Recent(name, paths), *(entry for entry in self.recent if entry.paths != paths))

    def filters_with(self, saved: Filter) -> tuple[Filter, ...]:
        """The saved filters with this one in front, in the place of one of the same name."""
        return (saved, *(entry for entry in self.filters if entry.name != saved.name))


# ---- what a field may hold, in the file and from the program

Check = Callable[[Any], Any]
"""Returns the value as it is kept; raises ``ValueError`` for one that the field cannot hold."""


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is expected")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("yes or no is expected")
    return value


def _name(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch("[a-z0-9-]{1,40}", value):
        raise ValueError("a name in small letters is expected")
    return value


def _percent(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 50 <= value <= 300:
        raise ValueError("a whole number from 50 to 300 is expected")
    return value


def _texts(value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise ValueError("texts by name are expected")
    return {_text(name): _text(text) for name, text in value.items()}


def _each(check: Check) -> Check:
    def checked(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise ValueError("a list is expected")
        return tuple(map(check, value))

    return checked


def _record(made: type[Recent] | type[Filter], **parts: Check) -> Check:
    def checked(value: object) -> Recent | Filter:
        found = asdict(value) if isinstance(value, made) else value
        if not isinstance(found, dict):
            raise ValueError("values by name are expected")
        try:
            return made(**{name: check(found[name]) for name, check in parts.items() if name in found})
        except TypeError as missing:
            raise ValueError("a value is missing") from missing

    return checked


CHECKS: Mapping[str, Check] = {
    "theme": _name,
    "language": _text,
    "text_scale": _percent,
    "keep_recent": _flag,
    "recent": _each(_record(Recent, name=_text, paths=_each(_text))),
    "filters": _each(_record(Filter, name=_text, text=_text, use=_text)),
    "geometry": _text,
    "page": _text,
    "splitters": _texts,
    "export": _texts,
    "keep_log": _flag,
    "private": _flag,
}
"""The check of each field."""
DEFAULTS: Mapping[str, Any] = {each.name: each.default if each.default is not MISSING else {} for each in fields(Kept)}
