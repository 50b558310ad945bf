"""The items page as a person meets it: choosing, sorting, going from row to row, and staying there."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView

from inspector.exposure import exposure as judging
from inspector.policy import Outcome
from inspector.query import Key, Query
from inspector.settings import SettingsStore
from inspector.window.items.category_tree import TreePlace, count_items_by_file
from inspector.window.items.item_columns import ItemColumn
from inspector.window.items.items_model import ItemsTableModel
from inspector.window.items.items_page import ItemsPage
from inspector.window.items.items_table import ItemsTable
from inspector.window.jobs import Jobs
from tests.demo_figures import ITEMS
from tests.window import items_samples as samples
from tests.window.drivers import drive
from tests.window.palettes import DARK, LIGHT


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def page(qtbot, jobs):
    made = ItemsPage(jobs, LIGHT, SettingsStore(None))
    qtbot.addWidget(made)
    made.resize(1060, 640)
    QAbstractItemModelTester(drive(made).model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    with qtbot.waitActive(made):  # without a window manager nobody else gives a window the keyboard
        made.show()
        made.activateWindow()
    return made


def settled(qtbot, page):
    qtbot.waitUntil(lambda: not drive(page).typing_timer.isActive() and page._job is None and not page._jobs.busy)


def shown(qtbot, page, exposure):
    page.show_exposure(exposure)
    settled(qtbot, page)
    return exposure


def test_before_anything_is_open_the_page_is_empty_and_asks_for_an_item(page):
    assert drive(page).model.rowCount() == 0
    assert "Choose an item to see why." in drive(page).why_panel.text
    assert page.query().words == ()


def test_the_whole_archive_is_shown_in_its_order(qtbot, page):
    exposure = shown(qtbot, page, samples.demo())
    assert samples.listed(page) == samples.selected(exposure, Query())
    assert drive(page).count_label.text() == f"{ITEMS} of {ITEMS} items"
    assert not drive(page).clear_button.isVisible()


def test_typing_filters_by_all_words_after_a_short_pause(qtbot, page):
    exposure = shown(qtbot, page, samples.demo())
    page.focus_filter()
    qtbot.keyClicks(drive(page).filter_line, "Rain water")
    assert drive(page).typing_timer.isActive()
    settled(qtbot, page)
    wanted = samples.selected(exposure, Query(words=("Rain", "water")))
    assert samples.listed(page) == wanted
    assert 0 < len(wanted) < ITEMS
    assert drive(page).count_label.text() == f"{len(wanted)} of {ITEMS} items"
    assert page.query().words == ("Rain", "water")


def test_only_the_newest_filter_is_shown(qtbot, page):
    exposure = shown(qtbot, page, samples.demo())
    for text in ("a", "ab", "abs", "berlin"):
        drive(page).filter_line.setText(text)
        page._update_query()
    settled(qtbot, page)
    assert samples.listed(page) == samples.selected(exposure, Query(words=("berlin",)))


def test_nothing_matching_is_said_and_can_be_undone(qtbot, page):
    exposure = shown(qtbot, page, samples.demo())
    drive(page).filter_line.setText("no such word anywhere")
    settled(qtbot, page)
    assert drive(page).count_label.text() == "No items match."
    qtbot.mouseClick(drive(page).clear_button, Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    assert samples.listed(page) == samples.selected(exposure, Query())
    assert drive(page).filter_line.text() == ""


@pytest.mark.parametrize("outcome", list(Outcome))
def test_ticking_an_outcome_shows_what_select_chooses(qtbot, page, outcome):
    exposure = shown(qtbot, page, samples.demo("DE", settings=("genai_improvement=off@2026-01-15",)))
    drive(page).facets.toggle(Key.OUTCOME, outcome)
    settled(qtbot, page)
    assert samples.listed(page) == samples.selected(exposure, Query("genai_training_linkedin", frozenset({outcome})))
    drive(page).facets.toggle(Key.OUTCOME, outcome)
    settled(qtbot, page)
    assert len(samples.listed(page)) == ITEMS


def test_the_outcomes_speak_of_the_chosen_use(qtbot, page):
    exposure = shown(qtbot, page, samples.demo())
    drive(page).use_combo.setCurrentIndex(drive(page).use_combo.findText("Microsoft trains AI"))
    drive(page).facets.toggle(Key.OUTCOME, Outcome.EXCLUDED)
    settled(qtbot, page)
    wanted = Query("genai_training_affiliate", frozenset({Outcome.EXCLUDED}))
    assert page.query() == wanted
    assert samples.listed(page) == samples.selected(exposure, wanted)


def test_the_tree_counts_and_chooses_what_select_does(qtbot, page):
    exposure = shown(qtbot, page, samples.demo())
    for category, files in count_items_by_file(exposure).items():
        for member, items in files.items():
            query = Query("genai_training_linkedin", frozenset(), frozenset({category}), frozenset({member}))
            assert len(samples.selected(exposure, query)) == items
    drive(page).tree.select_place(TreePlace("posts", (1, "Shares.csv")))
    settled(qtbot, page)
    wanted = samples.selected(exposure, Query(categories=frozenset({"posts"}), members=frozenset({(1, "Shares.csv")})))
    assert samples.listed(page) == wanted
    assert len(wanted) > 1


def test_show_category_goes_there_without_any_other_filter(qtbot, page):
    exposure = shown(qtbot, page, samples.demo())
    drive(page).filter_line.setText("something else")
    page.show_category("messages", "ads_affiliate")
    settled(qtbot, page)
    assert page.query() == Query("ads_affiliate", categories=frozenset({"messages"}))
    assert samples.listed(page) == samples.selected(exposure, page.query())


def test_query_changed_is_told_once_for_each_wish(qtbot, page):
    shown(qtbot, page, samples.demo())
    told = []
    page.query_changed.connect(lambda: told.append(page.query()))
    page.show_category("posts", "ads_affiliate")
    drive(page).facets.toggle(Key.OUTCOME, Outcome.EXCLUDED)
    drive(page).filter_line.setText("rain")
    settled(qtbot, page)
    assert len(told) == 3


# ---- order


def test_a_head_sorts_up_then_down_then_not_at_all(qtbot, page):
    shown(qtbot, page, samples.demo())
    before = samples.listed(page)
    heads = drive(page).table.horizontalHeader()
    place = QPoint(heads.sectionViewportPosition(ItemColumn.DATE) + 10, 8)

    def clicked():
        qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=place)
        settled(qtbot, page)
        return drive(page).model.index(0, ItemColumn.DATE).data()

    assert clicked() < clicked()
    clicked()
    assert samples.listed(page) == before


def test_sorting_by_the_menu_turns_round_the_second_time(qtbot, page):
    shown(qtbot, page, samples.demo())
    before = samples.listed(page)
    drive(page).table.sort_by(ItemColumn.DATE)
    settled(qtbot, page)
    first = drive(page).model.index(0, ItemColumn.DATE).data()
    drive(page).table.sort_by(ItemColumn.DATE)
    settled(qtbot, page)
    assert drive(page).model.index(0, ItemColumn.DATE).data() > first
    drive(page).table.sort_by(None)
    settled(qtbot, page)
    assert samples.listed(page) == before


# ---- place


def at(page, row):
    drive(page).table.setCurrentIndex(drive(page).model.index(row, 0))


def top(page):
    return samples.ids(drive(page).exposure, [drive(page).table.top_item()])


def current(page):
    return samples.listed(page)[drive(page).table.currentIndex().row()]


@pytest.mark.parametrize("outcomes", [(), ("not_stated", "could_be_used")])
def test_item_and_place_stay_when_the_region_changes(qtbot, page, outcomes):
    shown(qtbot, page, samples.demo("DE"))
    for outcome in outcomes:
        drive(page).facets.toggle(Key.OUTCOME, Outcome(outcome))
    settled(qtbot, page)
    drive(page).table.scrollTo(drive(page).model.index(200, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    row = drive(page).table.rowAt(0) + 3
    at(page, row)
    item, first, why = current(page), top(page), drive(page).why_panel.text
    shown(qtbot, page, samples.demo("US"))
    assert current(page) == item
    assert top(page) == first
    assert drive(page).why_panel.text != why


def test_item_and_place_stay_while_more_files_arrive(qtbot, page, tmp_path):
    posts = [f"post {number}" for number in range(300)]
    early = samples.exposure(tmp_path, *posts)
    shown(qtbot, page, early)
    drive(page).table.scrollTo(drive(page).model.index(150, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    at(page, 155)
    item, first = current(page), top(page)
    samples.archives.folder(tmp_path, {"Causes You Care About.csv": "Supported Cause\nWater\nBread\n"})
    shown(qtbot, page, samples.archives.judged(samples.archives.read(tmp_path / "download"), "DE"))
    assert drive(page).model.rowCount() == early.holdings.item_count + 2
    assert current(page) == item
    assert top(page) == first


def test_an_item_that_a_filter_hides_is_there_again_after_it(qtbot, page):
    shown(qtbot, page, samples.demo())
    at(page, 100)
    item = current(page)
    drive(page).filter_line.setText("no such word anywhere")
    settled(qtbot, page)
    assert "Choose an item to see why." in drive(page).why_panel.text
    page.clear_filter()
    settled(qtbot, page)
    assert current(page) == item


def test_another_archive_begins_anew(qtbot, page, tmp_path):
    shown(qtbot, page, samples.demo())
    at(page, 10)
    shown(qtbot, page, samples.exposure(tmp_path, "one"))
    assert not drive(page).table.currentIndex().isValid()
    assert "Choose an item to see why." in drive(page).why_panel.text


def test_choices_stay_when_a_circumstance_changes(qtbot, page):
    shown(qtbot, page, samples.demo("DE"))
    drive(page).tree.select_place(TreePlace("posts"))
    drive(page).tree.currentItem().setExpanded(True)
    drive(page).use_combo.setCurrentIndex(2)
    drive(page).filter_line.setText("category:posts rain")
    drive(page).table.sort_by(ItemColumn.TEXT)
    settled(qtbot, page)
    query, rows = page.query(), samples.listed(page)
    shown(qtbot, page, samples.demo("US"))
    assert page.query() == query
    assert samples.listed(page) == rows
    assert drive(page).tree.currentItem().isExpanded()


# ---- keys


def test_the_way_by_keyboard_from_the_filter_to_why(qtbot, page):
    shown(qtbot, page, samples.demo())
    met = []
    page.current_item_changed.connect(met.append)
    page.focus_filter()
    qtbot.keyClicks(drive(page).filter_line, "rain")
    qtbot.keyClick(drive(page).filter_line, Qt.Key.Key_Return)
    settled(qtbot, page)
    assert drive(page).table.hasFocus()
    qtbot.keyClick(drive(page).table, Qt.Key.Key_Down)
    qtbot.keyClick(drive(page).table, Qt.Key.Key_Down)
    row = drive(page).table.currentIndex().row()
    assert row >= 1
    assert samples.ids(drive(page).exposure, met[-1:]) == [samples.listed(page)[row]]
    assert samples.listed(page)[row] in drive(page).why_panel.text


def test_the_row_is_copied_by_key(qtbot, page, tmp_path):
    shown(qtbot, page, samples.hostile(tmp_path))
    row = next(
        r for r in range(drive(page).model.rowCount()) if "SUM" in drive(page).model.index(r, ItemColumn.TEXT).data()
    )
    at(page, row)
    drive(page).table.setFocus()
    qtbot.keyClick(drive(page).table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == drive(page).model.format_row_for_clipboard(row)


def test_the_citation_is_copied_by_key(qtbot, page):
    shown(qtbot, page, samples.demo())
    at(page, 20)
    drive(page).table.setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(drive(page).table, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text().startswith(current(page))


def test_tab_goes_round_and_is_caught_nowhere(qtbot, page):
    shown(qtbot, page, samples.demo())
    at(page, 3)
    drive(page).tree.setFocus()
    met = []
    for _step in range(14):
        focused = page.focusWidget()
        met.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    for wanted in (
        drive(page).tree,
        drive(page).filter_line,
        drive(page).use_combo,
        drive(page).table,
        drive(drive(page).why_panel).text,
        drive(drive(page).why_panel).copy_button,
    ):
        assert wanted in met


# ---- looks and names


def test_every_part_has_a_name_for_a_screen_reader(page):
    for part in (
        drive(page).tree,
        drive(page).filter_line,
        drive(page).use_combo,
        drive(page).table,
        drive(drive(page).why_panel).text,
    ):
        assert QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)


def test_both_themes_paint_every_outcome_apart(qtbot, page):
    shown(qtbot, page, samples.demo("DE", settings=("genai_improvement=off@2026-01-15",)))
    at(page, 2)
    pictures = []
    for theme in (LIGHT, DARK):
        page.set_theme(theme)
        nodes = [node for (key, _value), node in drive(page).facets._nodes.items() if key == Key.OUTCOME]
        marks = [node.icon(0).pixmap(14, 14).toImage() for node in nodes]
        assert all(one != other for place, one in enumerate(marks) for other in marks[:place])
        pictures.append(page.grab().toImage())
    assert pictures[0] != pictures[1]


def test_the_page_fits_a_small_window(qtbot, page):
    shown(qtbot, page, samples.demo())
    page.resize(620, 380)
    assert page.minimumSizeHint().width() <= 620
    assert drive(page).table.width() > 150


def test_rows_are_of_one_height_and_tool_tips_are_none(qtbot, page):
    shown(qtbot, page, samples.demo())
    assert {drive(page).table.rowHeight(row) for row in range(0, ITEMS, 50)} == {drive(page).table.rowHeight(0)}
    assert drive(page).table.toolTip() == ""


# ---- what goes wrong


def test_a_view_that_cannot_be_made_is_told(qtbot, page, monkeypatch):
    fault = RuntimeError("broken on purpose")

    def broken(*_args):
        raise fault

    told = []
    page.failed.connect(told.append)
    shown(qtbot, page, samples.demo())
    monkeypatch.setattr(judging.Exposure, "find_verdict_codes", broken)
    drive(page).facets.toggle(Key.OUTCOME, Outcome.EXCLUDED)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [fault]


def test_a_fault_in_the_model_is_not_lost(qtbot, monkeypatch):
    model = ItemsTableModel()
    model.show_rows(samples.arranged(samples.demo()))
    table = ItemsTable(model, LIGHT)
    qtbot.addWidget(table)

    def broken(*_args):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(ItemsTableModel, "_format_cell", broken)
    with pytest.raises(RuntimeError, match="broken on purpose"):
        table.grab()
    monkeypatch.undo()


def test_closing_while_a_view_is_made_leaves_nothing_behind(qtbot, page, jobs):
    page.show_exposure(samples.demo())
    jobs.close()
    assert not jobs.busy
    assert drive(page).model.rowCount() == 0
