"""An address is shown whole with its host in plain letters; the browser is told only by its button."""

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton

from inspector.window.dialogs.open_link_dialog import OpenLinkDialog, parse_web_address
from tests.window.hand import texts

GOOD = "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement"


@pytest.fixture
def told(monkeypatch):
    addresses = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: addresses.append(url.toString()))
    return addresses


def ask(qtbot, address):
    made = OpenLinkDialog(address)
    qtbot.addWidget(made)
    made.open()
    return made


def press(question, words):
    next(button for button in question.findChildren(QPushButton) if button.text() == words).click()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "//host/share/x.png",
        "javascript:alert(1)",
        "ftp://example.org/a",
        "mailto:a@example.org",
        "https://",
        "https://www.linkedin.com@example.org/",
        "no address",
        "",
    ],
)
def test_what_is_no_web_address_is_never_offered(qtbot, told, address):
    assert parse_web_address(address) is None
    question = ask(qtbot, address)
    assert "Open in browser" not in [button.text() for button in question.findChildren(QPushButton)]
    question.accept()
    assert told == []


def test_a_host_in_letters_that_look_alike_is_shown_in_ascii(qtbot, told):
    question = ask(qtbot, "https://www.linked\u0456n.com/settings")
    said = " ".join(texts(question))
    assert "xn--" in said
    assert "linked\u0456n.com/settings" in said
    question.reject()
    assert told == []


def test_the_browser_is_told_only_by_its_button(qtbot, told):
    question = ask(qtbot, GOOD)
    assert GOOD in texts(question)
    press(question, "Copy address")
    assert QGuiApplication.clipboard().text() == GOOD
    press(question, "Cancel")
    assert told == []
    again = ask(qtbot, GOOD)
    press(again, "Open in browser")
    assert told == [GOOD]


def test_enter_alone_opens_nothing(qtbot, told):
    question = ask(qtbot, GOOD)
    default = next(button for button in question.findChildren(QPushButton) if button.isDefault())
    assert default.text() == "Cancel"
    question.reject()
    assert told == []
