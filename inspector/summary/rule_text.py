"""Sentences about rules and packs. They need no archive: ``inspector policy`` loads this without reading code."""

from inspector.i18n import ENGLISH, Language, LazyText, Value, _
from inspector.policy import Pack

UNTRANSLATED_NOTICE = _(
    "Texts of rules, sources, conflicts, claims and limits stay in English: there is no checked translation of them."
)
"""Shown wherever these texts appear in a report of another language."""


def build_untranslated_notice(language: Language) -> str:
    """The notice for a language; "" for English, the language of the rules."""
    return "" if language is ENGLISH else UNTRANSLATED_NOTICE


def describe_edition(pack: Pack) -> LazyText:
    """The pack, its edition, and the day on which it was last checked."""
    return _(
        "{title}, edition {edition}, last checked {day}", title=pack.title, edition=pack.edition, day=pack.check_date
    )


def describe_period(first: "Value | None", last: "Value | None") -> LazyText:
    """The days of a rule in words; ``None`` is an open end."""
    if last is None:
        return _("{first} to no known end", first=first) if first else _("the beginning to no known end")
    return _("{first} to {last}", first=first, last=last) if first else _("the beginning to {last}", last=last)
