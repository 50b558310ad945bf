"""The rows of the sheets that list items one by one, written as SpreadsheetML (ECMA-376 part 1, 18.3).

A styled cell costs openpyxl far more time than finding out what belongs in it. So openpyxl writes the workbook with
only the headers of these sheets, and their rows are streamed in behind. Only number, address, time and text belong to
one row. The cells of each distinct verdict, day and kind are made once and refer to the shared strings. Memory stays
flat, and no text can become a formula.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inspector.columns import count_cell_bytes, factorize, list_cell_bytes
from inspector.exposure import BEGINNING, group_by_verdict
from inspector.i18n import _
from inspector.items import AUDIENCES, AUTHORS, Block, Item, Selection
from inspector.items.block import UNSORTED_PART
from inspector.policy import days
from inspector.printable import make_printable
from inspector.report.formats.item_list import ITEM_COLUMNS, VERDICT_COLUMNS, list_verdict_cells
from inspector.report.formats.row_template import (
    CellTemplates,
    DayTexts,
    GroupTemplates,
    TextTemplate,
    build_group_templates,
)
from inspector.report.formats.xlsx.cells import MAX_CELL_UNITS, MAX_MARK_UNITS, CellTexts, count_units, escape_xml
from inspector.report.report import Report
from inspector.summary import labels
from inspector.summary.sentences import UNKNOWN
from inspector.table import UNKNOWN_DAY, format_day, format_time
from inspector.table.dates import Precision

ITEM_WIDTHS = (34, 24, 7, 14, 20, 12, 10, 10, 10, 60)
VERDICT_WIDTHS = (18, 34, 12, 12, 26, 14, 34, 14, 14, 18, 22, 30)
FIRST_EXCEL_DAY = -25_508
"""1900-03-01. Days before it are written as text: Excel counts a 29 February 1900, other programs do not."""
_DAY_COLUMNS = {"since", "until"}
"""The columns of a verdict whose text is a day, if it has one."""
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
EXCEL_EPOCH_OFFSET = 25_569
"""Excel's serial number of 1970-01-01 (1900 date system)."""
ITEM_ROW_MARKER = b' ht="40.5" customHeight="1">'
"""The attributes that only rows of items have: three lines high. ``read_back`` counts the rows by it."""
_ROW_TEMPLATE = b'<row r="%d"' + ITEM_ROW_MARKER + b"%b</row>"
_CHUNK_SIZE = 4096
_DAY_RANGE = 1 << 33
"""Larger than any difference of two days, so that group and day fit one number."""


@dataclass(frozen=True, slots=True)
class CellStyleIds:
    """The style indices of the workbook for texts, numbers and days."""

    text: int
    number: int
    day: int


class ItemRowWriter:
    """Renders items as XML rows."""

    def __init__(self, report: Report, cell_texts: CellTexts, styles: CellStyleIds) -> None:
        self._report, self._exposure, self._cell_texts = report, report.exposure, cell_texts
        self._uses = [use.id for use in report.exposure.pack.leading_uses]
        self._text_start = b'<c t="inlineStr" s="%d"><is><t xml:space="preserve">' % styles.text
        self._shared_cell = b'<c t="s" s="%d"><v>%%d</v></c>' % styles.text
        self._number_start = b'<c s="%d"><v>' % styles.number
        self._day_cell = b'<c s="%d"><v>%%d</v></c>' % styles.day
        self._cell_cache: dict[object, bytes] = {}

    def render_rows(self, selection: Selection, first_number: int) -> Iterator[bytes]:
        """Render the rows of the selected items one by one, numbered from ``first_number``."""
        number = first_number
        for block, indices in zip(selection.blocks, selection.indices, strict=True):
            verdicts = [_VerdictCells(self, self._report, use, block) for use in self._uses]
            for start in range(0, len(indices), _CHUNK_SIZE):
                chunk = indices[start : start + _CHUNK_SIZE]
                for cells in self._render_chunk(block, chunk, verdicts):
                    yield _ROW_TEMPLATE % (number, cells)
                    number += 1

    def _render_chunk(
        self, block: Block, indices: NDArray[np.int64], verdicts: Sequence["_VerdictCells"]
    ) -> Iterator[bytes]:
        """Render the cells of some items of a block, one item at a time."""
        several = self._exposure.holdings.has_several_archives
        prefix = f"{block.archive}!{block.member}#" if several else f"{block.member}#"
        text_end = b"</t></is></c>"
        numbers = [b"%d" % number for number in block.record_numbers(indices).tolist()]
        if count_units(make_printable(prefix)) > MAX_CELL_UNITS - 100:  # the address alone is over the limit of a cell
            ids = [self._render_inline_text(str(block.ref(int(i), several)), ITEM_COLUMNS[0]) for i in indices]
        else:
            id_start, id_suffixes = (
                self._text_start + escape_xml(make_printable(prefix)).encode(),
                _list_id_suffixes(block, indices),
            )
            ids = [
                b"%b%b%b%b" % (id_start, number, id_suffix, text_end)
                for number, id_suffix in zip(numbers, id_suffixes, strict=True)
            ]
        file = self.render_shared_text(block.member) + self._number_start
        categories = self._render_categories(block, indices)
        dates = self._render_dates(block, indices)
        people = self._render_people(block, indices)
        texts = [b"%b%b%b" % (self._text_start, text, text_end) for text in self._render_texts(block, indices)]
        verdict_columns = [verdict.render_cells(indices) for verdict in verdicts]
        number_end = b"</v></c>"
        for item_cells in zip(ids, numbers, categories, dates, people, texts, *verdict_columns, strict=True):
            id_, number, *rest = item_cells
            yield b"".join((id_, file, number, number_end, *rest))

    def render_shared_text(self, text: str) -> bytes:
        """Render a cell whose text repeats, in the report's language, as a reference to a shared string."""
        cell_text = self._cell_texts.fit_text(self._report.localize(text), lambda: self._report.localize(_("Items")))
        return self._shared_cell % self._cell_texts.share_text(cell_text)

    def render_day(self, day: int) -> bytes | None:
        """Render a day as a number that can be sorted; ``None`` before ``FIRST_EXCEL_DAY``."""
        return self._day_cell % (day + EXCEL_EPOCH_OFFSET) if day >= FIRST_EXCEL_DAY else None

    def render_verdict_cell(self, column: str, text: str) -> bytes:
        """Render one cell of a verdict."""
        is_day = column in _DAY_COLUMNS and _ISO_DATE.fullmatch(text)
        return (
            self.render_day(days.from_date(dt.date.fromisoformat(text))) if is_day else None
        ) or self.render_shared_text(text)

    def render_plain_text(self, text: str) -> bytes:
        """Render a repeated text that is known to be short and printable."""
        return self._shared_cell % self._cell_texts.share_text(text)

    def _render_inline_text(self, text: str, location: str) -> bytes:
        return b"%b%b</t></is></c>" % (
            self._text_start,
            escape_xml(self._cell_texts.fit_text(text, lambda: location)).encode(),
        )

    def _render_categories(self, block: Block, indices: NDArray[np.int64]) -> list[bytes]:
        """Render the cells under Category and Data category."""
        pack = self._exposure.pack
        category_cells = [
            self.render_shared_text(labels.label_category(pack.find_category(name)))
            + self.render_shared_text(labels.label_data_category(name))
            for name in block.data_categories
        ]
        return [category_cells[code] for code in block.category[indices].tolist()]

    def _render_dates(self, block: Block, indices: NDArray[np.int64]) -> list[bytes]:
        """Render the cells under Date and Time."""
        moments = zip(
            block.days[indices].tolist(),
            block.precision[indices].tolist(),
            block.seconds[indices].tolist(),
            strict=True,
        )
        return [
            self._render_date(day, precision) + self._render_time(second, precision)
            for day, precision, second in moments
        ]

    def _render_date(self, day: int, precision: int) -> bytes:
        key = (day, precision)
        date_cell = self._cell_cache.get(key)
        if date_cell is None:
            is_whole_day = day != UNKNOWN_DAY and precision >= Precision.DAY
            text = format_day(day, Precision(precision)) or UNKNOWN
            date_cell = self._cell_cache[key] = (
                self.render_day(day) if is_whole_day else None
            ) or self.render_shared_text(text)
        return date_cell

    def _render_time(self, second: int, precision: int) -> bytes:
        key = (second, precision, "time")
        time_cell = self._cell_cache.get(key)
        if time_cell is None:
            text = format_time(second, Precision(precision))
            time_cell = self._cell_cache[key] = (
                self.render_shared_text(text) if text else self._text_start.partition(b" t=")[0] + b"/>"
            )
        return time_cell

    def _render_people(self, block: Block, indices: NDArray[np.int64]) -> list[bytes]:
        """Render the cells under Author and Audience."""
        width = len(AUDIENCES)
        people_cells = [
            self.render_shared_text(labels.AUTHOR_LABELS[author])
            + self.render_shared_text(labels.AUDIENCE_LABELS[audience])
            for author in AUTHORS
            for audience in AUDIENCES
        ]
        codes = block.author[indices].astype(np.intp) * width + block.audience[indices]
        return [people_cells[code] for code in codes.tolist()]

    def _render_texts(self, block: Block, indices: NDArray[np.int64]) -> list[bytes]:
        """Give the texts of items, escaped for XML."""
        several = self._exposure.holdings.has_several_archives
        return self._cell_texts.clean_texts(
            list_cell_bytes(self._report.get_texts(block, indices)),
            lambda number: str(block.ref(int(indices[number]), several)),
        )


class _VerdictCells:
    """The XML cells of the verdicts of one use over one block."""

    def __init__(self, row_writer: ItemRowWriter, report: Report, use: str, block: Block) -> None:
        self._row_writer, self._report, self._exposure, self._use, self._block = (
            row_writer,
            report,
            report.exposure,
            use,
            block,
        )
        groups = group_by_verdict(self._exposure, use, block)
        self._groups, self._first_days = groups.groups, groups.first_days
        self._group_cells: dict[int, _GroupCells] = {}

    def render_cells(self, indices: NDArray[np.int64]) -> list[bytes]:
        """Render the cells of some items, one piece of XML an item."""
        keys = self._groups[indices] * _DAY_RANGE + (self._first_days[indices] - BEGINNING)
        distinct, key_codes = factorize(keys)
        distinct_cells = []
        for key in distinct.tolist():
            group, day = divmod(key, _DAY_RANGE)
            distinct_cells.append(self._get_group_cells(group).render(day + BEGINNING))
        return [distinct_cells[code] for code in key_codes.tolist()]

    def _get_group_cells(self, group: int) -> "_GroupCells":
        cells = self._group_cells.get(group)
        if cells is None:
            items = np.flatnonzero(self._groups == group)
            templates = build_group_templates(items, self._first_days[items], self._list_texts, self._get_day_texts)
            cells = self._group_cells[group] = _GroupCells(self._row_writer, templates, self._get_day_texts)
        return cells

    def _list_texts(self, index: int) -> tuple[str, ...]:
        return tuple(
            map(self._report.localize, list_verdict_cells(self._exposure, self._use, Item(self._block, index)))
        )

    def _get_day_texts(self, day: int) -> DayTexts:
        date = days.to_date(day)
        return DayTexts(date.isoformat(), self._report.localize(date))


class _GroupCells:
    """The XML cells of one group of items, rendered once a day."""

    def __init__(
        self, row_writer: ItemRowWriter, templates: GroupTemplates, get_day_texts: Callable[[int], DayTexts]
    ) -> None:
        self._row_writer, self._templates, self._get_day_texts = row_writer, templates, get_day_texts
        self._shared_parts: list[bytes | TextTemplate] = []
        self._cells_by_day: dict[int, bytes] = {}

    def render(self, day: int) -> bytes:
        """Render the cells of the items of a day."""
        cells = self._cells_by_day.get(day)
        if cells is None:
            cells = self._cells_by_day[day] = b"".join(
                part if isinstance(part, bytes) else self._render_gap_cell(part, day) for part in self._list_parts(day)
            )
        return cells

    def _list_parts(self, day: int) -> list[bytes | TextTemplate]:
        if self._templates.shared is None:
            return list(self._merge_fixed_cells(self._templates.get(day)))
        if not self._shared_parts:
            self._shared_parts = list(self._merge_fixed_cells(self._templates.shared))
        return self._shared_parts

    def _merge_fixed_cells(self, templates: CellTemplates) -> Iterator[bytes | TextTemplate]:
        """Render the cells without gaps and join neighbours; cells with gaps stay templates."""
        fixed_cells = b""
        for column, template in zip(VERDICT_COLUMNS, templates, strict=True):
            if not template.localized_gaps:
                fixed_cells += self._row_writer.render_verdict_cell(column, template.pieces[0])
                continue
            yield fixed_cells
            yield template
            fixed_cells = b""
        yield fixed_cells

    def _render_gap_cell(self, template: TextTemplate, day: int) -> bytes:
        day_cell = self._row_writer.render_day(day) if template.is_lone_day else None
        return day_cell or self._row_writer.render_plain_text(template.fill(self._get_day_texts(day)))


def _list_id_suffixes(block: Block, indices: NDArray[np.int64]) -> list[bytes]:
    """List what follows the row's number in the items' addresses."""
    if not block.has_named_part:
        return [b""] * len(indices)
    suffixes = [f"/{name or UNSORTED_PART}".encode() for name in block.data_categories]
    return [suffixes[code] for code in block.category[indices].tolist()]


def has_long_texts(report: Report) -> bool:
    """Tell whether the text or the address of any selected item is too long for a cell."""
    selection = report.selection
    for block, indices in zip(selection.blocks, selection.indices, strict=True):
        if count_units(make_printable(block.member)) > MAX_CELL_UNITS - 100:
            return True
        byte_counts = sum(
            count_cell_bytes(block.table.column(column)).astype(np.int64) for column in block.text_columns
        )
        candidates = indices[np.asarray(byte_counts)[block.rows[indices]] * MAX_MARK_UNITS > MAX_CELL_UNITS - 100]
        if any(
            count_units(make_printable(report.get_text(Item(block, int(index))))) > MAX_CELL_UNITS
            for index in candidates
        ):
            return True
    return False
