"""The first look at a table: how it is written and what its first records are."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from inspector.archive.file_types import describe_binary
from inspector.columns import Bytes, find_line_starts, is_utf8, split_lines, view_bytes
from inspector.errors import Refused
from inspector.i18n import LazyText, _
from inspector.progress import Monitor
from inspector.table.byte_stream import PeekableStream
from inspector.table.csv_strict import RewindableLines, is_blank, parse_records
from inspector.table.encoding import DecodedText, decode_member, find_complete_end, is_streamable, sniff

PEEK_RECORD_COUNT = 13
"""How many records are looked at for the header: preambles of any known form end within twelve."""

_PEEK_SIZE = 1 << 20
_MAX_TEXT_SIZE = 2**31 - 1
_QUOTED_CELL = re.compile(rb'(?<![^,;\t\r\n])"[^"]*+(?:""[^"]*+)*+("?)')
"""A cell that begins with a quote, up to the quote that closes it (the group) or the end of the text."""
_CONTROL_CHARACTERS = bytes(byte for byte in range(1, 0x20) if byte not in b"\t\n\r")


class ReadableMember(Protocol):
    """What the table needs of a member: a label, its declared size in bytes, and its bytes in turn."""

    @property
    def name(self) -> str:
        """The label shown for it."""
        ...

    @property
    def size(self) -> int:
        """The declared size in bytes."""
        ...

    def blocks(self, monitor: Monitor) -> Iterator[bytes]:
        """Yield the bytes in order; may raise faults of its own, and ``Cancelled``."""
        ...


class NotTextError(Exception):
    """A member that is no table of text: a code and one sentence that says what it looks like."""

    def __init__(self, code: str, message: LazyText) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Head:
    """What a first look shows: the encoding ("" for an empty member), the delimiter, the first records.

    ``records`` holds up to ``PEEK_RECORD_COUNT`` records that are not blank, or those of the first megabyte.
    The further fields serve ``read``: the text as far as it has been read, after each record the place and line it
    ends at, and the bytes still to come.
    """

    encoding: str
    delimiter: str
    records: tuple[tuple[str, ...], ...]
    decoded_text: DecodedText = field(default_factory=DecodedText, repr=False, compare=False)
    record_ends: tuple[tuple[int, int], ...] = field(default=(), repr=False, compare=False)
    stream: PeekableStream = field(default_factory=PeekableStream, repr=False, compare=False)

    def with_all_text(self, name: str) -> "Head":
        """The same with all of the text read; raises ``Refused`` as ``peek``."""
        self.stream.read_all()
        return peek_stream(self.stream, name)


def peek(member: ReadableMember, monitor: Monitor) -> Head:
    """Read the beginning of a member, as far as it takes, and look at its first records.

    Raises ``NotTextError`` for what is no text, ``Refused`` (E_TOO_LARGE) beyond two GiB of text, and whatever
    the member's ``blocks`` raises, but for damage behind the first bytes: what stands before it is text as any.
    """
    stream = PeekableStream(lambda: member.blocks(monitor), monitor)
    stream.fill(_PEEK_SIZE)
    return peek_stream(stream, member.name)


def peek_stream(stream: PeekableStream, name: str) -> Head:
    """Look at what has been read; reads on where that does not tell enough."""
    _check_is_text(stream)
    decoded_text = _decode_stream(stream, name)
    first_nonblank = decoded_text.first_nonblank
    while first_nonblank is None and not stream.is_complete:
        stream.fill(2 * len(stream.buffer))
        decoded_text = _decode_stream(stream, name)
        first_nonblank = decoded_text.first_nonblank
    if first_nonblank is None:
        return Head(decoded_text.encoding, ",", (), decoded_text, stream=stream)
    # The blank lines before the first text are no records; the line on which it stands is read whole.
    start = max(
        decoded_text.start,
        decoded_text.data.rfind(b"\n", 0, first_nonblank) + 1,
        decoded_text.data.rfind(b"\r", 0, first_nonblank) + 1,
    )
    if not stream.is_complete and len(stream.buffer) < start + _PEEK_SIZE:
        stream.fill(start + _PEEK_SIZE)
        decoded_text = _decode_stream(stream, name)
    delimiter = _detect_delimiter(decoded_text.data, start)
    first_records, record_ends = _parse_first_records(decoded_text, start, delimiter, stream.is_complete)
    if not first_records and not stream.is_complete:
        stream.fill(4 * len(stream.buffer))
        return peek_stream(stream, name)
    return Head(decoded_text.encoding, delimiter, first_records, decoded_text, record_ends, stream)


def _decode_stream(stream: PeekableStream, name: str) -> DecodedText:
    """The text as far as it has been read: decoded from all bytes, or the beginning of what is UTF-8 so far."""
    encoding, start = sniff(stream.buffer)
    if not stream.is_complete and (
        not is_streamable(encoding) or not is_utf8(stream.buffer, start, find_complete_end(stream.buffer))
    ):
        stream.read_all()
    if not stream.is_complete:
        return DecodedText(stream.buffer, start, encoding)
    raw = stream.buffer
    complete_end = find_complete_end(raw)
    if (
        stream.is_truncated
        and complete_end < len(raw)
        and is_streamable(encoding)
        and is_utf8(raw, start, complete_end)
    ):
        # The damage cut a character in two; what is left of it stays visible and speaks for no other encoding.
        raw = raw[:complete_end] + "".join(f"\\x{byte:02X}" for byte in raw[complete_end:]).encode()
    decoded_text = decode_member(raw, stream.monitor)
    if len(decoded_text.data) > _MAX_TEXT_SIZE:
        message = _("A table holds more than 2 GiB of text.")
        raise Refused("E_TOO_LARGE", message, _("Take it out of the archive."), name)
    return decoded_text


def _check_is_text(stream: PeekableStream) -> None:
    raw = stream.buffer
    head = bytes(raw[:8192])
    description = describe_binary(head)
    if description is not None:
        raise NotTextError("W_UNKNOWN_TABLE", _("This is not a table of text: it looks like {what}.", what=description))
    if not head or not is_streamable(sniff(raw)[0]):
        return
    if not head.strip(b"\0"):
        stream.read_all()
        if not view_bytes(raw).any():
            raise NotTextError("W_UNKNOWN_TABLE", _("This is not a table of text: it holds nothing but zero bytes."))
    control_count = len(head) - len(head.translate(None, _CONTROL_CHARACTERS))
    nonzero_count = len(head) - head.count(0)
    if control_count > 0.08 * nonzero_count and not is_utf8(
        raw, 0, len(raw) if stream.is_complete else find_complete_end(raw)
    ):
        raise NotTextError("W_UNKNOWN_TABLE", _("This is not a table of text: it looks like program data."))


def _parse_first_records(
    decoded_text: DecodedText, start: int, delimiter: str, is_complete: bool
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[int, int], ...]]:
    """Parse up to ``PEEK_RECORD_COUNT`` records; one that is wrong counts as a single cell of raw text."""
    data = decoded_text.data
    stop = start + _PEEK_SIZE
    while True:
        first_records, record_ends = _parse_records_within(
            decoded_text, start, min(stop, len(data)), delimiter, is_complete and stop >= len(data)
        )
        if first_records or stop >= len(data):
            return first_records, record_ends
        stop *= 4


def _parse_records_within(
    decoded_text: DecodedText, start: int, stop: int, delimiter: str, is_complete: bool
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[int, int], ...]]:
    data = decoded_text.data
    offset, line = start, len(find_line_starts(view_bytes(data[decoded_text.start : start])))
    first_records: list[tuple[str, ...]] = []
    record_ends: list[tuple[int, int]] = []
    # A window may cut a character in two: then the record it belongs to is left out anyway.
    lines = (line.decode(errors="replace") for line in split_lines(data, start, stop))
    raw_lines = split_lines(data, start, stop)
    for cells, record_lines in parse_records(RewindableLines(lines, delimiter)):
        offset += sum(len(next(raw_lines)) for _ in record_lines)
        line += len(record_lines)
        if not is_complete and offset >= stop:
            break
        record = [record_lines[0].rstrip("\r\n")] if cells is None else cells
        if not is_blank(record, 2):
            first_records.append(tuple(record))
            record_ends.append((offset, line))
        if len(first_records) == PEEK_RECORD_COUNT:
            break
    return tuple(first_records), tuple(record_ends)


def _detect_delimiter(data: Bytes, start: int) -> str:
    """Choose the delimiter by how many of the first records agree on a number of cells.

    Prose before the header may be full of commas, but seldom agrees with itself.
    """
    lines = _sample_lines(data, start, _PEEK_SIZE >> 6) or _sample_lines(data, start, _PEEK_SIZE >> 2) or []
    counts = {candidate: [line.count(candidate.encode()) for line in lines] for candidate in (",", "\t", ";")}
    # The header has it, and so have records: the lines of an unquoted text may be many and agree on something else.
    leading = [candidate for candidate, found in counts.items() if found and found[0] > 1 and found[0] in found[1:]]
    best_score, delimiter = (0, 0), ","
    for candidate in leading or counts:
        score = _score_delimiter(counts[candidate], candidate)
        if score > best_score:
            best_score, delimiter = score, candidate
    return delimiter


def _sample_lines(data: Bytes, start: int, length: int) -> list[bytes] | None:
    """Lines at the start without what is quoted; None where a longer sample would tell more."""
    sample = bytes(data[start : start + length])
    is_longest_sample, is_complete = length >= _PEEK_SIZE >> 2, start + len(sample) >= len(data)
    # A quote that is still open where the sample ends may be closed behind it; where the text ends, it is no quote.
    unquoted = _QUOTED_CELL.sub(lambda cell: cell[0] if is_complete and not cell[1] else b"", sample)
    unquoted_lines = split_lines(unquoted, 0)
    lines = list(islice((line.rstrip(b"\r\n") for line in unquoted_lines if line.strip(b" \r\n")), PEEK_RECORD_COUNT))
    has_more_lines = next(unquoted_lines, None) is not None  # the sample goes on behind these lines
    if (
        not is_longest_sample
        and not is_complete
        and not (has_more_lines and len(lines) == PEEK_RECORD_COUNT and b'"' not in b"".join(lines))
    ):
        return None
    if len(lines) > 1 and not is_complete and not has_more_lines:
        lines.pop()  # the sample ends within it
    return lines


def _score_delimiter(counts: list[int], delimiter: str) -> tuple[int, int]:
    """Score a delimiter by (records that agree, delimiters in each); (0, 0) where it is none."""
    frequencies = Counter(count for count in counts if count)
    if not frequencies:
        return 0, 0
    delimiter_count, record_count = max(frequencies.items(), key=lambda item: (item[1], item[0]))
    first_index = counts.index(delimiter_count)
    if delimiter != ",":
        # Text in a table of one column may hold a semicolon here and there: that is no delimiter.
        if record_count < 0.6 * (len(counts) - first_index):
            return 0, 0
        if delimiter == ";" and first_index > 0 and record_count < 2:
            return 0, 0
    return record_count, delimiter_count
