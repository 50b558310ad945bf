"""Who writes to whom in a table of messages, by columns: each distinct cell is looked at once.

The owner takes part in every conversation, so the rows themselves say who that is: the one person whom all
conversations have in common.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from inspector.catalog.catalog_schema import AuthorRule
from inspector.catalog.column_names import find_first_column
from inspector.columns import encode_distinct, factorize, find_filled, list_texts, unique
from inspector.items.owner import Owner
from inspector.items.person_name import Likeness, PersonName, compare_texts, fold_name, parse_name
from inspector.items.profile_address import fold_address, fold_addresses, split_addresses
from inspector.table import Table

_Ids = NDArray[np.int64]
_Mask = NDArray[np.bool_]
_Likenesses = NDArray[np.uint8]
BLANK = -1
"""The number of a person where a cell names nobody."""
_MAX_NAMES = 50_000
"""With more distinct names than anybody's messages hold, names are not taken apart: it would take seconds."""
_MIN_CONVERSATIONS = 2
_MIN_PERSONS = 3
"""With so many conversations and persons in all, the one who is in every conversation is the owner."""


class Correspondence:
    """The senders and recipients of a table of messages, numbered by their folded addresses.

    All arrays have the shape (rows,) unless said otherwise. A column that the table lacks counts as blank.
    """

    def __init__(self, rule: AuthorRule, table: Table, owner: Owner) -> None:
        self._table, self._owner = table, owner
        self._name_column = find_first_column(table, rule.name)
        self._address_column = find_first_column(table, rule.address)
        self._to_name_column = find_first_column(table, rule.to_name)
        self._to_address_column = find_first_column(table, rule.to_address)
        self._conversation_column = find_first_column(table, rule.conversation)
        self._owner_names = [parse_name(name) for name in sorted(owner.all_names)]
        self._nameless = frozenset(map(fold_name, owner.rules.nameless))

    # ---- senders

    @cached_property
    def _sender_names(self) -> tuple[_Ids, list[str]]:
        """The number of each sender's name, and the distinct names."""
        return self._encode(self._name_column)

    @cached_property
    def _name_likenesses(self) -> _Likenesses:
        """The likeness of each distinct name of a sender to the owner's names."""
        return np.array(compare_texts(self._sender_names[1], self._owner_names), np.uint8)

    @cached_property
    def has_name(self) -> _Mask:
        """Whether the sender's name is filled."""
        codes, names = self._sender_names
        return np.array([bool(name.strip()) for name in names], np.bool_)[codes]

    @cached_property
    def likenesses(self) -> _Likenesses:
        """How like the sender's name is to the owner's, as a ``Likeness``; ``DIFFERENT`` where it is blank."""
        return self._name_likenesses[self._sender_names[0]]

    @cached_property
    def _senders(self) -> tuple[_Ids, list[str]]:
        """The number of each sender's address (``BLANK`` where there is none), and the folded addresses."""
        if self._address_column is None:
            return np.full(self._table.rows, BLANK, np.int64), []
        codes, cells = encode_distinct(self._table.column(self._address_column))
        numbers: dict[str, int] = {}
        folded = list_texts(fold_addresses(cells, self._owner.rules))
        ids = [numbers.setdefault(address, len(numbers)) if address else BLANK for address in folded]
        return np.array(ids, np.int64)[codes], list(numbers)

    @property
    def sender_ids(self) -> _Ids:
        """The number of each sender's address; ``BLANK`` where there is none."""
        return self._senders[0]

    @property
    def sender_addresses(self) -> list[str]:
        """The folded addresses of senders by their numbers."""
        return self._senders[1]

    @cached_property
    def known_ids(self) -> frozenset[int]:
        """The numbers of the senders' addresses that are known to be the owner's."""
        return frozenset(i for i, address in enumerate(self.sender_addresses) if address in self._owner.all_addresses)

    def count_rows(self, mask: _Mask) -> _Ids:
        """How many rows of the mask each sender's address has, shape (addresses,)."""
        has_address = self.sender_ids >= 0
        return np.bincount(self.sender_ids[mask & has_address], minlength=len(self.sender_addresses))

    def find_senders(self, ids: Iterable[int]) -> _Mask:
        """Which rows are sent from one of some addresses, by their numbers."""
        is_chosen = np.zeros(len(self.sender_addresses) + 1, np.bool_)
        is_chosen[list(ids)] = True
        return is_chosen[self.sender_ids]

    def find_senders_named(self, key: str) -> _Mask:
        """Which rows are sent under a name, by its ``PersonName.key``."""
        codes, names = self._sender_names
        return np.array([parse_name(name).key == key for name in names], np.bool_)[codes]

    # ---- recipients

    @cached_property
    def has_recipients(self) -> _Mask:
        """Whether the row says who received it."""
        is_filled = np.zeros(self._table.rows, np.bool_)
        for column in (self._to_name_column, self._to_address_column):
            if column is not None:
                is_filled |= find_filled(self._table.column(column))
        return is_filled

    @cached_property
    def _recipient_addresses(self) -> tuple[_Ids, list[list[str]]]:
        """The number of each cell of recipients' addresses, and the folded addresses in each distinct cell."""
        codes, cells = self._encode(self._to_address_column)
        rules = self._owner.rules
        return codes, [[fold_address(address, rules) for address in split_addresses(cell)] for cell in cells]

    @cached_property
    def _recipient_names(self) -> tuple[_Ids, list[list[str]]]:
        """The number of each cell of recipients' names, and the names in each distinct cell; a name may be cut."""
        codes, cells = self._encode(self._to_name_column)
        return codes, [[name for part in cell.split(",") if (name := part.strip())] for cell in cells]

    @cached_property
    def is_to_known(self) -> _Mask:
        """Whether a known address of the owner stands among the recipients."""
        return self.find_recipients(self._owner.all_addresses)

    def find_recipients(self, addresses: Iterable[str]) -> _Mask:
        """Which rows are sent to one of some folded addresses."""
        wanted = frozenset(addresses)
        codes, cells = self._recipient_addresses
        return np.array([not wanted.isdisjoint(cell) for cell in cells], np.bool_)[codes]

    @cached_property
    def is_to_named(self) -> _Mask:
        """Whether a name like the owner's stands among the recipients."""
        codes, cells = self._recipient_names
        names = [name for cell in cells for name in (*cell, ", ".join(cell))]
        answers = np.array(compare_texts(names, self._owner_names), np.uint8) >= Likeness.COMPATIBLE
        starts = np.cumsum([0, *(len(cell) + 1 for cell in cells)])[:-1]
        return (np.add.reduceat(answers, starts) > 0)[codes] if len(cells) else np.zeros(self._table.rows, np.bool_)

    # ---- conversations

    @cached_property
    def conversations(self) -> _Ids:
        """The number of each row's conversation; where none is written each row is one of its own."""
        if self._conversation_column is None:
            return np.arange(self._table.rows)
        codes, cells = encode_distinct(self._table.column(self._conversation_column))
        is_blank = np.array([not cell.strip() for cell in list_texts(cells)], np.bool_)[codes]
        return np.where(is_blank, len(cells) + np.arange(self._table.rows), codes)

    def find_common_address(self) -> int | None:
        """The number of the sender's address that the conversations show to be the owner's."""
        codes, cells = self._recipient_addresses
        addresses = list(dict.fromkeys((*self.sender_addresses, *(address for cell in cells for address in cell))))
        numbers = {address: number for number, address in enumerate(addresses)}
        recipients = [[numbers[address] for address in cell if address] for cell in cells]
        likenesses = np.zeros(len(addresses), np.uint8)
        has_address = self.sender_ids >= 0
        np.maximum.at(likenesses, self.sender_ids[has_address], self.likenesses[has_address])
        common = self._find_common(self.sender_ids, codes, recipients, likenesses)
        return common if common is not None and common < len(self.sender_addresses) else None

    def find_common_name(self) -> str | None:
        """The name, as a ``PersonName.key``, that the conversations show to be the owner's."""
        codes, names = self._sender_names
        to_codes, cells = self._recipient_names
        if len(names) + len(cells) > _MAX_NAMES:
            return None
        numbers: dict[str, int] = {}

        def number(name: PersonName) -> int:
            return numbers.setdefault(name.key, len(numbers)) if name.key else BLANK

        senders = np.array([number(parse_name(name)) for name in names], np.int64)
        recipients = [[n for name in cell if (n := number(parse_name(name))) >= 0] for cell in cells]
        likenesses = np.zeros(len(numbers), np.uint8)
        np.maximum.at(likenesses, senders[senders >= 0], self._name_likenesses[senders >= 0])
        nameless = {parse_name(name).key for name in self._nameless}
        keys = list(numbers)
        common = self._find_common(senders[codes], to_codes, recipients, likenesses)
        return keys[common] if common is not None and keys[common] not in nameless else None

    def _find_common(
        self, senders: _Ids, to_codes: _Ids, recipients: Sequence[Sequence[int]], likenesses: _Likenesses
    ) -> int | None:
        """The person who takes part in every conversation, where that can be nobody but the owner.

        ``senders`` and ``to_codes`` have the shape (rows,), ``recipients`` are the persons in each distinct cell,
        ``likenesses`` those of the persons' names to the owner's. Only rows that name both sides testify.
        """
        has_recipients = np.array([bool(cell) for cell in recipients], np.bool_)[to_codes]
        rows = np.flatnonzero((senders >= 0) & has_recipients)
        if not len(rows):
            return None
        _numbers, conversations = factorize(self.conversations[rows])
        conversation_count, person_count = int(conversations.max()) + 1, len(likenesses)
        cell_pairs = unique(conversations * len(recipients) + to_codes[rows])
        received_conversations, received_cells = np.divmod(cell_pairs, len(recipients))
        persons, origins = _spread_persons(received_cells, recipients)
        received = received_conversations[origins] * person_count + persons
        pairs = unique(np.concatenate((conversations * person_count + senders[rows], received)))
        shares = np.bincount(pairs % person_count, minlength=person_count)
        common = np.flatnonzero(shares == conversation_count)
        like_owner = common[likenesses[common] >= Likeness.COMPATIBLE]
        if len(like_owner) == 1:
            return int(like_owner[0])
        is_owner_named_elsewhere = bool((likenesses[shares > 0] >= Likeness.COMPATIBLE).any())
        is_enough = conversation_count >= _MIN_CONVERSATIONS and np.count_nonzero(shares) >= _MIN_PERSONS
        return int(common[0]) if len(common) == 1 and is_enough and not is_owner_named_elsewhere else None

    def _encode(self, column: int | None) -> tuple[_Ids, list[str]]:
        if column is None:
            return np.zeros(self._table.rows, np.int64), [""]
        codes, cells = encode_distinct(self._table.column(column))
        return codes, list_texts(cells)


def _spread_persons(cells: _Ids, recipients: Sequence[Sequence[int]]) -> tuple[_Ids, _Ids]:
    """The persons in some cells one after another, and for each person the index of the cell in ``cells``."""
    lengths = np.array([len(cell) for cell in recipients], np.int64)
    persons = np.array([person for cell in recipients for person in cell], np.int64)
    starts, counts = (np.cumsum(lengths) - lengths)[cells], lengths[cells]
    origins = np.repeat(np.arange(len(cells)), counts)
    steps = np.arange(len(origins)) - np.repeat(np.cumsum(counts) - counts, counts)
    return persons[starts[origins] + steps], origins
