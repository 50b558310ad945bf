"""The page of sources lists the whole pack, finds entries, and shows each in full as plain text."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from inspector.report import pack_listing
from inspector.window.intents import FILTER, OpenLink
from inspector.window.pages.sources_page import SourcesPage
from tests import archives
from tests.window.drivers import drive
from tests.window.items_samples import cells
from tests.window.looking import clipped, nameless


@pytest.fixture(scope="module")
def exposure():
    return archives.judged(archives.demo(), "DE")


@pytest.fixture
def page(qtbot, exposure):
    made = SourcesPage()
    qtbot.addWidget(made)
    QAbstractItemModelTester(drive(made).table.record_model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.resize(1000, 720)
    made.show_exposure(exposure)
    with qtbot.waitExposed(made):
        made.show()
    return made


def ids(page):
    return [row[0] for row in cells(drive(page).table.record_model)]


def test_every_entry_that_can_be_looked_up_is_listed_once(page, exposure):
    pack = exposure.pack
    expected = [
        *pack.rules,
        *pack.sources,
        *(conflict.id for conflict in pack.conflicts),
        *(claim.id for claim in pack.claims),
        *pack.settings,
        *(limit.id for limit in pack.limits),
        *(fact.id for fact in pack.region_facts),
    ]
    assert sorted(ids(page)) == sorted(expected)


def test_an_entry_is_shown_in_the_words_of_the_command_line(page, exposure):
    page.go_to("G10")
    assert drive(page).detail_view.toPlainText() == "\n".join(pack_listing.show_entry(exposure.pack, "G10").lines)
    assert "Where it is written:" in drive(page).detail_view.toPlainText()


def test_words_and_kind_narrow_the_list_together(page):
    drive(page).kind_combo.setCurrentIndex(drive(page).kind_combo.findData("source"))
    drive(page).kind_combo.activated.emit(drive(page).kind_combo.currentIndex())
    drive(page).filter_edit.setText("policy LINKEDIN")
    assert ids(page)
    for row in cells(drive(page).table.record_model):
        assert row[1] == "source"
        assert {"policy", "linkedin"} <= {word for word in ("policy", "linkedin") if word in " ".join(row).casefold()}


def test_where_nothing_has_the_words_it_says_so_and_offers_no_address(page):
    drive(page).filter_edit.setText("no entry says this")
    assert ids(page) == []
    assert page._empty_label.isVisibleTo(page)
    assert drive(page).detail_view.toPlainText() == ""
    assert not drive(page).open_button.isEnabled()
    assert not drive(page).copy_button.isEnabled()


def test_an_address_is_copied_or_offered_never_opened(qtbot, page, exposure):
    page.go_to("S1")
    address = exposure.pack.sources["S1"].address
    drive(page).copy_button.click()
    assert QApplication.clipboard().text() == address
    with qtbot.waitSignal(page.intent_requested) as caught:
        drive(page).open_button.click()
    assert caught.args == [OpenLink(address)]


def test_the_entry_looked_at_stays_while_the_filter_still_shows_it(page):
    page.go_to("G10")
    drive(page).filter_edit.setText("G10")
    assert drive(page).table.current_record.id == "G10"
    drive(page).filter_edit.clear()
    assert drive(page).table.current_record.id == "G10"


def test_the_filter_line_is_a_target(page):
    page.go_to(FILTER)
    assert page.focusWidget() is drive(page).filter_edit  # also where no window manager makes the page active


@pytest.mark.parametrize("size", [(1000, 720), (640, 480)])
def test_nothing_is_clipped_or_without_a_name(qtbot, page, size):
    page.resize(*size)
    qtbot.wait(20)
    assert clipped(page) == []
    assert nameless(page) == []
