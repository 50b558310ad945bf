"""The proof that the program opens no connection: traced, run without a network, and looked at while it runs (Linux).

Each proof gives one sentence a fault. ``RUNS`` are the things that a person does: the demo and a report in every
format, and a walk through the window by keyboard and mouse, drawn into memory and on an X server.
"""

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import bundle

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = ("AF_INET", "AF_INET6", "AF_PACKET", "AF_NETLINK", "AF_VSOCK")
"""Families of sockets that reach further than this computer, or ask after its network."""

_SOCKET = re.compile(r"\b(socket|socketpair|connect|bind|sendto|sendmsg)\([^)]*?\b(AF_\w+|PF_\w+)")

MADE = """
import sys, tempfile
from pathlib import Path
from inspector.archive.demo import zip_demo
from inspector.cli import main
from inspector.report.formats.registry import FORMATS
out = Path(sys.argv[1])
files = [str(out / f"it{suffix}") for suffix in FORMATS]
archive = str(zip_demo(out))
codes = [main(["demo", "--out", *files]), main(["report", archive, "--region", "US-CA", "--out", *files]),
         main(["check", archive]), main(["items", archive, "--query", "a"]), main(["policy", "check"])]
sys.exit(max(codes) if max(codes) > 1 else 0)
"""
LOOKED_AT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from inspector.cli import main
from inspector.settings import SettingsStore
from inspector.report.formats.registry import FORMATS
from inspector.window.main_window import MainWindow
from inspector.window.open_request import OpenRequest
application = QApplication(["inspector"])
window = MainWindow(SettingsStore(None))
window.show()
window.open(OpenRequest())
QTimer.singleShot(4000, application.quit)
application.exec()
main(["demo", "--out", *(str(Path(sys.argv[1]) / f"it{suffix}") for suffix in FORMATS)])
sys.stderr.write("MAPS\\n" + Path("/proc/self/maps").read_text())
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One thing that a person does, as a command for Python; ``platform`` is Qt's, ``tool`` what it needs besides.

    ``by_design`` is what the platform always complains of: a walk that ends in nothing but that went to its end.
    """

    name: str
    words: tuple[str, ...]
    platform: str = "offscreen"
    tool: str = ""
    by_design: str = ""


_UNABLE = "Qt: This plugin does not support "
RUNS = (
    Run("demo, report in every format, check, items, policy", ("-c", MADE, "@")),
    Run("a walk through the window, drawn into memory", ("-m", "tests.window.walk", "--out", "@"), by_design=_UNABLE),
    Run("a walk through the window on an X server", ("-m", "tests.window.walk", "--out", "@"), "xcb", "xvfb-run"),
)


def _command(run: Run, place: str) -> list[str]:
    words = [sys.executable, *(place if word == "@" else word for word in run.words)]
    return ["xvfb-run", "-a", "-s", "-screen 0 2600x1800x24", *words] if run.tool else words


def _environment(run: Run, place: str) -> dict[str, str]:
    """A home of its own, so that nothing of this person's takes part."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("XDG_")}
    return {**kept, "HOME": place, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": run.platform}


def lacking(run: Run) -> str:
    """The tool that this run cannot be traced without and that is not here, or ``""``."""
    return next((tool for tool in ("strace", run.tool) if tool and shutil.which(tool) is None), "")


def families(trace: str) -> dict[str, int]:
    """How often each family of sockets was named in a trace of network calls."""
    found: dict[str, int] = {}
    for _call, family in _SOCKET.findall(trace):
        found[family] = found.get(family, 0) + 1
    return found


def trace_faults(run: Run) -> Iterator[str]:
    """Do it under a trace of all network calls, in every process that it starts: which sockets did it open?"""
    with tempfile.TemporaryDirectory() as place:
        log = Path(place, "trace")
        words = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(log), *_command(run, place)]
        done = _done(words, _environment(run, place))
        complaints = [
            line for line in done.stderr.splitlines() if not run.by_design or not line.startswith(run.by_design)
        ]
        if done.returncode and (not run.by_design or complaints):
            yield f"{run.name}: ended with {done.returncode}: {complaints[-6:]}"
            return
        for family, count in families(_ours(log.read_text("utf-8", "replace"))).items():
            if family.replace("PF_", "AF_") in FORBIDDEN:
                yield f"{run.name}: {count} calls name {family}"


def _ours(trace: str) -> str:
    """The trace without the lines of the X server, which listens on its own account; a line begins with a process."""
    lines = [line for line in trace.splitlines() if line.strip()]
    servers = {line.split()[0] for line in lines if "listen(" in line}
    return "\n".join(line for line in lines if line.split()[0] not in servers)


def map_text() -> str:
    """What is mapped into a process that has shown the window and written every format."""
    with tempfile.TemporaryDirectory() as place:
        run = Run("looked at", ("-c", LOOKED_AT, "@"))
        done = _done(_command(run, place), _environment(run, place))
    if "MAPS\n" not in done.stderr:
        raise RuntimeError(done.stderr[-600:])
    return done.stderr.partition("MAPS\n")[2]


SUITE = tuple(
    f"tests/{name}"
    for name in ("archive", "catalog", "cli", "exposure", "holdings", "items", "query", "settings", "report", "table")
)
"""All that reads, judges and writes; the window is walked through under the trace."""
_STAMP = re.compile(rb"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?(?: UTC|Z)")
COMPARED = (".xlsx", ".csv", ".dat", ".json", ".txt", ".html")


def bundle_faults(folder: Path) -> Iterator[str]:
    """Where a bundle does not write what the source writes, or maps what it may not while its window stands."""
    program = folder / "inspector"
    with tempfile.TemporaryDirectory() as place:
        written = []
        for name, words in (("bundle", [str(program)]), ("source", [sys.executable, "-m", "inspector"])):
            out = Path(place, name)
            out.mkdir()
            plain = {"HOME": place, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
            environment = plain if name == "bundle" else {**os.environ, "PYTHONPATH": str(ROOT)}
            done = _done([*words, "demo", "--out", *(str(out / f"it{kind}") for kind in COMPARED)], environment)
            if done.returncode:
                yield f"bundle: demo from the {name} ended with {done.returncode}: {done.stderr[-300:]}"
                return
            written.append({path.name: path for path in out.iterdir()})
        for name in sorted(set(written[0]) | set(written[1])):
            pair = [each.get(name) for each in written]
            if None in pair or _content(pair[0]) != _content(pair[1]):
                yield f"bundle: {name} is not what the source writes"
        yield from _window_faults(program, place)


def _content(path: Path | None) -> list[tuple[str, bytes]]:
    """What a file holds but for the time at which it was written."""
    if path is None:
        return []
    if path.suffix != ".xlsx":
        return [("", _STAMP.sub(b"", path.read_bytes()))]
    with zipfile.ZipFile(path) as parts:
        return [(name, _STAMP.sub(b"", parts.read(name))) for name in parts.namelist()]


def _window_faults(program: Path, place: str) -> Iterator[str]:
    """Start the window on the sample, and look at what is mapped once it stands."""
    environment = {"HOME": place, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([program, "demo", "--window"], env=environment, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            process.wait(timeout=8)
        except subprocess.TimeoutExpired:
            maps = Path("/proc", str(process.pid), "maps").read_text()
            process.kill()
            if "libQt6Widgets" not in maps:
                yield "bundle: after 8 seconds no window stands"
            yield from bundle.map_faults(maps)
        else:
            yield f"bundle: the window ended by itself with {process.returncode}"


def suite_faults(targets: Sequence[str]) -> Iterator[str]:
    """The quick tests of these folders in a network namespace without any interface, not even a loopback that is up."""
    words = ["unshare", "-n", "--", sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *targets]
    if os.geteuid() != 0:
        words.insert(1, "-r")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = _done(words, environment)
    if done.returncode:
        yield f"the tests without a network: {done.stdout[-800:]} {done.stderr[-300:]}"


def record(target: Path, day: dt.date) -> None:
    """Write down that all of it held on a day: the program shows this file's day to its user."""
    lines = (
        "# Written by `python packaging/check.py --offline --record` when all of its proofs held; not by hand.",
        f"proved = {day.isoformat()}",
        f"runs = {len(RUNS)}",
        'how = "traced system calls, tests without a network, libraries of the running process"',
    )
    target.write_text("\n".join(lines) + "\n", "utf-8")


def can_be_without_network() -> bool:
    """Whether a namespace without a network can be made here."""
    words = ["unshare", "-n" if os.geteuid() == 0 else "-rn", "true"]
    return shutil.which("unshare") is not None and _done(words, dict(os.environ)).returncode == 0


def _done(words: Sequence[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
