"""What the window looks like is what was chosen, or what the system asks for, and changes at once everywhere."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QToolTip,
    QTreeWidget,
)

from inspector.settings import SettingsStore
from inspector.window import intents
from inspector.window.dialogs.open_link_dialog import OpenLinkDialog
from inspector.window.main_window import MainWindow
from inspector.window.page_list import list_pages
from inspector.window.widgets.appearance import SYSTEM_THEME, theme_titles
from inspector.window.widgets.theme import contrast_ratio, list_theme_names, load_theme, system_theme
from tests.window import hand
from tests.window.drivers import drive
from tests.window.palettes import ALL, DARK, LIGHT

UNKNOWN, BRIGHT, DIM = Qt.ColorScheme.Unknown, Qt.ColorScheme.Light, Qt.ColorScheme.Dark
ANY, HIGH = Qt.ContrastPreference.NoPreference, Qt.ContrastPreference.HighContrast


@pytest.fixture(autouse=True)
def _as_before(qapp):
    before, tips = qapp.palette(), QToolTip.palette()
    yield
    qapp.setPalette(before)
    QToolTip.setPalette(tips)


def ask(monkeypatch, scheme, preference=None, ground="#efefef"):
    """Have the system ask for something; without a preference it is a Qt that cannot tell."""
    hints = SimpleNamespace(colorScheme=lambda: scheme)
    if preference is not None:
        hints.accessibility = lambda: SimpleNamespace(contrastPreference=lambda: preference)
    told = QPalette(QColor(ground))
    system = SimpleNamespace(styleHints=lambda: hints, palette=lambda: told)
    monkeypatch.setattr("inspector.window.widgets.theme.QGuiApplication", system)


@pytest.mark.parametrize(
    ("scheme", "preference", "ground", "wanted"),
    [
        (UNKNOWN, None, "#efefef", "light"),
        (DIM, None, "#efefef", "dark"),
        (BRIGHT, ANY, "#efefef", "light"),
        (DIM, ANY, "#202020", "dark"),
        (UNKNOWN, ANY, "#202020", "light"),
        (BRIGHT, HIGH, "#ffffff", "contrast"),
        (DIM, HIGH, "#000000", "contrast-dark"),
        (UNKNOWN, HIGH, "#ffffff", "contrast"),
        (UNKNOWN, HIGH, "#000000", "contrast-dark"),
    ],
)
def test_the_system_gets_the_look_that_it_asks_for(qapp, monkeypatch, scheme, preference, ground, wanted):
    ask(monkeypatch, scheme, preference, ground)
    assert system_theme() is load_theme(wanted)


def test_where_the_system_decides_the_window_follows_it_while_it_is_open(window, monkeypatch):
    drive(window).appearance.choose_theme(SYSTEM_THEME)
    ask(monkeypatch, DIM, HIGH, "#000000")
    QApplication.styleHints().accessibility().contrastPreferenceChanged.emit(HIGH)
    assert drive(window).appearance.theme.name == "contrast-dark"
    ask(monkeypatch, BRIGHT, ANY)
    QApplication.styleHints().colorSchemeChanged.emit(BRIGHT)
    assert drive(window).appearance.theme is LIGHT


def test_what_was_chosen_stays_whatever_the_system_asks_for(window, monkeypatch):
    drive(window).appearance.choose_theme("contrast")
    ask(monkeypatch, DIM, ANY)
    QApplication.styleHints().colorSchemeChanged.emit(DIM)
    assert drive(window).appearance.theme.name == "contrast"


def test_a_chosen_theme_that_is_no_longer_there_leaves_it_to_the_system(qtbot, monkeypatch):
    ask(monkeypatch, DIM, ANY)
    store = SettingsStore(None)
    store.change(theme="gone")
    window = MainWindow(store)
    qtbot.addWidget(window)
    assert drive(window).appearance.theme is DARK
    assert drive(window).appearance.theme_choice == SYSTEM_THEME
    ask(monkeypatch, BRIGHT, ANY)
    QApplication.styleHints().colorSchemeChanged.emit(BRIGHT)
    assert drive(window).appearance.theme is LIGHT
    window.close()


def test_every_theme_can_be_chosen_in_the_menu_and_in_preferences(window):
    assert list(theme_titles()) == [SYSTEM_THEME, *list_theme_names()]
    window.handle_intent(intents.SHOW_PREFERENCES)
    choices = next(
        b for b in drive(window).dialogs["preferences"].findChildren(QComboBox) if b.accessibleName() == "Theme"
    )
    assert [choices.itemText(row) for row in range(choices.count())] == list(theme_titles().values())
    for name in theme_titles():
        drive(window).menus[f"theme-{name}"].trigger()
        assert drive(window).appearance.theme_choice == name
        assert drive(window).menus[f"theme-{name}"].isChecked()


def test_tool_tips_wear_the_theme_too(window):
    drive(window).appearance.choose_theme("dark")
    assert QToolTip.palette().color(QPalette.ColorRole.ToolTipBase).name() == DARK.base
    assert QToolTip.palette().color(QPalette.ColorRole.ToolTipText).name() == DARK.text


def edge_seen(widget, theme):
    """The best contrast of what is painted along the left edge of a widget with the ground beside it."""
    picture = widget.grab().toImage()
    middle = picture.height() // 2
    return max(contrast_ratio(picture.pixelColor(x, middle).name(), theme.base) for x in range(3))


@pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
@pytest.mark.parametrize("kind", [QLineEdit, QComboBox, QDateEdit, QCheckBox, QPushButton, QTreeWidget, QTextEdit])
def test_the_edge_of_whatever_takes_an_input_is_seen(window, kind, theme):
    drive(window).appearance.choose_theme(theme.name)
    widget = kind()
    if isinstance(widget, QPushButton):
        widget.setText("Do")
    widget.resize(120, 28)
    assert edge_seen(widget, theme) >= 3


@pytest.fixture
def opened(qapp, demo_zip):
    """Opens windows with a theme and an archive, every page once in sight, and all sheets open."""
    made = []

    def open_one(theme):
        store = SettingsStore(None)
        store.change(theme=theme)
        window = MainWindow(store)
        made.append(window)
        window.show()
        hand.opened(window, demo_zip)
        for entry in list_pages():
            window.handle_intent(intents.GoTo(entry.id))
            hand.settle(window)
        for intent in (intents.SHOW_PREFERENCES, intents.SHOW_SHORTCUTS, intents.SHOW_CIRCUMSTANCES, intents.EXPORT):
            window.handle_intent(intent)
        window.asked = OpenLinkDialog("https://example.org/", window)
        window.asked.show()
        hand.settle(window)
        return window

    yield open_one
    for window in made:
        for top in (drive(window).export_dialog, window.asked, window):
            top.close()
        window.deleteLater()


def pictures(window):
    """Every page and every sheet as it is seen, by name."""
    for entry in list_pages():
        window.handle_intent(intents.GoTo(entry.id))
        hand.settle(window)
        yield entry.id, window.grab().toImage()
    sheets = {
        **drive(window).dialogs,
        "circumstances": drive(window).circumstances_dialog,
        "export": drive(window).export_dialog,
    }
    for name, sheet in {**sheets, "question": window.asked}.items():
        QApplication.processEvents()
        yield name, sheet.grab().toImage()


@pytest.mark.slow  # two whole windows, each page and sheet twice
def test_a_window_that_changed_its_theme_is_to_the_pixel_one_that_always_had_it(opened):
    """Every page, painted widget, icon, badge and open sheet."""
    changed = opened("light")
    drive(changed).appearance.choose_theme("contrast-dark")
    after = dict(pictures(changed))
    wanted = dict(pictures(opened("contrast-dark")))
    assert [each for each in wanted if after[each] != wanted[each]] == []
