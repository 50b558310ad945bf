"""Checks whether a window can be opened, before Qt is asked: without a display Qt aborts the process."""

import os
import sys
from pathlib import Path

from inspector.i18n import LazyText, _
from inspector.printable import to_one_line
from inspector.window.startup import keep_python_import

_X11_LIBRARIES = ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxkbcommon-x11.so.0")
_INSTALL_COMMAND = (
    "apt-get install -y --no-install-recommends libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 "
    "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)


def explain_missing_window() -> LazyText | None:
    """Explain why no window can be opened, with the remedy; ``None`` if one can be."""
    if sys.platform == "linux" and not _has_display():
        return _("No window, because there is no display here; this is the report as text.")
    library_error = _find_missing_library()
    if library_error is None:
        return _explain_display()
    return _(
        "No window, because a system library is missing ({library}). On Debian or Ubuntu, as root: {command}",
        library=library_error,
        command=_INSTALL_COMMAND,
    )


def _explain_display() -> LazyText | None:
    """Explain why Qt would find no display and abort; ``None`` where it finds one."""
    if sys.platform != "linux":
        return None
    qt_platform = os.environ.get("QT_QPA_PLATFORM", "")
    if qt_platform and not any(_has_platform_plugin(name) for name in qt_platform.split(";")):
        return _(
            "No window, because Qt knows no platform '{name}' (QT_QPA_PLATFORM).", name=to_one_line(qt_platform, 60)
        )
    if _uses_x11() and not _can_reach_x11():
        name = os.environ.get("DISPLAY", "")
        return _("No window, because the display {display} does not answer.", display=to_one_line(name, 60))
    if _uses_wayland() and not _can_reach_wayland() and not (os.environ.get("DISPLAY") and _can_reach_x11()):
        name = os.environ.get("WAYLAND_DISPLAY", "")
        return _("No window, because the display {display} does not answer.", display=to_one_line(name, 60))
    return None


def _has_platform_plugin(name: str) -> bool:
    """Whether Qt brings a plugin for a platform; ``name`` may hold its options behind a colon."""
    if os.environ.get("QT_PLUGIN_PATH") or os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH"):
        return True  # plugins from elsewhere: Qt alone knows
    import PySide6

    folder = Path(PySide6.__path__[0], "Qt", "plugins", "platforms")
    prefix = f"libq{name.partition(':')[0].strip()}"
    return not folder.is_dir() or any(path.stem in (prefix, f"{prefix}-egl") for path in folder.iterdir())


def _has_display() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _uses_x11() -> bool:
    """Whether Qt will use X11, judged by the environment."""
    qt_platform = os.environ.get("QT_QPA_PLATFORM", "")
    is_default = not qt_platform and bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")
    return sys.platform == "linux" and (qt_platform.startswith("xcb") or is_default)


def _uses_wayland() -> bool:
    """Whether Qt will use Wayland, judged by the environment."""
    qt_platform = os.environ.get("QT_QPA_PLATFORM", "")
    return qt_platform.startswith("wayland") or (not qt_platform and bool(os.environ.get("WAYLAND_DISPLAY")))


def _can_reach_wayland() -> bool:
    """Whether the compositor answers. Asks libwayland, as Qt does."""
    import ctypes

    try:
        wayland = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return False  # Qt's plugin cannot be loaded without it either
    wayland.wl_display_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(wayland.wl_display_connect(None))
    if not connection:
        return False
    wayland.wl_display_disconnect(connection)
    return True


def _can_reach_x11() -> bool:
    """Whether the X server answers. Asks libxcb, as Qt does: an open socket does not mean that access is granted."""
    import ctypes

    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    has_failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not has_failed


def _find_missing_library() -> str | None:
    """The loader's message on the first missing library; ``None`` if none is missing."""
    try:
        with keep_python_import():
            from PySide6 import QtWidgets  # noqa: F401 - whether it can be imported is the question
    except ImportError as error:
        return str(error)
    if _uses_x11():
        import ctypes

        for name in _X11_LIBRARIES:
            try:
                ctypes.CDLL(name)
            except OSError as error:
                return str(error)
    return None
