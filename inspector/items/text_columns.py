"""Questions to a column of text, answered for all rows at once, without waking pandas.

pyarrow imports pandas by itself when asked for a numpy array or given a Python scalar; so everything here
goes through buffers.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.columns import chunks, strings
from inspector.table import Table

Texts = Any
"""A ``pyarrow.StringArray`` or a column in several of them; pyarrow ships no types."""


@lru_cache(maxsize=4096)
def folded_column(name: str) -> str:
    """A column's name without case, blanks and underscores."""
    return "".join(name.replace("_", " ").split()).casefold()


def position(table: Table, name: str) -> int | None:
    """The first column with that name, compared folded; ``None`` if there is none."""
    wanted = folded_column(name)
    return next((i for i, column in enumerate(table.columns) if folded_column(column) == wanted), None)


def first_position(table: Table, names: Sequence[str]) -> int | None:
    """The position of the first of the names that the table has."""
    return next((found for name in names if (found := position(table, name)) is not None), None)


def texts(table: Table, column: int) -> Texts:
    """A column as one array of text, shape (rows,)."""
    chunked = table.column(column)
    if chunked.num_chunks == 1:
        return chunked.chunk(0)
    return pa.concat_arrays(chunked.chunks) if chunked.num_chunks else strings(())


def lengths(column: Texts) -> NDArray[np.int32]:
    """The bytes of each cell, shape (rows,)."""
    return _joined([_lengths(chunk) for chunk in chunks(column)], np.int32)


def _lengths(column: Texts) -> NDArray[np.int32]:
    offsets = np.frombuffer(column.buffers()[1], np.int32, len(column) + 1, column.offset * 4)
    return np.diff(offsets)


def _joined(answers: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    """The answers for the pieces of a column as one; of the kind given where there is no piece."""
    if len(answers) == 1:
        return answers[0]
    return np.concatenate(answers) if answers else np.zeros(0, kind)


def filled(column: Texts) -> NDArray[np.bool_]:
    """Which cells hold anything, shape (rows,)."""
    return lengths(column) > 0


def mask(booleans: Any) -> NDArray[np.bool_]:  # noqa: ANN401 - pyarrow ships no types
    """pyarrow's packed booleans as a numpy mask, shape (rows,); null counts as false."""
    bytes_ = pc.cast(booleans, pa.uint8())
    values = np.frombuffer(bytes_.buffers()[1], np.uint8, len(bytes_), bytes_.offset)
    if bytes_.null_count:
        return values.astype(bool) & mask(pc.is_valid(booleans))
    return values.astype(bool)


def over_distinct(column: Texts, answer: Callable[[Texts], NDArray[Any]]) -> NDArray[Any]:
    """Ask a question to each distinct cell once and spread the answers, shape (rows,).

    Names, addresses and words of state repeat from row to row, so this is far less work.
    """
    answers = []
    for chunk in chunks(column):
        encoded = pc.dictionary_encode(chunk)
        codes = np.frombuffer(encoded.indices.buffers()[1], np.int32, len(encoded), encoded.indices.offset * 4)
        answers.append(answer(encoded.dictionary)[codes])
    return _joined(answers, np.bool_)


def equals_any(column: Texts, words: Sequence[str]) -> NDArray[np.bool_]:
    """Which cells equal one of the words, without regard to case and outer blanks, shape (rows,)."""
    if not words or not len(column):
        return np.zeros(len(column), bool)
    wanted = strings([word.strip().lower() for word in words])
    return over_distinct(
        column, lambda cells: mask(pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(cells)), value_set=wanted))
    )


def occurrences(column: Texts, pattern: str) -> NDArray[np.int32]:
    """How often a regular expression (RE2) is found in each cell, shape (rows,)."""
    if not len(column):
        return np.zeros(0, np.int32)

    def count(cells: Texts) -> NDArray[np.int32]:
        counts = pc.count_substring_regex(cells, pattern=pattern, ignore_case=True)
        return np.frombuffer(counts.buffers()[1], np.int32, len(counts), counts.offset * 4)

    return over_distinct(column, count)
