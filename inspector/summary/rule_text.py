"""Words about rules and packs, for which no archive is needed."""

from inspector.i18n import ENGLISH, Language, LazyText, Value, _
from inspector.policy import Pack

UNTRANSLATED_NOTICE = _(
    "Texts of rules, sources, conflicts, claims and limits stay in English: there is no checked translation of them."
)
"""Stands where these texts are shown in another language than English."""


def build_untranslated_notice(language: Language) -> str:
    """A sentence for where texts of rules are shown in a language; "" where it is theirs."""
    return "" if language is ENGLISH else UNTRANSLATED_NOTICE


def describe_edition(pack: Pack) -> LazyText:
    """Which rules, and how fresh they are."""
    return _(
        "{title}, edition {edition}, last checked {day}", title=pack.title, edition=pack.edition, day=pack.check_date
    )


def describe_period(first: "Value | None", last: "Value | None") -> LazyText:
    """The days of a rule in words."""
    if last is None:
        return _("{first} to no known end", first=first) if first else _("the beginning to no known end")
    return _("{first} to {last}", first=first, last=last) if first else _("the beginning to {last}", last=last)
