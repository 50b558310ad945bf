"""The list of items as CSV: RFC 4180, UTF-8 with a byte order mark, CR LF, every cell quoted.

Nothing but the list is in the file, so that every program can read it. What belongs to it and is no item, the matter,
the privilege, the rule about formulas, the meaning of the columns, stands in a text beside it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow.compute as pc

from inspector.columns import strings, take
from inspector.csv_injection import formulas, marked
from inspector.errors import Problem
from inspector.i18n import joined, words
from inspector.items import Block
from inspector.progress import Monitor
from inspector.report.formats.item_list import Grammar, ItemList, heads
from inspector.report.options import Totals
from inspector.summary.report import Report

TITLE = words("CSV")
_PIECE = 4 << 20
_QUOTE, _LINE_FEED = 0x22, 0x0A


def quoted(text: str) -> str:
    """A cell that holds the text as it is."""
    return '"' + text.replace('"', '""') + '"'


def _exact(column: Any) -> tuple[Any, ...]:  # noqa: ANN401 - pyarrow ships no types
    return (pc.replace_substring(column, pattern='"', replacement='""'),)


def _safe(column: Any) -> tuple[Any, ...]:  # noqa: ANN401
    return (take(strings(["", "'"]), formulas(column).astype(np.int64)), *_exact(column))


EXACT = Grammar(quoted, _exact, ",", "\r\n")
"""For machines: every text as it is."""
SAFE = Grammar(lambda text: quoted(marked(text)), _safe, ",", "\r\n")
"""For people and their spreadsheets: an apostrophe before what might be taken for a formula."""


def grammar(report: Report) -> Grammar:
    """How cells are written."""
    return EXACT if report.choices.exact else SAFE


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write the chosen items, a row each below one row of names."""
    chosen = grammar(report)
    stream.write(b"\xef\xbb\xbf" + chosen.row(list(map(report.said, heads(report.exposure.pack)))).encode())
    ItemList(report, chosen, _nothing).write(stream.write, monitor, TITLE)
    return ()


def _nothing(_block: Block, _number: str) -> tuple[str, ...]:
    """No further cells."""
    return ()


def totals(path: Path) -> Totals:
    """How many rows a written file holds below its names: line ends that stand in no cell."""
    ends, within = 0, False
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            data = np.frombuffer(piece, np.uint8)
            lines = np.flatnonzero(data == _LINE_FEED)
            quotes = np.flatnonzero(data == _QUOTE)
            before = np.searchsorted(quotes, lines) + int(within)
            ends += int(np.count_nonzero(before % 2 == 0))
            within ^= len(quotes) % 2 == 1
    return Totals(listed=ends - 1)


def about(report: Report, name: str) -> Iterator[str]:
    """How to read the file, for the text beside it."""
    yield joined((words("{file} holds one row for each listed item.", file=name), report.listed), " ")
    yield words(
        "It is CSV as RFC 4180 has it: UTF-8 with a byte order mark, CR LF behind each row, every cell in quotes."
    )
    if report.choices.exact:
        yield words(
            "Exact text: cells stand as they are. Do not open this file in a spreadsheet; it may run formulas in it."
        )
    else:
        yield words(
            "Safe for spreadsheets: a cell has an apostrophe before it where it begins, behind any blanks, quotes or "
            "characters without width, with one of = + - @ | % in any width, a tab, a line end or a zero character. "
            "Without that apostrophe it is the text as it was."
        )
