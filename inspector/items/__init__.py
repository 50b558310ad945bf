"""Rows as items: blocks of columns, durable keys, owner, authors, recipients and hints. Knows no policy."""

from inspector.items.block import AUDIENCES, Block, build_blocks, build_table_key, take_texts
from inspector.items.hints import Hint, read_hints
from inspector.items.item_keys import compute_item_keys
from inspector.items.owner import AUTHORS, Owner, fold_address, fold_name, read_owner
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
    "fold_address",
    "fold_name",
    "read_hints",
    "read_owner",
    "take_texts",
]
