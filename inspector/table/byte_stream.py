"""A member's bytes as they come: its beginning is looked at before the rest has been read.

Damage half-way is no reason to lose what stands before it: such a fault is kept, and the bytes simply end.
"""

from collections.abc import Generator, Iterable, Iterator

from inspector.archive import MemberError

_RECOVERABLE_CODES = frozenset({"W_INFLATE", "W_CRC", "W_SIZE_MISMATCH", "W_IO"})
"""Faults that tell where good bytes end; any other says that none of them is to be used."""
_END_ONLY_CODES = frozenset({"W_CRC"})
"""Those that are found only when all bytes have been delivered."""


class PeekableStream:
    """The bytes that were read first, and those still to come.

    ``ended``: there are no more. ``passed``: some were handed on and are not kept. ``fault`` is what ended them
    before their time, if anything did.
    """

    def __init__(self, blocks: Iterable[bytes] = ()) -> None:
        self.buffer = bytearray()
        self.is_exhausted = False
        self.has_unbuffered = False
        self.error: MemberError | None = None
        self._blocks = iter(blocks)

    @property
    def is_truncated(self) -> bool:
        """Whether the bytes end somewhere in the middle of the text."""
        return self.error is not None and self.error.code not in _END_ONLY_CODES

    def fill(self, min_bytes: int | None = None) -> None:
        """Read on until so many bytes are kept, or all of them; raises as the member's ``blocks``."""
        while not self.is_exhausted and (min_bytes is None or len(self.buffer) < min_bytes):
            self.buffer += self._read_block()

    def read_rest(self) -> Iterator[bytes]:
        """Hand on the bytes that have not been read yet, block by block; they are not kept."""
        while not self.is_exhausted:
            block = self._read_block()
            if block:
                self.has_unbuffered = True
                yield block

    def close(self) -> None:
        """Ask for no more."""
        self.is_exhausted = True
        if isinstance(self._blocks, Generator):
            self._blocks.close()

    def _read_block(self) -> bytes:
        try:
            block = next(self._blocks, b"")
        except MemberError as error:
            if error.code not in _RECOVERABLE_CODES or not self.buffer:
                raise
            self.error = error
            block = b""
        self.is_exhausted = not block
        return block
