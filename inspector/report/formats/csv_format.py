"""The list of items as CSV (RFC 4180): UTF-8 with a byte order mark, CR LF, every cell quoted.

The file holds nothing but the list, so that every program can read it. The matter, the privilege, the rule about
formulas and the meaning of the columns stand in a text beside it. The byte order mark makes Excel read UTF-8.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspector.columns import build_string_array, find_starts, take_cells, view_bytes
from inspector.csv_injection import FORMULA_FIRST_BYTES, FORMULA_PATTERN, escape_formula
from inspector.errors import Problem
from inspector.i18n import _, join_texts
from inspector.items import Block
from inspector.progress import Monitor
from inspector.report.formats.item_list import ItemListWriter, RowFormat, list_column_titles
from inspector.report.options import Totals
from inspector.report.report import Report

TITLE = _("CSV")
_CHUNK_SIZE = 4 << 20
_QUOTE, _LINE_FEED = 0x22, 0x0A


def quote_cell(text: str) -> str:
    """Quote a cell; a quote in the text is doubled (RFC 4180, 2.7)."""
    return '"' + text.replace('"', '""') + '"'


def _double_quotes(column: pa.StringArray) -> tuple[pa.StringArray, ...]:
    return (pc.replace_substring(column, pattern='"', replacement='""'),)


def _escape_column(column: pa.StringArray) -> tuple[pa.StringArray, ...]:
    is_formula = find_starts(column, FORMULA_PATTERN, FORMULA_FIRST_BYTES)
    return (take_cells(build_string_array(["", "'"]), is_formula.astype(np.int64)), *_double_quotes(column))


EXACT_FORMAT = RowFormat(quote_cell, _double_quotes, ",", "\r\n")
"""For programs: every text as it is."""
SAFE_FORMAT = RowFormat(lambda text: quote_cell(escape_formula(text)), _escape_column, ",", "\r\n")
"""For spreadsheets: an apostrophe before what they could take for a formula (OWASP, CSV injection)."""


def select_row_format(report: Report) -> RowFormat:
    """The format of rows that the options ask for."""
    return EXACT_FORMAT if report.options.exact else SAFE_FORMAT


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write one row for each chosen item below the row of column names."""
    row_format = select_row_format(report)
    stream.write(
        b"\xef\xbb\xbf"
        + row_format.format_row(list(map(report.localize, list_column_titles(report.exposure.pack)))).encode()
    )
    ItemListWriter(report, row_format, _get_no_cells).write(stream.write, monitor, TITLE)
    return ()


def _get_no_cells(_block: Block, _number: str) -> tuple[str, ...]:
    return ()


def read_totals(path: Path) -> Totals:
    """The number of rows below the column names: line feeds outside quotes (RFC 4180, 2.6)."""
    row_ends, in_quotes = 0, False
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_SIZE):
            data = view_bytes(chunk)
            line_ends = np.flatnonzero(data == _LINE_FEED)
            quotes = np.flatnonzero(data == _QUOTE)
            quote_counts = np.searchsorted(quotes, line_ends) + int(in_quotes)
            row_ends += int(np.count_nonzero(quote_counts % 2 == 0))
            in_quotes ^= len(quotes) % 2 == 1
    return Totals(listed_items=row_ends - 1)


def describe_file(report: Report, name: str) -> Iterator[str]:
    """Sentences on how to read the file."""
    yield join_texts((_("{file} holds one row for each listed item.", file=name), report.listing_sentence), " ")
    yield _("It is CSV as RFC 4180 has it: UTF-8 with a byte order mark, CR LF behind each row, every cell in quotes.")
    if report.options.exact:
        yield _(
            "Exact text: cells stand as they are. Do not open this file in a spreadsheet; it may run formulas in it."
        )
    else:
        yield _(
            "Safe for spreadsheets: a cell has an apostrophe before it where it begins, behind any blanks, quotes or "
            "characters without width, with one of = + - @ | % in any width, a tab, a line end or a zero character. "
            "Without that apostrophe it is the text as it was."
        )
