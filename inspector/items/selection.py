"""An item as a place in a block, and a selection of items as row numbers of blocks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspector.items.authors import AUTHORS
from inspector.items.block import AUDIENCES, Block
from inspector.taxonomy import Audience, ItemClass


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its block and its index in it."""

    block: Block
    index: int

    @property
    def item_class(self) -> ItemClass:
        """The data category and author, which are all that a rule looks at."""
        block = self.block
        return ItemClass(block.data_categories[int(block.category[self.index])], AUTHORS[int(block.author[self.index])])

    @property
    def audience(self) -> Audience:
        """Who could see it, as far as the archive says."""
        return AUDIENCES[int(self.block.audience[self.index])]


@dataclass(frozen=True, slots=True)
class Selection:
    """Chosen items, in the order of archives, members and rows: for each block the indices of its items.

    Each array of ``indices`` has the shape (items chosen of the block,) and is sorted.
    """

    blocks: tuple[Block, ...]
    indices: tuple[NDArray[np.int64], ...]

    @classmethod
    def from_items(cls, blocks: Sequence[Block], items: Iterable[Item]) -> "Selection":
        """Select items of some blocks, in the order of the blocks and each item once."""
        indices_by_block: dict[Block, set[int]] = {}
        for item in items:
            indices_by_block.setdefault(item.block, set()).add(item.index)
        chosen_blocks = tuple(block for block in blocks if block in indices_by_block)
        return cls(chosen_blocks, tuple(np.array(sorted(indices_by_block[block]), np.int64) for block in chosen_blocks))

    def __len__(self) -> int:
        """How many items are chosen."""
        return sum(map(len, self.indices))

    def __iter__(self) -> Iterator[Item]:
        """The items one by one, to be shown or written."""
        for block, indices in zip(self.blocks, self.indices, strict=True):
            for index in indices.tolist():
                yield Item(block, index)
