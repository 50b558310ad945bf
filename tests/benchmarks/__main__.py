"""Runs the measures and writes the README's table.

    python -m tests.benchmarks [--size SIZE...] [--only NAME...] [--rounds N] [--write-readme]

Sizes are typical (20,000 rows), heavy (300,000) and extreme (3,000,000); heavy unless said otherwise. Needs about
1.5 GB in the folder for temporary files for the largest. Exit code 1 where a goal is missed.
"""

import argparse
import os
import platform
import statistics
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.benchmarks.frame import ROOT, SIZES, Measure, Result, Run, Size, measures, take

BEGIN, END = "<!-- measures: written by python -m tests.benchmarks -->", "<!-- end of measures -->"
_VERSIONS = ("numpy", "pyarrow", "isal", "pandas", "PySide6-Essentials", "openpyxl", "xlsxwriter")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write where asked to; returns 1 where a goal is missed."""
    known = list(measures())
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--size", nargs="+", choices=SIZES, default=["heavy"])
    parser.add_argument("--only", nargs="+", choices=[measure.name for measure in known], metavar="NAME")
    parser.add_argument(
        "--rounds", type=int, help="how often each side runs, less often where that takes long; once: no warming up"
    )
    parser.add_argument("--write-readme", action="store_true")
    asked = parser.parse_args(arguments)
    print(machine())
    results: list[Result] = []
    for measure in known:
        for size in SIZES:
            if size in asked.size and size in measure.sizes and (not asked.only or measure.name in asked.only):
                results.append(take(measure, size, _rounds(measure, size, asked.rounds)))
                print(*said(results[-1]), sep="\n", flush=True)
                if asked.write_readme:  # at once: who ends a long run keeps what it found
                    write_readme(ROOT / "README.md", known, results)
    return int(any(result.missed for result in results))


def _rounds(measure: Measure, size: Size, most: int | None) -> int:
    """How often a measure is taken: ``most`` at most, where that is said."""
    usual = measure.rounds_at.get(size, measure.rounds)
    return usual if most is None else min(most, measure.rounds_at.get(size, most))


def machine() -> str:
    """The machine and the versions that the figures hang on."""
    found = [f"Python {platform.python_version()}"]
    for name in _VERSIONS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return f"{platform.system()} {platform.machine()}, {_processor()}{os.cpu_count()} cores; {', '.join(found)}"


def _processor() -> str:
    """What the processor calls itself, where the system tells."""
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        told = f"model name: {platform.processor()}"
    names = [line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")]
    return f"{names[0]}, " if names and names[0] else ""


def said(result: Result) -> Iterator[str]:
    """A result for a person to read."""
    measure = result.measure
    if result.fault:
        yield f"{measure.name} {result.size}: {result.fault}"
        return
    goal = measure.goals.get(result.size)
    aim = f", goal {_figure(goal)}{' MISSED' if result.missed else ''}" if goal is not None else ""
    cpu = f", of processor time {_figure(result.cpu_ratio)}" if result.cpu_ratio is not None else ""
    yield f"{measure.name} {result.size}: {_spread(result)}{cpu}{aim}"
    yield f"    {measure.what}: {_amounts(measure, result.ours)}"
    yield f"    {measure.against}: {_amounts(measure, result.yardstick)}"


def _amounts(measure: Measure, runs: Sequence[Run]) -> str:
    amounts = [run.amount / (1e6 if measure.unit == "MB" else 1) for run in runs]
    digits = 1 if measure.unit == "MB" else 4
    least, most = f"{min(amounts):,.{digits}f}", f"{max(amounts):,.{digits}f}"
    return f"median {statistics.median(amounts):,.{digits}f} {measure.unit} of {len(runs)} ({least} to {most})"


def _figure(ratio: float) -> str:
    if ratio >= 10:
        return f"{ratio:,.0f}"
    return f"{ratio:.2f}" if ratio >= 0.095 else f"{ratio:.2g}"


def _spread(result: Result) -> str:
    return f"{_figure(result.ratio)} ({_figure(min(result.ratios))} to {_figure(max(result.ratios))})"


# ---- the README's table: cells that were not measured this time keep what they say


def write_readme(path: Path, known: Iterable[Measure], results: Sequence[Result]) -> None:
    """Put the results between the two marks; raises ``ValueError`` where they are not there."""
    text = path.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    old, after = rest.split(END)
    table = "\n".join(rows(known, results, _cells(old)))
    path.write_text(f"{before}{BEGIN}\n\n{table}\n\n{machine()}.\n\n{END}{after}", encoding="utf-8")


def _cells(table: str) -> dict[tuple[str, str], str]:
    """The cells of the table as it stands, by the two words of the row and the size."""
    found = {}
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 3 + len(SIZES):
            found |= {(f"{cells[0]}|{cells[1]}", size): cell for size, cell in zip(SIZES, cells[3:], strict=True)}
    return found


def rows(known: Iterable[Measure], results: Sequence[Result], old: dict[tuple[str, str], str]) -> Iterator[str]:
    """The lines of the table."""
    new = {(result.measure.name, result.size): result.fault or _spread(result) for result in results}
    yield f"| what | against | goal | {' | '.join(SIZES)} |"
    yield f"| {' | '.join(['---'] * (3 + len(SIZES)))} |"
    for measure in known:
        goal = ", ".join(sorted({_figure(goal) for goal in measure.goals.values()}, key=float))
        row = f"{measure.what}|{measure.against}"
        cells = [new.get((measure.name, size)) or old.get((row, size), "") for size in SIZES]
        yield f"| {measure.what} | {measure.against} | {goal} | {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
