"""Why: the chain of the four questions behind one verdict, as plain values that every face can show."""

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.i18n import Words, joined, named, words
from inspector.policy import days
from inspector.policy.applicable_rules import ENDORSEMENTS
from inspector.policy.evaluator import Assumed, Change, Reading
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import FIXED, Conflict, Note, Rule, Source
from inspector.policy.timeline import Decision, Step
from inspector.policy.verdict import Verdict
from inspector.taxonomy import Author, Facts

SCOPE = words("Do the texts cover this kind of data?")
REGIME = words("Is the use in force in the region?")
GATES = words("Does a fact about a person close it?")
ANSWER = words("The most closed answer wins:")

_SCOPE_WORDS = {
    "covered": words("yes, it is covered"),
    "excluded": words("no, it is ruled out"),
    "aggregate": words("only combined with other people's data"),
    "not_stated": words("not stated"),
}
_YES, _NO = words("yes"), words("no")
_REGIME_WORDS = {"open": _YES, "closed": _NO, "not_stated": words("not stated")}


@dataclass(frozen=True, slots=True)
class Cited:
    """A rule as it is cited: its sentence, how sure it is, the days it speaks of, its sources."""

    id: str
    statement: str
    confidence: Words
    basis: Words
    first: str | None
    last: str | None
    edges: Words
    legal_basis: str
    note: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One of the four questions, the answer on the as-of day in words, and the rules it rests on."""

    question: Words
    answer: Words
    rules: tuple[Cited, ...]


@dataclass(frozen=True)
class Explanation:
    """Everything that stands behind one verdict."""

    verdict: Verdict
    region: str
    chain: tuple[Answered, ...]
    earlier: tuple[Cited, ...]
    conflicts: tuple[Conflict, ...]
    related: tuple[Conflict, ...]
    notes: tuple[Cited, ...]
    assumed: tuple[Assumed, ...]
    changes: tuple[Change, ...]
    warnings: tuple[Words, ...]


def cited(pack: Pack, rule_id: str) -> Cited:
    """A rule, or the default rule of a use, as it is cited."""
    rule = pack.rules.get(rule_id)
    if rule is None:
        return Cited(
            rule_id,
            pack.statement(rule_id),
            FIXED["no source"],
            FIXED["by absence"],
            None,
            None,
            joined(()),
            "",
            "",
            (),
        )
    edges = joined((named(says) for says in (rule.start_says, rule.until_says) if says), "; ")
    return Cited(
        rule.id,
        rule.statement,
        FIXED[rule.confidence],
        FIXED[rule.basis],
        rule.start.isoformat() if rule.start else None,
        rule.until.isoformat() if rule.until else None,
        edges,
        getattr(rule, "legal_basis", ""),
        rule.note,
        tuple(pack.sources[source] for source in rule.sources),
    )


def explain(reading: Reading, use: str, facts: Facts, born: int | None) -> Explanation:
    """Walk the questions of the as-of day for an item born on a day (``None``: from the beginning)."""
    pack = reading.pack
    timeline = reading.timeline(use, facts)
    verdict = reading.verdict_on(use, facts, born)
    step = timeline.steps[timeline.now]
    birth = timeline.index(born)
    decision = timeline.decide(timeline.now, min(birth, timeline.now))
    asked_now = {*step.scope.rules, *step.regime.rules, *decision.rules, *decision.closers}
    spoken = (*(r for w in verdict.windows for r in w.rules), *(r for e in verdict.earlier for r in e.rules))
    earlier_rules = [rule for rule in spoken if rule not in asked_now]
    return Explanation(
        verdict=verdict,
        region=pack.regions[step.region].name,
        chain=_chain(pack, step, decision, verdict),
        earlier=tuple(cited(pack, rule) for rule in dict.fromkeys(earlier_rules)),
        conflicts=tuple(c for c in pack.conflicts if c.id in verdict.conflicts),
        related=tuple(c for c in pack.conflicts if c.when == "never" and set(c.rules) & set(verdict.rules)),
        notes=tuple(cited(pack, note.id) for note in _notes(reading, step, facts, use)),
        assumed=reading.assumed(use, facts, born),
        changes=reading.changes(use, facts, born) if verdict.outcome is not None else (),
        warnings=tuple(_warnings(reading, facts)),
    )


def _chain(pack: Pack, step: Step, decision: Decision, verdict: Verdict) -> tuple[Answered, ...]:
    def all_cited(rules: tuple[str, ...]) -> tuple[Cited, ...]:
        return tuple(cited(pack, rule) for rule in rules)

    covered = _SCOPE_WORDS[step.scope.answer]
    if step.scope.limited_to:
        covered = words("{answer}, for {purpose} only", answer=covered, purpose=named(step.scope.limited_to))
    scope = Answered(SCOPE, covered, all_cited(step.scope.rules))
    regime_words = _REGIME_WORDS[step.regime.answer] if step.regime.rules else words("nothing closes it there")
    regime = Answered(REGIME, regime_words, all_cited(step.regime.rules))
    own = set(step.scope.rules) | set(step.regime.rules)
    closing = tuple(dict.fromkeys((*(g.rule for g in step.gates), *(r for r in decision.closers if r not in own))))
    gates = Answered(GATES, _YES if closing else words("none that is known"), all_cited(closing))
    return scope, regime, gates, Answered(ANSWER, verdict.label, all_cited(decision.rules))


def _notes(reading: Reading, step: Step, facts: Facts, use: str) -> Iterator[Note]:
    """The notes to be read beside a verdict."""
    within = reading.pack.regions[step.region].within
    for note in reading.pack.notes:
        covers = not note.categories or facts.data_category in note.categories
        speaks = covers and note.use == use and note.names_region(step.region, within)
        if speaks and _on(note, reading.circumstances.as_of):
            yield note


def _on(rule: Rule, day: int) -> bool:
    started = rule.start is None or days.number(rule.start) <= day
    return started and (rule.until is None or day <= days.number(rule.until))


def _warnings(reading: Reading, facts: Facts) -> list[Words]:
    """What the reader must know of the answer as a whole."""
    found = [stay.near for stay in reading.circumstances.stays if stay.near]
    if facts.data_category == ENDORSEMENTS and facts.author is not Author.MEMBER:
        found.append(words("Another person wrote this; as it stands on your profile, your own age and settings count."))
    checked = reading.pack.checked
    if reading.circumstances.as_of > days.number(checked):
        found.append(
            words("The as-of day is later than {day}, the day on which the rules were last checked.", day=checked)
        )
    return found
