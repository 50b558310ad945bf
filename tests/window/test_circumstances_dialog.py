"""The dialog: each control changes exactly its fact, at once, as the command line would state it."""

import datetime as dt

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLabel, QPushButton

from inspector.exposure import judge
from inspector.policy import parse_circumstances
from inspector.window.details.circumstances_dialog import CircumstancesDialog
from tests import archives
from tests.window.looking import clipped, nameless
from tests.window.palettes import DARK, LIGHT


class Desk:
    """A sheet over the sample member; every change is judged at once, as the window does it."""

    def __init__(self, qtbot, **stated):
        self.pack = archives.pack()
        self.qtbot = qtbot
        self.changes = []
        self.sheet = CircumstancesDialog(self.pack, LIGHT, today=lambda: archives.TODAY)
        qtbot.addWidget(self.sheet)
        self.show(parse_circumstances(self.pack, today=archives.TODAY, **stated))
        self.sheet.changed.connect(self._changed)

    def show(self, circumstances):
        self.sheet.show_exposure(judge(archives.demo(), self.pack, circumstances))

    def _changed(self, circumstances):
        self.changes.append(circumstances)
        self.show(circumstances)

    def named(self, kind, name):
        """The one input in sight with an accessible name."""
        found = [widget for widget in self.sheet.findChildren(kind) if widget.accessibleName() == name]
        (only,) = (widget for widget in found if widget.isVisibleTo(self.sheet))
        return only

    def choose(self, name, words):
        """Choose an entry of a list, as the keyboard does."""
        box = self.named(QComboBox, name)
        box.setCurrentIndex(box.findText(words))
        assert box.currentText() == words
        box.activated.emit(box.currentIndex())

    def write(self, name, text):
        """Write into a list that can be written into, and press Enter."""
        edit = self.named(QComboBox, name).lineEdit()
        edit.clear()
        self.qtbot.keyClicks(edit, text)
        edit.completer().popup().hide()
        self.qtbot.keyClick(edit, Qt.Key.Key_Return)

    def check(self, name):
        self.named(QCheckBox, name).click()

    def date(self, name, day):
        self.named(QDateEdit, name).setDate(QDate.fromString(day, Qt.DateFormat.ISODate))

    def press(self, name):
        self.named(QPushButton, name).click()

    def says(self, **stated):
        """The dialog holds what these words of the command line state, and the last change is the same."""
        self.holds(**stated)
        assert self.changes[-1] == self.sheet.circumstances

    def holds(self, **stated):
        assert self.sheet.circumstances == parse_circumstances(self.pack, today=archives.TODAY, **stated)

    def texts(self):
        return [label.text() for label in self.sheet.findChildren(QLabel) if label.isVisibleTo(self.sheet)]


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot)


AI = "Data for Generative AI Improvement"


def test_it_stands_beside_the_window_and_states_nothing_by_itself(desk):
    assert not desk.sheet.isModal()
    desk.holds()
    assert desk.changes == []


@pytest.mark.parametrize(
    ("text", "word"),
    [("Germany", "DE"), ("deutschland", "DE"), ("US-NY", "US-NY"), ("gb", "GB"), ("EU and EEA", "EEA")],
)
def test_a_region_is_written(desk, text, word):
    desk.write("Region", text)
    desk.says(regions=[word])
    assert len(desk.changes) == 1


def test_a_region_is_chosen_from_the_list(desk):
    desk.choose("Region", "California")
    desk.says(regions=["US-CA"])


def test_an_earlier_region_is_added(desk):
    desk.choose("Region", "Germany")
    desk.sheet._region_field._moved_box.click()
    assert len(desk.changes) == 1
    desk.choose("Region before", "United States")
    desk.says(regions=["US", "DE@2026-11-22"])
    desk.date("In the present region since", "2024-06-01")
    desk.says(regions=["US", "DE@2024-06-01"])
    desk.sheet._region_field._moved_box.click()
    desk.says(regions=["DE"])


def test_a_longer_history_of_regions_is_kept(qtbot):
    desk = Desk(qtbot, regions=["US", "CA@2020-01-01", "DE@2024-06-01"])
    desk.date("In the present region since", "2024-07-01")
    desk.says(regions=["US", "CA@2020-01-01", "DE@2024-07-01"])


def test_a_place_that_is_not_known_is_answered_in_place_and_changes_nothing(desk):
    desk.choose("Region", "Germany")
    desk.write("Region", "Atlantis")
    desk.says(regions=["DE"])
    assert len(desk.changes) == 1
    assert any("The region 'Atlantis' is not known." in text for text in desk.texts())
    desk.write("Region", "France")
    desk.says(regions=["FR"])
    assert not any("Atlantis" in text for text in desk.texts())


@pytest.mark.parametrize(("words", "age"), [("Adult on all days", "adult"), ("Under 18", "minor")])
def test_an_age_is_chosen(desk, words, age):
    desk.choose("Age", words)
    desk.says(age=age)


def test_a_birth_date_is_given(desk):
    desk.choose("Age", "Born on")
    desk.says(born="1986-03-14")
    desk.date("Born on", "2009-05-01")
    desk.says(born="2009-05-01")
    desk.choose("Age", "Not said (adult is assumed)")
    desk.says()


def test_a_birth_date_that_cannot_be_is_answered_in_place(desk):
    desk.choose("Age", "Born on")
    desk.date("Born on", "2090-01-01")
    desk.says(born="1986-03-14")
    assert any("That birth date cannot be right." in text for text in desk.texts())


@pytest.mark.parametrize("setting", ["genai_improvement", "affiliate_ads_sharing"])
def test_a_main_setting_is_turned(desk, setting):
    name = desk.pack.settings[setting].name
    desk.choose(name, "Off")
    desk.says(settings=[f"{setting}=off"])
    desk.check(f"{name}: since when is known")
    desk.says(settings=[f"{setting}=off@2026-11-22"])
    desk.date(f"{name}: since", "2026-01-15")
    desk.says(settings=[f"{setting}=off@2026-01-15"])
    desk.choose(name, "On")
    desk.says(settings=[f"{setting}=on@2026-01-15"])
    desk.choose(name, "Never on")
    desk.says(settings=[f"{setting}=off@start"])
    desk.choose(name, "Not known (on is assumed)")
    desk.says()


def test_the_further_settings_unfold_and_act(desk):
    assert not any(box.accessibleName() == "Ads off LinkedIn" for box in desk.sheet.findChildren(QComboBox))
    desk.sheet._more_button.click()
    assert set(desk.sheet._setting_fields) == set(desk.pack.settings)
    desk.choose("Ads off LinkedIn", "Off")
    desk.choose("Data Processing Objection form", "Sent")
    desk.choose("LinkedIn activity data", "Never given")
    desk.says(settings=["ads_activity=off@start", "ads_off_linkedin=off", "objection_form=on"])
    desk.sheet._more_button.click()
    assert not desk.sheet._more_settings.isVisibleTo(desk.sheet)


def test_a_longer_history_of_a_setting_is_shown_and_kept(qtbot):
    history = ["genai_improvement=off@2025-11-10", "genai_improvement=on@2026-02-01"]
    desk = Desk(qtbot, settings=history)
    assert "As stated: off@2025-11-10, on@2026-02-01" in desk.texts()
    desk.choose("Age", "Adult on all days")
    desk.says(age="adult", settings=history)
    desk.choose(AI, "Off")
    desk.says(age="adult", settings=["genai_improvement=off@2026-02-01"])


def test_the_as_of_day_is_set_and_set_back(desk):
    desk.date("As of", "2025-11-03")
    desk.says(as_of="2025-11-03")
    desk.press("As of: Today")
    desk.says()
    assert desk.named(QDateEdit, "As of").date() == QDate(2026, 11, 22)


def test_off_without_a_date_moves_with_the_as_of_day(desk):
    desk.choose(AI, "Off")
    desk.date("As of", "2026-05-01")
    desk.says(settings=["genai_improvement=off"], as_of="2026-05-01")


def test_every_fact_is_taken_back_alone(qtbot):
    stated = {
        "regions": ["US", "DE@2024-06-01"],
        "age": None,
        "born": "1990-02-03",
        "settings": ["affiliate_ads_sharing=off", "genai_improvement=off@2026-01-15"],
        "as_of": "2026-05-01",
    }
    desk = Desk(qtbot, **stated)
    desk.holds(**stated)
    for name, empty in (
        ("Region", {"regions": []}),
        ("Age", {"born": None}),
        (AI, {"settings": ["affiliate_ads_sharing=off"]}),
    ):
        desk.press(f"{name}: Not stated")
        stated |= empty
        desk.says(**stated)


def test_a_suggestion_is_used_only_when_it_is_asked_for(desk):
    desk.press("Use this: Profile.csv, Geo Location suggests Germany")
    desk.says(regions=["DE"])
    assert "Profile.csv, Geo Location says so too: Germany" in desk.texts()
    assert desk.named(QComboBox, "Region").currentText() == "Germany"
    desk.press("Use this: Profile.csv, Birth Date suggests born 1986-03-14")
    desk.says(regions=["DE"], born="1986-03-14")
    desk.press("Use this: Ad_Targeting.csv, Member Age suggests adult")
    desk.says(regions=["DE"], age="adult")


def test_a_suggestion_leaves_what_was_stated_in_the_meantime(desk):
    desk.choose(AI, "Off")
    desk.press("Use this: Profile.csv, Geo Location suggests Germany")
    desk.says(regions=["DE"], settings=["genai_improvement=off"])


def test_a_suggested_region_leaves_the_earlier_one(qtbot):
    desk = Desk(qtbot, regions=["US", "FR@2024-06-01"])
    desk.press("Use this: Profile.csv, Geo Location suggests Germany")
    desk.says(regions=["US", "DE@2024-06-01"])


def test_every_fact_shows_how_it_is_known(qtbot):
    desk = Desk(qtbot, regions=["DE"], settings=["genai_improvement=off@2026-01-15"])
    shown = [text for text in desk.texts() if text in ("stated", "assumed")]
    assert shown == ["stated", "assumed", "stated", "assumed", "assumed"]


def test_what_comes_from_elsewhere_is_shown_and_told_to_nobody(desk):
    desk.show(parse_circumstances(desk.pack, regions=["FR"], age="minor", as_of="2026-01-01", today=archives.TODAY))
    assert desk.changes == []
    desk.holds(regions=["FR"], age="minor", as_of="2026-01-01")
    assert desk.named(QComboBox, "Region").currentText() == "France"
    assert desk.named(QComboBox, "Age").currentText() == "Under 18"


def test_enter_in_a_field_does_not_close_the_sheet(qtbot, desk):
    with qtbot.waitExposed(desk.sheet):
        desk.sheet.show()
    desk.write("Region", "Germany")
    assert desk.sheet.isVisible()


def test_the_wheel_scrolls_the_sheet_and_changes_no_fact(qtbot, desk):
    with qtbot.waitExposed(desk.sheet):
        desk.sheet.show()
    desk.sheet.setFocus()
    for box in (desk.named(QComboBox, "Age"), desk.named(QDateEdit, "As of")):
        box.clearFocus()
        middle = QPointF(box.rect().center())
        turn = QWheelEvent(
            middle,
            box.mapToGlobal(middle),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        box.wheelEvent(turn)
        assert not turn.isAccepted()
    assert desk.changes == []


def test_a_sheet_of_today_follows_the_clock(qtbot):
    sheet = CircumstancesDialog(archives.pack(), LIGHT)
    qtbot.addWidget(sheet)
    assert abs((sheet._today() - dt.datetime.now(dt.UTC).date()).days) <= 1


def test_everything_that_takes_the_focus_has_a_name(desk):
    desk.sheet._more_button.click()
    assert nameless(desk.sheet) == []


def test_every_label_of_a_field_leads_to_its_input(desk):
    desk.sheet._more_button.click()
    for field in desk.sheet._fields():
        assert field.title.buddy() is not None


@pytest.mark.parametrize("scale", [1, 2])
def test_nothing_is_clipped_at_the_least_size(qtbot, qapp, scale):
    normal, font = qapp.font(), qapp.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    qapp.setFont(font)
    try:
        desk = Desk(qtbot, regions=["US", "DE@2024-06-01"], born="1990-02-03", settings=["genai_improvement=off"])
        desk.sheet._more_button.click()
        with qtbot.waitExposed(desk.sheet):
            desk.sheet.show()
        qapp.processEvents()
        desk.sheet.resize(desk.sheet.minimumSizeHint().width(), 420)
        qapp.processEvents()
        assert clipped(desk.sheet) == []
    finally:
        qapp.setFont(normal)


def test_another_look_changes_no_fact(desk):
    desk.sheet.set_theme(DARK)
    assert desk.changes == []
