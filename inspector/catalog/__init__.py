"""What a file is, whose it is, and what its rows hold: one entry of data a file kind, no law."""

from inspector.catalog.block import AUDIENCES, Block, Made, blocks_of, texts_at
from inspector.catalog.catalog import By, Catalog, Match, folded_base, load
from inspector.catalog.entries import FileKind, Part, Person
from inspector.catalog.findings import findings
from inspector.catalog.hints import Hint, hints_of
from inspector.catalog.owner import AUTHORS, Owner, folded_address, folded_name, owner_of

__all__ = [
    "AUDIENCES",
    "AUTHORS",
    "Block",
    "By",
    "Catalog",
    "FileKind",
    "Hint",
    "Made",
    "Match",
    "Owner",
    "Part",
    "Person",
    "blocks_of",
    "findings",
    "folded_address",
    "folded_base",
    "folded_name",
    "hints_of",
    "load",
    "owner_of",
    "texts_at",
]
