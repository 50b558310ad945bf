"""Items as columns: a block holds the items of one part of one table. It knows nothing of the policy."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.archive.file_types import find_form
from inspector.catalog import fold_base_name
from inspector.catalog.catalog_schema import AudienceRule, AuthorRule, FileKind, Part
from inspector.catalog.column_names import find_column, find_first_column, fold_column_name
from inspector.columns import (
    build_string_array,
    combine_chunks,
    count_cell_bytes,
    equals_any,
    find_filled,
    join_columns,
    take_cells,
)
from inspector.items.authors import AUTHORS, classify_authors, learn_owner
from inspector.items.owner import Owner
from inspector.items.recipients import ONE, classify_messages, classify_recipients
from inspector.ref import Ref
from inspector.table import UNKNOWN_DAY, Dates, Table, fold_domain, format_day, format_time, parse_dates
from inspector.taxonomy import Audience, Author, MessageType

AUDIENCES = tuple(Audience)
"""The audiences in the order of their codes in a block."""
_AUDIENCE_CODES = {audience: code for code, audience in enumerate(AUDIENCES)}
_MEMBER_CODE = AUTHORS.index(Author.MEMBER)
UNSORTED_PART = "unsorted"
"""The name of a part without a data category."""
CELL_SEPARATOR = " | "
"""The separator between the cells of an item's text."""
_MAX_BLANK_BYTES = 16
"""A row with more text than this holds something; of the others the blanks are looked at."""
UNKNOWN_PART = Part(author=AuthorRule(always=Author.UNKNOWN))
"""The only part of a table of unknown kind."""


def build_table_key(kind_id: str | None, member: str) -> str:
    """What tables of the same content share across archives: the id of the kind, else "? " and the folded file name.

    A table of the portability interface is known by its name within the file, which anybody may have named.
    """
    if kind_id is not None:
        return kind_id
    file_name, mark, domain = member.rpartition("#")
    is_domain = bool(mark) and find_form(file_name) == "json"
    return f"? {fold_domain(domain)}" if is_domain else f"? {fold_base_name(member)}"


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The items of one part of one table; all arrays have the shape (items,).

    ``rows`` are row indices into the table, in ascending order. ``columns``, ``text_columns`` and
    ``identity_columns`` are positions in it: the part's, those of its text, and those that identify a row of
    this kind (none where the kind or the table has none). ``category`` are codes into ``data_categories``,
    ``author`` into ``AUTHORS``, ``audience`` into ``AUDIENCES``. ``days`` are days since 1970-01-01 or
    ``UNKNOWN_DAY``, ``seconds`` the second of the day or -1, ``precision`` how much of the date is written.
    """

    archive: int
    member: str
    kind: str | None
    part: Part
    has_named_part: bool
    table: Table
    columns: tuple[int, ...]
    text_columns: tuple[int, ...]
    identity_columns: tuple[int, ...]
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

    def keep(self, mask: NDArray[np.bool_]) -> "Block":
        """The block with the items of the mask only, shape (items,); the table stays whole."""
        names = ("rows", "category", "author", "audience", "days", "seconds", "precision")
        return replace(self, **{name: getattr(self, name)[mask] for name in names})

    def with_owner(self, owner: Owner) -> "Block":
        """The block with its authors classified for another owner."""
        return replace(self, author=classify_authors(self.part.author, self.table, owner)[self.rows])

    def learn_owner(self, owner: Owner) -> Owner:
        """The owner with the names and addresses under which the member wrote messages of this block."""
        return learn_owner(self.part.author, self.table, self.rows[self.author == _MEMBER_CODE], owner)

    def record_number(self, item: int) -> int:
        """The number of the item's record in its table, from 1."""
        row = int(self.rows[item])
        return row + 1 if self.table.numbers is None else int(self.table.numbers[row])

    def record_numbers(self, items: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers of the records of some items, as ``record_number`` gives them; shape (items,)."""
        rows = self.rows[items].astype(np.int64)
        return rows + 1 if self.table.numbers is None else self.table.numbers[rows]

    def find_item(self, number: int) -> int | None:
        """The item of the record with this number, counted from 1; ``None`` if there is none."""
        numbers = self.table.numbers
        row = number - 1 if numbers is None else int(np.searchsorted(numbers, number))
        if numbers is not None and (row >= len(numbers) or int(numbers[row]) != number):
            return None
        index = int(np.searchsorted(self.rows, row))
        return index if index < len(self) and int(self.rows[index]) == row else None

    @property
    def table_key(self) -> str:
        """What tables of the same content share across archives: the id of the kind, else the folded file name."""
        return build_table_key(self.kind, self.member)

    def part_name(self, item: int) -> str | None:
        """The name of the item's part, which is its data category; ``None`` where a row is one item."""
        if not self.has_named_part:
            return None
        return self.data_categories[int(self.category[item])] or UNSORTED_PART

    def ref(self, item: int, with_archive: bool) -> Ref:
        """The address of an item, with the archive's number if ``with_archive``."""
        return Ref(self.member, self.record_number(item), self.part_name(item), self.archive if with_archive else None)

    def cells(self, item: int) -> tuple[tuple[str, str], ...]:
        """The (column, text) pairs of the item's part."""
        row = int(self.rows[item])
        return tuple((self.table.labels[c], self.table.cell(row, c)) for c in self.columns)

    def record(self, item: int) -> tuple[tuple[str, str], ...]:
        """The (column, text) pairs of the whole row."""
        row = int(self.rows[item])
        return tuple((name, self.table.cell(row, c)) for c, name in enumerate(self.table.labels))

    def text(self, item: int) -> str:
        """The item's text: its text columns that hold anything, in reading order."""
        row = int(self.rows[item])
        return CELL_SEPARATOR.join(filter(None, (self.table.cell(row, c) for c in self.text_columns)))

    def text_prefix(self, item: int, characters: int) -> str:
        """At most ``characters`` characters of the item's text; the cost does not grow with the text."""
        row, prefix = int(self.rows[item]), ""
        for column in self.text_columns:
            cell = self.table.cell_prefix(row, column, characters)
            prefix += CELL_SEPARATOR + cell if prefix and cell else cell
            if len(prefix) >= characters:
                break
        return prefix[:characters]

    def date(self, item: int) -> str | None:
        """The item's date as far as it is written: ``YYYY[-MM[-DD]]``."""
        return format_day(int(self.days[item]), self.precision[item])

    def time(self, item: int) -> str | None:
        """The item's time of day as far as it is written."""
        return format_time(int(self.seconds[item]), self.precision[item])

    def message_type(self, item: int) -> MessageType | None:
        """What sort of message the item is; ``None`` where it is no message."""
        if self.part.ai_chat:
            return MessageType.AI_CHAT
        if self.part.recipients is None:
            return None
        row = int(self.rows[item])
        single_row = replace(self.table, data=self.table.data.slice(row, 1), rows=1, numbers=None)
        return classify_messages(self.part.recipients, single_row)[0]

    def day_number(self, item: int) -> int | None:
        """The item's day number; ``None`` where it has no date."""
        day = int(self.days[item])
        return None if day == UNKNOWN_DAY else day


def take_texts(block: Block, rows: NDArray[np.int64]) -> pa.StringArray:
    """The texts of some rows of a block's table, each as ``Block.text`` gives it; a ``pyarrow.StringArray``."""
    first, *other_columns = (
        take_cells(combine_chunks(block.table.column(column)), rows) for column in block.text_columns
    )
    if not other_columns:
        return first
    pieces, has_text = [first], find_filled(first)
    separators = build_string_array(["", CELL_SEPARATOR])
    for cells in other_columns:
        has_cell = find_filled(cells)
        pieces += [take_cells(separators, (has_text & has_cell).astype(np.int64)), cells]
        has_text |= has_cell
    return join_columns(pieces, "")


@dataclass(frozen=True, slots=True)
class TableBlocks:
    """The blocks of one table, and the indices of the rows with a date that cannot be read.

    ``ambiguous_dates`` are those of ``bad_dates`` that could be two days; ``has_day_first_dates`` is set where a
    column proved that its numeric dates put the day first.
    """

    blocks: tuple[Block, ...]
    bad_dates: NDArray[np.int64]
    ambiguous_dates: NDArray[np.int64]
    has_day_first_dates: bool


def build_blocks(archive: int, member: str, kind: FileKind | None, table: Table, owner: Owner) -> TableBlocks:
    """Build the items of a table, part by part; a row whose part is empty gives no item."""
    parts = [part for part in (kind.part if kind else ()) if _has_columns(part, table)] or [UNKNOWN_PART]
    part_columns = _divide_columns(parts, table)
    unknown_columns = _find_unknown_columns(kind, table)
    identity_columns = _find_identity_columns(kind, table)
    blocks, bad_dates, ambiguous_dates = [], np.zeros(0, np.int64), np.zeros(0, np.int64)
    has_day_first_dates = False
    for part, columns in zip(parts, part_columns, strict=True):
        dates = _parse_part_dates(part, table, kind is not None and kind.slash_dates)
        category, data_categories = _classify_categories(part, table)
        block = Block(
            archive=archive,
            member=member,
            kind=kind.id if kind else None,
            part=part,
            has_named_part=sum(bool(other_part.columns) for other_part in parts) > 0 and len(parts) > 1,
            table=table,
            columns=columns,
            text_columns=_find_text_columns(part, table, columns, unknown_columns),
            identity_columns=identity_columns,
            data_categories=data_categories,
            rows=np.arange(table.rows, dtype=np.int32),
            category=category,
            author=classify_authors(part.author, table, owner),
            audience=_classify_audiences(part.audience, table),
            days=dates.days,
            seconds=dates.seconds,
            precision=dates.precision,
        )
        is_filled_row = _find_filled_rows(table, columns)
        blocks.append(block if is_filled_row.all() else block.keep(is_filled_row))
        bad_dates = _merge_row_indices(bad_dates, dates.bad)
        ambiguous_dates = _merge_row_indices(ambiguous_dates, dates.ambiguous)
        has_day_first_dates |= dates.is_day_first
    return TableBlocks(tuple(blocks), bad_dates, ambiguous_dates, has_day_first_dates)


def _has_columns(part: Part, table: Table) -> bool:
    return not part.columns or find_first_column(table, part.columns) is not None


def _divide_columns(parts: Sequence[Part], table: Table) -> list[tuple[int, ...]]:
    """The positions of each part's columns; those that no part names belong to the first part that names none.

    Where every part names its columns, they belong to the first part, so that no column is left out.
    """
    names = [fold_column_name(name) for name in table.canonical_names]
    named_columns = [frozenset(map(fold_column_name, part.columns)) for part in parts]
    rest = next((index for index, columns in enumerate(named_columns) if not columns), 0)
    claimed_names = frozenset().union(*named_columns)
    return [
        tuple(
            position
            for position, name in enumerate(names)
            if name in columns or (name not in claimed_names and (index == rest or not columns))
        )
        for index, columns in enumerate(named_columns)
    ]


def _find_unknown_columns(kind: FileKind | None, table: Table) -> frozenset[int]:
    """The positions of the columns that the catalog does not know of this kind: what is in them belongs to the text."""
    if kind is None:
        return frozenset()
    known_columns = frozenset(map(fold_column_name, kind.known_columns))
    has_nameless_column = any("" in header for header in kind.headers)
    return frozenset(
        position
        for position, name in enumerate(map(fold_column_name, table.canonical_names))
        if name not in known_columns and (name or not has_nameless_column)
    )


def _find_text_columns(
    part: Part, table: Table, columns: tuple[int, ...], unknown_columns: frozenset[int]
) -> tuple[int, ...]:
    """The positions of the part's text, in reading order: the known columns, then those that are not known."""
    if not part.text:
        return columns
    text_columns = [c for name in part.text if (c := find_first_column(table, (name,))) is not None]
    text_columns += [c for c in columns if c in unknown_columns]
    return tuple(dict.fromkeys(text_columns)) or columns


def _find_identity_columns(kind: FileKind | None, table: Table) -> tuple[int, ...]:
    """The positions of the kind's identity columns; none where the table lacks one of them."""
    positions = [find_column(table, name) for name in kind.identity] if kind is not None else []
    return tuple(position for position in positions if position is not None) if None not in positions else ()


def _find_filled_rows(table: Table, columns: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which rows hold anything but blanks in the columns."""
    byte_counts = np.zeros(table.rows, np.int64)
    for column in columns:
        byte_counts += count_cell_bytes(table.column(column))
        if (byte_counts > _MAX_BLANK_BYTES).all():
            break
    has_text: NDArray[np.bool_] = byte_counts > 0
    short_rows = np.flatnonzero(has_text & (byte_counts <= _MAX_BLANK_BYTES))
    if len(short_rows):
        has_text[short_rows] = False
        for column in columns:
            cells = take_cells(combine_chunks(table.column(column)), short_rows)
            has_text[short_rows] |= find_filled(pc.utf8_trim_whitespace(cells))
    return has_text


def _parse_part_dates(part: Part, table: Table, slashes_are_month_first: bool) -> Dates:
    """The date of each row, from the first of the part's date columns that holds one."""
    days = np.full(table.rows, UNKNOWN_DAY, np.int32)
    seconds = np.full(table.rows, -1, np.int32)
    precision = np.zeros(table.rows, np.uint8)
    bad_dates, ambiguous_dates = np.zeros(0, np.int64), np.zeros(0, np.int64)
    is_day_first = False
    for name in part.date:
        column = find_first_column(table, (name,))
        if column is None:
            continue
        column_dates = parse_dates(table.column(column), slashes_are_month_first=slashes_are_month_first)
        bad_dates = _merge_row_indices(bad_dates, column_dates.bad)
        ambiguous_dates = _merge_row_indices(ambiguous_dates, column_dates.ambiguous)
        is_day_first |= column_dates.is_day_first
        is_missing = days == UNKNOWN_DAY
        if is_missing.all():
            days, seconds, precision = column_dates.days, column_dates.seconds, column_dates.precision
            continue
        days[is_missing] = column_dates.days[is_missing]
        seconds[is_missing] = column_dates.seconds[is_missing]
        precision[is_missing] = column_dates.precision[is_missing]
    return Dates(days, seconds, precision, bad_dates, ambiguous_dates, is_day_first)


def _merge_row_indices(rows: NDArray[np.int64], other_rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The union of two ordered arrays of row indices, in order."""
    return np.union1d(rows, other_rows) if len(rows) and len(other_rows) else rows if len(rows) else other_rows


def _classify_audiences(rule: AudienceRule, table: Table) -> NDArray[np.uint8]:
    codes = np.full(table.rows, _AUDIENCE_CODES[rule.always], np.uint8)
    column = find_first_column(table, rule.column)
    if column is not None:
        cells = table.column(column)
        codes[equals_any(cells, rule.public)] = _AUDIENCE_CODES[Audience.PUBLIC]
        codes[equals_any(cells, rule.limited)] = _AUDIENCE_CODES[Audience.LIMITED]
    return codes


def _classify_categories(part: Part, table: Table) -> tuple[NDArray[np.uint8], tuple[str | None, ...]]:
    """The data category of each row: the part's own, or the one for a limited audience or several recipients."""
    codes = np.zeros(table.rows, np.uint8)
    if part.audience.limited_category is not None:
        is_limited = _classify_audiences(part.audience, table) == _AUDIENCE_CODES[Audience.LIMITED]
        codes[is_limited] = 1
        return codes, (part.data_category, part.audience.limited_category)
    if part.status is not None:
        column = find_column(table, part.status.column)
        if column is not None:
            cells = table.column(column)
            codes[find_filled(cells) & ~equals_any(cells, part.status.shown)] = 1
        return codes, (part.data_category, part.status.hidden_category)
    if part.recipients is not None:
        codes[classify_recipients(part.recipients, table) != ONE] = 1
        return codes, (part.data_category, part.recipients.several_category)
    return codes, (part.data_category,)
