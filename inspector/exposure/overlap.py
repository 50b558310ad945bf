"""Rows that two archives share: united as multisets, so that nothing counts twice and nothing is lost."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.catalog.columns import folded_column
from inspector.table import Table

Placed = tuple[int, str, Table]
"""A table with the archive and the member that it came from."""


def repeated_rows(tables: Mapping[str, Sequence[Placed]]) -> dict[tuple[int, str], NDArray[np.bool_]]:
    """For each (archive, member) the rows that an earlier archive has already, shape (rows,).

    Within one archive equal rows are kept; of two archives that hold a row m and n times, max(m, n) stay.
    """
    masks: dict[tuple[int, str], NDArray[np.bool_]] = {}
    for placed in tables.values():
        by_columns: dict[tuple[str, ...], list[Placed]] = {}
        for entry in placed:
            by_columns.setdefault(_signature(entry[2]), []).append(entry)
        for group in by_columns.values():
            if len({archive for archive, _member, _table in group}) > 1:
                masks.update(_repeated(group))
    return masks


def _signature(table: Table) -> tuple[str, ...]:
    return tuple(map(folded_column, table.columns))


def _repeated(group: Sequence[Placed]) -> dict[tuple[int, str], NDArray[np.bool_]]:
    """Compare tables with the same columns, in the order of their archives."""
    ordered = sorted(group, key=lambda entry: entry[0])
    identity = _identities([table for _archive, _member, table in ordered])
    kept: dict[int, int] = {}
    masks = {}
    start = 0
    archive_of = np.concatenate([np.full(table.rows, archive) for archive, _m, table in ordered])
    for archive in dict.fromkeys(entry[0] for entry in ordered):
        rows = np.flatnonzero(archive_of == archive)
        order = np.argsort(identity[rows], kind="stable")
        values, first, times = np.unique(identity[rows][order], return_index=True, return_counts=True)
        repeated = np.zeros(len(rows), bool)
        already = np.array([kept.get(int(value), 0) for value in values])
        rank = np.arange(len(rows)) - np.repeat(first, times)
        repeated[order] = rank < np.repeat(already, times)
        for value, count in zip(values.tolist(), times.tolist(), strict=True):
            kept[value] = max(kept.get(value, 0), count)
        place = 0
        for number, member, table in ordered:
            if number == archive:
                masks[(archive, member)] = repeated[place : place + table.rows]
                place += table.rows
        start += len(rows)
    return masks


def _identities(tables: Sequence[Table]) -> NDArray[np.int64]:
    """A number for each row, equal for equal rows, shape (rows of all tables,)."""
    total = sum(table.rows for table in tables)
    identity = np.zeros(total, np.int64)
    for column in range(len(tables[0].columns)):
        chunks = [chunk for table in tables for chunk in table.column(column).chunks]
        codes = pc.dictionary_encode(pa.chunked_array(chunks, pa.string())).combine_chunks()
        indices = codes.indices if hasattr(codes, "indices") else pa.concat_arrays([c.indices for c in codes.chunks])
        values = np.frombuffer(indices.buffers()[1], np.int32, len(indices), indices.offset * 4).astype(np.int64)
        pairs = identity * (int(values.max(initial=0)) + 1) + values
        _distinct, identity = np.unique(pairs, return_inverse=True)
    return identity
