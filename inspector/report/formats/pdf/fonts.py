"""The fonts of the pages, and which characters they can draw."""

import unicodedata
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from inspector.i18n import Language, Value
from inspector.printable import make_printable
from inspector.report.formats.pdf.measures import FONT_SIZE, SMALL_FONT_SIZE, UNITS_PER_INCH

if TYPE_CHECKING:
    from PySide6.QtGui import QFont


def create_font(size: float) -> "QFont":
    """The font of the pages, without ligatures, so that words can be searched and copied."""
    from PySide6.QtGui import QFont

    font = QFont(["Helvetica Neue", "Segoe UI", "Noto Sans", "DejaVu Sans", "sans-serif"])
    font.setPointSizeF(size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in ("liga", "clig", "dlig"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


def create_painter_font(size: float) -> "QFont":
    """The same font in pixels of the layout, for what is painted outside the document."""
    font = create_font(size)
    font.setPixelSize(round(size * UNITS_PER_INCH / 72))
    return font


class TextEncoder:
    """Makes texts fit for the pages: localized, printable, escaped, and drawable with the fonts of this machine."""

    def __init__(self, font: "QFont", language: Language) -> None:
        self._font, self._language = font, language
        self._drawable_cache: dict[str, bool] = {}
        self.missing_characters: set[str] = set()

    def __call__(self, text: Value) -> str:
        """A text, a number or a day as HTML."""
        return escape(self.make_drawable(text)).replace("\n", "<br>")

    def make_drawable(self, text: Value) -> str:
        """The text as it is drawn; a character without a glyph becomes ``<U+XXXX>``."""
        safe_text = make_printable(self._language.format_value(text))
        return safe_text if safe_text.isascii() else "".join(map(self._replace_undrawable, safe_text))

    def measure_width(self, text: Value) -> float:
        """The width of a text in the chart, in the units of the layout."""
        return _measure(self.make_drawable(text), create_painter_font(SMALL_FONT_SIZE))

    def measure_longest_word(self, heading: Value) -> float:
        """The width of the longest word of a heading, in the units of the layout."""
        font = create_painter_font(FONT_SIZE)
        font.setBold(True)
        return max((_measure(word, font) for word in self.make_drawable(heading).split()), default=0.0)

    def _replace_undrawable(self, character: str) -> str:
        if character.isascii() or self._is_drawable(character):
            return character
        self.missing_characters.add(character)
        return f"<U+{ord(character):04X}>"

    def _is_drawable(self, character: str) -> bool:
        drawable = self._drawable_cache.get(character)
        if drawable is None:
            drawable = self._drawable_cache[character] = unicodedata.combining(character) > 0 or has_glyphs(
                character, self._font
            )
        return drawable


def _measure(text: str, font: "QFont") -> float:
    from PySide6.QtGui import QFontMetricsF

    return QFontMetricsF(font).horizontalAdvance(text)


def has_glyphs(text: str, font: "QFont") -> bool:
    """Whether a font of this machine draws a text. Glyph 0 (.notdef in OpenType) is the box for a missing glyph."""
    from PySide6.QtGui import QTextLayout

    if text.isspace():
        return True
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return bool(runs) and not any(0 in run.glyphIndexes() for run in runs)


def list_scripts(characters: Iterable[str]) -> list[str]:
    """The scripts of characters: the first word of their Unicode names."""
    return sorted({unicodedata.name(character, "unnamed").split()[0].capitalize() for character in characters})
