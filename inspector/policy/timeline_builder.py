"""The timelines of a pack under circumstances: what the texts say, with the facts about the member put into it."""

from collections.abc import Iterator
from dataclasses import replace

from inspector.policy.applicable_rules import ApplicableRules, RuleSet, answer_scope, find_rule_set
from inspector.policy.circumstances import AGE, Circumstances, SettingPosition
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import Use
from inspector.policy.timeline import GateClosed, QuestionAnswer, Step, StepSequence, StepState, Timeline, split_days
from inspector.taxonomy import ItemClass


class TimelineBuilder:
    """The courses of a pack under circumstances, each made once."""

    def __init__(self, pack: Pack, circumstances: Circumstances) -> None:
        self._pack, self._circumstances = pack, circumstances
        self._sequences: dict[RuleSet | Use, StepSequence] = {}
        self._positions: dict[tuple[str, int], SettingPosition] = {}
        self._change_days: dict[tuple[str, ...], frozenset[int]] = {}
        self._member_facts: dict[int, tuple[object, ...]] = {}
        self._adulthood_day = circumstances.find_adulthood_day()

    def build_timeline(self, use_id: str, item_class: ItemClass) -> Timeline:
        """The step function of a use over a class of items."""
        use = self._pack.uses[use_id]
        rule_source = use if item_class.data_category is None else find_rule_set(self._pack, use_id, item_class)
        sequence = self._sequences.get(rule_source)
        if sequence is None:
            sequence = self._sequences[rule_source] = (
                self._build_unsorted(rule_source) if isinstance(rule_source, Use) else self._build_sequence(rule_source)
            )
        return Timeline(use, item_class, sequence, self._circumstances.as_of)

    def _build_unsorted(self, use: Use) -> StepSequence:
        """Of items that are not sorted into a data category nothing is stated."""
        silent_answer = QuestionAnswer("not_stated", (use.default_rule,))
        day_spans = split_days({self._circumstances.as_of + 1})
        states = [
            StepState(self._find_region(_pick_day(first, last)), silent_answer, silent_answer, ())
            for first, last in day_spans
        ]
        return StepSequence(
            tuple(Step(first, last, state) for (first, last), state in zip(day_spans, states, strict=True))
        )

    def _build_sequence(self, rule_set: RuleSet) -> StepSequence:
        day_spans = split_days(self._find_change_days(rule_set.settings).union(rule_set.edges))
        return StepSequence(
            tuple(self._build_step(rule_set, first, last) for first, last in day_spans), rule_set.setting_rules
        )

    def _find_change_days(self, settings: tuple[str, ...]) -> frozenset[int]:
        """The days on which a fact about the member may change an answer, as the first day of the new state."""
        change_days = self._change_days.get(settings)
        if change_days is None:
            circumstances = self._circumstances
            changes = (change for name in settings for change in circumstances.get_history(self._pack.settings[name]))
            fact_days = (
                *(residence.since for residence in circumstances.residences),
                *(change.since for change in changes),
                self._adulthood_day,
            )
            change_days = frozenset(day for day in (*fact_days, circumstances.as_of + 1) if day is not None)
            self._change_days[settings] = change_days
        return change_days

    def _find_region(self, day: int) -> str:
        return self._circumstances.find_residence(day).region

    def _is_minor(self, day: int) -> bool:
        return day < self._adulthood_day if self._adulthood_day is not None else self._circumstances.age == "minor"

    def _find_position(self, setting: str, day: int) -> SettingPosition:
        position = self._positions.get((setting, day))
        if position is None:
            position = self._circumstances.find_setting_change(self._pack.settings[setting], day).position
            self._positions[(setting, day)] = position
        return position

    def _build_step(self, rule_set: RuleSet, first: int | None, last: int | None) -> Step:
        """The state of a span of days: the same object whenever all that it hangs on is the same."""
        day = _pick_day(first, last)
        member_facts = self._member_facts.get(day)
        if member_facts is None:
            member_facts = self._member_facts[day] = self._collect_member_facts(day)
        key = (rule_set.find_interval(day), member_facts)
        state = rule_set.state_cache.get(key)
        if state is None:
            state = rule_set.state_cache[key] = self._build_state(rule_set, day)
        return Step(first, last, state)

    def _collect_member_facts(self, day: int) -> tuple[object, ...]:
        """All facts about the member that can count on a day."""
        positions = tuple(
            (name, self._find_position(name, day)) for name, _changes in self._circumstances.setting_changes
        )
        return self._find_region(day), self._is_minor(day), positions, self._circumstances.closing_author_facts

    def _build_state(self, rule_set: RuleSet, day: int) -> StepState:
        """Ask the three questions on a day."""
        region = self._find_region(day)
        applicable_rules = rule_set.find_applicable_rules(region, day)
        scope, closed_gates = applicable_rules.scope, tuple(self._find_closed_gates(rule_set, applicable_rules, day))
        if scope is None:
            satisfied_scopes = [
                s
                for s in applicable_rules.scopes
                if s.needs is None or self._find_position(s.needs.setting, day) == s.needs.value
            ]
            scope, unsatisfied_gates = answer_scope(rule_set.use, applicable_rules.scopes, satisfied_scopes)
            closed_gates += unsatisfied_gates
        closed_gates += tuple(self._suppose_author_gates(applicable_rules))
        return StepState(
            region,
            scope,
            applicable_rules.regime,
            closed_gates,
            self._find_switches_off(rule_set, day),
            applicable_rules.active_switches,
            applicable_rules.relevant_switches,
        )

    def _find_switches_off(self, rule_set: RuleSet, day: int) -> frozenset[str]:
        """The switches that stand on a day as they close."""
        return frozenset(
            name for name, position, _rule in rule_set.switches if self._find_position(name, day) == position
        )

    def _find_closed_gates(
        self, rule_set: RuleSet, applicable_rules: ApplicableRules, day: int
    ) -> Iterator[GateClosed]:
        """The member's own facts that close on a day."""
        for gate in applicable_rules.gates:
            answer = "not_stated" if gate.id in rule_set.unclear_gates else gate.answer
            if gate.fact == "age":
                if self._is_minor(day):
                    yield GateClosed(gate.id, answer, AGE)
            elif gate.setting and self._find_position(gate.setting, day) == gate.closes_at:
                yield GateClosed(gate.id, answer, gate.setting)

    def _suppose_author_gates(self, applicable_rules: ApplicableRules) -> Iterator[GateClosed]:
        """The facts about another author that are supposed to close."""
        for gate in applicable_rules.author_gates:
            if (gate.setting or AGE) in self._circumstances.closing_author_facts:
                yield GateClosed(gate.id, gate.answer, gate.setting or AGE)


def restrict_to_use(pack: Pack, use_id: str, circumstances: Circumstances) -> Circumstances:
    """The circumstances as far as any rule of a use looks at them: where these are equal, so is every answer."""
    _regimes, scopes, gates = pack.rules_by_use[use_id]
    relevant_facts = {gate.setting or AGE for gate in gates} | {scope.needs.setting for scope in scopes if scope.needs}
    return replace(
        circumstances,
        age=circumstances.age if AGE in relevant_facts else "unknown",
        birth_date=circumstances.birth_date if AGE in relevant_facts else None,
        setting_changes=tuple(
            (name, changes) for name, changes in circumstances.setting_changes if name in relevant_facts
        ),
        closing_author_facts=tuple(name for name in circumstances.closing_author_facts if name in relevant_facts),
    )


def _pick_day(first: int | None, last: int | None) -> int:
    """A day of a span."""
    if first is not None:
        return first
    return last if last is not None else 0
