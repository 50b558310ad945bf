"""The number of recipients of each message (one, several or unknown), and its sort."""

import numpy as np
from numpy.typing import NDArray

from inspector.catalog.catalog_schema import RecipientColumns
from inspector.catalog.column_names import find_first_column
from inspector.columns import count_matches, equals_any, find_filled
from inspector.table import Table
from inspector.taxonomy import MessageType

_ADDRESS = r"(https?://|www\.|urn:)[^,;]*"
_MESSAGE_TYPES = np.array(
    [MessageType.UNKNOWN, MessageType.ONE_TO_ONE, MessageType.SEVERAL, MessageType.SPONSORED], object
)
UNKNOWN, ONE, SEVERAL, SPONSORED = range(4)


def classify_recipients(rule: RecipientColumns, table: Table) -> NDArray[np.uint8]:
    """``UNKNOWN``, ``ONE`` or ``SEVERAL`` for each row, shape (rows,).

    Addresses are counted where there are any; else a comma in the names means several. A single name may hold a
    comma too: that reading is chosen because it is the more permissive one.
    """
    codes = np.full(table.rows, UNKNOWN, np.uint8)
    names_column = find_first_column(table, rule.names)
    if names_column is not None:
        name_cells = table.column(names_column)
        codes[find_filled(name_cells)] = ONE
        codes[count_matches(name_cells, ", ") > 0] = SEVERAL
    addresses_column = find_first_column(table, rule.addresses)
    if addresses_column is not None:
        address_counts = count_matches(table.column(addresses_column), _ADDRESS)
        codes = np.where(address_counts > 0, np.where(address_counts > 1, SEVERAL, ONE), codes).astype(np.uint8)
    return codes


def classify_messages(rule: RecipientColumns, table: Table) -> list[MessageType]:
    """The sort of each message, one entry for each row; a paid message is sponsored, whoever received it."""
    codes = classify_recipients(rule, table)
    title_column = find_first_column(table, rule.titles)
    if title_column is not None:
        codes[equals_any(table.column(title_column), rule.sponsored)] = SPONSORED
    return list(_MESSAGE_TYPES[codes])
