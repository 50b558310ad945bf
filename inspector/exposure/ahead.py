"""Work beside the parsing: one thread inflates, checks and hashes large members ahead, one hashes the zip files.

The libraries that inflate, hash and parse let the interpreter go meanwhile, so they run side by side.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Semaphore, Thread
from types import TracebackType
from typing import Self

from inspector.archive import Archive, Member
from inspector.errors import Cancelled
from inspector.monitor import Monitor

LARGE = 256 << 10
"""From so many bytes on a member is read ahead: below, handing it over costs more than it saves."""
_BLOCKS = 4
"""How many blocks of at most 1 MiB lie ready at most."""
_PATIENCE = 0.05
"""How long to wait for a block before looking whether the work should end, in seconds."""


class Ahead:
    """The large ones of some members, to be taken in their order; use it in a ``with`` block.

    The thread ends with the block, whatever happens in it.
    """

    def __init__(self, members: Sequence[Member]) -> None:
        self._members = [member for member in members if member.size >= LARGE]
        self._places = {id(member): place for place, member in enumerate(self._members)}
        self._room = Semaphore(_BLOCKS)
        self._ready: SimpleQueue[tuple[int, bytes | BaseException]] = SimpleQueue()
        self._monitor = Monitor()
        self._wanted = 0
        self._thread = Thread(target=self._read, name="reading ahead", daemon=True)

    def __enter__(self) -> Self:
        if self._members:
            self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._monitor.cancel()
        self._room.release()
        if self._members:
            self._thread.join()

    def __call__(self, member: Member) -> "Member | Fed":
        """The member as it is to be read: from what is ready, where it is one of those read ahead."""
        return Fed(member, self) if id(member) in self._places else member

    def blocks(self, member: Member, monitor: Monitor) -> Iterator[bytes]:
        """What ``member.blocks`` would give."""
        place = self._places[id(member)]
        self._wanted = place
        done = 0
        try:
            while True:
                monitor.step(done, member.size, member.name)
                try:
                    found, block = self._ready.get(timeout=_PATIENCE)
                except Empty:
                    continue
                self._room.release()
                if found != place:  # left over from a member that nobody read to its end
                    continue
                if isinstance(block, BaseException):
                    raise block
                if not block:
                    return
                done += len(block)
                yield block
        finally:
            self._wanted = place + 1

    def _read(self) -> None:
        for place, member in enumerate(self._members):
            try:
                for block in member.blocks(self._monitor):
                    if self._wanted > place:
                        break
                    self._hand_over(place, block)
                else:
                    self._hand_over(place, b"")
            except Cancelled:
                return
            except BaseException as fault:  # noqa: BLE001 - whatever it is, it is raised where the bytes are wanted
                self._ready.put((place, fault))

    def _hand_over(self, place: int, block: bytes) -> None:
        self._room.acquire()
        self._monitor.step(0, 0, "")
        self._ready.put((place, block))


class Fed:
    """A member whose bytes come from the thread; where they are asked for once more, it is read again here."""

    def __init__(self, member: Member, ahead: Ahead) -> None:
        self.name, self.size = member.name, member.size
        self._member = member
        self._ahead: Ahead | None = ahead

    def blocks(self, monitor: Monitor) -> Iterator[bytes]:
        """The bytes in blocks, as the member would give them."""
        ahead, self._ahead = self._ahead, None
        return self._member.blocks(monitor) if ahead is None else ahead.blocks(self._member, monitor)


class Sums:
    """The SHA-256 of whole zip files, made in a thread while members are read; use it in a ``with`` block."""

    def __init__(self, archives: Sequence[Archive]) -> None:
        self._archives = archives
        self._monitor = Monitor()
        self._thread = ThreadPoolExecutor(1, "hashing")
        self._found: dict[int, Future[str | None]] = {}

    def __enter__(self) -> Self:
        self._found = {a.number: self._thread.submit(a.digest, self._monitor) for a in self._archives}
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._monitor.cancel()
        self._thread.shutdown(cancel_futures=True)

    @property
    def ready(self) -> Mapping[int, str | None]:
        """Those that are there by now, by the number of the archive; raises ``Refused`` for one that cannot be had."""
        return {number: found.result() for number, found in self._found.items() if found.done()}

    def whole(self, monitor: Monitor) -> Mapping[int, str | None]:
        """All of them, as soon as they are there; raises as ``ready``, and ``Cancelled``."""
        for archive in self._archives:
            while not self._found[archive.number].done():
                monitor.step(0, 0, archive.name)
                with suppress(NotYet):
                    self._found[archive.number].exception(timeout=_PATIENCE)
        return self.ready
