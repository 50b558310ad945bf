"""The first sheet: what to read when there is time for one page."""

from collections.abc import Iterator
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.fill import ColorChoice, PatternFillProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun

from inspector.policy import Outcome, days
from inspector.policy.entries import Use
from inspector.report.ground import Opened, Step, category_name, doubts, next_steps, opened
from inspector.report.report import COLUMNS, NOT_USED, Column, Report, shown_columns, use_table
from inspector.report.workbook.book import SHARE, Book, Cell, Look, Sheet

TITLE = "Summary"
ALL = "All"
SHARE_ROW = "Share of all"
_SHARE_OPEN = "Share that could be used"
CATEGORY = "Category"
_FILLS = {
    Outcome.COULD_BE_USED: "FBE3D6",
    Outcome.COULD_HAVE_BEEN_USED: "FCEFD0",
    Outcome.AGGREGATE_ONLY: "E4E0F1",
    Outcome.NOT_STATED: "FFF7CC",
    Outcome.STOPPED: "DCEBF7",
    Outcome.EXCLUDED: "E3EFDA",
}
_BARS: dict[Outcome | None, str] = {
    Outcome.COULD_BE_USED: "C8500A",
    Outcome.COULD_HAVE_BEEN_USED: "A87400",
    Outcome.AGGREGATE_ONLY: "8B57B0",
    Outcome.NOT_STATED: "B4BCC5",
    Outcome.STOPPED: "2B6CB3",
    Outcome.EXCLUDED: "24805A",
    None: "828B95",
}
_PATTERNS: dict[Outcome | None, str] = {
    Outcome.COULD_HAVE_BEEN_USED: "wdUpDiag",
    Outcome.AGGREGATE_ONLY: "pct50",
    Outcome.NOT_STATED: "ltHorz",
    Outcome.STOPPED: "dkVert",
    Outcome.EXCLUDED: "smGrid",
    None: "pct20",
}
"""What tells the parts of a bar apart where colours are not seen or not printed; the first outcome is plain."""
_CHART_ROWS = 23
_WHO = (
    *("Use", CATEGORY, "Outcome", "Items", "Of items", "Share", "Since", "Until"),
    *("Disputed", "Rest on assumed facts", "Purpose"),
)
_WHO_NUMBERS = {"Items", "Of items", "Share", "Disputed", "Rest on assumed facts"}
_FIRST_FACTS = 3


def add(book: Book, report: Report) -> None:
    """The headline, on what it rests, who could use what since when, what to do, one table a use, the limits."""
    sheet = book.sheet(TITLE, (36, *(16 for _column in COLUMNS), 12, 12))
    sheet.prose(report.headline, "big")
    sheet.prose(NOT_USED)
    for mark in report.marks:
        sheet.prose(mark, "bold")
    sheet.gap()
    for name, words in (*_ground(report), *doubts(report)):
        sheet.prose(words, label=name)
    _who(sheet, opened(report.exposure, report.exposure.pack.leading_uses))
    _steps(sheet, next_steps(report))
    for number, use in enumerate(report.exposure.pack.uses.values()):
        if number == 0:
            sheet.new_page()
        else:
            sheet.gap()
        sheet.prose(use.name, "big")
        sheet.prose(f"{use.question} ({use.id})", "muted")
        _use_table(sheet, use_table(report.exposure, use), use, charted=number == 0)
    sheet.gap()
    sheet.prose("What this cannot tell", "big")
    for limit in report.cannot_tell:
        sheet.prose(limit)


def _ground(report: Report) -> Iterator[tuple[str, str]]:
    """The circumstances in short, coverage, rules, and what was read by which program."""
    for fact in report.facts:
        if fact.origin == "stated" or fact in report.facts[:_FIRST_FACTS]:
            hint = f"; the archive suggests {fact.evidence}" if fact.evidence else ""
            yield fact.name, f"{fact.value} ({fact.origin}{hint})"
    if any(fact.origin == "assumed" for fact in report.facts[_FIRST_FACTS:]):
        yield "Settings", "Those not stated are assumed to stand as they leave most open: see Circumstances."
    for stay in report.exposure.circumstances.stays:
        if stay.near:
            yield "", stay.near
    yield "Coverage", report.coverage
    pack = report.exposure.pack
    yield "Rules", f"{pack.title}, edition {pack.edition}, last checked {pack.checked.isoformat()}"
    if report.exposure.circumstances.as_of > days.number(pack.checked):
        yield (
            "",
            "The as-of day is later than the day on which the rules were last checked: they may have changed since.",
        )
    if pack.layers:
        yield "", f"A pack of your own lies over the built-in one. {'; '.join(pack.layers)}"
    yield "Reported", f"{report.generated:%Y-%m-%d %H:%M} UTC by {report.app}"
    for archive in report.exposure.holdings.archives:
        yield f"Archive {archive.number}", archive.name + (f", SHA-256 {archive.sha256}" if archive.sha256 else "")
    yield "Items listed", f"{report.listed} The counts below are of all items."
    if report.limits:
        yield "Pseudonyms", report.limits[0]


def _who(sheet: Sheet, told: list[Opened]) -> None:
    """By whom how much could be used, since when."""
    sheet.gap()
    sheet.prose("Who could use what, and since when", "big")
    if not told:
        sheet.prose("Nothing is or was open to any of the four leading uses.")
        return
    sheet.prose(
        "An item counts from its own day where that is later. All verdicts by data category: see Verdicts.", "muted"
    )
    sheet.heads(_WHO, _WHO_NUMBERS)
    for found in told:
        look = Look(forms=(None,) * 5 + (SHARE,), fills=(None, None, _FILLS[found.outcome]))
        sheet.row(_who_row(found), look)


def _who_row(found: Opened) -> tuple[Cell, ...]:
    return (
        found.use.short,
        category_name(found.category),
        found.outcome.words,
        found.items,
        found.of,
        found.items / found.of if found.of else 0.0,
        "the beginning" if found.since is None else days.date(found.since),
        "open-ended" if found.until is None else days.date(found.until),
        found.disputed,
        found.assumed,
        f"for {found.limited_to} only" if found.limited_to else "",
    )


def _steps(sheet: Sheet, steps: list[Step]) -> None:
    sheet.gap()
    sheet.prose("What to do next", "big")
    for number, step in enumerate(steps, start=1):
        sheet.prose(step.what, "bold", label=str(number))
        if step.where:
            sheet.prose(step.where, label="")
        if step.address:
            sheet.address(step.address, label="")
        sheet.prose(step.effect, label="")


def _use_table(sheet: Sheet, table: dict[str, dict[Column, int]], use: Use, *, charted: bool) -> None:
    """Items by category and outcome, with the share of those that could be used."""
    columns = shown_columns(table)
    numbers = (*(column.title for column in columns), "Items", _SHARE_OPEN)
    sheet.heads((CATEGORY, *numbers), numbers)
    first = sheet.rows
    forms = (None,) * (len(columns) + 2) + (SHARE,)
    for category, row in table.items():
        counts = [row.get(column, 0) for column in columns]
        fills = [None, *(_FILLS[column.outcome] if column.outcome else None for column in columns)]
        sheet.row((category_name(category), *counts, sum(counts), _open(row)), Look(fills=fills, forms=forms))
    totals = {column: sum(row.get(column, 0) for row in table.values()) for column in columns}
    items = sum(totals.values())
    sheet.row((ALL, *totals.values(), items, _open(totals)), Look("bold", forms=forms))
    shares = (count / items if items else 0.0 for count in totals.values())
    sheet.row((SHARE_ROW, *shares, 1.0 if items else 0.0), Look("muted", SHARE))
    if charted and table:
        sheet.gap()
        _chart(sheet, use, columns, first, len(table))
        sheet.gap(_CHART_ROWS)


def _open(row: dict[Column, int]) -> float:
    items = sum(row.values())
    could = sum(count for column, count in row.items() if column.outcome is Outcome.COULD_BE_USED)
    return could / items if items else 0.0


def _chart(sheet: Sheet, use: Use, columns: tuple[Column, ...], first: int, rows: int) -> None:
    """The table as bars: one a category, parts by outcome, told apart by pattern as well as by colour."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    chart.title = _title(f"{use.name}: items by category and outcome")
    chart.style = 2
    page: Any = sheet.sheet
    for number, column in enumerate(columns, start=2):
        values = Reference(page, min_col=number, min_row=first, max_row=first + rows)
        chart.add_data(values, titles_from_data=True)
        chart.series[-1].graphicalProperties = _bar(column)
    chart.set_categories(Reference(page, min_col=1, min_row=first + 1, max_row=first + rows))
    chart.y_axis.scaling.min = 0
    chart.x_axis.scaling.orientation = "maxMin"  # the first category on top, as in the table
    chart.x_axis.tickLblSkip = 1  # every category is named
    chart.y_axis.crosses = "max"
    chart.y_axis.number_format = "#,##0"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.title = "items"
    chart.legend.position = "b"
    chart.layout = Layout(manualLayout=ManualLayout(x=0.14, y=0.1, w=0.82, h=0.68))
    chart.width, chart.height = 30, 11
    page.add_chart(chart, f"A{sheet.rows + 1}")


def _bar(column: Column) -> GraphicalProperties:
    """How the parts of a column's outcome look."""
    looks = GraphicalProperties()
    colour = _BARS[column.outcome]
    pattern = "dkDnDiag" if column.limited else _PATTERNS.get(column.outcome)
    if pattern is None:
        looks.solidFill = colour
    else:
        white = ColorChoice(srgbClr="FFFFFF")
        looks.pattFill = PatternFillProperties(prst=pattern, fgClr=ColorChoice(srgbClr=colour), bgClr=white)
    looks.line.solidFill = colour
    return looks


def _title(words: str) -> Title:
    face = CharacterProperties(sz=1200, b=True)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=face), r=[RegularTextRun(rPr=face, t=words)])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)
