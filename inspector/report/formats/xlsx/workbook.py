"""A workbook being written: styled sheets that read and print well, every value text, number or day."""

import datetime as dt
import textwrap
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from inspector.i18n import Language, Words, words
from inspector.printable import one_line
from inspector.report.formats.xlsx.cells import LONG, Cells, sheet_name, units, xml
from inspector.summary.report import Report
from inspector.summary.sections import leads_to_web

SHEET_ROWS = 1_048_575
"""The most records of a sheet, below its header."""
SHEET_LINKS = 65_530
"""The most addresses of a sheet that may be links."""
SHARE = "0.0%"
COUNT = "#,##0"
_HEADER_UNITS = 255
"""The most units of a print header, its codes included."""
_PROSE = 130
_MOST_LINES = 20
_LINE = 13.5
_A4 = 9
_FONT = "Calibri"
_NAVY = "1F3A5F"
_LINK = "1F4F9F"
_PALE = "767676"
_MUTED = "5A6470"
_LINE_COLOUR = "9AA5B1"


def day_form(language: Language) -> str:
    """How a spreadsheet is to write a day, in its own words for that."""
    return language.day.replace("{year:04}", "yyyy").replace("{month:02}", "mm").replace("{day:02}", "dd")


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the pack: a link where it leads to the web and there is room for one more."""

    text: str


Cell = str | int | float | dt.date | Address | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a row looks: its writing, the format of its numbers, colours and formats of single columns."""

    face: str = "plain"
    form: str = COUNT
    fills: Sequence[str | None] = ()
    forms: Sequence[str | None] = ()


@dataclass(frozen=True, slots=True)
class _Style:
    """Everything about a cell but what stands in it; equal ones are made once."""

    face: str
    place: str
    form: str = "General"
    fill: str | None = None
    ruled: bool = True


_FACES = {
    "plain": Font(name=_FONT, size=11),
    "bold": Font(name=_FONT, size=11, bold=True),
    "big": Font(name=_FONT, size=14, bold=True),
    "muted": Font(name=_FONT, size=11, italic=True, color=_MUTED),
    "pale": Font(name=_FONT, size=11, color=_PALE),
    "link": Font(name=_FONT, size=11, color=_LINK, underline="single"),
    "head": Font(name=_FONT, size=11, bold=True, color="FFFFFF"),
}
_PLACES = {
    "wrapped": Alignment(wrap_text=True, vertical="top"),
    "line": Alignment(vertical="top"),
    "left": Alignment(vertical="top", horizontal="left"),
    "right": Alignment(vertical="top", horizontal="right"),
    "head": Alignment(wrap_text=True, vertical="center"),
    "right head": Alignment(wrap_text=True, vertical="center", horizontal="right"),
}
_RULE = Border(bottom=Side(style="hair", color=_LINE_COLOUR))
PLAIN = Look()
BOLD = Look("bold")


class Sheet:
    """A sheet being written row by row; rows are as high as their texts need, up to a cap."""

    def __init__(
        self, book: Workbook, title: str, widths: Sequence[int], cells: Cells, styles: dict[_Style, Any], report: Report
    ) -> None:
        self._styles, self._said, self._day = styles, report.said, day_form(report.language)
        self.rows = 0
        self.links = 0
        self._widths, self._cells = widths, cells
        self.sheet: Any = book.create_sheet(sheet_name(report.said(title), book.sheetnames))
        for column, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self._set_up_print(report)

    @property
    def title(self) -> str:
        """The sheet's name."""
        return str(self.sheet.title)

    def _set_up_print(self, report: Report) -> None:
        """All columns on a landscape page's width; the matter above, the page's number and the day below."""
        sheet = self.sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.7
        room = (_HEADER_UNITS - 8) // 2
        sheet.oddHeader.left.text = print_text(report.said(_matter(report)), room)
        sheet.oddHeader.right.text = print_text(report.choices.privilege, room)
        sheet.oddFooter.left.text = print_text(report.app, 60)
        number = words("{sheet}, page {page} of {pages}", sheet="&A", page="&P", pages="&N")
        sheet.oddFooter.center.text = report.said(number)
        sheet.oddFooter.right.text = report.said(report.moment)

    def head(
        self, names: Sequence[str], rows: int | None = None, pane: str = "B2", numbers: Container[str] = ()
    ) -> None:
        """A header that stays in view, is repeated in print and filters ``rows`` records below it."""
        self.sheet.freeze_panes = pane
        self.sheet.print_title_rows = "1:1"
        if rows is not None:
            self.sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{max(rows, 1) + 1}"
        self.heads(names, numbers)

    def heads(self, names: Sequence[str], numbers: Container[str] = ()) -> None:
        """A header anywhere in the sheet; those of ``numbers`` stand to the right, as their numbers do."""
        told = []
        for name in names:
            place = "right head" if name in numbers else "head"
            told.append(self._styled(self._text(self._said(name)), _Style("head", place, fill=_NAVY)))
        self._append(told, list(map(self._said, names)))

    def row(self, values: Iterable[Cell], look: Look = PLAIN) -> None:
        """Add a row; every text is text, whatever it begins with."""
        told = [self._said(value) if isinstance(value, Words) else value for value in values]
        cells = []
        for column, value in enumerate(told):
            fill = look.fills[column] if column < len(look.fills) else None
            form = look.forms[column] if column < len(look.forms) else None
            cells.append(self._cell(value, look.face, form or look.form, fill if value else None))
        self._append(cells, told)

    def prose(self, text: str, face: str = "plain", label: str | None = None) -> None:
        """Add sentences that run over the columns to their right, a row for every line of them."""
        for number, line in enumerate(textwrap.wrap(self._said(text), _PROSE) or [""]):
            self._line(
                self._styled(self._text(line), _Style(face, "line", ruled=False)),
                label if number == 0 else label and "",
            )

    def address(self, address: str, label: str | None = None) -> None:
        """Add an address that runs over the columns to its right."""
        cell = self._cell(Address(address), "plain", COUNT, None)
        face = "link" if cell.hyperlink else "plain"
        self._line(self._styled(cell, _Style(face, "line", ruled=False)), label)

    def _line(self, cell: Any, label: str | None) -> None:  # noqa: ANN401 - openpyxl ships no types
        head = (
            [] if label is None else [self._styled(self._text(self._said(label)), _Style("bold", "line", ruled=False))]
        )
        self.rows += 1
        self.sheet.append([*head, cell])

    def gap(self, rows: int = 1) -> None:
        """Leave rows empty."""
        for _ in range(rows):
            self.rows += 1
            self.sheet.append(())

    def new_page(self) -> None:
        """What follows begins a page in print."""
        self.sheet.row_breaks.append(Break(id=self.rows))

    def _append(self, cells: Sequence[Any], values: Sequence[Cell]) -> None:
        self.rows += 1
        needed = 1
        for value, width in zip(values, self._widths, strict=False):
            text = value.text if isinstance(value, Address) else value
            if isinstance(text, str):
                needed = max(needed, _lines(text, width))
        if needed > 1:
            self.sheet.row_dimensions[self.rows].height = _LINE * min(needed, _MOST_LINES) + 2
        self.sheet.append(cells)
        self.sheet.row_dimensions.pop(self.rows, None)

    def _cell(self, value: Cell, face: str, form: str, fill: str | None) -> Any:  # noqa: ANN401
        if isinstance(value, Address):
            return self._address(value.text)
        if isinstance(value, str):
            return self._styled(self._text(value), _Style(face, "wrapped", fill=fill))
        cell = WriteOnlyCell(self.sheet, value=value)
        if isinstance(value, dt.date):
            return self._styled(cell, _Style(face, "left", self._day, fill))
        return self._styled(cell, _Style("pale" if value == 0 and face == "plain" else face, "right", form, fill))

    def _text(self, text: str) -> Any:  # noqa: ANN401 - openpyxl ships no types
        cell = WriteOnlyCell(self.sheet, value=self._cells.fit(text, lambda: self.title))
        cell.data_type = "s"
        return cell

    def _address(self, address: str) -> Any:  # noqa: ANN401 - openpyxl ships no types
        cell = self._text(address)
        if not leads_to_web(address) or self.links >= SHEET_LINKS:
            return self._styled(cell, _Style("plain", "wrapped"))
        self.links += 1
        cell.hyperlink = address
        cell.value, cell.data_type = address, "s"
        return self._styled(cell, _Style("link", "wrapped"))

    def _styled(self, cell: Any, style: _Style) -> Any:  # noqa: ANN401 - openpyxl ships no types
        made = self._styles.get(style)
        if made is None:
            cell.font, cell.alignment, cell.number_format = _FACES[style.face], _PLACES[style.place], style.form
            if style.ruled:
                cell.border = _RULE
            if style.fill is not None:
                cell.fill = PatternFill("solid", fgColor=style.fill)
            self._styles[style] = cell._style  # noqa: SLF001 - asking openpyxl for an equal one costs more than a row
        else:
            cell._style = made  # noqa: SLF001
        return cell


def _matter(report: Report) -> str:
    return words("Matter: {matter}", matter=report.choices.matter) if report.choices.matter else ""


def print_text(text: str, room: int) -> str:
    """A text for a print header: "&" means nothing there, and what has no room is cut with an ellipsis."""
    shown = one_line(text, room)
    while units(shown.replace("&", "&&")) > room:
        shown = one_line(shown[:-1].removesuffix("…"), len(shown) - 1)[:-1] + "…"
    return shown.replace("&", "&&")


def _lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column of that width, in characters."""
    return sum(1 + len(line) // max(width, 1) for line in text[:4000].split("\n"))


class Book:
    """A workbook being written, and which of its files hold which sheets."""

    def __init__(self, report: Report) -> None:
        self.book = Workbook(write_only=True)
        self.cells = Cells(report.language)
        self.long = ""
        """The file of the sheet of long texts; "" while there is none."""
        self._styles: dict[_Style, Any] = {}
        self._report = report

    def sheet(self, title: str, widths: Sequence[int]) -> Sheet:
        """Begin a sheet."""
        return Sheet(self.book, title, widths, self.cells, self._styles, self._report)

    def path(self, title: str) -> str:
        """The file of a sheet, as openpyxl names it: by its order."""
        return f"xl/worksheets/sheet{self.book.sheetnames.index(title) + 1}.xml"

    def style(self, place: str = "wrapped", form: str | None = None) -> int:
        """The number of a style of plain cells of items in the workbook."""
        cell = WriteOnlyCell(self.book.worksheets[0], value="")
        cell.font, cell.alignment = _FACES["plain"], _PLACES[place]
        if form is not None:
            cell.number_format = form
        return int(cell.style_id)

    def long_rows(self) -> Iterator[bytes]:
        """The XML rows of the sheet of long texts."""
        cell = f'<c t="inlineStr" s="{self.style()}"><is><t xml:space="preserve">'
        for number, piece in enumerate(self.cells.pieces, start=2):
            told = (piece.key, piece.place, str(piece.number), piece.content)
            cells = "".join(f"{cell}{xml(text)}</t></is></c>" for text in told)
            yield f'<row r="{number}">{cells}</row>'.encode()

    def long_sheet(self) -> None:
        """Begin the sheet of long texts, whose rows come when all others are written."""
        heads = (words("Text"), words("Belongs to"), words("Piece"), words("Content"))
        sheet = self.sheet(LONG, (10, 40, 8, 120))
        sheet.head(heads, 1, "A2")
        self.long = self.path(sheet.title)
