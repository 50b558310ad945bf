"""What the catalog may ask for where a file kind is known to be written wrongly.

A repair works on the text before it is parsed, or on the finished columns. Each says what it did.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspector.columns import (
    CR,
    LF,
    QUOTE,
    Flags,
    Octets,
    Places,
    chunks,
    distinct,
    fits,
    line_starts,
    octets,
    physical_lines,
    spans,
    strings,
)
from inspector.i18n import counted, words
from inspector.table.csv_strict import Body, Feed, Parsed, records
from inspector.table.problems import TableProblem, note

_DATED = b"dddd-dd-dd dd:dd:dd"
_LONGEST_SENTENCE = 300
_SENTENCE = re.compile(rb"\s*[^\r\n]+\s*")
_COMMENTARY = ("sharecommentary",)


@dataclass(frozen=True, slots=True)
class TextRepair:
    """A repair of the text: gives the text to parse instead, and what was found."""

    apply: Callable[[Body], tuple[Body, tuple[TableProblem, ...]]]


@dataclass(frozen=True, slots=True)
class ColumnRepair:
    """A repair of the parsed columns, which bear these names: gives the columns to show, and what was found."""

    apply: Callable[[Parsed, tuple[str, ...]], tuple[Parsed, tuple[TableProblem, ...]]]


def _sentence(body: Body) -> tuple[Body, tuple[TableProblem, ...]]:
    """Take a file that is one sentence for what it says: that there is nothing in it."""
    if body.headed or len(body.data) - body.offset > _LONGEST_SENTENCE:
        return body, ()
    if _SENTENCE.fullmatch(body.data, body.offset) is None:
        return body, ()
    found = note("W_EMPTY_TABLE", words("The file holds one sentence instead of a table, so there are no rows."))
    return replace(body, offset=len(body.data)), (found,)


def _undated_lines(body: Body) -> tuple[Body, tuple[TableProblem, ...]]:
    """Give lines that do not begin with a date back to the record above, from which a writer cut them loose.

    The text keeps its line ends, so that line numbers stay true; only quotes are added.
    """
    content = octets(body.data, body.offset)
    starts = line_starts(content)
    outside = _outside_quotes(content, starts)
    dated = np.flatnonzero(outside & _begins_dated(content, starts, body.delimiter))
    if not len(dated):
        return body, ()
    loose = np.flatnonzero(outside & ~_is_empty(content, starts))
    owners = np.searchsorted(dated, loose, side="right") - 1
    stray = (owners >= 0) & (dated[owners] != loose)
    if not stray.any():
        return body, ()
    before = int(np.count_nonzero(owners < 0))
    data, rows = bytearray(body.data[: body.offset]), []
    done = 0
    bounds = np.append(starts[dated], len(content))
    for owner in distinct(owners[stray]):
        start, end = int(bounds[owner]), int(bounds[owner + 1])
        segment = bytes(content[start:end])
        rebuilt = _rejoined(segment, body.delimiter)
        if rebuilt != segment:
            rows.append(before + int(owner) + 1)
        data += content[done:start].tobytes() + rebuilt
        done = end
    data += content[done:].tobytes()
    if not rows:
        return body, ()
    message = counted(
        "{number} row was cut by unquoted line breaks; the lines were put together again.",
        "{number} rows were cut by unquoted line breaks; the lines were put together again.",
        len(rows),
    )
    return replace(body, data=data), (note("W_REPAIRED", message, rows),)


def _outside_quotes(content: Octets, starts: Places) -> Flags:
    before = np.searchsorted(np.flatnonzero(content == QUOTE), starts, side="left")
    outside: Flags = before % 2 == 0
    return outside


def _begins_dated(content: Octets, starts: Places, delimiter: str) -> Flags:
    template = _DATED + delimiter.encode()
    dated = np.zeros(len(starts), np.bool_)
    whole = np.flatnonzero(starts + len(template) <= len(content))
    dated[whole] = fits(content[starts[whole][:, None] + np.arange(len(template))], template)
    return dated


def _is_empty(content: Octets, starts: Places) -> Flags:
    first = content[starts]
    empty: Flags = (first == LF) | (first == CR)
    return empty


def _rejoined(segment: bytes, delimiter: str) -> bytes:
    """Quote one record and the loose lines after it as one record; unchanged where the record itself is wrong."""
    text = segment.decode()
    lines = (line.decode() for line in physical_lines(segment, 0))
    cells, taken = next(records(Feed(lines, delimiter)))
    if cells is None or not cells:
        return segment
    record = "".join(taken)
    kept = text.rstrip("\r\n")
    loose = octets(segment, len(record.encode()))
    if _begins_dated(loose, line_starts(loose), delimiter).any():
        # A lone quote among the loose lines hides where the next record begins: joining would fuse records.
        return segment
    ending = record[len(record.rstrip("\r\n")) :]
    cells[-1] += ending + kept[len(record) :]
    quoted = delimiter.join('"' + cell.replace('"', '""') + '"' for cell in cells)
    return (quoted + text[len(kept) :]).encode()


def _quoted_lines(parsed: Parsed, names: tuple[str, ...]) -> tuple[Parsed, tuple[TableProblem, ...]]:
    """Take out the quotes that a writer put around each line inside a quoted commentary."""
    data, repaired = parsed.data, np.zeros(parsed.data.num_rows, np.bool_)
    for place, name in enumerate(names[: parsed.width]):
        if name.casefold().replace(" ", "").replace("_", "") not in _COMMENTARY:
            continue
        pieces, base = [], 0
        for chunk in chunks(data.column(place)):
            piece, rows = _unquoted(chunk)
            pieces.append(piece)
            repaired[rows + base] = True
            base += len(chunk)
        data = data.set_column(place, pa.field(str(place), pa.string()), pa.chunked_array(pieces, type=pa.string()))
    if not repaired.any():
        return parsed, ()
    numbers = _numbers(parsed, np.flatnonzero(repaired))
    message = counted(
        "{number} row had quotes around each line of its text; they were taken out.",
        "{number} rows had quotes around each line of its text; they were taken out.",
        len(numbers),
    )
    return replace(parsed, data=data), (note("W_REPAIRED", message, numbers),)


def _unquoted(cells: pa.StringArray) -> tuple[pa.StringArray, Places]:
    """Repair one chunk; gives it with the rows (from 0) that changed."""
    changed = pc.replace_substring_regex(cells, pattern='"\r?\n"', replacement="\n")
    rows = np.flatnonzero(np.diff(spans(cells)[0]) != np.diff(spans(changed)[0]))
    if not len(rows):
        return cells, np.empty(0, np.int64)
    return _without_last_quote(changed, rows), rows


def _without_last_quote(cells: pa.StringArray, rows: Places) -> pa.StringArray:
    """Drop the quote that should have closed the last line: it is left over where the lines' quotes do not pair up."""
    ends, content = spans(cells)
    text, ends = content[ends[0] : ends[-1]], ends - ends[0]
    rows = rows[ends[rows + 1] > ends[rows]]
    quotes = np.flatnonzero(text == QUOTE)
    number = np.searchsorted(quotes, ends[rows + 1]) - np.searchsorted(quotes, ends[rows])
    odd = rows[(number % 2 == 1) & (text[ends[rows + 1] - 1] == QUOTE)]
    kept = np.delete(text, ends[odd + 1] - 1)
    ends[1:] -= np.cumsum(np.bincount(odd, minlength=len(cells)))
    return pa.StringArray.from_buffers(len(cells), pa.py_buffer(ends.astype(np.int32)), pa.py_buffer(kept))


def _join_tail(parsed: Parsed, names: tuple[str, ...]) -> tuple[Parsed, tuple[TableProblem, ...]]:
    """Put surplus cells back into the last column: its text holds delimiters that the writer did not quote."""
    if not parsed.long:
        return parsed, ()
    last = parsed.width - 1
    texts: list[str] = parsed.data.column(last).to_pylist()
    surplus: list[str] = parsed.data.column(parsed.width).to_pylist()
    for row in _indices(parsed, np.array(parsed.long, np.int64)):
        texts[row] = f"{texts[row]}{parsed.delimiter}{surplus[row]}"
    kept = parsed.data.select(list(range(parsed.width)))
    field = pa.field(str(last), pa.string())
    data = kept.set_column(last, field, pa.chunked_array([strings(texts)], type=pa.string()))
    message = counted(
        "{number} row holds unquoted delimiters in the text of the last column; the text was put together again.",
        "{number} rows hold unquoted delimiters in the text of the last column; the text was put together again.",
        len(parsed.long),
    )
    return replace(parsed, data=data, long=()), (note("W_REPAIRED", message, parsed.long),)


def _numbers(parsed: Parsed, rows: Places) -> Places:
    """Give the record numbers of rows (from 0)."""
    return rows + 1 if parsed.numbers is None else parsed.numbers[rows]


def _indices(parsed: Parsed, numbers: Places) -> Places:
    """Give the rows (from 0) of record numbers."""
    return numbers - 1 if parsed.numbers is None else np.searchsorted(parsed.numbers, numbers)


REPAIRS: dict[str, TextRepair | ColumnRepair] = {
    "undated lines": TextRepair(_undated_lines),
    "quoted lines": ColumnRepair(_quoted_lines),
    "join tail": ColumnRepair(_join_tail),
    "sentence": TextRepair(_sentence),
}
"""Every repair that a ``Layout`` may name."""
