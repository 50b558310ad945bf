"""Comments are read record by record, however their writer quotes them and breaks their lines."""

import re
import time
from collections.abc import Callable
from unittest import mock

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from inspector.archive import MemberError
from inspector.errors import Severity
from inspector.progress import Monitor
from inspector.table import Layout, Table, head, peek, read, read_table
from tests.table.samples import cells, codes, rows_of, table, written
from tests.table.test_damage import Damaged

HEADER = ["Date", "Link", "Message"]
LINK = "https://www.linkedin.com/feed/update/1"
DATE = "2026-06-10 18:53:49"
SHAPE = ("records by shape",)


def comments(*lines: str, header: str = ",".join(HEADER)) -> Table:
    return table("\n".join([header, *lines, ""]).encode(), repairs=SHAPE)


def texts(read: Table) -> list[str]:
    return [row[2] for row in cells(read)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("ending", [True, False], ids=["last line ended", "last line open"])
@pytest.mark.parametrize(
    ("lines", "right"),
    [
        ([f'{DATE},{LINK},"He said \\"hi\\" to me"'], ['He said "hi" to me']),
        (
            [f'{DATE},{LINK},"Back when I led the \\"tea\\" team,', 'it was hot."'],
            ['Back when I led the "tea" team,\nit was hot.'],
        ),
        ([f'{DATE},{LINK},"One, two', 'with a "bare" quote"'], ['One, two\nwith a "bare" quote']),
        ([f'{DATE},{LINK},"Pipes of 5\\", 6\\" and 7\\" fit"'], ['Pipes of 5", 6" and 7" fit']),
        (
            [f'{DATE},{LINK},A 5" pipe', f"{DATE},{LINK},First line", "second line"],
            ['A 5" pipe', "First line\nsecond line"],
        ),
        ([f"2026-06-10,{LINK},First line", "second line"], ["First line\nsecond line"]),
        ([f"{DATE},{LINK},First", "", "third", f"{DATE},{LINK},Next"], ["First\n\nthird", "Next"]),
        ([f'{DATE},{LINK},"a ""b"""', f'{DATE},{LINK},"c \\"d\\""'], ['a "b"', 'c "d"']),
        ([f'{DATE},{LINK},"One,', 'two"', "three", f"{DATE},{LINK},Next"], ["One,\ntwo\nthree", "Next"]),
        ([f'{DATE},"{LINK}?a,b","C:\\temp\\"', f"{DATE},{LINK},x"], ["C:\\temp\\", "x"]),
        ([f'"{DATE}","{LINK}","He said "hi", twice"'], ['He said "hi", twice']),
        ([f"{DATE} UTC,{LINK},one", "two", f"2026/06/10 18:53:49,{LINK},x"], ["one\ntwo", "x"]),
        (
            [f"{DATE},,no link", "2026-06-10,,none", ",,neither", f"{DATE},urn:li:1,odd"],
            ["no link", "none", "neither", "odd"],
        ),
    ],
    ids=[
        "A1",
        "A2",
        "A3",
        "A4",
        "A5",
        "A6",
        "blank line",
        "two ways",
        "loose behind",
        "backslash",
        "all",
        "UTC",
        "none",
    ],
)
def test_a_comment_is_whole_whichever_way_it_is_quoted(line_end, ending, lines, right):
    content = line_end.join([",".join(HEADER), *lines]) + line_end * ending
    read = table(content.encode(), repairs=SHAPE)
    assert texts(read) == [text.replace("\n", line_end) for text in right]
    assert not read.set_aside
    assert set(codes(read)) <= {"W_REPAIRED"}


def test_a_comment_without_a_date_is_not_fused_with_the_one_above():
    read = comments(f"2026-04-30 15:32:07,{LINK},Great point!", f",{LINK},The second comment has no date")
    assert cells(read) == [["2026-04-30 15:32:07", LINK, "Great point!"], ["", LINK, "The second comment has no date"]]
    assert not read.problems


def test_a_comment_without_a_date_is_not_fused_with_a_repaired_one_above():
    read = comments(f"{DATE},{LINK},One", "two", f',{LINK},"Three "and", four"')
    assert [row[0] for row in cells(read)] == [DATE, ""]
    assert texts(read) == ["One\ntwo", 'Three "and", four']
    assert [problem.rows for problem in read.problems] == [(1,), (2,)]


def test_what_was_repaired_is_a_note_that_names_the_rows():
    read = comments(f"{DATE},{LINK},a", f"{DATE},{LINK},b", "c", f'{DATE},{LINK},"d "e", f"')
    assert [(p.code, p.severity, p.rows) for p in read.problems] == [
        ("W_REPAIRED", Severity.NOTE, (2,)),
        ("W_REPAIRED", Severity.NOTE, (3,)),
    ]


def test_a_quote_that_never_closes_is_a_warning_and_costs_no_row():
    read = comments(f'{DATE},{LINK},"open', f"{DATE},{LINK},next")
    assert texts(read) == ['"open', "next"]
    assert [(p.code, p.severity, p.rows) for p in read.problems] == [("W_QUOTE", Severity.WARNING, (1,))]


def test_surplus_cells_are_one_text_and_a_warning():
    read = comments(f"{DATE},{LINK},one, two,three")
    assert texts(read) == ["one, two,three"]
    assert [(p.code, p.severity, p.rows) for p in read.problems] == [("W_RAGGED", Severity.WARNING, (1,))]


def test_a_quoted_line_that_looks_like_a_record_is_text_and_reported():
    rows = [[DATE, LINK, f"My export:\n{DATE},{LINK},x"], [DATE, LINK, "y"]]
    read = table(written([HEADER, *rows]), repairs=SHAPE)
    assert cells(read) == rows
    assert [(p.code, p.severity, p.rows) for p in read.problems] == [("W_REPAIRED", Severity.WARNING, (1,))]


def test_a_line_that_begins_with_a_time_but_no_address_is_text_and_reported():
    read = comments(f"{DATE},{LINK},It logs", "2026-01-01 10:00:00,123 - root - INFO", f"{DATE},{LINK},y")
    assert texts(read) == ["It logs\n2026-01-01 10:00:00,123 - root - INFO", "y"]
    assert [(p.severity, p.rows) for p in read.problems] == [(Severity.NOTE, (1,)), (Severity.WARNING, (1,))]


def test_columns_in_another_order_are_left_alone():
    lines = [f"{DATE},A few words,{LINK}", f"{DATE},Some more words,{LINK}", f'{DATE},"Words, too",{LINK}']
    read = comments(*lines, header="Date,Message,Link")
    assert [row[1] for row in cells(read)] == ["A few words", "Some more words", "Words, too"]
    assert not read.problems


def test_a_fourth_column_is_not_fused_into_the_text():
    read = comments(
        f'{DATE},{LINK},"5\\", 6\\"",glad',
        f"{DATE},{LINK},one",
        "two,sad",
        f'{DATE},{LINK},"a ""b""","so, so"',
        header="Date,Link,Message,Mood",
    )
    assert [row[2:] for row in cells(read)] == [['5", 6"', "glad"], ["one\ntwo", "sad"], ['a "b"', "so, so"]]
    assert rows_of(read, "W_REPAIRED") == (2,)


def test_a_row_of_more_columns_that_cannot_be_told_costs_no_other_row():
    read = comments(
        f'{DATE},{LINK},"open, x,glad',
        f'{DATE},{LINK},one,"sad"',
        f'{DATE},{LINK},",yes",',
        header="Date,Link,Message,Mood",
    )
    assert [row[2:] for row in cells(read)] == [["one", "sad"], [",yes", ""]]
    assert [record.row for record in read.set_aside] == [1]


def test_lines_before_the_first_record_stay_apart_and_are_counted():
    read = comments("not a record", '"open', f"{DATE},{LINK},One", "two", f'{DATE},{LINK},",yes"')
    assert [row[2] for row in cells(read)] == ["", "One\ntwo", ",yes"]
    assert rows_of(read, "W_REPAIRED") == (3,)
    assert [(record.row, record.line) for record in read.set_aside] == [(2, 3)]


def test_a_file_without_a_header_is_read_from_its_first_line():
    content = f'{DATE},{LINK},"Say "hi", you"\nand so on\n,{LINK},b\n'.encode()
    read = table(content, None, SHAPE, tuple(HEADER))
    assert texts(read) == ['"Say "hi", you"\nand so on', "b"]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_file_that_a_spreadsheet_saved_again_is_read_as_it_is(delimiter):
    rows = [["10.06.2026 18:53", LINK, 'a;b\tc,"d"\nsecond line'], ["", LINK, "x"], ["6/10/26 18:53", LINK, "y"]]
    read = table(written([HEADER, *rows], delimiter), repairs=SHAPE)
    assert cells(read) == rows
    assert not read.problems


# ---- any comments, any writer


def _quote_for_commas(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text


def _escape_by_backslash(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"' if "," in text or '"' in text else text


def _leave_quotes_bare(text: str) -> str:
    return f'"{text}"' if "," in text or '"' in text else text


def _quote_always(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


WRITERS = [_quote_for_commas, _escape_by_backslash, _leave_quotes_bare, _quote_always]
PIECES = st.sampled_from(
    ["a", "é", " ", ",", '"', "\n", "\r\n", "\\", ";", "word", "2026-01-01", "\n\n", "https://x.y/"]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)
ROWS = st.lists(
    st.tuples(st.sampled_from([DATE, f"{DATE} UTC", "2026-06-10", ""]), st.sampled_from([LINK, f"{LINK}?x=y"]), TEXTS),
    min_size=1,
    max_size=12,
)
RECORD_START = re.compile(r'(?:2026-01-01)?,(?:"?https://|,)')
LIMITS = [(1 << 20, 8 << 10), (96, 0), (1 << 20, 0)]


def _write(rows: list[tuple[str, str, str]], write_text: Callable[[str], str], end: str) -> bytes:
    lines = [",".join(HEADER), *(f"{date},{link},{write_text(text)}" for date, link, text in rows)]
    return (end.join(lines) + end).encode()


def _is_ambiguous(text: str, written_text: str, write_text: Callable[[str], str]) -> bool:
    """Whether what was written may as well be another text: blank lines behind it, or marks that mean a quote."""
    if written_text == text and text != text.rstrip(" \t\r\n"):
        return True
    if write_text is _leave_quotes_bare and (
        '""' in text or '\\"' in text or text.startswith('"') or text.endswith('"')
    ):
        return True
    is_escaped = write_text in (_quote_always, _quote_for_commas) and written_text != text
    return not is_escaped and any(RECORD_START.match(line) for line in re.split(r"[\r\n]+", text)[1:])


@given(ROWS, st.sampled_from(WRITERS), st.sampled_from(["\n", "\r\n"]), st.sampled_from(LIMITS))
@example([(DATE, LINK, 'a "b"\nc, d'), ("", LINK, "e")], _escape_by_backslash, "\n", LIMITS[0])
@example([(DATE, LINK, 'a",'), (DATE, LINK, ',"a')], _leave_quotes_bare, "\n", LIMITS[0])
@example([(DATE, LINK, 'a"\n'), (DATE, LINK, ',,"a')], _leave_quotes_bare, "\n", LIMITS[0])
@settings(max_examples=200, deadline=None)
def test_any_comments_of_any_writer_come_back_one_by_one(rows, write_text, end, limits):
    assume(not any(_is_ambiguous(text, write_text(text), write_text) for _date, _link, text in rows))
    content = _write(rows, write_text, end)
    peek_size, small = limits
    with (
        mock.patch.object(head, "_PEEK_SIZE", peek_size),
        mock.patch.object(read_table, "SMALL_TABLE_SIZE", small),
    ):
        read = table(content, repairs=SHAPE)
    assert cells(read) == [list(row) for row in rows]
    assert not read.set_aside


def test_a_large_file_with_every_kind_of_row_comes_back_row_by_row():
    kinds = ["plain", 'a 5" pipe', "first\nsecond", "one, two", 'say "x", "y"\nz', "end\\"]
    rows = [(DATE if n % 5 else "", f"{LINK}{n}", f"{kinds[n % len(kinds)]} {n} " + "w" * 30) for n in range(20_000)]
    content = _write(rows, _escape_by_backslash, "\r\n")
    assert len(content) > 1 << 20
    read = table(content, repairs=SHAPE)
    assert cells(read) == [list(row) for row in rows]


CUT_ROWS = [
    (DATE, f"{LINK}{n}", text)
    for n, text in enumerate(["plain", "first\nsecond\nthird", 'say "x", "y"\nz', "one, two\nthree", 'a "b"\nc'] * 3)
]


@given(st.data(), st.sampled_from(WRITERS))
@settings(max_examples=300, deadline=None)
def test_wherever_damage_ends_the_text_no_row_is_fused_and_none_is_made_up(data, write_text):
    content = _write(CUT_ROWS, write_text, "\n")
    until = data.draw(st.integers(content.index(b"\n", 30) + 1, len(content)))
    fault = MemberError("W_INFLATE", "The packed data of this file is damaged.")
    member = Damaged(content, until, fault)
    found = read(member, peek(member, Monitor()), Layout(0, (), SHAPE), Monitor())
    *whole, last = cells(found)
    assert whole == [list(row) for row in CUT_ROWS[: len(whole)]]
    assert last[:2] == list(CUT_ROWS[len(whole)][:2])
    assert CUT_ROWS[len(whole)][2].startswith(last[2])
    assert len(found.set_aside) <= 1


def _measure(content: bytes) -> float:
    started = time.process_time()
    read = table(content, repairs=SHAPE)
    assert read.rows or read.set_aside
    return time.process_time() - started


SMALL_SIZE = 1 << 16
GROWING = {
    "one-line records": f"{DATE},{LINK},A few words\n",
    "records with one quote each": f'{DATE},{LINK},"A few words\n',
    "one record of many lines": "a line\n",
    "many lines of one quote": '"\n',
    "bare quotes": f'{DATE},{LINK},"a "b" c"\nd " e\n',
    "quotes in turn": '"a"b',
    "commas": f"{DATE},{LINK},,,,,,,\n",
    "blank lines": "\n \n",
    "starts without an address": f"{DATE},x y\n",
}


@pytest.mark.parametrize("width", [3, 6])
@pytest.mark.parametrize("line", GROWING.values(), ids=GROWING)
def test_time_grows_no_faster_than_the_text(line, width):
    start = ",".join([*HEADER, "a", "b", "c"][:width]) + f"\n{DATE},{LINK},start\n"
    small, large = (start.encode() + line.encode() * (size // len(line)) for size in (SMALL_SIZE, 4 * SMALL_SIZE))
    # Four times the text: linear work takes four times as long, square work sixteen times.
    assert min(_measure(large) for _ in range(2)) < 10 * _measure(small) + 0.3


@pytest.mark.parametrize("date", ["soon", "", "2026", "10 juin 26"])
@pytest.mark.parametrize("link", ["NULL", "", "urn:li:1"])
def test_a_record_of_quoted_cells_needs_neither_date_nor_address(date, link):
    read = comments(f'"{DATE}","{LINK}","a ""b"""', f'"{date}","{link}","c\nd"', f'"{DATE}","{LINK}","e"')
    assert texts(read) == ['a "b"', "c\nd", "e"]
    read = comments(f'"{date}","{link}","line\n{DATE},{LINK},line"', f'"{DATE}","{LINK}","e"')
    assert texts(read) == [f"line\n{DATE},{LINK},line", "e"]


def test_a_line_of_quoted_words_within_a_text_without_quotes_is_text():
    read = comments(f"{DATE},{LINK},He said", '"a", "b" and "c"', f"{DATE},{LINK},next")
    assert texts(read) == ['He said\n"a", "b" and "c"', "next"]


SHARES = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility"
POSTS = [
    'He said "hi", twice\nand left',
    '"One\nline", and\n\nmore',
    "one, two\nthree; four",
    'ends with a "quote"',
    '"',
    "C:\\temp\\",
    "plain",
]


def shares(*written_texts: str) -> Table:
    lines = [f"{DATE},{LINK},{text},https://a.b/{n},,MEMBER_NETWORK" for n, text in enumerate(written_texts)]
    return table("\n".join([SHARES, *lines, ""]).encode(), repairs=("bad records by shape", "quoted lines"))


@pytest.mark.parametrize("write_text", [_quote_always, _escape_by_backslash], ids=["doubled", "by backslash"])
def test_posts_come_back_whole_with_all_their_cells(write_text):
    read = shares(*map(write_text, POSTS))
    assert texts(read) == POSTS
    assert [row[3:] for row in cells(read)] == [[f"https://a.b/{n}", "", "MEMBER_NETWORK"] for n in range(len(POSTS))]
    assert not read.set_aside


def test_a_post_with_a_bare_quote_is_whole_beside_one_with_quotes_around_each_line():
    read = shares('"First ""\r\n""second ""quoted"" word"""', '"A "bare, quote"\n\nand more"', "plain")
    assert texts(read) == ['First \nsecond "quoted" word', 'A "bare, quote"\n\nand more', "plain"]
    assert not read.set_aside


def test_posts_of_another_order_of_columns_are_left_to_the_quotes():
    header = "Date,Share Title,Share Description,Share Link,Share Commentary,Shared URL,Media URL,Type,Visibility"
    content = (
        f'{header}\n{DATE},,,{LINK},"one, ""two""\nthree",,,TEXT,Public\n{DATE},A title,,{LINK},four,,,TEXT,Public\n'
    )
    read = table(content.encode(), repairs=("bad records by shape", "quoted lines"))
    assert [row[4] for row in cells(read)] == ['one, "two"\nthree', "four"]
    assert not read.problems


SOUP = st.lists(
    st.sampled_from(
        [
            "\n",
            "\n",
            "\r\n",
            "\r",
            '"',
            '""',
            '\\"',
            ",",
            ",,",
            " ",
            "a",
            "b",
            "c",
            f"\n{DATE},{LINK},",
            f'\n{DATE},{LINK},"',
            "\n,https://x,",
        ]
    ),
    max_size=30,
).map("".join)


@given(SOUP, st.integers(3, 4), st.sampled_from(LIMITS))
@settings(max_examples=200, deadline=None)
def test_no_letter_is_lost_or_moved_and_every_record_has_a_number(soup, width, limits):
    content = ",".join([*HEADER, "More"][:width]) + f"\n{soup}"
    peek_size, small = limits
    with (
        mock.patch.object(head, "_PEEK_SIZE", peek_size),
        mock.patch.object(read_table, "SMALL_TABLE_SIZE", small),
    ):
        read = table(content.encode(), repairs=SHAPE)
    numbers = range(1, read.rows + 1) if read.numbers is None else read.numbers.tolist()
    found = dict(zip(numbers, map("".join, cells(read)), strict=True)) | {r.row: r.text for r in read.set_aside}
    assert sorted(found) == list(range(1, len(found) + 1))
    kept = "".join(text for _number, text in sorted(found.items()))
    assert re.sub(r'[\s,"\\]', "", kept) == re.sub(r'[\s,"\\]', "", soup)
    for problem in read.problems:
        assert set(problem.rows) <= set(found)
