"""Finds out how a member's text is written and brings it to UTF-8, losing no byte on the way.

UTF-8 is RFC 3629, UTF-16 and UTF-32 with their byte order marks are chapter 3.10 of the Unicode Standard; the legacy
encodings are those of the WHATWG Encoding Standard. ISO-2022-JP is RFC 1468: seven bits, so it would pass as UTF-8.
In none of them can CR, LF, a comma or a quotation mark be the second byte of a character, but for ISO-2022-JP, which
ends every line in ASCII: line ends are where they are in the bytes.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from inspector.columns import CR, LF, BoolArray, ByteArray, Bytes, Indices, find_lines_at, is_utf8, unique, view_bytes
from inspector.i18n import LazyText, _
from inspector.progress import Monitor
from inspector.table.legacy_encoding import guess_legacy_encoding, speaks_for_utf8

_CHUNK_SIZE = 1 << 20
_SNIFF_SIZE = 1 << 16
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_BLANK = re.compile(rb"[^ \t\r\n]")
_UTF8_MARK = b"\xef\xbb\xbf"
# The mark of UTF-32, little end first, begins as that of UTF-16.
_WIDE_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MIN_ZERO_SHARE = 0.25
"""The least share of zero bytes in UTF-16 whose bytes are all below 0x80; in plain ASCII text it is one half."""
_WIDE_TYPES = {"utf-16-le": "<u2", "utf-16-be": ">u2", "utf-32-le": "<u4", "utf-32-be": ">u4"}
_JAPANESE_ESCAPE = re.compile(rb"\x1b\$[@B]")
_MAX_CODE_POINT = 0x10FFFF
_Units: TypeAlias = npt.NDArray[np.uint32]
_NO_LINES: Indices = np.empty(0, np.int64)

_TABLE_MARKS = (0x09, 0x0A, 0x0D, 0x2C, 0x3B)
"""Tab, line ends, comma and semicolon: text of any language has one of them where it is a table."""
_MIN_WIDE_UNITS = 4
_MAX_ODD_UNIT_SHARE = 0.03
"""How many of the units may be control characters, halves of characters and the like in text of UTF-16."""
_MAX_ASCII_PAIR_SHARE = 0.7
"""Beyond this share of units that are two printable ASCII bytes, the text is ASCII with zero bytes in it."""
_CLEAR_MAJORITY = 4


@dataclass(frozen=True, slots=True, eq=False)
class DecodedText:
    """A member's text as UTF-8 bytes, from ``start`` on.

    ``encoding_warning`` says in one sentence why some text may not be as it was written, ``None`` where all is well;
    ``doubtful_lines`` holds the physical lines concerned, from 0.
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


def decode_member(raw: bytearray, monitor: Monitor | None = None) -> DecodedText:
    """Decode a whole member; never fails: what cannot be decoded becomes a visible mark. Raises ``Cancelled``."""
    if not raw:
        return DecodedText()
    monitor = monitor or Monitor()
    encoding, start = sniff(raw)
    if encoding.startswith("utf-16"):
        return _decode_utf16(raw, start, encoding, monitor)
    if encoding.startswith("utf-32"):
        return _decode_utf32(raw, start, encoding, monitor)
    if encoding == "iso2022_jp":
        return _decode_legacy(raw, start, encoding, monitor)
    if is_utf8(raw, start):
        return DecodedText(raw, start, encoding)
    decoded_text = _decode_damaged_utf8(raw, start, encoding, monitor)
    return decoded_text or _decode_legacy(raw, start, guess_legacy_encoding(raw, start, monitor), monitor)


def sniff(raw: Bytes) -> tuple[str, int]:
    """Guess the encoding from its mark, the places of zero bytes or escapes; gives it and the length of the mark.

    What shows none of them is called UTF-8. Only that can be read before all of the member is there.
    """
    if raw.startswith(_UTF8_MARK):
        start = len(_UTF8_MARK)
        while raw.startswith(_UTF8_MARK, start):  # programs that add a mark do not look whether there is one
            start += len(_UTF8_MARK)
        return "utf-8-sig", start
    for mark, encoding in _WIDE_MARKS:
        if raw.startswith(mark):
            return encoding, len(mark)
    if raw.find(b"\x1b$") >= 0 and _JAPANESE_ESCAPE.search(raw) and raw.isascii():
        return "iso2022_jp", 0
    head = bytes(raw[:_SNIFF_SIZE])
    return (_sniff_wide(head) if b"\0" in head else None) or "utf-8", 0


def is_streamable(encoding: str) -> bool:
    """Tell whether text in an encoding can be parsed as its bytes come."""
    return encoding in ("utf-8", "utf-8-sig")


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


def _sniff_wide(head: bytes) -> str | None:
    """Guess UTF-32 or UTF-16 without a mark; None where it is neither, or is no table."""
    for encoding in ("utf-32-le", "utf-32-be"):
        units = _view_units(head, encoding)
        has_table_mark = np.isin(units, _TABLE_MARKS).any()
        if len(units) >= _MIN_WIDE_UNITS and units.all() and has_table_mark and not _find_bad_code_points(units).any():
            return encoding
    if not head.isascii() and is_utf8(head, 0, find_complete_end(head)):
        return None
    if head.isascii() and head.count(0) < _MIN_ZERO_SHARE * len(head):
        return None  # zero bytes within plain text
    candidates = [
        (share, encoding) for encoding in ("utf-16-le", "utf-16-be") if (share := _score_utf16(head, encoding)) > 0
    ]
    return max(candidates)[1] if candidates else None


def _view_units(data: Bytes, encoding: str) -> _Units:
    """Give the whole units of UTF-16 or UTF-32 in some bytes as numbers."""
    unit_type = np.dtype(_WIDE_TYPES[encoding])
    return np.frombuffer(data, unit_type, len(data) // unit_type.itemsize).astype(np.uint32)


def _find_bad_code_points(units: _Units) -> BoolArray:
    """Tell which units of UTF-32 are no characters: surrogates and those beyond U+10FFFF."""
    return (units > _MAX_CODE_POINT) | ((units >= 0xD800) & (units < 0xE000))


def _score_utf16(head: bytes, encoding: str) -> float:
    """Give the share of ASCII among the units of what can be a table in UTF-16; 0 for what cannot be one."""
    units = _view_units(head, encoding)
    is_table_mark = np.isin(units, _TABLE_MARKS)
    is_ascii = is_table_mark | ((units >= 0x20) & (units < 0x7F))
    is_high, is_low = (units >= 0xD800) & (units < 0xDC00), (units >= 0xDC00) & (units < 0xE000)
    is_lone = np.append(is_high[:-1] & ~is_low[1:], False) | np.append(False, is_low[1:] & ~is_high[:-1])
    is_control = ~is_ascii & (units < 0xA0)
    is_odd = is_lone | is_control | ((units >= 0xE000) & (units < 0xF900)) | (units >= 0xFFFE)
    upper, lower = units >> 8, units & 0xFF
    # Hiragana is U+3041 to U+3096: there both bytes are often printable ASCII, and the upper one is always "0".
    is_ascii_pair = (upper >= 0x20) & (upper < 0x7F) & (upper != 0x30) & (lower >= 0x09) & (lower < 0x7F)
    wide_count = len(units) - np.count_nonzero(is_ascii)
    if (
        len(units) < _MIN_WIDE_UNITS
        or not is_table_mark.any()
        or np.count_nonzero(is_odd) > _MAX_ODD_UNIT_SHARE * len(units)
        or np.count_nonzero(is_ascii_pair) > _MAX_ASCII_PAIR_SHARE * wide_count
    ):
        return 0.0
    return float(np.count_nonzero(is_ascii)) / len(units)


def _decode_utf16(raw: Bytes, start: int, encoding: str, monitor: Monitor) -> DecodedText:
    complete_end = len(raw) - (len(raw) - start) % 2
    data = bytearray()
    mark_offsets: list[int] = []
    for piece in _decode_pieces(raw, start, complete_end, encoding, "surrogatepass", monitor):
        _append_text(data, mark_offsets, piece, "\\u{:04X}", 0)
    if complete_end < len(raw):
        mark_offsets.append(len(data))
        data += f"\\x{raw[-1]:02X}".encode()
    if not mark_offsets:
        return DecodedText(data, 0, encoding)
    message = _("Some text holds half characters; each is shown as a mark such as \\uD800.")
    return DecodedText(data, 0, encoding, message, find_lines_at(view_bytes(data), np.array(mark_offsets, np.int64)))


def _decode_utf32(raw: Bytes, start: int, encoding: str, monitor: Monitor) -> DecodedText:
    """Read UTF-32; the four bytes of what is no character become four marks."""
    data = bytearray()
    mark_offsets: list[int] = []
    unit_type = _WIDE_TYPES[encoding]
    for position in range(start, len(raw), _CHUNK_SIZE):
        monitor.check()
        piece = bytes(raw[position : position + _CHUNK_SIZE])
        units = _view_units(piece, encoding)
        is_bad = _find_bad_code_points(units)
        code_points = np.repeat(units, np.where(is_bad, 4, 1))
        bad_bytes = np.frombuffer(piece, np.uint8, 4 * len(units)).reshape(-1, 4)[is_bad].ravel()
        code_points[np.repeat(is_bad, np.where(is_bad, 4, 1))] = bad_bytes.astype(np.uint32) + 0xDC00
        code_points = np.append(
            code_points, np.frombuffer(piece, np.uint8)[4 * len(units) :].astype(np.uint32) + 0xDC00
        )
        text = code_points.astype(unit_type).tobytes().decode(encoding, "surrogatepass")
        _append_text(data, mark_offsets, text, "\\x{:02X}", 0xDC00)
    if not mark_offsets:
        return DecodedText(data, 0, encoding)
    message = _("Some bytes are not valid UTF-32; each is shown as a mark such as \\xE9.")
    return DecodedText(data, 0, encoding, message, find_lines_at(view_bytes(data), np.array(mark_offsets, np.int64)))


def _decode_damaged_utf8(raw: Bytes, start: int, encoding: str, monitor: Monitor) -> DecodedText | None:
    """Read mostly sound UTF-8, marking the bad bytes; None where another encoding is likelier."""
    data = bytearray()
    mark_offsets: list[int] = []
    for piece in _decode_pieces(raw, start, len(raw), "utf-8", "surrogateescape", monitor):
        _append_text(data, mark_offsets, piece, "\\x{:02X}", 0xDC00)
    content = view_bytes(data)
    damaged_lines = find_lines_at(content, np.array(mark_offsets, np.int64))
    # Marks are ASCII: every line beyond ASCII holds a whole character, and each such character has one lead byte.
    sound_lines = np.setdiff1d(_find_lines_from(content, 0x80, monitor), damaged_lines, assume_unique=True)
    character_count = _count_bytes_from(content, 0xC0)
    has_mark = encoding == "utf-8-sig"
    if not character_count and not has_mark:
        return None
    is_clear = (
        len(sound_lines) >= _CLEAR_MAJORITY * len(damaged_lines)
        or character_count >= _CLEAR_MAJORITY * len(mark_offsets)
    )  # fmt: skip
    if not is_clear and not speaks_for_utf8(raw, start, monitor, has_mark=has_mark):
        return None
    message = _("Some bytes are not valid UTF-8; each is shown as a mark such as \\xE9.")
    return DecodedText(data, 0, encoding, message, damaged_lines)


def _decode_legacy(raw: Bytes, start: int, encoding: str, monitor: Monitor) -> DecodedText:
    """Read text in a legacy encoding; its line ends are where they are in the bytes."""
    data: bytearray = bytearray()
    mark_offsets: list[int] = []
    is_seven_bit = encoding == "iso2022_jp"
    # Bytes of ASCII cannot be escaped as surrogates: there the marks are written by the decoder.
    errors = "backslashreplace" if is_seven_bit else "surrogateescape"
    for piece in _decode_pieces(raw, start, len(raw), encoding, errors, monitor):
        text = piece.replace("\udc80", "\u20ac") if encoding == "gb18030" else piece  # WHATWG: byte 0x80 is the euro
        _append_text(data, mark_offsets, text, "\\x{:02X}", 0xDC00)
    message = _(
        "The text is not UTF-8; it was read as {encoding}, so letters beyond plain ASCII may be wrong.",
        encoding=encoding,
    )
    doubtful_lines = _find_lines_from(
        view_bytes(data if is_seven_bit else raw, 0 if is_seven_bit else start), 0x80, monitor
    )
    return DecodedText(data, 0, encoding, message, doubtful_lines)


def _find_lines_from(content: ByteArray, lowest: int, monitor: Monitor) -> Indices:
    """Find the lines (from 0, each once) that hold a byte of at least ``lowest``, a megabyte at a time."""
    lines: list[Indices] = []
    line = 0
    for start in range(0, len(content), _CHUNK_SIZE):
        monitor.check()
        piece = content[start : start + _CHUNK_SIZE]
        following = np.append(content[start + 1 : start + _CHUNK_SIZE + 1], np.uint8(0))[: len(piece)]
        line_ends = np.flatnonzero((piece == LF) | ((piece == CR) & (following != LF)))
        lines.append(line + unique(np.searchsorted(line_ends, np.flatnonzero(piece >= lowest), side="left")))
        line += len(line_ends)
    return unique(np.concatenate(lines)) if lines else _NO_LINES


def _count_bytes_from(content: ByteArray, lowest: int) -> int:
    pieces = (content[start : start + _CHUNK_SIZE] for start in range(0, len(content), _CHUNK_SIZE))
    return sum(int(np.count_nonzero(piece >= lowest)) for piece in pieces)


def _decode_pieces(raw: Bytes, start: int, end: int, encoding: str, errors: str, monitor: Monitor) -> Iterator[str]:
    """Decode a megabyte at a time: one wide character would make a single string four times as large."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for position in range(start, end, _CHUNK_SIZE):
        monitor.check()
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
