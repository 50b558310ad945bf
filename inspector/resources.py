"""Finds the files of ``resources/``, in a checkout and in an installed wheel alike."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def resources() -> Traversable:
    """The folder ``resources/``: inside the package when installed from a wheel, else beside it."""
    installed = files("inspector") / "_resources"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[1] / "resources"
