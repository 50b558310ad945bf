"""The report on a few pages of A4: headline, chart, counts, what to do, method, sources.

``page_content`` says what stands on the pages, ``page_layout`` has Qt lay them out and paints them, ``chart_painter``
paints the bars, ``fonts`` chooses fonts and marks characters that none of them has.

Qt is imported only when a PDF is written, and its offscreen platform serves where there is no display.
Every text is made printable and escaped before Qt sees it; Qt loads no file and no address. Qt puts the time of writing
into the file; it is replaced by the report's own moment, so that the same report gives the same bytes.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from inspector.errors import Problem, Refused, Severity
from inspector.i18n import _
from inspector.progress import Monitor
from inspector.report.formats.pdf.fonts import list_scripts
from inspector.report.report import Report

TITLE = _("PDF")
_DATE_PATTERN = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}(Z|[+-]\d\d'\d\d'?)(\))")


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write the pages; raises ``Refused`` (X_NO_QT) where Qt cannot be used, and ``Cancelled``."""
    monitor.step(0, 2, TITLE)
    try:
        from PySide6 import QtGui  # noqa: F401 - asked for before any work is done
    except ImportError as error:
        raise Refused(
            "X_NO_QT",
            _("A PDF needs the graphics library Qt, which cannot be used on this machine."),
            _("Choose .html instead: a browser prints it, or saves it as PDF."),
        ) from error
    with provide_application():
        from inspector.report.formats.pdf.page_layout import render_pages  # it imports Qt

        content, missing = render_pages(report, monitor, TITLE)
    stream.write(_set_dates(content, report))
    if not missing:
        return ()
    message = _(
        "No font of this machine has these characters, which stand as marks: {scripts}.",
        scripts=", ".join(list_scripts(missing)),
    )
    return (Problem("X_FONT", message, Severity.NOTE, count=len(missing)),)


@contextmanager
def provide_application() -> Iterator[None]:
    """Provide the application that Qt needs for fonts: the window's own, else one while the report is written."""
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is not None:
        yield
        return
    offscreen = ["-platform", "offscreen"] if sys.platform.startswith("linux") else []
    application = QGuiApplication(["inspector", *offscreen])
    try:
        yield
    finally:
        application.shutdown()


def _set_dates(content: bytes, report: Report) -> bytes:
    """The file with the report's moment in place of Qt's. Its length stays: the cross-reference table holds offsets."""
    moment = f"{report.generated_at:%Y%m%d%H%M%S}".encode()
    return _DATE_PATTERN.sub(lambda match: match[1] + moment + _format_utc(match[2]) + match[3], content)


def _format_utc(zone: bytes) -> bytes:
    """UTC in the notation and length of the zone that Qt wrote (ISO 32000-1, 7.9.4)."""
    return b"Z" if zone == b"Z" else b"+00'00'"[: len(zone)]
