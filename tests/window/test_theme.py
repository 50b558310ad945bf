"""Colours that can be read and marks that can be told apart, in both looks."""

import itertools

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

from inspector.policy import Outcome
from inspector.window.theme import DARK, HATCHES, LIGHT, LIMITED, OUTSIDE, contrast, paint_mark, palette, readable_on

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
KEYS = (*(outcome.value for outcome in Outcome), OUTSIDE)


def surfaces(theme):
    return (theme.window, theme.base, theme.alternate)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == pytest.approx(1)


@THEMES
def test_every_text_is_readable_on_every_surface(theme):
    texts = (theme.text, theme.muted, theme.accent, theme.warning, *(words for _mark, words in theme.outcomes.values()))
    assert [pair for pair in itertools.product(texts, surfaces(theme)) if contrast(*pair) < 4.5] == []
    assert contrast(theme.accent_text, theme.accent) >= 4.5


@THEMES
def test_every_mark_is_seen_on_every_surface(theme):
    marks = [mark for mark, _words in theme.outcomes.values()]
    assert [pair for pair in itertools.product(marks, surfaces(theme)) if contrast(*pair) < 3] == []


@THEMES
def test_a_number_in_a_bar_is_readable(theme):
    assert [mark for mark, _ in theme.outcomes.values() if contrast(readable_on(mark), mark) < 4.5] == []


@THEMES
def test_every_outcome_has_colours_and_a_hatch_of_its_own(theme):
    assert set(theme.outcomes) == set(KEYS)
    assert set(HATCHES) == {*KEYS, LIMITED}
    assert len(set(HATCHES.values())) == len(HATCHES)


@THEMES
def test_the_palette_holds_the_colours_of_the_theme(theme):
    made = palette(theme)
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
