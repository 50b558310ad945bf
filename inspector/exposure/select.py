"""Which items: the window's filter, the export's choice and the command line's ``items`` are this one call."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.catalog import Block
from inspector.catalog.columns import mask, texts
from inspector.exposure.exposure import OUTCOMES, Exposure, Item
from inspector.policy import Outcome


@dataclass(frozen=True, slots=True)
class Query:
    """What to choose; an empty field chooses all.

    ``members`` are (archive number, member name) pairs. ``words`` must each be found in some cell of the item,
    without regard to case. ``outcomes`` are looked for under ``use``, or under any leading use where none is
    given.
    """

    use: str | None = None
    outcomes: frozenset[Outcome] = frozenset()
    categories: frozenset[str] = frozenset()
    members: frozenset[tuple[int, str]] = frozenset()
    words: tuple[str, ...] = ()


ALL = Query()
"""Chooses every item."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen items, in the order of archives, members and rows: item indices for each block."""

    blocks: tuple[Block, ...]
    indices: tuple[NDArray[np.int64], ...]

    def __len__(self) -> int:
        """How many items were chosen."""
        return sum(map(len, self.indices))

    def __iter__(self) -> Iterator[Item]:
        """The items one by one, to be shown or written."""
        for block, indices in zip(self.blocks, self.indices, strict=True):
            for index in indices.tolist():
                yield Item(block, index)


def select(exposure: Exposure, query: Query) -> Selection:
    """Choose items by category, outcome and words."""
    blocks, indices = [], []
    for block in exposure.holdings.blocks:
        chosen = _chosen(exposure, query, block)
        if chosen.any():
            blocks.append(block)
            indices.append(np.flatnonzero(chosen))
    return Selection(tuple(blocks), tuple(indices))


def _chosen(exposure: Exposure, query: Query, block: Block) -> NDArray[np.bool_]:
    """The mask of the chosen items of a block, shape (items,)."""
    chosen = np.ones(len(block), bool)
    if query.members and (block.archive, block.member) not in query.members:
        return np.zeros(len(block), bool)
    if query.categories:
        wanted = [exposure.pack.category_of(name) in query.categories for name in block.data_categories]
        chosen &= np.array(wanted)[block.category]
    if query.outcomes and chosen.any():
        chosen &= _with_outcome(exposure, query, block)
    for word in query.words:
        if chosen.any():
            chosen &= _holding(block, word)
    return chosen


def _with_outcome(exposure: Exposure, query: Query, block: Block) -> NDArray[np.bool_]:
    uses = [query.use] if query.use else [use.id for use in exposure.pack.leading_uses]
    wanted = np.array([*(outcome in query.outcomes for outcome in OUTCOMES), False])
    found = np.zeros(len(block), bool)
    for use in uses:
        found |= wanted[exposure.outcome_codes(use, block)]
    return found


def _holding(block: Block, word: str) -> NDArray[np.bool_]:
    """Which items hold a word in any cell of their part."""
    found = np.zeros(block.table.rows, bool)
    for column in block.columns:
        matches = pc.match_substring(texts(block.table, column), pattern=word, ignore_case=True)
        found |= mask(matches)
    return found[block.rows]
