"""What has no room is scrolled, broken or told by a tip: nothing is cut, however large the letters are."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from inspector.window.details.circumstances_strip import CircumstancesStrip
from inspector.window.dialogs.text_dialog import ContentDialog, build_paragraphs
from inspector.window.notice import NoticeBar
from inspector.window.widgets import text_widgets
from inspector.window.widgets.fit_scroll_area import FitScrollArea
from tests import archives
from tests.window.clipping import cuts
from tests.window.palettes import LIGHT

LONG = "Complete_LinkedInDataExport_11-21-2026_of_somebody_with_a_very_long_name.zip"
SENTENCE = "Nothing is lost silently: what could not be read is named, with the row and the reason." * 3


@pytest.fixture
def _large(qapp):
    """Letters of twice the size."""
    normal, font = qapp.font(), qapp.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    qapp.setFont(font)
    yield
    qapp.setFont(normal)


def column(*widgets):
    made = QWidget()
    layout = QVBoxLayout(made)
    for widget in widgets:
        layout.addWidget(widget)
    return made


def settle():
    """Let layouts that stand in one another come to rest."""
    for _turn in range(4):
        QApplication.processEvents()


def shown(qtbot, widget, width, height):
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    settle()
    return widget


def test_what_is_too_high_is_scrolled_and_nothing_in_it_is_cut(qtbot):
    content = column(text_widgets.build_label(SENTENCE), QPushButton("Do it"), text_widgets.build_label(SENTENCE))
    room = shown(qtbot, FitScrollArea(content), 300, 150)
    assert cuts(room) == []
    assert room.verticalScrollBar().maximum() > 0
    assert content.width() == room.viewport().width()


def test_what_fits_has_all_the_room_there_is(qtbot):
    content = column(QLabel("Short"))
    room = shown(qtbot, FitScrollArea(content), 300, 150)
    assert (content.width(), content.height()) == (300, 150)
    assert room.verticalScrollBar().maximum() == 0


def test_what_grows_later_is_scrolled_too(qtbot):
    words = text_widgets.build_label("Short")
    room = shown(qtbot, FitScrollArea(column(words)), 300, 60)
    words.setText(SENTENCE * 3)
    settle()
    assert cuts(room) == []
    assert room.verticalScrollBar().maximum() > 0


def test_a_long_name_breaks_at_its_strokes_and_stays_what_it_is(qtbot):
    made = text_widgets.build_breakable_label(LONG)
    shown(qtbot, made, 220, 200)
    assert cuts(made) == []
    assert made.text().replace("\u200b", "") == LONG


def test_short_words_and_what_is_hidden_are_not_broken():
    assert text_widgets.add_break_points("and/or 2026-11-25") == "and/or 2026-11-25"
    assert text_widgets.add_break_points("a\u200bb") == "a<U+200B>b"


def test_a_line_without_room_is_shortened_and_told_by_its_tip(qtbot):
    made = text_widgets.ElidedLabel()
    made.setText(SENTENCE)
    shown(qtbot, made, 200, 20)
    assert cuts(made) == []
    assert SENTENCE.strip() in made.toolTip()
    made.setText("Short")
    made.resize(199, 20)
    assert made.toolTip() == ""


@pytest.mark.usefixtures("_large")
def test_a_notice_puts_its_buttons_below_where_they_leave_no_room(qtbot):
    bar = NoticeBar()
    shown(qtbot, bar, 640, 200)
    bar.show_note(f"{LONG} has changed since it was read.", "", (("Read again (F5)", bar.hide), ("Keep", bar.hide)))
    settle()
    bar.resize(640, bar.heightForWidth(640))
    settle()
    assert cuts(bar) == []


@pytest.mark.usefixtures("_large")
def test_a_sheet_is_as_high_as_its_words(qtbot):
    sheet = ContentDialog("About", build_paragraphs("First", SENTENCE, SENTENCE), None)
    shown(qtbot, sheet, 600, 200)
    assert cuts(sheet) == []


@pytest.mark.usefixtures("_large")
def test_the_circumstances_take_a_second_row_rather_than_shorten_a_value(qtbot):
    strip = CircumstancesStrip(LIGHT)
    shown(qtbot, strip, 1000, 130)
    strip.show_exposure(archives.judged(archives.demo(), age="unknown"))
    settle()
    for cell in strip._cells:
        assert [text for text in cell.painted_texts() if text.needed_size > text.available_size] == []
    strip.resize(2400, 130)
    settle()
    assert len({cell.y() for cell in strip._cells}) == 1
