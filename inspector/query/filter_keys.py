"""The keys of the filter language: how the values of each are read, and which items match them.

``FILTER_KEYS`` is the one table of keys: a new key is one entry of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from inspector.exposure.exposure import Exposure
from inspector.i18n import LazyText, _
from inspector.items import AUDIENCES, AUTHORS, Block
from inspector.policy import Outcome, Pack, Verdict
from inspector.printable import mask_account_number
from inspector.progress import Monitor
from inspector.query.search import Search, fold_word
from inspector.query.terms import NO_DATE, UNKNOWN_KIND, Flag, Key, Query, Span, Term, Value, parse_span
from inspector.table import UNKNOWN_DAY
from inspector.taxonomy import CATEGORIES, Audience, Author

if TYPE_CHECKING:
    from inspector.holdings.holdings import Holdings

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class QueryEvaluator:
    """Evaluates a query on an exposure, block by block."""

    exposure: Exposure
    query: Query
    search: Search
    monitor: Monitor

    @cached_property
    def conditions(self) -> tuple[Term, ...]:
        """The terms that must hold, the cheapest first."""
        return tuple(sorted(self.query.conditions, key=lambda term: FILTER_KEYS[term.key].cost))

    @cached_property
    def uses(self) -> tuple[str, ...]:
        """The uses that the outcomes refer to."""
        return (self.query.use,) if self.query.use else tuple(use.id for use in self.exposure.pack.leading_uses)

    def build_mask(self, block: Block, excluded_key: Key | None = None) -> Mask:
        """Which items of a block are chosen, ignoring the terms of a key that are not negated; shape (items,)."""
        result = np.ones(len(block), bool)
        for term in self.conditions:
            if excluded_key is not None and term.key is excluded_key and not term.negated:
                continue
            if not result.any():
                break
            self.monitor.step(0, 0, "")
            result &= self.match_term(term, block)
        return result

    def match_term(self, term: Term, block: Block) -> Mask:
        """For which items of a block a term holds, shape (items,)."""
        result = np.zeros(len(block), bool)
        for value in term.values:
            result |= FILTER_KEYS[term.key].match(self, value, block)
        return ~result if term.negated else result

    def find_verdict_codes(self, use: str, block: Block) -> tuple[NDArray[np.int16], tuple[Verdict, ...]]:
        """``Exposure.find_verdict_codes``, found once for the current block."""
        key = (use, block)
        if key not in self._codes_cache:
            if any(cached_block is not block for _use, cached_block in self._codes_cache):
                self._codes_cache.clear()
            self._codes_cache[key] = self.exposure.find_verdict_codes(use, block)
        return self._codes_cache[key]

    @cached_property
    def _codes_cache(self) -> dict[tuple[str, Block], tuple[NDArray[np.int16], tuple[Verdict, ...]]]:
        return {}

    def match_verdicts(self, block: Block, predicate: Callable[[Verdict], bool]) -> Mask:
        """Which items have a verdict that satisfies a predicate for one of the uses; shape (items,)."""
        result = np.zeros(len(block), bool)
        for use in self.uses:
            codes, verdicts = self.find_verdict_codes(use, block)
            result |= np.array([predicate(verdict) for verdict in verdicts] or [False])[codes]
        return result


def _match_category(evaluator: QueryEvaluator, value: object, block: Block) -> Mask:
    category_matches = [evaluator.exposure.pack.find_category(name) == value for name in block.data_categories]
    return np.array(category_matches)[block.category]


def _match_outcome(evaluator: QueryEvaluator, value: object, block: Block) -> Mask:
    return evaluator.match_verdicts(block, lambda verdict: verdict.outcome == value)


def _match_file(evaluator: QueryEvaluator, value: object, block: Block) -> Mask:
    return np.full(len(block), (block.archive, block.member) in find_files(str(value), evaluator.exposure.holdings))


def _match_kind(_evaluator: QueryEvaluator, value: object, block: Block) -> Mask:
    return np.full(len(block), (block.kind or UNKNOWN_KIND) == value)


def _match_date(_evaluator: QueryEvaluator, value: object, block: Block) -> Mask:
    undated_mask: Mask = block.days == UNKNOWN_DAY
    if value == NO_DATE or not isinstance(value, Span):
        return undated_mask
    result = ~undated_mask
    if value.first is not None:
        result &= block.days >= value.first
    if value.last is not None:
        result &= block.days <= value.last
    return result


def _match_author(_evaluator: QueryEvaluator, value: object, block: Block) -> Mask:
    return np.array([author == value for author in AUTHORS])[block.author]


def _match_audience(_evaluator: QueryEvaluator, value: object, block: Block) -> Mask:
    return np.array([audience == value for audience in AUDIENCES])[block.audience]


def _match_flag(evaluator: QueryEvaluator, value: object, block: Block) -> Mask:
    if value is Flag.UNDATED:
        return _match_date(evaluator, NO_DATE, block)
    if value is Flag.ASSUMED:
        result = np.zeros(len(block), bool)
        for use in evaluator.uses:
            result |= evaluator.exposure.build_assumption_mask(use, block)
        return result
    return evaluator.match_verdicts(block, _FLAG_PREDICATES[Flag(str(value))])


def _match_word(evaluator: QueryEvaluator, value: object, block: Block) -> Mask:
    matches = evaluator.search.find_rows(block.table, block.columns, fold_word(str(value)), evaluator.monitor)
    return matches[block.rows]


_FLAG_PREDICATES: Mapping[Flag, Callable[[Verdict], bool]] = {
    Flag.DISPUTED: lambda verdict: verdict.disputed,
    Flag.LIMITED: lambda verdict: verdict.limited_to is not None,
    Flag.OUTSIDE: lambda verdict: verdict.outcome is None,
}


def _make_reader(allowed: Callable[[Pack], Iterable[str]]) -> Callable[[str, Pack], Value | None]:
    def read(text: str, pack: Pack) -> Value | None:
        name = text.strip().lower().replace("-", "_").replace(" ", "_")
        return next((value for value in allowed(pack) if value == name), None)

    return read


def _read_kind(text: str, _pack: Pack) -> Value | None:
    return text.strip().lower().replace(" ", "_").replace("-", "_")


def _read_text(text: str, _pack: Pack) -> Value | None:
    return text


def _read_date(text: str, _pack: Pack) -> Value | None:
    text = text.strip().lower()
    if text == NO_DATE:
        return NO_DATE
    if ".." in text:
        return _read_range(*text.split("..", 1))
    day = text.lstrip("<>=")
    sign, day_span = text[: len(text) - len(day)], parse_span(day)
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
    start_span, end_span = (parse_span(part) if part else Span() for part in (first, last))
    if start_span is None or end_span is None:
        return None
    if start_span.first is not None and end_span.last is not None and start_span.first > end_span.last:
        return None
    return Span(start_span.first, end_span.last)


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


@dataclass(frozen=True, slots=True)
class FilterKey:
    """A key of the filter language.

    ``read`` gives the value of a text or ``None``; ``describe`` says which values there are. ``match`` gives the mask
    of the items of a block that have a value, shape (items,); a use matches all items. Terms of a lower ``cost`` are
    evaluated first. ``facet_rank`` is the place among the facets, ``None`` for no facet.
    """

    read: Callable[[str, Pack], Value | None]
    describe: Callable[[Pack], LazyText]
    match: Callable[[QueryEvaluator, object, Block], Mask]
    cost: int = 0
    facet_rank: int | None = None


def _describe_choice(allowed: Callable[[Pack], Iterable[str]]) -> Callable[[Pack], LazyText]:
    return lambda pack: _("one of {values}", values=", ".join(map(str, allowed(pack))))


def _make_choice(
    allowed: Callable[[Pack], Iterable[str]],
    match: Callable[[QueryEvaluator, object, Block], Mask],
    cost: int = 0,
    facet_rank: int | None = None,
) -> FilterKey:
    """A key with a fixed list of values."""
    return FilterKey(_make_reader(allowed), _describe_choice(allowed), match, cost, facet_rank)


def _match_all(_evaluator: QueryEvaluator, _value: object, block: Block) -> Mask:
    return np.ones(len(block), bool)


_DATE_VALUES = _("a day, month or year, as 2025-11-03, 2025-11 or 2025, with >, <, >=, <= or as 2024..2025, or none")
_FILE_VALUES = _("a name, or a part of it")
_KIND_VALUES = _("the kind of a file, such as shares")

FILTER_KEYS: Mapping[Key, FilterKey] = {
    Key.WORD: FilterKey(_read_text, lambda _pack: _FILE_VALUES, _match_word, cost=3),
    Key.CATEGORY: _make_choice(lambda _pack: CATEGORIES, _match_category),
    Key.OUTCOME: _make_choice(lambda _pack: Outcome, _match_outcome, cost=1, facet_rank=0),
    Key.USE: _make_choice(lambda pack: pack.uses, _match_all),
    Key.FILE: FilterKey(_read_text, lambda _pack: _FILE_VALUES, _match_file),
    Key.KIND: FilterKey(_read_kind, lambda _pack: _KIND_VALUES, _match_kind),
    Key.DATE: FilterKey(_read_date, lambda _pack: _DATE_VALUES, _match_date, facet_rank=3),
    Key.AUTHOR: _make_choice(lambda _pack: Author, _match_author, facet_rank=1),
    Key.AUDIENCE: _make_choice(lambda _pack: Audience, _match_audience, facet_rank=2),
    Key.IS: _make_choice(lambda _pack: Flag, _match_flag, cost=2, facet_rank=4),
}
"""All keys, in the order in which they are listed to a person."""

FACET_KEYS = tuple(
    sorted(
        (key for key, entry in FILTER_KEYS.items() if entry.facet_rank is not None),
        key=lambda key: FILTER_KEYS[key].facet_rank or 0,
    )
)
"""The keys whose values are counted, in the order in which they are shown."""
