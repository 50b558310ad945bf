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

from inspector.items.text_columns import folded_column, lengths
from inspector.table import Table

Placed = tuple[int, str, Table]
"""A table with the archive and the member that it came from."""
_Key = tuple[str, int]
"""A column: its folded name, and how many columns of that name stand before it."""
_Codes = NDArray[np.int64]
_Mask = NDArray[np.bool_]


def repeated_rows(tables: Mapping[str, Sequence[Placed]]) -> dict[tuple[int, str], _Mask]:
    """For each (archive, member) the rows that another archive has as well and that count there, shape (rows,).

    Within one archive equal rows are kept; of two archives that hold a row m and n times, max(m, n) stay.
    """
    masks: dict[tuple[int, str], _Mask] = {}
    for placed in tables.values():
        if len({archive for archive, _member, _table in placed}) > 1:
            masks.update(_repeated(placed))
    return masks


@dataclass(slots=True)
class _Group:
    """The tables of one kind that hold something in the same columns, in the order of their archives.

    ``archives`` gives the archive of each row, ``repeated`` what is known of it, both of shape (rows of all,).
    """

    keys: frozenset[_Key]
    placed: list[Placed]
    archives: NDArray[np.int64] = field(init=False)
    repeated: _Mask = field(init=False)

    def __post_init__(self) -> None:
        self.placed.sort(key=lambda entry: entry[0])
        self.archives = np.concatenate([np.full(table.rows, archive) for archive, _member, table in self.placed])
        self.repeated = np.zeros(len(self.archives), bool)

    @property
    def tables(self) -> list[Table]:
        """The tables alone."""
        return [table for _archive, _member, table in self.placed]

    def masks(self) -> Iterable[tuple[tuple[int, str], _Mask]]:
        """The repeated rows, table by table."""
        start = 0
        for archive, member, table in self.placed:
            yield (archive, member), self.repeated[start : start + table.rows]
            start += table.rows


def _repeated(placed: Sequence[Placed]) -> dict[tuple[int, str], _Mask]:
    """Compare the tables of one kind, those with the most columns first."""
    done: list[_Group] = []
    for group in sorted(_groups(placed), key=lambda group: -len(group.keys)):
        _mask_equal(group)
        richer = [other for other in done if group.keys < other.keys]
        if group.keys and richer:
            _mask_covered(group, richer)
        done.append(group)
    return {where: mask for group in done for where, mask in group.masks()}


def _groups(placed: Iterable[Placed]) -> list[_Group]:
    """Tables with the same columns belong together, and so do those that differ in columns without any text."""
    by_header: dict[frozenset[_Key], list[Placed]] = {}
    for entry in placed:
        by_header.setdefault(frozenset(_places(entry[2])), []).append(entry)
    by_filled: dict[frozenset[_Key], list[Placed]] = {}
    for same in by_header.values():
        filled = frozenset(key for _a, _m, table in same for key, place in _places(table).items() if _any(table, place))
        by_filled.setdefault(filled, []).extend(same)
    return [_Group(keys, same) for keys, same in by_filled.items()]


def _places(table: Table) -> dict[_Key, int]:
    """Where each column stands."""
    seen: Counter[str] = Counter()
    places: dict[_Key, int] = {}
    for place, name in enumerate(map(folded_column, table.columns)):
        places[name, seen[name]] = place
        seen[name] += 1
    return places


def _any(table: Table, place: int) -> bool:
    """Whether any cell of a column holds text."""
    return any(len(chunk) and lengths(chunk).any() for chunk in table.column(place).chunks)


def _mask_equal(group: _Group) -> None:
    """Of rows that are equal in every column, mark those that an earlier archive has already."""
    codes = _identities(group.tables, group.keys)
    distinct = int(codes.max(initial=-1)) + 1
    kept = np.zeros(distinct, np.int64)
    for archive in np.unique(group.archives):
        rows = np.flatnonzero(group.archives == archive)
        group.repeated[rows] = _ranks(codes[rows], distinct) < kept[codes[rows]]
        kept = np.maximum(kept, np.bincount(codes[rows], minlength=distinct))


def _mask_covered(group: _Group, richer: Sequence[_Group]) -> None:
    """Mark the rows whose every cell stands in a row of another archive that has further columns.

    Each row of a richer table stands for one row at most.
    """
    tables = [*group.tables, *(table for other in richer for table in other.tables)]
    codes = _identities(tables, group.keys)
    distinct = int(codes.max(initial=-1)) + 1
    own, others = codes[: len(group.archives)], codes[len(group.archives) :]
    there = ~np.concatenate([other.repeated for other in richer])
    archives = np.concatenate([other.archives for other in richer])
    spent = np.zeros(distinct, np.int64)
    for archive in np.unique(group.archives):
        rows = np.flatnonzero((group.archives == archive) & ~group.repeated)
        offered = np.bincount(others[there & (archives != archive)], minlength=distinct) - spent
        covered = _ranks(own[rows], distinct) < offered[own[rows]]
        group.repeated[rows[covered]] = True
        spent += np.bincount(own[rows[covered]], minlength=distinct)


def _ranks(codes: _Codes, distinct: int) -> _Codes:
    """How many equal codes stand before each, shape (codes,)."""
    counts = np.bincount(codes, minlength=distinct)
    order = np.argsort(codes, kind="stable")
    ranks = np.empty(len(codes), np.int64)
    ranks[order] = np.arange(len(codes)) - (np.cumsum(counts) - counts)[codes[order]]
    return ranks


def _identities(tables: Sequence[Table], keys: Iterable[_Key]) -> _Codes:
    """A number for each row, equal for rows that are equal in the columns, shape (rows of all tables,)."""
    identity = np.zeros(sum(table.rows for table in tables), np.int64)
    places = [_places(table) for table in tables]
    for key in keys:
        chunks = [
            chunk
            for table, there in zip(tables, places, strict=True)
            for chunk in (table.column(there[key]).chunks if key in there else [_blank(table.rows)])
        ]
        values = _numbered(pa.chunked_array(chunks, pa.string()))
        _distinct, identity = np.unique(identity * (int(values.max(initial=0)) + 1) + values, return_inverse=True)
    return identity


def _blank(rows: int) -> pa.StringArray:
    """A column without any text."""
    return pa.StringArray.from_buffers(rows, pa.py_buffer(bytes(4 * (rows + 1))), pa.py_buffer(b""))


def _numbered(column: pa.ChunkedArray) -> _Codes:
    """A number for each cell, equal for equal cells."""
    encoded = pc.dictionary_encode(column).unify_dictionaries()
    indices = [chunk.indices for chunk in encoded.chunks if len(chunk)]
    codes = [np.frombuffer(found.buffers()[1], np.int32, len(found), found.offset * 4) for found in indices]
    return np.concatenate(codes).astype(np.int64) if codes else np.zeros(0, np.int64)
