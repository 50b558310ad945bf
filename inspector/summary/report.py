"""What a report says, in plain values: every format writes these and computes nothing of its own."""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inspector import __version__
from inspector.columns import build_string_array, take_cells
from inspector.errors import Refused
from inspector.exposure import CountKey, Exposure
from inspector.i18n import ENGLISH, Language, LazyText, Value, _, join_texts, lookup, plural
from inspector.items import Block, Item, Selection, take_texts
from inspector.policy import Assumption, Origin, Outcome, Verdict, days
from inspector.policy.circumstances import AGE, AS_OF, REGION, Residence, SettingChange
from inspector.policy.evaluator import AUTHOR_PREFIX
from inspector.policy.pack.pack_schema import Conflict, Use
from inspector.policy.verdict import OUTSIDE_REASON
from inspector.query import Query, select
from inspector.report.options import DEFAULT_OPTIONS, ReportOptions, Totals
from inspector.report.pseudonyms import PSEUDONYM_LIMITS, Pseudonymizer
from inspector.summary.labels import FACT_LABELS, FACT_VALUE_LABELS, FILE_STATE_LABELS
from inspector.summary.rule_text import build_untranslated_notice
from inspector.taxonomy import CATEGORIES


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of counts: an outcome (``None``: dated after the as-of day), for one purpose only or not."""

    outcome: Outcome | None
    limited: bool = False

    @property
    def title(self) -> str:
        """The column's heading."""
        outcome = self.outcome.label if self.outcome is not None else OUTSIDE_REASON
        return _("{outcome}, for one purpose only", outcome=outcome) if self.limited else outcome


COLUMNS = (
    Column(Outcome.COULD_BE_USED),
    Column(Outcome.COULD_BE_USED, limited=True),
    Column(Outcome.COULD_HAVE_BEEN_USED),
    Column(Outcome.COULD_HAVE_BEEN_USED, limited=True),
    Column(Outcome.AGGREGATE_ONLY),
    Column(Outcome.NOT_STATED),
    Column(Outcome.STOPPED),
    Column(Outcome.EXCLUDED),
    Column(None),
)
"""The columns of a table of counts, in their order; those without any item may be left out."""
NOT_USED = _('"Could be used" is what published terms allow. It does not mean that anything was used.')

_ITEM_SCOPE_TEXTS = {
    "filtered": _("those that the filter shows"),
    "selected": _("those that were selected"),
}
_COMPLETENESS_TEXTS = {
    "complete": _("a complete download, as far as its content shows"),
    "basic": _("LinkedIn's basic download: posts, comments and reactions are not in it"),
    "unknown": _("a download of which only parts are here"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A circumstance as reports show it: its value, how it is known, what the archive suggests."""

    id: str
    name: str
    value: str
    origin: Origin
    evidence: str | None


@dataclass(frozen=True)
class Report:
    """An exposure with the moment and the program that reported it, and what was chosen for it.

    The choices say which items are listed one by one, and in which language; counts are always of all items. Texts
    for people are ``Words``: each format says them in the language of the report with ``said``.
    """

    exposure: Exposure
    generated_at: dt.datetime
    app: str = f"Archive Inspector {__version__}"
    options: ReportOptions = DEFAULT_OPTIONS

    @cached_property
    def selection(self) -> Selection:
        """The items to be listed, in the order of archives, members and rows."""
        choice = self.options.items
        return select(self.exposure, choice) if isinstance(choice, Query) else choice

    def items(self) -> Iterator[Item]:
        """The items to be listed, one by one; ``selection`` holds them as columns."""
        return iter(self.selection)

    def group_by_category(self) -> dict[str, Selection]:
        """The items to be listed, apart by category, in the order in which categories are shown."""
        selections = {category: _select_category(self.exposure, self.selection, category) for category in CATEGORIES}
        return {category: selection for category, selection in selections.items() if len(selection)}

    def get_text(self, item: Item) -> str:
        """The item's text as it is to be shown: "" where texts were not chosen."""
        if not self.options.include_texts:
            return ""
        if self.pseudonymizer is None:
            return item.block.text(item.index)
        text: str = self.get_texts(item.block, np.array([item.index]))[0].as_py()
        return text

    def get_texts(self, block: Block, indices: NDArray[np.int64]) -> Any:  # noqa: ANN401 - pyarrow ships no types
        """The texts of some items of a block as ``text_of`` gives them, a ``pyarrow.StringArray``."""
        if not self.options.include_texts:
            return take_cells(build_string_array([""]), np.zeros(len(indices), np.int64))
        rows = block.rows[indices].astype(np.int64)
        return (
            take_texts(block, rows) if self.pseudonymizer is None else self.pseudonymizer.pseudonymize_rows(block, rows)
        )

    @cached_property
    def pseudonymizer(self) -> Pseudonymizer | None:
        """The other people behind pseudonyms, where these were chosen."""
        key = self.options.pseudonym_key
        return Pseudonymizer(self.exposure.holdings, key, self.language) if key is not None else None

    @property
    def pseudonym_limits(self) -> tuple[str, ...]:
        """What was done to the texts and what that does not do, in sentences."""
        return PSEUDONYM_LIMITS if self.options.pseudonym_key is not None and self.options.include_texts else ()

    @property
    def language(self) -> Language:
        """The language of the report; formats for programs do not ask for it."""
        return self.options.language

    def localize(self, value: Value) -> str:
        """A text, a number or a day in the language of the report; a text that is not ``Words`` stays as it is."""
        return self.language.format_value(value)

    @property
    def english_report(self) -> "Report":
        """The same report in the language of formats for programs, which is English whatever was chosen."""
        if self.language is ENGLISH:
            return self
        return replace(self, options=replace(self.options, language=ENGLISH))

    @property
    def untranslated_notice(self) -> str:
        """A sentence for where texts of rules are shown in another language than theirs; "" where it is theirs."""
        return build_untranslated_notice(self.language)

    @property
    def generated_text(self) -> str:
        """When it was reported, to the minute."""
        return format_moment(self.generated_at)

    @property
    def header_lines(self) -> tuple[str, ...]:
        """The lines that stand on every page: the matter and the privilege, where they were given."""
        matter = _("Matter: {matter}", matter=self.options.matter) if self.options.matter else ""
        return tuple(filter(None, (matter, self.options.privilege)))

    @property
    def listing_sentence(self) -> str:
        """Which items are listed one by one, in a sentence."""
        number, all_items = len(self.selection), self.exposure.holdings.item_count
        if self.options.item_scope == "all":
            sentence = plural("All {number} items are listed.", "All {number} items are listed.", all_items)
        else:
            sentence = _(
                "{listed} of {all} items are listed: {which}.",
                listed=number,
                all=all_items,
                which=_ITEM_SCOPE_TEXTS[self.options.item_scope],
            )
        return sentence if self.options.include_texts else join_texts((sentence, _("Their texts are left out.")), " ")

    @cached_property
    def totals(self) -> Totals:
        """The sums that the screen shows, which every written file must hold too."""
        outcomes: dict[str, dict[Outcome | None, int]] = {use: {} for use in self.exposure.pack.uses}
        for tally in self.exposure.tallies:
            outcome_counts = outcomes[tally.use]
            outcome_counts[tally.verdict.outcome] = outcome_counts.get(tally.verdict.outcome, 0) + tally.items
        return Totals(self.exposure.holdings.item_count, len(self.selection), outcomes)

    def verify_totals(self, written_totals: Totals) -> None:
        """Compare what was read back from a written file; raises ``Refused`` (X_TOTALS) where it differs."""
        if not self.totals.agrees_with(written_totals):
            raise Refused(
                "X_TOTALS",
                _("The totals in the written file are not those on screen; the file was not kept."),
                _("This is a fault of the program. Choose another format, and do not rely on this one."),
            )

    @property
    def headline(self) -> str:
        """The one sentence to read first."""
        exposure = self.exposure
        use = exposure.pack.leading_uses[0]
        sums: dict[Outcome | None, int] = {}
        for bin_, items in exposure.counts(use.id).items():
            sums[bin_.outcome] = sums.get(bin_.outcome, 0) + items
        open_items, earlier_items = sums.get(Outcome.COULD_BE_USED, 0), sums.get(Outcome.COULD_HAVE_BEEN_USED, 0)
        day = days.to_date(exposure.circumstances.as_of)
        open_text = plural(
            "{number} of {all} items could be used as things stand on {day}",
            "{number} of {all} items could be used as things stand on {day}",
            open_items,
            all=exposure.holdings.item_count,
            day=day,
        )
        if not earlier_items:
            return _("{use}: {now}.", use=lookup(use.name), now=open_text)
        earlier_text = plural(
            "{number} more could have been used before", "{number} more could have been used before", earlier_items
        )
        return _("{use}: {now}, and {before}.", use=lookup(use.name), now=open_text, before=earlier_text)

    @property
    def coverage(self) -> str:
        """What was found, in one line."""
        states: dict[str, int] = {}
        for file in self.exposure.holdings.files:
            states[file.state] = states.get(file.state, 0) + 1
        state_counts = (
            _("{number} {state}", number=states[state], state=FILE_STATE_LABELS[state])
            for state in sorted(states, key=lambda s: -states[s])
        )
        return plural(
            "{number} file ({states}); {kind}.",
            "{number} files ({states}); {kind}.",
            len(self.exposure.holdings.files),
            states=join_texts(state_counts),
            kind=_COMPLETENESS_TEXTS[self.exposure.holdings.completeness],
        )

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The circumstances, each with its origin."""
        return tuple(_list_facts(self.exposure))

    @property
    def rule_limits(self) -> tuple[str, ...]:
        """What no rule of the pack can answer."""
        return tuple(limit.statement for limit in self.exposure.pack.limits)

    def list_conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts that concern a rule that decides or closes for any item, and those that concern none."""
        used_rules = set(self.list_used_rule_ids())
        return tuple(c for c in self.exposure.pack.conflicts if not c.rules or used_rules & set(c.rules))

    def list_used_rule_ids(self) -> tuple[str, ...]:
        """The rules that decide or close for any item, leading uses first, each once."""
        rules: dict[str, None] = {}
        for tally in self.exposure.tallies:
            for rule in (*tally.verdict.all_rules, *tally.verdict.closers, *_list_earlier_rules(tally.verdict)):
                rules.setdefault(rule)
        return tuple(rules)


def _select_category(exposure: Exposure, selection: Selection, category: str) -> Selection:
    """Those of the chosen items that belong to a category."""
    matches = [
        (block, indices[mask])
        for block, indices in zip(selection.blocks, selection.indices, strict=True)
        if (mask := _match_category(exposure, block, indices, category)).any()
    ]
    return Selection(tuple(block for block, _indices in matches), tuple(indices for _block, indices in matches))


def _match_category(exposure: Exposure, block: Block, indices: NDArray[np.int64], category: str) -> NDArray[np.bool_]:
    is_in_category = np.array([exposure.pack.find_category(name) == category for name in block.data_categories])
    return is_in_category[block.category[indices]]


def _list_earlier_rules(verdict: Verdict) -> tuple[str, ...]:
    return tuple(rule for earlier in verdict.earlier for rule in earlier.rules)


def apply_source_date_epoch(now: dt.datetime) -> dt.datetime:
    """The moment to write into a report: ``SOURCE_DATE_EPOCH`` where that is set, so that bytes repeat."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdigit() else now.replace(microsecond=0)


def get_timestamp() -> dt.datetime:
    """The moment to write into a report that is made now."""
    return apply_source_date_epoch(dt.datetime.now(dt.UTC))


def format_moment(generated: dt.datetime, *, seconds: bool = False) -> LazyText:
    """A moment as people read it, in UTC."""
    clock = f"{generated:%H:%M:%S}" if seconds else f"{generated:%H:%M}"
    return _("{day} {clock} UTC", day=generated.date(), clock=clock)


def _list_facts(exposure: Exposure) -> Iterator[Fact]:
    pack, circumstances = exposure.pack, exposure.circumstances
    hints = {hint.subject: f"{hint.value} ({hint.member}, {hint.column})" for hint in reversed(exposure.holdings.hints)}
    as_of = _("{day}", day=days.to_date(circumstances.as_of))
    yield Fact(AS_OF, _("As of"), as_of, circumstances.find_origin(AS_OF), None)
    residences = join_texts((_describe_residence(exposure, residence) for residence in circumstances.residences), "; ")
    yield Fact(REGION, _("Region"), residences, circumstances.find_origin(REGION), hints.get("region"))
    age = (
        _("born {day}", day=circumstances.birth_date)
        if circumstances.birth_date
        else FACT_VALUE_LABELS["minor" if circumstances.age == "minor" else "adult"]
    )
    yield Fact(AGE, _("Age"), age, circumstances.find_origin(AGE), hints.get("age"))
    for setting in pack.settings.values():
        history = circumstances.get_history(setting)
        yield Fact(
            setting.id,
            setting.name,
            join_texts(map(_describe_setting_change, history), "; "),
            circumstances.find_origin(setting.id),
            None,
        )


def _describe_residence(exposure: Exposure, residence: Residence) -> LazyText:
    """Where somebody lived, and since when."""
    description = _(
        "{region} ({code})", region=lookup(exposure.pack.regions[residence.region].name), code=residence.place
    )
    if residence.since:
        description = _("{region} since {day}", region=description, day=days.to_date(residence.since))
    if residence.known or len(exposure.circumstances.residences) == 1:
        return description
    return _("{region}, assumed", region=description)


def _describe_setting_change(change: SettingChange) -> str:
    """How a setting stood, and since when."""
    if change.since is None:
        return FACT_VALUE_LABELS[change.position]
    return _("{position} since {day}", position=FACT_VALUE_LABELS[change.position], day=days.to_date(change.since))


def build_use_table(exposure: Exposure, use: Use) -> dict[str, dict[Column, int]]:
    """Items by category and column for a use, categories in the order in which they are shown."""
    table: dict[str, dict[Column, int]] = {}
    counts = exposure.counts(use.id)
    for category in CATEGORIES:
        row = {
            column: items
            for column in COLUMNS
            if (items := counts.get(CountKey(category, column.outcome, column.limited), 0))
        }
        if row:
            table[category] = row
    return table


def select_columns(table: dict[str, dict[Column, int]]) -> tuple[Column, ...]:
    """The columns to show: the six outcomes, and of the others those that hold anything."""
    outcome_columns = {Column(outcome) for outcome in Outcome}
    return tuple(
        column for column in COLUMNS if column in outcome_columns or any(column in row for row in table.values())
    )


def build_item_record(exposure: Exposure, item: Item) -> dict[str, Any]:
    """One item as the command line's JSON shows it."""
    block, index, item_class = item.block, item.index, item.item_class
    return {
        "id": str(block.ref(index, exposure.holdings.has_several_archives)),
        "member": block.member,
        "kind": block.kind or make_base_id(block.member),
        "row": block.record_number(index),
        "part": item_class.data_category,
        "category": exposure.pack.find_category(item_class.data_category),
        "data_category": item_class.data_category,
        "date": block.date(index),
        "time": block.time(index),
        "author": item_class.author.value,
        "audience": item.audience.value,
        "text": block.text(index),
        "verdicts": {use: build_verdict_record(exposure, use, item) for use in exposure.pack.uses},
    }


def make_base_id(member: str) -> str:
    """The base name of a file in lower case with other characters as ``_``."""
    name_parts = member.rsplit("/", 1)[-1].rpartition(".")
    stem = name_parts[0] or name_parts[2]
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in stem.lower())


def build_verdict_record(exposure: Exposure, use: str, item: Item) -> dict[str, Any]:
    """One verdict as the command line's JSON shows it."""
    verdict = exposure.verdict(use, item)
    return {
        "outcome": verdict.outcome.value if verdict.outcome else None,
        "label": verdict.label if verdict.outcome else OUTSIDE_REASON,
        "now": verdict.now,
        "earlier": [
            {
                "from": days.format_date(earlier.first),
                "until": days.format_date(earlier.last),
                "answer": earlier.answer,
                "rules": list(earlier.rules),
            }
            for earlier in verdict.earlier
        ],
        "windows": [[days.format_date(w.first), days.format_date(w.last)] for w in verdict.windows],
        "rules": list(verdict.all_rules),
        "closers": list(verdict.closers),
        "sources": list(verdict.sources),
        "limited_to": verdict.limited_to,
        "basis": verdict.basis,
        "confidence": verdict.confidence,
        "disputed": verdict.disputed,
        "conflicts": list(verdict.conflicts),
        "assumed": [build_assumption_record(fact) for fact in exposure.assumptions(use, item)],
        "date_unknown": item.block.day_number(item.index) is None,
    }


def describe_assumption(exposure: Exposure, fact: Assumption, verdict: Verdict) -> LazyText:
    """An assumed fact in words, and what would be otherwise: another outcome, or other days of the same."""
    name = fact.fact.removeprefix(AUTHOR_PREFIX)
    setting = exposure.pack.settings.get(name)
    title = _("'{setting}'", setting=setting.name) if setting is not None else FACT_LABELS.get(name, name)
    subject = _("the author's {fact}", fact=title) if fact.fact.startswith(AUTHOR_PREFIX) else title
    value = FACT_VALUE_LABELS.get(fact.value, fact.value)
    if fact.other_outcome is verdict.outcome:
        return _("{fact} {value} (otherwise the same, on other days)", fact=subject, value=value)
    other_outcome = fact.other_outcome.label if fact.other_outcome else OUTSIDE_REASON
    return _("{fact} {value} (otherwise {outcome})", fact=subject, value=value, outcome=other_outcome)


def build_assumption_record(fact: Assumption) -> dict[str, Any]:
    """One assumed fact as JSON shows it."""
    return {
        "fact": fact.fact,
        "value": fact.value,
        "otherwise": fact.other_outcome.value if fact.other_outcome else None,
    }
