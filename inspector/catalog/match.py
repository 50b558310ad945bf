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

from inspector.catalog.catalog_schema import CatalogFile, FileKind, Platform
from inspector.catalog.cell_patterns import PatternMatch, match_cell_patterns
from inspector.catalog.column_names import fold_column_name
from inspector.catalog.drift import NO_DRIFT, Drift, fold_header, measure_drift, measure_similarity
from inspector.errors import Refused
from inspector.i18n import _
from inspector.resources import resources_dir
from inspector.table import Head, Layout, parse_day

MatchMethod = Literal["header", "name", "both", "none"]

MIN_SIMILARITY = 0.6
"""The share of columns from which on a header counts as recognised."""
MIN_SIMILARITY_WITH_NAME = 0.3
"""The share of columns that a header must keep where the name says the same."""
_NO_COLUMNS: Counter[str] = Counter()


@dataclass(frozen=True, slots=True)
class Match:
    """What a member was taken for: the kind or ``None``, how it was known, and how to read it.

    ``rivals`` are other kinds with the same header, where the name decided nothing. ``header_found`` is
    false where the kind has known headers and none of the first records is one of them: its columns are then
    told by their place. ``drift`` says how the header found differs from the known ones. A kind that is known
    by neither header nor name ("none") was told by the shapes of its cells.
    """

    kind: FileKind | None
    method: MatchMethod
    layout: Layout
    rivals: tuple[str, ...] = ()
    has_known_header: bool = True
    drift: Drift = NO_DRIFT


@dataclass(frozen=True)
class Catalog:
    """All file kinds of one platform."""

    title: str
    platform: Platform
    kinds: tuple[FileKind, ...]

    @cached_property
    def by_id(self) -> dict[str, FileKind]:
        """The kinds by their ids."""
        return {kind.id: kind for kind in self.kinds}

    @cached_property
    def _kinds_by_base_name(self) -> dict[str, FileKind]:
        """The kinds by the folded base names of their files."""
        return {fold_base_name(file): kind for kind in self.kinds for file in kind.files if "*" not in file}

    @cached_property
    def _folded_headers(self) -> tuple[tuple[FileKind, tuple[Counter[str], ...]], ...]:
        """The folded columns of every known header."""
        return tuple((kind, tuple(fold_header(header) for header in kind.headers)) for kind in self.kinds)

    @cached_property
    def _known_columns(self) -> frozenset[str]:
        """The folded columns of all known headers."""
        return frozenset(column for _kind, headers in self._folded_headers for header in headers for column in header)

    @cached_property
    def _cell_patterns(self) -> dict[str, re.Pattern[str]]:
        patterns = self.platform.cell_patterns
        return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}

    @cached_property
    def _name_patterns(self) -> tuple[tuple[str, FileKind], ...]:
        return tuple((file.casefold(), kind) for kind in self.kinds for file in kind.files if "*" in file)

    def find_by_name(self, name: str) -> FileKind | None:
        """The kind that the name of a member says, or ``None``."""
        if name not in self._kinds_by_name:
            self._kinds_by_name[name] = self._look_up_name(name)
        return self._kinds_by_name[name]

    @cached_property
    def _kinds_by_name(self) -> dict[str, FileKind | None]:
        """The names that were asked for already: each is asked for several times on the way."""
        return {}

    def _look_up_name(self, name: str) -> FileKind | None:
        kind = self._kinds_by_base_name.get(fold_base_name(name))
        if kind is not None:
            return kind
        folded = name.casefold()
        return next((kind for pattern, kind in self._name_patterns if _matches_pattern(folded, pattern)), None)

    def match(self, name: str, head: Head) -> Match:
        """What the member is, by the first records and the name together."""
        named_kind = self.find_by_name(name)
        if named_kind is not None and named_kind.form != "table":
            named_kind = None
        header_match = self._find_best_header(head.records, named_kind)
        if header_match is None:
            pattern_match = (
                match_cell_patterns(self.kinds, self._cell_patterns, head.records) if named_kind is None else None
            )
            return _match_by_cells(pattern_match) if pattern_match is not None else _match_by_name(named_kind, head)
        header_index, rivals = header_match
        confirmed_kind = named_kind if named_kind in rivals else None
        matched_kind = confirmed_kind or next((kind for kind in rivals if kind.preferred), rivals[0])
        other_kinds = () if confirmed_kind else tuple(kind.id for kind in rivals if kind is not matched_kind)
        layout = Layout(header_index, (), matched_kind.repairs, matched_kind.expects_duplicates)
        drift = measure_drift(matched_kind, head.records[header_index])
        return Match(matched_kind, "both" if confirmed_kind else "header", layout, other_kinds, drift=drift)

    @cached_property
    def _kinds_by_header(self) -> dict[tuple[str, ...], list[FileKind]]:
        """The kinds that have exactly a header, by its folded columns."""
        kinds_by_header: dict[tuple[str, ...], list[FileKind]] = {}
        for kind in self.kinds:
            for header in kind.headers:
                kinds_by_header.setdefault(tuple(map(fold_column_name, header)), []).append(kind)
        return kinds_by_header

    def _find_exact_header(
        self, records: Sequence[Sequence[str]], named_kind: FileKind | None
    ) -> tuple[int, list[FileKind]] | None:
        """The first record that is a known header to the letter, if the name does not speak against it."""
        for index, record in enumerate(records):
            kinds = self._kinds_by_header.get(tuple(map(fold_column_name, record)))
            if kinds is not None and (named_kind in kinds or (named_kind is None and len(record) > 1)):
                return index, kinds
        return None

    def _find_best_header(
        self, records: Sequence[Sequence[str]], named_kind: FileKind | None
    ) -> tuple[int, list[FileKind]] | None:
        """The record that is most like a known header, with all kinds that share it."""
        exact = self._find_exact_header(records, named_kind)
        if exact is not None:
            return exact
        best: tuple[float, int, list[FileKind]] = (0.0, 0, [])
        for index, record in enumerate(records):
            cells = fold_header(record)
            if cells.keys().isdisjoint(self._known_columns):
                continue
            for kind, headers in self._folded_headers:
                measure = _measure_containment if kind is named_kind else measure_similarity
                similarity, header = max(
                    ((measure(cells, h), h) for h in headers), key=itemgetter(0), default=(0.0, _NO_COLUMNS)
                )
                min_similarity = MIN_SIMILARITY_WITH_NAME if kind is named_kind else MIN_SIMILARITY
                if similarity < min_similarity or (
                    kind is not named_kind and not _is_distinctive(cells & header, similarity)
                ):
                    continue
                weight = similarity + (0.25 if kind is named_kind else 0.0)
                if weight > best[0] and (kind is named_kind or not best[2] or similarity > best[0]):
                    best = (weight, index, [kind])
                elif weight == best[0] and index == best[1]:
                    best[2].append(kind)
        return (best[1], best[2]) if best[2] else None


def _matches_pattern(name: str, pattern: str) -> bool:
    """Whether a path fits a pattern folder by folder; ``**`` stands for any folders."""
    name_parts, pattern_parts = name.split("/"), pattern.split("/")
    if pattern_parts[0] == "**":
        return fnmatchcase(name_parts[-1], pattern_parts[-1])
    return len(name_parts) == len(pattern_parts) and all(map(fnmatchcase, name_parts, pattern_parts))


def _is_distinctive(common_columns: Counter[str], similarity: float) -> bool:
    """Whether the columns that a header shares with a kind's can tell it without its name: one word cannot."""
    return common_columns.total() > 1 or (similarity == 1.0 and all(len(cell) > 6 for cell in common_columns))


def _measure_containment(cells: Counter[str], header: Counter[str]) -> float:
    """How surely a record is a header of the kind that the name says: columns may have been left out of it."""
    return max(measure_similarity(cells, header), (cells & header).total() / max(1, cells.total()))


def _match_by_cells(pattern_match: PatternMatch) -> Match:
    """Neither header nor name is known, but only one kind has cells that look like these."""
    kind = pattern_match.kind
    layout = Layout(pattern_match.header_index, pattern_match.columns, kind.repairs, kind.expects_duplicates)
    return Match(kind, "none", layout, has_known_header=False)


def _match_by_name(named_kind: FileKind | None, head: Head) -> Match:
    """No record is a known header: take the name, and the first full record as the header."""
    index = _find_first_full_record(head.records)
    if named_kind is None:
        return Match(None, "none", Layout(index if head.records else None))
    if not named_kind.headers:
        return Match(named_kind, "name", Layout(index if head.records else None, (), named_kind.repairs))
    width = len(head.records[index]) if head.records else 0
    known_header = next((header for header in named_kind.headers if len(header) == width), named_kind.headers[0])
    has_dates = [_holds_a_date(record, known_header, named_kind) for record in head.records[index:]]
    if (
        has_dates and not has_dates[0] and any(has_dates[1:]) and width == len(known_header)
    ):  # a header, in words of another language
        return Match(
            named_kind,
            "name",
            Layout(index, known_header, named_kind.repairs, named_kind.expects_duplicates),
            (),
            False,
        )
    if has_dates and (has_dates[0] or not _names_any_column(head.records[index], named_kind)):
        return Match(
            named_kind, "name", Layout(None, known_header, named_kind.repairs, named_kind.expects_duplicates), (), False
        )
    layout = Layout(index if head.records else None, (), named_kind.repairs, named_kind.expects_duplicates)
    drift = measure_drift(named_kind, head.records[index]) if head.records else NO_DRIFT
    return Match(named_kind, "name", layout, (), not head.records, drift)


def _find_first_full_record(records: Sequence[Sequence[str]]) -> int:
    """The first record with as many cells as most records have."""
    if not records:
        return 0
    width, _frequency = Counter(map(len, records)).most_common(1)[0]
    return next(i for i, record in enumerate(records) if len(record) == width)


def _names_any_column(record: Sequence[str], kind: FileKind) -> bool:
    """Whether any cell of a record is the name of a column of the kind: if not, it is data."""
    known_columns = {fold_column_name(name) for header in kind.headers for name in header if name}
    return any(fold_column_name(cell) in known_columns for cell in record)


def _holds_a_date(record: Sequence[str], header: Sequence[str], kind: FileKind) -> bool:
    """Whether a record is data rather than a header: a date stands where the kind keeps its dates."""
    date_columns = {fold_column_name(name) for part in kind.part for name in part.date}
    pairs = zip(record, header, strict=False)
    return any(parse_day(cell) is not None for cell, name in pairs if fold_column_name(name) in date_columns)


@lru_cache(maxsize=4096)
def fold_base_name(name: str) -> str:
    """A file's base name without folder, case and all-digit suffixes; blanks and underscores are one."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1].casefold()
    stem, dot, extension = base.rpartition(".")
    stem = stem if dot else extension
    stem = re.sub(r"(_\d+)+$", "", re.sub(r"\s*\(\d+\)$", "", stem)).replace("_", " ")
    return f"{stem}.{extension}" if dot else stem


def load_catalog(folder: Traversable | None = None) -> Catalog:
    """Read the catalog that comes with the program, or the one in a folder; raises ``Refused``."""
    file = (folder or resources_dir() / "catalog") / "linkedin.toml"
    try:
        catalog_file = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), CatalogFile)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        message = _("The catalog of file kinds cannot be read: {fault}", fault=str(error))
        raise Refused("E_CATALOG", message, _("Install again.")) from None
    return Catalog(catalog_file.title, catalog_file.platform, catalog_file.kind)
