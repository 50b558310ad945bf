"""The list of items: one definition of its columns for every format, and the road that writes it by columns.

Of a row only its number, date, time and text are its own. What follows from its verdicts is the same for all items of
a class and a stretch of days but for the day itself; so it is made once with a gap for the day, and a whole stretch of
rows is joined by Arrow from few pieces.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import zip_longest
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.columns import numbered, strings, take
from inspector.exposure import Exposure, Item, alike, together
from inspector.i18n import Value, Words, joined, named, words
from inspector.items import AUDIENCES, AUTHORS, Block
from inspector.items.text_columns import lengths
from inspector.policy import Pack, Verdict, days
from inspector.policy.pack.pack_schema import FIXED
from inspector.policy.verdict import OUTSIDE
from inspector.progress import Monitor
from inspector.summary import labels
from inspector.summary.report import Report, assumed_words
from inspector.summary.sections import BEGINNING, OPEN_ENDED
from inspector.summary.sentences import UNKNOWN, only_for
from inspector.table import UNKNOWN_DAY, format_day
from inspector.table.dates import Precision

ITEM_HEADS = (
    *(words("Id"), words("File"), words("Row"), words("Category"), words("Data category"), words("Date")),
    *(words("Time"), words("Author"), words("Audience"), words("Text")),
)
"""The columns that an item has whatever the use."""
VERDICT_HEADS = (
    *(words("outcome"), words("reason"), words("since"), words("until"), words("all open days")),
    *(words("on the as-of day"), words("earlier answers"), words("rules"), words("closed by"), words("sources")),
    *(words("certainty"), words("flags")),
)
"""The columns of each leading use."""
TEXT = ITEM_HEADS.index("Text")
_ROWS = 16_384
_BYTES = 16 << 20
"""The most rows, and about the most bytes of text, that are joined at once."""
_GAP = "7777777"
"""Stands for what is filled in; digits, as no format changes them."""
Texts = Any
"""A ``pyarrow.StringArray``; pyarrow ships no types."""


def heads(pack: Pack) -> tuple[str, ...]:
    """The names of all columns, in order."""
    own = (
        words("{use}: {column}", use=named(use.short), column=name)
        for use in pack.leading_uses
        for name in VERDICT_HEADS
    )
    return (*ITEM_HEADS, *own)


def verdict_cells(exposure: Exposure, use: str, item: Item) -> Iterator[str]:
    """The texts under ``VERDICT_HEADS`` for one item and use."""
    verdict = exposure.verdict(use, item)
    latest = verdict.windows[-1] if verdict.windows else None
    yield verdict.outcome.words if verdict.outcome else OUTSIDE
    yield verdict.label
    yield "" if latest is None else days.written(latest.first) or BEGINNING
    yield "" if latest is None else days.written(latest.last) or OPEN_ENDED
    yield joined((window.words for window in verdict.windows), "; ")
    yield labels.ANSWERS[verdict.now] if verdict.now else OUTSIDE
    yield joined((earlier.words for earlier in verdict.earlier), "; ")
    yield ", ".join(verdict.all_rules)
    yield ", ".join(verdict.closers)
    yield ", ".join(verdict.sources)
    yield certainty(verdict)
    yield joined(_flags(exposure, use, item, verdict), "; ")


def certainty(verdict: Verdict) -> str:
    """How sure the rules behind a verdict are, and how they follow from their sources; "" where there is none."""
    if verdict.outcome is None:
        return ""
    confidence = FIXED[verdict.confidence if verdict.sources else "no source"]
    return words("{confidence}; {basis}", confidence=confidence, basis=FIXED[verdict.basis])


def _flags(exposure: Exposure, use: str, item: Item, verdict: Verdict) -> Iterator[Words]:
    """What a reader must know beside the outcome."""
    if verdict.limited_to:
        yield only_for(named(verdict.limited_to))
    if verdict.disputed:
        yield words("disputed ({conflicts})", conflicts=", ".join(verdict.conflicts))
    for fact in exposure.assumed(use, item):
        yield words("assumed: {fact}", fact=assumed_words(exposure, fact, verdict))
    if item.block.born(item.index) is None:
        yield words("date unknown")


def date_of(block: Block, index: int) -> "Value | None":
    """An item's date: a day where a whole one is written, else as far as it is; ``None`` where it is not."""
    day = int(block.days[index])
    if day != UNKNOWN_DAY and block.precision[index] >= Precision.DAY:
        return days.date(day)
    return block.date(index)


def cells(report: Report, item: Item) -> tuple[str, ...]:
    """All cells of one item, under ``heads``: for a preview, and for what is written cell by cell."""
    exposure, block, index = report.exposure, item.block, item.index
    facts = item.facts
    return (
        str(block.ref(index, exposure.holdings.several)),
        block.member,
        str(block.number(index)),
        labels.category(exposure.pack.category_of(facts.data_category)),
        labels.data_category(facts.data_category),
        block.date(index) or UNKNOWN,
        block.time(index) or "",
        labels.AUTHORS[facts.author],
        labels.AUDIENCES[item.audience],
        report.text_of(item),
        *(cell for use in exposure.pack.leading_uses for cell in verdict_cells(exposure, use.id, item)),
    )


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a format of lines writes: a cell, a column of texts, what stands between cells and ends a row.

    ``cell`` must leave digits and hyphens within a text as they are. ``column`` gives pieces to be joined, without
    what ``cell`` puts around every text.
    """

    cell: Callable[[str], str]
    column: Callable[[Texts], Sequence[Texts]]
    between: str
    end: str

    @property
    def around(self) -> tuple[str, str]:
        """What stands around every text in a cell."""
        opening, closing = self.cell(_GAP).split(_GAP)
        return opening, closing

    def row(self, words: Sequence[str]) -> str:
        """A whole row."""
        return self.between.join(map(self.cell, words)) + self.end


class ItemList:
    """Writes the chosen items of a report in a grammar.

    ``leading`` gives the further cells that stand before an item's own, for a block: the text that it is handed
    stands in them for the item's number among all items, nine digits long.
    """

    def __init__(self, report: Report, grammar: Grammar, leading: Callable[[Block, str], Sequence[str]]) -> None:
        self._report, self._exposure, self._grammar, self._leading = report, report.exposure, grammar, leading
        self._said = report.said
        self._made_dates: dict[int, str] = {}

    def write(self, write: Callable[[Any], object], monitor: Monitor, title: str) -> None:
        """Hand the rows over, many at a time, as bytes."""
        chosen = self._report.selection
        total, done = len(chosen), 0
        before = self._places()
        for block, indices in zip(chosen.blocks, chosen.indices, strict=True):
            monitor.step(done, total, title)
            tails = _Tails(self._report, self._grammar, block, indices)
            for piece, part in _stretches(block, indices):
                monitor.step(done, total, title)
                number = before[id(block)] + piece
                write(_bytes(self._rows(block, piece, number, tails, part)))
                done += len(piece)
        monitor.step(total, total, title)

    def _places(self) -> dict[int, int]:
        """The number of each block's first item, from 1, whatever is chosen: control numbers do not move."""
        found, items = {}, 1
        for block in self._exposure.holdings.blocks:
            found[id(block)] = items
            items += len(block)
        return found

    def _rows(
        self, block: Block, piece: NDArray[np.int64], numbers: NDArray[np.int64], tails: "_Tails", part: slice
    ) -> Texts:
        """Some items of a block as whole rows."""
        count = len(piece)
        record = _decimals(_numbers(block, piece))
        columns = [
            *self._leading_columns(block, numbers),
            *self._address(block, piece, record),
            self._dates(block, piece),
            _same(self._grammar.between, count),
            *self._times(block, piece),
            *self._people(block, piece),
            *self._grammar.column(self._report.texts_of(block, piece)),
            *tails.columns(part),
        ]
        return pc.binary_join_element_wise(*columns, _same("", count))

    def _leading_columns(self, block: Block, numbers: NDArray[np.int64]) -> Iterator[Texts]:
        mark = _unlike("\n".join(self._leading(block, "")))
        given = self._leading(block, mark)
        if not given:
            return
        head, *rest = self._grammar.between.join(map(self._grammar.cell, given)).split(mark)
        yield _same(head, len(numbers))
        for told in rest:
            yield pc.utf8_lpad(_decimals(numbers), width=9, padding="0")
            yield _same(told, len(numbers))
        yield _same(self._grammar.between, len(numbers))

    def _address(self, block: Block, piece: NDArray[np.int64], record: Texts) -> Iterator[Texts]:
        """The cells from Id to Data category, with what stands behind them."""
        pack, several = self._exposure.pack, self._exposure.holdings.several
        made: list[list[str]] = []
        for name in block.data_categories:
            archive = f"{block.archive}!" if several else ""
            suffix = f"/{name or 'unsorted'}" if block.named_part else ""
            mark = _unlike(block.member)
            told = (
                f"{archive}{block.member}#{mark}{suffix}",
                block.member,
                mark,
                self._said(labels.category(pack.category_of(name))),
                self._said(labels.data_category(name)),
            )
            row = self._grammar.between.join(map(self._grammar.cell, told)) + self._grammar.between
            made.append(row.split(mark))
        codes = block.category[piece].astype(np.int64)
        for place in range(3):
            if place:
                yield record
            yield take(strings([pieces[place] for pieces in made]), codes)

    def _dates(self, block: Block, piece: NDArray[np.int64]) -> Texts:
        """The cells under Date, each distinct one made once."""
        keys = block.days[piece].astype(np.int64) * 8 + block.precision[piece]
        distinct, where = numbered(keys)
        made = self._made_dates
        for key in distinct.tolist():
            if key not in made:
                made[key] = self._grammar.cell(format_day(key >> 3, Precision(key & 7)) or self._said(UNKNOWN))
        return take(strings([made[key] for key in distinct.tolist()]), where)

    def _times(self, block: Block, piece: NDArray[np.int64]) -> Iterator[Texts]:
        """The cells under Time, put together from hour, minute and second."""
        opening, closing = self._grammar.around
        seconds, precision = block.seconds[piece].astype(np.int64), block.precision[piece]
        known = (precision >= Precision.MINUTE) & (seconds >= 0)
        hour, minute, second = (
            np.where(known, seconds // 3600, 24),
            np.where(known, seconds // 60 % 60, 60),
            seconds % 60,
        )
        second[~known | (precision != Precision.SECOND)] = 60
        yield take(strings([*(f"{opening}{number:02d}:" for number in range(24)), opening]), hour)
        yield take(strings([*(f"{number:02d}" for number in range(60)), ""]), minute)
        yield take(strings([*(f":{number:02d}{closing}" for number in range(60)), closing]), second)

    def _people(self, block: Block, piece: NDArray[np.int64]) -> Iterator[Texts]:
        """The cells under Author and Audience, with what stands around them up to the text."""
        between, opening = self._grammar.between, self._grammar.around[0]
        made = [
            between.join(("", self._grammar.cell(author), self._grammar.cell(audience), opening))
            for author in (self._said(labels.AUTHORS[each]) for each in AUTHORS)
            for audience in (self._said(labels.AUDIENCES[each]) for each in AUDIENCES)
        ]
        codes = block.author[piece].astype(np.int64) * len(AUDIENCES) + block.audience[piece]
        yield take(strings(made), codes)


@dataclass(frozen=True, slots=True)
class _Template:
    """A text with gaps for a day: what stands between them, and of each whether it wants the day as it is said."""

    pieces: tuple[str, ...]
    said: tuple[bool, ...] = ()

    @classmethod
    def of(cls, text: str, day: "_Day") -> "_Template":
        """The text of an item with gaps where its own day stands, for programs or as it is said."""
        split = re.split(f"({re.escape(day.iso)}|{re.escape(day.said)})", text)
        return cls(tuple(split[::2]), tuple(found != day.iso for found in split[1::2]))

    def filled(self, day: "_Day") -> str:
        """The text of an item of another day."""
        gaps = (day.said if said else day.iso for said in self.said)
        return "".join(piece for pair in zip_longest(self.pieces, gaps, fillvalue="") for piece in pair)


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as it stands in cells: for programs, and as the language of the report says it."""

    iso: str
    said: str


class _Tails:
    """What follows the text in the rows of some items of a block: all verdicts, made once for all that share them."""

    def __init__(self, report: Report, grammar: Grammar, block: Block, indices: NDArray[np.int64]) -> None:
        self._report, self._exposure = report, report.exposure
        self._grammar, self._block, self._indices = grammar, block, indices
        self._days = block.days[indices].astype(np.int64)
        self._codes = np.zeros(len(indices), np.int64)
        self._templates: list[_Template] = []
        self._known_days: dict[int, _Day] = {UNKNOWN_DAY: _Day("", "")}
        groups = self._groups()
        for group in np.flatnonzero(np.bincount(groups)).tolist():
            self._add(np.flatnonzero(groups == group))
        self._gaps = max((len(template.said) for template in self._templates), default=0)

    @cached_property
    def _dictionaries(self) -> list[Texts]:
        """For each place the pieces of every template."""
        return [
            strings([t.pieces[place] if place < len(t.pieces) else "" for t in self._templates])
            for place in range(self._gaps + 1)
        ]

    @cached_property
    def _kinds(self) -> NDArray[np.int64]:
        """For each template and gap: 0 where there is none, 1 for the day for programs, 2 as it is said."""
        kinds = np.zeros((len(self._templates), self._gaps), np.int64)
        for number, template in enumerate(self._templates):
            kinds[number, : len(template.said)] = np.array(template.said, np.int64) + 1
        return kinds

    def columns(self, part: slice) -> Iterator[Texts]:
        """The pieces of some of the items, to be joined."""
        codes, own = self._codes[part], self._days[part]
        distinct, where = numbered(own)
        known = list(map(self._written, distinct.tolist()))
        written = strings(["", *(day.iso for day in known), *(day.said for day in known)])
        for place, dictionary in enumerate(self._dictionaries):
            if place:
                kinds = self._kinds[codes, place - 1]
                yield take(written, np.where(kinds > 0, where + 1 + (kinds - 1) * len(known), 0))
            yield take(dictionary, codes)

    def _written(self, day: int) -> _Day:
        """A day in words, each made once."""
        if day not in self._known_days:
            date = days.date(day)
            self._known_days[day] = _Day(date.isoformat(), self._report.language.written(date))
        return self._known_days[day]

    def _groups(self) -> NDArray[np.int64]:
        """A number for each item, equal where the tails are equal but for the item's own day; shape (items,)."""
        found = [alike(self._exposure, use.id, self._block).groups for use in self._exposure.pack.leading_uses]
        return reduce(together, found)[self._indices]

    def _add(self, places: NDArray[np.int64]) -> None:
        """Make the tail of a group: one with gaps for the day where the last item confirms it, else one a day."""
        own = self._days[places]
        first, last = int(places[own.argmin()]), int(places[own.argmax()])
        one, other = self._tail(first), self._tail(last)
        if one == other:
            self._note(places, _Template((one,)))
            return
        template = _Template.of(one, self._written(int(self._days[first])))
        if template.filled(self._written(int(self._days[last]))) == other:
            self._note(places, template)
            return
        for day in np.unique(own).tolist():
            shared = places[own == day]
            self._note(shared, _Template((self._tail(int(shared[0])),)))

    def _note(self, places: NDArray[np.int64], template: _Template) -> None:
        self._codes[places] = len(self._templates)
        self._templates.append(template)

    def _tail(self, place: int) -> str:
        item = Item(self._block, int(self._indices[place]))
        told = [
            self._report.said(cell)
            for use in self._exposure.pack.leading_uses
            for cell in verdict_cells(self._exposure, use.id, item)
        ]
        return self._grammar.around[1] + self._grammar.between + self._grammar.row(told)


def _stretches(block: Block, indices: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], slice]]:
    """The items in stretches of bounded size, each with its place among them."""
    sizes = sum(lengths(block.table.column(column)).astype(np.int64) for column in block.text_columns)
    ends = np.cumsum(np.asarray(sizes)[block.rows[indices]])
    start = 0
    while start < len(indices):
        before = int(ends[start - 1]) if start else 0
        end = min(start + _ROWS, max(start + 1, int(np.searchsorted(ends, before + _BYTES))))
        yield indices[start:end], slice(start, end)
        start = end


def _numbers(block: Block, piece: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers of the items' records in their table, from 1."""
    rows = block.rows[piece]
    found = rows + 1 if block.table.numbers is None else block.table.numbers[rows]
    return np.asarray(found, np.int64)


def _decimals(numbers: NDArray[np.int64]) -> Texts:
    whole = np.ascontiguousarray(numbers, np.int64)
    return pc.cast(pa.Array.from_buffers(pa.int64(), len(whole), [None, pa.py_buffer(whole)]), pa.string())


def _same(text: str, count: int) -> Texts:
    return take(strings([text]), np.zeros(count, np.int64))


def _unlike(text: str) -> str:
    """Digits that the text does not hold."""
    mark = _GAP
    while mark in text:
        mark += "7"
    return mark


def _bytes(rows: Texts) -> memoryview:
    """The rows one after another."""
    _valid, offsets, data = rows.buffers()
    ends = np.frombuffer(offsets, np.int32, len(rows) + 1, rows.offset * 4)
    return memoryview(data)[int(ends[0]) : int(ends[-1])]
