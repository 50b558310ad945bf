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

from inspector.facts import Facts
from inspector.policy.entries import Use

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


class Step(NamedTuple):
    """Days on which nothing changes: ``first`` and ``last`` are inclusive, ``None`` where open-ended.

    ``off`` holds the switches that stood as they close (a signal closes when it is sent), ``closing`` those
    that close the use so, and ``watched`` those that did so then or later: what is posted while a watched
    switch closes is not opened by turning it round again.
    """

    first: int | None
    last: int | None
    region: str
    scope: Finding
    regime: Finding
    gates: tuple[Closing, ...]
    off: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    watched: frozenset[str] = frozenset()


class Decision(NamedTuple):
    """The answer of a step for an item, the question that gave it, the rules, and everything that closes."""

    answer: Answer
    question: Question
    rules: tuple[str, ...]
    closers: tuple[str, ...]
    limited_to: str | None = None
    facts: tuple[str, ...] = ()


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
        return tuple(_decide(step, step.gates) for step in self.steps)


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
        then = self.steps[birth]
        if then.off.isdisjoint(then.watched):
            return self.course.decisions[birth:]
        return [self.decide(index, birth) for index in range(birth, len(self.steps))]

    def decide(self, index: int, birth: int) -> Decision:
        """The answer of a step for an item born in the step ``birth``."""
        step, then = self.steps[index], self.steps[birth]
        reopened = (then.off & then.watched & step.closing) - step.off if then.off and index > birth else None
        if not reopened:
            return self.course.decisions[index]
        closed_by = {**self.course.setting_rules, **{closing.fact: closing.rule for closing in then.gates}}
        again = tuple(Closing(closed_by[name], "not_stated", name) for name in sorted(reopened))
        return _decide(step, (*step.gates, *again))


def _decide(step: Step, gates: Sequence[Closing]) -> Decision:
    """Let the most closed answer of the questions win; every closer stays named."""
    stopped = [gate for gate in gates if gate.answer == "stopped"]
    silent_gates = [gate for gate in gates if gate.answer == "not_stated"]
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
    if stopped:
        rules = tuple(dict.fromkeys(gate.rule for gate in stopped))
        return Decision("stopped", "gate", rules, closers, facts=tuple(gate.fact for gate in stopped))
    silent = [finding for finding in (step.scope, step.regime) if finding.answer == "not_stated"]
    if silent or silent_gates:
        rules = tuple(dict.fromkeys((*(r for f in silent for r in f.rules), *(gate.rule for gate in silent_gates))))
        question: Question = "gate" if not silent else "scope" if step.scope.answer == "not_stated" else "regime"
        return Decision("not_stated", question, rules, closers, facts=tuple(gate.fact for gate in silent_gates))
    rules = (*step.scope.rules, *step.regime.rules)
    if step.scope.answer == "aggregate":
        return Decision("aggregate_only", "scope", rules, closers, step.scope.limited_to)
    return Decision("could_be_used", "open", rules, closers, step.scope.limited_to)


def spans(edges: Iterable[int]) -> list[tuple[int | None, int | None]]:
    """Cut all days at the edges into (first, last) spans."""
    cuts = sorted(set(edges))
    firsts: list[int | None] = [None, *cuts]
    lasts: list[int | None] = [*(cut - 1 for cut in cuts), None]
    return list(zip(firsts, lasts, strict=True))
