"""What a person can do: the settings of their region with their effect, and the few most useful actions.

The effect of a setting is measured by judging the same holdings twice, with it open and with it closed on the as-of
day: the numbers are the same whether the person has closed it already or not.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from inspector.exposure.exposure import Exposure
from inspector.exposure.what_if import Comparison, compare_circumstances
from inspector.policy import Circumstances, Outcome
from inspector.policy.circumstances import SettingChange, SettingPosition
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import Conflict, Gate, Rule, Setting

_OPEN = (Outcome.COULD_BE_USED, Outcome.AGGREGATE_ONLY)


@dataclass(frozen=True, slots=True)
class SettingImpact:
    """What closing a setting does to the items for one use.

    ``closed_items`` may be used while it is open and not once it is closed; ``earlier_items`` of them could have been
    used before, which cannot be undone. ``remaining_items`` may be used either way. ``disputed_items`` of the closed
    ones stay open under the other view of what a late opt-out reaches, where sources disagree about it.
    """

    use: str
    closed_items: int
    earlier_items: int
    remaining_items: int
    disputed_items: int = 0

    @property
    def certain_items(self) -> int:
        """The items that it closes under either view."""
        return self.closed_items - self.disputed_items


@dataclass(frozen=True, slots=True)
class SettingAdvice:
    """A setting as an action: its ``change`` that holds on the as-of day, and the position in which it closes.

    ``rules`` are the rules of the region that look at it, ``impacts`` its effect on each of their uses. Both are
    empty where ``is_offered`` is false for the region. ``conflicts`` are those about what closing it late reaches,
    where they move one of the numbers.
    """

    setting: Setting
    is_offered: bool
    change: SettingChange
    closing_position: SettingPosition
    rules: tuple[Rule, ...] = ()
    impacts: tuple[SettingImpact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether it is stated as closed."""
        return self.change.known and self.change.position == self.closing_position

    @property
    def disputed_impact(self) -> SettingImpact | None:
        """The effect of which sources disagree about the most items, if they do about any."""
        disputed_impacts = [impact for impact in self.impacts if impact.disputed_items]
        return max(disputed_impacts, key=lambda impact: impact.disputed_items, default=None)

    @property
    def max_closed_items(self) -> int:
        """The most items that it closes for any one use."""
        return max((impact.closed_items for impact in self.impacts), default=0)


def build_checklist(exposure: Exposure) -> tuple[SettingAdvice, ...]:
    """List every setting of the pack in its order, also those that the region does not offer."""
    return tuple(_build_setting_advice(exposure, setting) for setting in exposure.pack.settings.values())


def _build_setting_advice(exposure: Exposure, setting: Setting) -> SettingAdvice:
    circumstances = exposure.circumstances
    region = circumstances.find_residence(circumstances.as_of).region
    within = exposure.pack.regions[region].within
    change = circumstances.find_setting_change(setting, circumstances.as_of)
    closing_state = find_closing_position(setting)
    if not setting.is_offered_in(region, within):
        return SettingAdvice(setting, False, change, closing_state)
    rules = tuple(rule for rule in find_setting_rules(exposure.pack, setting.id) if rule.names_region(region, within))
    gates = [rule for rule in rules if isinstance(rule, Gate)]
    conflicts = tuple(
        conflict
        for conflict in exposure.pack.conflicts
        if conflict.when == "off after open" and any(gate.id in conflict.rules for gate in gates)
    )
    disputed_uses = {gate.use for gate in gates if any(gate.id in conflict.rules for conflict in conflicts)}
    impacts = _measure_impacts(exposure, setting, closing_state, rules, disputed_uses)
    is_disputed = any(impact.disputed_items for impact in impacts)
    return SettingAdvice(setting, True, change, closing_state, rules, impacts, conflicts if is_disputed else ())


def recommended_settings(exposure: Exposure) -> list[SettingAdvice]:
    """The settings that would close something and are not stated as closed, the most effective first."""
    open_settings = [
        setting_advice
        for setting_advice in build_checklist(exposure)
        if setting_advice.max_closed_items and not setting_advice.is_done
    ]
    leading = {use.id for use in exposure.pack.leading_uses}
    return sorted(open_settings, key=lambda setting_advice: _rank_setting(setting_advice, leading), reverse=True)


def find_closing_position(setting: Setting) -> SettingPosition:
    """The position in which a setting closes: a form or a signal is "on" (sent), anything else "off"."""
    return "on" if setting.kind in ("form", "signal") else "off"


def with_setting_closed(setting: Setting, circumstances: Circumstances, day: int | None) -> Circumstances:
    """The circumstances with a setting closed on a day, instead of when it was closed last; ``None``: not closed."""
    closing_state = find_closing_position(setting)
    change = circumstances.find_setting_change(setting, circumstances.as_of)
    open_circumstances = (
        circumstances.without_last_change(setting)
        if change.known and change.position == closing_state
        else circumstances
    )
    return open_circumstances if day is None else open_circumstances.with_setting_change(setting, closing_state, day)


def find_setting_rules(pack: Pack, setting: str) -> Iterator[Rule]:
    """The entries of a pack that look at a setting of the member's.

    A gate on the author's setting is one of them: it acts on what the member wrote.
    """
    for gate in pack.gates:
        if gate.setting == setting:
            yield gate
    for scope in pack.scopes:
        if scope.needs is not None and scope.needs.setting == setting:
            yield scope


def _measure_impacts(
    exposure: Exposure, setting: Setting, closing_state: SettingPosition, rules: Sequence[Rule], disputed_uses: Set[str]
) -> tuple[SettingImpact, ...]:
    if not rules:
        return ()
    opening_state: SettingPosition = "off" if closing_state == "on" else "on"
    circumstances = exposure.circumstances
    current_position = circumstances.find_setting_change(setting, circumstances.as_of).position
    open_exposure = (
        exposure
        if current_position == opening_state
        else compare_circumstances(exposure, circumstances.with_setting_change(setting, opening_state)).after
    )
    closed_exposure = (
        exposure
        if current_position == closing_state
        else compare_circumstances(exposure, circumstances.with_setting_change(setting, closing_state)).after
    )
    comparison = Comparison(open_exposure, closed_exposure)
    uses = dict.fromkeys(use for use in exposure.pack.uses if any(rule.use == use for rule in rules))
    impacts = []
    for use in uses:
        open_changes = [change for change in comparison.find_changes(use) if change.before in _OPEN]
        closed_changes = [change for change in open_changes if change.after not in _OPEN]
        earlier_items = sum(change.items for change in closed_changes if change.after is Outcome.COULD_HAVE_BEEN_USED)
        impacts.append(
            SettingImpact(
                use,
                sum(change.items for change in closed_changes),
                earlier_items,
                sum(change.items for change in open_changes if change.after in _OPEN),
                earlier_items if use in disputed_uses else 0,
            )
        )
    return tuple(impacts)


AdviceKind = Literal["region", "archive", "setting", "problems", "files", "age"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One useful action: ``items`` is the number it concerns, ``setting_advice`` the setting if it is about one.

    "region" and "age": state the fact, it is only assumed. "archive": ask for the complete download. "setting": close
    it, or state its position. "problems": look at what could not be read. "files": look at files that are not known.
    """

    kind: AdviceKind
    items: int = 0
    setting_advice: SettingAdvice | None = None


def list_advice(exposure: Exposure) -> tuple[Advice, ...]:
    """List the useful actions, the most important first."""
    return tuple(_generate_advice(exposure))


def _generate_advice(exposure: Exposure) -> Iterator[Advice]:
    holdings, circumstances = exposure.holdings, exposure.circumstances
    if not all(residence.known for residence in circumstances.residences):
        yield Advice("region")
    if holdings.completeness == "basic":
        yield Advice("archive", len(holdings.absent_kinds))
    if holdings.warning_count:
        yield Advice("problems", holdings.warning_count)
    for setting_advice in recommended_settings(exposure):
        yield Advice("setting", setting_advice.max_closed_items, setting_advice)
    if holdings.file_counts["unknown"]:
        yield Advice("files", holdings.file_counts["unknown"])
    if not circumstances.age_known:
        yield Advice("age")


def _rank_setting(setting_advice: SettingAdvice, leading: Set[str]) -> tuple[bool, int]:
    """A setting that closes one of the leading uses goes before the others, then the one that closes more."""
    return any(
        impact.closed_items and impact.use in leading for impact in setting_advice.impacts
    ), setting_advice.max_closed_items
