"""The rows of the sheets that list items one by one, laid out by columns and written as XML.

A styled cell costs openpyxl far more than it costs to find out what belongs in it. So openpyxl writes the
workbook with these sheets holding their headers only, and their rows are streamed in behind. Of a row only its
number, its address, its time and its text are its own: the cells of each distinct verdict, day and kind are
made once, and refer to texts that the workbook keeps once. Memory stays flat and no text can become a formula.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inspector.columns import numbered
from inspector.exposure import BEGINNING, Item, alike
from inspector.i18n import words
from inspector.items import AUDIENCES, AUTHORS, Block
from inspector.items.text_columns import lengths
from inspector.policy import days
from inspector.printable import visible
from inspector.query import Selection
from inspector.report.formats.item_list import ITEM_HEADS, VERDICT_HEADS, verdict_cells
from inspector.report.formats.xlsx.cells import CELL_UNITS, MARK_UNITS, Cells, units, xml
from inspector.summary import labels
from inspector.summary.report import Report
from inspector.summary.sentences import UNKNOWN
from inspector.table import UNKNOWN_DAY, format_day, format_time
from inspector.table.dates import Precision

ITEM_WIDTHS = (34, 24, 7, 14, 20, 12, 10, 10, 10, 60)
VERDICT_WIDTHS = (18, 34, 12, 12, 26, 14, 34, 14, 14, 18, 22, 30)
FIRST_EXCEL_DAY = -25_508
"""1900-03-01, the first day whose number all spreadsheets agree about; days before it are written as text."""
_DATED = {"since", "until"}
"""The columns of a verdict that hold a day, where they hold one."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
EXCEL_DAYS = 25_569
"""What Excel calls 1970-01-01."""
ROW_END = b' ht="40.5" customHeight="1">'
"""What only the rows of items begin with, behind their numbers: they are three lines high."""
_ROW = b'<row r="%d"' + ROW_END + b"%b</row>"
_CHUNK = 4096
_Gaps = tuple[int, list[str]]
"""The place of a cell under ``VERDICT_HEADS``, and what stands between the gaps in its text."""
_DAYS = 1 << 33
"""More days than there are."""


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
            verdicts = [_Verdicts(self, self._report, use, block) for use in self._uses]
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
            ids = [self._inline(str(block.ref(int(i), several)), ITEM_HEADS[0]) for i in indices]
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
        """A cell whose text other cells hold too, in the language of the report."""
        fit = self._cells.fit(self._report.said(text), lambda: self._report.said(words("Items")))
        return self._repeated % self._cells.shared(fit)

    def day(self, day: int) -> bytes | None:
        """A cell with a day that can be sorted and filtered; ``None`` where spreadsheets do not agree about it."""
        return self._day % (day + EXCEL_DAYS) if day >= FIRST_EXCEL_DAY else None

    def words(self, texts: Sequence[str]) -> bytes:
        """The cells of one verdict, whose texts are those under ``VERDICT_HEADS``."""
        return b"".join(self.word(head, text) for head, text in zip(VERDICT_HEADS, texts, strict=True))

    def word(self, head: str, text: str) -> bytes:
        """One cell of a verdict."""
        dated = head in _DATED and _ISO.fullmatch(text)
        return (self.day(days.number(dt.date.fromisoformat(text))) if dated else None) or self.repeated(text)

    def filled(self, text: str) -> bytes:
        """A cell whose text other cells may hold too, and that is known to be short and plain."""
        return self._repeated % self._cells.shared(text)

    def _inline(self, text: str, place: str) -> bytes:
        return b"%b%b</t></is></c>" % (self._text, xml(self._cells.fit(text, lambda: place)).encode())

    def _kinds(self, block: Block, indices: NDArray[np.int64]) -> list[bytes]:
        """The cells under Category and Data category."""
        pack = self._exposure.pack
        made = [
            self.repeated(labels.category(pack.category_of(name))) + self.repeated(labels.data_category(name))
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
            text = format_day(day, Precision(precision)) or UNKNOWN
            made = self._made[key] = (self.day(day) if whole else None) or self.repeated(text)
        return made

    def _time(self, second: int, precision: int) -> bytes:
        key = (second, precision, "time")
        made = self._made.get(key)
        if made is None:
            text = format_time(second, Precision(precision))
            made = self._made[key] = self.repeated(text) if text else self._text.partition(b" t=")[0] + b"/>"
        return made

    def _people(self, block: Block, indices: NDArray[np.int64]) -> list[bytes]:
        """The cells under Author and Audience."""
        width = len(AUDIENCES)
        made = [
            self.repeated(labels.AUTHORS[author]) + self.repeated(labels.AUDIENCES[audience])
            for author in AUTHORS
            for audience in AUDIENCES
        ]
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
    """The cells of the verdicts of one use over one block.

    Verdicts of one group differ in nothing but the items' own days, so that their words are made once, with gaps.
    """

    def __init__(self, rows: ItemRows, report: Report, use: str, block: Block) -> None:
        self._rows, self._report, self._exposure, self._use, self._block = rows, report, report.exposure, use, block
        found = alike(self._exposure, use, block)
        self._groups, self._born = found.groups, found.born
        self._made: dict[int, _Template] = {}

    def cells(self, indices: NDArray[np.int64]) -> list[bytes]:
        """The cells of some items, one text of XML an item."""
        keys = self._groups[indices] * _DAYS + (self._born[indices] - BEGINNING)
        distinct, where = numbered(keys)
        made = []
        for key in distinct.tolist():
            group, day = divmod(key, _DAYS)
            made.append(self._template(group).cells(self._rows, day + BEGINNING))
        return [made[code] for code in where.tolist()]

    def _template(self, group: int) -> "_Template":
        """The words of a group, with gaps where two of its items of different days say the days."""
        found = self._made.get(group)
        if found is None:
            places = np.flatnonzero(self._groups == group)
            found = self._made[group] = _Template(self._words, self._born[places], places, self._told)
        return found

    def _words(self, place: int) -> tuple[str, ...]:
        return tuple(map(self._report.said, verdict_cells(self._exposure, self._use, Item(self._block, place))))

    def _told(self, day: int) -> tuple[str, ...]:
        """A day as it stands under each of ``VERDICT_HEADS``: where a day stands alone it is one that can be sorted."""
        date = days.date(day)
        iso, said = date.isoformat(), self._report.said(date)
        return tuple(iso if head in _DATED else said for head in VERDICT_HEADS)


class _Template:
    """The words of the verdicts of one group: one for all its items, or with gaps to be filled with a day."""

    def __init__(
        self,
        texts_of: Callable[[int], tuple[str, ...]],
        born: NDArray[np.int64],
        places: NDArray[np.int64],
        told: Callable[[int], tuple[str, ...]],
    ) -> None:
        self._texts_of, self._born, self._places, self._told = texts_of, born, places, told
        first, last = int(born.argmin()), int(born.argmax())
        self._one = texts_of(int(places[first]))
        self._pieces: list[list[str]] = []
        self._parts: list[bytes | _Gaps] = []
        self._by_day: dict[int, bytes] = {}
        self._sure = True
        if born[first] != born[last]:
            days_told = told(int(born[first]))
            self._pieces = [word.split(day) for word, day in zip(self._one, days_told, strict=True)]
            self._sure = self._filled(int(born[last])) == texts_of(int(places[last]))

    def _filled(self, day: int) -> tuple[str, ...]:
        return tuple(told.join(pieces) for told, pieces in zip(self._told(day), self._pieces, strict=True))

    def cells(self, rows: ItemRows, day: int) -> bytes:
        """The cells of the items born on a day."""
        found = self._by_day.get(day)
        if found is None:
            found = self._by_day[day] = self._made(rows, day)
        return found

    def _made(self, rows: ItemRows, day: int) -> bytes:
        if not self._pieces:
            return rows.words(self._one)
        if not self._sure:
            return rows.words(self._texts_of(int(self._places[np.flatnonzero(self._born == day)[0]])))
        if not self._parts:
            self._parts = list(self._joined(rows))
        told = self._told(day)
        return b"".join(
            part
            if isinstance(part, bytes)
            else (_alone(rows, part[1], day) or rows.filled(told[part[0]].join(part[1])))
            for part in self._parts
        )

    def _joined(self, rows: ItemRows) -> Iterator[bytes | _Gaps]:
        """The cells that are the same on all days, neighbours taken together, and between them those with gaps."""
        held = b""
        for place, (head, pieces) in enumerate(zip(VERDICT_HEADS, self._pieces, strict=True)):
            if len(pieces) == 1:
                held += rows.word(head, pieces[0])
                continue
            yield held
            yield place, pieces
            held = b""
        yield held


def _alone(rows: ItemRows, pieces: list[str], day: int) -> bytes | None:
    """A cell that holds the day and nothing else."""
    return rows.day(day) if pieces == ["", ""] else None


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
        bytes_ = sum(lengths(block.table.column(column)).astype(np.int64) for column in block.text_columns)
        longer = indices[np.asarray(bytes_)[block.rows[indices]] * MARK_UNITS > CELL_UNITS - 100]
        if any(units(visible(report.text_of(Item(block, int(index))))) > CELL_UNITS for index in longer):
            return True
    return False
