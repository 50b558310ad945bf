"""What a file is: one entry of data per file kind. Knows no rows and no policy."""

from inspector.catalog.catalog_schema import FileKind, PersonColumns, Platform
from inspector.catalog.match import Catalog, Match, MatchMethod, fold_base_name, load_catalog
from inspector.catalog.match_notes import describe_match

__all__ = [
    "Catalog",
    "FileKind",
    "Match",
    "MatchMethod",
    "PersonColumns",
    "Platform",
    "describe_match",
    "fold_base_name",
    "load_catalog",
]
