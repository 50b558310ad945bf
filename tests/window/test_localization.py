"""The application speaks one language: its own texts, Qt's, those from below, numbers, days, order and direction."""

import datetime as dt

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from inspector.i18n import ENGLISH, PSEUDO, _, load_language
from inspector.window import localization
from inspector.window.localization import localize_day, translate_plural
from inspector.window.notice import NoticeBar
from inspector.window.widgets.inputs import WheelSafeDateEdit
from tests.window.spoken import MIRRORED, speak, speaking

GERMAN = load_language("de")


@pytest.fixture
def german(qapp):
    with speaking(GERMAN):
        yield


class _System:
    """A system with languages of its own."""

    def __init__(self, *languages):
        self._languages = languages

    def system(self):
        return self

    def uiLanguages(self):  # noqa: N802 - Qt's name
        return list(self._languages)


@pytest.mark.parametrize(
    ("kept", "system", "spoken"),
    [
        ("de", ("en-US",), "de"),
        ("en", ("de-DE",), "en"),
        ("", ("de-Latn-AT", "de-AT"), "de"),
        ("", ("fr-FR", "de-CH"), "de"),
        ("", ("en-GB", "de-DE"), "en"),
        ("", ("fr-FR",), "en"),
        ("", ("C",), "en"),
        ("tlh", ("de-DE",), "de"),
    ],
)
def test_the_kept_language_is_spoken_or_the_first_known_one_of_the_system(monkeypatch, kept, system, spoken):
    monkeypatch.setattr(localization, "QLocale", _System(*system))
    assert localization.resolve_language(kept).tag == spoken


@pytest.mark.usefixtures("german")
def test_texts_of_the_window_and_of_qt_are_said():
    assert localization.translate("&File") == "&Datei"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


@pytest.mark.usefixtures("german")
def test_texts_numbers_and_days_from_below_are_said():
    assert localization.localize(_("could be used")) == "könnte verwendet werden"
    assert localization.localize_value(1_234_567) == "1.234.567"
    assert localization.localize_value(dt.date(2026, 11, 5)) == "05.11.2026"


@pytest.mark.parametrize(
    ("text", "told"),
    [("2026-11-05", "05.11.2026"), ("2026-11", "11.2026"), ("2026", "2026"), ("", ""), ("2026-02-31", "2026-02-31")],
)
@pytest.mark.usefixtures("german")
def test_a_day_that_is_less_or_none_is_said_as_far_as_it_is_one(text, told):
    assert localize_day(text) == told


def test_in_english_a_day_stays_as_it_is_written(qapp):
    assert localize_day("2026-11") == "2026-11"


@pytest.mark.parametrize(
    ("spoken", "one", "many"),
    [(ENGLISH, "1 of 1 item", "1 of 2,000 items"), (GERMAN, "1 von 1 Eintrag", "1 von 2.000 Einträgen")],
    ids=["en", "de"],
)
def test_a_number_decides_the_form(qapp, spoken, one, many):
    with speaking(spoken):
        for number, told in ((1, one), (2_000, many)):
            assert translate_plural("{shown} of {number} item", "{shown} of {number} items", number, shown=1) == told


@pytest.mark.usefixtures("german")
def test_letters_are_ordered_as_the_language_orders_them():
    assert sorted(["Zypern", "Österreich", "oman", "Ägypten"], key=localization.build_collation_key()) == [
        "Ägypten",
        "oman",
        "Österreich",
        "Zypern",
    ]


@pytest.mark.usefixtures("german")
def test_a_kind_of_a_widget_says_what_the_widget_says(qtbot):
    class Kind(NoticeBar):
        pass

    bar = Kind()
    qtbot.addWidget(bar)
    assert [button.text() for button in bar.findChildren(QPushButton)] == ["Einzelheiten kopieren", "Schließen"]


@pytest.mark.usefixtures("german")
def test_a_day_is_typed_as_the_language_writes_it_and_told_as_the_command_line_does(qtbot):
    field = WheelSafeDateEdit("day")
    qtbot.addWidget(field)
    field.show_day(dt.date(2026, 11, 5))
    assert field.text() == "05.11.2026"
    assert field.chosen_day() == dt.date(2026, 11, 5)


def test_another_language_replaces_the_one_before(qapp):
    with speaking(GERMAN):
        speak(ENGLISH)
        assert localization.translate("&File") == "&File"
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
        assert localization.localize_value(1_000) == "1,000"
        assert QLocale().language() is not QLocale.Language.German


def test_the_language_decides_the_direction(qapp):
    with speaking(MIRRORED):
        assert QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
        speak(PSEUDO)
        assert QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_that_rules_are_quoted_in_english_is_said_in_every_other_language(qapp):
    assert localization.rules_language_note() == ""
    with speaking(GERMAN):
        assert localization.rules_language_note() == "Regeltexte und Quellen werden auf Englisch zitiert."
