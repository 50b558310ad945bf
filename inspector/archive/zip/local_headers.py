"""Where each member really lies: local headers, overlaps, and what hides between members.

Overlap is what makes a small file inflate without bound, and a gap is where a member hides that other
programs may show. Both are looked for before anything is inflated.
"""

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from inspector.archive.archive_file import BLOCK, Source
from inspector.archive.member_names import decode, visible
from inspector.archive.zip.central_directory import Entry, extra_fields, widened
from inspector.errors import Refused
from inspector.i18n import Words, words
from inspector.progress import Monitor

_LOCAL = struct.Struct("<4s5H3L2H")
_MAGIC = b"PK\x03\x04"
_FLAG_DESCRIPTOR = 1 << 3
_FLAG_MASKED = 1 << 13
_DESCRIPTORS = (struct.Struct("<4s3L"), struct.Struct("<4sL2Q"), struct.Struct("<3L"), struct.Struct("<L2Q"))
# A local header with a known version and method and a name of 1 to 4,351 bytes: four bytes alone may be chance.
_HEADER = re.compile(
    rb"PK\x03\x04[\x00-\x64][\x00-\x14].{2}[\x00-\x14\x5d-\x63]\x00.{16}(?!\x00\x00).[\x00-\x10].{2}", re.DOTALL
)
_HIDDEN_KEPT = 1000
_NOWHERE = words("The archive does not hold this file where it says.")
_EVERY = 256  # entries between two steps of the monitor


@dataclass(frozen=True, slots=True)
class Span:
    """The place of a member: the file from ``start`` to ``end``, its packed bytes from ``data``.

    ``fault`` is the sentence that says how its local header contradicts the directory, if so. A span
    without a local header has ``end == start``.
    """

    start: int
    data: int
    end: int
    fault: Words | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """All spans in the order of the entries, the names of members found in gaps, and bytes before the first."""

    spans: tuple[Span, ...]
    hidden: tuple[str, ...]
    prepended: int


def survey(source: Source, entries: Sequence[Entry], directory: int, monitor: Monitor) -> Survey:
    """Look at every local header and gap before ``directory``; raises ``Refused`` on overlap, ``OSError``."""
    spans: list[Span] = []
    for number, entry in enumerate(entries):
        if number % _EVERY == 0:
            monitor.step(number, len(entries), source.name)
        spans.append(_span(source, entry, directory))
    gaps = list(_gaps(spans, directory, source.name))
    found = chain.from_iterable(_hidden(source, start, end, monitor) for start, end in gaps)
    hidden = tuple(islice(found, _HIDDEN_KEPT))
    first = min((span.start for span in spans), default=directory)
    marker = first == 4 and source.read_at(0, 4) in (b"PK00", b"PK\x07\x08")  # meant to be split, fitted into one
    return Survey(tuple(spans), hidden, 0 if marker else first)


def _span(source: Source, entry: Entry, directory: int) -> Span:
    """The span of ``entry``, with what contradicts the directory."""
    nowhere = Span(entry.offset, entry.offset, entry.offset, _NOWHERE)
    if entry.offset >= directory:
        return nowhere
    raw = source.read_at(entry.offset, _LOCAL.size + len(entry.raw_name) + 64)
    if len(raw) < _LOCAL.size or not raw.startswith(_MAGIC):
        return nowhere
    _, _, flags, method, _, _, _, packed, size, name_length, extra_length = _LOCAL.unpack_from(raw)
    data = entry.offset + _LOCAL.size + name_length + extra_length
    if data - entry.offset > len(raw):
        raw = source.read_at(entry.offset, data - entry.offset)
    if data > directory:
        return nowhere
    name = raw[_LOCAL.size : _LOCAL.size + name_length]
    extra = extra_fields(raw[_LOCAL.size + name_length :])
    (size, packed), _, _ = widened((size, packed), extra.get(0x0001, b""))
    # A program that packs while it writes learns the sizes too late for the header.
    later = bool((flags | entry.flags) & _FLAG_DESCRIPTOR)
    fault = _contradiction(entry, name, (flags, method), (packed, size), later)
    extent = entry.packed if later or not fault else min(packed, entry.packed)
    end = data + extent
    return Span(entry.offset, data, end + (_descriptor(source, entry, end) if later else 0), fault)


def _contradiction(
    entry: Entry, name: bytes, how: tuple[int, int], sizes: tuple[int, int], later: bool
) -> Words | None:
    """The sentence on the first difference between a local header and its entry."""
    if not entry.complete:
        return words("The directory announces large sizes for this file but does not give them.")
    if entry.flags & _FLAG_MASKED:
        return None  # encrypted archives blank out their local headers
    if name != entry.raw_name:
        return words("This file has two different names within the archive.")
    if how[1] != entry.method or (how[0] ^ entry.flags) & 1:
        return words("The archive says in two different ways how this file is packed.")
    for local, declared in zip(sizes, (entry.packed, entry.size), strict=True):
        if local != declared and not (later and local in (0, 0xFFFFFFFF)):
            return words("This file has two different sizes within the archive.")
    return None


def _descriptor(source: Source, entry: Entry, at: int) -> int:
    """How long the record of sizes behind the packed bytes is; 0 where none fits the directory."""
    raw = source.read_at(at, 24)
    expected = (entry.crc, entry.packed, entry.size)
    for form in _DESCRIPTORS:
        if len(raw) < form.size:
            continue
        fields = form.unpack_from(raw)
        if fields[-3:] == expected and fields[0] in (b"PK\x07\x08", entry.crc):
            return form.size
    return 0


def _gaps(spans: Sequence[Span], directory: int, name: str) -> Iterator[tuple[int, int]]:
    """Stretches that no span covers, in order; raises ``Refused`` where two spans share a byte."""
    done = 0
    for start, end in sorted((span.start, span.end) for span in spans if span.end > span.start):
        if start < done or end > directory:
            raise Refused(
                "E_BOMB_OVERLAP",
                words('The files in "{name}" share the same bytes, as only archives made to do harm do.', name=name),
                words("Do not open this file; download the archive from LinkedIn again."),
                name,
            )
        if start > done:
            yield done, start
        done = end
    if directory > done:
        yield done, directory


def _hidden(source: Source, start: int, end: int, monitor: Monitor) -> Iterator[str]:
    """Names in the local headers that lie between ``start`` and ``end`` without being in the directory."""
    at = start
    while at + _LOCAL.size < end:
        monitor.step(at, end, source.name)
        block = source.read_at(at, min(BLOCK, end - at))
        for found in _HEADER.finditer(block):
            name, extra = struct.unpack_from("<2H", found[0], 26)
            header = at + found.start()
            if header + _LOCAL.size + name + extra <= end:
                yield visible(decode(source.read_at(header + _LOCAL.size, name), declared_utf8=False)[0])
        if len(block) < _LOCAL.size:
            return
        at += len(block) - _LOCAL.size + 1
