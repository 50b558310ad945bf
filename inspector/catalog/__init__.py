"""What a file is: one entry of data for each kind of file. Knows no rows and no policy."""

from inspector.catalog.catalog_schema import FileKind, PersonColumns, Platform
from inspector.catalog.date_columns import DateColumns, find_date_columns
from inspector.catalog.file_names import fold_base_name
from inspector.catalog.load_catalog import load_catalog
from inspector.catalog.match import Catalog, Match, MatchMethod
from inspector.catalog.match_notes import describe_match

__all__ = [
    "Catalog",
    "DateColumns",
    "FileKind",
    "Match",
    "MatchMethod",
    "PersonColumns",
    "Platform",
    "describe_match",
    "find_date_columns",
    "fold_base_name",
    "load_catalog",
]
