"""What the opened archives hold: files, blocks of items, problems, owner and hints. No policy is applied here.

``DailyCounts`` makes a change of circumstances cheap: for each class of items (data category and author) it holds
the cumulative number of items by day, so counts by outcome are differences and no row is looked at again.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from inspector.catalog import Catalog, FileKind, MatchMethod
from inspector.errors import Problem, Severity
from inspector.holdings.deduplicate import ArchiveTable
from inspector.i18n import LazyText, _, lookup
from inspector.items import AUTHORS, Block, Hint, Owner, compute_item_keys
from inspector.ref import Ref
from inspector.table import UNKNOWN_DAY, SetAside
from inspector.taxonomy import ItemClass

FileState = Literal["read", "empty", "unknown", "unreadable", "ignored", "media"]
Completeness = Literal["complete", "basic", "unknown"]

_MAX_DENSE_DAYS = 400_000
"""The widest range of days that is counted in an array with one slot a day; a wider one is counted by distinct days."""


@dataclass(frozen=True, slots=True)
class OpenedArchive:
    """An archive that was opened: its number from 1, its base name, and the SHA-256 of a zip once it is known.

    ``folders`` are the folders around all of its files.
    """

    number: int
    name: str
    sha256: str | None
    folders: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and those of the folders around all of its files: each may tell the day of the export."""
        return self.name, *self.folders


@dataclass(frozen=True, slots=True)
class File:
    """What became of one member: the kind it was matched to, how many records were read, and those set aside.

    ``other_platform`` names the platform whose file it is, where that is another one.
    ``domain`` is what the portability interface calls the table, "" where the file does not say; None for any other.
    """

    archive: int
    member: str
    kind: FileKind | None
    by: MatchMethod
    state: FileState
    rows: int = 0
    set_aside_rows: tuple[SetAside, ...] = field(default=(), repr=False)
    sha256: str | None = None
    data_category: str | None = None
    other_platform: str | None = None
    domain: str | None = None

    @property
    def set_aside(self) -> int:
        """How many records could not be parsed and were set aside."""
        return len(self.set_aside_rows)

    @property
    def title(self) -> LazyText:
        """What the file is, for a person to read."""
        if self.kind is not None:
            return lookup(self.kind.title)
        if self.other_platform is not None:
            return _("A file from {platform}, not from LinkedIn", platform=self.other_platform)
        return _UNCATALOGUED_TITLES.get(self.state, _UNKNOWN_TITLE)


@dataclass(frozen=True, slots=True)
class SetAsideRow:
    """A record that could not be parsed, with where it stands.

    ``row`` is the number of the record in its table, ``line`` the physical line on which it begins; both count from
    1. ``text`` is the raw text of the record, whole.
    """

    archive: int
    member: str
    row: int
    line: int
    text: str

    def build_ref(self, several_archives: bool) -> Ref:
        """The address under which ``explain`` finds it; it names the archive where several are open."""
        return Ref(self.member, self.row, archive=self.archive if several_archives else None)


_UNCATALOGUED_TITLES = {
    "ignored": _("Left by an operating system, not by LinkedIn"),
    "media": _("A file that is no table"),
}
_UNKNOWN_TITLE = _("A file that the catalog does not know")


@dataclass(frozen=True, slots=True)
class DailyCounts:
    """How many items of a class there are by day: ``total[i]`` are dated on or before ``days[i]``."""

    days: NDArray[np.int32]
    total: NDArray[np.int64]
    undated: int

    def count_between(self, first: int | None, last: int | None) -> int:
        """How many items are dated from ``first`` to ``last``, both inclusive, ``None`` for no bound."""
        edges = [edge for edge in (first, last + 1 if last is not None else None) if edge is not None]
        return self.count_by_span(edges)[0 if first is None else 1]

    def count_by_span(self, edges: Sequence[int]) -> list[int]:
        """How many items are dated before the first of some days in order, from each to the next, from the last on."""
        # Views hand out plain numbers, so that looking up a day costs less than beginning a numpy call.
        days, total = self.days.data, self.total.data
        span_counts, previous_total = [], 0
        for edge in edges:
            end = bisect_left(days, edge)
            current_total = total[end - 1] if end else 0
            span_counts.append(current_total - previous_total)
            previous_total = current_total
        return [*span_counts, (total[-1] if len(days) else 0) - previous_total]

    def count_by_step(self, first_days: Sequence[int], undated_day: int | None) -> list[int]:
        """How many items there are in each of the steps that begin on some days in order, before them a first step.

        Undated items count in the step of ``undated_day``, or where that is ``None`` in the first step.
        """
        step_counts = self.count_by_span(first_days)
        step_counts[0 if undated_day is None else bisect_right(first_days, undated_day)] += self.undated
        return step_counts


def count_days(days: NDArray[np.int32]) -> DailyCounts:
    """Count the items of a class by day; ``days`` has the shape (items,)."""
    dated = days[days != UNKNOWN_DAY]
    undated = len(days) - len(dated)
    if not len(dated):
        return DailyCounts(np.zeros(0, np.int32), np.zeros(0, np.int64), undated)
    low, high = int(dated.min()), int(dated.max())
    if high - low < _MAX_DENSE_DAYS:
        tally = np.bincount(dated - low, minlength=high - low + 1)
        used_days = np.flatnonzero(tally)
        return DailyCounts((used_days + low).astype(np.int32), np.cumsum(tally[used_days]), undated)
    distinct, tally = np.unique(dated, return_counts=True)
    return DailyCounts(distinct.astype(np.int32), np.cumsum(tally), undated)


def count_classes(blocks: Iterable[Block]) -> dict[ItemClass, DailyCounts]:
    """The counts of every class of items that the blocks hold."""
    days: dict[ItemClass, list[NDArray[np.int32]]] = {}
    for block in blocks:
        for item_class, class_mask in split_classes(block):
            days.setdefault(item_class, []).append(block.days[class_mask])
    return {facts: count_days(np.concatenate(class_days)) for facts, class_days in days.items()}


def split_classes(block: Block) -> Iterator[tuple[ItemClass, NDArray[np.bool_]]]:
    """The classes that a block holds, each with the mask of its items."""
    code = block.category.astype(np.intp) * len(AUTHORS) + block.author
    for value in np.flatnonzero(np.bincount(code)) if len(code) else ():
        category, author = divmod(int(value), len(AUTHORS))
        yield ItemClass(block.data_categories[category], AUTHORS[author]), code == value


@dataclass(frozen=True)
class Holdings:
    """The whole content of one or more archives of one owner. It knows nothing of the policy.

    ``repeated_count`` is the number of rows that were left out because an earlier archive holds them.
    ``absent_kinds`` are those that a complete download would hold. ``tables`` are all tables whose rows may stand
    in another archive as well. ``parts`` are the holdings of each archive where several were united, else empty.
    """

    archives: tuple[OpenedArchive, ...]
    files: tuple[File, ...]
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    owner: Owner
    hints: tuple[Hint, ...]
    repeated_count: int
    absent_kinds: tuple[FileKind, ...]
    catalog: Catalog
    tables: tuple[ArchiveTable, ...] = ()
    parts: "tuple[Holdings, ...]" = ()

    @cached_property
    def classes(self) -> Mapping[ItemClass, DailyCounts]:
        """The items of each class, counted by day."""
        return count_classes(self.blocks)

    def compute_keys(self) -> list[NDArray[np.bytes_]]:
        """The durable keys of all items, an array of shape (items,) for each block, dtype ``S64``.

        They are computed anew on each call. Items of two archives may share a key: they are versions of one item.
        """
        if not self.parts:
            return compute_item_keys(self.blocks)
        keys_by_block = {
            (block.archive, block.member, block.columns): (block.rows, keys)
            for part in self.parts
            for block, keys in zip(part.blocks, compute_item_keys(part.blocks), strict=True)
        }
        keys = []
        for block in self.blocks:
            rows, block_keys = keys_by_block[block.archive, block.member, block.columns]
            keys.append(block_keys[np.searchsorted(rows, block.rows)])
        return keys

    @property
    def has_several_archives(self) -> bool:
        """Whether several archives are open, so that addresses name theirs."""
        return len(self.archives) > 1

    @property
    def item_count(self) -> int:
        """How many items there are."""
        return sum(map(len, self.blocks))

    @cached_property
    def file_counts(self) -> Counter[FileState]:
        """How many files there are of each state; 0 for a state that does not occur."""
        return Counter(file.state for file in self.files)

    @cached_property
    def set_aside_count(self) -> int:
        """How many records of all files could not be parsed and were set aside."""
        return sum(file.set_aside for file in self.files)

    def list_set_aside_rows(self) -> Iterator[SetAsideRow]:
        """Every record that was set aside, in the order of the files; made one by one, as they may be many."""
        for file in self.files:
            for record in file.set_aside_rows:
                yield SetAsideRow(file.archive, file.member, record.row, record.line, record.text)

    def find_set_aside_row(self, address: str) -> SetAsideRow | None:
        """The set-aside record at an address as ``Ref`` writes it, or ``None``; a part after it makes no difference."""
        try:
            ref = Ref.parse(address)
        except ValueError:
            return None
        if (ref.archive is not None) != self.has_several_archives:
            return None
        return next(
            (
                row
                for row in self.list_set_aside_rows()
                if row.row == ref.row and row.member == ref.member and ref.archive in (None, row.archive)
            ),
            None,
        )

    @cached_property
    def warning_count(self) -> int:
        """How many problems are warnings; the others are notes."""
        return sum(problem.severity is Severity.WARNING for problem in self.problems)

    @property
    def kind_ids(self) -> frozenset[str]:
        """The ids of the file kinds that were found."""
        return frozenset(file.kind.id for file in self.files if file.kind is not None)

    @property
    def is_snapshot(self) -> bool:
        """Whether everything that is known comes from the portability interface."""
        return is_snapshot(self.files)

    def get_source_name(self, kind: FileKind) -> str:
        """The name under which a kind is looked for: that of its file, or of its domain in a snapshot."""
        domains = (*kind.domains, *kind.mixed_domains)
        return domains[0] if domains and self.is_snapshot else kind.files[0]

    @property
    def completeness(self) -> Completeness:
        """Whether this looks like LinkedIn's complete download or the basic one, by content, not by name.

        It is not complete where it lacks what every account has. What comes from the portability interface is neither.
        """
        kind_ids = {file.kind.id for file in self.files if file.kind is not None and file.domain is None}
        if kind_ids & self.catalog.platform.complete_kinds:
            return "unknown" if self.lacking_kinds else "complete"
        return "basic" if kind_ids & self.catalog.platform.basic_kinds else "unknown"

    @cached_property
    def lacking_kinds(self) -> tuple[FileKind, ...]:
        """The kinds that every account has and this download does not show: not there, not readable, or not fetched."""
        read_kinds = {file.kind.id for file in self.files if file.kind is not None and file.state in ("read", "empty")}
        return tuple(kind for kind in self.catalog.kinds if kind.every_account and kind.id not in read_kinds)

    @property
    def export_date(self) -> dt.date | None:
        """The latest day that the names of the archives give."""
        return self.catalog.platform.find_latest_export(name for archive in self.archives for name in archive.names)

    @property
    def registration_day(self) -> int | None:
        """The day number of the owner's registration, where the archive holds it."""
        return self.owner.registration_day


def is_snapshot(files: Iterable[File]) -> bool:
    """Whether all files that are known come from the portability interface, and there are any."""
    has_domain = [file.domain is not None for file in files if file.kind is not None]
    return bool(has_domain) and all(has_domain)


def find_absent_kinds(catalog: Catalog, files: Iterable[File], archive_names: Iterable[str]) -> tuple[FileKind, ...]:
    """The kinds that a complete archive would hold and this one lacks.

    Kinds that LinkedIn introduced after the year of the export, as the names of the archives tell it, are not missed,
    nor is what the portability interface does not give where everything comes from it.
    """
    files = tuple(files)
    present_kinds = {file.kind.id for file in files if file.kind is not None}
    needs_domain = is_snapshot(files)
    export_date = catalog.platform.find_latest_export(archive_names)
    return tuple(
        kind
        for kind in catalog.kinds
        if kind.absent_means
        and present_kinds.isdisjoint((kind.id, *kind.instead))
        and (kind.domains or kind.mixed_domains or not needs_domain)
        and (export_date is None or kind.first_year is None or kind.first_year <= export_date.year)
    )
