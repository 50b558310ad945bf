"""Words that can be said in the reader's language: sentences remember what they were made of.

Everything below the faces speaks English and knows no language. A sentence for people is made by ``words`` or
``counted``: it is an English ``str`` like any other, which remembers its message and its values. A face says it in
the reader's language with ``Language.say``. Translations are gettext catalogs in ``resources/translations``.

Sentences are never glued from parts: a part that can vary is a value with a name, itself made by ``words`` where it
is language. Texts of rules and of sources are quoted, not said: they stay as they are written in the pack.
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
"""What may stand in a sentence: text (said, if it is ``Words``), a whole number or a day."""


class LazyText(str):
    """An English text that remembers what it was made of; made by the functions below only.

    ``message`` is what a translator sees, empty where there is only a list of texts. ``values`` is ``None`` where the
    message is no pattern to be filled.
    """

    __slots__ = ("context", "message", "number", "pattern", "plural", "values")

    message: str
    context: str
    plural: str | None
    number: int
    pattern: str
    values: Mapping[str, Value] | None


def _(message: str, /, **values: Value) -> LazyText:
    """A text for people. ``message`` is a literal, filled as by ``str.format`` with the values by their names."""
    return _make_text(message, message, values)


def plural(one: str, many: str, number: int, /, **values: Value) -> LazyText:
    """A text about so many things; ``{number}`` stands for how many. Both are literals: for one, and for all else."""
    text = _make_text(one, one if number == 1 else many, {"number": number, **values})
    text.plural, text.number = many, number
    return text


def text_in_context(message: str, context: str, /) -> LazyText:
    """A text for people whose English has several senses: ``sense``, a literal too, tells the translator which."""
    text = _make_text(message, message, {})
    text.context = context
    return text


def lookup(text: str, /) -> LazyText:
    """A text for people that stands in a table of the pack or the catalog: the translations take it from there."""
    return text if isinstance(text, LazyText) else _make_text(text, text, None)


def join_texts(parts: Iterable[str], separator: str = ", ") -> LazyText:
    """Texts one after the other, each said by itself: for lists, never to glue a sentence."""
    values = {f"part{place}": part for place, part in enumerate(parts)}
    return _make_text("", separator.join(f"{{{name}}}" for name in values), values)


def _make_text(message: str, pattern: str, values: Mapping[str, Value] | None) -> LazyText:
    text = LazyText(ENGLISH.format_message(pattern, values))
    text.message, text.pattern, text.values = message, pattern, values
    text.plural, text.number, text.context = None, 1, ""
    return text


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the program speaks: its BCP 47 tag, its own name, and how it writes numbers and days.

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
        """A text in this language; one that no translation knows stays as it is."""
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
        """A message of this language with its values, each as this language writes it."""
        if values is None:
            return pattern
        if not values:
            return pattern.replace("{{", "{").replace("}}", "}")
        return pattern.format(**{name: self.format_value(value) for name, value in values.items()})

    def format_value(self, value: Value) -> str:
        """One value as this language writes it. A plain text is somebody's own and stays as it is."""
        if isinstance(value, dt.date):
            return self.day.format(year=value.year, month=value.month, day=value.day)
        if isinstance(value, int):
            return f"{value:,}".replace(",", self.thousands)
        return self.translate(value) if isinstance(value, LazyText) else value


ENGLISH = Language("en", "English")


class _LazyCatalog(gettext.NullTranslations):
    """A compiled catalog, read when a first text is said: a window that has none to say opens without it."""

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
    """English, a third longer and with accents: shows what is cut off and what never reaches a translator."""

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
"""For tests and pictures only: every text that is said, and nothing else, stands in brackets."""

_SUPPORTED_LANGUAGES = (
    ENGLISH,
    Language("de", "Deutsch", thousands=".", decimal=",", day="{day:02}.{month:02}.{year:04}"),
)
LANGUAGE_NAMES: Mapping[str, str] = {language.tag: language.name for language in _SUPPORTED_LANGUAGES}
"""The languages that can be chosen: tag to own name."""


@cache
def load_language(tag: str) -> Language:
    """The language of a tag in ``LANGUAGES``, with its translations, or ``PSEUDO``. Raises ``KeyError`` for others."""
    from dataclasses import replace

    language = next((candidate for candidate in (*_SUPPORTED_LANGUAGES, PSEUDO) if candidate.tag == tag), None)
    if language is None:
        raise KeyError(tag)
    if language in (ENGLISH, PSEUDO):
        return language
    return replace(language, catalog=_LazyCatalog(resources_dir() / "translations" / f"{tag}.mo"))
