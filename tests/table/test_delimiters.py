"""The delimiter is told by what stands outside quotes, wherever the first look at the text ends."""

import csv
import io
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.table import head
from tests.table.samples import cells, look, table

DELIMITERS = [",", ";", "\t"]
CELLS = st.text(st.sampled_from('ab ,;\t"\n\r'), max_size=12)


def quoted(rows: list[list[str]], delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("size", [100, 17 << 10, 300 << 10, 1200 << 10])
@pytest.mark.parametrize("other", ["a;b,c\td\n", 'x ""; , \t "" ;;;\n', "one, two\n;\n"])
def test_delimiters_in_a_long_quoted_cell_do_not_count(delimiter, size, other):
    text = other * (size // len(other))
    rows = [["first", text, "z"], ["second", "b", "c"], ["third", text[:50], ""]]
    content = quoted([["one", "two", "three"], *rows], delimiter)
    assert look(content).delimiter == delimiter
    assert cells(table(content)) == rows


@given(
    st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=20)),
    st.sampled_from(DELIMITERS),
    st.integers(96, 3000),
)
@settings(max_examples=300, deadline=None)
def test_the_delimiter_is_told_whatever_is_quoted_and_wherever_the_sample_ends(rows, delimiter, peek_size):
    content = quoted([[f"column {place}" for place in range(len(rows[0]))], *rows], delimiter)
    with mock.patch.object(head, "_PEEK_SIZE", peek_size):
        assert look(content).delimiter == delimiter


def test_a_quote_that_never_closes_hides_no_delimiter():
    assert look(b'"a;b;c\n1;2;3\n4;5;6\n').delimiter == ";"


def test_inch_marks_hide_no_delimiter():
    assert look(b'size;use\n5" disc;6" disc\n7" disc;8" disc\n').delimiter == ";"


@pytest.mark.parametrize("line", ["x = 1;", "\tindented", "one; two; three"])
def test_lines_of_an_unquoted_text_do_not_outvote_header_and_records(line):
    start = "2026-06-10 18:53:49,https://www.linkedin.com/feed/update/1,"
    assert look("\n".join(["Date,Link,Message", f"{start}See:", *[line] * 20, f"{start}x"]).encode()).delimiter == ","
