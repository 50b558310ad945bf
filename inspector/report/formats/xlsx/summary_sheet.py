"""The first sheet: the summary."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, cast

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun

from inspector.i18n import _, join_texts, lookup
from inspector.policy import Outcome
from inspector.policy.pack.pack_schema import Use
from inspector.report.formats.xlsx.workbook import SHARE_FORMAT, CellValue, RowStyle, SheetWriter, WorkbookWriter
from inspector.report.palette import get_colour_key, get_pattern_key, load_palette
from inspector.report.report import Report
from inspector.summary.exposure_summary import NOT_USED
from inspector.summary.labels import title_category
from inspector.summary.rule_text import describe_edition
from inspector.summary.sections import (
    OpenItems,
    Recommendation,
    describe_end,
    describe_start,
    list_caveats,
    list_open_items,
    list_recommendations,
)
from inspector.summary.sentences import (
    NOTHING_OPEN_NOTICE,
    OWN_DAY_NOTICE,
    STALE_RULES_NOTICE,
    describe_fact,
    describe_layers,
    describe_purpose_limit,
)
from inspector.summary.use_table import COLUMNS, Column, Counts, UseTable

if TYPE_CHECKING:
    _BarPattern = Literal["dkDnDiag", "wdUpDiag", "pct50", "ltHorz", "dkVert", "smGrid", "pct20"]

    from openpyxl.drawing.colors import RGBPercent

TITLE = _("Summary")
ALL_LABEL = _("All")
SHARE_LABEL = _("Share of all")
_OPEN_SHARE_TITLE = _("Share that could be used")
CATEGORY_TITLE = _("Category")
ITEMS_TITLE, _TOTAL_ITEMS_TITLE, _SHARE_TITLE = _("Items"), _("Of items"), _("Share")
_DISPUTED_TITLE, _ASSUMED_TITLE = _("Disputed"), _("Rest on assumed facts")
_CHART_ROWS = 23
_OPEN_ITEMS_TITLES = (
    *(_("Use"), CATEGORY_TITLE, _("Outcome"), ITEMS_TITLE, _TOTAL_ITEMS_TITLE, _SHARE_TITLE, _("Since"), _("Until")),
    *(_DISPUTED_TITLE, _ASSUMED_TITLE, _("Purpose")),
)
_OPEN_ITEMS_NUMBER_TITLES = {ITEMS_TITLE, _TOTAL_ITEMS_TITLE, _SHARE_TITLE, _DISPUTED_TITLE, _ASSUMED_TITLE}


def add_summary(workbook: WorkbookWriter, report: Report) -> None:
    """The headline, on what it rests, who could use what since when, what to do, one table a use, the limits."""
    sheet = workbook.add_sheet(TITLE, (36, *(16 for _column in COLUMNS), 12, 12))
    sheet.write_prose(report.summary.headline, "big")
    sheet.write_prose(NOT_USED)
    for header_line in report.header_lines:
        sheet.write_prose(header_line, "bold")
    sheet.skip_rows()
    for name, sentence in (*_list_basis(report), *list_caveats(report.summary)):
        sheet.write_prose(sentence, label=name)
    _add_open_items(sheet, list_open_items(report.exposure, report.exposure.pack.leading_uses))
    _add_recommendations(sheet, list_recommendations(report.summary))
    for number, use in enumerate(report.exposure.pack.uses.values()):
        if number == 0:
            sheet.start_page()
        else:
            sheet.skip_rows()
        sheet.write_prose(lookup(use.name), "big")
        sheet.write_prose(_("{question} ({use})", question=lookup(use.question), use=use.id), "muted")
        table = report.summary.build_table(use)
        columns = _add_use_table(sheet, table)
        if number == 0 and table.rows:
            _add_chart(sheet, report, use, columns, len(table.rows))
    sheet.skip_rows()
    sheet.write_prose(_("What this cannot tell"), "big")
    if report.untranslated_notice:
        sheet.write_prose(report.untranslated_notice, "muted")
    for limit in report.summary.rule_limits:
        sheet.write_prose(limit)


def _list_basis(report: Report) -> Iterator[tuple[str, str]]:
    """The circumstances in short, coverage, rules, and what was read by which program."""
    summary = report.summary
    for fact in summary.main_facts:
        yield fact.name, describe_fact(fact)
    if summary.assumed_settings:
        sentence = _("Those not stated are assumed to stand as they leave most open: see Circumstances.")
        yield _("Settings"), sentence
    for residence in report.exposure.circumstances.residences:
        if residence.approximation:
            yield "", residence.approximation
    yield _("Coverage"), summary.coverage
    pack = report.exposure.pack
    yield _("Rules"), describe_edition(pack)
    if summary.are_rules_older:
        yield "", STALE_RULES_NOTICE
    if pack.layers:
        yield "", describe_layers(pack)
    yield _("Reported"), _("{moment} by {program}", moment=report.generated_text, program=report.app)
    for archive in report.exposure.holdings.archives:
        name = archive.name + (f", SHA-256 {archive.sha256}" if archive.sha256 else "")
        yield _("Archive {number}", number=archive.number), name
    counts = _("The counts below are of all items.")
    yield _("Items listed"), join_texts((report.listing_sentence, counts), " ")
    if report.pseudonym_limits:
        yield _("Pseudonyms"), report.pseudonym_limits[0]


def _add_open_items(sheet: SheetWriter, open_items: list[OpenItems]) -> None:
    """The items that the leading uses are or were open for."""
    sheet.skip_rows()
    sheet.write_prose(_("Who could use what, and since when"), "big")
    if not open_items:
        sheet.write_prose(NOTHING_OPEN_NOTICE)
        return
    sheet.write_prose(join_texts((OWN_DAY_NOTICE, _("All verdicts by data category: see Verdicts.")), " "), "muted")
    sheet.write_column_titles(_OPEN_ITEMS_TITLES, _OPEN_ITEMS_NUMBER_TITLES)
    for entry in open_items:
        style = RowStyle(
            number_formats=(None,) * 5 + (SHARE_FORMAT,),
            fills=(None, None, _format_rgb(load_palette().cells[entry.outcome.value])),
        )
        sheet.write_row(_build_open_items_row(entry), style)


def _build_open_items_row(open_items: OpenItems) -> tuple[CellValue, ...]:
    return (
        lookup(open_items.use.short),
        title_category(open_items.category),
        open_items.outcome.label,
        open_items.items,
        open_items.total_items,
        open_items.items / open_items.total_items if open_items.total_items else 0.0,
        describe_start(open_items.since),
        describe_end(open_items.until),
        open_items.disputed_items,
        open_items.assumed_items,
        describe_purpose_limit(lookup(open_items.limited_to)) if open_items.limited_to else "",
    )


def _add_recommendations(sheet: SheetWriter, recommendations: list[Recommendation]) -> None:
    sheet.skip_rows()
    sheet.write_prose(_("What to do next"), "big")
    for number, recommendation in enumerate(recommendations, start=1):
        sheet.write_prose(recommendation.action, "bold", label=str(number))
        if recommendation.location:
            sheet.write_prose(recommendation.location, label="")
        if recommendation.address:
            sheet.write_address(recommendation.address, label="")
        sheet.write_prose(recommendation.effect, label="")


def _add_use_table(sheet: SheetWriter, table: UseTable) -> tuple[Column, ...]:
    """Items by category and outcome, with the share of those that could be used; returns the columns shown."""
    columns = table.columns
    numbers = (*(column.title for column in columns), ITEMS_TITLE, _OPEN_SHARE_TITLE)
    sheet.write_column_titles((CATEGORY_TITLE, *numbers), numbers)
    number_formats = (None,) * (len(columns) + 2) + (SHARE_FORMAT,)
    for category, row in table.rows.items():
        counts = [row.get(column, 0) for column in columns]
        fills = [None, *map(_get_fill, columns)]
        sheet.write_row(
            (title_category(category), *counts, sum(counts), _compute_open_share(row)),
            RowStyle(fills=fills, number_formats=number_formats),
        )
    totals = [table.totals.get(column, 0) for column in columns]
    items = sum(totals)
    sheet.write_row(
        (ALL_LABEL, *totals, items, _compute_open_share(table.totals)),
        RowStyle("bold", number_formats=number_formats),
    )
    shares = (count / items if items else 0.0 for count in totals)
    sheet.write_row((SHARE_LABEL, *shares, 1.0 if items else 0.0), RowStyle("muted", SHARE_FORMAT))
    return columns


def _get_fill(column: Column) -> str | None:
    colour = load_palette().cells.get(get_colour_key(column))
    return _format_rgb(colour) if colour else None


def _format_rgb(colour: str) -> str:
    """A colour as openpyxl takes it: ``RRGGBB``."""
    return colour.removeprefix("#").upper()


def _compute_open_share(row: Counts) -> float:
    items = sum(row.values())
    open_items = sum(count for column, count in row.items() if column.outcome is Outcome.COULD_BE_USED)
    return open_items / items if items else 0.0


def _add_chart(sheet: SheetWriter, report: Report, use: Use, columns: tuple[Column, ...], rows: int) -> None:
    """Add the table just written as a bar chart; outcomes differ by pattern and colour (WCAG 2.2, 1.4.1)."""
    first = sheet.row_count - rows - 2  # headings above the rows, sums and shares below
    sheet.skip_rows()
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    chart.title = _build_title(report.localize(_("{use}: items by category and outcome", use=lookup(use.name))))
    chart.style = 2
    worksheet: Any = sheet.worksheet
    for number, column in enumerate(columns, start=2):
        values = Reference(worksheet, min_col=number, min_row=first, max_row=first + rows)
        chart.add_data(values, titles_from_data=True)
        chart.series[-1].graphicalProperties = _style_bar(column)
    chart.set_categories(Reference(worksheet, min_col=1, min_row=first + 1, max_row=first + rows))
    chart.y_axis.scaling.min = 0
    chart.x_axis.scaling.orientation = "maxMin"  # the first category on top, as in the table
    chart.x_axis.tickLblSkip = 1  # every category is named
    chart.y_axis.crosses = "max"
    chart.y_axis.number_format = "#,##0"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.title = report.localize(_("items"))
    chart.legend.position = "b"
    chart.layout = Layout(manualLayout=ManualLayout(x=0.14, y=0.1, w=0.82, h=0.68))
    chart.width, chart.height = 30, 11
    worksheet.add_chart(chart, f"A{sheet.row_count + 1}")
    sheet.skip_rows(_CHART_ROWS)


def _style_bar(column: Column) -> GraphicalProperties:
    """The fill and line of a column's bars."""
    properties = GraphicalProperties()
    colour = _format_rgb(load_palette().bars[get_colour_key(column)])
    pattern = load_palette().patterns.get(get_pattern_key(column))
    if pattern is None:
        properties.solidFill = colour
    else:
        properties.pattFill = PatternFillProperties(
            prst=cast("_BarPattern", pattern), fgClr=_build_colour(colour), bgClr=_build_colour("FFFFFF")
        )
    properties.line.solidFill = colour
    return properties


def _build_colour(rgb: str) -> ColorChoice:
    return ColorChoice(srgbClr=cast("RGBPercent", rgb))  # the stubs take the hexadecimal text for percentages


def _build_title(text: str) -> Title:
    character_style = CharacterProperties(sz=1200, b=True)
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=character_style), r=[RegularTextRun(rPr=character_style, t=text)]
    )
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)
