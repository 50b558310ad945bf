"""Compare shows what two judgements apart would show, and takes circumstances over only when told to."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from inspector.exposure import compare_circumstances, judge, list_what_ifs
from inspector.policy import Outcome
from inspector.window.intents import ChangeCircumstances
from inspector.window.pages.what_if_page import WhatIfPage
from tests import archives
from tests.window import hand
from tests.window.drivers import drive
from tests.window.items_samples import cells
from tests.window.looking import clipped, nameless

USE = "genai_training_linkedin"


@pytest.fixture(scope="module")
def exposure():
    return archives.judged(archives.demo(), "DE")


@pytest.fixture
def page(qtbot, exposure):
    made = WhatIfPage()
    qtbot.addWidget(made)
    for model in (drive(made).category_changes.record_model, drive(made).outcome_changes.record_model):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.resize(1000, 720)
    made.show_exposure(exposure)
    with qtbot.waitExposed(made):
        made.show()
    return made


def ask(page, question):
    box = drive(page).question_combo
    box.setCurrentIndex(box.findData(question))
    box.activated.emit(box.currentIndex())


def live(page, word):
    box = drive(page).place_combo
    box.setCurrentIndex(box.findData(word))
    box.activated.emit(box.currentIndex())


def could_be_used(exposure):
    return sum(items for key, items in exposure.counts(USE).items() if key.outcome is Outcome.COULD_BE_USED)


@pytest.mark.parametrize("question", ["genai_improvement=off", "minor", "never_on"])
def test_the_sums_are_those_of_two_judgements_apart(page, exposure, question):
    ask(page, question)
    (asked,) = (one for one in list_what_ifs(exposure.pack, exposure.circumstances) if one.id == question)
    then = judge(exposure.holdings, exposure.pack, asked.circumstances)
    sums = [
        sum(int(row[column].replace(",", "")) for row in cells(drive(page).category_changes.record_model))
        for column in (1, 2, 3)
    ]
    assert sums == [exposure.holdings.item_count, could_be_used(exposure), could_be_used(then)]
    moves = [
        m for m in compare_circumstances(exposure, asked.circumstances).changes if m.use == USE and not m.is_unchanged
    ]
    assert sum(int(row[3].replace(",", "")) for row in cells(drive(page).outcome_changes.record_model)) == sum(
        m.items for m in moves
    )
    said = f"{sum(m.items for m in moves):,} of {exposure.holdings.item_count:,} items"
    assert any(said in text for text in hand.texts(page))


def test_another_place_is_one_that_was_always_lived_in(qtbot, page, exposure):
    live(page, "US")
    ask(page, "")
    with qtbot.waitSignal(page.intent_requested) as caught:
        drive(page).apply_button.click()
    (intent,) = caught.args
    assert isinstance(intent, ChangeCircumstances)
    assert [(stay.region, stay.since) for stay in intent.circumstances.residences] == [("US", None)]
    assert intent.circumstances.setting_changes == exposure.circumstances.setting_changes


def test_what_would_change_nothing_is_not_asked_and_cannot_be_taken(page, exposure):
    ids = [one.id for one in list_what_ifs(exposure.pack, exposure.circumstances)]
    assert "adult" not in ids
    assert "minor" in ids
    ask(page, "")
    assert not drive(page).apply_button.isEnabled()
    assert cells(drive(page).outcome_changes.record_model) == []


def test_only_settings_of_the_region_are_asked_about(exposure):
    def asked(region):
        found = archives.judged(exposure.holdings, region)
        return {one.id.partition("=")[0] for one in list_what_ifs(found.pack, found.circumstances)}

    assert "affiliate_ads_sharing" not in asked("DE")
    assert "affiliate_ads_sharing" in asked("US")
    assert "affiliate_ads_sharing" in asked("US-CA")


def test_the_question_stays_under_other_circumstances_as_long_as_it_can_be_asked(page, exposure):
    ask(page, "minor")
    page.show_exposure(archives.judged(exposure.holdings, "US"))
    assert drive(page).question_combo.currentData() == "minor"
    page.show_exposure(archives.judged(exposure.holdings, "US", age="minor"))
    assert drive(page).question_combo.currentIndex() == 0


@pytest.mark.parametrize("size", [(1000, 720), (760, 520)])
def test_nothing_is_clipped_or_without_a_name(qtbot, page, size):
    page.resize(*size)
    qtbot.wait(20)
    assert clipped(page) == []
    assert nameless(page) == []
