"""The strip shows each fact with its origin, always, whatever the width."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from inspector.window.details.circumstances_strip import CircumstancesStrip
from tests import archives
from tests.window.looking import clipped, nameless
from tests.window.palettes import DARK, LIGHT


@pytest.fixture
def strip(qtbot):
    made = CircumstancesStrip(LIGHT)
    qtbot.addWidget(made)
    return made


def said(strip):
    return [cell.accessibleName() for cell in strip._cells]


def test_it_names_every_fact_with_its_value_and_origin(strip):
    strip.show_exposure(archives.judged(archives.demo(), "DE", settings=["genai_improvement=off@2026-01-15"]))
    assert said(strip) == [
        "Region: EU and EEA (DE) (stated)",
        "Age: adult (stated)",
        "AI setting: on; off since 2026-01-15 (stated)",
        "Ad sharing: on (assumed)",
        "As of: 2026-11-22 (stated)",
    ]


def test_it_says_what_the_archive_suggests_where_a_fact_is_assumed(strip):
    strip.show_exposure(archives.judged(archives.demo(), age="unknown"))
    region, age = said(strip)[:2]
    assert region == "Region: Rest of the world (ROW) (assumed; Profile.csv, Geo Location suggests Germany)"
    assert age == "Age: adult (assumed; Profile.csv, Birth Date suggests born 1986-03-14)"
    strip.show_exposure(archives.judged(archives.demo(), "DE"))
    assert said(strip)[0] == "Region: EU and EEA (DE) (stated)"


def test_change_is_asked_for_by_mouse_and_keyboard(qtbot, strip):
    strip.show_exposure(archives.judged(archives.demo(), "DE"))
    button = strip.findChild(QPushButton)
    with qtbot.waitSignal(strip.change_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(strip.change_requested):
        qtbot.keyClick(button, Qt.Key.Key_Space)


@pytest.mark.parametrize("scale", [1, 2])
def test_it_fits_a_window_and_its_button_is_whole(qtbot, qapp, scale):
    normal, font = qapp.font(), qapp.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    qapp.setFont(font)
    try:
        strip = CircumstancesStrip(LIGHT)
        qtbot.addWidget(strip)
        strip.show_exposure(archives.judged(archives.demo(), age="unknown"))
        strip.resize(1000, strip.sizeHint().height())
        with qtbot.waitExposed(strip):
            strip.show()
        assert strip.width() == 1000
        assert clipped(strip) == []
        assert nameless(strip) == []
        assert all(cell.width() >= cell.minimumSizeHint().width() for cell in strip._cells)
    finally:
        qapp.setFont(normal)


def test_it_draws_in_both_looks(strip):
    strip.show_exposure(archives.judged(archives.demo(), "DE"))
    light = strip.grab().toImage()
    strip.set_theme(DARK)
    assert strip.grab().toImage() != light
