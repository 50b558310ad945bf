"""Finds the files of ``resources/``, in a checkout and in an installed wheel alike."""

from pathlib import Path

_PACKAGE_DIR = Path(__file__).resolve().parent


def resources_dir() -> Path:
    """The folder ``resources/``: inside the package when installed from a wheel, else beside it."""
    wheel_resources = _PACKAGE_DIR / "_resources"
    return wheel_resources if wheel_resources.is_dir() else _PACKAGE_DIR.parent / "resources"
