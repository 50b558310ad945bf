"""A pack read under some circumstances: timelines and verdicts, each made once, and what would change them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from inspector.i18n import Words, named, words
from inspector.policy import days
from inspector.policy.applicable_rules import gates_of, looks_at_author, needs_of
from inspector.policy.circumstances import AGE, REGION, Circumstances, Position, Turn
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import Setting
from inspector.policy.timeline import Timeline
from inspector.policy.timeline_builder import Courses, known_to
from inspector.policy.verdict import Outcome, Standing, Verdict, of_class, standing, verdict
from inspector.taxonomy import Facts

AUTHOR = "author "
"""What the name of a fact begins with where it is another person's."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """A fact that is not known: the value that was taken, and the outcome under its other value."""

    fact: str
    value: str
    otherwise: Outcome | None


@dataclass(frozen=True, slots=True)
class Change:
    """A circumstance that would change the outcome, in words, and the outcome then."""

    fact: str
    change: Words
    outcome: Outcome | None


@dataclass(slots=True, eq=False)
class Answers:
    """What a use answers under circumstances that are equal as far as it knows them, each thing made once.

    ``circumstances`` are those that it knows.
    """

    pack: Pack
    use: str
    circumstances: Circumstances
    _courses: Courses
    _timelines: dict[Facts, Timeline] = field(default_factory=dict)
    _standings: dict[tuple[int, int], Standing] = field(default_factory=dict)
    _alike: dict[tuple[object, ...], Verdict] = field(default_factory=dict)
    _verdicts: dict[tuple[Facts, int], Verdict] = field(default_factory=dict)

    def timeline(self, facts: Facts) -> Timeline:
        """The step function of the use over a class of items."""
        found = self._timelines.get(facts)
        if found is None:
            found = self._timelines[facts] = self._courses.timeline(self.use, facts)
        return found

    def standing(self, facts: Facts, birth: int) -> Standing:
        """How the use stands for items born in a step."""
        line = self.timeline(facts)
        key = (id(line.course), birth)
        found = self._standings.get(key)
        if found is None:
            found = self._standings[key] = standing(line, birth)
        return found

    def verdict(self, facts: Facts, birth: int) -> Verdict:
        """The verdict on items born in a step; not cut to a single item's day."""
        found = self._verdicts.get((facts, birth))
        if found is None:
            line = self.timeline(facts)
            alike = (id(line.course), birth, facts.author)
            same = self._alike.get(alike)
            if same is None:
                same = self._alike[alike] = verdict(self.pack, self.circumstances, line, birth)
            found = self._verdicts[(facts, birth)] = of_class(self.pack, same, facts)
        return found


_MOST = 256
"""So many answers are kept for further readings of the pack, then all are forgotten."""


@dataclass(frozen=True)
class Reading:
    """A pack under circumstances. Timelines and verdicts are few: each is built when first asked for."""

    pack: Pack
    circumstances: Circumstances
    _answers: dict[str, Answers] = field(default_factory=dict, repr=False)
    _others: dict[Circumstances, "Reading"] = field(default_factory=dict, repr=False)
    _assumed: dict[tuple[str, Facts, int], tuple[Assumed, ...]] = field(default_factory=dict, repr=False)

    def answers(self, use: str) -> Answers:
        """What a use answers: one and the same object for all readings of the pack that answer alike on it."""
        found = self._answers.get(use)
        if found is None:
            before = self.pack.answered
            if len(before) >= _MOST:
                before.clear()
            known = known_to(self.pack, use, self.circumstances)
            found = before.get((use, known))
            if found is None:
                found = before[(use, known)] = Answers(self.pack, use, known, Courses(self.pack, known))
            self._answers[use] = found
        return found

    def timeline(self, use: str, facts: Facts) -> Timeline:
        """The step function of a use over a class of items."""
        return self.answers(use).timeline(facts)

    def verdict(self, use: str, facts: Facts, birth: int) -> Verdict:
        """The verdict on items born in a step; not cut to a single item's day."""
        return self.answers(use).verdict(facts, birth)

    def verdict_on(self, use: str, facts: Facts, born: int | None) -> Verdict:
        """The verdict on an item born on a day (``None``: from the beginning), cut to its life."""
        return self.verdict(use, facts, self.timeline(use, facts).index(born)).cut(born)

    def under(self, circumstances: Circumstances) -> "Reading":
        """The same pack under other circumstances."""
        if circumstances not in self._others:
            self._others[circumstances] = Reading(self.pack, circumstances)
        return self._others[circumstances]

    def assumed(self, use: str, facts: Facts, born: int | None) -> tuple[Assumed, ...]:
        """The unknown facts on which this verdict depends, by its outcome or by the days it was open on.

        A fact that would change nothing is left out.
        """
        timeline = self.timeline(use, facts)
        index = timeline.index(born)
        key = (use, facts, index)
        if key not in self._assumed:
            # Another value of a fact brings no new edge, so that all items of a step fare alike.
            first = timeline.steps[index].first
            own = self.verdict(use, facts, index)
            found = () if own.outcome is None else self._unknown(use, facts, first)
            told = (Assumed(fact, value, other.outcome) for fact, value, other in found if _differs(own, other))
            self._assumed[key] = tuple({assumed.fact: assumed for assumed in told}.values())
        return self._assumed[key]

    def _unknown(self, use: str, facts: Facts, born: int | None) -> Iterator[tuple[str, str, Verdict]]:
        """Each unknown fact, the value that was taken, and the verdict under its other value."""
        now = self.circumstances

        def under(circumstances: Circumstances) -> Verdict:
            other = self.under(circumstances)
            return other.verdict(use, facts, other.timeline(use, facts).index(born))

        if not all(stay.known for stay in now.stays):
            taken = next(stay.region for stay in now.stays if not stay.known)
            yield REGION, taken, self._in_another_region(use, facts, born)
        gates = gates_of(self.pack, use, facts)
        for gate in gates:
            if gate.fact == "age" and looks_at_author(gate, facts):
                yield f"{AUTHOR}{AGE}", "adult", under(now.with_author_closed(AGE))
            elif gate.fact == "age" and not now.age_known:
                yield AGE, "adult", under(now.with_age("minor"))
        settings = {gate.setting: looks_at_author(gate, facts) for gate in gates if gate.setting}
        settings |= dict.fromkeys(needs_of(self.pack, use, facts), False)
        for name, others in settings.items():
            history = now.history(self.pack.settings[name])
            if others:
                yield f"{AUTHOR}{name}", "on", under(now.with_author_closed(name))
            elif not all(turn.known for turn in history):
                taken_as = next(turn.position for turn in history if not turn.known)
                yield name, taken_as, under(now.with_setting(name, Turn("off" if taken_as == "on" else "on")))

    def _in_another_region(self, use: str, facts: Facts, born: int | None) -> Verdict:
        """The most closed verdict of those that differ in another region; the same where none differs."""
        own = self.verdict(use, facts, self.timeline(use, facts).index(born))
        readings = [self.under(self.circumstances.with_region(region)) for region in self.pack.regions]
        found = [other.verdict(use, facts, other.timeline(use, facts).index(born)) for other in readings]
        order = list(Outcome)
        by_outcome = [v for v in found if v.outcome is not own.outcome and v.outcome is not None]
        if by_outcome:
            return max(by_outcome, key=lambda verdict: order.index(verdict.outcome or Outcome.COULD_BE_USED))
        return next((verdict for verdict in found if _differs(own, verdict)), own)

    def changes(self, use: str, facts: Facts, born: int | None) -> tuple[Change, ...]:
        """The nearest circumstances that would give another outcome, each tried alone."""
        outcome = self.verdict_on(use, facts, born).outcome
        near = self._near(use, facts)
        found = [
            Change(fact, words, self.under(other).verdict_on(use, facts, born).outcome) for fact, words, other in near
        ]
        return tuple(change for change in found if change.outcome is not outcome)

    def _near(self, use: str, facts: Facts) -> Iterator[tuple[str, Words, Circumstances]]:
        now = self.circumstances
        gates = [gate for gate in gates_of(self.pack, use, facts) if not looks_at_author(gate, facts)]
        if any(gate.fact == "age" for gate in gates):
            other: Literal["adult", "minor"] = "adult" if now.is_minor(now.as_of) else "minor"
            yield AGE, _IF_AGED[other], now.with_age(other)
        names = dict.fromkeys(name for gate in gates if (name := gate.setting))
        for name in dict.fromkeys((*names, *needs_of(self.pack, use, facts))):
            setting = self.pack.settings[name]
            position = now.turn_on(setting, now.as_of).position
            flipped: Position = "off" if position == "on" else "on"
            yield name, _if_turned(setting, flipped, now.as_of), now.turned(setting, flipped)
            if flipped == "off":
                never = words("if '{setting}' had been off from the start", setting=setting.name)
                yield name, never, now.with_setting(name, Turn("off"))
        for region in self.pack.regions.values():
            if region.id != now.stay_on(now.as_of).region:
                living_there = words("if your region were {region}", region=named(region.name))
                yield REGION, living_there, now.with_region(region.id)


_IF_AGED = {"adult": words("if you were 18 or older"), "minor": words("if you were under 18")}


def _if_turned(setting: Setting, position: Position, day: int) -> Words:
    """What turning a setting on a day is called."""
    since = days.date(day)
    if position == "off":
        return words("if '{setting}' were off from {day} on", setting=setting.name, day=since)
    return words("if '{setting}' were on from {day} on", setting=setting.name, day=since)


def _differs(one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts differ in outcome or in the days on which the use was open."""
    spans = [[(window.first, window.last) for window in verdict.windows] for verdict in (one, other)]
    return one.outcome is not other.outcome or spans[0] != spans[1]
