"""Tells a header in unknown words from a record.

Every file that was ever seen begins with a header, so the first full record is one unless its cells look like values.
"""

import re
from collections.abc import Sequence

from inspector.table import is_date

_ADDRESS = re.compile(r"(?:https?://|www\.|urn:|mailto:)|[^\s@]{1,64}@[^\s@]{1,255}\.[^\s@]{2,}", re.IGNORECASE)
_NUMBER = re.compile(r"[+\-(]?\d[\d\s.,:/%()+-]*")
_MAX_NAME_LENGTH = 120
"""The most characters of a column's name that any file has."""


def is_header(record: Sequence[str], records_below: Sequence[Sequence[str]]) -> bool:
    """Whether a record can be the header of those below it.

    It is none where a cell is a date, an address, a number or a whole text, where most cells are blank, or where a
    cell stands below again in the same column.
    """
    cells = [cell.strip() for cell in record]
    filled_cells = [cell for cell in cells if cell]
    if not filled_cells or 2 * len(filled_cells) < len(cells):
        return False
    if any(map(_is_value, filled_cells)):
        return False
    return not any(
        cell and place < len(below) and len(cell) > 1 and cell == below[place].strip()
        for below in records_below
        if tuple(below) != tuple(record)
        for place, cell in enumerate(cells)
    )


def _is_value(cell: str) -> bool:
    if len(cell) > _MAX_NAME_LENGTH or "\n" in cell or "\r" in cell:
        return True
    if _ADDRESS.match(cell) or _NUMBER.fullmatch(cell):
        return True
    return is_date(cell)
