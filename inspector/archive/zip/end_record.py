"""Finds the end of central directory record of a zip file (APPNOTE.TXT 4.3.16) and the central directory.

An ambiguous file shows different members in different programs and is refused. The central directory must end
exactly where the end record begins: the zip64 one (4.3.14) where its locator (4.3.15) exists.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from inspector.archive.archive_file import ArchiveFile
from inspector.archive.file_types import no_end_record_refusal, split_archive_refusal, truncated_refusal
from inspector.archive.limits import Limits
from inspector.errors import Refused
from inspector.i18n import _

_END_RECORD = struct.Struct("<4s4H2LH")  # end of central directory record (4.3.16)
_LOCATOR = struct.Struct("<4sLQL")  # zip64 end of central directory locator (4.3.15)
_ZIP64_END_RECORD = struct.Struct("<4sQ2H2L4Q")  # zip64 end of central directory record (4.3.14)
_TAIL_SIZE = 1 << 20  # an end record lies within the last 64 KiB; more allows for bytes added behind it
_MAX_ATTEMPTS = 100
_CENTRAL_SIGNATURE = b"PK\x01\x02"
_SENTINELS = (0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
_DOWNLOAD_AGAIN = _("Download the archive again: this file is damaged.")
_MISPLACED = _("does not lie where the end of the file says")


@dataclass(frozen=True, slots=True)
class EndRecord:
    """The place of the central directory in bytes from the start of the file, and its declared entry count.

    ``offset_shift`` is added to every declared offset where bytes precede the archive. ``trailing_bytes`` follow it.
    ``has_second_end`` says that its comment, or what follows, holds what another program may take for an end record.
    """

    directory_offset: int
    directory_size: int
    entry_count: int
    offset_shift: int
    trailing_bytes: int
    has_second_end: bool = False


@dataclass(frozen=True, slots=True)
class _RawEndRecord:
    """The end of the central directory, and the fields of the end record in their order (4.3.16).

    ``zip64_shift`` is by how much the 64-bit end record lies behind its announced place; ``None`` without one.
    """

    directory_end: int
    zip64_shift: int | None
    disk_number: int
    directory_disk: int
    disk_entry_count: int
    entry_count: int
    directory_size: int
    directory_offset: int


def corrupt_directory_refusal(name: str, reason: str) -> Refused:
    """The refusal for a directory that cannot be trusted; ``reason`` completes the sentence."""
    message = _('The list of files in "{name}" {why}.', name=name, why=reason)
    return Refused("E_CORRUPT_DIRECTORY", message, _DOWNLOAD_AGAIN, name)


def encrypted_refusal(name: str) -> Refused:
    """The refusal for an archive of which nothing can be read without a password."""
    hint = _("Unpack it with its password, then open the folder.")
    return Refused("E_ENCRYPTED", _('"{name}" is protected by a password.', name=name), hint, name)


def find_end_record(source: ArchiveFile, limits: Limits) -> EndRecord:
    """Locate the directory of the archive in ``source``; raises ``Refused`` or ``OSError``."""
    end_record = _find_exact_end(source) or _find_end_before_trailing(source)
    if end_record.directory_size > limits.directory_bytes:
        raise too_large_refusal(source.name, _("its list of files alone is larger than any honest archive has"))
    return end_record


def too_large_refusal(name: str, reason: str) -> Refused:
    """The refusal for an archive that is out of proportion; ``reason`` completes the sentence."""
    hint = _("If this is a real download, unpack it and open a folder with only the tables you need.")
    return Refused("E_TOO_LARGE", _('"{name}" is too large to be opened: {why}.', name=name, why=reason), hint, name)


def _find_exact_end(source: ArchiveFile) -> EndRecord | None:
    """The directory of the one end record whose comment ends with the file."""
    end_records: list[EndRecord] = []
    first_refusal: Refused | None = None
    signatures = list(_find_end_signatures(source))
    for position, comment in signatures:
        if position + _END_RECORD.size + comment != source.size:
            continue
        try:
            end_record = _locate_directory(source, position, 0)
            end_records.append(replace(end_record, has_second_end=position < signatures[-1][0]))
        except Refused as refusal:
            first_refusal = first_refusal or refusal
        if len(end_records) > 1:
            raise corrupt_directory_refusal(source.name, _("exists twice, and the two may differ"))
    if not end_records and first_refusal is not None:
        raise first_refusal
    return end_records[0] if end_records else None


def _find_end_before_trailing(source: ArchiveFile) -> EndRecord:
    """The directory of the last end record that is followed by bytes that belong to nothing."""
    records = [
        (position, source.size - position - _END_RECORD.size - comment)
        for position, comment in _find_end_signatures(source)
    ]
    if not records:
        raise no_end_record_refusal(source)
    refusal = truncated_refusal(source.name)  # what it is if only a cut comment is left
    for position, trailing in list(reversed(records))[:_MAX_ATTEMPTS]:
        if trailing <= 0:
            continue
        try:
            end_record = _locate_directory(source, position, trailing)
        except Refused as error:
            refusal = error
            continue
        if end_record.offset_shift and source.read_at(0, 4) == b"PK\x03\x04":
            # Most likely the end record of an archive stored inside one that lost its own end.
            raise truncated_refusal(source.name)
        return replace(end_record, has_second_end=position < records[-1][0])
    raise refusal


def _find_end_signatures(source: ArchiveFile) -> Iterator[tuple[int, int]]:
    """Position and comment length of everything at the end of the file that may be an end record."""
    tail_start = max(0, source.size - _TAIL_SIZE)
    tail = source.read_at(tail_start, _TAIL_SIZE)
    index = tail.find(b"PK\x05\x06")
    while 0 <= index <= len(tail) - _END_RECORD.size:
        yield tail_start + index, int.from_bytes(tail[index + 20 : index + 22], "little")
        index = tail.find(b"PK\x05\x06", index + 1)


def _locate_directory(source: ArchiveFile, position: int, trailing: int) -> EndRecord:
    """Locate the central directory of the end record at ``position``; raises ``Refused`` if it is not there."""
    raw_record = _read_raw_record(source, position)
    if raw_record.disk_number or raw_record.directory_disk or raw_record.disk_entry_count != raw_record.entry_count:
        raise split_archive_refusal(source.name)
    start = raw_record.directory_end - raw_record.directory_size
    offset_shift = start - raw_record.directory_offset
    if start < 0 or offset_shift < 0 or raw_record.zip64_shift not in (None, offset_shift):
        raise corrupt_directory_refusal(source.name, _MISPLACED)
    if raw_record.directory_size and source.read_at(start, 4) != _CENTRAL_SIGNATURE:
        if b"PK\x06\x08" in (source.read_at(start, 4), source.read_at(raw_record.directory_offset, 4)):
            raise encrypted_refusal(source.name)
        raise corrupt_directory_refusal(source.name, _MISPLACED)
    if offset_shift and source.read_at(raw_record.directory_offset, 4) == _CENTRAL_SIGNATURE:
        raise corrupt_directory_refusal(source.name, _("could be read in two ways"))
    if raw_record.entry_count and not raw_record.directory_size:
        raise corrupt_directory_refusal(source.name, _("is empty although files are announced"))
    return EndRecord(start, raw_record.directory_size, raw_record.entry_count, offset_shift, trailing)


def _read_raw_record(source: ArchiveFile, position: int) -> _RawEndRecord:
    """Read the end record at ``position``, with the zip64 fields where they exist; raises ``Refused``."""
    fields = _END_RECORD.unpack(source.read_at(position, _END_RECORD.size))[1:7]
    locator = source.read_at(position - _LOCATOR.size, _LOCATOR.size) if position >= _LOCATOR.size else b""
    if not locator.startswith(b"PK\x06\x07"):
        if any(field == 0xFFFFFFFF for field in fields):
            raise corrupt_directory_refusal(source.name, _("needs a 64-bit end record that is missing"))
        return _RawEndRecord(position, None, *fields)
    zip64_fields, zip64_position, zip64_shift = _read_zip64_record(source, position - _LOCATOR.size, locator)
    for field, zip64_field, sentinel in zip(fields, zip64_fields, _SENTINELS, strict=True):
        if field not in (sentinel, zip64_field):
            raise corrupt_directory_refusal(source.name, _("is described twice, and the two descriptions differ"))
    return _RawEndRecord(zip64_position, zip64_shift, *zip64_fields)


def _read_zip64_record(source: ArchiveFile, locator_position: int, locator: bytes) -> tuple[tuple[int, ...], int, int]:
    """The fields of the 64-bit end record, its position, and how far that is behind the announced one."""
    _signature, disk, offset, disk_count = _LOCATOR.unpack(locator)
    if disk or disk_count > 1:
        raise split_archive_refusal(source.name)
    # It must end where its locator begins. If bytes were put before the archive, it has its usual length.
    for position in (offset, locator_position - _ZIP64_END_RECORD.size):
        raw = source.read_at(position, _ZIP64_END_RECORD.size) if position >= offset else b""
        if len(raw) < _ZIP64_END_RECORD.size or not raw.startswith(b"PK\x06\x06"):
            continue
        _signature, record_size, _signature, version_needed, *fields = _ZIP64_END_RECORD.unpack(raw)
        if position + 12 + record_size != locator_position:
            continue
        if version_needed >= 62 and record_size > _ZIP64_END_RECORD.size - 12:
            raise encrypted_refusal(source.name)
        return tuple(fields), position, position - offset
    raise corrupt_directory_refusal(source.name, _("has a 64-bit end record that is not where it should be"))
