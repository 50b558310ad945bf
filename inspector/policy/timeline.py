"""A use over one class of items is a step function of days: what each of the questions answers, and why.

For a use U, facts (data category, author) and a day D:

1. scope: do the texts for U cover the data category on D in the region?
2. regime: was U in force in the member's region on D?
3. gates: does a fact about a person close it on D?
4. the most closed answer wins: excluded by scope, closed by regime, a gate, not stated, aggregate, open.

Inside a question an entry that names the category beats an ``otherwise`` entry, then the most closed
answer counts, then the later ``from``. A day on which no entry speaks is not stated and cites the use's
default rule. Everything that changes with time is one more step here: there are no special cases.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from inspector.policy.pack.pack_schema import Use

Answer = Literal["could_be_used", "aggregate_only", "not_stated", "stopped", "excluded"]
Question = Literal["scope", "regime", "gate", "open"]


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """What one question answers on the days of a step, and the rules it answers by."""

    answer: str
    rules: tuple[str, ...] = ()
    limited_to: str | None = None


class GateClosed(NamedTuple):
    """A gate that closes: the rule, its answer, and the fact (``age`` or the id of a setting) behind it."""

    rule: str
    answer: Literal["stopped", "not_stated"]
    fact: str


class Decision(NamedTuple):
    """The answer of a step for an item, the question that gave it, the rules, and everything that closes."""

    answer: Answer
    question: Question
    rules: tuple[str, ...]
    closers: tuple[str, ...]
    limited_to: str | None = None
    facts: tuple[str, ...] = ()


class Step(NamedTuple):
    """Days on which nothing changes: ``first`` and ``last`` are inclusive day numbers, ``None`` where open-ended.

    ``switches_off`` are the switches that stand as they close (a signal closes when it is sent), ``active_switches``
    those that can close the use on these days, and ``relevant_switches`` those that can do so then or later: what is
    posted while a relevant switch closes is not opened when the switch is turned back.
    """

    first: int | None
    last: int | None
    region: str
    scope: QuestionAnswer
    regime: QuestionAnswer
    gates: tuple[GateClosed, ...] = ()
    switches_off: frozenset[str] = frozenset()
    active_switches: frozenset[str] = frozenset()
    relevant_switches: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Timeline:
    """The steps of one use in the order of days, without gaps, for every class of items that its rules treat alike.

    ``setting_rules`` names, for each setting that can close the use, the first rule that says so: it is cited where
    an item was posted while the setting was off, before that rule began. ``as_of`` is a day number.
    """

    use: Use
    steps: tuple[Step, ...]
    as_of: int
    setting_rules: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def first_days(self) -> list[int]:
        """The first days of all steps but the first, which has none."""
        return [step.first for step in self.steps if step.first is not None]

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """The answer of each step for items dated in it, and for older ones if no switch was turned back since."""
        return tuple(_decide(step, step.gates) for step in self.steps)

    def find_step(self, day: int | None) -> int:
        """The index of the step in which a day falls; ``None`` stands for the beginning of all days."""
        return 0 if day is None else bisect_right(self.first_days, day)

    @cached_property
    def current_step(self) -> int:
        """The index of the step of the as-of day, which ends with that day."""
        return self.find_step(self.as_of)

    def decide_from(self, first_step: int) -> Sequence[Decision]:
        """The answers of the step ``first_step`` and of all later ones, for an item dated in it."""
        first = self.steps[first_step]
        if first.switches_off.isdisjoint(first.relevant_switches):
            return self.decisions[first_step:]
        return [self.decide(index, first_step) for index in range(first_step, len(self.steps))]

    def decide(self, index: int, first_step: int) -> Decision:
        """The answer of the step ``index`` for an item dated in the step ``first_step``."""
        step, first = self.steps[index], self.steps[first_step]
        reopened_switches = (
            (first.switches_off & first.relevant_switches & step.active_switches) - step.switches_off
            if first.switches_off and index > first_step
            else None
        )
        if not reopened_switches:
            return self.decisions[index]
        rule_by_setting = {**self.setting_rules, **{gate.fact: gate.rule for gate in first.gates}}
        lasting_gates = tuple(
            GateClosed(rule_by_setting[name], "not_stated", name) for name in sorted(reopened_switches)
        )
        return _decide(step, (*step.gates, *lasting_gates))


def _decide(step: Step, gates: Sequence[GateClosed]) -> Decision:
    """Let the most closed answer of the questions win; every closer stays named."""
    stopping_gates = [gate for gate in gates if gate.answer == "stopped"]
    unclear_gates = [gate for gate in gates if gate.answer == "not_stated"]
    closers = tuple(
        dict.fromkeys(
            (
                *(step.scope.rules if step.scope.answer != "covered" else ()),
                *(step.regime.rules if step.regime.answer != "open" else ()),
                *(gate.rule for gate in gates),
            )
        )
    )
    if step.scope.answer == "excluded":
        return Decision("excluded", "scope", step.scope.rules, closers)
    if step.regime.answer == "closed":
        return Decision("excluded", "regime", step.regime.rules, closers)
    if stopping_gates:
        rules = tuple(dict.fromkeys(gate.rule for gate in stopping_gates))
        return Decision("stopped", "gate", rules, closers, facts=tuple(gate.fact for gate in stopping_gates))
    unclear_answers = [answer for answer in (step.scope, step.regime) if answer.answer == "not_stated"]
    if unclear_answers or unclear_gates:
        rules = tuple(
            dict.fromkeys((*(r for f in unclear_answers for r in f.rules), *(gate.rule for gate in unclear_gates)))
        )
        question: Question = (
            "gate" if not unclear_answers else "scope" if step.scope.answer == "not_stated" else "regime"
        )
        return Decision("not_stated", question, rules, closers, facts=tuple(gate.fact for gate in unclear_gates))
    rules = (*step.scope.rules, *step.regime.rules)
    if step.scope.answer == "aggregate":
        return Decision("aggregate_only", "scope", rules, closers, step.scope.limited_to)
    return Decision("could_be_used", "open", rules, closers, step.scope.limited_to)


def split_days(edges: Iterable[int]) -> list[tuple[int | None, int | None]]:
    """Cut all days at the edges into (first, last) spans."""
    cuts = sorted(set(edges))
    firsts: list[int | None] = [None, *cuts]
    lasts: list[int | None] = [*(cut - 1 for cut in cuts), None]
    return list(zip(firsts, lasts, strict=True))
