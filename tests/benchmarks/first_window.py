"""How long until the first page is painted, against an empty PySide6 window; fresh processes, in turn.

Both are timed from the start of the interpreter to the end of the first paint, on the platform that
``QT_QPA_PLATFORM`` or the display gives; ``offscreen`` where there is none. Ours finds the settings of somebody who
has used it before.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks import archives
from tests.benchmarks.frame import Measure, Run, Size, Stopwatch

# The window's own paint event tells: a filter on all events would be paid for by the window that has more of them.
_PAINTED = """
import os

def told():
    os.write(1, b"painted")
    os._exit(0)

def paint(window, event):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QMainWindow

    QMainWindow.paintEvent(window, event)
    QTimer.singleShot(0, told)
"""
EMPTY = f"""{_PAINTED}
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    paintEvent = paint

application = QApplication(["empty"])
application.setStyle("Fusion")
window = Window()
window.resize(1200, 800)
window.show()
application.exec()
"""
# Nothing is loaded for ours that it would not load by itself, nor earlier: its class is changed as it is loaded.
OURS = f"""{_PAINTED}
import sys
from importlib.util import find_spec

class Loaded:
    def find_spec(self, name, path, target=None):
        if name == "inspector.window.main_window":
            sys.meta_path.remove(self)
            found = find_spec(name)
            run = found.loader.exec_module

            def exec_module(module):
                run(module)
                module.MainWindow.paintEvent = paint

            found.loader.exec_module = exec_module
            return found

sys.meta_path.insert(0, Loaded())

from inspector.cli import main

main([])
"""


def taken(code: str, environment: dict[str, str]) -> Run:
    """What a fresh process costs from its start until it says that it has painted."""
    watch, begun = Stopwatch(), time.perf_counter()
    with (
        watch,
        subprocess.Popen(  # noqa: S603 - the same interpreter, with code from above
            [sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, cwd=Path(__file__).parents[2]
        ) as process,
    ):
        said = process.stdout.read(7) if process.stdout is not None else b""
        seconds = time.perf_counter() - begun
    if said != b"painted":
        raise RuntimeError(f"no window was painted, exit code {process.returncode}")
    return Run(seconds, watch.cpu)


def _environment(compiled: Path) -> dict[str, str]:
    environment = dict(os.environ)
    if not any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has been compiled once, too
    environment["PYTHONPYCACHEPREFIX"] = str(compiled)
    environment["XDG_CONFIG_HOME"] = str(compiled / "config")
    return environment


def empty(subject: Path) -> Run:
    """An empty window; ``subject`` is where what was compiled is kept."""
    return taken(EMPTY, _environment(subject))


def ours(subject: Path) -> Run:
    """Our window with its first page."""
    return taken(OURS, _environment(subject))


def _compiled(_size: Size) -> Path:
    from inspector.settings import RecentArchives, SettingsStore

    path = archives.STORE / "compiled"
    path.mkdir(parents=True, exist_ok=True)
    kept = SettingsStore(path / "config" / "archive-inspector")
    kept.change(
        page="items", text_scale=100, keep_recent=True, recent=(RecentArchives("mine.zip", ("/nowhere/mine.zip",)),)
    )
    return path


MEASURES = (
    Measure(
        "first_window",
        "first window",
        "an empty PySide6 window",
        ours,
        empty,
        {"typical": 1.35},
        _compiled,
        ("typical",),
        rounds=9,
    ),
)
