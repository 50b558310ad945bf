"""Columns found by name: LinkedIn spells one name in several ways."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from inspector.table import Table


@lru_cache(maxsize=4096)
def fold_column_name(name: str) -> str:
    """Fold a column's name: without case, blanks and underscores, composed as NFKC composes."""
    return "".join(unicodedata.normalize("NFKC", name).replace("_", " ").split()).casefold()


def find_column(table: Table, name: str) -> int | None:
    """Give the position of the first column with that name, compared folded; ``None`` if there is none."""
    folded_name = fold_column_name(name)
    return next((i for i, column in enumerate(table.canonical_names) if fold_column_name(column) == folded_name), None)


def find_first_column(table: Table, names: Sequence[str]) -> int | None:
    """Give the position of the first of the names that the table has."""
    return next((index for name in names if (index := find_column(table, name)) is not None), None)


def find_columns(table: Table, names: Iterable[str]) -> list[int]:
    """Give the positions of all columns with one of the names, compared folded."""
    folded_names = set(map(fold_column_name, names))
    return [index for index, column in enumerate(table.columns) if fold_column_name(column) in folded_names]
