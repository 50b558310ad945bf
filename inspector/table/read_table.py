"""Reads a whole table as columns of text, and accounts for every record."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from inspector.columns import NUL, Places, distinct, rows_longer, rows_with_byte
from inspector.i18n import counted, joined, words
from inspector.progress import Monitor
from inspector.table import csv_arrow, csv_strict
from inspector.table.byte_stream import Flow
from inspector.table.csv_strict import Body, Parsed, SetAside
from inspector.table.encoding import Source
from inspector.table.head import Blocks, Head, peek
from inspector.table.problems import TableProblem, note, warning
from inspector.table.repairs import REPAIRS, ColumnRepair, TextRepair

MANY_COLUMNS = 2_000
MOST_COLUMNS = 16_384
"""Beyond these the cells of a row are shown joined in one further column: no spreadsheet holds more."""

LONG_CELL = 100_000


SMALL = 8 << 10
"""Below so many bytes the fast road costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read a table, as the catalog knows it.

    ``header`` is the index in ``Head.records`` of the header; None where there is none and every record is data.
    ``columns`` names the columns then, as far as it goes, or instead of a header of the same width that is in
    another language. ``repairs`` are names from ``REPAIRS``.
    """

    header: int | None
    columns: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
    expects_duplicates: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table of text: ``rows`` records shown and ``set_aside`` those that could not be parsed.

    ``columns`` are the header's names as written, without a byte order mark and outer blanks, by position: they
    may repeat or be "". ``data`` holds column i as field "i", all strings, no nulls, ``rows`` long. ``numbers``
    (int64) holds the record numbers of the rows, from 1; None where they are simply 1, 2, 3...
    """

    columns: tuple[str, ...]
    data: pa.Table
    rows: int
    set_aside: tuple[SetAside, ...] = ()
    problems: tuple[TableProblem, ...] = ()
    numbers: Places | None = None

    def column(self, index: int) -> pa.ChunkedArray:
        """Give a column by its position, from 0; raises ``IndexError`` where there is none."""
        return self.data.column(index)

    def cell(self, row_index: int, column_index: int) -> str:
        """Give one cell by its row in ``data`` (from 0) and column; raises ``IndexError`` where there is none."""
        text: str = self.data.column(column_index)[row_index].as_py()
        return text

    def beginning(self, row_index: int, column_index: int, characters: int) -> str:
        """Give at most so many characters of a cell, at a cost that does not grow with the cell."""
        return bytes(self._bytes(row_index, column_index)[: 4 * characters]).decode(errors="ignore")[:characters]

    def stretch(self, row_index: int, column_index: int, start: int, length: int) -> str:
        """Give the characters of a cell that begin in its bytes from ``start`` on, ``length`` bytes of them."""
        cell = self._bytes(row_index, column_index)
        first, last = _begun(cell, start), _begun(cell, start + length)
        return bytes(cell[first:last]).decode()

    def size(self, row_index: int, column_index: int) -> int:
        """Give the bytes of a cell in UTF-8."""
        return len(self._bytes(row_index, column_index))

    def _bytes(self, row_index: int, column_index: int) -> memoryview:
        # Not ``column[row]``: that copies the cell, however long it is.
        if not 0 <= row_index < self.rows:
            raise IndexError(row_index)
        cell = next(chunk for chunk in self.data.column(column_index).slice(row_index, 1).chunks if len(chunk))
        _valid, offsets, data = cell.buffers()
        start, stop = np.frombuffer(offsets, np.int32, 2, cell.offset * 4).tolist()
        return memoryview(data)[start:stop] if data is not None else memoryview(b"")


def _begun(cell: memoryview, place: int) -> int:
    """Where the first character begins that begins at a place or after it: continuation bytes are 10xxxxxx."""
    place = min(place, len(cell))
    while place < len(cell) and cell[place] & 0xC0 == 0x80:
        place += 1
    return place


def read(member: Blocks, head: Head, layout: Layout, monitor: Monitor) -> Table:
    """Read all records of the member that ``head`` was peeked from.

    Text is parsed as it comes. Where that is not known to be right, the bytes are asked for once more and read with
    care. Raises ``Refused`` (E_TOO_LARGE) beyond five million records, ``Cancelled``, ``KeyError`` for a repair
    that does not exist, and the fault of a damaged member that holds no row before the damage. What cannot be
    parsed is set aside: rows shown + rows set aside = records seen.
    """
    if head.source.first is None:
        if head.flow.fault is not None:
            raise head.flow.fault
        empty = pa.Table.from_batches([], pa.schema([]))
        return Table((), empty, 0, problems=(note("W_EMPTY_TABLE", words("The file is empty.")),))
    repairs = [REPAIRS[name] for name in layout.repairs]
    if any(isinstance(repair, TextRepair) for repair in repairs):
        head = head.whole(member.name)
    body, found = _body(head, layout, repairs)
    header = _names(head, layout, body)
    names = header[:MOST_COLUMNS]
    parsed = _quickly(body, head, len(names), member.name, monitor)
    if parsed is None:
        if head.flow.passed:
            head.flow.close()
            head = peek(member, monitor).whole(member.name)
            body, found = _body(head, layout, repairs)
        parsed = csv_strict.parse(body, len(names), member.name, monitor)
    for repair in repairs:
        if isinstance(repair, ColumnRepair):
            parsed, problems = repair.apply(parsed, names)
            found += problems
    found += _problems(parsed, head.source, body)
    found += _column_problems(header, layout)
    if head.flow.fault is not None:
        found.append(_damage(head.flow, parsed))
    columns = names + ("",) * (parsed.data.num_columns - len(names))
    return Table(columns, parsed.data, parsed.data.num_rows, parsed.set_aside, tuple(found), parsed.numbers)


def _body(head: Head, layout: Layout, repairs: Sequence[TextRepair | ColumnRepair]) -> tuple[Body, list[TableProblem]]:
    """The records, put right where the layout asks for it, and what was found on the way."""
    headed = layout.header is not None
    offset, line = head.ends[layout.header] if layout.header is not None else (head.source.start, 0)
    body = Body(head.source.data, offset, line, head.delimiter, headed, head.source.doubtful, head.flow.cut)
    found: list[TableProblem] = []
    for repair in repairs:
        if isinstance(repair, TextRepair):
            body, problems = repair.apply(body)
            found += problems
    return body, found


def _damage(flow: Flow, parsed: Parsed) -> TableProblem:
    """Say how far a damaged member could be read; raises its fault where nothing of it could."""
    fault, rows = flow.fault, parsed.data.num_rows
    if fault is None or not rows:
        raise fault or AssertionError
    if flow.cut:
        left = counted(
            "{number} row before that is shown, unchecked; what follows is lost.",
            "{number} rows before that are shown, unchecked; what follows is lost.",
            rows,
        )
    else:
        left = counted(
            "{number} row is shown, and may be wrong.",
            "{number} rows are shown, and any of them may be wrong.",
            rows,
        )
    return warning(fault.code, joined((fault.message, left), " "))


def _names(head: Head, layout: Layout, body: Body) -> tuple[str, ...]:
    """Name the columns by the header; without one by the layout, as many as the widest of the first records."""
    if layout.header is not None:
        written = tuple(name.lstrip("\ufeff").strip() for name in head.records[layout.header])
        return layout.columns if len(layout.columns) == len(written) else written
    width = len(layout.columns)
    if body.offset < len(body.data):
        width = max(width, 1, *map(len, head.records))
    return layout.columns + tuple(f"Column {place + 1}" for place in range(len(layout.columns), width))


def _quickly(body: Body, head: Head, width: int, name: str, monitor: Monitor) -> Parsed | None:
    """Parse by the fast road where it is known to be right and pays; None where the strict one must be taken."""
    small = head.flow.ended and len(body.data) - body.offset < SMALL
    if head.source.doubt or body.cut or width >= MOST_COLUMNS or small:
        return None
    parsed = csv_arrow.parse(body, width, name, monitor, head.flow.rest())
    return None if head.flow.cut else parsed


def _problems(parsed: Parsed, source: Source, body: Body) -> Iterator[TableProblem]:
    """Report what happened to the records."""
    if source.doubt:
        yield warning("W_ENCODING", source.doubt, _doubtful_records(parsed, body))
    if parsed.set_aside:
        message = counted(
            "{number} row has quotes that do not pair up; set aside, the raw text is kept.",
            "{number} rows have quotes that do not pair up; set aside, the raw text is kept.",
            len(parsed.set_aside),
        )
        yield warning("W_QUOTE", message, [record.row for record in parsed.set_aside])
    yield from _ragged(parsed)
    if parsed.nul or source.data.find(b"\0", source.start, body.offset) >= 0:
        rows = rows_with_byte(parsed.data, NUL)
        yield warning("W_NUL", words("Zero bytes stand within the text; they are kept."), _numbered(parsed, rows))
    if parsed.size > LONG_CELL:
        rows = rows_longer(parsed.data, LONG_CELL)
        if len(rows):
            message = counted(
                "{number} row holds a text of more than {characters} characters, kept whole.",
                "{number} rows hold a text of more than {characters} characters, kept whole.",
                len(rows),
                characters=LONG_CELL,
            )
            yield warning("W_FIELD_TOO_LONG", message, _numbered(parsed, rows))


def _ragged(parsed: Parsed) -> Iterator[TableProblem]:
    # Where the columns themselves are too many to show, every row is long: that is said of the columns.
    surplus = () if parsed.width >= MOST_COLUMNS else parsed.long
    said = []
    if parsed.short:
        said.append(
            counted(
                "{number} row has fewer cells than there are columns, filled up empty",
                "{number} rows have fewer cells than there are columns, filled up empty",
                len(parsed.short),
            )
        )
    if surplus:
        said.append(
            counted(
                "{number} row has more, the surplus kept in a column without a name",
                "{number} rows have more, the surplus kept in a column without a name",
                len(surplus),
            )
        )
    if said:
        message = words("{findings}.", findings=joined(said, "; "))
        yield warning("W_RAGGED", message, sorted((*parsed.short, *surplus)))


def _column_problems(header: tuple[str, ...], layout: Layout) -> Iterator[TableProblem]:
    if len(header) > MOST_COLUMNS:
        message = words(
            "There are {number} columns; what follows the first {most} is shown in one.",
            number=len(header),
            most=MOST_COLUMNS,
        )
        yield warning("W_TOO_MANY_COLUMNS", message)
    elif len(header) > MANY_COLUMNS:
        message = words("There are {number} columns, more than any known file has.", number=len(header))
        yield warning("W_TOO_MANY_COLUMNS", message)
    repeated = sum(times > 1 for name, times in Counter(header).items() if name)
    if repeated and not layout.expects_duplicates:
        yield warning("W_DUP_COLUMNS", words("Several columns bear the same name; each is kept at its place."))


def _doubtful_records(parsed: Parsed, body: Body) -> Places:
    """Find the numbers of the records that begin on, or reach over, a doubtful line."""
    if parsed.starts is None:
        return np.empty(0, np.int64)
    lines = body.doubtful[body.doubtful >= body.line]
    numbers = distinct(np.searchsorted(parsed.starts, lines, side="right")).astype(np.int64)
    return numbers[numbers > 0]


def _numbered(parsed: Parsed, rows: Places) -> Places:
    """Give the record numbers of rows (from 0)."""
    return rows + 1 if parsed.numbers is None else parsed.numbers[rows]
