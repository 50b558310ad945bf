"""The bars that web page and PDF draw: their proportions and the room for texts."""

import pytest

from inspector.exposure import Exposure
from inspector.policy import Outcome
from inspector.report.bar_chart import BarChart, lay_out_bars
from inspector.summary.use_table import Column, UseTable, build_use_table
from tests.archives import demo, judged, pack

CIRCUMSTANCES = [("DE", "2026-11-22"), ("GB", "2026-06-01"), ("US", "2025-06-01")]


def build_charts(exposure: Exposure) -> list[BarChart]:
    tables = (build_use_table(exposure, use) for use in pack().uses.values())
    return [lay_out_bars(table, 720, 100, 30) for table in tables]


def build_table(**items: int) -> UseTable:
    """A table with one column and a row for each category."""
    rows = {category: {Column(Outcome.NOT_STATED): count} for category, count in items.items()}
    return UseTable(next(iter(pack().uses.values())), rows, (), 0)


@pytest.mark.parametrize(("region", "as_of"), CIRCUMSTANCES)
def test_a_bar_is_as_long_as_its_items_and_stays_within_the_chart(region: str, as_of: str) -> None:
    for chart in build_charts(judged(demo(), region, as_of=as_of)):
        longest = max(chart.bars, key=lambda bar: bar.items)
        for bar in chart.bars:
            assert bar.count_left < chart.width
            assert bar.end - chart.start == pytest.approx((650 - 170) * bar.items / longest.items, abs=12)


@pytest.mark.parametrize(("region", "as_of"), CIRCUMSTANCES)
def test_the_parts_of_a_bar_fill_it_from_its_start_to_its_end(region: str, as_of: str) -> None:
    for chart in build_charts(judged(demo(), region, as_of=as_of)):
        for bar in chart.bars:
            lefts = [part.left for part in bar.parts]
            rights = [part.left + part.width for part in bar.parts]
            assert [chart.start, *rights] == pytest.approx([*lefts, bar.end], abs=0.15)
            assert sum(part.items for part in bar.parts) == bar.items


def test_one_item_among_a_million_is_visible() -> None:
    chart = lay_out_bars(build_table(posts=1_000_000, jobs=1), 720, 0, 0)

    assert chart.bars[1].parts[0].width >= 3


def test_wide_names_and_counts_take_their_room_from_the_bars() -> None:
    chart = lay_out_bars(build_table(posts=5), 720, 300, 120)

    assert chart.names_end == 300
    assert chart.width - chart.bars[0].count_left == 120


def test_a_table_without_items_has_a_chart_without_bars() -> None:
    chart = lay_out_bars(build_table(), 720, 0, 0)

    assert (chart.bars, chart.columns, chart.height) == ((), (), 0)
