"""A person's hand on the whole window: it drops, waits until the work is done, and looks at what is shown."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from inspector.window.main_window import MainWindow
from tests.window.drivers import drive

PATIENCE = 30.0
"""How long something may take on a busy machine, in seconds."""


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Let the window live until something holds; raises ``AssertionError`` where it never does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"waited in vain for: {what}"
        QTest.qWait(0)
        time.sleep(0.005)  # not by Qt, whose waiting keeps the interpreter from the work that is waited for


def settled(window: MainWindow) -> bool:
    """Whether nothing is under way any more and no key waits to take effect."""
    items = drive(window).pages.built_page("items") if drive(window).has_pages else None
    typing = items is not None and drive(items).typing_timer.isActive()
    return not drive(window).is_busy and not typing


def settle(window: MainWindow) -> None:
    """Let the window finish what it is at."""
    wait_until(lambda: settled(window), "the end of the work")
    QApplication.processEvents()


def drop(window: MainWindow, *paths: Path) -> bool:
    """Drop files or folders on the window; returns whether it took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy = QPointF(window.rect().center()), Qt.DropAction.CopyAction
    state = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(place.toPoint(), copy, *state)
    entering.ignore()
    QApplication.sendEvent(window, entering)
    if not entering.isAccepted():
        return False
    falling = QDropEvent(place, copy, *state)
    QApplication.sendEvent(window, falling)
    return True


def opened(window: MainWindow, *paths: Path) -> None:
    """Drop archives and wait until they are read."""
    assert drop(window, *paths)
    settle(window)


def texts(top: QWidget) -> list[str]:
    """What the labels in sight say, without the places where a long word may be broken."""
    said = [label.text() for label in top.findChildren(QLabel) if label.isVisibleTo(top)]
    return [text.replace("\u200b", "") for text in said if text]
