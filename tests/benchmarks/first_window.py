"""How long until the first page is painted, against an empty PySide6 window; fresh processes, in turn.

    python -m tests.benchmarks.first_window

Both are timed from the start of the interpreter to the end of the first paint, on the platform that
``QT_QPA_PLATFORM`` or the display gives; ``offscreen`` where there is none.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import PySide6

ROUNDS = 7
GOAL = 1.35

# The window's own paint event tells: a filter on all events would be paid for by the window that has more of them.
_PAINTED = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

def told():
    os.write(1, b"painted")
    os._exit(0)

def paint(window, event):
    QMainWindow.paintEvent(window, event)
    QTimer.singleShot(0, told)
"""
EMPTY = f"""{_PAINTED}
class Window(QMainWindow):
    paintEvent = paint

application = QApplication(["empty"])
application.setStyle("Fusion")
window = Window()
window.resize(1200, 800)
window.show()
application.exec()
"""
OURS = f"""{_PAINTED}
from inspector.cli import main
from inspector.window.main_window import MainWindow

MainWindow.paintEvent = paint
main([])
"""


def seconds(code: str, environment: dict[str, str]) -> float:
    """The seconds from the start of a fresh process until it says that it has painted."""
    begun = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - the same interpreter, with code from above
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, cwd=Path(__file__).parents[2]
    ) as process:
        said = process.stdout.read(7) if process.stdout is not None else b""
        taken = time.perf_counter() - begun
    if said != b"painted":
        raise RuntimeError(f"no window was painted, exit code {process.returncode}")
    return taken


def main() -> int:
    """Measure and print; returns 1 where the goal is missed."""
    environment = dict(os.environ)
    if not any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has been compiled once, too
    empty, ours = [], []
    with tempfile.TemporaryDirectory() as compiled:
        environment["PYTHONPYCACHEPREFIX"] = compiled
        seconds(EMPTY, environment), seconds(OURS, environment)  # compiles, and brings all files into memory
        for _ in range(ROUNDS):
            empty.append(seconds(EMPTY, environment))
            ours.append(seconds(OURS, environment))
    ratio = statistics.median(ours) / statistics.median(empty)
    for name, taken in (("empty window", empty), ("first window", ours)):
        spread = f"{min(taken):.3f} to {max(taken):.3f}"
        print(f"{name}: median {statistics.median(taken):.3f} s of {ROUNDS} fresh starts ({spread})")
    print(f"ratio {ratio:.2f}, goal {GOAL}")
    where = environment.get("QT_QPA_PLATFORM", "display")
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, {where}")
    print(f"Python {platform.python_version()}, PySide6 {PySide6.__version__}")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
