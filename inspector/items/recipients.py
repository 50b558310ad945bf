"""The number of recipients of each message (one, several or unknown), and its sort."""

from itertools import islice

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from inspector.catalog.catalog_schema import RecipientColumns
from inspector.catalog.column_names import find_first_column
from inspector.columns import (
    combine_chunks,
    count_matches,
    equals_any,
    find_filled,
    list_texts,
    map_distinct,
    take_cells,
)
from inspector.items.person_name import parse_name
from inspector.table import Table
from inspector.taxonomy import MessageType

_ADDRESS = r"(https?://|www\.|urn:|[a-z0-9-]+\.[a-z]{2,}/)[^,;]*"
_MESSAGE_TYPES = np.array(
    [MessageType.UNKNOWN, MessageType.ONE_TO_ONE, MessageType.SEVERAL, MessageType.SPONSORED], object
)
UNKNOWN, ONE, SEVERAL, SPONSORED = range(4)


def classify_recipients(rule: RecipientColumns, table: Table) -> NDArray[np.uint8]:
    """``UNKNOWN``, ``ONE`` or ``SEVERAL`` for each row, shape (rows,).

    Addresses are counted where there are any; else the names between commas, of which titles are none ("Ida Probe,
    MSc" is one). A single name may hold a comma too: several is the more permissive reading.
    """
    codes = np.full(table.rows, UNKNOWN, np.uint8)
    addresses_column = find_first_column(table, rule.addresses)
    if addresses_column is not None:
        address_counts = count_matches(table.column(addresses_column), _ADDRESS)
        codes[address_counts == 1] = ONE
        codes[address_counts > 1] = SEVERAL
    names_column = find_first_column(table, rule.names)
    open_rows = np.flatnonzero(codes == UNKNOWN)
    if names_column is not None and len(open_rows):
        name_cells = take_cells(combine_chunks(table.column(names_column)), open_rows)
        codes[open_rows[find_filled(name_cells)]] = ONE
        codes[open_rows[map_distinct(name_cells, _find_several_names)]] = SEVERAL
    return codes


def _find_several_names(cells: pa.StringArray) -> NDArray[np.bool_]:
    """Which cells hold the names of several people, shape (cells,)."""
    return np.array([", " in cell and _count_names(cell) > 1 for cell in list_texts(cells)], np.bool_)


def _count_names(cell: str) -> int:
    """The number of names between commas, counted to two."""
    parts = (part for part in cell.split(", ") if parse_name(part).words)
    return len(list(islice(parts, 2)))


def classify_messages(rule: RecipientColumns, table: Table) -> list[MessageType]:
    """The sort of each message, one entry for each row; a paid message is sponsored, whoever received it."""
    codes = classify_recipients(rule, table)
    title_column = find_first_column(table, rule.titles)
    if title_column is not None:
        codes[equals_any(table.column(title_column), rule.sponsored)] = SPONSORED
    return list(_MESSAGE_TYPES[codes])
