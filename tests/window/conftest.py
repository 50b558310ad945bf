"""Makes every message that Qt logs as a warning or worse fail the window test that caused it."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder; the hook is handed those of the other folders too.

    A marker and not a setting in ``pyproject.toml``: pytest refuses the setting where the Qt plug-in is off.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
