"""Checks the local file headers of a zip file (APPNOTE.TXT 4.3.7), overlaps and gaps between members.

Overlapping members can make a small file inflate to any size. A gap can hold a member that other programs show.
Both are checked before anything is inflated.
"""

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from inspector.archive.archive_file import BLOCK_SIZE, ArchiveFile
from inspector.archive.member_names import decode_name
from inspector.archive.zip.central_directory import CentralEntry, apply_zip64, parse_extra_fields
from inspector.errors import Refused
from inspector.i18n import LazyText, _
from inspector.printable import make_name_printable
from inspector.progress import Monitor

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")  # local file header (4.3.7)
_LOCAL_SIGNATURE = b"PK\x03\x04"
_FLAG_DESCRIPTOR = 1 << 3
_FLAG_MASKED = 1 << 13
_DESCRIPTOR_FORMATS = (struct.Struct("<4s3L"), struct.Struct("<4sL2Q"), struct.Struct("<3L"), struct.Struct("<L2Q"))
# A local header with a known version and method and a name of 1 to 4,351 bytes: four bytes alone may be chance.
_HEADER_PATTERN = re.compile(
    rb"PK\x03\x04[\x00-\x64][\x00-\x14].{2}[\x00-\x14\x5d-\x63]\x00.{16}(?!\x00\x00).[\x00-\x10].{2}", re.DOTALL
)
_MAX_UNLISTED_NAMES = 1000
_NOT_AT_OFFSET = _("The archive does not hold this file where it says.")
_PROGRESS_INTERVAL = 256  # entries between two steps of the monitor


@dataclass(frozen=True, slots=True)
class LocalRecord:
    """The place of a member: its local header, its file data and its end, as offsets in the file.

    ``mismatch`` says how the local header contradicts the central directory, if it does. A record without a
    local header has ``end_offset == header_offset``.
    """

    header_offset: int
    data_offset: int
    end_offset: int
    mismatch: LazyText | None = None


@dataclass(frozen=True, slots=True)
class LocalRecords:
    """The records in the order of the entries, the names of members found in gaps, and bytes before the first."""

    records: tuple[LocalRecord, ...]
    unlisted_names: tuple[str, ...]
    prepended_bytes: int


def read_local_records(
    source: ArchiveFile, entries: Sequence[CentralEntry], directory_offset: int, monitor: Monitor
) -> LocalRecords:
    """Read all local headers and gaps before the central directory; raises ``Refused`` on overlap, ``OSError``."""
    records: list[LocalRecord] = []
    for number, entry in enumerate(entries):
        if number % _PROGRESS_INTERVAL == 0:
            monitor.step(number, len(entries), source.name)
        records.append(_read_local_record(source, entry, directory_offset))
    gaps = list(_find_gaps(records, directory_offset, source.name))
    names = chain.from_iterable(_find_unlisted_names(source, start, end, monitor) for start, end in gaps)
    unlisted_names = tuple(islice(names, _MAX_UNLISTED_NAMES))
    first_offset = min((record.header_offset for record in records), default=directory_offset)
    has_split_marker = first_offset == 4 and source.read_at(0, 4) in (
        b"PK00",
        b"PK\x07\x08",
    )  # meant to be split, fitted into one
    return LocalRecords(tuple(records), unlisted_names, 0 if has_split_marker else first_offset)


def _read_local_record(source: ArchiveFile, entry: CentralEntry, directory_offset: int) -> LocalRecord:
    """Read the local header of ``entry`` and compare the two."""
    missing_record = LocalRecord(entry.offset, entry.offset, entry.offset, _NOT_AT_OFFSET)
    if entry.offset >= directory_offset:
        return missing_record
    raw = source.read_at(entry.offset, _LOCAL_HEADER.size + len(entry.raw_name) + 64)
    if len(raw) < _LOCAL_HEADER.size or not raw.startswith(_LOCAL_SIGNATURE):
        return missing_record
    _, _, flags, method, _, _, _, compressed_size, size, name_length, extra_length = _LOCAL_HEADER.unpack_from(raw)
    data_offset = entry.offset + _LOCAL_HEADER.size + name_length + extra_length
    if data_offset - entry.offset > len(raw):
        raw = source.read_at(entry.offset, data_offset - entry.offset)
    if data_offset > directory_offset:
        return missing_record
    name = raw[_LOCAL_HEADER.size : _LOCAL_HEADER.size + name_length]
    extra = parse_extra_fields(raw[_LOCAL_HEADER.size + name_length :])
    (size, compressed_size), _, _ = apply_zip64((size, compressed_size), extra.get(0x0001, b""))
    # A program that packs while it writes learns the sizes too late for the header.
    has_descriptor = bool((flags | entry.flags) & _FLAG_DESCRIPTOR)
    mismatch = _find_mismatch(entry, name, (flags, method), (compressed_size, size), has_descriptor)
    data_size = entry.compressed_size if has_descriptor or not mismatch else min(compressed_size, entry.compressed_size)
    data_end = data_offset + data_size
    return LocalRecord(
        entry.offset,
        data_offset,
        data_end + (_measure_descriptor(source, entry, data_end) if has_descriptor else 0),
        mismatch,
    )


def _find_mismatch(
    entry: CentralEntry, name: bytes, flags_and_method: tuple[int, int], sizes: tuple[int, int], has_descriptor: bool
) -> LazyText | None:
    """The sentence on the first difference between a local header and its entry."""
    if not entry.has_sizes:
        return _("The directory announces large sizes for this file but does not give them.")
    if entry.flags & _FLAG_MASKED:
        return None  # encrypted archives blank out their local headers
    if name != entry.raw_name:
        return _("This file has two different names within the archive.")
    if flags_and_method[1] != entry.method or (flags_and_method[0] ^ entry.flags) & 1:
        return _("The archive says in two different ways how this file is packed.")
    for local, declared in zip(sizes, (entry.compressed_size, entry.size), strict=True):
        if local != declared and not (has_descriptor and local in (0, 0xFFFFFFFF)):
            return _("This file has two different sizes within the archive.")
    return None


def _measure_descriptor(source: ArchiveFile, entry: CentralEntry, offset: int) -> int:
    """Return the length of the data descriptor (4.3.9) in bytes; 0 where none matches the entry."""
    raw = source.read_at(offset, 24)
    expected = (entry.crc, entry.compressed_size, entry.size)
    for descriptor_format in _DESCRIPTOR_FORMATS:
        if len(raw) < descriptor_format.size:
            continue
        fields = descriptor_format.unpack_from(raw)
        if fields[-3:] == expected and fields[0] in (b"PK\x07\x08", entry.crc):
            return descriptor_format.size
    return 0


def _find_gaps(records: Sequence[LocalRecord], directory_offset: int, name: str) -> Iterator[tuple[int, int]]:
    """Yield the gaps between records in order; raises ``Refused`` where two records overlap."""
    covered_end = 0
    for start, end in sorted(
        (record.header_offset, record.end_offset) for record in records if record.end_offset > record.header_offset
    ):
        if start < covered_end or end > directory_offset:
            raise Refused(
                "E_BOMB_OVERLAP",
                _('The files in "{name}" share the same bytes, as only archives made to do harm do.', name=name),
                _("Do not open this file; download the archive from LinkedIn again."),
                name,
            )
        if start > covered_end:
            yield covered_end, start
        covered_end = end
    if directory_offset > covered_end:
        yield covered_end, directory_offset


def _find_unlisted_names(source: ArchiveFile, start: int, end: int, monitor: Monitor) -> Iterator[str]:
    """Names in the local headers that lie between ``start`` and ``end`` without being in the directory."""
    position = start
    while position + _LOCAL_HEADER.size < end:
        monitor.step(position, end, source.name)
        block = source.read_at(position, min(BLOCK_SIZE, end - position))
        for match in _HEADER_PATTERN.finditer(block):
            name_length, extra_length = struct.unpack_from("<2H", match[0], 26)
            header_offset = position + match.start()
            if header_offset + _LOCAL_HEADER.size + name_length + extra_length <= end:
                yield make_name_printable(
                    decode_name(source.read_at(header_offset + _LOCAL_HEADER.size, name_length), declared_utf8=False)[0]
                )
        if len(block) < _LOCAL_HEADER.size:
            return
        position += len(block) - _LOCAL_HEADER.size + 1
