"""Members that are no tables, as a table of one record: an article's page, or a file that is only named."""

import html
import re
from dataclasses import replace

import pyarrow as pa

from inspector.columns import strings
from inspector.i18n import words
from inspector.progress import Monitor
from inspector.table.head import Blocks
from inspector.table.problems import TableProblem, warning
from inspector.table.read_table import Table

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
# The standard parser looks for the end of what never ends again and again: its time grows as the square. Neither of
# these looks beyond the next "<".
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"""<(?:(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})(?=[\s/>])|[!?/])(?:[^<>"']|"[^"<]*"|'[^'<]*'|["'])*+>""")
_NUMBER = re.compile(r"&(?=#(?:[0-9]{8}|[xX][0-9a-fA-F]{8}))")
_LINE_ENDS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "blockquote", "tr", "br"})
_SILENT = frozenset({"head", "title", "script", "style", "template"})
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
    if total > PAGE_BYTES:  # cut where no tag and no character is cut in two
        del data[max(data.rfind(b"<"), 0) :]
    text, doubt = _decoded(bytes(data))
    cells = (_title(text), _stamp(_CREATED, text), _stamp(_PUBLISHED, text), _bare(text))
    table = _table(PAGE_COLUMNS, cells)
    problems = [doubt] if doubt else []
    if total > PAGE_BYTES:
        message = words("This page is larger than 10 MiB; only its beginning is shown.")
        problems.append(warning("W_OVERSIZE_MEMBER", message))
    return replace(table, problems=tuple(problems))


def _decoded(data: bytes) -> tuple[str, TableProblem | None]:
    """The text of a page, and what is to be said where some of it is no UTF-8."""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        message = words("Some bytes are not valid UTF-8; each is shown as a mark such as \\xE9.")
        return data.decode("utf-8-sig", "backslashreplace"), warning("W_ENCODING", message)


def _table(columns: tuple[str, ...], cells: tuple[str, ...]) -> Table:
    arrays = [strings((cell,)) for cell in cells]
    data = pa.Table.from_arrays(arrays, names=[str(i) for i in range(len(columns))])
    return Table(columns, data, 1, (), (), None)


def _title(text: str) -> str:
    head = text[:HEAD_CHARACTERS]
    start = _TITLE_START.search(head)
    end = _TITLE_END.search(head, start.end()) if start else None
    return _unescaped(head[start.end() : end.start()]).strip() if start and end else ""


def _stamp(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text[:HEAD_CHARACTERS])
    return found[1] if found else ""


def _bare(text: str) -> str:
    """The text without markup, one line a paragraph; nesting does not matter, so its depth costs nothing."""
    lines = [" ".join(line.split()) for line in "".join(_pieces(_without_comments(text))).split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _without_comments(text: str) -> str:
    """Comments that end are left out; one that does not is text, as what follows it would be lost."""
    end = text.rfind("-->") + 3
    return _COMMENT.sub("", text[:end]) + text[end:] if end > 2 else text


def _pieces(text: str) -> list[str]:
    """The texts between the tags, a line end for each tag that begins a line, and nothing that is silent.

    What a silent element holds is shown all the same where the element does not end.
    """
    pieces: list[str] = []
    silent, held, done = "", 0, 0
    for tag in _TAG.finditer(text):
        pieces.append(_said(text[done : tag.start()]))
        done = tag.end()
        name = (tag[2] or "").lower()
        if silent and tag[1] and name == silent:
            del pieces[held:]
            silent = ""
        elif not silent and not tag[1] and name in _SILENT:
            silent, held = name, len(pieces)
        if name in _LINE_ENDS:
            pieces.append("\n")
    pieces.append(_said(text[done:]))
    return pieces


def _said(text: str) -> str:
    """What a piece of text says; its own line breaks are blanks in a page."""
    return _unescaped(text).replace("\n", " ")


def _unescaped(text: str) -> str:
    """The characters that are written by name or number; a number beyond all characters stays as it is written."""
    return html.unescape(_NUMBER.sub("&amp;", text)) if "&" in text else text
