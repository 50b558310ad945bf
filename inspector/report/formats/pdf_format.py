"""The report on a few pages of A4: headline, chart, counts, what to do, method, sources.

Qt lays it out. It is imported only when a PDF is written, and its offscreen platform serves where there is no display.
Every text is made printable and escaped before Qt sees it; Qt loads no file and no address. Qt puts the time of writing
into the file; it is replaced by the report's own moment, so that the same report gives the same bytes.
"""

import re
import sys
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any, BinaryIO

from inspector.errors import Problem, Refused, Severity
from inspector.i18n import Language, Value, _, join_texts, lookup, plural
from inspector.printable import make_printable, to_one_line
from inspector.progress import Monitor
from inspector.report.bar_chart import ROW_HEIGHT, BarChart, lay_out_bars
from inspector.report.palette import get_colour_key, get_pattern_key, load_palette
from inspector.report.report import Report
from inspector.summary.exposure_summary import NOT_USED
from inspector.summary.labels import title_category
from inspector.summary.rule_text import describe_edition
from inspector.summary.sections import (
    METHOD,
    OpenItems,
    count_disputed_items,
    describe_end,
    describe_start,
    list_caveats,
    list_cited_sources,
    list_decisive_source_ids,
    list_open_items,
    list_recommendations,
)
from inspector.summary.sentences import NOTHING_OPEN_NOTICE, OWN_DAY_NOTICE, STALE_RULES_SHORT_NOTICE, describe_fact
from inspector.summary.use_table import Column, Counts, UseTable, select_columns

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QFont, QPainter, QTextBlock, QTextDocument

TITLE = _("PDF")
_UNITS_PER_INCH = 96
"""The units of the layout per inch, as in CSS."""
_TEXT_WIDTH, _TEXT_HEIGHT = 658, 950
_TEXT_LEFT, _TEXT_TOP = 68, 84
"""The place of the text on a page of A4, in those units."""
_PAGE_SIZE = (794, 1123)
_FONT_SIZE, _SMALL_FONT_SIZE = 8.5, 7.5
"""The size of the text in points, and of what is painted outside the document: header, footer, chart."""
_CHART_SCALE = 15 / ROW_HEIGHT
"""The scale of the chart against that of the web page: its rows are 15 units high."""
_LEGEND_HEIGHT = 34
_CHART_PLACEHOLDER = "\ue000the chart stands here\ue000"
"""The paragraph that the chart replaces. No text of the report equals it: ``make_printable`` marks U+E000."""
_DATE_PATTERN = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}(Z|[+-]\d\d'\d\d'?)(\))")
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
    with _provide_application():
        content, missing = _render_pages(report, monitor)
    stream.write(_set_dates(content, report))
    if not missing:
        return ()
    message = _(
        "No font of this machine has these characters, which stand as marks: {scripts}.",
        scripts=", ".join(_list_scripts(missing)),
    )
    return (Problem("X_FONT", message, Severity.NOTE, count=len(missing)),)


@contextmanager
def _provide_application() -> Iterator[None]:
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


# ---- the words


class _TextEncoder:
    """Makes texts fit for the pages: localized, printable, escaped, and drawable with the fonts of this machine."""

    def __init__(self, font: "QFont", language: Language) -> None:
        self._font, self._language = font, language
        self._drawable_cache: dict[str, bool] = {}
        self.missing_characters: set[str] = set()

    def __call__(self, text: Value) -> str:
        """A text, a number or a day as HTML."""
        return escape(self.make_drawable(text)).replace("\n", "<br>")

    def make_drawable(self, text: Value) -> str:
        """The text as it is drawn; a character without a glyph becomes ``<U+XXXX>``."""
        safe_text = make_printable(self._language.format_value(text))
        return safe_text if safe_text.isascii() else "".join(map(self._replace_undrawable, safe_text))

    def measure_width(self, text: Value) -> float:
        """The width of a text in the chart, in the units of the layout."""
        from PySide6.QtGui import QFontMetricsF

        return QFontMetricsF(_create_painter_font(_SMALL_FONT_SIZE)).horizontalAdvance(self.make_drawable(text))

    def measure_longest_word(self, heading: Value) -> float:
        """The width of the longest word of a heading, in the units of the layout."""
        from PySide6.QtGui import QFontMetricsF

        font = _create_painter_font(_FONT_SIZE)
        font.setBold(True)
        return max(map(QFontMetricsF(font).horizontalAdvance, self.make_drawable(heading).split()), default=0.0)

    def _replace_undrawable(self, character: str) -> str:
        if character.isascii() or self._is_drawable(character):
            return character
        self.missing_characters.add(character)
        return f"<U+{ord(character):04X}>"

    def _is_drawable(self, character: str) -> bool:
        drawable = self._drawable_cache.get(character)
        if drawable is None:
            drawable = self._drawable_cache[character] = unicodedata.combining(character) > 0 or _has_glyphs(
                character, self._font
            )
        return drawable


def _has_glyphs(text: str, font: "QFont") -> bool:
    """Whether a font of this machine draws a text. Glyph 0 (.notdef in OpenType) is the box for a missing glyph."""
    from PySide6.QtGui import QTextLayout

    if text.isspace():
        return True
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return bool(runs) and not any(0 in run.glyphIndexes() for run in runs)


def _list_scripts(characters: Iterable[str]) -> list[str]:
    """The scripts of characters: the first word of their Unicode names."""
    return sorted({unicodedata.name(character, "unnamed").split()[0].capitalize() for character in characters})


def _render_html(report: Report, encoder: _TextEncoder) -> Iterator[str]:
    """The whole report as HTML for a text document."""
    leading = report.exposure.pack.leading_uses
    yield f"<h1>{encoder(report.summary.headline)}</h1>"
    yield f"<p>{encoder(NOT_USED)}</p>"
    yield _render_table((), [(f"<b>{encoder(name)}</b>", encoder(text)) for name, text in _list_basis(report)])
    yield f"<h2>{encoder(_('{use}: items by category', use=lookup(leading[0].name)))}</h2>"
    yield f"<p>{_CHART_PLACEHOLDER}</p>"
    yield from _render_use_tables(report, encoder)
    yield from _render_open_items(report, encoder)
    yield f"<h2>{encoder(_('What to do next'))}</h2>"
    for number, recommendation in enumerate(list_recommendations(report.summary), start=1):
        location = join_texts(filter(None, (recommendation.location, recommendation.address)), " ")
        yield f"<p><b>{number}. {encoder(recommendation.action)}</b><br>{encoder(location)}"
        yield f'<br><span class="muted">{encoder(recommendation.effect)}</span></p>'
    yield from _render_conflicts(report, encoder)
    yield f"<h2>{encoder(_('Method'))}</h2>"
    for sentence in METHOD:
        yield f"<p>{encoder(sentence)}</p>"
    yield from _render_provenance(report, encoder)
    yield f"<h2>{encoder(_('What this cannot tell'))}</h2>"
    if report.untranslated_notice:
        yield f'<p class="muted">{encoder(report.untranslated_notice)}</p>'
    for limit in report.summary.rule_limits:
        yield f"<p>{encoder(limit)}</p>"
    yield f"<h2>{encoder(_('Sources'))}</h2>"
    yield f"<p>{encoder(_('The texts that the rules for these answers cite.'))}</p>"
    decisive_source_ids = list_decisive_source_ids(report.exposure, leading)
    for source in list_cited_sources(report.summary):
        if source.id in decisive_source_ids:
            citation = f"[{source.id}] {source.title}. {source.publisher}, {source.published}."
            yield f'<p>{encoder(citation)}<br><span class="muted">{encoder(source.address)}</span></p>'


def _list_basis(report: Report) -> Iterator[tuple[str, str]]:
    """The facts that the answer rests on, coverage and caveats: pairs of a name and a text."""
    summary = report.summary
    for fact in summary.main_facts:
        yield fact.name, describe_fact(fact, 80)
    if summary.assumed_settings:
        sentence = _("Those that nobody stated are assumed to stand as they leave most open.")
        yield _("Settings"), sentence
    yield _("Coverage"), summary.coverage
    yield from list_caveats(summary)


def _render_provenance(report: Report, encoder: _TextEncoder) -> Iterator[str]:
    """The rules, the program, and the archives with their SHA-256."""
    pack = report.exposure.pack
    yield f"<p>{encoder(_('Rules: {rules}.', rules=describe_edition(pack)))}</p>"
    if report.summary.are_rules_older:
        yield f"<p>{encoder(STALE_RULES_SHORT_NOTICE)}</p>"
    yield f"<p>{encoder(_('Program: {program}.', program=report.app))}</p>"
    for archive in report.exposure.holdings.archives:
        name = to_one_line(archive.name, 120) + (f", SHA-256 {archive.sha256}" if archive.sha256 else "")
        yield f"<p>{encoder(_('Archive {number}: {name}', number=archive.number, name=name))}</p>"
    if encoder.missing_characters:
        sentence = _(
            "No font of this machine has some characters ({scripts}): they stand as marks.",
            scripts=", ".join(_list_scripts(encoder.missing_characters)),
        )
        yield f"<p><b>{encoder(sentence)}</b></p>"


def _render_use_tables(report: Report, encoder: _TextEncoder) -> Iterator[str]:
    """The counts of the leading use by category, and those of all uses in one line each."""
    tables = [report.summary.build_table(use) for use in report.exposure.pack.uses.values()]
    first_table = tables[0]
    columns = first_table.columns
    headings = (_("Category"), *(column.title for column in columns), _("Items"))
    rows = [_build_row(encoder, title_category(category), row, columns) for category, row in first_table.rows.items()]
    name, *counts = _build_row(encoder, _("All"), first_table.totals, columns)
    rows.append((f"<b>{name}</b>", *counts))
    yield _render_count_table(encoder, headings, rows)
    yield f"<h2>{encoder(_('All uses'))}</h2>"
    use_columns = select_columns(table.totals for table in tables)
    use_rows = [_build_row(encoder, lookup(table.use.short), table.totals, use_columns) for table in tables]
    headings = (_("Use"), *(column.title for column in use_columns), _("Items"))
    yield _render_count_table(encoder, headings, use_rows)


def _build_row(encoder: _TextEncoder, name: str, row: Counts, columns: Sequence[Column]) -> tuple[str, ...]:
    counts = (encoder(row[column]) if row.get(column) else "." for column in columns)
    return (encoder(name), *counts, encoder(sum(row.values())))


def _render_open_items(report: Report, encoder: _TextEncoder) -> Iterator[str]:
    """The items that the leading uses are or were open for."""
    open_items = list_open_items(report.exposure, report.exposure.pack.leading_uses)
    yield f"<h2>{encoder(_('Who could use what, and since when'))}</h2>"
    if not open_items:
        yield f"<p>{encoder(NOTHING_OPEN_NOTICE)}</p>"
        return
    headings = (
        *(_("Use"), _("Category"), _("Outcome"), _("Since"), _("Until")),
        *(_("Items"), _("Of items")),
    )
    rows = [
        (
            encoder(_describe_use(entry)),
            encoder(title_category(entry.category)),
            encoder(entry.outcome.label),
            encoder(describe_start(entry.since)),
            encoder(describe_end(entry.until)),
            encoder(entry.items),
            encoder(entry.total_items),
        )
        for entry in open_items
    ]
    yield _render_table(list(map(encoder, headings)), rows, numbers=2)
    yield f'<p class="muted">{encoder(OWN_DAY_NOTICE)}</p>'


def _describe_use(open_items: OpenItems) -> str:
    """A use, and the one purpose for which it is open if there is one."""
    short = lookup(open_items.use.short)
    if not open_items.limited_to:
        return short
    return _("{use}, for {purpose} only", use=short, purpose=lookup(open_items.limited_to))


def _render_conflicts(report: Report, encoder: _TextEncoder) -> Iterator[str]:
    """The conflicts on which any verdict for a leading use rests."""
    sums = count_disputed_items(report.exposure, report.exposure.pack.leading_uses)
    conflicts = [conflict for conflict in report.summary.conflicts if conflict.id in sums]
    if conflicts:
        yield f"<h2>{encoder(_('What is disputed'))}</h2>"
    for conflict in conflicts:
        heading = plural(
            "{conflict} ({number} item): {topic}",
            "{conflict} ({number} items): {topic}",
            sums[conflict.id],
            conflict=conflict.id,
            topic=conflict.topic,
        )
        yield f"<p><b>{encoder(heading)}</b>"
        yield f"<br>{encoder(_('Followed here: {reading}', reading=conflict.followed))}</p>"


def _render_table(
    headings: Sequence[str], cell_rows: Iterable[Sequence[str]], numbers: int = 0, widths: Sequence[float] = ()
) -> str:
    """A table of cells that are HTML already. The last ``numbers`` columns are aligned right; ``widths`` in percent."""
    rows = []
    for cell_row in cell_rows:
        cells = []
        for index, cell in enumerate(cell_row):
            attributes = (
                ' align="right"' if index >= len(cell_row) - numbers else _FIRST_COLUMN_ATTRIBUTES if index == 0 else ""
            )
            cells.append(f"<td{attributes}>{cell}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    table_head = ""
    if headings:
        heading_cells = []
        for index, cell in enumerate(headings):
            attributes = f' width="{widths[index]:.1f}%"' if widths else ""
            side = "right" if index >= len(headings) - numbers else "left"
            heading_cells.append(f'<th align="{side}"{attributes}>{cell}</th>')
        table_head = f"<thead><tr>{''.join(heading_cells)}</tr></thead>"
    attributes = 'border="0" cellspacing="0" width="100%"' if not headings else _RULED_TABLE_ATTRIBUTES
    return f"<table {attributes}>{table_head}<tbody>{''.join(rows)}</tbody></table>"


def _render_count_table(encoder: _TextEncoder, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of counts. A column fits the longest word of its heading; where that is too wide all headings shrink."""
    word_widths = [encoder.measure_longest_word(heading) for heading in headings[1:]]
    remaining_percent = 100 - _FIRST_COLUMN_WIDTH
    available_width = _TEXT_WIDTH * remaining_percent / 100 - _CELL_PADDING * len(word_widths)
    scale = min(1.0, available_width / sum(word_widths))
    spare_width = (available_width - scale * sum(word_widths)) / len(word_widths)
    heading_cells = [
        encoder(headings[0]),
        *(f'<span style="font-size: {_FONT_SIZE * scale:.1f}pt">{encoder(heading)}</span>' for heading in headings[1:]),
    ]
    widths = [
        _FIRST_COLUMN_WIDTH,
        *(100 * (scale * word_width + spare_width + _CELL_PADDING) / _TEXT_WIDTH for word_width in word_widths),
    ]
    return _render_table(heading_cells, rows, numbers=len(word_widths), widths=widths)


_FIRST_COLUMN_WIDTH = 17
_FIRST_COLUMN_ATTRIBUTES = f' width="{_FIRST_COLUMN_WIDTH}%"'
_CELL_PADDING = 16
"""The horizontal padding of a cell, in the units of the layout."""
_RULED_TABLE_ATTRIBUTES = (
    'border="1" style="border-collapse: collapse; border-color: #cdd3da; border-style: solid" width="100%"'
)


# ---- the pages


def _render_pages(report: Report, monitor: Monitor) -> tuple[bytes, set[str]]:
    """The file as Qt writes it, and the characters that no font has."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUuid
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

    font = _create_font(_FONT_SIZE)
    encoder = _TextEncoder(font, report.language)
    document = _lay_out_document(report, encoder, font)
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
    painter.scale(1200 / _UNITS_PER_INCH, 1200 / _UNITS_PER_INCH)
    count = document.pageCount()
    for page in range(count):
        monitor.step(1, 2, TITLE)
        if page:
            writer.newPage()
        _paint_page(painter, document, report, encoder, page, count)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data()), encoder.missing_characters


def _create_font(size: float) -> "QFont":
    """The font of the pages, without ligatures, so that words can be searched and copied."""
    from PySide6.QtGui import QFont

    font = QFont(["Helvetica Neue", "Segoe UI", "Noto Sans", "DejaVu Sans", "sans-serif"])
    font.setPointSizeF(size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in ("liga", "clig", "dlig"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


def _create_painter_font(size: float) -> "QFont":
    """The same font in pixels of the layout, for what is painted outside the document."""
    font = _create_font(size)
    font.setPixelSize(round(size * _UNITS_PER_INCH / 72))
    return font


def _lay_out_document(report: Report, encoder: _TextEncoder, font: "QFont") -> "QTextDocument":
    """The report laid out for pages of A4."""
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QTextDocument

    html = "".join(_render_html(report, encoder))
    document = QTextDocument()
    document.setUseDesignMetrics(True)
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(_STYLE_SHEET)
    document.setHtml(html)
    _insert_chart(document, report, encoder)
    document.setPageSize(QSizeF(_TEXT_WIDTH, _TEXT_HEIGHT))
    _keep_headings(document)
    return document


def _keep_headings(document: "QTextDocument") -> None:
    """Move a heading to the next page where its text begins there: none stands alone at the foot of a page."""
    from PySide6.QtGui import QTextCursor, QTextFormat

    layout = document.documentLayout()

    def get_page(block: "QTextBlock") -> int:
        return int(layout.blockBoundingRect(block).top() // _TEXT_HEIGHT)

    block = document.begin()
    while block.isValid():
        following = block.next()
        if block.blockFormat().headingLevel() and following.isValid() and get_page(following) != get_page(block):
            block_format = block.blockFormat()
            block_format.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(block_format)
            document.markContentsDirty(0, document.characterCount())
        block = following


def _paint_page(
    painter: "QPainter", document: "QTextDocument", report: Report, encoder: _TextEncoder, page: int, count: int
) -> None:
    """One page: the matter above, the text, the day and the page's number below."""
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QColor

    painter.save()
    painter.translate(_TEXT_LEFT, _TEXT_TOP - page * _TEXT_HEIGHT)
    document.drawContents(painter, QRectF(0, page * _TEXT_HEIGHT, _TEXT_WIDTH, _TEXT_HEIGHT))
    painter.restore()
    painter.setFont(_create_painter_font(_SMALL_FONT_SIZE))
    painter.setPen(QColor("#56606b"))
    foot = _PAGE_SIZE[1] - 52
    title = _("Archive Inspector: exposure of a LinkedIn data archive")
    head = " · ".join(map(report.localize, report.header_lines)) or title
    imprint = _("{moment}, {program}", moment=report.generated_text, program=report.app)
    number = _("Page {page} of {pages}", page=page + 1, pages=count)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    for top, text, side in ((40, head, left), (foot, imprint, left), (foot, number, right)):
        text_rect = QRectF(_TEXT_LEFT, top, _TEXT_WIDTH, 28)
        painter.drawText(text_rect, int(side | Qt.TextFlag.TextWordWrap), to_one_line(encoder.make_drawable(text), 220))


def _insert_chart(document: "QTextDocument", report: Report, encoder: _TextEncoder) -> None:
    """Replace the placeholder paragraph with the chart."""
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QPyTextObject, QTextCharFormat, QTextCursor, QTextFormat

    chart = _lay_out_chart(report.summary.build_table(report.exposure.pack.leading_uses[0]), encoder)

    class Chart(QPyTextObject):
        """The chart as an inline object of the document."""

        def intrinsicSize(self, *_: Any) -> QSizeF:  # noqa: N802, ANN401 - Qt's name
            return QSizeF(_TEXT_WIDTH, chart.height * _CHART_SCALE + _LEGEND_HEIGHT)

        def drawObject(self, painter: "QPainter", rect: Any, *_: Any) -> None:  # noqa: N802, ANN401 - Qt's name
            _draw_chart(painter, rect, chart, encoder)

    object_type = QTextFormat.ObjectTypes.UserObject.value + 1
    document.documentLayout().registerHandler(object_type, Chart(document))
    cursor: QTextCursor = document.find(_CHART_PLACEHOLDER)
    char_format = QTextCharFormat()
    char_format.setObjectType(object_type)
    cursor.insertText("\ufffc", char_format)


def _lay_out_chart(table: UseTable, encoder: _TextEncoder) -> BarChart:
    """The chart of a table, as wide as the text of a page."""
    names = [title_category(category) for category in table.rows]
    counts = [sum(row.values()) for row in table.rows.values()]
    name_width, count_width = (
        max(map(encoder.measure_width, texts), default=0.0) / _CHART_SCALE for texts in (names, counts)
    )
    return lay_out_bars(table, _TEXT_WIDTH / _CHART_SCALE, name_width, count_width)


def _draw_chart(painter: "QPainter", rect: "QRectF", chart: BarChart, encoder: _TextEncoder) -> None:
    """Draw one bar for each category with its number of items, and the legend below."""
    from PySide6.QtCore import QPointF, QRectF
    from PySide6.QtGui import QColor

    def draw_text(text: Value, left: float, baseline: float) -> None:
        painter.setPen(QColor("#1c2126"))
        painter.drawText(QPointF(left, baseline), encoder.make_drawable(text))

    painter.save()
    painter.translate(rect.topLeft())
    painter.setFont(_create_painter_font(_SMALL_FONT_SIZE))
    scale = _CHART_SCALE
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


def _draw_part(painter: "QPainter", rect: "QRectF", colour_key: str, pattern_key: str) -> None:
    """Draw a part of a bar with its hatch: outcomes differ without colour too (WCAG 2.2, 1.4.1)."""
    from PySide6.QtCore import QLineF
    from PySide6.QtGui import QColor, QPen

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
