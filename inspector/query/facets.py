"""What there is to choose from: for each value of a few keys, how many items would be left.

A key's own values are counted as if none of them were chosen yet; everything else that was asked for holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from inspector.exposure.exposure import OUTCOMES, Exposure, outcomes_of
from inspector.items import AUDIENCES, AUTHORS, Block
from inspector.progress import Monitor
from inspector.query.language import NO_DATE, Flag, Key, Query, Term, Value, year
from inspector.query.search import Search
from inspector.query.select import Asked, Mask
from inspector.table import UNKNOWN_DAY

COUNTED = (Key.OUTCOME, Key.AUTHOR, Key.AUDIENCE, Key.DATE, Key.IS)
"""The keys whose values are counted, in the order in which they are shown."""
Facets = Mapping[Key, Mapping[Value, int]]
"""Items by key and value; only values that any item of the holdings has, but every outcome."""


def facets(exposure: Exposure, query: Query, search: Search, monitor: Monitor) -> Facets:
    """Count what each further choice would leave; raises ``Cancelled``. Outcomes speak of the query's use."""
    use = query.use or exposure.pack.leading_uses[0].id
    asked = Asked(exposure, replace(query, use=use), search, monitor)
    tally = _Tally(asked)
    for block in exposure.holdings.blocks:
        tally.add(block)
    return tally.counts


@dataclass
class _Tally:
    """The counts while they grow, block by block."""

    asked: Asked
    counts: dict[Key, dict[Value, int]] = field(default_factory=lambda: {key: {} for key in COUNTED})

    def add(self, block: Block) -> None:
        asked = self.asked
        whole = asked.chosen(block)
        plain = {term.key for term in asked.conditions if not term.negated}
        left = {key: asked.chosen(block, without=key) if key in plain else whole for key in COUNTED}
        codes, verdicts = asked.codes(asked.uses[0], block)
        outcomes = outcomes_of(verdicts)[codes]
        self._count(Key.OUTCOME, (*OUTCOMES, Flag.OUTSIDE), outcomes, left[Key.OUTCOME])
        self._count(Key.AUTHOR, AUTHORS, block.author, left[Key.AUTHOR])
        self._count(Key.AUDIENCE, AUDIENCES, block.audience, left[Key.AUDIENCE])
        self._years(block, left[Key.DATE])
        for flag in Flag:
            asked.monitor.step(0, 0, "")
            has = asked.holds(Term(Key.IS, (flag,)), block)
            if has.any():
                self._add(Key.IS, flag, int(np.count_nonzero(has & left[Key.IS])))

    def _count(self, key: Key, values: tuple[Value, ...], codes: NDArray[np.uint8], left: Mask) -> None:
        self.asked.monitor.step(0, 0, "")  # who types on waits for nothing that is counted for the keys before
        there = np.bincount(codes, minlength=len(values))
        found = np.bincount(codes[left], minlength=len(values))
        for place, value in enumerate(values):
            if value is not Flag.OUTSIDE and (there[place] or key is Key.OUTCOME):  # outside is one of the flags
                self._add(key, value, int(found[place]))

    def _years(self, block: Block, left: Mask) -> None:
        self.asked.monitor.step(0, 0, "")
        dated = block.days != UNKNOWN_DAY
        if not dated.all():
            self._add(Key.DATE, NO_DATE, int(np.count_nonzero(left & ~dated)))
        years = block.days[dated].astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        if len(years):
            first = int(years.min())
            there, found = np.bincount(years - first), np.bincount(years[left[dated]] - first)
            for place in np.flatnonzero(there).tolist():
                items = int(found[place]) if place < len(found) else 0
                self._add(Key.DATE, year(first + place), items)

    def _add(self, key: Key, value: Value, items: int) -> None:
        counts = self.counts[key]
        counts[value] = counts.get(value, 0) + items
