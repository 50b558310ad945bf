"""Items to a .csv file, against reading that file, and against reading the archive whose texts it repeats.

The file is some four times as long as the tables of the archive: four verdicts stand beside each item.
"""

import csv
import io
import tempfile
from pathlib import Path

from tests.benchmarks import archives
from tests.benchmarks.frame import Measure, Run, Size, Stopwatch
from tests.benchmarks.workbook import report

_SIZES: tuple[Size, ...] = ("typical", "heavy")


def written(subject: Path) -> Run:
    """Write every item with its texts and its verdicts on nine uses."""
    from inspector.progress import Monitor
    from inspector.report.formats import csv_format

    found = report(subject)
    with tempfile.TemporaryFile() as stream, Stopwatch() as watch:
        csv_format.write(found, stream, Monitor())
    return watch.run(items=len(found.selection))


def read_back(subject: Path) -> Run:
    """Read the same file with ``csv.reader``, row by row, keeping none."""
    from inspector.progress import Monitor
    from inspector.report.formats import csv_format

    csv.field_size_limit(1 << 30)
    with tempfile.TemporaryFile() as stream:
        csv_format.write(report(subject), stream, Monitor())
        stream.seek(0)
        with Stopwatch() as watch, io.TextIOWrapper(stream, "utf-8-sig", newline="") as text:
            rows = sum(1 for _row in csv.reader(text))
    return watch.run(items=rows - 1)


def read_archive(subject: Path) -> Run:
    """Read the archive."""
    import pyarrow.csv  # noqa: F401 - what any opening loads first

    from inspector import catalog
    from inspector.holdings import reader
    from inspector.progress import Monitor

    known = catalog.load_catalog()
    with Stopwatch() as watch:
        holdings = reader.read([subject], known, Monitor())
    return watch.run(items=holdings.item_count)


MEASURES = (
    Measure(
        "csv-report",
        "all items to .csv, with four verdicts each",
        "csv.reader reading that file",
        written,
        read_back,
        {"heavy": 1.0},
        archives.archive,
        _SIZES,
        rounds_at={"heavy": 3},
    ),
    Measure(
        "csv-report-read",
        "all items to .csv, with four verdicts each",
        "reading the archive, a quarter of its bytes",
        written,
        read_archive,
        {},
        archives.archive,
        _SIZES,
        rounds_at={"heavy": 3},
    ),
)
