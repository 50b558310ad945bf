"""Names of files in a download, compared as they vary: copies, doubled endings, numbers, names given by programs."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache, lru_cache

import msgspec

from inspector.archive.file_types import find_form, list_endings
from inspector.archive.system_files import list_spreadsheet_endings
from inspector.resources import resources_dir

_DASHES = str.maketrans({"_": " ", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-"})
_SEPARATORS = " .,-"
_OTHER_ENDING = re.compile(r"\.[a-z0-9]{1,5}$")
_MAX_NAME_LENGTH = 400
"""A longer name is no copy of a known one; what follows is not looked at."""


class CopyNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The words that file managers, spreadsheets and synchronisation add to the name of a copy, in lower case.

    ``before`` stand before the name, ``after`` behind it; ``joined`` stand behind it without a blank. ``conflict``
    are marks of a copy that was made when two versions met: what follows such a mark belongs to it. ``sheets`` are
    the names that spreadsheets give to a sheet that they export.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    joined: tuple[str, ...]
    conflict: tuple[str, ...]
    sheets: tuple[str, ...]


@cache
def load_copy_names() -> CopyNames:
    """Read the words of copies from ``resources/catalog/copy_names.toml``."""
    text = (resources_dir() / "catalog" / "copy_names.toml").read_text(encoding="utf-8")
    words = msgspec.convert(tomllib.loads(text), dict[str, tuple[str, ...]])
    # The longest first: "copy" would leave half of "another copy".
    longest_first = {place: sorted(map(_fold, found), key=len, reverse=True) for place, found in words.items()}
    return msgspec.convert(longest_first, CopyNames)


@lru_cache(maxsize=4096)
def fold_base_name(name: str) -> str:
    """A file's base name in lower case, without folder and number; blanks and underscores are one.

    ``Jobs/Saved_Jobs_1.csv`` and ``Saved Jobs (2).csv`` are both ``saved jobs.csv``.
    """
    base = _find_base(name).casefold()
    stem, dot, extension = base.rpartition(".")
    stem = stem if dot else extension
    stem = _strip_member_numbers(stem).replace("_", " ")
    return f"{stem}.{extension}" if dot else stem


def get_base_stem(name: str) -> str:
    """A file's base name as ``fold_base_name`` gives it, without its extension."""
    folded = fold_base_name(name)
    return folded.rpartition(".")[0] or folded


@lru_cache(maxsize=4096)
def fold_stem(name: str) -> str:
    """A file's base name in lower case without any ending of a table; blanks, dashes and underscores are one blank."""
    return _join_words(_strip_endings(_fold(_find_base(name))))


def list_stems(name: str) -> Iterator[str]:
    """The stems that a file of this name may have been copied from, the nearest first, each as ``fold_stem`` gives it.

    ``messages - Copy (2).csv.txt`` gives ``messages copy (2)``, ``messages copy`` and ``messages``. Nothing is given
    for a name whose ending is that of no table.
    """
    base = _fold(_find_base(name))[:_MAX_NAME_LENGTH].strip("#")
    stem = _strip_endings(base)
    if stem == base and _OTHER_ENDING.search(base):
        return
    while True:
        yield _join_words(stem)
        shorter = _strip_endings(_strip_addition(stem))
        if shorter == stem or not shorter:
            return
        stem = shorter


def is_copy_name(name: str, files: Iterable[str]) -> bool:
    """Whether a file has none of the names of its kind; a number behind an underscore is LinkedIn's own and no copy."""
    stem, dot, extension = _find_base(name).rpartition(".")
    base = _strip_endings(_fold(f"{_strip_underscored_numbers(stem)}{dot}{extension}"))
    return _join_words(base) not in set(map(fold_stem, files))


def contains_words(stem: str, words: str) -> bool:
    """Whether a folded stem begins or ends with other words, as a whole."""
    if len(stem) <= len(words):
        return False
    begins, ends = stem.startswith(words), stem.endswith(words)
    return (begins and not stem[len(words)].isalnum()) or (ends and not stem[-len(words) - 1].isalnum())


def matches_pattern(name: str, pattern: str) -> bool:
    """Whether a path fits a pattern; a leading ``**`` stands for any folders.

    The folders of a pattern may lie anywhere in the path, and further ones in them. A pattern without a folder fits
    only at the top.
    """
    (*folders, base), (*pattern_folders, base_pattern) = name.split("/"), pattern.split("/")
    if not fnmatchcase(base, base_pattern):
        return False
    if not pattern_folders:
        return not folders
    if pattern_folders == ["**"]:
        return True
    depth = len(pattern_folders)
    return any(
        all(map(fnmatchcase, folders[start : start + depth], pattern_folders))
        for start in range(len(folders) - depth + 1)
    )


def _strip_member_numbers(stem: str) -> str:
    """Take off a number in brackets, then all numbers behind underscores; by their ends, since a name may be long."""
    opening = stem.rfind("(")
    if stem.endswith(")") and opening >= 0 and stem[opening + 1 : -1].isdecimal():
        stem = stem[:opening].rstrip()
    return _strip_underscored_numbers(stem)


def _strip_underscored_numbers(stem: str) -> str:
    end = len(stem)
    while (underscore := stem.rfind("_", 0, end)) >= 0 and stem[underscore + 1 : end].isdecimal():
        end = underscore
    return stem[:end]


def _find_base(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def _fold(base: str) -> str:
    """Lower case, composed as NFKC composes, one sort of dash, single blanks."""
    folded = unicodedata.normalize("NFKC", base).casefold().translate(_DASHES)
    return " ".join(folded.split())


def _join_words(stem: str) -> str:
    return re.sub(r"[ -]+", " ", stem)


@cache
def _list_table_endings() -> tuple[str, ...]:
    tables = tuple(ending for ending in list_endings() if find_form(f"x{ending}") != "page")
    return (*tables, *list_spreadsheet_endings())


def _strip_endings(base: str) -> str:
    """Take off the endings of tables, and any other ending that stands behind one (``.csv.txt``, ``.csv.old``)."""
    endings = _list_table_endings()
    while True:
        stem, dot, extension = base.rpartition(".")
        if base.endswith(endings) or (dot and 0 < len(extension) <= 12 and stem.endswith(endings)):
            base = stem
        else:
            return base


def _strip_addition(stem: str) -> str:
    """Take one addition off: a number, a word of a copy, the name of a sheet, a note in brackets, the name repeated."""
    names = load_copy_names()
    shortenings = (_strip_conflict, _strip_brackets, _strip_number, _strip_copy_words, _strip_repetition)
    return next((shorter for strip in shortenings if (shorter := strip(stem, names)) != stem), stem)


def _strip_conflict(stem: str, names: CopyNames) -> str:
    place = min((found for mark in names.conflict if (found := stem.find(mark)) > 0), default=0)
    bracket = stem.rfind("(", 0, place)
    return stem[: bracket if bracket > 0 else place].rstrip(_SEPARATORS + "([~") if place else stem


def _strip_brackets(stem: str, names: CopyNames) -> str:
    opening = max(stem.rfind("("), stem.rfind("["))
    note = stem[opening + 1 : -1].strip()
    if opening > 0 and stem.endswith((")", "]")) and (note.isdecimal() or note in (*names.after, *names.joined)):
        return stem[:opening].rstrip(_SEPARATORS)
    return stem


def _strip_number(stem: str, names: CopyNames) -> str:
    """Take off a number behind a separator, or behind the name of a sheet, where it may follow without one."""
    shorter = stem.rstrip("0123456789")
    if shorter == stem or not (shorter.endswith(tuple(_SEPARATORS)) or shorter.endswith(names.sheets)):
        return stem
    return shorter.rstrip(_SEPARATORS)


def _strip_copy_words(stem: str, names: CopyNames) -> str:
    for words in names.joined:
        if stem.endswith(words):
            return stem[: -len(words)].rstrip(_SEPARATORS)
    for words in (*names.after, *names.sheets):
        if stem.endswith(words) and stem[: -len(words)].endswith(tuple(_SEPARATORS)):
            return stem[: -len(words)].rstrip(_SEPARATORS)
    for words in names.before:
        if stem.startswith(words + " "):
            return stem[len(words) :].lstrip(_SEPARATORS)
    return stem


def _strip_repetition(stem: str, _names: CopyNames) -> str:
    half, _between, other_half = stem.partition(" - ")
    return other_half if _strip_endings(half) == other_half else stem
