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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import isinf
from typing import Literal, NamedTuple

from inspector.facts import Author, Facts
from inspector.policy import days
from inspector.policy.circumstances import AGE, Circumstances, Position
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
    _said: dict[tuple[str, int], Texts] = field(default_factory=dict, repr=False)

    @cached_property
    def settings(self) -> frozenset[str]:
        """The settings that a rule looks at."""
        named = {name for gate in (*self.gates, *self.authors) if (name := gate.setting)}
        return frozenset(named | {scope.needs.setting for scope in self.scopes if scope.needs})

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

    def texts(self, region: str, day: int) -> Texts:
        """What the texts say on a day in a region: the same on all days between two edges."""
        key = (region, bisect_right(self.edges, day))
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
            None if any(scope.needs for scope in scopes) else _scope(self.use, scopes, scopes)[0],
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


_NONE: frozenset[str] = frozenset()


class Courses:
    """The courses of a pack under circumstances, each made once."""

    def __init__(self, pack: Pack, circumstances: Circumstances) -> None:
        self._pack, self._circumstances = pack, circumstances
        self._made: dict[ClassRules | Use, Course] = {}
        self._positions: dict[tuple[str, int], Position] = {}
        self._days: dict[frozenset[str], frozenset[int]] = {}

    def timeline(self, use_id: str, facts: Facts) -> Timeline:
        """The step function of a use over a class of items."""
        use = self._pack.uses[use_id]
        by = use if facts.data_category is None else rules_for(self._pack, use_id, facts)
        course = self._made.get(by)
        if course is None:
            course = self._made[by] = self._unsorted(by) if isinstance(by, Use) else self._course(by)
        return Timeline(use, facts, course, self._circumstances.as_of)

    def _unsorted(self, use: Use) -> Course:
        """Of items that are not sorted into a data category nothing is stated."""
        silent = Finding("not_stated", (use.default_rule,))
        cut = spans({self._circumstances.as_of + 1})
        return Course(
            tuple(Step(first, last, self._region(_inside(first, last)), silent, silent, ()) for first, last in cut)
        )

    def _course(self, rules: ClassRules) -> Course:
        cut = spans(self._edges(rules.settings).union(rules.edges))
        return Course(tuple(self._step(rules, first, last) for first, last in cut), rules.setting_rules)

    def _edges(self, settings: frozenset[str]) -> frozenset[int]:
        """The days on which a fact about the member may change an answer, as the first day of the new state."""
        found = self._days.get(settings)
        if found is None:
            now = self._circumstances
            turns = (turn for name in settings for turn in now.history(self._pack.settings[name]))
            days_of_facts = (*(stay.since for stay in now.stays), *(turn.since for turn in turns), now.adult_from())
            found = frozenset(day for day in (*days_of_facts, now.as_of + 1) if day is not None)
            self._days[settings] = found
        return found

    def _region(self, day: int) -> str:
        return self._circumstances.stay_on(day).region

    def _position(self, setting: str, day: int) -> Position:
        found = self._positions.get((setting, day))
        if found is None:
            found = self._circumstances.turn_on(self._pack.settings[setting], day).position
            self._positions[(setting, day)] = found
        return found

    def _step(self, rules: ClassRules, first: int | None, last: int | None) -> Step:
        """Ask the three questions for the days of a span."""
        day = _inside(first, last)
        region = self._region(day)
        texts = rules.texts(region, day)
        scope, closings = texts.scope, tuple(self._closings(rules, texts, day))
        if scope is None:
            met = [s for s in texts.scopes if s.needs is None or self._position(s.needs.setting, day) == s.needs.value]
            scope, unmet = _scope(rules.use, texts.scopes, met)
            closings += unmet
        if self._circumstances.author_closed:
            closings += tuple(self._supposed(texts))
        off = self._off(rules, day) if rules.switches else _NONE
        return Step(first, last, region, scope, texts.regime, closings, off, texts.closing, texts.watched)

    def _off(self, rules: ClassRules, day: int) -> frozenset[str]:
        """The switches that stand on a day as they close."""
        return frozenset(name for name, position, _rule in rules.switches if self._position(name, day) == position)

    def _closings(self, rules: ClassRules, texts: Texts, day: int) -> Iterator[Closing]:
        """The member's own facts that close on a day."""
        for gate in texts.gates:
            answer = "not_stated" if gate.id in rules.unsaid else gate.answer
            if gate.fact == "age":
                if self._circumstances.is_minor(day):
                    yield Closing(gate.id, answer, AGE)
            elif gate.setting and self._position(gate.setting, day) == gate.closes_at:
                yield Closing(gate.id, answer, gate.setting)

    def _supposed(self, texts: Texts) -> Iterator[Closing]:
        """The facts about another author that are supposed to close."""
        for gate in texts.authors:
            if (gate.setting or AGE) in self._circumstances.author_closed:
                yield Closing(gate.id, gate.answer, gate.setting or AGE)


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


def _regime(use: Use, speaking: Sequence[Regime]) -> Finding:
    if not speaking:
        return Finding("open") if use.regime == "by scope" else Finding("not_stated", (use.default_rule,))
    answer = min((rule.answer for rule in speaking), key=_CLOSEDNESS.__getitem__)
    return Finding(answer, _ids(rule for rule in speaking if rule.answer == answer))


def _scope(use: Use, speaking: Sequence[Scope], met: Sequence[Scope]) -> tuple[Finding, tuple[Closing, ...]]:
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
