"""Chooses items by a query: for the window's filter, the export and the command line's ``items``.

Every condition becomes a mask over the items of a block: from the few verdicts that its items share, from its
columns of codes, or from a search in its table. No loop runs over items.
"""

from dataclasses import dataclass

import numpy as np

from inspector.exposure.exposure import Exposure
from inspector.items import Selection
from inspector.progress import Monitor
from inspector.query.filter_keys import QueryEvaluator
from inspector.query.search import Search
from inspector.query.terms import Query, Term


def select(exposure: Exposure, query: Query, search: Search | None = None, monitor: Monitor | None = None) -> Selection:
    """Choose items; raises ``Cancelled``.

    ``search`` caches folded texts and answers between calls; without it nothing is cached.
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
    """The terms without which a query would choose items, those with most items first; raises ``Cancelled``.

    Empty where only several terms together exclude everything.
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
