"""People who do not see the screen or use no mouse are told and can do the same, in every part of the window."""

import gc
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from inspector.archive.demo import zip_demo
from inspector.settings import SettingsStore
from inspector.window.main_window import MainWindow
from inspector.window.widgets.focus_ring import FocusRing
from inspector.window.widgets.inputs import ClearableLineEdit, WheelSafeComboBox
from inspector.window.widgets.tab_order import apply_reading_order
from inspector.window.widgets.theme import list_theme_names
from tests.window import access, hand, places


@contextmanager
def demo_window(qapp, folder, theme="light"):
    """The whole window with the sample open, for as long as several things are looked at."""
    before = qapp.palette()
    store = SettingsStore(None)
    store.change(theme=theme)
    window = MainWindow(store)
    window.show()
    window.finish_startup()
    hand.opened(window, zip_demo(folder))
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    qapp.setPalette(before)


@dataclass
class Seen:
    """What the finders said of a place of the window."""

    place: str
    nameless: list[str]
    out_of_order: list[str]
    stops: list[str]


@pytest.fixture(scope="module")
def seen(qapp, tmp_path_factory):
    """Every place of the window with the sample open, looked at once."""
    with demo_window(qapp, tmp_path_factory.mktemp("access")) as window:
        return [
            Seen(
                place,
                access.nameless(top),
                access.out_of_order(top),
                [access.said(stop) for stop in access.stops(top)],
            )
            for place, top in places.places(window)
        ]


@pytest.mark.slow
def test_whatever_can_be_reached_or_is_drawn_has_a_name_and_no_label_hides_its_text(seen):
    assert [f"{one.place}: {fault}" for one in seen for fault in one.nameless] == []


@pytest.mark.slow
def test_tab_goes_through_every_place_as_it_is_read(seen):
    assert [f"{one.place}: {fault}" for one in seen for fault in one.out_of_order] == []


@pytest.mark.slow
def test_every_place_can_be_left_by_the_keyboard(seen):
    """A page by the list of pages, a sheet by a button; the first page has its menus."""
    ways_out = {"Pages", "Close", "Cancel", "Open archive…"}
    assert [one.place for one in seen if not ways_out & set(one.stops)] == []


@pytest.mark.slow
@pytest.mark.parametrize("theme", list_theme_names())
def test_the_keyboard_comes_to_every_stop_in_sight_and_shows_where_it_is(qapp, tmp_path, theme):
    flashing = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    with demo_window(qapp, tmp_path, theme) as window:
        found = []
        for place, top in places.places(window):
            top.activateWindow()
            hand.wait_until(top.isActiveWindow, f"{place} to be active")
            found += [f"{place}: {fault}" for fault in access.unseen_focus(top)]
    qapp.setCursorFlashTime(flashing)
    assert found == []


# ---- the ring


@pytest.fixture
def ring(form):
    return FocusRing(form)


def by_tab(form):
    QTest.keyClick(form.focusWidget() or form, Qt.Key.Key_Tab)
    QApplication.processEvents()


def test_the_ring_follows_the_keyboard_and_the_mouse_takes_it_away(form, ring):
    buttons = [QPushButton(words) for words in ("One", "Two", "Three")]
    for button in buttons:
        form.layout().addWidget(button)
    form.show()
    form.activateWindow()
    hand.wait_until(form.isActiveWindow, "the window to be active")
    assert ring.target is None
    for button in (buttons[1], buttons[2]):
        by_tab(form)
        assert ring.target is button
        assert access.stands_out(button, form)
    buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)  # as a page does that the keyboard has turned to
    QApplication.processEvents()
    assert ring.target is buttons[0]
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert ring.target is None


def test_a_window_that_the_keyboard_opened_shows_the_ring_at_once_and_takes_it_with_it(qtbot, form, ring):
    opening = QPushButton("Open")
    form.layout().addWidget(opening)
    form.layout().addWidget(QPushButton("Other"))
    form.show()
    form.activateWindow()
    hand.wait_until(form.isActiveWindow, "the window to be active")
    by_tab(form)
    dialog = QDialog(form)
    QHBoxLayout(dialog).addWidget(QPushButton("In it"))
    dialog.show()
    dialog.activateWindow()
    hand.wait_until(lambda: ring.target is not None and ring.target.window() is dialog, "the ring in the dialog")
    dialog.deleteLater()
    hand.wait_until(lambda: ring.target is None or ring.target.window() is form, "the ring to leave the dialog")


def test_what_lies_out_of_sight_in_a_part_that_scrolls_is_brought_into_sight_from_outside(form, ring):
    scrolling, content = QScrollArea(), QWidget()
    scrolling.setWidgetResizable(True)
    scrolling.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    QVBoxLayout(content)
    for number in range(40):
        content.layout().addWidget(QPushButton(str(number)))
    scrolling.setWidget(content)
    form.layout().addWidget(QPushButton("Outside"))
    form.layout().addWidget(scrolling)
    form.resize(300, 200)
    form.show()
    form.activateWindow()
    hand.wait_until(form.isActiveWindow, "the window to be active")
    scrolling.verticalScrollBar().setValue(scrolling.verticalScrollBar().maximum())
    by_tab(form)
    assert ring.target.text() == "0"
    assert scrolling.verticalScrollBar().value() < 10


# ---- the finders themselves


@pytest.fixture
def form(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    QHBoxLayout(made)
    return made


def test_an_input_without_a_name_is_found(form):
    form.layout().addWidget(QLineEdit())
    assert access.nameless(form) == ["without a name: QLineEdit ''"]


def test_a_label_that_says_something_else_than_it_shows_is_found(form):
    label = QLabel("605 items")
    label.setAccessibleName("Number")
    form.layout().addWidget(label)
    assert access.nameless(form) == ["a label whose name hides its text: QLabel '605 items'"]


def test_what_is_drawn_here_needs_a_name_and_a_description(form):
    class Blot(QWidget):
        __module__ = "inspector.window.blot"

        def paintEvent(self, _event):  # noqa: N802 - Qt's own name
            pass

    form.layout().addWidget(Blot())
    assert len(access.nameless(form)) == 2


def test_buttons_of_one_name_are_found(form):
    for _twice in range(2):
        form.layout().addWidget(QPushButton("Copy"))
    assert access.nameless(form) == ["2 of the same name: QPushButton 'Copy'"]


def test_choices_are_named_by_their_description_where_no_label_stands_beside_them(form):
    form.layout().addWidget(WheelSafeComboBox("Kind of entry"))
    form.show()
    assert access.nameless(form) == []
    (box,) = form.findChildren(WheelSafeComboBox)
    box.setAccessibleDescription("")
    assert len(access.nameless(form)) == 1


def test_choices_with_a_label_beside_them_are_not_named_twice(form):
    label, box = QLabel("&Theme"), WheelSafeComboBox("Theme")
    label.setBuddy(box)
    form.layout().addWidget(label)
    form.layout().addWidget(box)
    form.show()
    assert access.nameless(form) == []
    assert box.accessibleDescription() == ""


def test_what_was_made_late_is_found_out_of_order_until_it_is_put_in_order(form):
    row = form.layout()
    for words in ("Second", "Third"):
        row.addWidget(QCheckBox(words))
    row.insertWidget(0, QCheckBox("First"))
    form.show()
    assert len(access.out_of_order(form)) == 1
    apply_reading_order(form)
    assert access.out_of_order(form) == []
    assert [stop.text() for stop in access.stops(form)] == ["First", "Second", "Third"]


def test_parts_within_parts_are_put_in_order_where_their_place_is(form):
    row, inner = form.layout(), QWidget()
    QHBoxLayout(inner)
    row.addWidget(inner)
    row.addWidget(ClearableLineEdit("After"))
    inner.layout().addWidget(QCheckBox("Late"))
    apply_reading_order(inner)
    form.show()
    assert [access.said(stop) for stop in access.stops(form)] == ["Late", "After"]
