"""Finds the rows that several archives share. Rows are compared as multisets, so none counts twice and none is lost.

Tables of one kind are compared by the columns in which they hold text; the order and the spelling of the columns
do not matter. Where one header has columns that another lacks, a row of the narrower table counts as repeated if
a row of the wider one has all its cells.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from inspector.catalog.column_names import fold_column_name
from inspector.columns import build_blank_cells, count_cell_bytes, factorize_cells, list_chunks
from inspector.table import Table

ColumnKey = tuple[str, int]
"""A column: its folded name, and how many columns of that name stand before it."""
_Codes = NDArray[np.int64]
_Mask = NDArray[np.bool_]
_COPY_BITS = 20
_UNDECIDED_SOURCE = 1 << 60


class ArchiveTable(NamedTuple):
    """A table with its archive and member; ``key`` is the same for tables that may share rows.

    What the portability interface gave may lie in one folder with a download: ``is_snapshot`` tells it apart.
    ``shared_domain`` is the domain, folded, in which the interface gives the kind beside others, "" for most kinds;
    ``is_undecided`` says that the rows are those of which it does not tell the kind. ``is_copy`` says that the name is
    that of a copy, ``copy_number`` is 0 for what is no copy. ``volatile`` are folded columns that do not count.
    """

    archive: int
    member: str
    key: str
    table: Table
    is_snapshot: bool = False
    shared_domain: str = ""
    is_undecided: bool = False
    sha256: str | None = None
    is_copy: bool = False
    volatile: frozenset[str] = frozenset()
    copy_number: int = 0

    @property
    def source(self) -> int:
        """What the rows were given in; equal rows of one source are kept. Undecided rows come after all others."""
        place = 2 * self.archive + self.is_snapshot << _COPY_BITS
        return place + self.copy_number + _UNDECIDED_SOURCE * self.is_undecided


def number_copies(tables: Iterable[ArchiveTable]) -> Iterator[ArchiveTable]:
    """Number the tables of one archive that are copies of another one: the same bytes, or the name of a copy.

    Where all names are those of copies, the first table is none. Tables that the platform split into several files
    are no copies, whatever rows they share.
    """
    tables = tuple(tables)
    originals = {(table.key, table.is_snapshot) for table in tables if not table.is_copy}
    digests: set[tuple[str, str]] = set()
    copy_counts: Counter[tuple[str, bool]] = Counter()
    for table in sorted(tables, key=lambda table: table.is_copy):
        group = (table.key, table.is_snapshot)
        has_same_bytes = table.sha256 is not None and (table.key, table.sha256) in digests
        digests.add((table.key, table.sha256 or ""))
        if has_same_bytes or (table.is_copy and group in originals):
            copy_counts[group] += 1
            table = table._replace(copy_number=copy_counts[group])
        originals.add(group)
        yield table


def find_repeated_rows(tables: Iterable[ArchiveTable]) -> dict[tuple[int, str], _Mask]:
    """The masks of the rows that another archive holds and that count there, by (archive, member), shape (rows,).

    Within one archive equal rows are kept, unless one is from a download and one from the portability interface, or one
    from a copy. Of two archives that hold a row m and n times, max(m, n) stay.
    """
    tables_by_key: dict[str, list[ArchiveTable]] = {}
    for entry in tables:
        tables_by_key.setdefault(entry.key, []).append(entry)
    masks: dict[tuple[int, str], _Mask] = {}
    for kind_tables in tables_by_key.values():
        if len({entry.source for entry in kind_tables}) > 1:
            masks.update(_mask_repeated(kind_tables))
    tables = [entry for kind_tables in tables_by_key.values() for entry in kind_tables]
    for undecided in tables:
        if undecided.is_undecided:
            masks.update(_mask_decided([entry for entry in tables if _may_decide(entry, undecided)], masks))
    return masks


def _may_decide(entry: ArchiveTable, undecided: ArchiveTable) -> bool:
    """Whether a table tells the kind of undecided rows, or is one with such rows of the same source itself."""
    has_same_source = (entry.archive, entry.is_snapshot) == (undecided.archive, undecided.is_snapshot)
    return entry.shared_domain == undecided.shared_domain and entry.is_undecided == has_same_source


def _mask_decided(entries: Sequence[ArchiveTable], masks: dict[tuple[int, str], _Mask]) -> dict[tuple[int, str], _Mask]:
    """Mark the undecided rows that stand in a table of which the kind is known as well; ``masks`` are those so far."""
    decided_masks = _mask_repeated(entries)
    undecided = [(entry.archive, entry.member) for entry in entries if entry.is_undecided]
    return {place: decided_masks[place] | masks.get(place, False) for place in undecided}


@dataclass(slots=True)
class _Group:
    """The tables of one kind that hold text in the same columns, in the order of their archives.

    ``archives`` is the source of each row, ``repeated_mask`` whether the row is repeated; shape (rows of all,).
    """

    keys: frozenset[ColumnKey]
    entries: list[ArchiveTable]
    archives: NDArray[np.int64] = field(init=False)
    repeated_mask: _Mask = field(init=False)

    def __post_init__(self) -> None:
        self.entries.sort(key=lambda entry: entry.source)
        self.archives = np.concatenate([np.full(entry.table.rows, entry.source) for entry in self.entries])
        self.repeated_mask = np.zeros(len(self.archives), bool)

    @property
    def tables(self) -> list[Table]:
        return [entry.table for entry in self.entries]

    def split_masks(self) -> Iterable[tuple[tuple[int, str], _Mask]]:
        """The repeated rows, table by table."""
        start = 0
        for entry in self.entries:
            yield (entry.archive, entry.member), self.repeated_mask[start : start + entry.table.rows]
            start += entry.table.rows


def _mask_repeated(entries: Sequence[ArchiveTable]) -> dict[tuple[int, str], _Mask]:
    """Compare the tables of one kind. Those with the most columns come first, because only they can cover others."""
    groups: list[_Group] = []
    for group in sorted(_group_tables(entries), key=lambda group: -len(group.keys)):
        _mask_equal(group)
        wider_groups = [other for other in groups if group.keys < other.keys]
        if group.keys and wider_groups:
            _mask_covered(group, wider_groups)
        groups.append(group)
    return {table_key: mask for group in groups for table_key, mask in group.split_masks()}


def _group_tables(entries: Iterable[ArchiveTable]) -> list[_Group]:
    """Group tables by the columns in which they hold text; a column that is empty throughout makes no difference."""
    by_header: dict[frozenset[ColumnKey], list[ArchiveTable]] = {}
    for entry in entries:
        by_header.setdefault(frozenset(index_columns(entry.table)), []).append(entry)
    by_filled: dict[frozenset[ColumnKey], list[ArchiveTable]] = {}
    for header_entries in by_header.values():
        filled_columns = frozenset(
            key
            for entry in header_entries
            for key, index in index_columns(entry.table).items()
            if key[0] not in entry.volatile and _has_text(entry.table, index)
        )
        by_filled.setdefault(filled_columns, []).extend(header_entries)
    return [_Group(keys, filled_entries) for keys, filled_entries in by_filled.items()]


def index_columns(table: Table) -> dict[ColumnKey, int]:
    """The position of each column of a table."""
    name_counts: Counter[str] = Counter()
    index_by_column: dict[ColumnKey, int] = {}
    for index, name in enumerate(map(fold_column_name, table.canonical_names)):
        index_by_column[name, name_counts[name]] = index
        name_counts[name] += 1
    return index_by_column


def _has_text(table: Table, index: int) -> bool:
    """Whether any cell of a column holds text."""
    return bool(count_cell_bytes(table.column(index)).any())


def _mask_equal(group: _Group) -> None:
    """Mark the rows that an earlier archive holds as well, equal in every column."""
    codes = number_rows(group.tables, group.keys)
    distinct_count = int(codes.max(initial=-1)) + 1
    known_counts = np.zeros(distinct_count, np.int64)
    for archive in np.unique(group.archives):
        rows = np.flatnonzero(group.archives == archive)
        group.repeated_mask[rows] = _rank_equals(codes[rows], distinct_count) < known_counts[codes[rows]]
        known_counts = np.maximum(known_counts, np.bincount(codes[rows], minlength=distinct_count))


def _mask_covered(group: _Group, wider_groups: Sequence[_Group]) -> None:
    """Mark the rows whose cells all stand in one row of a wider table of another archive.

    Each row of a wider table covers one row at most.
    """
    tables = [*group.tables, *(table for other in wider_groups for table in other.tables)]
    codes = number_rows(tables, group.keys)
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
        covered_mask = _rank_equals(own_codes[rows], distinct_count) < available_counts[own_codes[rows]]
        group.repeated_mask[rows[covered_mask]] = True
        used_counts += np.bincount(own_codes[rows[covered_mask]], minlength=distinct_count)


def _rank_equals(codes: _Codes, distinct_count: int) -> _Codes:
    """The number of equal codes before each, shape (codes,)."""
    counts = np.bincount(codes, minlength=distinct_count)
    order = np.argsort(codes, kind="stable")
    ranks = np.empty(len(codes), np.int64)
    ranks[order] = np.arange(len(codes)) - (np.cumsum(counts) - counts)[codes[order]]
    return ranks


def number_rows(tables: Sequence[Table], keys: Iterable[ColumnKey]) -> _Codes:
    """Number the rows of all tables, shape (rows of all tables,): rows that are equal in the columns get one number.

    A table without one of the columns counts as having it without text.
    """
    row_numbers = np.zeros(sum(table.rows for table in tables), np.int64)
    column_indices = [index_columns(table) for table in tables]
    for key in keys:
        chunks = [
            chunk
            for table, column_index in zip(tables, column_indices, strict=True)
            for chunk in (
                list_chunks(table.column(column_index[key])) if key in column_index else [build_blank_cells(table.rows)]
            )
        ]
        values = factorize_cells(pa.chunked_array(chunks, pa.string()))
        _distinct, row_numbers = np.unique(row_numbers * (int(values.max(initial=0)) + 1) + values, return_inverse=True)
    return row_numbers
