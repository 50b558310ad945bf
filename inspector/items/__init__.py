"""Rows as items: blocks of columns, the owner, authors, recipients and hints. Knows no policy."""

from inspector.items.block import AUDIENCES, Block, blocks_of, texts_at
from inspector.items.hints import Hint, hints_of
from inspector.items.owner import AUTHORS, Owner, folded_address, folded_name, owner_of

__all__ = [
    "AUDIENCES",
    "AUTHORS",
    "Block",
    "Hint",
    "Owner",
    "blocks_of",
    "folded_address",
    "folded_name",
    "hints_of",
    "owner_of",
    "texts_at",
]
