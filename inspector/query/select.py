"""Which items: the window's filter, the export's choice and the command line's ``items`` are this one call.

Every condition becomes a mask over the items of a block: by the few verdicts that a block's items share, by the
codes that it holds, or by a search in its table. No item is looked at one by one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from inspector.exposure.exposure import Exposure
from inspector.items import AUDIENCES, AUTHORS, Block, Selection
from inspector.policy import Verdict
from inspector.progress import Monitor
from inspector.query.language import NO_DATE, UNKNOWN_KIND, Flag, Key, Query, Span, Term, find_files
from inspector.query.search import Search, fold_word
from inspector.table import UNKNOWN_DAY

Mask = NDArray[np.bool_]


def select(exposure: Exposure, query: Query, search: Search | None = None, monitor: Monitor | None = None) -> Selection:
    """Choose items; raises ``Cancelled``.

    ``search`` remembers folded texts and answers from one call to the next; without it nothing is kept.
    """
    evaluator = QueryEvaluator(exposure, query, search or Search(cache_bytes=0), monitor or Monitor())
    blocks, indices = [], []
    for block in exposure.holdings.blocks:
        block_indices = np.flatnonzero(evaluator.build_mask(block))
        if len(block_indices):
            blocks.append(block)
            indices.append(block_indices)
    return Selection(tuple(blocks), tuple(indices))


@dataclass(frozen=True, slots=True)
class BlockingTerm:
    """A condition, and how many items would be chosen without it."""

    term: Term
    items: int


def blocking_terms(exposure: Exposure, query: Query, search: Search, monitor: Monitor) -> tuple[BlockingTerm, ...]:
    """The conditions that keep a query from choosing anything, those first that keep most; raises ``Cancelled``.

    None is named where two or more do so together.
    """
    evaluator = QueryEvaluator(exposure, query, search, monitor)
    terms = evaluator.conditions
    counts = [0] * len(terms)
    for block in exposure.holdings.blocks:
        masks = [evaluator.match_term(term, block) for term in terms]
        failure_counts = np.sum([~mask for mask in masks], axis=0, dtype=np.int64) if masks else np.zeros(len(block))
        for index, mask in enumerate(masks):
            counts[index] += int(np.count_nonzero(~mask & (failure_counts == 1)))
    results = [BlockingTerm(term, items) for term, items in zip(terms, counts, strict=True) if items]
    return tuple(sorted(results, key=lambda blocking_term: -blocking_term.items))


@dataclass(frozen=True)
class QueryEvaluator:
    """A query put to an exposure, block by block."""

    exposure: Exposure
    query: Query
    search: Search
    monitor: Monitor

    @cached_property
    def conditions(self) -> tuple[Term, ...]:
        """The terms that must hold, those first that cost least."""
        return tuple(sorted(self.query.conditions, key=lambda term: _TERM_COSTS.get(term.key, 0)))

    @cached_property
    def uses(self) -> tuple[str, ...]:
        """The uses of which the outcomes speak."""
        return (self.query.use,) if self.query.use else tuple(use.id for use in self.exposure.pack.leading_uses)

    def build_mask(self, block: Block, excluded_key: Key | None = None) -> Mask:
        """Which items of a block are chosen, by all conditions but the plain ones of a key; shape (items,)."""
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
            result |= _TERM_MATCHERS[term.key](self, value, block)
        return ~result if term.negated else result

    def find_verdict_codes(self, use: str, block: Block) -> tuple[NDArray[np.int16], tuple[Verdict, ...]]:
        """``Exposure.verdict_codes``, made once for the block that is being looked at."""
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
        """Which items have, for one of the uses, a verdict of which something is true; shape (items,)."""
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


_TERM_COSTS = {Key.OUTCOME: 1, Key.IS: 2, Key.WORD: 3}
_FLAG_PREDICATES: Mapping[Flag, Callable[[Verdict], bool]] = {
    Flag.DISPUTED: lambda verdict: verdict.disputed,
    Flag.LIMITED: lambda verdict: verdict.limited_to is not None,
    Flag.OUTSIDE: lambda verdict: verdict.outcome is None,
}
_TERM_MATCHERS: Mapping[Key, Callable[[QueryEvaluator, object, Block], Mask]] = {
    Key.CATEGORY: _match_category,
    Key.OUTCOME: _match_outcome,
    Key.FILE: _match_file,
    Key.KIND: _match_kind,
    Key.DATE: _match_date,
    Key.AUTHOR: _match_author,
    Key.AUDIENCE: _match_audience,
    Key.IS: _match_flag,
    Key.WORD: _match_word,
}
