"""Lazy texts, and the languages of the program. Translations are gettext catalogs in ``resources/translations``.

Everything below the faces (window, command line, report) is written in English and knows no language. It makes texts
for people with ``_`` or ``plural``: an English ``str`` that remembers its message and values, so that a face can
translate it later with ``Language.translate``. The window translates its own messages at once, see
``inspector.window.localization``.

Never build a sentence from parts. A part that varies is a named value, itself a lazy text if it is language. Texts of
rules and sources are quoted as they stand in the pack and not translated.
"""

import datetime as dt
import gettext
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TypeAlias

from inspector.resources import resources_dir

Value: TypeAlias = "str | int | dt.date"
"""A value in a message: a text (translated if it is a ``LazyText``), a whole number or a day."""


class LazyText(str):
    """An English text that remembers its message and values; only the functions below make it.

    ``message`` is the msgid of the catalogs, empty for a list of texts. ``values`` is ``None`` if the message is no
    format string.
    """

    __slots__ = ("context", "message", "number", "pattern", "plural", "values")

    message: str
    context: str
    plural: str | None
    number: int
    pattern: str
    values: Mapping[str, Value] | None


def _(message: str, /, **values: Value) -> LazyText:
    """Make a text for people. ``message`` is a literal; ``values`` fill its fields as by ``str.format``."""
    return _make_text(message, message, values)


def plural(one: str, many: str, number: int, /, **values: Value) -> LazyText:
    """Make a text about ``number`` things, shown as ``{number}``; ``one`` and ``many`` are literals."""
    text = _make_text(one, one if number == 1 else many, {"number": number, **values})
    text.plural, text.number = many, number
    return text


def text_in_context(message: str, context: str, /) -> LazyText:
    """Make a text whose English has several meanings; ``context`` is gettext's msgctxt, a literal."""
    text = _make_text(message, message, {})
    text.context = context
    return text


def lookup(text: str, /) -> LazyText:
    """Mark a text from a table of the pack or the catalog as translatable; it is no format string."""
    return text if isinstance(text, LazyText) else _make_text(text, text, None)


def join_texts(parts: Iterable[str], separator: str = ", ") -> LazyText:
    """Join texts that are translated each by itself: for lists, never to build a sentence."""
    values = {f"part{place}": part for place, part in enumerate(parts)}
    return _make_text("", separator.join(f"{{{name}}}" for name in values), values)


def _make_text(message: str, pattern: str, values: Mapping[str, Value] | None) -> LazyText:
    text = LazyText(ENGLISH.format_message(pattern, values))
    text.message, text.pattern, text.values = message, pattern, values
    text.plural, text.number, text.context = None, 1, ""
    return text


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the program: its BCP 47 tag, its own name, and its format of numbers and days.

    ``day`` is a pattern of ``str.format`` with year, month and day; ``thousands`` and ``decimal`` stand in numbers.
    """

    tag: str
    name: str
    thousands: str = ","
    decimal: str = "."
    day: str = "{year:04}-{month:02}-{day:02}"
    right_to_left: bool = False
    catalog: gettext.NullTranslations = field(default_factory=gettext.NullTranslations, compare=False, repr=False)

    def translate(self, text: str) -> str:
        """Translate a text; without a translation it stays as it is."""
        if not isinstance(text, LazyText):
            return self.catalog.gettext(text) if text else text
        if not text.message:
            pattern = text.pattern
        elif text.context:
            pattern = self.catalog.pgettext(text.context, text.message)
        elif text.plural is None:
            pattern = self.catalog.gettext(text.message)
        else:
            pattern = self.catalog.ngettext(text.message, text.plural, text.number)
        return self.format_message(pattern, text.values)

    def format_message(self, pattern: str, values: Mapping[str, Value] | None) -> str:
        """Fill a translated message with values in the format of this language."""
        if values is None:
            return pattern
        if not values:
            return pattern.replace("{{", "{").replace("}}", "}")
        return pattern.format(**{name: self.format_value(value) for name, value in values.items()})

    def format_value(self, value: Value) -> str:
        """Format one value. A plain text is data, such as a file name, and stays as it is."""
        if isinstance(value, dt.date):
            return self.day.format(year=value.year, month=value.month, day=value.day)
        if isinstance(value, int):
            return f"{value:,}".replace(",", self.thousands)
        return self.translate(value) if isinstance(value, LazyText) else value


ENGLISH = Language("en", "English")


class _LazyCatalog(gettext.NullTranslations):
    """A compiled catalog that is read at the first lookup."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    @cached_property
    def _translations(self) -> gettext.GNUTranslations:
        with self._path.open("rb") as stream:
            return gettext.GNUTranslations(stream)

    def gettext(self, message: str) -> str:
        """The translation of a message."""
        return self._translations.gettext(message)

    def pgettext(self, context: str, message: str) -> str:
        """The translation of a message in a sense."""
        return self._translations.pgettext(context, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation of a message for so many."""
        return self._translations.ngettext(msgid1, msgid2, n)


class _PseudoCatalog(gettext.NullTranslations):
    """English a third longer and with accents: shows texts that are cut off or cannot be translated."""

    _ACCENTS = str.maketrans("aceinouyACEINOUY", "áçéíñóúýÁÇÉÍÑÓÚÝ")

    def gettext(self, message: str) -> str:
        """The message in brackets, with accents outside its fields, longer by a third."""
        parts = re.split(r"(\{[^{}]*\})", message)
        accented = "".join(part if place % 2 else part.translate(self._ACCENTS) for place, part in enumerate(parts))
        return f"[{accented}{' ~' * -(-len(message) // 6)}]"

    def pgettext(self, context: str, message: str) -> str:
        """The message in that sense, as ``gettext`` gives it."""
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The message for so many, as ``gettext`` gives it."""
        return self.gettext(msgid1 if n == 1 else msgid2)


PSEUDO = Language("en-XA", "Pseudo", catalog=_PseudoCatalog())
"""For tests and screenshots: every translatable text, and nothing else, stands in brackets."""

_SUPPORTED_LANGUAGES = (
    ENGLISH,
    Language("de", "Deutsch", thousands=".", decimal=",", day="{day:02}.{month:02}.{year:04}"),
)
LANGUAGE_NAMES: Mapping[str, str] = {language.tag: language.name for language in _SUPPORTED_LANGUAGES}
"""The languages that can be chosen: tag to own name."""


@cache
def load_language(tag: str) -> Language:
    """The language of a tag in ``LANGUAGE_NAMES``, or ``PSEUDO``, with its catalog. Raises ``KeyError``."""
    from dataclasses import replace

    language = next((candidate for candidate in (*_SUPPORTED_LANGUAGES, PSEUDO) if candidate.tag == tag), None)
    if language is None:
        raise KeyError(tag)
    if language in (ENGLISH, PSEUDO):
        return language
    return replace(language, catalog=_LazyCatalog(resources_dir() / "translations" / f"{tag}.mo"))
