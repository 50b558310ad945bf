"""The preview of an export: its first rows, and whose personal data it holds."""

import io
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO

import numpy as np

from inspector.items import AUTHORS, Selection
from inspector.progress import Monitor
from inspector.report.formats.item_list import build_item_cells, list_column_titles
from inspector.report.formats.registry import FORMATS, Format
from inspector.report.pseudonym_key import PseudonymKey
from inspector.report.pseudonyms import Pseudonymizer
from inspector.report.report import Report
from inspector.taxonomy import Author

PREVIEW_ITEMS = 4
"""The most items of a preview."""
PREVIEW_LINES = 60
"""The most lines of a preview of a text."""
_PREVIEW_COLUMNS = 14


@dataclass(frozen=True, slots=True)
class PersonalDataCounts:
    """Whose data an export holds: texts by author, other people's names and addresses, raw texts of rows set aside.

    ``hidden``: names and addresses are replaced by pseudonyms.
    """

    own_texts: int
    others_texts: int
    names: int
    addresses: int
    hidden: bool
    raw_texts: int = 0


def render_preview(report: Report, file_format: Format) -> str:
    """The first rows of an export.

    A format that is text is shown as written; any other with each cell as ``name: text``.
    """
    excerpt = replace(report, options=replace(report.options, items=_take_first_items(report.selection)))
    if file_format.is_text:
        stream: BinaryIO = io.BytesIO()
        file_format.write(excerpt if file_format.lists_items else report, stream, Monitor())
        stream.seek(0)
        text = stream.read().decode("utf-8-sig")
        return text if file_format.lists_items else "\n".join(islice(text.split("\n"), PREVIEW_LINES))
    if not file_format.lists_items:
        return "\n".join(map(report.localize, (*report.header_lines, report.summary.headline)))
    column_titles = list_column_titles(report.exposure.pack)[:_PREVIEW_COLUMNS]
    rows = (zip(column_titles, build_item_cells(excerpt, item), strict=False) for item in excerpt.items())
    item_texts = ["\n".join(f"{report.localize(name)}: {report.localize(cell)}" for name, cell in row) for row in rows]
    return "\n\n".join((*map(report.localize, report.header_lines), *item_texts))


def _take_first_items(selection: Selection) -> Selection:
    """The first items of a selection."""
    blocks, indices, remaining = [], [], PREVIEW_ITEMS
    for block, block_indices in zip(selection.blocks, selection.indices, strict=True):
        if remaining and len(block_indices):
            blocks.append(block)
            indices.append(block_indices[:remaining])
            remaining -= len(indices[-1])
    return Selection(tuple(blocks), tuple(indices))


def count_personal_data(report: Report, file_format: Format) -> PersonalDataCounts:
    """Count the texts and the other people in an export."""
    lists_raw_texts = file_format.lists_set_aside and not report.set_aside_notice
    raw_texts = report.exposure.holdings.set_aside_count if lists_raw_texts else 0
    if not file_format.lists_items or not report.options.include_texts:
        return PersonalDataCounts(0, 0, 0, 0, hidden=False, raw_texts=raw_texts)
    member_code = AUTHORS.index(Author.MEMBER)
    selection = report.selection
    own_texts = sum(
        int(np.count_nonzero(block.author[indices] == member_code))
        for block, indices in zip(selection.blocks, selection.indices, strict=True)
    )
    pseudonymizer = report.pseudonymizer or Pseudonymizer(report.exposure.holdings, PseudonymKey(b""))
    names, addresses = pseudonymizer.counts
    return PersonalDataCounts(
        own_texts, len(selection) - own_texts, names, addresses, report.pseudonymizer is not None, raw_texts
    )


def list_formats() -> tuple[Format, ...]:
    """The formats to choose from."""
    return tuple(FORMATS.values())
