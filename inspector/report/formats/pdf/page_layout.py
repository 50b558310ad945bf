"""The pages as Qt lays them out and paints them: text, chart, header and footer."""

import uuid
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUuid
from PySide6.QtGui import (
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from inspector.i18n import LazyText, _
from inspector.printable import to_one_line
from inspector.progress import Monitor
from inspector.report.formats.pdf.chart_painter import CHART_SCALE, LEGEND_HEIGHT, draw_chart, lay_out_chart
from inspector.report.formats.pdf.fonts import TextEncoder, create_font, create_painter_font
from inspector.report.formats.pdf.measures import (
    FONT_SIZE,
    PAGE_SIZE,
    SMALL_FONT_SIZE,
    TEXT_HEIGHT,
    TEXT_LEFT,
    TEXT_TOP,
    TEXT_WIDTH,
    UNITS_PER_INCH,
)
from inspector.report.formats.pdf.page_content import CHART_PLACEHOLDER, render_html
from inspector.report.report import Report

_XMP_TEMPLATE = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
)
"""XMP (ISO 16684-1) with the language of the file: Qt sets no /Lang in the catalog, and readers look here next."""
_STYLE_SHEET = """
h1 { font-size: 15pt; margin-top: 0; margin-bottom: 4px; }
h2 { font-size: 11pt; margin-top: 16px; margin-bottom: 4px; color: #1f3a5f; }
p { margin-top: 2px; margin-bottom: 2px; }
.muted { color: #56606b; }
th { text-align: left; color: #ffffff; background-color: #1f3a5f; }
td, th { padding: 2px 5px; }
"""


def lay_out_document(report: Report, encoder: TextEncoder, font: QFont) -> QTextDocument:
    """The report laid out for pages of A4."""
    html = "".join(render_html(report, encoder))
    document = QTextDocument()
    document.setUseDesignMetrics(True)
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(_STYLE_SHEET)
    document.setHtml(html)
    _insert_chart(document, report, encoder)
    document.setPageSize(QSizeF(TEXT_WIDTH, TEXT_HEIGHT))
    _keep_headings(document)
    return document


def _keep_headings(document: QTextDocument) -> None:
    """Move a heading to the next page where its text begins there: none stands alone at the foot of a page."""
    layout = document.documentLayout()

    def get_page(block: QTextBlock) -> int:
        return int(layout.blockBoundingRect(block).top() // TEXT_HEIGHT)

    block = document.begin()
    while block.isValid():
        following = block.next()
        if block.blockFormat().headingLevel() and following.isValid() and get_page(following) != get_page(block):
            block_format = block.blockFormat()
            block_format.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(block_format)
            document.markContentsDirty(0, document.characterCount())
        block = following


def paint_page(
    painter: QPainter, document: QTextDocument, report: Report, encoder: TextEncoder, page: int, count: int
) -> None:
    """One page: the matter above, the text, the day and the page's number below."""
    painter.save()
    painter.translate(TEXT_LEFT, TEXT_TOP - page * TEXT_HEIGHT)
    document.drawContents(painter, QRectF(0, page * TEXT_HEIGHT, TEXT_WIDTH, TEXT_HEIGHT))
    painter.restore()
    painter.setFont(create_painter_font(SMALL_FONT_SIZE))
    painter.setPen(QColor("#56606b"))
    foot = PAGE_SIZE[1] - 52
    title = _("Archive Inspector: exposure of a LinkedIn data archive")
    head = " · ".join(map(report.localize, report.header_lines)) or title
    imprint = _("{moment}, {program}", moment=report.generated_text, program=report.app)
    number = _("Page {page} of {pages}", page=page + 1, pages=count)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    for top, text, side in ((40, head, left), (foot, imprint, left), (foot, number, right)):
        text_rect = QRectF(TEXT_LEFT, top, TEXT_WIDTH, 28)
        painter.drawText(text_rect, int(side | Qt.TextFlag.TextWordWrap), to_one_line(encoder.make_drawable(text), 220))


def _insert_chart(document: QTextDocument, report: Report, encoder: TextEncoder) -> None:
    """Replace the placeholder paragraph with the chart."""
    chart = lay_out_chart(report.summary.build_table(report.exposure.pack.leading_uses[0]), encoder)

    class Chart(QPyTextObject):
        """The chart as an inline object of the document."""

        def intrinsicSize(self, *_: Any) -> QSizeF:  # noqa: N802, ANN401 - Qt's name
            return QSizeF(TEXT_WIDTH, chart.height * CHART_SCALE + LEGEND_HEIGHT)

        def drawObject(self, painter: QPainter, rect: Any, *_: Any) -> None:  # noqa: N802, ANN401 - Qt's name
            draw_chart(painter, rect, chart, encoder)

    object_type = QTextFormat.ObjectTypes.UserObject.value + 1
    document.documentLayout().registerHandler(object_type, Chart(document))
    cursor: QTextCursor = document.find(CHART_PLACEHOLDER)
    char_format = QTextCharFormat()
    char_format.setObjectType(object_type)
    cursor.insertText("\ufffc", char_format)


def render_pages(report: Report, monitor: Monitor, title: LazyText) -> tuple[bytes, set[str]]:
    """The file as Qt writes it, and the characters that no font has; ``title`` names the step for the monitor."""
    font = create_font(FONT_SIZE)
    encoder = TextEncoder(font, report.language)
    document = lay_out_document(report, encoder, font)
    monitor.step(1, 2, title)
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
        monitor.step(1, 2, title)
        if page:
            writer.newPage()
        paint_page(painter, document, report, encoder, page, count)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data()), encoder.missing_characters
