"""The chart of ``inspector.report.bar_chart``, painted with its counts and a legend.

Hatches are painted line by line: Qt would turn the patterns of an SVG into pictures in the PDF.
"""

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from inspector.i18n import Value
from inspector.report.bar_chart import ROW_HEIGHT, BarChart, lay_out_bars
from inspector.report.formats.pdf.fonts import TextEncoder, create_painter_font
from inspector.report.formats.pdf.measures import SMALL_FONT_SIZE, TEXT_WIDTH
from inspector.report.palette import get_colour_key, get_pattern_key, load_palette
from inspector.summary.labels import title_category
from inspector.summary.use_table import UseTable

CHART_SCALE = 15 / ROW_HEIGHT
"""The scale of the chart against that of the web page: its rows are 15 units high."""
LEGEND_HEIGHT = 34


def lay_out_chart(table: UseTable, encoder: TextEncoder) -> BarChart:
    """The chart of a table, as wide as the text of a page."""
    names = [title_category(category) for category in table.rows]
    counts = [sum(row.values()) for row in table.rows.values()]
    name_width, count_width = (
        max(map(encoder.measure_width, texts), default=0.0) / CHART_SCALE for texts in (names, counts)
    )
    return lay_out_bars(table, TEXT_WIDTH / CHART_SCALE, name_width, count_width)


def draw_chart(painter: QPainter, rect: QRectF, chart: BarChart, encoder: TextEncoder) -> None:
    """Draw one bar for each category with its number of items, and the legend below."""

    def draw_text(text: Value, left: float, baseline: float) -> None:
        painter.setPen(QColor("#1c2126"))
        painter.drawText(QPointF(left, baseline), encoder.make_drawable(text))

    painter.save()
    painter.translate(rect.topLeft())
    painter.setFont(create_painter_font(SMALL_FONT_SIZE))
    scale = CHART_SCALE
    for bar in chart.bars:
        baseline = bar.baseline * scale
        draw_text(bar.name, chart.names_end * scale - encoder.measure_width(bar.name), baseline)
        for part in bar.parts:
            part_rect = QRectF(part.left * scale, part.top * scale, part.width * scale, part.height * scale)
            _draw_part(painter, part_rect, part.colour, part.pattern)
        draw_text(bar.items, bar.count_left * scale, baseline)
    left, top = chart.start * scale, chart.height * scale + 10
    for column in chart.columns:
        _draw_part(painter, QRectF(left, top + 2, 10, 10), get_colour_key(column), get_pattern_key(column))
        draw_text(column.title, left + 14, top + 10)
        left += encoder.measure_width(column.title) + 30
    painter.restore()


def _draw_part(painter: QPainter, rect: QRectF, colour_key: str, pattern_key: str) -> None:
    """Draw a part of a bar with its hatch: outcomes differ without colour too (WCAG 2.2, 1.4.1)."""
    palette = load_palette()
    colour = QColor(palette.bars[colour_key])
    painter.save()
    painter.setClipRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))
    pattern = palette.hatches.get(pattern_key, "")
    pale = QColor(colour)
    pale.setAlpha(60)
    painter.fillRect(rect, pale if pattern else colour)
    painter.setPen(QPen(colour, 0.8))
    painter.drawRect(rect)
    for number in range(int((rect.width() + rect.height()) // 3.5) + 1 if pattern else 0):
        x = rect.left() + number * 3.5
        lines = {
            "rising": QLineF(x, rect.top(), x - rect.height(), rect.bottom()),
            "falling": QLineF(x - rect.height(), rect.top(), x, rect.bottom()),
            "upright": QLineF(x, rect.top(), x, rect.bottom()),
        }
        if pattern in lines:
            painter.drawLine(lines[pattern])
        elif pattern == "crossed":
            painter.drawLines([lines["rising"], lines["falling"]])
    if pattern == "level":
        painter.drawLine(QLineF(rect.left(), rect.center().y(), rect.right(), rect.center().y()))
    painter.restore()
