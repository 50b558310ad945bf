"""Text: from a member's bytes to columns of strings, with every record accounted for."""

from inspector.table.csv_strict import SetAside
from inspector.table.dates import (
    UNKNOWN_DAY,
    Dates,
    Precision,
    format_day,
    format_time,
    is_date,
    parse_dates,
    parse_day,
)
from inspector.table.derived_table import convert_epoch_dates, select_rows
from inspector.table.head import PEEK_RECORD_COUNT, Head, NotTextError, peek
from inspector.table.html_page import build_one_row_table, read_page
from inspector.table.read_table import Layout, Table, read
from inspector.table.readers import NamedTable, read_tables
from inspector.table.snapshot_json import CHANGELOG_CODE, fold_domain

__all__ = [
    "CHANGELOG_CODE",
    "PEEK_RECORD_COUNT",
    "UNKNOWN_DAY",
    "Dates",
    "Head",
    "Layout",
    "NamedTable",
    "NotTextError",
    "Precision",
    "SetAside",
    "Table",
    "build_one_row_table",
    "convert_epoch_dates",
    "fold_domain",
    "format_day",
    "format_time",
    "is_date",
    "parse_dates",
    "parse_day",
    "peek",
    "read",
    "read_page",
    "read_tables",
    "select_rows",
]
