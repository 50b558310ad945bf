"""No record is lost: those shown and those set aside are the records of the file, for every size and width."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.table import head, read_table
from tests.table.samples import table, written

CELLS = st.text(st.sampled_from('ab ,"\n\ré\u20ac'), max_size=12)
MANY = 9
"""Stands for the columns that a spreadsheet holds at most."""


@contextmanager
def low_limits(peek_size: int) -> Iterator[None]:
    """Lower every limit at which another parser is taken or more is read, so that small tables cross all of them."""
    with (
        mock.patch.object(head, "_PEEK_SIZE", peek_size),
        mock.patch.object(read_table, "MAX_COLUMNS", MANY),
        mock.patch.object(read_table, "SMALL_TABLE_SIZE", 64),
    ):
        yield


@given(st.integers(1, 2 * MANY), st.integers(0, 40), st.integers(96, 2000), st.data())
@settings(max_examples=300, deadline=None)
def test_every_record_is_shown_whatever_the_size_and_the_width(width, count, peek_size, data):
    pool = data.draw(st.lists(CELLS, min_size=1, max_size=6))
    rows = [[pool[(row + column) % len(pool)] for column in range(width)] for row in range(count)]
    names = [[f"column {column}" for column in range(width)]]
    with low_limits(peek_size):
        read = table(written(names + [["x", *row[1:]] for row in rows]))

    assert read.rows + len(read.set_aside) == count


@given(st.integers(1, 2 * MANY), st.integers(1, 40), st.integers(96, 2000), st.sets(st.integers(0, 39), max_size=4))
@settings(max_examples=300, deadline=None)
def test_a_record_that_cannot_be_split_is_set_aside_and_the_others_are_shown(width, count, peek_size, broken):
    row = ",".join(["x"] * width)
    lines = [f'"y" z{row}' if number in broken else row for number in range(count)]
    text = "\r\n".join([",".join(f"column {column}" for column in range(width)), *lines, ""])
    with low_limits(peek_size):
        read = table(text.encode())

    assert read.rows + len(read.set_aside) == count
    assert len(read.set_aside) == len([number for number in broken if number < count])


@pytest.mark.parametrize("width", [16_383, 16_384, 17_000])
def test_a_table_of_more_columns_than_a_spreadsheet_and_more_than_a_megabyte_keeps_all_its_rows(width):
    row = ",".join(["x"] * width)
    content = "\n".join([",".join(f"c{column}" for column in range(width)), *[row] * 100, ""]).encode()
    assert len(content) > 3 << 20

    read = table(content)

    assert (read.rows, len(read.set_aside)) == (100, 0)
