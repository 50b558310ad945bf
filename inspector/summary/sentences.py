"""Sentences that several formats say alike: each stands here once."""

from collections.abc import Sequence
from functools import reduce

from inspector.errors import Problem, Severity
from inspector.i18n import LazyText, _, join_texts, lookup, plural
from inspector.policy import Pack
from inspector.printable import to_one_line
from inspector.summary.labels import ORIGIN_LABELS
from inspector.summary.report import Fact

STALE_RULES_SHORT_NOTICE = _("The as-of day is later than that: the rules may have changed since.")
STALE_RULES_NOTICE = _(
    "The as-of day is later than the day on which the rules were last checked: they may have changed since."
)
NOTHING_OPEN_NOTICE = _("Nothing is or was open to any of the four leading uses.")
OWN_DAY_NOTICE = _("An item counts from its own day where that is later.")
WHOLE_ARCHIVE = _("the archive as a whole")
NO_SOURCE = _("none")
UNKNOWN = _("unknown")


def describe_fact(fact: Fact, width: int | None = None) -> LazyText:
    """The value of a circumstance, how it is known, and what the archive suggests in so many characters."""
    if not fact.evidence:
        return _("{value} ({origin})", value=fact.value, origin=ORIGIN_LABELS[fact.origin])
    return _(
        "{value} ({origin}; the archive suggests {hint})",
        value=fact.value,
        origin=ORIGIN_LABELS[fact.origin],
        hint=to_one_line(fact.evidence, width) if width else fact.evidence,
    )


def describe_layers(pack: Pack) -> LazyText:
    """That a pack of the person's own lies over the built-in one, and what is in it."""
    return _("A pack of your own lies over the built-in one. {layers}", layers=join_texts(pack.layers, "; "))


def join_with_or(parts: Sequence[str]) -> str:
    """One of these texts."""
    first, *rest = map(lookup, parts)
    return reduce(lambda one, other: _("{one} or {other}", one=one, other=other), rest, first)


def describe_purpose_limit(purpose: str) -> LazyText:
    """That something is open for one purpose only."""
    return _("for {purpose} only", purpose=purpose)


def describe_repeated_rows(rows: int) -> LazyText:
    """That rows stand in several archives."""
    return plural(
        "{number} row stands in several archives and was counted once.",
        "{number} rows stand in several archives and were counted once.",
        rows,
    )


def describe_problem_counts(problems: Sequence[Problem]) -> LazyText:
    """How many warnings and notes there are."""
    warnings = sum(problem.severity is Severity.WARNING for problem in problems)
    notes = len(problems) - warnings
    return _(
        "Problems: {warnings}, {notes}",
        warnings=plural("{number} warning", "{number} warnings", warnings),
        notes=plural("{number} note", "{number} notes", notes),
    )
