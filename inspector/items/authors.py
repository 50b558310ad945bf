"""The author of each row: what proves it, in order; what nothing proves stays unknown."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from inspector.catalog.catalog_schema import AuthorRule
from inspector.catalog.column_names import find_column, find_first_column
from inspector.columns import TextColumn, encode_distinct, equals_any, find_filled, list_texts, take_cells
from inspector.items.correspondence import Correspondence
from inspector.items.owner import Owner
from inspector.items.person_name import Likeness, compare_texts, fold_name, parse_name
from inspector.items.profile_address import fold_address, get_address_sort, split_addresses
from inspector.table import Table
from inspector.taxonomy import Author

AUTHORS = tuple(Author)
"""The authors in the order of their codes in a block."""
_CODES = {author: code for code, author in enumerate(AUTHORS)}
_MEMBER, _OTHER, _UNKNOWN = _CODES[Author.MEMBER], _CODES[Author.OTHER], _CODES[Author.UNKNOWN]
_DIRECTION_AUTHORS = {
    "outgoing": Author.MEMBER,
    "sent": Author.MEMBER,
    "incoming": Author.OTHER,
    "received": Author.OTHER,
}
_MAX_SEEN_NAMES = 50
"""How many names of the owner are learnt from one table at most."""
_NOBODY, _OWNER, _ASSISTANT, _SOMEBODY, _NOT_WRITTEN = range(5)
"""Whom a cell of a chat with an assistant names; the last where the table has no such column."""
_Codes = NDArray[np.uint8]
_Mask = NDArray[np.bool_]


def classify_authors(rule: AuthorRule, table: Table, owner: Owner) -> _Codes:
    """The author of each row, as codes into ``AUTHORS``; shape (rows,)."""
    if rule.always is not None:
        return np.full(table.rows, _CODES[rule.always], np.uint8)
    if rule.filled is not None:
        return _classify_turns(rule, rule.filled, table, owner)
    if rule.column is not None:
        return _classify_by_column(rule, table)
    return _classify_by_owner(rule, table, owner)


def learn_owner(rule: AuthorRule, table: Table, rows: NDArray[np.int32], owner: Owner) -> Owner:
    """The owner with the names and addresses of some rows of a table of messages, which the member wrote.

    Of several addresses of which none is known, any may be a namesake's: none of them is learnt.
    """
    if not rule.conversation or not len(rows):
        return owner
    seen_names, seen_addresses = (
        frozenset(list_texts(encode_distinct(take_cells(table.column(column), rows))[1]) if column is not None else ())
        for column in (find_first_column(table, rule.name), find_first_column(table, rule.address))
    )
    names = sorted(filter(None, map(fold_name, seen_names)))[:_MAX_SEEN_NAMES]
    addresses = frozenset(filter(None, (fold_address(address, owner.rules) for address in seen_addresses)))
    if len(addresses) > 1 and addresses.isdisjoint(owner.all_addresses):
        addresses = frozenset()
    return owner.merge(Owner(seen_names=frozenset(names) - owner.names, seen_addresses=addresses - owner.addresses))


def find_undecided_rows(rule: AuthorRule, table: Table, rows: NDArray[np.int32], authors: _Codes) -> NDArray[np.int64]:
    """Those of some rows of a table that name a sender who is neither known to be the owner nor to be anybody else.

    ``rows`` and ``authors`` have the shape (items,).
    """
    unknown_rows = rows[authors == _UNKNOWN]
    if not rule.depends_on_owner or not len(unknown_rows):
        return np.zeros(0, np.int64)
    names_sender = np.zeros(table.rows, np.bool_)
    for names in (rule.name, rule.address):
        column = find_first_column(table, names)
        if column is not None:
            names_sender |= find_filled(table.column(column))
    undecided: NDArray[np.int64] = unknown_rows[names_sender[unknown_rows]].astype(np.int64)
    return undecided


def _classify_by_column(rule: AuthorRule, table: Table) -> _Codes:
    codes = np.full(table.rows, _UNKNOWN, np.uint8)
    column = find_column(table, rule.column or "")
    if column is not None:
        for word, author in rule.values.items():
            codes[equals_any(table.column(column), (word,))] = _CODES[author]
    return codes


# ---- messages


@dataclass(slots=True)
class _Addresses:
    """What is found of the senders' addresses, by their numbers: the owner's, other people's and doubtful ones."""

    own: set[int]
    other: set[int] = field(default_factory=set)
    doubtful: set[int] = field(default_factory=set)


def _classify_by_owner(rule: AuthorRule, table: Table, owner: Owner) -> _Codes:
    """Classify by the sender's address and name; a column of directions overrides both."""
    codes = np.full(table.rows, _UNKNOWN, np.uint8)
    if table.rows:
        _classify_senders(Correspondence(rule, table, owner), owner, codes)
    for direction_name in rule.direction:
        direction_column = find_column(table, direction_name)
        if direction_column is not None:
            for word, author in _DIRECTION_AUTHORS.items():
                codes[equals_any(table.column(direction_column), (word,))] = _CODES[author]
    return codes


def _classify_senders(letters: Correspondence, owner: Owner, codes: _Codes) -> None:
    """Write the authors of all rows into ``codes``, shape (rows,)."""
    addresses = _weigh_addresses(letters)
    is_address_shown = bool(addresses.own) or bool(letters.is_to_known.any())
    likenesses, are_names_known = letters.likenesses, bool(owner.all_names)
    if not is_address_shown and not (likenesses == Likeness.SAME).any():
        common_name = letters.find_common_name()
        if common_name is not None:
            are_names_known = True
            likenesses = np.where(letters.find_senders_named(common_name), Likeness.SAME, likenesses).astype(np.uint8)
    is_same, has_address = likenesses == Likeness.SAME, letters.sender_ids >= 0
    own_sorts = {get_address_sort(address) for address in owner.all_addresses}
    own_sorts |= {get_address_sort(letters.sender_addresses[number]) for number in addresses.own}
    is_comparable = letters.find_senders(
        number for number, address in enumerate(letters.sender_addresses) if get_address_sort(address) in own_sorts
    )
    has_contrary_name = letters.has_name & (likenesses == Likeness.DIFFERENT) & are_names_known
    has_related_name = likenesses == Likeness.RELATED
    if is_address_shown:
        codes[is_comparable] = _OTHER
    elif owner.all_addresses:  # none of them in the table: where both sides are named, one of them is the owner
        codes[is_comparable & ~letters.has_recipients & (likenesses < Likeness.COMPATIBLE)] = _OTHER
    if is_address_shown or (likenesses >= Likeness.COMPATIBLE).any() or letters.is_to_named.any():
        codes[has_contrary_name] = _OTHER
        if has_related_name.any():
            codes[has_related_name & (letters.is_to_known | letters.is_to_named)] = _OTHER
    codes[letters.find_senders(addresses.doubtful)] = _UNKNOWN
    codes[is_same if not is_address_shown else is_same & ~has_address] = _MEMBER
    codes[letters.find_senders(addresses.other)] = _OTHER
    codes[letters.find_senders(addresses.own)] = _MEMBER


def _weigh_addresses(letters: Correspondence) -> _Addresses:
    """Find which addresses are the owner's: the known ones, those beside the owner's name, the one in common."""
    found = _Addresses(set(letters.known_ids))
    if not letters.sender_addresses:
        return found
    same_counts = letters.count_rows(letters.likenesses == Likeness.SAME)
    like_counts = letters.count_rows(letters.likenesses >= Likeness.COMPATIBLE)
    named = set(np.flatnonzero(like_counts).tolist()) - found.own
    is_shown = bool(found.own) or bool(letters.is_to_known.any())
    if not is_shown:
        addressed = letters.count_rows(letters.is_to_named)  # whoever writes to the owner is somebody else
        same_named = np.flatnonzero((same_counts > 0) & (addressed == 0)).tolist()
        common = same_named[0] if len(same_named) == 1 else letters.find_common_address()
        found.own |= {common} if common is not None else set()
    named -= found.own
    if not found.own and not is_shown:
        found.doubtful = named
    elif named:
        _weigh_named(letters, named, same_counts, found)
    return found


def _weigh_named(letters: Correspondence, named: set[int], same_counts: NDArray[np.int64], found: _Addresses) -> None:
    """Sort addresses beside the owner's name: a namesake's where both write to each other, else the owner's second one.

    The owner stands on one side of each row. Where all rows of an address name the other side, and the owner is not
    there, the owner is the sender.
    """
    own_addresses = [letters.sender_addresses[number] for number in found.own]
    is_to_owner = letters.is_to_known | letters.is_to_named | letters.find_recipients(own_addresses)
    met_counts = letters.count_rows(is_to_owner)
    row_counts = letters.count_rows(np.ones(len(is_to_owner), np.bool_))
    addressed_counts = letters.count_rows(letters.has_recipients)
    is_from_owner = letters.find_senders(found.own)
    for number in named:
        is_addressed_by_owner = is_from_owner & letters.find_recipients([letters.sender_addresses[number]])
        if met_counts[number] or is_addressed_by_owner.any():
            found.other.add(number)
        elif same_counts[number] == row_counts[number] == addressed_counts[number]:
            found.own.add(number)
        else:
            found.doubtful.add(number)


# ---- chats with an assistant


def _classify_turns(rule: AuthorRule, filled: str, table: Table, owner: Owner) -> _Codes:
    """Classify by whether the column of the sender is filled, unless the persons in both columns say more."""
    from_column = find_column(table, filled)
    if from_column is None:
        return np.full(table.rows, _UNKNOWN, np.uint8)
    to_column = find_column(table, rule.opposite) if rule.opposite is not None else None
    cells = [table.column(column) for column in (from_column, to_column) if column is not None]
    senders, *receivers = _find_persons(cells, owner)
    codes: _Codes = _list_turn_authors(rule, owner)[senders, receivers[0] if receivers else _NOT_WRITTEN]
    for names, author in ((rule.address, rule.then), (rule.to_address, rule.otherwise)):
        column = find_first_column(table, names)
        if column is not None and owner.all_addresses:
            codes[(codes == _UNKNOWN) & _find_own_addresses(table.column(column), owner)] = _CODES[author]
    return codes


def _list_turn_authors(rule: AuthorRule, owner: Owner) -> _Codes:
    """The author by who stands in the column of the sender and who in that of the receiver, shape (4, 5)."""
    then, otherwise = _CODES[rule.then], _CODES[rule.otherwise]
    somebody = then if not owner.all_names else _UNKNOWN  # the format's word alone, where no name says otherwise
    by_receiver = {
        _NOBODY: (_UNKNOWN, then, otherwise, somebody),
        _OWNER: (otherwise, _UNKNOWN, otherwise, otherwise),
        _ASSISTANT: (then, then, _UNKNOWN, then),
        _SOMEBODY: (otherwise, then, otherwise, _UNKNOWN),
        _NOT_WRITTEN: (otherwise, then, otherwise, somebody),
    }
    by_sender = zip(*(by_receiver[receiver] for receiver in range(len(by_receiver))), strict=True)
    authors: _Codes = np.array(list(by_sender), np.uint8)
    return authors


def _find_persons(columns: Sequence[TextColumn], owner: Owner) -> list[NDArray[np.int64]]:
    """Whom each cell of some columns names, an array of shape (rows,) for each column.

    Where one person alone stands in both columns, beside assistants, that is the owner, whatever the name.
    """
    words = {fold_name(word): _OWNER for word in owner.rules.member_words}
    words |= {fold_name(word): _ASSISTANT for word in owner.rules.assistant_words}
    owner_names = [parse_name(name) for name in sorted(owner.all_names)]
    encoded = [encode_distinct(column) for column in columns]
    persons: list[NDArray[np.int64]] = []
    named: list[set[str]] = []
    for _codes, cells in encoded:
        names = [fold_name(cell) for cell in list_texts(cells)]
        likenesses = compare_texts(names, owner_names)
        found = [
            words.get(name, _OWNER if likeness > Likeness.DIFFERENT else _SOMEBODY) if name else _NOBODY
            for name, likeness in zip(names, likenesses, strict=True)
        ]
        named.append({name for name, person in zip(names, found, strict=True) if person == _SOMEBODY})
        persons.append(np.array(found, np.int64))
    if len(named) > 1 and named[0] == named[1] and len(named[0]) == 1:
        persons = [np.where(found == _SOMEBODY, _OWNER, found) for found in persons]
    return [found[codes] for found, (codes, _cells) in zip(persons, encoded, strict=True)]


def _find_own_addresses(column: TextColumn, owner: Owner) -> _Mask:
    """Which cells hold an address of the owner."""
    codes, cells = encode_distinct(column)
    folded = ({fold_address(text, owner.rules) for text in split_addresses(cell)} for cell in list_texts(cells))
    return np.array([not owner.all_addresses.isdisjoint(addresses) for addresses in folded], np.bool_)[codes]
