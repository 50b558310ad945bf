"""Durable keys of items: what a reviewer's notes and a comparison of two downloads hold on to.

The key rests on the kind of the file, the part and the cells that identify the item, never on the archive, the
member's path or the row, so it outlives a renamed file, another order of rows and a newer download.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from inspector.catalog.column_names import fold_column_name
from inspector.columns import list_texts
from inspector.items.block import UNSORTED_PART, Block
from inspector.ref import KEY_LENGTH, hash_key

_BATCH_ROWS = 8192  # bounds the Python texts that exist at once
_Cells = list[tuple[str, str]]


def compute_item_keys(blocks: Sequence[Block]) -> list[NDArray[np.bytes_]]:
    """The durable keys of the items of one archive, for each block an array of shape (items,), dtype ``S64``.

    ``blocks`` must be all blocks of the archive, because items with the same cells are numbered among each other.
    An item is identified by the identity columns of its kind; where the table lacks one of them or the row
    leaves one empty, by all cells of its part.
    """
    keys: list[NDArray[np.bytes_]] = [np.zeros(0, f"S{KEY_LENGTH}")] * len(blocks)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        groups[block.table_key, block.part.data_category or UNSORTED_PART].append(index)
    for (kind, part), indices in groups.items():
        group_blocks = [blocks[index] for index in indices]
        for index, block in zip(indices, group_blocks, strict=True):
            first_keys = (hash_key(kind, part, cells, 1) for cells in _iterate_identities(block))
            keys[index] = np.fromiter(map(str.encode, first_keys), f"S{KEY_LENGTH}", len(block))
        _number_equals(kind, part, group_blocks, [keys[index] for index in indices])
    return keys


def _iterate_identities(block: Block) -> Iterator[_Cells]:
    """The (folded column, text) pairs that identify each item."""
    names = [fold_column_name(name) for name in block.table.canonical_names]
    for start in range(0, len(block), _BATCH_ROWS):
        rows = block.rows[start : start + _BATCH_ROWS].tolist()
        identities = _read_records(block, block.identity_columns, rows)
        needs_all_cells = not block.identity_columns or not all(map(all, identities))
        records = _read_records(block, block.columns, rows) if needs_all_cells else identities
        for identity, record in zip(identities, records, strict=True):
            columns, texts = (
                (block.identity_columns, identity) if identity and all(identity) else (block.columns, record)
            )
            yield [(names[column], text) for column, text in zip(columns, texts, strict=True)]


def _read_records(block: Block, columns: Sequence[int], rows: Sequence[int]) -> list[tuple[str, ...]]:
    """The cells of some rows, which come in ascending order, in some columns."""
    first, stop = rows[0], rows[-1] + 1
    texts = [list_texts(block.table.column(column).slice(first, stop - first)) for column in columns]
    return [tuple(column_texts[row - first] for column_texts in texts) for row in rows]


def _number_equals(kind: str, part: str, blocks: Sequence[Block], keys: Sequence[NDArray[np.bytes_]]) -> None:
    """Give items that are identified by the same cells numbers from 1, in place.

    They are numbered in the order of all their cells, so that the order of rows and files does not matter.
    """
    _distinct, inverse, counts = np.unique(np.concatenate(keys), return_inverse=True, return_counts=True)
    if len(counts) == len(inverse):
        return
    starts = np.cumsum([0, *map(len, blocks)])
    equals: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for position in np.flatnonzero(counts[inverse] > 1):
        block_index = int(np.searchsorted(starts, position, side="right")) - 1
        equals[int(inverse[position])].append((block_index, int(position - starts[block_index])))
    for addresses in equals.values():
        addresses.sort(key=lambda address: sorted(filter(lambda cell: cell[1], blocks[address[0]].record(address[1]))))
        identity = _identify(blocks[addresses[0][0]], addresses[0][1])
        for number, (block_index, item) in enumerate(addresses[1:], 2):
            keys[block_index][item] = hash_key(kind, part, identity, number).encode()


def _identify(block: Block, item: int) -> _Cells:
    """The (folded column, text) pairs that identify one item."""
    (identity,) = _iterate_identities(block.keep(np.arange(len(block)) == item))
    return identity
