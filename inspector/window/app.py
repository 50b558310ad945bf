"""The application: one style, one palette, one way in which unexpected faults are shown."""

import sys
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from inspector.kept import Store, home
from inspector.window.main_window import MainWindow
from inspector.window.opening import Request


def run(request: Request | None) -> int:
    """Open the window, and in it what was asked for; returns when the last window is closed."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("a Qt application without widgets is running already")
    application.setApplicationName("Archive Inspector")
    application.setStyle("Fusion")
    window = MainWindow(Store(home()))
    _show_faults(window)
    window.show()
    QTimer.singleShot(0, window, window.tell_kept)
    if request is not None:
        QTimer.singleShot(0, window, lambda: window.open(request))
    return application.exec()


def _show_faults(window: MainWindow) -> None:
    """A fault in a slot is said in the window and on standard error, instead of vanishing."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        before(kind, error, trace)
        if isinstance(error, Exception):
            window.show_fault(error)

    sys.excepthook = hook
