"""A member of an archive: its label, its declared size, and its content, which is checked and hashed while read."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from inspector.archive.file_types import Form, find_form, says_form
from inspector.errors import Problem
from inspector.i18n import LazyText
from inspector.progress import Monitor

_MAX_DOUBTFUL_BYTES = 64 << 20
"""The most bytes of a member that is read to see whether it is a table."""


class MemberError(Exception):
    """The content of a member is damaged or cannot be read. Holds a ``W_`` code and one complete sentence."""

    def __init__(self, code: str, message: LazyText) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class Content(Protocol):
    """Where the bytes of a member come from."""

    def blocks(self) -> Iterator[bytes]:
        """Non-empty blocks of at most 1 MiB; raises ``MemberError`` at the point of damage, or ``Refused``."""
        ...


@dataclass(slots=True, eq=False)
class Member:
    """One file within an archive. Only ``sha256`` changes after opening.

    ``archive`` counts from 1. ``name`` is the label, unique within its archive, with ``/`` between folders;
    ``original_name`` lacks the number that ``name`` gets where it is used twice. ``size`` is the
    declared number of bytes. ``junk_rule`` names the rule by which a file is junk and is not read;
    ``refusal`` is the problem that prevents reading. ``sha256`` belongs to the content, and
    is ``None`` until ``blocks`` has ended without an error.
    """

    archive: int
    name: str
    original_name: str
    size: int
    junk_rule: str | None
    refusal: Problem | None
    _content: Content = field(repr=False)
    sha256: str | None = None

    @property
    def form(self) -> Form | None:
        """What the member is read as; None where it is never read: junk, refused, or no table by its ending.

        The content may show another form. A large member is read only where its ending says that it is a table.
        """
        if self.junk_rule is not None or self.refusal is not None:
            return None
        if not self.says_form and self.size > _MAX_DOUBTFUL_BYTES:
            return None
        return find_form(self.original_name)

    @property
    def says_form(self) -> bool:
        """Whether the ending of the name says what the member is read as; else only its content does."""
        return says_form(self.original_name)

    def blocks(self, monitor: Monitor) -> Iterator[bytes]:
        """The content in blocks of at most 1 MiB, never more than ``size`` bytes in all.

        Raises ``MemberError`` at the point of damage (at once for a refused member), ``Refused`` where the
        whole input changed, ``Cancelled``, and ``ValueError`` for a junk file.
        """
        if self.junk_rule is not None:
            raise ValueError(self.junk_rule)
        if self.refusal is not None:
            raise MemberError(self.refusal.code, self.refusal.message)
        digest = hashlib.sha256()
        done = 0
        monitor.step(done, self.size, self.name)
        for block in self._content.blocks():
            digest.update(block)
            done += len(block)
            monitor.step(done, self.size, self.name)
            yield block
        self.sha256 = digest.hexdigest()
