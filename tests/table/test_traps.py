"""The ways in which real downloads are written oddly, each with an invented sample."""

import pytest

from inspector.errors import Severity
from inspector.progress import Monitor
from inspector.table import PEEK_RECORD_COUNT, NotTextError, peek
from inspector.table.read_table import MAX_COLUMNS
from tests.table.samples import Bytes, cells, codes, look, rows_of, table, written


def test_utf16_with_a_mark_and_tabs_in_a_file_named_csv_is_read():
    content = '"Date"\t"Text, with comma"\r\n"2018/05/01 12:34:56 UTC"\t"é 😀"\r\n'.encode("utf-16")
    head = look(content)
    assert (head.encoding, head.delimiter) == ("utf-16-le", "\t")
    read_table = table(content)
    assert read_table.columns == ("Date", "Text, with comma")
    assert cells(read_table) == [["2018/05/01 12:34:56 UTC", "é 😀"]]
    assert not read_table.problems


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Name,Town\nÅsa,Ørsta\n".encode(), "utf-8"),
        ("Name,Town\nÅsa,Ørsta\n".encode("utf-8-sig"), "utf-8-sig"),
        ("Name,Town\nÅsa,Ørsta\n".encode("utf-16-le"), "utf-16-le"),
        ("Name,Town\nÅsa,Ørsta\n".encode("utf-16-be"), "utf-16-be"),
        ("\ufeffName,Town\nÅsa,Ørsta\n".encode("utf-16-be"), "utf-16-be"),
        ("Name,Town\nÅsa,Ørsta\n".encode("cp1252"), "cp1252"),
    ],
)
def test_each_encoding_gives_the_same_cells(content, encoding):
    read_table = table(content)
    assert look(content).encoding == encoding
    assert read_table.columns == ("Name", "Town")
    assert cells(read_table) == [["Åsa", "Ørsta"]]
    assert codes(read_table) == (["W_ENCODING"] if encoding == "cp1252" else [])


def test_one_bad_byte_in_sound_utf8_becomes_a_mark_and_the_row_is_named():
    read_table = table("a,b\nä,1\n".encode() + b"x\xe9y,2\n" + "ö,3\n".encode())
    assert cells(read_table) == [["ä", "1"], ["x\\xE9y", "2"], ["ö", "3"]]
    assert codes(read_table) == ["W_ENCODING"]
    assert rows_of(read_table, "W_ENCODING") == (2,)


def test_a_record_over_several_lines_is_named_when_its_last_line_holds_the_bad_byte():
    read_table = table('a,b\nä,1\n"one\ntwo'.encode() + b'\xff",2\nz,3\n')
    assert rows_of(read_table, "W_ENCODING") == (2,)
    assert cells(read_table)[1] == ["one\ntwo\\xFF", "2"]


def test_undefined_bytes_of_an_old_encoding_are_marked():
    read_table = table(b"a,b\nna\xefve caf\xe9 d\xe9j\xe0 vu \x81,2\nplain,3\n")
    assert read_table.cell(0, 0) == "naïve café déjà vu \\x81"
    assert rows_of(read_table, "W_ENCODING") == (1,)


def test_lone_surrogates_and_an_odd_byte_in_utf16_are_marked():
    content = b"\xff\xfe" + "a,b\nx".encode("utf-16-le") + b"\x00\xd8" + ",2\n".encode("utf-16-le") + b"Z"
    read_table = table(content)
    assert read_table.cell(0, 0) == "x\\uD800"
    assert read_table.cell(1, 0) == "\\x5A"
    assert rows_of(read_table, "W_ENCODING") == (1, 2)


def test_a_wide_character_across_the_border_of_two_pieces_stays_whole():
    for pad in range(4):
        text = "a,b\n" + "x" * ((1 << 20) - 8 + pad) + "😀é,1\n"
        for content in (text.encode(), ("\ufeff" + text).encode("utf-16-le"), text.encode() + b"ok,\xff\n"):
            assert table(content).cell(0, 0).endswith("x😀é")


def test_mojibake_is_left_as_it_is():
    assert cells(table("a,b\nÃ©,1\n".encode())) == [["Ã©", "1"]]


def test_line_separators_of_unicode_stay_in_the_cell():
    assert cells(table("a,b\nx\u2028y\x0bz\x85,1\n".encode())) == [["x\u2028y\x0bz\x85", "1"]]


def test_zero_bytes_stay_and_their_rows_are_named():
    read_table = table(b"a,b\nx,1\ny\0z,2\n")
    assert cells(read_table) == [["x", "1"], ["y\0z", "2"]]
    assert rows_of(read_table, "W_NUL") == (2,)


def test_words_for_missing_values_and_leading_zeros_stay_text():
    rows = [["NA", "007"], ["Null", "true"], ["nan", "1e5"], ["N/A", ""]]
    assert cells(table(written([["a", "b"], *rows]))) == rows


def test_blank_lines_lone_returns_and_a_missing_last_line_end_are_no_records():
    assert cells(table(b"a,b\r\r\n\n1,2\r3,4\r\n\n\n5,6")) == [["1", "2"], ["3", "4"], ["5", "6"]]


@pytest.mark.parametrize("content", [b"", b" ", b"\r\n\n \t\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_an_empty_table_with_a_note(content):
    read_table = table(content)
    assert (read_table.rows, read_table.columns, read_table.set_aside) == (0, (), ())
    assert [(p.code, p.severity) for p in read_table.problems] == [("W_EMPTY_TABLE", Severity.NOTE)]


@pytest.mark.parametrize("content", [b"First,Second", b"First,Second\n", b"First,Second\r\n\r\n"])
def test_a_header_alone_is_no_problem(content):
    read_table = table(content)
    assert read_table.columns == ("First", "Second")
    assert (read_table.rows, read_table.problems) == (0, ())


def test_a_preamble_of_prose_does_not_mislead():
    content = (
        b'Notes:\n"When exporting, some addresses, as chosen, are ""missing"", you see"\n\n'
        b"First Name,Last Name,Connected On\nAda,Example,01 May 2023\n,,02 Oct 2023\n"
    )
    head = look(content)
    assert head.records[0] == ("Notes:",)
    assert head.records[2] == ("First Name", "Last Name", "Connected On")
    read_table = table(content, 2)
    assert cells(read_table) == [["Ada", "Example", "01 May 2023"], ["", "", "02 Oct 2023"]]
    assert not read_table.problems


def test_prose_full_of_commas_before_a_table_of_tabs_does_not_mislead():
    content = b"Notes:\nOne, two, three, four.\nFive, six.\nName\tTown\tDate\nA, B\tC\t1\nD\tE, F\t2\nG\tH\t3\n"
    head = look(content)
    assert head.delimiter == "\t"
    assert cells(table(content, 3)) == [["A, B", "C", "1"], ["D", "E, F", "2"], ["G", "H", "3"]]


def test_semicolons_are_recognised_and_decimal_commas_are_no_delimiters():
    content = b"Name;Price\nA;1,5\nB;2,5\n"
    assert look(content).delimiter == ";"
    assert cells(table(content)) == [["A", "1,5"], ["B", "2,5"]]


def test_a_semicolon_in_one_cell_of_a_single_column_is_no_delimiter():
    content = b"Name\nA; B\nC\nD\nE\n"
    assert look(content).delimiter == ","
    assert cells(table(content)) == [["A; B"], ["C"], ["D"], ["E"]]


def test_blank_lines_before_the_header_are_passed_over():
    content = b"\xef\xbb\xbf\r\n\n  \na,b\n1,2\n"
    assert look(content).records[0] == ("a", "b")
    assert cells(table(content)) == [["1", "2"]]


def test_no_more_records_are_peeked_at_than_promised():
    assert len(look(b"a,b\n" * 50).records) == PEEK_RECORD_COUNT


def test_a_huge_cell_in_the_first_rows_does_not_hide_the_header():
    content = written([["a", "b"], ["1", "x" * 3_000_000], ["2", "y"]])
    assert look(content).records == (("a", "b"),)
    assert table(content).rows == 2


def test_a_quoted_header_with_blanks_and_a_mark_is_cleaned():
    assert table('\ufeff" A ",\ufeffB\n1,2\n'.encode()).columns == ("A", "B")


def test_repeated_and_nameless_columns_are_kept_by_position():
    read_table = table(b"Titles,Titles,Other,\na,b,c,d\n")
    assert read_table.columns == ("Titles", "Titles", "Other", "")
    assert cells(read_table) == [["a", "b", "c", "d"]]
    assert [(p.code, p.severity) for p in read_table.problems] == [("W_DUP_COLUMNS", Severity.WARNING)]


def test_short_and_long_rows_are_kept_and_named():
    read_table = table(b"a,b,c\n1,2,3\n4,5\n6,7,8,9,10\n \n11,12,13,\n")
    assert read_table.columns == ("a", "b", "c", "")
    assert cells(read_table) == [
        ["1", "2", "3", ""],
        ["4", "5", "", ""],
        ["6", "7", "8", "9,10"],
        ["11", "12", "13", ""],
    ]
    assert codes(read_table) == ["W_RAGGED"]
    assert rows_of(read_table, "W_RAGGED") == (2, 3, 4)


def test_a_quote_left_open_costs_only_its_own_line():
    read_table = table(b'a,b\n1,2\n3,"4\n5,6\n7,8\n')
    assert cells(read_table) == [["1", "2"], ["5", "6"], ["7", "8"]]
    assert [(r.row, r.line, r.text) for r in read_table.set_aside] == [(2, 3, '3,"4')]
    assert read_table.numbers is not None
    assert read_table.numbers.tolist() == [1, 3, 4]
    assert rows_of(read_table, "W_QUOTE") == (2,)


def test_two_quotes_left_open_do_not_fuse_the_rows_between():
    read_table = table(b'a,b\n"1,2\n3,4\n"5,6\n7,8\n')
    assert [record.text for record in read_table.set_aside] == ['"1,2', '"5,6']
    assert cells(read_table) == [["3", "4"], ["7", "8"]]


def test_the_lines_of_a_text_set_aside_are_no_rows():
    content = b'Date,Text,Kind\n1,plain,x\n2,"He said \\"hi\\",\nand left,\n\nthen came back",y\n3,"a, ""b""",z\n'
    read_table = table(content)
    assert cells(read_table) == [["1", "plain", "x"], ["3", 'a, "b"', "z"]]
    assert [(record.row, record.line) for record in read_table.set_aside] == [(2, 3)]
    assert read_table.set_aside[0].text.endswith('and left,\n\nthen came back",y')


def test_rows_of_a_table_whose_rows_are_all_short_are_not_set_aside():
    read_table = table(b'a,b,c\n1,2\n3,"x"y\n5,6\n7,8\n')
    assert [row[0] for row in cells(read_table)] == ["1", "5", "7"]
    assert [record.text for record in read_table.set_aside] == ['3,"x"y']


def test_an_inch_mark_inside_a_cell_is_text():
    read_table = table(b'a,b\n5" disc,6" disc\n')
    assert cells(read_table) == [['5" disc', '6" disc']]
    assert not read_table.problems


def test_a_file_without_a_header_keeps_its_first_row():
    read_table = table(b"1,2,3\n4,5,6\n", None, columns=("First",))
    assert read_table.columns == ("First", "Column 2", "Column 3")
    assert cells(read_table) == [["1", "2", "3"], ["4", "5", "6"]]


@pytest.mark.parametrize("count", [2_500, MAX_COLUMNS + 3])
def test_too_many_columns_are_shown_and_said(count):
    read_table = table(written([[f"c{i}" for i in range(count)], [str(i) for i in range(count)]]))
    assert codes(read_table) == ["W_TOO_MANY_COLUMNS"]
    shown = cells(read_table)[0]
    assert ",".join(shown).split(",") == [str(i) for i in range(count)]
    assert len(shown) == min(count, MAX_COLUMNS + 1)


@pytest.mark.parametrize(
    ("content", "looks"),
    [
        (b"PK\x03\x04rest", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\0" * 100, "zero bytes"),
        (bytes(range(1, 256)) * 4, "program data"),
    ],
)
def test_what_is_no_text_is_named(content, looks):
    with pytest.raises(NotTextError) as fault:
        peek(Bytes(content), Monitor())
    assert fault.value.code == "W_UNKNOWN_TABLE"
    assert looks in fault.value.message


def test_messages_of_problems_never_quote_a_cell():
    read_table = table(b'a,b\nSECRET,"x"SECRET\nSECRET\nSECRET,\0,SECRET\n\xe9SECRET,1\n')
    assert len(read_table.problems) == 4
    assert not any("SECRET" in problem.message for problem in read_table.problems)
