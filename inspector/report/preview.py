"""What an export will hold, before it is written: its first rows as they will stand there, and whose data is in it."""

import io
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

import numpy as np

from inspector.items import AUTHORS
from inspector.progress import Monitor
from inspector.query import Selection
from inspector.report.formats.item_list import cells, heads
from inspector.report.formats.registry import FORMATS, Format
from inspector.report.pseudonyms import Key, People
from inspector.summary.report import Report
from inspector.taxonomy import Author

ROWS = 4
"""How many items a preview shows."""
LINES = 60
"""How many lines a preview of a text shows."""
_ITEM_COLUMNS = 14


@dataclass(frozen=True, slots=True)
class Personal:
    """Whose data an export holds: texts by author, names and addresses of other people, and whether they are hidden."""

    own_texts: int
    others_texts: int
    names: int
    addresses: int
    hidden: bool


def first_rows(report: Report, known: Format) -> str:
    """The first rows of an export, as they will stand in it.

    Formats that are texts are shown as written. Of the others each cell is shown as ``name: text``.
    """
    few = replace(report, choices=replace(report.choices, items=_few(report.selection)))
    if known.plain:
        stream: BinaryIO = io.BytesIO()
        known.write(few if known.lists else report, stream, Monitor())
        stream.seek(0)
        text = stream.read().decode("utf-8-sig")
        return text if known.lists else "\n".join(islice(text.split("\n"), LINES))
    if not known.lists:
        return "\n".join(map(report.said, (*report.marks, report.headline)))
    named = heads(report.exposure.pack)[:_ITEM_COLUMNS]
    rows = (zip(named, cells(few, item), strict=False) for item in few.items())
    shown = ["\n".join(f"{report.said(name)}: {report.said(cell)}" for name, cell in row) for row in rows]
    return "\n\n".join((*map(report.said, report.marks), *shown))


def _few(chosen: Selection) -> Selection:
    """The first items of a selection."""
    blocks, indices, left = [], [], ROWS
    for block, found in zip(chosen.blocks, chosen.indices, strict=True):
        if left and len(found):
            blocks.append(block)
            indices.append(found[:left])
            left -= len(indices[-1])
    return Selection(tuple(blocks), tuple(indices))


def personal(report: Report, known: Format) -> Personal:
    """Count the texts and the other people that an export tells of."""
    if not known.lists or not report.choices.texts:
        return Personal(0, 0, 0, 0, hidden=False)
    member = AUTHORS.index(Author.MEMBER)
    chosen = report.selection
    own = sum(
        int(np.count_nonzero(block.author[indices] == member))
        for block, indices in zip(chosen.blocks, chosen.indices, strict=True)
    )
    people = report.people or People(report.exposure.holdings, Key(b""))
    names, addresses = people.known
    return Personal(own, len(chosen) - own, names, addresses, hidden=report.people is not None)


def formats() -> tuple[Format, ...]:
    """The formats to choose from."""
    return tuple(FORMATS.values())
