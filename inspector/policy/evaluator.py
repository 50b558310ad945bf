"""A pack read under some circumstances: timelines and verdicts, each made once, and what would change them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from inspector.i18n import LazyText, _, lookup
from inspector.policy import days
from inspector.policy.applicable_rules import (
    RuleSet,
    find_rule_set,
    looks_at_author,
    select_gates,
    select_needed_settings,
)
from inspector.policy.circumstances import AGE, REGION, Circumstances, SettingChange, SettingPosition
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import Setting
from inspector.policy.timeline import Timeline
from inspector.policy.timeline_builder import build_timeline
from inspector.policy.verdict import Outcome, Verdict, build_verdict
from inspector.taxonomy import ItemClass

AUTHOR_PREFIX = "author "
"""What the name of a fact begins with where it is another person's."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A fact that is not known: the value that was taken, and the outcome under its other value."""

    fact: str
    value: str
    other_outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class CircumstanceChange:
    """A circumstance that would change the outcome, in words, and the outcome then."""

    fact: str
    change: LazyText
    outcome: Outcome | None


@dataclass
class PolicyEvaluator:
    """A pack evaluated under circumstances.

    What it has built it keeps for as long as it lives, and hands to nobody else: an item's verdict is asked for
    whenever its row is shown.
    """

    pack: Pack
    circumstances: Circumstances
    _timelines: dict[RuleSet, Timeline] = field(default_factory=dict, init=False, repr=False, compare=False)
    _class_timelines: dict[tuple[str, ItemClass], Timeline] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _verdicts: dict[tuple[str, ItemClass, int], Verdict] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _alternatives: dict[Circumstances, "PolicyEvaluator"] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _assumptions: dict[tuple[str, ItemClass, int], tuple[Assumption, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def timeline(self, use: str, item_class: ItemClass) -> Timeline:
        """The step function of a use over a class of items: one object for all classes that the rules treat alike."""
        class_timeline = self._class_timelines.get((use, item_class))
        if class_timeline is None:
            rule_set = find_rule_set(self.pack, use, item_class)
            class_timeline = self._timelines.get(rule_set)
            if class_timeline is None:
                class_timeline = self._timelines[rule_set] = build_timeline(rule_set, self.circumstances)
            self._class_timelines[use, item_class] = class_timeline
        return class_timeline

    def verdict(self, use: str, item_class: ItemClass, first_step: int) -> Verdict:
        """The verdict on items dated in a step; not cut to a single item's day."""
        class_verdict = self._verdicts.get((use, item_class, first_step))
        if class_verdict is None:
            class_verdict = self._verdicts[use, item_class, first_step] = build_verdict(
                self.pack, self.circumstances, self.timeline(use, item_class), item_class, first_step
            )
        return class_verdict

    def item_verdict(self, use: str, item_class: ItemClass, first_day: int | None) -> Verdict:
        """The verdict on an item born on a day (``None``: from the beginning), cut to its life."""
        return self.verdict(use, item_class, self.timeline(use, item_class).find_step(first_day)).cut(first_day)

    def with_circumstances(self, circumstances: Circumstances) -> "PolicyEvaluator":
        """The same pack under other circumstances."""
        if circumstances not in self._alternatives:
            self._alternatives[circumstances] = PolicyEvaluator(self.pack, circumstances)
        return self._alternatives[circumstances]

    def assumptions(self, use: str, item_class: ItemClass, first_day: int | None) -> tuple[Assumption, ...]:
        """The unknown facts on which this verdict depends, by its outcome or by the days it was open on.

        A fact that would change nothing is left out.
        """
        timeline = self.timeline(use, item_class)
        index = timeline.find_step(first_day)
        key = (use, item_class, index)
        if key not in self._assumptions:
            # Another value of a fact brings no new edge, so that all items of a step fare alike.
            step_start = timeline.steps[index].first
            own_verdict = self.verdict(use, item_class, index)
            alternatives = () if own_verdict.outcome is None else self._vary_unknown_facts(use, item_class, step_start)
            found_assumptions = (
                Assumption(fact, value, other.outcome)
                for fact, value, other in alternatives
                if _differs(own_verdict, other)
            )
            self._assumptions[key] = tuple({assumption.fact: assumption for assumption in found_assumptions}.values())
        return self._assumptions[key]

    def _vary_unknown_facts(
        self, use: str, item_class: ItemClass, first_day: int | None
    ) -> Iterator[tuple[str, str, Verdict]]:
        """Each unknown fact, the value that was taken, and the verdict under its other value."""
        circumstances = self.circumstances

        def build_verdict_under(alternative: Circumstances) -> Verdict:
            evaluator = self.with_circumstances(alternative)
            return evaluator.verdict(use, item_class, evaluator.timeline(use, item_class).find_step(first_day))

        if not all(residence.known for residence in circumstances.residences):
            assumed_region = next(residence.region for residence in circumstances.residences if not residence.known)
            yield REGION, assumed_region, self._vary_region(use, item_class, first_day)
        gates = select_gates(self.pack, use, item_class)
        for gate in gates:
            if gate.fact == "age" and looks_at_author(self.pack, gate, item_class):
                yield f"{AUTHOR_PREFIX}{AGE}", "adult", build_verdict_under(circumstances.with_closing_author_fact(AGE))
            elif gate.fact == "age" and not circumstances.age_known:
                yield AGE, "adult", build_verdict_under(circumstances.with_age("minor"))
        settings = {gate.setting: looks_at_author(self.pack, gate, item_class) for gate in gates if gate.setting}
        settings |= dict.fromkeys(select_needed_settings(self.pack, use, item_class), False)
        for name, is_author_setting in settings.items():
            history = circumstances.get_history(self.pack.settings[name])
            if is_author_setting:
                yield f"{AUTHOR_PREFIX}{name}", "on", build_verdict_under(circumstances.with_closing_author_fact(name))
            elif not all(change.known for change in history):
                assumed_position = next(change.position for change in history if not change.known)
                yield (
                    name,
                    assumed_position,
                    build_verdict_under(
                        circumstances.with_setting(name, SettingChange("off" if assumed_position == "on" else "on"))
                    ),
                )

    def _vary_region(self, use: str, item_class: ItemClass, first_day: int | None) -> Verdict:
        """The most closed verdict of those that differ in another region; the same where none differs."""
        own_verdict = self.verdict(use, item_class, self.timeline(use, item_class).find_step(first_day))
        evaluators = [self.with_circumstances(self.circumstances.with_region(region)) for region in self.pack.regions]
        verdicts = [
            other.verdict(use, item_class, other.timeline(use, item_class).find_step(first_day)) for other in evaluators
        ]
        order = list(Outcome)
        by_outcome = [v for v in verdicts if v.outcome is not own_verdict.outcome and v.outcome is not None]
        if by_outcome:
            return max(by_outcome, key=lambda verdict: order.index(verdict.outcome or Outcome.COULD_BE_USED))
        return next((verdict for verdict in verdicts if _differs(own_verdict, verdict)), own_verdict)

    def changes(self, use: str, item_class: ItemClass, first_day: int | None) -> tuple[CircumstanceChange, ...]:
        """The nearest circumstances that would give another outcome, each tried alone."""
        outcome = self.item_verdict(use, item_class, first_day).outcome
        alternatives = self._vary_circumstances(use, item_class)
        candidates = [
            CircumstanceChange(
                fact, description, self.with_circumstances(other).item_verdict(use, item_class, first_day).outcome
            )
            for fact, description, other in alternatives
        ]
        return tuple(change for change in candidates if change.outcome is not outcome)

    def _vary_circumstances(self, use: str, item_class: ItemClass) -> Iterator[tuple[str, LazyText, Circumstances]]:
        circumstances = self.circumstances
        gates = [
            gate
            for gate in select_gates(self.pack, use, item_class)
            if not looks_at_author(self.pack, gate, item_class)
        ]
        if any(gate.fact == "age" for gate in gates):
            other_age: Literal["adult", "minor"] = "adult" if circumstances.is_minor(circumstances.as_of) else "minor"
            yield AGE, _AGE_CHANGES[other_age], circumstances.with_age(other_age)
        names = dict.fromkeys(name for gate in gates if (name := gate.setting))
        for name in dict.fromkeys((*names, *select_needed_settings(self.pack, use, item_class))):
            setting = self.pack.settings[name]
            position = circumstances.find_setting_change(setting, circumstances.as_of).position
            other_position: SettingPosition = "off" if position == "on" else "on"
            yield (
                name,
                _describe_change(setting, other_position, circumstances.as_of),
                circumstances.with_setting_change(setting, other_position),
            )
            if other_position == "off":
                always_off = _("if '{setting}' had been off from the start", setting=setting.name)
                yield name, always_off, circumstances.with_setting(name, SettingChange("off"))
        for region in self.pack.regions.values():
            if region.id != circumstances.find_residence(circumstances.as_of).region:
                other_region = _("if your region were {region}", region=lookup(region.name))
                yield REGION, other_region, circumstances.with_region(region.id)


_AGE_CHANGES = {"adult": _("if you were 18 or older"), "minor": _("if you were under 18")}


def _describe_change(setting: Setting, position: SettingPosition, day: int) -> LazyText:
    """What turning a setting on a day is called."""
    start_day = days.to_date(day)
    if position == "off":
        return _("if '{setting}' were off from {day} on", setting=setting.name, day=start_day)
    return _("if '{setting}' were on from {day} on", setting=setting.name, day=start_day)


def _differs(one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts differ in outcome or in the days on which the use was open."""
    spans = [[(window.first, window.last) for window in verdict.windows] for verdict in (one, other)]
    return one.outcome is not other.outcome or spans[0] != spans[1]
