"""What a command costs that needs no archive, or a small one, against an interpreter that does nothing."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import archives
from tests.benchmarks.frame import ROOT, Measure, Run, Size, Stopwatch

_ROWS = 40


def _subject(_size: Size) -> Path:
    """An archive of a few rows a file."""
    path = archives.STORE / f"tiny-{archives.SEED}-{archives.EDITION}" / "archive.zip"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        begun = path.with_suffix(".part")
        archives.write(begun, _ROWS)
        begun.replace(path)
    return path


def _taken(words: list[str], compiled: Path) -> Run:
    """Run Python on some words, with all modules compiled, as those of an installed program are."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with Stopwatch() as watch:
        done = subprocess.run(  # noqa: S603 - the same interpreter
            [sys.executable, *words], env=environment, stdout=subprocess.DEVNULL, check=False
        )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: exit code {done.returncode}")
    return watch.run()


def nothing(subject: Path) -> Run:
    """An interpreter that begins and ends."""
    return _taken(["-c", "pass"], subject.parent)


def _command(words: Callable[[Path], list[str]]) -> Callable[[Path], Run]:
    return lambda subject: _taken(["-m", "inspector", *words(subject)], subject.parent)


def _measure(name: str, said: str, words: Callable[[Path], list[str]], goal: float) -> Measure:
    goals: dict[Size, float] = {"typical": goal}
    return Measure(
        f"command-{name}", said, "Python that does nothing", _command(words), nothing, goals, _subject, ("typical",),
        rounds=9,
    )  # fmt: skip


MEASURES = (
    _measure("version", "`inspector --version`", lambda _subject: ["--version"], 5),
    _measure("help", "`inspector --help`", lambda _subject: ["--help"], 5),
    _measure("rule", "`inspector policy show G12`", lambda _subject: ["policy", "show", "G12"], 12),
    _measure("check", "`inspector check` of an archive of some 400 rows", lambda subject: ["check", str(subject)], 40),
)
