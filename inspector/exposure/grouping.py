"""Which items of a block share the words of their verdicts: what many rows say is made once for all of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspector.columns import numbered
from inspector.exposure.exposure import Exposure
from inspector.items import AUDIENCES, AUTHORS, Block
from inspector.policy import Verdict
from inspector.table import UNKNOWN_DAY
from inspector.taxonomy import Audience, Facts

BEGINNING = -(1 << 31)
"""A day before all days: of what is cut to no day of its own."""
_NEVER = 1 << 62
_UNKNOWN = AUDIENCES.index(Audience.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Alike:
    """The items of a block by the words of their verdicts for a use; both arrays have the shape (items,).

    Within a group (numbers from 0) the verdicts, and what they assume, differ in nothing but ``born``, the day to which
    they are cut; it is ``BEGINNING`` where a verdict speaks of no day before the item's own.
    """

    groups: NDArray[np.int64]
    born: NDArray[np.int64]


def alike(exposure: Exposure, use: str, block: Block) -> Alike:
    """Sort the items of a block by what their verdicts say."""
    registered = exposure.holdings.registered
    own = block.days.astype(np.int64)
    undated = own == UNKNOWN_DAY
    born = np.where(undated, BEGINNING if registered is None else registered, own)
    codes, verdicts = exposure.verdict_codes(use, block)
    spoken = np.array([_first_spoken(verdict) for verdict in verdicts] or [_NEVER], np.int64)[codes]
    cut = born > spoken
    groups = together(codes.astype(np.int64) * len(AUDIENCES) + block.audience, undated * 2 + cut)
    if (block.audience == _UNKNOWN).any():
        for steps in _limited_steps(exposure, use, block, born):
            groups = together(groups, steps)
    return Alike(groups, np.where(cut, born, BEGINNING))


def together(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Two numberings of the same items as one, counted from 0 without gaps; shape (items,)."""
    return numbered(one * (int(other.max(initial=0)) + 1) + other)[1]


def _limited_steps(exposure: Exposure, use: str, block: Block, born: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """What is assumed of an unknown audience hangs on the step of the day, had the audience been limited."""
    limited = block.part.audience.limited_category or "content_restricted"
    for code in np.flatnonzero(np.bincount(block.author)).tolist():
        timeline = exposure.reading.timeline(use, Facts(limited, AUTHORS[code]))
        edges = np.array([step.first for step in timeline.steps[1:]], np.int64)
        yield np.searchsorted(edges, born, side="right").astype(np.int64)


def _first_spoken(verdict: Verdict) -> int:
    """The first day that a verdict speaks of: only items born later have less to be told."""
    firsts = [*(window.first for window in verdict.windows), *(span.first for span in verdict.earlier)]
    return min((BEGINNING if first is None else first for first in firsts), default=_NEVER)
