"""The sheets of the Help menu: made from what is there, plain, and read by keyboard."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from inspector.window import intents
from inspector.window.dialogs import help_dialogs
from inspector.window.widgets.record_table import RecordTable
from tests.window.drivers import drive
from tests.window.hand import texts
from tests.window.items_samples import cells
from tests.window.looking import clipped, nameless


@pytest.mark.parametrize("name", ["about", "shortcuts", "archive help"])
def test_nothing_is_cut_or_without_a_name(window, name):
    window.handle_intent(intents.Action(name))
    (sheet,) = drive(window).dialogs.values()
    assert clipped(sheet) == []
    assert nameless(sheet) == []


def test_the_list_of_shortcuts_holds_every_action_that_has_keys(window):
    window.handle_intent(intents.SHOW_SHORTCUTS)
    rows = cells(drive(window).dialogs["shortcuts"].findChild(RecordTable).record_model)
    listed = {row[0] for row in rows}
    for action in drive(window).menus.values():
        if not action.shortcut().isEmpty():
            assert action.text().replace("&", "").rstrip("…") in listed
    assert all(row[1] for row in rows)


def test_about_names_the_versions_of_what_the_program_stands_on(window):
    window.handle_intent(intents.SHOW_ABOUT)
    sheet = drive(window).dialogs["about"]
    said = sheet.findChild(QPlainTextEdit).toPlainText()
    assert "Python 3" in said
    assert "numpy" in said
    assert any("opens no connection" in text for text in texts(sheet))


def test_the_page_of_licences_is_shown_where_there_is_one(monkeypatch, tmp_path):
    assert "numpy" in help_dialogs.read_licences()
    (tmp_path / help_dialogs.LICENCES_FILE).write_text("All licences of this build.", "utf-8")
    monkeypatch.setattr(help_dialogs, "resources_dir", lambda: tmp_path)
    assert help_dialogs.read_licences() == "All licences of this build."


def test_how_to_ask_for_the_archive_is_said_without_any_address_to_open(window):
    window.handle_intent(intents.SHOW_ARCHIVE_HELP)
    said = " ".join(texts(drive(window).dialogs["archive"]))
    assert "Get a copy of your data" in said
    assert "http" not in said
