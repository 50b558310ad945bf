"""Words about rules and packs, for which no archive is needed."""

from inspector.i18n import ENGLISH, Language, Value, Words, words
from inspector.policy import Pack

RULES_IN_ENGLISH = words(
    "Texts of rules, sources, conflicts, claims and limits stay in English: there is no checked translation of them."
)
"""Stands where these texts are shown in another language than English."""


def rules_in_english(language: Language) -> str:
    """A sentence for where texts of rules are shown in a language; "" where it is theirs."""
    return "" if language is ENGLISH else RULES_IN_ENGLISH


def edition(pack: Pack) -> Words:
    """Which rules, and how fresh they are."""
    return words(
        "{title}, edition {edition}, last checked {day}", title=pack.title, edition=pack.edition, day=pack.checked
    )


def span(first: "Value | None", last: "Value | None") -> Words:
    """The days of a rule in words."""
    if last is None:
        return words("{first} to no known end", first=first) if first else words("the beginning to no known end")
    return words("{first} to {last}", first=first, last=last) if first else words("the beginning to {last}", last=last)
