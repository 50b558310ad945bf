"""The fast and the strict road, against each other and against the csv module."""

import subprocess
import sys
from unittest import mock

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inspector.columns import factorize
from inspector.errors import Cancelled, Refused
from inspector.progress import Monitor
from inspector.table import Layout, NotTextError, csv_arrow, csv_strict, peek, read
from inspector.table.csv_strict import Body
from tests.table.samples import Bytes, cells, table, written

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
PRONE = st.text(alphabet='ab",;\t\r\n \0é\u2028\ufeff', max_size=6)
RAW = st.text(alphabet='ab,"\r\n ', max_size=60)


def body_of(content: bytes, delimiter: str = ",") -> Body:
    return Body(content, 0, 0, delimiter, True, np.empty(0, np.int64))


@given(st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(TEXT | PRONE, min_size=n, max_size=n), max_size=20)))
@settings(max_examples=150, deadline=None)
def test_any_rows_that_a_csv_writer_wrote_come_back_cell_by_cell(rows):
    width = len(rows[0]) if rows else 3
    read_table = table(written([[f"c{i}" for i in range(width)], *rows]))
    assert read_table.columns == tuple(f"c{i}" for i in range(width))
    assert cells(read_table) == rows
    assert read_table.rows == len(rows)
    assert not read_table.set_aside


@given(RAW, st.integers(1, 3), st.sampled_from([3, 8, 1 << 22]))
@example("a\r\rb\r", 1, 8)
@example('""\n\n""\r\n', 1, 8)
@example('"a\rb"\r"c\r\nd"', 1, 8)
@example("  \n\na", 1, 8)
@example('a,b\n""\nc,d', 2, 8)
@example("a,\n,b\n,\n", 2, 8)
@settings(max_examples=600, deadline=None)
def test_what_the_fast_road_accepts_it_reads_as_the_strict_road_does(text, width, block):
    body = body_of(text.encode())
    with mock.patch.multiple(csv_arrow, _SEGMENT_SIZE=block, _BATCH_SIZE=3 * block):
        quick = csv_arrow.parse(body, width, "x", Monitor())
    slow = csv_strict.parse(body, width, "x", Monitor())
    if quick is not None:
        assert quick.record_count == slow.record_count
        assert not slow.set_aside
        assert not slow.short_records
        assert not slow.long_records
        assert quick.data.to_pydict() == slow.data.to_pydict()


@given(st.lists(st.lists(PRONE, min_size=2, max_size=2), min_size=1, max_size=15), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=150, deadline=None)
def test_well_written_rows_go_down_the_fast_road(rows, terminator):
    # A byte order mark as the text of the first cell is the one thing that Arrow would drop.
    rows = [["first", "row"], *rows]
    content = written(rows, terminator=terminator) if terminator == "\r\n" else written(rows).replace(b"\r\n", b"\n")
    quick = csv_arrow.parse(body_of(content), 2, "x", Monitor())
    slow = csv_strict.parse(body_of(content), 2, "x", Monitor())
    assert quick is not None
    assert quick.data.to_pydict() == slow.data.to_pydict()


@given(st.binary(max_size=200) | RAW.map(str.encode), st.sampled_from([0, None]))
@settings(max_examples=400, deadline=None)
def test_every_record_is_shown_or_set_aside_whatever_the_bytes(content, header):
    try:
        read_table = table(content, header)
    except NotTextError:
        return
    numbers = list(range(1, read_table.rows + 1)) if read_table.numbers is None else read_table.numbers.tolist()
    aside = [record.row for record in read_table.set_aside]
    assert sorted(numbers + aside) == list(range(1, read_table.rows + len(aside) + 1))
    assert read_table.data.num_columns == len(read_table.columns)
    for column in read_table.data.columns:
        assert column.type == pa.string()
        assert column.null_count == 0
        assert len(column) == read_table.rows


@pytest.mark.parametrize(
    "content",
    [b'a,"b"x\n', b'a,x"b\n', b'"a\n"b"\n', b'a,"b\n', b'"a" ,b\n', b'"a"",b\n'],
    ids=["behind a closing quote", "inside a cell", "unbalanced twice", "never closed", "blank behind", "odd"],
)
def test_the_fast_road_refuses_quotes_that_stand_wrong(content):
    assert csv_arrow.parse(body_of(content), 2, "x", Monitor()) is None


def test_quotes_are_checked_across_block_borders(monkeypatch):
    monkeypatch.setattr(csv_arrow, "_SEGMENT_SIZE", 16)
    monkeypatch.setattr(csv_arrow, "_BATCH_SIZE", 64)
    rows = [['say "hi"', "x" * n] for n in range(40)]
    quick = csv_arrow.parse(body_of(written(rows)), 2, "x", Monitor())
    assert quick is not None
    assert [list(row) for row in zip(*quick.data.to_pydict().values(), strict=True)] == rows


def test_a_line_break_in_a_cell_keeps_both_its_characters_wherever_a_block_ends():
    for pad in range(8):
        rows = [["x" * ((1 << 22) - 12 + pad), "one\r\ntwo"], ["a", "b"]]
        quick = csv_arrow.parse(body_of(written(rows)), 2, "x", Monitor())
        assert quick is not None
        assert quick.data.column(1).to_pylist() == ["one\r\ntwo", "b"]


def test_line_breaks_in_cells_survive_files_of_several_blocks():
    rows = [["c0", "c1"]] + [[str(n), "line\r\nline, " * 300] for n in range(3000)]
    read_table = table(written(rows))
    assert cells(read_table) == rows[1:]
    assert read_table.data.column(0).num_chunks > 1


def test_a_cell_longer_than_a_block_is_read_whole():
    long = "word " * 2_000_000
    read_table = table(written([["c0", "c1"], ["a", long], ["b", "c"]]))
    assert read_table.cell(0, 1) == long
    assert [problem.code for problem in read_table.problems] == ["W_FIELD_TOO_LONG"]


def test_a_runaway_quote_costs_time_in_proportion():
    # Each line leaves a quote open for ever, so each would be read to the end of the file.
    content = b"a,b\n" + b'x","z\n' * 60_000
    read_table = table(content)
    assert len(read_table.set_aside) + read_table.rows == 60_000


def test_a_record_may_span_many_lines_but_not_without_end():
    honest = "\n".join("line" for _ in range(15_000))
    read_table = table(written([["a", "b"], ["1", honest], ["2", 'x"y']]).replace(b'"x""y"', b'x"y'))
    assert read_table.rows == 2
    endless = "\n".join("line" for _ in range(25_000))
    read_table = table(written([["a", "b"], ["1", endless], ["2", 'x"y']]).replace(b'"x""y"', b'x"y'))
    assert read_table.set_aside[0].row == 1


def test_reading_can_be_cancelled():
    member = Bytes(written([["a", "b"]] + [["x", "y" * 1000]] * 2000))
    head = peek(member, Monitor())
    monitor = Monitor()
    monitor.cancel()
    with pytest.raises(Cancelled):
        read(member, head, Layout(0), monitor)
    with pytest.raises(Cancelled):
        peek(member, monitor)


@pytest.mark.parametrize("broken", [b"", b'x"y,z\n'], ids=["fast", "strict"])
def test_a_table_with_too_many_rows_is_refused(monkeypatch, broken):
    monkeypatch.setattr(csv_strict, "MAX_ROWS", 100)
    with pytest.raises(Refused) as refusal:
        table(b"a,b\n" + broken + b"1,2\n" * 101)
    assert refusal.value.code == "E_TOO_LARGE"
    assert refusal.value.member == "Invented.csv"


def test_reading_does_not_import_pandas():
    program = (
        "import sys\n"
        "from inspector.progress import Monitor\n"
        "from inspector.table import *\n"
        "from tests.table.samples import table\n"
        "good = b'Date,Text\\n2023-01-01 10:00:00,a\\n' * 2\n"
        'odd = b\'Date,ShareCommentary\\n"1/2/23, 3:04 PM","a""\\n""b"""\\nx"y,\\xe9,z\\n\'\n'
        "for content in (good, odd, b'a,b\\n', b'', 'a\\tb\\n1\\t\\0'.encode('utf-16')):\n"
        "    found = table(content, repairs=('records by shape', 'quoted lines', 'join tail'))\n"
        "    [parse_dates(found.column(i)) for i in range(len(found.columns))]\n"
        "    found.rows and found.cell(0, 0)\n"
        "parse_day('May 2023')\n"
        "assert 'pandas' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr


@given(st.lists(st.one_of(st.integers(-50, 50), st.integers(-(1 << 31), 1 << 31))))
def test_values_are_numbered_in_their_order_near_and_far(values):
    found, places = factorize(np.array(values, np.int64))
    assert found.tolist() == sorted(set(values))
    assert found[places].tolist() == values
