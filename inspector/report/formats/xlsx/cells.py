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

from inspector.i18n import Language, words
from inspector.printable import visible

CELL_UNITS = 32_767
"""The most UTF-16 units that a cell holds."""
LONG = words("Long texts")
"""The sheet in which texts continue that are over the limit."""
MARK_UNITS = 8
"""The most units that one byte of a text can become: a control character and its mark, ``<U+0007>``."""
Place = Callable[[], str]
"""Says where a text belongs, when that is asked for: hardly ever."""
_PIECE = 16_000
"""The characters of one piece of a long text: even of two units each they fit a cell."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SEPARATOR = b"\xff"
"""Stands between texts cleaned in one go; no text holds it, as UTF-8 has no such byte."""
_LEADS = bytes((*range(0x09), *range(0x0B, 0x20), 0x7F, 0xC2, 0xD8, 0xE1, 0xE2, 0xEF))
"""The bytes with which a character may begin that needs a mark, or a line end that needs care."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that no cell can hold: the text's key, where it belongs, which part of it."""

    key: str
    place: str
    number: int
    content: str


class Cells:
    """Makes texts fit cells; remembers what had to continue elsewhere, what was marked, what repeats."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.pieces: list[Piece] = []
        self.long = 0
        self.marked = 0
        self._shared: dict[str, int] = {}

    def fit(self, text: str, place: Place) -> str:
        """The text as a cell can hold it, with a mark where it continues elsewhere; ``place`` is said there."""
        shown = visible(text)
        if shown != text and shown != text.replace("\r\n", "\n"):
            self.marked += 1
        if units(shown) <= CELL_UNITS:
            return literal(shown)
        self.long += 1
        key = f"L{self.long}"
        for number, start in enumerate(range(0, len(shown), _PIECE), start=1):
            self.pieces.append(Piece(key, place(), number, literal(shown[start : start + _PIECE])))
        on = self._language.say(words("continues in the sheet '{sheet}', {text}", sheet=LONG, text=key))
        return f"{literal(shown[:_PIECE])} [{on}]"

    def shared(self, text: str) -> int:
        """The number of a text in the table of texts that repeat."""
        return self._shared.setdefault(text, len(self._shared))

    def clean(self, texts: Sequence[bytes], place: Callable[[int], str]) -> list[bytes]:
        """Many texts (UTF-8) as XML holds them, each fit for a cell; ``place`` says where the text of a number is."""
        joined = _SEPARATOR.join(texts)
        safe = joined.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;").split(_SEPARATOR)
        if len(joined) <= CELL_UNITS and _plain(joined):
            return safe
        for number, text in enumerate(texts):
            if len(text) > CELL_UNITS or not _plain(text):
                safe[number] = xml(self.fit(text.decode(), partial(place, number))).encode()
        return safe

    def table(self) -> Iterator[bytes]:
        """The table of texts that repeat, as the workbook's file of shared strings."""
        count = len(self._shared)
        yield (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            b' uniqueCount="%d">' % count
        )
        for text in self._shared:
            yield f'<si><t xml:space="preserve">{xml(text)}</t></si>'.encode()
        yield b"</sst>"


def _plain(text: bytes) -> bool:
    """Whether no character of a text can need a mark; most that begin with the same bytes need none either."""
    return len(text.translate(None, _LEADS)) == len(text) and b"_x" not in text


def literal(text: str) -> str:
    """A text that stays as it is: spreadsheets take ``_x0041_`` for an "A", unless its first line is written so too."""
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def units(text: str) -> int:
    """The length of a text as Excel counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def xml(text: str) -> str:
    """A text that ``fit`` has made, as XML holds it."""
    return escape(text, quote=False)


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """A name that Excel allows for a sheet and that no other sheet bears."""
    plain = "".join("_" if c in "[]:*?/\\" or not c.isprintable() else c for c in visible(wanted)).strip(" '")
    base = plain if plain and plain.casefold() != "history" else f"{plain or 'Sheet'}_"
    used = {name.casefold() for name in taken}
    number = 1
    while True:
        tail = "" if number == 1 else f" {number}"
        name = _cut(base, 31 - len(tail)).rstrip(" '") + tail
        if name.casefold() not in used:
            return name
        number += 1


def _cut(text: str, most: int) -> str:
    while units(text) > most:
        text = text[:-1]
    return text
