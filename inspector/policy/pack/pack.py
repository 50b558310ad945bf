"""The policy pack: dated, cited statements as data, read from TOML that a lawyer can read.

A pack is a folder of TOML files that form one whole; ``cases.toml`` holds its tests and is read separately. Every
file carries ``checked``, the day on which someone last compared it with the sources. Reading reports all faults at
once, each with its file and entry.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf

from inspector.policy import days
from inspector.policy.pack.pack_schema import (
    Authority,
    Category,
    Claim,
    Conflict,
    Entry,
    Event,
    Gate,
    Group,
    Limit,
    Note,
    Regime,
    Region,
    RegionFact,
    Right,
    Roles,
    Rule,
    Scope,
    Setting,
    Source,
    Territory,
    Use,
)
from inspector.taxonomy import UNSORTED


@dataclass(frozen=True, eq=False)
class Pack:
    """A validated pack: every id that an entry names exists.

    ``check_date`` is the earliest ``checked`` of the files, ``edition`` the pack's own name for its state. Where a
    pack is laid over the built-in one, ``layers`` names both and the ids that were replaced or added. ``roles`` says
    which setting and data categories the evaluation treats apart. Packs are compared and hashed by identity.
    """

    id: str
    title: str
    edition: str
    check_date: dt.date
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
    groups: tuple[Group, ...] = ()
    authorities: tuple[Authority, ...] = ()
    rights: tuple[Right, ...] = ()
    events: tuple[Event, ...] = ()
    layers: tuple[str, ...] = ()
    roles: Roles = Roles()  # noqa: RUF009 - frozen

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every entry that speaks of a use, by its id."""
        return {rule.id: rule for group in (self.regimes, self.scopes, self.gates, self.notes) for rule in group}

    def list_entries(self) -> Iterator[Entry]:
        """Every entry of the pack, kind by kind."""
        yield from self.rules.values()
        indexes: tuple[Mapping[str, Entry], ...] = (
            *(self.sources, self.settings, self.regions, self.territories),
            *(self.uses, self.categories),
        )
        for index in indexes:
            yield from index.values()
        lists: tuple[Iterable[Entry], ...] = (self.conflicts, self.claims, self.limits, self.groups, self.region_facts)
        for entries in lists:
            yield from entries

    @property
    def region_facts(self) -> tuple[RegionFact, ...]:
        """The supervisors, the rights and the announced changes of the regions."""
        return (*self.authorities, *self.rights, *self.events)

    @cached_property
    def rules_by_use(self) -> dict[str, tuple[tuple[Regime, ...], tuple[Scope, ...], tuple[Gate, ...]]]:
        """The entries that answer the three questions for a use."""
        return {
            use: (
                tuple(rule for rule in self.regimes if rule.use == use),
                tuple(rule for rule in self.scopes if rule.use == use),
                tuple(rule for rule in self.gates if rule.use == use),
            )
            for use in self.uses
        }

    @cached_property
    def days_by_rule(self) -> dict[str, tuple[float, float]]:
        """The first and the last day number of every rule by its id, infinite where open-ended."""
        return {
            rule.id: (
                days.from_date(rule.start) if rule.start is not None else -inf,
                days.from_date(rule.until) if rule.until is not None else inf,
            )
            for rule in self.rules.values()
        }

    @cached_property
    def region_by_code(self) -> dict[str, str]:
        """The region of each ISO 3166-1 alpha-2 code that a text places."""
        return {code: region.id for region in self.regions.values() for code in region.codes}

    @property
    def leading_uses(self) -> tuple[Use, ...]:
        """The uses that are shown first."""
        return tuple(use for use in self.uses.values() if use.leads)

    def find_category(self, data_category: str | None) -> str:
        """The category in which a person looks for a data category; "unsorted" for none."""
        return self.categories[data_category].category if data_category is not None else UNSORTED

    def find_statement(self, rule_id: str) -> str:
        """The sentence of a rule or of a use's default rule."""
        rule = self.rules.get(rule_id)
        if rule is not None:
            return rule.statement
        return next(use.default_statement for use in self.uses.values() if use.default_rule == rule_id)

    def find_sources(self, rule_ids: tuple[str, ...]) -> tuple[str, ...]:
        """The sources that the rules cite, each once, in the order of the rules."""
        return tuple(dict.fromkeys(s for r in rule_ids if r in self.rules for s in self.rules[r].sources))
