"""A request to end the process closes the window in order, also while nothing happens and while a dialog is open."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from inspector.exit_codes import EXIT_INTERRUPTED
from inspector.window.termination_watcher import TerminationWatcher
from tests import archives

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from inspector.window import app
from inspector.window.main_window import MainWindow
from inspector.window.open_request import OpenRequest

number, state, archive = signal.Signals[sys.argv[1]], sys.argv[2], Path(sys.argv[3])
# Whoever runs the tests may have ignored it (nohup).
signal.signal(number, signal.default_int_handler if number is signal.SIGINT else signal.SIG_DFL)
application = QApplication(sys.argv[:1])

def send():
    window = next(each for each in application.topLevelWidgets() if isinstance(each, MainWindow))
    application.aboutToQuit.connect(lambda: print("about to quit", "hidden" if window.isHidden() else "shown"))
    if state == "dialog":
        QTimer.singleShot(0, lambda: QMessageBox(window).exec())
        QTimer.singleShot(400, lambda: os.kill(os.getpid(), number))
    else:
        os.kill(os.getpid(), number)

QTimer.singleShot(50 if state == "opening" else 1500, send)
QTimer.singleShot(20_000, lambda: os._exit(99))
code = app.run(OpenRequest((archive,)))
sys.exit(code)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("state", ["idle", "opening", "dialog"])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_request_to_end_closes_the_window_in_order(tmp_path: Path, name: str, state: str) -> None:
    archive = archives.zipped(tmp_path, {"Profile.csv": archives.PROFILE, "Skills.csv": "Name\nKnitting\n"})
    ran = subprocess.run(  # noqa: S603 - the test's own code
        [sys.executable, "-c", PROGRAM, name, state, str(archive)],
        cwd=ROOT,
        env={**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": "", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == EXIT_INTERRUPTED, ran.stderr
    assert "about to quit hidden" in ran.stdout
    assert "Traceback" not in ran.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_the_watcher_gives_the_signals_back_and_leaves_an_ignored_one_ignored(qtbot):
    numbers = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    found = {number: signal.signal(number, signal.SIG_DFL) for number in numbers}
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        window = QWidget()
        qtbot.addWidget(window)
        watcher = TerminationWatcher(window)
        assert {number: callable(signal.getsignal(number)) for number in numbers[::2]} == dict.fromkeys(
            numbers[::2], True
        )
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        watcher.close()
        assert [signal.getsignal(number) for number in numbers] == [signal.SIG_DFL, signal.SIG_IGN, signal.SIG_DFL]
        assert signal.set_wakeup_fd(-1) == -1
    finally:
        for number, handler in found.items():
            signal.signal(number, handler)
