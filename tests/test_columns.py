"""Arrow's buffers are read in one module only, and what it reads is what Arrow says."""

import re
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector import columns

SOURCE = Path(columns.__file__).parent
TEXTS = st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=8), max_size=8)


def slice_of(cells: list[str]) -> pa.StringArray:
    """The cells as a slice from the middle of a longer array: its offset is not 0."""
    return columns.build_string_array(["before", *cells, "after"]).slice(1, len(cells))


def test_no_other_module_touches_the_buffers_of_arrow() -> None:
    named = re.compile(r"\.buffers\(|from_buffers|py_buffer|from_address")
    assert [
        path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if named.search(path.read_text("utf-8"))
    ] == ["columns.py"]


@given(TEXTS)
def test_a_slice_is_read_as_its_own_cells(cells: list[str]) -> None:
    array = slice_of(cells)
    encoded = [cell.encode() for cell in cells]
    assert columns.list_texts(array) == cells
    assert columns.list_cell_bytes(array) == encoded
    assert bytes(columns.view_cells(array)) == b"".join(encoded)
    assert columns.count_cell_bytes(array).tolist() == [len(cell) for cell in encoded]
    assert columns.find_filled(array).tolist() == [cell != "" for cell in cells]
    assert columns.replace_blank_with_null(array).to_pylist() == [cell or None for cell in cells]


@given(TEXTS, TEXTS)
def test_a_column_in_chunks_is_read_as_one(first: list[str], second: list[str]) -> None:
    column = pa.chunked_array([slice_of(first), slice_of(second)], pa.string())
    cells = first + second
    assert columns.list_texts(columns.combine_chunks(column)) == cells
    assert columns.list_texts(columns.take_cells(column, np.arange(len(cells))[::-1])) == cells[::-1]
    assert [bytes(columns.view_cell(column, row)).decode() for row in range(len(cells))] == cells
    numbers = columns.factorize_cells(column).tolist()
    assert [numbers.index(number) for number in numbers] == [cells.index(cell) for cell in cells]


@given(TEXTS)
def test_sorting_keeps_equal_cells_in_order_and_puts_nulls_last(cells: list[str]) -> None:
    array = columns.widen_offsets(columns.replace_blank_with_null(slice_of(cells)))
    filled = [row for row, cell in enumerate(cells) if cell]
    blank = [row for row, cell in enumerate(cells) if not cell]
    for descending in (False, True):
        ordered = sorted(filled, key=lambda row: cells[row].encode(), reverse=descending)
        assert columns.sort_indices(array, descending=descending).tolist() == ordered + blank


@pytest.mark.parametrize("numbers", [[], [0, 7, 12_345_678_901]])
def test_numbers_are_written_as_digits(numbers: list[int]) -> None:
    assert columns.list_texts(columns.format_integers(np.array(numbers, np.int64))) == list(map(str, numbers))


def test_empty_columns_have_no_cells() -> None:
    empty = pa.chunked_array([], pa.string())
    assert columns.list_texts(columns.combine_chunks(empty)) == []
    assert len(columns.count_cell_bytes(empty)) == len(columns.factorize_cells(empty)) == 0
    assert bytes(columns.view_cells(columns.build_blank_cells(0))) == b""
    assert columns.list_texts(columns.build_blank_cells(2)) == ["", ""]
