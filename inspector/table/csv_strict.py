"""The strict parser: one record at a time (RFC 4180, section 2), and no more than one line lost to each mistake.

It reads what the fast parser refuses: stray quotes, short and long rows, doubtful encodings. A record that cannot be
split into cells is set aside with its raw text; the next line begins a new record, unless it has too few cells for one
and so may be more of that text.
"""

import csv
from array import array
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pyarrow as pa

from inspector.columns import Bytes, Indices, build_string_array, split_lines
from inspector.errors import Refused
from inspector.i18n import _
from inspector.progress import Monitor
from inspector.table.byte_stream import PeekableStream

MAX_ROWS = 5_000_000
_MAX_RECORD_LINES = 20_000
_MAX_REREAD_COST = 128 << 20
_REREAD_COST_PER_LINE = 64
_MAX_RECORD_LINES_LATE = 8
_MAX_RECORD_CELLS = 1_000_000
_CHUNK_ROWS = 8192
_CHUNK_CELLS = 1 << 20
_CHUNK_CHARACTERS = 64 << 20
_NO_FENCES: Indices = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """The records of a table: UTF-8 ``data`` from ``offset`` on, then ``rest``.

    ``offset`` is the start of physical line ``line`` (from 0). ``has_header`` says whether a header stood before the
    records, ``doubtful_lines`` is as in ``DecodedText``. ``is_truncated``: damage ends the text somewhere in its
    middle, so that the last record counts only if its line ends.
    """

    data: Bytes
    offset: int
    line: int
    delimiter: str
    has_header: bool
    doubtful_lines: Indices
    is_truncated: bool = False
    rest: PeekableStream | None = None
    """Where the text goes on behind ``data``; None where ``data`` is all of it."""
    fences: Indices = field(default_factory=_NO_FENCES.copy)
    """Places in ``data`` at which a record is known to begin, whatever the quotes before them say."""

    def blocks(self) -> Iterator[memoryview]:
        """Yield all records, ``rest`` included, as text in blocks."""
        yield memoryview(self.data)[self.offset :]
        if self.rest is not None:
            for block in self.rest.pass_on():
                yield memoryview(block)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record that could not be parsed: its number, its physical line (both from 1) and its raw text."""

    row: int
    line: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class ParsedTable:
    """The records of a table, parsed; record numbers count from 1.

    ``data`` has ``width`` string columns named "0", "1"..., and one more where rows had surplus cells.
    ``record_count`` counts the records shown and set aside. ``numbers`` is None where they are simply 1, 2, 3...
    ``start_lines`` holds the physical line (from 0) on which each record begins, None from the fast parser.
    ``text_size`` counts the bytes of their text, and ``has_nul`` says whether a zero byte is among them.
    """

    data: pa.Table
    width: int
    delimiter: str
    record_count: int
    numbers: Indices | None = None
    set_aside: tuple[SetAside, ...] = ()
    short_records: tuple[int, ...] = ()
    long_records: tuple[int, ...] = ()
    start_lines: Indices | None = None
    text_size: int = 0
    has_nul: bool = False


class _RecordTooLong(Exception):
    """A record grew beyond what any honest one needs."""


@dataclass(slots=True)
class RewindableLines:
    """Hands lines to the csv module and remembers those of the record under way, so as to hand them out again.

    ``waste`` is what was read in vain so far, in characters and their like for each line; ``spent`` tells that the
    last line has been asked for.
    """

    lines: Iterator[str]
    delimiter: str
    replay_queue: deque[str] = field(default_factory=deque)
    record_lines: list[str] = field(default_factory=list)
    reread_cost: int = 0
    is_exhausted: bool = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.record_lines) >= self.max_record_lines:
            raise _RecordTooLong
        line = self.replay_queue.popleft() if self.replay_queue else self._read_line()
        self.record_lines.append(line)
        if len(line) > _MAX_RECORD_CELLS and _count_unquoted_delimiters(line, self.delimiter) > _MAX_RECORD_CELLS:
            raise _RecordTooLong
        return line

    def _read_line(self) -> str:
        line = next(self.lines, None)
        if line is None:
            self.is_exhausted = True
            raise StopIteration
        return line

    @property
    def max_record_lines(self) -> int:
        """How many lines a record may span: few once much was read twice, else time would grow as the square."""
        return _MAX_RECORD_LINES if self.reread_cost < _MAX_REREAD_COST else _MAX_RECORD_LINES_LATE

    def rewind_record(self) -> None:
        """Keep only the first line of the record under way; the others will come again."""
        self.replay_queue.extendleft(reversed(self.record_lines[1:]))
        self.reread_cost += sum(map(len, self.record_lines)) + _REREAD_COST_PER_LINE * len(self.record_lines)
        del self.record_lines[1:]


def _count_unquoted_delimiters(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line.split('"')[::2])


def parse_records(
    lines: RewindableLines, *, is_truncated: bool = False
) -> Iterator[tuple[list[str] | None, list[str]]]:
    """Parse lines strictly; gives the cells of each record (none for a blank line) with its physical lines.

    Where a record is wrong, gives None with the one line on which it began, and resumes on the next line. Where
    the text was ``cut``, a last record that does not end with its line is given as None, with all its lines.
    """
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(lines, delimiter=lines.delimiter, strict=True)
    while True:
        lines.record_lines = []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RecordTooLong) as error:
            if is_truncated and lines.is_exhausted and not isinstance(error, _RecordTooLong):
                yield None, lines.record_lines
                return
            lines.rewind_record()
            reader = csv.reader(lines, delimiter=lines.delimiter, strict=True)
            yield None, lines.record_lines
        else:
            is_complete = not is_truncated or not lines.record_lines or lines.record_lines[-1].endswith(("\r", "\n"))
            yield cells if is_complete else None, lines.record_lines


def is_blank(cells: list[str], width: int) -> bool:
    """Tell whether the cells of a record in a table of ``width`` columns are only those of a blank line."""
    return not cells or (len(cells) == 1 < width and not cells[0].strip(" \t"))


@dataclass(slots=True)
class _TableBuilder:
    """Gathers records into columns, some thousand at a time."""

    width: int
    delimiter: str
    pending_rows: list[list[str]] = field(default_factory=list)
    pending_characters: int = 0
    columns: list[list[pa.StringArray]] = field(default_factory=list)
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    start_lines: "array[int]" = field(default_factory=lambda: array("q"))
    set_aside_places: list[tuple[int, int]] = field(default_factory=list)
    set_aside_texts: list[list[str]] = field(default_factory=list)
    follows_set_aside: bool = False
    last_width: int = 1 << 31
    short_records: list[int] = field(default_factory=list)
    long_records: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = [[] for _ in range(self.width + 1)]

    def begin_part(self) -> None:
        """Begin behind a fence: what was set aside before it does not go on."""
        self.follows_set_aside, self.last_width = False, 1 << 31

    def take(self, line: int, cells: list[str] | None, record_lines: list[str], characters: int) -> None:
        """Take what ``parse_records`` gives, on whichever physical line (from 0) it begins."""
        if cells is None:
            self.set_record_aside(line, "".join(record_lines))
        elif not self.extend_set_aside(cells, "".join(record_lines)) and not is_blank(cells, self.width):
            self.add_record(line, cells, characters)

    def set_record_aside(self, line: int, text: str) -> None:
        """Keep a record that could not be parsed."""
        self.start_lines.append(line)
        self.set_aside_places.append((len(self.start_lines), line + 1))
        self.set_aside_texts.append([text])
        self.follows_set_aside = True

    def extend_set_aside(self, cells: list[str], text: str) -> bool:
        """Add a line to the record set aside just before, whose text goes on in it; False where it is a record.

        A record has as many cells as there are columns. A table whose rows are short anyway tells nothing.
        """
        if not self.follows_set_aside or len(cells) >= min(self.width, self.last_width):
            return False
        self.set_aside_texts[-1].append(text)
        return True

    def add_record(self, line: int, cells: list[str], characters: int) -> None:
        """Take a record of any length: short ones are filled up, surplus cells go into one of their own."""
        self.start_lines.append(line)
        number = len(self.start_lines)
        self.follows_set_aside, self.last_width = False, len(cells)
        self.numbers.append(number)
        missing = self.width - len(cells)
        if missing > 0:
            self.short_records.append(number)
            cells += [""] * missing
        elif missing < 0:
            self.long_records.append(number)
            cells[self.width :] = [self.delimiter.join(cells[self.width :])]
        if missing >= 0:
            cells.append("")
        self.pending_rows.append(cells)
        self.pending_characters += characters
        chunk_rows = min(_CHUNK_ROWS, 1 + _CHUNK_CELLS // (self.width + 1))
        if len(self.pending_rows) >= chunk_rows or self.pending_characters >= _CHUNK_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        """Turn the pending rows into columns."""
        for column, cells in zip(self.columns, zip(*self.pending_rows, strict=True), strict=False):
            column.append(build_string_array(cells))
        self.pending_rows, self.pending_characters = [], 0

    def build(self, size: int, nul: bool) -> ParsedTable:
        """Hand over what was gathered."""
        self.flush()
        columns = self.columns if self.long_records else self.columns[:-1]
        arrays = [pa.chunked_array(column, type=pa.string()) for column in columns]
        set_aside = tuple(
            SetAside(number, line, "".join(texts).rstrip("\r\n"))
            for (number, line), texts in zip(self.set_aside_places, self.set_aside_texts, strict=True)
        )
        return ParsedTable(
            pa.Table.from_arrays(arrays, names=[str(i) for i in range(len(arrays))]),
            self.width,
            self.delimiter,
            len(self.start_lines),
            np.array(self.numbers, dtype=np.int64) if set_aside else None,
            set_aside,
            tuple(self.short_records),
            tuple(self.long_records),
            np.array(self.start_lines, dtype=np.int64),
            size,
            nul,
        )


def parse(body: Body, width: int, name: str, monitor: Monitor) -> ParsedTable:
    """Parse every record; raises ``Refused`` (E_TOO_LARGE) beyond five million, and ``Cancelled``.

    ``name`` is the member's, for the progress and the refusal. Where quotes do not pair up, the parser goes back to
    the line on which the record began, so it needs all of the text: a body with a ``rest`` raises ``ValueError``.
    """
    if body.rest is not None:
        raise ValueError(f"only the beginning of {name} was read")
    builder = _TableBuilder(width, body.delimiter)
    line = body.line
    characters, reported_characters, reread_cost = 0, 0, 0
    bounds = [body.offset, *body.fences.tolist(), len(body.data)]
    for start, end in pairwise(bounds):
        builder.begin_part()
        decoded_lines = (line.decode() for line in split_lines(body.data, start, end))
        lines = RewindableLines(decoded_lines, body.delimiter, reread_cost=reread_cost)
        for cells, record_lines in parse_records(lines, is_truncated=body.is_truncated and end == len(body.data)):
            size = sum(map(len, record_lines))
            builder.take(line, cells, record_lines, size)
            line += len(record_lines)
            characters += size
            if characters + lines.reread_cost - reported_characters >= 1 << 20:
                reported_characters = characters + lines.reread_cost
                monitor.step(min(characters, len(body.data)), len(body.data), name)
                check_row_count(len(builder.start_lines), name)
        reread_cost = lines.reread_cost
    check_row_count(len(builder.start_lines), name)
    return builder.build(len(body.data) - body.offset, body.data.find(b"\0", body.offset) >= 0)


def count_records(text: bytes, width: int, delimiter: str) -> int:
    """Count the records that ``parse`` makes of a text between two fences."""
    builder = _TableBuilder(width, delimiter)
    for cells, record_lines in parse_records(RewindableLines(map(bytes.decode, split_lines(text, 0)), delimiter)):
        builder.take(0, cells, record_lines, 0)
    return len(builder.start_lines)


def check_row_count(row_count: int, name: str) -> None:
    """Raise ``Refused`` where a table has more records than can be shown."""
    if row_count > MAX_ROWS:
        raise Refused(
            "E_TOO_LARGE",
            _("A table has more than {number} rows, far beyond any known download.", number=MAX_ROWS),
            _("Take that file out of the archive, or check where the archive comes from."),
            name,
        )
