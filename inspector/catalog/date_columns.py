"""Finds the column that dates the rows where it bears a name that the catalog does not know."""

from dataclasses import dataclass, replace

import numpy as np

from inspector.catalog.column_names import fold_column_name
from inspector.catalog.match import Match
from inspector.columns import find_filled
from inspector.table import UNKNOWN_DAY, Precision, Table, parse_dates

_MAX_CANDIDATES = 64
"""How many unknown columns are looked through for dates; the widest table of the platform has 59."""


@dataclass(frozen=True, slots=True)
class DateColumns:
    """The table, in which the columns that were found bear the catalog's name beside their own.

    ``found`` are the written names of those columns. ``is_lost`` says that rows that a known header dates are undated
    here, because no column is full of dates.
    """

    table: Table
    found: tuple[str, ...] = ()
    is_lost: bool = False


def find_date_columns(match: Match, table: Table) -> DateColumns:
    """Find the date column of each part that lacks all the names of its own: an unknown column full of dates.

    Where several are, the first is taken. A column of nothing but years is none, because any number may be one.
    """
    kind = match.kind
    if kind is None or not table.rows:
        return DateColumns(table)
    missing = set(map(fold_column_name, match.drift.missing))
    has_no_names = match.layout.header is None and not match.layout.columns
    present = set(map(fold_column_name, table.canonical_names))
    known = set(map(fold_column_name, kind.known_columns))
    found: list[str] = []
    is_lost = False
    for dates in dict.fromkeys(part.date for part in kind.part if part.date):
        names = [fold_column_name(name) for name in dates]
        if not present.isdisjoint(names) or not (has_no_names or not missing.isdisjoint(names)):
            continue
        candidates = _list_unknown(table, known)[:_MAX_CANDIDATES]
        position = next((place for place in candidates if _is_full_of_dates(table, place)), None)
        if position is None:
            is_lost = True
            continue
        known_names = [*table.known_names, *("",) * (len(table.columns) - len(table.known_names))]
        known_names[position] = dates[0]
        found.append(table.columns[position])
        table = replace(table, known_names=tuple(known_names))
        present.add(names[0])
    return DateColumns(table, tuple(found), is_lost)


def _list_unknown(table: Table, known: set[str]) -> list[int]:
    names = enumerate(map(fold_column_name, table.canonical_names))
    return [place for place, name in names if name not in known]


def _is_full_of_dates(table: Table, place: int) -> bool:
    """Tell whether the cells are dates, even such as could be two days each."""
    cells = table.column(place)
    dates = parse_dates(cells)
    is_dated = dates.days != UNKNOWN_DAY
    is_filled = find_filled(cells)
    dated_count = np.count_nonzero(is_dated) + len(dates.ambiguous)
    return bool(
        len(dates.bad) == len(dates.ambiguous)
        and 2 * dated_count > np.count_nonzero(is_filled)
        and (len(dates.ambiguous) or (dates.precision[is_dated] > Precision.YEAR).any())
    )
