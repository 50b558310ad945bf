"""A written report: a summary with the options, the items and the moment of one export."""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from inspector import __version__
from inspector.columns import build_blank_cells, list_texts
from inspector.errors import Refused
from inspector.exposure import Exposure
from inspector.holdings import SetAsideRow
from inspector.i18n import ENGLISH, Language, LazyText, Value, _, join_texts, plural
from inspector.items import Block, Item, Selection, take_texts
from inspector.query import Query, select
from inspector.report.options import DEFAULT_OPTIONS, ReportOptions, Totals
from inspector.report.pseudonyms import PSEUDONYM_LIMITS, SET_ASIDE_PSEUDONYM_LIMIT, Pseudonymizer
from inspector.summary.exposure_summary import Summary
from inspector.summary.rule_text import build_untranslated_notice
from inspector.taxonomy import CATEGORIES

if TYPE_CHECKING:
    from inspector.policy import Outcome

_LAST_EPOCH = 253_402_300_799
"""The last second of the year 9999, in seconds since 1970."""
_ITEM_SCOPE_TEXTS = {
    "filtered": _("those that the filter shows"),
    "selected": _("those that were selected"),
}


@dataclass(frozen=True)
class Report:
    """An exposure to be written: when, by which program, and with which options.

    The options say which items are listed one by one, and in which language; counts are always of all items. Texts
    for people are ``LazyText``: each format translates them with ``localize``. ``generated_at`` is in UTC.
    """

    exposure: Exposure
    generated_at: dt.datetime
    app: str = f"Archive Inspector {__version__}"
    options: ReportOptions = DEFAULT_OPTIONS

    @cached_property
    def summary(self) -> Summary:
        """What every face says about the exposure."""
        return Summary(self.exposure)

    @cached_property
    def selection(self) -> Selection:
        """The items to list, in the order of archives, members and rows."""
        choice = self.options.items
        return select(self.exposure, choice) if isinstance(choice, Query) else choice

    def items(self) -> Iterator[Item]:
        """The items to list, one by one; ``selection`` holds them as columns."""
        return iter(self.selection)

    def group_by_category(self) -> dict[str, Selection]:
        """The items to list by category, in the order of ``CATEGORIES``; a category without items is missing."""
        selections = {category: _select_category(self.exposure, self.selection, category) for category in CATEGORIES}
        return {category: selection for category, selection in selections.items() if len(selection)}

    def get_text(self, item: Item) -> str:
        """The item's text under the options; "" where texts are left out."""
        if not self.options.include_texts:
            return ""
        if self.pseudonymizer is None:
            return item.block.text(item.index)
        return list_texts(self.get_texts(item.block, np.array([item.index])))[0]

    def get_texts(self, block: Block, indices: NDArray[np.int64]) -> pa.StringArray:
        """The texts of some items of a block, as ``get_text`` gives them: one text for each index."""
        if not self.options.include_texts:
            return build_blank_cells(len(indices))
        rows = block.rows[indices].astype(np.int64)
        return (
            take_texts(block, rows) if self.pseudonymizer is None else self.pseudonymizer.pseudonymize_rows(block, rows)
        )

    def get_set_aside_text(self, row: SetAsideRow) -> str | None:
        """The raw text of a row set aside; ``None`` where the options leave it out."""
        return None if self.set_aside_notice else row.text

    @property
    def set_aside_notice(self) -> str:
        """Why the raw texts of rows set aside are left out, in a sentence; "" where they are listed.

        A raw text has no columns: names in it cannot be told, and no filter can choose it.
        """
        if not self.options.include_texts:
            return _("The texts of rows set aside are left out, like all texts.")
        if self.options.pseudonym_key is not None:
            return SET_ASIDE_PSEUDONYM_LIMIT
        if self.options.item_scope != "all":
            return _("The texts of rows set aside are left out, because only chosen items are listed.")
        return ""

    @cached_property
    def pseudonymizer(self) -> Pseudonymizer | None:
        """Replaces other people's names and addresses; ``None`` where the options do not ask for it."""
        key = self.options.pseudonym_key
        return Pseudonymizer(self.exposure.holdings, key, self.language) if key is not None else None

    @property
    def pseudonym_limits(self) -> tuple[str, ...]:
        """What pseudonyms replace in the listed texts and what they miss, in sentences; none without pseudonyms."""
        if self.options.pseudonym_key is None or not self.options.include_texts:
            return ()
        has_set_aside_rows = self.exposure.holdings.set_aside_count > 0
        return (*PSEUDONYM_LIMITS, SET_ASIDE_PSEUDONYM_LIMIT) if has_set_aside_rows else PSEUDONYM_LIMITS

    @property
    def language(self) -> Language:
        """The language of everything for people."""
        return self.options.language

    def localize(self, value: Value) -> str:
        """A text, a number or a day in the language of the report; a plain ``str`` stays as it is."""
        return self.language.format_value(value)

    @property
    def english_report(self) -> "Report":
        """The same report in English, the language of formats for programs."""
        if self.language is ENGLISH:
            return self
        return replace(self, options=replace(self.options, language=ENGLISH))

    @property
    def untranslated_notice(self) -> str:
        """The sentence that rules stay in English; "" in an English report."""
        return build_untranslated_notice(self.language)

    @property
    def generated_text(self) -> str:
        """The moment of the report, to the minute."""
        return format_moment(self.generated_at)

    @property
    def header_lines(self) -> tuple[str, ...]:
        """The lines for every page: matter and privilege, where they were given."""
        matter = _("Matter: {matter}", matter=self.options.matter) if self.options.matter else ""
        return tuple(filter(None, (matter, self.options.privilege)))

    @property
    def listing_sentence(self) -> str:
        """The sentence that says which items are listed one by one."""
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
        """The sums that a written file is checked against; from the verdicts, not from the tables that it shows."""
        outcomes: dict[str, dict[Outcome | None, int]] = {use: {} for use in self.exposure.pack.uses}
        for tally in self.exposure.tallies:
            outcome_counts = outcomes[tally.use]
            outcome_counts[tally.verdict.outcome] = outcome_counts.get(tally.verdict.outcome, 0) + tally.items
        return Totals(self.exposure.holdings.item_count, len(self.selection), outcomes)

    def verify_totals(self, written_totals: Totals) -> None:
        """Compare with the totals of a written file; raises ``Refused`` (X_TOTALS) where they differ."""
        if not self.totals.agrees_with(written_totals):
            raise Refused(
                "X_TOTALS",
                _("The totals in the written file are not those on screen; the file was not kept."),
                _("This is a fault of the program. Choose another format, and do not rely on this one."),
            )


def _select_category(exposure: Exposure, selection: Selection, category: str) -> Selection:
    """The items of a selection that belong to a category."""
    matches = [
        (block, indices[mask])
        for block, indices in zip(selection.blocks, selection.indices, strict=True)
        if (mask := _match_category(exposure, block, indices, category)).any()
    ]
    return Selection(tuple(block for block, _indices in matches), tuple(indices for _block, indices in matches))


def _match_category(exposure: Exposure, block: Block, indices: NDArray[np.int64], category: str) -> NDArray[np.bool_]:
    is_in_category = np.array([exposure.pack.find_category(name) == category for name in block.data_categories])
    return is_in_category[block.category[indices]]


def apply_source_date_epoch(now: dt.datetime) -> dt.datetime:
    """The moment to write into a report.

    ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) replaces ``now`` where it is set, so that the same input gives the
    same bytes. Raises ``Refused`` (E_USAGE) where it is no such number, as that specification asks.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return now.replace(microsecond=0)
    if not (epoch.isascii() and epoch.isdigit() and len(epoch) <= len(str(_LAST_EPOCH)) and int(epoch) <= _LAST_EPOCH):
        raise Refused(
            "E_USAGE",
            _("The environment value {name} is not a number of seconds since 1970.", name="SOURCE_DATE_EPOCH"),
            _("Set it to a whole number up to {number}, or remove it.", number=_LAST_EPOCH),
        )
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC)


def get_timestamp() -> dt.datetime:
    """The moment to write into a report made now, in UTC."""
    return apply_source_date_epoch(dt.datetime.now(dt.UTC))


def format_moment(moment: dt.datetime, *, seconds: bool = False) -> LazyText:
    """A moment in UTC as people read it."""
    clock = f"{moment:%H:%M:%S}" if seconds else f"{moment:%H:%M}"
    return _("{day} {clock} UTC", day=moment.date(), clock=clock)
