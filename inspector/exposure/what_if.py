"""What if: the same holdings under two circumstances, and what moves from one outcome to another.

Like the counts themselves this touches no row: a class of items is cut at the days where either of its two
timelines changes, and the cumulative counts give the items of each piece.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from inspector.exposure.exposure import Exposure, judge
from inspector.i18n import Words, words
from inspector.policy import Circumstances, Outcome, Pack, days
from inspector.policy.circumstances import Position, Stay, Turn, place
from inspector.policy.pack.pack_schema import Setting
from inspector.policy.timeline import spans
from inspector.query.select import Selection
from inspector.taxonomy import CATEGORIES

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


@dataclass(frozen=True, slots=True)
class Shift:
    """How many items of a category could be used before and after, of how many; ``moved`` have another outcome."""

    category: str
    items: int
    before: int
    after: int
    moved: int


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

    def shifts(self, use: str) -> tuple[Shift, ...]:
        """The moves of a use by category, in the order in which categories are shown."""
        found: dict[str, Shift] = {}
        for move in self.moves_of(use):
            so_far = found.get(move.category, Shift(move.category, 0, 0, 0, 0))
            found[move.category] = Shift(
                move.category,
                so_far.items + move.items,
                so_far.before + (move.items if move.before is Outcome.COULD_BE_USED else 0),
                so_far.after + (move.items if move.after is Outcome.COULD_BE_USED else 0),
                so_far.moved + (0 if move.stays else move.items),
            )
        return tuple(found[category] for category in CATEGORIES if category in found)

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


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A question to ask of the same holdings: its id, its words, and the circumstances that it supposes."""

    id: str
    words: Words
    circumstances: Circumstances


def what_ifs(pack: Pack, now: Circumstances) -> tuple[WhatIf, ...]:
    """The questions that the circumstances leave open, those about the settings of the member's region first.

    A setting asks for the position that it does not have on the as-of day; what would change nothing is left out.
    """
    region = now.stay_on(now.as_of).region
    asked = [
        WhatIf(
            f"{setting.id}={turned}",
            _if_turned(setting, turned, now.as_of),
            now.turned(setting, turned),
        )
        for setting in pack.settings.values()
        if setting.is_offered_in(region, pack.regions[region].within)
        for turned in (_other_position(setting, now),)
    ]
    name = pack.settings[AI_SETTING].name
    asked += [
        WhatIf("never_opted_out", words("If '{setting}' had been on all the time", setting=name), never_opted_out(now)),
        WhatIf(
            "never_on",
            words("If '{setting}' had never been on", setting=name),
            now.with_setting(AI_SETTING, Turn("off")),
        ),
        WhatIf("minor", words("If you were under 18"), now.with_age("minor")),
        WhatIf("adult", words("If you had been an adult all the time"), now.with_age("adult")),
    ]
    return tuple(one for one in asked if one.circumstances != now)


def _if_turned(setting: Setting, position: Position, day: int) -> Words:
    """What it is called to turn a setting, from a day on."""
    name, since = setting.name, days.date(day)
    match setting.kind, position:
        case "switch", "on":
            return words("If '{setting}' were turned on, from {day}", setting=name, day=since)
        case "switch", _:
            return words("If '{setting}' were turned off, from {day}", setting=name, day=since)
        case "consent", "on":
            return words("If '{setting}' were given, from {day}", setting=name, day=since)
        case "form", "on":
            return words("If '{setting}' were sent in, from {day}", setting=name, day=since)
        case "signal", "on":
            return words("If '{setting}' were sent by your browser, from {day}", setting=name, day=since)
        case "signal", _:
            return words("If '{setting}' were no longer sent by your browser, from {day}", setting=name, day=since)
        case _:
            return words("If '{setting}' were withdrawn, from {day}", setting=name, day=since)


def _other_position(setting: Setting, now: Circumstances) -> Position:
    return "off" if now.turn_on(setting, now.as_of).position != "off" else "on"


def opted_out_today(pack: Pack, now: Circumstances) -> Circumstances:
    """As it is, but with the AI setting turned off on the as-of day, if it is not off already."""
    setting = pack.settings[AI_SETTING]
    return now if now.turn_on(setting, now.as_of).position == "off" else now.turned(setting, "off")


def never_opted_out(now: Circumstances) -> Circumstances:
    """As it is, but with the AI setting on all the time."""
    return now.with_setting(AI_SETTING, Turn("on"))


def moved_to(region: str, now: Circumstances) -> Circumstances:
    """As it is, but living in another region from the as-of day on."""
    earlier = tuple(stay for stay in now.stays if stay.since is None or stay.since < now.as_of)
    return replace(now, stays=(*earlier, Stay(region, region, now.as_of)))


def always_in(pack: Pack, word: str, now: Circumstances) -> Circumstances:
    """As it is, but living in a place all the time; ``word`` as the command line takes it, else ``Refused``."""
    return replace(now, stays=(place(pack, word),))
