"""Names of files in a download, compared as they vary from one download to another."""

import re
from fnmatch import fnmatchcase
from functools import lru_cache


@lru_cache(maxsize=4096)
def fold_base_name(name: str) -> str:
    """A file's base name in lower case, without folder and number; blanks and underscores are one.

    ``Jobs/Saved_Jobs_1.csv`` and ``Saved Jobs (2).csv`` are both ``saved jobs.csv``.
    """
    base = name.replace("\\", "/").rsplit("/", 1)[-1].casefold()
    stem, dot, extension = base.rpartition(".")
    stem = stem if dot else extension
    stem = re.sub(r"(_\d+)+$", "", re.sub(r"\s*\(\d+\)$", "", stem)).replace("_", " ")
    return f"{stem}.{extension}" if dot else stem


def get_base_stem(name: str) -> str:
    """A file's base name as ``fold_base_name`` gives it, without its extension."""
    folded = fold_base_name(name)
    return folded.rpartition(".")[0] or folded


def matches_pattern(name: str, pattern: str) -> bool:
    """Whether a path fits a pattern, folder by folder; a leading ``**`` stands for any folders."""
    name_parts, pattern_parts = name.split("/"), pattern.split("/")
    if pattern_parts[0] == "**":
        return fnmatchcase(name_parts[-1], pattern_parts[-1])
    return len(name_parts) == len(pattern_parts) and all(map(fnmatchcase, name_parts, pattern_parts))
