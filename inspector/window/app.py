"""Starts the application: style, language, main window, and what is done after the first paint."""

import gc
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from inspector.i18n import Language
from inspector.settings import SettingsStore, config_dir
from inspector.window import late_imports, localization, startup
from inspector.window.main_window import MainWindow
from inspector.window.termination_watcher import TerminationWatcher

if TYPE_CHECKING:
    from inspector.window.open_request import OpenRequest

_PAINT_TIMEOUT_MS = 1000
"""The start goes on after so many milliseconds even without a paint: a minimised window is not painted."""


def run(request: "OpenRequest | None", language: Language | None = None) -> int:
    """Open the window, and ``request`` in it; returns the exit code when the last window is closed.

    ``language`` takes precedence over the saved one until another is chosen in the window.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("a Qt application without widgets is running already")
    startup.shorten_thread_switches()
    application.setApplicationName("Archive Inspector")
    application.setStyle("Fusion")
    disable_animations()
    store = SettingsStore(config_dir())
    localization.set_language(language or localization.resolve_language(store.settings.language))
    window = MainWindow(store)
    startup_tasks: list[Callable[[], object]] = [
        gc.enable,
        window.finish_startup,
        window.show_recent_and_notices,
        lambda: late_imports.install_crash_handler(application, window, store),
    ]
    if request is not None:
        startup_tasks.append(lambda: window.open(request))
    window.painted.connect(lambda: _run_next_task(window, startup_tasks))
    window.show()
    QTimer.singleShot(_PAINT_TIMEOUT_MS, window, lambda: _run_next_task(window, startup_tasks))
    watcher = TerminationWatcher(window)
    try:
        return application.exec()
    finally:
        watcher.close()


def disable_animations() -> None:
    """Switch off the animations of menus, tool tips and boxes."""
    for effect in Qt.UIEffect:
        QApplication.setEffectEnabled(effect, False)


def _run_next_task(window: MainWindow, tasks: list[Callable[[], object]]) -> None:
    """Run the tasks one per turn of the event loop, so that the window answers in between."""
    if tasks:
        tasks.pop(0)()
        QTimer.singleShot(0, window, lambda: _run_next_task(window, tasks))
