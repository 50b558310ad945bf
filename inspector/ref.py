"""The address of an item in the opened archives, and the durable key of an item across downloads.

A ``Ref`` says where an item stands now: item ids, warnings and reports use it. It changes when archives are
opened in another order or a file is renamed. A durable key says which item it is, wherever it stands.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from json.encoder import encode_basestring as _quote

_REF_PATTERN = re.compile(
    r"(?:(?P<archive>[1-9][0-9]{0,5})!)?(?P<member>.+)#(?P<row>[1-9][0-9]{0,11})(?:/(?P<part>[a-z_]+))?", re.DOTALL
)
KEY_LENGTH = 64
"""Characters in a durable key: SHA-256 in hexadecimal digits."""


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """The address of an item: ``[ARCHIVE!]MEMBER#ROW[/PART]``.

    ``archive`` and ``row`` count from 1. ``row`` is the number of the record in its table. ``archive`` is
    ``None`` where one archive is open, ``part`` where a row of that kind is one item.
    """

    member: str
    row: int
    part: str | None = None
    archive: int | None = None

    def __str__(self) -> str:
        """The address as one text, ``[ARCHIVE!]MEMBER#ROW[/PART]``."""
        archive = f"{self.archive}!" if self.archive is not None else ""
        part = f"/{self.part}" if self.part else ""
        return f"{archive}{self.member}#{self.row}{part}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """Read an address as ``str`` writes it; raises ``ValueError`` on anything else."""
        match = _REF_PATTERN.fullmatch(text)
        if match is None:
            raise ValueError(text)
        archive = match["archive"]
        return cls(match["member"], int(match["row"]), match["part"], int(archive) if archive else None)


def hash_key(kind: str, part: str, cells: Iterable[tuple[str, str]], number: int) -> str:
    """Compute the durable key of an item: 64 hexadecimal digits.

    ``kind`` is the id of the file kind, ``part`` the data category of the part. ``cells`` are the (column, text)
    pairs that identify the item; their order does not matter, and pairs without text are left out, so that a
    column that a newer download adds changes nothing while it is empty. ``number`` counts items with equal
    cells in one archive, from 1.

    The key is the SHA-256 of the UTF-8 text of a JSON array without spaces:
    ``[kind, part, [[column, text], ...], number]``, the pairs sorted by column, then by text.
    """
    pairs = ",".join([f"[{_quote(column)},{_quote(text)}]" for column, text in sorted(cells) if text])
    # Written by hand because a JSON encoder is made anew for each call, which takes longer than all the rest.
    return hashlib.sha256(f"[{_quote(kind)},{_quote(part)},[{pairs}],{number}]".encode()).hexdigest()
