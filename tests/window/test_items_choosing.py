"""One text says what is shown: by typing, by the tree, by the choices, by a saved filter, by what hinders."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from inspector.policy import Outcome
from inspector.query import Flag, Key, Query, Span, Term, parse, select
from inspector.query.terms import make_year_span
from inspector.settings import SavedFilter, SettingsStore
from inspector.window.items.category_tree import TreePlace
from inspector.window.items.item_columns import ItemColumn
from inspector.window.items.items_page import ItemsPage
from tests.demo_figures import ITEMS
from tests.window import items_samples as samples
from tests.window.drivers import drive
from tests.window.palettes import LIGHT

USE = "genai_training_linkedin"


@pytest.fixture
def store(tmp_path):
    return SettingsStore(tmp_path / "kept")


@pytest.fixture
def page(qtbot, jobs, store):
    made = ItemsPage(jobs, LIGHT, store)
    qtbot.addWidget(made)
    made.resize(1060, 640)
    made.show()
    made.show_exposure(samples.demo("DE", settings=("genai_improvement=off@2026-01-15",)))
    settle(qtbot, made)
    return made


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not drive(page).typing_timer.isActive() and page._job is None and not page._jobs.busy)


def typed(qtbot, page, text):
    drive(page).filter_line.setText(text)
    settle(qtbot, page)


def expected(page, text):
    query = parse(text, drive(page).exposure.pack).query
    return samples.ids(drive(page).exposure, iter(select(drive(page).exposure, query.with_use(query.use or USE))))


def test_every_filter_of_the_language_acts_while_typing(qtbot, page):
    for text in (
        "category:posts -rain",
        "is:limited",
        "date:2026 author:member",
        'file:Shares "rain"',
        "outcome:stopped",
    ):
        typed(qtbot, page, text)
        assert samples.listed(page) == expected(page, text)
        assert len(samples.listed(page)) < ITEMS


def test_a_place_in_the_tree_is_written_into_the_filter_and_followed_from_it(qtbot, page):
    typed(qtbot, page, "rain")
    drive(page).tree.select_place(TreePlace("posts", (1, "Shares.csv")))
    settle(qtbot, page)
    assert drive(page).filter_line.text() == "rain category:posts file:Shares.csv"
    assert samples.listed(page) == expected(page, drive(page).filter_line.text())
    typed(qtbot, page, "category:messages")
    assert drive(page).tree.current_place == TreePlace("messages")
    typed(qtbot, page, "category:messages,posts")
    assert drive(page).tree.currentItem() is None
    typed(qtbot, page, "")
    assert drive(page).tree.current_place == TreePlace()
    drive(page).tree.select_place(TreePlace("posts"))
    drive(page).tree.select_place(TreePlace())
    settle(qtbot, page)
    assert drive(page).filter_line.text() == ""


def test_a_choice_is_written_into_the_filter_and_followed_from_it(qtbot, page):
    drive(page).facets.toggle(Key.OUTCOME, Outcome.STOPPED)
    drive(page).facets.toggle(Key.IS, Flag.UNDATED)
    settle(qtbot, page)
    assert drive(page).filter_line.text() == "outcome:stopped is:undated"
    drive(page).facets.toggle(Key.OUTCOME, Outcome.EXCLUDED)
    settle(qtbot, page)
    assert drive(page).filter_line.text() == "is:undated outcome:stopped,excluded"
    assert samples.listed(page) == expected(page, drive(page).filter_line.text())
    typed(qtbot, page, "author:other")
    assert drive(page).facets.checked_values(Key.OUTCOME) == ()
    assert drive(page).facets.checked_values(Key.AUTHOR) == ("other",)
    drive(page).facets.toggle(Key.AUTHOR, "other")
    settle(qtbot, page)
    assert drive(page).filter_line.text() == ""


def test_the_counts_beside_the_choices_are_what_they_leave(qtbot, page):
    typed(qtbot, page, "rain")
    shown = {chosen: int(node.text(1).replace(",", "")) for chosen, node in drive(page).facets._nodes.items()}
    for key, value in ((Key.OUTCOME, Outcome.STOPPED), (Key.DATE, make_year_span(2026)), (Key.AUTHOR, "member")):
        drive(page).facets.toggle(key, value)
        settle(qtbot, page)
        assert len(samples.listed(page)) == shown[key, value] > 0
        drive(page).facets.toggle(key, value)
        settle(qtbot, page)


def test_a_choice_that_leaves_nothing_cannot_be_ticked_but_a_ticked_one_can_be_cleared(qtbot, page):
    typed(qtbot, page, "no such word author:other")
    nodes = drive(page).facets._nodes
    assert nodes[Key.AUTHOR, "member"].isDisabled()
    assert not nodes[Key.AUTHOR, "other"].isDisabled()


def test_the_use_in_the_text_and_the_use_in_the_box_are_one(qtbot, page):
    typed(qtbot, page, "use:ads_affiliate outcome:excluded")
    assert drive(page).use_combo.currentData() == "ads_affiliate"
    drive(page).use_combo.setCurrentIndex(drive(page).use_combo.findData("non_genai_ml"))
    settle(qtbot, page)
    assert drive(page).filter_line.text() == "outcome:excluded"
    assert page.query().use == "non_genai_ml"


def test_another_page_can_ask_for_any_query(qtbot, page):
    wanted = Query("ads_affiliate", words=("rain",), terms=(Term(Key.DATE, (Span(20000, 20400),)),))
    page.go_to(wanted)
    settle(qtbot, page)
    assert page.query() == wanted
    assert drive(page).filter_line.text() == "date:2024-10-04..2025-11-08 rain"


# ---- what is not understood, and what matches nothing


def test_what_is_not_understood_is_said_and_underlined_and_hides_nothing(qtbot, page):
    typed(qtbot, page, "rain outcome:nonsense")
    assert "'nonsense' is no value of 'outcome:'" in drive(page).filter_bar.error_text
    assert drive(page).filter_line.error_ranges == ((13, 21),)
    assert drive(page).filter_line.text() == "rain outcome:nonsense"
    assert samples.listed(page) == expected(page, "rain")
    typed(qtbot, page, "rain")
    assert drive(page).filter_bar.error_text == ""
    assert drive(page).filter_line.error_ranges == ()


def test_where_nothing_matches_what_keeps_it_away_can_be_left_out(qtbot, page):
    typed(qtbot, page, "rain category:posts author:linkedin")
    assert drive(page).stack.currentWidget() is drive(page).empty_state
    without = len(expected(page, "rain category:posts"))
    button = drive(page).empty_state.removal_buttons[0]
    assert button.text() == f"Without author:linkedin: {without} items"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert drive(page).stack.currentWidget() is drive(page).table
    assert samples.listed(page) == expected(page, "rain category:posts")


def test_a_file_that_is_not_there_is_said_where_nothing_matches(qtbot, page):
    typed(qtbot, page, "file:Sharez")
    assert "No file here has 'Sharez' in its name." in drive(page).empty_state._explanation.text()
    qtbot.mouseClick(drive(page).empty_state.clear_button, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert len(samples.listed(page)) == ITEMS


# ---- saved filters


def menu(page):
    drive(page).filter_bar._fill_menu()
    return {action.text(): action for action in drive(page).filter_bar._menu.actions() if action.text()}


def test_a_filter_is_saved_chosen_and_deleted(qtbot, page, store):
    typed(qtbot, page, "rain category:posts")
    drive(page).use_combo.setCurrentIndex(drive(page).use_combo.findData("ads_affiliate"))
    settle(qtbot, page)
    menu(page)["&Save this filter…"].trigger()
    asking = page.findChild(QInputDialog)
    asking.setTextValue("Rain & posts")
    asking.accept()
    assert store.settings.filters == (SavedFilter("Rain & posts", "rain category:posts", "ads_affiliate"),)
    page.clear_filter()
    drive(page).use_combo.setCurrentIndex(0)
    settle(qtbot, page)
    menu(page)["Rain && posts"].trigger()
    settle(qtbot, page)
    assert drive(page).filter_line.text() == "rain category:posts"
    assert page.query().use == "ads_affiliate"
    (gone,) = menu(page)["&Delete"].menu().actions()
    gone.trigger()
    assert store.settings.filters == ()
    assert list(menu(page)) == ["&Save this filter…"]


def test_nothing_is_saved_without_a_name_or_a_text(qtbot, page, store):
    assert not menu(page)["&Save this filter…"].isEnabled()
    typed(qtbot, page, "rain")
    drive(page).filter_bar.save("  ")
    assert store.settings.filters == ()


def test_a_saved_filter_under_a_hostile_name_is_plain_text(qtbot, page, store):
    typed(qtbot, page, "rain")
    drive(page).filter_bar.save('<img src="file:///etc/hostname">\u202e\tx')
    (name, *_rest) = menu(page)
    assert name == '<img src="file:///etc/hostname"><U+202E> x'


# ---- rows and columns


def test_several_rows_stay_selected_and_in_place_when_the_region_changes(qtbot, page):
    typed(qtbot, page, "outcome:stopped,not_stated,could_have_been_used,could_be_used,excluded")
    table = drive(page).table
    table.setCurrentIndex(drive(page).model.index(4, 0))
    for row in (5, 6, 9):
        table.selectionModel().select(
            drive(page).model.index(row, 0),
            table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows,
        )
    wanted = [samples.listed(page)[row] for row in (4, 5, 6, 9)]
    page.show_exposure(samples.demo("US"))
    settle(qtbot, page)
    drive(page).table.sort_by(ItemColumn.TEXT)
    settle(qtbot, page)
    listed = samples.listed(page)
    assert sorted(listed[row] for row in table.selected_rows) == sorted(wanted)
    assert table.selectionModel().isRowSelected(int(table.selected_rows[0]))


def test_selected_rows_are_copied_as_lines_and_a_cell_as_it_stands(qtbot, page):
    table = drive(page).table
    table.setCurrentIndex(drive(page).model.index(0, ItemColumn.FILE))
    drive(page).table.selectAll()
    table.copy_rows()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == drive(page).model.format_row_for_clipboard(0)
    assert len(lines) >= ITEMS
    table.copy_cell()
    assert QGuiApplication.clipboard().text() == drive(page).model.index(0, ItemColumn.FILE).data()


def test_columns_are_shown_hidden_and_kept_but_never_all_hidden(qtbot, page, store):
    table = drive(page).table
    assert table.isColumnHidden(ItemColumn.CATEGORY)
    table.set_column_visible(ItemColumn.CATEGORY, True)
    for column in (
        ItemColumn.OUTCOME,
        ItemColumn.DATE,
        ItemColumn.FILE,
        ItemColumn.AUTHOR,
        ItemColumn.TEXT,
        ItemColumn.CATEGORY,
    ):
        table.set_column_visible(column, False)
    assert not table.isColumnHidden(ItemColumn.CATEGORY)
    table.setColumnWidth(ItemColumn.CATEGORY, 222)
    page.hide()
    again = ItemsPage(page._jobs, LIGHT, store)
    qtbot.addWidget(again)
    assert drive(again).table.columnWidth(ItemColumn.CATEGORY) == 222
    assert drive(again).table.isColumnHidden(ItemColumn.TEXT)
    assert drive(again).table.sort_column is None


@pytest.mark.parametrize("state", ["", "nonsense", "7:AAAA", "7:\u00fc", "3:"])
def test_a_kept_layout_that_is_none_is_let_be(page, state):
    widths = [drive(page).table.columnWidth(column) for column in ItemColumn]
    drive(page).table.set_layout_state(state)
    assert [drive(page).table.columnWidth(column) for column in ItemColumn] == widths


def test_a_place_and_a_choice_are_heard_with_how_many_items_they_hold(page):
    role = Qt.ItemDataRole.AccessibleTextRole
    for node in (*drive(page).tree._iter_nodes(), *drive(page).facets._nodes.values()):
        assert node.data(0, role) == f"{node.text(0)}, items: {node.text(1)}"
    assert f"All items, items: {ITEMS}" in {node.data(0, role) for node in drive(page).tree._iter_nodes()}
