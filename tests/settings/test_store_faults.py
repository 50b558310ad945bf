"""Settings, killed and failed by the system at every call by which they could be changed: none is ever lost."""

import json
import shutil
from pathlib import Path

import pytest

from inspector.settings import SavedFilter, Settings, SettingsStore
from inspector.settings.store import SETTINGS_FILE
from tests.test_atomic_write_faults import CALLS, FAULTS, MARK, points, strace

pytestmark = pytest.mark.slow

CHANGE = f"""
import os, sys
from pathlib import Path
from inspector.settings import SettingsStore
import inspector.atomic_write  # as the window has loaded it, once it is painted
from inspector.temporary_files import set_register
set_register(Path(sys.argv[1]))
os.path.exists({MARK!r})
store = SettingsStore(Path(sys.argv[1]))
store.change(page="items")
print(store.settings.page, *(notice.code for notice in store.notices), flush=True)
"""
OLD = Settings(theme="dark", filters=(SavedFilter("pay", "salary"),))
NEW = Settings(theme="dark", filters=(SavedFilter("pay", "salary"),), page="items")


def settled(place: Path, *, spoiled: bool = False) -> None:
    """A folder of settings as the last run left it; ``spoiled`` with one value that cannot be used."""
    shutil.rmtree(place, ignore_errors=True)
    SettingsStore(place).change(theme=OLD.theme, filters=OLD.filters)
    if spoiled:
        found = json.loads((place / SETTINGS_FILE).read_bytes())
        (place / SETTINGS_FILE).write_text(json.dumps({**found, "text_scale": "huge"}))


@pytest.fixture(autouse=True)
def _tracing() -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")


@pytest.mark.parametrize("spoiled", [False, True], ids=["a change", "a repair"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_call_loses_no_setting(tmp_path: Path, fault: str, spoiled: bool) -> None:
    place, log = tmp_path / "kept", tmp_path / "log"
    settled(place, spoiled=spoiled)
    traced = f"trace={','.join((*CALLS, 'newfstatat', 'stat', 'statx'))}"
    dry = strace("-e", traced, "-o", log, script=CHANGE, target=place)
    if dry.returncode and "ptrace" in dry.stderr:
        pytest.skip("this system allows no program to be traced (ptrace)")
    assert dry.stdout.startswith("items"), dry.stderr
    found = points(log.read_text("utf-8", "replace"), tmp_path)
    assert {"write", "fsync", "openat"} <= {name for name, _number in found}

    for name, number in found:
        settled(place, spoiled=spoiled)
        before = (place / SETTINGS_FILE).read_bytes()
        done = strace("-o", "/dev/null", "-e", f"inject={name}:{fault}:when={number}", script=CHANGE, target=place)

        killed = "SIGKILL" in fault
        assert killed or done.returncode == 0 or name == "write", (name, number, done.stderr)
        kept = SettingsStore(place)
        assert kept.settings in (OLD, NEW), (name, number, kept.settings, kept.notices)
        # Without a word of warning it is saved; with one, the value holds for that run and the old one after it.
        assert killed or kept.settings == NEW or "S_" in done.stdout or done.returncode, (name, number, done.stdout)
        assert not [path.name for path in place.iterdir() if path.name.startswith(".inspector-")]
        asides = [path.read_bytes() for path in place.glob("settings-damaged-*.json")]
        assert all(aside == before for aside in asides), (name, number)
