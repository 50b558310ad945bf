"""The pack in words: every use with its rules, and any one entry in full."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from inspector.errors import Refused
from inspector.policy import Pack
from inspector.policy.entries import Entry, Rule
from inspector.report.lines import wrapped


@dataclass(frozen=True, slots=True)
class Told:
    """The same content twice: lines for a person, a record for a program."""

    lines: tuple[str, ...]
    record: dict[str, Any]


def _plain(entry: Entry) -> dict[str, Any]:
    """An entry as JSON values, in the words of the pack's files."""
    return dict(msgspec.to_builtins(entry))


def listing(pack: Pack) -> Told:
    """Every use with its rules in the order of their days."""
    head = f"{pack.title}, edition {pack.edition}, last checked {pack.checked.isoformat()}"
    lines = [head]
    for use in pack.uses.values():
        lines += ["", f"{use.id}: {use.question}"]
        for rule in rules_of(pack, use.id):
            span = f"{rule.start or 'the beginning'} to {rule.until or 'no known end'}"
            where = ", ".join(rule.regions)
            lines += wrapped(f"{rule.id} [{sort_of(rule)}; {where}; {span}]: {rule.statement}", "  ", "      ")
    lines += ["", "Settings, with their names on the screen"]
    for setting in pack.settings.values():
        lines += wrapped(f"{setting.id}: {setting.name} ({setting.path})", "  ", "      ")
    lines += ["", "Sources"]
    for source in pack.sources.values():
        lines += wrapped(f"[{source.id}] {source.title}, {source.publisher}, {source.published}.", "  ", "      ")
    lines += ["", "Conflicts"]
    for conflict in pack.conflicts:
        lines += wrapped(f"{conflict.id}: {conflict.topic} Followed: {conflict.followed}", "  ", "      ")
    lines += ["", "What two articles claim, and how the texts stand to it"]
    for claim in pack.claims:
        lines += wrapped(f"{claim.id} [{claim.stands}]: {claim.says} {claim.finding}", "  ", "      ")
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
        Line(rule.id, "rule", f"{rule.start or '…'} to {rule.until or '…'}", rule.statement)
        for use in pack.uses
        for rule in rules_of(pack, use)
    )
    sources = (
        Line(source.id, "source", source.published, f"{source.title}, {source.publisher}", source.address)
        for source in pack.sources.values()
    )
    conflicts = (Line(conflict.id, "conflict", "", conflict.topic) for conflict in pack.conflicts)
    claims = (Line(claim.id, "claim", "", f"{claim.says} [{claim.stands}]") for claim in pack.claims)
    settings = (
        Line(setting.id, "setting", setting.since, f"{setting.name}: {setting.path}", setting.address)
        for setting in pack.settings.values()
    )
    limits = (Line(limit.id, "limit", "", limit.statement) for limit in pack.limits)
    return (*rules, *sources, *conflicts, *claims, *settings, *limits)


def sort_of(rule: Rule) -> str:
    """What kind of rule it is, with its answer."""
    answer = getattr(rule, "answer", "")
    return f"{type(rule).__name__.lower()}{': ' if answer else ''}{answer}".replace("_", " ")


def rules_of(pack: Pack, use: str) -> list[Rule]:
    """The rules of a use in the order of their days."""
    own = (rule for rule in pack.rules.values() if rule.use == use)
    return sorted(own, key=lambda rule: (rule.start or dt.date.min, rule.id))


def show(pack: Pack, entry_id: str) -> Told:
    """Every entry with that id, in full; raises ``Refused`` where there is none."""
    found = list(_entries(pack, entry_id))
    if not found:
        raise Refused("E_USAGE", f"The pack has no entry '{entry_id[:60]}'.", "See: inspector policy list")
    lines: list[str] = []
    for entry in found:
        sort = type(entry).__name__.lower()
        lines += [f"{sort} {entry.id}"]
        for name, value in _plain(entry).items():
            if name != "id" and value not in (None, "", [], {}):
                lines += wrapped(f"{name}: {_words(value)}", "  ", "      ")
        if isinstance(entry, Rule):
            for source in (pack.sources[s] for s in entry.sources):
                told = f"[{source.id}] {source.title}, {source.publisher}, {source.published}. {source.address}"
                lines += wrapped(told, "  ", "      ")
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
