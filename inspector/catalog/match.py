"""Matches a member to a kind of file: by what its header tells, by its rows, and by its name.

The content comes first. LinkedIn changes columns from year to year, so headers are compared without case, blanks and
underscores, weighed by what each column tells; a name is known under every addition that a copy gets. A name decides
between kinds with the same header unless the rows prove the contrary, and where the header is in unknown words.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

from inspector.archive.file_types import find_form
from inspector.catalog.catalog_schema import FileKind, Platform, Translation
from inspector.catalog.cell_patterns import PatternMatch, match_cell_patterns
from inspector.catalog.column_names import fold_column_name
from inspector.catalog.drift import NO_DRIFT, Drift, measure_drift
from inspector.catalog.file_names import contains_words, fold_stem, list_stems, matches_pattern
from inspector.catalog.header_shape import is_header
from inspector.catalog.known_headers import MIN_SIMILARITY, MIN_TELLING_WEIGHT, HeaderMatch, KnownHeaders
from inspector.catalog.rivals import (
    SAMPLE_ROWS,
    RowSample,
    choose_rival,
    find_shown_kind,
    judge_alike,
    list_sign_columns,
    sample_records,
    shows_one_party,
)
from inspector.columns import list_texts
from inspector.table import Head, Layout, Table, fold_domain

MatchMethod = Literal["header", "name", "both", "none"]


@dataclass(frozen=True, slots=True)
class Match:
    """The kind of a member (``None``: unknown), by what it was recognised, and how to read it.

    ``rivals`` are the ids of other kinds with the same header between which neither the name nor the rows decide;
    the kind is ``None`` then, unless all of them judge alike. ``family`` are the ids of all kinds with the matched
    header. Where ``has_known_header`` is false, no record is a
    known header of the kind. ``drift`` says how the header differs from the known ones, ``translation`` in which
    language it is. ``named_kind`` is the kind that the name says where the content says another. A kind with the
    method "none" was recognised by its cells alone.
    """

    kind: FileKind | None
    method: MatchMethod
    layout: Layout
    rivals: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    has_known_header: bool = True
    drift: Drift = NO_DRIFT
    translation: Translation | None = None
    named_kind: FileKind | None = None


class NameMatch(NamedTuple):
    """The kind that a file's name says; ``is_loose`` where the name only holds a known one among other words."""

    kind: FileKind
    is_loose: bool


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
        categories |= {part.status.hidden_category for part in parts if part.status is not None}
        return frozenset(category for category in categories if category is not None)

    @cached_property
    def headers(self) -> KnownHeaders:
        """All known headers."""
        return KnownHeaders(tuple(kind for kind in self.kinds if kind.form == "table"), self.platform)

    @cached_property
    def _kinds_by_stem(self) -> dict[str, FileKind]:
        """The kinds by the folded stems of their files."""
        return {fold_stem(file): kind for kind in self.kinds for file in kind.files if "*" not in file}

    @cached_property
    def _stems_by_length(self) -> list[str]:
        return sorted(self._kinds_by_stem, key=len, reverse=True)

    @cached_property
    def _cell_patterns(self) -> dict[str, re.Pattern[str]]:
        patterns = self.platform.cell_patterns
        return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}

    @cached_property
    def _name_patterns(self) -> tuple[tuple[str, FileKind], ...]:
        return tuple((file.casefold(), kind) for kind in self.kinds for file in kind.files if "*" in file)

    def find_by_name(self, name: str) -> FileKind | None:
        """The kind that the name of a member says, also as a copy's; ``None`` where it says none."""
        if name not in self._kinds_by_name:
            self._kinds_by_name[name] = self._look_up_name(name)
        return self._kinds_by_name[name]

    @cached_property
    def list_separators(self) -> dict[str, str]:
        """What the platform's tables put between the items of a list, by column in lower case."""
        return {name.casefold(): separator for name, separator in self.platform.list_separators.items()}

    @cached_property
    def kinds_by_domain(self) -> dict[str, FileKind]:
        """The kind that has a domain of the portability interface for itself, by the folded domain."""
        return {fold_domain(domain): kind for kind in self.kinds for domain in kind.domains}

    @cached_property
    def mixed_kinds_by_domain(self) -> dict[str, tuple[FileKind, ...]]:
        """The kinds that share a domain of the portability interface, by the folded domain."""
        domains = {domain for kind in self.kinds for domain in kind.mixed_domains}
        return {
            fold_domain(domain): tuple(kind for kind in self.kinds if domain in kind.mixed_domains)
            for domain in domains
        }

    @cached_property
    def _kinds_by_name(self) -> dict[str, FileKind | None]:
        """A cache by member name: each name is looked up several times during a reading."""
        return {}

    def _look_up_name(self, name: str) -> FileKind | None:
        if find_form(name) != "page":
            kind = next((self._kinds_by_stem[stem] for stem in list_stems(name) if stem in self._kinds_by_stem), None)
            if kind is not None:
                return kind
        folded = name.casefold()
        return next((kind for pattern, kind in self._name_patterns if matches_pattern(folded, pattern)), None)

    def _match_name(self, name: str) -> NameMatch | None:
        """The kind of table that a name says, exactly or loosely."""
        kind = self.find_by_name(name)
        if kind is not None:
            return NameMatch(kind, False) if kind.form == "table" else None
        stem = fold_stem(name)
        loose_stem = next((known for known in self._stems_by_length if contains_words(stem, known)), None)
        return NameMatch(self._kinds_by_stem[loose_stem], True) if loose_stem is not None else None

    def match(self, name: str, head: Head) -> Match:
        """Match a member by its name and its first records."""
        name_match = self._match_name(name)
        header_match = self._find_header(head.records, name_match)
        if header_match is not None:
            return self._match_by_header(header_match, name_match, head)
        named_kind = name_match.kind if name_match is not None and not name_match.is_loose else None
        pattern_match = None
        if named_kind is not None:
            pattern_match = match_cell_patterns((named_kind,), self._cell_patterns, head.records)
        if pattern_match is None:
            pattern_match = match_cell_patterns(self.headers.kinds, self._cell_patterns, head.records)
        if pattern_match is not None and named_kind in (None, pattern_match.kind):
            return _match_by_cells(pattern_match, "none" if named_kind is None else "name")
        if pattern_match is not None:  # the name says one kind, the cells another: neither is sure
            index = pattern_match.header_index
            rivals = (pattern_match.kind.id,) if named_kind is None else (named_kind.id, pattern_match.kind.id)
            return Match(None, "none", Layout(index, () if index is not None else pattern_match.columns), rivals)
        return _match_by_name(named_kind, head)

    def settle(self, match: Match, table: Table, owner_names: frozenset[str] = frozenset()) -> Match:
        """Match once more with the rows of the whole table, where several kinds have its header.

        ``owner_names`` are the owner's given names. At most ``SAMPLE_ROWS`` rows are looked at.
        """
        if not table.rows:
            return match
        return self.doubt_one_party(self._settle_family(match, table, owner_names), table, owner_names)

    def doubt_one_party(self, match: Match, table: Table, owner_names: frozenset[str] = frozenset()) -> Match:
        """The match without its kind, where that kind has one party and the rows do not show just one.

        A private message that is taken for a chat with an AI would lose what excludes it.
        """
        kind = match.kind
        if kind is None or kind.one_party is None or not table.rows:
            return match
        sample = self._sample_table(table, list_sign_columns([kind]), owner_names)
        if shows_one_party(kind.one_party, sample):
            return match
        rivals = [
            other
            for other in self.headers.kinds
            if not set(kind.headers).isdisjoint(other.headers) and not judge_alike((kind, other))
        ]
        return replace(match, kind=None, rivals=(kind.id, *(rival.id for rival in rivals)), drift=NO_DRIFT)

    def _sample_table(self, table: Table, wanted_columns: frozenset[str], owner_names: frozenset[str]) -> RowSample:
        columns: dict[str, Sequence[str]] = {}
        for place, column in enumerate(map(fold_column_name, table.canonical_names)):
            if column in wanted_columns and column not in columns:
                columns[column] = list_texts(table.column(place).slice(0, SAMPLE_ROWS))
        return RowSample(columns, min(table.rows, SAMPLE_ROWS), self.platform.word_lists, owner_names)

    def _settle_family(self, match: Match, table: Table, owner_names: frozenset[str]) -> Match:
        if not match.family:
            return match
        family = [self.by_id[member] for member in match.family]
        guests = self._list_guests(family)
        if len(family) == 1 and not guests:
            return match
        sample = self._sample_table(table, list_sign_columns([*family, *guests]), owner_names)
        named_kind = match.kind if match.method == "both" else match.named_kind
        return self._choose(match, named_kind, sample)

    def _list_guests(self, family: Sequence[FileKind]) -> list[FileKind]:
        """The kinds that may have a header of the family, because their own is not known."""
        return [guest for kind in family for guest in self._guests_by_kind.get(kind.id, ())]

    @cached_property
    def _guests_by_kind(self) -> dict[str, list[FileKind]]:
        guests: dict[str, list[FileKind]] = {}
        for kind in self.headers.kinds:
            for other in kind.may_look_like:
                guests.setdefault(other, []).append(kind)
        return guests

    def _choose(self, match: Match, named_kind: FileKind | None, sample: RowSample) -> Match:
        """The match with the kind of the family that the name and the rows tell."""
        family = [self.by_id[member] for member in match.family]
        guest = find_shown_kind(self._list_guests(family), sample) if named_kind is None else None
        if guest is not None:
            return replace(match, kind=guest, method="header", rivals=())
        named_kind = named_kind if named_kind in family else None
        chosen, is_told = choose_rival(family, named_kind, sample)
        if chosen is None:
            rivals = tuple(kind.id for kind in family)
            return replace(match, kind=None, method="header", rivals=rivals, drift=NO_DRIFT)
        if chosen is named_kind:
            return replace(match, kind=chosen, method="both", rivals=(), named_kind=None)
        rivals = () if is_told else tuple(kind.id for kind in family if kind is not chosen)
        layout = replace(match.layout, repairs=chosen.repairs, expects_duplicates=chosen.expects_duplicates)
        contradicted_kind = named_kind if named_kind is not None else match.named_kind
        return replace(match, kind=chosen, method="header", layout=layout, rivals=rivals, named_kind=contradicted_kind)

    def _find_header(self, records: Sequence[Sequence[str]], name_match: NameMatch | None) -> HeaderMatch | None:
        """The record that is a known header, of the kind that the name says unless its columns tell another."""
        named_kind = name_match.kind if name_match is not None else None
        if name_match is not None and not name_match.is_loose:  # as nearly all files of a download are
            exact_match = self.headers.find_exact(records, name_match.kind)
            if exact_match is not None:
                return exact_match
        matches = self.headers.find_matches(records)
        own_match = next((match for match in matches if match.form.kind is named_kind), None)
        other_match = next(
            (
                match
                for match in matches
                if match.form.kind is not named_kind
                and not match.form.kind.needs_name
                and self.headers.tells_alone(match)
                and not self._contradicts_cells(match, records)
            ),
            None,
        )
        if named_kind is None:
            return other_match
        speaks_against = other_match is not None and self.headers.speaks_against(other_match, own_match, named_kind)
        if (
            name_match is not None
            and name_match.is_loose
            and (own_match is None or own_match.similarity < MIN_SIMILARITY)
        ):
            return other_match
        return other_match if speaks_against else own_match

    def _contradicts_cells(self, match: HeaderMatch, records: Sequence[Sequence[str]]) -> bool:
        """Whether the rows hold no address of the platform where the header is nothing but common words."""
        if match.telling >= MIN_TELLING_WEIGHT:
            return False
        looks = {fold_column_name(name): pattern for name, pattern in match.form.kind.looks.items()}
        for place, column in enumerate(match.names):
            pattern = self._cell_patterns.get(looks.get(column, ""))
            cells = [row[place].strip() for row in records[match.index + 1 :] if place < len(row)]
            filled_cells = [cell for cell in cells if cell]
            if pattern is not None and filled_cells and not any(map(pattern.fullmatch, filled_cells)):
                return True
        return False

    def _match_by_header(self, header_match: HeaderMatch, name_match: NameMatch | None, head: Head) -> Match:
        kind = header_match.form.kind
        translation = header_match.form.translation
        record = head.records[header_match.index]
        known_names = _list_known_names(header_match) if translation is not None else ()
        layout = Layout(header_match.index, known_names, kind.repairs, kind.expects_duplicates)
        written_names = (
            [known or name for known, name in zip(known_names, record, strict=True)] if known_names else record
        )
        drift = measure_drift(kind, written_names)
        family = self.headers.list_family(header_match.form)
        named_kind, contradicted_kind = None, None
        if name_match is not None:
            named_kind = next((other for other in family if other is name_match.kind), None) or next(
                (other for other in family if judge_alike((other, name_match.kind))), None
            )
            contradicted_kind = None if named_kind is not None or name_match.is_loose else name_match.kind
        match = Match(
            kind,
            "header",
            layout,
            family=tuple(member.id for member in family),
            drift=drift,
            translation=translation,
            named_kind=contradicted_kind,
        )
        if len(family) == 1 and (named_kind is not None or not self._list_guests(family)):
            return replace(match, method="header" if named_kind is None else "both")
        sample = sample_records(header_match.names, head.records[header_match.index + 1 :], self.platform.word_lists)
        return self._choose(match, named_kind, sample)


def _list_known_names(header_match: HeaderMatch) -> tuple[str, ...]:
    """The catalog's names of the columns of a translated header, "" where a column is not known."""
    spellings = {fold_column_name(name): name for header in header_match.form.kind.headers for name in header}
    return tuple(spellings.get(name, "") for name in header_match.names)


def _match_by_cells(pattern_match: PatternMatch, method: MatchMethod) -> Match:
    """The match where only the cells fit a kind."""
    kind = pattern_match.kind
    layout = Layout(pattern_match.header_index, pattern_match.columns, kind.repairs, kind.expects_duplicates)
    return Match(kind, method, layout, has_known_header=False)


def _match_by_name(named_kind: FileKind | None, head: Head) -> Match:
    """The match by name, where no record is a known header; the first full record is one unless it holds values."""
    method: MatchMethod = "none" if named_kind is None else "name"
    repairs, duplicates = (named_kind.repairs, named_kind.expects_duplicates) if named_kind is not None else ((), False)
    known_headers = named_kind.headers if named_kind is not None else ()
    if not head.records:
        return Match(named_kind, method, Layout(None, (), repairs, duplicates), has_known_header=not known_headers)
    index = _find_first_full_record(head.records)
    if is_header(head.records[index], head.records[index + 1 :]):
        drift = measure_drift(named_kind, head.records[index]) if named_kind is not None else NO_DRIFT
        layout = Layout(index, (), repairs, duplicates)
        return Match(named_kind, method, layout, has_known_header=not known_headers, drift=drift)
    width = len(head.records[index])
    columns = next((header for header in known_headers if len(header) == width), ())
    return Match(named_kind, method, Layout(None, columns, repairs, duplicates), has_known_header=False)


def _find_first_full_record(records: Sequence[Sequence[str]]) -> int:
    """The index of the first record with as many cells as most records have."""
    width, _frequency = Counter(map(len, records)).most_common(1)[0]
    return next(i for i, record in enumerate(records) if len(record) == width)
