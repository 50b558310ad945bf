"""``inspector policy diff``: what differs between two editions of the rules, and which results move."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from inspector.i18n import ENGLISH, Language, Value, _, lookup, plural
from inspector.policy import Pack
from inspector.policy.pack.pack_comparison import EntryChange, compare_entries
from inspector.printable import make_printable
from inspector.report.entry_page import KIND_LABELS, find_title
from inspector.report.pack_listing import Listing
from inspector.report.wrap import wrap_text
from inspector.summary.labels import DATA_CATEGORY_LABELS, OUTCOME_LABELS
from inspector.summary.rule_text import build_untranslated_notice, describe_edition

if TYPE_CHECKING:
    from inspector.exposure import Comparison, OutcomeChange

_HEADINGS = {
    "added": _("Added"),
    "changed": _("Changed"),
    "ended": _("Ended"),
    "removed": _("Removed"),
}
_LATER = _("dated after the day asked for")


def build_difference(
    old: Pack, new: Pack, comparison: "Comparison | None" = None, language: Language = ENGLISH
) -> Listing:
    """Compare two packs; ``comparison`` holds the same archives judged by the old and by the new one."""
    entry_changes = compare_entries(old, new)
    moves = _find_moves(comparison) if comparison is not None else None
    lines = tuple(_render_lines(old, new, entry_changes, moves, language))
    record = {
        "schema": 1,
        "old": _build_pack_record(old),
        "new": _build_pack_record(new),
        "entries": [
            {"change": change.sort, "kind": change.kind, "id": change.entry.id, "fields": list(change.fields)}
            for change in entry_changes
        ],
        "results": None if comparison is None or moves is None else _build_result_records(comparison, moves),
    }
    return Listing(lines, record)


def _build_pack_record(pack: Pack) -> dict[str, str]:
    return {"id": pack.id, "title": pack.title, "edition": pack.edition, "checked": pack.check_date.isoformat()}


def _find_moves(comparison: "Comparison") -> "dict[str, tuple[OutcomeChange, ...]]":
    """The changes of result by purpose, for the purposes that both packs know."""
    shared_uses = (use for use in comparison.before.pack.uses if use in comparison.after.pack.uses)
    return {
        use: tuple(change for change in comparison.find_changes(use) if not change.is_unchanged) for use in shared_uses
    }


def _build_result_records(
    comparison: "Comparison", moves: "dict[str, tuple[OutcomeChange, ...]]"
) -> list[dict[str, Any]]:
    several = comparison.before.holdings.has_several_archives
    return [
        {
            "use": use,
            "moved": sum(change.items for change in changes),
            "changes": [
                {
                    "category": change.category,
                    "data_category": change.data_category,
                    "before": change.before.value if change.before else None,
                    "after": change.after.value if change.after else None,
                    "items": change.items,
                }
                for change in changes
            ],
            "items": [
                str(block.ref(int(index), several))
                for block, indices in zip(*_select_moved(comparison, use), strict=True)
                for index in indices
            ],
        }
        for use, changes in moves.items()
    ]


def _select_moved(comparison: "Comparison", use: str) -> tuple[Any, Any]:
    selection = comparison.select_changed(use)
    return selection.blocks, selection.indices


def _render_lines(
    old: Pack,
    new: Pack,
    entry_changes: tuple[EntryChange, ...],
    moves: "dict[str, tuple[OutcomeChange, ...]] | None",
    language: Language,
) -> Iterator[str]:
    def wrap(text: Value, first_indent: str = "", indent: str = "") -> list[str]:
        return wrap_text(language.format_value(text), first_indent, indent)

    yield from wrap(_("Old: {pack}", pack=describe_edition(old)))
    yield from wrap(_("New: {pack}", pack=describe_edition(new)))
    yield from wrap(build_untranslated_notice(language))
    for sort, heading in _HEADINGS.items():
        chosen = [change for change in entry_changes if change.sort == sort]
        if chosen:
            yield ""
            yield from wrap(_("{heading} ({number})", heading=heading, number=len(chosen)))
        for change in chosen:
            yield from wrap(_describe_change(change), "  ", "      ")
    if not entry_changes:
        yield from wrap(_("The entries are the same."))
    if moves is None:
        return
    yield ""
    for use, changes in moves.items():
        moved = sum(change.items for change in changes)
        counted = plural("{number} result moves", "{number} results move", moved)
        yield from wrap(_("{use}: {moves}", use=lookup(new.uses[use].name), moves=counted))
        for move in changes:
            yield from wrap(_describe_move(move), "  ", "      ")


def _describe_change(change: EntryChange) -> Value:
    title = make_printable(find_title(change.entry))
    kind = KIND_LABELS[change.kind]
    if not change.fields:
        return _("{title} ({kind} {id})", title=title, kind=kind, id=change.entry.id)
    fields = ", ".join(change.fields)
    return _("{title} ({kind} {id}): {fields}", title=title, kind=kind, id=change.entry.id, fields=fields)


def _describe_move(change: "OutcomeChange") -> Value:
    name = DATA_CATEGORY_LABELS.get(change.data_category or "", change.data_category or _("unsorted"))
    return _(
        "{category}: {number} from “{before}” to “{after}”",
        category=name,
        number=change.items,
        before=OUTCOME_LABELS[change.before] if change.before else _LATER,
        after=OUTCOME_LABELS[change.after] if change.after else _LATER,
    )
