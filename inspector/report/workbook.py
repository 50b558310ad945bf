"""The report as a spreadsheet: styled sheets, every value as text or number, never a formula or a link."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from inspector.exposure import ALL, Exposure, Item, select
from inspector.policy import Outcome, Verdict, cited, days
from inspector.policy.verdict import OUTSIDE
from inspector.report.report import (
    COLUMNS,
    NOT_USED,
    Column,
    Report,
    assumed_record,
    shown_columns,
    state_words,
    use_table,
)
from inspector.visible import visible

SUFFIX = ".xlsx"
TITLE = "Excel workbook"
CELL_UNITS = 32_767
"""The most UTF-16 units that a cell holds."""
SHEET_ROWS = 1_048_575
"""The most records of a sheet, below its header."""
_CUT = 32_000
_LONG = "Long texts"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HEAD = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="1F3A5F")
_BOLD = Font(bold=True)
_BIG = Font(bold=True, size=14)
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


class _Sheets:
    """A workbook being written: rows go out as they come, so memory stays flat."""

    def __init__(self) -> None:
        self.book = Workbook(write_only=True)
        self.long_texts: list[tuple[str, int, str]] = []

    def sheet(self, title: str, widths: Sequence[int], head: Sequence[str]) -> WriteOnlyWorksheet:
        """Begin a sheet with a header that stays in view, is repeated in print and can be filtered."""
        sheet = self.book.create_sheet(title)
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.center.text = "&A, page &P of &N"
        if head:
            sheet.freeze_panes = "A2"
            sheet.print_title_rows = "1:1"
            sheet.append([self.styled(sheet, name, _HEAD, _HEAD_FILL) for name in head])
        return sheet

    def styled(
        self, sheet: WriteOnlyWorksheet, value: Cell, font: Font | None = None, fill: PatternFill | None = None
    ) -> Any:  # noqa: ANN401 - openpyxl ships no types
        """A cell whose text is text, whatever it begins with."""
        cell = WriteOnlyCell(sheet, value=None)
        if isinstance(value, str):
            cell.value = self.fit(value)
            cell.data_type = "s"
        else:
            cell.value = value
        cell.alignment = _WRAP if isinstance(value, str) and len(value) > 30 else _TOP
        if font is not None:
            cell.font = font
        if fill is not None:
            cell.fill = fill
        return cell

    def row(self, sheet: WriteOnlyWorksheet, values: Iterable[Cell], font: Font | None = None) -> None:
        """Add a row."""
        sheet.append([self.styled(sheet, value, font) for value in values])

    def fit(self, text: str) -> str:
        """The text as a cell can hold it; what is longer continues in a sheet of its own."""
        text = _NOT_XML.sub(lambda found: f"<U+{ord(found[0]):04X}>", visible(text))
        if len(text) * 2 <= CELL_UNITS or len(text.encode("utf-16-le")) // 2 <= CELL_UNITS:
            return text
        number = len({key for key, _piece, _text in self.long_texts}) + 1
        key = f"L{number}"
        for piece, start in enumerate(range(0, len(text), _CUT // 2), start=1):
            self.long_texts.append((key, piece, text[start : start + _CUT // 2]))
        return text[: _CUT // 2] + f" [continues in the sheet '{_LONG}', {key}]"


def write(report: Report, stream: BinaryIO) -> None:
    """Write the workbook: Summary, Items, Coverage, Rules, Sources, Circumstances, and Long texts if any."""
    sheets = _Sheets()
    _summary(sheets, report)
    _items(sheets, report)
    _coverage(sheets, report)
    _rules(sheets, report)
    _sources(sheets, report)
    _circumstances(sheets, report)
    if sheets.long_texts:
        sheet = sheets.sheet(_LONG, (10, 8, 120), ("Text", "Piece", "Content"))
        for key, piece, text in list(sheets.long_texts):
            sheets.row(sheet, (key, piece, text))
    sheets.book.properties.creator = "Archive Inspector"
    sheets.book.properties.title = "Exposure of a LinkedIn data archive"
    sheets.book.properties.created = sheets.book.properties.modified = report.generated.replace(tzinfo=None)
    sheets.book.save(stream)


def _summary(sheets: _Sheets, report: Report) -> None:
    """The headline, on what it rests, one table a use, what the answer cannot tell."""
    sheet = sheets.sheet("Summary", (26, *(15 for _column in COLUMNS), 12), ())
    sheets.row(sheet, (report.headline,), _BIG)
    sheets.row(sheet, (NOT_USED,))
    sheets.row(sheet, ())
    for name, words in _ground(report):
        sheets.row(sheet, (name, words))
    for use in report.exposure.pack.uses.values():
        sheets.row(sheet, ())
        sheets.row(sheet, (use.name,), _BIG)
        _use_table(sheets, sheet, use_table(report.exposure, use))
    sheets.row(sheet, ())
    sheets.row(sheet, ("What this cannot tell",), _BIG)
    for limit in report.cannot_tell:
        sheets.row(sheet, (limit,))


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
    if report.query != ALL:
        yield "Items", "the sheet Items lists a choice; the counts below are of all items"


def _use_table(sheets: _Sheets, sheet: WriteOnlyWorksheet, table: dict[str, dict[Column, int]]) -> None:
    """Items by category and outcome."""
    columns = shown_columns(table)
    heads = ("Category", *(column.title for column in columns), "Items")
    sheet.append([sheets.styled(sheet, head, _HEAD, _HEAD_FILL) for head in heads])
    for category, row in table.items():
        cells = [sheets.styled(sheet, category.replace("_", " "))]
        for column in columns:
            items = row.get(column, 0)
            fill = PatternFill("solid", fgColor=_FILLS[column.outcome]) if column.outcome and items else None
            cells.append(sheets.styled(sheet, items, None, fill))
        sheet.append([*cells, sheets.styled(sheet, sum(row.values()))])
    totals = [sum(row.get(column, 0) for row in table.values()) for column in columns]
    sheets.row(sheet, ("All", *totals, sum(totals)), _BOLD)


_ITEM = ("Id", "File", "Row", "Category", "Data category", "Date", "Time", "Author", "Audience", "Text")
_VERDICT = ("outcome", "reason", "since", "until", "rules", "closed by", "sources", "certainty", "flags")


def _items(sheets: _Sheets, report: Report) -> None:
    """Every item with its verdict for each leading use; a new sheet begins where one is full."""
    exposure = report.exposure
    uses = exposure.pack.leading_uses
    head = (*_ITEM, *(f"{use.short}: {name}" for use in uses for name in _VERDICT))
    widths = (34, 24, 7, 14, 20, 12, 10, 10, 10, 60, *((16, 34, 12, 12, 14, 14, 18, 22, 30) * len(uses)))
    sheet = sheets.sheet("Items", widths, head)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{min(exposure.holdings.items, SHEET_ROWS) + 1}"
    for count, item in enumerate(select(exposure, report.query), start=1):
        if count > 1 and count % SHEET_ROWS == 1:
            sheet = sheets.sheet(f"Items {count // SHEET_ROWS + 1}", widths, head)
        sheets.row(sheet, _item_cells(exposure, item, [use.id for use in uses]))


def _item_cells(exposure: Exposure, item: Item, uses: Sequence[str]) -> Iterator[Cell]:
    block, index, facts = item.block, item.index, item.facts
    yield str(block.ref(index, exposure.holdings.several))
    yield block.member
    yield block.number(index)
    yield exposure.pack.category_of(facts.data_category).replace("_", " ")
    yield (facts.data_category or "unknown").replace("_", " ")
    yield block.date(index) or "unknown"
    yield block.time(index) or ""
    yield facts.author.value
    yield item.audience.value
    yield block.text(index)
    for use in uses:
        verdict = exposure.verdict(use, item)
        yield verdict.outcome.words if verdict.outcome else OUTSIDE
        yield verdict.label
        yield days.written(verdict.windows[0].first) or "" if verdict.windows else ""
        yield days.written(verdict.windows[-1].last) or "open-ended" if verdict.windows else ""
        yield ", ".join(verdict.rules)
        yield ", ".join(verdict.closers)
        yield ", ".join(verdict.sources)
        yield f"{verdict.confidence}; {verdict.basis}" if verdict.outcome else ""
        yield "; ".join(_flags(exposure, use, item, verdict))


def _flags(exposure: Exposure, use: str, item: Item, verdict: Verdict) -> Iterator[str]:
    """What a reader must know beside the outcome."""
    if verdict.limited_to:
        yield f"for {verdict.limited_to} only"
    if verdict.disputed:
        yield f"disputed ({', '.join(verdict.conflicts)})"
    for fact in map(assumed_record, exposure.assumed(use, item)):
        otherwise = (fact["otherwise"] or OUTSIDE).replace("_", " ")
        yield f"assumed: {fact['fact']} {fact['value']} (otherwise {otherwise})"
    if item.block.born(item.index) is None:
        yield "date unknown"


def _coverage(sheets: _Sheets, report: Report) -> None:
    """Every member, what became of it, and every problem."""
    holdings, pack = report.exposure.holdings, report.exposure.pack
    head = ("Archive", "File", "What it is", "Category", "State", "Known by", "Rows", "Set aside", "SHA-256")
    sheet = sheets.sheet("Coverage", (9, 40, 44, 18, 34, 10, 8, 10, 68), head)
    for file in holdings.files:
        category = pack.category_of(file.data_category).replace("_", " ")
        values = (file.archive, file.member, file.title, category, state_words(file), file.by)
        sheets.row(sheet, (*values, file.rows, file.set_aside, file.sha256 or ""))
    sheets.row(sheet, ())
    sheets.row(sheet, ("", "What a complete download may also hold"), _BOLD)
    for kind in holdings.absent:
        sheets.row(sheet, ("", kind.files[0], kind.title, "", kind.absent_means))
    sheets.row(sheet, ())
    sheets.row(sheet, ("", f"Problems ({len(holdings.problems)})"), _BOLD)
    for problem in holdings.problems:
        rows = f"rows {', '.join(map(str, problem.rows))}" if problem.rows else ""
        where = problem.member or "the archive as a whole"
        sheets.row(
            sheet, (problem.archive, where, problem.message, problem.code, problem.severity.value, rows, problem.count)
        )


def _rules(sheets: _Sheets, report: Report) -> None:
    """Every rule that decided or closed for any item, and the conflicts that concern them."""
    pack = report.exposure.pack
    head = ("Rule", "Use", "Statement", "From", "Until", "Regions", "Confidence", "Basis", "Sources", "Note")
    sheet = sheets.sheet("Rules", (26, 26, 70, 12, 12, 22, 18, 14, 24, 60), head)
    used = report.used_rules()
    for rule_id in used:
        shown = cited(pack, rule_id)
        rule = pack.rules.get(rule_id)
        use = (
            pack.uses[rule.use].short
            if rule
            else next(u.short for u in pack.uses.values() if u.default_rule == rule_id)
        )
        regions = ", ".join(rule.regions) if rule else "all"
        sources = ", ".join(source.id for source in shown.sources)
        dates = (shown.first or "", shown.last or "")
        note = "; ".join(filter(None, (shown.edges, shown.note)))
        sheets.row(
            sheet, (rule_id, use, shown.statement, *dates, regions, shown.confidence, shown.basis, sources, note)
        )
    sheets.row(sheet, ())
    sheets.row(sheet, ("Conflict", "Topic", "One reading", "", "", "", "", "", "Sources", "The other reading"), _BOLD)
    for conflict in pack.conflicts:
        if not conflict.rules or set(conflict.rules) & set(used):
            sources = ", ".join(conflict.sources)
            other = f"{conflict.reading_b} Followed here: {conflict.followed}"
            sheets.row(sheet, (conflict.id, conflict.topic, conflict.reading_a, "", "", "", "", "", sources, other))


def _sources(sheets: _Sheets, report: Report) -> None:
    """The sources that those rules and conflicts cite, with dates and addresses as plain text."""
    pack = report.exposure.pack
    used = report.used_rules()
    wanted = dict.fromkeys(pack.sources_of(used))
    for conflict in pack.conflicts:
        if not conflict.rules or set(conflict.rules) & set(used):
            wanted.update(dict.fromkeys(conflict.sources))
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
    sheet = sheets.sheet("Sources", (8, 60, 26, 22, 12, 34, 12, 60, 60, 60), head)
    for source in (pack.sources[name] for name in wanted):
        told = (source.id, source.title, source.publisher, source.published, source.kind, source.read_as)
        sheets.row(sheet, (*told, source.reliability, source.address, source.archived, source.note))


def _circumstances(sheets: _Sheets, report: Report) -> None:
    """Every fact about the member: stated or assumed, and what the archive suggests."""
    sheet = sheets.sheet("Circumstances", (46, 60, 12, 50), ("Fact", "Value", "Known how", "The archive suggests"))
    for fact in report.facts:
        sheets.row(sheet, (fact.name, fact.value, fact.origin, fact.evidence or ""))
    for stay in report.exposure.circumstances.stays:
        if stay.near:
            sheets.row(sheet, ("", stay.near))
