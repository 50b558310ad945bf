"""The limits of Excel's cells: every text becomes one that Excel keeps.

A text over the limit continues in a sheet of its own; an invisible character, or one that XML 1.0 forbids, becomes a
mark. Both are counted for the notes of the export. Texts that repeat are stored once, as shared strings.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from inspector.i18n import Language, _
from inspector.printable import make_printable

MAX_CELL_UNITS = 32_767
"""The most UTF-16 units in a cell: Excel's limit of 32,767 characters."""
LONG_TEXTS_TITLE = _("Long texts")
"""The sheet in which texts over the limit continue."""
MAX_MARK_UNITS = 8
"""The most units that one byte can become: a control character becomes ``<U+0007>``."""
LocationGetter = Callable[[], str]
"""Gives the place of a text. A function, as the place is needed only for the rare text over the limit."""
_PIECE_LENGTH = 16_000
"""The characters of one piece of a long text; they fit a cell even at two units each."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SEPARATOR = b"\xff"
"""Separates texts that are cleaned together; UTF-8 never contains this byte."""
_SUSPECT_LEAD_BYTES = bytes((*range(0x09), *range(0x0B, 0x20), 0x7F, 0xC2, 0xD8, 0xE1, 0xE2, 0xEF))
"""The first bytes of characters that may need a mark, and of carriage returns."""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A part of a text that no cell can hold: the text's key, where it belongs, which part of it."""

    key: str
    location: str
    number: int
    content: str


class CellTexts:
    """Makes texts fit cells; collects long texts, counts marks, and numbers shared strings."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.pieces: list[TextPiece] = []
        self.long_count = 0
        self.marked_count = 0
        self._shared_strings: dict[str, int] = {}

    def fit_text(self, text: str, get_location: LocationGetter) -> str:
        """The text as a cell holds it; a long one ends with the key of its pieces. ``get_location`` names its place."""
        safe_text = make_printable(text)
        if safe_text != text and safe_text != text.replace("\r\n", "\n"):
            self.marked_count += 1
        if count_units(safe_text) <= MAX_CELL_UNITS:
            return escape_literal(safe_text)
        self.long_count += 1
        key = f"L{self.long_count}"
        for number, start in enumerate(range(0, len(safe_text), _PIECE_LENGTH), start=1):
            self.pieces.append(
                TextPiece(key, get_location(), number, escape_literal(safe_text[start : start + _PIECE_LENGTH]))
            )
        continuation = self._language.translate(
            _("continues in the sheet '{sheet}', {text}", sheet=LONG_TEXTS_TITLE, text=key)
        )
        return f"{escape_literal(safe_text[:_PIECE_LENGTH])} [{continuation}]"

    def share_text(self, text: str) -> int:
        """The number of a text in the table of shared strings."""
        return self._shared_strings.setdefault(text, len(self._shared_strings))

    def clean_texts(self, texts: Sequence[bytes], get_location: Callable[[int], str]) -> list[bytes]:
        """Texts (UTF-8) as XML, each fit for a cell; ``get_location`` names the place of the text at an index."""
        joined_texts = _SEPARATOR.join(texts)
        xml_texts = joined_texts.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;").split(_SEPARATOR)
        if len(joined_texts) <= MAX_CELL_UNITS and _is_plain(joined_texts):
            return xml_texts
        for number, text in enumerate(texts):
            if len(text) > MAX_CELL_UNITS or not _is_plain(text):
                xml_texts[number] = escape_xml(self.fit_text(text.decode(), partial(get_location, number))).encode()
        return xml_texts

    def render_shared_strings(self) -> Iterator[bytes]:
        """The part ``sharedStrings.xml`` (ECMA-376 part 1, 18.4)."""
        count = len(self._shared_strings)
        yield (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            b' uniqueCount="%d">' % count
        )
        for text in self._shared_strings:
            yield f'<si><t xml:space="preserve">{escape_xml(text)}</t></si>'.encode()
        yield b"</sst>"


def _is_plain(text: bytes) -> bool:
    """Whether no character can need a mark. A quick test by first bytes: it may say no without need."""
    return len(text.translate(None, _SUSPECT_LEAD_BYTES)) == len(text) and b"_x" not in text


def escape_literal(text: str) -> str:
    """The text with ``_xHHHH_`` escaped: ST_Xstring (ECMA-376 part 1, 22.9.2.19) reads ``_x0041_`` as "A"."""
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def count_units(text: str) -> int:
    """The length of a text as Excel counts it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape_xml(text: str) -> str:
    """A text from ``fit_text`` as XML."""
    return escape(text, quote=False)


def make_sheet_name(title: str, existing_names: Sequence[str]) -> str:
    """A name that Excel allows and that no other sheet has.

    Excel takes at most 31 units, none of ``[]:*?/\\``, no apostrophe at the ends, not "History", and ignores case.
    """
    allowed_title = "".join("_" if c in "[]:*?/\\" or not c.isprintable() else c for c in make_printable(title)).strip(
        " '"
    )
    base = allowed_title if allowed_title and allowed_title.casefold() != "history" else f"{allowed_title or 'Sheet'}_"
    folded_names = {name.casefold() for name in existing_names}
    number = 1
    while True:
        suffix = "" if number == 1 else f" {number}"
        name = _truncate_units(base, 31 - len(suffix)).rstrip(" '") + suffix
        if name.casefold() not in folded_names:
            return name
        number += 1


def _truncate_units(text: str, max_units: int) -> str:
    while count_units(text) > max_units:
        text = text[:-1]
    return text
