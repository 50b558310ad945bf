"""The timeline shows the months that the exposure counts, says what changed, and sends a stretch to Items."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget

from inspector.exposure import Month, count_by_month, find_timeline_events, sum_categories
from inspector.policy import days
from inspector.query import Query, select
from inspector.query.terms import Key, Span, Term
from inspector.window.intents import GoTo
from inspector.window.pages.timeline_page import TimelinePage
from inspector.window.widgets.trend_chart import MonthsChart
from tests import archives
from tests.window import hand
from tests.window.drivers import drive
from tests.window.items_samples import cells
from tests.window.looking import clipped, nameless
from tests.window.palettes import ALL, DARK, LIGHT

USE = "genai_training_linkedin"


@pytest.fixture(scope="module")
def exposure():
    return archives.judged(archives.demo(), "DE", settings=["genai_improvement=off@2026-03-15"])


@pytest.fixture
def page(qtbot, exposure):
    made = TimelinePage(LIGHT)
    qtbot.addWidget(made)
    for model in (drive(made).month_table.record_model, drive(made).event_table.record_model):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.resize(1000, 700)
    made.show_exposure(exposure)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_table_holds_every_month_with_all_categories_together(page, exposure):
    months = sum_categories(count_by_month(exposure, USE))
    assert [(row[1], row[2]) for row in reversed(cells(drive(page).month_table.record_model))] == [
        (f"{month.items:,}", f"{month.open_items:,}") for month in months
    ]
    assert months[-1].items == exposure.holdings.item_count


def test_the_months_together_sum_the_categories(exposure):
    apart = count_by_month(exposure, USE)
    for month in sum_categories(apart):
        of_it = [one for one in apart if one.month == month.month]
        assert (month.items, month.open_items) == (sum(m.items for m in of_it), sum(m.open_items for m in of_it))


def test_every_change_is_told_with_its_day(page, exposure):
    days_told = [row[0] for row in cells(drive(page).event_table.record_model)]
    assert days_told == [mark.day.isoformat() for mark in reversed(find_timeline_events(exposure, USE))]
    assert ["2026-03-15", "a setting", "Data for Generative AI Improvement: off"] in cells(
        drive(page).event_table.record_model
    )


def test_a_dragged_stretch_of_months_goes_to_items_as_a_span_of_days(qtbot, page, exposure):
    chart = drive(page).chart
    first, last = chart._column_rect(12).center().toPoint(), chart._column_rect(14).center().toPoint()
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(chart, last)
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=last)
    if (
        chart.selected_months[1] is not None and chart.selected_months[0] == chart.selected_months[1]
    ):  # no mouse moves without a pointer
        QTest.mousePress(chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, last)
    with qtbot.waitSignal(page.intent_requested) as caught:
        QTest.mouseClick(drive(page).items_button, Qt.MouseButton.LeftButton)
    span = Span(days.from_date(dt.date(2025, 1, 1)), days.from_date(dt.date(2025, 3, 31)))
    query = Query(USE, terms=(Term(Key.DATE, (span,)),))
    assert caught.args == [GoTo("items", query)]
    assert all("2025-01" <= item.block.date(item.index)[:7] <= "2025-03" for item in select(exposure, query))
    assert len(select(exposure, query)) > 0


def test_the_keyboard_chooses_a_stretch_and_escape_none(page):
    chart = drive(page).chart
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    chart._select_months(None, None)
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    first, last = chart.selected_months
    assert (first.month, last.month) == (dt.date(2026, 10, 1), dt.date(2026, 11, 1))
    assert any("Oct 2026" in text for text in hand.texts(page))
    QTest.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.selected_months == (None, None)
    assert not drive(page).items_button.isEnabled()


def test_the_chosen_months_stay_when_circumstances_change(page, exposure):
    drive(page).chart._select_months(3, 5)
    page.show_exposure(archives.judged(exposure.holdings, "US"))
    assert drive(page).chart.selected_months[0].month == dt.date(2024, 4, 1)
    page.show_exposure(archives.judged(exposure.holdings, "US", as_of="2024-02-01"))
    assert drive(page).chart.selected_months == (None, None)


def test_the_tool_tip_of_a_month_is_no_markup(page):
    chart = drive(page).chart
    QTest.mouseMove(chart, QPoint(0, 0))
    QTest.mouseMove(chart, chart._column_rect(20).center().toPoint())
    assert "<b>" not in chart.toolTip()


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
def test_without_colours_open_items_are_told_from_the_others_by_the_hatch(qtbot, theme):
    """A month of which half is open: the upper half has a pattern, the lower has none, and a seam lies between."""
    chart = MonthsChart(theme)
    qtbot.addWidget(chart)
    chart.resize(200, 200)
    chart.show_months([Month(dt.date(2026, 1, 1), "posts", 10, 5)], [])
    picture = QImage(chart.size(), QImage.Format.Format_RGB32)
    picture.fill(QColor(theme.base))
    chart.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    column = chart._column_rect(0)
    across = range(round(column.left()) + 8, round(column.right()) - 8)

    def shades(height):
        return {grey.pixelColor(x, round(column.bottom() - height * column.height())).value() for x in across}

    assert len(shades(0.75)) > 1
    assert len(shades(0.25)) == 1


@pytest.mark.parametrize("size", [(1000, 700), (640, 480)])
def test_nothing_is_clipped_or_without_a_name(qtbot, page, size):
    page.set_theme(DARK)
    page.resize(*size)
    drive(page).table_toggle.click()
    qtbot.wait(20)
    assert clipped(page) == []
    assert nameless(page) == []
