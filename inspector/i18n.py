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

from inspector.resources import resources

Value: TypeAlias = "str | int | dt.date"
"""What may stand in a sentence: text (said, if it is ``Words``), a whole number or a day."""


class Words(str):
    """An English text that remembers what it was made of; made by the functions below only.

    ``message`` is what a translator sees, empty where there is only a list of texts. ``values`` is ``None`` where the
    message is no pattern to be filled.
    """

    __slots__ = ("message", "number", "pattern", "plural", "sense", "values")

    message: str
    sense: str
    plural: str | None
    number: int
    pattern: str
    values: Mapping[str, Value] | None


def words(message: str, /, **values: Value) -> Words:
    """A text for people. ``message`` is a literal, filled as by ``str.format`` with the values by their names."""
    return _made(message, message, values)


def counted(one: str, many: str, number: int, /, **values: Value) -> Words:
    """A text about so many things; ``{number}`` stands for how many. Both are literals: for one, and for all else."""
    made = _made(one, one if number == 1 else many, {"number": number, **values})
    made.plural, made.number = many, number
    return made


def meant(message: str, sense: str, /) -> Words:
    """A text for people whose English has several senses: ``sense``, a literal too, tells the translator which."""
    made = _made(message, message, {})
    made.sense = sense
    return made


def named(text: str, /) -> Words:
    """A text for people that stands in a table of the pack or the catalog: the translations take it from there."""
    return text if isinstance(text, Words) else _made(text, text, None)


def joined(parts: Iterable[str], between: str = ", ") -> Words:
    """Texts one after the other, each said by itself: for lists, never to glue a sentence."""
    listed = {f"part{place}": part for place, part in enumerate(parts)}
    return _made("", between.join(f"{{{name}}}" for name in listed), listed)


def _made(message: str, pattern: str, values: Mapping[str, Value] | None) -> Words:
    made = Words(ENGLISH.filled(pattern, values))
    made.message, made.pattern, made.values = message, pattern, values
    made.plural, made.number, made.sense = None, 1, ""
    return made


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

    def say(self, text: str) -> str:
        """A text in this language; one that no translation knows stays as it is."""
        if not isinstance(text, Words):
            return self.catalog.gettext(text) if text else text
        if not text.message:
            pattern = text.pattern
        elif text.sense:
            pattern = self.catalog.pgettext(text.sense, text.message)
        elif text.plural is None:
            pattern = self.catalog.gettext(text.message)
        else:
            pattern = self.catalog.ngettext(text.message, text.plural, text.number)
        return self.filled(pattern, text.values)

    def filled(self, pattern: str, values: Mapping[str, Value] | None) -> str:
        """A message of this language with its values, each as this language writes it."""
        if values is None:
            return pattern
        if not values:
            return pattern.replace("{{", "{").replace("}}", "}")
        return pattern.format(**{name: self.written(value) for name, value in values.items()})

    def written(self, value: Value) -> str:
        """One value as this language writes it. A plain text is somebody's own and stays as it is."""
        if isinstance(value, dt.date):
            return self.day.format(year=value.year, month=value.month, day=value.day)
        if isinstance(value, int):
            return f"{value:,}".replace(",", self.thousands)
        return self.say(value) if isinstance(value, Words) else value


ENGLISH = Language("en", "English")


class _Stored(gettext.NullTranslations):
    """A compiled catalog, read when a first text is said: a window that has none to say opens without it."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self._place = place

    @cached_property
    def _texts(self) -> gettext.GNUTranslations:
        with self._place.open("rb") as stream:
            return gettext.GNUTranslations(stream)

    def gettext(self, message: str) -> str:
        """The translation of a message."""
        return self._texts.gettext(message)

    def pgettext(self, context: str, message: str) -> str:
        """The translation of a message in a sense."""
        return self._texts.pgettext(context, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation of a message for so many."""
        return self._texts.ngettext(msgid1, msgid2, n)


class _Pseudo(gettext.NullTranslations):
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


PSEUDO = Language("en-XA", "Pseudo", catalog=_Pseudo())
"""For tests and pictures only: every text that is said, and nothing else, stands in brackets."""

_KNOWN = (
    ENGLISH,
    Language("de", "Deutsch", thousands=".", decimal=",", day="{day:02}.{month:02}.{year:04}"),
)
LANGUAGES: Mapping[str, str] = {language.tag: language.name for language in _KNOWN}
"""The languages that can be chosen: tag to own name."""


@cache
def language(tag: str) -> Language:
    """The language of a tag in ``LANGUAGES``, with its translations, or ``PSEUDO``. Raises ``KeyError`` for others."""
    from dataclasses import replace

    found = next((known for known in (*_KNOWN, PSEUDO) if known.tag == tag), None)
    if found is None:
        raise KeyError(tag)
    if found in (ENGLISH, PSEUDO):
        return found
    return replace(found, catalog=_Stored(resources() / "translations" / f"{tag}.mo"))
