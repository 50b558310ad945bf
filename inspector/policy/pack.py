"""The policy pack: dated, cited statements as data, read from TOML that a lawyer can read.

A pack is a folder of TOML files, taken together; ``cases.toml`` holds its own tests and is read apart. Every
file carries ``checked``, the day on which someone last looked. Reading reports all faults at once, each
with its file and entry.
"""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import Any

from inspector.facts import UNSORTED
from inspector.policy.draft import Draft, draft_of
from inspector.policy.entries import (
    KINDS,
    Category,
    Claim,
    Conflict,
    Gate,
    Limit,
    Note,
    Regime,
    Region,
    Rule,
    Scope,
    Setting,
    Source,
    Territory,
    Use,
)
from inspector.policy.faults import Fault, PackFaults, wrong
from inspector.resources import resources


@dataclass(frozen=True, eq=False)
class Pack:
    """A whole pack, checked: every id that an entry names exists.

    ``checked`` is the earliest of the files' days, ``edition`` the pack's own name for its state. ``layers``
    names, where a pack lies over the built-in one, both of them and the ids that it replaced or added.
    """

    id: str
    title: str
    edition: str
    checked: dt.date
    sources: dict[str, Source]
    regions: dict[str, Region]
    territories: dict[str, Territory]
    settings: dict[str, Setting]
    categories: dict[str, Category]
    uses: dict[str, Use]
    regimes: tuple[Regime, ...]
    scopes: tuple[Scope, ...]
    gates: tuple[Gate, ...]
    notes: tuple[Note, ...]
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]
    limits: tuple[Limit, ...]
    layers: tuple[str, ...] = ()

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every entry that speaks of a use, by its id."""
        return {rule.id: rule for group in (self.regimes, self.scopes, self.gates, self.notes) for rule in group}

    @cached_property
    def place_of(self) -> dict[str, str]:
        """The region of each ISO code that a text places."""
        return {code: region.id for region in self.regions.values() for code in region.codes}

    @property
    def leading_uses(self) -> tuple[Use, ...]:
        """The uses that are shown first."""
        return tuple(use for use in self.uses.values() if use.leads)

    def category_of(self, data_category: str | None) -> str:
        """The category in which a person looks for a data category; "unsorted" for none."""
        return self.categories[data_category].category if data_category is not None else UNSORTED

    def statement(self, rule_id: str) -> str:
        """The sentence of a rule or of a use's default rule."""
        rule = self.rules.get(rule_id)
        if rule is not None:
            return rule.statement
        return next(use.default_statement for use in self.uses.values() if use.default_rule == rule_id)

    def sources_of(self, rule_ids: tuple[str, ...]) -> tuple[str, ...]:
        """The sources that the rules cite, each once, in the order of the rules."""
        return tuple(dict.fromkeys(s for r in rule_ids if r in self.rules for s in self.rules[r].sources))


def builtin() -> Traversable:
    """The folder of the pack that comes with the program."""
    return resources() / "policies" / "linkedin"


def read(folder: Traversable) -> Pack:
    """Read and check a pack; raises ``PackFaults`` with all faults, or ``Refused`` where no pack is there.

    A pack whose ``[pack]`` says ``over = "linkedin"`` is laid over the built-in one.
    """
    draft = draft_of(folder)
    layers: tuple[str, ...] = ()
    if "over" in draft.head:
        base = draft_of(builtin())
        if draft.head["over"] != base.head["id"]:
            draft.faults.append(Fault("pack.toml", "over", f"unknown pack; known: {base.head['id']}"))
        changed = ", ".join(entry.id for kind in KINDS for entry in draft.entries[kind])
        layers = (f"{base.head['title']}, edition {base.head['edition']}", f"your own entries: {changed}")
        draft = draft.over(base)
    pack = replace(_assemble(draft), layers=layers)
    faults = (*draft.all_faults(), *(draft.placed(entry, what) for entry, what in wrong(pack) if draft.is_own(what)))
    if faults:
        raise PackFaults(faults)
    return pack


def _assemble(draft: Draft) -> Pack:
    """Put the checked entries together."""

    def by_id(kind: str) -> Any:  # noqa: ANN401 - the type follows from the kind
        return {entry.id: entry for entry in draft.entries[kind]}

    def in_order(kind: str) -> Any:  # noqa: ANN401
        return tuple(draft.entries[kind])

    return Pack(
        id=str(draft.head.get("id", "")),
        title=str(draft.head.get("title", "")),
        edition=str(draft.head.get("edition", "")),
        checked=min(draft.checked, default=dt.date.min),
        sources=by_id("source"),
        regions=by_id("region"),
        territories=by_id("territory"),
        settings=by_id("setting"),
        categories=by_id("category"),
        uses=by_id("use"),
        regimes=in_order("regime"),
        scopes=in_order("scope"),
        gates=in_order("gate"),
        notes=in_order("note"),
        conflicts=in_order("conflict"),
        claims=in_order("claim"),
        limits=in_order("limit"),
    )
