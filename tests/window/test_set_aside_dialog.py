"""The page of files shows the rows set aside of a file: by button, key and menu, whole, and as plain text."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from inspector.window.dialogs.set_aside_dialog import STRETCH_LENGTH, SetAsideDialog
from inspector.window.pages.coverage_page import FILES, MISSING, PROBLEMS, CoveragePage
from inspector.window.widgets.record_table import RecordTable
from tests.archives import BREAK, PROFILE, broken, folder, judged, read, zipped
from tests.window.drivers import drive, find
from tests.window.items_samples import cells
from tests.window.looking import clipped, nameless

CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
REACTIONS = ("Date", "Type", "Link")
HOSTILE = ("=HYPERLINK(1)", '<img src="file:///etc/hostname">', "back\u202ewards\x07", "z" * 1_000_000)
FILES_OF_IT = {
    "Profile.csv": PROFILE,
    "Connections.csv": broken(CONNECTIONS, HOSTILE),
    "Reactions.csv": broken(REACTIONS, ["2026,LIKE"]),
}


@pytest.fixture
def exposure(tmp_path):
    return judged(read(folder(tmp_path, FILES_OF_IT)), "DE")


@pytest.fixture
def page(qtbot, exposure):
    made = CoveragePage()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show_exposure(exposure)
    with qtbot.waitActive(made):  # without a window manager nobody else gives a window the keyboard
        made.show()
        made.activateWindow()
    return made


def go_to(page, name, member):
    """Go to the record of a file in one of the lists."""
    page.go_to(name)
    table = drive(page).tables[name]
    model = table.record_model
    row = next(
        row
        for row in range(model.rowCount())
        if model.record(row).member == member and getattr(model.record(row), "code", "W_QUOTE") == "W_QUOTE"
    )
    table.setCurrentIndex(model.index(row, 0))
    return table


def dialog_of(qtbot, exposure, member):
    file = next(file for file in exposure.holdings.files if file.member == member)
    made = SetAsideDialog(file, member)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):  # without a window manager nobody else gives a window the keyboard
        made.show()
        made.activateWindow()
    return made


def table_of(dialog):
    return find(dialog, RecordTable)


def text_of(dialog):
    return find(dialog, QPlainTextEdit, "Raw text").toPlainText()


def test_the_button_is_there_for_files_with_rows_set_aside_alone(page):
    button = drive(page).set_aside_button
    go_to(page, FILES, "Connections.csv")
    assert button.isVisibleTo(page)
    go_to(page, FILES, "Profile.csv")
    assert not button.isVisibleTo(page)
    page.go_to(MISSING)
    assert not button.isVisibleTo(page)


def open_by_button(page, name):
    go_to(page, name, "Reactions.csv")
    drive(page).set_aside_button.click()


def open_by_enter(page, name):
    QTest.keyClick(go_to(page, name, "Reactions.csv"), Qt.Key.Key_Return)


def open_from_the_menu(page, name):
    actions = go_to(page, name, "Reactions.csv").actions()
    next(action for action in actions if action.text() == "Show rows set &aside").trigger()


@pytest.mark.parametrize("name", [FILES, PROBLEMS])
@pytest.mark.parametrize("open_rows", [open_by_button, open_by_enter, open_from_the_menu])
def test_rows_set_aside_are_opened_from_a_file_and_from_its_problem(page, name, open_rows):
    open_rows(page, name)
    dialog = page.findChild(SetAsideDialog)
    assert dialog.windowTitle() == "Rows set aside: Reactions.csv"
    assert cells(table_of(dialog).record_model) == [["1", "2", f"2026,LIKE{BREAK}"]]
    dialog.close()


def test_enter_on_a_file_without_rows_set_aside_opens_nothing(page):
    QTest.keyClick(go_to(page, FILES, "Profile.csv"), Qt.Key.Key_Return)
    assert page.findChild(SetAsideDialog) is None


def test_of_two_archives_the_rows_of_the_right_one_are_shown(qtbot, tmp_path):
    other = {**FILES_OF_IT, "Reactions.csv": broken(REACTIONS, ["2025,LIKE"])}
    paths = (zipped(tmp_path, FILES_OF_IT, "one.zip"), zipped(tmp_path, other, "two.zip"))
    page = CoveragePage()
    qtbot.addWidget(page)
    page.show_exposure(judged(read(*paths), "DE"))
    page.go_to(PROBLEMS)
    table = drive(page).tables[PROBLEMS]
    row = next(
        row
        for row in range(table.record_model.rowCount())
        if (table.record_model.record(row).archive, table.record_model.record(row).member) == (2, "Reactions.csv")
        and table.record_model.record(row).code == "W_QUOTE"
    )
    table.setCurrentIndex(table.record_model.index(row, 0))
    page.show_set_aside_rows()
    dialog = page.findChild(SetAsideDialog)
    assert text_of(dialog) == f"2025,LIKE{BREAK}"
    assert "2! Reactions.csv" in dialog.windowTitle()
    dialog.close()


def test_raw_texts_are_shown_as_plain_text_with_marks_for_what_cannot_be_seen(qtbot, exposure):
    dialog = dialog_of(qtbot, exposure, "Connections.csv")
    table = table_of(dialog)
    QAbstractItemModelTester(table.record_model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    shown = [row[2] for row in cells(table.record_model)]
    assert shown[:3] == [f"{HOSTILE[0]}{BREAK}", f"{HOSTILE[1]}{BREAK}", f"back<U+202E>wards<U+0007>{BREAK}"]
    assert len(shown[3]) == 200
    assert shown[3].endswith("…")
    table.setCurrentIndex(table.record_model.index(2, 0))
    assert text_of(dialog) == f"back<U+202E>wards<U+0007>{BREAK}"
    tip = table.record_model.index(1, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip


def test_a_long_raw_text_is_read_stretch_by_stretch_and_nothing_is_left_out(qtbot, exposure):
    dialog = dialog_of(qtbot, exposure, "Connections.csv")
    later = next(b for b in dialog.findChildren(QPushButton) if b.text() == "&Later")
    assert not later.isVisibleTo(dialog)
    table_of(dialog).setCurrentIndex(table_of(dialog).record_model.index(3, 0))
    shown = text_of(dialog)
    assert len(shown.replace("\n", "")) == STRETCH_LENGTH
    assert max(map(len, shown.split("\n"))) <= 2_000
    while later.isEnabled():
        later.click()
        shown += text_of(dialog)
    assert shown.replace("\n", "") == HOSTILE[3] + BREAK
    assert any(f"of {len(HOSTILE[3] + BREAK):,}" in label.text() for label in dialog.findChildren(QLabel))


@pytest.mark.parametrize("row", range(len(HOSTILE)))
def test_the_whole_raw_text_is_copied_with_formulas_escaped(qtbot, exposure, row):
    dialog = dialog_of(qtbot, exposure, "Connections.csv")
    table = table_of(dialog)
    table.setCurrentIndex(table.record_model.index(row, 0))
    mark = "'" if HOSTILE[row].startswith("=") else ""
    dialog.copy_text()
    assert QGuiApplication.clipboard().text() == mark + HOSTILE[row] + BREAK
    table.copy_row()
    (copied,) = csv.reader([QGuiApplication.clipboard().text()], delimiter="\t")
    assert copied == [str(row + 1), str(row + 2), mark + HOSTILE[row] + BREAK]


def test_a_chosen_part_of_the_text_is_copied_with_formulas_escaped(qtbot, exposure):
    dialog = dialog_of(qtbot, exposure, "Connections.csv")
    view = find(dialog, QPlainTextEdit, "Raw text")
    view.selectAll()
    view.copy()
    assert QGuiApplication.clipboard().text() == f"'{HOSTILE[0]}{BREAK}"


def test_everything_in_the_dialog_is_named_uncut_and_reached_by_key(qtbot, exposure):
    dialog = dialog_of(qtbot, exposure, "Connections.csv")
    dialog.resize(480, 420)
    qtbot.wait(20)
    assert clipped(dialog) == []
    assert nameless(dialog) == []
    assert table_of(dialog).hasFocus()
    QTest.keyClick(table_of(dialog), Qt.Key.Key_Down)
    assert text_of(dialog) == HOSTILE[1] + BREAK
    QTest.keyClick(table_of(dialog), Qt.Key.Key_Tab)
    assert find(dialog, QPlainTextEdit, "Raw text").hasFocus()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
