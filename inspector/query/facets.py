"""Facets: for each value of some keys, how many items choosing it would leave.

The values of a key are counted without the query's own terms of that key, but with all its other terms.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from inspector.exposure.exposure import OUTCOMES, Exposure, encode_outcomes
from inspector.items import AUDIENCES, AUTHORS, Block
from inspector.progress import Monitor
from inspector.query.filter_keys import FACET_KEYS, Mask, QueryEvaluator
from inspector.query.search import Search
from inspector.query.terms import NO_DATE, Flag, Key, Query, Term, Value, make_year_span
from inspector.table import UNKNOWN_DAY

Facets = Mapping[Key, Mapping[Value, int]]
"""Items by key and value: every outcome, and of other keys the values that occur in the holdings."""


def count_facets(exposure: Exposure, query: Query, search: Search, monitor: Monitor) -> Facets:
    """Count the facets of a query; raises ``Cancelled``. Outcomes are those under the query's use."""
    use = query.use or exposure.pack.leading_uses[0].id
    evaluator = QueryEvaluator(exposure, replace(query, use=use), search, monitor)
    counter = _FacetCounter(evaluator)
    for block in exposure.holdings.blocks:
        counter.add(block)
    return counter.counts


@dataclass
class _FacetCounter:
    """Counts block by block."""

    evaluator: QueryEvaluator
    counts: dict[Key, dict[Value, int]] = field(default_factory=lambda: {key: {} for key in FACET_KEYS})

    def add(self, block: Block) -> None:
        evaluator = self.evaluator
        chosen = evaluator.build_mask(block)
        plain_keys = {term.key for term in evaluator.conditions if not term.negated}
        chosen_by_key = {
            key: evaluator.build_mask(block, excluded_key=key) if key in plain_keys else chosen for key in FACET_KEYS
        }
        codes, verdicts = evaluator.find_verdict_codes(evaluator.uses[0], block)
        outcomes = encode_outcomes(verdicts)[codes]
        self._count_codes(Key.OUTCOME, (*OUTCOMES, Flag.OUTSIDE), outcomes, chosen_by_key[Key.OUTCOME])
        self._count_codes(Key.AUTHOR, AUTHORS, block.author, chosen_by_key[Key.AUTHOR])
        self._count_codes(Key.AUDIENCE, AUDIENCES, block.audience, chosen_by_key[Key.AUDIENCE])
        self._count_years(block, chosen_by_key[Key.DATE])
        for flag in Flag:
            evaluator.monitor.step(0, 0, "")
            flag_mask = evaluator.match_term(Term(Key.IS, (flag,)), block)
            if flag_mask.any():
                self._add_count(Key.IS, flag, int(np.count_nonzero(flag_mask & chosen_by_key[Key.IS])))

    def _count_codes(self, key: Key, values: tuple[Value, ...], codes: NDArray[np.uint8], chosen: Mask) -> None:
        self.evaluator.monitor.step(0, 0, "")  # a new keystroke cancels here
        totals = np.bincount(codes, minlength=len(values))
        chosen_counts = np.bincount(codes[chosen], minlength=len(values))
        for code, value in enumerate(values):
            if value is not Flag.OUTSIDE and (totals[code] or key is Key.OUTCOME):  # counted as a flag
                self._add_count(key, value, int(chosen_counts[code]))

    def _count_years(self, block: Block, chosen: Mask) -> None:
        self.evaluator.monitor.step(0, 0, "")
        dated_mask = block.days != UNKNOWN_DAY
        if not dated_mask.all():
            self._add_count(Key.DATE, NO_DATE, int(np.count_nonzero(chosen & ~dated_mask)))
        years = block.days[dated_mask].astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        if len(years):
            first = int(years.min())
            totals, chosen_counts = np.bincount(years - first), np.bincount(years[chosen[dated_mask]] - first)
            for offset in np.flatnonzero(totals).tolist():
                items = int(chosen_counts[offset]) if offset < len(chosen_counts) else 0
                self._add_count(Key.DATE, make_year_span(first + offset), items)

    def _add_count(self, key: Key, value: Value, items: int) -> None:
        counts = self.counts[key]
        counts[value] = counts.get(value, 0) + items
