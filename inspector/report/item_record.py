"""An item and its verdicts as JSON values: the form that ``inspector items --json`` promises to other programs."""

from typing import Any

from inspector.exposure import Exposure
from inspector.items import Item
from inspector.policy import Assumption, days
from inspector.policy.verdict import OUTSIDE_REASON


def build_item_record(exposure: Exposure, item: Item) -> dict[str, Any]:
    """One item with its verdict for every use; its schema is ``resources/schemas/item.json``."""
    block, index, item_class = item.block, item.index, item.item_class
    return {
        "id": str(block.ref(index, exposure.holdings.has_several_archives)),
        "member": block.member,
        "kind": block.kind or _make_base_id(block.member),
        "row": block.record_number(index),
        "part": item_class.data_category,
        "category": exposure.pack.find_category(item_class.data_category),
        "data_category": item_class.data_category,
        "date": block.date(index),
        "time": block.time(index),
        "author": item_class.author.value,
        "audience": item.audience.value,
        "text": block.text(index),
        "verdicts": {use: build_verdict_record(exposure, use, item) for use in exposure.pack.uses},
    }


def _make_base_id(member: str) -> str:
    """The id of a file that the catalog does not know: its base name in lower case, other characters as ``_``."""
    name_parts = member.rsplit("/", 1)[-1].rpartition(".")
    stem = name_parts[0] or name_parts[2]
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in stem.lower())


def build_verdict_record(exposure: Exposure, use: str, item: Item) -> dict[str, Any]:
    """The verdict of an item for one use. Days are ISO 8601, ``None`` where open-ended."""
    verdict = exposure.verdict(use, item)
    return {
        "outcome": verdict.outcome.value if verdict.outcome else None,
        "label": verdict.label if verdict.outcome else OUTSIDE_REASON,
        "now": verdict.now,
        "earlier": [
            {
                "from": days.format_date(earlier.first),
                "until": days.format_date(earlier.last),
                "answer": earlier.answer,
                "rules": list(earlier.rules),
            }
            for earlier in verdict.earlier
        ],
        "windows": [[days.format_date(w.first), days.format_date(w.last)] for w in verdict.windows],
        "rules": list(verdict.all_rules),
        "closers": list(verdict.closers),
        "sources": list(verdict.sources),
        "limited_to": verdict.limited_to,
        "basis": verdict.basis,
        "confidence": verdict.confidence,
        "reading": verdict.reading,
        "disputed": verdict.disputed,
        "conflicts": list(verdict.conflicts),
        "assumed": [build_assumption_record(fact) for fact in exposure.assumptions(use, item)],
        "date_unknown": item.block.day_number(item.index) is None,
    }


def build_assumption_record(fact: Assumption) -> dict[str, Any]:
    """An assumed fact, and the outcome under its other value."""
    return {
        "fact": fact.fact,
        "value": fact.value,
        "otherwise": fact.other_outcome.value if fact.other_outcome else None,
    }
