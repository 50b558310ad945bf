"""The writer of styled sheets, for screen and print; every value is text, number or day."""

import datetime as dt
import textwrap
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from inspector.i18n import Language, LazyText, _
from inspector.printable import to_one_line
from inspector.report.formats.xlsx.cells import LONG_TEXTS_TITLE, CellTexts, count_units, escape_xml, make_sheet_name
from inspector.report.formats.xlsx.package import keep_in_memory
from inspector.report.report import Report
from inspector.summary.sections import is_web_address

MAX_SHEET_ROWS = 1_048_575
"""The most records below a header: Excel's limit is 1,048,576 rows."""
MAX_SHEET_LINKS = 65_530
"""The most hyperlinks of a sheet: Excel's limit."""
SHARE_FORMAT = "0.0%"
COUNT_FORMAT = "#,##0"
_MAX_HEADER_UNITS = 255
"""The most units of a print header with its codes: Excel's limit."""
_PROSE_WIDTH = 130
_MAX_ROW_LINES = 20
_LINE_HEIGHT = 13.5
_A4_PAPER_SIZE = 9
_FONT_NAME = "Calibri"
_NAVY_COLOUR = "1F3A5F"
_LINK_COLOUR = "1F4F9F"
_PALE_COLOUR = "767676"
_MUTED_COLOUR = "5A6470"
_BORDER_COLOUR = "9AA5B1"


def build_day_format(language: Language) -> str:
    """The number format for days, in the order and separators of a language."""
    return language.day.replace("{year:04}", "yyyy").replace("{month:02}", "mm").replace("{day:02}", "dd")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address of the pack: a link if it is a web address and the sheet may hold one more."""

    text: str


CellValue = str | int | float | dt.date | WebAddress | None


@dataclass(frozen=True, slots=True)
class RowStyle:
    """The look of a row: font, number format, and the backgrounds and formats of single columns."""

    font: str = "plain"
    number_format: str = COUNT_FORMAT
    fills: Sequence[str | None] = ()
    number_formats: Sequence[str | None] = ()


@dataclass(frozen=True, slots=True)
class _CellStyle:
    """The look of a cell; equal ones are registered with openpyxl once."""

    font: str
    alignment: str
    number_format: str = "General"
    fill: str | None = None
    has_border: bool = True


_FONTS = {
    "plain": Font(name=_FONT_NAME, size=11),
    "bold": Font(name=_FONT_NAME, size=11, bold=True),
    "big": Font(name=_FONT_NAME, size=14, bold=True),
    "muted": Font(name=_FONT_NAME, size=11, italic=True, color=_MUTED_COLOUR),
    "pale": Font(name=_FONT_NAME, size=11, color=_PALE_COLOUR),
    "link": Font(name=_FONT_NAME, size=11, color=_LINK_COLOUR, underline="single"),
    "head": Font(name=_FONT_NAME, size=11, bold=True, color="FFFFFF"),
}
_ALIGNMENTS = {
    "wrapped": Alignment(wrap_text=True, vertical="top"),
    "line": Alignment(vertical="top"),
    "left": Alignment(vertical="top", horizontal="left"),
    "right": Alignment(vertical="top", horizontal="right"),
    "head": Alignment(wrap_text=True, vertical="center"),
    "right head": Alignment(wrap_text=True, vertical="center", horizontal="right"),
}
_BORDER = Border(bottom=Side(style="hair", color=_BORDER_COLOUR))
PLAIN_STYLE = RowStyle()
BOLD_STYLE = RowStyle("bold")


class SheetWriter:
    """Writes a sheet row by row; a row is as high as its texts need, up to ``_MAX_ROW_LINES``."""

    def __init__(
        self,
        workbook: Workbook,
        title: str,
        widths: Sequence[int],
        cell_texts: CellTexts,
        styles: dict[_CellStyle, Any],
        report: Report,
    ) -> None:
        self._styles, self._localize, self._day_format = styles, report.localize, build_day_format(report.language)
        self.row_count = 0
        self.link_count = 0
        self._widths, self._cell_texts = widths, cell_texts
        self.worksheet: Any = workbook.create_sheet(make_sheet_name(report.localize(title), workbook.sheetnames))
        keep_in_memory(self.worksheet)
        for column, width in enumerate(widths, start=1):
            self.worksheet.column_dimensions[get_column_letter(column)].width = width
        self._set_up_print(report)

    @property
    def title(self) -> str:
        """The sheet's name."""
        return str(self.worksheet.title)

    def _set_up_print(self, report: Report) -> None:
        """Print all columns on the width of a landscape page, with header and footer."""
        worksheet = self.worksheet
        worksheet.page_setup.orientation = "landscape"
        worksheet.page_setup.paperSize = _A4_PAPER_SIZE
        worksheet.page_setup.fitToHeight = 0
        worksheet.sheet_properties.pageSetUpPr.fitToPage = True
        worksheet.page_margins.left = worksheet.page_margins.right = 0.4
        worksheet.page_margins.top = worksheet.page_margins.bottom = 0.7
        max_units = (_MAX_HEADER_UNITS - 8) // 2
        worksheet.oddHeader.left.text = escape_print_text(report.localize(_describe_matter(report)), max_units)
        worksheet.oddHeader.right.text = escape_print_text(report.options.privilege, max_units)
        worksheet.oddFooter.left.text = escape_print_text(report.app, 60)
        number = _("{sheet}, page {page} of {pages}", sheet="&A", page="&P", pages="&N")
        worksheet.oddFooter.center.text = report.localize(number)
        worksheet.oddFooter.right.text = report.localize(report.generated_text)

    def write_header(
        self,
        titles: Sequence[str],
        record_count: int | None = None,
        pane: str = "B2",
        number_titles: Container[str] = (),
    ) -> None:
        """Write a header that stays in view, repeats in print and filters ``record_count`` records below it."""
        self.worksheet.freeze_panes = pane
        self.worksheet.print_title_rows = "1:1"
        if record_count is not None:
            self.worksheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{max(record_count, 1) + 1}"
        self.write_column_titles(titles, number_titles)

    def write_column_titles(self, titles: Sequence[str], number_titles: Container[str] = ()) -> None:
        """Write a header anywhere in the sheet; ``number_titles`` are aligned right, like their numbers."""
        cells = []
        for title in titles:
            alignment = "right head" if title in number_titles else "head"
            cells.append(
                self._apply_style(
                    self._create_text_cell(self._localize(title)), _CellStyle("head", alignment, fill=_NAVY_COLOUR)
                )
            )
        self._append_row(cells, list(map(self._localize, titles)))

    def write_row(self, values: Iterable[CellValue], style: RowStyle = PLAIN_STYLE) -> None:
        """Write a row; a text stays text even if it looks like a formula."""
        localized_values = [self._localize(value) if isinstance(value, LazyText) else value for value in values]
        cells = []
        for column, value in enumerate(localized_values):
            fill = style.fills[column] if column < len(style.fills) else None
            number_format = style.number_formats[column] if column < len(style.number_formats) else None
            cells.append(
                self._create_cell(value, style.font, number_format or style.number_format, fill if value else None)
            )
        self._append_row(cells, localized_values)

    def write_prose(self, text: str, font: str = "plain", label: str | None = None) -> None:
        """Write sentences across the columns, one row for each line."""
        for number, line in enumerate(textwrap.wrap(self._localize(text), _PROSE_WIDTH) or [""]):
            self._write_line(
                self._apply_style(self._create_text_cell(line), _CellStyle(font, "line", has_border=False)),
                label if number == 0 else label and "",
            )

    def write_address(self, address: str, label: str | None = None) -> None:
        """Write an address across the columns."""
        cell = self._create_cell(WebAddress(address), "plain", COUNT_FORMAT, None)
        font = "link" if cell.hyperlink else "plain"
        self._write_line(self._apply_style(cell, _CellStyle(font, "line", has_border=False)), label)

    def _write_line(self, cell: Cell, label: str | None) -> None:
        label_cells = (
            []
            if label is None
            else [
                self._apply_style(
                    self._create_text_cell(self._localize(label)), _CellStyle("bold", "line", has_border=False)
                )
            ]
        )
        self.row_count += 1
        self.worksheet.append([*label_cells, cell])

    def skip_rows(self, rows: int = 1) -> None:
        """Leave rows empty."""
        for _row in range(rows):
            self.row_count += 1
            self.worksheet.append(())

    def start_page(self) -> None:
        """Begin a new page in print."""
        self.worksheet.row_breaks.append(Break(id=self.row_count))

    def _append_row(self, cells: Sequence[Any], values: Sequence[CellValue]) -> None:
        self.row_count += 1
        line_count = 1
        for value, width in zip(values, self._widths, strict=False):
            text = value.text if isinstance(value, WebAddress) else value
            if isinstance(text, str):
                line_count = max(line_count, _count_lines(text, width))
        if line_count > 1:
            self.worksheet.row_dimensions[self.row_count].height = _LINE_HEIGHT * min(line_count, _MAX_ROW_LINES) + 2
        self.worksheet.append(cells)
        self.worksheet.row_dimensions.pop(self.row_count, None)

    def _create_cell(self, value: CellValue, font: str, number_format: str, fill: str | None) -> Cell:
        if isinstance(value, WebAddress):
            return self._create_address_cell(value.text)
        if isinstance(value, str):
            return self._apply_style(self._create_text_cell(value), _CellStyle(font, "wrapped", fill=fill))
        cell = WriteOnlyCell(self.worksheet)
        cell.value = value
        if isinstance(value, dt.date):
            return self._apply_style(cell, _CellStyle(font, "left", self._day_format, fill))
        return self._apply_style(
            cell, _CellStyle("pale" if value == 0 and font == "plain" else font, "right", number_format, fill)
        )

    def _create_text_cell(self, text: str) -> Cell:
        cell = WriteOnlyCell(self.worksheet, value=self._cell_texts.fit_text(text, lambda: self.title))
        cell.data_type = "s"
        return cell

    def _create_address_cell(self, address: str) -> Cell:
        cell = self._create_text_cell(address)
        if not is_web_address(address) or self.link_count >= MAX_SHEET_LINKS:
            return self._apply_style(cell, _CellStyle("plain", "wrapped"))
        self.link_count += 1
        cell.hyperlink = address
        cell.value, cell.data_type = address, "s"
        return self._apply_style(cell, _CellStyle("link", "wrapped"))

    def _apply_style(self, cell: Cell, style: _CellStyle) -> Cell:
        styled: Any = cell  # the stubs leave out the private style
        style_array = self._styles.get(style)
        if style_array is None:
            cell.font, cell.alignment, cell.number_format = (
                _FONTS[style.font],
                _ALIGNMENTS[style.alignment],
                style.number_format,
            )
            if style.has_border:
                cell.border = _BORDER
            if style.fill is not None:
                cell.fill = PatternFill("solid", fgColor=style.fill)
            self._styles[style] = styled._style  # noqa: SLF001 - asking openpyxl for an equal one costs more than a row
        else:
            styled._style = style_array  # noqa: SLF001
        return cell


def _describe_matter(report: Report) -> str:
    return _("Matter: {matter}", matter=report.options.matter) if report.options.matter else ""


def escape_print_text(text: str, max_units: int) -> str:
    """A text for a print header: "&" doubled, as it begins a code there; cut with an ellipsis at ``max_units``."""
    safe_text = to_one_line(text, max_units)
    while count_units(safe_text.replace("&", "&&")) > max_units:
        safe_text = to_one_line(safe_text[:-1].removesuffix("…"), len(safe_text) - 1)[:-1] + "…"
    return safe_text.replace("&", "&&")


def _count_lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column of ``width`` characters."""
    return sum(1 + len(line) // max(width, 1) for line in text[:4000].split("\n"))


class WorkbookWriter:
    """Writes a workbook; knows which of its files hold which sheets."""

    def __init__(self, report: Report) -> None:
        self.workbook = Workbook(write_only=True)
        self.cell_texts = CellTexts(report.language)
        self.long_texts_path = ""
        """The file of the sheet of long texts; "" while there is none."""
        self._styles: dict[_CellStyle, Any] = {}
        self._report = report

    def add_sheet(self, title: str, widths: Sequence[int]) -> SheetWriter:
        """Begin a sheet."""
        return SheetWriter(self.workbook, title, widths, self.cell_texts, self._styles, self._report)

    def get_sheet_path(self, title: str) -> str:
        """The file of a sheet, as openpyxl names it: by its order."""
        return f"xl/worksheets/sheet{self.workbook.sheetnames.index(title) + 1}.xml"

    def register_style(self, alignment: str = "wrapped", number_format: str | None = None) -> int:
        """Register a style for the cells of items; returns its number in the workbook."""
        cell = WriteOnlyCell(self.workbook.worksheets[0], value="")
        cell.font, cell.alignment = _FONTS["plain"], _ALIGNMENTS[alignment]
        if number_format is not None:
            cell.number_format = number_format
        return int(cell.style_id)

    def render_long_rows(self) -> Iterator[bytes]:
        """The XML rows of the sheet of long texts."""
        cell_start = f'<c t="inlineStr" s="{self.register_style()}"><is><t xml:space="preserve">'
        for number, piece in enumerate(self.cell_texts.pieces, start=2):
            values = (piece.key, piece.location, str(piece.number), piece.content)
            cells = "".join(f"{cell_start}{escape_xml(text)}</t></is></c>" for text in values)
            yield f'<row r="{number}">{cells}</row>'.encode()

    def add_long_sheet(self) -> None:
        """Begin the sheet of long texts; its rows are known when all others are written."""
        titles = (_("Text"), _("Belongs to"), _("Piece"), _("Content"))
        sheet = self.add_sheet(LONG_TEXTS_TITLE, (10, 40, 8, 120))
        sheet.write_header(titles, 1, "A2")
        self.long_texts_path = self.get_sheet_path(sheet.title)
