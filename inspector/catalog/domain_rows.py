"""Tells apart the rows of a domain of the portability interface that holds several kinds of row."""

from collections.abc import Sequence

import numpy as np

from inspector.catalog.catalog_schema import FileKind
from inspector.catalog.column_names import fold_column_name
from inspector.columns import Indices, equals_any, find_filled
from inspector.table import Table

_UNKNOWN, _SEVERAL = -1, -2


def split_mixed_rows(kinds: Sequence[FileKind], table: Table) -> tuple[list[tuple[FileKind, Indices]], Indices]:
    """The rows of each kind, and those of which the columns do not tell the kind; all from 0, ascending.

    A filled column that one kind alone has tells the kind. Where there is none, a word for the direction does, in a
    column that none of the kinds knows. A row that speaks for two kinds is told by neither.
    """
    known_columns = [{fold_column_name(name) for header in kind.headers for name in header} for kind in kinds]
    codes = np.full(table.rows, _UNKNOWN)
    for code, columns in enumerate(known_columns):
        others = set().union(*(other for index, other in enumerate(known_columns) if index != code))
        is_kind = np.zeros(table.rows, bool)
        for index, name in enumerate(map(fold_column_name, table.columns)):
            if name in columns - others:
                is_kind |= find_filled(table.column(index))
        codes = _settle(codes, code, is_kind)
    word_codes = np.full(table.rows, _UNKNOWN)
    all_columns = set().union(*known_columns)
    for code, kind in enumerate(kinds):
        is_kind = np.zeros(table.rows, bool)
        for index, name in enumerate(map(fold_column_name, table.columns)):
            if kind.direction_words and name not in all_columns:
                is_kind |= equals_any(table.column(index), kind.direction_words)
        word_codes = _settle(word_codes, code, is_kind)
    codes = np.where(codes == _UNKNOWN, word_codes, codes)
    return [(kind, np.flatnonzero(codes == code)) for code, kind in enumerate(kinds)], np.flatnonzero(codes < 0)


def _settle(codes: Indices, code: int, is_kind: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Indices:
    return np.where(is_kind, np.where(codes == _UNKNOWN, code, _SEVERAL), codes)
