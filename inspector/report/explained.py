"""Why: the explanation of one item's verdicts, as lines for a terminal and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from inspector.exposure import Exposure, Item
from inspector.facts import MessageType
from inspector.policy import Answered, Cited, Explanation, days, explain
from inspector.policy.entries import Conflict, Source
from inspector.report.lines import WIDTH, wrapped
from inspector.report.report import NOT_USED, assumed_record, assumed_words, item_record, verdict_record
from inspector.visible import one_line


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
    MessageType.ONE_TO_ONE: "to one person",
    MessageType.SEVERAL: "to several people",
    MessageType.SPONSORED: "sponsored",
    MessageType.AI_CHAT: "in a chat with AI",
    MessageType.UNKNOWN: "to whom is unknown; it is read as one to several people, which leaves more open",
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


def lines(exposure: Exposure, item: Item, uses: Sequence[str]) -> Iterator[str]:
    """The explanation line by line."""
    block, index = item.block, item.index
    yield one_line(str(block.ref(index, exposure.holdings.several)), WIDTH)
    for name, text in block.record(index):
        if text:
            yield from wrapped(f"{one_line(name, 40) or '(no name)'}: {one_line(text, 400)}", "  ", "      ")
    category = item.facts.data_category
    name = exposure.pack.categories[category].name if category else "not known to the catalog"
    yield from wrapped(f"Data category: {name}", "", "  ")
    date = block.date(index)
    since = "" if date else " The item counts from the day of registration, or else from the beginning."
    yield f"Author: {item.facts.author.value}. Audience: {item.audience.value}. Date: {date or 'unknown'}.{since}"
    message = block.message_type(index)
    if message is not None:
        yield f"Message: {_MESSAGES[message]}."
    if block.part.remark:
        yield from wrapped(block.part.remark, "", "  ")
    for use in uses:
        yield from _use_lines(exposure, item, use)
    yield ""
    yield NOT_USED


def _use_lines(exposure: Exposure, item: Item, use: str) -> Iterator[str]:
    found = _explanation(exposure, item, use)
    verdict = found.verdict
    yield ""
    yield exposure.pack.uses[use].question
    yield f"  {verdict.label.upper()}"
    for window in verdict.windows:
        yield from wrapped(f"open: {window.words}, by {', '.join(window.rules)}", "  ", "    ")
    yield f"  On {days.written(exposure.circumstances.as_of)}:"
    for number, answered in enumerate(found.chain, start=1):
        yield from wrapped(f"{number}. {answered.question} {answered.answer}.", "  ", "     ")
        if answered is found.chain[-1]:
            yield from wrapped(f"By {', '.join(rule.id for rule in answered.rules)}.", "     ", "     ")
            continue
        for rule in answered.rules:
            yield from _rule_lines(rule)
    for earlier in verdict.earlier:
        yield f"  earlier, {earlier.words}"
    if found.earlier:
        yield "  Rules of other days:"
    for rule in found.earlier:
        yield from _rule_lines(rule)
    yield from _doubt_lines(exposure, item, use, found)


def _doubt_lines(exposure: Exposure, item: Item, use: str, found: Explanation) -> Iterator[str]:
    """What is disputed, assumed, would change the verdict, or is to be read beside it."""
    for conflict in found.conflicts:
        other = (
            f" Under the other reading: {conflict.other_outcome.replace('_', ' ')}." if conflict.other_outcome else ""
        )
        yield from wrapped(
            f"Disputed ({conflict.id}): {conflict.topic} One reading: {conflict.reading_a} "
            f"Another: {conflict.reading_b} Followed here: {conflict.followed}{other}",
            "  ",
            "    ",
        )
    for fact in exposure.assumed(use, item):
        yield from wrapped(f"assumed: {assumed_words(exposure, fact, found.verdict)}", "  ", "    ")
    for change in found.changes:
        outcome = change.outcome.words if change.outcome else "not judged"
        yield from wrapped(f"would change: {change.change}: {outcome}", "  ", "    ")
    for note in found.notes:
        yield from wrapped(f"note ({note.id}): {note.statement}", "  ", "    ")
    for warning in found.warnings:
        yield from wrapped(warning, "  ", "    ")


def _rule_lines(rule: Cited) -> Iterator[str]:
    span = " to ".join(filter(None, (rule.first or "the beginning", rule.last or "no known end")))
    yield from wrapped(f"{rule.id}: {rule.statement} ({span}; {rule.confidence}; {rule.basis})", "    ", "      ")
    if rule.note:
        yield from wrapped(f"Note: {rule.note}", "      ", "      ")
    for source in rule.sources:
        yield from wrapped(
            f"[{source.id}] {source.title}, {source.publisher}, {source.published}. {source.address}",
            "      ",
            "        ",
        )
