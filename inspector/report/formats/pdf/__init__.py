"""The report on a few pages of A4: headline, chart, counts, what to do, method, sources.

``page_content`` says what stands on the pages, ``page_layout`` has Qt lay them out and paints them, ``chart_painter``
paints the bars, ``fonts`` chooses fonts and marks characters that none of them has.

Qt is imported only when a PDF is written, and its offscreen platform serves where there is no display.
Every text is made printable and escaped before Qt sees it; Qt loads no file and no address. Qt puts the time of writing
into the file; it is replaced by the report's own moment, so that the same report gives the same bytes.
"""

import re
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from inspector.errors import Problem, Refused, Severity
from inspector.i18n import _
from inspector.progress import Monitor
from inspector.report.formats.pdf.fonts import TextEncoder, create_font, list_scripts
from inspector.report.formats.pdf.measures import FONT_SIZE, UNITS_PER_INCH
from inspector.report.formats.pdf.page_layout import lay_out_document, paint_page
from inspector.report.report import Report

TITLE = _("PDF")
_DATE_PATTERN = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}(Z|[+-]\d\d'\d\d'?)(\))")
_XMP_TEMPLATE = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)
"""XMP (ISO 16684-1) with the language of the file: Qt sets no /Lang in the catalog, and readers look here next."""


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
        content, missing = _render_pages(report, monitor)
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


def _render_pages(report: Report, monitor: Monitor) -> tuple[bytes, set[str]]:
    """The file as Qt writes it, and the characters that no font has."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUuid
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

    font = create_font(FONT_SIZE)
    encoder = TextEncoder(font, report.language)
    document = lay_out_document(report, encoder, font)
    monitor.step(1, 2, TITLE)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(1200)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    writer.setTitle(report.localize(_("Exposure of a LinkedIn data archive")))
    writer.setCreator(report.app)
    writer.setDocumentXmpMetadata(QByteArray(_XMP_TEMPLATE.format(report.language.tag).encode()))
    name = f"{report.generated_at.isoformat()} {report.summary.headline} {report.header_lines}"
    writer.setDocumentId(QUuid(f"{{{uuid.uuid5(uuid.NAMESPACE_URL, name)}}}"))
    painter = QPainter(writer)
    painter.scale(1200 / UNITS_PER_INCH, 1200 / UNITS_PER_INCH)
    count = document.pageCount()
    for page in range(count):
        monitor.step(1, 2, TITLE)
        if page:
            writer.newPage()
        paint_page(painter, document, report, encoder, page, count)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data()), encoder.missing_characters
