"""Members that are no tables, as a table of one record: an article's page, or a file that is only named."""

import html
import re

import nh3
import pyarrow as pa

from inspector.monitor import Monitor
from inspector.table.head import Blocks
from inspector.table.problems import warning
from inspector.table.read import Table
from inspector.table.text import strings

PAGE_BYTES = 10 << 20
"""The most of a page that is looked at, in bytes."""
PAGE_COLUMNS = ("Title", "Created", "Published", "Text")
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_STAMP = r'<p class="{}">[^<]{{0,40}}?(\d{{4}}-\d{{2}}-\d{{2}}(?: \d{{2}}:\d{{2}})?)'
_CREATED = re.compile(_STAMP.format("created"), re.IGNORECASE)
_PUBLISHED = re.compile(_STAMP.format("published"), re.IGNORECASE)
_BLOCK_END = re.compile(r"(?i)</(p|h[1-6]|li|div|blockquote)>|<br\s*/?>")
_TABLE_END = re.compile(r"\n{3,}")


def one_row(column: str, cell: str) -> Table:
    """A table with one column and one record."""
    return _table((column,), (cell,))


def read_page(member: Blocks, monitor: Monitor) -> Table:
    """Read a page as one record of title, days and bare text: nothing in it is rendered or fetched.

    Lets the faults of ``blocks`` pass through. Of a page over 10 MiB only the beginning is shown, with a warning.
    """
    data = bytearray()
    total = 0
    for block in member.blocks(monitor):
        total += len(block)
        data += block[: max(0, PAGE_BYTES - len(data))]
    text = bytes(data).decode("utf-8-sig", "backslashreplace")
    cells = (_title(text), _stamp(_CREATED, text), _stamp(_PUBLISHED, text), _bare(text))
    table = _table(PAGE_COLUMNS, cells)
    if total <= PAGE_BYTES:
        return table
    message = "This page is larger than 10 MiB; only its beginning is shown."
    return Table(table.columns, table.data, 1, (), (warning("W_OVERSIZE_MEMBER", message),), None)


def _table(columns: tuple[str, ...], cells: tuple[str, ...]) -> Table:
    arrays = [strings((cell,)) for cell in cells]
    data = pa.Table.from_arrays(arrays, names=[str(i) for i in range(len(columns))])
    return Table(columns, data, 1, (), (), None)


def _title(text: str) -> str:
    found = _TITLE.search(text)
    return html.unescape(found[1]).strip() if found else ""


def _stamp(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _bare(text: str) -> str:
    """The text without markup, one line a paragraph."""
    body = text[text.casefold().find("<body") :] if "<body" in text.casefold() else text
    spaced = _BLOCK_END.sub("\n", body.replace("\n", " "))
    bare = html.unescape(nh3.clean(spaced, tags=set()))
    lines = [" ".join(line.split()) for line in bare.split("\n")]
    return _TABLE_END.sub("\n\n", "\n".join(lines)).strip()
