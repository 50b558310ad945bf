"""Matches a table of the portability interface by its domain, which may hold several kinds of row."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from inspector.catalog.catalog_schema import FileKind
from inspector.catalog.column_names import fold_column_name
from inspector.catalog.drift import NO_DRIFT, fold_header, measure_drift
from inspector.catalog.known_headers import MIN_SIMILARITY
from inspector.catalog.match import Catalog, Match
from inspector.columns import Indices, equals_any, find_filled
from inspector.table import Layout, Table, fold_domain

_NAMED_COLUMNS = Layout(0)
"""The columns bear names, as below a header."""
_UNKNOWN, _SEVERAL = -1, -2


def knows_domain(catalog: Catalog, domain: str) -> bool:
    """Whether any kind is found in a domain of this name."""
    folded = fold_domain(domain)
    return folded in catalog.kinds_by_domain or folded in catalog.mixed_kinds_by_domain


def match_domain(catalog: Catalog, domain: str, table: Table) -> list[tuple[Match, Indices | None]]:
    """Match a table by its domain: each match with its rows, from 0 and ascending (None: all of them).

    Where a domain holds several kinds, each row is matched by its columns. Rows that they do not settle are of the
    kind that has the domain for itself, or of none.
    """
    folded = fold_domain(domain)
    rest_kind, mixed_kinds = catalog.kinds_by_domain.get(folded), catalog.mixed_kinds_by_domain.get(folded, ())
    if not mixed_kinds or not table.rows:
        return [(_match_kind(rest_kind, table), None)]
    rows_by_kind, rest_rows = _split_rows(mixed_kinds, table)
    matches: list[tuple[Match, Indices | None]] = [
        (_match_kind(kind, table), rows) for kind, rows in rows_by_kind if len(rows)
    ]
    if len(rest_rows) or table.set_aside:
        matches.append((_match_kind(rest_kind, table), rest_rows))
    return [(match, None) for match, _rows in matches] if len(matches) == 1 else matches


def _match_kind(kind: FileKind | None, table: Table) -> Match:
    """The match with the kind that the domain says; the columns confirm it, or drift."""
    if kind is None:
        return Match(None, "none", _NAMED_COLUMNS)
    columns = fold_header(table.columns)
    shares = [(columns & fold_header(header)).total() / max(1, columns.total()) for header in kind.headers]
    drift = replace(measure_drift(kind, table.columns), is_reordered=False) if table.columns else NO_DRIFT
    return Match(kind, "both" if max(shares, default=0) >= MIN_SIMILARITY else "name", _NAMED_COLUMNS, drift=drift)


def _split_rows(kinds: Sequence[FileKind], table: Table) -> tuple[list[tuple[FileKind, Indices]], Indices]:
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
