"""The sums of a written workbook, read back from its file alone."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from inspector.i18n import ENGLISH, Language, language
from inspector.policy import Outcome
from inspector.report.formats.xlsx.item_sheet import ROW_END
from inspector.report.formats.xlsx.summary_sheet import ALL, CATEGORY
from inspector.report.options import Totals
from inspector.summary.report import COLUMNS

_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_USE = re.compile(r"\(([a-z_]+)\)[^()]*$")
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_BLOCK = 1 << 20
_ROW = b"<row "


def read_totals(path: Path) -> Totals:
    """The sums of the first sheet by use, and the number of rows of items in all sheets."""
    with zipfile.ZipFile(path) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        outcomes = _summary(book, "xl/worksheets/sheet1.xml")
        listed = sum(_rows(book, name) for name in sheets)
    sums = {sum(found.values()) for found in outcomes.values()}
    return Totals(sums.pop() if len(sums) == 1 else None, listed, outcomes)


def _spoken(book: zipfile.ZipFile) -> Language:
    """The language of a workbook: English where it says none."""
    tree = ElementTree.fromstring(book.read("docProps/core.xml"))  # noqa: S314 - a file that was just written here
    return language(tree.findtext(_LANGUAGE) or ENGLISH.tag)


def _summary(book: zipfile.ZipFile, place: str) -> dict[str, dict[Outcome | None, int]]:
    """The last line of each table of counts, by use and outcome."""
    say = _spoken(book).say
    category, all_of_them = say(CATEGORY), say(ALL)
    columns = {say(column.title): column for column in COLUMNS}
    found: dict[str, dict[Outcome | None, int]] = {}
    use, heads = "", []
    for row in _cells(book, place):
        named = _USE.search(row[0]) if len(row) == 1 else None
        if named:
            use = named[1]
        elif row[:1] == [category]:
            heads = row
        elif row[:1] == [all_of_them] and use:
            sums: dict[Outcome | None, int] = {}
            for head, count in zip(heads[1:], row[1:], strict=True):
                if head in columns:
                    outcome = columns[head].outcome
                    sums[outcome] = sums.get(outcome, 0) + int(count)
            found[use], use = sums, ""
    return found


def _cells(book: zipfile.ZipFile, place: str) -> Iterator[list[str]]:
    """The texts and numbers of a sheet row by row, empty cells left out."""
    with book.open(place) as file:
        for _event, row in ElementTree.iterparse(file):  # noqa: S314 - a file that was just written here
            if row.tag == f"{_SPACE}row":
                yield ["".join(cell.itertext()) for cell in row if len(cell)]
                row.clear()


def _rows(book: zipfile.ZipFile, place: str) -> int:
    """How many items a sheet lists: its rows but for the header, if any row is one of an item.

    No text in a sheet can hold what begins a row, or what only the rows of items begin with.
    """
    rows, of_items, kept = 0, False, b""
    with book.open(place) as file:
        while block := file.read(_BLOCK):
            held = kept + block
            rows += held.count(_ROW, max(0, len(kept) - len(_ROW) + 1))
            of_items = of_items or ROW_END in held
            kept = held[-len(ROW_END) + 1 :]
    return rows - 1 if of_items else 0
