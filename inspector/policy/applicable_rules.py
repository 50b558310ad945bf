"""What the texts say of a class of items on a day in a region, before any fact about the member is looked at.

It changes only on the days that the rules name, so that it is asked once for the days between two of them, and kept
for all readings of a pack.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isinf
from typing import NamedTuple

from inspector.policy import days
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import Gate, Regime, Rule, Scope, Use
from inspector.policy.timeline import Closing, Finding, State
from inspector.taxonomy import Author, Facts

ENDORSEMENTS = "profile_endorsements"
OTHERS_ABOUT_ME = "others_about_me"
_CLOSEDNESS = {"excluded": 0, "closed": 0, "stopped": 1, "not_stated": 2, "aggregate": 3, "covered": 4, "open": 4}


class Texts(NamedTuple):
    """What the rules that speak of a class say on a day in a region, before a fact about the member is looked at.

    ``scope`` is ``None`` where it hangs on a setting, which one of ``scopes`` needs. ``closing`` and ``watched`` are
    those of a ``Step``.
    """

    scope: Finding | None
    scopes: tuple[Scope, ...]
    regime: Finding
    gates: tuple[Gate, ...]
    authors: tuple[Gate, ...]
    closing: frozenset[str]
    watched: frozenset[str]


@dataclass(frozen=True, eq=False)
class ClassRules:
    """The rules of a use that speak of a class of items: one object for all classes that they treat alike.

    ``gates`` look at the member and ``authors`` at somebody else; of the ids in ``unsaid`` no text says whether they
    reach the items. ``switches`` are the settings that can close the use, each with a rule that says so.
    """

    pack: Pack
    use: Use
    regimes: tuple[Regime, ...]
    scopes: tuple[Scope, ...]
    gates: tuple[Gate, ...]
    authors: tuple[Gate, ...]
    unsaid: frozenset[str]
    states: dict[tuple[object, ...], State] = field(default_factory=dict, repr=False)
    """What was made of the texts for facts about the member, by all that it hangs on; kept by ``Courses``."""
    _said: dict[tuple[str, int], Texts] = field(default_factory=dict, repr=False)

    @cached_property
    def settings(self) -> tuple[str, ...]:
        """The settings that a rule looks at."""
        named = {name for gate in (*self.gates, *self.authors) if (name := gate.setting)}
        return tuple(sorted(named | {scope.needs.setting for scope in self.scopes if scope.needs}))

    @cached_property
    def switches(self) -> tuple[tuple[str, str, Rule], ...]:
        """The switches and signals that can close, the position at which they do, a rule that says so.

        A consent is no switch.
        """
        found: list[tuple[str, str, Rule]] = [
            (gate.setting, gate.closes_at, gate) for gate in self.gates if gate.setting
        ]
        found += [(s.needs.setting, "off", s) for s in self.scopes if s.needs and s.needs.value == "on"]
        return tuple(each for each in found if self.pack.settings[each[0]].kind in ("switch", "signal"))

    @cached_property
    def setting_rules(self) -> dict[str, str]:
        """For each switch the first rule that says that it closes."""
        ordered = sorted(self.switches, key=lambda each: each[2].start or dt.date.min, reverse=True)
        return {name: rule.id for name, _position, rule in ordered}

    @cached_property
    def edges(self) -> list[int]:
        """The days on which what the texts say may change, in order."""
        found = set()
        for rule in (*self.regimes, *self.scopes, *self.gates, *self.authors):
            start, until = self.pack.days_of[rule.id]
            found |= {day for day in (start, until + 1) if not isinf(day)}
        return sorted(map(int, found))

    def place(self, day: int) -> int:
        """Between which of the edges a day lies."""
        return bisect_right(self.edges, day)

    def texts(self, region: str, day: int) -> Texts:
        """What the texts say on a day in a region: the same on all days between two edges."""
        key = (region, self.place(day))
        found = self._said.get(key)
        if found is None:
            found = self._said[key] = self._read(region, day)
        return found

    def _read(self, region: str, day: int) -> Texts:
        within = self.pack.regions[region].within

        def speaks(rule: Rule) -> bool:
            start, until = self.pack.days_of[rule.id]
            return start <= day <= until and rule.names_region(region, within)

        scopes = tuple(filter(speaks, self.scopes))
        closing = frozenset(name for name, _position, rule in self.switches if speaks(rule))
        return Texts(
            None if any(scope.needs for scope in scopes) else scope_of(self.use, scopes, scopes)[0],
            scopes,
            _regime(self.use, tuple(filter(speaks, self.regimes))),
            tuple(filter(speaks, self.gates)),
            tuple(filter(speaks, self.authors)),
            closing,
            closing.union(name for name, _position, rule in self.switches if day < self.pack.days_of[rule.id][0]),
        )


def rules_for(pack: Pack, use_id: str, facts: Facts) -> ClassRules:
    """The rules of a use that speak of a class of items, which has a data category; made once for a pack."""
    found: ClassRules | None = pack.class_rules.get((use_id, facts))
    if found is None:
        regimes, all_scopes, all_gates = pack.by_use[use_id]
        scopes = tuple(rule for rule in all_scopes if _covers_class(rule, facts))
        gates = tuple(rule for rule in all_gates if _gates_class(rule, facts))
        authors = tuple(rule for rule in gates if looks_at_author(rule, facts))
        unsaid = frozenset(rule.id for rule in gates if reach_unsaid(rule, facts))
        alike = (use_id, *(tuple(rule.id for rule in rules) for rules in (scopes, gates, authors)), unsaid)
        found = pack.class_rules.get(alike)
        if found is None:
            own = tuple(rule for rule in gates if rule not in authors)
            found = ClassRules(pack, pack.uses[use_id], regimes, scopes, own, authors, unsaid)
            pack.class_rules[alike] = found
        pack.class_rules[(use_id, facts)] = found
    return found


def looks_at_author(gate: Gate, facts: Facts) -> bool:
    """Whether a gate looks at another person's circumstances, of which nothing is known.

    Endorsements and recommendations on the member's profile follow the member's own gates.
    """
    if gate.whose != "author" or facts.data_category == ENDORSEMENTS:
        return False
    return facts.author in (Author.OTHER, Author.UNKNOWN) or facts.data_category == OTHERS_ABOUT_ME


def reach_unsaid(gate: Gate, facts: Facts) -> bool:
    """Whether a gate on the member may or may not reach an item: LinkedIn itself recorded or made it.

    There is no author to look at, and no text says how far the member's own age or switch goes: closed for
    the member, such an item is neither stopped nor plainly open.
    """
    if facts.data_category in (ENDORSEMENTS, OTHERS_ABOUT_ME):
        return False
    return gate.whose == "author" and facts.author is Author.LINKEDIN


def gates_of(pack: Pack, use_id: str, facts: Facts) -> tuple[Gate, ...]:
    """The gates of a use that a class of items can meet."""
    return tuple(gate for gate in pack.by_use[use_id][2] if _gates_class(gate, facts))


def needs_of(pack: Pack, use_id: str, facts: Facts) -> tuple[str, ...]:
    """The settings that scope entries for a class of items need."""
    return tuple(s.needs.setting for s in pack.by_use[use_id][1] if s.needs and _covers_class(s, facts))


def _covers_class(scope: Scope, facts: Facts) -> bool:
    named = not scope.categories or facts.data_category in scope.categories
    return named and (scope.author is None or scope.author == facts.author)


def _gates_class(gate: Gate, facts: Facts) -> bool:
    named = not gate.categories or facts.data_category in gate.categories
    return named and facts.data_category not in gate.exempt


def _regime(use: Use, speaking: Sequence[Regime]) -> Finding:
    if not speaking:
        return Finding("open") if use.regime == "by scope" else Finding("not_stated", (use.default_rule,))
    answer = min((rule.answer for rule in speaking), key=_CLOSEDNESS.__getitem__)
    return Finding(answer, _ids(rule for rule in speaking if rule.answer == answer))


def scope_of(use: Use, speaking: Sequence[Scope], met: Sequence[Scope]) -> tuple[Finding, tuple[Closing, ...]]:
    """The answer on scope, and the closings of entries whose needed setting is not met.

    An entry with an unmet need stops the use, unless another entry covers without it or excludes.
    """
    unmet = [s for s in speaking if s not in met]
    named = [s for s in met if not s.otherwise] or met
    if named and not named[0].otherwise:
        unmet = [s for s in unmet if not s.otherwise]
    if not named:
        found = Finding("not_stated", (use.default_rule,))
    else:
        answer = min((s.answer for s in named), key=_CLOSEDNESS.__getitem__)
        winners = [s for s in named if s.answer == answer]
        limits = {s.limited_to for s in winners}
        found = Finding(answer, _ids(winners), None if None in limits else " or ".join(sorted(filter(None, limits))))
    if not unmet or found.answer in ("covered", "excluded"):
        return found, ()
    closings = tuple(Closing(s.id, "stopped", s.needs.setting) for s in unmet if s.needs)
    return Finding("covered", _ids(unmet)), closings


def _ids(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The ids, those with the later ``from`` first."""
    ordered = sorted(rules, key=lambda rule: days.number(rule.start) if rule.start else -(10**9), reverse=True)
    return tuple(rule.id for rule in ordered)
