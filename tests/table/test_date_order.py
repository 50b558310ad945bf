"""Which of two numbers is the day: the column settles it, or the cell is left undated."""

import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.columns import build_string_array
from inspector.table import UNKNOWN_DAY, is_date, parse_dates, parse_day

EPOCH = dt.date(1970, 1, 1).toordinal()
DAYS = st.dates(dt.date(2003, 1, 1), dt.date(2030, 12, 31))
SHAPES = st.sampled_from(
    ["{}/{}/{}", "{:02d}/{:02d}/{}", "{:02d}-{:02d}-{}", "{}/{}/{} 10:00", "{:02d}-{:02d}-{} 10:00"]
)
CELLS = ["05/03/2024", "13/03/2024", "03/13/2024", "5/1/23, 3:04 PM", "05-03-2024", "3 août 2024", "x", ""]


def count(day):
    return day.toordinal() - EPOCH


def read(texts, chunk=None, **options):
    if chunk is None:
        return parse_dates(build_string_array(texts), **options)
    pieces = [build_string_array(texts[at : at + chunk]) for at in range(0, len(texts), chunk)]
    return parse_dates(pa.chunked_array(pieces, type=pa.string()), **options)


def list_arrays(dates):
    arrays = (dates.days, dates.seconds, dates.precision, dates.bad, dates.ambiguous)
    return [array.tolist() for array in arrays] + [dates.is_day_first]


@given(st.lists(DAYS, max_size=50), DAYS.filter(lambda day: day.day > 12), SHAPES, st.booleans())
@settings(max_examples=100, deadline=None)
def test_one_day_above_twelve_in_the_first_place_settles_the_column(days, proof, shape, is_platform_form):
    texts = [shape.format(day.day, day.month, day.year) for day in [*days, proof]]
    found = read(texts, slashes_are_month_first=is_platform_form)
    assert found.days.tolist() == [count(day) for day in [*days, proof]]
    assert found.is_day_first


@given(st.lists(DAYS, max_size=50), DAYS.filter(lambda day: day.day > 12), SHAPES)
@settings(max_examples=100, deadline=None)
def test_one_day_above_twelve_in_the_second_place_settles_the_column(days, proof, shape):
    found = read([shape.format(day.month, day.day, day.year) for day in [*days, proof]])
    assert found.days.tolist() == [count(day) for day in [*days, proof]]
    assert not found.is_day_first


@given(st.lists(DAYS, min_size=1, max_size=50), st.lists(DAYS, min_size=1, max_size=50), st.booleans())
@settings(max_examples=100, deadline=None)
def test_two_proofs_against_each_other_never_give_a_wrong_day(day_first, month_first, is_platform_form):
    proofs = (dt.date(2024, 1, 13), dt.date(2024, 1, 14))
    pairs = [(f"{d.day}/{d.month}/{d.year}", d) for d in [proofs[0], *day_first]]
    pairs += [(f"{d.month}/{d.day}/{d.year}", d) for d in [proofs[1], *month_first]]
    found = read([text for text, _ in pairs], slashes_are_month_first=is_platform_form)
    for row, (_, day) in enumerate(pairs):
        is_open = day.day <= 12 and day.day != day.month
        assert found.days[row] == (UNKNOWN_DAY if is_open else count(day))
        assert (row in found.ambiguous) == is_open


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1, max_size=50))
@settings(max_examples=60, deadline=None)
def test_nothing_proved_leaves_the_day_open_unless_the_platform_writes_so(pairs):
    texts, long_texts = ([f"{first}/{second}/{year}" for first, second in pairs] for year in ("24", "2024"))
    is_open = [row for row, (first, second) in enumerate(pairs) if first != second]
    # The platform writes years of two digits; a spreadsheet that writes four has its own order.
    for careful in (read(texts), read(long_texts), read(long_texts, slashes_are_month_first=True)):
        assert careful.ambiguous.tolist() == careful.bad.tolist() == is_open
        assert (careful.days[is_open] == UNKNOWN_DAY).all()
    platform = read(texts, slashes_are_month_first=True)
    assert platform.days.tolist() == [count(dt.date(2024, first, second)) for first, second in pairs]


@pytest.mark.parametrize("own", ["5/1/23, 3:04 PM", "05/01/23, 03:04 PM", "05/01/23 03:04 PM UTC"])
def test_the_platforms_own_form_puts_the_month_first(own):
    assert read([own, "4/3/24 10:00"]).days.tolist() == [count(dt.date(2023, 5, 1)), count(dt.date(2024, 4, 3))]


def test_the_platforms_own_form_yields_to_a_day_above_twelve_in_the_first_place():
    found = read(["5/1/23, 3:04 PM", "13/1/23, 3:04 PM"])
    assert found.days.tolist() == [count(dt.date(2023, 1, 5)), count(dt.date(2023, 1, 13))]


@pytest.mark.parametrize("text", ["5/1/2023 3:04 PM", "05-03-2024", "05/03/2024 10:00"])
def test_one_cell_that_could_be_two_days_is_a_date_but_no_known_day(text):
    assert parse_day(text) is None
    assert is_date(text)


def test_the_platforms_slashes_say_nothing_of_dashes():
    assert read(["05-03-2024"], slashes_are_month_first=True).ambiguous.tolist() == [0]


@given(
    st.lists(
        st.sampled_from(CELLS),
        min_size=1,
        max_size=90,
    ),
    st.integers(1, 45),
    st.booleans(),
)
@settings(max_examples=100, deadline=None)
def test_the_pieces_of_a_column_do_not_matter(texts, chunk, is_platform_form):
    whole = read(texts, slashes_are_month_first=is_platform_form)
    assert list_arrays(read(texts, chunk, slashes_are_month_first=is_platform_form)) == list_arrays(whole)


@pytest.mark.parametrize("text", ["24. 1. 23.", "24. 1. 23", "24.1.23."])
def test_a_short_year_that_may_stand_first_is_left_open(text):
    assert parse_day(text) is None


@given(st.lists(DAYS, max_size=40), DAYS.filter(lambda day: day.day > 12), st.sampled_from(["ar", "fa", "hi", "th"]))
@settings(max_examples=60, deadline=None)
def test_numbers_in_the_digits_of_another_script_are_settled_like_others(days, proof, script):
    zero = {"ar": "\u0660", "fa": "\u06f0", "hi": "\u0966", "th": "\u0e50"}[script]
    digits = str.maketrans("0123456789", "".join(chr(ord(zero) + digit) for digit in range(10)))
    texts = [f"{day.day}\u200f/{day.month}\u200f/{day.year}".translate(digits) for day in [*days, proof]]
    assert read(texts).days.tolist() == [count(day) for day in [*days, proof]]
    assert read(["5/3/2024".translate(digits)] * 40).ambiguous.tolist() == list(range(40))
