"""The repairs, each with what it mends and what it must leave alone."""

import pytest

from inspector.errors import Severity
from tests.table.samples import cells, codes, rows_of, table


def test_quotes_around_the_lines_of_a_post_are_taken_out():
    content = b'Date,ShareCommentary\n1,"First ""\r\n""second ""quoted"" word""\r\n"""\n2,"He said ""hi"""\n'
    read_table = table(content, repairs=("quoted lines",))
    assert [row[1] for row in cells(read_table)] == ['First \nsecond "quoted" word\n', 'He said "hi"']
    assert rows_of(read_table, "W_REPAIRED") == (1,)


@pytest.mark.parametrize("name", [b"ShareCommentary", b"Share Commentary"])
def test_the_closing_quote_of_a_mended_post_goes_only_where_it_stands_alone(name):
    content = b"Date," + name + b'\n1,"a""\n""b"""\n2,"say ""x""\n""y"" or ""z"""\n'
    assert [row[1] for row in cells(table(content, repairs=("quoted lines",)))] == ["a\nb", 'say "x\ny" or "z"']


def test_other_columns_of_a_post_are_left_alone():
    content = b'Date,Other\n1,"a""\n""b"\n'
    assert cells(table(content, repairs=("quoted lines",))) == [["1", 'a"\n"b']]


def test_unquoted_commas_of_a_search_go_back_into_its_text():
    content = b'Time,Search Query\n1,plain\n2,one, two,three\n3,"quoted, one"\n4,a,\n5\n'
    read_table = table(content, repairs=("join tail",))
    assert read_table.columns == ("Time", "Search Query")
    assert [row[1] for row in cells(read_table)] == ["plain", "one, two,three", "quoted, one", "a,", ""]
    assert codes(read_table) == ["W_REPAIRED", "W_RAGGED"]
    assert rows_of(read_table, "W_REPAIRED") == (2, 4)
    assert rows_of(read_table, "W_RAGGED") == (5,)


def test_joining_finds_its_rows_also_behind_a_record_set_aside():
    read_table = table(b'Time,Search Query\n1,"x"y\n2,a,b\n', repairs=("join tail",))
    assert cells(read_table) == [["2", "a,b"]]
    assert rows_of(read_table, "W_REPAIRED") == (2,)


@pytest.mark.parametrize("content", [b"No conversations found", b"No conversations found\r\n"])
def test_a_file_of_one_sentence_has_no_rows(content):
    read_table = table(content, None, ("sentence",))
    assert (read_table.rows, read_table.columns) == (0, ())
    assert [(p.code, p.severity) for p in read_table.problems] == [("W_EMPTY_TABLE", Severity.NOTE)]


def test_a_file_with_rows_is_no_sentence():
    assert table(b"a,b\n1,2\n", 0, ("sentence",)).rows == 1
    assert table(b"one\ntwo\n", None, ("sentence",)).rows == 2


def test_an_unknown_repair_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        table(b"a,b\n1,2\n", repairs=("invented",))
