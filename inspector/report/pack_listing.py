"""The pack in words: every use with its rules, and any one entry in full."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from inspector.errors import Refused
from inspector.i18n import ENGLISH, Language, Value, Words, named, words
from inspector.policy import Pack
from inspector.policy.pack.pack_schema import FIXED, Entry, Rule
from inspector.report.wrap import wrapped
from inspector.summary.rule_text import edition, rules_in_english, span


@dataclass(frozen=True, slots=True)
class Told:
    """The same content twice: lines for a person, a record for a program."""

    lines: tuple[str, ...]
    record: dict[str, Any]


def _plain(entry: Entry) -> dict[str, Any]:
    """An entry as JSON values, in the words of the pack's files."""
    return dict(msgspec.to_builtins(entry))


def listing(pack: Pack, language: Language = ENGLISH) -> Told:
    """Every use with its rules in the order of their days; the lines in a language."""
    say = language.written
    lines = [say(edition(pack)), *wrapped(say(rules_in_english(language)))]

    def told(text: Value) -> None:
        lines.extend(wrapped(say(text), "  ", "      "))

    for use in pack.uses.values():
        lines += ["", say(words("{use}: {question}", use=use.id, question=named(use.question)))]
        for rule in rules_of(pack, use.id):
            told(
                words(
                    "{rule} [{sort}; {regions}; {days}]: {statement}",
                    rule=rule.id,
                    sort=sort_of(rule),
                    regions=", ".join(rule.regions),
                    days=span(rule.start, rule.until),
                    statement=rule.statement,
                )
            )
    lines += ["", say(words("Settings, with their names on the screen"))]
    for setting in pack.settings.values():
        told(f"{setting.id}: {setting.name} ({setting.path})")
    lines += ["", say(words("Sources"))]
    for source in pack.sources.values():
        told(f"[{source.id}] {source.title}, {source.publisher}, {source.published}.")
    lines += ["", say(words("Conflicts"))]
    for conflict in pack.conflicts:
        told(
            words(
                "{conflict}: {topic} Followed: {followed}",
                conflict=conflict.id,
                topic=conflict.topic,
                followed=conflict.followed,
            )
        )
    lines += ["", say(words("What two articles claim, and how the texts stand to it"))]
    for claim in pack.claims:
        told(
            words(
                "{claim} [{stands}]: {says} {finding}",
                claim=claim.id,
                stands=FIXED[claim.stands],
                says=claim.says,
                finding=claim.finding,
            )
        )
    record = {
        "id": pack.id,
        "title": pack.title,
        "edition": pack.edition,
        "checked": pack.checked.isoformat(),
        "uses": [{**_plain(use), "rules": [r.id for r in rules_of(pack, use.id)]} for use in pack.uses.values()],
        "rules": [{**_plain(rule), "sort": sort_of(rule)} for rule in pack.rules.values()],
        "settings": [_plain(setting) for setting in pack.settings.values()],
        "sources": [_plain(source) for source in pack.sources.values()],
        "claims": [_plain(claim) for claim in pack.claims],
        "conflicts": [_plain(conflict) for conflict in pack.conflicts],
        "limits": [limit.statement for limit in pack.limits],
    }
    return Told(tuple(lines), record)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the pack in a list: its id, its sort, its day or days, one sentence or title, and where it leads."""

    id: str
    sort: str
    when: str
    words: str
    address: str = ""


def lines(pack: Pack) -> tuple[Line, ...]:
    """Everything that a person may look up in a pack, rules first."""
    rules = (
        Line(
            rule.id,
            words("rule"),
            words("{first} to {last}", first=rule.start or "…", last=rule.until or "…"),
            rule.statement,
        )
        for use in pack.uses
        for rule in rules_of(pack, use)
    )
    sources = (
        Line(source.id, words("source"), source.published, f"{source.title}, {source.publisher}", source.address)
        for source in pack.sources.values()
    )
    conflicts = (Line(conflict.id, words("conflict"), "", conflict.topic) for conflict in pack.conflicts)
    claims = (
        Line(claim.id, words("claim"), "", words("{claim} [{stands}]", claim=claim.says, stands=FIXED[claim.stands]))
        for claim in pack.claims
    )
    settings = (
        Line(setting.id, words("setting"), setting.since, f"{setting.name}: {setting.path}", setting.address)
        for setting in pack.settings.values()
    )
    limits = (Line(limit.id, words("limit"), "", limit.statement) for limit in pack.limits)
    return (*rules, *sources, *conflicts, *claims, *settings, *limits)


_SORTS = {
    "regime": words("regime"),
    "scope": words("scope"),
    "gate": words("gate"),
    "note": words("note"),
}
_ANSWERS = {
    "open": words("open"),
    "closed": words("closed"),
    "not_stated": words("not stated"),
    "covered": words("covered"),
    "excluded": words("excluded"),
    "aggregate": words("aggregate"),
    "stopped": words("stopped"),
}


def sort_of(rule: Rule) -> Words:
    """What kind of rule it is, with its answer."""
    sort, answer = _SORTS[type(rule).__name__.lower()], getattr(rule, "answer", "")
    return words("{sort}: {answer}", sort=sort, answer=_ANSWERS[answer]) if answer else sort


def rules_of(pack: Pack, use: str) -> list[Rule]:
    """The rules of a use in the order of their days."""
    own = (rule for rule in pack.rules.values() if rule.use == use)
    return sorted(own, key=lambda rule: (rule.start or dt.date.min, rule.id))


def show(pack: Pack, entry_id: str, language: Language = ENGLISH) -> Told:
    """Every entry with that id, in the words of the pack's files; raises ``Refused`` where there is none."""
    found = list(_entries(pack, entry_id))
    if not found:
        told = words("The pack has no entry '{id}'.", id=entry_id[:60])
        raise Refused("E_USAGE", told, words("See: {command}", command="inspector policy list"))
    lines = wrapped(language.written(rules_in_english(language)))
    for entry in found:
        sort = type(entry).__name__.lower()
        lines += [f"{sort} {entry.id}"]
        for name, value in _plain(entry).items():
            if name != "id" and value not in (None, "", [], {}):
                lines += wrapped(f"{name}: {_words(value)}", "  ", "      ")
        if isinstance(entry, Rule):
            for source in (pack.sources[s] for s in entry.sources):
                cited = f"[{source.id}] {source.title}, {source.publisher}, {source.published}. {source.address}"
                lines += wrapped(cited, "  ", "      ")
    return Told(tuple(lines), {"entries": [{"sort": type(e).__name__.lower(), **_plain(e)} for e in found]})


def _entries(pack: Pack, entry_id: str) -> Iterator[Entry]:
    by_id: Iterable[Mapping[str, Entry]] = (
        pack.rules,
        pack.sources,
        pack.settings,
        pack.regions,
        pack.territories,
        pack.uses,
        pack.categories,
        {conflict.id: conflict for conflict in pack.conflicts},
        {claim.id: claim for claim in pack.claims},
        {limit.id: limit for limit in pack.limits},
    )
    for group in by_id:
        if entry_id in group:
            yield group[entry_id]


def _words(value: Any) -> str:  # noqa: ANN401 - any value of a TOML file
    if isinstance(value, list | tuple):
        return ", ".join(map(_words, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {_words(inner)}" for name, inner in value.items())
    return str(value)
