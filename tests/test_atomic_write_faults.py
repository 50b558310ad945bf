"""Every writer, killed and failed by the system at every call by which it could change anything.

What was there before is still there, or the new file is, whole; and the next start of any command leaves no part.
"""

import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inspector import temporary_files
from inspector.report.pseudonym_key import encode_key
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
OLD_KEY = encode_key(bytes(32), {1: (["Ada"], ["n:ada"])})
OLD, NEW = b"the previous export", b"row after row\n" * 4000
BARE = f"""
import os, sys
from pathlib import Path
from inspector.errors import Refused
from inspector.atomic_write import write
from inspector.temporary_files import set_register

def content(stream):
    for start in range(0, {len(NEW)}, 14000):
        stream.write(b"row after row\\n" * 1000)
        stream.flush()

target = Path(sys.argv[1])
set_register(target.parents[1] / "program")
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
from inspector.report.formats.registry import FORMATS, save, save_key
from inspector.report.options import ReportOptions
from inspector.report.pseudonym_key import PseudonymKey
from inspector.report.report import Report
from inspector.temporary_files import set_register
import datetime as dt

target, source = map(Path, sys.argv[1:])
set_register(target.parents[1] / "program")
pack = policy.read(policy.find_builtin_folder())
day = dt.date(2026, 11, 22)
holdings = read([source], catalog.load_catalog(), Monitor())
report = Report(
    exposure.judge(holdings, pack, policy.parse_circumstances(pack, regions=["DE"], age="adult", today=day)),
    dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
    options=ReportOptions(pseudonym_key=PseudonymKey.find(target) if target.suffix == ".key" else None),
)
stop = Monitor()
if target.suffix != ".key":
    with open(os.devnull, "wb") as nowhere:
        FORMATS[target.suffix].write(report, nowhere, stop)
os.path.exists({MARK!r})
try:
    if target.suffix == ".key":
        save_key(report, target, [source])
    else:
        save(report, target, [source])
except Refused as refused:
    print(refused.code)
"""


LOGGED = f"""
import os, sys
from pathlib import Path
from inspector.settings.crash import CrashGuard
from inspector.settings.log import Log

target = Path(sys.argv[1])
os.path.exists({MARK!r})
guard = CrashGuard(lambda error: None, target.parent)
Log(lambda: target.parent).write_event("start", count=1)
guard.close()
"""


def strace(*words: object, script: str, target: Path, source: Path | None = None) -> subprocess.CompletedProcess[str]:
    given = [str(target), *([str(source)] if source else [])]
    scratch = target.parents[1] / "scratch"
    scratch.mkdir(exist_ok=True)
    return subprocess.run(  # noqa: S603 - the test's own code
        ["strace", *map(str, words), sys.executable, "-c", script, *given],  # noqa: S607
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}
        # Qt orders the fonts of a PDF by hashes, which are random otherwise.
        | {"TMPDIR": str(scratch), "QT_QPA_PLATFORM": "offscreen", "QT_HASH_SEED": "0"},
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


def points(log: str, place: Path) -> list[tuple[str, int]]:
    """Each call after the mark that can concern what is written: its name and how manieth of that name it is.

    A file that is opened elsewhere and only read, such as a font of the system, is none: without it another font is
    taken, and the bytes differ with good reason.
    """
    counts: dict[str, int] = {}
    found, begun = [], False
    for line in log.splitlines():
        begun = begun or MARK in line
        called = re.match(r"(?:\d+ +)?(\w+)\(", line)
        if called and called[1] in CALLS:
            name = called[1]
            counts[name] = counts.get(name, 0) + 1
            is_foreign = name == "openat" and "O_RDONLY" in line and "O_CREAT" not in line and str(place) not in line
            if begun and "exited" not in line and not is_foreign:
                found.append((name, counts[name]))
    return found


def calls(place: Path, script: str, suffix: str, source: Path | None = None) -> list[tuple[str, int]]:
    """The calls of a run that nothing befalls, up to its first word on standard output."""
    log = place / "log"
    (place / "dry").mkdir(exist_ok=True)
    target = place / "dry" / f"dry{suffix}"
    if suffix == ".key":
        target.write_bytes(OLD_KEY)
    traced = f"trace={','.join((*CALLS, 'newfstatat', 'stat', 'statx'))}"
    done = strace("-e", traced, "-o", log, script=script, target=target, source=source)
    assert done.returncode == 0, done.stderr
    shutil.rmtree(place / "dry")
    return points(log.read_text("utf-8", "replace"), place)


def survived(place: Path, target: Path, whole: bytes, *, killed: bool, code: str) -> None:
    """The target is the old file or the new one, whole; a stray file is gone after the next export."""
    left = {path.name for path in place.iterdir()}
    content = target.read_bytes()
    assert content in (OLD_KEY if target.suffix == ".key" else OLD, whole)
    assert killed or content == whole or code.startswith("X_"), code
    strays = left - {target.name, f"{target.name}.txt"}
    assert all(name.startswith(".inspector-") for name in strays)
    assert killed or not strays or code.startswith("X_")

    temporary_files.set_register(place.parent / "program")
    try:
        temporary_files.remove_leftovers()  # as each command does when it starts
    finally:
        temporary_files.set_register(None)
    assert {path.name for path in place.iterdir()} - {f"{target.name}.txt"} == {target.name}
    assert not list((place.parent / "scratch").iterdir())
    assert not (place.parent / "program").exists()


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
        (suffix, fault)
        for suffix in (".xlsx", ".csv", ".dat", ".json", ".txt", ".html", ".pdf", ".key")
        for fault in ("signal=SIGKILL", "error=ENOSPC", "error=EIO")
    ],
)
def test_a_fault_at_any_call_of_an_export_leaves_the_previous_export(tmp_path: Path, suffix: str, fault: str) -> None:
    place, source = tmp_path / "out", folder(tmp_path, {"Profile.csv": PROFILE})
    place.mkdir()
    if suffix == ".key":
        (place / f"whole{suffix}").write_bytes(OLD_KEY)
    strace("-o", "/dev/null", script=WHOLE, target=place / f"whole{suffix}", source=source)
    whole = (place / f"whole{suffix}").read_bytes()
    for path in place.iterdir():
        path.unlink()

    for name, number in calls(tmp_path, WHOLE, suffix, source):
        target = place / f"export{suffix}"
        target.write_bytes(OLD_KEY if suffix == ".key" else OLD)
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


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_call_of_the_log_leaves_its_lines_and_no_part(tmp_path: Path, fault: str) -> None:
    place = tmp_path / "logs"
    found = calls(tmp_path, LOGGED, ".txt")
    assert {"write", "openat", "unlink"} <= {name for name, _number in found}

    for name, number in found:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(mode=0o700)
        (place / "log.txt").write_bytes(b"an earlier line\n")
        done = strace(
            "-o", "/dev/null", "-e", f"inject={name}:{fault}:when={number}", script=LOGGED, target=place / "x"
        )
        assert "Traceback" not in done.stderr, (name, number, done.stderr)
        assert (place / "log.txt").read_bytes().startswith(b"an earlier line\n")
        assert {path.name for path in place.iterdir()} <= {"log.txt", "ended.txt"}
