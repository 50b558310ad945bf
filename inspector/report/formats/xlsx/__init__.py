"""The report as an Excel workbook (ECMA-376): styled sheets whose values are text, number or day, never a formula.

``cells`` holds the limits of a cell, ``workbook`` the look of a sheet, ``summary_sheet`` and ``sheets`` the contents,
``item_sheet`` the rows of items, ``package`` the file, ``read_back`` the totals of a written file.
"""

from collections.abc import Iterator
from typing import BinaryIO

from inspector.errors import Problem, Severity
from inspector.i18n import _
from inspector.items import Selection
from inspector.progress import Monitor
from inspector.report.formats.item_list import list_column_titles
from inspector.report.formats.xlsx import package, sheets, summary_sheet
from inspector.report.formats.xlsx.cells import LONG_TEXTS_TITLE, CellTexts
from inspector.report.formats.xlsx.item_sheet import (
    ITEM_WIDTHS,
    VERDICT_WIDTHS,
    CellStyleIds,
    ItemRowWriter,
    has_long_texts,
)
from inspector.report.formats.xlsx.read_back import read_totals as read_totals
from inspector.report.formats.xlsx.workbook import MAX_SHEET_ROWS, WorkbookWriter, build_day_format
from inspector.report.report import Report
from inspector.summary.labels import title_category

TITLE = _("Excel workbook")
ITEMS_TITLE = _("Items")


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write the workbook; returns notes (X_LONG_TEXT, X_MARKED) on texts that it changed. May raise ``Cancelled``."""
    monitor.step(0, max(len(report.selection), 1), TITLE)
    workbook = WorkbookWriter(report)
    try:
        _write_sheets(workbook, report, stream, monitor)
    except BaseException:
        package.discard_sheets(workbook.workbook)
        raise
    return tuple(_list_notes(workbook.cell_texts))


def _write_sheets(workbook: WorkbookWriter, report: Report, stream: BinaryIO, monitor: Monitor) -> None:
    summary_sheet.add_summary(workbook, report)
    item_sheets = _add_item_sheets(workbook, report)
    for add in (sheets.add_verdicts, sheets.add_coverage, sheets.add_problems):
        add(workbook, report)
    sheets.add_set_aside_rows(workbook, report, monitor)
    for add in (
        *(sheets.add_rules, sheets.add_sources, sheets.add_conflicts),
        *(sheets.add_claims, sheets.add_circumstances, sheets.add_method),
    ):
        add(workbook, report)
    if workbook.cell_texts.pieces or has_long_texts(report):
        workbook.add_long_sheet()
    styles = CellStyleIds(
        workbook.register_style(),
        workbook.register_style("left"),
        workbook.register_style("left", build_day_format(report.language)),
    )
    row_writer = ItemRowWriter(report, workbook.cell_texts, styles)
    row_streams = {
        workbook.get_sheet_path(title): _report_progress(row_writer.render_rows(selection, 2), monitor, report)
        for title, selection in item_sheets
    }
    late_streams = {workbook.long_texts_path: workbook.render_long_rows()} if workbook.long_texts_path else {}
    package.write(workbook.workbook, report, row_streams, late_streams, workbook.cell_texts, stream)


def _add_item_sheets(workbook: WorkbookWriter, report: Report) -> list[tuple[str, Selection]]:
    """Begin the sheets of items, a further one where one is full; returns each sheet's title with its items."""
    groups: list[tuple[str, Selection]] = [(ITEMS_TITLE, report.selection)]
    if report.options.sheet_per_category:
        by_category = report.group_by_category().items()
        groups = [
            (_("Items {category}", category=title_category(c)), selection) for c, selection in by_category
        ] or groups
    uses = report.exposure.pack.leading_uses
    column_titles = list_column_titles(report.exposure.pack)
    widths = (*ITEM_WIDTHS, *VERDICT_WIDTHS * len(uses))
    item_sheets = []
    for title, selection in groups:
        for sheet_selection in _split_selection(selection):
            sheet = workbook.add_sheet(title, widths)
            sheet.worksheet.print_area = (
                f"A1:L{max(len(sheet_selection), 1) + 1}"  # all columns would be specks on paper
            )
            sheet.write_header(column_titles, len(sheet_selection))
            item_sheets.append((sheet.title, sheet_selection))
    return item_sheets


def _split_selection(selection: Selection) -> Iterator[Selection]:
    """The items in pieces that fit a sheet; one empty piece if nothing was chosen."""
    if len(selection) <= MAX_SHEET_ROWS:
        yield selection
        return
    blocks, indices, free_rows = [], [], MAX_SHEET_ROWS
    for block, block_indices in zip(selection.blocks, selection.indices, strict=True):
        rest = block_indices
        while len(rest):
            blocks.append(block)
            indices.append(rest[:free_rows])
            rest, free_rows = rest[free_rows:], free_rows - len(indices[-1])
            if free_rows == 0:
                yield Selection(tuple(blocks), tuple(indices))
                blocks, indices, free_rows = [], [], MAX_SHEET_ROWS
    if blocks:
        yield Selection(tuple(blocks), tuple(indices))


def _report_progress(rows: Iterator[bytes], monitor: Monitor, report: Report) -> Iterator[bytes]:
    """The same rows, with progress every 1,024 rows."""
    total = len(report.selection)
    for done, row in enumerate(rows):
        if done % 1024 == 0:
            monitor.step(done, total, TITLE)
        yield row


def _list_notes(cell_texts: CellTexts) -> Iterator[Problem]:
    """Notes on texts that the workbook shows in another way than the archive."""
    if cell_texts.long_count:
        message = _("Texts longer than a cell holds continue in the sheet '{sheet}'.", sheet=LONG_TEXTS_TITLE)
        yield Problem("X_LONG_TEXT", message, Severity.NOTE, count=cell_texts.long_count)
    if cell_texts.marked_count:
        message = _(
            "Characters that cannot be seen, or that no workbook may hold, are shown as marks such as <U+200B>."
        )
        yield Problem("X_MARKED", message, Severity.NOTE, count=cell_texts.marked_count)
