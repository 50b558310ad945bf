"""The list of items: its columns for every format, and the writer for line formats (CSV, load file).

Only number, date, time and text belong to one row. The cells of its verdicts are the same for all items of a group
but for the day (see ``row_template``), so the writer makes them once. Arrow then joins whole batches of rows from few
pieces, instead of Python joining them row by row.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.columns import (
    build_string_array,
    count_cell_bytes,
    factorize,
    format_integers,
    join_columns,
    repeat_text,
    take_cells,
    view_cells,
)
from inspector.exposure import Exposure, combine_groups, group_by_verdict
from inspector.i18n import LazyText, Value, _, join_texts, lookup
from inspector.items import AUDIENCES, AUTHORS, Block, Item
from inspector.policy import Pack, Verdict, days
from inspector.policy.pack.pack_schema import VALUE_LABELS
from inspector.policy.verdict import OUTSIDE_REASON
from inspector.progress import Monitor
from inspector.report.formats.row_template import DayTexts, TextTemplate, build_group_templates
from inspector.report.report import Report
from inspector.summary import labels
from inspector.summary.facts import describe_assumption
from inspector.summary.sections import BEGINNING, OPEN_ENDED
from inspector.summary.sentences import UNKNOWN, describe_purpose_limit
from inspector.table import UNKNOWN_DAY, format_day
from inspector.table.dates import Precision

ITEM_COLUMNS = (
    *(_("Id"), _("File"), _("Row"), _("Category"), _("Data category"), _("Date")),
    *(_("Time"), _("Author"), _("Audience"), _("Text")),
)
"""The titles of the columns that do not depend on a use."""
VERDICT_COLUMNS = (
    *(_("outcome"), _("reason"), _("since"), _("until"), _("all open days")),
    *(_("on the as-of day"), _("earlier answers"), _("rules"), _("closed by"), _("sources")),
    *(_("certainty"), _("flags")),
)
"""The titles of the columns of each leading use."""
TEXT_INDEX = ITEM_COLUMNS.index("Text")
_BATCH_ROWS = 16_384
_BATCH_BYTES = 16 << 20
"""The limits of one batch: rows, and about how many bytes of text."""
_PLACEHOLDER = "7777777"
"""Marks a gap in a formatted cell. It is made of digits, because no format escapes them."""


def list_column_titles(pack: Pack) -> tuple[str, ...]:
    """List the titles of all columns, in order."""
    verdict_titles = (
        _("{use}: {column}", use=lookup(use.short), column=name)
        for use in pack.leading_uses
        for name in VERDICT_COLUMNS
    )
    return (*ITEM_COLUMNS, *verdict_titles)


def list_verdict_cells(exposure: Exposure, use: str, item: Item) -> Iterator[str]:
    """List the cells under ``VERDICT_COLUMNS`` for one item and use."""
    verdict = exposure.verdict(use, item)
    latest = verdict.windows[-1] if verdict.windows else None
    yield verdict.outcome.label if verdict.outcome else OUTSIDE_REASON
    yield verdict.label
    yield "" if latest is None else days.format_date(latest.first) or BEGINNING
    yield "" if latest is None else days.format_date(latest.last) or OPEN_ENDED
    yield join_texts((window.description for window in verdict.windows), "; ")
    yield labels.OUTCOME_LABELS[verdict.now] if verdict.now else OUTSIDE_REASON
    yield join_texts((earlier.description for earlier in verdict.earlier), "; ")
    yield ", ".join(verdict.all_rules)
    yield ", ".join(verdict.closers)
    yield ", ".join(verdict.sources)
    yield describe_certainty(verdict)
    yield join_texts(_describe_flags(exposure, use, item, verdict), "; ")


def describe_certainty(verdict: Verdict) -> str:
    """Describe the confidence and the basis of a verdict; "" where the item is outside the picture."""
    if verdict.outcome is None:
        return ""
    confidence = VALUE_LABELS[verdict.confidence if verdict.sources else "no source"]
    certainty = _("{confidence}; {basis}", confidence=confidence, basis=VALUE_LABELS[verdict.basis])
    return join_texts((certainty, VALUE_LABELS[verdict.reading]), "; ") if verdict.sources else certainty


def _describe_flags(exposure: Exposure, use: str, item: Item, verdict: Verdict) -> Iterator[LazyText]:
    """Say what a reader must know beside the outcome."""
    if verdict.limited_to:
        yield describe_purpose_limit(lookup(verdict.limited_to))
    if verdict.disputed:
        yield _("disputed ({conflicts})", conflicts=", ".join(verdict.conflicts))
    for fact in exposure.assumptions(use, item):
        yield _("assumed: {fact}", fact=describe_assumption(exposure, fact, verdict))
    if item.block.day_number(item.index) is None:
        yield _("date unknown")


def get_date(block: Block, index: int) -> "Value | None":
    """Give an item's date: a day, or "YYYY" or "YYYY-MM" where no more is known; ``None`` where it has none."""
    day = int(block.days[index])
    if day != UNKNOWN_DAY and block.precision[index] >= Precision.DAY:
        return days.to_date(day)
    return block.date(index)


def build_item_cells(report: Report, item: Item) -> tuple[str, ...]:
    """Build all cells of one item, under ``list_column_titles``: for a preview, and for tests of the writers."""
    exposure, block, index = report.exposure, item.block, item.index
    item_class = item.item_class
    return (
        str(block.ref(index, exposure.holdings.has_several_archives)),
        block.member,
        str(block.record_number(index)),
        labels.label_category(exposure.pack.find_category(item_class.data_category)),
        labels.label_data_category(item_class.data_category),
        block.date(index) or UNKNOWN,
        block.time(index) or "",
        labels.AUTHOR_LABELS[item_class.author],
        labels.AUDIENCE_LABELS[item.audience],
        report.get_text(item),
        *(cell for use in exposure.pack.leading_uses for cell in list_verdict_cells(exposure, use.id, item)),
    )


@dataclass(frozen=True, slots=True)
class RowFormat:
    """How a line format writes cells and rows.

    ``format_cell`` formats one text; it must leave digits and hyphens as they are, because gaps for numbers and days
    are cut into its result. ``format_column`` does the same for a column of texts: it gives arrays that are to be
    joined cell by cell, without the delimiters that ``format_cell`` puts around every text.
    """

    format_cell: Callable[[str], str]
    format_column: Callable[[pa.StringArray], Sequence[pa.StringArray]]
    separator: str
    row_end: str

    @property
    def cell_delimiters(self) -> tuple[str, str]:
        """The opening and closing delimiter of a cell."""
        opening, closing = self.format_cell(_PLACEHOLDER).split(_PLACEHOLDER)
        return opening, closing

    def format_row(self, texts: Sequence[str]) -> str:
        """Format a whole row, with its end."""
        return self.separator.join(map(self.format_cell, texts)) + self.row_end


class ItemListWriter:
    """Writes the selected items of a report in a line format.

    ``get_leading_cells(block, number)`` gives further cells that stand before an item's own. They are asked for once
    a block, with a placeholder as ``number``: the writer puts the item's number among all items there, with nine
    digits.
    """

    def __init__(
        self, report: Report, row_format: RowFormat, get_leading_cells: Callable[[Block, str], Sequence[str]]
    ) -> None:
        self._report, self._exposure, self._row_format, self._get_leading_cells = (
            report,
            report.exposure,
            row_format,
            get_leading_cells,
        )
        self._localize = report.localize
        self._date_cells: dict[int, str] = {}

    def write(self, write_bytes: Callable[[memoryview], object], monitor: Monitor, title: str) -> None:
        """Write the rows as UTF-8, a batch at a time; raises ``Cancelled``."""
        selection = self._report.selection
        total, done = len(selection), 0
        first_numbers = self._number_blocks()
        for block, indices in zip(selection.blocks, selection.indices, strict=True):
            monitor.step(done, total, title)
            verdict_columns = _VerdictColumns(self._report, self._row_format, block, indices)
            for batch, batch_slice in _split_batches(block, indices):
                monitor.step(done, total, title)
                numbers = first_numbers[block] + batch
                write_bytes(view_cells(self._build_rows(block, batch, numbers, verdict_columns, batch_slice)))
                done += len(batch)
        monitor.step(total, total, title)

    def _number_blocks(self) -> dict[Block, int]:
        """Number the first item of each block, from 1. The selection does not matter, so control numbers are stable."""
        first_numbers, next_number = {}, 1
        for block in self._exposure.holdings.blocks:
            first_numbers[block] = next_number
            next_number += len(block)
        return first_numbers

    def _build_rows(
        self,
        block: Block,
        batch: NDArray[np.int64],
        numbers: NDArray[np.int64],
        verdict_columns: "_VerdictColumns",
        batch_slice: slice,
    ) -> pa.StringArray:
        """Build the rows of some items of a block."""
        count = len(batch)
        row_numbers = format_integers(block.record_numbers(batch))
        columns = [
            *self._build_leading_columns(block, numbers),
            *self._build_address_columns(block, batch, row_numbers),
            self._build_date_column(block, batch),
            repeat_text(self._row_format.separator, count),
            *self._build_time_columns(block, batch),
            *self._build_people_columns(block, batch),
            *self._row_format.format_column(self._report.get_texts(block, batch)),
            *verdict_columns.build_columns(batch_slice),
        ]
        return join_columns(columns, "")

    def _build_leading_columns(self, block: Block, numbers: NDArray[np.int64]) -> Iterator[pa.StringArray]:
        placeholder = _choose_placeholder("\n".join(self._get_leading_cells(block, "")))
        leading_cells = self._get_leading_cells(block, placeholder)
        if not leading_cells:
            return
        prefix, *suffixes = self._row_format.separator.join(map(self._row_format.format_cell, leading_cells)).split(
            placeholder
        )
        yield repeat_text(prefix, len(numbers))
        for suffix in suffixes:
            yield pc.utf8_lpad(format_integers(numbers), width=9, padding="0")
            yield repeat_text(suffix, len(numbers))
        yield repeat_text(self._row_format.separator, len(numbers))

    def _build_address_columns(
        self, block: Block, batch: NDArray[np.int64], row_numbers: pa.StringArray
    ) -> Iterator[pa.StringArray]:
        """Build the cells from Id to Data category, with the separators behind them."""
        pack, several = self._exposure.pack, self._exposure.holdings.has_several_archives
        row_pieces: list[list[str]] = []
        for name in block.data_categories:
            archive = f"{block.archive}!" if several else ""
            suffix = f"/{name or 'unsorted'}" if block.has_named_part else ""
            placeholder = _choose_placeholder(block.member)
            address_cells = (
                f"{archive}{block.member}#{placeholder}{suffix}",
                block.member,
                placeholder,
                self._localize(labels.label_category(pack.find_category(name))),
                self._localize(labels.label_data_category(name)),
            )
            row = (
                self._row_format.separator.join(map(self._row_format.format_cell, address_cells))
                + self._row_format.separator
            )
            row_pieces.append(row.split(placeholder))
        codes = block.category[batch].astype(np.int64)
        for index in range(3):
            if index:
                yield row_numbers
            yield take_cells(build_string_array([pieces[index] for pieces in row_pieces]), codes)

    def _build_date_column(self, block: Block, batch: NDArray[np.int64]) -> pa.StringArray:
        """Build the cells under Date; each distinct date is formatted once."""
        keys = block.days[batch].astype(np.int64) * 8 + block.precision[batch]
        distinct, key_codes = factorize(keys)
        date_cells = self._date_cells
        for key in distinct.tolist():
            if key not in date_cells:
                date_cells[key] = self._row_format.format_cell(
                    format_day(key >> 3, Precision(key & 7)) or self._localize(UNKNOWN)
                )
        return take_cells(build_string_array([date_cells[key] for key in distinct.tolist()]), key_codes)

    def _build_time_columns(self, block: Block, batch: NDArray[np.int64]) -> Iterator[pa.StringArray]:
        """Build the cells under Time from hour, minute and second; the last text of each is the missing part."""
        opening, closing = self._row_format.cell_delimiters
        seconds, precision = block.seconds[batch].astype(np.int64), block.precision[batch]
        has_time = (precision >= Precision.MINUTE) & (seconds >= 0)
        hour, minute, second = (
            np.where(has_time, seconds // 3600, 24),
            np.where(has_time, seconds // 60 % 60, 60),
            seconds % 60,
        )
        second[~has_time | (precision != Precision.SECOND)] = 60
        yield take_cells(build_string_array([*(f"{opening}{number:02d}:" for number in range(24)), opening]), hour)
        yield take_cells(build_string_array([*(f"{number:02d}" for number in range(60)), ""]), minute)
        yield take_cells(build_string_array([*(f":{number:02d}{closing}" for number in range(60)), closing]), second)

    def _build_people_columns(self, block: Block, batch: NDArray[np.int64]) -> Iterator[pa.StringArray]:
        """Build the cells under Author and Audience, with the separators around them up to the text."""
        separator, opening = self._row_format.separator, self._row_format.cell_delimiters[0]
        people_cells = [
            separator.join(("", self._row_format.format_cell(author), self._row_format.format_cell(audience), opening))
            for author in (self._localize(labels.AUTHOR_LABELS[each]) for each in AUTHORS)
            for audience in (self._localize(labels.AUDIENCE_LABELS[each]) for each in AUDIENCES)
        ]
        codes = block.author[batch].astype(np.int64) * len(AUDIENCES) + block.audience[batch]
        yield take_cells(build_string_array(people_cells), codes)


class _VerdictColumns:
    """The cells behind the text, for some items of a block: all verdicts, formatted once for each group of items."""

    def __init__(self, report: Report, row_format: RowFormat, block: Block, indices: NDArray[np.int64]) -> None:
        self._report, self._exposure = report, report.exposure
        self._row_format, self._block, self._indices = row_format, block, indices
        self._days = block.days[indices].astype(np.int64)
        self._template_codes = np.zeros(len(indices), np.int64)
        self._templates: list[TextTemplate] = []
        self._day_texts: dict[int, DayTexts] = {UNKNOWN_DAY: DayTexts("", "")}
        groups = self._group_items()
        for group in np.flatnonzero(np.bincount(groups)).tolist():
            self._add_group(np.flatnonzero(groups == group))
        self._gap_count = max((len(template.localized_gaps) for template in self._templates), default=0)

    @cached_property
    def _dictionaries(self) -> list[pa.StringArray]:
        """For each piece position the pieces of all templates, "" where a template has fewer."""
        return [
            build_string_array([t.pieces[position] if position < len(t.pieces) else "" for t in self._templates])
            for position in range(self._gap_count + 1)
        ]

    @cached_property
    def _gap_kinds(self) -> NDArray[np.int64]:
        """The kind of each gap: 0 none, 1 ISO 8601, 2 in the report's language; shape (templates, gaps)."""
        kinds = np.zeros((len(self._templates), self._gap_count), np.int64)
        for number, template in enumerate(self._templates):
            kinds[number, : len(template.localized_gaps)] = np.array(template.localized_gaps, np.int64) + 1
        return kinds

    def build_columns(self, batch_slice: slice) -> Iterator[pa.StringArray]:
        """Build the columns of pieces for some of the items, to be joined cell by cell."""
        codes, own_days = self._template_codes[batch_slice], self._days[batch_slice]
        distinct, day_codes = factorize(own_days)
        day_texts = list(map(self._get_day_texts, distinct.tolist()))
        day_strings = build_string_array(["", *(day.iso for day in day_texts), *(day.localized for day in day_texts)])
        for position, dictionary in enumerate(self._dictionaries):
            if position:
                kinds = self._gap_kinds[codes, position - 1]
                yield take_cells(day_strings, np.where(kinds > 0, day_codes + 1 + (kinds - 1) * len(day_texts), 0))
            yield take_cells(dictionary, codes)

    def _get_day_texts(self, day: int) -> DayTexts:
        """Give the texts of a day; each is made once."""
        if day not in self._day_texts:
            date = days.to_date(day)
            self._day_texts[day] = DayTexts(date.isoformat(), self._report.language.format_value(date))
        return self._day_texts[day]

    def _group_items(self) -> NDArray[np.int64]:
        """Number the groups whose cells differ only by the item's own day, over all leading uses; shape (items,)."""
        groupings = [
            group_by_verdict(self._exposure, use.id, self._block).groups for use in self._exposure.pack.leading_uses
        ]
        return reduce(combine_groups, groupings)[self._indices]

    def _add_group(self, positions: NDArray[np.int64]) -> None:
        """Add the templates of one group of items and assign them."""
        own_days = self._days[positions]
        templates = build_group_templates(positions, own_days, self._build_tail, self._get_day_texts)
        if templates.shared is not None:
            self._assign_template(positions, templates.shared[0])
            return
        for day, (template,) in templates.by_day.items():
            self._assign_template(positions[own_days == day], template)

    def _assign_template(self, positions: NDArray[np.int64], template: TextTemplate) -> None:
        self._template_codes[positions] = len(self._templates)
        self._templates.append(template)

    def _build_tail(self, position: int) -> tuple[str]:
        """The rest of a row behind the text, as one text: the row is written in one piece."""
        item = Item(self._block, int(self._indices[position]))
        texts = [
            self._report.localize(cell)
            for use in self._exposure.pack.leading_uses
            for cell in list_verdict_cells(self._exposure, use.id, item)
        ]
        return (self._row_format.cell_delimiters[1] + self._row_format.separator + self._row_format.format_row(texts),)


def _split_batches(block: Block, indices: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], slice]]:
    """Split the items into batches of bounded size; gives each with its slice of ``indices``."""
    sizes = sum(count_cell_bytes(block.table.column(column)).astype(np.int64) for column in block.text_columns)
    ends = np.cumsum(np.asarray(sizes)[block.rows[indices]])
    start = 0
    while start < len(indices):
        bytes_before = int(ends[start - 1]) if start else 0
        end = min(start + _BATCH_ROWS, max(start + 1, int(np.searchsorted(ends, bytes_before + _BATCH_BYTES))))
        yield indices[start:end], slice(start, end)
        start = end


def _choose_placeholder(text: str) -> str:
    """Choose digits that the text does not contain."""
    placeholder = _PLACEHOLDER
    while placeholder in text:
        placeholder += "7"
    return placeholder
