"""Text: from a member's bytes to columns of strings, with every record accounted for."""

from inspector.table.dates import UNKNOWN_DAY, Dates, Precision, format_day, format_time, parse_dates, parse_day
from inspector.table.head import PEEKED, Head, NotText, peek
from inspector.table.html_page import one_row, read_page
from inspector.table.read_table import Layout, Table, read

__all__ = [
    "PEEKED",
    "UNKNOWN_DAY",
    "Dates",
    "Head",
    "Layout",
    "NotText",
    "Precision",
    "Table",
    "format_day",
    "format_time",
    "one_row",
    "parse_dates",
    "parse_day",
    "peek",
    "read",
    "read_page",
]
