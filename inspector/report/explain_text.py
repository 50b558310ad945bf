"""``inspector explain``: the explanation of one item's verdicts, as lines and as JSON.

A row set aside is no item; what is said of it instead stands at the end.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from inspector.exposure import Exposure
from inspector.holdings import Holdings, SetAsideRow
from inspector.i18n import ENGLISH, Language, LazyText, Value, _, join_texts, lookup, plural
from inspector.items import Item
from inspector.policy import Explanation, ExplanationStep, RuleCitation, days, explain
from inspector.policy.pack.pack_schema import VALUE_LABELS, Conflict, Source
from inspector.printable import make_printable, to_one_line
from inspector.report.formats.item_list import get_date
from inspector.report.formats.json_format import build_set_aside_record
from inspector.report.item_record import build_assumption_record, build_item_record, build_verdict_record
from inspector.report.wrap import LINE_WIDTH, wrap_text
from inspector.summary import labels
from inspector.summary.exposure_summary import NOT_USED
from inspector.summary.facts import describe_assumption
from inspector.summary.rule_text import build_untranslated_notice, describe_period
from inspector.summary.sentences import UNKNOWN

_MAX_RAW_LENGTH = 4_000
"""The most characters of the raw text of a row set aside that are printed as lines."""
_SET_ASIDE_SENTENCE = _(
    "This row could not be split into columns and was set aside. It is no item, so no rule is looked up for it."
)


def build_record(exposure: Exposure, item: Item, uses: Sequence[str]) -> dict[str, Any]:
    """The explanation as one JSON object: the item, its whole row, and for each use the chain of questions."""
    item_fields = build_item_record(exposure, item)
    item_fields["verdicts"] = {use: build_verdict_record(exposure, use, item) for use in uses}
    return {
        "schema": 1,
        "item": item_fields,
        "message": item.block.message_type(item.index),
        "columns": list_columns(item.block.record(item.index)),
        "uses": {use: _build_use_record(exposure, item, use) for use in uses},
    }


def list_columns(cells: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """A row as a list, not a mapping: names of columns may repeat."""
    return [{"column": name, "text": text} for name, text in cells]


def _build_use_record(exposure: Exposure, item: Item, use: str) -> dict[str, Any]:
    explanation = _explain_use(exposure, item, use)
    return {
        "question": exposure.pack.uses[use].question,
        "region": explanation.region,
        "label": explanation.verdict.label,
        "chain": [_build_step_record(step) for step in explanation.chain],
        "earlier": [_build_citation_record(rule) for rule in explanation.earlier],
        "conflicts": [_build_conflict_record(conflict) for conflict in explanation.conflicts],
        "related": [_build_conflict_record(conflict) for conflict in explanation.related_conflicts],
        "notes": [_build_citation_record(note) for note in explanation.notes],
        "assumed": [build_assumption_record(fact) for fact in exposure.assumptions(use, item)],
        "would_change": [
            {"fact": c.fact, "change": c.change, "outcome": c.outcome.value if c.outcome else None}
            for c in explanation.changes
        ],
        "warnings": list(explanation.warnings),
    }


def _build_step_record(step: ExplanationStep) -> dict[str, Any]:
    return {
        "question": step.question,
        "answer": step.answer,
        "rules": [_build_citation_record(rule) for rule in step.rules],
    }


def _build_citation_record(rule: RuleCitation) -> dict[str, Any]:
    return {
        "id": rule.id,
        "statement": rule.statement,
        "short": rule.short,
        "confidence": rule.confidence,
        "basis": rule.basis,
        "reading": rule.reading,
        "from": rule.first,
        "until": rule.last,
        "edges": rule.edge_notes,
        "legal_basis": rule.legal_basis,
        "note": rule.note,
        "sources": [
            {**_build_source_record(source), "at": rule.passages.get(source.id, "")} for source in rule.sources
        ],
    }


def _build_source_record(source: Source) -> dict[str, str]:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "kind": source.kind,
        "read_as": source.read_as,
        "address": source.address,
        "archived": source.archived,
    }


def _build_conflict_record(conflict: Conflict) -> dict[str, Any]:
    return {
        "id": conflict.id,
        "topic": conflict.topic,
        "reading_a": conflict.reading_a,
        "reading_b": conflict.reading_b,
        "followed": conflict.followed,
        "other_outcome": conflict.other_outcome,
    }


def _explain_use(exposure: Exposure, item: Item, use: str) -> Explanation:
    return explain(exposure.evaluator, use, item.item_class, exposure.find_first_day(item))


def render_lines(exposure: Exposure, item: Item, uses: Sequence[str], language: Language = ENGLISH) -> Iterator[str]:
    """The explanation line by line, in a language."""
    block, index = item.block, item.index
    yield to_one_line(str(block.ref(index, exposure.holdings.has_several_archives)), LINE_WIDTH)
    for name, text in block.record(index):
        if text:
            column = to_one_line(name, 40) or language.translate(_("(no name)"))
            yield from wrap_text(f"{column}: {to_one_line(text, 400)}", "  ", "      ")
    writer = _ExplanationWriter(language)
    yield from writer.wrap(_("Data category: {category}", category=_describe_data_category(exposure, item)), "", "  ")
    yield from writer.wrap(_describe_item(item), "", "")
    message = block.message_type(index)
    if message is not None:
        yield from writer.wrap(_("Message: {sort}.", sort=labels.MESSAGE_TYPE_LABELS[message]), "", "")
    if block.part.remark:
        yield from writer.wrap(lookup(block.part.remark), "", "  ")
    for use in uses:
        yield from writer.render_use(exposure, item, use)
    yield ""
    yield from writer.wrap(NOT_USED, "", "")
    yield from writer.wrap(build_untranslated_notice(language), "", "")


def _describe_data_category(exposure: Exposure, item: Item) -> str:
    category = item.item_class.data_category
    return lookup(exposure.pack.categories[category].name) if category else _("not known to the catalog")


def _describe_item(item: Item) -> LazyText:
    """Who wrote an item, who could see it, and since when it counts."""
    sentence = _(
        "Author: {author}. Audience: {audience}. Date: {date}.",
        author=labels.AUTHOR_LABELS[item.item_class.author],
        audience=labels.AUDIENCE_LABELS[item.audience],
        date=get_date(item.block, item.index) or UNKNOWN,
    )
    if item.block.date(item.index):
        return sentence
    undated_notice = _("The item counts from the day of registration, or else from the beginning.")
    return join_texts((sentence, undated_notice), " ")


class _ExplanationWriter:
    """Renders an explanation in a language."""

    def __init__(self, language: Language) -> None:
        self._localize = language.format_value

    def wrap(self, text: Value, first_indent: str = "  ", indent: str = "    ") -> list[str]:
        """A text as lines."""
        return wrap_text(self._localize(text), first_indent, indent)

    def render_use(self, exposure: Exposure, item: Item, use: str) -> Iterator[str]:
        """The chain of questions for a use, then its caveats."""
        explanation = _explain_use(exposure, item, use)
        verdict = explanation.verdict
        yield ""
        yield self._localize(lookup(exposure.pack.uses[use].question))
        yield f"  {self._localize(verdict.label).upper()}"
        for window in verdict.windows:
            yield from self.wrap(_("open: {days}, by {rules}", days=window.description, rules=", ".join(window.rules)))
        yield f"  {self._localize(_('On {day}:', day=days.to_date(exposure.circumstances.as_of)))}"
        for number, step in enumerate(explanation.chain, start=1):
            question = _("{question} {answer}.", question=step.question, answer=step.answer)
            yield from wrap_text(f"{number}. {self._localize(question)}", "  ", "     ")
            if step is explanation.chain[-1]:
                rules = ", ".join(rule.id for rule in step.rules)
                yield from self.wrap(_("By {rules}.", rules=rules), "     ", "     ")
                continue
            for rule in step.rules:
                yield from self._render_rule(rule)
        for earlier in verdict.earlier:
            yield f"  {self._localize(_('earlier, {days}', days=earlier.description))}"
        if explanation.earlier:
            yield f"  {self._localize(_('Rules of other days:'))}"
        for rule in explanation.earlier:
            yield from self._render_rule(rule)
        yield from self._render_caveats(exposure, item, use, explanation)

    def _render_caveats(self, exposure: Exposure, item: Item, use: str, explanation: Explanation) -> Iterator[str]:
        """Conflicts, assumed facts, changes that would give another verdict, and notes."""
        for conflict in explanation.conflicts:
            sentence = _(
                "Disputed ({conflict}): {topic} One reading: {reading} Another: {other} Followed here: {followed}",
                conflict=conflict.id,
                topic=conflict.topic,
                reading=conflict.reading_a,
                other=conflict.reading_b,
                followed=conflict.followed,
            )
            if conflict.other_outcome:
                outcome = labels.OUTCOME_LABELS[conflict.other_outcome]
                sentence = join_texts((sentence, _("Under the other reading: {outcome}.", outcome=outcome)), " ")
            yield from self.wrap(sentence)
        for fact in exposure.assumptions(use, item):
            yield from self.wrap(_("assumed: {fact}", fact=describe_assumption(exposure, fact, explanation.verdict)))
        for change in explanation.changes:
            outcome = change.outcome.label if change.outcome else _("not judged")
            yield from self.wrap(_("would change: {change}: {outcome}", change=change.change, outcome=outcome))
        for note in explanation.notes:
            yield from self.wrap(_("note ({note}): {statement}", note=note.id, statement=note.statement))
        for warning in explanation.warnings:
            yield from self.wrap(warning)

    def _render_rule(self, rule: RuleCitation) -> Iterator[str]:
        statement = _(
            "{rule}: {statement} ({days}; {confidence}; {basis}; {reading})",
            rule=rule.id,
            statement=rule.statement,
            days=describe_period(_parse_day(rule.first), _parse_day(rule.last)),
            confidence=VALUE_LABELS[rule.confidence],
            basis=VALUE_LABELS[rule.basis],
            reading=VALUE_LABELS[rule.reading],
        )
        yield from self.wrap(statement, "    ", "      ")
        if rule.note:
            yield from self.wrap(_("Note: {note}", note=rule.note), "      ", "      ")
        for source in rule.sources:
            citation = f"[{source.id}] {source.title}, {source.publisher}, {source.published}. {source.address}"
            yield from wrap_text(citation, "      ", "        ")
            passage = rule.passages.get(source.id, "")
            reading = _("Read: {read_as}", read_as=lookup(source.read_as))
            yield from self.wrap(join_texts(filter(None, (passage, reading)), "; "), "        ", "        ")


def _parse_day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def build_set_aside_document(holdings: Holdings, row: SetAsideRow) -> dict[str, Any]:
    """What is said of a row set aside, as one JSON object: there is no item, but its whole raw text."""
    address = str(row.build_ref(holdings.has_several_archives))
    return {
        "schema": 1,
        "item": None,
        "set_aside": {"id": address, **build_set_aside_record(row, row.text), "message": _SET_ASIDE_SENTENCE},
    }


def render_set_aside_lines(holdings: Holdings, row: SetAsideRow, language: Language = ENGLISH) -> Iterator[str]:
    """What is said of a row set aside, line by line: where it stands, that it is no item, and its raw text."""
    writer = _ExplanationWriter(language)
    yield to_one_line(str(row.build_ref(holdings.has_several_archives)), LINE_WIDTH)
    yield from writer.wrap(_SET_ASIDE_SENTENCE, "", "")
    yield from writer.wrap(_("It begins on line {line} of the file. Its raw text:", line=row.line), "", "")
    for line in make_printable(row.text[:_MAX_RAW_LENGTH]).split("\n"):
        yield from wrap_text(line, "  ", "  ")
    cut_length = len(row.text) - _MAX_RAW_LENGTH
    if cut_length > 0:
        sentence = plural(
            "{number} more character. With {option} the text is whole.",
            "{number} more characters. With {option} the text is whole.",
            cut_length,
            option="--json",
        )
        yield from writer.wrap(sentence, "", "")
