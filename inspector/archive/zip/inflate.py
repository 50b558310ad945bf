"""From packed bytes to plain ones, bounded at every step and checked at the end."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inspector.archive.archive_file import BLOCK, Source, changed
from inspector.archive.member import MemberFault
from inspector.i18n import words

try:
    from isal import isal_zlib
except ImportError:  # no wheel for this machine: the same results, about 2.4 times slower
    CODEC: Any = zlib
else:
    CODEC = isal_zlib

STORED = 0
DEFLATED = 8
_PIECE = 256 << 10  # packed bytes read at a time


@dataclass(frozen=True, slots=True)
class Packed:
    """The bytes of one zip member: ``packed`` bytes at ``at``, which should become ``size`` with checksum ``crc``."""

    source: Source
    at: int
    packed: int
    size: int
    method: int
    crc: int

    def blocks(self) -> Iterator[bytes]:
        """Plain bytes, at most ``size``; raises ``MemberFault`` where they stop being what was declared."""
        if self.method == STORED and self.packed != self.size:
            raise MemberFault("W_SIZE_MISMATCH", words("The two sizes noted for this file contradict each other."))
        blocks = pieces(self.source, self.at, self.packed, BLOCK)
        if self.method == DEFLATED:
            blocks = inflated(pieces(self.source, self.at, self.packed, _PIECE), self.size)
        crc = 0
        for block in blocks:
            crc = CODEC.crc32(block, crc)
            yield block
        if crc != self.crc:
            raise MemberFault("W_CRC", words("The checksum of this file does not fit: its content is damaged."))


def pieces(source: Source, at: int, count: int, step: int) -> Iterator[bytes]:
    """``count`` bytes of ``source`` from ``at``, ``step`` at a time; raises ``MemberFault`` or ``Refused``."""
    end = at + count
    while at < end:
        try:
            piece = source.read_at(at, min(step, end - at))
        except OSError:
            raise MemberFault("W_IO", words("The disk could not deliver this file in full.")) from None
        if not piece:
            raise changed(source.name)
        at += len(piece)
        yield piece


def inflated(packed: Iterator[bytes], size: int, codec: Any = CODEC) -> Iterator[bytes]:  # noqa: ANN401 (two modules)
    """Inflate a raw deflate stream that should give ``size`` bytes and end exactly where ``packed`` ends."""
    stream = codec.decompressobj(-zlib.MAX_WBITS)
    left, waiting = size, b""
    while not stream.eof:
        waiting = waiting or next(packed, b"")
        try:
            block = stream.decompress(waiting, min(BLOCK, left + 1))
        except codec.error:
            raise MemberFault("W_INFLATE", words("The packed data of this file is damaged.")) from None
        # The codec may hold back output, so that an empty input is the end only if nothing comes any more.
        if not waiting and not block and not stream.eof:
            raise MemberFault("W_INFLATE", words("The packed data of this file ends too early."))
        waiting = stream.unconsumed_tail
        if block[:left]:
            yield block[:left]
        if len(block) > left:
            raise MemberFault("W_SIZE_MISMATCH", words("This file holds more bytes than the archive declares for it."))
        left -= len(block)
    if left:
        raise MemberFault("W_SIZE_MISMATCH", words("This file holds fewer bytes than the archive declares for it."))
    if stream.unused_data or waiting or next(packed, b""):
        raise MemberFault("W_SIZE_MISMATCH", words("Bytes of unknown meaning follow the packed data of this file."))
