"""Opens a case, in this process or by the real command in one of its own, and watches the input meanwhile."""

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector.errors import Refused
from inspector.holdings import reader
from inspector.i18n import LazyText
from inspector.progress import Monitor, Progress
from inspector.report.formats import json_format
from tests import archives
from tests.corpus.case import EXITS, Case, Said, faults
from tests.saying import said

PATIENCE = 12
"""A run is ended after so many times the seconds that its case allows, by the clock of a machine that may be busy."""
_WHOLE = 64 << 20  # a larger file is compared by its ends: the only ones are sparse
_ROOT = Path(__file__).parents[2]
_MEASURED = Path(__file__).with_name("measured.py")
_ORDINARY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Takes from the administrator the right to read what is closed; what belongs to the user stays open."""


@dataclass(frozen=True)
class Ran:
    """What became of a case. ``skipped`` says why it was not run, '' if it was."""

    faults: tuple[str, ...] = ()
    seconds: float = 0.0
    mib: float = 0.0
    skipped: str = ""


@dataclass(frozen=True)
class Input:
    """What is opened, and the folder around it."""

    folder: Path
    paths: tuple[Path, ...]


def snapshot(folder: Path) -> dict[str, tuple[object, ...]]:
    """Everything below a folder, without opening what is no file: kind and mode, size, time, inode, content."""
    return {str(path.relative_to(folder)): _state(path) for path in (folder, *sorted(folder.rglob("*")))}


def _state(path: Path) -> tuple[object, ...]:
    info = path.lstat()
    content = ""
    if stat.S_ISLNK(info.st_mode):
        content = str(path.readlink())
    elif stat.S_ISREG(info.st_mode) and os.access(path, os.R_OK):
        with path.open("rb") as file:
            digest = hashlib.sha256(file.read(_WHOLE))
            file.seek(max(0, info.st_size - 4096))
            digest.update(file.read())
        content = digest.hexdigest()
    return info.st_mode, info.st_size, info.st_mtime_ns, info.st_ino, content


@contextmanager
def made(case: Case) -> Iterator[Input]:
    """The input of a case, in a folder of its own, which is removed even where parts of it are closed."""
    with tempfile.TemporaryDirectory(prefix="corpus-") as place:
        folder = Path(place, "input")
        folder.mkdir()
        paths = case.make(folder)
        try:
            yield Input(folder, paths if isinstance(paths, tuple) else (paths,))
        finally:
            for closed in [folder, *folder.rglob("*")]:
                if closed.is_dir() and not closed.is_symlink():
                    closed.chmod(0o700)


def _watched(case: Case, given: Input, run: Callable[[], Said]) -> list[str]:
    """What is wrong with what a run says, and with what it left behind in the folder of the input."""
    before = snapshot(given.folder)
    wrong = faults(case, run())
    if case.during is None and snapshot(given.folder) != before:
        wrong.append("the input or its folder is not what it was")
    return wrong


def in_process(case: Case) -> list[str]:
    """Open a case here and give what is wrong."""
    sayings: list[Said] = []

    def run() -> Said:
        sayings.append(_said_here(case, given.paths))
        return sayings[0]

    with made(case) as given:
        return [*_watched(case, given, run), *_unsaid(sayings[0])]


def _unsaid(told: Said) -> Iterator[str]:
    """The sentences that cannot be said in another language."""
    error = told.document["error"] or {"code": "", "message": "", "hint": ""}
    sentences = [(finding["code"], finding["message"]) for finding in told.document["warnings"]]
    for code, sentence in (*sentences, (error["code"], error["message"]), (error["code"], error["hint"])):
        try:
            if sentence and (not isinstance(sentence, LazyText) or not said(sentence)):
                yield f"{code} is said in English only"
        except LookupError as missing:
            yield f"{code}: no translation of {missing}"


def _said_here(case: Case, paths: tuple[Path, ...]) -> Said:
    monitor = Monitor()
    if case.during is not None:
        acts = iter((case.during,))

        def once(step: Progress) -> None:
            if step.label.endswith(".csv"):
                for act in acts:
                    act(paths[0])

        monitor.report = once
    try:
        holdings = reader.read(paths, archives.known(), monitor)
    except Refused as refused:
        return Said(EXITS["refuse"], json_format.build_refusal_document(refused, (path.name for path in paths)))
    document = json_format.build_check_document(holdings, archives.pack())
    items = tuple((item.id, item.text) for item in archives.seen(holdings)) if case.asks_items else ()
    return Said(EXITS[document["status"]], document, items)


def by_command(case: Case) -> Ran:
    """Run ``inspector check --json`` on a case in a fresh process, and give what is wrong and what it cost."""
    ordinary: tuple[str, ...] = ()
    if case.unprivileged and os.geteuid() == 0:
        if shutil.which(_ORDINARY[0]) is None:
            return Ran(skipped="it needs an ordinary user, or setpriv to become like one")
        ordinary = _ORDINARY
    with made(case) as given:
        ran = _Command(case, given.paths, ordinary)
        try:
            wrong = _watched(case, given, ran.said)
        except _Failed as failed:
            wrong = [str(failed)]
        if ran.seconds > case.seconds:
            wrong.append(f"it took {ran.seconds:.1f} s of {case.seconds:g}")
        if ran.mib > case.mib:
            wrong.append(f"it used {ran.mib:.0f} MiB of {case.mib}")
        return Ran(tuple(wrong), ran.seconds, ran.mib)


class _Failed(Exception):
    """The command crashed, hung or printed what is no answer."""


@dataclass
class _Command:
    """The real command on one input; ``seconds`` and ``mib`` are those of ``check``."""

    case: Case
    paths: tuple[Path, ...]
    before: tuple[str, ...]
    seconds: float = 0.0
    mib: float = 0.0

    def said(self) -> Said:
        code, out, cost = self._run("check")
        self.seconds, self.mib = cost["seconds"], cost["mib"]
        try:
            document = json.loads(out)
        except ValueError:
            raise _Failed(f"it printed no answer (exit code {code})") from None
        items: tuple[tuple[str, str], ...] = ()
        if self.case.asks_items and document["status"] != "refuse":
            records = [json.loads(line) for line in self._run("items")[1].splitlines()]
            items = tuple((record["id"], record["text"]) for record in records)
        return Said(code, document, items)

    def _run(self, command: str) -> tuple[int, str, dict[str, Any]]:
        limit = PATIENCE * self.case.seconds
        with tempfile.TemporaryDirectory(prefix="corpus-") as place:
            result, out, err = Path(place, "result"), Path(place, "out"), Path(place, "err")
            words = [*self.before, sys.executable, "-m", "inspector", command, *map(str, self.paths), "--json"]
            if self.before:
                words[0] = shutil.which(self.before[0]) or self.before[0]
            self._start([sys.executable, "-S", "-E", str(_MEASURED), str(result), str(limit), *words], out, err)
            cost = json.loads(result.read_text())
            if cost["exit"] == -9:
                raise _Failed(f"{command} hung and was ended after {limit:g} s")
            said = err.read_text(errors="replace")
            if cost["exit"] not in EXITS.values() or "Traceback" in said:
                raise _Failed(f"{command} failed with exit code {cost['exit']}: {said[-400:]}")
            return cost["exit"], out.read_text(), cost

    def _start(self, words: list[str], out: Path, err: Path) -> None:
        """Run to the end; an act on the input falls upon the first table whose reading is shown."""
        environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
        with out.open("wb") as to:
            if self.case.during is None:
                with err.open("wb") as errors:
                    subprocess.run(  # noqa: S603 - this interpreter on a file of our own
                        words, stdin=subprocess.DEVNULL, stdout=to, stderr=errors, env=environment, check=True
                    )
                return
            ours, theirs = os.openpty()
            with subprocess.Popen(  # noqa: S603 - the same
                words, stdin=subprocess.DEVNULL, stdout=to, stderr=theirs, env=environment
            ) as child:
                os.close(theirs)
                shown = _read(ours)
                while b".csv" not in shown and (more := _read(ours)):
                    shown += more
                self.case.during(self.paths[0])
                while more := _read(ours):
                    shown += more
                os.close(ours)
                child.wait()
            err.write_bytes(shown)


def _read(terminal: int) -> bytes:
    """What a terminal shows next; b"" once its other side is closed, which Linux calls an error."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:
        return b""
