"""Nothing moves by itself, and nothing is told by colour alone."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QProgressBar

import inspector.window
from inspector.window.app import disable_animations
from inspector.window.open_request import OpenRequest
from inspector.window.opening_bar import OpeningBar
from inspector.window.widgets.outcome_chart import paint_fill
from inspector.window.widgets.theme import LIMITED, list_theme_names, load_theme

MOVES = re.compile(r"QPropertyAnimation|QVariantAnimation|QTimeLine|QMovie|setAnimated\(True|setRange\(0, 0\)")
"""What would move: an animation, a moving picture, a bar that runs to and fro without saying how far it is."""


def test_no_part_of_the_window_is_animated():
    for module in Path(inspector.window.__file__).parent.glob("*.py"):
        found = MOVES.search(module.read_text("utf-8"))
        assert found is None, f"{module.name} says {found}"


def test_the_program_switches_the_effects_of_the_system_off(qapp):
    QApplication.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, True)
    disable_animations()
    assert [effect for effect in Qt.UIEffect if QApplication.isEffectEnabled(effect)] == []


def test_the_bar_that_opens_says_how_far_it_is_from_the_start(qtbot):
    started = SimpleNamespace(start=lambda *_: object(), cancel=lambda _job: None)
    bar = OpeningBar(lambda: started)
    qtbot.addWidget(bar)
    bar.open(OpenRequest())
    (progress,) = bar.findChildren(QProgressBar)
    assert (progress.minimum(), progress.value(), progress.maximum()) == (0, 0, 100)
    bar.cancel()


def grey(theme, key, limited):
    """A stretch of a bar, as one sees it who sees no colours."""
    picture = QImage(24, 24, QImage.Format.Format_RGB32)
    picture.fill(QColor(theme.base))
    painter = QPainter(picture)
    paint_fill(painter, picture.rect().toRectF(), key, limited, theme)
    painter.end()
    shades = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    least = min(shades.pixelColor(x, y).value() for x in range(24) for y in range(24))
    return tuple(shades.pixelColor(x, y).value() > least for y in range(24) for x in range(24))


@pytest.mark.parametrize("name", list_theme_names())
def test_the_parts_of_a_bar_are_told_apart_by_their_hatch_alone(qapp, name):
    theme = load_theme(name)
    keys = [*theme.outcomes, LIMITED]
    seen = {key: grey(theme, "could_be_used" if key == LIMITED else key, key == LIMITED) for key in keys}
    assert len(set(seen.values())) == len(keys)
