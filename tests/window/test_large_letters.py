"""With letters of twice the size everything can still be read and reached in a window of 900 by 600."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from inspector.window.page import Page
from inspector.window.widgets.fit_scroll_area import FitScrollArea
from tests.window import access, hand, places
from tests.window.clipping import cuts
from tests.window.drivers import drive

ROOM = QSize(900, 600)


@pytest.mark.slow
def test_nothing_is_cut_or_out_of_reach_in_any_place_at_twice_the_size(qapp, demo_window):
    letters, flashing = qapp.font(), qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    demo_window.resize(ROOM)
    demo_window.finish_startup()
    drive(demo_window).appearance.set_text_scale(200)
    hand.settle(demo_window)
    found = []
    for place, top in places.places(demo_window):
        top.resize(top.size().boundedTo(ROOM))
        top.activateWindow()
        hand.wait_until(top.isActiveWindow, f"{place} to be active")
        found += [f"{place}: cut: {cut}" for cut in cuts(top)]
        found += [f"{place}: {fault}" for fault in access.unseen_focus(top)]
    drive(demo_window).appearance.set_text_scale(100)
    hand.settle(demo_window)
    qapp.setFont(letters)
    qapp.setCursorFlashTime(flashing)
    assert found == []


class Tall(Page):
    """A page that needs so much height."""

    def __init__(self, least: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        part = QWidget()
        part.setMinimumHeight(least)
        column.addWidget(part)
        text = QLabel("a text that wraps where there is little room for it")
        text.setWordWrap(True)
        column.addWidget(text)


@pytest.mark.parametrize(("least", "scrolls"), [(100, False), (500, True)])
def test_a_part_scrolls_only_where_it_is_too_small_for_what_it_holds(qtbot, least, scrolls):
    room = FitScrollArea(Tall(least))
    qtbot.addWidget(room)
    room.resize(300, 300)
    with qtbot.waitExposed(room):
        room.show()
    assert (room.verticalScrollBar().maximum() > 0) is scrolls
    assert room.widget().height() >= least
