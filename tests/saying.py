"""Tells whether a text for people can be said whole in another language, or holds English that nobody translates."""

import gettext
from collections.abc import Iterator
from dataclasses import replace

from inspector.i18n import LazyText, load_language
from inspector.resources import resources_dir


class _Unknown(gettext.NullTranslations):
    """Answers for no message at all."""

    def gettext(self, message: str) -> str:
        raise LookupError(message)

    def pgettext(self, context: str, message: str) -> str:
        raise LookupError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise LookupError(msgid1)


def _strict() -> gettext.GNUTranslations:
    with (resources_dir() / "translations" / "de.mo").open("rb") as stream:
        catalog = gettext.GNUTranslations(stream)
    catalog.add_fallback(_Unknown())
    return catalog


GERMAN = replace(load_language("de"), catalog=_strict())
"""German that raises ``LookupError`` instead of saying in English what it has no translation of."""


def quoted(text: str) -> Iterator[str]:
    """The parts of a text that stand in it as they are, whatever the language; all of it if it is a plain text."""
    if not isinstance(text, LazyText):
        yield text
        return
    for value in (text.values or {}).values():
        if isinstance(value, str):
            yield from quoted(value)


def said(text: str) -> str:
    """The text in German; raises ``LookupError`` where a part of it has no translation."""
    return GERMAN.translate(text)
