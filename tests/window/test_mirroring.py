"""What is painted or laid out by the window itself is mirrored where the language runs from right to left."""

import datetime as dt

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QWidget

from inspector.exposure import Month
from inspector.window.widgets.flow_layout import FlowLayout
from inspector.window.widgets.mirroring import mirror_box
from inspector.window.widgets.outcome_chart import Bar, BarSegment, ExposureChart
from inspector.window.widgets.trend_chart import MonthsChart
from tests.window.palettes import LIGHT
from tests.window.spoken import LANGUAGES, speaking

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
COLOUR = LIGHT.outcomes["could_be_used"][0]


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def columns_of(image: QImage, colour: str) -> list[int]:
    """The places from left to right, at the middle of the picture's height, that have a colour."""
    row = image.height() // 2
    return [x for x in range(image.width()) if image.pixelColor(x, row).name() == colour]


def test_a_box_stands_as_far_from_the_other_side():
    within = QRectF(10, 0, 100, 20)
    assert mirror_box(QRectF(15, 1, 30, 5), within, LEFT) == QRectF(15, 1, 30, 5)
    assert mirror_box(QRectF(15, 1, 30, 5), within, RIGHT) == QRectF(75, 1, 30, 5)


@pytest.mark.parametrize("direction", [LEFT, RIGHT], ids=["left", "right"])
def test_a_bar_begins_at_the_side_where_reading_begins(qtbot, direction):
    chart = ExposureChart(LIGHT)
    qtbot.addWidget(chart)
    chart.setLayoutDirection(direction)
    chart.show_bars("Use", (Bar("posts", "Posts", (BarSegment("could_be_used", False, "could be used", 5),)),))
    chart.resize(400, chart.sizeHint().height())
    found = columns_of(picture(chart), COLOUR)
    before, behind = found[0], chart.width() - 1 - found[-1]
    assert (before > behind) is (direction is LEFT)


def test_time_runs_from_left_to_right_in_every_language(qtbot):
    months = [Month(dt.date(2026, month, 1), "posts", month * 10, month * 5) for month in range(1, 7)]
    pictures = []
    for tag in ("pseudo", "mirrored"):
        with speaking(LANGUAGES[tag]):
            chart = MonthsChart(LIGHT)
            qtbot.addWidget(chart)
            chart.resize(400, 200)
            chart.show_months(months, ())
            pictures.append(picture(chart))
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("direction", [LEFT, RIGHT], ids=["left", "right"])
def test_a_row_begins_at_the_side_where_reading_begins(qtbot, direction):
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.setLayoutDirection(direction)
    flow = FlowLayout(holder)
    first, second = QPushButton("first"), QPushButton("second")
    flow.addWidget(first)
    flow.addWidget(second)
    holder.resize(400, 60)
    holder.show()
    assert (first.x() < second.x()) is (direction is LEFT)
    edge = first.x() if direction is LEFT else holder.width() - first.geometry().right() - 1
    assert edge == 0
