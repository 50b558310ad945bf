"""The bars of a use table as rectangles: the web page and the PDF draw the same ones.

A unit is a CSS pixel at the scale of the web page. The PDF draws a chart at a smaller scale; it does not compute
another one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.i18n import LazyText, _
from inspector.report.palette import get_colour_key, get_pattern_key
from inspector.summary.labels import title_category
from inspector.summary.use_table import Column, UseTable

ROW_HEIGHT = 26
LABEL_GAP = 8
"""The space between a bar and the text on either side of it."""
_RECT_TOP, _RECT_HEIGHT = 3, 18
"""The place of the rectangles in a row."""
_BASELINE = 17
"""The baseline of the texts in a row."""
_MIN_NAME_ROOM, _MIN_COUNT_ROOM = 170, 70
"""The least space for the names before the bars and for the counts after them, so that charts of one report line up."""
_MIN_PART_WIDTH = 3.0
"""The least width of a part: one item among a million stays visible."""


@dataclass(frozen=True, slots=True)
class BarPart:
    """The items of one column of a bar, as a rectangle."""

    column: Column
    items: int
    left: float
    top: int
    width: float
    height: int = _RECT_HEIGHT

    @property
    def colour(self) -> str:
        """The key of its colour in the palette."""
        return get_colour_key(self.column)

    @property
    def pattern(self) -> str:
        """The key of its pattern in the palette."""
        return get_pattern_key(self.column)

    @property
    def description(self) -> LazyText:
        """The part in words."""
        return _("{number} {outcome}", number=self.items, outcome=self.column.title)


@dataclass(frozen=True, slots=True)
class Bar:
    """A category: its name, its parts from left to right, the number of its items.

    ``top`` is that of its row. The name ends at ``BarChart.names_end``, the number begins at ``count_left``; both stand
    on ``baseline``.
    """

    name: str
    items: int
    top: int
    end: float
    parts: tuple[BarPart, ...]

    @property
    def count_left(self) -> float:
        """Where the number of items begins."""
        return self.end + LABEL_GAP

    @property
    def baseline(self) -> int:
        """The baseline of the name and of the number."""
        return self.top + _BASELINE


@dataclass(frozen=True, slots=True)
class BarChart:
    """One bar for each category, all beginning at ``start``, one row below the other."""

    bars: tuple[Bar, ...]
    columns: tuple[Column, ...]
    width: float
    start: float

    @property
    def height(self) -> int:
        """The height of all rows."""
        return ROW_HEIGHT * len(self.bars)

    @property
    def names_end(self) -> float:
        """Where the names of the categories end."""
        return self.start - LABEL_GAP


def lay_out_bars(table: UseTable, width: float, name_width: float, count_width: float) -> BarChart:
    """The bars of a table, the longest as wide as the room between names and counts.

    ``width`` is that of the whole chart, ``name_width`` and ``count_width`` those of the widest name and the widest
    count as they will be drawn, all in units.
    """
    start = max(_MIN_NAME_ROOM, name_width + LABEL_GAP)
    room = width - max(_MIN_COUNT_ROOM, count_width + LABEL_GAP) - start
    totals = {category: sum(row.values()) for category, row in table.rows.items()}
    max_items = max(totals.values(), default=1)
    bars = []
    for number, (category, row) in enumerate(table.rows.items()):
        columns = [column for column in table.columns if column in row]
        widths = _scale_widths([row[column] for column in columns], max_items, room)
        top, left, parts = ROW_HEIGHT * number, float(start), []
        for column, part_width in zip(columns, widths, strict=True):
            parts.append(BarPart(column, row[column], round(left, 1), top + _RECT_TOP, round(part_width, 1)))
            left += part_width
        bars.append(Bar(title_category(category), totals[category], top, round(left, 1), tuple(parts)))
    return BarChart(tuple(bars), tuple(column for column in table.columns if column in table.totals), width, start)


def _scale_widths(items: Sequence[int], max_items: int, room: float) -> list[float]:
    """The widths of a bar's parts, in proportion to ``max_items``, none below ``_MIN_PART_WIDTH``."""
    length = max(room * sum(items) / max_items, _MIN_PART_WIDTH * len(items))
    spare = length - _MIN_PART_WIDTH * len(items)
    return [_MIN_PART_WIDTH + spare * count / sum(items) for count in items]
