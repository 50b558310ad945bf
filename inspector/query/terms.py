"""The terms of a query as values, each with the text that a person types for it."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from inspector.policy import Outcome, days
from inspector.taxonomy import CATEGORIES


class Key(StrEnum):
    """The key of a term; ``WORD`` is written without one."""

    WORD = "word"
    CATEGORY = "category"
    OUTCOME = "outcome"
    USE = "use"
    FILE = "file"
    KIND = "kind"
    DATE = "date"
    AUTHOR = "author"
    AUDIENCE = "audience"
    IS = "is"


class Flag(StrEnum):
    """The values of ``is:``, properties of an item or its verdict besides the outcome."""

    DISPUTED = "disputed"
    ASSUMED = "assumed"
    UNDATED = "undated"
    LIMITED = "limited"
    OUTSIDE = "outside"


_FIRST_DAY, _LAST_DAY = days.from_date(dt.date.min), days.from_date(dt.date.max)


@dataclass(frozen=True, slots=True)
class Span:
    """Day numbers from ``first`` to ``last``, both inclusive, ``None`` where open."""

    first: int | None = None
    last: int | None = None

    @property
    def is_writable(self) -> bool:
        """Whether its edges are days of the years 1 to 9999."""
        return all(day is None or _FIRST_DAY <= day <= _LAST_DAY for day in (self.first, self.last))

    def __str__(self) -> str:
        """The shortest text that parses to it."""
        first = days.format_date(self.first) if self.first is not None else None
        last = days.format_date(self.last) if self.last is not None else None
        if first is None or last is None:
            return f">={first}" if first else f"<={last}" if last else ".."
        for length in (4, 7, 10):
            if parse_span(first[:length]) == self:
                return first[:length]
        return f"{first}..{last}"


UNKNOWN_KIND = "unknown"
"""What ``kind:`` calls a file that the catalog does not know."""


def make_year_span(number: int) -> Span:
    """Make the span of a year from 1 to 9999."""
    return Span(days.from_date(dt.date(number, 1, 1)), days.from_date(dt.date(number, 12, 31)))


NO_DATE = "none"
"""The value of ``date:`` for items without a date."""
Value = str | Outcome | Span | Flag


@dataclass(frozen=True, slots=True)
class Term:
    """A condition: any of the values holds, or with ``negated`` none of them."""

    key: Key
    values: tuple[Value, ...]
    negated: bool = False

    def __str__(self) -> str:
        """The term as it is typed."""
        sign = "-" if self.negated else ""
        if self.key is Key.WORD:
            return " ".join(sign + _quote_value(str(value), _BARE_WORD) for value in self.values)
        return f"{sign}{self.key}:{','.join(_quote_value(str(value), BARE_VALUE) for value in self.values)}"


@dataclass(frozen=True, slots=True)
class Query:
    """The items to choose; an empty field chooses all, and all fields must hold.

    ``members`` are (archive number, member name) pairs. ``words`` must each be found in some cell of the item,
    as ``search`` compares them. ``outcomes`` are looked for under ``use``, or under any leading use where none
    is given. ``terms`` are all other conditions.
    """

    use: str | None = None
    outcomes: frozenset[Outcome] = frozenset()
    categories: frozenset[str] = frozenset()
    members: frozenset[tuple[int, str]] = frozenset()
    words: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def conditions(self) -> tuple[Term, ...]:
        """All conditions as terms."""
        field_terms = [
            Term(Key.CATEGORY, tuple(name for name in CATEGORIES if name in self.categories)),
            Term(Key.FILE, tuple(f"{archive}!{member}" for archive, member in sorted(self.members))),
            Term(Key.OUTCOME, tuple(outcome for outcome in Outcome if outcome in self.outcomes)),
        ]
        word_terms = [Term(Key.WORD, (word,)) for word in self.words]
        return (*(term for term in field_terms if term.values), *self.terms, *word_terms)

    def with_use(self, use: str | None) -> "Query":
        """The same query for a use."""
        return replace(self, use=use)

    def without(self, term: Term) -> "Query":
        """The same query without one of its conditions."""
        remaining_terms = [other for other in self.conditions if other != term]
        return build_query(self.use, remaining_terms)

    def narrow(self, use: str | None, outcomes: frozenset[Outcome], categories: frozenset[str]) -> "Query":
        """The same query for a use and with further outcomes and categories, all of which must hold too."""
        narrower = Query(use or self.use, outcomes, categories, self.members, self.words)
        return replace(narrower, terms=(*replace(self, words=(), members=frozenset()).conditions,))

    def __str__(self) -> str:
        """The query as it is typed; members are written by their file names."""
        use = [Term(Key.USE, (self.use,))] if self.use is not None else []
        return " ".join(map(str, (*use, *self.conditions)))


ALL = Query()
"""Chooses every item."""


def build_query(use: str | None, terms: Iterable[Term]) -> Query:
    """Build a query: the first terms that are not negated fill the fields."""
    outcomes: frozenset[Outcome] = frozenset()
    categories: frozenset[str] = frozenset()
    search_words: list[str] = []
    other_terms: list[Term] = []
    for term in terms:
        if term.key is Key.WORD and not term.negated:
            search_words += map(str, term.values)
        elif term.key is Key.CATEGORY and not term.negated and not categories:
            categories = frozenset(map(str, term.values))
        elif term.key is Key.OUTCOME and not term.negated and not outcomes:
            outcomes = frozenset(Outcome(str(value)) for value in term.values)
        else:
            other_terms.append(term)
    return Query(use, outcomes, categories, words=tuple(search_words), terms=tuple(other_terms))


_BARE_WORD = re.compile(r'(?!["-])(?![A-Za-z_]+:(?!//))\S+')
BARE_VALUE = re.compile(r'(?!")[^\s,]+')


def _quote_value(value: str, bare: re.Pattern[str]) -> str:
    if bare.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", re.ASCII)


def parse_span(text: str) -> Span | None:
    """Parse YYYY, YYYY-MM or YYYY-MM-DD; ``None`` for anything else."""
    if not _DAY.fullmatch(text):
        return None
    year, month, day = (int(part) for part in (*text.split("-"), "0", "0")[:3])
    try:
        first = dt.date(year, month or 1, day or 1)
        last = first if day else dt.date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return Span(days.from_date(first), days.from_date(last))
