"""Questions to a column of text, answered for all rows at once, without waking pandas.

pyarrow imports pandas by itself when asked for a numpy array or given a Python scalar; so everything here
goes through buffers.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.catalog.column_names import fold_column_name
from inspector.columns import build_string_array, list_chunks
from inspector.table import Table

TextArray = Any
"""A ``pyarrow.StringArray`` or a column in several of them; pyarrow ships no types."""


def find_column(table: Table, name: str) -> int | None:
    """The first column with that name, compared folded; ``None`` if there is none."""
    folded_name = fold_column_name(name)
    return next((i for i, column in enumerate(table.columns) if fold_column_name(column) == folded_name), None)


def find_first_column(table: Table, names: Sequence[str]) -> int | None:
    """The position of the first of the names that the table has."""
    return next((index for name in names if (index := find_column(table, name)) is not None), None)


def get_text_array(table: Table, column: int) -> TextArray:
    """A column as one array of text, shape (rows,)."""
    chunked_column = table.column(column)
    if chunked_column.num_chunks == 1:
        return chunked_column.chunk(0)
    return pa.concat_arrays(chunked_column.chunks) if chunked_column.num_chunks else build_string_array(())


def count_cell_bytes(column: TextArray) -> NDArray[np.int32]:
    """The bytes of each cell, shape (rows,)."""
    return _concatenate([_count_chunk_bytes(chunk) for chunk in list_chunks(column)], np.int32)


def _count_chunk_bytes(column: TextArray) -> NDArray[np.int32]:
    offsets = np.frombuffer(column.buffers()[1], np.int32, len(column) + 1, column.offset * 4)
    return np.diff(offsets)


def _concatenate(arrays: Sequence[NDArray[Any]], dtype: type[np.generic]) -> NDArray[Any]:
    """The answers for the pieces of a column as one; of the kind given where there is no piece."""
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype)


def find_filled(column: TextArray) -> NDArray[np.bool_]:
    """Which cells hold anything, shape (rows,)."""
    return count_cell_bytes(column) > 0


def to_bool_array(booleans: Any) -> NDArray[np.bool_]:  # noqa: ANN401 - pyarrow ships no types
    """pyarrow's packed booleans as a numpy mask, shape (rows,); null counts as false."""
    byte_values = pc.cast(booleans, pa.uint8())
    values = np.frombuffer(byte_values.buffers()[1], np.uint8, len(byte_values), byte_values.offset)
    if byte_values.null_count:
        return values.astype(bool) & to_bool_array(pc.is_valid(booleans))
    return values.astype(bool)


def map_distinct(column: TextArray, function: Callable[[TextArray], NDArray[Any]]) -> NDArray[Any]:
    """Ask a question to each distinct cell once and spread the answers, shape (rows,).

    Names, addresses and words of state repeat from row to row, so this is far less work.
    """
    results = []
    for chunk in list_chunks(column):
        encoded = pc.dictionary_encode(chunk)
        codes = np.frombuffer(encoded.indices.buffers()[1], np.int32, len(encoded), encoded.indices.offset * 4)
        results.append(function(encoded.dictionary)[codes])
    return _concatenate(results, np.bool_)


def equals_any(column: TextArray, values: Sequence[str]) -> NDArray[np.bool_]:
    """Which cells equal one of the words, without regard to case and outer blanks, shape (rows,)."""
    if not values or not len(column):
        return np.zeros(len(column), bool)
    value_set = build_string_array([word.strip().lower() for word in values])
    return map_distinct(
        column,
        lambda cells: to_bool_array(pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(cells)), value_set=value_set)),
    )


def count_matches(column: TextArray, pattern: str) -> NDArray[np.int32]:
    """How often a regular expression (RE2) is found in each cell, shape (rows,)."""
    if not len(column):
        return np.zeros(0, np.int32)

    def count(cells: TextArray) -> NDArray[np.int32]:
        counts = pc.count_substring_regex(cells, pattern=pattern, ignore_case=True)
        return np.frombuffer(counts.buffers()[1], np.int32, len(counts), counts.offset * 4)

    return map_distinct(column, count)
