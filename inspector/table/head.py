"""The first look at a table: how it is written and what its first records are."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from inspector.columns import Bytes, line_starts, octets, physical_lines
from inspector.errors import Refused
from inspector.i18n import Words, words
from inspector.progress import Monitor
from inspector.table.byte_stream import Flow
from inspector.table.csv_strict import Feed, is_blank, records
from inspector.table.encoding import Source, is_utf8, sniff, sound_start, to_utf8

PEEKED = 13
"""How many records are looked at for the header: preambles of any known form end within twelve."""

_WINDOW = 1 << 20
_LARGEST = 2**31 - 1
_QUOTED = re.compile(rb'"[^"]*"')
_CONTROLS = bytes(byte for byte in range(1, 0x20) if byte not in b"\t\n\r")
_MAGIC = (
    (b"PK\x03\x04", words("an Excel workbook or another zip file")),
    (b"PK\x05\x06", words("an empty zip file")),
    (b"\xd0\xcf\x11\xe0", words("an old Excel or Word file")),
    (b"%PDF", words("a PDF document")),
    (b"\x89PNG", words("a PNG picture")),
    (b"\xff\xd8\xff", words("a JPEG picture")),
    (b"GIF8", words("a GIF picture")),
    (b"\x1f\x8b", words("a gzip file")),
    (b"Rar!\x1a", words("a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", words("a 7-Zip archive")),
    (b"SQLite format 3", words("an SQLite database")),
)


class Blocks(Protocol):
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


class NotText(Exception):
    """A member that is no table of text: a code and one sentence that says what it looks like."""

    def __init__(self, code: str, message: Words) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Head:
    """What a first look shows: the encoding ("" for an empty member), the delimiter, the first records.

    ``records`` holds up to ``PEEKED`` records that are not blank, fewer where the first megabyte holds fewer.
    The further fields serve ``read``: the text as far as it has been read, after each record the place and line it
    ends at, and the bytes still to come.
    """

    encoding: str
    delimiter: str
    records: tuple[tuple[str, ...], ...]
    source: Source = field(default_factory=Source, repr=False, compare=False)
    ends: tuple[tuple[int, int], ...] = field(default=(), repr=False, compare=False)
    flow: Flow = field(default_factory=Flow, repr=False, compare=False)

    def whole(self, name: str) -> "Head":
        """The same with all of the text read; raises ``Refused`` as ``peek``."""
        self.flow.fill()
        return look(self.flow, name)


def peek(member: Blocks, monitor: Monitor) -> Head:
    """Read the beginning of a member, as far as it takes, and look at its first records.

    Raises ``NotText`` for what is no text, ``Refused`` (E_TOO_LARGE) beyond two GiB of text, and whatever
    the member's ``blocks`` raises, but for damage behind the first bytes: what stands before it is text as any.
    """
    flow = Flow(member.blocks(monitor))
    flow.fill(_WINDOW)
    return look(flow, member.name)


def look(flow: Flow, name: str) -> Head:
    """Look at what has been read; reads on where that does not tell enough."""
    _refuse_other_than_text(flow)
    source = _source(flow, name)
    first = source.first
    while first is None and not flow.ended:
        flow.fill(2 * len(flow.begun))
        source = _source(flow, name)
        first = source.first
    if first is None:
        return Head(source.encoding, ",", (), source, flow=flow)
    # The blank lines before the first text are no records; the line on which it stands is read whole.
    start = max(source.start, source.data.rfind(b"\n", 0, first) + 1, source.data.rfind(b"\r", 0, first) + 1)
    if not flow.ended and len(flow.begun) < start + _WINDOW:
        flow.fill(start + _WINDOW)
        source = _source(flow, name)
    delimiter = _delimiter(source.data, start)
    found, ends = _first_records(source, start, delimiter, flow.ended)
    if not found and not flow.ended:
        flow.fill(4 * len(flow.begun))
        return look(flow, name)
    return Head(source.encoding, delimiter, found, source, ends, flow)


def _source(flow: Flow, name: str) -> Source:
    """The text as far as it has been read: decoded from all bytes, or the beginning of what is UTF-8 so far."""
    encoding, start = sniff(flow.begun)
    if not flow.ended and (encoding.startswith("utf-16") or not is_utf8(flow.begun, start, sound_start(flow.begun))):
        flow.fill()
    if not flow.ended:
        return Source(flow.begun, start, encoding)
    raw = flow.begun
    sound = sound_start(raw)
    if flow.cut and sound < len(raw) and not encoding.startswith("utf-16"):
        # The damage cut a character in two; what is left of it stays visible and speaks for no other encoding.
        raw = raw[:sound] + "".join(f"\\x{byte:02X}" for byte in raw[sound:]).encode()
    source = to_utf8(raw)
    if len(source.data) > _LARGEST:
        told = words("A table holds more than 2 GiB of text.")
        raise Refused("E_TOO_LARGE", told, words("Take it out of the archive."), name)
    return source


def _refuse_other_than_text(flow: Flow) -> None:
    raw = flow.begun
    head = bytes(raw[:8192])
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise NotText("W_UNKNOWN_TABLE", words("This is not a table of text: it looks like {what}.", what=what))
    if not head or sniff(raw)[0].startswith("utf-16"):
        return
    if not head.strip(b"\0"):
        flow.fill()
        if not octets(raw).any():
            raise NotText("W_UNKNOWN_TABLE", words("This is not a table of text: it holds nothing but zero bytes."))
    controls = len(head) - len(head.translate(None, _CONTROLS))
    filled = len(head) - head.count(0)
    if controls > 0.08 * filled and not is_utf8(raw, 0, len(raw) if flow.ended else sound_start(raw)):
        raise NotText("W_UNKNOWN_TABLE", words("This is not a table of text: it looks like program data."))


def _first_records(
    source: Source, start: int, delimiter: str, ended: bool
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[int, int], ...]]:
    """Parse up to ``PEEKED`` records; one that is wrong counts as a single cell of raw text."""
    data = source.data
    stop = start + _WINDOW
    while True:
        found, ends = _records_within(source, start, min(stop, len(data)), delimiter, ended and stop >= len(data))
        if found or stop >= len(data):
            return found, ends
        stop *= 4


def _records_within(
    source: Source, start: int, stop: int, delimiter: str, to_the_end: bool
) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[int, int], ...]]:
    data = source.data
    place, line = start, len(line_starts(octets(data[source.start : start])))
    found: list[tuple[str, ...]] = []
    ends: list[tuple[int, int]] = []
    # A window may cut a character in two: then the record it belongs to is left out anyway.
    lines = (line.decode(errors="replace") for line in physical_lines(data, start, stop))
    raw_lines = physical_lines(data, start, stop)
    for cells, taken in records(Feed(lines, delimiter)):
        place += sum(len(next(raw_lines)) for _ in taken)
        line += len(taken)
        if not to_the_end and place >= stop:
            break
        kept = [taken[0].rstrip("\r\n")] if cells is None else cells
        if not is_blank(kept, 2):
            found.append(tuple(kept))
            ends.append((place, line))
        if len(found) == PEEKED:
            break
    return tuple(found), tuple(ends)


def _delimiter(data: Bytes, start: int) -> str:
    """Choose the delimiter by how many of the first records agree on a number of cells.

    Prose before the header may be full of commas, but seldom agrees with itself.
    """
    lines = _first_lines(data, start, _WINDOW >> 6) or _first_lines(data, start, _WINDOW >> 2) or []
    best, delimiter = (0, 0), ","
    for candidate in (",", "\t", ";"):
        score = _agreement([line.count(candidate.encode()) for line in lines], candidate)
        if score > best:
            best, delimiter = score, candidate
    return delimiter


def _first_lines(data: Bytes, start: int, length: int) -> list[bytes] | None:
    """Lines at the start without what is quoted; None where a longer sample would tell more."""
    sample = bytes(data[start : start + length])
    longest, whole = length >= _WINDOW >> 2, start + len(sample) >= len(data)
    plain = physical_lines(_QUOTED.sub(b"", sample), 0)
    lines = list(islice((line.rstrip(b"\r\n") for line in plain if line.strip(b" \r\n")), PEEKED))
    within = next(plain, None) is not None  # the sample goes on behind these lines
    if not longest and not whole and not (within and len(lines) == PEEKED and b'"' not in b"".join(lines)):
        return None
    if len(lines) > 1 and not whole and not within:
        lines.pop()  # the sample ends within it
    return lines


def _agreement(counts: list[int], candidate: str) -> tuple[int, int]:
    """Score a delimiter by (records that agree, delimiters in each); (0, 0) where it is none."""
    common = Counter(count for count in counts if count)
    if not common:
        return 0, 0
    agreed, times = max(common.items(), key=lambda item: (item[1], item[0]))
    since = counts.index(agreed)
    if candidate != ",":
        # Text in a table of one column may hold a semicolon here and there: that is no delimiter.
        if times < 0.6 * (len(counts) - since):
            return 0, 0
        if candidate == ";" and since > 0 and times < 2:
            return 0, 0
    return times, agreed
