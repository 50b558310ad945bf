"""The directory of a zip archive: one entry a member, as declared. Nothing declared is believed here."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from inspector.archive.archive_file import Source
from inspector.archive.file_types import split
from inspector.archive.limits import Limits
from inspector.archive.zip.end_record import Ending, corrupt, too_large
from inspector.errors import Refused
from inspector.i18n import words

_ENTRY = struct.Struct("<4s4B4H3L5H2L")
_FULL = 0xFFFFFFFF
_FLAG_UTF8 = 1 << 11
_FLAGS_ENCRYPTED = 1 << 0 | 1 << 6 | 1 << 13
_METHOD_AES = 99
_EXTRA_WIDE, _EXTRA_NAME, _EXTRA_AES = 0x0001, 0x7075, 0x9901


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as declared. ``offset`` counts from the start of the file; ``mode`` is the Unix mode or 0.

    ``better_name`` is the UTF-8 name that some programs add; ``complete`` is false where a 64-bit value is
    announced but absent, so that the sizes mean nothing.
    """

    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    mode: int
    better_name: str | None
    aes: bool
    complete: bool

    @property
    def utf8(self) -> bool:
        """Whether the name is said to be UTF-8."""
        return bool(self.flags & _FLAG_UTF8)

    @property
    def encrypted(self) -> bool:
        """Whether the content needs a password, by any of the three methods in use."""
        return self.aes or self.method == _METHOD_AES or bool(self.flags & _FLAGS_ENCRYPTED)


def read_entries(source: Source, ending: Ending, limits: Limits) -> tuple[Entry, ...]:
    """All entries in order; raises ``Refused`` where the directory is broken or beyond the limits, ``OSError``."""
    raw = source.read_at(ending.start, ending.length)
    entries: list[Entry] = []
    names = 0
    for entry in _entries(raw, ending, source.name):
        entries.append(entry)
        names += len(entry.raw_name)
        if len(entries) > limits.members:
            raise too_many(source.name, limits.members)
        if names > limits.names_bytes:
            raise too_large(source.name, words("the names of its files alone are larger than any honest archive has"))
    return tuple(entries)


def too_many(name: str, members: int) -> Refused:
    """The refusal for more members than any honest download has."""
    hint = words("A LinkedIn download holds some dozens of files: check that this is the right one.")
    told = words('"{name}" holds more than {number} files.', name=name, number=members)
    return Refused("E_TOO_MANY_MEMBERS", told, hint, name)


def _entries(raw: bytes, ending: Ending, name: str) -> Iterator[Entry]:
    at = 0
    while at < len(raw):
        if raw.startswith(b"PK\x05\x05", at) and at + 6 + int.from_bytes(raw[at + 4 : at + 6], "little") == len(raw):
            return  # a signature over the directory may follow its entries
        if not raw.startswith(b"PK\x01\x02", at) or at + _ENTRY.size > len(raw):
            raise corrupt(name, words("is damaged"))
        fields = _ENTRY.unpack_from(raw, at)
        name_end = at + _ENTRY.size + fields[12]
        extra_end = name_end + fields[13]
        at_next = extra_end + fields[14]
        if at_next > len(raw):
            raise corrupt(name, words("is damaged"))
        entry, disk = _entry(fields, raw[at + _ENTRY.size : name_end], raw[name_end:extra_end], ending.shift)
        if disk:
            raise split(name)
        yield entry
        at = at_next


def _entry(fields: tuple[int, ...], raw_name: bytes, raw_extra: bytes, shift: int) -> tuple[Entry, int]:
    """The entry made of its fixed ``fields``, and the number of the disk that it lies on."""
    flags, method = fields[5], fields[6]
    crc, packed, size = fields[9:12]
    disk, attributes, offset = fields[15], fields[17], fields[18]
    extra = extra_fields(raw_extra)
    wide = extra.get(_EXTRA_WIDE, b"")
    (size, packed, offset), rest, complete = widened((size, packed, offset), wide)
    if disk == 0xFFFF and len(rest) >= 4:
        disk = int.from_bytes(rest[:4], "little")
    entry = Entry(
        raw_name=raw_name,
        flags=flags,
        method=method,
        crc=crc,
        packed=packed,
        size=size,
        offset=offset + shift,
        mode=attributes >> 16,
        better_name=_better_name(extra.get(_EXTRA_NAME, b""), raw_name),
        aes=_EXTRA_AES in extra,
        complete=complete,
    )
    return entry, disk


def extra_fields(raw: bytes) -> dict[int, bytes]:
    """The extra fields by number, the first of each; what does not fit is padding that some programs leave."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 4 <= len(raw):
        number, length = struct.unpack_from("<2H", raw, at)
        if at + 4 + length > len(raw):
            break
        found.setdefault(number, raw[at + 4 : at + 4 + length])
        at += 4 + length
    return found


def widened(values: tuple[int, ...], wide: bytes) -> tuple[tuple[int, ...], bytes, bool]:
    """``values`` with each all-ones one replaced from the 64-bit field, the rest of it, and whether it sufficed."""
    replaced: list[int] = []
    complete = True
    for value in values:
        if value == _FULL and len(wide) >= 8:
            value, wide = int.from_bytes(wide[:8], "little"), wide[8:]
        elif value == _FULL:
            complete = False
        replaced.append(value)
    return tuple(replaced), wide, complete


def _better_name(extra: bytes, raw_name: bytes) -> str | None:
    """The UTF-8 name in ``extra``, if it was made for ``raw_name``: a rename leaves a stale one behind."""
    if len(extra) < 6 or extra[0] != 1 or int.from_bytes(extra[1:5], "little") != zlib.crc32(raw_name):
        return None
    try:
        return extra[5:].decode("utf-8")
    except UnicodeDecodeError:
        return None
