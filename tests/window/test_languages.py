"""The window in German, and in a language that is made up, longer, and may run from right to left."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QHeaderView, QLabel, QMenu, QMenuBar, QWidget

from inspector.query import Query
from inspector.settings import SettingsStore
from inspector.window import intents
from inspector.window.dialogs.preferences_dialog import Preferences
from inspector.window.main_window import MainWindow
from tests.demo_figures import ITEMS
from tests.window import hand
from tests.window.clipping import cuts
from tests.window.drivers import drive
from tests.window.places import places
from tests.window.spoken import LANGUAGES, speaking

SIZES = ((900, 600), (1200, 800))


@pytest.fixture(params=["de", "pseudo", "mirrored"])
def spoken(request, qapp) -> Iterator[str]:
    """A language, spoken from before the window is built."""
    with speaking(LANGUAGES[request.param]):
        yield request.param


# ---- another language while the window is open


@pytest.fixture
def changed(window, qapp) -> Iterator[MainWindow]:
    """The window, in which other languages will be chosen."""
    with speaking(LANGUAGES["en"]):
        yield window


def choose(window: MainWindow, tag: str) -> None:
    window.handle_intent(intents.SHOW_PREFERENCES)
    box = drive(window).dialogs["preferences"].findChild(Preferences).language_combo
    box.setFocus()
    box.setCurrentIndex(box.findData(tag))
    box.activated.emit(box.currentIndex())
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def titles(window: MainWindow) -> list[str]:
    return [action.text().replace("&", "") for action in window.menuBar().actions()]


def test_a_chosen_language_is_spoken_at_once_and_kept(changed):
    assert titles(changed) == ["File", "Edit", "View", "Help"]
    choose(changed, "de")
    assert titles(changed) == ["Datei", "Bearbeiten", "Ansicht", "Hilfe"]
    assert "Nichts verlässt diesen Computer" in hand.texts(changed)
    assert changed._store.settings.language == "de"
    choose(changed, "en")
    assert titles(changed) == ["File", "Edit", "View", "Help"]
    assert changed._store.settings.language == "en"


def test_the_sheet_in_which_it_is_chosen_comes_back_in_that_language(changed):
    choose(changed, "de")
    (sheet,) = drive(changed).dialogs.values()
    assert sheet.isVisible()
    assert sheet.windowTitle() == "Einstellungen"
    box = sheet.findChild(Preferences).language_combo
    assert box.currentText() == "Deutsch"
    assert sheet.focusWidget() is box


def test_every_sheet_that_is_in_sight_comes_back_and_no_other(changed):
    for intent in (intents.SHOW_ABOUT, intents.SHOW_SHORTCUTS):
        changed.handle_intent(intent)
    drive(changed).dialogs["about"].close()
    choose(changed, "de")
    assert [sheet.windowTitle() for sheet in drive(changed).dialogs.values()] == ["Tastenkürzel", "Einstellungen"]


def test_archive_circumstances_page_and_filter_stay(changed, demo_zip):
    hand.opened(changed, demo_zip)
    exposure = changed.exposure
    query = Query(exposure.pack.leading_uses[1].id, words=("rain",), categories=frozenset({"posts"}))
    changed.handle_intent(intents.GoTo("items", query))
    hand.settle(changed)
    choose(changed, "de")
    hand.settle(changed)
    assert changed.exposure is exposure
    assert drive(changed).pages.current == "items"
    assert drive(changed).pages.page("items").query() == query
    assert any(f"von {ITEMS} Einträgen" in text for text in hand.texts(changed))


def test_what_was_changed_before_can_be_undone_in_the_new_language(changed, demo_zip):
    hand.opened(changed, demo_zip)
    before = changed.exposure.circumstances
    changed.handle_intent(intents.ChangeCircumstances(before.with_age("minor"), "Age"))
    choose(changed, "de")
    undo = drive(changed).menus["undo"]
    assert undo.text().startswith("&Rückgängig")
    assert undo.isEnabled()
    undo.trigger()
    assert changed.exposure.circumstances == before
    assert not undo.isEnabled()


def test_circumstances_are_stated_on_in_the_new_language(changed, demo_zip):
    hand.opened(changed, demo_zip)
    changed.handle_intent(intents.SHOW_CIRCUMSTANCES)
    choose(changed, "de")
    sheet = drive(changed).circumstances_dialog
    assert sheet.isVisible()
    assert sheet.windowTitle() == "Umstände"


def test_without_an_archive_nothing_that_needs_one_can_be_chosen_in_the_new_language(changed):
    choose(changed, "de")
    assert not drive(changed).menus["export"].isEnabled()
    assert drive(changed).menus["open"].isEnabled()


def test_the_next_window_speaks_the_language_that_was_kept(qapp, tmp_path):
    from inspector.window import localization

    SettingsStore(tmp_path).change(language="de")
    assert localization.resolve_language(SettingsStore(tmp_path).settings.language).tag == "de"


# ---- keys and texts


def shared_keys(top: QWidget) -> list[str]:
    """The keys that choose more than one thing in sight in a window, or in one of its menus."""
    said = [
        widget.text()
        for widget in (*top.findChildren(QAbstractButton), *filter(QLabel.buddy, top.findChildren(QLabel)))
        if widget.isVisibleTo(top) and widget.window() is top
    ]
    for bar in top.findChildren(QMenuBar):
        said += [action.text() for action in bar.actions()]
    return [*_twice(said), *(key for menu in top.findChildren(QMenu) for key in _twice(_entries(menu)))]


def _entries(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions()]


def _twice(texts: list[str]) -> list[str]:
    """The keys that more than one text marks, with these texts."""
    keys = [(QKeySequence.mnemonic(text).toString(), text) for text in texts]
    counts = Counter(key for key, _text in keys if key)
    return [f"{key}: {[text for other, text in keys if other == key]}" for key in counts if counts[key] > 1]


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["en", "de"])
def test_no_key_chooses_two_things(qapp, tag, request):
    with speaking(LANGUAGES[tag]):
        window = request.getfixturevalue("demo_window")
        found = {name: keys for name, top in places(window) if (keys := shared_keys(top))}
    assert found == {}


def _untranslated(top: QWidget) -> Iterator[str]:
    """The words of buttons, heads and menus that no translator has seen."""
    for button in top.findChildren(QAbstractButton):
        if button.isVisibleTo(top) and any(map(str.isalpha, button.text())) and "[" not in button.text():
            yield button.text()
    for heads in top.findChildren(QHeaderView):
        model = heads.model()
        if heads.isVisibleTo(top) and model is not None:
            texts = (str(model.headerData(place, heads.orientation()) or "") for place in range(heads.count()))
            yield from (text for text in texts if any(map(str.isalpha, text)) and "[" not in text)
    for menu in top.findChildren(QMenu):
        yield from (action.text() for action in menu.actions() if action.text() and "[" not in action.text())
    if top.windowTitle() and "[" not in top.windowTitle():
        yield top.windowTitle()


@pytest.mark.slow
def test_every_button_head_menu_and_title_goes_through_a_translator(qapp, request):
    with speaking(LANGUAGES["pseudo"]):
        window = request.getfixturevalue("demo_window")
        found = {text for _name, top in places(window) for text in _untranslated(top)}
    assert {text for text in found if "Archive Inspector" not in text} == set()


# ---- nothing is cut


@pytest.mark.slow
def test_no_page_sheet_or_dialog_cuts_a_text(spoken, demo_window):
    found = []
    for name, top in places(demo_window):
        for size in SIZES if top is demo_window else ((),):
            if size:
                top.resize(*size)
                hand.settle(demo_window)
            found += [f"{name}: {cut}" for cut in cuts(top)]
    assert found == []
