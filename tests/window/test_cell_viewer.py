"""The full text of a cell: any length, at once, as plain text, and true on the clipboard."""

import time

import pytest
from PySide6.QtGui import QGuiApplication

from inspector.query import Query
from inspector.settings import SettingsStore
from inspector.window.items.cell_viewer import CHUNK_SIZE, CellViewer
from inspector.window.items.item_columns import ItemColumn
from inspector.window.items.items_model import ItemsTableModel
from inspector.window.items.items_page import ItemsPage
from inspector.window.items.why_text import MAX_CELL_LENGTH, PREVIEW_LENGTH, WhyRequest, explain_item, is_truncated
from tests.window import items_samples as samples
from tests.window.drivers import drive
from tests.window.palettes import LIGHT

POSTS = Query(categories=frozenset({"posts"}))


def post(tmp_path, text):
    """The first post of an archive, with this text."""
    view = samples.arranged(samples.exposure(tmp_path, text), POSTS)
    return view.item(0)


def read(qtbot, item):
    reader = CellViewer(item, several_archives=False)
    qtbot.addWidget(reader)
    return reader


def test_a_short_text_is_shown_whole(qtbot, tmp_path):
    reader = read(qtbot, post(tmp_path, "rain\nand <b>water</b> \u202e"))
    assert reader.text == "rain\nand <b>water</b> <U+202E>"
    assert reader._position_label.text() == "All of the text"
    assert not drive(reader).later_button.isVisibleTo(reader)
    reader.copy()
    assert QGuiApplication.clipboard().text() == "rain\nand <b>water</b> \u202e"


def test_a_long_text_is_read_stretch_by_stretch_and_nothing_is_left_out(qtbot, tmp_path):
    text = "".join(f"{number} übergroß 雨 " for number in range(20_000))
    reader = read(qtbot, post(tmp_path, text))
    shown = reader.text
    while drive(reader).later_button.isEnabled():
        drive(reader).later_button.click()
        shown += reader.text
    assert shown.replace("\n", "") == text
    assert reader._position_label.text().endswith(f"of {len(text.encode()):,}")
    drive(reader).earlier_button.click()
    assert drive(reader).later_button.isEnabled()


def test_the_longest_cell_comes_first_and_empty_ones_cannot_be_chosen(qtbot, tmp_path):
    reader = read(qtbot, post(tmp_path, "rain " * 100))
    assert drive(reader).column_list.currentItem().text() == "ShareCommentary"
    assert not drive(reader).column_list.item(1).flags() & drive(reader).column_list.item(1).flags().ItemIsEnabled


def test_beside_the_table_a_long_cell_is_cut_then_shown_to_its_most_then_read_in_its_own_window(qtbot, jobs, tmp_path):
    page = ItemsPage(jobs, LIGHT, SettingsStore(None))
    qtbot.addWidget(page)
    page.show()
    page.show_exposure(samples.exposure(tmp_path, "x" * (MAX_CELL_LENGTH + 5_000)))
    page.show_query(POSTS)
    qtbot.waitUntil(lambda: page._job is None and not jobs.busy)
    drive(page).table.setCurrentIndex(drive(page).model.index(0, 0))
    assert f"… {MAX_CELL_LENGTH + 5_000 - PREVIEW_LENGTH:,} more bytes" in drive(page).why_panel.text
    drive(drive(page).why_panel).more_button.click()
    assert "… 5,000 more bytes" in drive(page).why_panel.text
    drive(drive(page).why_panel).full_text_button.click()
    reader = page.findChild(CellViewer)
    assert reader.text.replace("\n", "") == "x" * CHUNK_SIZE
    reader.accept()


@pytest.mark.slow
def test_a_cell_of_a_hundred_megabytes_stalls_nothing(qtbot, tmp_path):
    view = samples.arranged(samples.exposure(tmp_path, "rain é " * 13_000_000), POSTS)
    item = view.item(0)
    assert max(item.block.table.cell_size(int(item.block.rows[0]), column) for column in range(6)) > 100_000_000
    model = ItemsTableModel()
    model.show_rows(view)
    longest = 0.0

    def timed(act):
        nonlocal longest
        begun = time.process_time()
        found = act()
        longest = max(longest, time.process_time() - begun)
        return found

    assert len(timed(lambda: model.index(0, ItemColumn.TEXT).data())) == 300
    reader = timed(lambda: read(qtbot, item))
    timed(lambda: reader._show_chunk(90_000_000))
    assert timed(lambda: is_truncated(item, MAX_CELL_LENGTH))
    assert len(list(timed(lambda: list(explain_item(WhyRequest(view.exposure, view.use, item), MAX_CELL_LENGTH))))) > 10
    assert longest < 2.0, f"{longest:.2f} s of processor time at a stretch"
