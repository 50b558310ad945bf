"""The faults that a pack can have beyond its form: references, dates and coverage."""

import datetime as dt
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from inspector.i18n import words
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import Entry, Gate, Rule, Scope
from inspector.taxonomy import CATEGORIES

Wrong = Iterator[tuple[Entry, str]]
"""Pairs of an entry and what is wrong with it."""


def wrong(pack: Pack) -> Wrong:
    """Every fault of references, dates and coverage."""
    yield from _references(pack)
    for rule in pack.rules.values():
        yield from _rule(pack, rule)
    yield from _regions(pack)
    yield from _territories(pack)
    yield from _words(pack)


def doubts(pack: Pack) -> Wrong:
    """What a pack may mean to say and a reader should look at again; it can be used as it stands."""
    yield from _disagreements(pack)
    yield from _left_out(pack)


_USE, _REGION, _SOURCE, _RULE = words("use"), words("region"), words("source"), words("rule")
_DATA_CATEGORY, _SETTING = words("data category"), words("setting")


def _unknown(entry: Entry, what: str, named: tuple[str, ...], known: dict[str, Any]) -> Wrong:
    for name in named:
        if name not in known:
            yield (
                entry,
                words(
                    "unknown {what} '{name}'; known: {known}",
                    what=what,
                    name=name,
                    known=", ".join(sorted(known)[:40]),
                ),
            )


def _references(pack: Pack) -> Wrong:
    cited: set[str] = set()
    for rule in pack.rules.values():
        cited.update(rule.sources)
        yield from _unknown(rule, _USE, (rule.use,), pack.uses)
        yield from _unknown(rule, _REGION, rule.regions, pack.regions)
        yield from _unknown(rule, _SOURCE, rule.sources, pack.sources)
        yield from _unknown(rule, _DATA_CATEGORY, getattr(rule, "categories", ()), pack.categories)
    for conflict in pack.conflicts:
        cited.update(conflict.sources)
        yield from _unknown(conflict, _RULE, conflict.rules, pack.rules)
        yield from _unknown(conflict, _SOURCE, conflict.sources, pack.sources)
        yield from _unknown(conflict, _DATA_CATEGORY, conflict.categories, pack.categories)
    for claim in pack.claims:
        cited.update((*claim.sources, claim.seed))
        yield from _unknown(claim, _SOURCE, (*claim.sources, claim.seed), pack.sources)
    for setting in pack.settings.values():
        cited.update(setting.sources)
        yield from _unknown(setting, _SOURCE, setting.sources, pack.sources)
        defaults = tuple(region for default in setting.defaults for region in default.regions)
        yield from _unknown(setting, _REGION, (*setting.regions, *defaults), pack.regions)
    for region in pack.regions.values():
        cited.update(region.sources)
        yield from _unknown(region, _SOURCE, region.sources, pack.sources)
    for source in pack.sources.values():
        if source.id not in cited:
            yield source, words("no entry cites this source: cite it or take it out")


def _rule(pack: Pack, rule: Rule) -> Wrong:
    if not rule.sources:
        yield rule, words("cites no source")
    if rule.start and rule.until and rule.start > rule.until:
        yield rule, words("'from' is later than 'until'")
    if not rule.statement.strip():
        yield rule, words("has no statement")
    if isinstance(rule, Scope):
        yield from _scope(pack, rule)
    if isinstance(rule, Gate):
        yield from _gate(pack, rule)


def _disagreements(pack: Pack) -> Wrong:
    """Entries of one question that answer differently for the same use, region, day and data category.

    An ``otherwise`` entry yields to one that names the category, and one with a need or an author stands beside
    others on purpose; a conflict that names both says that the difference is known.
    """
    known = [set(conflict.rules) for conflict in pack.conflicts]
    plain = [s for s in pack.scopes if not s.otherwise and s.needs is None and s.author is None]
    answers: list[tuple[Rule, str]] = [(scope, scope.answer) for scope in plain]
    answers += [(regime, regime.answer) for regime in pack.regimes]
    for (first, one), (second, other) in combinations(answers, 2):
        if type(first) is not type(second) or first.use != second.use or one == other or not _meet(first, second):
            continue
        if not any({first.id, second.id} <= rules for rules in known):
            differs = words(
                "answers '{one}' where {rule} answers '{other}' for the same days",
                one=other,
                rule=first.id,
                other=one,
            )
            yield second, differs


def _meet(first: Rule, second: Rule) -> bool:
    """Whether two entries speak of the same region, data category and day."""
    categories = [set(getattr(rule, "categories", ())) for rule in (first, second)]
    if categories[0] and categories[1] and categories[0].isdisjoint(categories[1]):
        return False
    if set(first.regions).isdisjoint(second.regions):
        return False
    starts = [rule.start or dt.date.min for rule in (first, second)]
    ends = [rule.until or dt.date.max for rule in (first, second)]
    return max(starts) <= min(ends)


_NEVER_JUDGED = words("no scope entry of any use speaks of this data category: it would never get a verdict")


def _left_out(pack: Pack) -> Wrong:
    """Data categories on which no scope entry of any use says anything at all."""
    named = {category for scope in pack.scopes for category in scope.categories}
    if not any(scope.otherwise for scope in pack.scopes):
        for category in pack.categories.values():
            if category.id not in named:
                yield category, _NEVER_JUDGED


def _scope(pack: Pack, scope: Scope) -> Wrong:
    if not scope.otherwise and not scope.categories:
        yield scope, words("names no data category and is no 'otherwise' entry")
    if scope.needs is not None:
        yield from _unknown(scope, _SETTING, (scope.needs.setting,), pack.settings)


def _gate(pack: Pack, gate: Gate) -> Wrong:
    if (gate.fact == "age") == (gate.setting is not None):
        yield gate, words("a gate on a setting or signal names it in 'setting'; one on age does not")
    if {"age": "minor", "setting": "off", "signal": "on"}[gate.fact] != gate.closes_at:
        yield gate, words("closes_at must be 'minor' for age, 'off' for a setting, 'on' for a signal")
    yield from _unknown(gate, _SETTING, (gate.setting,) if gate.setting else (), pack.settings)
    yield from _unknown(gate, _DATA_CATEGORY, gate.exempt, pack.categories)


def _regions(pack: Pack) -> Wrong:
    seen: dict[str, str] = {}
    for region in pack.regions.values():
        if region.within is not None:
            yield from _unknown(region, _REGION, (region.within,), pack.regions)
        for code in region.codes:
            if code in seen:
                yield region, words("the code {code} belongs to {region} already", code=code, region=seen[code])
            seen[code] = region.id


def _territories(pack: Pack) -> Wrong:
    for territory in pack.territories.values():
        yield from _unknown(territory, _REGION, (territory.nearest,), pack.regions)
        if territory.id in pack.place_of:
            yield territory, words("is placed in {region} already", region=pack.place_of[territory.id])


def _words(pack: Pack) -> Wrong:
    for category in pack.categories.values():
        if category.category not in CATEGORIES:
            unknown = words(
                "unknown category '{name}'; known: {known}", name=category.category, known=", ".join(CATEGORIES)
            )
            yield category, unknown
    for use in pack.uses.values():
        if use.default_rule in pack.rules:
            yield use, words("the default rule '{rule}' is the id of an entry", rule=use.default_rule)
