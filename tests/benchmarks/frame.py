"""The common frame: a measure is two sides, ours and a yardstick, run in turn, each time in a fresh process.

A module of this package declares ``MEASURES``, and that is all it takes to be run, checked and shown in the README.
A side is given the path that ``subject`` made and returns a ``Run``; what it imports and prepares before its
``Stopwatch`` begins costs nothing.
"""

import importlib
import json
import os
import pkgutil
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from tests.benchmarks import archives

Size = Literal["typical", "heavy", "extreme"]
SIZES: tuple[Size, ...] = ("typical", "heavy", "extreme")
ROOT = Path(__file__).resolve().parents[2]


class Missing(Exception):
    """A side cannot run on this machine: one sentence that says what is not there."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a side cost: ``amount`` in seconds or bytes, and ``cpu`` seconds, 0 where they say nothing.

    ``found`` is what the side counted; the two sides of a measure must have counted the same.
    """

    amount: float
    cpu: float = 0.0
    found: dict[str, int] = field(default_factory=dict)


Side = Callable[[Path], Run]


@dataclass(frozen=True, slots=True)
class Measure:
    """Ours as a ratio to a yardstick: ``what`` and ``against`` are the words of the table.

    ``goals`` holds the largest ratio that is good enough, by size; none: it is only shown. ``subject`` makes what
    is measured, or finds it; it is not timed. ``sizes`` are those at which the measure means something. ``rounds_at``
    says where a run takes so long that fewer ``rounds`` must do.
    """

    name: str
    what: str
    against: str
    ours: Side
    yardstick: Side
    goals: Mapping[Size, float] = field(default_factory=dict)
    subject: Callable[[Size], Path] = archives.archive
    sizes: Sequence[Size] = SIZES
    rounds: int = 5
    rounds_at: Mapping[Size, int] = field(default_factory=dict)
    unit: Literal["s", "MB"] = "s"


class Stopwatch:
    """Times a ``with`` block: wall, and user and system time of this process and of those it waited for."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    def __enter__(self) -> Self:
        self.cpu, self.wall = -_cpu(), -time.perf_counter()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.wall += time.perf_counter()
        self.cpu += _cpu()

    def run(self, **found: int) -> Run:
        """What the block cost, and what it counted."""
        return Run(self.wall, self.cpu, found)


def _cpu() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def peak() -> int:
    """The most memory that this process has held so far, in bytes."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:  # elsewhere than on Linux; what was held before this program took over counts there too
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return held if sys.platform == "darwin" else held * 1024
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


@dataclass(frozen=True, slots=True)
class Result:
    """A measure at one size; ``ratios`` are ours by the yardstick, round by round. ``fault`` says why there is none."""

    measure: Measure
    size: Size
    ours: tuple[Run, ...] = ()
    yardstick: tuple[Run, ...] = ()
    fault: str = ""

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours divided by the yardstick, in the rounds."""
        return tuple(ours.amount / other.amount for ours, other in zip(self.ours, self.yardstick, strict=True))

    @property
    def ratio(self) -> float:
        """The median of the ratios."""
        return statistics.median(self.ratios)

    @property
    def cpu_ratio(self) -> float | None:
        """The median ratio of processor time, which other programs on the machine disturb less."""
        pairs = [(ours.cpu, other.cpu) for ours, other in zip(self.ours, self.yardstick, strict=True)]
        return statistics.median(ours / other for ours, other in pairs) if all(map(all, pairs)) else None

    @property
    def missed(self) -> bool:
        """Whether there is a goal at this size that the median does not reach."""
        goal = self.measure.goals.get(self.size)
        return not self.fault and goal is not None and self.ratio > goal


_FIRST = ("opening", "recount", "first_window", "items_table", "workbook")
"""The modules whose measures come first in the table, in their order; all others follow by name."""


def measures() -> Iterator[Measure]:
    """The measures of all modules of this package."""
    package = importlib.import_module("tests.benchmarks")
    names = [found.name for found in pkgutil.iter_modules(package.__path__) if found.name != "__main__"]
    for name in sorted(names, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)):
        yield from getattr(importlib.import_module(f"tests.benchmarks.{name}"), "MEASURES", ())


def take(measure: Measure, size: Size, rounds: int) -> Result:
    """Run the two sides in turn; the first pair warms up and does not count, unless it is the only one."""
    subject = measure.subject(size)
    ours: list[Run] = []
    yardstick: list[Run] = []
    for number in range(rounds + 1 if rounds > 1 else 1):
        try:
            pair = [_fresh(measure.name, side, subject) for side in ("yardstick", "ours")]
        except Missing as missing:
            return Result(measure, size, fault=str(missing))
        if pair[0].found != pair[1].found:
            raise AssertionError(f"{measure.name}: the two sides counted {pair[1].found} and {pair[0].found}")
        if number or rounds == 1:
            yardstick.append(pair[0])
            ours.append(pair[1])
    return Result(measure, size, tuple(ours), tuple(yardstick))


def _fresh(name: str, side: str, subject: Path) -> Run:
    """One run of a side in a process of its own."""
    done = subprocess.run(  # noqa: S603 - the same interpreter
        [sys.executable, "-m", "tests.benchmarks.frame", name, side, str(subject)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{name}, {side}: exit code {done.returncode}")
    said = json.loads(done.stdout.splitlines()[-1])
    if "missing" in said:
        raise Missing(said["missing"])
    return Run(**said)


def _child(name: str, side: str, subject: str) -> None:
    # Loaded by its real name: this file runs as __main__ here, and would bring classes of its own.
    frame = importlib.import_module("tests.benchmarks.frame")
    measure = next(found for found in frame.measures() if found.name == name)
    try:
        run = (measure.ours if side == "ours" else measure.yardstick)(Path(subject))
    except frame.Missing as missing:
        print(json.dumps({"missing": str(missing)}))
    else:
        print(json.dumps(asdict(run)))


if __name__ == "__main__":
    _child(*sys.argv[1:])
