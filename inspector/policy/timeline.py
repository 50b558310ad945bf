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

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from inspector.facts import Author, Facts
from inspector.policy import days
from inspector.policy.circumstances import AGE, Circumstances
from inspector.policy.entries import Gate, Regime, Rule, Scope, Use
from inspector.policy.pack import Pack

Answer = Literal["could_be_used", "aggregate_only", "not_stated", "stopped", "excluded"]
Question = Literal["scope", "regime", "gate", "open"]

ENDORSEMENTS = "profile_endorsements"
OTHERS_ABOUT_ME = "others_about_me"
_CLOSEDNESS = {"excluded": 0, "closed": 0, "stopped": 1, "not_stated": 2, "aggregate": 3, "covered": 4, "open": 4}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one question answers on the days of a step, and the rules it answers by."""

    answer: str
    rules: tuple[str, ...] = ()
    limited_to: str | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """A gate that closes: the rule, its answer, and the fact (``age`` or the id of a setting) behind it."""

    rule: str
    answer: Literal["stopped", "not_stated"]
    fact: str


@dataclass(frozen=True, slots=True)
class Step:
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


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of a step for an item, the question that gave it, the rules, and everything that closes."""

    answer: Answer
    question: Question
    rules: tuple[str, ...]
    closers: tuple[str, ...]
    limited_to: str | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """The steps of one use over one class of items, in the order of days, without gaps.

    ``setting_rules`` names, for each setting that can close the use, the first rule that says so: cited where
    an item was posted while the setting was off, before that rule began.
    """

    use: Use
    facts: Facts
    steps: tuple[Step, ...]
    as_of: int
    setting_rules: dict[str, str] = field(default_factory=dict)

    def index(self, day: int | None) -> int:
        """The step in which a day falls; ``None`` stands for the beginning of all days."""
        return 0 if day is None else bisect_right(self._firsts, day)

    @cached_property
    def _firsts(self) -> list[int]:
        """The first days of all steps but the first, which has none."""
        return [step.first for step in self.steps if step.first is not None]

    @property
    def now(self) -> int:
        """The step of the as-of day, which it ends with."""
        return self.index(self.as_of)

    def decide(self, index: int, birth: int) -> Decision:
        """The answer of a step for an item born in the step ``birth``."""
        step = self.steps[index]
        then = self.steps[birth]
        reopened = sorted((then.off & then.watched & step.closing) - step.off) if index > birth else []
        closed_by = {**self.setting_rules, **{closing.fact: closing.rule for closing in then.gates}}
        again = tuple(Closing(closed_by[name], "not_stated", name) for name in reopened)
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


Steps = tuple[tuple[Step, ...], dict[str, str]]
"""The steps of a timeline and the rules of its settings."""


def timeline(
    pack: Pack,
    circumstances: Circumstances,
    use_id: str,
    facts: Facts,
    made: dict[tuple[object, ...], Steps] | None = None,
) -> Timeline:
    """Build the step function of a use over a class of items.

    ``made`` keeps steps for further classes that the same rules speak of, under the same circumstances.
    """
    use = pack.uses[use_id]
    silent = Finding("not_stated", (use.default_rule,))
    if facts.data_category is None:
        edges = spans({circumstances.as_of + 1})
        steps = [Step(a, b, circumstances.stay_on(_inside(a, b)).region, silent, silent, ()) for a, b in edges]
        return Timeline(use, facts, tuple(steps), circumstances.as_of)
    regimes, all_scopes, all_gates = pack.by_use[use_id]
    scopes = [rule for rule in all_scopes if _covers_class(rule, facts)]
    gates = [rule for rule in all_gates if _gates_class(rule, facts)]
    alike = (
        use_id,
        *(rule.id for rule in scopes),
        *((rule.id, looks_at_author(rule, facts), reach_unsaid(rule, facts)) for rule in gates),
    )
    if made is None or alike not in made:
        found = _steps(pack, circumstances, use, facts, (regimes, scopes, gates))
        if made is not None:
            made[alike] = found
    else:
        found = made[alike]
    return Timeline(use, facts, found[0], circumstances.as_of, found[1])


def _steps(
    pack: Pack,
    circumstances: Circumstances,
    use: Use,
    facts: Facts,
    rules: tuple[Sequence[Regime], Sequence[Scope], Sequence[Gate]],
) -> Steps:
    regimes, scopes, gates = rules
    settings = {name for gate in gates if (name := gate.setting)} | {s.needs.setting for s in scopes if s.needs}
    edges = spans(_edges((*regimes, *scopes, *gates), circumstances, pack, settings))
    members_own = [gate for gate in gates if not looks_at_author(gate, facts)]
    supposed = [
        gate for gate in gates if looks_at_author(gate, facts) and (gate.setting or AGE) in circumstances.author_closed
    ]
    asked = (regimes, scopes, members_own, supposed)
    steps = [_step(pack, circumstances, use, facts, asked, first, last) for first, last in edges]
    closing = _switches(pack, members_own, scopes)
    ordered = sorted(closing, key=lambda pair: pair[1].start or dt.date.min, reverse=True)
    return tuple(steps), {name: rule.id for name, rule in ordered}


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


def known_to(pack: Pack, use_id: str, circumstances: Circumstances) -> Circumstances:
    """The circumstances as far as any rule of a use looks at them: where these are equal, so is every answer."""
    _regimes, scopes, gates = pack.by_use[use_id]
    looked_at = {gate.setting or AGE for gate in gates} | {scope.needs.setting for scope in scopes if scope.needs}
    return replace(
        circumstances,
        age=circumstances.age if AGE in looked_at else "unknown",
        born=circumstances.born if AGE in looked_at else None,
        turns=tuple((name, turns) for name, turns in circumstances.turns if name in looked_at),
        author_closed=tuple(name for name in circumstances.author_closed if name in looked_at),
    )


def _covers_class(scope: Scope, facts: Facts) -> bool:
    named = not scope.categories or facts.data_category in scope.categories
    return named and (scope.author is None or scope.author == facts.author)


def _gates_class(gate: Gate, facts: Facts) -> bool:
    named = not gate.categories or facts.data_category in gate.categories
    return named and facts.data_category not in gate.exempt


def _edges(rules: Iterable[Rule], circumstances: Circumstances, pack: Pack, settings: Iterable[str]) -> Iterator[int]:
    """Every day on which something may change, as the first day of the new state."""
    for rule in rules:
        if rule.start is not None:
            yield days.number(rule.start)
        if rule.until is not None:
            yield days.number(rule.until) + 1
    yield from (stay.since for stay in circumstances.stays if stay.since is not None)
    for name in settings:
        yield from (t.since for t in circumstances.history(pack.settings[name]) if t.since is not None)
    adult_from = circumstances.adult_from()
    if adult_from is not None:
        yield adult_from
    yield circumstances.as_of + 1


def spans(edges: Iterable[int]) -> list[tuple[int | None, int | None]]:
    """Cut all days at the edges into (first, last) spans."""
    cuts = sorted(set(edges))
    firsts: list[int | None] = [None, *cuts]
    lasts: list[int | None] = [*(cut - 1 for cut in cuts), None]
    return list(zip(firsts, lasts, strict=True))


def _inside(first: int | None, last: int | None) -> int:
    """A day of a span."""
    if first is not None:
        return first
    return last if last is not None else 0


def _step(
    pack: Pack,
    circumstances: Circumstances,
    use: Use,
    facts: Facts,
    rules: tuple[Sequence[Regime], Sequence[Scope], Sequence[Gate], Sequence[Gate]],
    first: int | None,
    last: int | None,
) -> Step:
    """Ask the three questions for the days of a span."""
    day = _inside(first, last)
    region = circumstances.stay_on(day).region
    within = pack.regions[region].within

    def speaks(rule: Rule) -> bool:
        start, until = pack.days_of[rule.id]
        return start <= day <= until and rule.names_region(region, within)

    regimes, scopes, gates, supposed = rules
    scope, unmet = _scope(pack, circumstances, use, [s for s in scopes if speaks(s)], day)
    regime = _regime(use, [r for r in regimes if speaks(r)])
    closings = [*_closings(pack, circumstances, [g for g in gates if speaks(g)], facts, day), *unmet]
    closings += [Closing(gate.id, gate.answer, gate.setting or AGE) for gate in supposed if speaks(gate)]
    switches = _switches(pack, gates, scopes)
    closing = frozenset(name for name, rule in switches if speaks(rule))
    watched = closing | {name for name, rule in switches if _before(rule, day)}
    off = frozenset(
        name for name, rule in switches if circumstances.turn_on(pack.settings[name], day).position == _closes_at(rule)
    )
    return Step(first, last, region, scope, regime, tuple(closings), off, closing, watched)


def _switches(pack: Pack, gates: Iterable[Gate], scopes: Iterable[Scope]) -> list[tuple[str, Rule]]:
    """The switches and signals that can close the use, each with a rule that says so; a consent is no switch."""
    found: list[tuple[str, Rule]] = [(gate.setting, gate) for gate in gates if gate.setting]
    found += [(scope.needs.setting, scope) for scope in scopes if scope.needs and scope.needs.value == "on"]
    return [(name, rule) for name, rule in found if pack.settings[name].kind in ("switch", "signal")]


def _closes_at(rule: Rule) -> str:
    """The position of its setting at which a rule closes: a need for "on" closes at off."""
    return rule.closes_at if isinstance(rule, Gate) else "off"


def _before(rule: Rule, day: int) -> bool:
    """Whether a day lies before the first day of a rule."""
    return rule.start is not None and day < days.number(rule.start)


def _regime(use: Use, speaking: Sequence[Regime]) -> Finding:
    if not speaking:
        return Finding("open") if use.regime == "by scope" else Finding("not_stated", (use.default_rule,))
    answer = min((rule.answer for rule in speaking), key=_CLOSEDNESS.__getitem__)
    return Finding(answer, _ids(rule for rule in speaking if rule.answer == answer))


def _scope(
    pack: Pack, circumstances: Circumstances, use: Use, speaking: Sequence[Scope], day: int
) -> tuple[Finding, tuple[Closing, ...]]:
    """The answer on scope, and the closings of entries whose needed setting is not met.

    An entry with an unmet need stops the use, unless another entry covers without it or excludes.
    """
    met = [s for s in speaking if s.needs is None or _met(pack, circumstances, s, day)]
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


def _met(pack: Pack, circumstances: Circumstances, scope: Scope, day: int) -> bool:
    need = scope.needs
    return need is None or circumstances.turn_on(pack.settings[need.setting], day).position == need.value


def _closings(
    pack: Pack, circumstances: Circumstances, gates: Iterable[Gate], facts: Facts, day: int
) -> Iterator[Closing]:
    for gate in gates:
        answer = "not_stated" if reach_unsaid(gate, facts) else gate.answer
        if gate.fact == "age":
            if circumstances.is_minor(day):
                yield Closing(gate.id, answer, AGE)
        elif gate.setting and circumstances.turn_on(pack.settings[gate.setting], day).position == gate.closes_at:
            yield Closing(gate.id, answer, gate.setting)


def _ids(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The ids, those with the later ``from`` first."""
    ordered = sorted(rules, key=lambda rule: days.number(rule.start) if rule.start else -(10**9), reverse=True)
    return tuple(rule.id for rule in ordered)
