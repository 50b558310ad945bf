"""What a spreadsheet would take for a formula, and the apostrophe that keeps it from doing so.

A cell is marked whose first character starts a formula, or whose first behind blanks, quotes and characters without
width does: ``= + - @ | %`` in every width, tab, line ends and the zero character. The mark is one apostrophe before
all else. As an apostrophe counts as a quote, marking loses nothing: ``unmarked`` gives every text back.
"""

import re
from typing import Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from inspector.columns import take_cells
from inspector.items.text_columns import to_bool_array

FORMULA_STARTERS = "=+-@|%\uff1d\uff0b\uff0d\uff20\uff5c\uff05\ufe66\ufe62\ufe63\ufe6b\ufe6a\u2212\t\r\n\0\x0b"
"""The characters that start a formula, or that a program may drop before one."""
_BLANKS = " \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u0085\x0c"
_QUOTES = "\"'`\u00b4\u2018-\u201f\u2039\u203a\u00ab\u00bb\u2032\u2033\uff02\uff07"
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_PATTERN = f"^[{_BLANKS}{_QUOTES}{_INVISIBLE}]*[{re.escape(FORMULA_STARTERS)}]"
_FORMULA = re.compile(_PATTERN)
_SUSPECT_BYTES = np.zeros(256, np.bool_)
"""The first bytes, in UTF-8, of all that the pattern may begin with."""
_SUSPECT_BYTES[[code for code in range(256) if code >= 0xC2 or _FORMULA.match(f"{chr(code)}=")]] = True


def escape_formula(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet might take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unescape_formula(text: str) -> str:
    """The text that ``marked`` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def find_formulas(column: Any) -> NDArray[np.bool_]:  # noqa: ANN401 - pyarrow ships no types
    """Which texts of a ``pyarrow.StringArray`` are to be marked, shape (rows,); most are told by their first byte."""
    _valid, offsets, data = column.buffers()
    ends = np.frombuffer(offsets, np.int32, len(column) + 1, column.offset * 4)
    is_formula = np.zeros(len(column), np.bool_)
    nonempty = np.flatnonzero(np.diff(ends))
    if len(nonempty):
        candidates = nonempty[_SUSPECT_BYTES[np.frombuffer(data, np.uint8)[ends[nonempty]]]]
        if len(candidates):
            is_formula[candidates] = to_bool_array(
                pc.match_substring_regex(take_cells(column, candidates), pattern=_PATTERN)
            )
    return is_formula
