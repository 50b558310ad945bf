"""What a timeline means for one item: outcome, windows in time, reasons, and what it rests on.

An item lives from its own day (undated: from the registration day where that is known, else from the
beginning of all days) to the as-of day. A verdict depends on the item's day only through the step in which
the day falls, so verdicts are few; ``cut`` fits one to the day of a single item when it is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from inspector.facts import Facts
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

    ``note`` holds what the sources add to an edge, such as "or earlier".
    """

    first: int | None
    last: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Days before the as-of day on which the answer was another one."""

    first: int | None
    last: int | None
    answer: Answer
    rules: tuple[str, ...]


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
        if self.outcome is Outcome.COULD_BE_USED:
            only = f" for {self.limited_to} only" if self.limited_to else ""
            since = days.written(self.windows[-1].first) if self.windows else None
            return f"could be used{only}" + (f" since {since}" if since else "")
        if self.outcome is Outcome.COULD_HAVE_BEEN_USED:
            only = f" for {self.limited_to} only" if self.limited_to else ""
            return f"could have been used{only} until {days.written(self.windows[-1].last)}; now {self.reason}"
        return self.reason

    @property
    def disputed(self) -> bool:
        """Whether a conflict applies to a rule that decided."""
        return bool(self.conflicts)

    def cut(self, born: int | None) -> "Verdict":
        """The same verdict with windows and earlier days cut to the life of an item born on that day."""
        if born is None:
            return self
        windows = tuple(replace(w, first=_later(w.first, born)) for w in self.windows)
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
    windows = tuple(
        Window(first, last, _edge_notes(pack, timeline, rules, first, last))
        for first, last, answer, rules in spans
        if answer == "could_be_used"
    )
    windows = tuple(w for w in _joined(windows) if w.first is None or w.first <= circumstances.as_of)
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
        pack.sources_of(deciding),
        limited_to,
        *_certainty(pack, deciding),
    )
    return replace(found, conflicts=tuple(c.id for c in pack.conflicts if _applies(c, found)))


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


def _joined(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    """Windows that touch, made one: the person asks since when and until when, not by how many rules."""
    joined: list[Window] = []
    for window in windows:
        before = joined[-1] if joined else None
        if before is not None and before.last is not None and window.first == before.last + 1:
            note = before.note if window.last is None else "; ".join(filter(None, (before.note, window.note)))
            joined[-1] = Window(before.first, window.last, note)
        else:
            joined.append(window)
    return tuple(joined)


def _edge_notes(pack: Pack, timeline: Timeline, rules: tuple[str, ...], first: int | None, last: int | None) -> str:
    """What the sources say of the edges of a window, where it ends with a rule."""
    notes = []
    for rule in (pack.rules[r] for r in rules if r in pack.rules):
        if rule.start_says and rule.start and days.number(rule.start) == first:
            notes.append(f"from {rule.start} {rule.start_says}")
        if rule.until_says and rule.until and days.number(rule.until) == last:
            notes.append(f"until {rule.until} {rule.until_says}")
    return "; ".join(dict.fromkeys(notes))


def _certainty(pack: Pack, rules: tuple[str, ...]) -> tuple[str, str]:
    """The weakest basis and the weakest confidence among the rules that decided."""
    found = [pack.rules[rule] for rule in rules if rule in pack.rules]
    if not found:
        return "by absence", "primary"
    return max((r.basis for r in found), key=BASES.index), max((r.confidence for r in found), key=CONFIDENCES.index)


def _applies(conflict: Conflict, verdict: Verdict) -> bool:
    """Whether a conflict makes a verdict disputed."""
    if conflict.when == "never" or not set(conflict.rules) & set(verdict.rules):
        return False
    if conflict.categories and verdict.facts.data_category not in conflict.categories:
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
        "gate": "not stated for what was posted while your setting was off",
        "open": "",
    }[decision.question]


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
        since = circumstances.turn_on(setting, circumstances.as_of).since
        day = f" since {days.written(since)}" if since is not None else ""
        words = {"signal": "closed by your browser's signal", "consent": "closed: consent was not given"}
        reasons.append(words.get(setting.kind, "closed by your setting") + day)
    return "; ".join(reasons)
