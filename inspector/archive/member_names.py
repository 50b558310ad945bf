"""Decodes member names, builds labels and finds dangerous names.

A label is shown and compared but never used as a path. A dangerous one therefore gets only a warning.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from inspector.i18n import LazyText, _
from inspector.printable import is_name_printable, make_name_printable

_DRIVE = re.compile(r"[A-Za-z]:")
_ALTERNATE_STREAM = re.compile(r"\.[A-Za-z0-9]{1,5}:")
_CURRENT_FOLDER = re.compile(r"(?:\./+)+(?=.)", re.DOTALL)
_DEVICE_NAME = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?", re.IGNORECASE)
_TAIL_LENGTH = 24  # characters at the end of a name that is shown shortened


@dataclass(frozen=True, slots=True)
class FolderLayout:
    """How the platform lays out a download; all names are in lower case.

    ``own_folders`` are folders within a download, so that one of them at the top is no wrapper around it.
    ``personal_tables`` are base names of which every person's download holds one at its top.
    """

    own_folders: frozenset[str] = frozenset()
    personal_tables: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Label:
    """A printable name with its warnings (code, sentence)."""

    text: str
    warnings: tuple[tuple[str, LazyText], ...] = ()


def _strip_current_folder(text: str) -> str:
    """``text`` without the ``./`` that some programs put before every name."""
    start = _CURRENT_FOLDER.match(text)
    return text[start.end() :] if start else text


def decode_name(raw: bytes, declared_utf8: bool) -> tuple[str, bool]:
    """Decode a file name (APPNOTE.TXT, appendix D); return the text and whether it has the declared encoding."""
    try:
        return raw.decode("utf-8"), True
    except UnicodeDecodeError:
        return raw.decode("cp437"), not declared_utf8


def build_label(text: str, max_length: int) -> Label:
    """Build a label of at most ``max_length`` characters; ``/`` separates folders."""
    warnings: list[tuple[str, LazyText]] = []
    if "\0" in text:
        warnings.append(("W_NAME_NUL", _NUL_IN_NAME))
    reason = _find_danger(text, max_length)
    if reason:
        warnings.append(("W_UNSAFE_NAME", reason))
    label_text = make_name_printable(_strip_current_folder(text)) or "(no name)"
    return Label(_shorten(label_text, max_length), tuple(warnings))


def _shorten(text: str, max_length: int) -> str:
    """Shorten ``text`` in the middle, so that the extension stays."""
    if len(text) <= max_length:
        return text
    tail_length = min(_TAIL_LENGTH, max_length // 2)
    return f"{text[: max_length - tail_length - 1]}\u2026{text[-tail_length:]}"


_NUL_IN_NAME = _("The name of this file holds a zero character, shown as a mark.")
_NAME_DANGERS = (
    _("This file has no name."),
    _("The name of this file points out of the archive; it is used as a label only."),
    _("The name of this file points to another computer; it is used as a label only."),
    _("The name of this file is an absolute path; it is used as a label only."),
    _("The name of this file names a drive; it is used as a label only."),
    _("The name of this file names a hidden stream; it is used as a label only."),
    _("The name of this file is that of a device; it is used as a label only."),
    _("The name of this file holds control characters, shown as marks."),
    _("The name of this file is too long and is shown shortened."),
)
"""Dangers in the order in which ``_find_danger`` checks them."""


def _find_danger(text: str, max_length: int) -> LazyText | None:
    """Return the first reason why ``text`` is dangerous as a path, or ``None``."""
    parts = text.split("/")
    checks = (
        not text,
        ".." in parts,
        text.startswith("//"),
        text.startswith("/"),
        _DRIVE.match(text),
        _ALTERNATE_STREAM.search(text),
        _DEVICE_NAME.fullmatch(parts[-1]),
        not is_name_printable(text.replace("\0", "")),
        len(text) > max_length,
    )
    return next((sentence for is_dangerous, sentence in zip(checks, _NAME_DANGERS, strict=True) if is_dangerous), None)


def find_common_folder(names: Iterable[str], layout: FolderLayout) -> str:
    """The folders around all ``names``, each with its slash; '' where there is none or it belongs to the download.

    Each packing again puts one more folder around the download. More than one is taken off only where a file or one
    of the ``own_folders`` lies directly in the innermost: the folders of other platforms are nested themselves.
    """
    paths = [name.split("/") for name in names]
    common = paths[0][:-1] if paths else []
    for path in paths:
        pairs = zip(common, path[:-1], strict=False)
        common = [folder for folder, _other in takewhile(lambda pair: pair[0] == pair[1], pairs)]
    around = list(takewhile(lambda folder: _wraps(folder, layout), common))
    depth = len(around)
    shows_top = any(len(path) == depth + 1 or path[depth].casefold() in layout.own_folders for path in paths)
    return "".join(f"{folder}/" for folder in (around if shows_top else around[:1]))


def _wraps(folder: str, layout: FolderLayout) -> bool:
    """Whether a folder may be one around a download, and none within it."""
    return folder not in ("", "..") and folder.casefold() not in layout.own_folders and not _DRIVE.fullmatch(folder)


def find_download_folders(names: Iterable[str], layout: FolderLayout) -> list[str]:
    """The top folders that hold a download of their own: a person's tables."""
    paths = (name.split("/") for name in names)
    folders = {path[0] for path in paths if len(path) == 2 and path[1].casefold() in layout.personal_tables}
    return sorted(folders - {""})


def fold_file_system_name(text: str) -> str:
    """What two names share that some file systems cannot tell apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
