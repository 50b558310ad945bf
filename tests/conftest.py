"""Lets the window tests in where Qt can run, and says why where it cannot.

The pytest-qt plug-in imports Qt as soon as it is loaded and ends the whole run where Qt's system libraries
are missing. So ``pyproject.toml`` switches it off, and it is loaded here once Qt is known to work. With
``INSPECTOR_REQUIRE_GUI=1`` a missing library is an error instead of a reason to leave tests out.
"""

import ctypes
import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

# A busy machine draws examples slowly: that is no fault of what is tested.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

# The libraries that Qt's X11 plug-in opens by itself; where one is missing Qt ends the process.
X11_LIBRARIES = ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxkbcommon-x11.so.0")
GUI_REQUIRED = os.environ.get("INSPECTOR_REQUIRE_GUI") == "1"


def _missing_x11_library() -> str | None:
    """What the dynamic linker says about the first library that a real window lacks."""
    for name in X11_LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError as error:
            return str(error)
    return None


def _choose_platform() -> str | None:
    """Draw into memory where no window can be opened; returns why, if there is something to say."""
    if sys.platform != "linux" or "QT_QPA_PLATFORM" in os.environ:
        return None
    if not os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return None
    missing = _missing_x11_library()
    if missing is None:
        return None
    if GUI_REQUIRED:
        raise RuntimeError(f"INSPECTOR_REQUIRE_GUI=1, but a window cannot be opened on this display: {missing}")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return f"window tests: drawn into memory, as no window can be opened on this display ({missing})"


def _missing_qt() -> str | None:
    """Why Qt cannot be imported, or ``None`` where it can."""
    try:
        from PySide6 import QtWidgets  # noqa: F401 - whether it can be imported is the question
    except ImportError as error:
        if GUI_REQUIRED:
            raise
        return str(error)
    return None


READER_NEEDS = ("xvfb", "xauth", "xdotool", "dbus-daemon", "at-spi2-core", "python3-pyatspi", "gir1.2-atspi-2.0")
"""The packages that a screen reader in a test stands on: a screen, a hand, the accessibility bus and its bindings."""
_READER_FILES = (
    "/usr/bin/xvfb-run",
    "/usr/bin/xauth",
    "/usr/bin/xdotool",
    "/usr/bin/dbus-run-session",
    "/usr/libexec/at-spi-bus-launcher",
    "/usr/lib/python3/dist-packages/pyatspi/__init__.py",
)


def missing_for_a_reader() -> list[str]:
    """What the test with a screen reader lacks on this machine."""
    return [name for name in _READER_FILES if not Path(name).is_file()]


_platform_note = _choose_platform()
_why_not = _missing_qt()

if _why_not is None:
    pytest_plugins = ["pytestqt.plugin"]
else:
    collect_ignore = ["window"]
_no_reader = _why_not is None and not GUI_REQUIRED and bool(missing_for_a_reader())
if _no_reader:
    collect_ignore = ["window/test_screen_reader.py"]


def pytest_report_header() -> list[str]:
    """Say in the first lines of a run whether the window tests take part."""
    if _why_not is not None:
        return [f"window tests: left out, Qt cannot be imported ({_why_not})"]
    lacking = f"screen reader test: left out, missing: {', '.join(missing_for_a_reader())}" if _no_reader else None
    return [note for note in (_platform_note, lacking) if note]
