"""What a file is: one entry of data per file kind. Knows no rows and no policy."""

from inspector.catalog.catalog_schema import FileKind, Person
from inspector.catalog.match import By, Catalog, Match, folded_base, load
from inspector.catalog.match_notes import findings

__all__ = ["By", "Catalog", "FileKind", "Match", "Person", "findings", "folded_base", "load"]
