"""Items as columns: one block holds the items of one part of one table, with no law in it."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.catalog.catalog_schema import AudienceIs, AuthorIs, FileKind, Part
from inspector.columns import strings, take
from inspector.items.owner import Owner, authors
from inspector.items.recipients import ONE, message_types, recipients
from inspector.items.text_columns import Texts, equals_any, filled, first_position, folded_column, texts
from inspector.table import UNKNOWN_DAY, Dates, Table, format_day, format_time, parse_dates
from inspector.taxonomy import Audience, Author, MessageType, Ref

AUDIENCES = tuple(Audience)
"""The audiences in the order of their codes in a block."""
_AUDIENCE = {audience: code for code, audience in enumerate(AUDIENCES)}
SEPARATOR = " | "
"""What stands between the cells of an item's text."""
UNKNOWN_PART = Part(author=AuthorIs(always=Author.UNKNOWN))
"""The one part of a table of unknown kind."""


@dataclass(frozen=True, slots=True)
class Block:
    """The items of one part of one table; all arrays have the shape (items,).

    ``rows`` are row indices into the table. ``category`` are codes into ``data_categories``, ``author`` into
    ``AUTHORS``, ``audience`` into ``AUDIENCES``. ``days`` are days since 1970-01-01 or ``UNKNOWN_DAY``,
    ``seconds`` the second of the day or -1, ``precision`` how much of the date is written.
    """

    archive: int
    member: str
    kind: str | None
    part: Part
    named_part: bool
    table: Table
    columns: tuple[int, ...]
    text_columns: tuple[int, ...]
    data_categories: tuple[str | None, ...]
    rows: NDArray[np.int32]
    category: NDArray[np.uint8]
    author: NDArray[np.uint8]
    audience: NDArray[np.uint8]
    days: NDArray[np.int32]
    seconds: NDArray[np.int32]
    precision: NDArray[np.uint8]

    def __len__(self) -> int:
        """How many items there are."""
        return len(self.rows)

    def keep(self, chosen: NDArray[np.bool_]) -> "Block":
        """The same block with only the chosen items; the table stays whole."""
        names = ("rows", "category", "author", "audience", "days", "seconds", "precision")
        return replace(self, **{name: getattr(self, name)[chosen] for name in names})

    def with_owner(self, owner: Owner) -> "Block":
        """The same block with its authors told apart anew."""
        return replace(self, author=authors(self.part.author, self.table, owner)[self.rows])

    def number(self, item: int) -> int:
        """The number of the item's record in its table, from 1."""
        row = int(self.rows[item])
        return row + 1 if self.table.numbers is None else int(self.table.numbers[row])

    def index_of(self, number: int) -> int | None:
        """The item of the record with a number, or ``None``."""
        numbers = self.table.numbers
        row = number - 1 if numbers is None else int(np.searchsorted(numbers, number))
        if numbers is not None and (row >= len(numbers) or int(numbers[row]) != number):
            return None
        index = int(np.searchsorted(self.rows, row))
        return index if index < len(self) and int(self.rows[index]) == row else None

    def part_name(self, item: int) -> str | None:
        """The name of the part: the data category, where a row of this kind has several parts."""
        if not self.named_part:
            return None
        return self.data_categories[int(self.category[item])] or "unsorted"

    def ref(self, item: int, several: bool) -> Ref:
        """The address of an item; the archive is named where several are open."""
        return Ref(self.member, self.number(item), self.part_name(item), self.archive if several else None)

    def cells(self, item: int) -> tuple[tuple[str, str], ...]:
        """The (column, text) pairs of the item's part."""
        row = int(self.rows[item])
        return tuple((self.table.columns[c], self.table.cell(row, c)) for c in self.columns)

    def record(self, item: int) -> tuple[tuple[str, str], ...]:
        """The (column, text) pairs of the whole row."""
        row = int(self.rows[item])
        return tuple((name, self.table.cell(row, c)) for c, name in enumerate(self.table.columns))

    def text(self, item: int) -> str:
        """The item's text: its text columns that hold anything, in reading order."""
        row = int(self.rows[item])
        return SEPARATOR.join(filter(None, (self.table.cell(row, c) for c in self.text_columns)))

    def beginning(self, item: int, characters: int) -> str:
        """At most so many characters of the item's text, at a cost that does not grow with the text."""
        row, found = int(self.rows[item]), ""
        for column in self.text_columns:
            cell = self.table.beginning(row, column, characters)
            found += SEPARATOR + cell if found and cell else cell
            if len(found) >= characters:
                break
        return found[:characters]

    def date(self, item: int) -> str | None:
        """The item's date as far as it is written: ``YYYY[-MM[-DD]]``."""
        return format_day(int(self.days[item]), self.precision[item])

    def time(self, item: int) -> str | None:
        """The item's time of day as far as it is written."""
        return format_time(int(self.seconds[item]), self.precision[item])

    def message_type(self, item: int) -> MessageType | None:
        """Which sort of message the item is; ``None`` where it is no message."""
        if self.part.ai_chat:
            return MessageType.AI_CHAT
        if self.part.recipients is None:
            return None
        row = int(self.rows[item])
        alone = replace(self.table, data=self.table.data.slice(row, 1), rows=1, numbers=None)
        return message_types(self.part.recipients, alone)[0]

    def born(self, item: int) -> int | None:
        """The item's day number; ``None`` where it has no date."""
        day = int(self.days[item])
        return None if day == UNKNOWN_DAY else day


def texts_at(block: Block, rows: NDArray[np.int64]) -> Texts:
    """The texts of some rows of a block's table, each as ``Block.text`` gives it; a ``pyarrow.StringArray``."""
    first, *rest = (take(texts(block.table, column), rows) for column in block.text_columns)
    if not rest:
        return first
    pieces, there = [first], filled(first)
    between = strings(["", SEPARATOR])
    for cells in rest:
        here = filled(cells)
        pieces += [take(between, (there & here).astype(np.int64)), cells]
        there |= here
    return pc.binary_join_element_wise(*pieces, take(between, np.zeros(len(rows), np.int64)))


@dataclass(frozen=True, slots=True)
class Made:
    """The blocks of one table, and the row indices whose date could not be read."""

    blocks: tuple[Block, ...]
    bad_dates: NDArray[np.int64]


def blocks_of(archive: int, member: str, kind: FileKind | None, table: Table, owner: Owner) -> Made:
    """Turn a table into items, part by part; a part with nothing in it is no item."""
    parts = [part for part in (kind.part if kind else ()) if _has_columns(part, table)] or [UNKNOWN_PART]
    taken = {c for part in parts for name in part.columns if (c := first_position(table, (name,))) is not None}
    blocks, bad = [], np.zeros(0, np.int64)
    for part in parts:
        columns = _columns(part, table, taken)
        dates = _dates(part, table)
        category, names = _categories(part, table)
        block = Block(
            archive=archive,
            member=member,
            kind=kind.id if kind else None,
            part=part,
            named_part=sum(bool(p.columns) for p in parts) > 0 and len(parts) > 1,
            table=table,
            columns=columns,
            text_columns=_text_columns(part, table, columns),
            data_categories=names,
            rows=np.arange(table.rows, dtype=np.int32),
            category=category,
            author=authors(part.author, table, owner),
            audience=_audiences(part.audience, table),
            days=dates.days,
            seconds=dates.seconds,
            precision=dates.precision,
        )
        there = _filled_rows(table, columns)
        blocks.append(block if there.all() else block.keep(there))
        bad = _united(bad, dates.bad)
    return Made(tuple(blocks), bad)


def _has_columns(part: Part, table: Table) -> bool:
    return not part.columns or first_position(table, part.columns) is not None


def _columns(part: Part, table: Table, taken: set[int]) -> tuple[int, ...]:
    """The part's columns by position; a part that names none has all that no other names."""
    if not part.columns:
        return tuple(c for c in range(len(table.columns)) if c not in taken)
    wanted = {folded_column(name) for name in part.columns}
    return tuple(c for c, name in enumerate(table.columns) if folded_column(name) in wanted)


def _text_columns(part: Part, table: Table, columns: tuple[int, ...]) -> tuple[int, ...]:
    found = tuple(c for name in part.text if (c := first_position(table, (name,))) is not None)
    return tuple(dict.fromkeys(found)) or columns


def _filled_rows(table: Table, columns: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which rows hold anything in the columns."""
    there = np.zeros(table.rows, bool)
    for column in columns:
        there |= filled(table.column(column))
        if there.all():
            break
    return there


def _dates(part: Part, table: Table) -> Dates:
    """The date of each row: of the first of the part's date columns that holds one."""
    days = np.full(table.rows, UNKNOWN_DAY, np.int32)
    seconds = np.full(table.rows, -1, np.int32)
    precision = np.zeros(table.rows, np.uint8)
    bad = np.zeros(0, np.int64)
    for name in part.date:
        column = first_position(table, (name,))
        if column is None:
            continue
        found = parse_dates(table.column(column))
        bad = _united(bad, found.bad)
        missing = days == UNKNOWN_DAY
        if missing.all():
            days, seconds, precision = found.days, found.seconds, found.precision
            continue
        days[missing] = found.days[missing]
        seconds[missing] = found.seconds[missing]
        precision[missing] = found.precision[missing]
    return Dates(days, seconds, precision, bad)


def _united(rows: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    """Row indices that are among the one or the other, in order; both are."""
    return np.union1d(rows, others) if len(rows) and len(others) else rows if len(rows) else others


def _audiences(rule: AudienceIs, table: Table) -> NDArray[np.uint8]:
    codes = np.full(table.rows, _AUDIENCE[rule.always], np.uint8)
    column = first_position(table, rule.column)
    if column is not None:
        words = table.column(column)
        codes[equals_any(words, rule.public)] = _AUDIENCE[Audience.PUBLIC]
        codes[equals_any(words, rule.limited)] = _AUDIENCE[Audience.LIMITED]
    return codes


def _categories(part: Part, table: Table) -> tuple[NDArray[np.uint8], tuple[str | None, ...]]:
    """The data category of each row: the part's own, or the one for a limited audience or several recipients."""
    codes = np.zeros(table.rows, np.uint8)
    if part.audience.limited_category is not None:
        limited = _audiences(part.audience, table) == _AUDIENCE[Audience.LIMITED]
        codes[limited] = 1
        return codes, (part.data_category, part.audience.limited_category)
    if part.recipients is not None:
        codes[recipients(part.recipients, table) != ONE] = 1
        return codes, (part.data_category, part.recipients.several_category)
    return codes, (part.data_category,)
