"""The one guard against CSV injection: it escapes text that a spreadsheet would run as a formula.

OWASP ("CSV Injection") names the characters that start a formula: ``= + - @``, tab and carriage return. This module
adds ``|`` and ``%`` (DDE), their full-width and small forms, the other line ends and NUL. A program may skip blanks,
quotes and invisible characters, so they may stand before the starter. The escape is one apostrophe before the text.
An apostrophe counts as a quote, so ``unescape_formula`` gives back every text.

The export and the clipboard both use this module. It imports only the standard library, because the window needs it
before Arrow is loaded. For a whole column use ``columns.match_starts`` with ``FORMULA_PATTERN``.
"""

import re
from collections.abc import Iterable

FORMULA_STARTERS = "=+-@|%\uff1d\uff0b\uff0d\uff20\uff5c\uff05\ufe66\ufe62\ufe63\ufe6b\ufe6a\u2212\t\r\n\0\x0b"
"""The characters that start a formula, or that a program may drop before one."""
_BLANKS = " \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u0085\x0c"
_QUOTES = "\"'`\u00b4\u2018-\u201f\u2039\u203a\u00ab\u00bb\u2032\u2033\uff02\uff07"
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
FORMULA_PATTERN = f"^[{_BLANKS}{_QUOTES}{_INVISIBLE}]*[{re.escape(FORMULA_STARTERS)}]"
"""Matches the start of every text to be escaped. Python's ``re`` and RE2 (Arrow) read it alike."""
_FORMULA = re.compile(FORMULA_PATTERN)
FORMULA_FIRST_BYTES = bytes(code for code in range(256) if code >= 0xC2 or _FORMULA.match(f"{chr(code)}="))
"""The first UTF-8 byte of every text that can match. Most texts are ruled out by it."""
_CELL_END = re.compile(r"([\t\r\n]+)")
"""Where a spreadsheet cuts pasted text into cells."""


def escape_formula(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet might run as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unescape_formula(text: str) -> str:
    """Give back the text that ``escape_formula`` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def escape_pasted_text(text: str) -> str:
    """Escape each piece of free text that a spreadsheet would put into a cell of its own: tabs and line ends cut it."""
    return "".join(piece if index % 2 else escape_formula(piece) for index, piece in enumerate(_CELL_END.split(text)))


def format_pasted_row(cells: Iterable[str]) -> str:
    """Format one row for the clipboard: tab-separated, each cell escaped, and quoted where it would be cut in two."""
    return "\t".join(_quote_cell(escape_formula(cell)) for cell in cells)


def _quote_cell(cell: str) -> str:
    if any(character in cell for character in '\t\r\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
