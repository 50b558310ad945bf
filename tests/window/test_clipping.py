"""The finder of cut texts sees a text that is cut in each kind of widget, and none that fits; the window cuts none."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QMenu,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QStatusBar,
    QTabBar,
    QTableWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from inspector.errors import Refused
from inspector.window import intents
from inspector.window.dialogs.open_link_dialog import OpenLinkDialog
from inspector.window.page_list import list_pages
from inspector.window.widgets import text_widgets
from inspector.window.widgets.outcome_chart import Bar, BarSegment, ExposureChart
from tests.window import hand
from tests.window.clipping import cuts
from tests.window.drivers import drive
from tests.window.palettes import LIGHT

WORDS = "Counts of connections"
SENTENCE = f"{WORDS} that were incorporated"


def label() -> QWidget:
    return QLabel(WORDS)


def wrapped_label() -> QWidget:
    made = QLabel(SENTENCE)
    made.setWordWrap(True)
    return made


def rich_label() -> QWidget:
    return QLabel(f"<b>{WORDS}</b>")


def rich_wrapped_label() -> QWidget:
    made = QLabel(f"<b>{SENTENCE}</b>")
    made.setWordWrap(True)
    return made


def group() -> QWidget:
    return QGroupBox(WORDS)


def tool_button() -> QWidget:
    made = QToolButton()
    made.setText(WORDS)
    return made


def tabs() -> QWidget:
    made = QTabBar()
    made.addTab(WORDS)
    made.setElideMode(Qt.TextElideMode.ElideRight)
    return made


def table() -> QTableWidget:
    made = QTableWidget(1, 1)
    made.setHorizontalHeaderLabels([WORDS])
    made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    made.verticalHeader().hide()
    return made


def wrapped_table() -> QTableWidget:
    made = table()
    made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    return made


def combo() -> QWidget:
    made = QComboBox()
    made.addItem(WORDS)
    return made


def combo_without_a_choice() -> QWidget:
    made = QComboBox()
    made.setPlaceholderText(WORDS)
    return made


def line() -> QWidget:
    made = QLineEdit()
    made.setPlaceholderText(WORDS)
    return made


def number() -> QWidget:
    made = QSpinBox()
    made.setSpecialValueText(WORDS)
    return made


def rows() -> QWidget:
    made = QListWidget()
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.addItem(WORDS)
    return made


def tree() -> QWidget:
    made = QTreeWidget()
    made.setHeaderHidden(True)
    made.header().setStretchLastSection(False)
    made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    made.addTopLevelItem(QTreeWidgetItem([WORDS]))
    return made


def menu() -> QWidget:
    made = QMenu()
    made.addAction(WORDS)
    return made


def menu_bar() -> QWidget:
    made = QMainWindow()
    made.menuBar().setNativeMenuBar(False)
    made.menuBar().addMenu(WORDS)
    return made


def status() -> QWidget:
    made = QStatusBar()
    made.showMessage(WORDS)
    return made


def progress() -> QWidget:
    made = QProgressBar()
    made.setRange(0, 10)
    made.setValue(5)
    made.setFormat(WORDS)
    return made


def painted() -> QWidget:
    chart = ExposureChart(LIGHT)
    chart.show_bars("Items", (Bar("posts", WORDS, (BarSegment("stopped", False, "stopped", 5),)),))
    return chart


def beyond_its_place() -> QWidget:
    """A label that is as wide as its text, in a place that is not."""
    place = QWidget()
    QLabel(WORDS, place).adjustSize()
    return place


def beyond_a_page_that_scrolls_down_only() -> QWidget:
    area = QScrollArea()
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside = QLabel(WORDS)
    inside.adjustSize()
    area.setWidget(inside)
    return area


KINDS = (
    label,
    wrapped_label,
    rich_label,
    rich_wrapped_label,
    group,
    lambda: QPushButton(WORDS),
    lambda: QCheckBox(WORDS),
    lambda: QRadioButton(WORDS),
    tool_button,
    tabs,
    table,
    wrapped_table,
    combo,
    combo_without_a_choice,
    line,
    number,
    rows,
    tree,
    menu,
    menu_bar,
    status,
    progress,
    painted,
    beyond_its_place,
    beyond_a_page_that_scrolls_down_only,
)
EACH_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


@EACH_KIND
def test_a_text_that_is_cut_is_found(qtbot, kind):
    widget = kind()
    qtbot.addWidget(widget)
    widget.setMinimumSize(0, 0)
    widget.setFixedSize(60, 40)
    widget.show()
    found = cuts(widget)
    assert found, "nothing is found"
    assert all(cut.needed > cut.given for cut in found)
    assert any(cut.text in SENTENCE for cut in found)


@EACH_KIND
def test_a_text_that_fits_is_let_be(qtbot, kind):
    widget = kind()
    qtbot.addWidget(widget)
    widget.setMinimumSize(0, 0)
    widget.setFixedSize(560, 240)
    widget.show()
    assert [str(cut) for cut in cuts(widget)] == []


def test_a_wrapped_text_that_is_too_high_is_found(qtbot):
    made = wrapped_label()
    qtbot.addWidget(made)
    made.setFixedSize(130, 14)
    made.show()
    assert SENTENCE in [cut.text for cut in cuts(made)]


def test_what_can_be_scrolled_into_sight_is_let_be(qtbot):
    area = QScrollArea()
    qtbot.addWidget(area)
    inside = QLabel(WORDS)
    inside.adjustSize()
    area.setWidget(inside)
    area.setFixedSize(60, 40)
    area.show()
    assert cuts(area) == []


def test_a_widget_may_shorten_only_what_its_tip_tells_whole(qtbot):
    made = text_widgets.build_line_label(WORDS)
    qtbot.addWidget(made)
    made.setFixedSize(40, 20)
    made.show()
    text_widgets.set_tool_tip(made, WORDS)
    assert cuts(made) != []
    text_widgets.allow_eliding(made)
    assert cuts(made) == []
    text_widgets.set_tool_tip(made, "something else")
    assert cuts(made) != []


def test_the_cells_of_a_table_are_those_of_an_archive(qtbot):
    made = table()
    qtbot.addWidget(made)
    made.setCellWidget(0, 0, None)
    made.setHorizontalHeaderLabels(["Text"])
    made.model().setData(made.model().index(0, 0), WORDS * 5)
    made.setFixedSize(80, 80)
    made.show()
    assert cuts(made) == []


def test_a_cut_says_where_what_and_by_how_much(qtbot):
    place = beyond_its_place()
    place.setObjectName("place")
    qtbot.addWidget(place)
    place.setFixedSize(60, 40)
    place.show()
    (cut,) = cuts(place)
    needed = place.findChild(QLabel).width()
    assert str(cut) == f"QWidget#place/QLabel: {WORDS!r} needs {needed} px, has 60"


SIZES = ((900, 600), (1200, 800))


def cut_on_pages(window):
    """What is cut on the pages of a window, each in the size that it has, with the name of the page."""
    for entry in list_pages():
        window.handle_intent(intents.GoTo(entry.id))
        hand.settle(window)
        yield from (f"{entry.id} {window.width()}: {cut}" for cut in cuts(window))
    window.handle_intent(intents.GoTo("overview"))
    turn = next(b for b in drive(window).pages.page("overview").findChildren(QPushButton) if b.text() == "As a table")
    turn.click()
    hand.settle(window)
    yield from (f"overview as a table {window.width()}: {cut}" for cut in cuts(window))
    turn.click()


def cut_on_sheets(window):
    """What is cut on the sheets beside a window with an archive."""
    named = {
        intents.SHOW_PREFERENCES: "preferences",
        intents.SHOW_SHORTCUTS: "shortcuts",
        intents.SHOW_ABOUT: "about",
        intents.SHOW_ARCHIVE_HELP: "archive",
    }
    for intent in named:
        window.handle_intent(intent)
    window.handle_intent(intents.SHOW_CIRCUMSTANCES)
    window.handle_intent(intents.EXPORT)
    hand.settle(window)
    visit = OpenLinkDialog("https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement", window)
    visit.show()
    sheets = {name: drive(window).dialogs[name] for name in named.values()}
    sheets |= {
        "circumstances": drive(window).circumstances_dialog,
        "export": drive(window).export_dialog,
        "visit": visit,
    }
    for name, sheet in sheets.items():
        yield from (f"{name}: {cut}" for cut in cuts(sheet))
        sheet.close()


def test_no_page_and_no_sheet_cuts_a_text(demo_window):
    found = []
    for size in SIZES:
        demo_window.resize(*size)
        found += cut_on_pages(demo_window)
    found += cut_on_sheets(demo_window)
    assert found == []


def test_nothing_is_cut_before_an_archive_is_open_or_where_one_is_refused(window):
    found = []
    for size in SIZES:
        window.resize(*size)
        found += cuts(window)
    drive(window).notice.show_error(
        Refused("E_NOT_ZIP", f'"{"letter " * 9}.zip" is not a zip archive.', "Choose another.")
    )
    assert [*map(str, found), *map(str, cuts(window))] == []
