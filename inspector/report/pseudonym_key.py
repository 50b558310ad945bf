"""The key file of pseudonyms: the secret that numbers people, and which number each of them has.

A key file is worth as much as the reports that were written with it: with a wrong one a pseudonym names somebody else.
So it is taken only if it is what this program writes, and it is written under a lock, on top of what stands there.
"""

import contextlib
import json
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from inspector.errors import Refused
from inspector.i18n import _
from inspector.printable import make_printable
from inspector.private_dir import InUse, lock_siblings
from inspector.safe_open import UnusableFile, read_file

SCHEMA_VERSION = 1
SECRET_SIZE = 32
_SECRET = re.compile(f"[0-9a-f]{{{2 * SECRET_SIZE}}}")
_MAX_FILE_SIZE = 256 << 20
_MAX_NUMBER = 10**12
_LOCK_TIMEOUT_S = 60.0


class _InvalidKey(ValueError):
    """The file is not what this program writes."""


@dataclass(frozen=True, slots=True)
class PseudonymKey:
    """The secret that numbers people, and the numbers of earlier exports by key of a person.

    ``is_new``: it stands in no file yet, and nobody was numbered by it.
    """

    secret: bytes
    known_numbers: Mapping[str, int] = field(default_factory=dict)
    is_new: bool = False

    @classmethod
    def create(cls) -> "PseudonymKey":
        """A new key with a random secret."""
        return cls(secrets.token_bytes(SECRET_SIZE), is_new=True)

    @classmethod
    def read(cls, path: Path) -> "PseudonymKey":
        """The key in a file of an earlier export; raises ``Refused`` (X_KEY) if it holds none."""
        key = cls.find(path)
        if key is None:
            raise _refuse(path, _("'{file}' was not found.", file=make_printable(path.name)))
        return key

    @classmethod
    def find(cls, path: Path) -> "PseudonymKey | None":
        """The key in a file, ``None`` where no file is; raises ``Refused`` (X_KEY) for one that holds no key."""
        name = make_printable(path.name)
        try:
            document = json.loads(
                read_file(path, _MAX_FILE_SIZE), object_pairs_hook=_read_object, parse_constant=_refuse_constant
            )
            return cls(*_read_document(document))
        except FileNotFoundError:
            return None
        except UnusableFile as error:
            message = _("'{file}' is no plain file: a key is not read from a link, a pipe or a folder.", file=name)
            raise _refuse(path, message) from error
        except OSError as error:
            raise _refuse(path, _("'{file}' cannot be read.", file=name)) from error
        except (ValueError, RecursionError) as error:
            raise _refuse(path, _("'{file}' holds no key that this program wrote.", file=name)) from error

    def merge(self, stored: "PseudonymKey | None", path: Path) -> "PseudonymKey":
        """This key with what stands in its file now; raises ``Refused`` (X_KEY) if that is another key.

        A key that numbered nobody yet gives way to one that another export wrote meanwhile.
        """
        if stored is None or (stored.secret == self.secret and stored.known_numbers == self.known_numbers):
            return self
        if self.is_new:
            return stored
        if stored.secret != self.secret:
            message = _("'{file}' was replaced by another key meanwhile.", file=make_printable(path.name))
            raise Refused("X_KEY", message, _("Nothing was written. Export again, or name a new file."), path.name)
        taken_numbers = set(stored.known_numbers.values())
        own_numbers = {name: number for name, number in self.known_numbers.items() if number not in taken_numbers}
        return replace(stored, known_numbers={**own_numbers, **stored.known_numbers})


@contextlib.contextmanager
def lock_key(path: Path) -> Iterator[None]:
    """Be the only one who changes a key file; raises ``Refused`` (X_KEY) if another program does for a minute."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(lock_siblings(path, _LOCK_TIMEOUT_S))
        except InUse:
            message = _("Another export is writing '{file}'.", file=make_printable(path.name))
            raise Refused("X_KEY", message, _("Wait until it is done, then export again."), path.name) from None
        yield


def encode_key(secret: bytes, people: Mapping[int, tuple[list[str], list[str]]]) -> bytes:
    """The key file as JSON; each number with what is said of the person, and by which keys they are known."""
    person_records = [
        {"pseudonym": _name_person(number), "number": number, "said": said, "known_by": known_by}
        for number, (said, known_by) in sorted(people.items())
    ]
    document = {"schema": SCHEMA_VERSION, "key": secret.hex(), "people": person_records}
    return (json.dumps(document, indent=1) + "\n").encode("ascii")


def _name_person(number: int) -> str:
    return f"Person {number}"


def _refuse(path: Path, message: Any) -> Refused:  # noqa: ANN401 - a text that is translated later
    return Refused("X_KEY", message, _("Name a new file, or the right one."), path.name)


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise _InvalidKey("one name twice")
    return values


def _refuse_constant(_text: str) -> None:
    raise _InvalidKey("no number")


def _read_document(document: object) -> tuple[bytes, dict[str, int]]:
    """The secret and the numbers; raises ``_InvalidKey``."""
    if not isinstance(document, dict) or document.get("schema", SCHEMA_VERSION) != SCHEMA_VERSION:
        raise _InvalidKey("another schema")
    secret, people = document.get("key"), document.get("people")
    if not isinstance(secret, str) or _SECRET.fullmatch(secret) is None or not isinstance(people, list):
        raise _InvalidKey("no secret, or no people")
    numbers: set[int] = set()
    known_numbers: dict[str, int] = {}
    for person in people:
        number, known_by = _read_person(person)
        if number in numbers or not known_numbers.keys().isdisjoint(known_by) or len(set(known_by)) < len(known_by):
            raise _InvalidKey("two people of one number, or two numbers of one person")
        numbers.add(number)
        known_numbers.update(dict.fromkeys(known_by, number))
    return bytes.fromhex(secret), known_numbers


def _read_person(person: object) -> tuple[int, list[str]]:
    if not isinstance(person, dict):
        raise _InvalidKey("no person")
    number, known_by = person.get("number"), person.get("known_by")
    if type(number) is not int or not 1 <= number <= _MAX_NUMBER:
        raise _InvalidKey("no number of a person")
    if person.get("pseudonym", _name_person(number)) != _name_person(number):
        raise _InvalidKey("a pseudonym of another number")
    if not isinstance(known_by, list) or not all(map(_is_person_key, known_by)):
        raise _InvalidKey("nobody is known by this")
    return number, known_by


def _is_person_key(name: object) -> bool:
    return isinstance(name, str) and name[:2] in ("n:", "a:") and len(name) > len("n:")
