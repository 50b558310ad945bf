"""Builds timelines: the applicable rules of a class of items, evaluated under the member's circumstances."""

from collections.abc import Iterator

from inspector.policy.applicable_rules import ApplicableRules, RuleSet, answer_scope
from inspector.policy.circumstances import AGE, Circumstances, SettingChange
from inspector.policy.timeline import GateClosed, QuestionAnswer, Step, Timeline, split_days


def build_timeline(rule_set: RuleSet, circumstances: Circumstances) -> Timeline:
    """Build the steps of a use for the classes of items of which a set of rules speaks."""
    facts = _RelevantFacts(rule_set, circumstances)
    day_spans = split_days((*rule_set.edges, *facts.change_days))
    steps = tuple(_build_step(rule_set, facts, first, last) for first, last in day_spans)
    return Timeline(rule_set.use, steps, circumstances.as_of, rule_set.setting_rules)


class _RelevantFacts:
    """The facts about the member that a set of rules looks at."""

    def __init__(self, rule_set: RuleSet, circumstances: Circumstances) -> None:
        settings = rule_set.pack.settings
        self._histories = {name: circumstances.get_history(settings[name]) for name in rule_set.settings}
        self._circumstances = circumstances
        self._adulthood_day = circumstances.find_adulthood_day()
        self.closing_author_facts = circumstances.closing_author_facts

    @property
    def change_days(self) -> Iterator[int]:
        """The days on which a fact may change an answer, each as the first day of the new state."""
        fact_days = (
            *(residence.since for residence in self._circumstances.residences),
            *(change.since for history in self._histories.values() for change in history),
            self._adulthood_day,
            self._circumstances.as_of + 1,  # the as-of day ends its step, so that nothing later is part of it
        )
        return (day for day in fact_days if day is not None)

    def find_region(self, day: int) -> str:
        return self._circumstances.find_residence(day).region

    def is_minor(self, day: int) -> bool:
        # Not Circumstances.is_minor: that would compute the birthday again for every step.
        return day < self._adulthood_day if self._adulthood_day is not None else self._circumstances.age == "minor"

    def find_position(self, setting: str, day: int) -> str:
        return find_change(self._histories[setting], day).position


def find_change(history: tuple[SettingChange, ...], day: int) -> SettingChange:
    """The change that holds on a day; a day of change belongs to the new position."""
    result = history[0]
    for change in history[1:]:
        if change.since is not None and change.since > day:
            break
        result = change
    return result


def _build_step(rule_set: RuleSet, facts: _RelevantFacts, first: int | None, last: int | None) -> Step:
    """Ask the three questions on a day of the span; the answers are the same on all its days."""
    day = first if first is not None else last if last is not None else 0
    region, use = facts.find_region(day), rule_set.use
    if rule_set.is_empty:
        silent_answer = QuestionAnswer("not_stated", (use.default_rule,))
        return Step(first, last, region, silent_answer, silent_answer)
    rules = rule_set.find_applicable_rules(region, day)
    scope, closed_gates = rules.scope, tuple(_find_closed_gates(rule_set, rules, facts, day))
    if scope is None:
        satisfied_scopes = [
            s for s in rules.scopes if s.needs is None or facts.find_position(s.needs.setting, day) == s.needs.value
        ]
        scope, unsatisfied_gates = answer_scope(use, rules.scopes, satisfied_scopes)
        closed_gates += unsatisfied_gates
    return Step(
        first,
        last,
        region,
        scope,
        rules.regime,
        (*closed_gates, *_suppose_author_gates(rules, facts)),
        frozenset(name for name, position, _rule in rule_set.switches if facts.find_position(name, day) == position),
        rules.active_switches,
        rules.relevant_switches,
    )


def _find_closed_gates(
    rule_set: RuleSet, rules: ApplicableRules, facts: _RelevantFacts, day: int
) -> Iterator[GateClosed]:
    """The member's own facts that close on a day."""
    for gate in rules.gates:
        answer = "not_stated" if gate.id in rule_set.unclear_gates else gate.answer
        if gate.fact == "age":
            if facts.is_minor(day):
                yield GateClosed(gate.id, answer, AGE)
        elif gate.setting and facts.find_position(gate.setting, day) == gate.closes_at:
            yield GateClosed(gate.id, answer, gate.setting)


def _suppose_author_gates(rules: ApplicableRules, facts: _RelevantFacts) -> Iterator[GateClosed]:
    """The facts about another author that are supposed to close."""
    for gate in rules.author_gates:
        if (gate.setting or AGE) in facts.closing_author_facts:
            yield GateClosed(gate.id, gate.answer, gate.setting or AGE)
