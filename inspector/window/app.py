"""The application: one style, one palette, one way in which unexpected faults are shown."""

import platform
import sys

from PySide6.QtCore import QTimer, qVersion
from PySide6.QtWidgets import QApplication

from inspector import __version__
from inspector.kept import Store, home
from inspector.language import Language
from inspector.window import saying
from inspector.window.main_window import MainWindow
from inspector.window.opening import Request

_TURN = 0.0005
"""How long a worker may keep the interpreter while the window waits for it, in seconds: a page that is painted asks
for it a thousand times."""


def run(request: Request | None, language: Language | None = None) -> int:
    """Open the window, and in it what was asked for; returns when the last window is closed.

    ``language`` goes before the one that is kept, until another one is chosen in the window.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("a Qt application without widgets is running already")
    sys.setswitchinterval(_TURN)
    application.setApplicationName("Archive Inspector")
    application.setStyle("Fusion")
    store = Store(home())
    saying.speak(language or saying.wanted(store.kept.language))
    window = MainWindow(store)
    window.show()
    QTimer.singleShot(0, window, window.tell_kept)
    QTimer.singleShot(0, window, lambda: _watch(application, window, store))
    if request is not None:
        QTimer.singleShot(0, window, lambda: window.open(request))
    return application.exec()


def _watch(application: QApplication, window: MainWindow, store: Store) -> None:
    """Once the window is there: note versions, and see to it that no fault vanishes."""
    from inspector.kept.log import Log
    from inspector.window.crash_dialog import Faults

    log = Log(lambda: store.log_folder)
    log.versions({"inspector": __version__, "python": platform.python_version(), "qt": qVersion()})
    faults = Faults(window, store, log)
    application.aboutToQuit.connect(faults.close)
