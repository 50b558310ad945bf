"""What if: the same holdings under two circumstances, and what moves from one outcome to another.

Like the counts themselves this touches no row: a class of items is cut at the days where either of its two
timelines changes, and the cumulative counts give the items of each piece.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from inspector.exposure.exposure import Exposure, judge
from inspector.exposure.select import Selection
from inspector.policy import Circumstances, Outcome, Pack
from inspector.policy.circumstances import Stay, Turn
from inspector.policy.timeline import spans

AI_SETTING = "genai_improvement"


@dataclass(frozen=True, slots=True)
class Move:
    """How many items of a data category go from one outcome to another (equal ones stay where they are)."""

    use: str
    category: str
    data_category: str | None
    before: Outcome | None
    after: Outcome | None
    items: int

    @property
    def stays(self) -> bool:
        """Whether nothing changes for these items."""
        return self.before is self.after


@dataclass(frozen=True)
class Comparison:
    """Two exposures of the same holdings."""

    before: Exposure
    after: Exposure

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """All items by use, category and both outcomes; each use sums to the number of items."""
        return tuple(move for use in self.before.pack.uses for move in self.moves_of(use))

    def moves_of(self, use: str) -> tuple[Move, ...]:
        """The moves of one use, without judging the others."""
        sums: dict[Move, int] = {}
        for move in self._moves(use):
            key = replace(move, items=0)
            sums[key] = sums.get(key, 0) + move.items
        return tuple(replace(move, items=items) for move, items in sums.items())

    def _moves(self, use: str) -> Iterator[Move]:
        holdings, pack = self.before.holdings, self.before.pack
        for facts, counts in holdings.classes.items():
            left, right = (e.reading.timeline(use, facts) for e in (self.before, self.after))
            pieces = spans(step.first for line in (left, right) for step in line.steps if step.first is not None)
            undated = holdings.registered
            for first, last in pieces:
                items = counts.between(first, last)
                if counts.undated and _within(undated, first, last):
                    items += counts.undated
                if items:
                    before = self.before.reading.verdict(use, facts, left.index(first)).outcome
                    after = self.after.reading.verdict(use, facts, right.index(first)).outcome
                    yield Move(use, pack.category_of(facts.data_category), facts.data_category, before, after, items)

    def moved(self, use: str) -> Selection:
        """The items whose outcome for a use differs."""
        blocks, indices = [], []
        for block in self.before.holdings.blocks:
            differs = self.before.outcome_codes(use, block) != self.after.outcome_codes(use, block)
            if differs.any():
                blocks.append(block)
                indices.append(np.flatnonzero(differs))
        return Selection(tuple(blocks), tuple(indices))


def _within(day: int | None, first: int | None, last: int | None) -> bool:
    """Whether a day lies in a piece; no day at all stands for the beginning."""
    if day is None:
        return first is None
    return (first is None or first <= day) and (last is None or day <= last)


def compare(before: Exposure, circumstances: Circumstances) -> Comparison:
    """The exposure beside what it would be under other circumstances."""
    return Comparison(before, judge(before.holdings, before.pack, circumstances))


def opted_out_today(pack: Pack, now: Circumstances) -> Circumstances:
    """As it is, but with the AI setting turned off on the as-of day, if it is not off already."""
    setting = pack.settings[AI_SETTING]
    return now if now.turn_on(setting, now.as_of).position == "off" else now.turned(setting, "off")


def never_opted_out(_pack: Pack, now: Circumstances) -> Circumstances:
    """As it is, but with the AI setting on all the time."""
    return now.with_setting(AI_SETTING, Turn("on"))


def moved_to(region: str, now: Circumstances) -> Circumstances:
    """As it is, but living in another region from the as-of day on."""
    earlier = tuple(stay for stay in now.stays if stay.since is None or stay.since < now.as_of)
    return replace(now, stays=(*earlier, Stay(region, region, now.as_of)))
