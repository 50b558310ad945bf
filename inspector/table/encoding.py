"""Finds out how a member's text is written and brings it to UTF-8, losing no byte on the way."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from inspector.columns import Bytes, Places, lines_of, octets
from inspector.i18n import Words, words

_STEP = 1 << 20
_SNIFFED = 200
_SAMPLE = 1 << 16
_LONE = re.compile("[\ud800-\udfff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f\ud800-\udfff]")
_NOT_BLANK = re.compile(rb"[^ \t\r\n]")
_LEGACY = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "mac_roman")
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_NO_HOLES = bytes(0x3F if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else byte for byte in range(256))
_NOWHERE: Places = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A member's text as UTF-8 bytes, from ``start`` on.

    ``doubt`` says in one sentence why some text may not be as it was written, ``None`` where all is well;
    ``doubtful`` holds the physical lines concerned, from 0.
    """

    data: Bytes = b""
    start: int = 0
    encoding: str = ""
    doubt: Words | None = None
    doubtful: Places = field(default_factory=_NOWHERE.copy)

    @property
    def first(self) -> int | None:
        """The place of the first byte that is not blank; None where there is none."""
        found = _NOT_BLANK.search(self.data, self.start)
        return found.start() if found else None


def to_utf8(raw: bytearray) -> Source:
    """Decode a whole member; never fails: what cannot be decoded becomes a visible mark."""
    if not raw:
        return Source()
    encoding, start = sniff(raw)
    if encoding.startswith("utf-16"):
        return _from_utf16(raw, start, encoding)
    if is_utf8(raw, start):
        return Source(raw, start, encoding)
    return _from_broken_utf8(raw, start, encoding) or _from_legacy(raw)


def sniff(raw: Bytes) -> tuple[str, int]:
    """Guess the encoding from a byte order mark or the places of zero bytes; gives it and the mark's length."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return encoding, len(mark)
    head = bytes(raw[: _SNIFFED & ~1])
    if len(head) >= 8 and b"\0" in head:
        half = len(head) / 2
        even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
        if odd > 0.8 and even < 0.05:
            return "utf-16-le", 0
        if even > 0.8 and odd < 0.05:
            return "utf-16-be", 0
    return "utf-8", 0


def is_utf8(data: Bytes, start: int, end: int | None = None) -> bool:
    """Check strictly, without building a Python string of the whole."""
    ends = np.array([start, len(data) if end is None else end], dtype=np.int64)
    try:
        pa.LargeStringArray.from_buffers(1, pa.py_buffer(ends), pa.py_buffer(data)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def sound_start(data: Bytes) -> int:
    """Where the last character begins, if it is one of UTF-8 that was cut in two; else the end."""
    for back in range(1, min(3, len(data)) + 1):
        byte = data[-back]
        if byte >= 0xC0:
            whole = 2 + (byte >= 0xE0) + (byte >= 0xF0)
            return len(data) - back if back < whole else len(data)
        if byte < 0x80:
            break
    return len(data)


def _from_utf16(raw: Bytes, start: int, encoding: str) -> Source:
    whole = len(raw) - (len(raw) - start) % 2
    data = bytearray()
    marks: list[int] = []
    for text in _pieces(raw, start, whole, encoding, "surrogatepass"):
        _append(data, marks, text, "\\u{:04X}", 0)
    if whole < len(raw):
        marks.append(len(data))
        data += f"\\x{raw[-1]:02X}".encode()
    if not marks:
        return Source(data, 0, encoding)
    doubt = words("Some text holds half characters; each is shown as a mark such as \\uD800.")
    return Source(data, 0, encoding, doubt, lines_of(octets(data), np.array(marks, np.int64)))


def _from_broken_utf8(raw: Bytes, start: int, encoding: str) -> Source | None:
    """Read mostly sound UTF-8, marking the bad bytes; None where nothing in it speaks for UTF-8."""
    data = bytearray()
    marks: list[int] = []
    sound = encoding == "utf-8-sig"
    for text in _pieces(raw, start, len(raw), "utf-8", "surrogateescape"):
        sound = sound or _BEYOND_ASCII.search(text) is not None
        _append(data, marks, text, "\\x{:02X}", 0xDC00)
    if not sound:
        return None
    doubt = words("Some bytes are not valid UTF-8; each is shown as a mark such as \\xE9.")
    return Source(data, 0, encoding, doubt, lines_of(octets(data), np.array(marks, np.int64)))


def _from_legacy(raw: Bytes) -> Source:
    """Read text in a one-byte encoding; its line ends are where they are in the bytes."""
    content = octets(raw)
    lines = lines_of(content, np.flatnonzero(content >= 0x80))
    encoding = _guess(raw)
    data: bytearray = bytearray()
    marks: list[int] = []
    for text in _pieces(raw, 0, len(raw), encoding, "surrogateescape"):
        _append(data, marks, text, "\\x{:02X}", 0xDC00)
    doubt = words(
        "The text is not UTF-8; it was read as {encoding}, so letters beyond plain ASCII may be wrong.",
        encoding=encoding,
    )
    return Source(data, 0, encoding, doubt, lines)


def _pieces(raw: Bytes, start: int, end: int, encoding: str, errors: str) -> Iterator[str]:
    """Decode a megabyte at a time: one wide character would make a single string four times as large."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for place in range(start, end, _STEP):
        stop = min(place + _STEP, end)
        yield decoder.decode(bytes(raw[place:stop]), stop == end)


def _append(data: bytearray, marks: list[int], text: str, mark: str, base: int) -> None:
    """Add text as UTF-8; lone surrogates become marks, whose places are noted."""
    done = 0
    for found in _LONE.finditer(text):
        data += text[done : found.start()].encode()
        marks.append(len(data))
        data += mark.format(ord(found.group()) - base).encode()
        done = found.end()
    data += text[done:].encode()


def _guess(raw: Bytes) -> str:
    """Choose a one-byte encoding; Western European unless the letters clearly speak for another."""
    from charset_normalizer import from_bytes  # here alone: few archives need it

    sample = b"".join(re.findall(rb"[^\r\n]*[\x80-\xff][^\r\n]*[\r\n]*", raw[: 4 * _SAMPLE]))[:_SAMPLE]
    # A byte that Western European lacks must not by itself speak for another alphabet: it may be damage.
    matches = from_bytes(sample.translate(_NO_HOLES), cp_isolation=list(_LEGACY))
    best = matches.best()
    if best is None or "cp1252" in best.could_be_from_charset:
        return "cp1252"
    western = [match for match in matches if match.encoding == "cp1252"]
    if western and western[0].chaos <= best.chaos:
        return "cp1252"
    return str(best.encoding)
