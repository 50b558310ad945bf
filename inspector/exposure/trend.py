"""Counts over time: for how many items a use was open at the end of each month, and the events that changed it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector.exposure.exposure import Exposure
from inspector.i18n import LazyText, _, join_texts, lookup
from inspector.policy import days
from inspector.policy.pack.pack_schema import VALUE_LABELS
from inspector.policy.timeline import Timeline
from inspector.taxonomy import ItemClass


@dataclass(frozen=True, slots=True)
class Month:
    """The items of a category at the end of a month (or on the as-of day), and for how many of them a use is open."""

    month: dt.date
    category: str
    items: int
    open_items: int

    @property
    def last_day(self) -> dt.date:
        """Its last day."""
        return _find_next_month(self.month) - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """A day on which something changed: ``kind`` is rule, setting, region or age."""

    day: dt.date
    kind: str
    description: LazyText


def count_by_month(exposure: Exposure, use: str) -> tuple[Month, ...]:
    """Count for each month and category the items and those for which the use is open."""
    counts: dict[tuple[dt.date, str], tuple[int, int]] = {}
    month_ends = list(_list_month_ends(_find_first_month(exposure), exposure.circumstances.as_of))
    for item_class in exposure.holdings.classes:
        category = exposure.pack.find_category(item_class.data_category)
        timeline = exposure.evaluator.timeline(use, item_class)
        for month, end in month_ends:
            items, open_items = _count_on_day(exposure, item_class, timeline, end)
            previous = counts.get((month, category), (0, 0))
            counts[month, category] = (previous[0] + items, previous[1] + open_items)
    return tuple(Month(month, category, *totals) for (month, category), totals in sorted(counts.items()))


def sum_categories(months: Iterable[Month]) -> tuple[Month, ...]:
    """The same months with all categories taken together; their ``category`` is empty."""
    totals: dict[dt.date, Month] = {}
    for month in months:
        total = totals.get(month.month, Month(month.month, "", 0, 0))
        totals[month.month] = Month(month.month, "", total.items + month.items, total.open_items + month.open_items)
    return tuple(totals.values())


def _find_first_month(exposure: Exposure) -> dt.date:
    """The first day of the month with which the picture begins: the pack's, else that of its oldest rule."""
    first_month = exposure.pack.roles.first_month
    if first_month is None:
        starts = [rule.start for rule in exposure.pack.rules.values() if rule.start is not None]
        first_month = min(starts, default=days.to_date(exposure.circumstances.as_of))
    return first_month.replace(day=1)


def _list_month_ends(first_month: dt.date, as_of: int) -> Iterator[tuple[dt.date, int]]:
    """The first day of each month with its last day's number, the last one cut at the as-of day."""
    month, last_day = first_month, days.to_date(as_of)
    while month <= last_day:
        next_month = _find_next_month(month)
        yield month, min(days.from_date(next_month) - 1, as_of)
        month = next_month


def _find_next_month(month: dt.date) -> dt.date:
    """The first day of the month after the one that begins on a day."""
    return (month + dt.timedelta(days=31)).replace(day=1)


def _count_on_day(exposure: Exposure, item_class: ItemClass, timeline: Timeline, end: int) -> tuple[int, int]:
    """The items of a class that exist on a day, and those for which the use is open on it."""
    holdings, current_step = exposure.holdings, timeline.find_step(end)
    edges = (*timeline.first_days[:current_step], end + 1)
    step_counts = holdings.classes[item_class].count_by_step(edges, holdings.registration_day)[:-1]
    open_items = sum(
        items
        for first_step, items in enumerate(step_counts)
        if items and timeline.decide(current_step, first_step).answer == "could_be_used"
    )
    return sum(step_counts), open_items


def find_timeline_events(exposure: Exposure, use: str) -> tuple[TimelineEvent, ...]:
    """The days up to the as-of day on which a rule of the region began, or a setting, the region or the age changed."""
    events = {
        event for event in _generate_events(exposure, use) if days.from_date(event.day) <= exposure.circumstances.as_of
    }
    return tuple(sorted(events, key=lambda event: (event.day, event.kind, event.description)))


def _generate_events(exposure: Exposure, use: str) -> Iterator[TimelineEvent]:
    pack, circumstances = exposure.pack, exposure.circumstances
    for rule in pack.rules.values():
        if rule.use == use and rule.start is not None:
            region = circumstances.find_residence(days.from_date(rule.start)).region
            if rule.names_region(region, pack.regions[region].within):
                sentence = lookup(rule.short) if rule.short else rule.statement
                yield TimelineEvent(rule.start, "rule", join_texts((rule.id, sentence), ": "))
    setting_names = {gate.setting for gate in pack.gates if gate.use == use and gate.setting}
    for name in sorted(setting_names | {s.needs.setting for s in pack.scopes if s.use == use and s.needs}):
        for change in circumstances.get_history(pack.settings[name]):
            if change.since is not None:
                description = join_texts((pack.settings[name].name, VALUE_LABELS[change.position]), ": ")
                yield TimelineEvent(days.to_date(change.since), "setting", description)
    for residence in circumstances.residences:
        if residence.since is not None:
            yield TimelineEvent(days.to_date(residence.since), "region", lookup(pack.regions[residence.region].name))
    adulthood_day = circumstances.find_adulthood_day()
    if adulthood_day is not None and any(gate.use == use and gate.fact == "age" for gate in pack.gates):
        yield TimelineEvent(days.to_date(adulthood_day), "age", _("18 years old"))
