"""The owner of an archive: everything in it that says who that is."""

from dataclasses import dataclass

import numpy as np

from inspector.catalog.catalog_schema import NO_IDENTITY_RULES, FileKind, IdentityRules, OwnerColumns
from inspector.catalog.column_names import find_column, find_first_column
from inspector.columns import equals_any, list_texts, take_cells
from inspector.items.person_name import fold_name, parse_name
from inspector.items.profile_address import fold_address, fold_mail
from inspector.table import UNKNOWN_DAY, Precision, Table, parse_dates

_MAX_ROWS = 100
"""How many rows of an identity file with names are looked at."""
_MINUTES_PER_DAY = 1_440


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of an archive: folded names, profile addresses and mail addresses, and the registration.

    ``registrations`` are minutes since 1970-01-01, where the minute of it is written. ``seen_names`` and
    ``seen_addresses`` are those that the rows of messages show to be the owner's: weaker than what identity files
    say. ``rules`` are how the platform writes addresses.
    """

    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    registration_day: int | None = None
    mails: frozenset[str] = frozenset()
    registrations: frozenset[int] = frozenset()
    seen_names: frozenset[str] = frozenset()
    seen_addresses: frozenset[str] = frozenset()
    rules: IdentityRules = NO_IDENTITY_RULES

    @property
    def all_names(self) -> frozenset[str]:
        """The names from identity files and from messages."""
        return self.names | self.seen_names

    @property
    def all_addresses(self) -> frozenset[str]:
        """The profile addresses from identity files and from messages."""
        return self.addresses | self.seen_addresses

    def tells_more_than(self, other: "Owner") -> bool:
        """Whether authors can be told apart by this owner that cannot by another, whose facts it has."""
        if not self.all_addresses <= other.all_addresses:
            return True
        other_keys = {parse_name(name).key for name in other.all_names}
        return any(parse_name(name).key not in other_keys for name in self.all_names - other.all_names)

    def merge(self, other: "Owner") -> "Owner":
        """The facts of two files together; the earlier registration counts."""
        days = [day for day in (self.registration_day, other.registration_day) if day is not None]
        return Owner(
            self.names | other.names,
            self.addresses | other.addresses,
            min(days, default=None),
            self.mails | other.mails,
            self.registrations | other.registrations,
            self.seen_names | other.seen_names,
            self.seen_addresses | other.seen_addresses,
            other.rules if self.rules == NO_IDENTITY_RULES else self.rules,
        )


def read_owner(kind: FileKind, table: Table, rules: IdentityRules) -> Owner:
    """Read the owner from an identity file."""
    names: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    if kind.owner is not None:
        names = _read_names(kind.owner, table)
        mails = frozenset(filter(None, map(fold_mail, _list_distinct(table, kind.owner.mail))))
        if kind.owner.direction:
            addresses = _read_addresses_by_direction(kind.owner, kind.owner.direction, table, rules)
    registration_day, registrations = _read_registration(kind, table)
    return Owner(names, addresses, registration_day, mails, registrations, rules=rules)


def _read_names(columns: OwnerColumns, table: Table) -> frozenset[str]:
    """The names in full, and those with a former family name."""
    positions = [c for name in columns.name if (c := find_column(table, name)) is not None]
    former_positions = [c for name in columns.former if (c := find_column(table, name)) is not None]
    names: set[str] = set()
    for row in range(min(table.rows, _MAX_ROWS)):
        cells = [table.cell(row, position) for position in positions]
        names.add(fold_name(" ".join(cells)))
        former_cells = [cell for position in former_positions if (cell := table.cell(row, position).strip())]
        names.update(fold_name(" ".join((*cells[:-1], cell))) for cell in former_cells)
    return frozenset(filter(None, names))


def _list_distinct(table: Table, names: tuple[str, ...]) -> list[str]:
    column = find_first_column(table, names)
    return [] if column is None else list(dict.fromkeys(list_texts(table.column(column))))


def _read_registration(kind: FileKind, table: Table) -> tuple[int | None, frozenset[int]]:
    """The day of the registration, and its minute where that is written."""
    column = find_first_column(table, kind.registered)
    if column is None or not table.rows:
        return None, frozenset()
    dates = parse_dates(table.column(column), slashes_are_month_first=kind.slash_dates)
    day, second = int(dates.days[0]), int(dates.seconds[0])
    if day == UNKNOWN_DAY:
        return None, frozenset()
    has_minute = dates.precision[0] >= Precision.MINUTE and second >= 0
    return day, frozenset({day * _MINUTES_PER_DAY + second // 60} if has_minute else ())


def _read_addresses_by_direction(rule: OwnerColumns, column: str, table: Table, rules: IdentityRules) -> frozenset[str]:
    """The owner's addresses: the sender's in outgoing rows, the recipient's in incoming rows."""
    direction_column = find_column(table, column)
    if direction_column is None:
        return frozenset()
    owner_addresses: set[str] = set()
    for word, names in (("outgoing", rule.outgoing), ("incoming", rule.incoming)):
        address_column = find_first_column(table, names)
        if address_column is None:
            continue
        rows = np.flatnonzero(equals_any(table.column(direction_column), (word,)))
        row_addresses = dict.fromkeys(list_texts(take_cells(table.column(address_column), rows)))
        owner_addresses.update(filter(None, (fold_address(address, rules) for address in row_addresses)))
    return frozenset(owner_addresses)
