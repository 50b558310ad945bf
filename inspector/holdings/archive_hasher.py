"""Hashes whole zip files in a thread while their members are read.

The hash function releases the interpreter lock, so the thread runs beside the reader.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from types import TracebackType
from typing import Self

from inspector.archive import Archive
from inspector.progress import Monitor

_POLL_INTERVAL_S = 0.05
"""The longest wait before the next check for cancellation, in seconds."""


class ArchiveHasher:
    """Computes the SHA-256 of whole zip files in a thread while members are read; use it in a ``with`` block."""

    def __init__(self, archives: Sequence[Archive]) -> None:
        self._archives = archives
        self._monitor = Monitor()
        self._hash_pool = ThreadPoolExecutor(1, "hashing")
        self._futures: dict[int, Future[str | None]] = {}

    def __enter__(self) -> Self:
        self._futures = {a.number: self._hash_pool.submit(a.compute_digest, self._monitor) for a in self._archives}
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._monitor.cancel()
        self._hash_pool.shutdown(cancel_futures=True)

    @property
    def digests(self) -> Mapping[int, str | None]:
        """The digests known so far, by archive number; raises ``Refused`` where an archive cannot be read."""
        return {number: future.result() for number, future in self._futures.items() if future.done()}

    def wait_for_digests(self, monitor: Monitor) -> Mapping[int, str | None]:
        """Wait for the digests of all archives; raises as ``digests`` does, and ``Cancelled``."""
        for archive in self._archives:
            future = self._futures[archive.number]
            while not future.done():
                monitor.step(1, 1, archive.name)
                with suppress(NotYet):
                    future.exception(timeout=_POLL_INTERVAL_S)
        return self.digests
