"""A member of an archive: a label, a declared size, and bytes that are checked and hashed while they flow."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from inspector.archive.file_types import Form, find_form
from inspector.errors import Problem
from inspector.i18n import LazyText
from inspector.progress import Monitor


class MemberError(Exception):
    """A member's bytes are damaged or out of reach from here on: a ``W_`` code and one finished sentence."""

    def __init__(self, code: str, message: LazyText) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class Content(Protocol):
    """Where the bytes of a member come from."""

    def blocks(self) -> Iterator[bytes]:
        """Non-empty blocks of at most 1 MiB; raises ``MemberFault`` at the point of damage, or ``Refused``."""
        ...


@dataclass(slots=True, eq=False)
class Member:
    """One file within an archive. Everything stays as it is at opening, but for ``sha256``.

    ``archive`` counts from 1. ``name`` is the label, unique within its archive, with ``/`` between folders;
    ``written`` is the same without the number that a second file of that name was given. ``size`` is the
    declared number of bytes. ``ignored`` names the rule by which a file is junk and is never read;
    ``refused`` is the problem for which its bytes are not to be read. ``sha256`` belongs to the content, and
    is ``None`` until ``blocks`` ran to its end without a fault.
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
        """What the member is read as; None where it is never read: junk, refused, or a name with another ending."""
        if self.junk_rule is not None or self.refusal is not None:
            return None
        return find_form(self.original_name)

    def blocks(self, monitor: Monitor) -> Iterator[bytes]:
        """The content in blocks of at most 1 MiB, never more than ``size`` bytes in all.

        Raises ``MemberFault`` at the point of damage (at once for a refused member), ``Refused`` where the
        whole input changed, ``Cancelled``, and ``ValueError`` for an ignored member, which no one should read.
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
