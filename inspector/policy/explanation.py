"""Explains a verdict: the four questions and their answers, as plain values that every face can show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from inspector.i18n import LazyText, _, join_texts, lookup
from inspector.policy import days
from inspector.policy.evaluator import Assumption, CircumstanceChange, PolicyEvaluator
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import Basis, Confidence, Conflict, Note, Reading, Rule, Source
from inspector.policy.reading import find_rule_reading
from inspector.policy.timeline import Decision, Step
from inspector.policy.verdict import Verdict
from inspector.taxonomy import Author, ItemClass

SCOPE_QUESTION = _("Do the texts cover this kind of data?")
REGIME_QUESTION = _("Is the use in force in the region?")
GATES_QUESTION = _("Does a fact about a person close it?")
ANSWER_HEADING = _("The most closed answer wins:")

_SCOPE_ANSWERS = {
    "covered": _("yes, it is covered"),
    "excluded": _("no, it is ruled out"),
    "aggregate": _("only combined with other people's data"),
    "not_stated": _("not stated"),
}
_YES, _NO = _("yes"), _("no")
_REGIME_ANSWERS = {"open": _YES, "closed": _NO, "not_stated": _("not stated")}


@dataclass(frozen=True, slots=True)
class RuleCitation:
    """A rule as it is cited. ``confidence`` and ``basis`` are ids of the pack, "no source" for a default rule.

    ``reading`` says how its sources were read, ``passages`` where in each source it is carried, by the source's id.
    """

    id: str
    statement: str
    confidence: Confidence | Literal["no source"]
    basis: Basis
    first: str | None
    last: str | None
    edge_notes: LazyText
    legal_basis: str
    note: str
    sources: tuple[Source, ...]
    short: str = ""
    reading: Reading = "not read"
    passages: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The short sentence, or the statement where the pack has none."""
        return self.short or self.statement


@dataclass(frozen=True, slots=True)
class ExplanationStep:
    """One of the four questions, the answer on the as-of day in words, and the rules it rests on."""

    question: LazyText
    answer: LazyText
    rules: tuple[RuleCitation, ...]


@dataclass(frozen=True)
class Explanation:
    """A verdict with its chain of questions, cited rules, conflicts, notes, assumptions, changes and warnings."""

    verdict: Verdict
    region: str
    chain: tuple[ExplanationStep, ...]
    earlier: tuple[RuleCitation, ...]
    conflicts: tuple[Conflict, ...]
    related_conflicts: tuple[Conflict, ...]
    notes: tuple[RuleCitation, ...]
    assumptions: tuple[Assumption, ...]
    changes: tuple[CircumstanceChange, ...]
    warnings: tuple[LazyText, ...]


def cite_rule(pack: Pack, rule_id: str) -> RuleCitation:
    """Cite a rule, or the default rule of a use, by its id."""
    rule = pack.rules.get(rule_id)
    if rule is None:
        return RuleCitation(
            rule_id,
            pack.find_statement(rule_id),
            "no source",
            "by absence",
            None,
            None,
            join_texts(()),
            "",
            "",
            (),
        )
    edge_notes = join_texts((lookup(note) for note in (rule.start_says, rule.until_says) if note), "; ")
    return RuleCitation(
        rule.id,
        rule.statement,
        rule.confidence,
        rule.basis,
        rule.start.isoformat() if rule.start else None,
        rule.until.isoformat() if rule.until else None,
        edge_notes,
        getattr(rule, "legal_basis", ""),
        rule.note,
        tuple(pack.sources[source] for source in rule.sources),
        lookup(rule.short),
        find_rule_reading(pack, rule),
        rule.at,
    )


def explain(reading: PolicyEvaluator, use: str, item_class: ItemClass, first_day: int | None) -> Explanation:
    """Explain the verdict on an item dated on a day (``None``: from the beginning) as of the as-of day."""
    pack = reading.pack
    timeline = reading.timeline(use, item_class)
    verdict = reading.item_verdict(use, item_class, first_day)
    step = timeline.steps[timeline.current_step]
    first_step = timeline.find_step(first_day)
    decision = timeline.decide(timeline.current_step, min(first_step, timeline.current_step))
    current_rules = {*step.scope.rules, *step.regime.rules, *decision.rules, *decision.closers}
    past_rules = (*(r for w in verdict.windows for r in w.rules), *(r for e in verdict.earlier for r in e.rules))
    earlier_rules = [rule for rule in past_rules if rule not in current_rules]
    return Explanation(
        verdict=verdict,
        region=pack.regions[step.region].name,
        chain=_build_chain(pack, step, decision, verdict),
        earlier=tuple(cite_rule(pack, rule) for rule in dict.fromkeys(earlier_rules)),
        conflicts=tuple(c for c in pack.conflicts if c.id in verdict.conflicts),
        related_conflicts=tuple(c for c in pack.conflicts if c.when == "never" and set(c.rules) & set(verdict.rules)),
        notes=tuple(cite_rule(pack, note.id) for note in _select_notes(reading, step, item_class, use)),
        assumptions=reading.assumptions(use, item_class, first_day),
        changes=reading.changes(use, item_class, first_day) if verdict.outcome is not None else (),
        warnings=tuple(_collect_warnings(reading, item_class)),
    )


def _build_chain(pack: Pack, step: Step, decision: Decision, verdict: Verdict) -> tuple[ExplanationStep, ...]:
    def cite_all(rules: tuple[str, ...]) -> tuple[RuleCitation, ...]:
        return tuple(cite_rule(pack, rule) for rule in rules)

    scope_answer = _SCOPE_ANSWERS[step.scope.answer]
    if step.scope.limited_to:
        scope_answer = _("{answer}, for {purpose} only", answer=scope_answer, purpose=lookup(step.scope.limited_to))
    scope = ExplanationStep(SCOPE_QUESTION, scope_answer, cite_all(step.scope.rules))
    regime_answer = _REGIME_ANSWERS[step.regime.answer] if step.regime.rules else _("nothing closes it there")
    regime = ExplanationStep(REGIME_QUESTION, regime_answer, cite_all(step.regime.rules))
    text_rules = set(step.scope.rules) | set(step.regime.rules)
    closing_rules = tuple(
        dict.fromkeys((*(g.rule for g in step.gates), *(r for r in decision.closers if r not in text_rules)))
    )
    gates = ExplanationStep(GATES_QUESTION, _YES if closing_rules else _("none that is known"), cite_all(closing_rules))
    return scope, regime, gates, ExplanationStep(ANSWER_HEADING, verdict.label, cite_all(decision.rules))


def _select_notes(reading: PolicyEvaluator, step: Step, item_class: ItemClass, use: str) -> Iterator[Note]:
    """The notes to be read beside a verdict."""
    within = reading.pack.regions[step.region].within
    for note in reading.pack.notes:
        covers_category = not note.categories or item_class.data_category in note.categories
        applies = covers_category and note.use == use and note.names_region(step.region, within)
        if applies and _is_in_force(note, reading.circumstances.as_of):
            yield note


def _is_in_force(rule: Rule, day: int) -> bool:
    has_started = rule.start is None or days.from_date(rule.start) <= day
    return has_started and (rule.until is None or day <= days.from_date(rule.until))


def _collect_warnings(reading: PolicyEvaluator, item_class: ItemClass) -> list[LazyText]:
    """Collect what restricts the answer as a whole."""
    warnings = [residence.approximation for residence in reading.circumstances.residences if residence.approximation]
    if item_class.data_category in reading.pack.roles.endorsements and item_class.author is not Author.MEMBER:
        warnings.append(_("Another person wrote this; as it stands on your profile, your own age and settings count."))
    check_date = reading.pack.check_date
    if reading.circumstances.as_of > days.from_date(check_date):
        warnings.append(
            _("The as-of day is later than {day}, the day on which the rules were last checked.", day=check_date)
        )
    return warnings
