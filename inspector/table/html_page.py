"""Members that are no tables, as a table of one record: an article's page, or a file that is only named."""

import html
import re
from dataclasses import replace

import pyarrow as pa

from inspector.columns import build_string_array
from inspector.i18n import _
from inspector.progress import Monitor
from inspector.table.dates import is_date
from inspector.table.head import ReadableMember
from inspector.table.problems import TableProblem, build_warning
from inspector.table.read_table import Table

MAX_PAGE_BYTES = 10 << 20
"""The most of a page that is looked at, in bytes."""
PAGE_COLUMNS = ("Title", "Created", "Published", "Text", "File name date")
MAX_HEAD_CHARACTERS = 65_536
"""How far into a page its title and its two days are looked for."""
_TITLE_START = re.compile(r"<title[^>]{0,200}>", re.IGNORECASE)
_TITLE_END = re.compile(r"</title", re.IGNORECASE)
_NAME_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])(?:[ T]([0-9]{2}[:_][0-9]{2}[:_][0-9]{2})(?![0-9]))?")
_DATE_TEMPLATE = r'<p class="{}">[^<]{{0,40}}?(\d{{4}}-\d{{2}}-\d{{2}}(?: \d{{2}}:\d{{2}})?)'
_CREATED = re.compile(_DATE_TEMPLATE.format("created"), re.IGNORECASE)
_PUBLISHED = re.compile(_DATE_TEMPLATE.format("published"), re.IGNORECASE)
# The standard parser looks for the end of what never ends again and again: its time grows as the square. This does not
# look beyond the next "<".
_TAG = re.compile(r"""<(?:(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})(?=[\s/>])|[!?/])(?:[^<>"']|"[^"<]*"|'[^'<]*'|["'])*+>""")
_OVERLONG_CHARACTER_REFERENCE = re.compile(r"&(?=#(?:[0-9]{8}|[xX][0-9a-fA-F]{8}))")
_LINE_BREAKING_TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "blockquote", "tr", "br"})
_HIDDEN_TAGS = frozenset({"head", "title", "script", "style", "template"})
_BLANK_LINES = re.compile(r"\n{3,}")


def build_one_row_table(column: str, cell: str) -> Table:
    """A table with one column and one record."""
    return _build_table((column,), (cell,))


def read_page(member: ReadableMember, monitor: Monitor) -> Table:
    """Read a page as one record of title, days and bare text: nothing in it is rendered or fetched.

    Lets the faults of ``blocks`` pass through. Of a page over 10 MiB only the beginning is shown, with a warning.
    """
    data = bytearray()
    page_size = 0
    for block in member.blocks(monitor):
        page_size += len(block)
        data += block[: max(0, MAX_PAGE_BYTES - len(data))]
    if page_size > MAX_PAGE_BYTES:  # cut where no tag and no character is cut in two
        del data[max(data.rfind(b"<"), 0) :]
    text, encoding_problem = _decode_page(bytes(data))
    title = _extract_title(text)
    cells = (
        title,
        _extract_date(_CREATED, text),
        _extract_date(_PUBLISHED, text),
        _drop_title(_strip_markup(text), title),
        _extract_name_date(member.name),
    )
    table = _build_table(PAGE_COLUMNS, cells)
    problems = [encoding_problem] if encoding_problem else []
    if page_size > MAX_PAGE_BYTES:
        message = _("This page is larger than 10 MiB; only its beginning is shown.")
        problems.append(build_warning("W_OVERSIZE_MEMBER", message))
    return replace(table, problems=tuple(problems))


def _decode_page(data: bytes) -> tuple[str, TableProblem | None]:
    """The text of a page, and what is to be said where some of it is no UTF-8."""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        message = _("Some bytes are not valid UTF-8; each is shown as a mark such as \\xE9.")
        return data.decode("utf-8-sig", "backslashreplace"), build_warning("W_ENCODING", message)


def _build_table(columns: tuple[str, ...], cells: tuple[str, ...]) -> Table:
    arrays = [build_string_array((cell,)) for cell in cells]
    data = pa.Table.from_arrays(arrays, names=[str(i) for i in range(len(columns))])
    return Table(columns, data, 1, (), (), None)


def _extract_title(text: str) -> str:
    head = text[:MAX_HEAD_CHARACTERS]
    start = _TITLE_START.search(head)
    end = _TITLE_END.search(head, start.end()) if start else None
    return _unescape(head[start.end() : end.start()]).strip() if start and end else ""


def _extract_date(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text[:MAX_HEAD_CHARACTERS])
    return match[1] if match else ""


def _extract_name_date(name: str) -> str:
    """The day, and the time if there is one, with which the name of the file begins; empty if there is none."""
    match = _NAME_DATE.match(re.split(r"[/\\]", name)[-1])
    if match is None:
        return ""
    moment = f"{match[1]} {match[2].replace('_', ':')}" if match[2] else match[1]
    return next((text for text in (moment, match[1]) if is_date(text)), "")


def _drop_title(text: str, title: str) -> str:
    """The text without its first line where that is the title, which is shown anyway."""
    first, _line_end, rest = text.partition("\n")
    return rest.strip() if title and first == " ".join(title.split()) else text


def _strip_markup(text: str) -> str:
    """The text without markup, one line a paragraph; nesting does not matter, so its depth costs nothing."""
    lines = [" ".join(line.split()) for line in "".join(_extract_visible_text(_strip_comments(text))).split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _strip_comments(text: str) -> str:
    """Comments that end are left out; one that does not is text, as what follows it would be lost."""
    pieces: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        pieces.append(text[position:start])
        position = end + 3
    return "".join((*pieces, text[position:]))


def _extract_visible_text(text: str) -> list[str]:
    """The texts between the tags, a line end for each tag that begins a line, and nothing that is silent.

    What a silent element holds is shown all the same where the element does not end.
    """
    pieces: list[str] = []
    hidden_tag, hidden_start, text_start = "", 0, 0
    for tag in _TAG.finditer(text):
        pieces.append(_normalize_text(text[text_start : tag.start()]))
        text_start = tag.end()
        name = (tag[2] or "").lower()
        if hidden_tag and tag[1] and name == hidden_tag:
            del pieces[hidden_start:]
            hidden_tag = ""
        elif not hidden_tag and not tag[1] and name in _HIDDEN_TAGS:
            hidden_tag, hidden_start = name, len(pieces)
        if name in _LINE_BREAKING_TAGS:
            pieces.append("\n")
    pieces.append(_normalize_text(text[text_start:]))
    return pieces


def _normalize_text(text: str) -> str:
    """What a piece of text says; its own line breaks are blanks in a page."""
    return _unescape(text).replace("\n", " ")


def _unescape(text: str) -> str:
    """The characters that are written by name or number; a number beyond all characters stays as it is written."""
    return html.unescape(_OVERLONG_CHARACTER_REFERENCE.sub("&amp;", text)) if "&" in text else text
