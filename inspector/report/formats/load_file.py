"""The list of items as a load file in the manner of Concordance, for review platforms.

One line an item, UTF-8 with a byte order mark, CR LF. Fields stand between ``þ`` and are set apart by the control
character 20; a line end within a field is ``®``. What would be mistaken for these, and every other control character,
is written as its code point, such as ``<U+00FE>``, and so is the ``<`` of a text that looks like such a code point
already: but for the kind of its line ends, ``read_back`` gives every text as it was.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from inspector.columns import strings
from inspector.errors import Problem
from inspector.i18n import joined, words
from inspector.items import Block
from inspector.printable import visible
from inspector.progress import Monitor
from inspector.report.formats.item_list import Grammar, ItemList, heads
from inspector.report.options import Totals
from inspector.summary.report import Report

TITLE = words("Load file")
QUOTE, SEPARATOR, NEW_LINE = "\u00fe", "\x14", "\u00ae"
CONTROL_PREFIX = "INSP-"
LEADING_HEADS = ("Control number", "Matter", "Privilege", "Archive", "Archive SHA-256", "File SHA-256")
_LINE_END = re.compile("\r\n|\r|\n")
_SPECIAL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u00fe\u00ae]|<(?=U\\+[0-9A-F]{4,6}>)")
_WRITTEN = re.compile("<U\\+([0-9A-F]{4,6})>")


def inner(text: str) -> str:
    """A text as it stands within a field."""
    if not _SPECIAL.search(text):
        return text
    lines = _LINE_END.split(text)
    return NEW_LINE.join(_SPECIAL.sub(lambda found: f"<U+{ord(found[0]):04X}>", line) for line in lines)


def read_back(field: str) -> str:
    """The text of a field, its lines ended by line feeds."""
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), field.replace(NEW_LINE, "\n"))


def _column(column: Any) -> tuple[Any, ...]:  # noqa: ANN401 - pyarrow ships no types
    return (strings([inner(text) for text in column.to_pylist()]),)


GRAMMAR = Grammar(lambda text: f"{QUOTE}{inner(text)}{QUOTE}", _column, SEPARATOR, "\r\n")


def write(report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
    """Write the chosen items, a line each below one line of names: for programs, in whatever language others are."""
    report = report.for_programs
    stream.write(b"\xef\xbb\xbf" + GRAMMAR.row((*LEADING_HEADS, *heads(report.exposure.pack))).encode())
    ItemList(report, GRAMMAR, partial(_leading, report, _hashes(report))).write(stream.write, monitor, TITLE)
    return ()


def _hashes(report: Report) -> dict[tuple[int, str], str]:
    return {(file.archive, file.member): file.sha256 or "" for file in report.exposure.holdings.files}


def _leading(report: Report, hashes: dict[tuple[int, str], str], block: Block, number: str) -> tuple[str, ...]:
    """The fields before an item's own: the same for a whole block but for the item's number."""
    archive = next(a for a in report.exposure.holdings.archives if a.number == block.archive)
    matter, privilege = visible(report.choices.matter), visible(report.choices.privilege)
    told = (archive.name, archive.sha256 or "", hashes.get((block.archive, block.member), ""))
    return (f"{CONTROL_PREFIX}{number}", matter, privilege, *told)


def totals(path: Path) -> Totals:
    """How many lines a written file holds below its names."""
    with path.open("rb") as stream:
        return Totals(listed=sum(1 for _line in stream) - 1)


def about(report: Report, name: str) -> Iterator[str]:
    """How to read the file, for the text beside it."""
    yield joined((words("{file} holds one line for each listed item.", file=name), report.listed), " ")
    yield words(
        "It is a load file as Concordance reads them: UTF-8 with a byte order mark, CR LF behind each line; fields "
        "between \u00fe (U+00FE) and set apart by the control character 20 (U+0014); the first line names the fields."
    )
    yield words(
        "A line end within a field is \u00ae (U+00AE). These three characters, and other control characters, are "
        "written as code points where a text holds them, such as <U+00FE>."
    )
    yield words(
        "Control numbers count the items of all opened archives in their order, listed or not: the same archives give "
        "the same numbers in every export."
    )
    yield words("Fields: {names}.", names=", ".join((*LEADING_HEADS, *heads(report.exposure.pack))))
