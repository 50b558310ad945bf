"""The filter language: a query as a value and as a text that a person can type.

Terms are separated by blanks and must all hold; the values of a term are separated by commas and are alternatives;
a ``-`` before a term negates it. ``str`` of a query is a text that parses to it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inspector.i18n import LazyText, _
from inspector.policy import Pack
from inspector.query.filter_keys import FILTER_KEYS, find_files
from inspector.query.terms import BARE_VALUE, UNKNOWN_KIND, Key, Query, Term, Value, build_query

if TYPE_CHECKING:
    from inspector.holdings.holdings import Holdings


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
    return ParseResult(build_query(use, terms), tuple(errors))


def replace_term(text: str, key: Key, values: Iterable[Value]) -> str:
    """Replace the terms of a key that are not negated by one term with these values, or remove them.

    All other text stays as it was typed.
    """
    new_values = tuple(values)
    remaining_terms = [text[token.start : token.stop] for token in _tokenize(text) if token.key != key or token.negated]
    return " ".join([*remaining_terms, *([str(Term(key, new_values))] if new_values else [])])


# ---- tokens

_SIGN = re.compile(r"-(?=\S)")
_KEY = re.compile(r"([A-Za-z_]+):(?!//)")
_IN_QUOTES = re.compile(r'"((?:[^"\\]|\\.)*+)("|\\?\Z)', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


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
                values.append(_read_value(text, position, BARE_VALUE))
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
    if token.key not in FILTER_KEYS:
        known = ", ".join(key for key in FILTER_KEYS if key != Key.WORD)
        message = _(
            "'{word}:' is no filter, and is left out. Filters are {known}. To look for it as text, put it in quotes.",
            word=token.key[:40],
            known=known,
        )
        return (), [QueryError(token.start, token.stop, message)]
    filter_key = FILTER_KEYS[Key(token.key)]
    nonempty_values = [value for value in token.values if value[2].strip()]
    if not nonempty_values and token.key != Key.WORD:
        message = _("'{key}:' needs a value: {allowed}.", key=token.key, allowed=filter_key.describe(pack))
        return (), [QueryError(token.start, token.stop, message)]
    values: list[Value] = []
    errors: list[QueryError] = []
    for start, stop, text in nonempty_values:
        value = filter_key.read(text, pack)
        if value is None:
            message = _(
                "'{value}' is no value of '{key}:', and is left out. Give {allowed}.",
                value=text[:40],
                key=token.key,
                allowed=filter_key.describe(pack),
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
