"""What people would take instead to get at the same rows: a few lines of Python, pandas, DuckDB, sqlite-utils.

Each loads every table of the archive, as text, into something that can be asked, and counts its rows; ours opens the
archive, which sorts, dates and judges them besides. Imports cost neither side anything. The way in that each of them
has for such files is taken: pandas and DuckDB are told of the note above Connections.csv, as any script must be.
"""

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from tests.benchmarks.frame import Measure, Missing, Run, Size, Stopwatch

_NOTE = b"Notes:"
_NOTE_LINES = 3
_DUCKDB = (
    "SELECT * FROM read_csv(?, skip=?, all_varchar=true, header=true, delim=',', quote='\"', escape='\"', "
    "strict_mode=false, max_line_size=16000000)"
)
_SIZES: tuple[Size, ...] = ("typical", "heavy")


def ours(path: Path) -> Run:
    """Open, hash, sort, date and judge."""
    from tests.benchmarks.opening import opened

    run = opened(path)
    return Run(run.amount, run.cpu, {"rows": _rows(path)})


def _rows(path: Path) -> int:
    """The records of all tables, as the program counts them; not timed."""
    from inspector import catalog
    from inspector.holdings import reader
    from inspector.progress import Monitor

    return sum(file.rows + file.set_aside for file in reader.read([path], catalog.load_catalog(), Monitor()).files)


def _tables(path: Path) -> Iterator[tuple[str, IO[bytes], int]]:
    """Every table of the archive: its name, its bytes, and how many lines of a note stand above its names."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as stream:
                above = _NOTE_LINES if stream.peek(len(_NOTE)).startswith(_NOTE) else 0
                yield name, stream, above


def _records(path: Path) -> Iterator[tuple[str, Iterator[list[str]]]]:
    for name, stream, above in _tables(path):
        text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
        for _ in range(above):
            text.readline()
        yield name, csv.reader(text)


def reader(path: Path) -> Run:
    """``csv.reader``, into lists."""
    csv.field_size_limit(1 << 30)
    with Stopwatch() as watch:
        loaded = {name: list(records) for name, records in _records(path)}
        rows = sum(len(table) - 1 for table in loaded.values())
    return watch.run(rows=rows)


def pandas(path: Path) -> Run:
    """``pandas.read_csv``, a frame a table."""
    import pandas as library

    with Stopwatch() as watch:
        loaded = {
            name: library.read_csv(stream, dtype=str, keep_default_na=False, skiprows=above)
            for name, stream, above in _tables(path)
        }
        rows = sum(map(len, loaded.values()))
    return watch.run(rows=rows)


def duckdb(path: Path) -> Run:
    """DuckDB, a table each, of the unpacked files."""
    try:
        import duckdb as library
    except ImportError:
        raise Missing("duckdb is not installed") from None

    with tempfile.TemporaryDirectory() as place, Stopwatch() as watch:
        tables = [(name, above) for name, _stream, above in _tables(path)]
        with zipfile.ZipFile(path) as archive:
            archive.extractall(place)
        base, rows = library.connect(), 0
        for number, (name, above) in enumerate(tables):
            base.execute(f"CREATE TABLE t{number} AS {_DUCKDB}", [str(Path(place) / name), above])
            rows += base.execute(f"SELECT count(*) FROM t{number}").fetchone()[0]  # noqa: S608
    return watch.run(rows=rows)


def sqlite_utils(path: Path) -> Run:
    """sqlite-utils, a table each, as its command ``insert --csv`` does it."""
    try:
        import sqlite_utils as library
    except ImportError:
        raise Missing("sqlite-utils is not installed") from None

    csv.field_size_limit(1 << 30)
    with tempfile.TemporaryDirectory() as place, Stopwatch() as watch:
        base, rows = library.Database(str(Path(place) / "archive.db")), 0
        for number, (_name, records) in enumerate(_records(path)):
            heads = _told_apart(next(records))
            table = base[f"t{number}"]
            table.insert_all((dict(zip(heads, record, strict=False)) for record in records), alter=True)
            rows += table.count if table.exists() else 0
        base.close()
    return watch.run(rows=rows)


def _told_apart(heads: list[str]) -> list[str]:
    """The names of columns, those that stand there before with a number behind them: a table has no two alike."""
    seen: dict[str, int] = {}
    found = []
    for head in heads:
        key = head.casefold()
        seen[key] = seen.get(key, 0) + 1
        found.append(head if seen[key] == 1 else f"{head} {seen[key]}")
    return found


def _measure(name: str, against: str, yardstick: Callable[[Path], Run], goal: float, rounds: int) -> Measure:
    goals: dict[Size, float] = {"heavy": goal}
    few: dict[Size, int] = {"heavy": rounds}
    return Measure(
        f"instead-{name}", "open, hash, sort, date and judge an archive", against, ours, yardstick, goals,
        sizes=_SIZES, rounds_at=few,
    )  # fmt: skip


MEASURES = (
    _measure("csv", "a script with csv.reader, rows as lists", reader, 1.0, 3),
    _measure("pandas", "a script with pandas.read_csv", pandas, 1.0, 3),
    _measure("duckdb", "DuckDB, tables in memory", duckdb, 1.0, 3),
    _measure("sqlite-utils", "sqlite-utils, tables in a file", sqlite_utils, 0.05, 1),
)
