"""The headers that the catalog knows, weighed by what their columns tell.

``Date``, ``Type`` or ``Name`` stand in files of every sort and tell none of them; ``ShareCommentary`` stands in one.
A column weighs little where many kinds have it, and next to nothing where it is a common word.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from inspector.catalog.catalog_schema import FileKind, Platform, Translation
from inspector.catalog.column_names import fold_column_name
from inspector.catalog.drift import fold_header

MIN_SIMILARITY = 0.6
"""The least share of common columns (Dice, weighed) with which a header counts as known."""
MIN_TELLING_WEIGHT = 1.0
"""The least weight of common columns, common words left out, with which a header counts without the file's name."""
_COMMON_WEIGHT = 0.2
_MIN_WEIGHT = 0.34
_MIN_LONE_LENGTH = 7
"""The least letters of a header of one column that tells its kind without the name."""


@dataclass(frozen=True, slots=True, eq=False)
class HeaderForm:
    """A known header of a kind: its folded columns with their counts, in one language.

    ``words`` gives the folded column for each folded word of the translation; empty for the original.
    """

    kind: FileKind
    columns: Counter[str]
    order: tuple[str, ...]
    words: Mapping[str, str]
    translation: Translation | None = None


@dataclass(frozen=True, slots=True, eq=False)
class HeaderMatch:
    """A record that is a header, the form it is nearest to, and how near.

    ``similarity`` is the weighed Dice coefficient, ``telling`` the weight of what they have in common, common words
    left out, ``is_exact`` whether the columns are the same ones in the same order. ``names`` are the record's columns
    by the catalog's names, folded.
    """

    index: int
    form: HeaderForm
    similarity: float
    telling: float
    is_exact: bool
    names: tuple[str, ...]


@dataclass(frozen=True)
class KnownHeaders:
    """All headers of a catalog."""

    kinds: tuple[FileKind, ...]
    platform: Platform

    @cached_property
    def forms(self) -> tuple[HeaderForm, ...]:
        """Every header of every kind, in every language."""
        return tuple(form for kind in self.kinds for form in _list_forms(kind))

    @cached_property
    def _kinds_by_columns(self) -> dict[frozenset[tuple[str, int]], tuple[FileKind, ...]]:
        """The kinds by the columns of each of their headers."""
        kinds: dict[frozenset[tuple[str, int]], dict[str, FileKind]] = {}
        for form in self.forms:
            kinds.setdefault(frozenset(form.columns.items()), {})[form.kind.id] = form.kind
        return {columns: tuple(members.values()) for columns, members in kinds.items()}

    def list_family(self, form: HeaderForm) -> tuple[FileKind, ...]:
        """The kinds that have this header."""
        return self._kinds_by_columns[frozenset(form.columns.items())]

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of each folded column."""
        common_columns = frozenset(map(fold_column_name, self.platform.common_columns))
        first_kinds: dict[str, set[str]] = {}
        for form in self.forms:
            for column in form.columns:  # kinds with the same header count as one
                first_kinds.setdefault(column, set()).add(self.list_family(form)[0].id)
        return {
            column: _COMMON_WEIGHT if column in common_columns else max(_MIN_WEIGHT, 1 / len(kinds))
            for column, kinds in first_kinds.items()
        } | dict.fromkeys(common_columns, _COMMON_WEIGHT)

    @cached_property
    def _forms_by_word(self) -> dict[str, tuple[int, ...]]:
        """The indices of the forms by each folded word that can stand in them."""
        forms: dict[str, list[int]] = {}
        for index, form in enumerate(self.forms):
            for word in form.words or form.columns:
                forms.setdefault(word, []).append(index)
        return {word: tuple(indices) for word, indices in forms.items()}

    def weigh(self, columns: Iterable[str]) -> float:
        """The weight of some folded columns together."""
        return sum(self.weights.get(column, 1.0) for column in columns)

    def is_telling(self, column: str) -> bool:
        """Whether a folded column is no common word."""
        return self.weights.get(column, 1.0) > _COMMON_WEIGHT

    def find_matches(self, records: Sequence[Sequence[str]]) -> list[HeaderMatch]:
        """For each kind the record and form that are nearest to each other, where they have a column in common."""
        best_matches: dict[str, HeaderMatch] = {}
        for index, record in enumerate(records):
            cells = [fold_column_name(cell) for cell in record]
            for form_index in {form for cell in cells for form in self._forms_by_word.get(cell, ())}:
                form = self.forms[form_index]
                match = self._compare(index, cells, form)
                best = best_matches.get(form.kind.id)
                if match is not None and (best is None or _rank(match) > _rank(best)):
                    best_matches[form.kind.id] = match
        return sorted(best_matches.values(), key=_rank, reverse=True)

    def find_exact(self, records: Sequence[Sequence[str]], kind: FileKind) -> HeaderMatch | None:
        """The first record that is a known header of a kind, column by column."""
        forms = self._forms_by_order.get(kind.id, {})
        for index, record in enumerate(records):
            names = tuple(map(fold_column_name, record))
            form = forms.get(names)
            if form is not None:
                weight = self.weigh(filter(self.is_telling, form.columns.elements()))
                return HeaderMatch(index, form, 1.0, weight, True, names)
        return None

    @cached_property
    def _forms_by_order(self) -> dict[str, dict[tuple[str, ...], HeaderForm]]:
        """For each kind its forms in the original language, by their columns in order."""
        forms: dict[str, dict[tuple[str, ...], HeaderForm]] = {}
        for form in self.forms:
            if form.translation is None:
                forms.setdefault(form.kind.id, {}).setdefault(form.order, form)
        return forms

    def _compare(self, index: int, cells: Sequence[str], form: HeaderForm) -> HeaderMatch | None:
        names = tuple(form.words.get(cell, cell) for cell in cells) if form.words else tuple(cells)
        columns = Counter(filter(None, names))
        common_columns = columns & form.columns
        if not common_columns or (form.translation is not None and len(common_columns) < min(2, len(form.columns))):
            return None
        weight = self.weigh(common_columns.elements())
        similarity = 2 * weight / (self.weigh(columns.elements()) + self.weigh(form.columns.elements()))
        telling = self.weigh(filter(self.is_telling, common_columns.elements()))
        return HeaderMatch(index, form, similarity, telling, names == form.order, names)

    def tells_alone(self, match: HeaderMatch) -> bool:
        """Whether a header is enough to know the kind, whatever the file's name says."""
        if match.is_exact and len(match.names) > 1:
            return True
        if len(match.names) == 1:
            return match.is_exact and len(match.names[0]) >= _MIN_LONE_LENGTH
        return match.similarity >= MIN_SIMILARITY and match.telling >= MIN_TELLING_WEIGHT

    def speaks_against(self, match: HeaderMatch, own_match: HeaderMatch | None, named_kind: FileKind) -> bool:
        """Whether a header shows that a file is not of the kind that its name says.

        It does by telling columns that are unknown of the named kind. ``own_match`` is the nearest header of the named
        kind; where the other kind has the same header, columns that only one of them has say nothing.
        """
        if match.form.kind.id in named_kind.may_look_like or match.similarity < MIN_SIMILARITY:
            return False
        if own_match is not None and own_match.similarity >= min(MIN_SIMILARITY, match.similarity):
            shares_header = match.form.kind in self.list_family(own_match.form)
            if shares_header or own_match.similarity >= match.similarity:
                return False
        known_columns = frozenset(map(fold_column_name, named_kind.known_columns))
        foreign_columns = [column for column in match.names if column in match.form.columns]
        telling_columns = [c for c in foreign_columns if self.is_telling(c) and c not in known_columns]
        return self.weigh(telling_columns) >= MIN_TELLING_WEIGHT


def _rank(match: HeaderMatch) -> tuple[bool, float, bool, int]:
    """The nearest first; of equals the original language, and the first record."""
    return match.is_exact, match.similarity, match.form.translation is None, -match.index


def _list_forms(kind: FileKind) -> Iterable[HeaderForm]:
    for header in kind.headers:
        columns, order = fold_header(header), tuple(map(fold_column_name, header))
        yield HeaderForm(kind, columns, order, {})
        for translation in kind.translations:
            words = {
                fold_column_name(word): fold_column_name(column)
                for column, column_words in translation.columns.items()
                for word in column_words
            }
            yield HeaderForm(kind, columns, order, words, translation)
