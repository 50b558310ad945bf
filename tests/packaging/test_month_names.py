"""Each month's name of each language that the platform is offered in is read as its month."""

import datetime as dt
import sys
from importlib import import_module
from pathlib import Path

import pytest
from babel.dates import format_date, format_datetime, format_skeleton

from inspector.columns import build_string_array
from inspector.table import Precision, format_day, parse_dates

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))
month_names = import_module("month_names")
SHAPES = {
    "{day} {name} {year}": "2024-{month:02d}-05",
    "{day}. {name} {year}": "2024-{month:02d}-05",
    "{day} {name}. {year}": "2024-{month:02d}-05",
    "{day} de {name} de {year}": "2024-{month:02d}-05",
    "{day}-{name}-{year}": "2024-{month:02d}-05",
    "{day} {name} {year} 10:30": "2024-{month:02d}-05",
    "{name} {day}, {year}": "2024-{month:02d}-05",
    "{year}. {name} {day}.": "2024-{month:02d}-05",
    "{name} {year}": "2024-{month:02d}",
}


@pytest.mark.parametrize("repeat", [1, 40], ids=["few cells", "many cells"])
@pytest.mark.parametrize("language", month_names.LANGUAGES)
def test_every_name_is_its_month_in_every_shape(language, repeat):
    names = month_names.list_names(language)
    pairs = [
        (shape.format(day="05", name=name, year=2024), expected.format(month=month))
        for shape, expected in SHAPES.items()
        for name, month in names
    ]
    pieces = pairs * repeat if repeat > 1 else pairs[:32]
    found = parse_dates(build_string_array([text for text, _ in pieces]))
    read = [format_day(int(day), Precision(int(p))) for day, p in zip(found.days, found.precision, strict=True)]
    assert [(t, r) for (t, _), r in zip(pieces, read, strict=True)] == pieces


def test_the_data_file_is_what_the_source_gives():
    assert month_names.TARGET.read_text(encoding="utf-8") == month_names.build()


MOMENTS = [dt.datetime(2024, month, day, 15, 4, 5, tzinfo=dt.UTC) for month in range(1, 13) for day in (5, 23)]
FORMS = {
    "long": (format_date, "%Y-%m-%d"),
    "medium": (format_date, "%Y-%m-%d"),
    "yMMM": (lambda moment, form, locale: format_skeleton(form, moment, locale=locale), "%Y-%m"),
    "yMMMM": (lambda moment, form, locale: format_skeleton(form, moment, locale=locale), "%Y-%m"),
}


def read_days(texts):
    found = parse_dates(build_string_array(texts))
    days = [format_day(int(day), Precision(int(p))) for day, p in zip(found.days, found.precision, strict=True)]
    return days, found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", month_names.LANGUAGES)
def test_what_the_language_writes_for_a_day_or_month_is_read(language, form):
    write, expected = FORMS[form]
    texts = [write(moment, form, locale=language) for moment in MOMENTS]
    assert list(zip(texts, read_days(texts)[0], strict=True)) == [
        (text, moment.strftime(expected)) for text, moment in zip(texts, MOMENTS, strict=True)
    ]


@pytest.mark.parametrize("language", [name for name in month_names.LANGUAGES if name != "vi"])  # its time comes first
def test_what_the_language_writes_for_a_moment_is_read(language):
    texts = [format_datetime(moment, "medium", locale=language) for moment in MOMENTS]
    days, found = read_days(texts)
    assert list(zip(texts, days, found.seconds.tolist(), strict=True)) == [
        (text, moment.strftime("%Y-%m-%d"), 15 * 3600 + 245) for text, moment in zip(texts, MOMENTS, strict=True)
    ]


@pytest.mark.parametrize("language", month_names.LANGUAGES)
@pytest.mark.parametrize("months", [range(1, 13), range(1, 2)])
def test_the_short_form_of_the_language_is_read_right_or_not_at_all(language, months):
    moments = [moment for moment in MOMENTS if moment.month in months]
    days, found = read_days([format_date(moment, "short", locale=language) for moment in moments])
    for row, (day, moment) in enumerate(zip(days, moments, strict=True)):
        assert day == moment.strftime("%Y-%m-%d") or row in found.bad


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1er mai 2023", "2023-05-01"),
        ("1\u00ba de maio de 2023", "2023-05-01"),
        ("5. Mai 2023 um 14:30", "2023-05-05"),
        ("5. J\u00e4nner 2023", "2023-01-05"),
        ("Okt 2020 \u2013 Dez 2021", "2020-10"),
        ("05 Okt. 2020 08:00 UTC", "2020-10-05"),
        ("2023/5/1 \u4e0b\u5348 03:04:05", "2023-05-01"),
        ("5 jui 2023", None),
        ("5 \u0e1e\u0e24\u0e29\u0e20\u0e32\u0e04\u0e21 2566", None),
        ("5. Mai 2023 25:30", None),
        ("30. Feb. 2023", None),
    ],
)
def test_words_beside_the_name_do_not_hide_the_day(text, expected):
    assert read_days([text])[0] == [expected]
