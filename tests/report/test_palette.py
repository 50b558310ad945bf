"""The palette: every column of counts has a colour and a pattern in every format."""

import pytest

from inspector.report.palette import get_colour_key, get_pattern_key, load_palette, load_screen_colours
from inspector.summary.use_table import COLUMNS, Column


@pytest.mark.parametrize("column", COLUMNS, ids=get_pattern_key)
def test_every_column_has_a_colour_on_paper_and_on_both_screens(column: Column) -> None:
    key = get_colour_key(column)

    assert all(key in colours for colours in (load_palette().bars, *map(load_screen_colours, ("light", "dark"))))


def test_columns_of_one_colour_differ_by_their_pattern() -> None:
    for patterns in (load_palette().hatches, load_palette().patterns):
        looks = [(get_colour_key(column), patterns.get(get_pattern_key(column))) for column in COLUMNS]

        assert len(set(looks)) == len(looks)


def test_every_pattern_and_background_belongs_to_a_column() -> None:
    palette = load_palette()
    keys = {get_colour_key(column) for column in COLUMNS} | {get_pattern_key(column) for column in COLUMNS}

    assert {*palette.hatches, *palette.patterns, *palette.cells} <= keys
