"""The pictures of the pages are lines in one colour, sharp at any size, heavier in a theme of high contrast."""

import re

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from inspector.resources import resources_dir
from inspector.window.page_list import list_pages
from inspector.window.widgets.icons import IconPainter

RASTER = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".ico", ".webp")
NAMES = sorted(entry.icon for entry in list_pages())


def drawn(name, side, scale=1.0, colour="#000000", heavy=False):
    """A picture as it is drawn on a screen of some scale."""
    image = QImage(round(side * scale), round(side * scale), QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    IconPainter().paint(painter, QRectF(0, 0, side, side), name, colour, heavy)
    painter.end()
    image.setDevicePixelRatio(1)
    return image


def ink(image):
    """How much of a picture is covered, 0 to 1."""
    pixels = [image.pixelColor(x, y).lightnessF() for x in range(image.width()) for y in range(image.height())]
    return 1 - sum(pixels) / len(pixels)


def test_no_resource_is_a_picture_of_pixels():
    waiting, found = [resources_dir()], []
    while waiting:
        for each in waiting.pop().iterdir():
            waiting += [each] if each.is_dir() else []
            found += [each.name] if each.name.endswith(RASTER) else []
    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_names_no_colour_of_its_own(name):
    drawing = (resources_dir() / "icons" / f"{name}.svg").read_text("utf-8")
    assert set(re.findall(r'(?:fill|stroke|stop-color|color)="([^"]+)"', drawing)) == {"none", "currentColor"}
    assert "style=" not in drawing
    assert "#" not in drawing


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_has_the_colour_that_it_is_drawn_in(qapp, name):
    image = drawn(name, 64, colour="#2458b8")
    colours = {image.pixelColor(x, y).name() for x in range(64) for y in range(64)}
    assert "#2458b8" in colours
    assert {QColor(colour).hue() for colour in colours if QColor(colour).saturation() > 20} <= set(range(210, 225))


@pytest.mark.parametrize("name", NAMES)
def test_at_two_pixels_to_the_point_a_picture_is_drawn_anew_and_not_enlarged(qapp, name):
    sharp = drawn(name, 16, scale=2.0)
    assert sharp == drawn(name, 32)
    enlarged = drawn(name, 16).scaled(32, 32, mode=Qt.TransformationMode.SmoothTransformation)
    assert sharp != enlarged.convertToFormat(sharp.format())


@pytest.mark.parametrize("name", NAMES)
def test_in_high_contrast_the_lines_are_heavier(qapp, name):
    assert ink(drawn(name, 32, heavy=True)) > 1.2 * ink(drawn(name, 32))


def test_a_picture_that_is_not_there_draws_nothing(qapp):
    assert ink(drawn("no such picture", 16)) == 0
