"""Every shape of date by name, impossible dates, and the calendar against the standard library."""

import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.columns import build_string_array
from inspector.table import UNKNOWN_DAY, Precision, format_day, format_time, parse_dates, parse_day

EPOCH = dt.date(1970, 1, 1).toordinal()
SHAPES = {
    "messages": ("2023-05-01 12:34:56 UTC", "2023-05-01", "12:34:56"),
    "posts": ("2023-05-01 12:34:56", "2023-05-01", "12:34:56"),
    "endorsements": ("2023/05/01 12:34:56 UTC", "2023-05-01", "12:34:56"),
    "slashes without a zone": ("2023/05/01 12:34:56", "2023-05-01", "12:34:56"),
    "follows": ("Tue May 02 12:34:56 UTC 2023", "2023-05-02", "12:34:56"),
    "learning": ("2023-05-01 12:34 UTC", "2023-05-01", "12:34"),
    "article": ("Created on 2023-05-01 12:34", "2023-05-01", "12:34"),
    "invitations": ("5/1/23, 3:04 PM", "2023-05-01", "15:04"),
    "invitations, newer blank": ("5/1/23, 3:04\u202fPM", "2023-05-01", "15:04"),
    "midnight": ("5/1/23, 12:04 AM", "2023-05-01", "00:04"),
    "noon": ("12/31/05, 12:00 PM", "2005-12-31", "12:00"),
    "recommendations": ("05/01/23, 03:04 PM", "2023-05-01", "15:04"),
    "receipts": ("05/01/23 03:04 PM UTC", "2023-05-01", "15:04"),
    "connections": ("01 May 2023", "2023-05-01", None),
    "positions": ("May 2023", "2023-05", None),
    "education": ("2023", "2023", None),
    "publications": ("May 1, 2023", "2023-05-01", None),
    "full month name": ("September 12, 2023", "2023-09-12", None),
    "events": ("May 01, 2023 02:00 PM - May 01, 2023 03:00 PM", "2023-05-01", "14:00"),
    "verifications": ("2023-05-01", "2023-05-01", None),
    "media": ("You uploaded a feed photo on March 8, 2026 at 9:37 AM (GMT)", "2026-03-08", "09:37"),
    "media, twice on": ("You worked on a photo on March 8, 2026 at 9:37 PM (GMT)", "2026-03-08", "21:37"),
    "ISO": ("2020-01-02T03:04:05", "2020-01-02", "03:04:05"),
    "ISO, Z": ("2020-01-02T03:04:05.678Z", "2020-01-02", "03:04:05"),
    "spreadsheet": ("4-Apr-21", "2021-04-04", None),
    "leap day": ("2024-02-29", "2024-02-29", None),
    "first year": ("0001-01-01", "0001-01-01", None),
    "last year": ("9999-12-31 23:59:59", "9999-12-31", "23:59:59"),
    "outer blanks": ("  01 May 2023 ", "2023-05-01", None),
    "AI chats": ("2023-05-01 12:34:56 UTC", "2023-05-01", "12:34:56"),
    "messages of 2019": ("2019-05-01T12:34:56", "2019-05-01", "12:34:56"),
    "sign-ins": ("Tue May 02 12:34:56 UTC 2023", "2023-05-02", "12:34:56"),
    "sign-ins, one digit": ("Tue May  2 12:34:56 UTC 2023", "2023-05-02", "12:34:56"),
    "messages and connections of 2018": ("4/2/18, 8:00 AM", "2018-04-02", "08:00"),
    "two digits of a year are of this century": ("1/1/69, 8:00 AM", "2069-01-01", "08:00"),
    "month first, also where the day could be": ("4/3/18, 9:05 PM", "2018-04-03", "21:05"),
    "birth date": ("Mar 14, 1986", "1986-03-14", None),
    "events, one day": ("Dec 31, 2024 11:00 PM - Jan 01, 2025 01:00 AM", "2024-12-31", "23:00"),
    "article, published": ("Published on 2023-05-01 12:34", "2023-05-01", "12:34"),
    "dots": ("05.03.2024", "2024-03-05", None),
    "dots and a clock": ("5.3.24 10:00", "2024-03-05", "10:00"),
    "dots, year first": ("2024.03.05", "2024-03-05", None),
    "dots and blanks": ("2024. 3. 5.", "2024-03-05", None),
    "Japanese": ("2023年5月1日", "2023-05-01", None),
    "Korean": ("2023년 5월 1일", "2023-05-01", None),
    "Japanese month": ("2023年5月", "2023-05", None),
    "German month, dots": ("05. Jan 23", "2023-01-05", None),
    "German": ("5. Januar 2023", "2023-01-05", None),
    "German, short": ("05 Dez. 2023", "2023-12-05", None),
    "German, a clock": ("05 Dez. 2023, 10:30", "2023-12-05", "10:30"),
    "French": ("3 août 2024", "2024-08-03", None),
    "French, short": ("20 févr. 2024", "2024-02-20", None),
    "Spanish": ("5 de enero de 2024", "2024-01-05", None),
    "Spanish, month": ("ene 2024", "2024-01", None),
    "Dutch": ("2 mrt. 2023", "2023-03-02", None),
    "Polish, month": ("maj 2021", "2021-05", None),
    "month first in German": ("Mai 5, 2023", "2023-05-05", None),
    "Russian": ("5 января 2024 г.", "2024-01-05", None),  # noqa: RUF001
    "Arabic digits": ("٥ يناير ٢٠٢٤", "2024-01-05", None),  # noqa: RUF001
    "same number twice": ("5/5/2024", "2024-05-05", None),
    "media, a film": ("You uploaded a video on December 31, 2025 at 11:59 PM (GMT)", "2025-12-31", "23:59"),
}
BAD = [
    "2023-02-30", "2023-13-01", "2023-00-10", "2023-05-01 25:00:00", "2023-05-01 12:60:00", "2100-02-29", "0000-01-01",
    "13/13/23, 3:04 PM", "5/1/23, 13:04 PM", "5/1/23, 0:04 AM", "31 Jun 2023", "1 Foo 2023", "Mayor 2023", "soon",
    "Tue Foo 02 12:34:56 UTC 2023", "Feb 30", "12345", "20230501", "x" * 500, "2023-05-01 12:34:56 PST", "\0",
    "31.2.2024", "00.00.2024", "0",
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "time"), SHAPES.values(), ids=SHAPES.keys())
def test_each_shape_of_date_is_read(text, day, time):
    found = parse_dates(build_string_array([text]))
    precision = Precision(int(found.precision[0]))
    assert format_day(int(found.days[0]), precision) == day
    assert format_time(int(found.seconds[0]), precision) == time
    assert not len(found.bad)
    assert parse_day(text) == (int(found.days[0]), precision)


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_date_is_bad_and_never_a_crash(text):
    found = parse_dates(build_string_array(["2023-05-01", text]))
    assert found.bad.tolist() == [1]
    assert found.days[1] == UNKNOWN_DAY
    assert (found.seconds[1], found.precision[1]) == (-1, Precision.UNKNOWN)
    assert parse_day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "N/A",
        "n/a",
        "---",
        "Published on ---",
        "Created on ---",
        "-",
        "--",
        "\u2013",
        "Not Available",
        "NA",
        "n.a.",
        "N. A.",
        "None",
        "null",
        "nil",
        "UNKNOWN",
        "Not applicable",
        "Never",
        "no date",
        "Not  Available",
        "not_available",
        " N / A ",
        "n.a",
        "(null)",
        "NaN",
        "-----",
    ],
)
def test_no_date_is_not_a_bad_date(text):
    found = parse_dates(build_string_array([text]))
    assert not len(found.bad)
    assert found.days.tolist() == [UNKNOWN_DAY]


def test_a_birthday_without_its_year_is_known_and_gives_no_day():
    found = parse_dates(build_string_array(["Feb 29", "May 1"]))
    assert not len(found.bad)
    assert found.days.tolist() == [UNKNOWN_DAY] * 2


def test_a_column_of_all_shapes_in_several_pieces_keeps_its_order():
    texts = [text for text, _, _ in SHAPES.values()] + BAD[:3] + [""]
    column = pa.chunked_array(
        [build_string_array(texts), build_string_array([]), build_string_array(texts).slice(2, 9)], type=pa.string()
    )
    found = parse_dates(column)
    days = [format_day(int(d), Precision(int(p))) for d, p in zip(found.days, found.precision, strict=True)]
    expected = [day for _, day, _ in SHAPES.values()] + [None] * 4
    assert days == expected + expected[2:11]
    assert found.bad.tolist() == [len(SHAPES), len(SHAPES) + 1, len(SHAPES) + 2]
    assert [str(array.dtype) for array in (found.days, found.seconds, found.precision, found.bad)] == [
        "int32", "int32", "uint8", "int64",
    ]  # fmt: skip


def test_a_column_without_rows_has_no_dates():
    assert len(parse_dates(pa.chunked_array([], type=pa.string())).days) == 0
    assert len(parse_dates(build_string_array([])).days) == 0


def test_a_zone_other_than_that_of_greenwich_is_never_taken_for_it():
    for text in ("2023-05-01 12:34:56 CET", "Tue May 02 12:34:56 PDT 2023", "2023-05-01T12:34:56+02:00"):
        assert parse_day(text) is None


def test_a_period_is_its_first_day():
    assert parse_day("May 2023") == (parse_day("2023-05-01")[0], Precision.MONTH)
    assert parse_day("2023") == (parse_day("2023-01-01")[0], Precision.YEAR)


@given(st.lists(st.datetimes(), min_size=1, max_size=20))
@settings(max_examples=100, deadline=None)
def test_days_and_seconds_agree_with_the_standard_library(moments):
    shapes = [
        lambda m: f"{m:%m/%d/}{m.year:04d}, {m:%H:%M:%S}",
        lambda m: f"{m.year:04d}-{m:%m-%d %H:%M:%S} UTC",
        lambda m: f"{m:%d %b} {m.year:04d}",
    ]
    moments = [*moments, moments[0].replace(year=2024, month=1, day=31)]  # proves that the month comes first
    for shape in shapes:
        found = parse_dates(build_string_array([shape(moment) for moment in moments]))
        assert found.days.tolist() == [moment.toordinal() - EPOCH for moment in moments]
        if ":" in shape(moments[0]):
            assert found.seconds.tolist() == [m.hour * 3600 + m.minute * 60 + m.second for m in moments]


@given(st.lists(st.text(alphabet="0123456789/-: ,TMayApPUTC on", max_size=30), max_size=20))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_date_or_bad_or_blank(texts):
    found = parse_dates(build_string_array(texts))
    assert len(found.days) == len(texts)
    known = found.precision != Precision.UNKNOWN
    assert ((found.days != UNKNOWN_DAY) == known).all()
    assert not known[found.bad].any()
    assert ((found.seconds >= 0) == (found.precision >= Precision.MINUTE)).all()


FOREIGN = [
    "5. Mai 2023 um 14:30",
    "5. maj 2021 15.04.05",
    "5.1.2024 15.04",
    "Okt 2020 \u2013 Dez 2021",
    "2023/5/1 \u4e0b\u5348 03:04",
    "2023\u5e745\u67081\u65e5 \u4e0b\u534813:04",
    "\u0665/\u0663/\u0662\u0660\u0662\u0664",
    "\u0661\u0663/\u0663/\u0662\u0660\u0662\u0664 10:00",
    "24. 1. 23.",
    "31. Feb. 2023",
]


@given(
    st.sampled_from(
        [text for text, _day, _time in SHAPES.values()]
        + BAD
        + FOREIGN
        + ["", " ", "N/A", "---", "Mar 14", "Created on N/A"]
    )
    | st.text(alphabet="0123456789-/:, TZUCaprMmyn.\t\v", max_size=24)
    | st.from_regex(r"\d{1,2}/\d{1,2}/\d{2}, \d{1,2}:\d{2} [AP]M", fullmatch=True)
    | st.from_regex(r"\d{4}-[01]\d-[0-3]\d [0-2]\d:[0-6]\d:[0-6]\d( UTC)?", fullmatch=True)
)
@settings(max_examples=125, deadline=None)
def test_a_few_cells_are_read_as_many_are(text):
    few, many = parse_dates(build_string_array([text])), parse_dates(build_string_array([text] * 40))
    assert (few.days[0], few.seconds[0], few.precision[0]) == (many.days[7], many.seconds[7], many.precision[7])
    assert bool(len(few.bad)) == bool(len(many.bad))
    assert bool(len(few.ambiguous)) == bool(len(many.ambiguous))
