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

from inspector.i18n import joined, named, words
from inspector.policy import Outcome, days
from inspector.policy.pack.pack_schema import Use
from inspector.report.formats.xlsx.workbook import SHARE, Book, Cell, Look, Sheet
from inspector.summary.report import COLUMNS, NOT_USED, Column, Report, shown_columns, use_table
from inspector.summary.rule_text import edition
from inspector.summary.sections import Opened, Step, category_name, doubts, next_steps, opened, since, until
from inspector.summary.sentences import LATER_THAN_CHECKED, NOTHING_OPEN, OWN_DAY, known, layers, only_for

TITLE = words("Summary")
ALL = words("All")
SHARE_ROW = words("Share of all")
_SHARE_OPEN = words("Share that could be used")
CATEGORY = words("Category")
ITEMS, _OF_ITEMS, _SHARE = words("Items"), words("Of items"), words("Share")
_DISPUTED, _ASSUMED = words("Disputed"), words("Rest on assumed facts")
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
    *(words("Use"), CATEGORY, words("Outcome"), ITEMS, _OF_ITEMS, _SHARE, words("Since"), words("Until")),
    *(_DISPUTED, _ASSUMED, words("Purpose")),
)
_WHO_NUMBERS = {ITEMS, _OF_ITEMS, _SHARE, _DISPUTED, _ASSUMED}
_FIRST_FACTS = 3


def add(book: Book, report: Report) -> None:
    """The headline, on what it rests, who could use what since when, what to do, one table a use, the limits."""
    sheet = book.sheet(TITLE, (36, *(16 for _column in COLUMNS), 12, 12))
    sheet.prose(report.headline, "big")
    sheet.prose(NOT_USED)
    for mark in report.marks:
        sheet.prose(mark, "bold")
    sheet.gap()
    for name, told in (*_ground(report), *doubts(report)):
        sheet.prose(told, label=name)
    _who(sheet, opened(report.exposure, report.exposure.pack.leading_uses))
    _steps(sheet, next_steps(report))
    for number, use in enumerate(report.exposure.pack.uses.values()):
        if number == 0:
            sheet.new_page()
        else:
            sheet.gap()
        sheet.prose(named(use.name), "big")
        sheet.prose(words("{question} ({use})", question=named(use.question), use=use.id), "muted")
        table = use_table(report.exposure, use)
        columns = _use_table(sheet, table)
        if number == 0 and table:
            _put_chart(sheet, report, use, columns, len(table))
    sheet.gap()
    sheet.prose(words("What this cannot tell"), "big")
    if report.untranslated:
        sheet.prose(report.untranslated, "muted")
    for limit in report.cannot_tell:
        sheet.prose(limit)


def _ground(report: Report) -> Iterator[tuple[str, str]]:
    """The circumstances in short, coverage, rules, and what was read by which program."""
    for fact in report.facts:
        if fact.origin == "stated" or fact in report.facts[:_FIRST_FACTS]:
            yield fact.name, known(fact)
    if any(fact.origin == "assumed" for fact in report.facts[_FIRST_FACTS:]):
        told = words("Those not stated are assumed to stand as they leave most open: see Circumstances.")
        yield words("Settings"), told
    for stay in report.exposure.circumstances.stays:
        if stay.near:
            yield "", stay.near
    yield words("Coverage"), report.coverage
    pack = report.exposure.pack
    yield words("Rules"), edition(pack)
    if report.exposure.circumstances.as_of > days.number(pack.checked):
        yield "", LATER_THAN_CHECKED
    if pack.layers:
        yield "", layers(pack)
    yield words("Reported"), words("{moment} by {program}", moment=report.moment, program=report.app)
    for archive in report.exposure.holdings.archives:
        name = archive.name + (f", SHA-256 {archive.sha256}" if archive.sha256 else "")
        yield words("Archive {number}", number=archive.number), name
    counts = words("The counts below are of all items.")
    yield words("Items listed"), joined((report.listed, counts), " ")
    if report.limits:
        yield words("Pseudonyms"), report.limits[0]


def _who(sheet: Sheet, told: list[Opened]) -> None:
    """By whom how much could be used, since when."""
    sheet.gap()
    sheet.prose(words("Who could use what, and since when"), "big")
    if not told:
        sheet.prose(NOTHING_OPEN)
        return
    sheet.prose(joined((OWN_DAY, words("All verdicts by data category: see Verdicts.")), " "), "muted")
    sheet.heads(_WHO, _WHO_NUMBERS)
    for found in told:
        look = Look(forms=(None,) * 5 + (SHARE,), fills=(None, None, _FILLS[found.outcome]))
        sheet.row(_who_row(found), look)


def _who_row(found: Opened) -> tuple[Cell, ...]:
    return (
        named(found.use.short),
        category_name(found.category),
        found.outcome.words,
        found.items,
        found.of,
        found.items / found.of if found.of else 0.0,
        since(found.since),
        until(found.until),
        found.disputed,
        found.assumed,
        only_for(named(found.limited_to)) if found.limited_to else "",
    )


def _steps(sheet: Sheet, steps: list[Step]) -> None:
    sheet.gap()
    sheet.prose(words("What to do next"), "big")
    for number, step in enumerate(steps, start=1):
        sheet.prose(step.what, "bold", label=str(number))
        if step.where:
            sheet.prose(step.where, label="")
        if step.address:
            sheet.address(step.address, label="")
        sheet.prose(step.effect, label="")


def _use_table(sheet: Sheet, table: dict[str, dict[Column, int]]) -> tuple[Column, ...]:
    """Items by category and outcome, with the share of those that could be used; returns the columns shown."""
    columns = shown_columns(table)
    numbers = (*(column.title for column in columns), ITEMS, _SHARE_OPEN)
    sheet.heads((CATEGORY, *numbers), numbers)
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
    return columns


def _open(row: dict[Column, int]) -> float:
    items = sum(row.values())
    could = sum(count for column, count in row.items() if column.outcome is Outcome.COULD_BE_USED)
    return could / items if items else 0.0


def _put_chart(sheet: Sheet, report: Report, use: Use, columns: tuple[Column, ...], rows: int) -> None:
    """The table that was just written as bars: one a category, parts by outcome, told apart by pattern and colour."""
    first = sheet.rows - rows - 2  # its heads stand above the rows, the sums and their shares below them
    sheet.gap()
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    chart.title = _title(report.said(words("{use}: items by category and outcome", use=named(use.name))))
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
    chart.y_axis.title = report.said(words("items"))
    chart.legend.position = "b"
    chart.layout = Layout(manualLayout=ManualLayout(x=0.14, y=0.1, w=0.82, h=0.68))
    chart.width, chart.height = 30, 11
    page.add_chart(chart, f"A{sheet.rows + 1}")
    sheet.gap(_CHART_ROWS)


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


def _title(text: str) -> Title:
    face = CharacterProperties(sz=1200, b=True)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=face), r=[RegularTextRun(rPr=face, t=text)])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)
