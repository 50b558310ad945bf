"""The JSON of the portability interface's Member Snapshot, as a table for each domain.

A response is ``{"paging": ..., "elements": [{"snapshotDomain": "PROFILE", "snapshotData": [{column: value}]}]}``
(Microsoft Learn, "Member Snapshot API", 2024-03-01). A file holds one response, several (in an array, or one after
another as JSON lines), or their elements alone. Pages of one domain follow each other and make one table.
"""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from inspector.columns import NUL, build_blank_cells, build_string_array, find_rows_longer_than, find_rows_with_byte
from inspector.i18n import LazyText, _, join_texts, plural
from inspector.printable import make_name_printable
from inspector.progress import Monitor
from inspector.table.byte_stream import PeekableStream
from inspector.table.csv_strict import SetAside, check_row_count
from inspector.table.encoding import DecodedText, decode_member, sniff
from inspector.table.head import NotTextError, ReadableMember
from inspector.table.json_text import (
    BrokenJson,
    JsonObject,
    JsonText,
    JsonValue,
    UnreadableValue,
    render_json,
)
from inspector.table.problems import TableProblem, build_note, build_warning
from inspector.table.read_table import LONG_CELL_LENGTH, MAX_COLUMNS, Table

ColumnKey = tuple[str, int]
"""A column: its name, and how many columns of that name stand before it in a row."""
Separators = Mapping[str, str]
"""What joins the items of a list in the columns of some names, given without case."""

MAX_DOMAINS = 512
"""The published list has about sixty; a file with more than this is none of the interface's."""
CHANGELOG_CODE = "W_CHANGELOG"
_CHANGELOG_NAMES = frozenset({"activity", "activityId", "capturedAt", "method", "processedAt", "resourceName"})
_MIN_CHANGELOG_NAMES = 4
_SURROGATE = re.compile("[\ud800-\udfff]")
_MAX_DEPTH = 5
"""Levels below which nothing of a snapshot is looked for: an array of responses takes four."""
_MAX_WRAPPER_DEPTH = 2
_PLAIN_NAMES = frozenset({"activity", "paging", "processedActivity"})
"""Names of a response under which no rows stand."""
_MAX_NAMES = 64
_MAX_DOMAIN_LENGTH = 100
_CHUNK_ROWS = 8192
_CHUNK_CELLS = 1 << 20
_CHUNK_CHARACTERS = 64 << 20
_MAX_SET_ASIDE = 100_000
_FREE_CELLS = 32 << 20
_MAX_CELLS_PER_BYTE = 2
"""Rows times columns that a table may have for each byte of the file beyond ``_FREE_CELLS``: a row that names all its
columns takes five bytes a cell at least, so only rows that share no column come near."""
_MANY_CHUNKS = 64
_TOO_MANY_SET_ASIDE = _("Too many records of this file are no rows of named values.")
_ADDRESS_PREFIXES = ("http://", "https://", "www.", "urn:")


class DomainTable(NamedTuple):
    """The rows of one domain. ``domain`` is "" where the file does not say it, None where it holds nothing at all."""

    domain: str | None
    table: Table


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some rows in columns; a column without a cell in them is left out."""

    row_count: int
    columns: dict[ColumnKey, pa.StringArray]


@dataclass(slots=True)
class _Rows:
    """Gathers the rows of one or more pages into columns; record numbers count from 1.

    ``size`` is the size of the file in bytes.
    """

    separators: Separators
    size: int
    chunks: list[_Chunk] = field(default_factory=list)
    columns: dict[ColumnKey, None] = field(default_factory=dict)
    """All columns in the order of their first appearance."""
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    set_aside: list[SetAside] = field(default_factory=list)
    record_count: int = 0
    row_count: int = 0
    has_half_characters: bool = False
    text_size: int = 0
    _cells: dict[ColumnKey, list[JsonValue]] = field(default_factory=dict)
    _cells_rows: int = 0
    _names: tuple[str, ...] = ()
    _group: list[tuple[JsonValue, ...]] = field(default_factory=list)
    """Rows that have the names of their members in common, which are put into columns together."""
    _pending_size: int = 0

    def add(self, row: JsonObject, size: int) -> None:
        """Take a row, ``size`` characters long."""
        self.record_count += 1
        self.numbers.append(self.record_count)
        names, values = zip(*row, strict=True) if row else ((), ())
        if names != self._names:
            self._flush_group()
            self._names = names
        self._group.append(values)
        self._pending_size += size
        if self._cells_rows + len(self._group) >= _CHUNK_ROWS or self._pending_size >= _CHUNK_CHARACTERS:
            self.flush()

    def set_record_aside(self, line: int, text: str) -> None:
        """Keep a record that is no row."""
        self.record_count += 1
        if len(self.set_aside) >= _MAX_SET_ASIDE:
            raise NotTextError("W_JSON", _TOO_MANY_SET_ASIDE)
        self.set_aside.append(SetAside(self.record_count, line, _mark_half_characters(text)))

    def _flush_group(self) -> None:
        if not self._group:
            return
        start, end = self._cells_rows, self._cells_rows + len(self._group)
        for key, values in zip(_number_names(self._names), zip(*self._group, strict=True), strict=True):
            cells = self._cells.setdefault(key, [])
            cells += [None] * (start - len(cells))
            cells += values
        self._cells_rows, self._group = end, []
        if len(self._cells) > MAX_COLUMNS:
            raise _build_width_error()
        if len(self._cells) * end >= _CHUNK_CELLS:
            self._flush_cells()

    def flush(self) -> None:
        """Turn the pending rows into columns."""
        self._flush_group()
        self._flush_cells()

    def _flush_cells(self) -> None:
        if not self._cells_rows:
            return
        columns = {key: self._build_column(key, cells) for key, cells in self._cells.items()}
        self._append(_Chunk(self._cells_rows, columns))
        self._cells, self._cells_rows, self._pending_size = {}, 0, 0

    def _append(self, chunk: _Chunk) -> None:
        self.chunks.append(chunk)
        self.row_count += chunk.row_count
        self.columns.update(dict.fromkeys(chunk.columns))
        max_cells = _FREE_CELLS + _MAX_CELLS_PER_BYTE * self.size
        if len(self.columns) > MAX_COLUMNS or len(self.columns) * self.row_count > max_cells:
            raise _build_width_error()

    def _build_column(self, key: ColumnKey, values: list[JsonValue]) -> pa.StringArray:
        values += [None] * (self._cells_rows - len(values))
        separator = self.separators.get(key[0].strip().casefold())
        cells = [value if type(value) is str else _render_cell(value, separator) for value in values]
        try:
            column = build_string_array(cells)
        except UnicodeEncodeError:
            self.has_half_characters = True
            column = build_string_array(list(map(_mark_half_characters, cells)))
        self.text_size = max(self.text_size, max(map(len, cells)))
        return column

    def extend(self, page: "_Rows") -> None:
        """Take over the rows of a page that follows."""
        page.flush()
        first = self.record_count
        self.numbers.extend(number + first for number in page.numbers)
        self.set_aside += [replace(record, row=record.row + first) for record in page.set_aside]
        self.record_count += page.record_count
        self.has_half_characters |= page.has_half_characters
        self.text_size = max(self.text_size, page.text_size)
        if len(self.set_aside) > _MAX_SET_ASIDE:
            raise NotTextError("W_JSON", _TOO_MANY_SET_ASIDE)
        for chunk in page.chunks:
            self._append(chunk)

    def build_data(self) -> pa.Table:
        """The rows in columns of text."""
        columns: list[list[pa.StringArray]] = [[] for _key in self.columns]
        for chunk in self.chunks:
            blank_cells = build_blank_cells(chunk.row_count)
            for column, key in zip(columns, self.columns, strict=True):
                column.append(chunk.columns.get(key, blank_cells))
        arrays = [pa.chunked_array(column, pa.string()) for column in columns]
        data = pa.Table.from_arrays(arrays, names=[str(index) for index in range(len(arrays))])
        has_small_chunks = len(self.chunks) > _MANY_CHUNKS and self.row_count < _CHUNK_ROWS * len(self.chunks) // 8
        return data.combine_chunks() if has_small_chunks else data


@dataclass(slots=True)
class _Snapshot:
    """What was found in a file so far."""

    separators: Separators
    size: int
    name: str
    domains: dict[str, tuple[str, _Rows]] = field(default_factory=dict)
    """The domain as written and its rows, by the domain without case, hyphens and underscores."""
    response_count: int = 0
    """The lists of elements and of rows that were met."""
    has_data: bool = False
    has_changelog: bool = False
    stray_count: int = 0
    """Parts that are no snapshot data, nor an error that the interface answered with."""

    def create_rows(self) -> _Rows:
        return _Rows(self.separators, self.size)

    def find_rows(self, domain: str) -> _Rows:
        """The rows of a domain, which begin with this page where there are none yet."""
        label = make_name_printable(domain.strip())[:_MAX_DOMAIN_LENGTH]
        folded = fold_domain(label)
        if folded not in self.domains:
            if len(self.domains) >= MAX_DOMAINS:
                raise NotTextError("W_JSON", _("This file names more domains than the portability interface has."))
            self.domains[folded] = (label, self.create_rows())
        return self.domains[folded][1]


def fold_domain(domain: str) -> str:
    """Fold a domain's name: without case, blanks, hyphens and underscores, which vary."""
    return "".join(domain.replace("_", " ").replace("-", " ").split()).casefold()


def read_snapshot(member: ReadableMember, separators: Separators, monitor: Monitor) -> Iterator[DomainTable] | None:
    """Read the tables of a snapshot, one for each domain, in their order; None for JSON that is no snapshot.

    Raises ``NotTextError`` (W_JSON where nothing can be read as JSON, W_CHANGELOG for a list of changes, and others
    for what is no honest snapshot), ``Refused`` (E_TOO_LARGE) beyond five million rows, ``Cancelled``, and the fault
    of a damaged member that holds no row before the damage.
    """
    stream = PeekableStream(lambda: member.blocks(monitor))
    stream.read_all()
    decoded_text = _decode(stream.buffer)
    text = JsonText(decoded_text, monitor, member.name)
    snapshot = _Snapshot(separators, len(stream.buffer), member.name)
    if not text.peek():
        if stream.error is not None:
            raise stream.error
        empty = Table((), pa.Table.from_batches([], pa.schema([])), 0, (), (_EMPTY,))
        return iter((DomainTable(None, empty),))
    is_broken = False
    try:
        while text.peek():
            _read_node(text, snapshot, 0)
    except BrokenJson:
        is_broken = True
    if not snapshot.has_data:
        if snapshot.has_changelog:
            raise NotTextError(CHANGELOG_CODE, _CHANGELOG)
        if stream.error is not None:
            raise stream.error
        if is_broken:
            raise NotTextError("W_JSON", _("This file is not readable as JSON: it is damaged, or something else."))
        return None
    return _build_tables(snapshot, text, stream, decoded_text, is_broken)


def _decode(raw: bytearray) -> DecodedText:
    """The text of a file; bytes that are no UTF-8 stay, because their marks would be no JSON."""
    decoded_text = decode_member(raw)
    if decoded_text.encoding_warning is None or not decoded_text.encoding.startswith("utf-8"):
        return decoded_text
    _encoding, start = sniff(raw)
    return replace(decoded_text, data=raw, start=start)


_EMPTY = build_note("W_EMPTY_TABLE", _("The file is empty."))
_CHANGELOG = _("This is a list of changes from the portability interface, which this version does not read yet.")


# ---- the structure


def _read_node(text: JsonText, snapshot: _Snapshot, depth: int) -> None:
    """Read a response, an element, or an array of them."""
    character = text.peek()
    if character == "[" and depth <= _MAX_DEPTH:
        for _item in text.iterate_items():
            _read_node(text, snapshot, depth + 1)
    elif character == "{" and depth <= _MAX_DEPTH:
        _read_object(text, snapshot, depth)
    else:
        _skip_stray(text, snapshot, depth)


def _skip_stray(text: JsonText, snapshot: _Snapshot, depth: int) -> None:
    """Pass over what is no response; at the top of a file it must be JSON."""
    if text.peek() in ("[", "{"):
        text.skip()
    else:
        try:
            text.read()
        except UnreadableValue:
            if not depth:
                raise BrokenJson from None
            text.skip()
    snapshot.stray_count += 1


def _read_object(text: JsonText, snapshot: _Snapshot, depth: int) -> None:
    """Read a response or an element. Its domain may stand behind its rows."""
    names: set[str] = set()
    domains: set[str] = set()
    pages: list[_Rows] = []
    response_count = snapshot.response_count
    try:
        for name in text.iterate_names():
            if len(names) < _MAX_NAMES:
                names.add(name)
            snapshot.response_count += name in ("elements", "snapshotData")
            if name == "snapshotData":
                snapshot.has_data = True
                pages.append(snapshot.create_rows())
                _read_rows(text, pages[-1], snapshot.name)
            elif name == "snapshotDomain" and text.peek() == '"':
                value = text.read()
                domains.add(value if isinstance(value, str) else "")
            elif name == "elements":
                _read_elements(text, snapshot, depth)
            else:
                _read_other(text, snapshot, name, depth)
    except UnreadableValue:  # the name of a domain that is no JSON
        raise BrokenJson from None
    finally:
        for page in pages:
            snapshot.find_rows(domains.pop() if len(domains) == 1 else "").extend(page)
    if len(names & _CHANGELOG_NAMES) >= _MIN_CHANGELOG_NAMES:
        snapshot.has_changelog = True
    elif names and snapshot.response_count == response_count and not _is_answer_of_error(names):
        snapshot.stray_count += 1


def _is_answer_of_error(names: set[str]) -> bool:
    """Whether an object is how the interface says that there are no more pages: "No data found for this memberId"."""
    return {"status", "message"} <= names


def _read_elements(text: JsonText, snapshot: _Snapshot, depth: int) -> None:
    """Read the elements of a response; an empty response has an object in place of the array."""
    if text.peek() in ("[", "{"):
        _read_node(text, snapshot, depth + 1)
    elif text.skip() != "null":
        snapshot.stray_count += 1


def _read_other(text: JsonText, snapshot: _Snapshot, name: str, depth: int) -> None:
    """Look for responses below a name that a tool gave them; what else stands there is no part of a snapshot."""
    is_container = text.peek() in ("[", "{")
    if not is_container or name in _PLAIN_NAMES or depth + 1 > _MAX_WRAPPER_DEPTH:
        text.skip()
        return
    stray_count = snapshot.stray_count
    _read_node(text, snapshot, depth + 1)
    snapshot.stray_count = stray_count


def _read_rows(text: JsonText, rows: _Rows, name: str) -> None:
    """Read the rows of one page. A row that is no object is set aside, and so is the rest of a text that breaks off."""
    try:
        if text.peek() == "[":
            for _item in text.iterate_items():
                _read_row(text, rows)
                check_row_count(rows.record_count, name)
        elif text.peek() == "{":
            _read_row(text, rows)
        elif text.skip() != "null":
            rows.set_record_aside(text.line, text.last_text)
    except BrokenJson:
        line, rest = text.line, text.take_rest().strip()
        if rest:
            rows.set_record_aside(line, rest)
        raise


def _read_row(text: JsonText, rows: _Rows) -> None:
    try:
        row = text.read()
    except UnreadableValue:
        text.skip()
        row = None
    if type(row) is JsonObject:
        rows.add(row, text.last_size)
    else:
        rows.set_record_aside(text.line, text.last_text)


# ---- cells and columns


def _number_names(names: Sequence[str]) -> list[ColumnKey]:
    """The columns of a row's names: a name that stands twice is two columns."""
    if len(set(names)) == len(names):
        return [(name, 0) for name in names]
    counts: dict[str, int] = {}
    keys = []
    for name in names:
        keys.append((name, counts.get(name, 0)))
        counts[name] = counts.get(name, 0) + 1
    return keys


def _render_cell(value: JsonValue, separator: str | None) -> str:
    """The text of a value as the download's tables write it: lists joined, objects as compact JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return str(value)
    if not value:
        return ""
    if isinstance(value, JsonObject) or any(isinstance(item, list) for item in value):
        return render_json(value)
    items = [_render_cell(item, None) for item in value]
    if separator is None:
        is_addresses = all(item.casefold().startswith(_ADDRESS_PREFIXES) for item in items)
        separator = "," if is_addresses else "; "
    return separator.join(items)


def _mark_half_characters(text: str) -> str:
    """The text with each unpaired surrogate as a visible mark, so that it is UTF-8.

    Those from U+DC80 to U+DCFF stand for a byte that was none (PEP 383).
    """
    return _SURROGATE.sub(_format_mark, text)


def _format_mark(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04X}"


def _build_width_error() -> NotTextError:
    return NotTextError(
        "W_TOO_MANY_COLUMNS", _("The rows of this file have so many different columns that it was not read.")
    )


# ---- the tables


def _build_tables(
    snapshot: _Snapshot, text: JsonText, stream: PeekableStream, decoded_text: DecodedText, is_broken: bool
) -> Iterator[DomainTable]:
    """Build the tables; what is to be said of the file as a whole is said of its last table."""
    tables = [
        DomainTable(domain, _build_table(rows, snapshot.name, text.may_hold_nul, decoded_text.encoding_warning))
        for domain, rows in snapshot.domains.values()
    ]
    row_count = sum(named.table.rows for named in tables)
    if stream.error is not None and not row_count:
        raise stream.error
    problems: list[TableProblem] = []
    if stream.error is not None:
        problems.append(build_warning(stream.error.code, join_texts((stream.error.message, _say_lost(row_count)), " ")))
    elif is_broken:
        broken = _("This file is damaged, or breaks off too early.")
        remarks = (broken, _say_lost(row_count)) if row_count else (broken,)
        problems.append(build_warning("W_JSON", join_texts(remarks, " ")))
    if snapshot.stray_count:
        message = plural(
            "{number} part of this file is no snapshot data; it was not read.",
            "{number} parts of this file are no snapshot data; they were not read.",
            snapshot.stray_count,
        )
        problems.append(build_warning("W_JSON", message))
    if snapshot.has_changelog:
        problems.append(build_warning(CHANGELOG_CODE, _MIXED_CHANGELOG))
    has_marks = any(rows.has_half_characters for _domain, rows in snapshot.domains.values())
    if decoded_text.encoding_warning is not None and not has_marks:
        problems.append(build_warning("W_ENCODING", decoded_text.encoding_warning))
    last = tables[-1]
    tables[-1] = DomainTable(last.domain, replace(last.table, problems=(*last.table.problems, *problems)))
    return iter(tables)


_MIXED_CHANGELOG = _(
    "This file also holds a list of changes from the portability interface, which this version does not read yet."
)


def _say_lost(row_count: int) -> LazyText:
    return plural(
        "{number} row before that is shown; what follows is lost.",
        "{number} rows before that are shown; what follows is lost.",
        row_count,
    )


_HALF_CHARACTERS = _("Some text holds half characters; each is shown as a mark such as \\uD800.")


def _build_table(rows: _Rows, name: str, may_hold_nul: bool, encoding_warning: LazyText | None) -> Table:
    check_row_count(rows.record_count, name)
    data = rows.build_data()
    numbers = np.array(rows.numbers, np.int64)
    columns = tuple(_mark_half_characters(column.strip("\ufeff \t\r\n")) for column, _number in rows.columns)
    problems = list(_list_problems(rows, data, numbers, may_hold_nul))
    if rows.has_half_characters:
        problems.append(build_warning("W_ENCODING", encoding_warning or _HALF_CHARACTERS))
    return Table(
        columns, data, rows.row_count, tuple(rows.set_aside), tuple(problems), numbers if rows.set_aside else None
    )


def _list_problems(
    rows: _Rows, data: pa.Table, numbers: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]", may_hold_nul: bool
) -> Iterator[TableProblem]:
    if rows.set_aside:
        message = plural(
            "{number} record of this table is no row of named values; set aside, the raw text is kept.",
            "{number} records of this table are no rows of named values; set aside, the raw text is kept.",
            len(rows.set_aside),
        )
        yield build_warning("W_JSON", message, [record.row for record in rows.set_aside])
    if may_hold_nul:
        nul_rows = find_rows_with_byte(data, NUL)
        if len(nul_rows):
            yield build_warning("W_NUL", _("Zero bytes stand within the text; they are kept."), numbers[nul_rows])
    if rows.text_size > LONG_CELL_LENGTH:
        long_rows = find_rows_longer_than(data, LONG_CELL_LENGTH)
        message = plural(
            "{number} row holds a text of more than {characters} characters, kept whole.",
            "{number} rows hold a text of more than {characters} characters, kept whole.",
            len(long_rows),
            characters=LONG_CELL_LENGTH,
        )
        yield build_warning("W_FIELD_TOO_LONG", message, numbers[long_rows])
