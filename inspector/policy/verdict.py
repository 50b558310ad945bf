"""What a timeline means for one item: outcome, windows in time, reasons, and what it rests on.

An item lives from its own day (undated: from the registration day where that is known, else from the
beginning of all days) to the as-of day. A verdict depends on the item's day only through the step in which
the day falls, so verdicts are few; ``cut`` fits one to the day of a single item when it is shown.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from inspector.facts import Author, Facts
from inspector.policy import days
from inspector.policy.circumstances import AGE, Circumstances
from inspector.policy.entries import BASES, CONFIDENCES, Conflict
from inspector.policy.pack import Pack
from inspector.policy.timeline import Answer, Decision, Timeline


class Outcome(StrEnum):
    """The six outcomes. "Could be" never says "was"; "not stated" is never shown as safe."""

    COULD_BE_USED = "could_be_used"
    COULD_HAVE_BEEN_USED = "could_have_been_used"
    AGGREGATE_ONLY = "aggregate_only"
    NOT_STATED = "not_stated"
    STOPPED = "stopped"
    EXCLUDED = "excluded"

    @property
    def words(self) -> str:
        """The outcome in words."""
        return {"aggregate_only": "only in aggregate"}.get(self.value, self.value.replace("_", " "))


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which the use was open for the item, inclusive; ``None`` where open-ended.

    ``rules`` opened it; a later rule may have taken over from an earlier one within it. The notes hold what
    the sources add to an edge, such as "or earlier".
    """

    first: int | None
    last: int | None
    rules: tuple[str, ...] = ()
    first_note: str = ""
    last_note: str = ""

    @property
    def words(self) -> str:
        """The window as a person reads it."""
        first = days.written(self.first) or "the beginning"
        opened = f"{first} ({self.first_note})" if self.first_note else first
        if self.last is None:
            return f"{opened} and on"
        last = days.written(self.last) or ""
        return f"{opened} to {last} ({self.last_note})" if self.last_note else f"{opened} to {last}"

    def cut(self, born: int) -> "Window":
        """The same window for an item born on that day."""
        if self.first is not None and self.first >= born:
            return self
        return replace(self, first=born, first_note="")


@dataclass(frozen=True, slots=True)
class Earlier:
    """Days before the as-of day on which the answer was another one."""

    first: int | None
    last: int | None
    answer: Answer
    rules: tuple[str, ...]

    @property
    def words(self) -> str:
        """The days, the answer and its rules as a person reads them."""
        span = f"{days.written(self.first) or 'the beginning'} to {days.written(self.last)}"
        return f"{span}: {self.answer.replace('_', ' ')} ({', '.join(self.rules)})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on an item for a use. ``outcome`` and ``now`` are ``None`` if dated after the as-of day."""

    use: str
    facts: Facts
    outcome: Outcome | None
    now: Answer | None
    reason: str
    windows: tuple[Window, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    rules: tuple[str, ...] = ()
    closers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    limited_to: str | None = None
    basis: str = "stated"
    confidence: str = "primary"
    conflicts: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The outcome with its reason, in a few words."""
        only = f" for {self.limited_to} only" if self.limited_to else ""
        if self.outcome is Outcome.COULD_BE_USED:
            *before, latest = self.windows
            since = f" since {days.written(latest.first)}" if latest.first is not None else ""
            note = f" ({latest.first_note})" if latest.first_note else ""
            also = "".join(f", and {window.words}" for window in before)
            return f"could be used{only}{since}{note}{also}"
        if self.outcome is Outcome.COULD_HAVE_BEEN_USED:
            spans = ", and ".join(window.words for window in self.windows)
            return f"could have been used{only}, {spans}; now {self.reason}"
        return self.reason

    @property
    def all_rules(self) -> tuple[str, ...]:
        """The deciding rules, then those that opened the windows by which nothing more is decided today."""
        return tuple(dict.fromkeys((*self.rules, *(rule for window in self.windows for rule in window.rules))))

    @property
    def disputed(self) -> bool:
        """Whether a conflict applies to a rule that decided."""
        return bool(self.conflicts)

    def depends_on(self, born: int) -> bool:
        """Whether the life of an item born on that day is shorter than what the verdict speaks of."""
        spoken: tuple[Window | Earlier, ...] = (*self.windows, *self.earlier)
        return any(span.first is None or span.first < born for span in spoken)

    def cut(self, born: int | None) -> "Verdict":
        """The same verdict with windows and earlier days cut to the life of an item born on that day."""
        if born is None or not self.depends_on(born):
            return self
        windows = tuple(window.cut(born) for window in self.windows)
        earlier = tuple(
            replace(e, first=_later(e.first, born)) for e in self.earlier if e.last is None or e.last >= born
        )
        return replace(self, windows=windows, earlier=earlier)


def _later(day: int | None, other: int) -> int:
    return other if day is None or day < other else day


OUTSIDE = "dated after the as-of day"


def verdict(pack: Pack, circumstances: Circumstances, timeline: Timeline, birth: int) -> Verdict:
    """Read the verdict off a timeline, for items born in the step ``birth``."""
    now = timeline.now
    if birth > now:
        return Verdict(timeline.use.id, timeline.facts, None, None, OUTSIDE)
    decisions = [timeline.decide(i, birth) for i in range(birth, len(timeline.steps))]
    present = decisions[now - birth]
    spans = list(_spans(timeline, decisions, birth))
    opened = [(first, last, rules) for first, last, answer, rules in spans if answer == "could_be_used"]
    joined = _joined(pack, timeline, opened)
    windows = tuple(w for w in joined if w.first is None or w.first <= circumstances.as_of)
    earlier = tuple(
        Earlier(first, last, answer, rules)
        for first, last, answer, rules in spans
        if last is not None and last < circumstances.as_of and answer != present.answer
    )
    open_days = [d for d in decisions[: now - birth + 1] if d.answer == "could_be_used"]
    deciding = present.rules
    limited_to = present.limited_to
    if present.answer == "could_be_used":
        outcome = Outcome.COULD_BE_USED
    elif open_days:
        outcome = Outcome.COULD_HAVE_BEEN_USED
        deciding = tuple(dict.fromkeys((*open_days[-1].rules, *present.rules)))
        limited_to = open_days[-1].limited_to
    else:
        outcome = Outcome(present.answer)
    reason = _reason(pack, circumstances, timeline, present)
    found = Verdict(
        timeline.use.id,
        timeline.facts,
        outcome,
        present.answer,
        reason,
        windows,
        earlier,
        deciding,
        present.closers,
        pack.sources_of((*deciding, *(rule for window in windows for rule in window.rules))),
        limited_to,
        *_certainty(pack, deciding),
    )
    return of_class(pack, found, timeline.facts)


def of_class(pack: Pack, found: Verdict, facts: Facts) -> Verdict:
    """The same verdict on another class of items, of which the same rules speak and whose author is the same."""
    conflicts = tuple(conflict.id for conflict in pack.conflicts if _applies(conflict, found, facts))
    if found.facts == facts and found.conflicts == conflicts:
        return found
    return replace(found, facts=facts, conflicts=conflicts)


def _spans(
    timeline: Timeline, decisions: list[Decision], birth: int
) -> Iterator[tuple[int | None, int | None, Answer, tuple[str, ...]]]:
    """Neighbouring steps with the same answer by the same rules, taken together, in order."""
    first = timeline.steps[birth].first
    for i, decision in enumerate(decisions):
        step = timeline.steps[birth + i]
        following = decisions[i + 1] if i + 1 < len(decisions) else None
        if following is None or (following.answer, following.rules) != (decision.answer, decision.rules):
            yield first, step.last, decision.answer, decision.rules
            first = None if step.last is None else step.last + 1


def _joined(
    pack: Pack, timeline: Timeline, opened: list[tuple[int | None, int | None, tuple[str, ...]]]
) -> tuple[Window, ...]:
    """Open spans that touch, made one window: the person asks since when and until when, not by how many rules."""
    joined: list[Window] = []
    for first, last, rules in opened:
        before = joined[-1] if joined else None
        if before is not None and before.last is not None and first == before.last + 1:
            kept = tuple(dict.fromkeys((*before.rules, *rules)))
            joined[-1] = replace(before, last=last, rules=kept)
        else:
            joined.append(Window(first, last, rules))
    return tuple(_with_notes(pack, timeline, window) for window in joined)


def _with_notes(pack: Pack, timeline: Timeline, window: Window) -> Window:
    """What the sources say of the edges: of rules that begin or end there, and of what closes behind them."""
    first_note = last_note = ""
    if window.first is not None:
        starting = (pack.rules[r] for r in window.rules if r in pack.rules)
        first_note = next((r.start_says for r in starting if r.start_says and _on(r.start, window.first)), "")
    if window.last is not None:
        ending = (pack.rules[r] for r in window.rules if r in pack.rules)
        last_note = next((r.until_says for r in ending if r.until_says and _on(r.until, window.last)), "")
        step = timeline.steps[timeline.index(window.last + 1)]
        closing = (*step.scope.rules, *step.regime.rules, *(gate.rule for gate in step.gates))
        closers = (pack.rules[r] for r in closing if r in pack.rules)
        says = (r.start_says for r in closers if r.start_says and _on(r.start, window.last + 1))
        last_note = last_note or next(says, "")
    return replace(window, first_note=first_note, last_note=last_note) if first_note or last_note else window


def _on(day: dt.date | None, number: int) -> bool:
    return day is not None and days.number(day) == number


def _certainty(pack: Pack, rules: tuple[str, ...]) -> tuple[str, str]:
    """The weakest basis and the weakest confidence among the rules that decided."""
    found = [pack.rules[rule] for rule in rules if rule in pack.rules]
    if not found:
        return "by absence", "primary"
    return max((r.basis for r in found), key=BASES.index), max((r.confidence for r in found), key=CONFIDENCES.index)


def _applies(conflict: Conflict, verdict: Verdict, facts: Facts) -> bool:
    """Whether a conflict makes a verdict on a class of items disputed."""
    if conflict.when == "never" or not any(rule in conflict.rules for rule in verdict.rules):
        return False
    if conflict.categories and facts.data_category not in conflict.categories:
        return False
    return conflict.when == "always" or verdict.outcome is Outcome.COULD_HAVE_BEEN_USED


def _reason(pack: Pack, circumstances: Circumstances, timeline: Timeline, decision: Decision) -> str:
    """Why a day is not open, in a few words."""
    own = next((pack.rules[r].label for r in decision.rules if r in pack.rules and pack.rules[r].label), "")
    if decision.answer == "stopped":
        return _stopped(pack, circumstances, decision)
    if decision.answer == "excluded" and decision.question == "regime":
        return (own or "not in force in your region") + _until(timeline)
    if decision.answer == "excluded":
        return own or "excluded by the terms"
    if decision.answer == "aggregate_only":
        return own or "only combined with other people's data"
    if own:
        return own
    if decision.rules == (timeline.use.default_rule,):
        return "not stated: no text that was read speaks of this"
    return {
        "scope": "not stated whether this kind of data is covered",
        "regime": "not stated whether it is in force in your region",
        "gate": _unsettled(timeline, decision),
        "open": "",
    }[decision.question]


def _unsettled(timeline: Timeline, decision: Decision) -> str:
    """Why a gate leaves it open whether it closes."""
    if timeline.facts.author is Author.LINKEDIN:
        which = " and ".join("age" if fact == AGE else "setting" for fact in dict.fromkeys(decision.facts))
        return f"not stated whether your own {which} reaches what LinkedIn itself recorded or made"
    return "not stated for what was posted while your setting was off"


def _until(timeline: Timeline) -> str:
    """The day on which the regime opens later, where a text has said so already."""
    for step in timeline.steps[timeline.now + 1 :]:
        if step.regime.answer == "open" and step.first is not None:
            return f" until {days.written(step.first)}"
    return ""


def _stopped(pack: Pack, circumstances: Circumstances, decision: Decision) -> str:
    """Which fact about the member closes, and since when."""
    reasons = []
    for fact in dict.fromkeys(decision.facts):
        if fact == AGE:
            reasons.append("closed while under 18")
            continue
        setting = pack.settings[fact]
        turn = circumstances.turn_on(setting, circumstances.as_of)
        day = f" since {days.written(turn.since)}" if turn.since is not None else ""
        if not turn.day_known:
            day = "; since when is not known"
        words = {"signal": "closed by your browser's signal", "consent": "closed: consent was not given"}
        reasons.append(words.get(setting.kind, "closed by your setting") + day)
    return "; ".join(reasons)
