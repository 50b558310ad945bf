"""Where no window can be opened the report comes as text, with the reason, instead of Qt ending the process."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.window import display
from tests import archives

ROOT = Path(__file__).parents[2]
PACKAGES = ("libegl1", "libgl1", "libxcb-cursor0", "libxkbcommon-x11-0")


def run(*words, code="import sys; from inspector.cli import main; sys.exit(main())", **environment):
    """The program in a process of its own, on a machine that looks as the environment says."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    clean = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.run(  # noqa: S603 - the same interpreter, with code from above
        [sys.executable, "-c", code, *map(str, words)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env=clean | environment,
        check=False,
    )


@pytest.fixture
def archive(tmp_path):
    return archives.zipped(tmp_path, {"Profile.csv": archives.PROFILE, "Skills.csv": "Name\nKnitting\n"})


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have a display always")
def test_without_a_display_the_report_is_printed_with_the_reason(archive):
    ran = run(archive, "--region", "DE")
    assert ran.returncode == 0, ran.stderr
    assert "No window, because there is no display here; this is the report as text." in ran.stderr
    assert "could be used" in ran.stdout
    assert "Traceback" not in ran.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have a display always")
def test_a_display_that_does_not_answer_is_no_display(archive):
    ran = run(archive, "--region", "DE", DISPLAY=":4242")
    assert ran.returncode == 0, ran.stderr
    assert "No window, because" in ran.stderr
    assert "could be used" in ran.stdout


HIDDEN = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("PySide6.Qt"):
            raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")

sys.meta_path.insert(0, Missing())
from inspector.cli import main
sys.exit(main())
"""


def test_where_qt_cannot_be_loaded_the_packages_are_named_and_the_report_printed(archive):
    ran = run(archive, "--region", "DE", code=HIDDEN, QT_QPA_PLATFORM="offscreen")
    assert ran.returncode == 0, ran.stderr
    assert "a system library is missing (libEGL.so.1" in ran.stderr
    assert all(package in ran.stderr for package in ("apt-get install", *PACKAGES))
    assert "could be used" in ran.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only X11 needs these")
@pytest.mark.parametrize("name", ["libxcb-cursor.so.0", "libxkbcommon-x11.so.0"])
def test_a_library_that_x11_needs_is_named_before_qt_ends_the_process(monkeypatch, name):
    load = ctypes.CDLL

    def some(wanted, *arguments, **named):
        if wanted == name:
            raise OSError(f"{name}: cannot open shared object file: No such file or directory")
        return load(wanted, *arguments, **named)

    monkeypatch.setattr(ctypes, "CDLL", some)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":0")
    reason = display.explain_missing_window()
    assert reason is not None
    assert name in reason
    assert "apt-get install -y --no-install-recommends" in reason
    assert all(package in reason for package in PACKAGES)


def test_drawing_into_memory_needs_neither_display_nor_x11(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert display.explain_missing_window() is None
