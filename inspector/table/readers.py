"""Readers: what turns a member into tables, one for each form that a member can have.

A delimited text and a page hold one table each. A form whose members hold several gives each of them a name.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple, Protocol

from inspector.archive.file_types import Form, is_web_page
from inspector.i18n import _
from inspector.progress import Monitor
from inspector.table.head import Head, NotTextError, ReadableMember, peek
from inspector.table.html_page import build_one_row_table, read_page
from inspector.table.read_table import Layout, Table, list_column_problems, read
from inspector.table.snapshot_json import read_snapshot


class TypedMember(ReadableMember, Protocol):
    """A member that knows its form; None where it is not read."""

    @property
    def form(self) -> Form | None:
        """What the member is read as, unless its content shows another form."""
        ...

    @property
    def says_form(self) -> bool:
        """Whether the ending of its name says the form."""
        ...


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table of a member before it is read.

    ``name`` tells it from the member's other tables; "" where the member holds one. ``head`` shows its first records;
    None where the columns are the reader's own. ``read`` gives the table in the layout that was chosen for it, and
    raises as ``inspector.table.read``. ``domain`` is the platform's own word for what the table holds, "" where the
    member does not say it, None where a member of this form never does.
    """

    name: str
    head: Head | None
    read: Callable[[Layout], Table]
    domain: str | None = None


class _Options(NamedTuple):
    threads: int | None
    list_separators: Mapping[str, str]


_START_SIZE = 4096
_JSON_START = re.compile(rb'(?:\[\s*)?\{\s*"')
"""How JSON with names begins, which no header does (RFC 8259, section 4)."""
_NO_SEPARATORS: Mapping[str, str] = {}


def read_tables(
    member: TypedMember,
    monitor: Monitor,
    threads: int | None = None,
    list_separators: Mapping[str, str] = _NO_SEPARATORS,
) -> Iterator[NamedTable]:
    """Give the tables of a member in their order.

    ``threads`` is as for ``inspector.table.read``. ``list_separators`` are what the platform's tables put between
    the items of a list in the columns of some names, given in lower case.
    Raises ``NotTextError`` for what is no text, ``KeyError`` for a member without a form, ``Refused`` (E_TOO_LARGE),
    ``Cancelled``, and whatever the member's ``blocks`` raise.
    """
    if member.form is None:
        raise KeyError(member.name)
    return _READERS[member.form](member, monitor, _Options(threads, list_separators))


def _read_delimited(member: TypedMember, monitor: Monitor, options: _Options) -> Iterator[NamedTable]:
    head = peek(member, monitor)
    start = head.decoded_text.first_nonblank or 0
    text_start = bytes(head.decoded_text.data[start : start + _START_SIZE])
    if is_web_page(text_start) and member.says_form:
        raise NotTextError("W_UNKNOWN_TABLE", _("This is no table but a web page, such as one that asks to sign in."))
    if is_web_page(text_start):
        yield from _read_page(member, monitor, options)
    elif _JSON_START.match(text_start):
        yield from _read_json(member, monitor, options)
    else:
        yield from _read_table(member, head, monitor, options)


def _read_table(member: TypedMember, head: Head, monitor: Monitor, options: _Options) -> Iterator[NamedTable]:
    yield NamedTable("", head, partial(read, member, head, monitor=monitor, threads=options.threads))


def _read_start(member: ReadableMember, monitor: Monitor) -> bytes:
    """The first bytes of a member without a byte order mark of UTF-8 and blanks; b"" where they are no such text."""
    first_block = next(iter(member.blocks(monitor)), b"")[:_START_SIZE]
    return b"" if b"\0" in first_block else first_block.removeprefix(b"\xef\xbb\xbf").lstrip()


def _read_page(member: TypedMember, monitor: Monitor, options: _Options) -> Iterator[NamedTable]:
    text_start = _read_start(member, monitor)
    if text_start and not text_start.startswith(b"<"):
        yield from _read_table(member, peek(member, monitor), monitor, options)
        return
    yield NamedTable("", None, lambda _layout: read_page(member, monitor))


def _read_json(member: TypedMember, monitor: Monitor, options: _Options) -> Iterator[NamedTable]:
    tables = read_snapshot(member, options.list_separators, monitor)
    if tables is None:  # JSON of somebody else: the file is named, as any other that is no table
        yield NamedTable("", None, lambda _layout: build_one_row_table("File", member.name))
        return
    for domain, table in tables:
        yield NamedTable(domain or "", None, partial(_lay_out, table), domain)


def _lay_out(table: Table, layout: Layout) -> Table:
    """The table of a domain, which was read before its layout was known."""
    return replace(table, problems=(*table.problems, *list_column_problems(table.columns, layout)))


_READERS: dict[Form, Callable[[TypedMember, Monitor, _Options], Iterator[NamedTable]]] = {
    "table": _read_delimited,
    "page": _read_page,
    "json": _read_json,
}
