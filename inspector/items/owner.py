"""Who the archive belongs to, and who wrote a row: by profile address first, by name second."""

from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.catalog.catalog_schema import AuthorIs, FileKind, OwnerIs
from inspector.columns import take
from inspector.items.text_columns import Texts, equals_any, filled, first_position, over_distinct, position
from inspector.table import Table, parse_day
from inspector.taxonomy import Author

AUTHORS = tuple(Author)
"""The authors in the order of their codes in a block."""
_CODE = {author: code for code, author in enumerate(AUTHORS)}
_DIRECTIONS = {"outgoing": Author.MEMBER, "sent": Author.MEMBER, "incoming": Author.OTHER, "received": Author.OTHER}


@dataclass(frozen=True, slots=True)
class Owner:
    """What the archive says of its owner: folded names and addresses, and the day of registration."""

    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    registered: int | None = None

    def joined(self, other: "Owner") -> "Owner":
        """What two files say, together; the earlier registration counts."""
        days = [day for day in (self.registered, other.registered) if day is not None]
        return Owner(self.names | other.names, self.addresses | other.addresses, min(days, default=None))


def folded_address(address: str) -> str:
    """A profile address without scheme, ``www``, query, case and closing slash."""
    address = address.strip().casefold()
    for start in ("https://", "http://", "www."):
        address = address.removeprefix(start)
    return address.partition("?")[0].rstrip("/")


def folded_name(name: str) -> str:
    """A person's name without case and repeated blanks."""
    return " ".join(name.casefold().split())


def owner_of(kind: FileKind, table: Table) -> Owner:
    """What one identity file says of the owner; the files are small, so rows are looked at one by one."""
    names: set[str] = set()
    addresses: set[str] = set()
    registered: int | None = None
    if kind.owner is not None and kind.owner.name:
        columns = [c for name in kind.owner.name if (c := position(table, name)) is not None]
        for row in range(min(table.rows, 100)):
            name = folded_name(" ".join(table.cell(row, column) for column in columns))
            names.update({name} if name else ())
    if kind.owner is not None and kind.owner.direction:
        addresses = _addresses_by_direction(kind.owner, kind.owner.direction, table)
    for name in kind.registered:
        column = position(table, name)
        if column is not None and table.rows:
            day = parse_day(table.cell(0, column))
            registered = day[0] if day is not None else None
    return Owner(frozenset(names), frozenset(addresses), registered)


def _addresses_by_direction(rule: OwnerIs, column: str, table: Table) -> set[str]:
    """The owner's addresses: the inviter's of an outgoing row, the invited one's of an incoming row."""
    direction = position(table, column)
    if direction is None:
        return set()
    found: set[str] = set()
    for word, names in (("outgoing", rule.outgoing), ("incoming", rule.incoming)):
        place = first_position(table, names)
        if place is None:
            continue
        rows = np.flatnonzero(equals_any(table.column(direction), (word,)))
        addresses = pc.unique(take(table.column(place), rows)).to_pylist()
        found.update(a for a in map(folded_address, addresses) if a)
    return found


def authors(rule: AuthorIs, table: Table, owner: Owner) -> NDArray[np.uint8]:
    """The author of each row, as codes into ``AUTHORS``; shape (rows,)."""
    if rule.always is not None:
        return np.full(table.rows, _CODE[rule.always], np.uint8)
    if rule.filled is not None:
        column = position(table, rule.filled)
        if column is None:
            return np.full(table.rows, _CODE[Author.UNKNOWN], np.uint8)
        return np.where(filled(table.column(column)), _CODE[rule.then], _CODE[rule.otherwise]).astype(np.uint8)
    if rule.column is not None:
        return _by_word(rule, table)
    return _by_owner(rule, table, owner)


def _by_word(rule: AuthorIs, table: Table) -> NDArray[np.uint8]:
    codes = np.full(table.rows, _CODE[Author.UNKNOWN], np.uint8)
    column = position(table, rule.column or "")
    if column is not None:
        for word, author in rule.values.items():
            codes[equals_any(table.column(column), (word,))] = _CODE[author]
    return codes


def _by_owner(rule: AuthorIs, table: Table, owner: Owner) -> NDArray[np.uint8]:
    """Compare a column of names, then one of addresses, then a column that says it, each over the one before."""
    codes = np.full(table.rows, _CODE[Author.UNKNOWN], np.uint8)
    name = first_position(table, rule.name)
    address = first_position(table, rule.address)
    names, addresses = set(owner.names), set(owner.addresses)
    if name is not None and names:
        named = table.column(name)
        own = equals_any(named, tuple(names))
        codes[filled(named)] = _CODE[Author.OTHER]
        codes[own] = _CODE[Author.MEMBER]
        if address is not None and not addresses:
            given = pc.unique(take(table.column(address), np.flatnonzero(own))).to_pylist()
            folded = {a for a in map(folded_address, given) if a}
            addresses = folded if len(folded) == 1 else set()
    if address is not None and addresses:
        column = table.column(address)
        there = filled(column)
        own = over_distinct(column, lambda cells: equals_any(_folded_addresses(cells), tuple(addresses)))
        codes[there] = _CODE[Author.OTHER]
        codes[there & own] = _CODE[Author.MEMBER]
    for said in rule.direction:
        column_said = position(table, said)
        if column_said is not None:
            for word, author in _DIRECTIONS.items():
                codes[equals_any(table.column(column_said), (word,))] = _CODE[author]
    return codes


def _folded_addresses(column: Texts) -> Texts:
    """A column of addresses, each as ``folded_address`` makes it."""
    lower = pc.utf8_lower(pc.utf8_trim_whitespace(column))
    bare = pc.replace_substring_regex(lower, pattern=r"^(https?://)?(www\.)?", replacement="")
    return pc.replace_substring_regex(bare, pattern=r"(\?.*)?$|/+(\?.*)?$", replacement="")
