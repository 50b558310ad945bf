"""The report as a spreadsheet: styled sheets, every value as text, number or day; never a formula.

``cells`` knows what a cell may hold, ``book`` how a sheet looks, ``summary`` and ``sheets`` what stands in the sheets,
``items`` the rows of items, ``package`` how it all becomes one file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from inspector.errors import Problem, Severity
from inspector.i18n import words
from inspector.progress import Monitor
from inspector.query import Selection
from inspector.report.formats.item_list import heads
from inspector.report.formats.xlsx import package, sheets, summary_sheet
from inspector.report.formats.xlsx.cells import LONG, Cells
from inspector.report.formats.xlsx.item_sheet import ITEM_WIDTHS, VERDICT_WIDTHS, ItemRows, Styles, any_long
from inspector.report.formats.xlsx.read_back import read_totals
from inspector.report.formats.xlsx.workbook import SHEET_ROWS, Book, day_form
from inspector.report.options import Totals
from inspector.summary.report import Report
from inspector.summary.sections import category_name

TITLE = words("Excel workbook")
ITEMS = words("Items")


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write the workbook; returns notes on texts that do not stand in it as they are. May raise ``Cancelled``."""
    monitor.step(0, max(len(report.selection), 1), TITLE)
    book = Book(report)
    summary_sheet.add(book, report)
    listed = _item_sheets(book, report)
    for add in (
        *(sheets.verdicts, sheets.coverage, sheets.problems, sheets.rules, sheets.sources, sheets.conflicts),
        *(sheets.claims, sheets.circumstances, sheets.method),
    ):
        add(book, report)
    if book.cells.pieces or any_long(report):
        book.long_sheet()
    styles = Styles(book.style(), book.style("left"), book.style("left", day_form(report.language)))
    rows = ItemRows(report, book.cells, styles)
    parts = {book.path(title): _counted(rows.rows(chosen, 2), monitor, report) for title, chosen in listed}
    late = {book.long: book.long_rows()} if book.long else {}
    package.write(book.book, report, parts, late, book.cells, stream)
    return tuple(_notes(book.cells))


def totals(path: Path) -> Totals:
    """The sums that a written workbook holds."""
    return read_totals(path)


def _item_sheets(book: Book, report: Report) -> list[tuple[str, Selection]]:
    """The sheets for items with their headers, and the items of each; a further sheet begins where one is full."""
    groups: list[tuple[str, Selection]] = [(ITEMS, report.selection)]
    if report.choices.sheet_a_category:
        by_category = report.by_category().items()
        groups = [(words("Items {category}", category=category_name(c)), found) for c, found in by_category] or groups
    uses = report.exposure.pack.leading_uses
    head = heads(report.exposure.pack)
    widths = (*ITEM_WIDTHS, *VERDICT_WIDTHS * len(uses))
    listed = []
    for title, chosen in groups:
        for piece in _split(chosen):
            sheet = book.sheet(title, widths)
            sheet.sheet.print_area = f"A1:L{max(len(piece), 1) + 1}"  # all columns would be specks on paper
            sheet.head(head, len(piece))
            listed.append((sheet.title, piece))
    return listed


def _split(chosen: Selection) -> Iterator[Selection]:
    """The items in pieces that fit a sheet; one piece with nothing in it where nothing was chosen."""
    if len(chosen) <= SHEET_ROWS:
        yield chosen
        return
    blocks, indices, room = [], [], SHEET_ROWS
    for block, left in zip(chosen.blocks, chosen.indices, strict=True):
        rest = left
        while len(rest):
            blocks.append(block)
            indices.append(rest[:room])
            rest, room = rest[room:], room - len(indices[-1])
            if room == 0:
                yield Selection(tuple(blocks), tuple(indices))
                blocks, indices, room = [], [], SHEET_ROWS
    if blocks:
        yield Selection(tuple(blocks), tuple(indices))


def _counted(rows: Iterator[bytes], monitor: Monitor, report: Report) -> Iterator[bytes]:
    """The same rows, telling the monitor every so often how far it is."""
    total = len(report.selection)
    for done, row in enumerate(rows):
        if done % 1024 == 0:
            monitor.step(done, total, TITLE)
        yield row


def _notes(cells: Cells) -> Iterator[Problem]:
    """What does not stand in the workbook as it stands in the archive."""
    if cells.long:
        message = words("Texts longer than a cell holds continue in the sheet '{sheet}'.", sheet=LONG)
        yield Problem("X_LONG_TEXT", message, Severity.NOTE, count=cells.long)
    if cells.marked:
        message = words(
            "Characters that cannot be seen, or that no workbook may hold, are shown as marks such as <U+200B>."
        )
        yield Problem("X_MARKED", message, Severity.NOTE, count=cells.marked)
