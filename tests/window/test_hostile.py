"""Names and texts that try to be more than text are shown as they are, on every page and in every sheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QMessageBox, QTextBrowser, QWidget

from inspector.window import intents
from inspector.window.page_list import list_pages
from tests import archives
from tests.window import hand
from tests.window.drivers import drive

PICTURE = '<b>x</b><img src="file:///etc/hostname">'
BIDI = "report\u202egpj.csv"


@pytest.fixture
def hostile(tmp_path):
    """An archive whose names, headers and cells are markup, and some of whose characters cannot be seen."""
    profile = archives.PROFILE.replace("Invents people", PICTURE.replace('"', "'")).replace("Testing", "\u200bT")
    shares = archives.table(
        ("Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"),
        ("2026-10-28 08:00:00", "javascript:alert(1)", PICTURE, "//host/share/x.png", "", "MEMBER_NETWORK"),
    )
    files = {
        "Profile.csv": profile,
        "Shares.csv": shares,
        "<b>x<b><img src=x>.csv": f"{PICTURE.replace(chr(34), chr(39))},Other\nfine,rain\n",
        BIDI: "Mood,Weather\nfine,rain\n",
    }
    return archives.zipped(tmp_path, files, "<b>my<b> archive.zip")


def plain_everywhere(top):
    labels = [label for label in top.findChildren(QLabel) if label.text()]
    rich = [label.text() for label in labels if label.textFormat() is not Qt.TextFormat.PlainText]
    # A combo box and a message of Qt's own hold labels that show nothing of an archive.
    return [text for text in rich if "<" in text]


def test_markup_is_text_on_every_page(window, hostile):
    hand.opened(window, hostile)
    for entry in list_pages():
        window.handle_intent(intents.GoTo(entry.id))
        hand.settle(window)
        assert plain_everywhere(window) == []
        tips = [widget.toolTip() for widget in window.findChildren(QWidget) if "<img" in widget.toolTip()]
        assert tips == []
        assert window.findChildren(QTextBrowser) == []
        assert window.findChildren(QMessageBox) == []
    assert "<b>my<b> archive.zip" in window.windowTitle()


def test_what_cannot_be_seen_turns_no_name_around(window, hostile):
    hand.opened(window, hostile)
    window.handle_intent(intents.GoTo("coverage", "files"))
    table = drive(window).pages.page("coverage")._record_lists["files"].table.record_model
    names = [table.index(row, 0).data() for row in range(table.rowCount())]
    assert any(name.startswith("report") and name.endswith("gpj.csv") for name in names)
    assert not any("\u202e" in name for name in names)
    assert any("<img src=x>" in name for name in names)


def test_no_list_to_choose_from_takes_markup(window, hostile):
    hand.opened(window, hostile)
    window.handle_intent(intents.SHOW_CIRCUMSTANCES)
    for combo in drive(window).circumstances_dialog.findChildren(QComboBox):
        assert not any("<img" in combo.itemText(row) for row in range(combo.count()))
    assert plain_everywhere(drive(window).circumstances_dialog) == []
