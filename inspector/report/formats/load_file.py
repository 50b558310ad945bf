"""The list of items as a Concordance load file (.dat), the common import format of e-discovery platforms.

One line for each item, UTF-8 with a byte order mark, CR LF. Concordance's default delimiters: fields are quoted with
``þ`` (U+00FE) and separated by U+0014, and a line end within a field is ``®`` (U+00AE). These characters, all other
control characters, and the ``<`` of a text that looks like an escape are written as code points such as ``<U+00FE>``.
So ``unescape_field`` restores every text except for the kind of its line ends.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from inspector.columns import build_string_array, list_texts
from inspector.errors import Problem
from inspector.i18n import _, join_texts
from inspector.items import Block
from inspector.printable import make_printable
from inspector.progress import Monitor
from inspector.report.formats.item_list import ItemListWriter, RowFormat, list_column_titles
from inspector.report.options import Totals
from inspector.report.report import Report

TITLE = _("Load file")
QUOTE, SEPARATOR, NEW_LINE = "\u00fe", "\x14", "\u00ae"
CONTROL_PREFIX = "INSP-"
LEADING_COLUMNS = ("Control number", "Matter", "Privilege", "Archive", "Archive SHA-256", "File SHA-256")
_LINE_END = re.compile("\r\n|\r|\n")
_SPECIAL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u00fe\u00ae]|<(?=U\\+[0-9A-F]{4,6}>)")
_CODE_POINT = re.compile("<U\\+([0-9A-F]{4,6})>")


def escape_field(text: str) -> str:
    """A text as it stands between the quotes of a field."""
    if not _SPECIAL.search(text):
        return text
    lines = _LINE_END.split(text)
    return NEW_LINE.join(_SPECIAL.sub(lambda match: f"<U+{ord(match[0]):04X}>", line) for line in lines)


def unescape_field(field: str) -> str:
    """The text of a field, with line feeds as line ends: the reverse of ``escape_field``."""
    return _CODE_POINT.sub(lambda match: chr(int(match[1], 16)), field.replace(NEW_LINE, "\n"))


def _escape_column(column: pa.StringArray) -> tuple[pa.StringArray, ...]:
    return (build_string_array([escape_field(text) for text in list_texts(column)]),)


ROW_FORMAT = RowFormat(lambda text: f"{QUOTE}{escape_field(text)}{QUOTE}", _escape_column, SEPARATOR, "\r\n")


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write one line for each chosen item below the line of field names; always in English, as it is for programs."""
    report = report.english_report
    stream.write(
        b"\xef\xbb\xbf" + ROW_FORMAT.format_row((*LEADING_COLUMNS, *list_column_titles(report.exposure.pack))).encode()
    )
    ItemListWriter(report, ROW_FORMAT, partial(_build_leading_cells, report, _index_hashes(report))).write(
        stream.write, monitor, TITLE
    )
    return ()


def _index_hashes(report: Report) -> dict[tuple[int, str], str]:
    return {(file.archive, file.member): file.sha256 or "" for file in report.exposure.holdings.files}


def _build_leading_cells(
    report: Report, hashes: dict[tuple[int, str], str], block: Block, number: str
) -> tuple[str, ...]:
    """The fields before an item's own; within a block only the item's number differs."""
    archive = next(a for a in report.exposure.holdings.archives if a.number == block.archive)
    matter, privilege = make_printable(report.options.matter), make_printable(report.options.privilege)
    archive_cells = (archive.name, archive.sha256 or "", hashes.get((block.archive, block.member), ""))
    return (f"{CONTROL_PREFIX}{number}", matter, privilege, *archive_cells)


def read_totals(path: Path) -> Totals:
    """The number of lines below the field names; no field holds a line end."""
    with path.open("rb") as stream:
        return Totals(listed_items=sum(1 for _line in stream) - 1)


def describe_file(report: Report, name: str) -> Iterator[str]:
    """Sentences on how to read the file."""
    yield join_texts((_("{file} holds one line for each listed item.", file=name), report.listing_sentence), " ")
    yield _(
        "It is a load file as Concordance reads them: UTF-8 with a byte order mark, CR LF behind each line; fields "
        "between \u00fe (U+00FE) and set apart by the control character 20 (U+0014); the first line names the fields."
    )
    yield _(
        "A line end within a field is \u00ae (U+00AE). These three characters, and other control characters, are "
        "written as code points where a text holds them, such as <U+00FE>."
    )
    yield _(
        "Control numbers count the items of all opened archives in their order, listed or not: the same archives give "
        "the same numbers in every export."
    )
    yield _("Fields: {names}.", names=", ".join((*LEADING_COLUMNS, *list_column_titles(report.exposure.pack))))
