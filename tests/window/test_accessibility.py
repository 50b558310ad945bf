"""What changes without being looked at is said aloud: that it is open, how many items there are, what went wrong."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from inspector.errors import Refused
from inspector.query import Query, parse
from inspector.settings import SettingsStore
from inspector.window import accessibility, intents
from inspector.window.accessibility import announce, announce_urgently, copy_to_clipboard
from inspector.window.details.circumstances_fields import AgeField
from inspector.window.dialogs.preferences_dialog import Preferences
from inspector.window.items.filter_bar import ItemsFilter
from inspector.window.items.item_columns import ItemColumn
from inspector.window.widgets.appearance import Appearance
from inspector.window.widgets.record_table import RecordField, RecordTable
from inspector.window.widgets.theme import load_theme
from tests import archives
from tests.window import hand
from tests.window.drivers import drive


@pytest.fixture
def said(monkeypatch):
    """Everything that is said aloud, in order."""
    found = []
    monkeypatch.setattr(accessibility, "is_active", lambda: True)
    for name in ("announce", "announce_urgently"):
        monkeypatch.setattr(accessibility, name, lambda _about, text: found.append(text))
    return found


@pytest.fixture
def sent(monkeypatch):
    """The announcements that Qt is handed, as (message, politeness), while a screen reader listens."""
    found = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    keep = lambda event: found.append((event.message(), event.politeness()))  # noqa: E731 - one line says it
    monkeypatch.setattr(QAccessible, "updateAccessibility", keep)
    return found


@pytest.fixture
def label(qtbot):
    made = QLabel()
    qtbot.addWidget(made)
    return made


def test_what_went_wrong_is_said_at_once_and_the_rest_in_its_turn(label, sent):
    announce(label, "Read 60 files")
    announce_urgently(label, "It is not a zip archive.")
    announce(label, "")
    polite, assertive = QAccessible.AnnouncementPoliteness.Polite, QAccessible.AnnouncementPoliteness.Assertive
    assert sent == [("Read 60 files", polite), ("It is not a zip archive.", assertive)]


def test_where_nobody_listens_nothing_is_said(label, monkeypatch, sent):
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    announce(label, "Read 60 files")
    assert sent == []


def test_that_something_was_copied_is_said(label, said):
    copy_to_clipboard(label, "G10")
    assert QGuiApplication.clipboard().text() == "G10"
    assert said == ["Copied"]


def test_opening_is_said_when_it_begins_and_when_it_is_done(said, window, demo_zip):
    hand.opened(window, demo_zip)
    assert said[0].startswith("Opening ")
    assert said[-1] == drive(window).status.text()
    assert said[-1].startswith("Read ")


def test_what_cannot_be_opened_is_said_with_the_way_on(said, window):
    drive(window).notice.show_error(Refused("E_NOT_ZIP", "It is not a zip archive.", hint="Choose another file."))
    assert said == ["It is not a zip archive. (E_NOT_ZIP) Choose another file."]


def test_how_many_items_a_filter_leaves_is_said_once(said, demo_window):
    pages = drive(demo_window).pages
    pages.turn_to("items")
    hand.settle(demo_window)
    said.clear()
    items = pages.page("items")
    items.show_query(Query(words=("rain",)))
    hand.settle(demo_window)
    assert said == [drive(items).count_label.text()]
    drive(items).table.sort_by(ItemColumn.DATE)
    hand.settle(demo_window)
    assert said[1:] == ["Sorted by Date"]
    drive(items).filter_line.setText("rain colour:red category:payment")
    hand.settle(demo_window)
    assert said[-1] == "No items match."


@pytest.mark.slow
def test_what_other_circumstances_mean_is_said_in_one_sentence(said, demo_window):
    exposure = archives.judged(demo_window.exposure.holdings, "DE")
    demo_window.handle_intent(intents.ChangeCircumstances(exposure.circumstances, "Region"))
    assert "items could be used as things stand on" in said[-1]


@pytest.mark.slow
def test_what_a_question_would_change_is_said_where_it_is_asked(said, demo_window):
    drive(demo_window).pages.turn_to("compare")
    page = drive(demo_window).pages.page("compare")
    said.clear()
    drive(page).question_combo.setFocus()
    QTest.keyClick(drive(page).question_combo, Qt.Key.Key_Down)
    assert said == [page._headline.text()]


def test_a_word_of_the_filter_that_is_not_understood_is_said_once(qtbot, said):
    asking = ItemsFilter(SettingsStore(None), load_theme("light"))
    qtbot.addWidget(asking)
    misread = parse("colour:red rain", archives.pack()).errors
    for _twice in range(2):
        asking.show_errors(misread)
    assert said == [misread[0].message]


def test_a_fact_that_is_not_taken_is_said_in_its_place(qtbot, said):
    field = AgeField(dt.date(1990, 1, 1))
    qtbot.addWidget(field)
    field.show_problem(Refused("E_CIRCUMSTANCES", "No such day.", hint="Write it as 2026-01-15."))
    assert said == ["No such day. Write it as 2026-01-15."]


def test_what_removing_everything_means_is_said_before_it_is_done(qtbot, said):
    store = SettingsStore(None)
    made = Preferences(store, Appearance(store))
    qtbot.addWidget(made)
    made.forget_button.click()
    assert "It cannot be undone." in said[-1]


@pytest.mark.slow
def test_the_bar_that_the_keyboard_goes_to_is_said(said, demo_window):
    chart = drive(drive(demo_window).pages.page("overview")).chart
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert said[-1].startswith("Posts: ")


@pytest.mark.slow
def test_the_months_that_the_keyboard_chooses_are_said(said, demo_window):
    drive(demo_window).pages.turn_to("timeline")
    chart = drive(drive(demo_window).pages.page("timeline")).chart
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert "Jan 2024 to Jan 2024 chosen" in said[-1]


def test_how_many_rows_a_filter_leaves_and_by_what_they_are_sorted_is_said(qtbot, said):
    table = RecordTable("Files", (RecordField("File", str), RecordField("Length", lambda name: str(len(name)), 8, len)))
    qtbot.addWidget(table)
    table.record_model.show_records(("Shares.csv", "Ads Clicked.csv"))
    table.filter_rows("ads")
    table.filter_rows("ads cl")
    table.sort_by(1)
    assert said == ["1 of 2 rows", "Sorted by Length"]
