"""The colours and patterns of outcomes in written reports: one palette for web page, PDF and workbook.

Screen colours come from the themes of the window, the rest from ``resources/templates/palette.toml``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from inspector.resources import resources_dir
from inspector.summary.use_table import Column

OUTSIDE_KEY = "outside"
"""The key of items dated after the as-of day."""
LIMITED_KEY = "limited"
"""The key of the pattern of what is open for one purpose only."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#rrggbb`` and names of patterns, by the id of an outcome, ``OUTSIDE_KEY`` or ``LIMITED_KEY``.

    ``bars`` are colours on paper and in a workbook's chart, ``cells`` backgrounds of a workbook's cells. ``hatches``
    are lines in the PDF, ``patterns`` presets of DrawingML; a missing key means a plain fill.
    """

    bars: Mapping[str, str]
    cells: Mapping[str, str]
    hatches: Mapping[str, str]
    patterns: Mapping[str, str]


def get_colour_key(column: Column) -> str:
    """The key of a column's colour."""
    return column.outcome.value if column.outcome is not None else OUTSIDE_KEY


def get_pattern_key(column: Column) -> str:
    """The key of a column's pattern."""
    return LIMITED_KEY if column.limited else get_colour_key(column)


def load_screen_colours(theme: str) -> dict[str, str]:
    """The colours of bars in a theme of the window, such as ``light``."""
    document = tomllib.loads((resources_dir() / "themes" / f"{theme}.toml").read_text("utf-8"))
    return {key: bar for key, (bar, _words) in document["outcomes"].items()}


@cache
def load_palette() -> Palette:
    """The palette of written reports."""
    document = tomllib.loads((resources_dir() / "templates" / "palette.toml").read_text("utf-8"))
    bars = load_screen_colours("light") | document["paper"]
    return Palette(bars, document["cells"], document["hatches"], document["patterns"])
