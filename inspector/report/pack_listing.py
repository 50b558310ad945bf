"""``inspector policy``: every use with its rules, and any entry in full."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import msgspec

from inspector.errors import Refused
from inspector.i18n import ENGLISH, Language, Value, _, lookup
from inspector.policy import Pack
from inspector.policy.pack.pack_schema import VALUE_LABELS, Entry, Rule
from inspector.report import entry_page
from inspector.report.wrap import wrap_text
from inspector.summary.labels import RULE_ANSWER_LABELS, RULE_KIND_LABELS
from inspector.summary.rule_text import build_untranslated_notice, describe_edition, describe_period


@dataclass(frozen=True, slots=True)
class Listing:
    """The same content twice: lines for a person, a record for a program."""

    lines: tuple[str, ...]
    record: dict[str, Any]


def _convert_entry(entry: Entry) -> dict[str, Any]:
    """An entry as JSON values, with the keys of the pack's files."""
    return dict(msgspec.to_builtins(entry))


def build_listing(pack: Pack, language: Language = ENGLISH) -> Listing:
    """Every use with its rules in the order of their days; the lines in a language."""
    localize = language.format_value
    lines = [localize(describe_edition(pack)), *wrap_text(localize(build_untranslated_notice(language)))]

    def append_text(text: Value) -> None:
        lines.extend(wrap_text(localize(text), "  ", "      "))

    for use in pack.uses.values():
        lines += ["", localize(_("{use}: {question}", use=use.id, question=lookup(use.question)))]
        for rule in list_rules(pack, use.id):
            append_text(
                _(
                    "{rule} [{sort}; {regions}; {days}]: {statement}",
                    rule=rule.id,
                    sort=describe_rule_kind(rule),
                    regions=", ".join(rule.regions),
                    days=describe_period(rule.start, rule.until),
                    statement=rule.statement,
                )
            )
    lines += ["", localize(_("Settings, with their names on the screen"))]
    for setting in pack.settings.values():
        append_text(f"{setting.id}: {setting.name} ({setting.path})")
    lines += ["", localize(_("Sources"))]
    for source in pack.sources.values():
        append_text(f"[{source.id}] {source.title}, {source.publisher}, {source.published}.")
    lines += ["", localize(_("Conflicts"))]
    for conflict in pack.conflicts:
        append_text(
            _(
                "{conflict}: {topic} Followed: {followed}",
                conflict=conflict.id,
                topic=conflict.topic,
                followed=conflict.followed,
            )
        )
    lines += ["", localize(_("What two articles claim, and how the texts stand to it"))]
    for claim in pack.claims:
        append_text(
            _(
                "{claim} [{stands}]: {says} {finding}",
                claim=claim.id,
                stands=VALUE_LABELS[claim.stands],
                says=claim.says,
                finding=claim.finding,
            )
        )
    if pack.region_facts:
        lines += ["", localize(_("Supervisors, rights and announced changes"))]
    for fact in pack.region_facts:
        append_text(f"{fact.id} [{', '.join(fact.regions)}]: {fact.statement}")
    record = {
        "id": pack.id,
        "title": pack.title,
        "edition": pack.edition,
        "checked": pack.check_date.isoformat(),
        "uses": [
            {**_convert_entry(use), "rules": [r.id for r in list_rules(pack, use.id)]} for use in pack.uses.values()
        ],
        "rules": [{**_convert_entry(rule), "sort": describe_rule_kind(rule)} for rule in pack.rules.values()],
        "settings": [_convert_entry(setting) for setting in pack.settings.values()],
        "sources": [_convert_entry(source) for source in pack.sources.values()],
        "claims": [_convert_entry(claim) for claim in pack.claims],
        "conflicts": [_convert_entry(conflict) for conflict in pack.conflicts],
        "limits": [limit.statement for limit in pack.limits],
        "groups": [_convert_entry(group) for group in pack.groups],
        "authorities": [_convert_entry(authority) for authority in pack.authorities],
        "rights": [_convert_entry(right) for right in pack.rights],
        "events": [_convert_entry(event) for event in pack.events],
    }
    return Listing(tuple(lines), record)


@dataclass(frozen=True, slots=True)
class PackEntryRow:
    """An entry of the pack in a list: id, kind, day or days, one sentence or title, and a web address or ""."""

    id: str
    kind: str
    period: str
    summary: str
    address: str = ""


def list_entries(pack: Pack) -> tuple[PackEntryRow, ...]:
    """Every rule, source, conflict, claim, setting and limit of a pack."""
    rules = (
        PackEntryRow(
            rule.id,
            _("rule"),
            _("{first} to {last}", first=rule.start or "…", last=rule.until or "…"),
            rule.statement,
        )
        for use in pack.uses
        for rule in list_rules(pack, use)
    )
    sources = (
        PackEntryRow(source.id, _("source"), source.published, f"{source.title}, {source.publisher}", source.address)
        for source in pack.sources.values()
    )
    conflicts = (PackEntryRow(conflict.id, _("conflict"), "", conflict.topic) for conflict in pack.conflicts)
    claims = (
        PackEntryRow(
            claim.id, _("claim"), "", _("{claim} [{stands}]", claim=claim.says, stands=VALUE_LABELS[claim.stands])
        )
        for claim in pack.claims
    )
    settings = (
        PackEntryRow(setting.id, _("setting"), setting.since, f"{setting.name}: {setting.path}", setting.address)
        for setting in pack.settings.values()
    )
    limits = (PackEntryRow(limit.id, _("limit"), "", limit.statement) for limit in pack.limits)
    facts = (
        PackEntryRow(
            fact.id,
            entry_page.KIND_LABELS[type(fact).__name__.lower()],
            str(getattr(fact, "day", fact.start or "")),
            fact.short or fact.statement,
            getattr(fact, "address", ""),
        )
        for fact in pack.region_facts
    )
    return (*rules, *sources, *conflicts, *claims, *settings, *limits, *facts)


def describe_rule_kind(rule: Rule) -> str:
    """What kind of rule it is, with its answer."""
    kind, answer = RULE_KIND_LABELS[type(rule).__name__.lower()], getattr(rule, "answer", "")
    return _("{sort}: {answer}", sort=kind, answer=RULE_ANSWER_LABELS[answer]) if answer else kind


def list_rules(pack: Pack, use: str) -> list[Rule]:
    """The rules of a use in the order of their days."""
    use_rules = (rule for rule in pack.rules.values() if rule.use == use)
    return sorted(use_rules, key=lambda rule: (rule.start or dt.date.min, rule.id))


def show_entry(pack: Pack, entry_id: str, language: Language = ENGLISH) -> Listing:
    """Every entry with that id; the record has the keys of the pack's files.

    Raises ``Refused`` (E_USAGE) if there is none.
    """
    entries = [entry for entry in pack.list_entries() if entry.id == entry_id]
    if not entries:
        message = _("The pack has no entry '{id}'.", id=entry_id[:60])
        raise Refused("E_USAGE", message, _("See: {command}", command="inspector policy list"))
    lines = wrap_text(language.format_value(build_untranslated_notice(language)))
    for entry in entries:
        lines += entry_page.render_entry(pack, entry, language)
    return Listing(
        tuple(lines), {"entries": [{"sort": type(e).__name__.lower(), **_convert_entry(e)} for e in entries]}
    )
