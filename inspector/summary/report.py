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
from inspector.columns import strings, take
from inspector.errors import Refused
from inspector.exposure import Bin, Exposure, Item
from inspector.i18n import ENGLISH, Language, Value, Words, counted, joined, named, words
from inspector.items import Block, texts_at
from inspector.policy import Assumed, Outcome, Verdict, days
from inspector.policy.circumstances import AGE, AS_OF, REGION, Stay, Turn
from inspector.policy.evaluator import AUTHOR
from inspector.policy.pack.pack_schema import Conflict, Use
from inspector.policy.verdict import OUTSIDE
from inspector.query import Query, Selection, select
from inspector.report.options import EVERYTHING, Choices, Totals
from inspector.report.pseudonyms import LIMITS, People
from inspector.summary.labels import FACTS, FILE_STATES, VALUES
from inspector.summary.rule_text import rules_in_english
from inspector.taxonomy import CATEGORIES


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of counts: an outcome (``None``: dated after the as-of day), for one purpose only or not."""

    outcome: Outcome | None
    limited: bool = False

    @property
    def title(self) -> str:
        """The column's heading."""
        outcome = self.outcome.words if self.outcome is not None else OUTSIDE
        return words("{outcome}, for one purpose only", outcome=outcome) if self.limited else outcome


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
NOT_USED = words('"Could be used" is what published terms allow. It does not mean that anything was used.')

_LISTED = {
    "filtered": words("those that the filter shows"),
    "selected": words("those that were selected"),
}
_KINDS = {
    "complete": words("a complete download, as far as its content shows"),
    "basic": words("LinkedIn's basic download: posts, comments and reactions are not in it"),
    "unknown": words("a download of which only parts are here"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A circumstance as reports show it: its value, how it is known, what the archive suggests."""

    id: str
    name: str
    value: str
    origin: str
    evidence: str | None


@dataclass(frozen=True)
class Report:
    """An exposure with the moment and the program that reported it, and what was chosen for it.

    The choices say which items are listed one by one, and in which language; counts are always of all items. Texts
    for people are ``Words``: each format says them in the language of the report with ``said``.
    """

    exposure: Exposure
    generated: dt.datetime
    app: str = f"Archive Inspector {__version__}"
    choices: Choices = EVERYTHING

    @cached_property
    def selection(self) -> Selection:
        """The items to be listed, in the order of archives, members and rows."""
        chosen = self.choices.items
        return select(self.exposure, chosen) if isinstance(chosen, Query) else chosen

    def items(self) -> Iterator[Item]:
        """The items to be listed, one by one; ``selection`` holds them as columns."""
        return iter(self.selection)

    def by_category(self) -> dict[str, Selection]:
        """The items to be listed, apart by category, in the order in which categories are shown."""
        found = {category: _in_category(self.exposure, self.selection, category) for category in CATEGORIES}
        return {category: chosen for category, chosen in found.items() if len(chosen)}

    def text_of(self, item: Item) -> str:
        """The item's text as it is to be shown: "" where texts were not chosen."""
        if not self.choices.texts:
            return ""
        if self.people is None:
            return item.block.text(item.index)
        text: str = self.texts_of(item.block, np.array([item.index]))[0].as_py()
        return text

    def texts_of(self, block: Block, indices: NDArray[np.int64]) -> Any:  # noqa: ANN401 - pyarrow ships no types
        """The texts of some items of a block as ``text_of`` gives them, a ``pyarrow.StringArray``."""
        if not self.choices.texts:
            return take(strings([""]), np.zeros(len(indices), np.int64))
        rows = block.rows[indices].astype(np.int64)
        return texts_at(block, rows) if self.people is None else self.people.texts_at(block, rows)

    @cached_property
    def people(self) -> People | None:
        """The other people behind pseudonyms, where these were chosen."""
        key = self.choices.pseudonyms
        return People(self.exposure.holdings, key, self.language) if key is not None else None

    @property
    def limits(self) -> tuple[str, ...]:
        """What was done to the texts and what that does not do, in sentences."""
        return LIMITS if self.choices.pseudonyms is not None and self.choices.texts else ()

    @property
    def language(self) -> Language:
        """The language of the report; formats for programs do not ask for it."""
        return self.choices.language

    def said(self, value: Value) -> str:
        """A text, a number or a day in the language of the report; a text that is not ``Words`` stays as it is."""
        return self.language.written(value)

    @property
    def for_programs(self) -> "Report":
        """The same report in the language of formats for programs, which is English whatever was chosen."""
        if self.language is ENGLISH:
            return self
        return replace(self, choices=replace(self.choices, language=ENGLISH))

    @property
    def untranslated(self) -> str:
        """A sentence for where texts of rules are shown in another language than theirs; "" where it is theirs."""
        return rules_in_english(self.language)

    @property
    def moment(self) -> str:
        """When it was reported, to the minute."""
        return moment(self.generated)

    @property
    def marks(self) -> tuple[str, ...]:
        """The lines that stand on every page: the matter and the privilege, where they were given."""
        matter = words("Matter: {matter}", matter=self.choices.matter) if self.choices.matter else ""
        return tuple(filter(None, (matter, self.choices.privilege)))

    @property
    def listed(self) -> str:
        """Which items are listed one by one, in a sentence."""
        number, all_items = len(self.selection), self.exposure.holdings.items
        if self.choices.of_items == "all":
            told = counted("All {number} items are listed.", "All {number} items are listed.", all_items)
        else:
            told = words(
                "{listed} of {all} items are listed: {which}.",
                listed=number,
                all=all_items,
                which=_LISTED[self.choices.of_items],
            )
        return told if self.choices.texts else joined((told, words("Their texts are left out.")), " ")

    @cached_property
    def totals(self) -> Totals:
        """The sums that the screen shows, which every written file must hold too."""
        outcomes: dict[str, dict[Outcome | None, int]] = {use: {} for use in self.exposure.pack.uses}
        for tally in self.exposure.tallies:
            found = outcomes[tally.use]
            found[tally.verdict.outcome] = found.get(tally.verdict.outcome, 0) + tally.items
        return Totals(self.exposure.holdings.items, len(self.selection), outcomes)

    def confirm(self, found: Totals) -> None:
        """Compare what was read back from a written file; raises ``Refused`` (X_TOTALS) where it differs."""
        if not self.totals.agrees_with(found):
            raise Refused(
                "X_TOTALS",
                words("The totals in the written file are not those on screen; the file was not kept."),
                words("This is a fault of the program. Choose another format, and do not rely on this one."),
            )

    @property
    def headline(self) -> str:
        """The one sentence to read first."""
        exposure = self.exposure
        use = exposure.pack.leading_uses[0]
        sums: dict[Outcome | None, int] = {}
        for bin_, items in exposure.counts(use.id).items():
            sums[bin_.outcome] = sums.get(bin_.outcome, 0) + items
        now, earlier = sums.get(Outcome.COULD_BE_USED, 0), sums.get(Outcome.COULD_HAVE_BEEN_USED, 0)
        day = days.date(exposure.circumstances.as_of)
        open_now = counted(
            "{number} of {all} items could be used as things stand on {day}",
            "{number} of {all} items could be used as things stand on {day}",
            now,
            all=exposure.holdings.items,
            day=day,
        )
        if not earlier:
            return words("{use}: {now}.", use=named(use.name), now=open_now)
        before = counted(
            "{number} more could have been used before", "{number} more could have been used before", earlier
        )
        return words("{use}: {now}, and {before}.", use=named(use.name), now=open_now, before=before)

    @property
    def coverage(self) -> str:
        """What was found, in one line."""
        states: dict[str, int] = {}
        for file in self.exposure.holdings.files:
            states[file.state] = states.get(file.state, 0) + 1
        told = (
            words("{number} {state}", number=states[state], state=FILE_STATES[state])
            for state in sorted(states, key=lambda s: -states[s])
        )
        return counted(
            "{number} file ({states}); {kind}.",
            "{number} files ({states}); {kind}.",
            len(self.exposure.holdings.files),
            states=joined(told),
            kind=_KINDS[self.exposure.holdings.completeness],
        )

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The circumstances, each with its origin."""
        return tuple(_facts(self.exposure))

    @property
    def cannot_tell(self) -> tuple[str, ...]:
        """What no rule of the pack can answer."""
        return tuple(limit.statement for limit in self.exposure.pack.limits)

    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts that concern a rule that decides or closes for any item, and those that concern none."""
        used = set(self.used_rules())
        return tuple(c for c in self.exposure.pack.conflicts if not c.rules or used & set(c.rules))

    def used_rules(self) -> tuple[str, ...]:
        """The rules that decide or close for any item, leading uses first, each once."""
        rules: dict[str, None] = {}
        for tally in self.exposure.tallies:
            for rule in (*tally.verdict.all_rules, *tally.verdict.closers, *_earlier_rules(tally.verdict)):
                rules.setdefault(rule)
        return tuple(rules)


def _in_category(exposure: Exposure, chosen: Selection, category: str) -> Selection:
    """Those of the chosen items that belong to a category."""
    kept = [
        (block, indices[mask])
        for block, indices in zip(chosen.blocks, chosen.indices, strict=True)
        if (mask := _belongs(exposure, block, indices, category)).any()
    ]
    return Selection(tuple(block for block, _indices in kept), tuple(indices for _block, indices in kept))


def _belongs(exposure: Exposure, block: Block, indices: NDArray[np.int64], category: str) -> NDArray[np.bool_]:
    wanted = np.array([exposure.pack.category_of(name) == category for name in block.data_categories])
    return wanted[block.category[indices]]


def _earlier_rules(verdict: Verdict) -> tuple[str, ...]:
    return tuple(rule for earlier in verdict.earlier for rule in earlier.rules)


def stamped(now: dt.datetime) -> dt.datetime:
    """The moment to write into a report: ``SOURCE_DATE_EPOCH`` where that is set, so that bytes repeat."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch.isdigit() else now.replace(microsecond=0)


def now() -> dt.datetime:
    """The moment to write into a report that is made now."""
    return stamped(dt.datetime.now(dt.UTC))


def moment(generated: dt.datetime, *, seconds: bool = False) -> Words:
    """A moment as people read it, in UTC."""
    clock = f"{generated:%H:%M:%S}" if seconds else f"{generated:%H:%M}"
    return words("{day} {clock} UTC", day=generated.date(), clock=clock)


def _facts(exposure: Exposure) -> Iterator[Fact]:
    pack, stated = exposure.pack, exposure.circumstances
    hints = {hint.subject: f"{hint.value} ({hint.member}, {hint.column})" for hint in reversed(exposure.holdings.hints)}
    as_of = words("{day}", day=days.date(stated.as_of))
    yield Fact(AS_OF, words("As of"), as_of, _origin(known=stated.as_of_stated), None)
    stays = joined((_stay(exposure, stay) for stay in stated.stays), "; ")
    known = all(stay.known for stay in stated.stays)
    yield Fact(REGION, words("Region"), stays, _origin(known=known), hints.get("region"))
    age = words("born {day}", day=stated.born) if stated.born else VALUES["minor" if stated.age == "minor" else "adult"]
    yield Fact(AGE, words("Age"), age, _origin(known=stated.age_known), hints.get("age"))
    for setting in pack.settings.values():
        history = stated.history(setting)
        known = all(turn.known for turn in history)
        yield Fact(setting.id, setting.name, joined(map(_turn, history), "; "), _origin(known=known), None)


def _origin(*, known: bool) -> str:
    return words("stated") if known else words("assumed")


def _stay(exposure: Exposure, stay: Stay) -> Words:
    """Where somebody lived, and since when."""
    told = words("{region} ({code})", region=named(exposure.pack.regions[stay.region].name), code=stay.said)
    if stay.since:
        told = words("{region} since {day}", region=told, day=days.date(stay.since))
    if stay.known or len(exposure.circumstances.stays) == 1:
        return told
    return words("{region}, assumed", region=told)


def _turn(turn: Turn) -> str:
    """How a setting stood, and since when."""
    if turn.since is None:
        return VALUES[turn.position]
    return words("{position} since {day}", position=VALUES[turn.position], day=days.date(turn.since))


def use_table(exposure: Exposure, use: Use) -> dict[str, dict[Column, int]]:
    """Items by category and column for a use, categories in the order in which they are shown."""
    table: dict[str, dict[Column, int]] = {}
    counts = exposure.counts(use.id)
    for category in CATEGORIES:
        row = {
            column: items
            for column in COLUMNS
            if (items := counts.get(Bin(category, column.outcome, column.limited), 0))
        }
        if row:
            table[category] = row
    return table


def shown_columns(table: dict[str, dict[Column, int]]) -> tuple[Column, ...]:
    """The columns to show: the six outcomes, and of the others those that hold anything."""
    plain = {Column(outcome) for outcome in Outcome}
    return tuple(column for column in COLUMNS if column in plain or any(column in row for row in table.values()))


def item_record(exposure: Exposure, item: Item) -> dict[str, Any]:
    """One item as the command line's JSON shows it."""
    block, index, facts = item.block, item.index, item.facts
    return {
        "id": str(block.ref(index, exposure.holdings.several)),
        "member": block.member,
        "kind": block.kind or base_id(block.member),
        "row": block.number(index),
        "part": facts.data_category,
        "category": exposure.pack.category_of(facts.data_category),
        "data_category": facts.data_category,
        "date": block.date(index),
        "time": block.time(index),
        "author": facts.author.value,
        "audience": item.audience.value,
        "text": block.text(index),
        "verdicts": {use: verdict_record(exposure, use, item) for use in exposure.pack.uses},
    }


def base_id(member: str) -> str:
    """The base name of a file in lower case with other characters as ``_``."""
    base = member.rsplit("/", 1)[-1].rpartition(".")
    stem = base[0] or base[2]
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in stem.lower())


def verdict_record(exposure: Exposure, use: str, item: Item) -> dict[str, Any]:
    """One verdict as the command line's JSON shows it."""
    verdict = exposure.verdict(use, item)
    return {
        "outcome": verdict.outcome.value if verdict.outcome else None,
        "label": verdict.label if verdict.outcome else OUTSIDE,
        "now": verdict.now,
        "earlier": [
            {
                "from": days.written(earlier.first),
                "until": days.written(earlier.last),
                "answer": earlier.answer,
                "rules": list(earlier.rules),
            }
            for earlier in verdict.earlier
        ],
        "windows": [[days.written(w.first), days.written(w.last)] for w in verdict.windows],
        "rules": list(verdict.all_rules),
        "closers": list(verdict.closers),
        "sources": list(verdict.sources),
        "limited_to": verdict.limited_to,
        "basis": verdict.basis,
        "confidence": verdict.confidence,
        "disputed": verdict.disputed,
        "conflicts": list(verdict.conflicts),
        "assumed": [assumed_record(fact) for fact in exposure.assumed(use, item)],
        "date_unknown": item.block.born(item.index) is None,
    }


def assumed_words(exposure: Exposure, fact: Assumed, verdict: Verdict) -> Words:
    """An assumed fact in words, and what would be otherwise: another outcome, or other days of the same."""
    name = fact.fact.removeprefix(AUTHOR)
    setting = exposure.pack.settings.get(name)
    title = words("'{setting}'", setting=setting.name) if setting is not None else FACTS.get(name, name)
    whose = words("the author's {fact}", fact=title) if fact.fact.startswith(AUTHOR) else title
    value = VALUES.get(fact.value, fact.value)
    if fact.otherwise is verdict.outcome:
        return words("{fact} {value} (otherwise the same, on other days)", fact=whose, value=value)
    otherwise = fact.otherwise.words if fact.otherwise else OUTSIDE
    return words("{fact} {value} (otherwise {outcome})", fact=whose, value=value, outcome=otherwise)


def assumed_record(fact: Assumed) -> dict[str, Any]:
    """One assumed fact as JSON shows it."""
    return {"fact": fact.fact, "value": fact.value, "otherwise": fact.otherwise.value if fact.otherwise else None}
