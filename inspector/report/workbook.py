"""The report as a spreadsheet: styled sheets, every value as text or number, never a formula or a link."""

import textwrap
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from inspector.catalog.columns import lengths, texts
from inspector.errors import Problem
from inspector.exposure import Selection
from inspector.monitor import Monitor
from inspector.policy import Outcome, Pack, cited
from inspector.report.choices import Totals
from inspector.report.item_list import ITEM_HEADS, VERDICT_HEADS
from inspector.report.item_sheet import ITEM_WIDTHS, VERDICT_WIDTHS, ItemRows, xml_text
from inspector.report.report import (
    COLUMNS,
    NOT_USED,
    Column,
    Report,
    shown_columns,
    state_words,
    use_table,
)
from inspector.visible import visible

TITLE = "Excel workbook"
CELL_UNITS = 32_767
"""The most UTF-16 units that a cell holds."""
SHEET_ROWS = 1_048_575
"""The most records of a sheet, below its header."""
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The time that the files in the workbook bear: the same report gives the same bytes."""
_PIECE = 16_000
"""The characters of one piece of a long text: even of two units each they fit a cell."""
_PROSE = 130
_MOST_LINES = 12
_LONG = "Long texts"
_CONFLICT_HEADS = ("", "", "Rules", "Outcome under the reading not followed", "")
_HEAD = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="1F3A5F")
_BOLD = Font(bold=True)
_BIG = Font(bold=True, size=14)
_PALE = Font(color="999999")
_WRAP = Alignment(wrap_text=True, vertical="top")
_TOP = Alignment(vertical="top")
_FILLS = {
    Outcome.COULD_BE_USED: "FBE3D6",
    Outcome.COULD_HAVE_BEEN_USED: "FCEFD0",
    Outcome.AGGREGATE_ONLY: "E4E0F1",
    Outcome.NOT_STATED: "FFF7CC",
    Outcome.STOPPED: "DCEBF7",
    Outcome.EXCLUDED: "E3EFDA",
}
Cell = str | int | None


class _LongTexts:
    """What no cell can hold, kept for a sheet of its own."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, int, str]] = []
        self._keys = 0

    def fit(self, text: str) -> str:
        """The text as a cell can hold it, with a mark where it continues elsewhere."""
        text = visible(text)
        if len(text) * 2 <= CELL_UNITS or len(text.encode("utf-16-le")) // 2 <= CELL_UNITS:
            return text
        self._keys += 1
        key = f"L{self._keys}"
        for piece, start in enumerate(range(0, len(text), _PIECE), start=1):
            self.pieces.append((key, piece, text[start : start + _PIECE]))
        return text[:_PIECE] + f" [continues in the sheet '{_LONG}', {key}]"


class _Sheet:
    """A sheet being written row by row, so memory stays flat; rows are as high as their texts need, up to a cap."""

    def __init__(self, book: Workbook, title: str, widths: Sequence[int], long_texts: _LongTexts) -> None:
        self._widths, self._long_texts, self._rows = widths, long_texts, 0
        self.sheet: Any = book.create_sheet(title)
        for column, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.oddFooter.center.text = "&A, page &P of &N"

    def fit_to_page(self) -> None:
        """Print all columns on one page's width."""
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def head(self, names: Sequence[str]) -> None:
        """A header that stays in view and is repeated in print."""
        self.sheet.freeze_panes = "A2"
        self.sheet.print_title_rows = "1:1"
        self.row(names, _HEAD, (_HEAD_FILL,) * len(names))

    def row(self, values: Iterable[Cell], font: Font | None = None, fills: Sequence[PatternFill | None] = ()) -> None:
        """Add a row; every text is text, whatever it begins with."""
        cells, needed = [], 1
        self._rows += 1
        for column, value in enumerate(values):
            fill = fills[column] if column < len(fills) else None
            cells.append(self._cell(value, font, fill, wrap=True))
            if isinstance(value, str) and column < len(self._widths):
                needed = max(needed, _lines(value, self._widths[column]))
        if needed > 1:
            self.sheet.row_dimensions[self._rows].height = 13.5 * min(needed, _MOST_LINES)
        self.sheet.append(cells)
        self.sheet.row_dimensions.pop(self._rows, None)

    def prose(self, text: str, font: Font | None = None, label: str | None = None) -> None:
        """Add sentences that run over the columns to their right, a row for every line of them."""
        for number, line in enumerate(textwrap.wrap(text, _PROSE) or [""]):
            self._rows += 1
            cell = self._cell(line, font, None, wrap=False)
            head = [] if label is None else [self._cell(label if number == 0 else "", _BOLD, None, wrap=False)]
            self.sheet.append([*head, cell])

    def _cell(self, value: Cell, font: Font | None, fill: PatternFill | None, *, wrap: bool) -> Any:  # noqa: ANN401
        cell = WriteOnlyCell(self.sheet, value=None)
        if isinstance(value, str):
            cell.value = self._long_texts.fit(value)
            cell.data_type = "s"
        else:
            cell.value = value
        cell.alignment = _WRAP if wrap else _TOP
        if font is not None:
            cell.font = font
        elif value == 0:
            cell.font = _PALE
        if fill is not None:
            cell.fill = fill
        return cell


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column of that width, in characters."""
    return sum(1 + len(line) // max(width - 1, 1) for line in text[:4000].split("\n"))


class _Sheets:
    """A workbook being written, and which of its files hold which sheets."""

    def __init__(self) -> None:
        self.book = Workbook(write_only=True)
        self.long_texts = _LongTexts()

    def sheet(self, title: str, widths: Sequence[int]) -> _Sheet:
        """Begin a sheet."""
        return _Sheet(self.book, title, widths, self.long_texts)

    def paths(self, title: str) -> frozenset[str]:
        """The files of the sheets whose title begins so, as openpyxl names them: by their order."""
        names = enumerate(self.book.sheetnames, start=1)
        return frozenset(f"xl/worksheets/sheet{number}.xml" for number, name in names if name.startswith(title))

    @property
    def body_style(self) -> int:
        """The number of the style of plain cells in the workbook."""
        cell = WriteOnlyCell(self.book.worksheets[0], value="")
        cell.alignment = _WRAP
        return int(cell.style_id)

    def long_rows(self) -> Iterator[bytes]:
        """The XML rows of the sheet of long texts."""
        for number, piece in enumerate(self.long_texts.pieces, start=2):
            cells = (
                f'<c t="inlineStr"><is><t xml:space="preserve">{xml_text(str(cell))}</t></is></c>' for cell in piece
            )
            yield f'<row r="{number}">{"".join(cells)}</row>'.encode()


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write the workbook: Summary, Items, Coverage, Rules, Sources, Circumstances, and Long texts if any may be."""
    monitor.step(0, 1, TITLE)
    sheets = _Sheets()
    chosen = report.selection
    _summary(sheets, report)
    _item_heads(sheets, report, len(chosen))
    for add in (_coverage, _rules, _sources, _circumstances):
        add(sheets, report)
    if _may_be_long(chosen):
        _reading_sheet(sheets, _LONG, (10, 8, 120), ("Text", "Piece", "Content"))
    properties = sheets.book.properties
    properties.creator = "Archive Inspector"
    properties.title = "Exposure of a LinkedIn data archive"
    properties.created = properties.modified = report.generated.replace(tzinfo=None)
    uses = [use.id for use in report.exposure.pack.leading_uses]
    rows = ItemRows(report.exposure, uses, sheets.body_style, sheets.long_texts.fit)
    draft = BytesIO()
    sheets.book.save(draft)
    _fill(draft, stream, sheets, _rows(rows, chosen))
    return ()


def totals(_path: Path) -> Totals:
    """The sums that a written file holds."""
    return Totals()


def _may_be_long(chosen: Selection) -> bool:
    """Whether the text of any item may be more than a cell holds."""
    for block, indices in zip(chosen.blocks, chosen.indices, strict=True):
        bytes_ = sum(lengths(texts(block.table, column)) for column in block.text_columns)
        if np.any(np.asarray(bytes_)[block.rows[indices]] * 2 > CELL_UNITS):
            return True
    return False


def _rows(rows: ItemRows, chosen: Selection) -> Iterator[bytes]:
    """The XML rows of the chosen items, each sheet's numbered from 2."""
    for count, item in enumerate(chosen):
        yield rows.row(count % SHEET_ROWS + 2, item)


def _fill(draft: BytesIO, stream: BinaryIO, sheets: _Sheets, rows: Iterator[bytes]) -> None:
    """Copy a workbook, streaming the rows of items, and of long texts behind them, into their sheets."""
    with (
        zipfile.ZipFile(draft) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        late = [name for name in source.namelist() if name in sheets.paths(_LONG)]
        for name in [*(name for name in source.namelist() if name not in late), *late]:
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = source.read(name)
            if name in sheets.paths("Items"):
                _stream(target, entry, content, islice(rows, SHEET_ROWS))
            elif name in late:
                _stream(target, entry, content, sheets.long_rows())
            else:
                target.writestr(entry, content)


def _stream(target: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes, rows: Iterator[bytes]) -> None:
    """Write a sheet with rows added behind those it has."""
    head, end, tail = content.partition(b"</sheetData>")
    with target.open(entry, "w", force_zip64=True) as sheet:
        sheet.write(head)
        for row in rows:
            sheet.write(row)
        sheet.write(end + tail)


def _summary(sheets: _Sheets, report: Report) -> None:
    """The headline, on what it rests, one table a use, what the answer cannot tell."""
    sheet = sheets.sheet("Summary", (36, *(18 for _column in COLUMNS), 12))
    sheet.fit_to_page()
    sheet.prose(report.headline, _BIG)
    sheet.prose(NOT_USED)
    sheet.prose("")
    for name, words in _ground(report):
        sheet.prose(words, label=name)
    for use in report.exposure.pack.uses.values():
        sheet.prose("")
        sheet.prose(use.name, _BIG)
        _use_table(sheet, use_table(report.exposure, use))
    sheet.prose("")
    sheet.prose("What this cannot tell", _BIG)
    for limit in report.cannot_tell:
        sheet.prose(limit)


def _ground(report: Report) -> Iterator[tuple[str, str]]:
    """The circumstances in short, coverage, rules, and what was read by which program."""
    for fact in report.facts:
        if fact.origin == "stated" or fact in report.facts[:3]:
            yield fact.name, f"{fact.value} ({fact.origin})"
    if any(fact.origin == "assumed" for fact in report.facts[3:]):
        yield "Settings", "those not stated are assumed to stand as they leave most open"
    yield "Coverage", report.coverage
    pack = report.exposure.pack
    yield "Rules", f"{pack.title}, edition {pack.edition}, last checked {pack.checked.isoformat()}"
    if pack.layers:
        yield "", f"A pack of your own lies over the built-in one. {'; '.join(pack.layers)}"
    yield "Reported", f"{report.generated:%Y-%m-%d %H:%M} UTC by {report.app}"
    for archive in report.exposure.holdings.archives:
        yield f"Archive {archive.number}", archive.name + (f", SHA-256 {archive.sha256}" if archive.sha256 else "")
    if report.choices.of_items != "all":
        yield "Items", "the sheet Items lists a choice; the counts below are of all items"


def _use_table(sheet: _Sheet, table: dict[str, dict[Column, int]]) -> None:
    """Items by category and outcome."""
    columns = shown_columns(table)
    heads = ("Category", *(column.title for column in columns), "Items")
    sheet.row(heads, _HEAD, (_HEAD_FILL,) * len(heads))
    for category, row in table.items():
        counts = [row.get(column, 0) for column in columns]
        fills = [
            PatternFill("solid", fgColor=_FILLS[column.outcome]) if column.outcome and items else None
            for column, items in zip(columns, counts, strict=True)
        ]
        sheet.row((category.replace("_", " "), *counts, sum(counts)), None, (None, *fills))
    totals = [sum(row.get(column, 0) for row in table.values()) for column in columns]
    sheet.row(("All", *totals, sum(totals)), _BOLD)


def _item_heads(sheets: _Sheets, report: Report, items: int) -> None:
    """The sheets for items with their headers; a further sheet begins where one is full."""
    uses = report.exposure.pack.leading_uses
    head = (*ITEM_HEADS, *(f"{use.short}: {name}" for use in uses for name in VERDICT_HEADS))
    widths = (*ITEM_WIDTHS, *VERDICT_WIDTHS * len(uses))
    for start in range(0, max(items, 1), SHEET_ROWS):
        rows = min(items - start, SHEET_ROWS)
        number = start // SHEET_ROWS
        sheet = sheets.sheet(f"Items {number + 1}" if number else "Items", widths)
        sheet.sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{rows + 1}"
        sheet.sheet.print_area = f"A1:L{rows + 1}"  # up to the first use's reason: all columns would be specks on paper
        sheet.fit_to_page()
        sheet.head(head)


def _reading_sheet(sheets: _Sheets, title: str, widths: Sequence[int], head: Sequence[str]) -> _Sheet:
    """A sheet to be read as a whole: all its columns on one printed page."""
    sheet = sheets.sheet(title, widths)
    sheet.fit_to_page()
    sheet.head(head)
    return sheet


def _coverage(sheets: _Sheets, report: Report) -> None:
    """Every member, what became of it, and every problem."""
    holdings, pack = report.exposure.holdings, report.exposure.pack
    head = ("Archive", "File", "What it is", "Category", "State", "Known by", "Rows", "Set aside", "SHA-256")
    sheet = _reading_sheet(sheets, "Coverage", (9, 40, 44, 18, 34, 10, 8, 10, 68), head)
    for file in holdings.files:
        category = pack.category_of(file.data_category).replace("_", " ")
        values = (file.archive, file.member, file.title, category, state_words(file), file.by)
        sheet.row((*values, file.rows, file.set_aside, file.sha256 or ""))
    sheet.row(())
    if holdings.absent:
        sheet.row(("", "What a complete download may also hold"), _BOLD)
    for kind in holdings.absent:
        sheet.row(("", kind.files[0], kind.title, "", kind.absent_means))
    sheet.row(())
    sheet.row(("", f"Problems ({len(holdings.problems)})"), _BOLD)
    for problem in holdings.problems:
        rows = f"rows {', '.join(map(str, problem.rows))}" if problem.rows else ""
        where = problem.member or "the archive as a whole"
        sheet.row((problem.archive, where, problem.message, problem.code, problem.severity.value, rows, problem.count))


def _rules(sheets: _Sheets, report: Report) -> None:
    """Every rule that decided or closed for any item, and the conflicts that concern them."""
    pack = report.exposure.pack
    head = ("Rule", "Use", "Statement", "From", "Until", "Regions", "Confidence", "Basis", "Sources", "Note")
    sheet = _reading_sheet(sheets, "Rules", (26, 26, 70, 12, 12, 22, 18, 14, 24, 60), head)
    used = report.used_rules()
    for rule_id in used:
        shown = cited(pack, rule_id)
        rule = pack.rules.get(rule_id)
        use = next(u.short for u in pack.uses.values() if rule_id == u.default_rule or (rule and rule.use == u.id))
        regions = ", ".join(rule.regions) if rule else "all"
        sources = ", ".join(source.id for source in shown.sources)
        dates = (shown.first or "", shown.last or "")
        claimed = f"Legal basis claimed: {shown.legal_basis}." if shown.legal_basis else ""
        note = " ".join(filter(None, (shown.edges, claimed, shown.note)))
        sheet.row((rule_id, use, shown.statement, *dates, regions, shown.confidence, shown.basis, sources, note))
    sheet.row(())
    sheet.row(("Conflict", "Topic", "One reading", *_CONFLICT_HEADS, "Sources", "The other reading"), _BOLD)
    for conflict in report.conflicts():
        sources = ", ".join(conflict.sources)
        other = f"{conflict.reading_b} Followed here: {conflict.followed}"
        otherwise = (conflict.other_outcome or "no other outcome").replace("_", " ")
        told = (conflict.id, conflict.topic, conflict.reading_a, "", "", ", ".join(conflict.rules), otherwise, "")
        sheet.row((*told, sources, other))


def _sources(sheets: _Sheets, report: Report) -> None:
    """The sources that those rules and conflicts cite, with dates and addresses as plain text."""
    pack = report.exposure.pack
    wanted = dict.fromkeys(pack.sources_of(report.used_rules()))
    for conflict in report.conflicts():
        wanted.update(dict.fromkeys(conflict.sources))
    for claim in pack.claims:
        wanted.update(dict.fromkeys((claim.seed, *claim.sources)))
    head = (
        "Source",
        "Title",
        "Publisher",
        "Published",
        "Kind",
        "Read as",
        "Reliability",
        "Address",
        "Archived copy",
        "Note",
    )
    sheet = _reading_sheet(sheets, "Sources", (8, 60, 26, 22, 12, 34, 12, 60, 60, 60), head)
    for source in (pack.sources[name] for name in wanted):
        told = (source.id, source.title, source.publisher, source.published, source.kind, source.read_as)
        sheet.row((*told, source.reliability, source.address, source.archived, source.note))
    _claims(sheet, pack)


def _claims(sheet: _Sheet, pack: Pack) -> None:
    """What two widely read articles say, and how the texts stand to it."""
    sheet.row(())
    sheet.row(("Claim", "What an article says", "Article", "How the texts stand to it", "", "Finding"), _BOLD)
    for claim in pack.claims:
        sheet.row((claim.id, claim.says, claim.seed, claim.stands, "", claim.finding))


def _circumstances(sheets: _Sheets, report: Report) -> None:
    """Every fact about the member: stated or assumed, and what the archive suggests."""
    sheet = _reading_sheet(
        sheets, "Circumstances", (46, 60, 12, 50), ("Fact", "Value", "Known how", "The archive suggests")
    )
    for fact in report.facts:
        sheet.row((fact.name, fact.value, fact.origin, fact.evidence or ""))
    for stay in report.exposure.circumstances.stays:
        if stay.near:
            sheet.row(("", stay.near))
