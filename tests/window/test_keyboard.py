"""Everything that the mouse can do on a page, the keyboard can do too; each test uses keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QMenu, QPlainTextEdit, QTextEdit

from inspector.errors import Refused
from inspector.policy import Outcome
from inspector.query import Key
from inspector.window import intents
from inspector.window.localization import build_collation_key
from inspector.window.page_list import list_pages
from tests.window import access, hand
from tests.window.drivers import drive

pytestmark = pytest.mark.slow
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(key, held=NONE):
    """Press a key where the focus is."""
    QTest.keyClick(QApplication.focusWidget(), key, held)
    QApplication.processEvents()


def tab_to(top, name):
    """Press Tab until the focus is at what has a name."""
    for _stop in range(60):
        at = QApplication.focusWidget()
        if at is not None and access.said(at).replace("&", "") == name:
            return at
        QTest.keyClick(at or top, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {name!r}")


@pytest.fixture
def window(demo_window):
    demo_window.finish_startup()
    demo_window.activateWindow()
    hand.wait_until(demo_window.isActiveWindow, "the window to be active")
    return demo_window


def turned(window, page):
    """The page that a shortcut leads to."""
    place = [entry.id for entry in list_pages()].index(page)
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_1.value + place), CTRL)
    hand.settle(window)
    assert drive(window).pages.current == page
    assert window.isActiveWindow()  # no part of the page was a window of its own for a moment
    return drive(window).pages.page(page)


def test_from_the_chart_to_the_items_of_a_category_and_to_why(window):
    chart = tab_to(window, "Chart of items by category and outcome")
    press(Qt.Key.Key_Down)
    category = chart.current
    press(Qt.Key.Key_Return)
    hand.settle(window)
    items = drive(window).pages.page("items")
    assert items.query().categories == {category}
    assert drive(items).table.hasFocus()
    press(Qt.Key.Key_Down)
    tab_to(window, "Why")
    press(Qt.Key.Key_A, CTRL)
    assert drive(drive(items).why_panel).text.textCursor().hasSelection()
    tab_to(window, "Copy citation")
    press(Qt.Key.Key_Space)
    assert (
        drive(items).model.item(drive(items).table.currentIndex().row()).block.member
        in QGuiApplication.clipboard().text()
    )


def test_another_use_is_chosen_by_the_arrows_and_by_the_list(window):
    page = drive(window).pages.page("overview")
    tab_to(window, "LinkedIn trains AI")
    press(Qt.Key.Key_Right)
    assert page.use_id() == "genai_training_affiliate"
    tab_to(window, "More uses")
    press(Qt.Key.Key_Down)
    assert page.use_id() not in drive(page).selector._buttons


def test_the_table_twin_is_reached_and_left_and_enter_chooses_its_category(window):
    tab_to(window, "As a table")
    press(Qt.Key.Key_Return)
    tab_to(window, "Items by category and outcome")
    press(Qt.Key.Key_Return)
    hand.settle(window)
    assert drive(window).pages.current == "items"


def test_what_there_is_to_do_is_reached(window):
    at = tab_to(window, "As a table")
    while not access.said(at).startswith("Checklist: "):
        press(Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
    press(Qt.Key.Key_Return)
    hand.settle(window)
    assert drive(window).pages.current == "checklist"


def test_the_tree_the_choices_and_the_order_of_the_items(window):
    items = turned(window, "items")
    tab_to(window, "Items by category and file")
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down):
        press(key)
    hand.settle(window)
    assert drive(items).tree.current_place.member is not None
    press(Qt.Key.Key_Home)
    hand.settle(window)
    tab_to(window, "Narrow down")
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    hand.settle(window)
    assert drive(items).facets.checked_values(Key.OUTCOME) == (Outcome.COULD_BE_USED,)
    table = tab_to(window, "Items")
    (sorting,) = (action.menu() for action in table.actions() if action.text() == "&Sort by")
    assert table.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu  # the menu key opens it
    assert isinstance(sorting, QMenu)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == drive(items).model.format_row_for_clipboard(table.currentIndex().row())


def test_the_saved_filters_open_by_the_space_key(window, monkeypatch):
    items = turned(window, "items")
    opened = []
    drive(items).filter_bar._menu.aboutToShow.connect(lambda: opened.append(True))
    monkeypatch.setattr(QMenu, "exec", lambda *_: None)
    drive(items).filter_bar._menu.aboutToShow.connect(
        drive(items).filter_bar._menu.close, Qt.ConnectionType.QueuedConnection
    )
    tab_to(window, "Saved filters")
    press(Qt.Key.Key_Space)
    assert opened


def test_a_filter_is_taken_away_and_where_nothing_matches_there_is_a_way_back(window):
    items = turned(window, "items")
    QTest.keyClick(window, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(drive(items).filter_line, "colour:red rain category:payment")
    hand.settle(window)
    tab_to(window, "Clear filter")
    press(Qt.Key.Key_Space)
    hand.settle(window)
    assert drive(items).filter_line.text() == ""


def test_months_are_chosen_and_their_items_shown(window):
    turned(window, "timeline")
    tab_to(window, "Items by month, and for how many the use was open")
    press(Qt.Key.Key_Left, SHIFT)
    tab_to(window, "Show these items")
    press(Qt.Key.Key_Return)
    hand.settle(window)
    assert drive(window).pages.current == "items"
    assert "date:" in drive(drive(window).pages.page("items")).filter_line.text()


@pytest.mark.parametrize(
    ("page", "name"),
    [("timeline", "What changed, and when"), ("coverage", "Files"), ("sources", "Entries of the pack")],
)
def test_rows_are_copied_and_sorted_by_the_menu_of_a_table(window, page, name):
    turned(window, page)
    table = tab_to(window, name)
    assert table.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu  # the menu key opens it
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_C, CTRL)
    shown = table.record_model
    row = [shown.index(table.currentIndex().row(), place).data() for place in range(shown.columnCount())]
    assert " ".join(QGuiApplication.clipboard().text().split()) == " ".join(" ".join(row).split())
    (sorting,) = (action.menu() for action in table.actions() if action.menu() is not None)
    for _twice in range(2):
        sorting.actions()[0].trigger()
    texts = [shown.index(place, 0).data() for place in range(shown.rowCount())]
    assert texts == sorted(texts, key=build_collation_key(), reverse=True)


def test_a_question_is_asked_and_its_circumstances_taken(window):
    page = turned(window, "compare")
    tab_to(window, "What if:")
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Home)
    before = window.exposure.circumstances
    tab_to(window, "Take these circumstances")
    press(Qt.Key.Key_Return)
    assert window.exposure.circumstances != before
    assert drive(page).question_combo.count()
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert window.exposure.circumstances == before


def test_the_lists_of_files_are_turned_by_the_arrows_and_the_details_copied(window):
    page = turned(window, "coverage")
    tab_to(window, access.said(drive(page).tabs["files"]))
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert drive(page).stack.currentWidget() is drive(page).tables["problems"]
    tab_to(window, "Problems")
    press(Qt.Key.Key_Down)
    tab_to(window, "Copy details")
    press(Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == drive(page).details.toPlainText()


def test_an_address_is_copied_and_the_question_about_opening_it_dismissed(window):
    page = turned(window, "checklist")
    tab_to(window, "Data for Generative AI Improvement: Copy address")
    press(Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text().startswith("https://")
    tab_to(window, "Data for Generative AI Improvement: Open in browser…")
    press(Qt.Key.Key_Return)
    hand.wait_until(lambda: QApplication.activeModalWidget() is not None, "the question")
    question = QApplication.activeModalWidget()
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert not question.isVisible()
    assert page.isVisible()


def test_a_long_page_is_scrolled_from_any_button_on_it(window):
    turned(window, "checklist")
    window.resize(720, 480)
    QApplication.processEvents()
    tab_to(window, "State your region…")
    (scroll,) = (
        part
        for part in drive(window).pages.page("checklist").findChildren(QAbstractScrollArea)
        if part.isVisible() and part.verticalScrollBar().maximum() > 0
    )
    press(Qt.Key.Key_PageDown)
    assert scroll.verticalScrollBar().value() > 0


def test_a_notice_is_put_away(window):
    drive(window).notice.show_error(Refused("E_NOT_ZIP", "It is not a zip archive.", hint="Choose another file."))
    tab_to(window, "Close")
    press(Qt.Key.Key_Space)
    assert not drive(window).notice.isVisible()


def test_the_focus_goes_with_the_page_but_stays_in_the_list_of_pages(window):
    turned(window, "sources")
    tab_to(window, "Filter entries")
    page = turned(window, "coverage")
    assert page.isAncestorOf(QApplication.focusWidget())
    drive(window).pages.navigation.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Down)
    assert drive(window).pages.current == "sources"
    assert drive(window).pages.navigation.hasFocus()


def test_f6_goes_round_the_parts_of_the_window(window):
    page = turned(window, "sources")
    tab_to(window, "Filter entries")
    drive(window).notice.show_note("It has changed.")
    parts = []
    for _part in range(4):
        press(Qt.Key.Key_F6)
        at = QApplication.focusWidget()
        parts.append(
            next(
                p
                for p in (drive(window).notice, drive(window).pages.navigation, drive(window).pages.strip, page)
                if p is at or p.isAncestorOf(at)
            )
        )
    assert parts == [drive(window).notice, drive(window).pages.navigation, drive(window).pages.strip, page]
    press(Qt.Key.Key_F6, SHIFT)
    assert drive(window).pages.strip.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("intent", [intents.SHOW_PREFERENCES, intents.SHOW_SHORTCUTS, intents.SHOW_ABOUT])
def test_a_sheet_is_put_away_by_escape(window, intent):
    window.handle_intent(intent)
    (sheet,) = (sheet for sheet in drive(window).dialogs.values() if sheet.isVisible())
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_no_table_and_no_text_keeps_tab_for_itself(window):
    for entry in list_pages():
        drive(window).pages.page(entry.id)
    for view in window.findChildren(QAbstractItemView):
        assert not view.tabKeyNavigation(), view.accessibleName()
    for text in (*window.findChildren(QTextEdit), *window.findChildren(QPlainTextEdit)):
        assert text.tabChangesFocus(), text.accessibleName()
