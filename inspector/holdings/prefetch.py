"""Threads beside the reader: they inflate and parse large members and hash the archives.

The libraries that inflate, hash and parse release the interpreter lock, so the threads run in parallel: one
inflates the large members, one parses them, one hashes the zip files.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Semaphore, Thread
from types import TracebackType
from typing import Generic, Self, TypeVar

from inspector.archive import Archive, Member
from inspector.errors import Cancelled
from inspector.progress import Monitor, Progress

LARGE_MEMBER_BYTES = 256 << 10
"""Members of at least this size are prefetched, in bytes; for smaller ones the hand-over costs more than it saves."""
_MAX_BLOCKS = 8
"""The most blocks in the queue; a block has at most 1 MiB."""
_POLL_INTERVAL_S = 0.05
"""The longest wait before the next check for cancellation, in seconds."""
Result = TypeVar("Result")


class Prefetcher(Generic[Result]):
    """Runs ``work`` on the large members of one archive ahead of the reader; use it in a ``with`` block.

    The reader calls the prefetcher with each member, in the order of ``members``. ``work`` takes a member, or a
    ``BufferedMember`` in its place; what it raises is raised in the reader's call. The threads start with the block
    and end with it.
    """

    def __init__(self, members: Sequence[Member], work: "Callable[[Member | BufferedMember, Monitor], Result]") -> None:
        self._work = work
        self._members = [member for member in members if member.size >= LARGE_MEMBER_BYTES]
        self._free_slots = Semaphore(_MAX_BLOCKS)
        self._queue: SimpleQueue[tuple[int, bytes | BaseException]] = SimpleQueue()
        self._current_index = 0
        self._progress = Progress(0, 0, "")
        self._monitor = Monitor(self._store_progress)
        self._inflate_thread = Thread(target=self._inflate_members, name="reading ahead", daemon=True)
        self._parse_pool = ThreadPoolExecutor(1, "reading tables")
        self._futures: dict[str, Future[Result]] = {}

    def __enter__(self) -> Self:
        if self._members:
            self._inflate_thread.start()
        for index, member in enumerate(self._members):
            self._futures[member.name] = self._parse_pool.submit(
                self._work, BufferedMember(member, index, self), self._monitor
            )
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._monitor.cancel()
        self._free_slots.release()
        self._parse_pool.shutdown(cancel_futures=True)
        if self._members:
            self._inflate_thread.join()

    def __call__(self, member: Member, monitor: Monitor) -> Result:
        """The result of ``work`` for a member; raises what ``work`` raises, and ``Cancelled``."""
        monitor.check()
        future = self._futures.pop(member.name, None)
        if future is None:
            return self._work(member, monitor)
        for _ in _poll_future(future):
            progress = self._progress
            monitor.step(progress.done if progress.label == member.name else 0, member.size, member.name)
        return future.result()

    def _store_progress(self, progress: Progress) -> None:
        self._progress = progress

    def blocks(self, index: int, monitor: Monitor) -> Iterator[bytes]:
        """The blocks of the large member at ``index``, as ``Member.blocks`` gives them."""
        member = self._members[index]
        self._current_index = index
        done = 0
        try:
            while True:
                monitor.step(done, member.size, member.name)
                try:
                    block_index, block = self._queue.get(timeout=_POLL_INTERVAL_S)
                except Empty:
                    continue
                self._free_slots.release()
                if block_index != index:  # left from a member that was not read to its end
                    continue
                if isinstance(block, BaseException):
                    raise block
                if not block:
                    return
                done += len(block)
                yield block
        finally:
            self._current_index = index + 1

    def _inflate_members(self) -> None:
        silent_monitor = Monitor()  # only the progress of the parsing is shown
        for index, member in enumerate(self._members):
            try:
                for block in member.blocks(silent_monitor):
                    if self._current_index > index:
                        break
                    self._enqueue_block(index, block)
                else:
                    self._enqueue_block(index, b"")
            except Cancelled:
                return
            except BaseException as error:  # noqa: BLE001 - raised again in the thread that reads
                self._queue.put((index, error))

    def _enqueue_block(self, index: int, block: bytes) -> None:
        self._free_slots.acquire()
        self._monitor.check()
        self._queue.put((index, block))


class BufferedMember:
    """A member served from the prefetch queue on its first read; a second read goes to the archive."""

    def __init__(self, member: Member, index: int, prefetcher: Prefetcher[Result]) -> None:
        self.name, self.original_name, self.size = member.name, member.original_name, member.size
        self.form = member.form
        self._member, self._index = member, index
        self._prefetcher: Prefetcher[Result] | None = prefetcher

    def blocks(self, monitor: Monitor) -> Iterator[bytes]:
        """The bytes of the member in blocks, as ``Member.blocks`` gives them."""
        prefetcher, self._prefetcher = self._prefetcher, None
        return self._member.blocks(monitor) if prefetcher is None else prefetcher.blocks(self._index, monitor)


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
            for _ in _poll_future(self._futures[archive.number]):
                monitor.step(1, 1, archive.name)
        return self.digests


def _poll_future(future: Future[Result]) -> Iterator[None]:
    """Yield every 50 ms until the future is done, so that the caller can check for cancellation."""
    while not future.done():
        yield
        with suppress(NotYet):
            future.exception(timeout=_POLL_INTERVAL_S)
