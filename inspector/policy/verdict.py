"""What a timeline means for one item: outcome, windows in time, reasons, and what it rests on.

An item lives from its own day (undated: from the registration day where that is known, else from the
beginning of all days) to the as-of day. A verdict depends on the item's day only through the step in which
the day falls, so verdicts are few; ``cut`` fits one to the day of a single item when it is shown.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from inspector.i18n import Value, Words, joined, named, words
from inspector.policy import days
from inspector.policy.circumstances import AGE, Circumstances
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import BASES, CONFIDENCES, FIXED, Conflict
from inspector.policy.timeline import Answer, Decision, Timeline
from inspector.taxonomy import Author, Facts


class Outcome(StrEnum):
    """The six outcomes. "Could be" never says "was"; "not stated" is never shown as safe."""

    COULD_BE_USED = "could_be_used"
    COULD_HAVE_BEEN_USED = "could_have_been_used"
    AGGREGATE_ONLY = "aggregate_only"
    NOT_STATED = "not_stated"
    STOPPED = "stopped"
    EXCLUDED = "excluded"

    @property
    def words(self) -> Words:
        """The outcome in words."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.COULD_BE_USED: words("could be used"),
    Outcome.COULD_HAVE_BEEN_USED: words("could have been used"),
    Outcome.AGGREGATE_ONLY: words("only in aggregate"),
    Outcome.NOT_STATED: words("not stated"),
    Outcome.STOPPED: words("stopped"),
    Outcome.EXCLUDED: words("excluded"),
}


def _day(day: int, note: str = "") -> Value:
    """A day within a sentence, with what the sources add to it."""
    date = days.date(day)
    return words("{day} ({note})", day=date, note=named(note)) if note else date


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
    def words(self) -> Words:
        """The window as a person reads it."""
        if self.last is None:
            if self.first is None:
                return words("the beginning and on")
            return words("{first} and on", first=_day(self.first, self.first_note))
        last = _day(self.last, self.last_note)
        if self.first is None:
            return words("the beginning to {last}", last=last)
        return words("{first} to {last}", first=_day(self.first, self.first_note), last=last)

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
    def words(self) -> Words:
        """The days, the answer and its rules as a person reads them."""
        return words(
            "{days}: {answer} ({rules})",
            days=Window(self.first, self.last).words,
            answer=Outcome(self.answer).words,
            rules=", ".join(self.rules),
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on an item for a use. ``outcome`` and ``now`` are ``None`` if dated after the as-of day."""

    use: str
    facts: Facts
    outcome: Outcome | None
    now: Answer | None
    reason: Words
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
    def label(self) -> Words:
        """The outcome with its reason, in a few words."""
        if self.outcome is Outcome.COULD_BE_USED:
            *before, latest = self.windows
            return _and_also((_open_since(latest, self.limited_to), *(window.words for window in before)))
        if self.outcome is Outcome.COULD_HAVE_BEEN_USED:
            spans = _and_also(tuple(window.words for window in self.windows))
            return _was_open(spans, self.limited_to, self.reason)
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


def _open_since(window: Window, limited_to: str | None) -> Words:
    """That a use is open, for what and since when."""
    if window.first is None:
        return words("could be used for {purpose} only", purpose=named(limited_to)) if limited_to else _OPEN
    since = _day(window.first, window.first_note)
    if limited_to:
        return words("could be used for {purpose} only since {day}", purpose=named(limited_to), day=since)
    return words("could be used since {day}", day=since)


def _was_open(spans: Words, limited_to: str | None, reason: Words) -> Words:
    """That a use was open on some days, for what, and why it is not any more."""
    if limited_to:
        return words(
            "could have been used for {purpose} only, {days}; now {reason}",
            purpose=named(limited_to),
            days=spans,
            reason=reason,
        )
    return words("could have been used, {days}; now {reason}", days=spans, reason=reason)


def _and_also(parts: tuple[Words, ...]) -> Words:
    """What holds for several stretches of days."""
    said, *others = parts
    for other in others:
        said = words("{what}, and {days}", what=said, days=other)
    return said


_OPEN = _OUTCOMES[Outcome.COULD_BE_USED]
OUTSIDE = words("dated after the as-of day")


class Standing(NamedTuple):
    """How a use stands for an item on the as-of day, without the reasons: what is counted.

    ``outcome`` and ``now`` are ``None`` if it is dated after that day.
    """

    outcome: Outcome | None
    now: Answer | None
    limited_to: str | None = None


def standing(timeline: Timeline, birth: int) -> Standing:
    """How a use stands for items born in the step ``birth``: the same as their verdict says, at a tenth of its cost."""
    now = timeline.now
    return _standing(timeline.decided(birth)[: now - birth + 1])[0] if birth <= now else Standing(None, None)


def _standing(lived: Sequence[Decision]) -> tuple[Standing, Decision | None]:
    """What the answers of an item's days come to, and the last that was open, where it is not any more."""
    present = lived[-1]
    if present.answer == "could_be_used":
        return Standing(Outcome.COULD_BE_USED, present.answer, present.limited_to), None
    for decision in reversed(lived):
        if decision.answer == "could_be_used":
            return Standing(Outcome.COULD_HAVE_BEEN_USED, present.answer, decision.limited_to), decision
    return Standing(Outcome(present.answer), present.answer, present.limited_to), None


def verdict(pack: Pack, circumstances: Circumstances, timeline: Timeline, birth: int) -> Verdict:
    """Read the verdict off a timeline, for items born in the step ``birth``."""
    now = timeline.now
    if birth > now:
        return Verdict(timeline.use.id, timeline.facts, None, None, OUTSIDE)
    decisions = timeline.decided(birth)
    present = decisions[now - birth]
    stands, opened_last = _standing(decisions[: now - birth + 1])
    spans = list(_spans(timeline, decisions, birth))
    opened = [(first, last, rules) for first, last, answer, rules in spans if answer == "could_be_used"]
    joined = _joined(pack, timeline, opened)
    windows = tuple(w for w in joined if w.first is None or w.first <= circumstances.as_of)
    earlier = tuple(
        Earlier(first, last, answer, rules)
        for first, last, answer, rules in spans
        if last is not None and last < circumstances.as_of and answer != present.answer
    )
    deciding = present.rules
    if opened_last is not None:
        deciding = tuple(dict.fromkeys((*opened_last.rules, *present.rules)))
    reason = _reason(pack, circumstances, timeline, present)
    found = Verdict(
        timeline.use.id,
        timeline.facts,
        stands.outcome,
        stands.now,
        reason,
        windows,
        earlier,
        deciding,
        present.closers,
        pack.sources_of((*deciding, *(rule for window in windows for rule in window.rules))),
        stands.limited_to,
        *_certainty(pack, deciding),
    )
    return of_class(pack, found, timeline.facts)


def of_class(pack: Pack, found: Verdict, facts: Facts) -> Verdict:
    """The same verdict on another class of items, of which the same rules speak and whose author is the same."""
    conflicts = tuple(c.id for c in pack.conflicts_over(found.rules) if _applies(c, found, facts))
    if found.facts == facts and found.conflicts == conflicts:
        return found
    return replace(found, facts=facts, conflicts=conflicts)


def _spans(
    timeline: Timeline, decisions: Sequence[Decision], birth: int
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
        return FIXED["by absence"], FIXED["primary"]
    basis = max((rule.basis for rule in found), key=BASES.index)
    confidence = max((rule.confidence for rule in found), key=CONFIDENCES.index)
    return FIXED[basis], FIXED[confidence]


def _applies(conflict: Conflict, verdict: Verdict, facts: Facts) -> bool:
    """Whether a conflict over a rule of a verdict on a class of items makes it disputed."""
    if conflict.categories and facts.data_category not in conflict.categories:
        return False
    return conflict.when == "always" or verdict.outcome is Outcome.COULD_HAVE_BEEN_USED


_NOT_IN_FORCE = words("not in force in your region")
_EXCLUDED = words("excluded by the terms")
_COMBINED = words("only combined with other people's data")
_SILENT = words("not stated: no text that was read speaks of this")
_SCOPE_SILENT = words("not stated whether this kind of data is covered")
_REGIME_SILENT = words("not stated whether it is in force in your region")
_POSTED_WHILE_OFF = words("not stated for what was posted while your setting was off")


def _reason(pack: Pack, circumstances: Circumstances, timeline: Timeline, decision: Decision) -> Words:
    """Why a day is not open, in a few words."""
    if decision.answer == "stopped":
        return _stopped(pack, circumstances, decision)
    label = next((pack.rules[r].label for r in decision.rules if r in pack.rules and pack.rules[r].label), "")
    own = named(label) if label else None
    if decision.answer == "excluded" and decision.question == "regime":
        return _until(timeline, own or _NOT_IN_FORCE)
    if decision.answer == "excluded":
        return own or _EXCLUDED
    if decision.answer == "aggregate_only":
        return own or _COMBINED
    return own or _unsaid(timeline, decision)


def _unsaid(timeline: Timeline, decision: Decision) -> Words:
    """Which question no text settles, in a few words."""
    if decision.rules == (timeline.use.default_rule,):
        return _SILENT
    if decision.question == "scope":
        return _SCOPE_SILENT
    if decision.question == "regime":
        return _REGIME_SILENT
    return _unsettled(timeline, decision) if decision.question == "gate" else words("")


def _unsettled(timeline: Timeline, decision: Decision) -> Words:
    """Why a gate leaves it open whether it closes."""
    if timeline.facts.author is not Author.LINKEDIN:
        return _POSTED_WHILE_OFF
    settings = any(fact != AGE for fact in decision.facts)
    if AGE not in decision.facts:
        return words("not stated whether your own setting reaches what LinkedIn itself recorded or made")
    if settings:
        return words("not stated whether your own age and setting reaches what LinkedIn itself recorded or made")
    return words("not stated whether your own age reaches what LinkedIn itself recorded or made")


def _until(timeline: Timeline, reason: Words) -> Words:
    """The reason, until the day on which the regime opens later, where a text has said so already."""
    for step in timeline.steps[timeline.now + 1 :]:
        if step.regime.answer == "open" and step.first is not None:
            return words("{reason} until {day}", reason=reason, day=days.date(step.first))
    return reason


_CLOSED = {"signal": words("closed by your browser's signal"), "consent": words("closed: consent was not given")}
_BY_SETTING = words("closed by your setting")
_UNDER_AGE = words("closed while under 18")


def _stopped(pack: Pack, circumstances: Circumstances, decision: Decision) -> Words:
    """Which fact about the member closes, and since when."""
    reasons = []
    for fact in dict.fromkeys(decision.facts):
        if fact == AGE:
            reasons.append(_UNDER_AGE)
            continue
        setting = pack.settings[fact]
        turn = circumstances.turn_on(setting, circumstances.as_of)
        what = _CLOSED.get(setting.kind, _BY_SETTING)
        if not turn.day_known:
            what = words("{what}; since when is not known", what=what)
        elif turn.since is not None:
            what = words("{what} since {day}", what=what, day=days.date(turn.since))
        reasons.append(what)
    return reasons[0] if len(reasons) == 1 else joined(reasons, "; ")
