"""The sheet of an export: what it offers, previews and writes is what the command line writes, to the byte."""

import contextlib
import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from inspector import cli
from inspector.i18n import load_language
from inspector.items import Item, Selection
from inspector.query import Query, select
from inspector.report.formats.registry import FORMATS
from inspector.window.dialogs.export_dialog import ExportDialog, ExportInput
from inspector.window.dialogs.export_job import Exporter
from inspector.window.jobs import Jobs
from tests import archives
from tests.window import hand
from tests.window.drivers import drive
from tests.window.spoken import speaking

STATED = ("--region", "DE", "--age", "adult", "--as-of", "2026-11-22")


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    """Both say the same moment."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795343400")


@pytest.fixture(scope="module")
def demo_zip(tmp_path_factory):
    from inspector.archive.demo import zip_demo

    return zip_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def exposure(demo_zip):
    return archives.judged(archives.read(demo_zip), "DE")


@pytest.fixture
def make(qtbot, exposure, demo_zip):
    """Makes sheets, and ends their jobs."""
    jobs = Jobs()

    def made(query=Query(), selected=(), exposure=exposure):  # noqa: B008 - a value that never changes
        sheet = ExportDialog(ExportInput(exposure, query, selected, (demo_zip,)), jobs, Exporter(jobs, jobs))
        qtbot.addWidget(sheet)
        sheet.show()
        calm(sheet)
        return sheet

    yield made
    jobs.close()
    jobs.deleteLater()


def calm(sheet):
    hand.wait_until(lambda: not sheet._jobs.busy, "the sheet's work to end")


def choose(sheet, suffix):
    drive(sheet).format_combo.setCurrentIndex(drive(sheet).format_combo.findData(suffix))
    calm(sheet)


def written(sheet, target):
    drive(sheet).target_edit.setText(str(target))
    drive(sheet).export_button.click()
    calm(sheet)
    return {path.name: path.read_bytes() for path in target.parent.iterdir()}


def commanded(target, archive, *words):
    with contextlib.redirect_stderr(io.StringIO()) as said:
        assert cli.main(["report", str(archive), "--out", str(target), *words, *STATED]) == 0, said.getvalue()
    return {path.name: path.read_bytes() for path in target.parent.iterdir()}


@pytest.mark.parametrize("suffix", list(FORMATS))
def test_the_sheet_writes_what_the_command_writes_to_the_byte(make, demo_zip, tmp_path, suffix):
    sheet = make(Query(words=("rain",)))
    choose(sheet, suffix)
    drive(sheet).matter_edit.setText("Probe v. Muster")
    drive(sheet).privilege_edit.setText("Privileged")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()

    one = written(sheet, tmp_path / "one" / f"report{suffix}")
    words = ("--query", "rain", "--matter", "Probe v. Muster", "--privilege", "Privileged")
    two = commanded(tmp_path / "two" / f"report{suffix}", demo_zip, *words)

    assert one == two
    assert drive(sheet).written_path_edit.text() == str(tmp_path / "one" / f"report{suffix}")


def test_in_german_the_sheet_writes_what_the_command_writes_in_german(make, demo_zip, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()

    with speaking(load_language("de")):
        sheet = make(Query(words=("rain",)))
        choose(sheet, ".xlsx")
        one = written(sheet, tmp_path / "one" / "report.xlsx")
    two = commanded(tmp_path / "two" / "report.xlsx", demo_zip, "--query", "rain", "--language", "de")

    assert one == two


def test_selected_items_and_pseudonyms_by_a_key_file_are_the_command_s_too(make, exposure, demo_zip, tmp_path):
    chosen = list(select(exposure, Query(words=("rain",))))[:3]
    sheet = make(Query(), tuple(chosen))
    choose(sheet, ".csv")
    drive(sheet).items_combo.setCurrentIndex(drive(sheet).items_combo.findData("selected"))
    drive(sheet).key_file_edit.setText(str(tmp_path / "key.json"))
    drive(sheet).pseudonyms_box.setChecked(True)
    calm(sheet)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()

    one = written(sheet, tmp_path / "one" / "report.csv")
    ids = [word for item in chosen for word in ("--id", str(item.block.ref(item.index, with_archive=False)))]
    two = commanded(tmp_path / "two" / "report.csv", demo_zip, *ids, "--pseudonyms", str(tmp_path / "key.json"))

    assert one == two
    assert one["report.csv"].count(b"\r\n") == 4


def test_the_preview_shows_the_first_rows_as_they_are_written(make, tmp_path):
    sheet = make()
    choose(sheet, ".csv")
    drive(sheet).items_combo.setCurrentIndex(0)
    calm(sheet)
    preview = drive(sheet).preview_text.toPlainText()

    content = written(sheet, tmp_path / "list.csv")["list.csv"].decode("utf-8-sig").replace("\r\n", "\n")
    assert content.startswith(preview)
    assert preview.count("\n") >= 4


def test_whose_data_it_holds_is_said_and_changes_with_the_choice(make):
    sheet = make()
    choose(sheet, ".csv")
    told = [sheet._personal_label.text()]
    drive(sheet).pseudonyms_box.setChecked(True)
    calm(sheet)
    told.append(sheet._personal_label.text())
    drive(sheet).texts_box.setChecked(False)
    calm(sheet)
    told.append(sheet._personal_label.text())

    assert "names and" in told[0]
    assert "may stand in them" in told[0]
    assert "pseudonyms" in told[1]
    assert "no texts" in told[2]


@pytest.mark.parametrize("suffix", list(FORMATS))
def test_raw_texts_of_rows_set_aside_are_said_where_a_format_lists_them_and_can_be_left_out(make, tmp_path, suffix):
    files = {"Profile.csv": archives.PROFILE, "Skills.csv": archives.broken(("Name", "Level"), ["a", "b"])}
    sheet = make(exposure=archives.judged(archives.read(archives.folder(tmp_path, files)), "DE"))
    choose(sheet, suffix)
    is_said = "the raw texts of 2 rows that were set aside" in sheet._personal_label.text()
    assert is_said is FORMATS[suffix].lists_set_aside
    assert drive(sheet).texts_box.isEnabled() is (FORMATS[suffix].lists_items or is_said)
    drive(sheet).texts_box.setChecked(False)
    calm(sheet)
    assert "raw text" not in sheet._personal_label.text()


def test_only_what_the_format_knows_can_be_chosen(make):
    sheet = make()
    enabled = {}
    for suffix in FORMATS:
        choose(sheet, suffix)
        enabled[suffix] = (
            drive(sheet).items_combo.isEnabled(),
            drive(sheet).sheet_per_category_box.isEnabled(),
            drive(sheet).exact_box.isEnabled(),
        )
        assert drive(sheet).target_edit.text().endswith(suffix)

    assert enabled[".xlsx"] == (True, True, False)
    assert enabled[".csv"] == (True, False, True)
    assert enabled[".json"] == (False, False, False)


def test_what_cannot_be_written_is_said_in_the_sheet_and_the_archive_stays(make, demo_zip):
    before = demo_zip.read_bytes()
    sheet = make()
    drive(sheet).target_edit.setText(str(demo_zip.with_suffix("") / "list.csv"))
    drive(sheet).export_button.click()
    calm(sheet)
    assert "X_NO_PERMISSION" in sheet._status_label.text()
    drive(sheet).target_edit.setText(str(demo_zip))
    drive(sheet).export_button.click()
    drive(sheet).export_button.click()
    calm(sheet)
    assert "X_" in sheet._status_label.text()
    assert demo_zip.read_bytes() == before


def test_a_file_that_is_there_is_replaced_only_when_asked_twice(make, tmp_path):
    sheet = make()
    choose(sheet, ".json")
    target = tmp_path / "list.json"
    target.write_bytes(b"the old one")
    assert written(sheet, target)["list.json"] == b"the old one"
    assert "once more" in sheet._status_label.text()
    assert written(sheet, target)["list.json"] != b"the old one"


def test_an_export_can_be_called_off(make, tmp_path):
    sheet = make()
    target = tmp_path / "list.xlsx"
    target.write_bytes(b"the old one")
    drive(sheet).target_edit.setText(str(target))
    drive(sheet).export_button.click()
    drive(sheet).export_button.click()
    drive(sheet).cancel_button.click()
    hand.wait_until(lambda: sheet._jobs._pool.waitForDone(1000), "the work to end")

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"the old one"]
    assert "Cancelled" in sheet._status_label.text()


def test_everything_is_named_and_reached_by_tab(make):
    sheet = make()
    parts = [
        part
        for kind in (QLineEdit, QComboBox, QPlainTextEdit, QPushButton)
        for part in sheet.findChildren(kind)
        if part.isVisibleTo(sheet)
    ]
    for part in parts:
        assert part.accessibleName() or part.text()
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_text_of_an_archive_is_never_markup(make):
    sheet = make()
    choose(sheet, ".csv")

    assert isinstance(drive(sheet).preview_text, QPlainTextEdit)
    assert sheet._personal_label.textFormat() == sheet._status_label.textFormat() == Qt.TextFormat.PlainText


def test_a_selection_by_hand_is_put_into_order(exposure):
    block = exposure.holdings.blocks[0]
    last = exposure.holdings.blocks[-1]
    made = Selection.from_items(exposure.holdings.blocks, [Item(last, 0), Item(block, 0), Item(last, 0)])

    assert [(item.block.member, item.index) for item in made] == [(block.member, 0), (last.member, 0)]


def test_the_target_is_a_path_in_the_home_folder(make):
    assert Path(make()._target_edit.text()).parent == Path.home()
