"""Work beside the reading: large members are inflated, checked, hashed and parsed while small ones become items.

The libraries that inflate, hash and parse let the interpreter go meanwhile, so they run side by side: one thread
inflates the large members, one parses what it gets of them, one hashes the zip files.
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
from inspector.progress import Monitor, Step

LARGE = 256 << 10
"""From so many bytes on a member is read beside the others: below, handing it over costs more than it saves."""
_BLOCKS = 8
"""How many blocks of at most 1 MiB lie ready at most."""
_PATIENCE = 0.05
"""How long to wait for anything before looking whether the work should end, in seconds."""
Made = TypeVar("Made")


class Ahead(Generic[Made]):
    """What is made of members, asked for in their order; use it in a ``with`` block.

    ``work`` makes it of a member, or of a ``Fed`` one in its place, and may raise whatever it likes: that is raised
    where it is asked for. Large members are begun in their order as soon as the block is entered. The threads end
    with the block, whatever happens in it.
    """

    def __init__(self, members: Sequence[Member], work: "Callable[[Member | Fed, Monitor], Made]") -> None:
        self._work = work
        self._members = [member for member in members if member.size >= LARGE]
        self._room = Semaphore(_BLOCKS)
        self._ready: SimpleQueue[tuple[int, bytes | BaseException]] = SimpleQueue()
        self._wanted = 0
        self._step = Step(0, 0, "")
        self._monitor = Monitor(self._note)
        self._inflating = Thread(target=self._read, name="reading ahead", daemon=True)
        self._parsing = ThreadPoolExecutor(1, "reading tables")
        self._made: dict[int, Future[Made]] = {}

    def __enter__(self) -> Self:
        if self._members:
            self._inflating.start()
        for place, member in enumerate(self._members):
            self._made[id(member)] = self._parsing.submit(self._work, Fed(member, place, self), self._monitor)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._monitor.cancel()
        self._room.release()
        self._parsing.shutdown(cancel_futures=True)
        if self._members:
            self._inflating.join()

    def __call__(self, member: Member, monitor: Monitor) -> Made:
        """What ``work`` makes of a member; raises what it raises, and ``Cancelled``."""
        monitor.check()
        made = self._made.pop(id(member), None)
        if made is None:
            return self._work(member, monitor)
        for _ in _waiting(made):
            step = self._step
            monitor.step(step.done if step.label == member.name else 0, member.size, member.name)
        return made.result()

    def _note(self, step: Step) -> None:
        self._step = step

    def blocks(self, place: int, monitor: Monitor) -> Iterator[bytes]:
        """What the ``blocks`` of the large member at a place would give."""
        member = self._members[place]
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
        quiet = Monitor()  # of the steps those of the parsing count
        for place, member in enumerate(self._members):
            try:
                for block in member.blocks(quiet):
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
        self._monitor.check()
        self._ready.put((place, block))


class Fed:
    """A member whose bytes come from the thread; where they are asked for once more, it is read again here."""

    def __init__(self, member: Member, place: int, ahead: Ahead[Made]) -> None:
        self.name, self.written, self.size = member.name, member.written, member.size
        self._member, self._place = member, place
        self._ahead: Ahead[Made] | None = ahead

    def blocks(self, monitor: Monitor) -> Iterator[bytes]:
        """The bytes in blocks, as the member would give them."""
        ahead, self._ahead = self._ahead, None
        return self._member.blocks(monitor) if ahead is None else ahead.blocks(self._place, monitor)


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
            for _ in _waiting(self._found[archive.number]):
                monitor.step(1, 1, archive.name)
        return self.ready


def _waiting(work: Future[Made]) -> Iterator[None]:
    """Again and again until some work is done, however it ends: the moments to look whether all should end."""
    while not work.done():
        yield
        with suppress(NotYet):
            work.exception(timeout=_PATIENCE)
