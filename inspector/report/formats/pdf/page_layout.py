"""The pages as Qt lays them out and paints them: text, chart, header and footer."""

from typing import TYPE_CHECKING, Any

from inspector.i18n import _
from inspector.printable import to_one_line
from inspector.report.formats.pdf.chart_painter import CHART_SCALE, LEGEND_HEIGHT, draw_chart, lay_out_chart
from inspector.report.formats.pdf.fonts import TextEncoder, create_painter_font
from inspector.report.formats.pdf.measures import (
    PAGE_SIZE,
    SMALL_FONT_SIZE,
    TEXT_HEIGHT,
    TEXT_LEFT,
    TEXT_TOP,
    TEXT_WIDTH,
)
from inspector.report.formats.pdf.page_content import CHART_PLACEHOLDER, render_html
from inspector.report.report import Report

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter, QTextBlock, QTextDocument

_STYLE_SHEET = """
h1 { font-size: 15pt; margin-top: 0; margin-bottom: 4px; }
h2 { font-size: 11pt; margin-top: 16px; margin-bottom: 4px; color: #1f3a5f; }
p { margin-top: 2px; margin-bottom: 2px; }
.muted { color: #56606b; }
th { text-align: left; color: #ffffff; background-color: #1f3a5f; }
td, th { padding: 2px 5px; }
"""


def lay_out_document(report: Report, encoder: TextEncoder, font: "QFont") -> "QTextDocument":
    """The report laid out for pages of A4."""
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QTextDocument

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


def _keep_headings(document: "QTextDocument") -> None:
    """Move a heading to the next page where its text begins there: none stands alone at the foot of a page."""
    from PySide6.QtGui import QTextCursor, QTextFormat

    layout = document.documentLayout()

    def get_page(block: "QTextBlock") -> int:
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
    painter: "QPainter", document: "QTextDocument", report: Report, encoder: TextEncoder, page: int, count: int
) -> None:
    """One page: the matter above, the text, the day and the page's number below."""
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QColor

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


def _insert_chart(document: "QTextDocument", report: Report, encoder: TextEncoder) -> None:
    """Replace the placeholder paragraph with the chart."""
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QPyTextObject, QTextCharFormat, QTextCursor, QTextFormat

    chart = lay_out_chart(report.summary.build_table(report.exposure.pack.leading_uses[0]), encoder)

    class Chart(QPyTextObject):
        """The chart as an inline object of the document."""

        def intrinsicSize(self, *_: Any) -> QSizeF:  # noqa: N802, ANN401 - Qt's name
            return QSizeF(TEXT_WIDTH, chart.height * CHART_SCALE + LEGEND_HEIGHT)

        def drawObject(self, painter: "QPainter", rect: Any, *_: Any) -> None:  # noqa: N802, ANN401 - Qt's name
            draw_chart(painter, rect, chart, encoder)

    object_type = QTextFormat.ObjectTypes.UserObject.value + 1
    document.documentLayout().registerHandler(object_type, Chart(document))
    cursor: QTextCursor = document.find(CHART_PLACEHOLDER)
    char_format = QTextCharFormat()
    char_format.setObjectType(object_type)
    cursor.insertText("\ufffc", char_format)
