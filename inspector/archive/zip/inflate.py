"""Inflates compressed data (APPNOTE.TXT 4.4.5, methods 0 and 8) within bounds and checks size and CRC-32."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inspector.archive.archive_file import BLOCK_SIZE, ArchiveFile, changed_refusal
from inspector.archive.member import MemberError
from inspector.i18n import _

try:
    from isal import isal_zlib
except ImportError:  # no wheel for this machine: the same results, about 2.4 times slower
    DEFLATE_CODEC: Any = zlib
else:
    DEFLATE_CODEC = isal_zlib

STORED = 0
DEFLATED = 8
_READ_SIZE = 256 << 10  # packed bytes read at a time


@dataclass(frozen=True, slots=True)
class CompressedContent:
    """The file data of one zip member. ``data_offset`` counts from the start of the file; ``crc`` is 4.4.7."""

    source: ArchiveFile
    data_offset: int
    compressed_size: int
    uncompressed_size: int
    method: int
    crc: int

    def blocks(self) -> Iterator[bytes]:
        """Yield at most ``uncompressed_size`` bytes; raises ``MemberError`` where they differ from the header."""
        if self.method == STORED and self.compressed_size != self.uncompressed_size:
            raise MemberError("W_SIZE_MISMATCH", _("The two sizes noted for this file contradict each other."))
        blocks = read_pieces(self.source, self.data_offset, self.compressed_size, BLOCK_SIZE)
        if self.method == DEFLATED:
            blocks = inflate(
                read_pieces(self.source, self.data_offset, self.compressed_size, _READ_SIZE), self.uncompressed_size
            )
        crc = 0
        for block in blocks:
            crc = DEFLATE_CODEC.crc32(block, crc)
            yield block
        if crc != self.crc:
            raise MemberError("W_CRC", _("The checksum of this file does not fit: its content is damaged."))


def read_pieces(source: ArchiveFile, offset: int, count: int, piece_size: int) -> Iterator[bytes]:
    """Yield ``count`` bytes from ``offset`` in pieces of ``piece_size``; raises ``MemberError`` or ``Refused``."""
    end = offset + count
    while offset < end:
        try:
            piece = source.read_at(offset, min(piece_size, end - offset))
        except OSError:
            raise MemberError("W_IO", _("The disk could not deliver this file in full.")) from None
        if not piece:
            raise changed_refusal(source.name)
        offset += len(piece)
        yield piece


def inflate(compressed: Iterator[bytes], size: int, codec: Any = DEFLATE_CODEC) -> Iterator[bytes]:  # noqa: ANN401 (two modules)
    """Inflate a raw deflate stream that should give ``size`` bytes and end exactly where ``compressed`` ends."""
    stream = codec.decompressobj(-zlib.MAX_WBITS)
    remaining, pending = size, b""
    while not stream.eof:
        pending = pending or next(compressed, b"")
        try:
            block = stream.decompress(pending, min(BLOCK_SIZE, remaining + 1))
        except codec.error:
            raise MemberError("W_INFLATE", _("The packed data of this file is damaged.")) from None
        # The codec may hold back output, so that an empty input is the end only if nothing comes any more.
        if not pending and not block and not stream.eof:
            raise MemberError("W_INFLATE", _("The packed data of this file ends too early."))
        pending = stream.unconsumed_tail
        if block[:remaining]:
            yield block[:remaining]
        if len(block) > remaining:
            raise MemberError("W_SIZE_MISMATCH", _("This file holds more bytes than the archive declares for it."))
        remaining -= len(block)
    if remaining:
        raise MemberError("W_SIZE_MISMATCH", _("This file holds fewer bytes than the archive declares for it."))
    if stream.unused_data or pending or next(compressed, b""):
        raise MemberError("W_SIZE_MISMATCH", _("Bytes of unknown meaning follow the packed data of this file."))
