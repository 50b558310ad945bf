"""The application: one style, one palette, one way in which unexpected faults are shown."""

import gc
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, qVersion
from PySide6.QtWidgets import QApplication

from inspector.i18n import Language
from inspector.settings import Store, home
from inspector.window import localization
from inspector.window.main_window import MainWindow

if TYPE_CHECKING:
    from inspector.window.open_request import Request

TURN = 0.0005
"""How long a worker may keep the interpreter while the window waits for it, in seconds: a page that is painted asks
for it a thousand times."""

_UNPAINTED = 1000
"""After how many milliseconds the rest is done for a window that nobody sees, as one that starts minimised."""


def run(request: "Request | None", language: Language | None = None) -> int:
    """Open the window, and in it what was asked for; returns when the last window is closed.

    ``language`` goes before the one that is kept, until another one is chosen in the window.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("a Qt application without widgets is running already")
    sys.setswitchinterval(TURN)
    application.setApplicationName("Archive Inspector")
    application.setStyle("Fusion")
    hold_still()
    store = Store(home())
    localization.speak(language or localization.wanted(store.kept.language))
    window = MainWindow(store)
    later: list[Callable[[], object]] = [
        gc.enable,
        window.settle,
        window.tell_kept,
        lambda: _watch(application, window, store),
    ]
    if request is not None:
        later.append(lambda: window.open(request))
    window.painted.connect(lambda: _in_turn(window, later))
    window.show()
    QTimer.singleShot(_UNPAINTED, window, lambda: _in_turn(window, later))
    return application.exec()


def hold_still() -> None:
    """Have nothing slide or fade in, whatever the system does by itself: a menu is there at once."""
    for effect in Qt.UIEffect:
        QApplication.setEffectEnabled(effect, False)


def _in_turn(window: MainWindow, later: list[Callable[[], object]]) -> None:
    """Do what is still to do, each in a turn of its own, so that the window answers in between."""
    if later:
        later.pop(0)()
        QTimer.singleShot(0, window, lambda: _in_turn(window, later))


def _watch(application: QApplication, window: MainWindow, store: Store) -> None:
    """Once the window is there: note versions, and see to it that no fault vanishes.

    What writes settings is loaded with it, so that a disk at fault later meets a program that is all there.
    """
    import platform

    from inspector import __version__
    from inspector.settings.log import Log
    from inspector.window.dialogs.crash_dialog import Faults

    log = Log(lambda: store.log_folder)
    log.versions({"inspector": __version__, "python": platform.python_version(), "qt": qVersion()})
    faults = Faults(window, store, log)
    application.aboutToQuit.connect(faults.close)
