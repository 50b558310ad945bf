"""Rows as items: blocks of columns, durable keys, owner, authors, recipients and hints. Knows no policy."""

from inspector.items.authors import AUTHORS, find_undecided_rows
from inspector.items.block import AUDIENCES, Block, build_blocks, build_table_key, take_texts
from inspector.items.hints import Hint, read_hints
from inspector.items.item_keys import compute_item_keys
from inspector.items.owner import Owner, read_owner
from inspector.items.person_name import fold_name
from inspector.items.profile_address import fold_address
from inspector.items.selection import Item, Selection

__all__ = [
    "AUDIENCES",
    "AUTHORS",
    "Block",
    "Hint",
    "Item",
    "Owner",
    "Selection",
    "build_blocks",
    "build_table_key",
    "compute_item_keys",
    "find_undecided_rows",
    "fold_address",
    "fold_name",
    "read_hints",
    "read_owner",
    "take_texts",
]
