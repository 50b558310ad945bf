"""The filter language: a query as a value and as a text that a person can type.

Terms are separated by blanks and must all hold; the values of a term are separated by commas and are alternatives;
a ``-`` before a term negates it. ``str`` of a query is a text that parses to it.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from inspector.i18n import LazyText, _
from inspector.policy import Outcome, Pack, days
from inspector.printable import mask_account_number
from inspector.taxonomy import CATEGORIES, Audience, Author

if TYPE_CHECKING:
    from inspector.holdings.holdings import Holdings


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
            if _parse_span(first[:length]) == self:
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
        return f"{sign}{self.key}:{','.join(_quote_value(str(value), _BARE_VALUE) for value in self.values)}"


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
        return _from_terms(self.use, remaining_terms)

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


@dataclass(frozen=True, slots=True)
class QueryError:
    """A part of a text that cannot be understood: characters ``start`` to ``stop``, and a sentence on why.

    It is ignored, so it narrows nothing.
    """

    start: int
    stop: int
    message: LazyText


@dataclass(frozen=True, slots=True)
class ParseResult:
    """The query of a text, and the parts that could not be understood."""

    query: Query
    errors: tuple[QueryError, ...] = ()


def parse(text: str, pack: Pack) -> ParseResult:
    """Parse a text; never raises, and returns errors instead."""
    terms: list[Term] = []
    errors: list[QueryError] = []
    use: str | None = None
    for token in _tokenize(text):
        values, token_errors = _read_values(token, pack)
        errors += token_errors
        if token.key == Key.USE and values:
            error = _check_use(token, values, use)
            if error is None:
                use = str(values[0])
            else:
                errors.append(error)
        elif values:
            terms.append(Term(Key(token.key), values, token.negated))
    return ParseResult(_from_terms(use, terms), tuple(errors))


def _from_terms(use: str | None, terms: Iterable[Term]) -> Query:
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


def replace_term(text: str, key: Key, values: Iterable[Value]) -> str:
    """Replace the terms of a key that are not negated by one term with these values, or remove them.

    All other text stays as it was typed.
    """
    new_values = tuple(values)
    remaining_terms = [text[token.start : token.stop] for token in _tokenize(text) if token.key != key or token.negated]
    return " ".join([*remaining_terms, *([str(Term(key, new_values))] if new_values else [])])


# ---- tokens

_BARE_WORD = re.compile(r'(?!["-])(?![A-Za-z_]+:(?!//))\S+')
_BARE_VALUE = re.compile(r'(?!")[^\s,]+')
_SIGN = re.compile(r"-(?=\S)")
_KEY = re.compile(r"([A-Za-z_]+):(?!//)")
_IN_QUOTES = re.compile(r'"((?:[^"\\]|\\.)*+)("|\\?\Z)', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def _quote_value(value: str, bare: re.Pattern[str]) -> str:
    if bare.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@dataclass(frozen=True, slots=True)
class _Token:
    """A term in the text; each value is (start, stop, text)."""

    start: int
    stop: int
    negated: bool
    key: str
    values: tuple[tuple[int, int, str], ...] = field(default=())


def _tokenize(text: str) -> Iterator[_Token]:
    """Split a text into terms, in order."""
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        start = position
        sign = _SIGN.match(text, position)
        position = sign.end() if sign else position
        key = _KEY.match(text, position)
        if key is None:
            value = _read_value(text, position, re.compile(r"\S+"))
            yield _Token(start, value[1], sign is not None, Key.WORD.value, (value,))
            position = value[1]
            continue
        position = key.end()
        values = []
        while position < len(text) and not text[position].isspace():
            if text[position] != ",":
                values.append(_read_value(text, position, _BARE_VALUE))
                position = values[-1][1]
                continue
            position += 1
        yield _Token(start, position, sign is not None, key[1].lower(), tuple(values))


def _read_value(text: str, position: int, bare: re.Pattern[str]) -> tuple[int, int, str]:
    """Read the value at a position, in quotes or bare, as (start, stop, text)."""
    quoted_match = _IN_QUOTES.match(text, position)
    if quoted_match is not None:
        return position, quoted_match.end(), _ESCAPE.sub(r"\1", quoted_match[1])
    bare_match = bare.match(text, position)
    stop = bare_match.end() if bare_match is not None else position + 1
    return position, stop, text[position:stop]


# ---- values


def _read_values(token: _Token, pack: Pack) -> tuple[tuple[Value, ...], list[QueryError]]:
    """Read the values of a term, each once, and the errors of those that are none."""
    if token.key not in _READERS:
        known = ", ".join(key for key in _READERS if key != Key.WORD)
        message = _(
            "'{word}:' is no filter, and is left out. Filters are {known}. To look for it as text, put it in quotes.",
            word=token.key[:40],
            known=known,
        )
        return (), [QueryError(token.start, token.stop, message)]
    read = _READERS[Key(token.key)]
    nonempty_values = [value for value in token.values if value[2].strip()]
    if not nonempty_values and token.key != Key.WORD:
        message = _(
            "'{key}:' needs a value: {allowed}.", key=token.key, allowed=_describe_allowed_values(token.key, pack)
        )
        return (), [QueryError(token.start, token.stop, message)]
    values: list[Value] = []
    errors: list[QueryError] = []
    for start, stop, text in nonempty_values:
        value = read(text, pack)
        if value is None:
            message = _(
                "'{value}' is no value of '{key}:', and is left out. Give {allowed}.",
                value=text[:40],
                key=token.key,
                allowed=_describe_allowed_values(token.key, pack),
            )
            errors.append(QueryError(start, stop, message))
        elif value not in values:
            values.append(value)
    return tuple(values), errors


def _check_use(token: _Token, values: tuple[Value, ...], previous_use: str | None) -> QueryError | None:
    """Check that there is one use: it is no condition, but what the outcomes refer to."""
    if not token.negated and len(values) == 1 and previous_use in (None, values[0]):
        return None
    return QueryError(token.start, token.stop, _("Outcomes speak of one use at a time; this one is left out."))


def _describe_allowed_values(key: str, pack: Pack) -> LazyText:
    """Describe what a value of a key may be."""
    lists: Mapping[str, Iterable[str]] = {
        Key.CATEGORY: CATEGORIES,
        Key.OUTCOME: Outcome,
        Key.USE: pack.uses,
        Key.AUTHOR: Author,
        Key.AUDIENCE: Audience,
        Key.IS: Flag,
    }
    if key in lists:
        return _("one of {values}", values=", ".join(map(str, lists[key])))
    if key == Key.DATE:
        return _("a day, month or year, as 2025-11-03, 2025-11 or 2025, with >, <, >=, <= or as 2024..2025, or none")
    return _("a name, or a part of it") if key == Key.FILE else _("the kind of a file, such as shares")


def _make_reader(allowed: Callable[[Pack], Iterable[str]]) -> Callable[[str, Pack], Value | None]:
    def read(text: str, pack: Pack) -> Value | None:
        name = text.strip().lower().replace("-", "_").replace(" ", "_")
        return next((value for value in allowed(pack) if value == name), None)

    return read


def _read_kind(text: str, _pack: Pack) -> Value | None:
    return text.strip().lower().replace(" ", "_").replace("-", "_")


def _read_text(text: str, _pack: Pack) -> Value | None:
    return text


_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", re.ASCII)


def _parse_span(text: str) -> Span | None:
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


def _read_date(text: str, _pack: Pack) -> Value | None:
    text = text.strip().lower()
    if text == NO_DATE:
        return NO_DATE
    if ".." in text:
        return _read_range(*text.split("..", 1))
    day = text.lstrip("<>=")
    sign, day_span = text[: len(text) - len(day)], _parse_span(day)
    if day_span is None or day_span.first is None or day_span.last is None:
        return None
    spans = {
        "": day_span,
        "=": day_span,
        ">": Span(day_span.last + 1, None),
        ">=": Span(day_span.first, None),
        "<": Span(None, day_span.first - 1),
        "<=": Span(None, day_span.last),
    }
    span = spans.get(sign)
    return span if span is not None and span.is_writable else None


def _read_range(first: str, last: str) -> Span | None:
    start_span, end_span = (_parse_span(part) if part else Span() for part in (first, last))
    if start_span is None or end_span is None:
        return None
    if start_span.first is not None and end_span.last is not None and start_span.first > end_span.last:
        return None
    return Span(start_span.first, end_span.last)


_READERS: Mapping[Key, Callable[[str, Pack], Value | None]] = {
    Key.WORD: _read_text,
    Key.CATEGORY: _make_reader(lambda _pack: CATEGORIES),
    Key.OUTCOME: _make_reader(lambda _pack: Outcome),
    Key.USE: _make_reader(lambda pack: pack.uses),
    Key.FILE: _read_text,
    Key.KIND: _read_kind,
    Key.DATE: _read_date,
    Key.AUTHOR: _make_reader(lambda _pack: Author),
    Key.AUDIENCE: _make_reader(lambda _pack: Audience),
    Key.IS: _make_reader(lambda _pack: Flag),
}


def find_unknown_names(query: Query, holdings: "Holdings") -> tuple[LazyText, ...]:
    """Say of each file or kind in a query that the archives do not hold it."""
    messages = []
    for term in query.terms:
        for value in term.values:
            if term.key is Key.FILE and not find_files(str(value), holdings):
                messages.append(_("No file here has '{name}' in its name.", name=str(value)[:60]))
            if term.key is Key.KIND and value not in {block.kind or UNKNOWN_KIND for block in holdings.blocks}:
                messages.append(_("No file here is of the kind '{kind}'.", kind=str(value)[:60]))
    return tuple(messages)


def find_files(name: str, holdings: "Holdings") -> frozenset[tuple[int, str]]:
    """Find files by name, as (archive number, member name).

    The name may be given with the archive's number ("2!Shares.csv"), or as it is shown, with the account number
    masked. Files with exactly this name go before those that differ in case, and those before files that contain it.
    """
    members = {(block.archive, block.member) for block in holdings.blocks}
    aliases_by_member = {key: tuple(_list_aliases(*key)) for key in members}
    folded = name.casefold()
    exact = {key for key, aliases in aliases_by_member.items() if name in aliases}
    caseless = {key for key, aliases in aliases_by_member.items() if folded in map(str.casefold, aliases)}
    return frozenset(exact or caseless or {member for member in members if folded in member[1].casefold()})


def _list_aliases(archive: int, member: str) -> Iterator[str]:
    """Yield the names by which a file is found."""
    for name in (member, mask_account_number(member)):
        yield name
        yield f"{archive}!{name}"
