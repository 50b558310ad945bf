"""Other people behind pseudonyms: who they are, by which names and addresses, and where these stand in texts.

Names and addresses that stand in one row belong to one person, and so does the same name or address in any file. A
person is ``Person 12`` everywhere; the numbers follow a keyed hash, so they tell nothing of the order of the archive,
and the same key gives the same numbers. The owner's own names and addresses stay as they are.
"""

import hmac
import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.catalog import Person
from inspector.columns import strings, take
from inspector.errors import Refused
from inspector.holdings import Holdings
from inspector.i18n import ENGLISH, Language, words
from inspector.items import Block, folded_address, folded_name
from inspector.items.block import SEPARATOR
from inspector.items.text_columns import position, texts
from inspector.table import Table

LIMITS = (
    words(
        "Other people's names and addresses are replaced by pseudonyms: in the columns that hold people, and in texts "
        "where a full name (two words or more) or an address stands as the archive writes it elsewhere, whatever its "
        "case."
    ),
    words("E-mail addresses and profile addresses in texts are replaced even where nothing else is known of them."),
    words(
        "Not replaced are first names and nicknames alone, misspelt names, telephone numbers within texts, companies, "
        "positions, and the names of files. People who bear one name share one pseudonym. Read the texts before you "
        "pass them on."
    ),
)
"""What the replacement does and does not do, in sentences."""
_SCHEMA = 1
_NOBODY = frozenset({"linkedin", "linkedin member", "linkedin coach"})
_ADDRESS = re.compile(
    r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://)?(?:[a-z]{2,3}\.|www\.)*linkedin\.com/(?:in|pub|profile)/[^\s\"'<>()\[\],;|]+",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GAP = re.compile(r"[^\w\r\n]{1,3}")
_PLACES = re.compile(r"[,;\s|]+")
_ON_A_NET = re.compile(r"@|://|urn:|linkedin\.com/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Key:
    """The secret that numbers people, and the numbers that earlier exports of a matter gave already."""

    secret: bytes
    known: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def made(cls) -> "Key":
        """A new key, for one export."""
        return cls(secrets.token_bytes(32))

    @classmethod
    def read(cls, path: Path) -> "Key":
        """The key of an earlier export; raises ``Refused`` (X_KEY) where the file holds none."""
        try:
            held = json.loads(path.read_bytes())
            known = {name: int(person["number"]) for person in held["people"] for name in person["known_by"]}
            return cls(bytes.fromhex(held["key"]), known)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Refused(
                "X_KEY",
                words("'{file}' holds no key that this program wrote.", file=path.name),
                words("Name a new file, or the right one."),
            ) from error


class People:
    """The other people of an archive under a key."""

    def __init__(self, holdings: Holdings, key: Key, language: Language = ENGLISH) -> None:
        self._key, self._language = key, language
        kinds = {(file.archive, file.member): file.kind for file in holdings.files if file.kind is not None}
        self._tables: dict[int, tuple[Table, tuple[Person, ...]]] = {}
        for block in holdings.blocks:
            kind = kinds.get((block.archive, block.member))
            self._tables[id(block.table)] = (block.table, kind.people if kind is not None else ())
        own = {f"a:{address}" for address in holdings.owner.addresses} | {f"n:{name}" for name in holdings.owner.names}
        own |= {f"n:{name}" for name in _NOBODY}
        self._own = frozenset(own | set(self._owners_rows()))
        self._parents: dict[str, str] = {}
        self._said: dict[str, str] = {}
        for row in self._rows():
            self._join(row)
        self._numbers = self._numbered()
        self._worded: dict[tuple[str, ...], int] = {}
        self._starts, self._unspaced = self._full_names()
        self._free: dict[str, str] = {}

    def __len__(self) -> int:
        """How many other people there are."""
        return len(set(self._numbers.values()))

    @property
    def known(self) -> tuple[int, int]:
        """How many names and how many addresses of other people there are."""
        names = sum(key.startswith("n:") for key in self._numbers)
        return names, len(self._numbers) - names

    def key_file(self) -> bytes:
        """The content of the key file: the secret, and who is behind each pseudonym."""
        people: dict[int, list[str]] = {}
        for name, number in {**self._key.known, **self._numbers}.items():
            people.setdefault(number, []).append(name)
        told = [
            {
                "pseudonym": f"Person {number}",
                "number": number,
                "said": sorted({self._said.get(name, name[2:]) for name in names}),
                "known_by": sorted(names),
            }
            for number, names in sorted(people.items())
        ]
        held = {"schema": _SCHEMA, "key": self._key.secret.hex(), "people": told}
        return (json.dumps(held, indent=1) + "\n").encode("ascii")

    def texts_at(self, block: Block, rows: NDArray[np.int64]) -> Any:  # noqa: ANN401 - pyarrow ships no types
        """The texts of some rows of a block with pseudonyms, each put together as ``Block.text`` does."""
        columns = [self._column(block, column, rows) for column in block.text_columns]
        return strings([SEPARATOR.join(filter(None, cells)) for cells in zip(*columns, strict=True)])

    def name(self, text: str) -> str:
        """A name of a person, or their pseudonym."""
        number = self._numbers.get(f"n:{folded_name(text)}")
        return text if number is None else f"Person {number}"

    def address(self, text: str) -> str:
        """An address of a person, or words for it."""
        number = self._numbers.get(f"a:{folded_address(text)}")
        if number is None:
            return text
        return self._language.say(words("address of {person}", person=f"Person {number}"))

    def free(self, text: str) -> str:
        """A text in which whole names and addresses of other people are replaced."""
        found = self._free.get(text)
        if found is None:
            found = self._free[text] = self._without_names(_ADDRESS.sub(lambda a: self.address(a[0]), text))
        return found

    # ---- who there is

    def _owners_rows(self) -> Iterator[str]:
        """The addresses of the owner's own account."""
        for table, people in self._tables.values():
            for person in people:
                if person.whose == "owner":
                    for place in _positions(table, person.addresses):
                        yield from (f"a:{folded_address(cell)}" for cell in _cells(table, place) if cell)

    def _rows(self) -> Iterator[list[str]]:
        """The names and addresses that belong together, as keys."""
        for table, people in self._tables.values():
            for person in people:
                if person.whose == "other":
                    yield from self._of_people(table, person)
        for table, _people in self._tables.values():
            for column in range(len(table.columns)):
                cells = texts(table, column)
                for pattern in ("@", "linkedin.com/"):
                    held = cells.filter(pc.match_substring(cells, pattern=pattern, ignore_case=True))
                    for text in set(held.to_pylist()):
                        yield from ([self._key_of("a", address)] for address in _ADDRESS.findall(text))

    def _of_people(self, table: Table, person: Person) -> Iterator[list[str]]:
        name, addresses = _positions(table, person.name), _positions(table, person.addresses)
        for cells in set(zip(*(_cells(table, place) for place in (*name, *addresses)), strict=True)):
            words = " ".join(filter(None, cells[: len(name)]))
            places = [place for cell in cells[len(name) :] for place in _places(cell)]
            yield [self._key_of("n", words), *(self._key_of("a", place) for place in places)]
        for place in _positions(table, person.names):
            for cell in set(_cells(table, place)):
                yield from ([self._key_of("n", one)] for one in _listed(cell))

    def _key_of(self, sort: str, text: str) -> str:
        folded = folded_name(text) if sort == "n" else folded_address(text)
        if not folded:
            return ""
        self._said.setdefault(f"{sort}:{folded}", text)
        return f"{sort}:{folded}"

    def _join(self, row: Iterable[str]) -> None:
        """Note that these keys are of one person; the owner's join nobody."""
        kept = [key for key in row if key and key not in self._own]
        for key in kept:
            one, other = self._root(kept[0]), self._root(key)
            if one != other:
                self._parents[max(one, other)] = min(one, other)

    def _root(self, key: str) -> str:
        self._parents.setdefault(key, key)
        while self._parents[key] != key:
            self._parents[key] = self._parents[self._parents[key]]
            key = self._parents[key]
        return key

    def _numbered(self) -> dict[str, int]:
        """The number of each key: as it was given before, else in the order of a keyed hash."""
        groups: dict[str, list[str]] = {}
        for key in tuple(self._parents):
            groups.setdefault(self._root(key), []).append(key)
        known = self._key.known
        numbers = {
            root: min(known[key] for key in keys if key in known)
            for root, keys in groups.items()
            if known.keys() & keys
        }
        new = sorted((root for root in groups if root not in numbers), key=self._hashed)
        first = max(known.values(), default=0) + 1
        numbers |= {root: number for number, root in enumerate(new, start=first)}
        return {key: numbers[root] for root, keys in groups.items() for key in keys}

    def _hashed(self, key: str) -> bytes:
        return hmac.digest(self._key.secret, key.encode("utf-8", "surrogatepass"), "sha256")

    # ---- where they stand in texts

    def _full_names(self) -> tuple[dict[str, list[tuple[str, ...]]], tuple[str, ...]]:
        """Names of several words by their first word, the longest first; and those of scripts without blanks."""
        starts: dict[str, list[tuple[str, ...]]] = {}
        unspaced = []
        for key in self._numbers:
            if key.startswith("n:"):
                words = tuple(_WORD.findall(key[2:]))
                if len(words) > 1:
                    self._worded.setdefault(words, self._numbers[key])
                    starts.setdefault(words[0], []).append(words)
                elif _UNSPACED.search(key) and len(key) > len("n:.."):
                    unspaced.append(key[2:])
        for names in starts.values():
            names.sort(key=len, reverse=True)
        return starts, tuple(sorted(unspaced, key=len, reverse=True))

    def _without_names(self, text: str) -> str:
        if self._unspaced and _UNSPACED.search(text):
            for unspaced in self._unspaced:
                text = text.replace(unspaced, f"Person {self._numbers[f'n:{unspaced}']}")
        words = [(found.start(), found.end(), found[0].casefold()) for found in _WORD.finditer(text)]
        pieces, done, at = [], 0, 0
        while at < len(words):
            name = next((n for n in self._starts.get(words[at][2], ()) if _stands(text, words, at, n)), None)
            if name is None:
                at += 1
                continue
            last = at + len(name) - 1
            pieces += [text[done : words[at][0]], f"Person {self._worded[name]}"]
            done, at = words[last][1], last + 1
        return "".join((*pieces, text[done:]))

    def _column(self, block: Block, column: int, rows: NDArray[np.int64]) -> list[str]:
        """Some cells of a text column with pseudonyms."""
        table, people = self._tables[id(block.table)]
        cells: list[str] = take(texts(table, column), rows).to_pylist()
        for person in people:
            if person.whose == "owner":
                continue
            group = _positions(table, person.name)
            if column in group:
                return self._names(block, group, column, rows)
            if column in _positions(table, person.addresses):
                return [", ".join(map(self.address, _places(cell))) for cell in cells]
            if column in _positions(table, person.names):
                return [", ".join(map(self.name, _listed(cell))) for cell in cells]
        return [self.free(cell) for cell in cells]

    def _names(self, block: Block, group: Sequence[int], column: int, rows: NDArray[np.int64]) -> list[str]:
        """The cells of one column of a name: the pseudonym stands in the first that is shown, the others are empty."""
        shown = next(place for place in block.text_columns if place in group)
        columns = [take(texts(block.table, place), rows).to_pylist() for place in group]
        made = []
        for cells in zip(*columns, strict=True):
            whole = " ".join(filter(None, cells))
            said = self.name(whole)
            made.append(cells[group.index(column)] if said == whole else said if column == shown else "")
        return made


def _stands(text: str, words: Sequence[tuple[int, int, str]], at: int, name: tuple[str, ...]) -> bool:
    """Whether a name stands in a text at a word."""
    if at + len(name) > len(words) or any(words[at + i][2] != word for i, word in enumerate(name)):
        return False
    gaps = (text[words[at + i][1] : words[at + i + 1][0]] for i in range(len(name) - 1))
    return all(_GAP.fullmatch(gap) for gap in gaps)


def _positions(table: Table, names: Sequence[str]) -> list[int]:
    return [place for name in names if (place := position(table, name)) is not None]


def _cells(table: Table, place: int) -> list[str]:
    cells: list[str] = texts(table, place).to_pylist()
    return cells


def _listed(cell: str) -> list[str]:
    """The names in a cell that may hold several."""
    return [one for part in cell.split(",") if (one := part.strip())]


def _places(cell: str) -> list[str]:
    """The addresses in a cell: of a net they may be several, of a street or a telephone it is one."""
    if not _ON_A_NET.search(cell):
        return [cell.strip()] if cell.strip() else []
    return [place for place in _PLACES.split(cell) if place]
