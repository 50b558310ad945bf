"""The sums of a written workbook, read back from its file alone."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from inspector.policy import Outcome
from inspector.policy.verdict import OUTSIDE
from inspector.report.choices import Totals
from inspector.report.workbook.summary import ALL, CATEGORY

_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_USE = re.compile(r"\(([a-z_]+)\)$")
_OUTCOMES = {outcome.words: outcome for outcome in Outcome} | {OUTSIDE: None}
_BLOCK = 1 << 20
_ROW = b"<row "


def read_totals(path: Path) -> Totals:
    """The sums of the sheet Summary by use, and the number of rows in the sheets of items."""
    with zipfile.ZipFile(path) as book:
        places = dict(_sheets(book))
        outcomes = _summary(book, places["Summary"])
        listed = sum(_rows(book, place) - 1 for name, place in places.items() if name.split()[0] == "Items")
    sums = {sum(found.values()) for found in outcomes.values()}
    return Totals(sums.pop() if len(sums) == 1 else None, listed, outcomes)


def _sheets(book: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The names of the sheets and their files, which stand in the same order."""
    tree = ElementTree.fromstring(book.read("xl/workbook.xml"))  # noqa: S314 - a file that was just written here
    for number, sheet in enumerate(tree.iter(f"{_SPACE}sheet"), start=1):
        yield sheet.attrib["name"], f"xl/worksheets/sheet{number}.xml"


def _summary(book: zipfile.ZipFile, place: str) -> dict[str, dict[Outcome | None, int]]:
    """The last line of each table of counts, by use and outcome."""
    found: dict[str, dict[Outcome | None, int]] = {}
    use, heads = "", []
    for row in _cells(book, place):
        named = _USE.search(row[0]) if len(row) == 1 else None
        if named:
            use = named[1]
        elif row[:1] == [CATEGORY]:
            heads = row
        elif row[:1] == [ALL] and use:
            sums: dict[Outcome | None, int] = {}
            for head, count in zip(heads[1:], row[1:], strict=True):
                plain = head.removesuffix(", for one purpose only")
                if plain in _OUTCOMES:
                    sums[_OUTCOMES[plain]] = sums.get(_OUTCOMES[plain], 0) + int(count)
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
    """How many rows a sheet has, its header included; no text in a sheet can hold what begins a row."""
    count, kept = 0, b""
    with book.open(place) as file:
        while block := file.read(_BLOCK):
            held = kept + block
            count += held.count(_ROW)
            kept = held[-len(_ROW) + 1 :]
    return count
