"""The owner of the archive, and the author of each row: by profile address, else by name."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.catalog.catalog_schema import AuthorRule, FileKind, OwnerColumns
from inspector.catalog.column_names import find_column, find_first_column
from inspector.columns import equals_any, find_filled, list_texts, map_distinct, take_cells
from inspector.table import Table, parse_day
from inspector.taxonomy import Author

AUTHORS = tuple(Author)
"""The authors in the order of their codes in a block."""
_AUTHOR_CODES = {author: code for code, author in enumerate(AUTHORS)}
_DIRECTION_AUTHORS = {
    "outgoing": Author.MEMBER,
    "sent": Author.MEMBER,
    "incoming": Author.OTHER,
    "received": Author.OTHER,
}


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of an archive: folded names and addresses, and the day number of the registration."""

    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    registration_day: int | None = None

    def merge(self, other: "Owner") -> "Owner":
        """The facts of two files together; the earlier registration counts."""
        days = [day for day in (self.registration_day, other.registration_day) if day is not None]
        return Owner(self.names | other.names, self.addresses | other.addresses, min(days, default=None))


def fold_address(address: str) -> str:
    """A profile address without scheme, ``www``, query, case and closing slash."""
    address = address.strip().casefold()
    for prefix in ("https://", "http://", "www."):
        address = address.removeprefix(prefix)
    return address.partition("?")[0].rstrip("/")


def fold_name(name: str) -> str:
    """A person's name without case and repeated blanks."""
    return " ".join(name.casefold().split())


def read_owner(kind: FileKind, table: Table) -> Owner:
    """Read the owner from an identity file."""
    names: set[str] = set()
    addresses: set[str] = set()
    registration_day: int | None = None
    if kind.owner is not None and kind.owner.name:
        columns = [c for name in kind.owner.name if (c := find_column(table, name)) is not None]
        for row in range(min(table.rows, 100)):
            name = fold_name(" ".join(table.cell(row, column) for column in columns))
            names.update({name} if name else ())
    if kind.owner is not None and kind.owner.direction:
        addresses = _read_addresses_by_direction(kind.owner, kind.owner.direction, table)
    for name in kind.registered:
        column = find_column(table, name)
        if column is not None and table.rows:
            day = parse_day(table.cell(0, column))
            registration_day = day[0] if day is not None else None
    return Owner(frozenset(names), frozenset(addresses), registration_day)


def _read_addresses_by_direction(rule: OwnerColumns, column: str, table: Table) -> set[str]:
    """The owner's addresses: the sender's in outgoing rows, the recipient's in incoming rows."""
    direction_column = find_column(table, column)
    if direction_column is None:
        return set()
    owner_addresses: set[str] = set()
    for word, names in (("outgoing", rule.outgoing), ("incoming", rule.incoming)):
        address_column = find_first_column(table, names)
        if address_column is None:
            continue
        rows = np.flatnonzero(equals_any(table.column(direction_column), (word,)))
        row_addresses = list_texts(pc.unique(take_cells(table.column(address_column), rows)))
        owner_addresses.update(a for a in map(fold_address, row_addresses) if a)
    return owner_addresses


def classify_authors(rule: AuthorRule, table: Table, owner: Owner) -> NDArray[np.uint8]:
    """The author of each row, as codes into ``AUTHORS``; shape (rows,)."""
    if rule.always is not None:
        return np.full(table.rows, _AUTHOR_CODES[rule.always], np.uint8)
    if rule.filled is not None:
        column = find_column(table, rule.filled)
        if column is None:
            return np.full(table.rows, _AUTHOR_CODES[Author.UNKNOWN], np.uint8)
        return np.where(
            find_filled(table.column(column)), _AUTHOR_CODES[rule.then], _AUTHOR_CODES[rule.otherwise]
        ).astype(np.uint8)
    if rule.column is not None:
        return _classify_by_column(rule, table)
    return _classify_by_owner(rule, table, owner)


def _classify_by_column(rule: AuthorRule, table: Table) -> NDArray[np.uint8]:
    codes = np.full(table.rows, _AUTHOR_CODES[Author.UNKNOWN], np.uint8)
    column = find_column(table, rule.column or "")
    if column is not None:
        for word, author in rule.values.items():
            codes[equals_any(table.column(column), (word,))] = _AUTHOR_CODES[author]
    return codes


def _classify_by_owner(rule: AuthorRule, table: Table, owner: Owner) -> NDArray[np.uint8]:
    """Classify by name, then by address, then by a column of directions; each step overrides the one before."""
    codes = np.full(table.rows, _AUTHOR_CODES[Author.UNKNOWN], np.uint8)
    name_column = find_first_column(table, rule.name)
    address_column = find_first_column(table, rule.address)
    names, addresses = set(owner.names), set(owner.addresses)
    if name_column is not None and names:
        name_cells = table.column(name_column)
        is_owner = equals_any(name_cells, tuple(names))
        codes[find_filled(name_cells)] = _AUTHOR_CODES[Author.OTHER]
        codes[is_owner] = _AUTHOR_CODES[Author.MEMBER]
        if address_column is not None and not addresses:
            cell_addresses = list_texts(pc.unique(take_cells(table.column(address_column), np.flatnonzero(is_owner))))
            owner_addresses = {a for a in map(fold_address, cell_addresses) if a}
            addresses = owner_addresses if len(owner_addresses) == 1 else set()
    if address_column is not None and addresses:
        address_cells = table.column(address_column)
        has_address = find_filled(address_cells)
        is_owner = map_distinct(address_cells, lambda cells: equals_any(_fold_addresses(cells), tuple(addresses)))
        codes[has_address] = _AUTHOR_CODES[Author.OTHER]
        codes[has_address & is_owner] = _AUTHOR_CODES[Author.MEMBER]
    for direction_name in rule.direction:
        direction_column = find_column(table, direction_name)
        if direction_column is not None:
            for word, author in _DIRECTION_AUTHORS.items():
                codes[equals_any(table.column(direction_column), (word,))] = _AUTHOR_CODES[author]
    return codes


def _fold_addresses(column: pa.StringArray) -> pa.StringArray:
    """Fold all addresses of a column as ``fold_address`` does."""
    lowercase = pc.utf8_lower(pc.utf8_trim_whitespace(column))
    without_prefix = pc.replace_substring_regex(lowercase, pattern=r"^(https?://)?(www\.)?", replacement="")
    return pc.replace_substring_regex(without_prefix, pattern=r"(\?.*)?$|/+(\?.*)?$", replacement="")
