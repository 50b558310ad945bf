"""A table of records: its heads can be read, its rows be ordered, filtered and copied by the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from inspector.window.widgets.record_table import RecordField, RecordTable
from tests.window import hand
from tests.window.items_samples import cells

RECORDS = (("Shares.csv", 12), ("Ads\nClicked.csv", 7), ("Votes.csv", 100))
FIELDS = (
    RecordField("The name of the file", lambda record: record[0], 8),
    RecordField("What became of it", lambda _record: "read"),
    RecordField("How many rows it has", lambda record: f"{record[1]:,}", 4, lambda record: record[1], is_number=True),
)


@pytest.fixture
def table(qtbot):
    made = RecordTable("Files", FIELDS)
    qtbot.addWidget(made)
    made.record_model.show_records(RECORDS)
    made.resize(700, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.parametrize("width", [420, 700, 1200])
def test_every_head_of_a_column_with_a_width_can_be_read_in_full(qtbot, table, width):
    table.resize(width, 300)
    header = table.horizontalHeader()
    for column in (0, 2):
        assert header.sectionSize(column) >= header.fontMetrics().horizontalAdvance(FIELDS[column].title) + 12


def test_the_record_gone_to_is_copied_as_one_line_of_cells(qtbot, table):
    table.activateWindow()
    hand.wait_until(table.isActiveWindow, "the table to be active")
    table.setFocus()
    table.go_to(RECORDS[2])
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Votes.csv\tread\t100"


def test_a_copied_row_holds_no_formula(table):
    table.record_model.show_records((('=HYPERLINK("http://x.invalid")', 1),))
    table.setCurrentIndex(table.model().index(0, 0))
    table.copy_row()
    assert QGuiApplication.clipboard().text() == '"\'=HYPERLINK(""http://x.invalid"")"\tread\t1'


def test_the_record_gone_to_stays_under_another_order_and_filter(table):
    table.go_to(RECORDS[0])
    table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert [row[2] for row in cells(table.record_model)] == ["100", "12", "7"]
    assert table.current_record == RECORDS[0]
    table.record_model.set_filter("SHARES")
    assert [row[0] for row in cells(table.record_model)] == ["Shares.csv"]
    assert table.current_record == RECORDS[0]
