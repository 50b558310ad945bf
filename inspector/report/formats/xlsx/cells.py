"""What a cell may hold: text as Excel can keep it, marked where it cannot be kept as it stands.

Excel's own limits are met here and nowhere else. A text over the limit of a cell continues in a sheet of its
own; what cannot be seen or is not allowed in XML becomes a visible mark. Both are counted, so that the person
is told. Texts that repeat are kept once for the whole workbook, as Excel itself does it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from inspector.i18n import Language, _
from inspector.printable import make_printable

MAX_CELL_UNITS = 32_767
"""The most UTF-16 units that a cell holds."""
LONG_TEXTS_TITLE = _("Long texts")
"""The sheet in which texts continue that are over the limit."""
MAX_MARK_UNITS = 8
"""The most units that one byte of a text can become: a control character and its mark, ``<U+0007>``."""
LocationGetter = Callable[[], str]
"""Says where a text belongs, when that is asked for: hardly ever."""
_PIECE_LENGTH = 16_000
"""The characters of one piece of a long text: even of two units each they fit a cell."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SEPARATOR = b"\xff"
"""Stands between texts cleaned in one go; no text holds it, as UTF-8 has no such byte."""
_SUSPECT_LEAD_BYTES = bytes((*range(0x09), *range(0x0B, 0x20), 0x7F, 0xC2, 0xD8, 0xE1, 0xE2, 0xEF))
"""The bytes with which a character may begin that needs a mark, or a line end that needs care."""


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A part of a text that no cell can hold: the text's key, where it belongs, which part of it."""

    key: str
    location: str
    number: int
    content: str


class CellTexts:
    """Makes texts fit cells; remembers what had to continue elsewhere, what was marked, what repeats."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.pieces: list[TextPiece] = []
        self.long_count = 0
        self.marked_count = 0
        self._shared_strings: dict[str, int] = {}

    def fit_text(self, text: str, get_location: LocationGetter) -> str:
        """The text as a cell can hold it, with a mark where it continues elsewhere; ``place`` is said there."""
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
        """The number of a text in the table of texts that repeat."""
        return self._shared_strings.setdefault(text, len(self._shared_strings))

    def clean_texts(self, texts: Sequence[bytes], get_location: Callable[[int], str]) -> list[bytes]:
        """Many texts (UTF-8) as XML holds them, each fit for a cell; ``place`` says where the text of a number is."""
        joined_texts = _SEPARATOR.join(texts)
        xml_texts = joined_texts.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;").split(_SEPARATOR)
        if len(joined_texts) <= MAX_CELL_UNITS and _is_plain(joined_texts):
            return xml_texts
        for number, text in enumerate(texts):
            if len(text) > MAX_CELL_UNITS or not _is_plain(text):
                xml_texts[number] = escape_xml(self.fit_text(text.decode(), partial(get_location, number))).encode()
        return xml_texts

    def render_shared_strings(self) -> Iterator[bytes]:
        """The table of texts that repeat, as the workbook's file of shared strings."""
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
    """Whether no character of a text can need a mark; most that begin with the same bytes need none either."""
    return len(text.translate(None, _SUSPECT_LEAD_BYTES)) == len(text) and b"_x" not in text


def escape_literal(text: str) -> str:
    """A text that stays as it is: spreadsheets take ``_x0041_`` for an "A", unless its first line is written so too."""
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def count_units(text: str) -> int:
    """The length of a text as Excel counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape_xml(text: str) -> str:
    """A text that ``fit`` has made, as XML holds it."""
    return escape(text, quote=False)


def make_sheet_name(title: str, existing_names: Sequence[str]) -> str:
    """A name that Excel allows for a sheet and that no other sheet bears."""
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
