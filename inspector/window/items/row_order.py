"""Which items the table shows and in which order: row numbers, made in the background.

Items are numbered through all blocks of the holdings; a view is an array of such numbers. Choosing is
``select``; here is only the order, and the way from a row to its item and back.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.columns import strings, take
from inspector.exposure import Item
from inspector.items import AUDIENCES, AUTHORS
from inspector.items.block import SEPARATOR
from inspector.items.text_columns import filled, texts
from inspector.query import Flag, Query, Search, Selection, select
from inspector.table import UNKNOWN_DAY
from inspector.taxonomy import CATEGORIES
from inspector.window.items.items_model import Column, audience_words, author_words
from inspector.window.localization import in_order, say

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.items import Block
    from inspector.policy import Verdict
    from inspector.progress import Monitor

_SECONDS = 86_400
_COMPARED = 200
"""How many characters of each cell decide the order of texts."""
_FEW = 8
"""Fewer items than one in so many are sorted on their own; else the order of all is made, and kept."""
_LATEST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Sort:
    """By which column the table is sorted, and which way."""

    column: Column
    descending: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """The rows of the table: ``order`` holds the numbers of the items, shape (rows,)."""

    exposure: "Exposure"
    query: Query
    order: NDArray[np.int32]
    starts: Sequence[int] = field(default=())

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.order)

    @property
    def use(self) -> str:
        """The use of which the outcomes speak."""
        return self.query.use or self.exposure.pack.leading_uses[0].id

    @property
    def use_name(self) -> str:
        """The short name of that use."""
        return say(self.exposure.pack.uses[self.use].short)

    @property
    def several(self) -> bool:
        """Whether several archives are open, so that files name theirs."""
        return self.exposure.holdings.several

    def verdict(self, item: Item) -> "Verdict":
        """The verdict on an item for the use, cut to the item's life."""
        return self.exposure.verdict(self.use, item)

    def flags(self, item: Item) -> tuple[Flag, ...]:
        """What an item and its verdict are marked as, besides the outcome."""
        verdict = self.verdict(item)
        marked = {
            Flag.DISPUTED: verdict.disputed,
            Flag.ASSUMED: bool(self.exposure.assumed(self.use, item)),
            Flag.UNDATED: not item.block.date(item.index),
            Flag.LIMITED: verdict.limited_to is not None,
        }
        return tuple(flag for flag, holds in marked.items() if holds)

    def item(self, row: int) -> Item:
        """The item in a row; raises ``IndexError`` where there is none."""
        number = int(self.order[row])
        place = bisect_right(self.starts, number) - 1
        return Item(self.exposure.holdings.blocks[place], number - self.starts[place])

    def row_of(self, item: Item) -> int | None:
        """The row that shows an item of these or of earlier holdings of the same archives; ``None`` if none does."""
        number = self._number(item)
        if number is None:
            return None
        found = np.flatnonzero(self.order == number)
        return int(found[0]) if len(found) else None

    def rows_of(self, numbers: NDArray[np.int32]) -> NDArray[np.int64]:
        """The rows that show the items of these numbers, in order; of the same holdings only."""
        wanted = np.zeros(self.exposure.holdings.items, bool)
        wanted[numbers] = True
        return np.flatnonzero(wanted[self.order])

    def same_rows(self, other: "View") -> bool:
        """Whether another view has the very same items in the same order."""
        return self.exposure.holdings is other.exposure.holdings and np.array_equal(self.order, other.order)

    def same_archives(self, other: "View") -> bool:
        """Whether another view is of the same archives, as far as their names tell."""
        mine, others = self.exposure.holdings.archives, other.exposure.holdings.archives
        return [archive.name for archive in mine] == [archive.name for archive in others]

    def _number(self, item: Item) -> int | None:
        """The number of an item, found by its place: archive, member, part and row."""
        blocks = self.exposure.holdings.blocks
        place = next((i for i, block in enumerate(blocks) if block is item.block), None)
        if place is not None:
            return self.starts[place] + item.index
        row = int(item.block.rows[item.index])
        for start, block in zip(self.starts, blocks, strict=True):
            if _same_part(block, item.block):
                index = int(np.searchsorted(block.rows, row))
                if index < len(block) and int(block.rows[index]) == row:
                    return start + index
        return None


def _same_part(one: "Block", other: "Block") -> bool:
    return (one.archive, one.member, one.part) == (other.archive, other.member, other.part)


class Orders:
    """The order of all items by the columns that they were last sorted by, so that sorting again costs nothing."""

    def __init__(self, most: int = 6) -> None:
        self._most = most
        self._kept: list[_Order] = []

    def find(self, exposure: "Exposure", use: str, sort: Sort) -> NDArray[np.int32] | None:
        """The numbers of all items in that order, shape (items,), if it is kept."""
        for kept in self._kept:
            judged = sort.column is not Column.OUTCOME or (kept.exposure is exposure and kept.use == use)
            if judged and kept.sort == sort and kept.exposure.holdings is exposure.holdings:
                return kept.order
        return None

    def keep(self, exposure: "Exposure", use: str, sort: Sort, order: NDArray[np.int32]) -> None:
        """Keep an order, in the place of those of other holdings and of the oldest."""
        same = [kept for kept in self._kept if kept.exposure.holdings is exposure.holdings]
        self._kept = [_Order(exposure, use, sort, order), *same][: self._most]


@dataclass(frozen=True, eq=False, slots=True)
class _Order:
    exposure: "Exposure"
    use: str
    sort: Sort
    order: NDArray[np.int32]


@dataclass(frozen=True, eq=False, slots=True)
class Memory:
    """What a page remembers from view to view: folded texts and orders."""

    search: Search = field(default_factory=Search)
    orders: Orders = field(default_factory=Orders)


def arrange(
    exposure: "Exposure", query: Query, sort: Sort | None, monitor: "Monitor", memory: Memory | None = None
) -> View:
    """Choose and order; raises ``Cancelled``. Without ``sort`` the order is that of archives, members and rows."""
    memory = memory or Memory()
    monitor.step(0, 2, "")
    chosen = select(exposure, query, memory.search, monitor)
    for tally in exposure.tallies:
        tally.verdict  # noqa: B018 - every verdict is made here, so that painting finds them made
    monitor.step(1, 2, "")
    blocks = exposure.holdings.blocks
    starts = (0, *np.cumsum([len(block) for block in blocks]).tolist()[:-1]) if blocks else ()
    numbers = _numbers(chosen, blocks, starts)
    view = View(exposure, query, numbers, starts)
    if sort is None or not len(numbers):
        return view
    order = _ordered(view, chosen, sort, memory.orders)
    monitor.step(2, 2, "")
    return View(exposure, query, order, starts)


def _numbers(chosen: Selection, blocks: Sequence["Block"], starts: Sequence[int]) -> NDArray[np.int32]:
    """The numbers of chosen items, through all blocks."""
    start_of = {id(block): start for block, start in zip(blocks, starts, strict=True)}
    numbers = [
        indices.astype(np.int32) + np.int32(start_of[id(block)])
        for block, indices in zip(chosen.blocks, chosen.indices, strict=True)
    ]
    return np.concatenate(numbers) if numbers else np.zeros(0, np.int32)


def _ordered(view: View, chosen: Selection, sort: Sort, orders: Orders) -> NDArray[np.int32]:
    """The numbers of the chosen items in sorted order: out of the order of all, unless they are few."""
    exposure = view.exposure
    whole = orders.find(exposure, view.use, sort)
    if whole is None:
        everything = exposure.holdings.items
        if len(view) * _FEW < everything:
            return view.order[_sorted(view, chosen, sort)]
        blocks = tuple(block for block in exposure.holdings.blocks if len(block))
        all_items = Selection(blocks, tuple(np.arange(len(block)) for block in blocks))
        whole = _sorted(view, all_items, sort).astype(np.int32)
        orders.keep(exposure, view.use, sort, whole)
    wanted = np.zeros(len(whole), bool)
    wanted[view.order] = True
    return whole[wanted[whole]]


def _sorted(view: View, chosen: Selection, sort: Sort) -> NDArray[np.int64]:
    """The places of the chosen items in sorted order; what is equal stays as it stood."""
    if sort.column is Column.TEXT:
        words = pa.concat_arrays([_words(b, i) for b, i in zip(chosen.blocks, chosen.indices, strict=True)])
        found = pc.array_sort_indices(words, order="descending" if sort.descending else "ascending")
        return np.frombuffer(found.buffers()[1], np.uint64, len(found), found.offset * 8).astype(np.int64)
    key = np.concatenate([_key(view, b, i, sort.column) for b, i in zip(chosen.blocks, chosen.indices, strict=True)])
    if sort.descending:  # a date that is not known comes last both ways
        key = np.where(key == _LATEST, key, -key)
    return np.argsort(key, kind="stable")


def _key(view: View, block: "Block", indices: NDArray[np.int64], column: Column) -> NDArray[np.int64]:
    """What a column is sorted by, as whole numbers, shape (indices,)."""
    if column is Column.OUTCOME:
        return view.exposure.outcome_codes(view.use, block)[indices].astype(np.int64)
    if column is Column.DATE:
        days = block.days[indices].astype(np.int64)
        seconds = np.maximum(block.seconds[indices], 0)
        return np.where(days == UNKNOWN_DAY, _LATEST, days * _SECONDS + seconds)
    if column is Column.AUTHOR:
        return _alphabetic([author_words(author.value) for author in AUTHORS])[block.author[indices]]
    if column is Column.AUDIENCE:
        return _alphabetic([audience_words(audience.value) for audience in AUDIENCES])[block.audience[indices]]
    if column is Column.CATEGORY:
        places = [CATEGORIES.index(view.exposure.pack.category_of(name)) for name in block.data_categories]
        return np.array(places, np.int64)[block.category[indices]]
    files = sorted({_file(other) for other in view.exposure.holdings.blocks})
    return np.full(len(indices), files.index(_file(block)), np.int64)


def _alphabetic(words: Sequence[str]) -> NDArray[np.int64]:
    """The place of each word among all of them in the order of letters, shape (words,)."""
    return np.array([sorted(words, key=in_order()).index(word) for word in words], np.int64)


def _file(block: "Block") -> tuple[str, str, int]:
    return block.member.casefold(), block.member, block.archive


def _words(block: "Block", indices: NDArray[np.int64]) -> Any:
    """The beginnings of the items' texts, joined as they are shown, in lower case, null where there is none."""
    rows = block.rows[indices].astype(np.int64)
    cells = [
        pc.utf8_slice_codeunits(take(texts(block.table, column), rows), start=0, stop=_COMPARED)
        for column in block.text_columns
    ]
    if not cells:
        cells = [strings([""] * len(indices))]
    # Empty cells are joined too, and their separators taken out: joining with nulls skipped loses rows.
    joined = pc.binary_join_element_wise(*cells, strings([SEPARATOR])[0])
    closed = pc.replace_substring_regex(joined, pattern=r"( \| )+", replacement=SEPARATOR)
    begun = pc.utf8_lower(pc.utf8_ltrim(closed, characters=" |\t\r\n"))
    return _null_where_empty(begun).cast(pa.large_string())


def _null_where_empty(column: Any) -> Any:
    """The same texts, with the empty ones as nulls, which are sorted last both ways."""
    bitmap = np.packbits(filled(column), bitorder="little")
    _valid, offsets, data = column.buffers()
    return pa.StringArray.from_buffers(len(column), offsets, data, pa.py_buffer(bitmap), offset=column.offset)
