"""What changed from one download to a later one, by kind of file: items added, gone, edited and unchanged.

Items are matched by their durable keys, so a renamed file or another order of rows is no change.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspector.catalog.column_names import fold_column_name
from inspector.holdings.deduplicate import ColumnKey, index_columns, number_rows
from inspector.holdings.holdings import Holdings
from inspector.items import Block, build_table_key
from inspector.ref import KEY_LENGTH

ItemPositions = NDArray[np.int64]
"""Items as (index into ``Holdings.blocks``, index into the block), shape (items, 2)."""


@dataclass(frozen=True, slots=True, eq=False)
class KindDifference:
    """How the items of one kind differ.

    ``key`` is the id of the kind, or "? " and the file name where the catalog does not know it. ``added`` are
    positions in the new holdings, ``gone`` in the old ones. Row i of ``edited_old`` and of ``edited_new`` is the
    same item with other cells. ``unchanged_count`` is the number of items that are the same in both.

    Where one download lacks the file and is not complete, or could not read it, ``is_comparable`` is false:
    nothing is then said of its items, and ``added`` and ``gone`` are empty.
    """

    key: str
    added: ItemPositions
    gone: ItemPositions
    edited_old: ItemPositions
    edited_new: ItemPositions
    unchanged_count: int
    is_comparable: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is added, gone or edited."""
        return not (len(self.added) or len(self.gone) or len(self.edited_new))


def difference(old: Holdings, new: Holdings) -> tuple[KindDifference, ...]:
    """Compare two downloads of one owner, one entry for each kind that either holds items of, in order of keys."""
    sides = [_group_blocks(holdings) for holdings in (old, new)]
    keys = [holdings.compute_keys() for holdings in (old, new)]
    results = []
    for kind_key in sorted({kind_key for side in sides for kind_key, _part in side}):
        parts = sorted({part for side in sides for key, part in side if key == kind_key})
        is_comparable = _tells_of(old, kind_key) and _tells_of(new, kind_key)
        results.append(
            _combine_parts(
                kind_key,
                is_comparable,
                [
                    _compare_part(
                        (old, sides[0].get((kind_key, part), []), keys[0]),
                        (new, sides[1].get((kind_key, part), []), keys[1]),
                    )
                    for part in parts
                ],
            )
        )
    return tuple(results)


_Side = tuple[Holdings, list[int], list[NDArray[np.bytes_]]]
_PartDifference = tuple[ItemPositions, ItemPositions, ItemPositions, ItemPositions, int]


def _group_blocks(holdings: Holdings) -> dict[tuple[str, str], list[int]]:
    """The indices of the blocks of each kind and part."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, block in enumerate(holdings.blocks):
        groups[block.table_key, block.part.data_category or ""].append(index)
    return dict(groups)


def _tells_of(holdings: Holdings, kind_key: str) -> bool:
    """Whether the download tells which items of a kind there are: its file was read, or all files are there."""
    files = [
        file for file in holdings.files if build_table_key(file.kind.id if file.kind else None, file.member) == kind_key
    ]
    return all(file.state != "unreadable" for file in files) if files else holdings.completeness == "complete"


def _compare_part(old: _Side, new: _Side) -> _PartDifference:
    """The positions of added, gone and edited items (old, new), and how many are unchanged."""
    (old_keys, old_positions), (new_keys, new_positions) = _list_items(old), _list_items(new)
    common, old_indices, new_indices = np.intersect1d(old_keys, new_keys, return_indices=True)
    old_content, new_content = _number_contents(old, new)
    is_edited = (
        old_content[_flatten(old, old_positions[old_indices])] != new_content[_flatten(new, new_positions[new_indices])]
    )
    return (
        new_positions[~np.isin(new_keys, common)],
        old_positions[~np.isin(old_keys, common)],
        old_positions[old_indices[is_edited]],
        new_positions[new_indices[is_edited]],
        int(np.count_nonzero(~is_edited)),
    )


def _list_items(side: _Side) -> tuple[NDArray[np.bytes_], ItemPositions]:
    """The keys and positions of the items of some blocks; of the versions of one item only the last."""
    _holdings, indices, keys = side
    if not indices:
        return np.zeros(0, f"S{KEY_LENGTH}"), np.zeros((0, 2), np.int64)
    positions = [np.stack([np.full(len(keys[i]), i), np.arange(len(keys[i]))], axis=1) for i in indices]
    all_keys, all_positions = np.concatenate([keys[i] for i in indices]), np.concatenate(positions)
    unique_keys, last = np.unique(all_keys[::-1], return_index=True)
    return unique_keys, all_positions[::-1][last]


def _number_contents(old: _Side, new: _Side) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A number for the cells of each row in the part's columns, equal for equal cells, for either side's tables."""
    old_blocks, new_blocks = ([holdings.blocks[i] for i in indices] for holdings, indices, _keys in (old, new))
    columns = {key for block in (*old_blocks, *new_blocks) for key in _list_columns(block, new[0])}
    numbers = number_rows([block.table for block in (*old_blocks, *new_blocks)], columns)
    old_row_count = sum(block.table.rows for block in old_blocks)
    return numbers[:old_row_count], numbers[old_row_count:]


def _list_columns(block: Block, holdings: Holdings) -> list[ColumnKey]:
    """The part's columns, those left out that differ from one download to the next for the same row."""
    kind = holdings.catalog.by_id.get(block.kind or "")
    volatile = frozenset(map(fold_column_name, kind.volatile)) if kind is not None else frozenset()
    columns = index_columns(block.table).items()
    return [key for key, index in columns if index in block.columns and key[0] not in volatile]


def _flatten(side: _Side, positions: ItemPositions) -> NDArray[np.int64]:
    """The rows of some items, counted through all tables of the side's blocks."""
    holdings, indices, _keys = side
    rows = np.zeros(len(positions), np.int64)
    start = 0
    for index in indices:
        mask = positions[:, 0] == index
        rows[mask] = holdings.blocks[index].rows[positions[mask, 1]] + start
        start += holdings.blocks[index].table.rows
    return rows


def _combine_parts(kind_key: str, is_comparable: bool, parts: Sequence[_PartDifference]) -> KindDifference:
    """The difference of a kind from those of its parts."""
    added, gone, edited_old, edited_new = (np.concatenate([part[index] for part in parts]) for index in range(4))
    return KindDifference(
        key=kind_key,
        added=added if is_comparable else added[:0],
        gone=gone if is_comparable else gone[:0],
        edited_old=edited_old,
        edited_new=edited_new,
        unchanged_count=sum(part[4] for part in parts),
        is_comparable=is_comparable,
    )
