"""The same counts along time: how many items a use was open for at the end of each month, and why it changed."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector.exposure.exposure import Exposure
from inspector.i18n import Words, joined, named, words
from inspector.policy import days
from inspector.policy.pack.pack_schema import FIXED
from inspector.policy.timeline import Timeline
from inspector.taxonomy import Facts

_FIRST = dt.date(2024, 1, 1)
"""The month in which the picture begins: the oldest text that was read is of July 2024."""


@dataclass(frozen=True, slots=True)
class Month:
    """The items of a category that exist at the end of a month (or on the as-of day), and for how many it is open."""

    month: dt.date
    category: str
    items: int
    open: int

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return _next(self.month) - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which something changed: ``kind`` is rule, setting, region or age."""

    day: dt.date
    kind: str
    words: Words


def by_month(exposure: Exposure, use: str) -> tuple[Month, ...]:
    """For each month and category the items there are and those for which the use is open at its end."""
    found: dict[tuple[dt.date, str], tuple[int, int]] = {}
    ends = list(_ends(exposure.circumstances.as_of))
    for facts in exposure.holdings.classes:
        category = exposure.pack.category_of(facts.data_category)
        timeline = exposure.reading.timeline(use, facts)
        for month, end in ends:
            items, is_open = _counted(exposure, facts, timeline, end)
            before = found.get((month, category), (0, 0))
            found[month, category] = (before[0] + items, before[1] + is_open)
    return tuple(Month(month, category, *counted) for (month, category), counted in sorted(found.items()))


def in_all(months: Iterable[Month]) -> tuple[Month, ...]:
    """The same months with all categories taken together; their ``category`` is empty."""
    found: dict[dt.date, Month] = {}
    for one in months:
        before = found.get(one.month, Month(one.month, "", 0, 0))
        found[one.month] = Month(one.month, "", before.items + one.items, before.open + one.open)
    return tuple(found.values())


def _ends(as_of: int) -> Iterator[tuple[dt.date, int]]:
    """The first day of each month with its last day's number, the last one cut at the as-of day."""
    month, last = _FIRST, days.date(as_of)
    while month <= last:
        following = _next(month)
        yield month, min(days.number(following) - 1, as_of)
        month = following


def _next(month: dt.date) -> dt.date:
    """The first day of the month after the one that begins on a day."""
    return (month + dt.timedelta(days=31)).replace(day=1)


def _counted(exposure: Exposure, facts: Facts, timeline: Timeline, end: int) -> tuple[int, int]:
    """The items of a class that exist on a day, and those for which the use is open on it."""
    counts = exposure.holdings.classes[facts]
    registered = exposure.holdings.registered
    here = timeline.index(end)
    items = is_open = 0
    for birth, step in enumerate(timeline.steps[: here + 1]):
        there = counts.between(step.first, end if birth == here else step.last)
        if timeline.index(registered) == birth and (registered is None or registered <= end):
            there += counts.undated
        items += there
        if there and timeline.decide(here, birth).answer == "could_be_used":
            is_open += there
    return items, is_open


def marks(exposure: Exposure, use: str) -> tuple[Mark, ...]:
    """The days up to the as-of day on which a rule of the region began, or a setting, the region or the age changed."""
    found = {mark for mark in _marks(exposure, use) if days.number(mark.day) <= exposure.circumstances.as_of}
    return tuple(sorted(found, key=lambda mark: (mark.day, mark.kind, mark.words)))


def _marks(exposure: Exposure, use: str) -> Iterator[Mark]:
    pack, now = exposure.pack, exposure.circumstances
    for rule in pack.rules.values():
        if rule.use == use and rule.start is not None:
            region = now.stay_on(days.number(rule.start)).region
            if rule.names_region(region, pack.regions[region].within):
                yield Mark(rule.start, "rule", joined((rule.id, rule.statement), ": "))
    gating = {gate.setting for gate in pack.gates if gate.use == use and gate.setting}
    for name in sorted(gating | {s.needs.setting for s in pack.scopes if s.use == use and s.needs}):
        for turn in now.history(pack.settings[name]):
            if turn.since is not None:
                turned = joined((pack.settings[name].name, FIXED[turn.position]), ": ")
                yield Mark(days.date(turn.since), "setting", turned)
    for stay in now.stays:
        if stay.since is not None:
            yield Mark(days.date(stay.since), "region", named(pack.regions[stay.region].name))
    adult_from = now.adult_from()
    if adult_from is not None and any(gate.use == use and gate.fact == "age" for gate in pack.gates):
        yield Mark(days.date(adult_from), "age", words("18 years old"))
