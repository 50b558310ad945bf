"""Readers: what turns a member into tables, one for each form that a member can have.

A delimited text and a page hold one table each. A form whose members hold several gives each of them a name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from inspector.archive.file_types import Form
from inspector.progress import Monitor
from inspector.table.head import Head, ReadableMember, peek
from inspector.table.html_page import read_page
from inspector.table.read_table import Layout, Table, read


class TypedMember(ReadableMember, Protocol):
    """A member that knows its form; None where it is not read."""

    @property
    def form(self) -> Form | None:
        """What the member is read as."""
        ...


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table of a member before it is read.

    ``name`` tells it from the member's other tables; "" where the member holds one. ``head`` shows its first records;
    None where the columns are the reader's own. ``read`` gives the table in the layout that was chosen for it, and
    raises as ``inspector.table.read``.
    """

    name: str
    head: Head | None
    read: Callable[[Layout], Table]


def read_tables(member: TypedMember, monitor: Monitor, threads: int | None = None) -> Iterator[NamedTable]:
    """Give the tables of a member in their order.

    ``threads`` is as for ``inspector.table.read``.
    Raises ``NotTextError`` for what is no text, ``KeyError`` for a member without a form, ``Refused`` (E_TOO_LARGE),
    ``Cancelled``, and whatever the member's ``blocks`` raise.
    """
    if member.form is None:
        raise KeyError(member.name)
    return _READERS[member.form](member, monitor, threads)


def _read_delimited(member: ReadableMember, monitor: Monitor, threads: int | None) -> Iterator[NamedTable]:
    head = peek(member, monitor)
    yield NamedTable("", head, partial(read, member, head, monitor=monitor, threads=threads))


def _read_page(member: ReadableMember, monitor: Monitor, _threads: int | None) -> Iterator[NamedTable]:
    yield NamedTable("", None, lambda _layout: read_page(member, monitor))


_READERS: dict[Form, Callable[[ReadableMember, Monitor, int | None], Iterator[NamedTable]]] = {
    "table": _read_delimited,
    "page": _read_page,
}
