"""The fast road: Arrow's csv reader, let in only where it is known to be right.

Arrow fuses rows where two quotes are unbalanced, accepts text behind a closing quote, and loses the LF of a
CRLF within a cell where its own block ends between the two. So every quote is checked first and the text is
cut into segments between records, each of which Arrow sees as one block. What fails goes the strict road.
"""

import re

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from inspector.monitor import Monitor
from inspector.table.strict import Body, Parsed, check_rows
from inspector.table.text import CR, LF, QUOTE, Octets, Places, octets

_BLOCK = 4 << 20
_MARK = b"\xef\xbb\xbf"
_NOT_LINE_END = re.compile(rb"[^\r\n]")


def parse(body: Body, width: int, name: str, monitor: Monitor) -> Parsed | None:
    """Parse every record, or give None where the strict road must be taken.

    Raises ``Refused`` (E_TOO_LARGE) beyond five million records, and ``Cancelled``.
    """
    content = octets(body.data, body.offset)
    ends = _record_ends(content, ord(body.delimiter), name, monitor)
    if ends is None:
        return None
    schema = pa.schema([pa.field(str(i), pa.string()) for i in range(width)])
    text = pa.py_buffer(body.data)
    batches: list[pa.RecordBatch] = []
    rows, start = 0, body.offset
    for end in (body.offset + place for place in ends):
        # Arrow drops a byte order mark at the start of what it is given, also where it is the text of a cell.
        if body.data[start : start + len(_MARK)] == _MARK:
            return None
        if _NOT_LINE_END.search(body.data, start, end) is not None:
            try:
                segment = _read(text.slice(start, end - start), schema, body.delimiter)
            except pa.ArrowInvalid:
                return None
            batches += segment.to_batches()
            rows += segment.num_rows
            check_rows(rows, name)
        start = end
        monitor.step(end, len(body.data), name)
    return Parsed(pa.Table.from_batches(batches, schema), width, body.delimiter, rows)


def _read(segment: pa.Buffer, schema: pa.Schema, delimiter: str) -> pa.Table:
    return pacsv.read_csv(
        pa.BufferReader(segment),
        read_options=pacsv.ReadOptions(use_threads=False, block_size=segment.size + 1, column_names=schema.names),
        parse_options=pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True, double_quote=True),
        convert_options=pacsv.ConvertOptions(
            column_types=schema, check_utf8=False, strings_can_be_null=False, quoted_strings_can_be_null=False
        ),
    )


def _record_ends(content: Octets, delimiter: int, name: str, monitor: Monitor) -> list[int] | None:
    """Find where to cut between records, the very end included; None where a quote stands wrong.

    A quote may open only where a cell begins, close only where it ends, and there must be an even number.
    """
    neighbour = np.zeros(256, np.bool_)
    neighbour[[delimiter, CR, LF, QUOTE]] = True
    ends: list[int] = []
    seen = 0
    for start in range(0, len(content), _BLOCK):
        places = np.flatnonzero(content[start : start + _BLOCK] == QUOTE) + start
        odd = seen % 2
        opening, closing = places[odd::2], places[1 - odd :: 2]
        if len(opening) and opening[0] == 0:
            opening = opening[1:]
        if len(closing) and closing[-1] == len(content) - 1:
            closing = closing[:-1]
        if not (neighbour[content[opening - 1]].all() and neighbour[content[closing + 1]].all()):
            return None
        end = _last_record_end(content, start, places, odd)
        if end is not None:
            ends.append(end)
        seen += len(places)
        monitor.step(start, len(content), name)
    if seen % 2:
        return None
    if not ends or ends[-1] < len(content):
        ends.append(len(content))
    return ends


def _last_record_end(content: Octets, start: int, quotes: Places, odd: int) -> int | None:
    """Find the place behind the last line end outside quotes in the block at ``start``; None where there is none."""
    stop = min(start + _BLOCK, len(content))
    for begin in (max(start, stop - (_BLOCK >> 6)), start):
        block = content[begin:stop]
        for mark in (LF, CR):
            places = np.flatnonzero(block == mark) + begin
            outside = places[(odd + np.searchsorted(quotes, places)) % 2 == 0]
            if mark == CR and len(outside):
                following = np.minimum(outside + 1, len(content) - 1)
                outside = outside[content[following] != LF]
            if len(outside):
                return int(outside[-1]) + 1
    return None
