"""Names of members: how bytes become a label, and what makes a label suspicious.

A label is shown and compared, never used to open anything, so that an unsafe one is only worth a warning.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from inspector.i18n import Words, words

# Control characters, line separators, direction overrides and lone surrogates: they would garble a line.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_DRIVE = re.compile(r"[A-Za-z]:")
_STREAM = re.compile(r"\.[A-Za-z0-9]{1,5}:")
_HERE = re.compile(r"(?:\./+)+(?=.)", re.DOTALL)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?", re.IGNORECASE)
_OWN_FOLDERS = frozenset({"jobs", "articles", "verifications", "services marketplace", "learning"})
_END_KEPT = 24  # characters at the end of a name that is shown shortened
_PERSON = frozenset({"profile.csv", "connections.csv"})


@dataclass(frozen=True, slots=True)
class Label:
    """A name fit to be shown, and the warnings (code, sentence) that it earned."""

    text: str
    warnings: tuple[tuple[str, Words], ...] = ()


def visible(text: str) -> str:
    """``text`` with every control character, direction override and lone surrogate shown as a mark."""
    return _HIDDEN.sub(_mark, text)


def _without_start(text: str) -> str:
    """``text`` without the ``./`` that some programs put before every name."""
    start = _HERE.match(text)
    return text[start.end() :] if start else text


def _mark(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures block
    return f"[U+{code:04X}]"


def decode(raw: bytes, declared_utf8: bool) -> tuple[str, bool]:
    """The text of a name as zip writes it, and whether it was what it claimed to be."""
    try:
        return raw.decode("utf-8"), True
    except UnicodeDecodeError:
        return raw.decode("cp437"), not declared_utf8


def label(text: str, name_chars: int) -> Label:
    """``text`` as a label of at most ``name_chars`` characters; ``/`` separates folders."""
    warnings: list[tuple[str, Words]] = []
    if "\0" in text:
        warnings.append(("W_NAME_NUL", _NUL))
    reason = _unsafe(text, name_chars)
    if reason:
        warnings.append(("W_UNSAFE_NAME", reason))
    shown = visible(_without_start(text)) or "(no name)"
    return Label(_shortened(shown, name_chars), tuple(warnings))


def _shortened(text: str, name_chars: int) -> str:
    """At most so many characters of ``text``; its end is kept, which tells what kind of file it is."""
    if len(text) <= name_chars:
        return text
    end = min(_END_KEPT, name_chars // 2)
    return f"{text[: name_chars - end - 1]}\u2026{text[-end:]}"


_NUL = words("The name of this file holds a zero character, shown as a mark.")
_UNSAFE = (
    words("This file has no name."),
    words("The name of this file points out of the archive; it is used as a label only."),
    words("The name of this file points to another computer; it is used as a label only."),
    words("The name of this file is an absolute path; it is used as a label only."),
    words("The name of this file names a drive; it is used as a label only."),
    words("The name of this file names a hidden stream; it is used as a label only."),
    words("The name of this file is that of a device; it is used as a label only."),
    words("The name of this file holds control characters, shown as marks."),
    words("The name of this file is too long and is shown shortened."),
)
"""What may be said of a name, in the order in which ``_unsafe`` looks."""


def _unsafe(text: str, name_chars: int) -> Words | None:
    """Why ``text`` could do harm as a path, or ``None``: the first reason is enough."""
    parts = text.split("/")
    checks = (
        not text,
        ".." in parts,
        text.startswith("//"),
        text.startswith("/"),
        _DRIVE.match(text),
        _STREAM.search(text),
        _DEVICE.fullmatch(parts[-1]),
        _HIDDEN.search(text.replace("\0", "")),
        len(text) > name_chars,
    )
    return next((sentence for hit, sentence in zip(checks, _UNSAFE, strict=True) if hit), None)


def junk(text: str) -> str | None:
    """The rule by which a file is no part of the download but left behind by an operating system, or ``None``."""
    parts = text.split("/")
    if "__MACOSX" in parts:
        return "__MACOSX"
    if parts[-1].startswith("._"):
        return "._*"
    return {".ds_store": ".DS_Store", "thumbs.db": "Thumbs.db", "desktop.ini": "desktop.ini"}.get(parts[-1].casefold())


def common_top(names: Iterable[str]) -> str:
    """The one folder around all ``names`` with its slash, or '' where there is none or it is LinkedIn's own."""
    tops = {top if slash else "" for top, slash, _ in (name.partition("/") for name in names)}
    top = tops.pop() if len(tops) == 1 else ""
    if top in ("", "..") or top.casefold() in _OWN_FOLDERS or _DRIVE.fullmatch(top):
        return ""
    return f"{top}/"


def persons(names: Iterable[str]) -> int:
    """How many top folders hold a person's own tables."""
    parts = (name.split("/") for name in names)
    return len({two[0] for two in parts if len(two) == 2 and two[1].casefold() in _PERSON} - {""})


def folded(text: str) -> str:
    """What two names share that some file systems cannot tell apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
