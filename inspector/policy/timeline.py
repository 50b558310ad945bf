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
from inspector.taxonomy import Facts

Answer = Literal["could_be_used", "aggregate_only", "not_stated", "stopped", "excluded"]
Question = Literal["scope", "regime", "gate", "open"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one question answers on the days of a step, and the rules it answers by."""

    answer: str
    rules: tuple[str, ...] = ()
    limited_to: str | None = None


class Closing(NamedTuple):
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
class State:
    """What the questions answer while nothing changes, for all stretches of days on which all is as it is then.

    ``off`` holds the switches that stand as they close (a signal closes when it is sent), ``closing`` those
    that close the use so, and ``watched`` those that do so then or later: what is posted while a watched
    switch closes is not opened by turning it round again.
    """

    region: str
    scope: Finding
    regime: Finding
    gates: tuple[Closing, ...]
    off: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    watched: frozenset[str] = frozenset()

    @cached_property
    def decision(self) -> Decision:
        """The answer for an item born on such a day, and for those before it that turned nothing round since."""
        return self.decide(self.gates)

    def decide(self, gates: Sequence[Closing]) -> Decision:
        """Let the most closed answer of the questions win; every closer stays named."""
        return _decide(self, gates)


class Step(NamedTuple):
    """Days on which nothing changes: ``first`` and ``last`` are inclusive, ``None`` where open-ended."""

    first: int | None
    last: int | None
    state: State

    @property
    def region(self) -> str:
        """The region of the member."""
        return self.state.region

    @property
    def scope(self) -> Finding:
        """What the texts say of the data category."""
        return self.state.scope

    @property
    def regime(self) -> Finding:
        """What the texts say of the region."""
        return self.state.regime

    @property
    def gates(self) -> tuple[Closing, ...]:
        """What closes."""
        return self.state.gates


@dataclass(frozen=True)
class Course:
    """The steps of a use in the order of days, without gaps, for every class of items that its rules treat alike.

    ``setting_rules`` names, for each setting that can close the use, the first rule that says so: cited where
    an item was posted while the setting was off, before that rule began.
    """

    steps: tuple[Step, ...]
    setting_rules: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def firsts(self) -> list[int]:
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
    facts: Facts
    course: Course
    as_of: int

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, in the order of days, without gaps."""
        return self.course.steps

    def index(self, day: int | None) -> int:
        """The step in which a day falls; ``None`` stands for the beginning of all days."""
        return 0 if day is None else bisect_right(self.course.firsts, day)

    @property
    def now(self) -> int:
        """The step of the as-of day, which it ends with."""
        return self.index(self.as_of)

    def decided(self, birth: int) -> Sequence[Decision]:
        """The answers of the step ``birth`` and of all after it for an item born in it."""
        then = self.steps[birth].state
        if then.off.isdisjoint(then.watched):
            return self.course.decisions[birth:]
        return [self.decide(index, birth) for index in range(birth, len(self.steps))]

    def decide(self, index: int, birth: int) -> Decision:
        """The answer of a step for an item born in the step ``birth``."""
        state, then = self.steps[index].state, self.steps[birth].state
        reopened = (then.off & then.watched & state.closing) - state.off if then.off and index > birth else None
        if not reopened:
            return self.course.decisions[index]
        closed_by = {**self.course.setting_rules, **{closing.fact: closing.rule for closing in then.gates}}
        again = tuple(Closing(closed_by[name], "not_stated", name) for name in sorted(reopened))
        return state.decide((*state.gates, *again))


def _decide(state: State, gates: Sequence[Closing]) -> Decision:
    stopped = [gate for gate in gates if gate.answer == "stopped"]
    silent_gates = [gate for gate in gates if gate.answer == "not_stated"]
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
    if stopped:
        rules = tuple(dict.fromkeys(gate.rule for gate in stopped))
        return Decision("stopped", "gate", rules, closers, facts=tuple(gate.fact for gate in stopped))
    silent = [finding for finding in (state.scope, state.regime) if finding.answer == "not_stated"]
    if silent or silent_gates:
        rules = tuple(dict.fromkeys((*(r for f in silent for r in f.rules), *(gate.rule for gate in silent_gates))))
        question: Question = "gate" if not silent else "scope" if state.scope.answer == "not_stated" else "regime"
        return Decision("not_stated", question, rules, closers, facts=tuple(gate.fact for gate in silent_gates))
    rules = (*state.scope.rules, *state.regime.rules)
    if state.scope.answer == "aggregate":
        return Decision("aggregate_only", "scope", rules, closers, state.scope.limited_to)
    return Decision("could_be_used", "open", rules, closers, state.scope.limited_to)


def spans(edges: Iterable[int]) -> list[tuple[int | None, int | None]]:
    """Cut all days at the edges into (first, last) spans."""
    cuts = sorted(set(edges))
    firsts: list[int | None] = [None, *cuts]
    lasts: list[int | None] = [*(cut - 1 for cut in cuts), None]
    return list(zip(firsts, lasts, strict=True))
