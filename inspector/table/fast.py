"""The fast road: Arrow's csv reader, let in only where it is known to be right.

Arrow fuses rows where two quotes are unbalanced, accepts text behind a closing quote, and loses the LF of a
CRLF within a cell where its own block ends between the two. So every quote is checked first and the text is
cut into segments between records, each of which Arrow sees as one block, while the rest is still to come. What
fails goes the strict road.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from inspector.monitor import Monitor
from inspector.table.strict import Body, Parsed, check_rows
from inspector.table.text import CR, LF, QUOTE, Flags, Octets, Places

_BLOCK = 256 << 10
"""The least that is parsed at once, in bytes: what one step leaves in the processor's cache the next one finds."""
_GATHERED = 4 << 20
"""How much of a column lies together: Arrow leaves room behind each of its pieces, which is given back here."""
_MARK = b"\xef\xbb\xbf"
_NOT_LINE_END = re.compile(rb"[^\r\n]")


def parse(body: Body, width: int, name: str, monitor: Monitor, rest: Iterable[bytes] = ()) -> Parsed | None:
    """Parse every record of the body and of the blocks that follow it; None where the strict road must be taken.

    Raises ``Refused`` (E_TOO_LARGE) beyond five million records, ``Cancelled``, and what ``rest`` raises.
    """
    rows = _Columns(width, body.delimiter)
    size, nul = 0, False
    cutter = _Cutter(ord(body.delimiter))
    try:
        for segment in cutter.segments(_blocks(body, rest)):
            # Arrow drops a byte order mark at the start of what it is given, also where it is the text of a cell.
            if segment.startswith(_MARK):
                return None
            size += len(segment)
            nul = nul or b"\0" in segment
            if _NOT_LINE_END.search(segment) is not None:
                rows.add(segment)
                check_rows(rows.count, name)
            monitor.step(size, max(size, len(body.data)), name)
    except (pa.ArrowInvalid, _WrongQuote):
        return None
    return Parsed(rows.table(), width, body.delimiter, rows.count, size=size, nul=nul)


def _blocks(body: Body, rest: Iterable[bytes]) -> Iterator[memoryview]:
    for content in chain((memoryview(body.data)[body.offset :],), map(memoryview, rest)):
        for start in range(0, len(content), _BLOCK):
            yield content[start : start + _BLOCK]


class _Columns:
    """Parses segments and gathers the columns, each in few pieces that are no larger than their text."""

    def __init__(self, width: int, delimiter: str) -> None:
        self.count = 0
        self._schema = pa.schema([pa.field(str(place), pa.string()) for place in range(width)])
        self._parse = pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True, double_quote=True)
        self._convert = pacsv.ConvertOptions(
            column_types=self._schema, check_utf8=True, strings_can_be_null=False, quoted_strings_can_be_null=False
        )
        self._gathered: list[pa.RecordBatch] = []
        self._waiting: list[pa.RecordBatch] = []
        self._bytes = 0

    def add(self, segment: bytes) -> None:
        """Parse whole records; raises ``pa.ArrowInvalid``."""
        # Arrow counts the bytes of a block in 32 bits.
        read = pacsv.ReadOptions(use_threads=False, block_size=len(segment) + 1, column_names=self._schema.names)
        found = pacsv.read_csv(pa.BufferReader(segment), read, self._parse, self._convert)
        self.count += found.num_rows
        self._waiting += found.to_batches()
        self._bytes += len(segment)
        if self._bytes >= _GATHERED:
            self._gather()

    def _gather(self) -> None:
        if len(self._waiting) > 1:
            joined = pa.Table.from_batches(self._waiting, self._schema).combine_chunks()
            self._gathered += joined.to_batches()
        else:
            self._gathered += self._waiting
        self._waiting, self._bytes = [], 0

    def table(self) -> pa.Table:
        """All that was added."""
        self._gather()
        return pa.Table.from_batches(self._gathered, self._schema)


class _WrongQuote(Exception):
    """A quote stands where none may."""


@dataclass(slots=True)
class _Cutter:
    """Cuts text between records. ``before`` is the byte before the block at hand, ``odd`` whether it lies in quotes.

    A quote may open only where a cell begins, close only where it ends, and there must be an even number.
    """

    delimiter: int
    before: int = LF
    odd: int = 0
    parts: list[memoryview] = field(default_factory=list)

    def segments(self, blocks: Iterable[memoryview]) -> Iterator[bytes]:
        """The text in pieces of whole records; raises ``_WrongQuote``."""
        neighbour = np.zeros(256, np.bool_)
        neighbour[[self.delimiter, CR, LF, QUOTE]] = True
        waiting = 0
        for block in blocks:
            content: Octets = np.frombuffer(block, np.uint8)
            places = np.flatnonzero(content == QUOTE)
            self._check(content, places, neighbour)
            waiting += len(block)
            end = _last_record_end(content, places, self.odd) if waiting >= _BLOCK else None
            if end is None:
                self.parts.append(block)
            else:
                yield b"".join((*self.parts, block[:end]))
                self.parts, waiting = [block[end:]], len(block) - end
            self.odd = (self.odd + len(places)) % 2
            self.before = int(content[-1])
        if self.odd:
            raise _WrongQuote
        yield b"".join(self.parts)

    def _check(self, content: Octets, places: Places, neighbour: Flags) -> None:
        # A quote that ended the block before was closing unless the text is within quotes now.
        if self.before == QUOTE and not self.odd and not neighbour[content[0]]:
            raise _WrongQuote
        opening, closing = places[self.odd :: 2], places[1 - self.odd :: 2]
        if len(opening) and opening[0] == 0:
            if not neighbour[self.before]:
                raise _WrongQuote
            opening = opening[1:]
        if len(closing) and closing[-1] == len(content) - 1:
            closing = closing[:-1]
        if not (neighbour[content[opening - 1]].all() and neighbour[content[closing + 1]].all()):
            raise _WrongQuote


def _last_record_end(content: Octets, quotes: Places, odd: int) -> int | None:
    """Find the place behind the last line end outside quotes in a block; None where there is none."""
    stop = len(content)
    for begin in (max(0, stop - (_BLOCK >> 4)), 0):
        block = content[begin:]
        for mark in (LF, CR):
            places = np.flatnonzero(block == mark) + begin
            outside = places[(odd + np.searchsorted(quotes, places)) % 2 == 0]
            if mark == CR and len(outside):
                # The line end that a CR at the very end begins may go on in the next block.
                outside = outside[outside < stop - 1]
                outside = outside[content[outside + 1] != LF]
            if len(outside):
                return int(outside[-1]) + 1
    return None
