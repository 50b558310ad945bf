"""Parses the central directory of a zip file (APPNOTE.TXT 4.3.12). The declared values are not verified here."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from inspector.archive.archive_file import ArchiveFile
from inspector.archive.file_types import split_archive_refusal
from inspector.archive.limits import Limits
from inspector.archive.zip.end_record import EndRecord, corrupt_directory_refusal, too_large_refusal
from inspector.errors import Refused
from inspector.i18n import _

_HEADER = struct.Struct("<4s4B4H3L5H2L")  # central directory header (4.3.12)
_ZIP64_SENTINEL = 0xFFFFFFFF
_FLAG_UTF8 = 1 << 11
_FLAGS_ENCRYPTED = 1 << 0 | 1 << 6 | 1 << 13
_METHOD_AES = 99
_EXTRA_ZIP64, _EXTRA_UNICODE_PATH, _EXTRA_AES = 0x0001, 0x7075, 0x9901


@dataclass(frozen=True, slots=True)
class CentralEntry:
    """One central directory header. ``offset`` counts from the start of the file; ``mode`` is the Unix mode or 0.

    ``unicode_name`` comes from the Unicode path extra field (4.6.9). ``has_sizes`` is false where the zip64 extra
    field (4.5.3) lacks a value that the header refers to.
    """

    raw_name: bytes
    flags: int
    method: int
    crc: int
    compressed_size: int
    size: int
    offset: int
    mode: int
    unicode_name: str | None
    has_aes_extra: bool
    has_sizes: bool

    @property
    def is_utf8(self) -> bool:
        """Whether the language encoding flag is set (4.4.4, bit 11)."""
        return bool(self.flags & _FLAG_UTF8)

    @property
    def is_encrypted(self) -> bool:
        """Whether the content needs a password, by any of the three methods in use."""
        return self.has_aes_extra or self.method == _METHOD_AES or bool(self.flags & _FLAGS_ENCRYPTED)


def read_entries(source: ArchiveFile, end_record: EndRecord, limits: Limits) -> tuple[CentralEntry, ...]:
    """All entries in order; raises ``Refused`` where the directory is broken or beyond the limits, ``OSError``."""
    raw = source.read_at(end_record.directory_offset, end_record.directory_size)
    entries: list[CentralEntry] = []
    names_size = 0
    for entry in _parse_entries(raw, end_record, source.name):
        entries.append(entry)
        names_size += len(entry.raw_name)
        if len(entries) > limits.members:
            raise too_many_members_refusal(source.name, limits.members)
        if names_size > limits.names_bytes:
            raise too_large_refusal(
                source.name, _("the names of its files alone are larger than any honest archive has")
            )
    return tuple(entries)


def too_many_members_refusal(name: str, members: int) -> Refused:
    """The refusal for more members than any honest download has."""
    hint = _("A LinkedIn download holds some dozens of files: check that this is the right one.")
    message = _('"{name}" holds more than {number} files.', name=name, number=members)
    return Refused("E_TOO_MANY_MEMBERS", message, hint, name)


def _parse_entries(raw: bytes, end_record: EndRecord, name: str) -> Iterator[CentralEntry]:
    position = 0
    while position < len(raw):
        if raw.startswith(b"PK\x05\x05", position) and position + 6 + int.from_bytes(
            raw[position + 4 : position + 6], "little"
        ) == len(raw):
            return  # a signature over the directory may follow its entries
        if not raw.startswith(b"PK\x01\x02", position) or position + _HEADER.size > len(raw):
            raise corrupt_directory_refusal(name, _("is damaged"))
        fields = _HEADER.unpack_from(raw, position)
        name_end = position + _HEADER.size + fields[12]
        extra_end = name_end + fields[13]
        next_position = extra_end + fields[14]
        if next_position > len(raw):
            raise corrupt_directory_refusal(name, _("is damaged"))
        entry, disk = _parse_entry(
            fields, raw[position + _HEADER.size : name_end], raw[name_end:extra_end], end_record.offset_shift
        )
        if disk:
            raise split_archive_refusal(name)
        yield entry
        position = next_position


def _parse_entry(
    fields: tuple[int, ...], raw_name: bytes, raw_extra: bytes, offset_shift: int
) -> tuple[CentralEntry, int]:
    """The entry made of its fixed ``fields``, and the number of the disk that it lies on."""
    flags, method = fields[5], fields[6]
    crc, compressed_size, size = fields[9:12]
    disk, attributes, offset = fields[15], fields[17], fields[18]
    extra = parse_extra_fields(raw_extra)
    zip64_field = extra.get(_EXTRA_ZIP64, b"")
    (size, compressed_size, offset), zip64_rest, has_sizes = apply_zip64((size, compressed_size, offset), zip64_field)
    if disk == 0xFFFF and len(zip64_rest) >= 4:
        disk = int.from_bytes(zip64_rest[:4], "little")
    entry = CentralEntry(
        raw_name=raw_name,
        flags=flags,
        method=method,
        crc=crc,
        compressed_size=compressed_size,
        size=size,
        offset=offset + offset_shift,
        mode=attributes >> 16,
        unicode_name=_parse_unicode_name(extra.get(_EXTRA_UNICODE_PATH, b""), raw_name),
        has_aes_extra=_EXTRA_AES in extra,
        has_sizes=has_sizes,
    )
    return entry, disk


def parse_extra_fields(raw: bytes) -> dict[int, bytes]:
    """Return the first extra field of each header ID (4.5.1); a remainder that does not fit is padding."""
    fields: dict[int, bytes] = {}
    position = 0
    while position + 4 <= len(raw):
        header_id, length = struct.unpack_from("<2H", raw, position)
        if position + 4 + length > len(raw):
            break
        fields.setdefault(header_id, raw[position + 4 : position + 4 + length])
        position += 4 + length
    return fields


def apply_zip64(values: tuple[int, ...], zip64_field: bytes) -> tuple[tuple[int, ...], bytes, bool]:
    """Replace each 0xFFFFFFFF in ``values`` from the zip64 extra field (4.5.3).

    Returns the values, the unused rest of the field, and whether the field held all values needed.
    """
    widened_values: list[int] = []
    is_complete = True
    for value in values:
        if value == _ZIP64_SENTINEL and len(zip64_field) >= 8:
            value, zip64_field = int.from_bytes(zip64_field[:8], "little"), zip64_field[8:]
        elif value == _ZIP64_SENTINEL:
            is_complete = False
        widened_values.append(value)
    return tuple(widened_values), zip64_field, is_complete


def _parse_unicode_name(extra: bytes, raw_name: bytes) -> str | None:
    """The UTF-8 name in ``extra``, if it was made for ``raw_name``: a rename leaves a stale one behind."""
    if len(extra) < 6 or extra[0] != 1 or int.from_bytes(extra[1:5], "little") != zlib.crc32(raw_name):
        return None
    try:
        return extra[5:].decode("utf-8")
    except UnicodeDecodeError:
        return None
