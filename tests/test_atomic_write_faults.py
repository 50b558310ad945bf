"""The one writer, killed and failed by the system at every call by which it could change anything."""

import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archives import PROFILE, folder

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
CALLS = (
    *("write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "unlinkat"),
    *("ftruncate", "fchmod", "flock", "openat"),
)
"""The system calls that create, write, rename or remove."""
FAULTS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO", "error=EACCES", "error=EROFS", "error=EDQUOT")
MARK = "/the-writing-begins-here"
OLD, NEW = b"the previous export", b"row after row\n" * 4000
BARE = f"""
import os, sys
from pathlib import Path
from inspector.errors import Refused
from inspector.atomic_write import write

def content(stream):
    for start in range(0, {len(NEW)}, 14000):
        stream.write(b"row after row\\n" * 1000)
        stream.flush()

target = Path(sys.argv[1])
os.path.exists({MARK!r})
try:
    write(target, content, ())
except Refused as refused:
    print(refused.code)
"""
WHOLE = f"""
import os, sys
from pathlib import Path
from inspector import catalog, exposure, policy
from inspector.errors import Refused
from inspector.holdings import read
from inspector.progress import Monitor
from inspector.report.formats.registry import FORMATS, save
from inspector.report.report import Report
import datetime as dt

target, source = map(Path, sys.argv[1:])
pack = policy.read(policy.find_builtin_folder())
day = dt.date(2026, 11, 22)
holdings = read([source], catalog.load_catalog(), Monitor())
report = Report(
    exposure.judge(holdings, pack, policy.parse_circumstances(pack, regions=["DE"], age="adult", today=day)),
    dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
)
stop = Monitor()
with open(os.devnull, "wb") as nowhere:
    FORMATS[target.suffix].write(report, nowhere, stop)
os.path.exists({MARK!r})
try:
    save(report, target, [source])
except Refused as refused:
    print(refused.code)
"""


def strace(*words: object, script: str, target: Path, source: Path | None = None) -> subprocess.CompletedProcess[str]:
    given = [str(target), *([str(source)] if source else [])]
    return subprocess.run(  # noqa: S603 - the test's own code
        ["strace", *map(str, words), sys.executable, "-c", script, *given],  # noqa: S607
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(autouse=True)
def tracing(tmp_path: Path) -> None:
    """Skip where no program can be traced."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    tried = subprocess.run(["strace", "-o", str(tmp_path / "tried"), "true"], capture_output=True, check=False)  # noqa: S603, S607
    if tried.returncode:
        pytest.skip("this system allows no program to be traced (ptrace)")
    (tmp_path / "tried").unlink()


def points(log: str) -> list[tuple[str, int]]:
    """Each call after the mark: its name and how manieth of that name it is."""
    counts: dict[str, int] = {}
    found, begun = [], False
    for line in log.splitlines():
        begun = begun or MARK in line
        called = re.match(r"(?:\d+ +)?(\w+)\(", line)
        if called and called[1] in CALLS:
            name = called[1]
            counts[name] = counts.get(name, 0) + 1
            if begun and "exited" not in line:
                found.append((name, counts[name]))
    return found


def calls(place: Path, script: str, suffix: str, source: Path | None = None) -> list[tuple[str, int]]:
    """The calls of a run that nothing befalls, up to its first word on standard output."""
    log = place / "log"
    target = place / f"dry{suffix}"
    traced = f"trace={','.join((*CALLS, 'newfstatat', 'stat', 'statx'))}"
    done = strace("-e", traced, "-o", log, script=script, target=target, source=source)
    assert done.returncode == 0, done.stderr
    for path in place.glob("dry*"):
        path.unlink()
    return points(log.read_text("utf-8", "replace"))


def survived(place: Path, target: Path, whole: bytes, *, killed: bool, code: str) -> None:
    """The target is the old file or the new one, whole; a stray file is gone after the next export."""
    left = {path.name for path in place.iterdir()}
    content = target.read_bytes()
    assert content in (OLD, whole)
    assert killed or content == whole or code.startswith("X_"), code
    strays = left - {target.name, f"{target.name}.txt"}
    assert all(name.startswith(".inspector-") for name in strays)
    assert killed or not strays or code.startswith("X_")
    from inspector.atomic_write import write

    write(place / "next", lambda stream: stream.write(b"next") and None, ())
    assert {path.name for path in place.iterdir()} - {f"{target.name}.txt"} == {target.name, "next"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_call_leaves_the_old_file_or_the_new_one(tmp_path: Path, fault: str) -> None:
    place = tmp_path / "out"
    place.mkdir()
    found = calls(tmp_path, BARE, ".txt")
    assert {"write", "fsync", "openat"} <= {name for name, _number in found}

    for name, number in found:
        target = place / "export.txt"
        target.write_bytes(OLD)
        done = strace("-o", "/dev/null", "-e", f"inject={name}:{fault}:when={number}", script=BARE, target=target)
        assert done.returncode != 1, (name, number, done.stderr)
        survived(place, target, NEW, killed="SIGKILL" in fault, code=done.stdout)
        for path in place.iterdir():
            path.unlink()


@pytest.mark.parametrize(
    ("suffix", "fault"),
    [
        *((suffix, "signal=SIGKILL") for suffix in (".csv", ".dat", ".json", ".txt")),
        *((".csv", fault) for fault in ("error=ENOSPC", "error=EIO")),
    ],
)
def test_a_fault_at_any_call_of_an_export_leaves_the_previous_export(tmp_path: Path, suffix: str, fault: str) -> None:
    place, source = tmp_path / "out", folder(tmp_path, {"Profile.csv": PROFILE})
    place.mkdir()
    strace("-o", "/dev/null", script=WHOLE, target=place / f"whole{suffix}", source=source)
    whole = (place / f"whole{suffix}").read_bytes()
    for path in place.iterdir():
        path.unlink()

    for name, number in calls(tmp_path, WHOLE, suffix, source):
        target = place / f"export{suffix}"
        target.write_bytes(OLD)
        injected = f"inject={name}:{fault}:when={number}"
        done = strace("-o", "/dev/null", "-e", injected, script=WHOLE, target=target, source=source)
        assert done.returncode != 1, (name, number, done.stderr)
        survived(place, target, whole, killed="SIGKILL" in fault, code=done.stdout)
        for path in place.iterdir():
            path.unlink()


def test_a_limit_on_the_size_of_files_leaves_the_previous_export(tmp_path: Path) -> None:
    target = tmp_path / "export.txt"
    target.write_bytes(OLD)

    done = subprocess.run(  # noqa: S603 - the test's own code
        [sys.executable, "-c", BARE, str(target)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )

    assert done.stdout == "X_DISK_FULL\n", done.stderr
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("export.txt", OLD)]
