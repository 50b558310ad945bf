"""No test of the command line opens a window, and each writes only into its own folder."""

from pathlib import Path

import pytest

from tests.archives import zipped
from tests.cli.running import FILES


@pytest.fixture(autouse=True)
def _no_window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The surroundings of each test: no display, and an empty folder as the working directory."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A small archive with two comments."""
    return zipped(tmp_path, FILES)
