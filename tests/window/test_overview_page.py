"""The overview: the report's sentences, a chart and a table that say the same, and one use at a time."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from inspector.query import Query
from inspector.summary.exposure_summary import NOT_USED, Summary
from inspector.summary.use_table import build_use_table
from inspector.window.intents import GoTo
from inspector.window.pages.overview_page import OverviewPage
from inspector.window.widgets.theme import build_palette
from tests import archives
from tests.window.drivers import drive
from tests.window.looking import clipped, nameless
from tests.window.palettes import DARK, LIGHT


@pytest.fixture(scope="module")
def exposure():
    return archives.judged(archives.demo(), "DE")


@pytest.fixture
def page(qtbot, exposure):
    made = OverviewPage(LIGHT)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show_exposure(exposure)
    with qtbot.waitExposed(made):
        made.show()
    return made


def texts(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def button(page, text):
    return next(found for found in page.findChildren(QPushButton) if found.text() == text)


def test_it_says_what_the_report_says(page, exposure):
    summary = Summary(exposure)
    disputed = sum(t.items for t in exposure.tallies if t.use == page.use_id() and t.verdict.disputed)
    assert disputed
    assert {
        summary.headline,
        summary.coverage,
        NOT_USED,
        f"{disputed} items rest on rules about which sources disagree.",
        "Problems: 0 warnings, 4 notes.",
    } <= set(texts(page))


def test_choosing_a_use_shows_its_numbers_and_tells(qtbot, page, exposure):
    assert page.use_id() == "genai_training_linkedin"
    with qtbot.waitSignal(page.use_changed) as caught:
        qtbot.mouseClick(button(page, "Other models"), Qt.MouseButton.LeftButton)
    assert caught.args == ["non_genai_ml"]
    assert page.use_id() == "non_genai_ml"
    table = build_use_table(exposure, exposure.pack.uses["non_genai_ml"]).rows
    assert {bar.category: bar.items for bar in drive(page).chart.bars} == {
        c: sum(row.values()) for c, row in table.items()
    }
    qtbot.waitUntil(lambda: "could be used for safety and security only" in texts(page))


def test_the_further_uses_stand_in_a_list(qtbot, page):
    box = drive(page).selector._more_combo
    assert box.count() == 5
    with qtbot.waitSignal(page.use_changed) as caught:
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_End)
        box.activated.emit(box.currentIndex())
    assert caught.args == ["research"]
    assert not any(found.isChecked() for found in drive(page).selector._buttons.values())
    with qtbot.waitSignal(page.use_changed):
        qtbot.mouseClick(button(page, "Microsoft ads"), Qt.MouseButton.LeftButton)
    assert box.currentIndex() == -1
    assert [use for use, found in drive(page).selector._buttons.items() if found.isChecked()] == ["ads_affiliate"]


def test_a_use_shown_from_outside_is_told_to_nobody(qtbot, page):
    with qtbot.assertNotEmitted(page.use_changed):
        page.show_use("ads_affiliate")
    assert page.use_id() == "ads_affiliate"


@pytest.mark.parametrize("use", ["genai_training_linkedin", "non_genai_ml", "safety_security_affiliate", "research"])
def test_the_table_says_what_the_chart_says(qtbot, page, exposure, use):
    page.show_use(use)
    qtbot.mouseClick(button(page, "As a table"), Qt.MouseButton.LeftButton)
    table = drive(page).table
    assert table.isVisibleTo(page)
    assert not drive(page).chart.isVisibleTo(page)
    heads = [table.horizontalHeaderItem(column).text().casefold() for column in range(table.columnCount())]
    for row, bar in enumerate(drive(page).chart.bars):
        cells = {head: table.item(row, column).text() for column, head in enumerate(heads)}
        assert cells.pop("category") == bar.name
        assert cells.pop("items") == f"{bar.items:,}"
        words = {part.label.casefold(): f"{part.items:,}" for part in bar.segments}
        assert {head: number for head, number in cells.items() if number != "0"} == words
    assert table.rowCount() == len(drive(page).chart.bars) + 1
    assert table.item(table.rowCount() - 1, table.columnCount() - 1).text() == str(exposure.holdings.item_count)


def test_a_category_is_chosen_with_its_use_from_chart_and_table(qtbot, page):
    page.show_use("ads_affiliate")
    with qtbot.waitSignal(page.intent_requested) as caught:
        qtbot.keyClick(drive(page).chart, Qt.Key.Key_Home)
        qtbot.keyClick(drive(page).chart, Qt.Key.Key_Down)
        qtbot.keyClick(drive(page).chart, Qt.Key.Key_Return)
    assert caught.args == [GoTo("items", Query("ads_affiliate", categories=frozenset({"posts"})))]
    drive(page).table_toggle.click()
    drive(page).table.setCurrentCell(0, 0)
    with qtbot.waitSignal(page.intent_requested) as caught:
        qtbot.keyClick(drive(page).table, Qt.Key.Key_Return)
    assert caught.args == [GoTo("items", Query("ads_affiliate", categories=frozenset({"profile"})))]


def test_growing_holdings_keep_the_use(page, exposure):
    page.show_use("non_genai_ml")
    page.show_loading(True)
    holdings = exposure.holdings
    few = replace(holdings, files=holdings.files[:3], blocks=holdings.blocks[:3], problems=(), hints=())
    page.show_exposure(archives.judged(few, "DE"))
    assert page.use_id() == "non_genai_ml"
    assert "Still reading: the numbers grow as files arrive." in texts(page)
    page.show_loading(False)
    assert "Still reading: the numbers grow as files arrive." not in texts(page)


def test_without_an_archive_it_shows_no_use(qtbot):
    page = OverviewPage(LIGHT)
    qtbot.addWidget(page)
    assert page.use_id() == ""
    page.grab()


def test_everything_that_takes_the_focus_has_a_name(page):
    assert nameless(page) == []


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("as_table", [False, True])
@pytest.mark.parametrize("width", [720, 1200])
def test_nothing_is_clipped(qtbot, qapp, exposure, scale, as_table, width):
    normal = qapp.font()
    font = qapp.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    qapp.setFont(font)
    try:
        page = OverviewPage(LIGHT)
        qtbot.addWidget(page)
        page.resize(width, 800)
        page.show_exposure(exposure)
        page.show_use("non_genai_ml")
        drive(page).table_toggle.setChecked(as_table)
        with qtbot.waitExposed(page):
            page.show()
        qapp.processEvents()
        assert clipped(page) == []
    finally:
        qapp.setFont(normal)


def test_a_theme_turned_while_it_is_shown_is_the_theme_it_was_made_in(qtbot, qapp, exposure):
    normal = qapp.palette()
    try:
        pictures = {}
        for first in (LIGHT, DARK):
            qapp.setPalette(build_palette(first))
            page = OverviewPage(first)
            qtbot.addWidget(page)
            page.resize(1000, 700)
            page.show_exposure(exposure)
            with qtbot.waitExposed(page):
                page.show()
            page.setFocus()
            if first is LIGHT:
                qapp.setPalette(build_palette(DARK))
                page.set_theme(DARK)
            qapp.processEvents()
            qapp.processEvents()
            pictures[first.name] = page.grab().toImage()
        assert pictures["light"] == pictures["dark"]
    finally:
        qapp.setPalette(normal)


def test_another_look_draws_the_same_in_other_colours(page):
    light = page._legend.grab().toImage()
    page.set_theme(DARK)
    assert page._legend.grab().toImage() != light
