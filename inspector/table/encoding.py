"""Finds out how a member's text is written and brings it to UTF-8, losing no byte on the way."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from inspector.columns import Bytes, Indices, find_lines_at, is_utf8, view_bytes
from inspector.i18n import LazyText, _

_CHUNK_SIZE = 1 << 20
_SNIFF_SIZE = 200
_SAMPLE_SIZE = 1 << 16
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f\ud800-\udfff]")
_NOT_BLANK = re.compile(rb"[^ \t\r\n]")
_LEGACY_ENCODINGS = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "koi8_r",
    "mac_roman",
)
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_REPLACE_CP1252_GAPS = bytes(0x3F if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else byte for byte in range(256))
_NO_LINES: Indices = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class DecodedText:
    """A member's text as UTF-8 bytes, from ``start`` on.

    ``doubt`` says in one sentence why some text may not be as it was written, ``None`` where all is well;
    ``doubtful`` holds the physical lines concerned, from 0.
    """

    data: Bytes = b""
    start: int = 0
    encoding: str = ""
    encoding_warning: LazyText | None = None
    doubtful_lines: Indices = field(default_factory=_NO_LINES.copy)

    @property
    def first_nonblank(self) -> int | None:
        """The place of the first byte that is not blank; None where there is none."""
        match = _NOT_BLANK.search(self.data, self.start)
        return match.start() if match else None


def decode_member(raw: bytearray) -> DecodedText:
    """Decode a whole member; never fails: what cannot be decoded becomes a visible mark."""
    if not raw:
        return DecodedText()
    encoding, start = sniff(raw)
    if encoding.startswith("utf-16"):
        return _decode_utf16(raw, start, encoding)
    if is_utf8(raw, start):
        return DecodedText(raw, start, encoding)
    return _decode_damaged_utf8(raw, start, encoding) or _decode_legacy(raw)


def sniff(raw: Bytes) -> tuple[str, int]:
    """Guess the encoding from a byte order mark or the places of zero bytes; gives it and the mark's length."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return encoding, len(mark)
    head = bytes(raw[: _SNIFF_SIZE & ~1])
    if len(head) >= 8 and b"\0" in head:
        pair_count = len(head) / 2
        even_share, odd_share = head[0::2].count(0) / pair_count, head[1::2].count(0) / pair_count
        if odd_share > 0.8 and even_share < 0.05:
            return "utf-16-le", 0
        if even_share > 0.8 and odd_share < 0.05:
            return "utf-16-be", 0
    return "utf-8", 0


def find_complete_end(data: Bytes) -> int:
    """Where the last character begins, if it is one of UTF-8 that was cut in two; else the end."""
    for distance in range(1, min(3, len(data)) + 1):
        byte = data[-distance]
        if byte >= 0xC0:
            character_size = 2 + (byte >= 0xE0) + (byte >= 0xF0)
            return len(data) - distance if distance < character_size else len(data)
        if byte < 0x80:
            break
    return len(data)


def _decode_utf16(raw: Bytes, start: int, encoding: str) -> DecodedText:
    complete_end = len(raw) - (len(raw) - start) % 2
    data = bytearray()
    mark_offsets: list[int] = []
    for piece in _decode_pieces(raw, start, complete_end, encoding, "surrogatepass"):
        _append_text(data, mark_offsets, piece, "\\u{:04X}", 0)
    if complete_end < len(raw):
        mark_offsets.append(len(data))
        data += f"\\x{raw[-1]:02X}".encode()
    if not mark_offsets:
        return DecodedText(data, 0, encoding)
    message = _("Some text holds half characters; each is shown as a mark such as \\uD800.")
    return DecodedText(data, 0, encoding, message, find_lines_at(view_bytes(data), np.array(mark_offsets, np.int64)))


def _decode_damaged_utf8(raw: Bytes, start: int, encoding: str) -> DecodedText | None:
    """Read mostly sound UTF-8, marking the bad bytes; None where nothing in it speaks for UTF-8."""
    data = bytearray()
    mark_offsets: list[int] = []
    is_likely_utf8 = encoding == "utf-8-sig"
    for piece in _decode_pieces(raw, start, len(raw), "utf-8", "surrogateescape"):
        is_likely_utf8 = is_likely_utf8 or _BEYOND_ASCII.search(piece) is not None
        _append_text(data, mark_offsets, piece, "\\x{:02X}", 0xDC00)
    if not is_likely_utf8:
        return None
    message = _("Some bytes are not valid UTF-8; each is shown as a mark such as \\xE9.")
    return DecodedText(data, 0, encoding, message, find_lines_at(view_bytes(data), np.array(mark_offsets, np.int64)))


def _decode_legacy(raw: Bytes) -> DecodedText:
    """Read text in a one-byte encoding; its line ends are where they are in the bytes."""
    content = view_bytes(raw)
    doubtful_lines = find_lines_at(content, np.flatnonzero(content >= 0x80))
    encoding = _guess_encoding(raw)
    data: bytearray = bytearray()
    mark_offsets: list[int] = []
    for piece in _decode_pieces(raw, 0, len(raw), encoding, "surrogateescape"):
        _append_text(data, mark_offsets, piece, "\\x{:02X}", 0xDC00)
    message = _(
        "The text is not UTF-8; it was read as {encoding}, so letters beyond plain ASCII may be wrong.",
        encoding=encoding,
    )
    return DecodedText(data, 0, encoding, message, doubtful_lines)


def _decode_pieces(raw: Bytes, start: int, end: int, encoding: str, errors: str) -> Iterator[str]:
    """Decode a megabyte at a time: one wide character would make a single string four times as large."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for position in range(start, end, _CHUNK_SIZE):
        stop = min(position + _CHUNK_SIZE, end)
        yield decoder.decode(bytes(raw[position:stop]), stop == end)


def _append_text(data: bytearray, mark_offsets: list[int], text: str, placeholder: str, code_base: int) -> None:
    """Add text as UTF-8; lone surrogates become marks, whose places are noted."""
    copied_end = 0
    for match in _LONE_SURROGATE.finditer(text):
        data += text[copied_end : match.start()].encode()
        mark_offsets.append(len(data))
        data += placeholder.format(ord(match.group()) - code_base).encode()
        copied_end = match.end()
    data += text[copied_end:].encode()


def _guess_encoding(raw: Bytes) -> str:
    """Choose a one-byte encoding; Western European unless the letters clearly speak for another."""
    from charset_normalizer import from_bytes  # here alone: few archives need it

    sample = b"".join(re.findall(rb"[^\r\n]*[\x80-\xff][^\r\n]*[\r\n]*", raw[: 4 * _SAMPLE_SIZE]))[:_SAMPLE_SIZE]
    # A byte that Western European lacks must not by itself speak for another alphabet: it may be damage.
    matches = from_bytes(sample.translate(_REPLACE_CP1252_GAPS), cp_isolation=list(_LEGACY_ENCODINGS))
    best = matches.best()
    if best is None or "cp1252" in best.could_be_from_charset:
        return "cp1252"
    western = [match for match in matches if match.encoding == "cp1252"]
    if western and western[0].chaos <= best.chaos:
        return "cp1252"
    return str(best.encoding)
