"""Verdicts: the outcome for an item, the windows in time, the reasons, and what they rest on.

An item lives from its own day (undated: from the registration day where that is known, else from the
beginning of all days) to the as-of day. A verdict depends on the item's day only through the step in which
the day falls, so there are few verdicts; ``cut`` fits one to the day of a single item when it is shown.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from inspector.i18n import LazyText, Value, _, join_texts, lookup
from inspector.policy import days
from inspector.policy.applicable_rules import find_rule_set
from inspector.policy.circumstances import AGE, Circumstances
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import BASES, CONFIDENCES, Basis, Confidence, Conflict, Reading
from inspector.policy.reading import find_rule_reading, weakest_reading
from inspector.policy.timeline import Answer, Decision, Timeline
from inspector.taxonomy import Author, ItemClass


class Outcome(StrEnum):
    """The six outcomes. "Could be" never says "was"; "not stated" is never shown as safe."""

    COULD_BE_USED = "could_be_used"
    COULD_HAVE_BEEN_USED = "could_have_been_used"
    AGGREGATE_ONLY = "aggregate_only"
    NOT_STATED = "not_stated"
    STOPPED = "stopped"
    EXCLUDED = "excluded"

    @property
    def label(self) -> LazyText:
        """The outcome in words."""
        return _OUTCOME_LABELS[self]


_OUTCOME_LABELS = {
    Outcome.COULD_BE_USED: _("could be used"),
    Outcome.COULD_HAVE_BEEN_USED: _("could have been used"),
    Outcome.AGGREGATE_ONLY: _("only in aggregate"),
    Outcome.NOT_STATED: _("not stated"),
    Outcome.STOPPED: _("stopped"),
    Outcome.EXCLUDED: _("excluded"),
}


def _format_day(day: int, note: str = "") -> Value:
    """A day within a sentence, with the sources' note on it."""
    date = days.to_date(day)
    return _("{day} ({note})", day=date, note=lookup(note)) if note else date


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which the use was open for the item, inclusive; ``None`` where open-ended.

    ``rules`` are all rules that opened it, one after another. The notes hold what the sources add to an edge,
    such as "or earlier".
    """

    first: int | None
    last: int | None
    rules: tuple[str, ...] = ()
    first_note: str = ""
    last_note: str = ""

    @property
    def description(self) -> LazyText:
        """The window as a person reads it."""
        if self.last is None:
            if self.first is None:
                return _("the beginning and on")
            return _("{first} and on", first=_format_day(self.first, self.first_note))
        last = _format_day(self.last, self.last_note)
        if self.first is None:
            return _("the beginning to {last}", last=last)
        return _("{first} to {last}", first=_format_day(self.first, self.first_note), last=last)

    def cut(self, first_day: int) -> "Window":
        """The same window for an item dated on that day."""
        if self.first is not None and self.first >= first_day:
            return self
        return replace(self, first=first_day, first_note="")


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """Days before the as-of day on which the answer was another one."""

    first: int | None
    last: int | None
    answer: Answer
    rules: tuple[str, ...]

    @property
    def description(self) -> LazyText:
        """The days, the answer and its rules as a person reads them."""
        return _(
            "{days}: {answer} ({rules})",
            days=Window(self.first, self.last).description,
            answer=Outcome(self.answer).label,
            rules=", ".join(self.rules),
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on items of a class for a use.

    ``outcome`` and ``now`` (the answer of the as-of day) are ``None`` for items dated after the as-of day. ``rules``
    decided, ``closers`` are all rules that close, ``conflicts`` the ids of conflicts over a rule that decided.
    ``basis``, ``confidence`` and ``reading`` (how the sources were read) are the weakest among the deciding rules, as
    ids of the pack. ``needs_consent`` says that the use is open for those alone who agreed.
    """

    use: str
    item_class: ItemClass
    outcome: Outcome | None
    now: Answer | None
    reason: LazyText
    windows: tuple[Window, ...] = ()
    earlier: tuple[EarlierAnswer, ...] = ()
    rules: tuple[str, ...] = ()
    closers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    limited_to: str | None = None
    basis: Basis = "stated"
    confidence: Confidence = "primary"
    reading: Reading = "not read"
    conflicts: tuple[str, ...] = ()
    needs_consent: bool = False

    @property
    def label(self) -> LazyText:
        """The outcome with its reason, in a few words."""
        if self.outcome is Outcome.COULD_BE_USED:
            *before, latest = self.windows
            label = _join_parts((_format_open(latest, self.limited_to), *(window.description for window in before)))
            return _("{what}, only if you agreed", what=label) if self.needs_consent else label
        if self.outcome is Outcome.COULD_HAVE_BEEN_USED:
            open_days = _join_parts(tuple(window.description for window in self.windows))
            return _format_past_open(open_days, self.limited_to, self.reason)
        return self.reason

    @property
    def all_rules(self) -> tuple[str, ...]:
        """The deciding rules, then the further rules that opened a window."""
        return tuple(dict.fromkeys((*self.rules, *(rule for window in self.windows for rule in window.rules))))

    @property
    def disputed(self) -> bool:
        """Whether a conflict applies to a rule that decided."""
        return bool(self.conflicts)

    def depends_on(self, first_day: int) -> bool:
        """Whether the verdict has a window or an earlier answer that begins before ``first_day``."""
        spans: tuple[Window | EarlierAnswer, ...] = (*self.windows, *self.earlier)
        return any(span.first is None or span.first < first_day for span in spans)

    def cut(self, first_day: int | None) -> "Verdict":
        """The same verdict with windows and earlier days cut to the life of an item born on that day."""
        if first_day is None or not self.depends_on(first_day):
            return self
        windows = tuple(window.cut(first_day) for window in self.windows)
        earlier_answers = tuple(
            replace(e, first=_max_day(e.first, first_day))
            for e in self.earlier
            if e.last is None or e.last >= first_day
        )
        return replace(self, windows=windows, earlier=earlier_answers)


def _max_day(day: int | None, other: int) -> int:
    return other if day is None or day < other else day


def _format_open(window: Window, limited_to: str | None) -> LazyText:
    """Say that a use is open, for which purpose and since when."""
    if window.first is None:
        return _("could be used for {purpose} only", purpose=lookup(limited_to)) if limited_to else _OPEN_LABEL
    since = _format_day(window.first, window.first_note)
    if limited_to:
        return _("could be used for {purpose} only since {day}", purpose=lookup(limited_to), day=since)
    return _("could be used since {day}", day=since)


def _format_past_open(spans: LazyText, limited_to: str | None, reason: LazyText) -> LazyText:
    """Say that a use was open on some days, for which purpose, and why it is not open now."""
    if limited_to:
        return _(
            "could have been used for {purpose} only, {days}; now {reason}",
            purpose=lookup(limited_to),
            days=spans,
            reason=reason,
        )
    return _("could have been used, {days}; now {reason}", days=spans, reason=reason)


def _join_parts(parts: tuple[LazyText, ...]) -> LazyText:
    """Join what holds in several windows to one sentence."""
    sentence, *others = parts
    for other in others:
        sentence = _("{what}, and {days}", what=sentence, days=other)
    return sentence


_OPEN_LABEL = _OUTCOME_LABELS[Outcome.COULD_BE_USED]
OUTSIDE_REASON = _("dated after the as-of day")


class Status(NamedTuple):
    """The outcome and the as-of day's answer without reasons: what counts need.

    ``outcome`` and ``now`` are ``None`` for items dated after the as-of day.
    """

    outcome: Outcome | None
    now: Answer | None
    limited_to: str | None = None


def find_status(timeline: Timeline, first_step: int) -> Status:
    """Find what the verdict on items dated in a step says, without its reasons: at a tenth of the cost."""
    now = timeline.current_step
    return (
        _summarize_decisions(timeline.decide_from(first_step)[: now - first_step + 1])[0]
        if first_step <= now
        else Status(None, None)
    )


def _summarize_decisions(decisions: Sequence[Decision]) -> tuple[Status, Decision | None]:
    """Sum up the answers of an item's life; the second value is the last open decision, if the use is closed now."""
    current = decisions[-1]
    if current.answer == "could_be_used":
        return Status(Outcome.COULD_BE_USED, current.answer, current.limited_to), None
    for decision in reversed(decisions):
        if decision.answer == "could_be_used":
            return Status(Outcome.COULD_HAVE_BEEN_USED, current.answer, decision.limited_to), decision
    return Status(Outcome(current.answer), current.answer, current.limited_to), None


def build_verdict(
    pack: Pack, circumstances: Circumstances, timeline: Timeline, item_class: ItemClass, first_step: int
) -> Verdict:
    """Read the verdict off a timeline, for items of a class dated in the step ``first_step``."""
    now = timeline.current_step
    if first_step > now:
        return Verdict(timeline.use.id, item_class, None, None, OUTSIDE_REASON)
    decisions = timeline.decide_from(first_step)
    current = decisions[now - first_step]
    item_status, last_open = _summarize_decisions(decisions[: now - first_step + 1])
    spans = list(_merge_steps(timeline, decisions, first_step))
    open_spans = [(first, last, rules) for first, last, answer, rules in spans if answer == "could_be_used"]
    merged_windows = _merge_windows(pack, timeline, open_spans)
    windows = tuple(w for w in merged_windows if w.first is None or w.first <= circumstances.as_of)
    earlier = tuple(
        EarlierAnswer(first, last, answer, rules)
        for first, last, answer, rules in spans
        if last is not None and last < circumstances.as_of and answer != current.answer
    )
    deciding_rules = current.rules
    if last_open is not None:
        deciding_rules = tuple(dict.fromkeys((*last_open.rules, *current.rules)))
    return Verdict(
        timeline.use.id,
        item_class,
        item_status.outcome,
        item_status.now,
        _explain_decision(pack, circumstances, timeline, item_class, current),
        windows,
        earlier,
        deciding_rules,
        current.closers,
        pack.find_sources((*deciding_rules, *(rule for window in windows for rule in window.rules))),
        item_status.limited_to,
        *_find_certainty(pack, deciding_rules),
        tuple(
            conflict.id
            for conflict in pack.conflicts
            if not set(conflict.rules).isdisjoint(deciding_rules)
            and _makes_disputed(conflict, item_status.outcome, item_class)
        ),
        _rests_on_consent(pack, timeline, item_class, current),
    )


def _rests_on_consent(pack: Pack, timeline: Timeline, item_class: ItemClass, current: Decision) -> bool:
    """Whether the use is open on the as-of day for those alone who agreed to it."""
    if current.answer != "could_be_used":
        return False
    step = timeline.steps[timeline.current_step]
    day = step.first if step.first is not None else step.last
    rule_set = find_rule_set(pack, timeline.use.id, item_class)
    applicable_rules = rule_set.find_applicable_rules(step.region, day if day is not None else 0)
    settings = [gate.setting for gate in applicable_rules.gates if gate.setting]
    settings += [scope.needs.setting for scope in applicable_rules.scopes if scope.needs and scope.id in current.rules]
    return any(pack.settings[setting].kind == "consent" for setting in settings)


def _merge_steps(
    timeline: Timeline, decisions: Sequence[Decision], first_step: int
) -> Iterator[tuple[int | None, int | None, Answer, tuple[str, ...]]]:
    """Merge neighbouring steps that have the same answer by the same rules; in order."""
    first = timeline.steps[first_step].first
    for i, decision in enumerate(decisions):
        step = timeline.steps[first_step + i]
        next_decision = decisions[i + 1] if i + 1 < len(decisions) else None
        if next_decision is None or (next_decision.answer, next_decision.rules) != (decision.answer, decision.rules):
            yield first, step.last, decision.answer, decision.rules
            first = None if step.last is None else step.last + 1


def _merge_windows(
    pack: Pack, timeline: Timeline, open_spans: list[tuple[int | None, int | None, tuple[str, ...]]]
) -> tuple[Window, ...]:
    """Merge open spans that touch: a reader asks since when and until when, not by how many rules."""
    windows: list[Window] = []
    for first, last, rules in open_spans:
        previous = windows[-1] if windows else None
        if previous is not None and previous.last is not None and first == previous.last + 1:
            merged_rules = tuple(dict.fromkeys((*previous.rules, *rules)))
            windows[-1] = replace(previous, last=last, rules=merged_rules)
        else:
            windows.append(Window(first, last, rules))
    return tuple(_add_edge_notes(pack, timeline, window) for window in windows)


def _add_edge_notes(pack: Pack, timeline: Timeline, window: Window) -> Window:
    """Add the sources' notes on rules that begin or end at an edge, or that close the use after it."""
    first_note = last_note = ""
    if window.first is not None:
        starting_rules = (pack.rules[r] for r in window.rules if r in pack.rules)
        first_note = next(
            (r.start_says for r in starting_rules if r.start_says and _falls_on(r.start, window.first)), ""
        )
    if window.last is not None:
        ending_rules = (pack.rules[r] for r in window.rules if r in pack.rules)
        last_note = next((r.until_says for r in ending_rules if r.until_says and _falls_on(r.until, window.last)), "")
        step = timeline.steps[timeline.find_step(window.last + 1)]
        closing_ids = (*step.scope.rules, *step.regime.rules, *(gate.rule for gate in step.gates))
        closing_rules = (pack.rules[r] for r in closing_ids if r in pack.rules)
        notes = (r.start_says for r in closing_rules if r.start_says and _falls_on(r.start, window.last + 1))
        last_note = last_note or next(notes, "")
    return replace(window, first_note=first_note, last_note=last_note) if first_note or last_note else window


def _falls_on(day: dt.date | None, number: int) -> bool:
    return day is not None and days.from_date(day) == number


def _find_certainty(pack: Pack, rules: tuple[str, ...]) -> tuple[Basis, Confidence, Reading]:
    """The weakest basis, confidence and reading among the rules that decided."""
    deciding_rules = [pack.rules[rule] for rule in rules if rule in pack.rules]
    if not deciding_rules:
        return "by absence", "primary", "not read"
    basis = max((rule.basis for rule in deciding_rules), key=BASES.index)
    confidence = max((rule.confidence for rule in deciding_rules), key=CONFIDENCES.index)
    return basis, confidence, weakest_reading(tuple(find_rule_reading(pack, rule) for rule in deciding_rules))


def _makes_disputed(conflict: Conflict, outcome: Outcome | None, item_class: ItemClass) -> bool:
    """Whether a conflict over a rule that decided makes the outcome disputed for a class of items."""
    if conflict.when == "never":
        return False
    if conflict.categories and item_class.data_category not in conflict.categories:
        return False
    return conflict.when == "always" or outcome is Outcome.COULD_HAVE_BEEN_USED


_NOT_IN_FORCE = _("not in force in your region")
_NOT_PROVIDED = _("the terms don't provide for this in your region")
_EXCLUDED = _("excluded by the terms")
_AGGREGATE_ONLY = _("only combined with other people's data")
_NOT_STATED = _("not stated: no text that was read speaks of this")
_SCOPE_NOT_STATED = _("not stated whether this kind of data is covered")
_REGIME_NOT_STATED = _("not stated whether it is in force in your region")
_POSTED_WHILE_OFF = _("not stated for what was posted while your setting was off")


def _explain_decision(
    pack: Pack, circumstances: Circumstances, timeline: Timeline, item_class: ItemClass, decision: Decision
) -> LazyText:
    """Give the reason of a decision in a few words."""
    if decision.answer == "stopped":
        return _explain_stop(pack, circumstances, decision)
    label = next((pack.rules[r].label for r in decision.rules if r in pack.rules and pack.rules[r].label), "")
    rule_reason = lookup(label) if label else None
    if decision.answer == "excluded" and decision.question == "regime":
        closing_rules = [pack.rules[rule] for rule in decision.rules if rule in pack.rules]
        is_absent = bool(closing_rules) and all(rule.basis == "by absence" for rule in closing_rules)
        return _add_opening_day(timeline, rule_reason or (_NOT_PROVIDED if is_absent else _NOT_IN_FORCE))
    if decision.answer == "excluded":
        return rule_reason or _EXCLUDED
    if decision.answer == "aggregate_only":
        return rule_reason or _AGGREGATE_ONLY
    return rule_reason or _explain_not_stated(timeline, item_class, decision)


def _explain_not_stated(timeline: Timeline, item_class: ItemClass, decision: Decision) -> LazyText:
    """Name the question that no text settles."""
    if decision.rules == (timeline.use.default_rule,):
        return _NOT_STATED
    if decision.question == "scope":
        return _SCOPE_NOT_STATED
    if decision.question == "regime":
        return _REGIME_NOT_STATED
    return _explain_unclear_gate(item_class, decision) if decision.question == "gate" else _("")


def _explain_unclear_gate(item_class: ItemClass, decision: Decision) -> LazyText:
    """Say why it is not stated whether a gate closes."""
    if item_class.author is not Author.LINKEDIN:
        return _POSTED_WHILE_OFF
    has_setting = any(fact != AGE for fact in decision.facts)
    if AGE not in decision.facts:
        return _("not stated whether your own setting reaches what LinkedIn itself recorded or made")
    if has_setting:
        return _("not stated whether your own age and setting reaches what LinkedIn itself recorded or made")
    return _("not stated whether your own age reaches what LinkedIn itself recorded or made")


def _add_opening_day(timeline: Timeline, reason: LazyText) -> LazyText:
    """Add the day on which the regime opens later, where a text already states one."""
    for step in timeline.steps[timeline.current_step + 1 :]:
        if step.regime.answer == "open" and step.first is not None:
            return _("{reason} until {day}", reason=reason, day=days.to_date(step.first))
    return reason


_CLOSED_REASONS = {"signal": _("closed by your browser's signal"), "consent": _("closed: consent was not given")}
_BY_SETTING = _("closed by your setting")
_UNDER_AGE = _("closed while under 18")


def _explain_stop(pack: Pack, circumstances: Circumstances, decision: Decision) -> LazyText:
    """Name the facts about the member that close, and since when."""
    reasons = []
    for fact in dict.fromkeys(decision.facts):
        if fact == AGE:
            reasons.append(_UNDER_AGE)
            continue
        setting = pack.settings[fact]
        change = circumstances.find_setting_change(setting, circumstances.as_of)
        reason = _CLOSED_REASONS.get(setting.kind, _BY_SETTING)
        if not change.day_known:
            reason = _("{what}; since when is not known", what=reason)
        elif change.since is not None:
            reason = _("{what} since {day}", what=reason, day=days.to_date(change.since))
        reasons.append(reason)
    return reasons[0] if len(reasons) == 1 else join_texts(reasons, "; ")
