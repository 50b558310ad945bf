"""Each month's name of each language that the platform is offered in is read as its month."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

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
