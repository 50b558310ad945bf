"""The rows of the sheets that list items one by one, laid out by columns and written as XML.

A styled cell costs openpyxl far more than it costs to find out what belongs in it. So openpyxl writes the
workbook with these sheets holding their headers only, and their rows are streamed in behind. Of a row only its
number, its address, its time and its text are its own: the cells of each distinct verdict, day and kind are
made once, and refer to texts that the workbook keeps once. Memory stays flat and no text can become a formula.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inspector.catalog import AUDIENCES, AUTHORS, Block
from inspector.catalog.columns import lengths, texts
from inspector.exposure import Item, Selection
from inspector.facts import Audience
from inspector.policy import Verdict, days
from inspector.report.item_list import VERDICT_HEADS, verdict_cells
from inspector.report.report import Report
from inspector.report.workbook.cells import CELL_UNITS, MARK_UNITS, Cells, units, xml
from inspector.table import UNKNOWN_DAY, format_day, format_time
from inspector.table.dates import Precision
from inspector.visible import visible

ITEM_WIDTHS = (34, 24, 7, 14, 20, 12, 10, 10, 10, 60)
VERDICT_WIDTHS = (18, 34, 12, 12, 26, 14, 34, 14, 14, 18, 22, 30)
FIRST_EXCEL_DAY = -25_508
"""1900-03-01, the first day whose number all spreadsheets agree about; days before it are written as text."""
_DATED = {"since", "until"}
"""The columns of a verdict that hold a day, where they hold one."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNKNOWN = AUDIENCES.index(Audience.UNKNOWN)
EXCEL_DAYS = 25_569
"""What Excel calls 1970-01-01."""
_ROW = b'<row r="%d" ht="40.5" customHeight="1">%b</row>'
"""A row, three lines high."""
_CHUNK = 4096
_LATER = 1 << 62
_SHARED_LIFE = -(1 << 31)


@dataclass(frozen=True, slots=True)
class Styles:
    """The numbers that the workbook gives to the looks of texts, of numbers and of days."""

    text: int
    number: int
    day: int


class ItemRows:
    """Makes the XML rows of items."""

    def __init__(self, report: Report, cells: Cells, styles: Styles) -> None:
        self._report, self._exposure, self._cells = report, report.exposure, cells
        self._uses = [use.id for use in report.exposure.pack.leading_uses]
        self._text = b'<c t="inlineStr" s="%d"><is><t xml:space="preserve">' % styles.text
        self._repeated = b'<c t="s" s="%d"><v>%%d</v></c>' % styles.text
        self._number = b'<c s="%d"><v>' % styles.number
        self._day = b'<c s="%d"><v>%%d</v></c>' % styles.day
        self._made: dict[object, bytes] = {}

    def rows(self, chosen: Selection, first: int) -> Iterator[bytes]:
        """The rows of the chosen items one by one, numbered from ``first``."""
        number = first
        for block, indices in zip(chosen.blocks, chosen.indices, strict=True):
            verdicts = [_Verdicts(self, use, block) for use in self._uses]
            for start in range(0, len(indices), _CHUNK):
                piece = indices[start : start + _CHUNK]
                for cells in self._piece(block, piece, verdicts):
                    yield _ROW % (number, cells)
                    number += 1

    def _piece(self, block: Block, indices: NDArray[np.int64], verdicts: Sequence["_Verdicts"]) -> Iterator[bytes]:
        """The cells of some items of a block, an item at a time."""
        several = self._exposure.holdings.several
        prefix = f"{block.archive}!{block.member}#" if several else f"{block.member}#"
        closed = b"</t></is></c>"
        numbers = [b"%d" % number for number in _numbers(block, indices).tolist()]
        if units(visible(prefix)) > CELL_UNITS - 100:  # the address alone is over the limit of a cell
            ids = [self._inline(str(block.ref(int(i), several)), "Id") for i in indices]
        else:
            head, tails = self._text + xml(visible(prefix)).encode(), _parts(block, indices)
            ids = [b"%b%b%b%b" % (head, number, tail, closed) for number, tail in zip(numbers, tails, strict=True)]
        file = self.repeated(block.member) + self._number
        kinds = self._kinds(block, indices)
        dates = self._dates(block, indices)
        people = self._people(block, indices)
        shown = [b"%b%b%b" % (self._text, text, closed) for text in self._texts(block, indices)]
        judged = [verdict.cells(indices) for verdict in verdicts]
        mark = b"</v></c>"
        for own in zip(ids, numbers, kinds, dates, people, shown, *judged, strict=True):
            id_, number, *rest = own
            yield b"".join((id_, file, number, mark, *rest))

    def repeated(self, text: str) -> bytes:
        """A cell whose text other cells hold too."""
        fit = self._cells.fit(text, lambda: "Items")
        return self._repeated % self._cells.shared(fit)

    def day(self, day: int) -> bytes | None:
        """A cell with a day that can be sorted and filtered; ``None`` where spreadsheets do not agree about it."""
        return self._day % (day + EXCEL_DAYS) if day >= FIRST_EXCEL_DAY else None

    def verdict(self, use: str, item: Item) -> bytes:
        """The cells of one verdict."""
        words = zip(VERDICT_HEADS, verdict_cells(self._exposure, use, item), strict=True)
        return b"".join(self._word(text, dated=head in _DATED) for head, text in words)

    def _word(self, text: str, *, dated: bool) -> bytes:
        found = self.day(days.number(dt.date.fromisoformat(text))) if dated and _ISO.fullmatch(text) else None
        return found or self.repeated(text)

    def _inline(self, text: str, place: str) -> bytes:
        return b"%b%b</t></is></c>" % (self._text, xml(self._cells.fit(text, lambda: place)).encode())

    def _kinds(self, block: Block, indices: NDArray[np.int64]) -> list[bytes]:
        """The cells under Category and Data category."""
        pack = self._exposure.pack
        made = [
            self.repeated(pack.category_of(name).replace("_", " "))
            + self.repeated((name or "unknown").replace("_", " "))
            for name in block.data_categories
        ]
        return [made[code] for code in block.category[indices].tolist()]

    def _dates(self, block: Block, indices: NDArray[np.int64]) -> list[bytes]:
        """The cells under Date and Time."""
        moments = zip(
            block.days[indices].tolist(),
            block.precision[indices].tolist(),
            block.seconds[indices].tolist(),
            strict=True,
        )
        return [self._date(day, precision) + self._time(second, precision) for day, precision, second in moments]

    def _date(self, day: int, precision: int) -> bytes:
        key = (day, precision)
        made = self._made.get(key)
        if made is None:
            whole = day != UNKNOWN_DAY and precision >= Precision.DAY
            words = format_day(day, Precision(precision)) or "unknown"
            made = self._made[key] = (self.day(day) if whole else None) or self.repeated(words)
        return made

    def _time(self, second: int, precision: int) -> bytes:
        key = (second, precision, "time")
        made = self._made.get(key)
        if made is None:
            words = format_time(second, Precision(precision))
            made = self._made[key] = self.repeated(words) if words else self._text.partition(b" t=")[0] + b"/>"
        return made

    def _people(self, block: Block, indices: NDArray[np.int64]) -> list[bytes]:
        """The cells under Author and Audience."""
        width = len(AUDIENCES)
        made = [self.repeated(a.value) + self.repeated(s.value) for a in AUTHORS for s in AUDIENCES]
        codes = block.author[indices].astype(np.intp) * width + block.audience[indices]
        return [made[code] for code in codes.tolist()]

    def _texts(self, block: Block, indices: NDArray[np.int64]) -> list[bytes]:
        """The texts of items as XML holds them."""
        several = self._exposure.holdings.several
        return self._cells.clean(
            _bytes_of(self._report.texts_of(block, indices)),
            lambda number: str(block.ref(int(indices[number]), several)),
        )


class _Verdicts:
    """The cells of the verdicts of one use over one block, each distinct one made once."""

    def __init__(self, rows: ItemRows, use: str, block: Block) -> None:
        self._rows, self._use, self._block = rows, use, block
        self._exposure = rows._exposure  # noqa: SLF001 - the two are one
        self._codes, verdicts = self._exposure.verdict_codes(use, block)
        # An item born later than what its verdict speaks of first has days of its own.
        self._spoken = np.array([_first_spoken(verdict) for verdict in verdicts] or [_LATER], np.int64)

    def cells(self, indices: NDArray[np.int64]) -> list[bytes]:
        """The cells of some items, one text of XML an item."""
        block, codes = self._block, self._codes[indices].astype(np.int64)
        registered = self._exposure.holdings.registered
        own = block.days[indices].astype(np.int64)
        undated = own == UNKNOWN_DAY
        born = np.where(undated, _SHARED_LIFE if registered is None else registered, own)
        own_life = (born > self._spoken[codes]) | (block.audience[indices] == _UNKNOWN)
        life = np.where(own_life, born, _SHARED_LIFE)
        key = ((codes * 4 + block.audience[indices]) * 2 + undated) * (1 << 33) + (life - _SHARED_LIFE)
        distinct, first, where = np.unique(key, return_index=True, return_inverse=True)
        made = [self._cells(Item(block, int(indices[place]))) for place in first.tolist()]
        return [made[code] for code in where.tolist()] if len(distinct) > 1 else made * len(indices)

    def _cells(self, item: Item) -> bytes:
        rows = self._rows
        undated = item.block.born(item.index) is None
        key = (*self._exposure.verdict_key(self._use, item), item.audience, undated, *self._otherwise(item))
        made = rows._made.get(key)  # noqa: SLF001 - the two are one
        if made is None:
            made = rows._made[key] = rows.verdict(self._use, item)  # noqa: SLF001
        return made

    def _otherwise(self, item: Item) -> tuple[object, ...]:
        """What is assumed of an unknown audience hangs on what a limited one would mean on the item's own day."""
        if item.audience is not Audience.UNKNOWN:
            return ()
        return self._exposure.born(item), item.block.part.audience.limited_category


def _first_spoken(verdict: Verdict) -> int:
    """The first day that a verdict speaks of: only items born later have less to be told."""
    firsts = [*(window.first for window in verdict.windows), *(span.first for span in verdict.earlier)]
    return min((-_LATER if first is None else first for first in firsts), default=_LATER)


def _bytes_of(found: Any) -> list[bytes]:  # noqa: ANN401 - pyarrow ships no types
    """The cells of a column of text as UTF-8."""
    _valid, offsets, data = found.buffers()
    ends = np.frombuffer(offsets, np.int32, len(found) + 1, found.offset * 4).tolist()
    held = memoryview(data or b"")
    return [bytes(held[start:end]) for start, end in pairwise(ends)]


def _numbers(block: Block, indices: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of the items' records in their table, from 1."""
    rows = block.rows[indices]
    return (rows + 1 if block.table.numbers is None else np.asarray(block.table.numbers)[rows]).astype(np.int64)


def _parts(block: Block, indices: NDArray[np.int64]) -> list[bytes]:
    """What follows the row's number in the items' addresses."""
    if not block.named_part:
        return [b""] * len(indices)
    made = [f"/{name or 'unsorted'}".encode() for name in block.data_categories]
    return [made[code] for code in block.category[indices].tolist()]


def any_long(report: Report) -> bool:
    """Whether the text or the address of any chosen item is more than a cell holds."""
    chosen = report.selection
    for block, indices in zip(chosen.blocks, chosen.indices, strict=True):
        if units(visible(block.member)) > CELL_UNITS - 100:
            return True
        bytes_ = sum(lengths(texts(block.table, column)).astype(np.int64) for column in block.text_columns)
        longer = indices[np.asarray(bytes_)[block.rows[indices]] * MARK_UNITS > CELL_UNITS - 100]
        if any(units(visible(report.text_of(Item(block, int(index))))) > CELL_UNITS for index in longer):
            return True
    return False
