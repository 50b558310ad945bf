"""Items to a workbook, against xlsxwriter's fastest way: each row written and forgotten.

The yardstick is handed rows that were made before its clock runs; ours makes them. xlsxwriter comes with the extra
``benchmark``.
"""

import io
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from tests.benchmarks import archives
from tests.benchmarks.frame import Measure, Missing, Run, Size, Stopwatch, peak

_ROWS: dict[Size, int] = {"typical": 50_000, "heavy": 500_000}
_TOGETHER = 1000


def _subject(size: Size) -> Path:
    """An archive of so many rows, written if it is not there yet."""
    path = archives.STORE / f"workbook-{_ROWS[size]}-{archives.SEED}-{archives.EDITION}" / "archive.zip"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        begun = path.with_suffix(".part")
        archives.write(begun, _ROWS[size])
        begun.replace(path)
    return path


def report(subject: Path) -> Any:
    """The report on an archive: all of its items, nothing written yet."""
    import datetime as dt

    from inspector import catalog, exposure, policy
    from inspector.holdings import reader
    from inspector.progress import Monitor
    from inspector.report.report import Report

    pack = policy.read(policy.find_builtin_folder())
    holdings = reader.read([subject], catalog.load_catalog(), Monitor())
    stated = policy.parse_circumstances(pack, regions=["DE"], today=dt.date(2026, 11, 22))
    return Report(exposure.judge(holdings, pack, stated), dt.datetime(2026, 11, 22, tzinfo=dt.UTC))


def ours(subject: Path) -> Run:
    """Write the whole workbook: the items and all sheets around them."""
    from inspector.progress import Monitor
    from inspector.report.formats import xlsx

    found = report(subject)
    with tempfile.TemporaryFile() as stream, Stopwatch() as watch:
        xlsx.write(found, stream, Monitor())
    return watch.run(items=len(found.selection))


def xlsxwriter(subject: Path) -> Run:
    """Write the sheet of items alone, cell by cell, texts that only look like something else staying texts."""
    try:
        import xlsxwriter as library
    except ImportError:
        raise Missing("xlsxwriter is not installed") from None
    from inspector.report.formats.item_list import build_item_cells, list_column_titles

    found = report(subject)
    spent, count, rows = 0.0, 0, (build_item_cells(found, item) for item in found.items())
    with tempfile.TemporaryDirectory() as place:
        book = library.Workbook(
            str(Path(place) / "out.xlsx"),
            {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        sheet = book.add_worksheet("Items")
        sheet.write_row(0, 0, list_column_titles(found.exposure.pack))
        for some in _together(rows):
            begun = time.perf_counter()
            for words in some:
                count += 1
                for column, text in enumerate(words):
                    sheet.write_string(count, column, text)
            spent += time.perf_counter() - begun
        begun = time.perf_counter()
        book.close()
        spent += time.perf_counter() - begun
    return Run(spent, 0.0, {"items": count})


def _together(rows: Iterator[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    while some := list(islice(rows, _TOGETHER)):
        yield some


def memory(subject: Path) -> Run:
    """What writing takes beyond what the archive takes that is read."""
    from inspector.progress import Monitor
    from inspector.report.formats import xlsx

    xlsx.write(report(_subject("typical")), io.BytesIO(), Monitor())  # libraries, and a small one, are no growth
    found = report(subject)
    found.selection  # noqa: B018 - belongs to the report
    before = peak()
    with tempfile.TemporaryFile() as stream:
        xlsx.write(found, stream, Monitor())
    return Run(max(peak() - before, 1))


def file(subject: Path) -> Run:
    """The bytes of the archive."""
    return Run(subject.stat().st_size)


MEASURES = (
    Measure(
        "workbook",
        "all items to .xlsx, 50,000 and 500,000",
        "xlsxwriter constant_memory, of rows made before",
        ours,
        xlsxwriter,
        {"typical": 0.25, "heavy": 0.25},
        _subject,
        ("typical", "heavy"),
        rounds=3,
        rounds_at={"heavy": 1},
    ),
    Measure(
        "workbook-memory",
        "what writing that workbook takes on top",
        "bytes of the zip",
        memory,
        file,
        {},
        _subject,
        ("typical", "heavy"),
        rounds=1,
        unit="MB",
    ),
)
