"""Pseudonyms for other people: who they are, and the replacement of their names and addresses in texts.

Names and addresses in one row belong to one person, and so does the same name or address in any file. A person is
``Person 12`` everywhere. Numbers follow a keyed hash (HMAC-SHA-256): they do not give away the order of the archive,
and the same key gives the same numbers. The owner's own names and addresses stay.
"""

import hmac
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.catalog import PersonColumns
from inspector.catalog.column_names import find_column
from inspector.columns import build_string_array, combine_chunks, list_texts, take_cells
from inspector.holdings import Holdings
from inspector.i18n import ENGLISH, Language, _
from inspector.items import Block, fold_address, fold_name
from inspector.items.block import CELL_SEPARATOR
from inspector.report.address_finder import build_sign_pattern, find_addresses, write_plainly
from inspector.report.pseudonym_key import PseudonymKey, encode_key
from inspector.table import Table

PSEUDONYM_LIMITS = (
    _(
        "Other people's names and addresses are replaced by pseudonyms: in the columns that hold people, and in texts "
        "where a full name (two words or more) or an address stands as the archive writes it elsewhere, whatever its "
        "case."
    ),
    _("E-mail addresses and profile addresses in texts are replaced even where nothing else is known of them."),
    _(
        "Not replaced are first names and nicknames alone, misspelt names, telephone numbers within texts, companies, "
        "positions, and the names of files. People who bear one name share one pseudonym. Read the texts before you "
        "pass them on."
    ),
)
"""What is replaced and what is not, in sentences."""
SET_ASIDE_PSEUDONYM_LIMIT = _(
    "The texts of rows set aside are left out: they could not be split into columns, so names in them cannot be told."
)
"""What becomes of the raw texts of rows set aside, in a sentence."""
_NON_PERSON_NAMES = frozenset({"linkedin", "linkedin member", "linkedin coach"})
_WORD_PATTERN = re.compile(r"\w+")
_UNSPACED_SCRIPT = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NAME_GAP = re.compile(r"[^\w\r\n]{1,3}")
_MAX_NAME_WORDS, _MAX_UNSPACED_NAME = 24, 60
"""A longer text in a column of names is no name that one would look for in other texts."""
_ADDRESS_SEPARATORS = re.compile(r"[,;\s|]+")
_NET_ADDRESS = re.compile(r"@|://|urn:|linkedin\.com/", re.IGNORECASE)


class Pseudonymizer:
    """Replaces the names and addresses of other people in the texts of some holdings."""

    def __init__(self, holdings: Holdings, key: PseudonymKey, language: Language = ENGLISH) -> None:
        self._key, self._language = key, language
        self._identity_rules = holdings.catalog.platform.identity
        self._address_rules = holdings.catalog.platform.person_addresses
        kinds = {(file.archive, file.member): file.kind for file in holdings.files if file.kind is not None}
        self._tables: dict[Table, tuple[PersonColumns, ...]] = {}
        for block in holdings.blocks:
            kind = kinds.get((block.archive, block.member))
            self._tables[block.table] = kind.people if kind is not None else ()
        owner_keys = {f"a:{address}" for address in holdings.owner.all_addresses} | {
            f"n:{name}" for name in holdings.owner.all_names
        }
        owner_keys |= {f"n:{name}" for name in _NON_PERSON_NAMES}
        # The address of an article ends in its author's name.
        self._owner_slugs = tuple("-".join(name.split()) for name in holdings.owner.names if " " in name)
        self._owner_keys = frozenset(owner_keys | set(self._list_owner_keys()))
        self._parents: dict[str, str] = {}
        self._spellings: dict[str, str] = {}
        for row in self._list_key_groups():
            self._merge_keys(row)
        self._numbers = self._assign_numbers()
        self._numbers_by_words: dict[tuple[str, ...], int] = {}
        self._name_lengths, self._unspaced_name_lengths = self._index_full_names()
        self._text_cache: dict[str, str] = {}

    def __len__(self) -> int:
        """How many other people there are."""
        return len(set(self._numbers.values()))

    @property
    def counts(self) -> tuple[int, int]:
        """How many names and how many addresses of other people there are."""
        names = sum(key.startswith("n:") for key in self._numbers)
        return names, len(self._numbers) - names

    def build_key_file(self) -> bytes:
        """The key file as JSON: the secret, and the person behind each pseudonym."""
        people: dict[int, list[str]] = {}
        for name, number in {**self._key.known_numbers, **self._numbers}.items():
            people.setdefault(number, []).append(name)
        return encode_key(
            self._key.secret,
            {
                number: (sorted({self._spellings.get(name, name[2:]) for name in names}), sorted(names))
                for number, names in people.items()
            },
        )

    def pseudonymize_rows(self, block: Block, rows: NDArray[np.int64]) -> pa.StringArray:
        """The texts of some rows of a block with pseudonyms, joined as in ``Block.text``."""
        columns = [self._pseudonymize_column(block, column, rows) for column in block.text_columns]
        return build_string_array([CELL_SEPARATOR.join(filter(None, cells)) for cells in zip(*columns, strict=True)])

    def pseudonymize_name(self, text: str) -> str:
        """The pseudonym of a name; the name itself if nobody else bears it."""
        number = self._numbers.get(f"n:{fold_name(text)}")
        return text if number is None else f"Person {number}"

    def pseudonymize_address(self, text: str) -> str:
        """The text for an address of another person; any other address stays."""
        return self._describe_address(text, write_plainly(text, self._address_rules))

    def _describe_address(self, text: str, plain: str) -> str:
        """The text for an address that is written plainly so; any other address stays."""
        number = self._numbers.get(f"a:{fold_address(plain, self._identity_rules)}")
        if number is None:
            return text
        return self._language.translate(_("address of {person}", person=f"Person {number}"))

    def pseudonymize_text(self, text: str) -> str:
        """A text in which whole names and addresses of other people are replaced."""
        result = self._text_cache.get(text)
        if result is None:
            result = self._text_cache[text] = self._replace_names(self._replace_addresses(text))
        return result

    def _replace_addresses(self, text: str) -> str:
        pieces: list[str] = []
        copied_end = 0
        for address in find_addresses(text, self._address_rules):
            described = self._describe_address(text[address.start : address.stop], address.plain)
            pieces += (text[copied_end : address.start], described)
            copied_end = address.stop
        return "".join((*pieces, text[copied_end:]))

    # ---- who there is

    def _list_owner_keys(self) -> Iterator[str]:
        """The addresses of the owner's own account."""
        for table, people in self._tables.items():
            for person in people:
                if person.whose == "owner":
                    for column in _find_positions(table, person.addresses):
                        plain = (
                            write_plainly(cell, self._address_rules) for cell in _read_cells(table, column) if cell
                        )
                        yield from (f"a:{fold_address(address, self._identity_rules)}" for address in plain)

    def _list_key_groups(self) -> Iterator[list[str]]:
        """The names and addresses that belong together, as keys."""
        for table, people in self._tables.items():
            for person in people:
                if person.whose == "other":
                    yield from self._list_person_keys(table, person)
        sign_pattern = build_sign_pattern(self._address_rules)
        for table in self._tables:
            for column in range(len(table.columns)):
                cells = combine_chunks(table.column(column))
                may_hold = pc.match_substring_regex(cells, pattern=sign_pattern, ignore_case=True)
                for text in set(list_texts(cells.filter(may_hold))):
                    for address in find_addresses(text, self._address_rules):
                        if not any(slug in address.plain.casefold() for slug in self._owner_slugs):
                            yield [self._make_key("a", address.plain)]

    def _list_person_keys(self, table: Table, person: PersonColumns) -> Iterator[list[str]]:
        name_columns, address_columns = _find_positions(table, person.name), _find_positions(table, person.addresses)
        for cells in set(
            zip(*(_read_cells(table, column) for column in (*name_columns, *address_columns)), strict=True)
        ):
            full_name = " ".join(filter(None, cells[: len(name_columns)]))
            cell_addresses = [address for cell in cells[len(name_columns) :] for address in _split_addresses(cell)]
            address_keys = [self._make_key("a", address) for address in cell_addresses]
            if name_columns:
                yield [self._make_key("n", full_name), *address_keys]
            else:  # addresses without a name beside them are those of several people, as of a message to many
                yield from ([key] for key in address_keys)
        for column in _find_positions(table, person.names):
            for cell in set(_read_cells(table, column)):
                yield from ([self._make_key("n", single_name)] for single_name in _split_names(cell))

    def _make_key(self, kind: str, text: str) -> str:
        if kind == "n":
            folded = fold_name(text)
        else:
            folded = fold_address(write_plainly(text, self._address_rules), self._identity_rules)
        if not folded:
            return ""
        self._spellings.setdefault(f"{kind}:{folded}", text)
        return f"{kind}:{folded}"

    def _merge_keys(self, keys: Iterable[str]) -> None:
        """Join keys of one person (union-find); the owner's keys are left out."""
        person_keys = [key for key in keys if key and key not in self._owner_keys]
        for key in person_keys:
            first_root, key_root = self._find_root(person_keys[0]), self._find_root(key)
            if first_root != key_root:
                self._parents[max(first_root, key_root)] = min(first_root, key_root)

    def _find_root(self, key: str) -> str:
        self._parents.setdefault(key, key)
        while self._parents[key] != key:
            self._parents[key] = self._parents[self._parents[key]]
            key = self._parents[key]
        return key

    def _assign_numbers(self) -> dict[str, int]:
        """The number of each key: that of an earlier export, else the next in the order of the keyed hash."""
        groups: dict[str, list[str]] = {}
        for key in tuple(self._parents):
            groups.setdefault(self._find_root(key), []).append(key)
        known_numbers = self._key.known_numbers
        numbers = {
            root: min(known_numbers[key] for key in keys if key in known_numbers)
            for root, keys in groups.items()
            if known_numbers.keys() & keys
        }
        new_roots = sorted((root for root in groups if root not in numbers), key=self._hash_key)
        first = max(known_numbers.values(), default=0) + 1
        numbers |= {root: number for number, root in enumerate(new_roots, start=first)}
        return {key: numbers[root] for root, keys in groups.items() for key in keys}

    def _hash_key(self, key: str) -> bytes:
        return hmac.digest(self._key.secret, key.encode("utf-8", "surrogatepass"), "sha256")

    # ---- where they stand in texts

    def _index_full_names(self) -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
        """How long names are: in words by their first word, and in characters by their first two; longest first.

        The second are those in scripts without spaces.
        """
        word_counts: dict[str, set[int]] = {}
        character_counts: dict[str, set[int]] = {}
        for key in self._numbers:
            if not key.startswith("n:"):
                continue
            tokens = tuple(_WORD_PATTERN.findall(key[2:]))
            if 1 < len(tokens) <= _MAX_NAME_WORDS:
                self._numbers_by_words.setdefault(tokens, self._numbers[key])
                word_counts.setdefault(tokens[0], set()).add(len(tokens))
            elif len("n:..") < len(key) <= _MAX_UNSPACED_NAME and _UNSPACED_SCRIPT.search(key):
                character_counts.setdefault(key[2:4], set()).add(len(key) - 2)
        return _sort_longest_first(word_counts), _sort_longest_first(character_counts)

    def _replace_names(self, text: str) -> str:
        if self._unspaced_name_lengths and _UNSPACED_SCRIPT.search(text):
            text = self._replace_unspaced_names(text)
        tokens = [(match.start(), match.end(), match[0].casefold()) for match in _WORD_PATTERN.finditer(text)]
        pieces, copied_end, index = [], 0, 0
        while index < len(tokens):
            name = next(self._find_names_at(text, tokens, index), None)
            if name is None:
                index += 1
                continue
            last = index + len(name) - 1
            pieces += [text[copied_end : tokens[index][0]], f"Person {self._numbers_by_words[name]}"]
            copied_end, index = tokens[last][1], last + 1
        return "".join((*pieces, text[copied_end:]))

    def _find_names_at(
        self, text: str, tokens: Sequence[tuple[int, int, str]], index: int
    ) -> Iterator[tuple[str, ...]]:
        """The names that stand in a text at a word, longest first. What it costs does not grow with the names."""
        for count in self._name_lengths.get(tokens[index][2], ()):
            words = tuple(token[2] for token in tokens[index : index + count])
            if words in self._numbers_by_words and _are_joined(text, tokens[index : index + count]):
                yield words

    def _replace_unspaced_names(self, text: str) -> str:
        pieces, copied_end, index = [], 0, 0
        while index < len(text) - 1:
            lengths = self._unspaced_name_lengths.get(text[index : index + 2], ())
            names = (text[index : index + length] for length in lengths)
            name = next((name for name in names if f"n:{name}" in self._numbers), None)
            if name is None:
                index += 1
                continue
            pieces += [text[copied_end:index], f"Person {self._numbers[f'n:{name}']}"]
            copied_end = index = index + len(name)
        return "".join((*pieces, text[copied_end:]))

    def _pseudonymize_column(self, block: Block, column: int, rows: NDArray[np.int64]) -> list[str]:
        """Some cells of a text column with pseudonyms."""
        table, people = block.table, self._tables[block.table]
        cells = list_texts(take_cells(table.column(column), rows))
        for person in people:
            if person.whose == "owner":
                continue
            name_columns = _find_positions(table, person.name)
            if column in name_columns:
                return self._pseudonymize_name_column(block, name_columns, column, rows)
            if column in _find_positions(table, person.addresses):
                return [", ".join(map(self.pseudonymize_address, _split_addresses(cell))) for cell in cells]
            if column in _find_positions(table, person.names):
                return [", ".join(map(self.pseudonymize_name, _split_names(cell))) for cell in cells]
        return [self.pseudonymize_text(cell) for cell in cells]

    def _pseudonymize_name_column(
        self, block: Block, name_columns: Sequence[int], column: int, rows: NDArray[np.int64]
    ) -> list[str]:
        """The cells of one of a name's columns: the first shown column gets the pseudonym, the others become empty."""
        pseudonym_column = next(name_column for name_column in block.text_columns if name_column in name_columns)
        columns = [list_texts(take_cells(block.table.column(name_column), rows)) for name_column in name_columns]
        result = []
        for cells in zip(*columns, strict=True):
            full_name = " ".join(filter(None, cells))
            pseudonym = self.pseudonymize_name(full_name)
            result.append(
                cells[name_columns.index(column)]
                if pseudonym == full_name
                else pseudonym
                if column == pseudonym_column
                else ""
            )
        return result


def _sort_longest_first(lengths: Mapping[str, set[int]]) -> dict[str, tuple[int, ...]]:
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}


def _are_joined(text: str, tokens: Sequence[tuple[int, int, str]]) -> bool:
    """Whether words stand so near to each other that they can be one name."""
    return all(_NAME_GAP.fullmatch(text, one[1], other[0]) for one, other in pairwise(tokens))


def _find_positions(table: Table, names: Sequence[str]) -> list[int]:
    return [column for name in names if (column := find_column(table, name)) is not None]


def _read_cells(table: Table, column: int) -> list[str]:
    return list_texts(table.column(column))


def _split_names(cell: str) -> list[str]:
    """The names in a cell that may hold several."""
    return [name for part in cell.split(",") if (name := part.strip())]


def _split_addresses(cell: str) -> list[str]:
    """The addresses in a cell: several if they are of the internet, one if it is a street or a telephone number."""
    if not _NET_ADDRESS.search(cell):
        return [cell.strip()] if cell.strip() else []
    return [address for address in _ADDRESS_SEPARATORS.split(cell) if address]
