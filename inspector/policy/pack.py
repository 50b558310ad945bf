"""The policy pack: dated, cited statements as data, read from TOML that a lawyer can read.

A pack is a folder of TOML files, taken together; ``cases.toml`` holds its own tests and is read apart. Every
file carries ``checked``, the day on which someone last looked. Reading reports all faults at once, each
with its file and entry.
"""

import datetime as dt
import tomllib
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from inspector.errors import Refused
from inspector.facts import UNSORTED
from inspector.policy.entries import (
    KINDS,
    Category,
    Claim,
    Conflict,
    Entry,
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
from inspector.policy.faults import wrong
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


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a pack: the file, the entry and one sentence with the remedy."""

    file: str
    entry: str
    message: str

    def __str__(self) -> str:
        """One line: file, entry, what is wrong."""
        return f"{self.file}: {self.entry}: {self.message}"


class PackFaults(Refused):
    """A pack that cannot be used, with every fault found in it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        lines = "; ".join(map(str, faults[:5])) + (f" (and {len(faults) - 5} more)" if len(faults) > 5 else "")
        super().__init__(
            "E_POLICY", f"The policy pack has {len(faults)} fault(s): {lines}", "Run: inspector policy check"
        )
        self.faults = faults


def builtin() -> Traversable:
    """The folder of the pack that comes with the program."""
    return resources() / "policies" / "linkedin"


CASES = "cases.toml"


@dataclass(slots=True)
class _Draft:
    """What has been read of a pack so far, with the faults met on the way."""

    head: dict[str, Any] = field(default_factory=dict)
    checked: list[dt.date] = field(default_factory=list)
    entries: dict[str, list[Entry]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    where: dict[str, str] = field(default_factory=dict)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def add(self, file: str, document: dict[str, Any]) -> None:
        """Take in the content of one file."""
        day = document.pop("checked", None)
        if isinstance(day, dt.date):
            self.checked.append(day)
        else:
            self.faults.append(Fault(file, "checked", "is missing: give the day on which someone last looked"))
        self.head = document.pop("pack", self.head)
        for kind, found in document.items():
            if kind not in KINDS:
                self.faults.append(Fault(file, kind, f"is not known; known: {', '.join(KINDS)}"))
                continue
            for entry in found:
                self._add_entry(file, kind, entry)

    def _add_entry(self, file: str, kind: str, entry: dict[str, Any]) -> None:
        name = str(entry.get("id", "(no id)"))
        try:
            self.entries[kind].append(msgspec.convert(entry, KINDS[kind]))
        except msgspec.ValidationError as error:
            self.faults.append(Fault(file, name, str(error)))
            return
        sort = "rule" if issubclass(KINDS[kind], Rule) else kind
        if (sort, name) in self.seen:
            self.faults.append(Fault(file, name, f"this id stands in {self.seen[sort, name]} already"))
        self.seen[sort, name] = self.where[name] = file

    def over(self, base: "_Draft") -> "_Draft":
        """This pack laid over another: its entries replace those of the same id, the others are added."""
        joined = _Draft(self.head, [*base.checked, *self.checked], faults=[*base.faults, *self.faults])
        joined.where = {**base.where, **self.where}
        for kind in KINDS:
            own = {entry.id for entry in self.entries[kind]}
            kept = [entry for entry in base.entries[kind] if entry.id not in own]
            joined.entries[kind] = [*kept, *self.entries[kind]]
        return joined

    def refuse_faults(self) -> None:
        """Raise ``PackFaults`` if any were met."""
        missing = [key for key in ("id", "title", "edition") if not isinstance(self.head.get(key), str)]
        if missing:
            self.faults.append(Fault("pack.toml", "pack", f"lacks {', '.join(missing)}"))
        if self.faults:
            raise PackFaults(tuple(self.faults))


def read(folder: Traversable) -> Pack:
    """Read and check a pack; raises ``PackFaults`` with all faults, or ``Refused`` where no pack is there.

    A pack whose ``[pack]`` says ``over = "linkedin"`` is laid over the built-in one.
    """
    draft = _draft(folder)
    layers: tuple[str, ...] = ()
    if "over" in draft.head:
        base = _draft(builtin())
        if draft.head["over"] != base.head["id"]:
            draft.faults.append(Fault("pack.toml", "over", f"unknown pack; known: {base.head['id']}"))
        changed = ", ".join(entry.id for kind in KINDS for entry in draft.entries[kind])
        layers = (f"{base.head['title']}, edition {base.head['edition']}", f"your own entries: {changed}")
        draft = draft.over(base)
    draft.refuse_faults()
    pack = replace(_assemble(draft), layers=layers)
    faults = tuple(Fault(draft.where.get(entry, "pack.toml"), entry, message) for entry, message in wrong(pack))
    if faults:
        raise PackFaults(faults)
    return pack


def _draft(folder: Traversable) -> _Draft:
    """Read the files of a pack, whatever is wrong with them."""
    if not folder.is_dir():
        raise Refused("E_POLICY", "There is no policy pack in that place.", "Name a folder of .toml files.")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml") and f.name != CASES), key=lambda f: f.name)
    if not files:
        raise Refused("E_POLICY", "That folder holds no .toml file.", "Name a folder of .toml files.")
    draft = _Draft()
    for file in files:
        try:
            draft.add(file.name, tomllib.loads(file.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            draft.faults.append(Fault(file.name, "(file)", f"cannot be read as TOML: {error}"))
    return draft


def _assemble(draft: _Draft) -> Pack:
    """Put the checked entries together."""

    def by_id(kind: str) -> Any:  # noqa: ANN401 - the type follows from the kind
        return {entry.id: entry for entry in draft.entries[kind]}

    def in_order(kind: str) -> Any:  # noqa: ANN401
        return tuple(draft.entries[kind])

    return Pack(
        id=draft.head["id"],
        title=draft.head["title"],
        edition=draft.head["edition"],
        checked=min(draft.checked),
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
