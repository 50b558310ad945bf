"""The chart shows the numbers of the report, all of them, and can be used without a mouse."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible

from inspector.summary.use_table import COLUMNS, Column, build_use_table
from inspector.window.widgets.outcome_chart import (
    Bar,
    BarSegment,
    ExposureChart,
    build_bars,
    column_key,
    column_label,
    compute_segment_widths,
)
from tests import archives
from tests.window.palettes import DARK, LIGHT


def bar(category, *counts):
    return Bar(
        category, category.capitalize(), tuple(BarSegment("stopped", False, "stopped", count) for count in counts)
    )


@pytest.fixture
def chart(qtbot):
    made = ExposureChart(LIGHT)
    qtbot.addWidget(made)
    made.resize(600, 200)
    made.show_bars("A use", (bar("posts", 5, 3), bar("jobs", 2), bar("payment", 1)))
    return made


@pytest.mark.parametrize("use", archives.LEADING)
def test_its_numbers_are_those_of_the_table_of_counts(use):
    exposure = archives.judged(archives.demo(), "DE")
    table = build_use_table(exposure, exposure.pack.uses[use]).rows
    bars = build_bars(table, ())
    assert [shown.category for shown in bars] == list(table)
    for shown in bars:
        row = table[shown.category]
        assert [(part.key, part.limited, part.items) for part in shown.segments] == [
            (column_key(column), column.limited, items) for column, items in row.items()
        ]
    assert sum(shown.items for shown in bars) == exposure.holdings.item_count


def test_a_column_limited_to_one_purpose_says_so_in_words():
    column = next(column for column in COLUMNS if column.limited)
    assert column_label(column, ("safety and security",)) == "could be used for safety and security only"
    assert column_label(column, ("one", "another")) == column.title
    assert column_label(Column(None), ("safety",)) == Column(None).title


@pytest.mark.parametrize("items", [(1,), (1, 999_999), (5, 3, 2), (1, 1, 1, 1, 1, 1)])
@pytest.mark.parametrize("room", [10.0, 100.0, 900.0])
def test_every_part_is_seen_and_none_leaves_the_room(items, room):
    widths = compute_segment_widths(items, sum(items), room)
    assert sum(widths) <= room + 1e-6
    assert min(widths) >= min(4.0, room / len(items)) - 1e-6
    assert sorted(widths) == [width for _count, width in sorted(zip(items, widths, strict=True))]


def test_arrow_keys_move_the_highlight_and_enter_chooses(qtbot, chart):
    chosen = []
    chart.category_chosen.connect(chosen.append)
    keys = (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Space)
    for key in keys:
        qtbot.keyClick(chart, key)
    assert chosen == ["jobs", "posts"]
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.current == "payment"
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.current == "posts"


def test_a_click_chooses_the_bar_under_the_mouse(qtbot, chart):
    height = chart.sizeHint().height() // 3
    with qtbot.waitSignal(chart.category_chosen) as caught:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(20, height + height // 2))
    assert caught.args == ["jobs"]
    with qtbot.assertNotEmitted(chart.category_chosen):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(20, chart.height() - 1))


def test_a_screen_reader_hears_every_number(qtbot, chart):
    heard = QAccessible.queryAccessibleInterface(chart)
    assert heard.text(QAccessible.Text.Name) == "Chart of items by category and outcome"
    said = heard.text(QAccessible.Text.Description)
    *numbers, twin = said.split(". ")
    assert numbers == ["A use", "Posts: 5 stopped, 3 stopped", "Jobs: 2 stopped", "Payment: 1 stopped"]
    assert "As a table" in twin
    qtbot.keyClick(chart, Qt.Key.Key_Down)


def test_growing_numbers_keep_the_highlight(qtbot, chart):
    qtbot.keyClick(chart, Qt.Key.Key_End)
    chart.show_bars("A use", (bar("posts", 9), bar("messages", 4), bar("payment", 2)))
    assert chart.current == "payment"
    chart.show_bars("A use", (bar("posts", 9),))
    assert chart.current is None


def test_it_draws_in_both_looks_and_without_any_numbers(qtbot, chart):
    light = chart.grab().toImage()
    chart.set_theme(DARK)
    assert chart.grab().toImage() != light
    chart.show_bars("A use", ())
    assert chart.grab().toImage() != light
