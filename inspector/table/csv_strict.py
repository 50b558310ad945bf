"""The careful road: one record at a time, and no more than one line lost to each mistake.

It takes what the fast road refuses: stray quotes, short and long rows, doubtful encodings. What cannot be
parsed is set aside as it stands, never dropped.
"""

import csv
from array import array
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from inspector.columns import Bytes, Places, physical_lines, strings
from inspector.errors import Refused
from inspector.i18n import words
from inspector.progress import Monitor

MAX_ROWS = 5_000_000
_RECORD_LINES = 20_000
_WASTE = 128 << 20
_LINE_COST = 64
_RECORD_LINES_AFTER_WASTE = 8
_CELLS = 1_000_000
_CHUNK_ROWS = 8192
_CHUNK_CELLS = 1 << 20
_CHUNK_CHARACTERS = 64 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """The records of a table: UTF-8 ``data`` from ``offset`` on, which is physical line ``line`` (from 0).

    ``headed`` tells whether a header stood before them; ``doubtful`` as in ``Source``; ``cut`` whether damage ends
    the text somewhere in its middle, so that its last record is not to be trusted unless its line ends.
    """

    data: Bytes
    offset: int
    line: int
    delimiter: str
    headed: bool
    doubtful: Places
    cut: bool = False


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record that could not be parsed: its number, its physical line (both from 1) and its raw text."""

    row: int
    line: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """The records of a table, parsed; record numbers count from 1.

    ``data`` has ``width`` string columns named "0", "1"..., and one more where rows had surplus cells. ``seen``
    counts the records shown and set aside. ``numbers`` is None where they are simply 1, 2, 3...; ``starts``
    holds the physical line (from 0) on which each record begins, None from the fast road. ``size`` counts the bytes
    of their text, and ``nul`` says whether a zero byte is among them.
    """

    data: pa.Table
    width: int
    delimiter: str
    seen: int
    numbers: Places | None = None
    set_aside: tuple[SetAside, ...] = ()
    short: tuple[int, ...] = ()
    long: tuple[int, ...] = ()
    starts: Places | None = None
    size: int = 0
    nul: bool = False


class _Runaway(Exception):
    """A record grew beyond what any honest one needs."""


@dataclass(slots=True)
class Feed:
    """Hands lines to the csv module and remembers those of the record under way, so as to hand them out again.

    ``waste`` is what was read in vain so far, in characters and their like for each line; ``spent`` tells that the
    last line has been asked for.
    """

    lines: Iterator[str]
    delimiter: str
    again: deque[str] = field(default_factory=deque)
    taken: list[str] = field(default_factory=list)
    waste: int = 0
    spent: bool = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= self.limit:
            raise _Runaway
        line = self.again.popleft() if self.again else self._line()
        self.taken.append(line)
        if len(line) > _CELLS and _delimiters_outside_quotes(line, self.delimiter) > _CELLS:
            raise _Runaway
        return line

    def _line(self) -> str:
        line = next(self.lines, None)
        if line is None:
            self.spent = True
            raise StopIteration
        return line

    @property
    def limit(self) -> int:
        """How many lines a record may span: few once much was read twice, else time would grow as the square."""
        return _RECORD_LINES if self.waste < _WASTE else _RECORD_LINES_AFTER_WASTE

    def give_back(self) -> None:
        """Keep only the first line of the record under way; the others will come again."""
        self.again.extendleft(reversed(self.taken[1:]))
        self.waste += sum(map(len, self.taken)) + _LINE_COST * len(self.taken)
        del self.taken[1:]


def _delimiters_outside_quotes(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line.split('"')[::2])


def records(feed: Feed, *, cut: bool = False) -> Iterator[tuple[list[str] | None, list[str]]]:
    """Parse lines strictly; gives the cells of each record (none for a blank line) with its physical lines.

    Where a record is wrong, gives None with the one line on which it began, and resumes on the next line. Where
    the text was ``cut``, a last record that does not end with its line is given as None, with all its lines.
    """
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(feed, delimiter=feed.delimiter, strict=True)
    while True:
        feed.taken = []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _Runaway) as error:
            if cut and feed.spent and not isinstance(error, _Runaway):
                yield None, feed.taken
                return
            feed.give_back()
            reader = csv.reader(feed, delimiter=feed.delimiter, strict=True)
            yield None, feed.taken
        else:
            whole = not cut or not feed.taken or feed.taken[-1].endswith(("\r", "\n"))
            yield cells if whole else None, feed.taken


def is_blank(cells: list[str], width: int) -> bool:
    """Tell whether the cells of a record in a table of ``width`` columns are only those of a blank line."""
    return not cells or (len(cells) == 1 < width and not cells[0].strip(" \t"))


@dataclass(slots=True)
class _Rows:
    """Gathers records into columns, some thousand at a time."""

    width: int
    delimiter: str
    pending: list[list[str]] = field(default_factory=list)
    characters: int = 0
    columns: list[list[pa.StringArray]] = field(default_factory=list)
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    starts: "array[int]" = field(default_factory=lambda: array("q"))
    set_aside: list[SetAside] = field(default_factory=list)
    short: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = [[] for _ in range(self.width + 1)]

    def put_aside(self, line: int, text: str) -> None:
        """Keep a record that could not be parsed."""
        self.starts.append(line)
        self.set_aside.append(SetAside(len(self.starts), line + 1, text.rstrip("\r\n")))

    def add(self, line: int, cells: list[str], characters: int) -> None:
        """Take a record of any length: short ones are filled up, surplus cells go into one of their own."""
        self.starts.append(line)
        number = len(self.starts)
        self.numbers.append(number)
        missing = self.width - len(cells)
        if missing > 0:
            self.short.append(number)
            cells += [""] * missing
        elif missing < 0:
            self.long.append(number)
            cells[self.width :] = [self.delimiter.join(cells[self.width :])]
        if missing >= 0:
            cells.append("")
        self.pending.append(cells)
        self.characters += characters
        full = min(_CHUNK_ROWS, 1 + _CHUNK_CELLS // (self.width + 1))
        if len(self.pending) >= full or self.characters >= _CHUNK_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        """Turn the pending rows into columns."""
        for column, cells in zip(self.columns, zip(*self.pending, strict=True), strict=False):
            column.append(strings(cells))
        self.pending, self.characters = [], 0

    def parsed(self, size: int, nul: bool) -> Parsed:
        """Hand over what was gathered."""
        self.flush()
        shown = self.columns if self.long else self.columns[:-1]
        arrays = [pa.chunked_array(column, type=pa.string()) for column in shown]
        return Parsed(
            pa.Table.from_arrays(arrays, names=[str(i) for i in range(len(arrays))]),
            self.width,
            self.delimiter,
            len(self.starts),
            np.array(self.numbers, dtype=np.int64) if self.set_aside else None,
            tuple(self.set_aside),
            tuple(self.short),
            tuple(self.long),
            np.array(self.starts, dtype=np.int64),
            size,
            nul,
        )


def parse(body: Body, width: int, name: str, monitor: Monitor) -> Parsed:
    """Parse every record; raises ``Refused`` (E_TOO_LARGE) beyond five million, and ``Cancelled``.

    ``name`` is the member's, for the progress and the refusal.
    """
    rows = _Rows(width, body.delimiter)
    feed = Feed((line.decode() for line in physical_lines(body.data, body.offset)), body.delimiter)
    line = body.line
    characters, told = 0, 0
    for cells, taken in records(feed, cut=body.cut):
        size = sum(map(len, taken))
        if cells is None:
            rows.put_aside(line, "".join(taken))
        elif not is_blank(cells, width):
            rows.add(line, cells, size)
        line += len(taken)
        characters += size
        if characters + feed.waste - told >= 1 << 20:
            told = characters + feed.waste
            monitor.step(min(characters, len(body.data)), len(body.data), name)
            check_rows(len(rows.starts), name)
    check_rows(len(rows.starts), name)
    return rows.parsed(len(body.data) - body.offset, body.data.find(b"\0", body.offset) >= 0)


def check_rows(seen: int, name: str) -> None:
    """Raise ``Refused`` where a table has more records than can be shown."""
    if seen > MAX_ROWS:
        raise Refused(
            "E_TOO_LARGE",
            words("A table has more than {number} rows, far beyond any known download.", number=MAX_ROWS),
            words("Take that file out of the archive, or check where the archive comes from."),
            name,
        )
