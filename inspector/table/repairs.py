"""What the catalog may ask for where a file kind is known to be written wrongly.

A repair works on the text before it is parsed, or on the finished columns. Each says what it did.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from inspector.columns import (
    QUOTE,
    Indices,
    build_string_array,
    get_offsets_and_bytes,
    list_chunks,
    list_texts,
    wrap_cells,
)
from inspector.i18n import _, plural
from inspector.table.csv_strict import Body, ParsedTable
from inspector.table.problems import TableProblem, build_note
from inspector.table.record_shapes import has_odd_shapes, rejoin_records

_MAX_SENTENCE_LENGTH = 300
_SENTENCE = re.compile(rb"\s*[^\r\n]+\s*")
_COMMENTARY_COLUMNS = ("sharecommentary",)


@dataclass(frozen=True, slots=True)
class TextRepair:
    """A repair of the text, given with the names of its columns: gives the text to parse instead, and what was found.

    It is applied to what the fast parser cannot read, and where ``is_needed`` says so of what that one has read;
    without ``is_needed`` to every table.
    """

    apply: Callable[[Body, tuple[str, ...]], tuple[Body, tuple[TableProblem, ...]]]
    is_needed: Callable[[ParsedTable], bool] | None = None


@dataclass(frozen=True, slots=True)
class ColumnRepair:
    """A repair of the parsed columns, which bear these names: gives the columns to show, and what was found."""

    apply: Callable[[ParsedTable, tuple[str, ...]], tuple[ParsedTable, tuple[TableProblem, ...]]]


def _drop_sentence(body: Body, _names: tuple[str, ...]) -> tuple[Body, tuple[TableProblem, ...]]:
    """Take a file that is one sentence for what it says: that there is nothing in it."""
    if body.has_header or len(body.data) - body.offset > _MAX_SENTENCE_LENGTH:
        return body, ()
    if _SENTENCE.fullmatch(body.data, body.offset) is None:
        return body, ()
    problem = build_note("W_EMPTY_TABLE", _("The file holds one sentence instead of a table, so there are no rows."))
    return replace(body, offset=len(body.data)), (problem,)


def _unquote_commentary_lines(
    parsed: ParsedTable, names: tuple[str, ...]
) -> tuple[ParsedTable, tuple[TableProblem, ...]]:
    """Take out the quotes that a writer put around each line inside a quoted commentary."""
    data, is_repaired = parsed.data, np.zeros(parsed.data.num_rows, np.bool_)
    for column_index, name in enumerate(names[: parsed.width]):
        if name.casefold().replace(" ", "").replace("_", "") not in _COMMENTARY_COLUMNS:
            continue
        pieces, first_row = [], 0
        for chunk in list_chunks(data.column(column_index)):
            piece, rows = _unquote_lines(chunk)
            pieces.append(piece)
            is_repaired[rows + first_row] = True
            first_row += len(chunk)
        data = data.set_column(
            column_index, pa.field(str(column_index), pa.string()), pa.chunked_array(pieces, type=pa.string())
        )
    if not is_repaired.any():
        return parsed, ()
    numbers = _get_record_numbers(parsed, np.flatnonzero(is_repaired))
    message = plural(
        "{number} row had quotes around each line of its text; they were taken out.",
        "{number} rows had quotes around each line of its text; they were taken out.",
        len(numbers),
    )
    return replace(parsed, data=data), (build_note("W_REPAIRED", message, numbers),)


def _unquote_lines(cells: pa.StringArray) -> tuple[pa.StringArray, Indices]:
    """Repair one chunk; gives it with the rows (from 0) that changed."""
    unquoted_cells = pc.replace_substring_regex(cells, pattern='"\r?\n"', replacement="\n")
    rows = np.flatnonzero(np.diff(get_offsets_and_bytes(cells)[0]) != np.diff(get_offsets_and_bytes(unquoted_cells)[0]))
    if not len(rows):
        return cells, np.empty(0, np.int64)
    return _drop_last_quotes(unquoted_cells, rows), rows


def _drop_last_quotes(cells: pa.StringArray, rows: Indices) -> pa.StringArray:
    """Drop the quote that should have closed the last line: it is left over where the lines' quotes do not pair up."""
    offsets, content = get_offsets_and_bytes(cells)
    text, offsets = content[offsets[0] : offsets[-1]], offsets - offsets[0]
    rows = rows[offsets[rows + 1] > offsets[rows]]
    quotes = np.flatnonzero(text == QUOTE)
    quote_count = np.searchsorted(quotes, offsets[rows + 1]) - np.searchsorted(quotes, offsets[rows])
    odd_rows = rows[(quote_count % 2 == 1) & (text[offsets[rows + 1] - 1] == QUOTE)]
    remaining_text = np.delete(text, offsets[odd_rows + 1] - 1)
    offsets[1:] -= np.cumsum(np.bincount(odd_rows, minlength=len(cells)))
    return wrap_cells(offsets, remaining_text)


def _join_surplus_cells(parsed: ParsedTable, names: tuple[str, ...]) -> tuple[ParsedTable, tuple[TableProblem, ...]]:
    """Put surplus cells back into the last column: its text holds delimiters that the writer did not quote."""
    if not parsed.long_records:
        return parsed, ()
    last = parsed.width - 1
    texts = list_texts(parsed.data.column(last))
    surplus_texts = list_texts(parsed.data.column(parsed.width))
    for row in _get_row_indices(parsed, np.array(parsed.long_records, np.int64)):
        texts[row] = f"{texts[row]}{parsed.delimiter}{surplus_texts[row]}"
    kept_columns = parsed.data.select(list(range(parsed.width)))
    field = pa.field(str(last), pa.string())
    data = kept_columns.set_column(last, field, pa.chunked_array([build_string_array(texts)], type=pa.string()))
    message = plural(
        "{number} row holds unquoted delimiters in the text of the last column; the text was put together again.",
        "{number} rows hold unquoted delimiters in the text of the last column; the text was put together again.",
        len(parsed.long_records),
    )
    return replace(parsed, data=data, long_records=()), (build_note("W_REPAIRED", message, parsed.long_records),)


def _get_record_numbers(parsed: ParsedTable, rows: Indices) -> Indices:
    """Give the record numbers of rows (from 0)."""
    return rows + 1 if parsed.numbers is None else parsed.numbers[rows]


def _get_row_indices(parsed: ParsedTable, numbers: Indices) -> Indices:
    """Give the rows (from 0) of record numbers."""
    return numbers - 1 if parsed.numbers is None else np.searchsorted(parsed.numbers, numbers)


REPAIRS: dict[str, TextRepair | ColumnRepair] = {
    "records by shape": TextRepair(rejoin_records, has_odd_shapes),
    "bad records by shape": TextRepair(rejoin_records, lambda _parsed: False),
    "quoted lines": ColumnRepair(_unquote_commentary_lines),
    "join tail": ColumnRepair(_join_surplus_cells),
    "sentence": TextRepair(_drop_sentence),
}
"""Every repair that a ``Layout`` may name."""
