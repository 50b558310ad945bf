"""The timelines of a pack under circumstances: what the texts say, with the facts about the member put into it."""

from collections.abc import Iterator
from dataclasses import replace

from inspector.policy.applicable_rules import ClassRules, Texts, rules_for, scope_of
from inspector.policy.circumstances import AGE, Circumstances, Position
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import Use
from inspector.policy.timeline import Closing, Course, Finding, State, Step, Timeline, spans
from inspector.taxonomy import Facts


class Courses:
    """The courses of a pack under circumstances, each made once."""

    def __init__(self, pack: Pack, circumstances: Circumstances) -> None:
        self._pack, self._circumstances = pack, circumstances
        self._made: dict[ClassRules | Use, Course] = {}
        self._positions: dict[tuple[str, int], Position] = {}
        self._days: dict[tuple[str, ...], frozenset[int]] = {}
        self._moments: dict[int, tuple[object, ...]] = {}
        self._adult_from = circumstances.adult_from()

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
        states = [State(self._region(_inside(first, last)), silent, silent, ()) for first, last in cut]
        return Course(tuple(Step(first, last, state) for (first, last), state in zip(cut, states, strict=True)))

    def _course(self, rules: ClassRules) -> Course:
        cut = spans(self._edges(rules.settings).union(rules.edges))
        return Course(tuple(self._step(rules, first, last) for first, last in cut), rules.setting_rules)

    def _edges(self, settings: tuple[str, ...]) -> frozenset[int]:
        """The days on which a fact about the member may change an answer, as the first day of the new state."""
        found = self._days.get(settings)
        if found is None:
            now = self._circumstances
            turns = (turn for name in settings for turn in now.history(self._pack.settings[name]))
            days_of_facts = (*(stay.since for stay in now.stays), *(turn.since for turn in turns), self._adult_from)
            found = frozenset(day for day in (*days_of_facts, now.as_of + 1) if day is not None)
            self._days[settings] = found
        return found

    def _region(self, day: int) -> str:
        return self._circumstances.stay_on(day).region

    def _is_minor(self, day: int) -> bool:
        return day < self._adult_from if self._adult_from is not None else self._circumstances.age == "minor"

    def _position(self, setting: str, day: int) -> Position:
        found = self._positions.get((setting, day))
        if found is None:
            found = self._circumstances.turn_on(self._pack.settings[setting], day).position
            self._positions[(setting, day)] = found
        return found

    def _step(self, rules: ClassRules, first: int | None, last: int | None) -> Step:
        """The state of a span of days: the same object whenever all that it hangs on is the same."""
        day = _inside(first, last)
        moment = self._moments.get(day)
        if moment is None:
            moment = self._moments[day] = self._moment(day)
        key = (rules.place(day), moment)
        found = rules.states.get(key)
        if found is None:
            found = rules.states[key] = self._state(rules, day)
        return Step(first, last, found)

    def _moment(self, day: int) -> tuple[object, ...]:
        """All facts about the member that can count on a day."""
        positions = tuple((name, self._position(name, day)) for name, _turns in self._circumstances.turns)
        return self._region(day), self._is_minor(day), positions, self._circumstances.author_closed

    def _state(self, rules: ClassRules, day: int) -> State:
        """Ask the three questions on a day."""
        region = self._region(day)
        texts = rules.texts(region, day)
        scope, closings = texts.scope, tuple(self._closings(rules, texts, day))
        if scope is None:
            met = [s for s in texts.scopes if s.needs is None or self._position(s.needs.setting, day) == s.needs.value]
            scope, unmet = scope_of(rules.use, texts.scopes, met)
            closings += unmet
        closings += tuple(self._supposed(texts))
        return State(region, scope, texts.regime, closings, self._off(rules, day), texts.closing, texts.watched)

    def _off(self, rules: ClassRules, day: int) -> frozenset[str]:
        """The switches that stand on a day as they close."""
        return frozenset(name for name, position, _rule in rules.switches if self._position(name, day) == position)

    def _closings(self, rules: ClassRules, texts: Texts, day: int) -> Iterator[Closing]:
        """The member's own facts that close on a day."""
        for gate in texts.gates:
            answer = "not_stated" if gate.id in rules.unsaid else gate.answer
            if gate.fact == "age":
                if self._is_minor(day):
                    yield Closing(gate.id, answer, AGE)
            elif gate.setting and self._position(gate.setting, day) == gate.closes_at:
                yield Closing(gate.id, answer, gate.setting)

    def _supposed(self, texts: Texts) -> Iterator[Closing]:
        """The facts about another author that are supposed to close."""
        for gate in texts.authors:
            if (gate.setting or AGE) in self._circumstances.author_closed:
                yield Closing(gate.id, gate.answer, gate.setting or AGE)


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


def _inside(first: int | None, last: int | None) -> int:
    """A day of a span."""
    if first is not None:
        return first
    return last if last is not None else 0
