"""The walk through the whole window, step by step the same as on a real display, here without one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.window.walk import Walk


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "theme", "text"),
    [((1200, 800), "light", 100), ((900, 600), "dark", 100), ((900, 600), "contrast-dark", 200)],
    ids=["large", "small-dark", "poor-sight"],
)
def test_every_page_and_state_is_walked_through(qapp, tmp_path, size, theme, text):
    before, letters = qapp.palette(), qapp.font()
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    pictures, place = tmp_path / "pictures", tmp_path / "place"
    pictures.mkdir()
    place.mkdir()
    walk = Walk(pictures, place, size, theme, text)
    try:
        walk.go()
    finally:
        walk.window.close()
        walk.window.deleteLater()
        qapp.setPalette(before)
        qapp.setFont(letters)
    assert walk.faults == []
    assert len(list(pictures.glob("*.png"))) > 40
