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
from inspector.taxonomy import ItemClass

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


@dataclass(frozen=True)
class StepState:
    """What the questions answer while nothing changes, for all stretches of days on which all is as it is then.

    ``off`` holds the switches that stand as they close (a signal closes when it is sent), ``closing`` those
    that close the use so, and ``watched`` those that do so then or later: what is posted while a watched
    switch closes is not opened by turning it round again.
    """

    region: str
    scope: QuestionAnswer
    regime: QuestionAnswer
    gates: tuple[GateClosed, ...]
    switches_off: frozenset[str] = frozenset()
    active_switches: frozenset[str] = frozenset()
    relevant_switches: frozenset[str] = frozenset()

    @cached_property
    def decision(self) -> Decision:
        """The answer for an item born on such a day, and for those before it that turned nothing round since."""
        return self.decide(self.gates)

    def decide(self, gates: Sequence[GateClosed]) -> Decision:
        """Let the most closed answer of the questions win; every closer stays named."""
        return _decide(self, gates)


class Step(NamedTuple):
    """Days on which nothing changes: ``first`` and ``last`` are inclusive, ``None`` where open-ended."""

    first: int | None
    last: int | None
    state: StepState

    @property
    def region(self) -> str:
        """The region of the member."""
        return self.state.region

    @property
    def scope(self) -> QuestionAnswer:
        """What the texts say of the data category."""
        return self.state.scope

    @property
    def regime(self) -> QuestionAnswer:
        """What the texts say of the region."""
        return self.state.regime

    @property
    def gates(self) -> tuple[GateClosed, ...]:
        """What closes."""
        return self.state.gates


@dataclass(frozen=True)
class StepSequence:
    """The steps of a use in the order of days, without gaps, for every class of items that its rules treat alike.

    ``setting_rules`` names, for each setting that can close the use, the first rule that says so: cited where
    an item was posted while the setting was off, before that rule began.
    """

    steps: tuple[Step, ...]
    setting_rules: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def first_days(self) -> list[int]:
        """The first days of all steps but the first, which has none."""
        return [step.first for step in self.steps if step.first is not None]

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """The answer of each step for an item born in it, and for those before it that turned nothing round since."""
        return tuple(step.state.decision for step in self.steps)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The steps of one use over one class of items."""

    use: Use
    item_class: ItemClass
    sequence: StepSequence
    as_of: int

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, in the order of days, without gaps."""
        return self.sequence.steps

    def find_step(self, day: int | None) -> int:
        """The step in which a day falls; ``None`` stands for the beginning of all days."""
        return 0 if day is None else bisect_right(self.sequence.first_days, day)

    @property
    def current_step(self) -> int:
        """The step of the as-of day, which it ends with."""
        return self.find_step(self.as_of)

    def decide_from(self, first_step: int) -> Sequence[Decision]:
        """The answers of the step ``birth`` and of all after it for an item born in it."""
        first_state = self.steps[first_step].state
        if first_state.switches_off.isdisjoint(first_state.relevant_switches):
            return self.sequence.decisions[first_step:]
        return [self.decide(index, first_step) for index in range(first_step, len(self.steps))]

    def decide(self, index: int, first_step: int) -> Decision:
        """The answer of a step for an item born in the step ``birth``."""
        state, first_state = self.steps[index].state, self.steps[first_step].state
        reopened_switches = (
            (first_state.switches_off & first_state.relevant_switches & state.active_switches) - state.switches_off
            if first_state.switches_off and index > first_step
            else None
        )
        if not reopened_switches:
            return self.sequence.decisions[index]
        rule_by_setting = {**self.sequence.setting_rules, **{gate.fact: gate.rule for gate in first_state.gates}}
        lasting_gates = tuple(
            GateClosed(rule_by_setting[name], "not_stated", name) for name in sorted(reopened_switches)
        )
        return state.decide((*state.gates, *lasting_gates))


def _decide(state: StepState, gates: Sequence[GateClosed]) -> Decision:
    stopping_gates = [gate for gate in gates if gate.answer == "stopped"]
    unclear_gates = [gate for gate in gates if gate.answer == "not_stated"]
    closers = tuple(
        dict.fromkeys(
            (
                *(state.scope.rules if state.scope.answer != "covered" else ()),
                *(state.regime.rules if state.regime.answer != "open" else ()),
                *(gate.rule for gate in gates),
            )
        )
    )
    if state.scope.answer == "excluded":
        return Decision("excluded", "scope", state.scope.rules, closers)
    if state.regime.answer == "closed":
        return Decision("excluded", "regime", state.regime.rules, closers)
    if stopping_gates:
        rules = tuple(dict.fromkeys(gate.rule for gate in stopping_gates))
        return Decision("stopped", "gate", rules, closers, facts=tuple(gate.fact for gate in stopping_gates))
    unclear_answers = [answer for answer in (state.scope, state.regime) if answer.answer == "not_stated"]
    if unclear_answers or unclear_gates:
        rules = tuple(
            dict.fromkeys((*(r for f in unclear_answers for r in f.rules), *(gate.rule for gate in unclear_gates)))
        )
        question: Question = (
            "gate" if not unclear_answers else "scope" if state.scope.answer == "not_stated" else "regime"
        )
        return Decision("not_stated", question, rules, closers, facts=tuple(gate.fact for gate in unclear_gates))
    rules = (*state.scope.rules, *state.regime.rules)
    if state.scope.answer == "aggregate":
        return Decision("aggregate_only", "scope", rules, closers, state.scope.limited_to)
    return Decision("could_be_used", "open", rules, closers, state.scope.limited_to)


def split_days(edges: Iterable[int]) -> list[tuple[int | None, int | None]]:
    """Cut all days at the edges into (first, last) spans."""
    cuts = sorted(set(edges))
    firsts: list[int | None] = [None, *cuts]
    lasts: list[int | None] = [*(cut - 1 for cut in cuts), None]
    return list(zip(firsts, lasts, strict=True))
