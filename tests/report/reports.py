"""Builds reports and reads workbooks for the tests of this folder."""

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from inspector.exposure import Exposure
from inspector.holdings import Holdings
from inspector.progress import Monitor
from inspector.query import ALL, Query
from inspector.report.formats import xlsx
from inspector.report.formats.registry import FORMATS
from inspector.report.options import ReportOptions
from inspector.report.report import Report
from tests.archives import PROFILE, folder, judged, read, table

MOMENT = dt.datetime(2026, 11, 22, 10, 30, tzinfo=dt.UTC)
COMMENTS = ["Date", "Link", "Message"]


def writable() -> list[str]:
    """The suffixes of the formats that can be written here. A PDF needs Qt."""
    try:
        import PySide6.QtGui  # noqa: F401 - whether it can be imported is the question
    except ImportError:
        return [suffix for suffix in FORMATS if suffix != ".pdf"]
    return list(FORMATS)


def report(holdings: Holdings, *regions: str, query: Query = ALL, **stated: Any) -> Report:
    """A report on the holdings. Without ``stated``, the owner is an adult and the as-of day is 2026-11-22."""
    return of(judged(holdings, *regions, **stated), query)


def of(exposure: Exposure, query: Query = ALL, **choices: Any) -> Report:
    """A report on an exposure. ``choices`` are fields of ``ReportOptions``."""
    return Report(exposure, MOMENT, options=ReportOptions(items=query, **choices))


def commented(place: Path, texts: Sequence[str], **choices: Any) -> Report:
    """A report on an archive with a profile and one comment for each text."""
    made = [["2026-01-02 03:04:05", "l", text] for text in texts]
    files = {"Profile.csv": PROFILE, "Comments.csv": table(COMMENTS, *made, quoted=True)}
    return of(judged(read(folder(place, files)), "DE"), **choices)


def content(found: Report) -> bytes:
    """The bytes of a report's workbook."""
    stream = io.BytesIO()
    xlsx.write(found, stream, Monitor())
    return stream.getvalue()


def written(found: Report) -> Any:
    """The workbook of a report as openpyxl reads it."""
    return load_workbook(io.BytesIO(content(found)))


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    """The values of a sheet, row by row."""
    return list(sheet.iter_rows(values_only=True))


def records(sheet: Any) -> list[dict[str, Any]]:
    """The rows below the header, each as a dict from column title to value."""
    head, *rest = rows(sheet)
    return [dict(zip(head, row, strict=True)) for row in rest]
