"""Nothing of an archive stays on the computer but what the person writes: 1,000 canaries, and every way to fail."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from inspector.resources import resources_dir

ROOT = Path(__file__).resolve().parents[2]
WANTED = 1_000

# What a person could do in an afternoon of bad luck; every step goes on after a failure.
AFTERNOON = r"""
import contextlib, os, sys, threading
from pathlib import Path

from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication

from inspector import cli
from inspector.errors import Refused
from inspector.private_dir import config_dir
from inspector.window import app
from inspector.window.main_window import MainWindow
from inspector.window.open_request import OpenRequest

archive, broken, out = map(Path, sys.argv[1:])
canary = archive.stem
for words in (
    ["check", archive], ["check", broken], ["check", out / f"{canary}.missing"],
    ["report", archive, "--out", out / "a.xlsx"],
    ["report", archive, "--out", archive], ["report", archive, "--out", out / canary / "nowhere" / "a.xlsx"],
    ["report", archive, "--out", out / f"{canary}.doc"], ["items", archive, "--query", canary],
    ["explain", archive, canary], ["report", broken, "--out", out / "b.html"], ["demo", "--region", canary],
    ["report", archive, "--policy", out / canary, "--out", out / "c.txt"],
):
    with contextlib.suppress(SystemExit):
        cli.main([str(word) for word in words])

def unseen(error):
    try:
        raise error
    except BaseException as met:
        sys.excepthook(type(met), met, met.__traceback__)

def in_the_window(window):
    window.open(OpenRequest((archive,)))

def faults(window):
    for error in (KeyError(canary), ValueError(canary), Refused("E_IO", canary, canary), OSError(5, canary, canary)):
        unseen(error)
    thread = threading.Thread(target=unseen, args=(UnicodeError(canary),))
    thread.start()
    thread.join()
    qWarning(canary)
    window.show_error(KeyError(canary))

def fail_to_open(window):
    window.open(OpenRequest((broken,)))

def the_end():
    for window in QApplication.topLevelWidgets():
        window.close()
    QApplication.quit()

def begin():
    window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    for wait, act in ((0, in_the_window), (2500, faults), (3000, fail_to_open)):
        QTimer.singleShot(wait, window, lambda act=act: act(window))
    QTimer.singleShot(4000, the_end)

starter = QApplication(sys.argv[:1])
QTimer.singleShot(200, begin)
app.run(None)
assert (config_dir() / "logs" / "log.txt").read_text().count(" fault ") >= 4, "the log saw no fault"
assert (config_dir() / "settings.json").exists(), "nothing was kept at all"
os.abort()
"""


def seeded(folder: Path) -> tuple[Path, int]:
    """The sample member with a canary in every cell below the header, in the names of files, and in an unknown one."""
    count = 0
    path = folder / "canary-archive.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        for file in sorted(Path(str(resources_dir() / "demo")).rglob("*.csv")):
            head, *rows = file.read_text("utf-8-sig").splitlines()
            lines = [head]
            for _row in rows[:12]:
                cells = head.count(",") + 1
                lines.append(",".join(f"canary{count + number}x" for number in range(cells)))
                count += cells
            zipped.writestr(file.relative_to(str(resources_dir() / "demo")).as_posix(), "\n".join(lines))
        for number in range(20):
            zipped.writestr(f"canary{count + number}x/canary{count + number}x.csv", "canary,other\n1\n")
        zipped.writestr("../canary-outside.csv", "canary\n")
    return path, count + 20


def found_in(folder: Path) -> list[str]:
    """Every file below a folder whose name or content speaks of a canary."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    named = [str(path) for path in folder.rglob("*") if "canary" in path.name.lower()]
    return named + [str(path) for path in files if b"canary" in path.read_bytes().lower()]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="folders are named by the environment on Linux only")
def test_no_canary_is_in_logs_settings_crash_files_or_temporary_folders(tmp_path: Path) -> None:
    pytest.importorskip("PySide6.QtWidgets", reason="the window needs Qt's system libraries", exc_type=ImportError)
    source, home, scratch, out = (tmp_path / name for name in ("source", "home", "scratch", "out"))
    for folder in (source, home, scratch, out):
        folder.mkdir()
    archive, canaries = seeded(source)
    assert canaries >= WANTED
    broken = source / "canary-broken.zip"
    broken.write_bytes(archive.read_bytes()[:-400])
    environment = {name: text for name, text in os.environ.items() if not name.startswith("XDG_")}
    done = subprocess.run(  # noqa: S603 - the test's own code
        [sys.executable, "-c", AFTERNOON, str(archive), str(broken), str(out)],
        cwd=ROOT,
        env={**environment, "HOME": str(home), "TMPDIR": str(scratch), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == -6, done.stderr[-3000:]
    assert "archive-inspector" in [path.name for path in (home / ".config").iterdir()]
    assert found_in(home) == []
    assert found_in(scratch) == []
    assert "a.xlsx" in [path.name for path in out.iterdir()]
