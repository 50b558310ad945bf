"""``inspector policy show``: an entry of the pack as a person without the pack's files reads it.

The title comes first and the id last; regions, purposes, settings and kinds of data have their names. Every source
says where in it the entry is carried, how it was read, and where a public archive of terms keeps it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from inspector.i18n import ENGLISH, Language, Value, _, join_texts, lookup
from inspector.policy import Pack
from inspector.policy.pack.pack_schema import (
    VALUE_LABELS,
    Capture,
    Default,
    Entry,
    Need,
    Rule,
    Setting,
    Source,
    Use,
)
from inspector.policy.reading import find_rule_reading, find_source_reading
from inspector.report.wrap import wrap_text
from inspector.summary.labels import AUTHOR_LABELS, OUTCOME_LABELS, RULE_ANSWER_LABELS, RULE_KIND_LABELS
from inspector.summary.rule_text import describe_period

KIND_LABELS: Mapping[str, str] = {
    **RULE_KIND_LABELS,
    "source": _("source"),
    "region": _("region"),
    "territory": _("territory"),
    "setting": _("setting"),
    "category": _("kind of data"),
    "use": _("purpose"),
    "conflict": _("conflict"),
    "claim": _("claim"),
    "limit": _("limit"),
    "group": _("group of regions"),
    "authority": _("supervisor"),
    "right": _("right"),
    "event": _("announced change"),
}
"""A kind of entry, by the name of its table in the pack."""

_FIELD_LABELS: Mapping[str, str] = {
    "address": _("Address"),
    "aipref": _("IETF AIPREF (draft)"),
    "archived": _("Archived copy"),
    "article": _("Where the law has it"),
    "author": _("Written by"),
    "basis": _("Basis"),
    "categories": _("Kinds of data"),
    "codes": _("Countries"),
    "confidence": _("Confidence"),
    "controller": _("Controller"),
    "day": _("Day"),
    "default_statement": _("Where no rule speaks"),
    "defaults": _("Until you change it"),
    "effect": _("Effect"),
    "exempt": _("Except"),
    "finding": _("What the texts say"),
    "followed": _("Used here"),
    "kind": _("Kind"),
    "label": _("Label"),
    "labels": _("Names on the screen"),
    "law": _("Law"),
    "legal_basis": _("Legal basis claimed"),
    "limited_to": _("For this purpose only"),
    "name": _("Name"),
    "nearest": _("Read as"),
    "needs": _("Needs"),
    "note": _("Note"),
    "opt_out": _("How to opt out"),
    "other_outcome": _("Result under the other view"),
    "path": _("Where it is"),
    "published": _("Published"),
    "publisher": _("Publisher"),
    "question": _("Question"),
    "read_as": _("Read as"),
    "reading_a": _("View A"),
    "reading_b": _("View B"),
    "recipient": _("Recipient"),
    "regions": _("Regions"),
    "reliability": _("Reliability"),
    "rules": _("Rules"),
    "says": _("Claim"),
    "seed": _("Article"),
    "setting": _("Setting"),
    "since": _("Since"),
    "stands": _("Agreement"),
    "statement": _("In full"),
    "supervisor": _("Supervisor"),
    "time_limit": _("Time limit"),
    "use": _("Purpose"),
    "within": _("Part of"),
}
_HIDDEN_FIELDS = {"id", "at", "sources", "capture", "start", "until", "start_says", "until_says", "short", "answer"}
_TITLE_FIELDS = ("short", "title", "topic", "name", "statement", "says")


def find_title(entry: Entry) -> str:
    """What an entry is called: its short sentence, title, topic, name or statement."""
    titles = (getattr(entry, name, "") for name in _TITLE_FIELDS)
    if isinstance(entry, Use | Setting):
        return entry.name
    return next((title for title in titles if title), entry.id)


def render_entry(pack: Pack, entry: Entry, language: Language = ENGLISH) -> Iterator[str]:
    """An entry line by line, in a language; texts of the pack that are not translated stay English."""
    writer = _EntryWriter(pack, language)
    yield from writer.render(entry)


class _EntryWriter:
    """Renders entries of a pack in a language."""

    def __init__(self, pack: Pack, language: Language) -> None:
        self._pack = pack
        self._language = language
        self._names: Mapping[str, Mapping[str, Any]] = {
            "regions": pack.regions,
            "nearest": pack.regions,
            "within": pack.regions,
            "categories": pack.categories,
            "exempt": pack.categories,
            "use": pack.uses,
            "setting": pack.settings,
        }

    def render(self, entry: Entry) -> Iterator[str]:
        title, kind = find_title(entry), KIND_LABELS[type(entry).__name__.lower()]
        yield from self._wrap(_("{title} ({kind} {id})", title=lookup(title), kind=kind, id=entry.id), "", "  ")
        if isinstance(entry, Rule):
            yield from self._render_answer(entry)
        shown = {name for name in _TITLE_FIELDS if getattr(entry, name, None) == title}
        for name in entry.__struct_fields__:
            value = getattr(entry, name)
            if name in _FIELD_LABELS and name not in shown | _HIDDEN_FIELDS and value not in (None, "", ()):
                text = value if isinstance(value, dt.date) else self._describe(name, value)
                yield from self._field(_FIELD_LABELS[name], text)
        if hasattr(entry, "start"):
            yield from self._render_period(entry)
        if isinstance(entry, Rule):
            yield from self._field(_("Weakest source"), VALUE_LABELS[find_rule_reading(self._pack, entry)])
        if isinstance(entry, Source):
            yield from self._render_capture(entry.capture, "  ")
        yield from self._render_sources(entry)

    def _wrap(self, text: Value, first_indent: str = "  ", indent: str = "      ") -> list[str]:
        return wrap_text(self._language.format_value(text), first_indent, indent)

    def _field(self, label: Value, text: Value, first_indent: str = "  ") -> list[str]:
        return self._wrap(_("{label}: {text}", label=label, text=text), first_indent, first_indent + "    ")

    def _render_answer(self, rule: Rule) -> Iterator[str]:
        answer = getattr(rule, "answer", "")
        if answer:
            yield from self._field(_("Answer"), RULE_ANSWER_LABELS[answer])

    def _render_period(self, entry: Any) -> Iterator[str]:  # noqa: ANN401 - a rule or a fact about regions
        if entry.start or entry.until or isinstance(entry, Rule):
            yield from self._field(_("Days"), describe_period(entry.start, entry.until))
        for name, label in (("start_says", _("On the first day")), ("until_says", _("On the last day"))):
            if text := getattr(entry, name, ""):
                yield from self._field(label, lookup(text))

    def _render_sources(self, entry: Entry) -> Iterator[str]:
        source_ids = getattr(entry, "sources", ())
        if source_ids:
            yield from self._wrap(_("Where it is written:"))
        passages = getattr(entry, "at", {})
        for source in (self._pack.sources[source_id] for source_id in source_ids):
            citation = f"{source.title}, {source.publisher}, {source.published} [{source.id}] {source.address}"
            yield from self._wrap(citation.rstrip(), "    ", "      ")
            if passage := passages.get(source.id):
                yield from self._field(_("Passage"), passage, "      ")
            reading = join_texts((VALUE_LABELS[find_source_reading(source)], lookup(source.read_as)), ": ")
            yield from self._wrap(reading, "      ", "          ")
            yield from self._render_capture(source.capture, "      ")

    def _render_capture(self, capture: Capture | None, indent: str) -> Iterator[str]:
        if capture is not None:
            sentence = _(
                "{archive}, {file}, commit {commit}, captured {day}, SHA-256 {digest}",
                archive=capture.archive,
                file=capture.file,
                commit=capture.commit,
                day=capture.day,
                digest=capture.sha256,
            )
            yield from self._field(_("Capture"), sentence, indent)

    def _describe(self, name: str, value: Any) -> str:  # noqa: ANN401 - any value of an entry
        if isinstance(value, Need):
            setting = self._pack.settings[value.setting]
            return _("{setting}: {value}", setting=setting.name, value=VALUE_LABELS[value.value])
        if isinstance(value, tuple) and value and isinstance(value[0], Default):
            return join_texts((self._describe_default(default) for default in value), "; ")
        if isinstance(value, tuple):
            return join_texts((self._describe(name, part) for part in value), ", ")
        if name in self._names and value in self._names[name]:
            return lookup(self._names[name][value].name)
        if name == "other_outcome":
            return OUTCOME_LABELS[value]
        if name == "author":
            return AUTHOR_LABELS[value]
        return VALUE_LABELS.get(str(value), lookup(str(value)))

    def _describe_default(self, default: Default) -> str:
        regions = join_texts((lookup(self._pack.regions[region].name) for region in default.regions), ", ")
        return _("{value} in {regions}", value=VALUE_LABELS[default.value], regions=regions)
