"""Colours that can be read and marks that can be told apart, in every theme, and by people who see no colours."""

import itertools
import statistics
import tomllib

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

from inspector.policy import Outcome
from inspector.resources import resources_dir
from inspector.window.widgets.outcome_chart import paint_fill
from inspector.window.widgets.theme import (
    HATCHES,
    LIMITED,
    OUTSIDE,
    build_palette,
    contrast_ratio,
    list_theme_names,
    load_theme,
    paint_mark,
)
from tests.window.palettes import ALL, LIGHT, pairs

THEMES = pytest.mark.parametrize("theme", ALL, ids=lambda theme: theme.name)
KEYS = (*(outcome.value for outcome in Outcome), OUTSIDE)


def test_contrast_is_that_of_wcag():
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast_ratio("#123456", "#123456") == pytest.approx(1)


@THEMES
def test_whatever_is_seen_is_far_enough_from_what_it_is_seen_on(theme):
    assert [f"{pair.name}: {pair.ratio:.2f} of {pair.least}" for pair in pairs(theme) if not pair.holds] == []


def test_a_theme_of_high_contrast_asks_for_more():
    least = {pair.name: pair.least for pair in pairs(LIGHT)}
    assert any(theme.contrast and theme.dark for theme in ALL)
    assert any(theme.contrast and not theme.dark for theme in ALL)
    for theme in ALL:
        if theme.contrast:
            more = {pair.name: pair.least for pair in pairs(theme)}
            assert more.keys() == least.keys()
            assert all(more[name] == 7 for name in least if least[name] == 4.5)


def test_a_theme_is_one_file(tmp_path, monkeypatch):
    written = (resources_dir() / "themes" / "dark.toml").read_text("utf-8")
    (tmp_path / "night.toml").write_text(written.replace('title = "Dark"', 'title = "Night"'), "utf-8")
    monkeypatch.setattr("inspector.window.widgets.theme._folder", lambda: tmp_path)
    assert list_theme_names() == ("night",)
    assert load_theme("night").title == "Night"
    with pytest.raises(KeyError):
        load_theme("gone")


@THEMES
def test_every_outcome_has_colours_and_a_hatch_of_its_own(theme):
    assert set(theme.outcomes) == set(KEYS)
    assert set(HATCHES) == {*KEYS, LIMITED}
    assert len(set(HATCHES.values())) == len(HATCHES)


@THEMES
def test_a_theme_holds_nothing_but_whole_colours(theme):
    told = tomllib.loads((resources_dir() / "themes" / f"{theme.name}.toml").read_text("utf-8"))
    colours = [*told["colours"].values(), *itertools.chain(*told["outcomes"].values())]
    assert [colour for colour in colours if QColor(colour).name() != colour] == []


FILLS = (*((key, False) for key in KEYS), ("could_be_used", True))


def shades(theme, key, limited):
    """The greys of a filled surface, 0 to 255, row by row."""
    image = QImage(24, 24, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_fill(painter, QRectF(0, 0, 24, 24), key, limited, theme)
    painter.end()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return [grey.pixelColor(x, y).value() for y in range(24) for x in range(24)]


def grain(greys):
    """The pattern of a surface alone: how each grey stands to the middle, in parts of the widest span; all 0: none."""
    middle, span = statistics.fmean(greys), max(greys) - min(greys)
    return [(grey - middle) / span if span else 0.0 for grey in greys]


@THEMES
def test_without_colours_no_two_outcomes_in_a_bar_have_the_same_pattern(qapp, theme):
    grains = {fill: grain(shades(theme, *fill)) for fill in FILLS}
    for one, other in itertools.combinations(FILLS, 2):
        apart = statistics.fmean(abs(a - b) for a, b in zip(grains[one], grains[other], strict=True))
        assert apart > 0.08, f"{one} and {other} look alike: {apart:.3f}"


@THEMES
def test_a_pattern_is_seen_on_its_colour_without_colours(qapp, theme):
    least = 2.0 if theme.contrast else 1.4
    for key, limited in FILLS:
        greys = shades(theme, key, limited)
        seen = contrast_ratio(*(f"#{grey:02x}{grey:02x}{grey:02x}" for grey in (min(greys), max(greys))))
        assert (seen == 1) is ((key, limited) == ("could_be_used", False)), f"{key}: {seen:.2f}"
        assert seen == 1 or seen >= least, f"the pattern of {key} is too faint: {seen:.2f}"


@THEMES
def test_the_palette_holds_the_colours_of_the_theme(theme):
    made = build_palette(theme)
    assert made.color(QPalette.ColorRole.Window) == QColor(theme.window)
    assert made.color(QPalette.ColorRole.Text) == QColor(theme.text)
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == QColor(theme.muted)


def drawn(qapp, key, side):
    """Which pixels a mark covers, whatever its colour."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_mark(painter, QRectF(0, 0, side, side), key, LIGHT)
    painter.end()
    return frozenset((x, y) for x in range(side) for y in range(side) if image.pixelColor(x, y).alpha() > 127)


@pytest.mark.parametrize("side", [12, 16, 32])
def test_marks_are_told_apart_by_shape_alone(qapp, side):
    shapes = {key: drawn(qapp, key, side) for key in KEYS}
    assert all(shapes.values())
    for one, other in itertools.combinations(KEYS, 2):
        assert len(shapes[one] ^ shapes[other]) >= side
