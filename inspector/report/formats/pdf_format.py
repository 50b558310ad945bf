"""The report on a few pages for a member or a partner: headline, chart, counts, what to do, method, sources.

Qt lays it out and is imported only when a page is made; without a display its offscreen platform serves. What Qt is
given is text that was marked and escaped before; it loads no file and no address. Qt writes the moment of writing
into the file by itself: that is set to the report's own, so that the same report gives the same bytes.
"""

import json
import re
import sys
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from inspector.errors import Problem, Refused, Severity
from inspector.i18n import Language, Value, counted, joined, named, words
from inspector.policy import Outcome, days
from inspector.printable import one_line, visible
from inspector.progress import Monitor
from inspector.report.options import Totals
from inspector.summary.report import NOT_USED, Column, Report, shown_columns, use_table
from inspector.summary.rule_text import edition
from inspector.summary.sections import (
    METHOD,
    Opened,
    category_name,
    doubts,
    next_steps,
    opened,
    since,
    sources_cited,
    until,
)
from inspector.summary.sentences import LATER, NOTHING_OPEN, OWN_DAY, known

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QFont, QPainter, QTextBlock, QTextDocument

TITLE = words("PDF")
_DOTS = 96
"""The units of the layout in an inch."""
_WIDTH, _HEIGHT = 658, 950
_LEFT, _TOP = 68, 84
"""Where the text stands on a page of A4, in those units."""
_SIDES = (794, 1123)
_SIZE, _SMALL = 8.5, 7.5
"""The size of the text in points, and of what is painted past the document."""
_CHART = "\ue000the chart stands here\ue000"
"""A paragraph that the chart takes the place of; no text of the report holds it, as it would be marked."""
_CREATED = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}(Z|[+-]\d\d'\d\d'?)(\))")
_TOTALS = re.compile(rb"<inspector:totals>([^<]*)</inspector:totals>")
_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:inspector="urn:archive-inspector"><inspector:totals>{}</inspector:totals>'
    "{}</rdf:Description></rdf:RDF></x:xmpmeta>"
)
_LANGUAGE = (
    '<dc:language xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>'
)
"""Qt names no language in the file's own catalog; this description is where else one is looked for."""
_COLOURS: dict[Outcome | None, str] = {
    Outcome.COULD_BE_USED: "#c8500a",
    Outcome.COULD_HAVE_BEEN_USED: "#a87400",
    Outcome.AGGREGATE_ONLY: "#8b57b0",
    Outcome.NOT_STATED: "#b4bcc5",
    Outcome.STOPPED: "#2b6cb3",
    Outcome.EXCLUDED: "#24805a",
    None: "#828b95",
}
_PATTERNS: dict[Outcome | None, str] = {
    Outcome.COULD_HAVE_BEEN_USED: "rising",
    Outcome.AGGREGATE_ONLY: "plain",
    Outcome.NOT_STATED: "level",
    Outcome.STOPPED: "upright",
    Outcome.EXCLUDED: "crossed",
    None: "plain",
}
_STYLE = """
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
            words("A PDF needs the graphics library Qt, which cannot be used on this machine."),
            words("Choose .html instead: a browser prints it, or saves it as PDF."),
        ) from error
    with _application():
        content, missing = _pages(report, monitor)
    stream.write(_dated(content, report))
    if not missing:
        return ()
    told = words(
        "No font of this machine has these characters, which stand as marks: {scripts}.",
        scripts=", ".join(_scripts(missing)),
    )
    return (Problem("X_FONT", told, Severity.NOTE, count=len(missing)),)


def totals(path: Path) -> Totals:
    """The sums of the tables that were written, which the file holds in its description."""
    found = _TOTALS.search(path.read_bytes())
    if found is None:
        return Totals()
    said = json.loads(found[1])
    outcomes = {
        use: {Outcome(name) if name != "outside" else None: items for name, items in sums.items()}
        for use, sums in said.items()
    }
    items = {sum(sums.values()) for sums in outcomes.values()}
    return Totals(items.pop() if len(items) == 1 else None, None, outcomes)


@contextmanager
def _application() -> Iterator[None]:
    """What Qt needs to lay text out: the window's own application, or else one for the time of the writing."""
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is not None:
        yield
        return
    offscreen = ["-platform", "offscreen"] if sys.platform.startswith("linux") else []
    made = QGuiApplication(["inspector", *offscreen])
    try:
        yield
    finally:
        made.shutdown()


def _dated(content: bytes, report: Report) -> bytes:
    """The same file with the report's moment as its own; its length stays, as places in it are counted."""
    moment = f"{report.generated:%Y%m%d%H%M%S}".encode()
    return _CREATED.sub(lambda found: found[1] + moment + _utc(found[2]) + found[3], content)


def _utc(zone: bytes) -> bytes:
    """UTC, in as many characters as the zone has that Qt wrote."""
    return b"Z" if zone == b"Z" else b"+00'00'"[: len(zone)]


# ---- the words


class _Fit:
    """Text made fit for the pages: said, marked, escaped, and without characters that no font here can draw."""

    def __init__(self, font: "QFont", language: Language) -> None:
        self._font, self._language = font, language
        self._drawn: dict[str, bool] = {}
        self.missing: set[str] = set()

    def __call__(self, text: Value) -> str:
        """A text, a number or a day as HTML."""
        return escape(self.plain(text)).replace("\n", "<br>")

    def plain(self, text: Value) -> str:
        """The same as it is drawn."""
        shown = visible(self._language.written(text))
        return shown if shown.isascii() else "".join(map(self._character, shown))

    def width(self, text: Value) -> float:
        """How wide a text is where it is painted past the document, in the units of the layout."""
        from PySide6.QtGui import QFontMetricsF

        return QFontMetricsF(_drawn(_SMALL)).horizontalAdvance(self.plain(text))

    def longest_word(self, head: Value) -> float:
        """How wide the longest word of a head is, in the units of the layout."""
        from PySide6.QtGui import QFontMetricsF

        font = _drawn(_SIZE)
        font.setBold(True)
        return max(map(QFontMetricsF(font).horizontalAdvance, self.plain(head).split()), default=0.0)

    def _character(self, character: str) -> str:
        if character.isascii() or self._drawable(character):
            return character
        self.missing.add(character)
        return f"<U+{ord(character):04X}>"

    def _drawable(self, character: str) -> bool:
        found = self._drawn.get(character)
        if found is None:
            found = self._drawn[character] = unicodedata.combining(character) > 0 or _has_glyphs(character, self._font)
        return found


def _has_glyphs(text: str, font: "QFont") -> bool:
    """Whether some font of this machine draws a text: glyph 0 is the box that stands for a missing one."""
    from PySide6.QtGui import QTextLayout

    if text.isspace():
        return True
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return bool(runs) and not any(0 in run.glyphIndexes() for run in runs)


def _scripts(characters: Iterable[str]) -> list[str]:
    """The scripts that characters belong to, as far as their names say."""
    return sorted({unicodedata.name(character, "unnamed").split()[0].capitalize() for character in characters})


def _html(report: Report, fit: _Fit) -> Iterator[str]:
    """The whole report as HTML for a text document."""
    leading = report.exposure.pack.leading_uses
    yield f"<h1>{fit(report.headline)}</h1>"
    yield f"<p>{fit(NOT_USED)}</p>"
    yield _table((), [(f"<b>{fit(name)}</b>", fit(text)) for name, text in _ground(report)])
    yield f"<h2>{fit(words('{use}: items by category', use=named(leading[0].name)))}</h2>"
    yield f"<p>{_CHART}</p>"
    yield from _use_tables(report, fit)
    yield from _who(report, fit)
    yield f"<h2>{fit(words('What to do next'))}</h2>"
    for number, step in enumerate(next_steps(report), start=1):
        where = joined(filter(None, (step.where, step.address)), " ")
        yield f"<p><b>{number}. {fit(step.what)}</b><br>{fit(where)}"
        yield f'<br><span class="muted">{fit(step.effect)}</span></p>'
    yield from _disputed(report, fit)
    yield f"<h2>{fit(words('Method'))}</h2>"
    for sentence in METHOD:
        yield f"<p>{fit(sentence)}</p>"
    yield from _described(report, fit)
    yield f"<h2>{fit(words('What this cannot tell'))}</h2>"
    if report.untranslated:
        yield f'<p class="muted">{fit(report.untranslated)}</p>'
    for limit in report.cannot_tell:
        yield f"<p>{fit(limit)}</p>"
    yield f"<h2>{fit(words('Sources'))}</h2>"
    yield f"<p>{fit(words('The texts that the rules for these answers cite.'))}</p>"
    for source in sources_cited(report):
        if source.id in _decisive(report):
            told = f"[{source.id}] {source.title}. {source.publisher}, {source.published}."
            yield f'<p>{fit(told)}<br><span class="muted">{fit(source.address)}</span></p>'


def _decisive(report: Report) -> set[str]:
    """The sources of the verdicts that leave something open, for the leading uses."""
    leading = {use.id for use in report.exposure.pack.leading_uses}
    return {
        source
        for tally in report.exposure.tallies
        if tally.use in leading and tally.verdict.windows
        for source in tally.verdict.sources
    }


def _ground(report: Report) -> Iterator[tuple[str, str]]:
    """On what the answer rests, in short."""
    facts = report.facts
    for fact in (*facts[:3], *(fact for fact in facts[3:] if fact.origin == "stated")):
        yield fact.name, known(fact, 80)
    if any(fact.origin == "assumed" for fact in facts[3:]):
        told = words("Those that nobody stated are assumed to stand as they leave most open.")
        yield words("Settings"), told
    yield words("Coverage"), report.coverage
    yield from doubts(report)


def _described(report: Report, fit: _Fit) -> Iterator[str]:
    """By which rules and program, from which archives."""
    pack = report.exposure.pack
    yield f"<p>{fit(words('Rules: {rules}.', rules=edition(pack)))}</p>"
    if report.exposure.circumstances.as_of > days.number(pack.checked):
        yield f"<p>{fit(LATER)}</p>"
    yield f"<p>{fit(words('Program: {program}.', program=report.app))}</p>"
    for archive in report.exposure.holdings.archives:
        name = one_line(archive.name, 120) + (f", SHA-256 {archive.sha256}" if archive.sha256 else "")
        yield f"<p>{fit(words('Archive {number}: {name}', number=archive.number, name=name))}</p>"
    if fit.missing:
        told = words(
            "No font of this machine has some characters ({scripts}): they stand as marks.",
            scripts=", ".join(_scripts(fit.missing)),
        )
        yield f"<p><b>{fit(told)}</b></p>"


def _use_tables(report: Report, fit: _Fit) -> Iterator[str]:
    """The counts of the leading use by category, and those of all uses in one line each."""
    first, *others = report.exposure.pack.uses.values()
    table = use_table(report.exposure, first)
    columns = shown_columns(table)
    heads = (words("Category"), *(column.title for column in columns), words("Items"))
    lines = [_line(fit, category_name(category), row, columns) for category, row in table.items()]
    name, *counts = _line(fit, words("All"), _sums(table), columns)
    lines.append((f"<b>{name}</b>", *counts))
    yield _counts(fit, heads, lines)
    yield f"<h2>{fit(words('All uses'))}</h2>"
    tables = [use_table(report.exposure, use) for use in (first, *others)]
    shown = shown_columns({str(number): _sums(table) for number, table in enumerate(tables)})
    uses = zip((first, *others), tables, strict=True)
    told = [_line(fit, named(use.short), _sums(table), shown) for use, table in uses]
    heads = (words("Use"), *(column.title for column in shown), words("Items"))
    yield _counts(fit, heads, told)


def _sums(table: dict[str, dict[Column, int]]) -> dict[Column, int]:
    sums: dict[Column, int] = {}
    for row in table.values():
        for column, items in row.items():
            sums[column] = sums.get(column, 0) + items
    return sums


def _line(fit: _Fit, name: str, row: dict[Column, int], columns: Sequence[Column]) -> tuple[str, ...]:
    counts = (fit(row[column]) if row.get(column) else "." for column in columns)
    return (fit(name), *counts, fit(sum(row.values())))


def _who(report: Report, fit: _Fit) -> Iterator[str]:
    """By whom how much could be used since when."""
    told = opened(report.exposure, report.exposure.pack.leading_uses)
    yield f"<h2>{fit(words('Who could use what, and since when'))}</h2>"
    if not told:
        yield f"<p>{fit(NOTHING_OPEN)}</p>"
        return
    heads = (
        *(words("Use"), words("Category"), words("Outcome"), words("Since"), words("Until")),
        *(words("Items"), words("Of items")),
    )
    lines = [
        (
            fit(_use_name(found)),
            fit(category_name(found.category)),
            fit(found.outcome.words),
            fit(since(found.since)),
            fit(until(found.until)),
            fit(found.items),
            fit(found.of),
        )
        for found in told
    ]
    yield _table(list(map(fit, heads)), lines, numbers=2)
    yield f'<p class="muted">{fit(OWN_DAY)}</p>'


def _use_name(found: Opened) -> str:
    """A use, and the one purpose for which it is open if there is one."""
    short = named(found.use.short)
    if not found.limited_to:
        return short
    return words("{use}, for {purpose} only", use=short, purpose=named(found.limited_to))


def _disputed(report: Report, fit: _Fit) -> Iterator[str]:
    """The conflicts on which any verdict for a leading use rests."""
    leading = {use.id for use in report.exposure.pack.leading_uses}
    sums: dict[str, int] = {}
    for tally in report.exposure.tallies:
        for name in tally.verdict.conflicts if tally.use in leading else ():
            sums[name] = sums.get(name, 0) + tally.items
    found = [conflict for conflict in report.conflicts() if conflict.id in sums]
    if found:
        yield f"<h2>{fit(words('What is disputed'))}</h2>"
    for conflict in found:
        head = counted(
            "{conflict} ({number} item): {topic}",
            "{conflict} ({number} items): {topic}",
            sums[conflict.id],
            conflict=conflict.id,
            topic=conflict.topic,
        )
        yield f"<p><b>{fit(head)}</b>"
        yield f"<br>{fit(words('Followed here: {reading}', reading=conflict.followed))}</p>"


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]], numbers: int = 0, widths: Sequence[float] = ()) -> str:
    """A table of cells that are HTML already; the last ``numbers`` columns hold numbers. ``widths`` are in percent."""
    rows = []
    for line in lines:
        cells = []
        for place, cell in enumerate(line):
            looks = ' align="right"' if place >= len(line) - numbers else _FIRST if place == 0 else ""
            cells.append(f"<td{looks}>{cell}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head = ""
    if heads:
        aligned = []
        for place, cell in enumerate(heads):
            looks = f' width="{widths[place]:.1f}%"' if widths else ""
            side = "right" if place >= len(heads) - numbers else "left"
            aligned.append(f'<th align="{side}"{looks}>{cell}</th>')
        head = f"<thead><tr>{''.join(aligned)}</tr></thead>"
    looks = 'border="0" cellspacing="0" width="100%"' if not heads else _RULED
    return f"<table {looks}>{head}<tbody>{''.join(rows)}</tbody></table>"


def _counts(fit: _Fit, heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table of counts: each column as wide as the longest word of its head wants, all heads smaller if need be."""
    longest = [fit.longest_word(head) for head in heads[1:]]
    rest = 100 - _FIRST_WIDTH
    room = _WIDTH * rest / 100 - _PADDING * len(longest)
    scale = min(1.0, room / sum(longest))
    spare = (room - scale * sum(longest)) / len(longest)
    told = [
        fit(heads[0]),
        *(f'<span style="font-size: {_SIZE * scale:.1f}pt">{fit(head)}</span>' for head in heads[1:]),
    ]
    widths = [_FIRST_WIDTH, *(100 * (scale * each + spare + _PADDING) / _WIDTH for each in longest)]
    return _table(told, lines, numbers=len(longest), widths=widths)


_FIRST_WIDTH = 17
_FIRST = f' width="{_FIRST_WIDTH}%"'
_PADDING = 16
"""What a cell takes beside its words, in the units of the layout."""
_RULED = 'border="1" style="border-collapse: collapse; border-color: #cdd3da; border-style: solid" width="100%"'


# ---- the pages


def _pages(report: Report, monitor: Monitor) -> tuple[bytes, set[str]]:
    """The file as Qt writes it, and the characters that no font has."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUuid
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

    font = _font(_SIZE)
    fit = _Fit(font, report.language)
    document = _document(report, fit, font)
    monitor.step(1, 2, TITLE)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(1200)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    writer.setTitle(report.said(words("Exposure of a LinkedIn data archive")))
    writer.setCreator(report.app)
    writer.setDocumentXmpMetadata(
        QByteArray(_XMP.format(_said(report), _LANGUAGE.format(report.language.tag)).encode())
    )
    name = f"{report.generated.isoformat()} {report.headline} {report.marks}"
    writer.setDocumentId(QUuid(f"{{{uuid.uuid5(uuid.NAMESPACE_URL, name)}}}"))
    painter = QPainter(writer)
    painter.scale(1200 / _DOTS, 1200 / _DOTS)
    count = document.pageCount()
    for page in range(count):
        monitor.step(1, 2, TITLE)
        if page:
            writer.newPage()
        _page(painter, document, report, fit, page, count)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data()), fit.missing


def _said(report: Report) -> str:
    """The sums of the tables by use and outcome, for ``totals``."""
    found: dict[str, dict[str, int]] = {}
    for use in report.exposure.pack.uses.values():
        sums = found[use.id] = dict[str, int]()
        for column, items in _sums(use_table(report.exposure, use)).items():
            name = column.outcome.value if column.outcome is not None else "outside"
            sums[name] = sums.get(name, 0) + items
    return json.dumps(found)


def _font(size: float) -> "QFont":
    """The font of the pages; no two letters are drawn as one, so that words can be searched and copied."""
    from PySide6.QtGui import QFont

    font = QFont(["Helvetica Neue", "Segoe UI", "Noto Sans", "DejaVu Sans", "sans-serif"])
    font.setPointSizeF(size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in ("liga", "clig", "dlig"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


def _drawn(size: float) -> "QFont":
    """The same font for what is painted past the document, in the units of the layout."""
    font = _font(size)
    font.setPixelSize(round(size * _DOTS / 72))
    return font


def _document(report: Report, fit: _Fit, font: "QFont") -> "QTextDocument":
    """The report laid out for pages of A4."""
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QTextDocument

    html = "".join(_html(report, fit))
    document = QTextDocument()
    document.setUseDesignMetrics(True)
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(html)
    _put_chart(document, report, fit)
    document.setPageSize(QSizeF(_WIDTH, _HEIGHT))
    _keep_headings(document)
    return document


def _keep_headings(document: "QTextDocument") -> None:
    """Begin a page with each heading that would stand apart from what it is about, at the foot of the page before."""
    from PySide6.QtGui import QTextCursor, QTextFormat

    layout = document.documentLayout()

    def page(block: "QTextBlock") -> int:
        return int(layout.blockBoundingRect(block).top() // _HEIGHT)

    block = document.begin()
    while block.isValid():
        following = block.next()
        if block.blockFormat().headingLevel() and following.isValid() and page(following) != page(block):
            looks = block.blockFormat()
            looks.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(looks)
            document.markContentsDirty(0, document.characterCount())
        block = following


def _page(painter: "QPainter", document: "QTextDocument", report: Report, fit: _Fit, page: int, count: int) -> None:
    """One page: the matter above, the text, the day and the page's number below."""
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QColor

    painter.save()
    painter.translate(_LEFT, _TOP - page * _HEIGHT)
    document.drawContents(painter, QRectF(0, page * _HEIGHT, _WIDTH, _HEIGHT))
    painter.restore()
    painter.setFont(_drawn(_SMALL))
    painter.setPen(QColor("#56606b"))
    foot = _SIDES[1] - 52
    title = words("Archive Inspector: exposure of a LinkedIn data archive")
    head = " · ".join(map(report.said, report.marks)) or title
    made = words("{moment}, {program}", moment=report.moment, program=report.app)
    number = words("Page {page} of {pages}", page=page + 1, pages=count)
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    for top, text, side in ((40, head, left), (foot, made, left), (foot, number, right)):
        room = QRectF(_LEFT, top, _WIDTH, 28)
        painter.drawText(room, int(side | Qt.TextFlag.TextWordWrap), one_line(fit.plain(text), 220))


def _put_chart(document: "QTextDocument", report: Report, fit: _Fit) -> None:
    """Put the chart in the place of the paragraph that stands for it."""
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QPyTextObject, QTextCharFormat, QTextCursor, QTextFormat

    use = report.exposure.pack.leading_uses[0]
    table = use_table(report.exposure, use)

    class Chart(QPyTextObject):
        """Draws the bars wherever the document has come to."""

        def intrinsicSize(self, *_: Any) -> QSizeF:  # noqa: N802, ANN401 - Qt's name
            return QSizeF(_WIDTH, 15 * len(table) + 34)

        def drawObject(self, painter: "QPainter", rect: Any, *_: Any) -> None:  # noqa: N802, ANN401 - Qt's name
            _draw_chart(painter, rect, table, fit)

    kind = QTextFormat.ObjectTypes.UserObject.value + 1
    document.documentLayout().registerHandler(kind, Chart(document))
    cursor: QTextCursor = document.find(_CHART)
    looks = QTextCharFormat()
    looks.setObjectType(kind)
    cursor.insertText("\ufffc", looks)


def _draw_chart(painter: "QPainter", rect: "QRectF", table: dict[str, dict[Column, int]], fit: _Fit) -> None:
    """Bars by category, with the number of items behind each part that has room for it."""
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QColor

    columns = [column for column in shown_columns(table) if any(row.get(column) for row in table.values())]
    most = max((sum(row.values()) for row in table.values()), default=1)
    names = max((fit.width(category_name(category)) for category in table), default=0.0)
    start = max(130.0, names + 8)
    painter.save()
    painter.translate(rect.topLeft())
    painter.setFont(_drawn(_SMALL))
    ink = QColor("#1c2126")
    for number, (category, row) in enumerate(table.items()):
        top, left = 15.0 * number, start
        name, room = fit.plain(category_name(category)), QRectF(0, top, start - 8, 13)
        painter.setPen(ink)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight), name)
        for column in columns:
            items = row.get(column, 0)
            if items:
                wide = max(3.0, (600.0 - start) * items / most)
                _draw_part(painter, QRectF(left, top + 1, wide, 11), column)
                left += wide
        painter.setPen(ink)
        painter.drawText(QRectF(left + 6, top, 60, 13), int(Qt.AlignmentFlag.AlignLeft), fit.plain(sum(row.values())))
    left, top = start, 15.0 * len(table) + 10
    for column in columns:
        _draw_part(painter, QRectF(left, top + 2, 10, 10), column)
        painter.setPen(ink)
        title = fit.plain(column.title)
        wide = painter.fontMetrics().horizontalAdvance(title) + 30
        painter.drawText(QRectF(left + 14, top, wide, 14), int(Qt.AlignmentFlag.AlignLeft), title)
        left += wide
    painter.restore()


def _draw_part(painter: "QPainter", rect: "QRectF", column: Column) -> None:
    """A part of a bar, told apart by its lines as well as by its colour."""
    from PySide6.QtCore import QLineF
    from PySide6.QtGui import QColor, QPen

    colour = QColor(_COLOURS[column.outcome])
    painter.save()
    painter.setClipRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))
    pattern = "falling" if column.limited else _PATTERNS.get(column.outcome, "")
    pale = QColor(colour)
    pale.setAlpha(60)
    painter.fillRect(rect, pale if pattern else colour)
    painter.setPen(QPen(colour, 0.8))
    painter.drawRect(rect)
    for number in range(int((rect.width() + rect.height()) // 3.5) + 1 if pattern else 0):
        at = rect.left() + number * 3.5
        lines = {
            "rising": QLineF(at, rect.top(), at - rect.height(), rect.bottom()),
            "falling": QLineF(at - rect.height(), rect.top(), at, rect.bottom()),
            "upright": QLineF(at, rect.top(), at, rect.bottom()),
        }
        if pattern in lines:
            painter.drawLine(lines[pattern])
        elif pattern == "crossed":
            painter.drawLines([lines["rising"], lines["falling"]])
    if pattern == "level":
        painter.drawLine(QLineF(rect.left(), rect.center().y(), rect.right(), rect.center().y()))
    painter.restore()
