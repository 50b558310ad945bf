"""What if: the same holdings under two circumstances, and what moves from one outcome to another.

Like the counts themselves this touches no row: a class of items is cut at the days where either of its two
timelines changes, and the cumulative counts give the items of each piece.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from inspector.exposure.exposure import Exposure, judge
from inspector.i18n import LazyText, _
from inspector.items import Selection
from inspector.policy import Circumstances, Outcome, Pack, days
from inspector.policy.circumstances import Residence, SettingChange, SettingPosition, parse_region
from inspector.policy.pack.pack_schema import Setting
from inspector.policy.verdict import find_status
from inspector.taxonomy import CATEGORIES


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """How many items of a data category go from one outcome to another (equal ones stay where they are)."""

    use: str
    category: str
    data_category: str | None
    before: Outcome | None
    after: Outcome | None
    items: int

    @property
    def is_unchanged(self) -> bool:
        """Whether nothing changes for these items."""
        return self.before is self.after


@dataclass(frozen=True, slots=True)
class CategoryChange:
    """How many items of a category could be used before and after, of how many; ``moved`` have another outcome."""

    category: str
    items: int
    before: int
    after: int
    changed_items: int


@dataclass(frozen=True)
class Comparison:
    """Two exposures of the same holdings."""

    before: Exposure
    after: Exposure

    @cached_property
    def changes(self) -> tuple[OutcomeChange, ...]:
        """All items by use, category and both outcomes; each use sums to the number of items."""
        return tuple(change for use in self.before.pack.uses for change in self.find_changes(use))

    def find_changes(self, use: str) -> tuple[OutcomeChange, ...]:
        """The moves of one use, without judging the others."""
        sums: dict[OutcomeChange, int] = {}
        for change in self._generate_changes(use):
            key = replace(change, items=0)
            sums[key] = sums.get(key, 0) + change.items
        return tuple(replace(change, items=items) for change, items in sums.items())

    def summarize_categories(self, use: str) -> tuple[CategoryChange, ...]:
        """The moves of a use by category, in the order in which categories are shown."""
        by_category: dict[str, CategoryChange] = {}
        for change in self.find_changes(use):
            totals = by_category.get(change.category, CategoryChange(change.category, 0, 0, 0, 0))
            by_category[change.category] = CategoryChange(
                change.category,
                totals.items + change.items,
                totals.before + (change.items if change.before is Outcome.COULD_BE_USED else 0),
                totals.after + (change.items if change.after is Outcome.COULD_BE_USED else 0),
                totals.changed_items + (0 if change.is_unchanged else change.items),
            )
        return tuple(by_category[category] for category in CATEGORIES if category in by_category)

    def _generate_changes(self, use: str) -> Iterator[OutcomeChange]:
        holdings, pack = self.before.holdings, self.before.pack
        for item_class, counts in holdings.classes.items():
            before, after = (exposure.evaluator.timeline(use, item_class) for exposure in (self.before, self.after))
            first_days = sorted({*before.first_days, *after.first_days})
            category = pack.find_category(item_class.data_category)
            step_counts = counts.count_by_step(first_days, holdings.registration_day)
            for first, items in zip((None, *first_days), step_counts, strict=True):
                if items:
                    before_outcome, after_outcome = (
                        find_status(timeline, timeline.find_step(first)).outcome for timeline in (before, after)
                    )
                    data_category = item_class.data_category
                    yield OutcomeChange(use, category, data_category, before_outcome, after_outcome, items)

    def select_changed(self, use: str) -> Selection:
        """The items whose outcome for a use differs."""
        blocks, indices = [], []
        for block in self.before.holdings.blocks:
            changed_mask = self.before.find_outcome_codes(use, block) != self.after.find_outcome_codes(use, block)
            if changed_mask.any():
                blocks.append(block)
                indices.append(np.flatnonzero(changed_mask))
        return Selection(tuple(blocks), tuple(indices))


def compare_circumstances(before: Exposure, circumstances: Circumstances) -> Comparison:
    """The exposure beside what it would be under other circumstances."""
    return Comparison(before, judge(before.holdings, before.pack, circumstances))


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A question to ask of the same holdings: its id, its words, and the circumstances that it supposes."""

    id: str
    question: LazyText
    circumstances: Circumstances


def list_what_ifs(pack: Pack, circumstances: Circumstances) -> tuple[WhatIf, ...]:
    """The questions that the circumstances leave open, those about the settings of the member's region first.

    A setting asks for the position that it does not have on the as-of day; what would change nothing is left out.
    """
    region = circumstances.find_residence(circumstances.as_of).region
    questions = [
        WhatIf(
            f"{setting.id}={position}",
            _describe_change(setting, position, circumstances.as_of),
            circumstances.with_setting_change(setting, position),
        )
        for setting in pack.settings.values()
        if setting.is_offered_in(region, pack.regions[region].within)
        for position in (_other_position(setting, circumstances),)
    ]
    if pack.roles.leading_setting is not None:
        setting_name = pack.settings[pack.roles.leading_setting].name
        questions += [
            WhatIf(
                "never_opted_out",
                _("If '{setting}' had been on all the time", setting=setting_name),
                without_opt_out(pack, circumstances),
            ),
            WhatIf(
                "never_on",
                _("If '{setting}' had never been on", setting=setting_name),
                circumstances.with_setting(pack.roles.leading_setting, SettingChange("off")),
            ),
        ]
    questions += [
        WhatIf("minor", _("If you were under 18"), circumstances.with_age("minor")),
        WhatIf("adult", _("If you had been an adult all the time"), circumstances.with_age("adult")),
    ]
    return tuple(question for question in questions if question.circumstances != circumstances)


def _describe_change(setting: Setting, position: SettingPosition, day: int) -> LazyText:
    """What it is called to turn a setting, from a day on."""
    name, start_day = setting.name, days.to_date(day)
    match setting.kind, position:
        case "switch", "on":
            return _("If '{setting}' were turned on, from {day}", setting=name, day=start_day)
        case "switch", _:
            return _("If '{setting}' were turned off, from {day}", setting=name, day=start_day)
        case "consent", "on":
            return _("If '{setting}' were given, from {day}", setting=name, day=start_day)
        case "form", "on":
            return _("If '{setting}' were sent in, from {day}", setting=name, day=start_day)
        case "signal", "on":
            return _("If '{setting}' were sent by your browser, from {day}", setting=name, day=start_day)
        case "signal", _:
            return _("If '{setting}' were no longer sent by your browser, from {day}", setting=name, day=start_day)
        case _:
            return _("If '{setting}' were withdrawn, from {day}", setting=name, day=start_day)


def _other_position(setting: Setting, circumstances: Circumstances) -> SettingPosition:
    return "off" if circumstances.find_setting_change(setting, circumstances.as_of).position != "off" else "on"


def with_opt_out(pack: Pack, circumstances: Circumstances) -> Circumstances:
    """The circumstances with the leading setting turned off on the as-of day, if it is not off already."""
    if pack.roles.leading_setting is None:
        return circumstances
    setting = pack.settings[pack.roles.leading_setting]
    if circumstances.find_setting_change(setting, circumstances.as_of).position == "off":
        return circumstances
    return circumstances.with_setting_change(setting, "off")


def without_opt_out(pack: Pack, circumstances: Circumstances) -> Circumstances:
    """The circumstances with the leading setting on all the time."""
    if pack.roles.leading_setting is None:
        return circumstances
    return circumstances.with_setting(pack.roles.leading_setting, SettingChange("on"))


def with_move(region: str, circumstances: Circumstances) -> Circumstances:
    """As it is, but living in another region from the as-of day on."""
    earlier = tuple(
        residence
        for residence in circumstances.residences
        if residence.since is None or residence.since < circumstances.as_of
    )
    return replace(circumstances, residences=(*earlier, Residence(region, region, circumstances.as_of)))


def with_constant_region(pack: Pack, location: str, circumstances: Circumstances) -> Circumstances:
    """As it is, but living in a place all the time; ``word`` as the command line takes it, else ``Refused``."""
    return replace(circumstances, residences=(parse_region(pack, location),))
