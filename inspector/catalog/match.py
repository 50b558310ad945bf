"""What a file is: the header and the name of a member together decide on its kind.

Columns drift from year to year, so headers are compared without case, blanks and underscores, and by how
much they share. Names are compared without folder, all-digit suffix and ending.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from operator import itemgetter
from typing import Literal

import msgspec

from inspector.catalog.catalog_schema import CatalogFile, FileKind
from inspector.catalog.cell_patterns import Shaped, told_by_shape
from inspector.catalog.drift import SAME, Drift, drift_of, folded_header, likeness
from inspector.errors import Refused
from inspector.i18n import words
from inspector.items.text_columns import folded_column
from inspector.resources import resources
from inspector.table import Head, Layout, parse_day

By = Literal["header", "name", "both", "none"]

SURE = 0.6
"""The share of columns from which on a header counts as recognised."""
LEAST = 0.3
"""The share of columns that a header must keep where the name says the same."""
_EMPTY: Counter[str] = Counter()


@dataclass(frozen=True, slots=True)
class Match:
    """What a member was taken for: the kind or ``None``, how it was known, and how to read it.

    ``rivals`` are other kinds with the same header, where the name decided nothing. ``header_found`` is
    false where the kind has known headers and none of the first records is one of them: its columns are then
    told by their place. ``drift`` says how the header found differs from the known ones. A kind that is known
    by neither header nor name ("none") was told by the shapes of its cells.
    """

    kind: FileKind | None
    by: By
    layout: Layout
    rivals: tuple[str, ...] = ()
    header_found: bool = True
    drift: Drift = SAME


@dataclass(frozen=True)
class Catalog:
    """All file kinds of one platform."""

    title: str
    kinds: tuple[FileKind, ...]

    @cached_property
    def by_id(self) -> dict[str, FileKind]:
        """The kinds by their ids."""
        return {kind.id: kind for kind in self.kinds}

    @cached_property
    def _by_base(self) -> dict[str, FileKind]:
        """The kinds by the folded base names of their files."""
        return {folded_base(file): kind for kind in self.kinds for file in kind.files if "*" not in file}

    @cached_property
    def _headers(self) -> tuple[tuple[FileKind, tuple[Counter[str], ...]], ...]:
        """The folded columns of every known header."""
        return tuple((kind, tuple(folded_header(header) for header in kind.headers)) for kind in self.kinds)

    @cached_property
    def _columns(self) -> frozenset[str]:
        """The folded columns of all known headers."""
        return frozenset(column for _kind, headers in self._headers for header in headers for column in header)

    @cached_property
    def _globs(self) -> tuple[tuple[str, FileKind], ...]:
        return tuple((file.casefold(), kind) for kind in self.kinds for file in kind.files if "*" in file)

    def named(self, name: str) -> FileKind | None:
        """The kind that the name of a member says, or ``None``."""
        if name not in self._asked:
            self._asked[name] = self._named(name)
        return self._asked[name]

    @cached_property
    def _asked(self) -> dict[str, FileKind | None]:
        """The names that were asked for already: each is asked for several times on the way."""
        return {}

    def _named(self, name: str) -> FileKind | None:
        kind = self._by_base.get(folded_base(name))
        if kind is not None:
            return kind
        folded = name.casefold()
        return next((kind for glob, kind in self._globs if _fits(folded, glob)), None)

    def match(self, name: str, head: Head) -> Match:
        """What the member is, by the first records and the name together."""
        named = self.named(name)
        if named is not None and named.form != "table":
            named = None
        found = self._best_header(head.records, named)
        if found is None:
            shaped = told_by_shape(self.kinds, head.records) if named is None else None
            return _by_shape(shaped) if shaped is not None else _by_name_only(named, head)
        index, rivals = found
        by_name = named if named in rivals else None
        chosen = by_name or next((kind for kind in rivals if kind.preferred), rivals[0])
        others = () if by_name else tuple(kind.id for kind in rivals if kind is not chosen)
        layout = Layout(index, (), chosen.repairs, chosen.expects_duplicates)
        drift = drift_of(chosen, head.records[index])
        return Match(chosen, "both" if by_name else "header", layout, others, drift=drift)

    @cached_property
    def _exact(self) -> dict[tuple[str, ...], list[FileKind]]:
        """The kinds that have exactly a header, by its folded columns."""
        found: dict[tuple[str, ...], list[FileKind]] = {}
        for kind in self.kinds:
            for header in kind.headers:
                found.setdefault(tuple(map(folded_column, header)), []).append(kind)
        return found

    def _exact_header(
        self, records: Sequence[Sequence[str]], named: FileKind | None
    ) -> tuple[int, list[FileKind]] | None:
        """The first record that is a known header to the letter, if the name does not speak against it."""
        for index, record in enumerate(records):
            kinds = self._exact.get(tuple(map(folded_column, record)))
            if kinds is not None and (named in kinds or (named is None and len(record) > 1)):
                return index, kinds
        return None

    def _best_header(
        self, records: Sequence[Sequence[str]], named: FileKind | None
    ) -> tuple[int, list[FileKind]] | None:
        """The record that is most like a known header, with all kinds that share it."""
        exact = self._exact_header(records, named)
        if exact is not None:
            return exact
        best: tuple[float, int, list[FileKind]] = (0.0, 0, [])
        for index, record in enumerate(records):
            cells = folded_header(record)
            if cells.keys().isdisjoint(self._columns):
                continue
            for kind, headers in self._headers:
                alike = _holding if kind is named else likeness
                share, header = max(((alike(cells, h), h) for h in headers), key=itemgetter(0), default=(0.0, _EMPTY))
                enough = LEAST if kind is named else SURE
                if share < enough or (kind is not named and not _telling(cells & header, share)):
                    continue
                weight = share + (0.25 if kind is named else 0.0)
                if weight > best[0] and (kind is named or not best[2] or share > best[0]):
                    best = (weight, index, [kind])
                elif weight == best[0] and index == best[1]:
                    best[2].append(kind)
        return (best[1], best[2]) if best[2] else None


def _fits(name: str, glob: str) -> bool:
    """Whether a path fits a pattern folder by folder; ``**`` stands for any folders."""
    names, globs = name.split("/"), glob.split("/")
    if globs[0] == "**":
        return fnmatchcase(names[-1], globs[-1])
    return len(names) == len(globs) and all(map(fnmatchcase, names, globs))


def _telling(shared: Counter[str], share: float) -> bool:
    """Whether the columns that a header shares with a kind's can tell it without its name: one word cannot."""
    return shared.total() > 1 or (share == 1.0 and all(len(cell) > 6 for cell in shared))


def _holding(cells: Counter[str], header: Counter[str]) -> float:
    """How surely a record is a header of the kind that the name says: columns may have been left out of it."""
    return max(likeness(cells, header), (cells & header).total() / max(1, cells.total()))


def _by_shape(shaped: Shaped) -> Match:
    """Neither header nor name is known, but only one kind has cells that look like these."""
    kind = shaped.kind
    layout = Layout(shaped.header, shaped.columns, kind.repairs, kind.expects_duplicates)
    return Match(kind, "none", layout, header_found=False)


def _by_name_only(named: FileKind | None, head: Head) -> Match:
    """No record is a known header: take the name, and the first full record as the header."""
    index = _first_full(head.records)
    if named is None:
        return Match(None, "none", Layout(index if head.records else None))
    if not named.headers:
        return Match(named, "name", Layout(index if head.records else None, (), named.repairs))
    width = len(head.records[index]) if head.records else 0
    known = next((header for header in named.headers if len(header) == width), named.headers[0])
    dated = [_holds_a_date(record, known, named) for record in head.records[index:]]
    if dated and not dated[0] and any(dated[1:]) and width == len(known):  # a header, in words of another language
        return Match(named, "name", Layout(index, known, named.repairs, named.expects_duplicates), (), False)
    if dated and (dated[0] or not _names_a_column(head.records[index], named)):
        return Match(named, "name", Layout(None, known, named.repairs, named.expects_duplicates), (), False)
    layout = Layout(index if head.records else None, (), named.repairs, named.expects_duplicates)
    drift = drift_of(named, head.records[index]) if head.records else SAME
    return Match(named, "name", layout, (), not head.records, drift)


def _first_full(records: Sequence[Sequence[str]]) -> int:
    """The first record with as many cells as most records have."""
    if not records:
        return 0
    width, _times = Counter(map(len, records)).most_common(1)[0]
    return next(i for i, record in enumerate(records) if len(record) == width)


def _names_a_column(record: Sequence[str], kind: FileKind) -> bool:
    """Whether any cell of a record is the name of a column of the kind: if not, it is data."""
    known = {folded_column(name) for header in kind.headers for name in header if name}
    return any(folded_column(cell) in known for cell in record)


def _holds_a_date(record: Sequence[str], header: Sequence[str], kind: FileKind) -> bool:
    """Whether a record is data rather than a header: a date stands where the kind keeps its dates."""
    dated = {folded_column(name) for part in kind.part for name in part.date}
    pairs = zip(record, header, strict=False)
    return any(parse_day(cell) is not None for cell, name in pairs if folded_column(name) in dated)


@lru_cache(maxsize=4096)
def folded_base(name: str) -> str:
    """A file's base name without folder, case and all-digit suffixes; blanks and underscores are one."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1].casefold()
    stem, dot, ending = base.rpartition(".")
    stem = stem if dot else ending
    stem = re.sub(r"(_\d+)+$", "", re.sub(r"\s*\(\d+\)$", "", stem)).replace("_", " ")
    return f"{stem}.{ending}" if dot else stem


def load(folder: Traversable | None = None) -> Catalog:
    """Read the catalog that comes with the program, or the one in a folder; raises ``Refused``."""
    file = (folder or resources() / "catalog") / "linkedin.toml"
    try:
        found = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), CatalogFile)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        told = words("The catalog of file kinds cannot be read: {fault}", fault=str(error))
        raise Refused("E_CATALOG", told, words("Install again.")) from None
    return Catalog(found.title, found.kind)
