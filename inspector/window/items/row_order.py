"""The rows of the items table: which item stands in which row. They are computed in a background job.

Items are numbered through all blocks of the holdings, and the rows are an array of such numbers. ``query.select``
selects the items. This module sorts them and maps rows to items and back.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.columns import (
    build_blank_cells,
    combine_chunks,
    join_columns,
    replace_blank_with_null,
    sort_indices,
    take_cells,
    widen_offsets,
)
from inspector.items import AUDIENCES, AUTHORS, Item, Selection
from inspector.items.block import CELL_SEPARATOR
from inspector.query import Flag, Query, Search, select
from inspector.table import UNKNOWN_DAY
from inspector.taxonomy import CATEGORIES
from inspector.window.items.item_columns import ItemColumn, audience_label, author_label
from inspector.window.localization import build_collation_key, localize

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.items import Block
    from inspector.policy import Verdict
    from inspector.progress import Monitor

_SECONDS_PER_DAY = 86_400
_SORT_PREFIX_LENGTH = 200
"""The number of characters of each cell that are compared when sorting by text."""
_SMALL_SELECTION_RATIO = 8
"""If fewer than one item in so many is selected, only these are sorted. Else the order of all is cached."""
_UNKNOWN_DATE_KEY = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class SortSpec:
    """The column that the table is sorted by, and the direction."""

    column: ItemColumn
    descending: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class RowOrder:
    """The rows of the table: ``item_numbers`` has the shape (rows,), ``starts`` the first number of each block."""

    exposure: "Exposure"
    query: Query
    item_numbers: NDArray[np.int32]
    starts: Sequence[int] = field(default=())

    def __len__(self) -> int:
        return len(self.item_numbers)

    @property
    def use(self) -> str:
        """The use whose outcomes are shown."""
        return self.query.use or self.exposure.pack.leading_uses[0].id

    @property
    def use_name(self) -> str:
        """The short name of that use, in the language of the window."""
        return localize(self.exposure.pack.uses[self.use].short)

    @property
    def has_several_archives(self) -> bool:
        """Whether several archives are open, so that a file needs the number of its archive."""
        return self.exposure.holdings.has_several_archives

    def verdict(self, item: Item) -> "Verdict":
        """Give the verdict on an item for the use, cut to the item's life."""
        return self.exposure.verdict(self.use, item)

    def flags(self, item: Item) -> tuple[Flag, ...]:
        """List the flags of an item and its verdict."""
        verdict = self.verdict(item)
        flag_states = {
            Flag.DISPUTED: verdict.disputed,
            Flag.ASSUMED: bool(self.exposure.assumptions(self.use, item)),
            Flag.UNDATED: not item.block.date(item.index),
            Flag.LIMITED: verdict.limited_to is not None,
        }
        return tuple(flag for flag, is_set in flag_states.items() if is_set)

    def item(self, row: int) -> Item:
        """Give the item in a row; raises ``IndexError`` if there is none."""
        number = int(self.item_numbers[row])
        block_index = bisect_right(self.starts, number) - 1
        return Item(self.exposure.holdings.blocks[block_index], number - self.starts[block_index])

    def find_row(self, item: Item) -> int | None:
        """Find the row of an item of these or of earlier holdings of the same archives; ``None`` if it is not shown."""
        number = self._find_item_number(item)
        if number is None:
            return None
        matches = np.flatnonzero(self.item_numbers == number)
        return int(matches[0]) if len(matches) else None

    def find_rows(self, numbers: NDArray[np.int32]) -> NDArray[np.int64]:
        """Find the rows of items by their numbers in these holdings, in ascending order."""
        mask = np.zeros(self.exposure.holdings.item_count, bool)
        mask[numbers] = True
        return np.flatnonzero(mask[self.item_numbers])

    def has_same_rows(self, other: "RowOrder") -> bool:
        """Tell whether the other rows show the same items in the same order."""
        return self.exposure.holdings is other.exposure.holdings and np.array_equal(
            self.item_numbers, other.item_numbers
        )

    def has_same_archives(self, other: "RowOrder") -> bool:
        """Tell whether the other rows come from archives of the same names."""
        own_archives, other_archives = self.exposure.holdings.archives, other.exposure.holdings.archives
        return [archive.name for archive in own_archives] == [archive.name for archive in other_archives]

    def _find_item_number(self, item: Item) -> int | None:
        """Find the number of an item, in other holdings by archive, member, part and row."""
        blocks = self.exposure.holdings.blocks
        block_index = next((i for i, block in enumerate(blocks) if block is item.block), None)
        if block_index is not None:
            return self.starts[block_index] + item.index
        row = int(item.block.rows[item.index])
        for start, block in zip(self.starts, blocks, strict=True):
            if _is_same_part(block, item.block):
                index = int(np.searchsorted(block.rows, row))
                if index < len(block) and int(block.rows[index]) == row:
                    return start + index
        return None


def _is_same_part(one: "Block", other: "Block") -> bool:
    return (one.archive, one.member, one.part) == (other.archive, other.member, other.part)


class SortCache:
    """A cache of the order of all items by the columns that they were last sorted by."""

    def __init__(self, capacity: int = 6) -> None:
        self._capacity = capacity
        self._entries: list[_CachedOrder] = []

    def find(self, exposure: "Exposure", use: str, sort: SortSpec) -> NDArray[np.int32] | None:
        """Give the numbers of all items in that order, shape (items,), if it is cached."""
        for entry in self._entries:
            is_applicable = sort.column is not ItemColumn.OUTCOME or (entry.exposure is exposure and entry.use == use)
            if is_applicable and entry.sort == sort and entry.exposure.holdings is exposure.holdings:
                return entry.item_numbers
        return None

    def store(self, exposure: "Exposure", use: str, sort: SortSpec, order: NDArray[np.int32]) -> None:
        """Cache an order; those of other holdings and the oldest are dropped."""
        current_entries = [entry for entry in self._entries if entry.exposure.holdings is exposure.holdings]
        self._entries = [_CachedOrder(exposure, use, sort, order), *current_entries][: self._capacity]


@dataclass(frozen=True, eq=False, slots=True)
class _CachedOrder:
    exposure: "Exposure"
    use: str
    sort: SortSpec
    item_numbers: NDArray[np.int32]


@dataclass(frozen=True, eq=False, slots=True)
class ItemsCache:
    """What the page caches from one query to the next: folded texts and orders."""

    search: Search = field(default_factory=Search)
    sort_cache: SortCache = field(default_factory=SortCache)


def arrange_rows(
    exposure: "Exposure", query: Query, sort: SortSpec | None, monitor: "Monitor", cache: ItemsCache | None = None
) -> RowOrder:
    """Select and sort; raises ``Cancelled``. Without ``sort`` the order is that of archives, members and rows."""
    cache = cache or ItemsCache()
    monitor.step(0, 2, "")
    selection = select(exposure, query, cache.search, monitor)
    monitor.step(1, 2, "")
    blocks = exposure.holdings.blocks
    starts = (0, *np.cumsum([len(block) for block in blocks]).tolist()[:-1]) if blocks else ()
    numbers = _number_items(selection, blocks, starts)
    rows = RowOrder(exposure, query, numbers, starts)
    if sort is None or not len(numbers):
        return rows
    order = _sort_numbers(rows, selection, sort, cache.sort_cache)
    monitor.step(2, 2, "")
    return RowOrder(exposure, query, order, starts)


def _number_items(selection: Selection, blocks: Sequence["Block"], starts: Sequence[int]) -> NDArray[np.int32]:
    """Number the selected items through all blocks."""
    start_of = dict(zip(blocks, starts, strict=True))
    numbers = [
        indices.astype(np.int32) + np.int32(start_of[block])
        for block, indices in zip(selection.blocks, selection.indices, strict=True)
    ]
    return np.concatenate(numbers) if numbers else np.zeros(0, np.int32)


def _sort_numbers(rows: RowOrder, selection: Selection, sort: SortSpec, sort_cache: SortCache) -> NDArray[np.int32]:
    """Sort the numbers of the selected items, by the order of all items unless they are few."""
    exposure = rows.exposure
    full_order = sort_cache.find(exposure, rows.use, sort)
    if full_order is None:
        total = exposure.holdings.item_count
        if len(rows) * _SMALL_SELECTION_RATIO < total:
            return rows.item_numbers[_sort_positions(rows, selection, sort)]
        blocks = tuple(block for block in exposure.holdings.blocks if len(block))
        all_items = Selection(blocks, tuple(np.arange(len(block)) for block in blocks))
        full_order = _sort_positions(rows, all_items, sort).astype(np.int32)
        sort_cache.store(exposure, rows.use, sort, full_order)
    mask = np.zeros(len(full_order), bool)
    mask[rows.item_numbers] = True
    return full_order[mask[full_order]]


def _sort_positions(rows: RowOrder, selection: Selection, sort: SortSpec) -> NDArray[np.int64]:
    """Sort the selected items stably; gives their positions in the selection, shape (items,)."""
    if sort.column is ItemColumn.TEXT:
        sort_texts = pa.concat_arrays(
            [_sort_texts(b, i) for b, i in zip(selection.blocks, selection.indices, strict=True)]
        )
        return sort_indices(sort_texts, descending=sort.descending)
    key = np.concatenate(
        [_sort_keys(rows, b, i, sort.column) for b, i in zip(selection.blocks, selection.indices, strict=True)]
    )
    if sort.descending:  # unknown dates come last in both directions
        key = np.where(key == _UNKNOWN_DATE_KEY, key, -key)
    return np.argsort(key, kind="stable")


def _sort_keys(rows: RowOrder, block: "Block", indices: NDArray[np.int64], column: ItemColumn) -> NDArray[np.int64]:
    """Give the sort keys of a column as integers, shape (indices,)."""
    if column is ItemColumn.OUTCOME:
        return rows.exposure.find_outcome_codes(rows.use, block)[indices].astype(np.int64)
    if column is ItemColumn.DATE:
        days = block.days[indices].astype(np.int64)
        seconds = np.maximum(block.seconds[indices], 0)
        return np.where(days == UNKNOWN_DAY, _UNKNOWN_DATE_KEY, days * _SECONDS_PER_DAY + seconds)
    if column is ItemColumn.AUTHOR:
        return _rank_alphabetically([author_label(author.value) for author in AUTHORS])[block.author[indices]]
    if column is ItemColumn.AUDIENCE:
        return _rank_alphabetically([audience_label(audience.value) for audience in AUDIENCES])[block.audience[indices]]
    if column is ItemColumn.CATEGORY:
        places = [CATEGORIES.index(rows.exposure.pack.find_category(name)) for name in block.data_categories]
        return np.array(places, np.int64)[block.category[indices]]
    files = sorted({_file_sort_key(other) for other in rows.exposure.holdings.blocks})
    return np.full(len(indices), files.index(_file_sort_key(block)), np.int64)


def _rank_alphabetically(words: Sequence[str]) -> NDArray[np.int64]:
    """Give the rank of each word in alphabetical order, shape (words,)."""
    return np.array([sorted(words, key=build_collation_key()).index(word) for word in words], np.int64)


def _file_sort_key(block: "Block") -> tuple[str, str, int]:
    return block.member.casefold(), block.member, block.archive


def _sort_texts(block: "Block", indices: NDArray[np.int64]) -> pa.LargeStringArray:
    """Give the beginnings of the items' texts, joined as they are shown, in lower case; null if empty."""
    rows = block.rows[indices].astype(np.int64)
    cells = [
        pc.utf8_slice_codeunits(
            take_cells(combine_chunks(block.table.column(column)), rows), start=0, stop=_SORT_PREFIX_LENGTH
        )
        for column in block.text_columns
    ]
    if not cells:
        cells = [build_blank_cells(len(indices))]
    # Empty cells are joined too and surplus separators removed: joining with nulls skipped would lose rows.
    joined = join_columns(cells, CELL_SEPARATOR)
    collapsed_texts = pc.replace_substring_regex(joined, pattern=r"( \| )+", replacement=CELL_SEPARATOR)
    lowercase_texts = pc.utf8_lower(pc.utf8_ltrim(collapsed_texts, characters=" |\t\r\n"))
    return widen_offsets(replace_blank_with_null(lowercase_texts))
