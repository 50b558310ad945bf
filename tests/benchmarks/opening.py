"""Opening an archive: from the zip file to judged items, against Python's zipfile inflating it to nothing."""

import datetime as dt
import zipfile
from pathlib import Path

from tests.benchmarks.frame import Measure, Run, Stopwatch, peak

TODAY = dt.date(2026, 11, 22)


def opened(path: Path) -> Run:
    """Open, hash, sort, date and judge; the rules and the catalog are there already, as in a program that runs."""
    import pyarrow.csv  # noqa: F401 - what any opening loads first

    from inspector import catalog, exposure, policy
    from inspector.holdings import reader
    from inspector.progress import Monitor

    known, pack = catalog.load_catalog(), policy.read(policy.find_builtin_folder())
    circumstances = policy.parse_circumstances(pack, regions=["DE"], age="adult", today=TODAY)
    with Stopwatch() as watch:
        holdings = reader.read([path], known, Monitor())
        found = exposure.judge(holdings, pack, circumstances)
        tallied = sum(tally.items for tally in found.tallies)
    if tallied != holdings.item_count * len(pack.uses) or any(p.code == "W_OTHER_OWNER" for p in holdings.problems):
        raise AssertionError("items were lost on the way")
    return watch.run(members=len(holdings.files), bytes=_inflated(path))


def inflated(path: Path) -> Run:
    """Inflate every member to nothing."""
    with Stopwatch() as watch:
        members = total = 0
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                members += 1
                with archive.open(info) as stream:
                    while block := stream.read(1 << 20):
                        total += len(block)
    return watch.run(members=members, bytes=total)


def _inflated(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return sum(info.file_size for info in archive.infolist())


def held(path: Path) -> Run:
    """The most memory that opening held, above that of an empty window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(["empty", "-platform", "offscreen"])
    window = QMainWindow()
    window.show()
    application.processEvents()
    empty = peak()
    opened(path)
    return Run(peak() - empty)


def size_of_tables(path: Path) -> Run:
    """The bytes of the tables."""
    return Run(_inflated(path))


MEASURES = (
    Measure(
        "open",
        "open, hash, sort, date and judge an archive",
        "Python's zipfile inflating it to nothing",
        opened,
        inflated,
        {"heavy": 1.2, "extreme": 1.3},
    ),
    Measure(
        "memory",
        "peak memory of opening, above an empty window",
        "bytes of the tables",
        held,
        size_of_tables,
        {"heavy": 1.8},
        unit="MB",
    ),
)
