"""What the person chooses holds at once and is kept; recent archives are kept only where that is wanted."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton

from inspector.settings import SettingsStore
from inspector.window import intents
from inspector.window.main_window import MainWindow
from inspector.window.recent import list_recent_archives, remember_archive
from tests import archives
from tests.window import hand
from tests.window.drivers import drive
from tests.window.looking import clipped, nameless
from tests.window.palettes import DARK


@pytest.fixture
def sheet(window):
    window.handle_intent(intents.SHOW_PREFERENCES)
    return drive(window).dialogs["preferences"]


@pytest.fixture
def choices(sheet):
    from inspector.window.dialogs.preferences_dialog import Preferences

    return sheet.findChild(Preferences)


@pytest.fixture(autouse=True)
def _letters(qapp):
    before = qapp.font()
    yield
    qapp.setFont(before)


def choose(combo, value):
    row = combo.findData(value)
    combo.setCurrentIndex(row)
    combo.activated.emit(row)


def test_every_choice_has_a_name_and_nothing_is_cut(sheet):
    assert nameless(sheet) == []
    assert clipped(sheet) == []


def test_the_theme_is_on_at_once_and_kept(window, choices):
    choose(choices.theme_combo, "dark")
    assert drive(window).appearance.theme is DARK
    assert window._store.settings.theme == "dark"
    assert drive(window).menus["theme-dark"].isChecked()


def test_larger_letters_are_everywhere_at_once_and_the_page_stays(window, demo_zip):
    hand.opened(window, demo_zip)
    window.handle_intent(intents.GoTo("checklist"))
    before = QApplication.font().pointSizeF()
    heights = drive(window).pages.page("checklist")._headline.fontMetrics().height()
    drive(window).appearance.set_text_scale(150)
    hand.settle(window)
    assert QApplication.font().pointSizeF() == pytest.approx(1.5 * before)
    assert drive(window).pages.current == "checklist"
    assert drive(window).pages.page("checklist")._headline.fontMetrics().height() > heights * 1.3
    assert window.exposure is not None
    assert window._store.settings.text_scale == 150


def test_recent_archives_are_not_kept_unless_wanted(window, tmp_path):
    hand.opened(window, archives.zipped(tmp_path, {"Profile.csv": archives.PROFILE}))
    assert window._store.settings.recent == ()
    assert not drive(window).welcome._recent_panel.isVisibleTo(drive(window).welcome)


def test_recent_archives_are_offered_and_those_gone_say_so(window, choices, tmp_path):
    choices.recent_box.click()
    one, two = (archives.zipped(tmp_path, {"Profile.csv": archives.PROFILE}, f"{n}.zip") for n in ("one", "two"))
    hand.opened(window, one)
    hand.opened(window, two)
    two.unlink()
    window.show_recent_and_notices()
    words = [button.text() for button in drive(window).welcome._recent_buttons]
    assert words == ["two.zip (no longer there)", "one.zip"]
    drive(window).welcome._recent_buttons[1].click()
    hand.settle(window)
    assert window.windowTitle().startswith("one.zip")
    choices.recent_box.click()
    assert window._store.settings.recent == ()
    assert drive(window).welcome._recent_buttons == []


def test_the_sample_is_no_recent_archive(window, choices):
    choices.recent_box.click()
    window.handle_intent(intents.OPEN_DEMO)
    hand.settle(window)
    assert window._store.settings.recent == ()


def test_a_name_from_outside_is_shown_as_it_is(tmp_path):
    store = SettingsStore(None)
    store.change(keep_recent=True)
    remember_archive(store, "<b>a</b>\u202e.zip", (tmp_path / "a.zip",))
    (only,) = list_recent_archives(store)
    assert only.title == "<b>a</b><U+202E>.zip (no longer there)"


def test_everything_is_forgotten_only_after_a_second_word(window, choices, tmp_path):
    store = SettingsStore(tmp_path / "kept")
    choices._store = store
    store.change(theme="dark")
    choices.forget_button.click()
    assert (tmp_path / "kept").is_dir()
    next(b for b in choices.findChildren(QPushButton) if b.text() == "Yes, remove it").click()
    assert not (tmp_path / "kept").exists()


@pytest.fixture
def windows(qapp, tmp_path):
    """Opens windows one after the other that keep things in one place."""
    before, made = qapp.palette(), []

    def another():
        made.append(MainWindow(SettingsStore(tmp_path / "kept")))
        made[-1].show()
        return made[-1]

    yield another
    for window in made:
        window.close()
        window.deleteLater()
    qapp.setPalette(before)


def test_page_size_and_splitters_are_as_they_were_left(windows, demo_zip):
    first = windows()
    first.resize(760, 610)  # within the screen that there is without a display: a larger one would be cut to it
    hand.opened(first, demo_zip)
    first.handle_intent(intents.GoTo("coverage"))
    first.close()
    second = windows()
    assert (second.width(), second.height()) == (760, 610)
    hand.opened(second, demo_zip)
    assert drive(second).pages.current == "coverage"
    assert "coverage-coverage" in second._store.settings.splitters


def test_in_private_mode_nothing_tells_of_what_was_open(windows, demo_zip):
    first = windows()
    first._store.change(private=True)
    hand.opened(first, demo_zip)
    first.handle_intent(intents.GoTo("coverage"))
    first.close()
    kept = windows()._store.settings
    assert (kept.recent, kept.geometry, kept.page, dict(kept.splitters)) == ((), "", "", {})


def test_a_theme_may_change_when_the_choices_are_gone(window, qtbot):
    from inspector.window.dialogs.preferences_dialog import Preferences

    gone = Preferences(window._store, drive(window).appearance)
    gone.deleteLater()
    QApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as raised:
        drive(window).appearance.choose_theme("dark")
    assert raised == []
