"""Validates a pack beyond its form: references, dates and coverage."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from inspector.i18n import _
from inspector.policy.pack.pack import Pack
from inspector.policy.pack.pack_schema import NONE_KNOWN, Entry, Event, Gate, Group, RegionFact, Rule, Scope, Source
from inspector.taxonomy import CATEGORIES

EntryMessages = Iterator[tuple[Entry, str]]
"""Pairs of an entry and what is wrong with it."""

MAX_SHORT_WORDS = 20
MAX_SENTENCE_WORDS = 35
_FORBIDDEN_WORDS = re.compile(
    r"\b(?:circumstances|open|opens|opened|closed|closes|in force|content-creating"
    r"|models? that creates? (?:no )?content"
    r"|verdicts?|judged|data base|nobody|whatever|one's own|a sort of|mend|hand on|at hand|at large|passes over"
    r"|hangs on)\b"
)
"""Words that what people read does without; names such as "Open to Work" begin with a capital letter."""
_QUOTED = re.compile(r'"[^"]*"')
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_COMMIT, _DIGEST = re.compile(r"[0-9a-f]{40}"), re.compile(r"[0-9a-f]{64}")


def find_errors(pack: Pack) -> EntryMessages:
    """All errors of references, dates and coverage."""
    yield from _check_references(pack)
    for rule in pack.rules.values():
        yield from _check_rule(pack, rule)
    yield from _check_regions(pack)
    yield from _check_territories(pack)
    yield from _check_names(pack)
    for entry in _list_cited_entries(pack):
        yield from _check_passages(entry)
    for source in pack.sources.values():
        yield from _check_capture(source)
    for event in pack.events:
        yield from _check_event(event)


def find_warnings(pack: Pack) -> EntryMessages:
    """What may be a mistake and should be looked at again; the pack can be used."""
    yield from _find_disagreements(pack)
    yield from _find_uncovered_categories(pack)
    for entry in _list_cited_entries(pack):
        yield from _find_wordy_texts(entry)


_USE, _REGION, _SOURCE, _RULE = _("use"), _("region"), _("source"), _("rule")
_DATA_CATEGORY, _SETTING = _("data category"), _("setting")


def _check_references_known(entry: Entry, noun: str, names: tuple[str, ...], known: dict[str, Any]) -> EntryMessages:
    for message in _describe_unknown(noun, names, known):
        yield entry, message


def _describe_unknown(noun: str, names: Iterable[str], known: dict[str, Any]) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield _(
                "unknown {what} '{name}'; known: {known}",
                what=noun,
                name=name,
                known=", ".join(sorted(known)[:40]),
            )


def find_unknown_roles(pack: Pack) -> Iterator[str]:
    """What the pack gives a role without having an entry for it."""
    leading_setting = pack.roles.leading_setting
    yield from _describe_unknown(_SETTING, (leading_setting,) if leading_setting else (), pack.settings)
    yield from _describe_unknown(_DATA_CATEGORY, pack.roles.categories, pack.categories)


def _check_references(pack: Pack) -> EntryMessages:
    cited_sources: set[str] = set()
    for rule in pack.rules.values():
        cited_sources.update(rule.sources)
        yield from _check_references_known(rule, _USE, (rule.use,), pack.uses)
        yield from _check_references_known(rule, _REGION, rule.regions, pack.regions)
        yield from _check_references_known(rule, _SOURCE, rule.sources, pack.sources)
        yield from _check_references_known(rule, _DATA_CATEGORY, getattr(rule, "categories", ()), pack.categories)
    for conflict in pack.conflicts:
        cited_sources.update(conflict.sources)
        yield from _check_references_known(conflict, _RULE, conflict.rules, pack.rules)
        yield from _check_references_known(conflict, _SOURCE, conflict.sources, pack.sources)
        yield from _check_references_known(conflict, _DATA_CATEGORY, conflict.categories, pack.categories)
    for claim in pack.claims:
        cited_sources.update((*claim.sources, claim.seed))
        yield from _check_references_known(claim, _SOURCE, (*claim.sources, claim.seed), pack.sources)
    for setting in pack.settings.values():
        cited_sources.update(setting.sources)
        yield from _check_references_known(setting, _SOURCE, setting.sources, pack.sources)
        defaults = tuple(region for default in setting.defaults for region in default.regions)
        yield from _check_references_known(setting, _REGION, (*setting.regions, *defaults), pack.regions)
    for region in pack.regions.values():
        cited_sources.update(region.sources)
        yield from _check_references_known(region, _SOURCE, region.sources, pack.sources)
    facts: tuple[RegionFact | Group, ...] = (*pack.region_facts, *pack.groups)
    for fact in facts:
        cited_sources.update(fact.sources)
        yield from _check_references_known(fact, _REGION, fact.regions, pack.regions)
        yield from _check_references_known(fact, _SOURCE, fact.sources, pack.sources)
    for source in pack.sources.values():
        if source.id not in cited_sources:
            yield source, _("no entry cites this source: cite it or take it out")


def _check_rule(pack: Pack, rule: Rule) -> EntryMessages:
    if not rule.sources:
        yield rule, _("cites no source")
    if rule.start and rule.until and rule.start > rule.until:
        yield rule, _("'from' is later than 'until'")
    if not rule.statement.strip():
        yield rule, _("has no statement")
    if isinstance(rule, Scope):
        yield from _check_scope(pack, rule)
    if isinstance(rule, Gate):
        yield from _check_gate(pack, rule)


def _find_disagreements(pack: Pack) -> EntryMessages:
    """Entries of one question that answer differently for the same use, region, day and data category.

    An ``otherwise`` entry yields to one that names the category, and one with a need or an author stands beside
    others on purpose; a conflict that names both says that the difference is known.
    """
    known_conflicts = [set(conflict.rules) for conflict in pack.conflicts]
    unconditional_scopes = [s for s in pack.scopes if not s.otherwise and s.needs is None and s.author is None]
    answers: list[tuple[Rule, str]] = [(scope, scope.answer) for scope in unconditional_scopes]
    answers += [(regime, regime.answer) for regime in pack.regimes]
    for (first, first_answer), (second, second_answer) in combinations(answers, 2):
        if (
            type(first) is not type(second)
            or first.use != second.use
            or first_answer == second_answer
            or not _overlap(first, second)
        ):
            continue
        if not any({first.id, second.id} <= rules for rules in known_conflicts):
            message = _(
                "answers '{one}' where {rule} answers '{other}' for the same days",
                one=second_answer,
                rule=first.id,
                other=first_answer,
            )
            yield second, message


def _overlap(first: Rule, second: Rule) -> bool:
    """Whether two entries speak of the same region, data category and day."""
    categories = [set(getattr(rule, "categories", ())) for rule in (first, second)]
    if categories[0] and categories[1] and categories[0].isdisjoint(categories[1]):
        return False
    if set(first.regions).isdisjoint(second.regions):
        return False
    starts = [rule.start or dt.date.min for rule in (first, second)]
    ends = [rule.until or dt.date.max for rule in (first, second)]
    return max(starts) <= min(ends)


def _list_cited_entries(pack: Pack) -> tuple[Rule | RegionFact | Group, ...]:
    """The entries that say for each source where in it they are carried."""
    return (*pack.rules.values(), *pack.region_facts, *pack.groups)


def _check_passages(entry: Rule | RegionFact | Group) -> EntryMessages:
    for source in entry.at:
        if source not in entry.sources:
            yield entry, _("'at' names the source {source}, which the entry does not cite", source=source)
        elif not entry.at[source].strip():
            yield entry, _("'at' says nothing for the source {source}", source=source)


def _check_capture(source: Source) -> EntryMessages:
    capture = source.capture
    if capture is None:
        return
    if capture.archive.count("/") != 1 or not capture.file.strip():
        yield source, _("capture: 'archive' must be OWNER/NAME and 'file' a path in it")
    if not _COMMIT.fullmatch(capture.commit):
        yield source, _("capture: 'commit' must be 40 hexadecimal digits")
    if not _DIGEST.fullmatch(capture.sha256):
        yield source, _("capture: 'sha256' must be 64 hexadecimal digits")


def _check_event(event: Event) -> EntryMessages:
    if type(event.day) is not dt.date and event.day != NONE_KNOWN:
        yield event, _("'day' must be a date or \"none known\"")


def _find_wordy_texts(entry: Rule | RegionFact | Group) -> EntryMessages:
    """What is missing or hard to read in an entry that has a short sentence; one without is an older entry."""
    if not entry.short:
        return
    for source in entry.sources:
        if source not in entry.at:
            yield entry, _("'at' lacks the source {source}", source=source)
    if (words := len(entry.short.split())) > MAX_SHORT_WORDS:
        yield entry, _("'short' has {number} words, more than {most}", number=words, most=MAX_SHORT_WORDS)
    texts = {"short": entry.short, "statement": entry.statement, "note": entry.note}
    texts["label"] = getattr(entry, "label", "")
    for name, text in texts.items():
        longest = max((len(sentence.split()) for sentence in _SENTENCE_END.split(text)), default=0)
        if longest > MAX_SENTENCE_WORDS:
            message = _(
                "'{name}' has a sentence of {number} words, more than {most}",
                name=name,
                number=longest,
                most=MAX_SENTENCE_WORDS,
            )
            yield entry, message
        for word in dict.fromkeys(_FORBIDDEN_WORDS.findall(_QUOTED.sub("", text))):
            yield entry, _("'{name}' says \"{word}\": say it in plain words", name=name, word=word)


_NEVER_JUDGED = _("no scope entry of any use speaks of this data category: it would never get a verdict")


def _find_uncovered_categories(pack: Pack) -> EntryMessages:
    """Data categories on which no scope entry of any use says anything at all."""
    covered_categories = {category for scope in pack.scopes for category in scope.categories}
    if not any(scope.otherwise for scope in pack.scopes):
        for category in pack.categories.values():
            if category.id not in covered_categories:
                yield category, _NEVER_JUDGED


def _check_scope(pack: Pack, scope: Scope) -> EntryMessages:
    if not scope.otherwise and not scope.categories:
        yield scope, _("names no data category and is no 'otherwise' entry")
    if scope.needs is not None:
        yield from _check_references_known(scope, _SETTING, (scope.needs.setting,), pack.settings)


def _check_gate(pack: Pack, gate: Gate) -> EntryMessages:
    if (gate.fact == "age") == (gate.setting is not None):
        yield gate, _("a gate on a setting or signal names it in 'setting'; one on age does not")
    if {"age": "minor", "setting": "off", "signal": "on"}[gate.fact] != gate.closes_at:
        yield gate, _("closes_at must be 'minor' for age, 'off' for a setting, 'on' for a signal")
    yield from _check_references_known(gate, _SETTING, (gate.setting,) if gate.setting else (), pack.settings)
    yield from _check_references_known(gate, _DATA_CATEGORY, gate.exempt, pack.categories)


def _check_regions(pack: Pack) -> EntryMessages:
    region_by_code: dict[str, str] = {}
    for region in pack.regions.values():
        if region.within is not None:
            yield from _check_references_known(region, _REGION, (region.within,), pack.regions)
        for code in region.codes:
            if code in region_by_code:
                yield region, _("the code {code} belongs to {region} already", code=code, region=region_by_code[code])
            region_by_code[code] = region.id


def _check_territories(pack: Pack) -> EntryMessages:
    for territory in pack.territories.values():
        yield from _check_references_known(territory, _REGION, (territory.nearest,), pack.regions)
        if territory.id in pack.region_by_code:
            yield territory, _("is placed in {region} already", region=pack.region_by_code[territory.id])


def _check_names(pack: Pack) -> EntryMessages:
    for category in pack.categories.values():
        if category.category not in CATEGORIES:
            message = _(
                "unknown category '{name}'; known: {known}", name=category.category, known=", ".join(CATEGORIES)
            )
            yield category, message
    for use in pack.uses.values():
        if use.default_rule in pack.rules:
            yield use, _("the default rule '{rule}' is the id of an entry", rule=use.default_rule)
