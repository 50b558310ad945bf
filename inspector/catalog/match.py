"""Matches a member to a kind of file by its header and its name together.

LinkedIn changes columns from year to year. Headers are therefore compared without case, blanks and underscores, and
by the share of columns they have in common. Names are compared without folder and number.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from typing import Literal

from inspector.catalog.catalog_schema import FileKind, Platform
from inspector.catalog.cell_patterns import PatternMatch, match_cell_patterns
from inspector.catalog.column_names import fold_column_name
from inspector.catalog.domain_rows import split_mixed_rows
from inspector.catalog.drift import NO_DRIFT, Drift, fold_header, measure_drift, measure_similarity
from inspector.catalog.file_names import fold_base_name, matches_pattern
from inspector.columns import Indices
from inspector.table import Head, Layout, Table, fold_domain, parse_day

MatchMethod = Literal["header", "name", "both", "none"]

MIN_SIMILARITY = 0.6
"""The least share of common columns (Dice) with which a header counts as known."""
MIN_SIMILARITY_WITH_NAME = 0.3
"""The least share of common columns where the name says the same kind."""
_NO_COLUMNS: Counter[str] = Counter()


@dataclass(frozen=True, slots=True)
class Match:
    """The kind of a member (``None``: unknown), by what it was recognised, and how to read it.

    ``rivals`` are the ids of other kinds with the same header, where the name does not decide. Where
    ``has_known_header`` is false, no record is a known header of the kind and its columns are taken by position.
    ``drift`` says how the header differs from the known ones. A kind with the method "none" was recognised by its
    cells alone.
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
    def data_categories(self) -> frozenset[str]:
        """All data categories that an item of any kind can have."""
        parts = [part for kind in self.kinds for part in kind.part]
        categories = {part.data_category for part in parts} | {part.audience.limited_category for part in parts}
        categories |= {part.recipients.several_category for part in parts if part.recipients is not None}
        return frozenset(category for category in categories if category is not None)

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
    def list_separators(self) -> dict[str, str]:
        """What the platform's tables put between the items of a list, by column in lower case."""
        return {name.casefold(): separator for name, separator in self.platform.list_separators.items()}

    @cached_property
    def _kinds_by_domain(self) -> dict[str, FileKind]:
        return {fold_domain(domain): kind for kind in self.kinds for domain in kind.domains}

    @cached_property
    def _mixed_kinds_by_domain(self) -> dict[str, list[FileKind]]:
        kinds_by_domain: dict[str, list[FileKind]] = {}
        for kind in self.kinds:
            for domain in kind.mixed_domains:
                kinds_by_domain.setdefault(fold_domain(domain), []).append(kind)
        return kinds_by_domain

    def match_domain(self, domain: str, table: Table) -> list[tuple[Match, Indices | None]]:
        """Match a table of the portability interface by its domain: each match with its rows (None: all of them).

        Where a domain holds several kinds, each row is matched by its columns. Rows that they do not settle are of
        the kind that has the whole domain, or of none.
        """
        folded = fold_domain(domain)
        rest_kind, mixed_kinds = self._kinds_by_domain.get(folded), self._mixed_kinds_by_domain.get(folded, ())
        if not mixed_kinds or not table.rows:
            return [(_match_by_domain(rest_kind, table), None)]
        rows_by_kind, rest_rows = split_mixed_rows(mixed_kinds, table)
        matches: list[tuple[Match, Indices | None]] = [
            (_match_by_domain(kind, table), rows) for kind, rows in rows_by_kind if len(rows)
        ]
        if len(rest_rows) or table.set_aside:
            matches.append((_match_by_domain(rest_kind, table), rest_rows))
        return [(match, None) for match, _rows in matches] if len(matches) == 1 else matches

    def knows_domain(self, domain: str) -> bool:
        """Whether any kind is found in a domain of this name."""
        folded = fold_domain(domain)
        return folded in self._kinds_by_domain or folded in self._mixed_kinds_by_domain

    @cached_property
    def _kinds_by_name(self) -> dict[str, FileKind | None]:
        """A cache by member name: each name is looked up several times during a reading."""
        return {}

    def _look_up_name(self, name: str) -> FileKind | None:
        kind = self._kinds_by_base_name.get(fold_base_name(name))
        if kind is not None:
            return kind
        folded = name.casefold()
        return next((kind for pattern, kind in self._name_patterns if matches_pattern(folded, pattern)), None)

    def match(self, name: str, head: Head) -> Match:
        """Match a member by its name and its first records."""
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
        """The kinds by each of their headers, as folded columns."""
        kinds_by_header: dict[tuple[str, ...], list[FileKind]] = {}
        for kind in self.kinds:
            for header in kind.headers:
                kinds_by_header.setdefault(tuple(map(fold_column_name, header)), []).append(kind)
        return kinds_by_header

    def _find_exact_header(
        self, records: Sequence[Sequence[str]], named_kind: FileKind | None
    ) -> tuple[int, list[FileKind]] | None:
        """The first record that equals a known header, unless the name says another kind."""
        for index, record in enumerate(records):
            kinds = self._kinds_by_header.get(tuple(map(fold_column_name, record)))
            if kinds is not None and (named_kind in kinds or (named_kind is None and len(record) > 1)):
                return index, kinds
        return None

    def _find_best_header(
        self, records: Sequence[Sequence[str]], named_kind: FileKind | None
    ) -> tuple[int, list[FileKind]] | None:
        """The index of the record most similar to a known header, and all kinds that share that header."""
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


def _is_distinctive(common_columns: Counter[str], similarity: float) -> bool:
    """Whether common columns can identify a kind without its name: a single short word cannot."""
    return common_columns.total() > 1 or (similarity == 1.0 and all(len(cell) > 6 for cell in common_columns))


def _measure_containment(cells: Counter[str], header: Counter[str]) -> float:
    """The similarity of a record to a header of the kind that the name says; the record may lack columns."""
    return max(measure_similarity(cells, header), (cells & header).total() / max(1, cells.total()))


def _match_by_domain(kind: FileKind | None, table: Table) -> Match:
    """The match of a table whose kind its domain says; its columns confirm that, or drift."""
    if kind is None:
        return Match(None, "none", Layout(None))
    columns = fold_header(table.columns)
    is_known = any(_measure_containment(columns, fold_header(header)) >= MIN_SIMILARITY for header in kind.headers)
    drift = replace(measure_drift(kind, table.columns), is_reordered=False) if table.columns else NO_DRIFT
    return Match(kind, "both" if is_known else "name", Layout(None), drift=drift)


def _match_by_cells(pattern_match: PatternMatch) -> Match:
    """The match where only the cells fit a kind."""
    kind = pattern_match.kind
    layout = Layout(pattern_match.header_index, pattern_match.columns, kind.repairs, kind.expects_duplicates)
    return Match(kind, "none", layout, has_known_header=False)


def _match_by_name(named_kind: FileKind | None, head: Head) -> Match:
    """The match by name, where no record is a known header; the first full record is then the header."""
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
    """The index of the first record with as many cells as most records have."""
    if not records:
        return 0
    width, _frequency = Counter(map(len, records)).most_common(1)[0]
    return next(i for i, record in enumerate(records) if len(record) == width)


def _names_any_column(record: Sequence[str], kind: FileKind) -> bool:
    """Whether any cell of a record is a known column name of the kind; if not, the record is data."""
    known_columns = {fold_column_name(name) for header in kind.headers for name in header if name}
    return any(fold_column_name(cell) in known_columns for cell in record)


def _holds_a_date(record: Sequence[str], header: Sequence[str], kind: FileKind) -> bool:
    """Whether a record has a date in a date column of the kind, which a header never has."""
    date_columns = {fold_column_name(name) for part in kind.part for name in part.date}
    pairs = zip(record, header, strict=False)
    return any(parse_day(cell) is not None for cell, name in pairs if fold_column_name(name) in date_columns)
