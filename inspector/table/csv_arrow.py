"""The fast road: Arrow's csv reader, let in only where it is known to be right.

Arrow fuses rows where two quotes are unbalanced, accepts text behind a closing quote, and loses the LF of a
CRLF within a cell where its own block ends between the two. So every quote is checked first and the text is
cut into segments between records, each of which Arrow sees as one block, while the rest is still to come; several
threads parse segments side by side, as Arrow lets the interpreter go meanwhile. What fails goes the strict road.
"""

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from inspector.columns import CR, LF, QUOTE, Flags, Octets, Places
from inspector.progress import Monitor
from inspector.table.csv_strict import Body, Parsed, check_rows

_BLOCK = 1 << 20
"""The least that is parsed at once, in bytes; below, what Arrow does for each piece costs more than its cells."""
_GATHERED = 2 << 20
"""How much text one thread parses and puts together: Arrow leaves room behind its pieces, which is given back so."""
_WORKERS = 1 if (os.cpu_count() or 1) < 4 else 2
"""How many threads parse side by side, beside the one that inflates and the one that waits: each holds some memory."""
_MARK = b"\xef\xbb\xbf"
_NOT_LINE_END = re.compile(rb"[^\r\n]")


def parse(body: Body, width: int, name: str, monitor: Monitor, rest: Iterable[bytes] = ()) -> Parsed | None:
    """Parse every record of the body and of the blocks that follow it; None where the strict road must be taken.

    Raises ``Refused`` (E_TOO_LARGE) beyond five million records, ``Cancelled``, and what ``rest`` raises.
    """
    size = 0
    cutter = _Cutter(ord(body.delimiter))
    try:
        with _Columns(width, body.delimiter) as rows:
            for segment in cutter.segments(_blocks(body, rest)):
                rows.add(segment)
                check_rows(rows.count, name)
                size += sum(map(len, segment))
                monitor.step(size, max(size, len(body.data)), name)
            data = rows.table()
    except (pa.ArrowInvalid, _NotSure):
        return None
    check_rows(data.num_rows, name)
    return Parsed(data, width, body.delimiter, data.num_rows, size=size, nul=rows.nul)


def _blocks(body: Body, rest: Iterable[bytes]) -> Iterator[memoryview]:
    for content in chain((memoryview(body.data)[body.offset :],), map(memoryview, rest)):
        for start in range(0, len(content), _BLOCK):
            yield content[start : start + _BLOCK]


class _Columns:
    """Parses segments and gathers the columns in few pieces that are no larger than their text.

    ``count`` is the number of rows parsed so far, ``nul`` whether a zero byte is among them. Threads are there as soon
    as there is more than one piece, and end with the ``with`` block.
    """

    def __init__(self, width: int, delimiter: str) -> None:
        self.count = 0
        self.nul = False
        self._schema = pa.schema([pa.field(str(place), pa.string()) for place in range(width)])
        self._parse = pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True, double_quote=True)
        self._convert = pacsv.ConvertOptions(
            column_types=self._schema, check_utf8=True, strings_can_be_null=False, quoted_strings_can_be_null=False
        )
        self._segments: list[Segment] = []
        self._bytes = 0
        self._threads: ThreadPoolExecutor | None = None
        self._ahead: deque[Future[list[pa.RecordBatch]]] = deque()
        self._pieces: list[pa.RecordBatch] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)

    def add(self, segment: "Segment") -> None:
        """Take whole records; raises ``pa.ArrowInvalid`` or ``_NotSure`` for some that were taken before."""
        if self._bytes >= _GATHERED:
            self._threads = self._threads or ThreadPoolExecutor(_WORKERS, "parsing")
            if len(self._ahead) >= _WORKERS:
                self._keep(self._ahead.popleft().result())
            self._ahead.append(self._threads.submit(self._piece, self._segments))
            self._segments, self._bytes = [], 0
        self._segments.append(segment)
        self._bytes += sum(map(len, segment))

    def _piece(self, segments: "Sequence[Segment]") -> list[pa.RecordBatch]:
        # One block for all would cost more than it saves: what one step leaves in the cache the next finds there.
        batches = [batch for segment in segments for batch in self._parsed(b"".join(segment))]
        if len(batches) < 2:
            return batches
        joined: list[pa.RecordBatch] = pa.Table.from_batches(batches, self._schema).combine_chunks().to_batches()
        return joined

    def _parsed(self, text: bytes) -> list[pa.RecordBatch]:
        # Arrow drops a byte order mark at the start of what it is given, also where it is the text of a cell.
        if text.startswith(_MARK):
            raise _NotSure
        if _NOT_LINE_END.search(text) is None:
            return []
        if b"\0" in text:
            self.nul = True
        # Arrow counts the bytes of a block in 32 bits.
        read = pacsv.ReadOptions(use_threads=False, block_size=len(text) + 1, column_names=self._schema.names)
        found = pacsv.read_csv(pa.BufferReader(text), read, self._parse, self._convert)
        batches: list[pa.RecordBatch] = found.to_batches()
        return batches

    def _keep(self, piece: Sequence[pa.RecordBatch]) -> None:
        self.count += sum(batch.num_rows for batch in piece)
        self._pieces += piece

    def table(self) -> pa.Table:
        """All that was added; raises as ``add``."""
        last = self._piece(self._segments)
        while self._ahead:
            self._keep(self._ahead.popleft().result())
        self._keep(last)
        return pa.Table.from_batches(self._pieces, self._schema)


class _NotSure(Exception):
    """The text holds what Arrow might read wrongly: a quote where none may stand, or a byte order mark in a cell."""


Segment = Sequence[memoryview]
"""The text of whole records, in parts that follow each other."""


@dataclass(slots=True)
class _Cutter:
    """Cuts text between records. ``before`` is the byte before the block at hand, ``odd`` whether it lies in quotes.

    A quote may open only where a cell begins, close only where it ends, and there must be an even number.
    """

    delimiter: int
    before: int = LF
    odd: int = 0
    parts: list[memoryview] = field(default_factory=list)

    def segments(self, blocks: Iterable[memoryview]) -> Iterator[Segment]:
        """The text in pieces of whole records; raises ``_NotSure``."""
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
                yield (*self.parts, block[:end])
                self.parts, waiting = [block[end:]], len(block) - end
            self.odd = (self.odd + len(places)) % 2
            self.before = int(content[-1])
        if self.odd:
            raise _NotSure
        yield tuple(self.parts)

    def _check(self, content: Octets, places: Places, neighbour: Flags) -> None:
        # A quote that ended the block before was closing unless the text is within quotes now.
        if self.before == QUOTE and not self.odd and not neighbour[content[0]]:
            raise _NotSure
        opening, closing = places[self.odd :: 2], places[1 - self.odd :: 2]
        if len(opening) and opening[0] == 0:
            if not neighbour[self.before]:
                raise _NotSure
            opening = opening[1:]
        if len(closing) and closing[-1] == len(content) - 1:
            closing = closing[:-1]
        if not (neighbour[content[opening - 1]].all() and neighbour[content[closing + 1]].all()):
            raise _NotSure


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
