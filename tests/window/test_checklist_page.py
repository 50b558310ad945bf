"""The Checklist: a card for each setting of the region, and the day on which it was done feeds the circumstances."""

import datetime as dt

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from inspector.exposure import build_checklist, judge
from inspector.policy import days
from inspector.window.intents import SHOW_CIRCUMSTANCES, ChangeCircumstances, OpenLink
from inspector.window.pages.checklist_page import ChecklistPage
from tests import archives
from tests.window.drivers import drive
from tests.window.hand import texts
from tests.window.looking import clipped, nameless

AI = "genai_improvement"


@pytest.fixture
def page(qtbot):
    made = ChecklistPage()
    qtbot.addWidget(made)
    made.resize(900, 560)
    return made


def in_sight(page):
    return [name for name, card in drive(page).cards.items() if card.isVisibleTo(page)]


def button(page, name, words):
    return next(b for b in drive(page).cards[name].findChildren(QPushButton) if b.text() == words)


@pytest.mark.parametrize("region", ["DE", "GB", "US-CA", "CN", "JP"])
def test_there_is_a_card_for_each_setting_that_the_region_offers_and_a_word_on_the_others(page, region):
    exposure = archives.judged(archives.demo(), region)
    page.show_exposure(exposure)
    checks = build_checklist(exposure)
    assert set(in_sight(page)) == {check.setting.id for check in checks if check.is_offered}
    said = "\n".join(texts(page))
    for check in checks:
        if not check.is_offered:
            assert check.setting.name in page._not_offered_note.text()
        else:
            assert check.setting.path in said
    assert exposure.pack.regions[region].name in said if region in exposure.pack.regions else True


def test_another_region_has_other_cards(page):
    page.show_exposure(archives.judged(archives.demo(), "DE"))
    assert "affiliate_ads_sharing" not in in_sight(page)
    page.show_exposure(archives.judged(archives.demo(), "US"))
    assert "affiliate_ads_sharing" in in_sight(page)
    assert "ads_activity" not in in_sight(page)


def test_numbers_are_those_of_the_exposure(page):
    exposure = archives.judged(archives.demo(), "DE")
    page.show_exposure(exposure)
    (check,) = (check for check in build_checklist(exposure) if check.setting.id == AI)
    assert f"{check.max_closed_items:,} items could no longer be used" in drive(page).cards[AI]._stops.text()
    assert (
        f"up to {check.impacts[0].earlier_items:,} items could have been used already"
        in drive(page).cards[AI]._remaining.text()
    )


def test_an_assumed_region_is_said_with_the_way_to_state_it(qtbot, page):
    page.show_exposure(archives.judged(archives.demo()))
    assert "Your region is only assumed" in page._intro.text()
    with qtbot.waitSignal(page.intent_requested) as caught:
        drive(page).state_region_button.click()
    assert caught.args == [SHOW_CIRCUMSTANCES]
    page.show_exposure(archives.judged(archives.demo(), "DE"))
    assert not drive(page).state_region_button.isVisibleTo(page)


def test_a_day_that_is_noted_becomes_a_turn_of_the_history_and_is_taken_back(qtbot, page):
    exposure = archives.judged(archives.demo(), "DE")
    setting = exposure.pack.settings[AI]
    page.show_exposure(exposure)
    card = drive(page).cards[AI]
    with qtbot.waitSignal(page.intent_requested) as caught:
        drive(card).done_box.click()
    assert caught.args == [
        ChangeCircumstances(exposure.circumstances.with_setting_change(setting, "off"), setting.name)
    ]
    page.show_exposure(judge(exposure.holdings, exposure.pack, caught.args[0].circumstances))
    assert drive(card).done_box.isChecked()
    assert "Stated: off since 2026-11-22" in texts(page)
    with qtbot.waitSignal(page.intent_requested) as caught:
        drive(card).day_edit.setDate(QDate(2026, 1, 15))
    day = days.from_date(dt.date(2026, 1, 15))
    assert caught.args[0].circumstances == exposure.circumstances.with_setting_change(setting, "off", day)
    page.show_exposure(judge(exposure.holdings, exposure.pack, caught.args[0].circumstances))
    with qtbot.waitSignal(page.intent_requested) as caught:
        drive(card).done_box.click()
    assert caught.args[0].circumstances == exposure.circumstances


def test_a_day_after_the_as_of_day_cannot_be_noted(page):
    page.show_exposure(archives.judged(archives.demo(), "DE"))
    assert drive(drive(page).cards[AI]).day_edit.maximumDate() == QDate(2026, 11, 22)


def test_an_address_is_copied_or_offered_and_never_opened_from_here(qtbot, page):
    exposure = archives.judged(archives.demo(), "DE")
    page.show_exposure(exposure)
    address = exposure.pack.settings[AI].address
    button(page, AI, "Copy address").click()
    assert QGuiApplication.clipboard().text() == address
    with qtbot.waitSignal(page.intent_requested) as caught:
        button(page, AI, "Open in browser…").click()
    assert caught.args == [OpenLink(address)]


def test_the_card_that_is_gone_to_has_the_focus(qtbot, page):
    page.show_exposure(archives.judged(archives.demo(), "DE"))
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.go_to("objection_form")
    card = drive(page).cards["objection_form"]
    qtbot.waitUntil(
        lambda: page.rect().contains(drive(card).done_box.mapTo(page, drive(card).done_box.rect().center()))
    )
    assert page.focusWidget() is drive(card).done_box


def test_a_card_keeps_the_focus_when_the_numbers_change(qtbot, page):
    exposure = archives.judged(archives.demo(), "DE")
    page.show_exposure(exposure)
    with qtbot.waitExposed(page):
        page.show()
    drive(drive(page).cards[AI]).done_box.setFocus()
    turned = exposure.circumstances.with_setting_change(exposure.pack.settings[AI], "off")
    page.show_exposure(judge(exposure.holdings, exposure.pack, turned))
    assert page.focusWidget() is drive(drive(page).cards[AI]).done_box


@pytest.mark.parametrize("width", [620, 900])
def test_nothing_is_clipped_or_without_a_name(qtbot, page, width):
    page.show_exposure(archives.judged(archives.demo(), "US-CA"))
    with qtbot.waitExposed(page):
        page.show()
    page.resize(width, 560)
    qtbot.wait(30)
    assert clipped(page) == []
    assert nameless(page) == []
