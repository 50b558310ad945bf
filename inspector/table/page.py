"""Members that are no tables, as a table of one record: an article's page, or a file that is only named."""

import html
import re
from html.parser import HTMLParser

import pyarrow as pa

from inspector.monitor import Monitor
from inspector.table.head import Blocks
from inspector.table.problems import warning
from inspector.table.read import Table
from inspector.table.text import strings

PAGE_BYTES = 10 << 20
"""The most of a page that is looked at, in bytes."""
PAGE_COLUMNS = ("Title", "Created", "Published", "Text")
HEAD_CHARACTERS = 65_536
"""How far into a page its title and its two days are looked for."""
_TITLE_START = re.compile(r"<title[^>]{0,200}>", re.IGNORECASE)
_TITLE_END = re.compile(r"</title", re.IGNORECASE)
_STAMP = r'<p class="{}">[^<]{{0,40}}?(\d{{4}}-\d{{2}}-\d{{2}}(?: \d{{2}}:\d{{2}})?)'
_CREATED = re.compile(_STAMP.format("created"), re.IGNORECASE)
_PUBLISHED = re.compile(_STAMP.format("published"), re.IGNORECASE)
_BODY = re.compile(r"<body", re.IGNORECASE)
_LINE_ENDS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "blockquote", "tr", "br"})
_SILENT = frozenset({"script", "style", "template"})
_BLANK_LINES = re.compile(r"\n{3,}")


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
    head = text[:HEAD_CHARACTERS]
    start = _TITLE_START.search(head)
    end = _TITLE_END.search(head, start.end()) if start else None
    return html.unescape(head[start.end() : end.start()]).strip() if start and end else ""


def _stamp(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text[:HEAD_CHARACTERS])
    return found[1] if found else ""


class _Bare(HTMLParser):
    """Collects what a page says, without what it is made of; nesting does not matter, so its depth costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a new line where the page does."""
        self._silent += tag in _SILENT
        if tag in _LINE_ENDS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line where the page does."""
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _LINE_ENDS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the text; its own line breaks are blanks in a page."""
        if not self._silent:
            self.pieces.append(data.replace("\n", " "))


def _bare(text: str) -> str:
    """The text without markup, one line a paragraph."""
    body = _BODY.search(text)
    parser = _Bare()
    parser.feed(text[body.start() :] if body else text)
    parser.close()
    lines = [" ".join(line.split()) for line in "".join(parser.pieces).split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
