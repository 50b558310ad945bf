"""Items to a .csv file, against reading the archive whose texts it repeats."""

import tempfile
from pathlib import Path

from tests.benchmarks import archives
from tests.benchmarks.frame import Measure, Run, Size, Stopwatch
from tests.benchmarks.workbook import report

_SIZES: tuple[Size, ...] = ("typical", "heavy")


def written(subject: Path) -> Run:
    """Write every item with its texts and its verdicts on nine uses."""
    from inspector.monitor import Monitor
    from inspector.report import csv_file

    found = report(subject)
    with tempfile.TemporaryFile() as stream, Stopwatch() as watch:
        csv_file.write(found, stream, Monitor())
    return watch.run(items=len(found.selection))


def read(subject: Path) -> Run:
    """Read the archive."""
    import pyarrow.csv  # noqa: F401 - what any opening loads first

    from inspector import catalog, exposure
    from inspector.monitor import Monitor

    known = catalog.load()
    with Stopwatch() as watch:
        holdings = exposure.read([subject], known, Monitor())
    return watch.run(items=holdings.items)


MEASURES = (
    Measure(
        "csv-report",
        "all items to .csv, with nine verdicts each",
        "reading the archive whose texts it repeats",
        written,
        read,
        {"heavy": 1.0},
        archives.archive,
        _SIZES,
        rounds_at={"heavy": 3},
    ),
)
