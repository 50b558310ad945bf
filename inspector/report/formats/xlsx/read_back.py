"""The sums of a written workbook, read from its file alone."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from inspector.i18n import ENGLISH, Language, load_language
from inspector.policy import Outcome
from inspector.report.formats.xlsx.item_sheet import ITEM_ROW_MARKER
from inspector.report.formats.xlsx.summary_sheet import ALL_LABEL, CATEGORY_TITLE
from inspector.report.options import Totals
from inspector.summary.use_table import COLUMNS

_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_USE_PATTERN = re.compile(r"\(([a-z_]+)\)[^()]*$")
_LANGUAGE_TAG = "{http://purl.org/dc/elements/1.1/}language"
_BLOCK_SIZE = 1 << 20
_ROW_START = b"<row "


def read_totals(path: Path) -> Totals:
    """The sums of the first sheet by use, and the number of rows of items in all sheets."""
    with zipfile.ZipFile(path) as workbook:
        sheets = [name for name in workbook.namelist() if name.startswith("xl/worksheets/sheet")]
        outcomes = _read_summary(workbook, "xl/worksheets/sheet1.xml")
        listed_items = sum(_count_items(workbook, name) for name in sheets)
    sums = {sum(outcome_counts.values()) for outcome_counts in outcomes.values()}
    return Totals(sums.pop() if len(sums) == 1 else None, listed_items, outcomes)


def _read_language(workbook: zipfile.ZipFile) -> Language:
    """The language of a workbook; English if it names none."""
    tree = ElementTree.fromstring(workbook.read("docProps/core.xml"))  # noqa: S314 - a file that was just written here
    return load_language(tree.findtext(_LANGUAGE_TAG) or ENGLISH.tag)


def _read_summary(workbook: zipfile.ZipFile, path: str) -> dict[str, dict[Outcome | None, int]]:
    """The last row of each table of counts, by use and outcome."""
    say = _read_language(workbook).translate
    category_label, all_label = say(CATEGORY_TITLE), say(ALL_LABEL)
    columns = {say(column.title): column for column in COLUMNS}
    outcomes: dict[str, dict[Outcome | None, int]] = {}
    use, headings = "", []
    for row in _read_cells(workbook, path):
        use_match = _USE_PATTERN.search(row[0]) if len(row) == 1 else None
        if use_match:
            use = use_match[1]
        elif row[:1] == [category_label]:
            headings = row
        elif row[:1] == [all_label] and use:
            sums: dict[Outcome | None, int] = {}
            for heading, count in zip(headings[1:], row[1:], strict=True):
                if heading in columns:
                    outcome = columns[heading].outcome
                    sums[outcome] = sums.get(outcome, 0) + int(count)
            outcomes[use], use = sums, ""
    return outcomes


def _read_cells(workbook: zipfile.ZipFile, path: str) -> Iterator[list[str]]:
    """The texts and numbers of a sheet row by row, without empty cells."""
    with workbook.open(path) as file:
        for _event, row in ElementTree.iterparse(file):  # noqa: S314 - a file that was just written here
            if row.tag == f"{_NAMESPACE}row":
                yield ["".join(cell.itertext()) for cell in row if len(cell)]
                row.clear()


def _count_items(workbook: zipfile.ZipFile, path: str) -> int:
    """How many items a sheet lists: its rows but for the header, if any row is one of an item.

    No text in a sheet can hold what begins a row, or what only the rows of items begin with.
    """
    rows, has_items, overlap = 0, False, b""
    with workbook.open(path) as file:
        while block := file.read(_BLOCK_SIZE):
            window = overlap + block
            rows += window.count(_ROW_START, max(0, len(overlap) - len(_ROW_START) + 1))
            has_items = has_items or ITEM_ROW_MARKER in window
            overlap = window[-len(ITEM_ROW_MARKER) + 1 :]
    return rows - 1 if has_items else 0
