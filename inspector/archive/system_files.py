"""Tells the files of systems and programs from those of a download, and what stands in for a file that is not there."""

import re
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatchcase, translate
from functools import cache, lru_cache

import msgspec

from inspector.resources import resources_dir


class _SystemFiles(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of ``system_files.toml``."""

    junk_folders: tuple[str, ...]
    junk_files: tuple[str, ...]
    backups: tuple[str, ...]
    placeholders: tuple[str, ...]
    partial_downloads: tuple[str, ...]
    links: tuple[str, ...]
    spreadsheets: tuple[str, ...]


@cache
def _load_system_files() -> _SystemFiles:
    text = (resources_dir() / "catalog" / "system_files.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _SystemFiles)


@cache
def _compile_rules(names: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all names: most files fit none of them."""
    return re.compile("|".join(translate(name.casefold()) for name in names))


@lru_cache(maxsize=4096)
def _find_rule(name: str, rules: tuple[str, ...]) -> str | None:
    if _compile_rules(rules).match(name) is None:
        return None
    return next(rule for rule in rules if fnmatchcase(name, rule.casefold()))


def find_junk_rule(name: str) -> str | None:
    """The rule by which a file, or a folder, was left by a system or a program; ``None`` where there is none."""
    system_files = _load_system_files()
    parts = name.casefold().split("/")
    folder_rules = (_find_rule(part, system_files.junk_folders) for part in parts)
    return next(filter(None, folder_rules), None) or _find_rule(parts[-1], system_files.junk_files)


def find_backup_rule(name: str, names: Iterable[str]) -> str | None:
    """The rule by which a file is an editor's copy of one of ``names``, which are in lower case; ``None`` otherwise."""
    folded = name.casefold()
    for rule, original in _list_originals(folded, _load_system_files().backups):
        if original in names:
            return rule
    return None


def find_awaited_name(name: str) -> str | None:
    """The name of the file for which a placeholder, a link or a part of a download stands; ``None`` for any other."""
    system_files = _load_system_files()
    for rules in (system_files.placeholders, system_files.partial_downloads, system_files.links):
        for _rule, original in _list_originals(name, rules):
            return original
    return None


def is_partial_download(name: str) -> bool:
    """Whether a file is a part of a download by its ending."""
    return _find_rule(name.rpartition("/")[2].casefold(), _load_system_files().partial_downloads) is not None


def find_link_rule(name: str) -> str | None:
    """The rule by which a file is a link to another; ``None`` where it is none."""
    return _find_rule(name.rpartition("/")[2].casefold(), _load_system_files().links)


def list_spreadsheet_endings() -> tuple[str, ...]:
    """The endings of spreadsheets, in lower case with the dot."""
    return _load_system_files().spreadsheets


def is_spreadsheet(name: str) -> bool:
    """Whether a file is a spreadsheet by its ending, as another program saves a table."""
    return name.casefold().endswith(_load_system_files().spreadsheets)


def _list_originals(name: str, rules: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    """For each rule that a name fits the rule and the name without what the rule adds to it."""
    folder, slash, base = name.rpartition("/")
    if _find_rule(base.casefold(), rules) is None:
        return
    for rule in rules:
        before, after = rule.split("*")
        original = base[len(before) : len(base) - len(after)]
        if original and base.casefold().startswith(before) and base.casefold().endswith(after):
            yield rule, f"{folder}{slash}{original}"
