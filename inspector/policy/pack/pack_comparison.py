"""Compares two editions of a pack, entry by entry."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec

from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import Entry, Rule


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that differs between two editions.

    ``sort``: "added", "changed", "ended" (a last day was set that was not there before), or "removed" (no entry of
    the newer edition has the id). ``fields`` are the keys of the pack's files that differ, ``entry`` is the newer
    one, or the older one where it was removed.
    """

    sort: Literal["added", "changed", "ended", "removed"]
    entry: Entry
    fields: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The name of the entry's table in the pack's files."""
        return type(self.entry).__name__.lower()


def compare_entries(old: Pack, new: Pack) -> tuple[EntryChange, ...]:
    """The entries that differ, by kind and in the order of the newer pack; those that were removed come last."""
    return (*_find_new_entries(old, new), *_find_removed_entries(old, new))


def _index_entries(pack: Pack) -> dict[tuple[str, str], Entry]:
    """All entries by the name space and the id; a rule may change its kind and stay the same rule."""
    return {
        ("rule" if isinstance(entry, Rule) else type(entry).__name__.lower(), entry.id): entry
        for entry in pack.list_entries()
    }


def _find_new_entries(old: Pack, new: Pack) -> Iterator[EntryChange]:
    old_entries = _index_entries(old)
    for key, entry in _index_entries(new).items():
        old_entry = old_entries.get(key)
        if old_entry is None:
            yield EntryChange("added", entry)
        elif fields := _find_differing_fields(old_entry, entry):
            has_ended = getattr(old_entry, "until", None) is None and getattr(entry, "until", None) is not None
            yield EntryChange("ended" if has_ended else "changed", entry, fields)


def _find_removed_entries(old: Pack, new: Pack) -> Iterator[EntryChange]:
    new_entries = _index_entries(new)
    return (EntryChange("removed", entry) for key, entry in _index_entries(old).items() if key not in new_entries)


def _find_differing_fields(old_entry: Entry, new_entry: Entry) -> tuple[str, ...]:
    old_fields, new_fields = (dict(msgspec.to_builtins(entry)) for entry in (old_entry, new_entry))
    names = dict.fromkeys((*old_fields, *new_fields))
    return tuple(name for name in names if old_fields.get(name) != new_fields.get(name))
