"""The notice: what went wrong and the way on, as plain text, until it is put away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from inspector.errors import Refused
from inspector.window.notice import NoticeBar
from tests.window.hand import texts
from tests.window.looking import clipped, nameless


@pytest.fixture
def notice(qtbot):
    made = NoticeBar()
    qtbot.addWidget(made)
    made.resize(900, 100)
    return made


def button(notice, text):
    return next(found for found in notice.findChildren(QPushButton) if found.text() == text)


def test_it_is_not_there_before_there_is_something_to_say(notice):
    assert notice.isHidden()
    assert notice.text == ""


def test_a_refusal_is_said_in_its_own_words(notice):
    notice.show_error(Refused("E_NOT_ZIP", "That is no archive.", "Choose another."))
    assert texts(notice) == ["That is no archive. (E_NOT_ZIP)", "Choose another."]
    assert notice.text == "That is no archive. (E_NOT_ZIP) Choose another."


def test_a_fault_of_the_program_names_its_kind_and_quotes_nothing(notice):
    notice.show_error(KeyError("content of a cell"))
    assert "KeyError" in notice.text
    assert "content of a cell" not in notice.text


def test_the_next_one_replaces_it(notice):
    notice.show_error(Refused("E_X", "First.", "Do this."))
    notice.show_note("Second.")
    assert texts(notice) == ["Second."]


def test_details_are_copied(qtbot, notice):
    notice.show_error(Refused("E_X", "First.", "Do this."))
    qtbot.mouseClick(button(notice, "Copy details"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "First. (E_X) Do this."


def test_it_is_put_away(qtbot, notice):
    notice.show_note("Something.")
    with qtbot.waitSignal(notice.closed):
        qtbot.keyClick(button(notice, "Close"), Qt.Key.Key_Space)
    assert notice.text == ""


def test_names_of_files_are_never_markup(qtbot, notice):
    notice.show_error(Refused("E_X", '"<b>x</b><img src=file:///etc/hostname>\u202egpj.zip" is no archive.'))
    label = notice._message
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert "<b>x</b>" in label.text()
    assert "\u202e" not in label.text()


def test_nothing_is_clipped_or_without_a_name(qtbot, notice):
    notice.show_error(Refused("E_X", "A long sentence that goes on. " * 8, "A way on that is long too. " * 8))
    with qtbot.waitExposed(notice):
        notice.show()
    notice.resize(500, notice.heightForWidth(500) if notice.hasHeightForWidth() else 300)
    qtbot.wait(20)
    assert clipped(notice) == []
    assert nameless(notice) == []
