"""Reads a whole table as columns of text, and accounts for every record."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import pyarrow as pa

from inspector.columns import NUL, Indices, TextChunks, find_rows_longer_than, find_rows_with_byte, unique, view_cell
from inspector.i18n import _, join_texts, plural
from inspector.progress import Monitor
from inspector.table import csv_arrow, csv_strict
from inspector.table.byte_stream import PeekableStream
from inspector.table.csv_strict import Body, ParsedTable, SetAside
from inspector.table.encoding import DecodedText
from inspector.table.head import Head, ReadableMember
from inspector.table.problems import TableProblem, build_note, build_warning
from inspector.table.repairs import REPAIRS, ColumnRepair, TextRepair

MANY_COLUMNS = 2_000
MAX_COLUMNS = 16_384
"""Beyond these the cells of a row are shown joined in one further column: no spreadsheet holds more."""

LONG_CELL_LENGTH = 100_000


SMALL_TABLE_SIZE = 8 << 10
"""Below so many bytes the fast parser costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read a table, as the catalog knows it.

    ``header`` is the index in ``Head.records`` of the header; None where there is none and every record is data.
    ``columns`` are the catalog's names of the columns by position, "" where it knows none: the only names where there
    is no header, and names beside the written ones where there is one. ``repairs`` are names from ``REPAIRS``.
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
    (int64) holds the record numbers of the rows, from 1; None where they are simply 1, 2, 3... ``known_names`` are
    the catalog's names of columns that are written otherwise, by position, "" where there is none.
    """

    columns: tuple[str, ...]
    data: pa.Table
    rows: int
    set_aside: tuple[SetAside, ...] = ()
    problems: tuple[TableProblem, ...] = ()
    numbers: Indices | None = None
    known_names: tuple[str, ...] = ()

    @property
    def canonical_names(self) -> tuple[str, ...]:
        """The names by which columns are found: the catalog's where there is one, else the written one."""
        if not self.known_names:
            return self.columns
        known_names = self.known_names + ("",) * (len(self.columns) - len(self.known_names))
        return tuple(known or written for known, written in zip(known_names, self.columns, strict=True))

    @property
    def labels(self) -> tuple[str, ...]:
        """The names to be shown: as written, the catalog's name beside it where it is another."""
        pairs = zip(self.columns, self.canonical_names, strict=True)
        return tuple(written if written == known else f"{written} ({known})" for written, known in pairs)

    def column(self, index: int) -> TextChunks:
        """Give a column by its position, from 0; raises ``IndexError`` where there is none."""
        return self.data.column(index)

    def cell(self, row_index: int, column_index: int) -> str:
        """Give one cell by its row in ``data`` (from 0) and column; raises ``IndexError`` where there is none."""
        text: str = self.data.column(column_index)[row_index].as_py()
        return text

    def cell_prefix(self, row_index: int, column_index: int, characters: int) -> str:
        """Give at most so many characters of a cell, at a cost that does not grow with the cell."""
        return bytes(self._get_cell_bytes(row_index, column_index)[: 4 * characters]).decode(errors="ignore")[
            :characters
        ]

    def cell_slice(self, row_index: int, column_index: int, start: int, length: int) -> str:
        """Give the characters of a cell that begin in its bytes from ``start`` on, ``length`` bytes of them."""
        cell = self._get_cell_bytes(row_index, column_index)
        first_offset, last_offset = _find_character_start(cell, start), _find_character_start(cell, start + length)
        return bytes(cell[first_offset:last_offset]).decode()

    def cell_size(self, row_index: int, column_index: int) -> int:
        """Give the bytes of a cell in UTF-8."""
        return len(self._get_cell_bytes(row_index, column_index))

    def _get_cell_bytes(self, row_index: int, column_index: int) -> memoryview:
        if not 0 <= row_index < self.rows:
            raise IndexError(row_index)
        return view_cell(self.data.column(column_index), row_index)


def _find_character_start(cell: memoryview, offset: int) -> int:
    """Where the first character begins that begins at a place or after it: continuation bytes are 10xxxxxx."""
    offset = min(offset, len(cell))
    while offset < len(cell) and cell[offset] & 0xC0 == 0x80:
        offset += 1
    return offset


def read(member: ReadableMember, head: Head, layout: Layout, monitor: Monitor, threads: int | None = None) -> Table:
    """Read all records of the member that ``head`` was peeked from.

    Text is parsed as it comes. Where that is not known to be right, the bytes are asked for once more and read with
    care. ``threads`` is the number of threads that read, the caller's among them; ``None`` chooses by the processors.
    Raises ``Refused`` (E_TOO_LARGE) beyond five million records, ``Cancelled``, ``KeyError`` for a repair
    that does not exist, and the fault of a damaged member that holds no row before the damage. What cannot be
    parsed is set aside: rows shown + rows set aside = records seen.
    """
    if head.decoded_text.first_nonblank is None:
        if head.stream.error is not None:
            raise head.stream.error
        empty = pa.Table.from_batches([], pa.schema([]))
        return Table((), empty, 0, problems=(build_note("W_EMPTY_TABLE", _("The file is empty.")),))
    repairs = [REPAIRS[name] for name in layout.repairs]
    late_repairs = [repair for repair in repairs if isinstance(repair, TextRepair) and repair.is_needed]
    body, table_problems = _build_body(head, layout, [repair for repair in repairs if repair not in late_repairs])
    header = _name_columns(head, layout, body)
    names = header[:MAX_COLUMNS]
    parsed = _try_arrow(body, head, len(names), member.name, monitor, threads)
    if parsed is None or any(repair.is_needed and repair.is_needed(parsed) for repair in late_repairs):
        if body.rest is not None:
            head = head.with_all_text(member.name)
        body, table_problems = _build_body(head, layout, repairs)
        is_repaired = body.data is not head.decoded_text.data or len(body.fences) > 0
        if is_repaired:
            parsed = _try_arrow(body, head, len(names), member.name, monitor, threads)
        parsed = parsed or csv_strict.parse(body, len(names), member.name, monitor)
    for repair in repairs:
        if isinstance(repair, ColumnRepair):
            parsed, problems = repair.apply(parsed, names)
            table_problems += problems
    table_problems += _list_record_problems(parsed, head.decoded_text, body)
    table_problems += list_column_problems(header, layout)
    if head.stream.error is not None:
        table_problems.append(_describe_damage(head.stream, parsed))
    columns = names + ("",) * (parsed.data.num_columns - len(names))
    known_names = layout.columns[: len(columns)] if layout.header is not None else ()
    return Table(
        columns, parsed.data, parsed.data.num_rows, parsed.set_aside, tuple(table_problems), parsed.numbers, known_names
    )


def _build_body(
    head: Head, layout: Layout, repairs: Sequence[TextRepair | ColumnRepair]
) -> tuple[Body, list[TableProblem]]:
    """Build the body of the table, repaired where the layout asks for it, and list what was repaired."""
    has_header = layout.header is not None
    offset, line = head.record_ends[layout.header] if layout.header is not None else (head.decoded_text.start, 0)
    body = Body(
        head.decoded_text.data,
        offset,
        line,
        head.delimiter,
        has_header,
        head.decoded_text.doubtful_lines,
        head.stream.is_truncated,
        rest=None if head.stream.is_complete else head.stream,
    )
    written_names = () if layout.header is None else _name_header(head.records[layout.header])
    names = tuple(known or name for known, name in zip_longest(layout.columns, written_names, fillvalue=""))
    repair_problems: list[TableProblem] = []
    for repair in repairs:
        if isinstance(repair, TextRepair):
            body, problems = repair.apply(body, names)
            repair_problems += problems
    return body, repair_problems


def _describe_damage(stream: PeekableStream, parsed: ParsedTable) -> TableProblem:
    """Say how far a damaged member could be read; raises its fault where nothing of it could."""
    error, rows = stream.error, parsed.data.num_rows
    if error is None or not rows:
        raise error or AssertionError
    if stream.is_truncated:
        remark = plural(
            "{number} row before that is shown, unchecked; what follows is lost.",
            "{number} rows before that are shown, unchecked; what follows is lost.",
            rows,
        )
    else:
        remark = plural(
            "{number} row is shown, and may be wrong.",
            "{number} rows are shown, and any of them may be wrong.",
            rows,
        )
    return build_warning(error.code, join_texts((error.message, remark), " "))


def _name_columns(head: Head, layout: Layout, body: Body) -> tuple[str, ...]:
    """Name the columns by the header; without one by the layout, as many as the widest of the first records."""
    if layout.header is not None:
        return _name_header(head.records[layout.header])
    width = len(layout.columns)
    if body.offset < len(body.data):
        width = max(width, 1, *map(len, head.records))
    return layout.columns + tuple(f"Column {place + 1}" for place in range(len(layout.columns), width))


def _name_header(header: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.lstrip("\ufeff").strip() for name in header)


def _try_arrow(
    body: Body, head: Head, width: int, name: str, monitor: Monitor, threads: int | None
) -> ParsedTable | None:
    """Parse by ``csv_arrow`` where it is known to be right and pays; None where only ``csv_strict`` will do."""
    is_small = body.rest is None and len(body.data) - body.offset < SMALL_TABLE_SIZE
    is_doubtful = bool(head.decoded_text.encoding_warning) or body.is_truncated or len(body.fences) > 0
    if is_doubtful or width >= MAX_COLUMNS or is_small:
        return None
    parsed = csv_arrow.parse(body, width, name, monitor, threads)
    return None if head.stream.is_truncated else parsed


def _list_record_problems(parsed: ParsedTable, decoded_text: DecodedText, body: Body) -> Iterator[TableProblem]:
    """Report what happened to the records."""
    if decoded_text.encoding_warning:
        yield build_warning("W_ENCODING", decoded_text.encoding_warning, _find_doubtful_records(parsed, body))
    if parsed.set_aside:
        message = plural(
            "{number} row has quotes that do not pair up. It was set aside: its raw text can be read with inspector "
            "check and on the page of the files.",
            "{number} rows have quotes that do not pair up. They were set aside: their raw texts can be read with "
            "inspector check and on the page of the files.",
            len(parsed.set_aside),
        )
        yield build_warning("W_QUOTE", message, [record.row for record in parsed.set_aside])
    yield from _list_ragged_row_problems(parsed)
    if parsed.has_nul or decoded_text.data.find(b"\0", decoded_text.start, body.offset) >= 0:
        rows = find_rows_with_byte(parsed.data, NUL)
        yield build_warning(
            "W_NUL", _("Zero bytes stand within the text; they are kept."), _get_record_numbers(parsed, rows)
        )
    if parsed.text_size > LONG_CELL_LENGTH:
        rows = find_rows_longer_than(parsed.data, LONG_CELL_LENGTH)
        if len(rows):
            message = plural(
                "{number} row holds a text of more than {characters} characters, kept whole.",
                "{number} rows hold a text of more than {characters} characters, kept whole.",
                len(rows),
                characters=LONG_CELL_LENGTH,
            )
            yield build_warning("W_FIELD_TOO_LONG", message, _get_record_numbers(parsed, rows))


def _list_ragged_row_problems(parsed: ParsedTable) -> Iterator[TableProblem]:
    # Where the columns themselves are too many to show, every row is long: that is said of the columns.
    long_rows = () if parsed.width >= MAX_COLUMNS else parsed.long_records
    remarks = []
    if parsed.short_records:
        remarks.append(
            plural(
                "{number} row has fewer cells than there are columns, filled up empty",
                "{number} rows have fewer cells than there are columns, filled up empty",
                len(parsed.short_records),
            )
        )
    if long_rows:
        remarks.append(
            plural(
                "{number} row has more, the surplus kept in a column without a name",
                "{number} rows have more, the surplus kept in a column without a name",
                len(long_rows),
            )
        )
    if remarks:
        message = _("{findings}.", findings=join_texts(remarks, "; "))
        yield build_warning("W_RAGGED", message, sorted((*parsed.short_records, *long_rows)))


def list_column_problems(header: tuple[str, ...], layout: Layout) -> Iterator[TableProblem]:
    """Report what is odd about the names of the columns."""
    if len(header) > MAX_COLUMNS:
        message = _(
            "There are {number} columns; what follows the first {most} is shown in one.",
            number=len(header),
            most=MAX_COLUMNS,
        )
        yield build_warning("W_TOO_MANY_COLUMNS", message)
    elif len(header) > MANY_COLUMNS:
        message = _("There are {number} columns, more than any known file has.", number=len(header))
        yield build_warning("W_TOO_MANY_COLUMNS", message)
    repeated_count = sum(count > 1 for name, count in Counter(header).items() if name)
    if repeated_count and not layout.expects_duplicates:
        yield build_warning("W_DUP_COLUMNS", _("Several columns bear the same name; each is kept at its place."))


def _find_doubtful_records(parsed: ParsedTable, body: Body) -> Indices:
    """Find the numbers of the records that begin on, or reach over, a doubtful line."""
    if parsed.start_lines is None:
        return np.empty(0, np.int64)
    lines = body.doubtful_lines[body.doubtful_lines >= body.line]
    numbers = unique(np.searchsorted(parsed.start_lines, lines, side="right")).astype(np.int64)
    return numbers[numbers > 0]


def _get_record_numbers(parsed: ParsedTable, rows: Indices) -> Indices:
    """Give the record numbers of rows (from 0)."""
    return rows + 1 if parsed.numbers is None else parsed.numbers[rows]
