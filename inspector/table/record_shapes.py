"""Records known by their shape: a date, a link and a text, whatever the writer did about quotes and line breaks.

LinkedIn has written Comments.csv in several ways: line breaks without quotes, quotes within a quoted text as ``""``, as
``\\"`` or bare, and records without a date. Pairing quotes from the start of the file tells none of these, but a record
always begins a line with its date, which may be empty, and its link. So the text is cut there, and what RFC 4180 would
not give back is written anew as RFC 4180 has it, on as many lines as before.

A line of a text that itself begins with a date and an address cannot be told from a record. It is text only where all
quotes of the file stand as RFC 4180 has them, put it within quotes, and the record around it begins as one and has all
its cells; the row is reported then.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

import numpy as np
import pyarrow as pa

from inspector.columns import (
    CR,
    LF,
    QUOTE,
    BoolArray,
    ByteArray,
    Indices,
    find_line_starts,
    find_matches,
    get_offsets_and_bytes,
    list_chunks,
    take_cells,
    unique,
    view_bytes,
    wrap_large_cells,
)
from inspector.i18n import plural
from inspector.table.csv_strict import Body, ParsedTable, count_records
from inspector.table.problems import TableProblem, build_note, build_warning

_LINK_COLUMN, _TEXT_COLUMN = 1, 2
_LINK_NAME = re.compile("link|url", re.IGNORECASE)
_MAX_WIDTH = 32
_DAY = r"(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{2,4}|\d\d?[-. ][A-Za-z\x{C0}-\x{4FF}]{3,9}\.?[-. ]\d{2,4})"
_TIME = r"\d\d?:\d\d(?::\d\d)?(?:\.\d{1,9})?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:UTC|GMT|Z|[+-]\d\d:?\d\d))?"
_ADDRESS = r"(?:(?i:https?://)|www\.)"
_BLANK_LINE = r"^[ \t]*\r?\n?$"
_ESCAPED_QUOTE = re.compile(rb'\\"|""')
_QUOTED_TEXT = re.compile(rb'"([^"]*+(?:""[^"]*+)*+)"')
_LAST_LINE = re.compile(rb"(?<=[\r\n])[^\r\n]++\Z")
_LINE_BREAK = re.compile(rb"[\r\n]")


class _Finding(Enum):
    """What was wrong with a record that was written anew."""

    NOTHING = auto()
    LINES = auto()
    QUOTES = auto()
    OPEN_QUOTE = auto()
    CELLS = auto()


def rejoin_records(body: Body, names: Sequence[str]) -> tuple[Body, tuple[TableProblem, ...]]:
    """Write anew the records that RFC 4180 would not give back, so that each is read as a whole and none with another.

    ``names`` are those of the columns. Where no line has the shape of a record, nothing changes.
    """
    content, width = view_bytes(body.data, body.offset), len(names)
    link_columns = [place for place, name in enumerate(names) if _LINK_NAME.search(name)]
    is_other_order = bool(link_columns) and link_columns[0] != _LINK_COLUMN
    if not _TEXT_COLUMN < width <= _MAX_WIDTH or is_other_order or not len(content):
        return body, ()
    line_offsets = find_line_starts(content)
    lines = wrap_large_cells(np.append(line_offsets, len(content)) + body.offset, body.data)
    is_start = find_matches(lines, _build_start_pattern(body.delimiter))
    if not is_start.any():
        return body, ()
    quotes = np.flatnonzero(content == QUOTE)
    is_paired = _are_paired(content, quotes, body)
    if is_paired:
        is_start |= _find_quoted_records(content, line_offsets, quotes, body.delimiter, width)
    first_offset = line_offsets[np.argmax(is_start)]
    if len(quotes) and quotes[0] < first_offset:
        quotes = quotes[quotes >= first_offset]
        is_paired = _are_paired(content, quotes, body)
    is_hidden = np.zeros_like(is_start)
    if is_paired:
        is_hidden = is_start & (np.searchsorted(quotes, line_offsets) % 2 == 1)
        is_paired = not is_hidden.any() or _are_within_records(
            content, line_offsets, quotes, is_start, is_hidden, body.delimiter, width
        )
    if is_paired:
        is_start &= ~is_hidden
    else:
        is_hidden[:] = False
    records = _Records.cut(content, line_offsets[is_start], quotes)
    has_bad_quotes = np.zeros(len(records), np.bool_) if is_paired else records.find_bad_quotes(body)
    has_bad_width = records.count_delimiters(body.delimiter) != width - 1
    loose_lines = _find_loose_lines(records, lines, line_offsets, is_start)
    has_loose_lines = records.mark(line_offsets[loose_lines])
    is_odd = has_bad_quotes | has_bad_width | has_loose_lines
    doubtful_lines = is_hidden
    if len(loose_lines):
        is_record_like = find_matches(lines, _build_doubt_pattern(body.delimiter))[loose_lines]
        if np.count_nonzero(is_record_like) > np.count_nonzero(is_start):
            # The columns stand in another order: few of the dates are followed by an address.
            return body, ()
        doubtful_lines[loose_lines[is_record_like]] = True
    doubtful_records = np.flatnonzero(records.mark(line_offsets[doubtful_lines]))
    has_leading_quotes = bool((content[:first_offset] == QUOTE).any())
    if not is_odd.any() and not len(doubtful_records) and not has_leading_quotes:
        return body, ()
    is_breaking = has_bad_quotes | has_loose_lines
    return _RecordWriter(body, records, width).write(np.flatnonzero(is_odd), is_breaking, doubtful_records)


def has_odd_shapes(parsed: ParsedTable) -> bool:
    """Tell whether a table that reads well may hold a record that is none, or a line that looks like one."""
    if parsed.width <= _TEXT_COLUMN:
        return False
    date = f"^(?:{_DAY}(?:(?:,? |T){_TIME})?)?$"
    for place, pattern in enumerate((date, f"^(?:{_ADDRESS}|$)")):
        if not all(find_matches(chunk, pattern).all() for chunk in list_chunks(parsed.data.column(place))):
            return True
    line = "[\r\n]" + _build_start_pattern(parsed.delimiter).removeprefix("^")
    return any(
        find_matches(take_cells(chunk, _find_broken_cells(chunk, parsed.delimiter)), line).any()
        for column in parsed.data.columns[_TEXT_COLUMN:]
        for chunk in list_chunks(column)
    )


def _find_broken_cells(cells: pa.StringArray, delimiter: str) -> Indices:
    """Find the cells with a line that begins as a record may: with a digit, an empty cell or a quote before either."""
    offsets, content = get_offsets_and_bytes(cells)
    may_begin = np.zeros(256, np.bool_)
    may_begin[[ord(delimiter), *b"0123456789"]] = True
    line_ends = np.flatnonzero((content[:-2] == LF) | (content[:-2] == CR))
    first, second = content[line_ends + 1], content[line_ends + 2]
    is_candidate = may_begin[first] | ((first == QUOTE) & (may_begin[second] | (second == QUOTE)))
    owners = np.searchsorted(offsets, line_ends[is_candidate], side="right") - 1
    return unique(owners[(owners >= 0) & (owners < len(cells))])


def _build_start_pattern(delimiter: str) -> str:
    """Match a line that begins a record: a date or none and an address or none; or a time and at most one word."""
    cut, quoted_time, time = delimiter, f"{_DAY}(?:,? |T){_TIME}", f"{_DAY}[ T]{_TIME}"
    date = f'(?:"(?:{quoted_time}|{_DAY})?"|(?:{time}|{_DAY})?)'
    with_address = f'{date}{cut}(?:"?{_ADDRESS}|(?:"")?{cut})'
    with_time = f'(?:"{quoted_time}"|{time}){cut}[^\\s{cut}"]*(?:{cut}|[\\r\\n]*$)'
    return f"^(?:{with_address}|{with_time})"


def _build_doubt_pattern(delimiter: str) -> str:
    """Match a line that might begin a record all the same: a date and anything, or a few words and an address."""
    cut = delimiter
    return f'^(?:"?{_DAY}(?:(?:,? |T){_TIME})?"?{cut}|[^{cut}"\\r\\n]{{1,40}}{cut}"?{_ADDRESS}[^{cut}\\r\\n]*{cut})'


def _are_paired(content: ByteArray, quotes: Indices, body: Body) -> bool:
    """Tell whether all quotes stand as RFC 4180 has them; where damage ends the text, the last may lack its half."""
    return (body.is_truncated or len(quotes) % 2 == 0) and not _find_misplaced(
        content, quotes, np.arange(len(quotes)), body
    ).any()


def _are_within_records(
    content: ByteArray,
    line_offsets: Indices,
    quotes: Indices,
    is_start: BoolArray,
    is_hidden: BoolArray,
    delimiter: str,
    width: int,
) -> bool:
    """Tell whether each hidden line stands in what RFC 4180 calls a record, and what begins and is as wide as one."""
    outer_lines = np.flatnonzero(np.searchsorted(quotes, line_offsets) % 2 == 0)
    outer_offsets = line_offsets[outer_lines]
    delimiters = np.flatnonzero(content == ord(delimiter))
    outer_delimiters = delimiters[np.searchsorted(quotes, delimiters) % 2 == 0]
    counts = np.diff(np.searchsorted(outer_delimiters, np.append(outer_offsets, len(content))))
    owners = unique(np.searchsorted(outer_offsets, line_offsets[is_hidden], side="right") - 1)
    return bool((is_start[outer_lines[owners]] & (counts[owners] == width - 1)).all())


def _find_quoted_records(
    content: ByteArray, line_offsets: Indices, quotes: Indices, delimiter: str, width: int
) -> BoolArray:
    """Tell which lines begin a record of which every cell is quoted, where all quotes stand as RFC 4180 has them.

    Such a record needs no date: whoever writes line breaks without quotes quotes no cell of a text.
    """
    is_record = np.zeros(len(line_offsets), np.bool_)
    outer_lines = np.flatnonzero(np.searchsorted(quotes, line_offsets) % 2 == 0)
    bounds = np.append(line_offsets[outer_lines], len(content))
    candidates = np.flatnonzero(content[bounds[:-1]] == QUOTE)
    for candidate in candidates.tolist():
        text = content[bounds[candidate] : bounds[candidate + 1]].tobytes()
        is_record[outer_lines[candidate]] = _has_quoted_cells(text, delimiter.encode(), width)
    return is_record


def _has_quoted_cells(record: bytes, delimiter: bytes, width: int) -> bool:
    """Tell whether a record consists of ``width`` quoted cells, date and link on one line, and its line end."""
    position = 0
    for place in range(width):
        if place and not record.startswith(delimiter, position):
            return False
        cell = _QUOTED_TEXT.match(record, position + bool(place))
        if cell is None or (place < _TEXT_COLUMN and _LINE_BREAK.search(cell[0])):
            return False
        position = cell.end()
    return not record[position:].strip(b"\r\n")


def _find_misplaced(content: ByteArray, quotes: Indices, ranks: Indices, body: Body) -> BoolArray:
    """Find the quotes that stand where RFC 4180 allows none; of each record, those of an even rank open a cell."""
    if not len(quotes):
        return np.zeros(0, np.bool_)
    is_boundary = np.zeros(256, np.bool_)
    is_boundary[[ord(body.delimiter), CR, LF, QUOTE]] = True
    is_opening = ranks % 2 == 0
    neighbours = np.where(is_opening, quotes - 1, quotes + 1)
    is_outside = (neighbours < 0) | (neighbours == len(content))
    is_misplaced: BoolArray = ~(is_boundary[content[np.where(is_outside, 0, neighbours)]] | is_outside)
    return is_misplaced


def _find_loose_lines(
    records: "_Records", lines: pa.LargeStringArray, line_offsets: Indices, is_start: BoolArray
) -> Indices:
    """Find the lines behind the first record that begin none, stand within no quotes and are not blank."""
    others: Indices = np.flatnonzero(~is_start)
    others = others[line_offsets[others] >= records.bounds[0]]
    first_bytes = records.content[line_offsets[others]]
    others = others[(first_bytes != LF) & (first_bytes != CR)]
    others = others[~records.find_quoted(line_offsets[others])]
    if np.isin(records.content[line_offsets[others]], (0x20, 0x09)).any():
        others = others[~find_matches(lines, _BLANK_LINE)[others]]
    return others


@dataclass(frozen=True, slots=True, eq=False)
class _Records:
    """A text cut into records: record i is ``content[bounds[i]:bounds[i + 1]]``.

    ``quotes`` are the offsets of all its quotes, ``first_quotes[i]`` is the index of the first one in record i or
    behind it.
    """

    content: ByteArray
    bounds: Indices
    quotes: Indices
    first_quotes: Indices

    @classmethod
    def cut(cls, content: ByteArray, offsets: Indices, quotes: Indices) -> "_Records":
        """Cut at the offsets, of which there is at least one; no quote stands before the first."""
        bounds = np.append(offsets, len(content))
        return cls(content, bounds, quotes, np.searchsorted(quotes, bounds))

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def find_owners(self, offsets: Indices) -> Indices:
        """Give the record at each offset; -1 before the first."""
        owners: Indices = np.searchsorted(self.bounds, offsets, side="right") - 1
        return owners

    def mark(self, offsets: Indices) -> BoolArray:
        """Tell for each record whether any of the offsets is in it."""
        is_marked = np.zeros(len(self), np.bool_)
        is_marked[self.find_owners(offsets)] = True
        return is_marked

    def _count_quotes_before(self, offsets: Indices) -> Indices:
        """Count the quotes between the start of its record and each offset; right in its parity alone."""
        counts = np.searchsorted(self.quotes, offsets)
        if (self.first_quotes % 2).any():
            counts = counts - self.first_quotes[self.find_owners(offsets)]
        return counts

    def find_quoted(self, offsets: Indices) -> BoolArray:
        """Tell which offsets stand within quotes, counted from the start of their record."""
        is_quoted: BoolArray = self._count_quotes_before(offsets) % 2 == 1
        return is_quoted

    def find_bad_quotes(self, body: Body) -> BoolArray:
        """Find the records whose quotes do not stand as RFC 4180 has them."""
        is_bad: BoolArray = np.diff(self.first_quotes) % 2 == 1
        ranks = self._count_quotes_before(self.quotes)
        return is_bad | self.mark(self.quotes[_find_misplaced(self.content, self.quotes, ranks, body)])

    def count_delimiters(self, delimiter: str) -> Indices:
        """Count the delimiters of each record outside quotes."""
        delimiters = np.flatnonzero(self.content == ord(delimiter))
        unquoted = delimiters[~self.find_quoted(delimiters)] if len(self.quotes) else delimiters
        return np.diff(np.searchsorted(unquoted, self.bounds))


class _RecordWriter:
    """Writes the odd records of a body anew and says of which kind they were."""

    def __init__(self, body: Body, records: _Records, width: int) -> None:
        self._body = body
        self._records = records
        self._delimiter = body.delimiter.encode()
        self._width = width
        self._tail_width = width - 1 - _TEXT_COLUMN
        cell = rb'("[^"\r\n]*+"|[^"\r\n' + self._delimiter + rb"]*+)"
        self._front = re.compile(cell + self._delimiter + cell + rb"(?:" + self._delimiter + rb"|(?=[\r\n])|\Z)")

    def write(
        self, odd_records: Indices, is_breaking: BoolArray, doubtful_records: Indices
    ) -> tuple[Body, tuple[TableProblem, ...]]:
        """Give the body with its odd records written anew, and what was found.

        A record that cannot be told even so stays as it is; where it ``is_breaking``, fences keep it to itself.
        """
        records, content = self._records, self._records.content
        data, fences = bytearray(self._body.data[: self._body.offset]), []
        leading_text = content[: records.bounds[0]].tobytes()
        extra_counts = np.zeros(len(records) + 1, np.int64)
        extra_counts[0] = count_records(leading_text, self._width, self._body.delimiter)
        if b'"' in leading_text:
            fences.append(self._body.offset + len(leading_text))
        found: dict[_Finding, list[int]] = defaultdict(list)
        copied_end = 0
        for record in odd_records.tolist():
            start, end = int(records.bounds[record]), int(records.bounds[record + 1])
            text = content[start:end].tobytes()
            is_cut = self._body.is_truncated and end == len(content)
            rewritten_text, finding = self._rewrite(text, is_cut=is_cut) or (None, _Finding.NOTHING)
            data += content[copied_end:start].tobytes()
            if rewritten_text is not None:
                found[finding].append(record)
            elif is_breaking[record]:
                fences += [len(data), len(data) + len(text)]
                extra_counts[record + 1] = count_records(text, self._width, self._body.delimiter) - 1
            data += text if rewritten_text is None else rewritten_text
            copied_end = end
        data += content[copied_end:].tobytes()
        numbers = np.arange(1, len(records) + 1) + np.cumsum(extra_counts)[:-1]
        body = replace(self._body, data=data, fences=unique(np.array(fences, np.int64)))
        found_numbers = {finding: numbers[rows] for finding, rows in found.items()}
        return body, tuple(_list_problems(found_numbers, numbers[doubtful_records]))

    def _rewrite(self, record: bytes, *, is_cut: bool) -> tuple[bytes, _Finding] | None:
        """Write a record as RFC 4180 has it, its line ends where they were; None where its cells cannot be told."""
        end = _find_text_end(record)
        front = self._front.match(record, 0, end)
        if front is None:
            return None
        is_short = front.end() == front.end(2)
        if is_short and (front.end() == end or self._tail_width):
            return None
        text, tail = record[front.end() : end], b""
        if is_cut and end == len(record):
            # What is left of the last line may as well be the start of another record.
            last_line = _LAST_LINE.search(text)
            whole_text = text[: last_line.start()].rstrip(b"\r\n") if last_line else b""
            if not text.startswith(b'"') or _QUOTED_TEXT.fullmatch(whole_text):
                text = whole_text if last_line else text
                end = front.end() + len(text)
        is_closed = end < len(record) and _is_quoted(text) and not text.endswith(b'\\"')
        if is_cut and text.startswith(b'"') and not is_closed:
            # The damage may have cut it: without a line end it is set aside as a whole.
            return record[: front.end()] + _quote(text), _Finding.NOTHING
        if self._tail_width:
            tail = _cut_tail(text, self._delimiter, self._tail_width)
            text = text[: len(text) - len(tail)]
            if not tail or (self._delimiter in text and not _is_quoted(text)):
                return None
        plain_text, finding = _unquote_text(text, self._delimiter)
        cells = self._delimiter.join((front.group(1), front.group(2), _quote(plain_text)))
        return cells + tail + record[end:], finding


def _quote(text: bytes) -> bytes:
    return b'"' + text.replace(b'"', b'""') + b'"'


def _find_text_end(record: bytes) -> int:
    """Find where the last line of a record ends that is not blank."""
    line_end = _LINE_BREAK.search(record, len(record.rstrip(b" \t\r\n")))
    return line_end.start() if line_end else len(record)


def _cut_tail(text: bytes, delimiter: bytes, cell_count: int) -> bytes:
    """Give the last cells, which hold no line break, with the delimiter before them; b"" where they cannot be told."""
    start = len(text)
    for _cell in range(cell_count):
        if text.endswith(b'"', 0, start):
            quote = text.rfind(b'"', 0, start - 1)
            delimiter_start = quote - 1 if quote > 0 and text[quote - 1 : quote] == delimiter else -1
        else:
            delimiter_start = text.rfind(delimiter, 0, start)
            if b'"' in text[max(delimiter_start, 0) : start]:
                return b""
        if delimiter_start < 0 or _LINE_BREAK.search(text, delimiter_start, start):
            return b""
        start = delimiter_start
    return text[start:]


def _is_quoted(text: bytes) -> bool:
    return len(text) >= 2 and text.startswith(b'"') and text.endswith(b'"')


def _unquote_text(text: bytes, delimiter: bytes) -> tuple[bytes, _Finding]:
    """Give a text without the quotes around it and the marks before those within it, and what was wrong with it."""
    if not text.startswith(b'"'):
        plain_text = text.replace(b'\\"', b'"')
        if _LINE_BREAK.search(text):
            return plain_text, _Finding.LINES
        if delimiter in text:
            return plain_text, _Finding.CELLS
        return plain_text, _Finding.NOTHING if plain_text == text else _Finding.QUOTES
    quoted = _QUOTED_TEXT.match(text)
    if quoted and quoted.end() == len(text):
        return quoted.group(1).replace(b'""', b'"'), _Finding.NOTHING
    if _is_quoted(text):
        return _ESCAPED_QUOTE.sub(b'"', text[1:-1]), _Finding.QUOTES
    if quoted and _LINE_BREAK.match(text, quoted.end()):
        return quoted.group(1).replace(b'""', b'"') + text[quoted.end() :], _Finding.LINES
    return text.replace(b'\\"', b'"'), _Finding.QUOTES if quoted else _Finding.OPEN_QUOTE


def _list_problems(numbers: dict[_Finding, Indices], doubtful_numbers: Indices) -> Iterator[TableProblem]:
    """Report the records by what was found, given by their numbers."""
    if (rows := numbers.get(_Finding.LINES)) is not None:
        message = plural(
            "{number} row was cut by unquoted line breaks; the lines were put together again.",
            "{number} rows were cut by unquoted line breaks; the lines were put together again.",
            len(rows),
        )
        yield build_note("W_REPAIRED", message, rows)
    if (rows := numbers.get(_Finding.QUOTES)) is not None:
        message = plural(
            "{number} row has quotation marks inside its text that are not doubled; the text was read whole.",
            "{number} rows have quotation marks inside their text that are not doubled; each text was read whole.",
            len(rows),
        )
        yield build_note("W_REPAIRED", message, rows)
    if (rows := numbers.get(_Finding.OPEN_QUOTE)) is not None:
        message = plural(
            "{number} row has quotes that do not pair up; its text was read up to the next row.",
            "{number} rows have quotes that do not pair up; each text was read up to the next row.",
            len(rows),
        )
        yield build_warning("W_QUOTE", message, rows)
    if (rows := numbers.get(_Finding.CELLS)) is not None:
        message = plural(
            "{number} row has more cells than there are columns; they were read as one text.",
            "{number} rows have more cells than there are columns; they were read as one text.",
            len(rows),
        )
        yield build_warning("W_RAGGED", message, rows)
    if len(doubtful_numbers):
        message = plural(
            "{number} row contains a line that looks like a row of its own; it was read as part of the text.",
            "{number} rows contain lines that look like rows of their own; they were read as part of the text.",
            len(doubtful_numbers),
        )
        yield build_warning("W_REPAIRED", message, doubtful_numbers)
