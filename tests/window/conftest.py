"""What holds for every window test: Qt logs no warning, and nothing of a test lives on after it."""

import gc
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

from inspector.settings import SettingsStore
from inspector.window.jobs import Jobs
from inspector.window.main_window import MainWindow
from tests.window import hand

HERE = Path(__file__).parent
OF_THE_PLATFORM = ("This plugin does not support", "OpenType support missing")
"""What Qt says of itself where it draws into memory, or finds few fonts; no fault of the window."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder; the hook is handed those of the other folders too.

    A marker and not a setting in ``pyproject.toml``: pytest refuses the setting where the Qt plug-in is off.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*OF_THE_PLATFORM, extend=True))


class Begun:
    """The timers, pools and threads that a test has made, each with the line that made it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[tuple[QTimer | QThreadPool | QThread, str]] = []
        for kind in (QTimer, QThreadPool, QThread):
            self._watch(monkeypatch, kind)

    def _watch(self, monkeypatch: pytest.MonkeyPatch, kind: type) -> None:
        begin = kind.__init__

        def watched(made, *arguments, **named) -> None:
            begin(made, *arguments, **named)
            self.made.append((made, _where()))

        monkeypatch.setattr(kind, "__init__", watched)

    def left(self) -> list[str]:
        """What is still at work."""
        return [f"{type(made).__name__} made at {where}" for made, where in self.made if _at_work(made)]


def _where() -> str:
    """The innermost line of ours."""
    ours = [frame for frame in traceback.extract_stack() if "inspector" in frame.filename or "tests" in frame.filename]
    frame = ours[-3] if len(ours) > 2 else ours[0]
    return f"{frame.filename}:{frame.lineno}"


def _at_work(made: QTimer | QThreadPool | QThread) -> bool:
    try:
        if isinstance(made, QTimer):
            return made.isActive()
        if isinstance(made, QThreadPool):
            return made.activeThreadCount() > 0
        return made.isRunning()
    except RuntimeError:  # Qt has deleted it, and with it what it was at
        return False


@pytest.fixture(autouse=True)
def _nothing_left(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a timer, pool or thread at work or a window in sight, and say which.

    It looks last: windows given to ``qtbot`` and all other fixtures are gone by then.
    """
    begun = Begun(monkeypatch)
    yield
    end = time.monotonic() + 2
    while (left := begun.left()) and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)
    seen = [f"{type(top).__name__} {top.windowTitle()!r}" for top in QApplication.topLevelWidgets() if top.isVisible()]
    assert left == [], f"still at work: {', '.join(left)}"
    assert seen == [], f"still in sight: {', '.join(seen)}"


@pytest.fixture
def jobs(qtbot) -> Iterator[Jobs]:
    """A runner of long work, closed when the test is over."""
    made = Jobs()
    yield made
    made.close()
    qtbot.wait(1)  # what was delivered meanwhile is let go before the jobs are


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    """The whole window, in sight, light, with nothing open; closed and gone when the test is over."""
    before = qapp.palette()
    store = SettingsStore(None)
    store.change(theme="light")
    made = MainWindow(store)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    qapp.setPalette(before)


@pytest.fixture
def demo_window(window: MainWindow, demo_zip: Path) -> MainWindow:
    """The window with the sample's archive open."""
    hand.opened(window, demo_zip)
    return window


@pytest.fixture
def demo_zip(tmp_path: Path) -> Path:
    """The sample as an archive."""
    from inspector.archive.demo import zip_demo

    return zip_demo(tmp_path)
