"""Which items of a block share the words of their verdicts: what many rows say is made once for all of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspector.columns import factorize
from inspector.exposure.exposure import Exposure
from inspector.items import AUDIENCES, AUTHORS, Block
from inspector.policy import Verdict
from inspector.table import UNKNOWN_DAY
from inspector.taxonomy import Audience, ItemClass

BEGINNING = -(1 << 31)
"""A day before all days: of what is cut to no day of its own."""
_LAST_DAY = 1 << 62
_UNKNOWN_AUDIENCE = AUDIENCES.index(Audience.UNKNOWN)


@dataclass(frozen=True, slots=True)
class VerdictGroups:
    """The items of a block by the words of their verdicts for a use; both arrays have the shape (items,).

    Within a group (numbers from 0) the verdicts, and what they assume, differ in nothing but ``born``, the day to which
    they are cut; it is ``BEGINNING`` where a verdict speaks of no day before the item's own.
    """

    groups: NDArray[np.int64]
    first_days: NDArray[np.int64]


def group_by_verdict(exposure: Exposure, use: str, block: Block) -> VerdictGroups:
    """Sort the items of a block by what their verdicts say."""
    registered = exposure.holdings.registration_day
    item_days = block.days.astype(np.int64)
    undated_mask = item_days == UNKNOWN_DAY
    first_days = np.where(undated_mask, BEGINNING if registered is None else registered, item_days)
    codes, verdicts = exposure.find_verdict_codes(use, block)
    verdict_days = np.array([_find_first_day(verdict) for verdict in verdicts] or [_LAST_DAY], np.int64)[codes]
    cut_mask = first_days > verdict_days
    groups = combine_groups(codes.astype(np.int64) * len(AUDIENCES) + block.audience, undated_mask * 2 + cut_mask)
    if (block.audience == _UNKNOWN_AUDIENCE).any():
        for steps in _limited_steps(exposure, use, block, first_days):
            groups = combine_groups(groups, steps)
    return VerdictGroups(groups, np.where(cut_mask, first_days, BEGINNING))


def combine_groups(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Two numberings of the same items as one, counted from 0 without gaps; shape (items,)."""
    return factorize(one * (int(other.max(initial=0)) + 1) + other)[1]


def _limited_steps(
    exposure: Exposure, use: str, block: Block, first_days: NDArray[np.int64]
) -> Iterator[NDArray[np.int64]]:
    """The step of each item's day, had its audience been limited: what is assumed of it depends on that step."""
    limited_category = block.part.audience.limited_category or exposure.pack.roles.restricted_content
    if limited_category is None:
        return
    for code in np.flatnonzero(np.bincount(block.author)).tolist():
        timeline = exposure.evaluator.timeline(use, ItemClass(limited_category, AUTHORS[code]))
        edges = np.array([step.first for step in timeline.steps[1:]], np.int64)
        yield np.searchsorted(edges, first_days, side="right").astype(np.int64)


def _find_first_day(verdict: Verdict) -> int:
    """The first day that a verdict speaks of: only items born later have less to be told."""
    firsts = [*(window.first for window in verdict.windows), *(span.first for span in verdict.earlier)]
    return min((BEGINNING if first is None else first for first in firsts), default=_LAST_DAY)
