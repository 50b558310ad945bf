"""Tables made of a table that was read: some of its rows, or the same with moments in a form that can be dated."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pyarrow as pa

from inspector.columns import (
    Indices,
    build_string_array,
    combine_chunks,
    find_filled,
    find_matches,
    list_texts,
    take_cells,
)
from inspector.i18n import plural
from inspector.table.problems import build_note
from inspector.table.read_table import Table

_EPOCH_MILLISECONDS = "^[12][0-9]{12}$"
"""Thirteen digits: moments from 2001-09-09 to 2065-01-24, in milliseconds since 1970-01-01 UTC."""


def select_rows(table: Table, rows: Indices, *, keeps_set_aside: bool) -> Table:
    """The table with some of its rows (from 0, ascending), which keep their record numbers.

    Columns that hold nothing in these rows are left out. What is said of the table stays with the records set aside.
    """
    columns = [take_cells(table.column(index), rows) for index in range(len(table.columns))]
    filled = [index for index, column in enumerate(columns) if find_filled(column).any()]
    data = pa.Table.from_arrays([columns[index] for index in filled], names=[str(i) for i in range(len(filled))])
    numbers = rows + 1 if table.numbers is None else table.numbers[rows]
    return Table(
        tuple(table.columns[index] for index in filled),
        data,
        len(rows),
        table.set_aside if keeps_set_aside else (),
        table.problems if keeps_set_aside else (),
        numbers.astype(np.int64),
    )


def convert_epoch_dates(table: Table, date_columns: Iterable[int]) -> Table:
    """The table with milliseconds since 1970 written as dates in some columns, positions from 0.

    What was written stands in a further column.
    """
    arrays = list(table.data.columns)
    names = list(table.columns)
    row_count = 0
    for index in date_columns:
        column = combine_chunks(table.column(index))
        mask = find_matches(column, _EPOCH_MILLISECONDS)
        if not mask.any():
            continue
        written = list_texts(column)
        row_count = max(row_count, int(np.count_nonzero(mask)))
        dates = [_format_moment(cell) if is_moment else cell for cell, is_moment in zip(written, mask, strict=True)]
        kept = [cell if is_moment else "" for cell, is_moment in zip(written, mask, strict=True)]
        arrays[index] = pa.chunked_array([build_string_array(dates)])
        arrays.append(pa.chunked_array([build_string_array(kept)]))
        names.append(f"{table.columns[index]} (milliseconds)")
    if not row_count:
        return table
    note = build_note(
        "W_EPOCH_DATE",
        plural(
            "{number} date is written as milliseconds since 1970; it is shown as a date, in UTC.",
            "{number} dates are written as milliseconds since 1970; they are shown as dates, in UTC.",
            row_count,
        ),
    )
    data = pa.Table.from_arrays(arrays, names=[str(index) for index in range(len(arrays))])
    return replace(table, columns=tuple(names), data=data, problems=(*table.problems, note))


def _format_moment(milliseconds: str) -> str:
    moment = dt.datetime.fromtimestamp(int(milliseconds) // 1000, dt.UTC)
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
