"""Which items are asked for, as a value and as a text that a person can type.

The law of the text: terms stand side by side and must all hold; several values of a term, with commas between
them, are alternatives; a ``-`` before a term turns it round. ``str`` of a query is a text that parses to it.
"""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from inspector.i18n import Words, words
from inspector.policy import Outcome, Pack, days
from inspector.printable import member_label
from inspector.taxonomy import CATEGORIES, Audience, Author

if TYPE_CHECKING:
    from inspector.holdings.holdings import Holdings


class Key(StrEnum):
    """What a term speaks of; ``WORD`` is written without a key."""

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
    """What an item or its verdict may be, besides its outcome."""

    DISPUTED = "disputed"
    ASSUMED = "assumed"
    UNDATED = "undated"
    LIMITED = "limited"
    OUTSIDE = "outside"


_FIRST, _LAST = days.number(dt.date.min), days.number(dt.date.max)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both inclusive, ``None`` where open; numbers as in a block."""

    first: int | None = None
    last: int | None = None

    @property
    def is_writable(self) -> bool:
        """Whether its edges are days of the years 1 to 9999."""
        return all(day is None or _FIRST <= day <= _LAST for day in (self.first, self.last))

    def __str__(self) -> str:
        """The shortest way to write it."""
        first = days.written(self.first) if self.first is not None else None
        last = days.written(self.last) if self.last is not None else None
        if first is None or last is None:
            return f">={first}" if first else f"<={last}" if last else ".."
        for length in (4, 7, 10):
            if _days_of(first[:length]) == self:
                return first[:length]
        return f"{first}..{last}"


UNKNOWN_KIND = "unknown"
"""What ``kind:`` calls a file that the catalog does not know."""


def year(number: int) -> Span:
    """The days of a year, from 1 to 9999."""
    return Span(days.number(dt.date(number, 1, 1)), days.number(dt.date(number, 12, 31)))


NO_DATE = "none"
"""The value of ``date:`` for items without a date."""
Value = str | Outcome | Span | Flag


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: any of the values, or with ``negated`` none of them."""

    key: Key
    values: tuple[Value, ...]
    negated: bool = False

    def __str__(self) -> str:
        """The term as it is typed."""
        sign = "-" if self.negated else ""
        if self.key is Key.WORD:
            return " ".join(sign + _quoted(str(value), _BARE_WORD) for value in self.values)
        return f"{sign}{self.key}:{','.join(_quoted(str(value), _BARE_VALUE) for value in self.values)}"


@dataclass(frozen=True, slots=True)
class Query:
    """What to choose; an empty field chooses all, and all fields must hold.

    ``members`` are (archive number, member name) pairs. ``words`` must each be found in some cell of the item,
    as ``search`` compares them. ``outcomes`` are looked for under ``use``, or under any leading use where none
    is given. ``terms`` are whatever else is asked.
    """

    use: str | None = None
    outcomes: frozenset[Outcome] = frozenset()
    categories: frozenset[str] = frozenset()
    members: frozenset[tuple[int, str]] = frozenset()
    words: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def conditions(self) -> tuple[Term, ...]:
        """Everything that narrows the choice, as terms."""
        made = [
            Term(Key.CATEGORY, tuple(name for name in CATEGORIES if name in self.categories)),
            Term(Key.FILE, tuple(f"{archive}!{member}" for archive, member in sorted(self.members))),
            Term(Key.OUTCOME, tuple(outcome for outcome in Outcome if outcome in self.outcomes)),
        ]
        words = [Term(Key.WORD, (word,)) for word in self.words]
        return (*(term for term in made if term.values), *self.terms, *words)

    def under(self, use: str | None) -> "Query":
        """The same query for a use."""
        return replace(self, use=use)

    def without(self, term: Term) -> "Query":
        """The same query without one of its conditions."""
        kept = [other for other in self.conditions if other != term]
        return _lifted(self.use, kept)

    def narrowed(self, use: str | None, outcomes: frozenset[Outcome], categories: frozenset[str]) -> "Query":
        """The same query for a use and with further outcomes and categories, all of which must hold too."""
        further = Query(use or self.use, outcomes, categories, self.members, self.words)
        return replace(further, terms=(*replace(self, words=(), members=frozenset()).conditions,))

    def __str__(self) -> str:
        """The query as it is typed; members are written by their file names."""
        use = [Term(Key.USE, (self.use,))] if self.use is not None else []
        return " ".join(map(str, (*use, *self.conditions)))


ALL = Query()
"""Chooses every item."""


@dataclass(frozen=True, slots=True)
class Misread:
    """A part of a text that cannot be taken as it stands: from ``start`` to ``stop``, and a sentence on why.

    What is misread narrows nothing.
    """

    start: int
    stop: int
    message: Words


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as it was understood: the query, and what of the text could not be."""

    query: Query
    misread: tuple[Misread, ...] = ()


def parse(text: str, pack: Pack) -> Parsed:
    """Understand a text; never raises, whatever it holds."""
    terms: list[Term] = []
    misread: list[Misread] = []
    use: str | None = None
    for token in _tokens(text):
        values, faults = _values(token, pack)
        misread += faults
        if token.key == Key.USE and values:
            fault = _use_fault(token, values, use)
            if fault is None:
                use = str(values[0])
            else:
                misread.append(fault)
        elif values:
            terms.append(Term(Key(token.key), values, token.negated))
    return Parsed(_lifted(use, terms), tuple(misread))


def _lifted(use: str | None, terms: Iterable[Term]) -> Query:
    """The query of some terms: the first plain ones go where the fields of a query are."""
    outcomes: frozenset[Outcome] = frozenset()
    categories: frozenset[str] = frozenset()
    words: list[str] = []
    others: list[Term] = []
    for term in terms:
        if term.key is Key.WORD and not term.negated:
            words += map(str, term.values)
        elif term.key is Key.CATEGORY and not term.negated and not categories:
            categories = frozenset(map(str, term.values))
        elif term.key is Key.OUTCOME and not term.negated and not outcomes:
            outcomes = frozenset(Outcome(str(value)) for value in term.values)
        else:
            others.append(term)
    return Query(use, outcomes, categories, words=tuple(words), terms=tuple(others))


def rewritten(text: str, key: Key, values: Iterable[Value]) -> str:
    """The text with its plain terms of a key replaced by one of these values, by none where there are none.

    Everything else stays as it was typed.
    """
    chosen = tuple(values)
    kept = [text[token.start : token.stop] for token in _tokens(text) if token.key != key or token.negated]
    return " ".join([*kept, *([str(Term(key, chosen))] if chosen else [])])


# ---- the words of the text

_BARE_WORD = re.compile(r'(?!["-])(?![A-Za-z_]+:(?!//))\S+')
_BARE_VALUE = re.compile(r'(?!")[^\s,]+')
_SIGN = re.compile(r"-(?=\S)")
_KEY = re.compile(r"([A-Za-z_]+):(?!//)")
_IN_QUOTES = re.compile(r'"((?:[^"\\]|\\.)*+)("|\\?\Z)', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def _quoted(value: str, bare: re.Pattern[str]) -> str:
    if bare.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@dataclass(frozen=True, slots=True)
class _Token:
    """A term as it stands in the text; each value with its own place."""

    start: int
    stop: int
    negated: bool
    key: str
    values: tuple[tuple[int, int, str], ...] = field(default=())


def _tokens(text: str) -> Iterator[_Token]:
    """The terms of a text, in order."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        start = place
        sign = _SIGN.match(text, place)
        place = sign.end() if sign else place
        key = _KEY.match(text, place)
        if key is None:
            value = _one(text, place, re.compile(r"\S+"))
            yield _Token(start, value[1], sign is not None, Key.WORD.value, (value,))
            place = value[1]
            continue
        place = key.end()
        values = []
        while place < len(text) and not text[place].isspace():
            if text[place] != ",":
                values.append(_one(text, place, _BARE_VALUE))
                place = values[-1][1]
                continue
            place += 1
        yield _Token(start, place, sign is not None, key[1].lower(), tuple(values))


def _one(text: str, place: int, bare: re.Pattern[str]) -> tuple[int, int, str]:
    """The value that begins at a place: in quotes, or up to what ends a bare one."""
    quoted = _IN_QUOTES.match(text, place)
    if quoted is not None:
        return place, quoted.end(), _ESCAPED.sub(r"\1", quoted[1])
    found = bare.match(text, place)
    stop = found.end() if found is not None else place + 1
    return place, stop, text[place:stop]


# ---- what the words may be


def _values(token: _Token, pack: Pack) -> tuple[tuple[Value, ...], list[Misread]]:
    """The values of a term that mean something, each once, and what is wrong with the others."""
    if token.key not in _READERS:
        known = ", ".join(key for key in _READERS if key != Key.WORD)
        message = words(
            "'{word}:' is no filter, and is left out. Filters are {known}. To look for it as text, put it in quotes.",
            word=token.key[:40],
            known=known,
        )
        return (), [Misread(token.start, token.stop, message)]
    read = _READERS[Key(token.key)]
    written = [value for value in token.values if value[2].strip()]
    if not written and token.key != Key.WORD:
        message = words("'{key}:' needs a value: {allowed}.", key=token.key, allowed=_allowed(token.key, pack))
        return (), [Misread(token.start, token.stop, message)]
    values: list[Value] = []
    misread: list[Misread] = []
    for start, stop, text in written:
        value = read(text, pack)
        if value is None:
            message = words(
                "'{value}' is no value of '{key}:', and is left out. Give {allowed}.",
                value=text[:40],
                key=token.key,
                allowed=_allowed(token.key, pack),
            )
            misread.append(Misread(start, stop, message))
        elif value not in values:
            values.append(value)
    return tuple(values), misread


def _use_fault(token: _Token, values: tuple[Value, ...], before: str | None) -> Misread | None:
    """A use is not a condition: there is one of which the outcomes speak."""
    if not token.negated and len(values) == 1 and before in (None, values[0]):
        return None
    return Misread(token.start, token.stop, words("Outcomes speak of one use at a time; this one is left out."))


def _allowed(key: str, pack: Pack) -> Words:
    """What a value may be, in words."""
    lists: Mapping[str, Iterable[str]] = {
        Key.CATEGORY: CATEGORIES,
        Key.OUTCOME: Outcome,
        Key.USE: pack.uses,
        Key.AUTHOR: Author,
        Key.AUDIENCE: Audience,
        Key.IS: Flag,
    }
    if key in lists:
        return words("one of {values}", values=", ".join(map(str, lists[key])))
    if key == Key.DATE:
        return words(
            "a day, month or year, as 2025-11-03, 2025-11 or 2025, with >, <, >=, <= or as 2024..2025, or none"
        )
    return words("a name, or a part of it") if key == Key.FILE else words("the kind of a file, such as shares")


def _one_of(allowed: Callable[[Pack], Iterable[str]]) -> Callable[[str, Pack], Value | None]:
    def read(text: str, pack: Pack) -> Value | None:
        wanted = text.strip().lower().replace("-", "_").replace(" ", "_")
        return next((value for value in allowed(pack) if value == wanted), None)

    return read


def _kind(text: str, _pack: Pack) -> Value | None:
    return text.strip().lower().replace(" ", "_").replace("-", "_")


def _as_typed(text: str, _pack: Pack) -> Value | None:
    return text


_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", re.ASCII)


def _days_of(text: str) -> Span | None:
    """The days of a year, month or day as it is written; ``None`` for anything else."""
    if not _DAY.fullmatch(text):
        return None
    year, month, day = (int(part) for part in (*text.split("-"), "0", "0")[:3])
    try:
        first = dt.date(year, month or 1, day or 1)
        last = first if day else dt.date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return Span(days.number(first), days.number(last))


def _date(text: str, _pack: Pack) -> Value | None:
    text = text.strip().lower()
    if text == NO_DATE:
        return NO_DATE
    if ".." in text:
        return _between(*text.split("..", 1))
    day = text.lstrip("<>=")
    sign, found = text[: len(text) - len(day)], _days_of(day)
    if found is None or found.first is None or found.last is None:
        return None
    spans = {
        "": found,
        "=": found,
        ">": Span(found.last + 1, None),
        ">=": Span(found.first, None),
        "<": Span(None, found.first - 1),
        "<=": Span(None, found.last),
    }
    span = spans.get(sign)
    return span if span is not None and span.is_writable else None


def _between(first: str, last: str) -> Span | None:
    begun, ended = (_days_of(part) if part else Span() for part in (first, last))
    if begun is None or ended is None:
        return None
    if begun.first is not None and ended.last is not None and begun.first > ended.last:
        return None
    return Span(begun.first, ended.last)


_READERS: Mapping[Key, Callable[[str, Pack], Value | None]] = {
    Key.WORD: _as_typed,
    Key.CATEGORY: _one_of(lambda _pack: CATEGORIES),
    Key.OUTCOME: _one_of(lambda _pack: Outcome),
    Key.USE: _one_of(lambda pack: pack.uses),
    Key.FILE: _as_typed,
    Key.KIND: _kind,
    Key.DATE: _date,
    Key.AUTHOR: _one_of(lambda _pack: Author),
    Key.AUDIENCE: _one_of(lambda _pack: Audience),
    Key.IS: _one_of(lambda _pack: Flag),
}


def unknown_names(query: Query, holdings: "Holdings") -> tuple[Words, ...]:
    """A sentence for each file or kind that is asked for and that the archives do not hold."""
    found = []
    for term in query.terms:
        for value in term.values:
            if term.key is Key.FILE and not files_named(str(value), holdings):
                found.append(words("No file here has '{name}' in its name.", name=str(value)[:60]))
            if term.key is Key.KIND and value not in {block.kind or UNKNOWN_KIND for block in holdings.blocks}:
                found.append(words("No file here is of the kind '{kind}'.", kind=str(value)[:60]))
    return tuple(found)


def files_named(name: str, holdings: "Holdings") -> frozenset[tuple[int, str]]:
    """The files, as (archive, member), that bear a name, with or without their archive's number before it.

    A name may be written as it is shown. Where none bears it, those do that bear it in other case, else those that
    hold it in their names.
    """
    members = {(block.archive, block.member) for block in holdings.blocks}
    names = {member: tuple(_names(*member)) for member in members}
    folded = name.casefold()
    exact = {member for member, written in names.items() if name in written}
    caseless = {member for member, written in names.items() if folded in map(str.casefold, written)}
    return frozenset(exact or caseless or {member for member in members if folded in member[1].casefold()})


def _names(archive: int, member: str) -> Iterator[str]:
    """What a file may be called."""
    for name in (member, member_label(member)):
        yield name
        yield f"{archive}!{name}"
