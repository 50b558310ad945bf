"""Text: from a member's bytes to columns of strings, with every record accounted for."""

from inspector.table.dates import (
    UNKNOWN_DAY,
    Dates,
    Precision,
    format_day,
    format_time,
    parse_dates,
    parse_day,
)
from inspector.table.head import PEEKED, Blocks, Head, NotText, peek
from inspector.table.page import one_row, read_page
from inspector.table.problems import TableProblem
from inspector.table.read import Layout, Table, read
from inspector.table.repairs import REPAIRS
from inspector.table.strict import SetAside
from inspector.table.text import chunks, distinct, numbered, strings, take

__all__ = [
    "PEEKED",
    "REPAIRS",
    "UNKNOWN_DAY",
    "Blocks",
    "Dates",
    "Head",
    "Layout",
    "NotText",
    "Precision",
    "SetAside",
    "Table",
    "TableProblem",
    "chunks",
    "distinct",
    "format_day",
    "format_time",
    "numbered",
    "one_row",
    "parse_dates",
    "parse_day",
    "peek",
    "read",
    "read_page",
    "strings",
    "take",
]
