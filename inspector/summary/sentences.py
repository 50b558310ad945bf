"""Sentences that several formats say alike: each stands here once."""

from collections.abc import Sequence
from functools import reduce

from inspector.errors import Problem, Severity
from inspector.i18n import Words, counted, joined, named, words
from inspector.policy import Pack
from inspector.printable import one_line
from inspector.summary.report import Fact

LATER = words("The as-of day is later than that: the rules may have changed since.")
LATER_THAN_CHECKED = words(
    "The as-of day is later than the day on which the rules were last checked: they may have changed since."
)
NOTHING_OPEN = words("Nothing is or was open to any of the four leading uses.")
OWN_DAY = words("An item counts from its own day where that is later.")
WHOLE_ARCHIVE = words("the archive as a whole")
NO_SOURCE = words("none")
UNKNOWN = words("unknown")


def known(fact: Fact, width: int | None = None) -> Words:
    """The value of a circumstance, how it is known, and what the archive suggests in so many characters."""
    if not fact.evidence:
        return words("{value} ({origin})", value=fact.value, origin=fact.origin)
    return words(
        "{value} ({origin}; the archive suggests {hint})",
        value=fact.value,
        origin=fact.origin,
        hint=one_line(fact.evidence, width) if width else fact.evidence,
    )


def layers(pack: Pack) -> Words:
    """That a pack of the person's own lies over the built-in one, and what is in it."""
    return words("A pack of your own lies over the built-in one. {layers}", layers=joined(pack.layers, "; "))


def either(parts: Sequence[str]) -> str:
    """One of these texts."""
    first, *rest = map(named, parts)
    return reduce(lambda one, other: words("{one} or {other}", one=one, other=other), rest, first)


def only_for(purpose: str) -> Words:
    """That something is open for one purpose only."""
    return words("for {purpose} only", purpose=purpose)


def repeated(rows: int) -> Words:
    """That rows stand in several archives."""
    return counted(
        "{number} row stands in several archives and was counted once.",
        "{number} rows stand in several archives and were counted once.",
        rows,
    )


def problem_counts(problems: Sequence[Problem]) -> Words:
    """How many warnings and notes there are."""
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    notes = len(problems) - warnings
    return words(
        "Problems: {warnings}, {notes}",
        warnings=counted("{number} warning", "{number} warnings", warnings),
        notes=counted("{number} note", "{number} notes", notes),
    )
