"""What a file is: one entry of data for each kind of file. Knows no rows and no policy."""

from inspector.catalog.catalog_schema import FileKind, PersonColumns, Platform
from inspector.catalog.column_names import find_columns
from inspector.catalog.date_columns import DateColumns, find_date_columns
from inspector.catalog.domain_match import knows_domain, match_domain
from inspector.catalog.file_names import fold_base_name, get_base_stem, is_copy_name
from inspector.catalog.load_catalog import load_catalog
from inspector.catalog.match import Catalog, Match, MatchMethod
from inspector.catalog.match_notes import describe_domain_match, describe_match
from inspector.catalog.other_platforms import PlatformMarks, find_archive_owner, find_other_platform, find_root_folders
from inspector.catalog.platform_evidence import find_marks, find_owner_by_name, find_owner_of_table, shows_platform

__all__ = [
    "Catalog",
    "DateColumns",
    "FileKind",
    "Match",
    "MatchMethod",
    "PersonColumns",
    "Platform",
    "PlatformMarks",
    "describe_domain_match",
    "describe_match",
    "find_archive_owner",
    "find_columns",
    "find_date_columns",
    "find_marks",
    "find_other_platform",
    "find_owner_by_name",
    "find_owner_of_table",
    "find_root_folders",
    "fold_base_name",
    "get_base_stem",
    "is_copy_name",
    "knows_domain",
    "load_catalog",
    "match_domain",
    "shows_platform",
]
