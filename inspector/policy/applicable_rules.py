"""The rules that apply to a class of items on a day in a region, before any fact about the member is looked at.

``find_rule_set`` holds the one cache of the program that outlives an evaluation. Which rules speak of a class of
items, and which of them hold on a day in a region, depends on the pack alone, and takes longer to find than all that
follows from it.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from math import isinf
from typing import NamedTuple

from inspector.policy import days
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import Gate, Regime, Rule, Scope, Use
from inspector.policy.timeline import GateClosed, QuestionAnswer
from inspector.taxonomy import Author, ItemClass

RULE_SET_CACHE_SIZE = 1 << 13
"""Entries of the cache: a pack of 10 uses and 40 data categories with 5 authors each needs 2,000."""
_OPENNESS_RANKS = {"excluded": 0, "closed": 0, "stopped": 1, "not_stated": 2, "aggregate": 3, "covered": 4, "open": 4}


class ApplicableRules(NamedTuple):
    """What the rules of a set say on a day in a region.

    ``scope`` is ``None`` where it depends on a setting that one of ``scopes`` needs. ``active_switches`` are the
    settings that can close the use on that day, ``relevant_switches`` those that can close it then or later.
    """

    scope: QuestionAnswer | None
    scopes: tuple[Scope, ...]
    regime: QuestionAnswer
    gates: tuple[Gate, ...]
    author_gates: tuple[Gate, ...]
    active_switches: frozenset[str]
    relevant_switches: frozenset[str]


@dataclass(unsafe_hash=True)
class RuleSet:
    """The rules of a use that speak of a class of items; equal for all classes that the rules treat alike.

    ``gates`` look at the member and ``author_gates`` at somebody else. For the gates whose ids are in
    ``unclear_gates`` no text says whether they reach the items. ``key`` decides whether two sets are equal.
    A set is an entry of the cache and no value: it keeps what it was asked for.
    """

    pack: Pack
    key: tuple[object, ...]
    use: Use = field(compare=False)
    regimes: tuple[Regime, ...] = field(compare=False)
    scopes: tuple[Scope, ...] = field(compare=False)
    gates: tuple[Gate, ...] = field(compare=False)
    author_gates: tuple[Gate, ...] = field(compare=False)
    unclear_gates: frozenset[str] = field(compare=False)
    _applicable_rules: dict[tuple[str, int], ApplicableRules] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def is_empty(self) -> bool:
        """Whether the items have no data category, so that no rule can speak of them."""
        return self.key == (self.use.id,)

    @cached_property
    def settings(self) -> tuple[str, ...]:
        """The ids of the settings that a rule looks at, sorted."""
        gate_settings = {name for gate in (*self.gates, *self.author_gates) if (name := gate.setting)}
        return tuple(sorted(gate_settings | {scope.needs.setting for scope in self.scopes if scope.needs}))

    @cached_property
    def switches(self) -> tuple[tuple[str, str, Rule], ...]:
        """The switches and signals that can close: id, the position at which they do, a rule that says so.

        A consent is no switch: what is given later says nothing of what was posted before.
        """
        candidates: list[tuple[str, str, Rule]] = [
            (gate.setting, gate.closes_at, gate) for gate in self.gates if gate.setting
        ]
        candidates += [(s.needs.setting, "off", s) for s in self.scopes if s.needs and s.needs.value == "on"]
        return tuple(
            candidate for candidate in candidates if self.pack.settings[candidate[0]].kind in ("switch", "signal")
        )

    @cached_property
    def setting_rules(self) -> dict[str, str]:
        """For each switch the id of the first rule that says that it closes."""
        ordered = sorted(self.switches, key=lambda switch: switch[2].start or dt.date.min, reverse=True)
        return {name: rule.id for name, _position, rule in ordered}

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """The day numbers on which other rules may apply than the day before, in order."""
        change_days = set()
        for rule in (*self.regimes, *self.scopes, *self.gates, *self.author_gates):
            start, until = self.pack.days_by_rule[rule.id]
            change_days |= {day for day in (start, until + 1) if not isinf(day)}
        return tuple(sorted(map(int, change_days)))

    def find_applicable_rules(self, region: str, day: int) -> ApplicableRules:
        """Find what the rules say on a day in a region: the same on all days between two edges."""
        key = (region, bisect_right(self.edges, day))
        applicable_rules = self._applicable_rules.get(key)
        if applicable_rules is None:
            applicable_rules = self._applicable_rules[key] = self._select_rules(region, day)
        return applicable_rules

    def _select_rules(self, region: str, day: int) -> ApplicableRules:
        within = self.pack.regions[region].within

        def applies(rule: Rule) -> bool:
            start, until = self.pack.days_by_rule[rule.id]
            return start <= day <= until and rule.names_region(region, within)

        scopes = tuple(filter(applies, self.scopes))
        active_switches = frozenset(name for name, _position, rule in self.switches if applies(rule))
        later_switches = (name for name, _position, rule in self.switches if day < self.pack.days_by_rule[rule.id][0])
        return ApplicableRules(
            None if any(scope.needs for scope in scopes) else answer_scope(self.use, scopes, scopes)[0],
            scopes,
            _answer_regime(self.use, tuple(filter(applies, self.regimes))),
            tuple(filter(applies, self.gates)),
            tuple(filter(applies, self.author_gates)),
            active_switches,
            active_switches.union(later_switches),
        )


@lru_cache(maxsize=RULE_SET_CACHE_SIZE)
def find_rule_set(pack: Pack, use_id: str, item_class: ItemClass) -> RuleSet:
    """Find the rules of a use that speak of a class of items; a class without a data category has none."""
    use = pack.uses[use_id]
    if item_class.data_category is None:
        return RuleSet(pack, (use_id,), use, (), (), (), (), frozenset())
    regimes, all_scopes, all_gates = pack.rules_by_use[use_id]
    scopes = tuple(rule for rule in all_scopes if _covers_class(rule, item_class))
    class_gates = tuple(rule for rule in all_gates if _gates_class(rule, item_class))
    author_gates = tuple(rule for rule in class_gates if looks_at_author(pack, rule, item_class))
    gates = tuple(rule for rule in class_gates if rule not in author_gates)
    unclear_gates = frozenset(rule.id for rule in class_gates if is_reach_unclear(pack, rule, item_class))
    key = (use_id, *(tuple(rule.id for rule in rules) for rules in (scopes, gates, author_gates)), unclear_gates)
    return RuleSet(pack, key, use, regimes, scopes, gates, author_gates, unclear_gates)


def looks_at_author(pack: Pack, gate: Gate, item_class: ItemClass) -> bool:
    """Whether a gate looks at another person's circumstances, of which nothing is known.

    Endorsements and recommendations on the member's profile follow the member's own gates.
    """
    if gate.whose != "author" or item_class.data_category in pack.roles.endorsements:
        return False
    return item_class.author in (Author.OTHER, Author.UNKNOWN) or item_class.data_category in pack.roles.about_member


def is_reach_unclear(pack: Pack, gate: Gate, item_class: ItemClass) -> bool:
    """Whether a gate on the member may or may not reach an item: LinkedIn itself recorded or made it.

    There is no author to look at, and no text says how far the member's own age or switch goes: closed for
    the member, such an item is neither stopped nor plainly open.
    """
    if item_class.data_category in (*pack.roles.endorsements, *pack.roles.about_member):
        return False
    return gate.whose == "author" and item_class.author is Author.LINKEDIN


def select_gates(pack: Pack, use_id: str, item_class: ItemClass) -> tuple[Gate, ...]:
    """The gates of a use that a class of items can meet."""
    return tuple(gate for gate in pack.rules_by_use[use_id][2] if _gates_class(gate, item_class))


def select_needed_settings(pack: Pack, use_id: str, item_class: ItemClass) -> tuple[str, ...]:
    """The settings that scope entries for a class of items need."""
    return tuple(s.needs.setting for s in pack.rules_by_use[use_id][1] if s.needs and _covers_class(s, item_class))


def _covers_class(scope: Scope, item_class: ItemClass) -> bool:
    includes_category = not scope.categories or item_class.data_category in scope.categories
    return includes_category and (scope.author is None or scope.author == item_class.author)


def _gates_class(gate: Gate, item_class: ItemClass) -> bool:
    includes_category = not gate.categories or item_class.data_category in gate.categories
    return includes_category and item_class.data_category not in gate.exempt


def _answer_regime(use: Use, regimes: Sequence[Regime]) -> QuestionAnswer:
    if not regimes:
        return QuestionAnswer("open") if use.regime == "by scope" else QuestionAnswer("not_stated", (use.default_rule,))
    answer = min((rule.answer for rule in regimes), key=_OPENNESS_RANKS.__getitem__)
    return QuestionAnswer(answer, _sort_ids(rule for rule in regimes if rule.answer == answer))


def answer_scope(
    use: Use, scopes: Sequence[Scope], satisfied_scopes: Sequence[Scope]
) -> tuple[QuestionAnswer, tuple[GateClosed, ...]]:
    """The answer on scope, and the closings of entries whose needed setting is not met.

    An entry with an unmet need stops the use, unless another entry covers without it or excludes.
    """
    unsatisfied_scopes = [s for s in scopes if s not in satisfied_scopes]
    candidates = [s for s in satisfied_scopes if not s.otherwise] or satisfied_scopes
    if candidates and not candidates[0].otherwise:
        unsatisfied_scopes = [s for s in unsatisfied_scopes if not s.otherwise]
    if not candidates:
        result = QuestionAnswer("not_stated", (use.default_rule,))
    else:
        answer = min((s.answer for s in candidates), key=_OPENNESS_RANKS.__getitem__)
        winners = [s for s in candidates if s.answer == answer]
        limits = {s.limited_to for s in winners}
        result = QuestionAnswer(
            answer, _sort_ids(winners), None if None in limits else " or ".join(sorted(filter(None, limits)))
        )
    if not unsatisfied_scopes or result.answer in ("covered", "excluded"):
        return result, ()
    closed_gates = tuple(GateClosed(s.id, "stopped", s.needs.setting) for s in unsatisfied_scopes if s.needs)
    return QuestionAnswer("covered", _sort_ids(unsatisfied_scopes)), closed_gates


def _sort_ids(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The ids, those with the later ``from`` first."""
    ordered = sorted(rules, key=lambda rule: days.from_date(rule.start) if rule.start else -(10**9), reverse=True)
    return tuple(rule.id for rule in ordered)
