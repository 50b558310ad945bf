"""Before the first paint the window imports nothing heavy and opens no connection, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "numpy",
    "pyarrow",
    "pandas",
    "msgspec",
    "openpyxl",
    "jinja2",
    "isal",
    "stringzilla",
    "charset_normalizer",
    "PySide6.QtNetwork",
    "QtWidgets.QCalendarWidget",  # loaded with all other widgets, as soon as one is met that Python did not make
)
"""Modules of others that no first window needs; what they would cost is most of a second."""
PAINTED = """
import builtins
import sys

connections, loaded, plain = [], {}, builtins.__import__
sys.addaudithook(lambda event, _arguments: connections.append(event) if event.startswith("socket.") else None)
from inspector.window.display import explain_missing_window
explain_missing_window()
from PySide6 import QtWidgets
from PySide6.QtCore import QTimer
from inspector.cli import main
from inspector.window.localization import current_language
from inspector.window.pages.welcome_page import WelcomePage

def painted():
    loaded.update(sys.modules)
    loaded.update(dict.fromkeys(f"QtWidgets.{name}" for name in vars(QtWidgets)))
    QTimer.singleShot(0, QtWidgets.QApplication.quit)

made = WelcomePage.__init__

def make(page):
    made(page)
    page.painted.connect(painted)

WelcomePage.__init__ = make
application = QtWidgets.QApplication(["inspector"])
QTimer.singleShot(20_000, lambda: application.exit(9))
code = main([])
print("code", code)
print("spoken", current_language().tag)
print("loaded", *sorted(loaded))
print("connections", *connections)
print("import", builtins.__import__ is plain)
"""


@pytest.mark.parametrize(("system", "spoken"), [("en_GB.UTF-8", "en"), ("de_DE.UTF-8", "de")])
def test_nothing_heavy_is_loaded_when_the_first_page_is_painted(system, spoken):
    ran = subprocess.run(  # noqa: S603 - the same interpreter, with code from above
        [sys.executable, "-c", PAINTED],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONPATH": "", "LANG": system, "LC_ALL": system, "LANGUAGE": ""},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    said = dict(line.partition(" ")[::2] for line in ran.stdout.splitlines())
    loaded = said["loaded"].split()
    assert said["code"] == "0"
    assert said["connections"] == ""
    assert said["spoken"] == spoken
    assert said["import"] == "True", "every module that is loaded from now on is read as text by PySide"
    assert "inspector.window.main_window" in loaded
    assert [name for name in HEAVY if name in loaded] == []
