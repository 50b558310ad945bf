"""To how many people a message went, and which sort of message it is: told by its row, or said to be unknown."""

import numpy as np
from numpy.typing import NDArray

from inspector.catalog.catalog_schema import Recipients
from inspector.items.text_columns import equals_any, filled, first_position, occurrences, texts
from inspector.table import Table
from inspector.taxonomy import MessageType

_ADDRESS = r"(https?://|www\.|urn:)[^,;]*"
_TYPES = np.array([MessageType.UNKNOWN, MessageType.ONE_TO_ONE, MessageType.SEVERAL, MessageType.SPONSORED], object)
UNKNOWN, ONE, SEVERAL, SPONSORED = range(4)


def recipients(rule: Recipients, table: Table) -> NDArray[np.uint8]:
    """``UNKNOWN``, ``ONE`` or ``SEVERAL`` for each row, shape (rows,).

    Addresses tell where there are any, else a comma in the names: a single name may hold a comma, so that
    reading is the more open one on purpose.
    """
    found = np.full(table.rows, UNKNOWN, np.uint8)
    names = first_position(table, rule.names)
    if names is not None:
        named = texts(table, names)
        found[filled(named)] = ONE
        found[occurrences(named, ", ") > 0] = SEVERAL
    addresses = first_position(table, rule.addresses)
    if addresses is not None:
        counts = occurrences(texts(table, addresses), _ADDRESS)
        found = np.where(counts > 0, np.where(counts > 1, SEVERAL, ONE), found).astype(np.uint8)
    return found


def message_types(rule: Recipients, table: Table) -> list[MessageType]:
    """The sort of each message, one entry a row; a paid message is that, whoever received it."""
    codes = recipients(rule, table)
    title = first_position(table, rule.titles)
    if title is not None:
        codes[equals_any(texts(table, title), rule.sponsored)] = SPONSORED
    return list(_TYPES[codes])
