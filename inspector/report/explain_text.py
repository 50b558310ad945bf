"""Why: the explanation of one item's verdicts, as lines for a terminal and as JSON."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from inspector.exposure import Exposure, Item
from inspector.i18n import ENGLISH, Language, Value, Words, joined, named, words
from inspector.policy import Answered, Cited, Explanation, days, explain
from inspector.policy.pack.pack_schema import Conflict, Source
from inspector.printable import one_line
from inspector.report.formats.item_list import date_of
from inspector.report.wrap import WIDTH, wrapped
from inspector.summary import labels
from inspector.summary.report import NOT_USED, assumed_record, assumed_words, item_record, verdict_record
from inspector.summary.rule_text import rules_in_english, span
from inspector.summary.sentences import UNKNOWN
from inspector.taxonomy import MessageType


def record(exposure: Exposure, item: Item, uses: Sequence[str]) -> dict[str, Any]:
    """The explanation as one JSON object: the item, its whole row, and for each use the chain of questions."""
    shown = item_record(exposure, item)
    shown["verdicts"] = {use: verdict_record(exposure, use, item) for use in uses}
    return {
        "schema": 1,
        "item": shown,
        "message": item.block.message_type(item.index),
        "columns": dict_of(item.block.record(item.index)),
        "uses": {use: _use_record(exposure, item, use) for use in uses},
    }


_MESSAGES = {
    MessageType.ONE_TO_ONE: words("to one person"),
    MessageType.SEVERAL: words("to several people"),
    MessageType.SPONSORED: words("sponsored"),
    MessageType.AI_CHAT: words("in a chat with AI"),
    MessageType.UNKNOWN: words("to whom is unknown; it is read as one to several people, which leaves more open"),
}


def dict_of(cells: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """A row as a list of columns: names may repeat."""
    return [{"column": name, "text": text} for name, text in cells]


def _use_record(exposure: Exposure, item: Item, use: str) -> dict[str, Any]:
    found = _explanation(exposure, item, use)
    return {
        "question": exposure.pack.uses[use].question,
        "region": found.region,
        "label": found.verdict.label,
        "chain": [_answered_record(answered) for answered in found.chain],
        "earlier": [_cited_record(rule) for rule in found.earlier],
        "conflicts": [_conflict_record(conflict) for conflict in found.conflicts],
        "related": [_conflict_record(conflict) for conflict in found.related],
        "notes": [_cited_record(note) for note in found.notes],
        "assumed": [assumed_record(fact) for fact in exposure.assumed(use, item)],
        "would_change": [
            {"fact": c.fact, "change": c.change, "outcome": c.outcome.value if c.outcome else None}
            for c in found.changes
        ],
        "warnings": list(found.warnings),
    }


def _answered_record(answered: Answered) -> dict[str, Any]:
    return {
        "question": answered.question,
        "answer": answered.answer,
        "rules": [_cited_record(rule) for rule in answered.rules],
    }


def _cited_record(rule: Cited) -> dict[str, Any]:
    return {
        "id": rule.id,
        "statement": rule.statement,
        "confidence": rule.confidence,
        "basis": rule.basis,
        "from": rule.first,
        "until": rule.last,
        "edges": rule.edges,
        "legal_basis": rule.legal_basis,
        "note": rule.note,
        "sources": [_source_record(source) for source in rule.sources],
    }


def _source_record(source: Source) -> dict[str, str]:
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


def _conflict_record(conflict: Conflict) -> dict[str, Any]:
    return {
        "id": conflict.id,
        "topic": conflict.topic,
        "reading_a": conflict.reading_a,
        "reading_b": conflict.reading_b,
        "followed": conflict.followed,
        "other_outcome": conflict.other_outcome,
    }


def _explanation(exposure: Exposure, item: Item, use: str) -> Explanation:
    return explain(exposure.reading, use, item.facts, exposure.born(item))


def lines(exposure: Exposure, item: Item, uses: Sequence[str], language: Language = ENGLISH) -> Iterator[str]:
    """The explanation line by line, in a language."""
    block, index = item.block, item.index
    yield one_line(str(block.ref(index, exposure.holdings.several)), WIDTH)
    for name, text in block.record(index):
        if text:
            column = one_line(name, 40) or language.say(words("(no name)"))
            yield from wrapped(f"{column}: {one_line(text, 400)}", "  ", "      ")
    told = _Told(language)
    yield from told.wrapped(words("Data category: {category}", category=_data_category(exposure, item)), "", "  ")
    yield from told.wrapped(_item(item), "", "")
    message = block.message_type(index)
    if message is not None:
        yield from told.wrapped(words("Message: {sort}.", sort=_MESSAGES[message]), "", "")
    if block.part.remark:
        yield from told.wrapped(named(block.part.remark), "", "  ")
    for use in uses:
        yield from told.use(exposure, item, use)
    yield ""
    yield from told.wrapped(NOT_USED, "", "")
    yield from told.wrapped(rules_in_english(language), "", "")


def _data_category(exposure: Exposure, item: Item) -> str:
    category = item.facts.data_category
    return named(exposure.pack.categories[category].name) if category else words("not known to the catalog")


def _item(item: Item) -> Words:
    """Who wrote an item, who could see it, and since when it counts."""
    told = words(
        "Author: {author}. Audience: {audience}. Date: {date}.",
        author=labels.AUTHORS[item.facts.author],
        audience=labels.AUDIENCES[item.audience],
        date=date_of(item.block, item.index) or UNKNOWN,
    )
    if item.block.date(item.index):
        return told
    since = words("The item counts from the day of registration, or else from the beginning.")
    return joined((told, since), " ")


class _Told:
    """An explanation told in a language."""

    def __init__(self, language: Language) -> None:
        self._say = language.written

    def wrapped(self, text: Value, first: str = "  ", indent: str = "    ") -> list[str]:
        """A text as lines."""
        return wrapped(self._say(text), first, indent)

    def use(self, exposure: Exposure, item: Item, use: str) -> Iterator[str]:
        """The chain of questions for a use, and what stands beside it."""
        found = _explanation(exposure, item, use)
        verdict = found.verdict
        yield ""
        yield self._say(named(exposure.pack.uses[use].question))
        yield f"  {self._say(verdict.label).upper()}"
        for window in verdict.windows:
            yield from self.wrapped(words("open: {days}, by {rules}", days=window.words, rules=", ".join(window.rules)))
        yield f"  {self._say(words('On {day}:', day=days.date(exposure.circumstances.as_of)))}"
        for number, answered in enumerate(found.chain, start=1):
            question = words("{question} {answer}.", question=answered.question, answer=answered.answer)
            yield from wrapped(f"{number}. {self._say(question)}", "  ", "     ")
            if answered is found.chain[-1]:
                rules = ", ".join(rule.id for rule in answered.rules)
                yield from self.wrapped(words("By {rules}.", rules=rules), "     ", "     ")
                continue
            for rule in answered.rules:
                yield from self._rule(rule)
        for earlier in verdict.earlier:
            yield f"  {self._say(words('earlier, {days}', days=earlier.words))}"
        if found.earlier:
            yield f"  {self._say(words('Rules of other days:'))}"
        for rule in found.earlier:
            yield from self._rule(rule)
        yield from self._doubts(exposure, item, use, found)

    def _doubts(self, exposure: Exposure, item: Item, use: str, found: Explanation) -> Iterator[str]:
        """What is disputed, assumed, would change the verdict, or is to be read beside it."""
        for conflict in found.conflicts:
            told = words(
                "Disputed ({conflict}): {topic} One reading: {reading} Another: {other} Followed here: {followed}",
                conflict=conflict.id,
                topic=conflict.topic,
                reading=conflict.reading_a,
                other=conflict.reading_b,
                followed=conflict.followed,
            )
            if conflict.other_outcome:
                outcome = labels.ANSWERS[conflict.other_outcome]
                told = joined((told, words("Under the other reading: {outcome}.", outcome=outcome)), " ")
            yield from self.wrapped(told)
        for fact in exposure.assumed(use, item):
            yield from self.wrapped(words("assumed: {fact}", fact=assumed_words(exposure, fact, found.verdict)))
        for change in found.changes:
            outcome = change.outcome.words if change.outcome else words("not judged")
            yield from self.wrapped(words("would change: {change}: {outcome}", change=change.change, outcome=outcome))
        for note in found.notes:
            yield from self.wrapped(words("note ({note}): {statement}", note=note.id, statement=note.statement))
        for warning in found.warnings:
            yield from self.wrapped(warning)

    def _rule(self, rule: Cited) -> Iterator[str]:
        told = words(
            "{rule}: {statement} ({days}; {confidence}; {basis})",
            rule=rule.id,
            statement=rule.statement,
            days=span(_day(rule.first), _day(rule.last)),
            confidence=rule.confidence,
            basis=rule.basis,
        )
        yield from self.wrapped(told, "    ", "      ")
        if rule.note:
            yield from self.wrapped(words("Note: {note}", note=rule.note), "      ", "      ")
        for source in rule.sources:
            cited = f"[{source.id}] {source.title}, {source.publisher}, {source.published}. {source.address}"
            yield from wrapped(cited, "      ", "        ")


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
