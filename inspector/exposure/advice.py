"""What a person can do: the settings of their region with what each would close, and the few things worth doing first.

A setting is weighed by judging the same holdings twice, with it open and with it closed on the as-of day: no row is
touched, and the numbers stay the same whether the person has closed it already or not.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from inspector.exposure.exposure import Exposure
from inspector.exposure.what_if import Comparison, compare
from inspector.policy import Circumstances, Outcome
from inspector.policy.circumstances import Position, Turn
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import Rule, Setting

_OPEN = (Outcome.COULD_BE_USED, Outcome.AGGREGATE_ONLY)


@dataclass(frozen=True, slots=True)
class Reach:
    """What closing a setting does to the items for one use.

    ``closes``: items that may be used while it is open, and no longer once it is closed; of these ``earlier`` may have
    been used before, which nothing takes back. ``leaves``: items that may be used either way.
    """

    use: str
    closes: int
    earlier: int
    leaves: int


@dataclass(frozen=True, slots=True)
class Check:
    """A setting as a thing to do. ``turn`` is how it stands on the as-of day, ``closing`` how it closes.

    ``rules`` are the entries for the region that look at it, ``reaches`` what it does for each use they speak of.
    Both are empty where it is not ``offered`` in the region.
    """

    setting: Setting
    offered: bool
    turn: Turn
    closing: Position
    rules: tuple[Rule, ...] = ()
    reaches: tuple[Reach, ...] = ()

    @property
    def done(self) -> bool:
        """Whether it is said to be closed."""
        return self.turn.known and self.turn.position == self.closing

    @property
    def closes(self) -> int:
        """The most items that it closes for any one use."""
        return max((reach.closes for reach in self.reaches), default=0)


def checklist(exposure: Exposure) -> tuple[Check, ...]:
    """Every setting of the pack in its order, those that the region does not offer too."""
    return tuple(_check(exposure, setting) for setting in exposure.pack.settings.values())


def _check(exposure: Exposure, setting: Setting) -> Check:
    now = exposure.circumstances
    region = now.stay_on(now.as_of).region
    within = exposure.pack.regions[region].within
    turn = now.turn_on(setting, now.as_of)
    closing = closing_position(setting)
    if not setting.is_offered_in(region, within):
        return Check(setting, False, turn, closing)
    rules = tuple(rule for rule in rules_of(exposure.pack, setting.id) if rule.names_region(region, within))
    return Check(setting, True, turn, closing, rules, _reaches(exposure, setting, closing, rules))


def worth_closing(exposure: Exposure) -> list[Check]:
    """The settings that would close something and are not said to be closed, the weightiest first."""
    open_checks = [check for check in checklist(exposure) if check.closes and not check.done]
    leading = {use.id for use in exposure.pack.leading_uses}
    return sorted(open_checks, key=lambda check: _weight(check, leading), reverse=True)


def closing_position(setting: Setting) -> Position:
    """How a setting stands when it closes: a form or a signal is sent, anything else is off."""
    return "on" if setting.kind in ("form", "signal") else "off"


def closed_on(setting: Setting, now: Circumstances, day: int | None) -> Circumstances:
    """The circumstances with a setting closed on a day, instead of when it was closed last; ``None``: not closed."""
    closing = closing_position(setting)
    turn = now.turn_on(setting, now.as_of)
    before = now.turned_back(setting) if turn.known and turn.position == closing else now
    return before if day is None else before.turned(setting, closing, day)


def rules_of(pack: Pack, setting: str) -> Iterator[Rule]:
    """The entries of a pack that look at a setting of the member's."""
    for gate in pack.gates:
        if gate.setting == setting and gate.whose == "member":
            yield gate
    for scope in pack.scopes:
        if scope.needs is not None and scope.needs.setting == setting:
            yield scope


def _reaches(exposure: Exposure, setting: Setting, closing: Position, rules: Sequence[Rule]) -> tuple[Reach, ...]:
    if not rules:
        return ()
    opening: Position = "off" if closing == "on" else "on"
    now = exposure.circumstances
    stands = now.turn_on(setting, now.as_of).position
    opened = exposure if stands == opening else compare(exposure, now.turned(setting, opening)).after
    closed = exposure if stands == closing else compare(exposure, now.turned(setting, closing)).after
    comparison = Comparison(opened, closed)
    uses = dict.fromkeys(use for use in exposure.pack.uses if any(rule.use == use for rule in rules))
    found = []
    for use in uses:
        before = [move for move in comparison.moves_of(use) if move.before in _OPEN]
        gone = [move for move in before if move.after not in _OPEN]
        found.append(
            Reach(
                use,
                sum(move.items for move in gone),
                sum(move.items for move in gone if move.after is Outcome.COULD_HAVE_BEEN_USED),
                sum(move.items for move in before if move.after in _OPEN),
            )
        )
    return tuple(found)


AdviceKind = Literal["region", "archive", "setting", "problems", "files", "age"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing worth doing: ``items`` is what it is about, ``check`` the setting where it is one.

    "region" and "age": state the fact, it is only assumed. "archive": ask for the complete download. "setting": close
    it, or say how it stands. "problems": look at what could not be read. "files": look at files that are not known.
    """

    kind: AdviceKind
    items: int = 0
    check: Check | None = None


def advice(exposure: Exposure) -> tuple[Advice, ...]:
    """What is worth doing, the weightiest first; empty where nothing is."""
    return tuple(_advice(exposure))


def _advice(exposure: Exposure) -> Iterator[Advice]:
    holdings, now = exposure.holdings, exposure.circumstances
    if not all(stay.known for stay in now.stays):
        yield Advice("region")
    if holdings.completeness == "basic":
        yield Advice("archive", len(holdings.absent))
    if holdings.warnings:
        yield Advice("problems", holdings.warnings)
    for check in worth_closing(exposure):
        yield Advice("setting", check.closes, check)
    if holdings.states.get("unknown"):
        yield Advice("files", holdings.states["unknown"])
    if not now.age_known:
        yield Advice("age")


def _weight(check: Check, leading: Set[str]) -> tuple[bool, int]:
    """A setting that closes one of the leading uses goes before the others, then the one that closes more."""
    return any(reach.closes and reach.use in leading for reach in check.reaches), check.closes
