"""The sheets that list items one by one, written as XML straight into the workbook.

A styled cell costs openpyxl far more than it costs to find out what belongs in it. So openpyxl writes the
workbook with these sheets holding their headers only, and their rows are streamed in behind, as inline
texts of one style: memory stays flat and no text can become a formula.
"""

import re
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from inspector.exposure import Exposure, Item
from inspector.report.item_list import verdict_cells

ITEM_WIDTHS = (34, 24, 7, 14, 20, 12, 10, 10, 10, 60)
VERDICT_WIDTHS = (18, 34, 12, 12, 26, 14, 34, 14, 14, 18, 22, 30)
_HEIGHT = 40.5
"""The height of a row in points: three lines."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class ItemRows:
    """Makes the XML rows of items. ``style`` is the number of the cells' style in the workbook.

    ``fit`` cuts a text to what a cell holds. What depends on the verdict alone is made once for all items that
    share it, which is nearly all of a row.
    """

    def __init__(self, exposure: Exposure, uses: Sequence[str], style: int, fit: Callable[[str], str]) -> None:
        self._exposure, self._uses, self._fit = exposure, uses, fit
        self._text = f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">'
        self._number = f'<c s="{style}"><v>'
        self._shared: dict[object, str] = {}

    def row(self, number: int, item: Item) -> bytes:
        """One row of the sheet, ``number`` counting from 1 with the header."""
        block, index, facts = item.block, item.index, item.facts
        category = self._exposure.pack.category_of(facts.data_category).replace("_", " ")
        told = (
            self._cell(str(block.ref(index, self._exposure.holdings.several))),
            self._cell(block.member),
            f"{self._number}{block.number(index)}</v></c>",
            self._cell(category),
            self._cell((facts.data_category or "unknown").replace("_", " ")),
            self._cell(block.date(index) or "unknown"),
            self._cell(block.time(index) or ""),
            self._cell(facts.author.value),
            self._cell(item.audience.value),
            self._cell(block.text(index)),
            *(self._verdict(use, item) for use in self._uses),
        )
        return f'<row r="{number}" ht="{_HEIGHT}" customHeight="1">{"".join(told)}</row>'.encode()

    def _cell(self, text: str) -> str:
        return f"{self._text}{xml_text(self._fit(text))}</t></is></c>"

    def _verdict(self, use: str, item: Item) -> str:
        """The cells of one verdict, made once for all items of its class, day and audience."""
        undated = item.block.born(item.index) is None
        key = (*self._exposure.verdict_key(use, item), item.audience, undated)
        made = self._shared.get(key)
        if made is None:
            cells = verdict_cells(self._exposure, use, item)
            made = self._shared[key] = "".join(map(self._cell, cells))
        return made


def xml_text(text: str) -> str:
    """A text as XML holds it; what XML cannot hold becomes a visible mark."""
    return escape(_NOT_XML.sub(lambda found: f"<U+{ord(found[0]):04X}>", text))
