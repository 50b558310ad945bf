"""Rows that two archives share: united as multisets, so that nothing counts twice and nothing is lost.

Tables of one kind are compared by the columns in which they hold anything, whatever their order and spelling.
Where one header has columns that another lacks, a row of the poorer one is repeated if a row of a richer one
has all its cells.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.catalog.column_names import fold_column_name
from inspector.items.text_columns import count_cell_bytes
from inspector.table import Table

ArchiveTable = tuple[int, str, Table]
"""A table with the archive and the member that it came from."""
_ColumnKey = tuple[str, int]
"""A column: its folded name, and how many columns of that name stand before it."""
_Codes = NDArray[np.int64]
_Mask = NDArray[np.bool_]


def find_repeated_rows(tables: Mapping[str, Sequence[ArchiveTable]]) -> dict[tuple[int, str], _Mask]:
    """For each (archive, member) the rows that another archive has as well and that count there, shape (rows,).

    Within one archive equal rows are kept; of two archives that hold a row m and n times, max(m, n) stay.
    """
    masks: dict[tuple[int, str], _Mask] = {}
    for kind_tables in tables.values():
        if len({archive for archive, _member, _table in kind_tables}) > 1:
            masks.update(_mask_repeated(kind_tables))
    return masks


@dataclass(slots=True)
class _Group:
    """The tables of one kind that hold something in the same columns, in the order of their archives.

    ``archives`` gives the archive of each row, ``repeated`` what is known of it, both of shape (rows of all,).
    """

    keys: frozenset[_ColumnKey]
    entries: list[ArchiveTable]
    archives: NDArray[np.int64] = field(init=False)
    repeated_mask: _Mask = field(init=False)

    def __post_init__(self) -> None:
        self.entries.sort(key=lambda entry: entry[0])
        self.archives = np.concatenate([np.full(table.rows, archive) for archive, _member, table in self.entries])
        self.repeated_mask = np.zeros(len(self.archives), bool)

    @property
    def tables(self) -> list[Table]:
        """The tables alone."""
        return [table for _archive, _member, table in self.entries]

    def split_masks(self) -> Iterable[tuple[tuple[int, str], _Mask]]:
        """The repeated rows, table by table."""
        start = 0
        for archive, member, table in self.entries:
            yield (archive, member), self.repeated_mask[start : start + table.rows]
            start += table.rows


def _mask_repeated(entries: Sequence[ArchiveTable]) -> dict[tuple[int, str], _Mask]:
    """Compare the tables of one kind, those with the most columns first."""
    groups: list[_Group] = []
    for group in sorted(_group_tables(entries), key=lambda group: -len(group.keys)):
        _mask_equal(group)
        wider_groups = [other for other in groups if group.keys < other.keys]
        if group.keys and wider_groups:
            _mask_covered(group, wider_groups)
        groups.append(group)
    return {table_key: mask for group in groups for table_key, mask in group.split_masks()}


def _group_tables(entries: Iterable[ArchiveTable]) -> list[_Group]:
    """Tables with the same columns belong together, and so do those that differ in columns without any text."""
    by_header: dict[frozenset[_ColumnKey], list[ArchiveTable]] = {}
    for entry in entries:
        by_header.setdefault(frozenset(_index_columns(entry[2])), []).append(entry)
    by_filled: dict[frozenset[_ColumnKey], list[ArchiveTable]] = {}
    for header_entries in by_header.values():
        filled_columns = frozenset(
            key
            for _a, _m, table in header_entries
            for key, index in _index_columns(table).items()
            if _has_text(table, index)
        )
        by_filled.setdefault(filled_columns, []).extend(header_entries)
    return [_Group(keys, filled_entries) for keys, filled_entries in by_filled.items()]


def _index_columns(table: Table) -> dict[_ColumnKey, int]:
    """Where each column stands."""
    name_counts: Counter[str] = Counter()
    index_by_column: dict[_ColumnKey, int] = {}
    for index, name in enumerate(map(fold_column_name, table.columns)):
        index_by_column[name, name_counts[name]] = index
        name_counts[name] += 1
    return index_by_column


def _has_text(table: Table, index: int) -> bool:
    """Whether any cell of a column holds text."""
    return any(len(chunk) and count_cell_bytes(chunk).any() for chunk in table.column(index).chunks)


def _mask_equal(group: _Group) -> None:
    """Of rows that are equal in every column, mark those that an earlier archive has already."""
    codes = _number_rows(group.tables, group.keys)
    distinct_count = int(codes.max(initial=-1)) + 1
    known_counts = np.zeros(distinct_count, np.int64)
    for archive in np.unique(group.archives):
        rows = np.flatnonzero(group.archives == archive)
        group.repeated_mask[rows] = _ranks(codes[rows], distinct_count) < known_counts[codes[rows]]
        known_counts = np.maximum(known_counts, np.bincount(codes[rows], minlength=distinct_count))


def _mask_covered(group: _Group, wider_groups: Sequence[_Group]) -> None:
    """Mark the rows whose every cell stands in a row of another archive that has further columns.

    Each row of a richer table stands for one row at most.
    """
    tables = [*group.tables, *(table for other in wider_groups for table in other.tables)]
    codes = _number_rows(tables, group.keys)
    distinct_count = int(codes.max(initial=-1)) + 1
    own_codes, wider_codes = codes[: len(group.archives)], codes[len(group.archives) :]
    unrepeated_mask = ~np.concatenate([other.repeated_mask for other in wider_groups])
    archives = np.concatenate([other.archives for other in wider_groups])
    used_counts = np.zeros(distinct_count, np.int64)
    for archive in np.unique(group.archives):
        rows = np.flatnonzero((group.archives == archive) & ~group.repeated_mask)
        available_counts = (
            np.bincount(wider_codes[unrepeated_mask & (archives != archive)], minlength=distinct_count) - used_counts
        )
        covered_mask = _ranks(own_codes[rows], distinct_count) < available_counts[own_codes[rows]]
        group.repeated_mask[rows[covered_mask]] = True
        used_counts += np.bincount(own_codes[rows[covered_mask]], minlength=distinct_count)


def _ranks(codes: _Codes, distinct_count: int) -> _Codes:
    """How many equal codes stand before each, shape (codes,)."""
    counts = np.bincount(codes, minlength=distinct_count)
    order = np.argsort(codes, kind="stable")
    ranks = np.empty(len(codes), np.int64)
    ranks[order] = np.arange(len(codes)) - (np.cumsum(counts) - counts)[codes[order]]
    return ranks


def _number_rows(tables: Sequence[Table], keys: Iterable[_ColumnKey]) -> _Codes:
    """A number for each row, equal for rows that are equal in the columns, shape (rows of all tables,)."""
    row_numbers = np.zeros(sum(table.rows for table in tables), np.int64)
    column_indices = [_index_columns(table) for table in tables]
    for key in keys:
        chunks = [
            chunk
            for table, column_index in zip(tables, column_indices, strict=True)
            for chunk in (
                table.column(column_index[key]).chunks if key in column_index else [_make_blank_column(table.rows)]
            )
        ]
        values = _number_cells(pa.chunked_array(chunks, pa.string()))
        _distinct, row_numbers = np.unique(row_numbers * (int(values.max(initial=0)) + 1) + values, return_inverse=True)
    return row_numbers


def _make_blank_column(rows: int) -> pa.StringArray:
    """A column without any text."""
    return pa.StringArray.from_buffers(rows, pa.py_buffer(bytes(4 * (rows + 1))), pa.py_buffer(b""))


def _number_cells(column: pa.ChunkedArray) -> _Codes:
    """A number for each cell, equal for equal cells."""
    encoded = pc.dictionary_encode(column).unify_dictionaries()
    indices = [chunk.indices for chunk in encoded.chunks if len(chunk)]
    codes = [np.frombuffer(chunk.buffers()[1], np.int32, len(chunk), chunk.offset * 4) for chunk in indices]
    return np.concatenate(codes).astype(np.int64) if codes else np.zeros(0, np.int64)
