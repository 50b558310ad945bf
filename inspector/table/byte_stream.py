"""A member's bytes, of which the beginning can be looked at before the rest has been read.

The stream owns the rest: whoever takes bytes that are not kept cannot lose them, since ``read_all`` asks the member
for them once more. Damage half-way is no reason to lose what stands before it: the error is kept, and the bytes end.
"""

from collections.abc import Callable, Generator, Iterable, Iterator

from inspector.archive import MemberError
from inspector.progress import Monitor

_RECOVERABLE_CODES = frozenset({"W_INFLATE", "W_CRC", "W_SIZE_MISMATCH", "W_IO"})
"""Errors that tell where good bytes end; after any other none of the bytes is used."""
_END_ONLY_CODES = frozenset({"W_CRC"})
"""Errors that are found only when all bytes have been delivered."""


class PeekableStream:
    """The bytes of a member: ``buffer`` holds those that are kept, from the first one on.

    ``open_blocks`` gives the member's bytes from the beginning, block by block, as often as it is called.
    ``error`` is what ended the bytes before their time, None where nothing did. ``monitor`` can stop whoever works on
    the bytes.
    """

    def __init__(self, open_blocks: Callable[[], Iterable[bytes]] = tuple, monitor: Monitor | None = None) -> None:
        self.monitor = monitor or Monitor()
        self.buffer = bytearray()
        self.error: MemberError | None = None
        self._open_blocks = open_blocks
        self._blocks: Iterator[bytes] = iter(open_blocks())
        self._is_exhausted = False
        self._has_unkept_bytes = False

    @property
    def is_complete(self) -> bool:
        """Whether ``buffer`` holds every byte of the member that can be read."""
        return self._is_exhausted and not self._has_unkept_bytes

    @property
    def is_truncated(self) -> bool:
        """Whether the bytes end somewhere in the middle of the text."""
        return self.error is not None and self.error.code not in _END_ONLY_CODES

    def fill(self, min_bytes: int) -> None:
        """Read on until ``buffer`` holds so many bytes, or all of them; raises as the member's ``blocks``."""
        while not self._is_exhausted and len(self.buffer) < min_bytes:
            self.buffer += self._read_block()

    def read_all(self) -> None:
        """Read on until ``buffer`` holds all bytes; where some were passed on and not kept, read from the beginning.

        Raises as the member's ``blocks``.
        """
        if self._has_unkept_bytes:
            self._close()
            self.buffer, self.error = bytearray(), None
            self._blocks = iter(self._open_blocks())
            self._is_exhausted = self._has_unkept_bytes = False
        while not self._is_exhausted:
            self.buffer += self._read_block()

    def pass_on(self) -> Iterator[bytes]:
        """Yield the bytes behind ``buffer`` in blocks and keep none of them; raises as the member's ``blocks``."""
        while not self._is_exhausted:
            block = self._read_block()
            if block:
                self._has_unkept_bytes = True
                yield block

    def _close(self) -> None:
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
        self._is_exhausted = not block
        return block
