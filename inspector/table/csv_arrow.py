"""The fast parser: Arrow's CSV reader, used only where it is known to read what RFC 4180 says.

Arrow fuses rows where two quotes are unbalanced, accepts text behind a closing quote, and loses the LF of a CRLF
within a cell where its own block ends between the two. So every quote is checked first, and the text is cut into
segments between records, each of which Arrow sees as one block, while the rest is still to come. Several threads parse
segments side by side: Arrow releases the interpreter lock. What fails is left to the strict parser.
"""

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import IO, Self, cast

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from inspector.columns import CR, LF, QUOTE, BoolArray, ByteArray, Indices, view_bytes
from inspector.progress import Monitor
from inspector.table.csv_strict import Body, ParsedTable, check_row_count

_SEGMENT_SIZE = 1 << 20
"""The least that is parsed at once, in bytes; below, what Arrow does for each piece costs more than its cells."""
_BATCH_SIZE = 2 << 20
"""How much text one thread parses and puts together: Arrow leaves room behind its pieces, which is given back so."""
_DEFAULT_THREADS = 2 if (os.cpu_count() or 1) < 4 else 3
"""How many threads read where the caller names no number; each holds some memory."""
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NOT_LINE_END = re.compile(rb"[^\r\n]")


def parse(body: Body, width: int, name: str, monitor: Monitor, threads: int | None = None) -> ParsedTable | None:
    """Parse every record of the body; None where only the strict parser is known to be right.

    ``threads`` counts the caller's thread, which inflates, and those that parse beside it; with one, the caller's
    parses too. ``None`` chooses by the processors.
    Raises ``Refused`` (E_TOO_LARGE) beyond five million records, ``Cancelled``, and what the member's blocks raise.
    """
    size = 0
    splitter = _RecordSplitter(ord(body.delimiter))
    try:
        with _SegmentParser(width, body.delimiter, (threads or _DEFAULT_THREADS) - 1) as parser:
            for segment in splitter.split(_split_blocks(body)):
                parser.add(segment)
                check_row_count(parser.row_count, name)
                size += sum(map(len, segment))
                monitor.step(size, max(size, len(body.data)), name)
            columns = parser.build_table()
    except (pa.ArrowInvalid, _ArrowUnsafe):
        return None
    check_row_count(columns.num_rows, name)
    return ParsedTable(columns, width, body.delimiter, columns.num_rows, text_size=size, has_nul=parser.has_nul)


def _split_blocks(body: Body) -> Iterator[memoryview]:
    for content in body.blocks():
        for start in range(0, len(content), _SEGMENT_SIZE):
            yield content[start : start + _SEGMENT_SIZE]


class _SegmentParser:
    """Parses segments and gathers the columns in few pieces that are no larger than their text.

    ``row_count`` is the number of rows parsed so far; ``has_nul`` tells whether a zero byte is among them. The
    ``worker_count`` threads start when there is more than one piece, and end with the ``with`` block.
    """

    def __init__(self, width: int, delimiter: str, worker_count: int) -> None:
        self._worker_count = worker_count
        self.row_count = 0
        self.has_nul = False
        self._schema = pa.schema([pa.field(str(place), pa.string()) for place in range(width)])
        self._parse_options = pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True, double_quote=True)
        self._convert_options = pacsv.ConvertOptions(
            column_types=self._schema, check_utf8=True, strings_can_be_null=False, quoted_strings_can_be_null=False
        )
        self._pending_segments: list[Segment] = []
        self._pending_bytes = 0
        self._executor: ThreadPoolExecutor | None = None
        self._futures: deque[Future[list[pa.RecordBatch]]] = deque()
        self._batches: list[pa.RecordBatch] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def add(self, segment: "Segment") -> None:
        """Take whole records; raises ``pa.ArrowInvalid`` or ``_ArrowUnsafe`` for some that were taken before."""
        if self._pending_bytes >= _BATCH_SIZE:
            self._parse_pending()
        self._pending_segments.append(segment)
        self._pending_bytes += sum(map(len, segment))

    def _parse_pending(self) -> None:
        if self._worker_count:
            self._executor = self._executor or ThreadPoolExecutor(self._worker_count, "parsing")
            if len(self._futures) >= self._worker_count:
                self._append_batches(self._futures.popleft().result())
            self._futures.append(self._executor.submit(self._parse_segments, self._pending_segments))
        else:
            self._append_batches(self._parse_segments(self._pending_segments))
        self._pending_segments, self._pending_bytes = [], 0

    def _parse_segments(self, segments: "Sequence[Segment]") -> list[pa.RecordBatch]:
        # One block for all would cost more than it saves: what one step leaves in the cache the next finds there.
        batches = [batch for segment in segments for batch in self._parse_segment(b"".join(segment))]
        if len(batches) < 2:
            return batches
        combined_batches: list[pa.RecordBatch] = (
            pa.Table.from_batches(batches, self._schema).combine_chunks().to_batches()
        )
        return combined_batches

    def _parse_segment(self, text: bytes) -> list[pa.RecordBatch]:
        # Arrow drops a byte order mark at the start of what it is given, also where it is the text of a cell.
        if text.startswith(_BYTE_ORDER_MARK):
            raise _ArrowUnsafe
        if _NOT_LINE_END.search(text) is None:
            return []
        if b"\0" in text:
            self.has_nul = True
        # Arrow counts the bytes of a block in 32 bits.
        read_options = pacsv.ReadOptions(use_threads=False, block_size=len(text) + 1, column_names=self._schema.names)
        stream = cast("IO[bytes]", pa.BufferReader(text))  # the stubs leave out Arrow's own streams
        parsed_table = pacsv.read_csv(stream, read_options, self._parse_options, self._convert_options)
        batches: list[pa.RecordBatch] = parsed_table.to_batches()
        return batches

    def _append_batches(self, batches: Sequence[pa.RecordBatch]) -> None:
        self.row_count += sum(batch.num_rows for batch in batches)
        self._batches += batches

    def build_table(self) -> pa.Table:
        """All that was added; raises as ``add``."""
        last_batches = self._parse_segments(self._pending_segments)
        while self._futures:
            self._append_batches(self._futures.popleft().result())
        self._append_batches(last_batches)
        return pa.Table.from_batches(self._batches, self._schema)


class _ArrowUnsafe(Exception):
    """The text holds what Arrow might read wrongly: a quote where none may stand, or a byte order mark in a cell."""


Segment = Sequence[memoryview]
"""The text of whole records, in parts that follow each other."""


@dataclass(slots=True)
class _RecordSplitter:
    """Cuts text between records. ``before`` is the byte before the block at hand, ``odd`` whether it lies in quotes.

    A quote may open only where a cell begins, close only where it ends, and there must be an even number.
    """

    delimiter: int
    previous_byte: int = LF
    in_quotes: int = 0
    pending_blocks: list[memoryview] = field(default_factory=list)

    def split(self, blocks: Iterable[memoryview]) -> Iterator[Segment]:
        """The text in pieces of whole records; raises ``_ArrowUnsafe``."""
        is_cell_boundary = np.zeros(256, np.bool_)
        is_cell_boundary[[self.delimiter, CR, LF, QUOTE]] = True
        pending_bytes = 0
        for block in blocks:
            content: ByteArray = view_bytes(block)
            quote_offsets = np.flatnonzero(content == QUOTE)
            self._check_quotes(content, quote_offsets, is_cell_boundary)
            pending_bytes += len(block)
            end = (
                _find_last_record_end(content, quote_offsets, self.in_quotes)
                if pending_bytes >= _SEGMENT_SIZE
                else None
            )
            if end is None:
                self.pending_blocks.append(block)
            else:
                yield (*self.pending_blocks, block[:end])
                self.pending_blocks, pending_bytes = [block[end:]], len(block) - end
            self.in_quotes = (self.in_quotes + len(quote_offsets)) % 2
            self.previous_byte = int(content[-1])
        if self.in_quotes:
            raise _ArrowUnsafe
        yield tuple(self.pending_blocks)

    def _check_quotes(self, content: ByteArray, quote_offsets: Indices, is_cell_boundary: BoolArray) -> None:
        # A quote that ended the block before was closing unless the text is within quotes now.
        if self.previous_byte == QUOTE and not self.in_quotes and not is_cell_boundary[content[0]]:
            raise _ArrowUnsafe
        opening, closing = quote_offsets[self.in_quotes :: 2], quote_offsets[1 - self.in_quotes :: 2]
        if len(opening) and opening[0] == 0:
            if not is_cell_boundary[self.previous_byte]:
                raise _ArrowUnsafe
            opening = opening[1:]
        if len(closing) and closing[-1] == len(content) - 1:
            closing = closing[:-1]
        if not (is_cell_boundary[content[opening - 1]].all() and is_cell_boundary[content[closing + 1]].all()):
            raise _ArrowUnsafe


def _find_last_record_end(content: ByteArray, quotes: Indices, in_quotes: int) -> int | None:
    """Find the place behind the last line end outside quotes in a block; None where there is none."""
    stop = len(content)
    for block_start in (max(0, stop - (_SEGMENT_SIZE >> 4)), 0):
        block = content[block_start:]
        for line_end in (LF, CR):
            line_end_offsets = np.flatnonzero(block == line_end) + block_start
            unquoted_offsets = line_end_offsets[(in_quotes + np.searchsorted(quotes, line_end_offsets)) % 2 == 0]
            if line_end == CR and len(unquoted_offsets):
                # The line end that a CR at the very end begins may go on in the next block.
                unquoted_offsets = unquoted_offsets[unquoted_offsets < stop - 1]
                unquoted_offsets = unquoted_offsets[content[unquoted_offsets + 1] != LF]
            if len(unquoted_offsets):
                return int(unquoted_offsets[-1]) + 1
    return None
