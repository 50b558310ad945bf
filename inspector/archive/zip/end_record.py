"""Finds the end record of a zip archive (and its 64-bit companion) and, through it, the directory.

Two programs that disagree on where the directory lies show two different archives. Whatever leaves a choice
is therefore refused: the directory must end exactly where its end record begins.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from inspector.archive.archive_file import Source
from inspector.archive.file_types import split, truncated, without_directory
from inspector.archive.limits import Limits
from inspector.errors import Refused
from inspector.i18n import words

_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_TAIL = 1 << 20  # an end record lies within the last 64 KiB; more allows for bytes added behind it
_TRIES = 100
_CENTRAL = b"PK\x01\x02"
_SENTINELS = (0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
_AGAIN = words("Download the archive again: this file is damaged.")
_MISPLACED = words("does not lie where the end of the file says")


@dataclass(frozen=True, slots=True)
class Ending:
    """Where the directory lies: ``length`` bytes from ``start``, said to hold ``count`` entries.

    ``shift`` is to be added to every offset (bytes were put before the archive); ``trailing`` is the number
    of bytes behind the archive.
    """

    start: int
    length: int
    count: int
    shift: int
    trailing: int


@dataclass(frozen=True, slots=True)
class _Claim:
    """Where the directory should end, and what the end record says, in the order of its fields.

    ``moved`` is by how much the 64-bit end record lies behind its announced place; ``None`` without one.
    """

    end: int
    moved: int | None
    disk: int
    first_disk: int
    here: int
    count: int
    length: int
    offset: int


def corrupt(name: str, why: str) -> Refused:
    """The refusal for a directory that cannot be trusted; ``why`` completes the sentence."""
    told = words('The list of files in "{name}" {why}.', name=name, why=why)
    return Refused("E_CORRUPT_DIRECTORY", told, _AGAIN, name)


def encrypted(name: str) -> Refused:
    """The refusal for an archive of which nothing can be read without a password."""
    hint = words("Unpack it with its password, then open the folder.")
    return Refused("E_ENCRYPTED", words('"{name}" is protected by a password.', name=name), hint, name)


def find_ending(source: Source, limits: Limits) -> Ending:
    """Locate the directory of the archive in ``source``; raises ``Refused`` or ``OSError``."""
    ending = _exact(source) or _with_trailing(source)
    if ending.length > limits.directory_bytes:
        raise too_large(source.name, words("its list of files alone is larger than any honest archive has"))
    return ending


def too_large(name: str, why: str) -> Refused:
    """The refusal for an archive that is out of proportion; ``why`` completes the sentence."""
    hint = words("If this is a real download, unpack it and open a folder with only the tables you need.")
    return Refused("E_TOO_LARGE", words('"{name}" is too large to be opened: {why}.', name=name, why=why), hint, name)


def _exact(source: Source) -> Ending | None:
    """The directory of the one end record whose comment ends with the file."""
    found: list[Ending] = []
    fault: Refused | None = None
    for at, comment in _records(source):
        if at + _END.size + comment != source.size:
            continue
        try:
            found.append(_locate(source, at, 0))
        except Refused as refused:
            fault = fault or refused
        if len(found) > 1:
            raise corrupt(source.name, words("exists twice, and the two may differ"))
    if not found and fault is not None:
        raise fault
    return found[0] if found else None


def _with_trailing(source: Source) -> Ending:
    """The directory of the last end record that is followed by bytes that belong to nothing."""
    records = [(at, source.size - at - _END.size - comment) for at, comment in _records(source)]
    if not records:
        raise without_directory(source)
    fault = truncated(source.name)  # what it is if only a cut comment is left
    for at, trailing in list(reversed(records))[:_TRIES]:
        if trailing <= 0:
            continue
        try:
            ending = _locate(source, at, trailing)
        except Refused as refused:
            fault = refused
            continue
        if ending.shift and source.read_at(0, 4) == b"PK\x03\x04":
            # Most likely the end record of an archive stored inside one that lost its own end.
            raise truncated(source.name)
        return ending
    raise fault


def _records(source: Source) -> Iterator[tuple[int, int]]:
    """Position and comment length of everything at the end of the file that may be an end record."""
    base = max(0, source.size - _TAIL)
    tail = source.read_at(base, _TAIL)
    at = tail.find(b"PK\x05\x06")
    while 0 <= at <= len(tail) - _END.size:
        yield base + at, int.from_bytes(tail[at + 20 : at + 22], "little")
        at = tail.find(b"PK\x05\x06", at + 1)


def _locate(source: Source, at: int, trailing: int) -> Ending:
    """The directory that the end record at ``at`` speaks of; raises ``Refused`` if it is not there."""
    claim = _claim(source, at)
    if claim.disk or claim.first_disk or claim.here != claim.count:
        raise split(source.name)
    start = claim.end - claim.length
    shift = start - claim.offset
    if start < 0 or shift < 0 or claim.moved not in (None, shift):
        raise corrupt(source.name, _MISPLACED)
    if claim.length and source.read_at(start, 4) != _CENTRAL:
        if b"PK\x06\x08" in (source.read_at(start, 4), source.read_at(claim.offset, 4)):
            raise encrypted(source.name)
        raise corrupt(source.name, _MISPLACED)
    if shift and source.read_at(claim.offset, 4) == _CENTRAL:
        raise corrupt(source.name, words("could be read in two ways"))
    if claim.count and not claim.length:
        raise corrupt(source.name, words("is empty although files are announced"))
    return Ending(start, claim.length, claim.count, shift, trailing)


def _claim(source: Source, at: int) -> _Claim:
    """The fields of the end record at ``at``, the 64-bit ones where they exist; raises ``Refused``."""
    fields = _END.unpack(source.read_at(at, _END.size))[1:7]
    locator = source.read_at(at - _LOCATOR.size, _LOCATOR.size) if at >= _LOCATOR.size else b""
    if not locator.startswith(b"PK\x06\x07"):
        if any(field == 0xFFFFFFFF for field in fields):
            raise corrupt(source.name, words("needs a 64-bit end record that is missing"))
        return _Claim(at, None, *fields)
    wide, start, moved = _wide_fields(source, at - _LOCATOR.size, locator)
    for narrow, field, sentinel in zip(fields, wide, _SENTINELS, strict=True):
        if narrow not in (sentinel, field):
            raise corrupt(source.name, words("is described twice, and the two descriptions differ"))
    return _Claim(start, moved, *wide)


def _wide_fields(source: Source, locator_at: int, locator: bytes) -> tuple[tuple[int, ...], int, int]:
    """The fields of the 64-bit end record, its position, and how far that is behind the announced one."""
    _, disk, offset, disks = _LOCATOR.unpack(locator)
    if disk or disks > 1:
        raise split(source.name)
    # It must end where its locator begins. If bytes were put before the archive, it has its usual length.
    for at in (offset, locator_at - _END64.size):
        raw = source.read_at(at, _END64.size) if at >= offset else b""
        if len(raw) < _END64.size or not raw.startswith(b"PK\x06\x06"):
            continue
        _, length, _, needed, *fields = _END64.unpack(raw)
        if at + 12 + length != locator_at:
            continue
        if needed >= 62 and length > _END64.size - 12:
            raise encrypted(source.name)
        return tuple(fields), at, at - offset
    raise corrupt(source.name, words("has a 64-bit end record that is not where it should be"))
