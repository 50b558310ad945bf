"""``python -m tests.corpus.fuzz [--archives N] [--seed S] [--jobs N]``: the command on archives changed by chance.

Each archive of ``fuzz_inputs`` is given to ``check``, ``items``, ``explain`` and ``report`` by the entry of the command
line, in a process that is made anew for every few archives. Looked at: the exit code (0, 1 or 2, never 3), that the
output is what its format says, that every record is shown or set aside, that damage is said, processor time and
memory, that the input is not altered and that nothing is left behind. A find names its seed and its number;
``--archives 1 --first NUMBER`` gives it again.

A long run is ``--archives 5000``, and ``--archives 1000 --tables 50`` for 50,000 tables: each about half an hour on two
cores.
"""

import argparse
import contextlib
import csv
import hashlib
import io
import json
import os
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest import mock

from inspector import cli
from inspector.temporary_files import set_register
from tests.corpus.case import EXITS
from tests.corpus.fuzz_inputs import FuzzInput, clear_folder, draw_input

MAX_SECONDS = 10.0
"""Of the processor, for one command on one archive."""
MAX_MIB = 500
"""By how much a process may grow over its archives."""
_BATCH_SIZE = 25
_CIRCUMSTANCES = ("--region", "DE", "--age", "adult", "--as-of", "2026-11-22")
_SUFFIXES = (".csv", ".json", ".xlsx", ".html", ".txt", ".dat")


@dataclass
class Tally:
    """What became of some archives."""

    archives: int = 0
    tables: int = 0
    commands: int = 0
    max_seconds: float = 0.0
    slowest: str = ""
    max_growth_mib: float = 0.0
    exits: Counter[int] = field(default_factory=Counter)
    finds: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.archives += other.archives
        self.tables += other.tables
        self.commands += other.commands
        if other.max_seconds > self.max_seconds:
            self.max_seconds, self.slowest = other.max_seconds, other.slowest
        self.max_growth_mib = max(self.max_growth_mib, other.max_growth_mib)
        self.exits += other.exits
        self.finds += other.finds

    def __str__(self) -> str:
        exits = ", ".join(f"{count} of {code}" for code, count in sorted(self.exits.items()))
        return (
            f"{self.archives} archives, {self.tables} tables, {self.commands} commands (exit codes: {exits}); worst "
            f"{self.max_seconds:.2f} s of the processor ({self.slowest}), {self.max_growth_mib:.0f} MiB; "
            f"{len(self.finds)} finds"
        )


@dataclass(frozen=True)
class Ran:
    """A run of a command."""

    code: int
    out: str
    err: str


class Session:
    """The commands on one archive, each watched."""

    def __init__(self, given: FuzzInput, out_folder: Path, chance: random.Random, tally: Tally) -> None:
        self._given, self._out_folder, self._chance, self._tally = given, out_folder, chance, tally

    def run(self, *words: str) -> Ran:
        paths = [str(path) for path in self._given.paths]
        out, err = io.StringIO(), io.StringIO()
        begun = time.process_time()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.main([words[0], *paths, *words[1:]])
        seconds = time.process_time() - begun
        tally = self._tally
        tally.commands += 1
        tally.exits[code] += 1
        if seconds > tally.max_seconds:
            tally.max_seconds, tally.slowest = seconds, words[0]
        return Ran(code, out.getvalue(), err.getvalue())

    def find_faults(self) -> Iterator[str]:
        """What is wrong with an archive's answers, in sentences."""
        before = {path: _digest(path) for path in self._given.paths}
        checked = self.run("check", "--json")
        yield from _find_run_faults("check", checked)
        if checked.code in EXITS.values():
            document = json.loads(checked.out)
            yield from _find_document_faults(document, checked.code, self._given)
            if document["error"] is None:
                yield from self._find_item_faults(document)
        yield from self._find_report_faults()
        if before != {path: _digest(path) for path in self._given.paths}:
            yield "the input was altered"

    def _find_item_faults(self, document: dict[str, Any]) -> Iterator[str]:
        if self._chance.random() > 0.5:
            return
        listed = self.run("items", "--json", *_CIRCUMSTANCES)
        yield from _find_run_faults("items", listed)
        if listed.code not in (0, 1):
            return
        records = [json.loads(line) for line in listed.out.splitlines()]
        ids = [record["id"] for record in records]
        if len(set(ids)) != len(ids):
            yield "items: an id occurs twice"
        rows: dict[tuple[int, str], set[int]] = {}
        for record in records:
            archive, _, _rest = record["id"].partition("!")
            number = int(archive) if archive.isdigit() and "!" in record["id"] else 1
            rows.setdefault((number, record["member"]), set()).add(record["row"])
        shown = {(file["archive"], file["member"]): file["rows"] or 0 for file in document["files"]}
        for place, numbers in rows.items():
            if len(numbers) > shown.get(place, 0):
                yield f"items: {place[1]!r} has items of {len(numbers)} rows, and {shown.get(place)} are shown"
        if ids and self._chance.random() < 0.5:
            asked = self._chance.choice(ids)
            yield from _find_run_faults("explain", self.run("explain", asked, "--json", *_CIRCUMSTANCES))

    def _find_report_faults(self) -> Iterator[str]:
        if self._chance.random() > 0.4:
            return
        suffix = self._chance.choice(_SUFFIXES)
        target = self._out_folder / f"report{suffix}"
        options = ["--pseudonyms"] if self._chance.random() < 0.4 else []
        wrote = self.run("report", "--out", str(target), *options, *_CIRCUMSTANCES)
        yield from _find_run_faults(f"report {suffix} {' '.join(options)}", wrote)
        if wrote.code in (0, 1):
            yield from _find_file_faults(target)
        elif target.exists():
            yield f"report {suffix}: refused, and a file is there"
        stray = [path.name for path in self._out_folder.iterdir() if not path.name.startswith("report.")]
        if stray:
            yield f"report {suffix}: {stray} is left"


def _find_run_faults(name: str, ran: Ran) -> Iterator[str]:
    if ran.code not in (0, 1, 2):
        yield f"{name}: exit code {ran.code}: {ran.err.strip()[-300:]}"
    if "Traceback" in ran.err or "Exception ignored" in ran.err:
        yield f"{name}: a traceback: {ran.err.strip()[-300:]}"


def _find_document_faults(document: dict[str, Any], code: int, given: FuzzInput) -> Iterator[str]:
    if EXITS[document["status"]] != code:
        yield f"check: exit code {code} does not fit {document['status']}"
    if document["error"] is not None:
        return
    files = {file["member"]: file for file in document["files"]}
    codes: dict[str, set[str]] = {}
    for warning in document["warnings"]:
        codes.setdefault(warning["member"], set()).add(warning["code"])
    for member, records in given.tables.items():
        # The folder that holds everything is not part of a member's name.
        file = files.get(member) or next((f for name, f in files.items() if member.endswith(f"/{name}")), None)
        if file is None:
            yield f"check: {member!r} is not listed"
        elif fault := _describe_loss(file, records, codes.get(file["member"], set())):
            yield f"check: {member!r} holds {records} records and {fault}"
    warned = {warning["member"] for warning in document["warnings"] if warning["severity"] == "warning"}
    for member in given.damaged & files.keys() - warned:
        if files[member]["state"] not in ("ignored", "media"):
            yield f"check: {member!r} has a wrong checksum, and nothing is said"


def _describe_loss(file: dict[str, Any], records: int, codes: set[str]) -> str:
    """What is wrong with the number of records of a sound table; "" for nothing."""
    if file["state"] in ("ignored", "unreadable"):
        return "" if codes or file["state"] == "ignored" else "is unreadable without a word"
    if file["state"] == "empty":
        return "is called empty" if records else ""
    found = (file["rows"] or 0) + (file["set_aside"] or 0)
    is_headless = "W_NO_HEADER" in codes  # its header counts as a record
    return "" if found == records + is_headless else f"{found} are accounted for ({', '.join(sorted(codes))})"


def _find_file_faults(target: Path) -> Iterator[str]:
    if target.suffix == ".json":
        json.loads(target.read_text("utf-8"))
    elif target.suffix == ".csv":
        with target.open(encoding="utf-8-sig", newline="") as stream:
            widths = {len(row) for row in csv.reader(stream)}
        if len(widths) != 1:
            yield f"report .csv: rows of {sorted(widths)} cells"
    elif target.suffix == ".xlsx":
        with zipfile.ZipFile(target) as workbook:
            if workbook.testzip() is not None:
                yield "report .xlsx: damaged"
            if any(b"<f>" in workbook.read(name) for name in workbook.namelist() if "worksheets" in name):
                yield "report .xlsx: a formula"
    elif not target.stat().st_size:
        yield f"report {target.suffix}: empty"


def _digest(path: Path) -> str:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file).encode("utf-8", "surrogateescape"))
        if file.is_file() and not file.is_symlink():
            digest.update(file.read_bytes())
    return digest.hexdigest()


def run_batch(seed: str, table_count: int | None, numbers: range) -> Tally:
    """Try some archives in this process."""
    tally = Tally()
    csv.field_size_limit(1 << 30)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as place, contextlib.ExitStack() as surroundings:
        inputs, outputs, scratch, home = (Path(place, name) for name in ("in", "out", "scratch", "home"))
        for folder in (inputs, outputs, scratch, home):
            folder.mkdir()
        surroundings.enter_context(_live_in(home, scratch))
        growth_begin = _peak_mib()
        for number in numbers:
            chance = random.Random(f"{seed} {number}")  # noqa: S311 - the same archive for the same seed
            clear_folder(inputs)
            clear_folder(outputs)
            given = draw_input(chance, inputs, table_count)
            tally.archives += 1
            tally.tables += _count_tables(given)
            before = tally.max_seconds
            faults = list(_try_archive(Session(given, outputs, chance, tally)))
            if tally.max_seconds > max(before, MAX_SECONDS):
                faults.append(f"it took {tally.max_seconds:.1f} s of {MAX_SECONDS:g} ({tally.slowest})")
            faults += [f"{path.name} is left in the temporary folder" for path in scratch.iterdir()]
            clear_folder(scratch)
            tally.max_growth_mib = max(tally.max_growth_mib, _peak_mib() - growth_begin)
            if tally.max_growth_mib > MAX_MIB:
                faults.append(f"memory grew by {tally.max_growth_mib:.0f} MiB of {MAX_MIB}")
            tally.finds += [f"--seed {seed} --first {number}: {fault}" for fault in faults]
    return tally


@contextlib.contextmanager
def _live_in(home: Path, scratch: Path) -> Iterator[None]:
    """Keep what the program writes of its own in folders that are looked at, and put everything back afterwards."""
    folders = {"TMPDIR": str(scratch), "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
    with (
        mock.patch.dict(os.environ, {**folders, "QT_QPA_PLATFORM": "offscreen"}),
        mock.patch.object(tempfile, "tempdir", None),
    ):
        yield
    set_register(None)


def _try_archive(session: Session) -> Iterator[str]:
    try:
        yield from session.find_faults()
    except Exception as error:  # noqa: BLE001 - output that is not what its format says, or a fault that came through
        yield f"{type(error).__name__}: {error}"[:300]


def _count_tables(given: FuzzInput) -> int:
    count = 0
    for path in given.paths:
        if path.is_dir():
            count += sum(1 for file in path.rglob("*.csv"))
        elif path.suffix == ".zip":
            count += path.read_bytes().count(b"PK\x01\x02")
        else:
            count += 1
    return count


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(
    archive_count: int, seed: str, *, first: int = 0, table_count: int | None = None, jobs: int = 2, show: bool = True
) -> Tally:
    """Try archives in processes that are made anew for every batch; each of ``table_count`` tables, or of a few."""
    total = Tally()
    batches = [
        range(start, min(start + _BATCH_SIZE, first + archive_count))
        for start in range(first, first + archive_count, _BATCH_SIZE)
    ]
    # Each batch in a fresh process: memory is measured from the same beginning, and nothing is carried over.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for done, tally in enumerate(pool.map(partial(run_batch, seed, table_count), batches), 1):
            total.add(tally)
            if show and (tally.finds or done % 20 == 0):
                print(*tally.finds, f"{total.archives} of {archive_count}", sep="\n", file=sys.stderr, flush=True)  # noqa: T201
    return total


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.fuzz", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("--archives", type=int, default=200)
    parser.add_argument("--seed", default="20261201")
    parser.add_argument("--first", type=int, default=0, help="the number of the first archive")
    parser.add_argument("--tables", type=int, help="how many tables each archive holds; else 1 to 12")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    tally = run(options.archives, options.seed, first=options.first, table_count=options.tables, jobs=options.jobs)
    print(*tally.finds, tally, sep="\n")  # noqa: T201
    return 1 if tally.finds else 0


if __name__ == "__main__":
    sys.exit(main())
