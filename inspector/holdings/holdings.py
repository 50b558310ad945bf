"""All that an archive holds, sorted and dated, before any law: members, blocks of items, coverage, problems.

``Counts`` is what makes a changed circumstance cheap: for each class of items (data category and author) the
cumulative number of items by day, so that a verdict never has to touch a row.
"""

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from inspector.catalog import By, FileKind
from inspector.errors import Problem, Severity
from inspector.i18n import Words, named, words
from inspector.items import AUTHORS, Block, Hint, Owner
from inspector.table import UNKNOWN_DAY
from inspector.taxonomy import Facts

State = Literal["read", "empty", "unknown", "unreadable", "ignored", "media"]
Completeness = Literal["complete", "basic", "unknown"]

_COMPLETE = {"shares", "comments", "reactions", "votes", "instantreposts"}
_BASIC = {"connections", "messages", "profile"}
_EXPORTED = re.compile(r"_(\d{2})-(\d{2})-(\d{4})")
_WIDEST = 400_000
"""The widest range of days that is counted by a plain array; wider ones are counted by their distinct days."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An archive that was opened: its number from 1, its base name, the SHA-256 of a zip once it is known."""

    number: int
    name: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class File:
    """What became of one member: what it was taken for, how many records were shown and set aside."""

    archive: int
    member: str
    kind: FileKind | None
    by: By
    state: State
    rows: int = 0
    set_aside: int = 0
    sha256: str | None = None
    data_category: str | None = None

    @property
    def title(self) -> Words:
        """What the file is, for a person to read."""
        if self.kind is not None:
            return named(self.kind.title)
        return _UNCATALOGUED.get(self.state, _UNKNOWN)


_UNCATALOGUED = {
    "ignored": words("Left by an operating system, not by LinkedIn"),
    "media": words("A file that is no table"),
}
_UNKNOWN = words("A file that the catalog does not know")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items of a class there are by day: ``total[i]`` are dated on or before ``days[i]``."""

    days: NDArray[np.int32]
    total: NDArray[np.int64]
    undated: int

    def between(self, first: int | None, last: int | None) -> int:
        """How many items are dated from ``first`` to ``last``, both inclusive, ``None`` for no bound."""
        edges = [edge for edge in (first, last + 1 if last is not None else None) if edge is not None]
        return self.by_stretch(edges)[0 if first is None else 1]

    def by_stretch(self, edges: Sequence[int]) -> list[int]:
        """How many items are dated before the first of some days in order, from each to the next, from the last on."""
        # Views hand out plain numbers, so that looking up a day costs less than beginning a numpy call.
        days, total = self.days.data, self.total.data
        found, before = [], 0
        for edge in edges:
            end = bisect_left(days, edge)
            so_far = total[end - 1] if end else 0
            found.append(so_far - before)
            before = so_far
        return [*found, (total[-1] if len(days) else 0) - before]


def counts_of(days: NDArray[np.int32]) -> Counts:
    """Count the items of a class by day; ``days`` has the shape (items,)."""
    dated = days[days != UNKNOWN_DAY]
    undated = len(days) - len(dated)
    if not len(dated):
        return Counts(np.zeros(0, np.int32), np.zeros(0, np.int64), undated)
    low, high = int(dated.min()), int(dated.max())
    if high - low < _WIDEST:
        tally = np.bincount(dated - low, minlength=high - low + 1)
        there = np.flatnonzero(tally)
        return Counts((there + low).astype(np.int32), np.cumsum(tally[there]), undated)
    distinct, tally = np.unique(dated, return_counts=True)
    return Counts(distinct.astype(np.int32), np.cumsum(tally), undated)


def classes_of(blocks: Iterable[Block]) -> dict[Facts, Counts]:
    """The counts of every class of items that the blocks hold."""
    days: dict[Facts, list[NDArray[np.int32]]] = {}
    for block in blocks:
        for facts, chosen in block_classes(block):
            days.setdefault(facts, []).append(block.days[chosen])
    return {facts: counts_of(np.concatenate(found)) for facts, found in days.items()}


def block_classes(block: Block) -> Iterator[tuple[Facts, NDArray[np.bool_]]]:
    """The classes that a block holds, each with the mask of its items."""
    code = block.category.astype(np.intp) * len(AUTHORS) + block.author
    for value in np.flatnonzero(np.bincount(code)) if len(code) else ():
        category, author = divmod(int(value), len(AUTHORS))
        yield Facts(block.data_categories[category], AUTHORS[author]), code == value


@dataclass(frozen=True)
class Holdings:
    """The whole content of one or more archives of one owner, without any law in it."""

    archives: tuple[Opened, ...]
    files: tuple[File, ...]
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    owner: Owner
    hints: tuple[Hint, ...]
    repeated: int
    absent: tuple[FileKind, ...]

    @cached_property
    def classes(self) -> Mapping[Facts, Counts]:
        """The items of each class, counted by day."""
        return classes_of(self.blocks)

    @cached_property
    def counted(self) -> dict[object, Any]:
        """What was counted under earlier circumstances, by what each use answered: most facts concern few uses."""
        return {}

    @property
    def several(self) -> bool:
        """Whether several archives are open, so that addresses name theirs."""
        return len(self.archives) > 1

    @property
    def items(self) -> int:
        """How many items there are."""
        return sum(map(len, self.blocks))

    @cached_property
    def states(self) -> Mapping[State, int]:
        """How many files there are of each state that occurs."""
        return Counter(file.state for file in self.files)

    @cached_property
    def warnings(self) -> int:
        """How many problems are warnings; the others are notes."""
        return sum(problem.severity is Severity.WARNING for problem in self.problems)

    @property
    def kinds(self) -> frozenset[str]:
        """The ids of the file kinds that were found."""
        return frozenset(file.kind.id for file in self.files if file.kind is not None)

    @property
    def completeness(self) -> Completeness:
        """Whether this looks like LinkedIn's complete download or the basic one, by content, not by name."""
        if self.kinds & _COMPLETE:
            return "complete"
        return "basic" if self.kinds & _BASIC else "unknown"

    @property
    def exported(self) -> dt.date | None:
        """The latest day that the names of the archives give."""
        return latest_export(archive.name for archive in self.archives)

    @property
    def registered(self) -> int | None:
        """The day number of the owner's registration, where the archive holds it."""
        return self.owner.registered


def latest_export(names: Iterable[str]) -> dt.date | None:
    """The latest day that the names of archives give."""
    return max(filter(None, map(exported_on, names)), default=None)


def exported_on(name: str) -> dt.date | None:
    """The day in the name of a download, ``..._MM-DD-YYYY.zip``; a hint only, as names can be changed."""
    found = _EXPORTED.search(name)
    if found is None:
        return None
    month, day, year = map(int, found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def absent_kinds(
    kinds: Sequence[FileKind], found: frozenset[str], exported: dt.date | None = None
) -> tuple[FileKind, ...]:
    """The kinds that a complete archive would hold and this one lacks; those that came up after its day are not."""
    return tuple(
        kind
        for kind in kinds
        if kind.absent_means
        and found.isdisjoint((kind.id, *kind.instead))
        and (exported is None or kind.since is None or kind.since <= exported.year)
    )
