"""A member's bytes as they come: its beginning is looked at before the rest has been read.

Damage half-way is no reason to lose what stands before it: such a fault is kept, and the bytes simply end.
"""

from collections.abc import Generator, Iterable, Iterator

from inspector.archive import MemberFault

_HALF_WAY = frozenset({"W_INFLATE", "W_CRC", "W_SIZE_MISMATCH", "W_IO"})
"""Faults that tell where good bytes end; any other says that none of them is to be used."""
_AT_THE_END = frozenset({"W_CRC"})
"""Those that are found only when all bytes have been delivered."""


class Flow:
    """The bytes that were read first, and those still to come.

    ``ended``: there are no more. ``passed``: some were handed on and are not kept. ``fault`` is what ended them
    before their time, if anything did.
    """

    def __init__(self, blocks: Iterable[bytes] = ()) -> None:
        self.begun = bytearray()
        self.ended = False
        self.passed = False
        self.fault: MemberFault | None = None
        self._blocks = iter(blocks)

    @property
    def cut(self) -> bool:
        """Whether the bytes end somewhere in the middle of the text."""
        return self.fault is not None and self.fault.code not in _AT_THE_END

    def fill(self, least: int | None = None) -> None:
        """Read on until so many bytes are kept, or all of them; raises as the member's ``blocks``."""
        while not self.ended and (least is None or len(self.begun) < least):
            self.begun += self._next()

    def rest(self) -> Iterator[bytes]:
        """Hand on the bytes that have not been read yet, block by block; they are not kept."""
        while not self.ended:
            block = self._next()
            if block:
                self.passed = True
                yield block

    def close(self) -> None:
        """Ask for no more."""
        self.ended = True
        if isinstance(self._blocks, Generator):
            self._blocks.close()

    def _next(self) -> bytes:
        try:
            block = next(self._blocks, b"")
        except MemberFault as fault:
            if fault.code not in _HALF_WAY or not self.begun:
                raise
            self.fault = fault
            block = b""
        self.ended = not block
        return block
