"""Sentences that several faces share, each written once."""

from collections.abc import Sequence
from functools import reduce

from inspector.holdings import Holdings
from inspector.i18n import LazyText, _, join_texts, lookup, plural
from inspector.policy import Pack
from inspector.printable import to_one_line
from inspector.summary.facts import Fact

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
    """The value of a fact, its origin, and what the archive suggests, cut to ``width`` characters where given."""
    if not fact.evidence:
        return _("{value} ({origin})", value=fact.value, origin=fact.origin_label)
    return _(
        "{value} ({origin}; the archive suggests {hint})",
        value=fact.value,
        origin=fact.origin_label,
        hint=to_one_line(fact.evidence, width) if width else fact.evidence,
    )


def describe_layers(pack: Pack) -> LazyText:
    """That a pack of the user's own lies over the built-in one, with its layers."""
    return _("A pack of your own lies over the built-in one. {layers}", layers=join_texts(pack.layers, "; "))


def join_with_or(parts: Sequence[str]) -> str:
    """The texts joined by "or", in the language of the report."""
    first, *rest = map(lookup, parts)
    return reduce(lambda one, other: _("{one} or {other}", one=one, other=other), rest, first)


def describe_purpose_limit(purpose: str) -> LazyText:
    """The purpose to which an open verdict is limited."""
    return _("for {purpose} only", purpose=purpose)


def describe_repeated_rows(rows: int) -> LazyText:
    """How many rows several files share; each was counted once."""
    return plural(
        "{number} row stands in several files and was counted once.",
        "{number} rows stand in several files and were counted once.",
        rows,
    )


def describe_set_aside_rows(rows: int) -> LazyText:
    """How many rows were set aside, and where their raw texts can be read whatever a report leaves out."""
    return plural(
        "{number} row could not be split into columns and was set aside: it is no item. Its raw text can be read with "
        "inspector check and on the page of the files.",
        "{number} rows could not be split into columns and were set aside: they are no items. Their raw texts can be "
        "read with inspector check and on the page of the files.",
        rows,
    )


def describe_problem_counts(holdings: Holdings) -> LazyText:
    """How many warnings and notes there are."""
    warnings = holdings.warning_count
    notes = len(holdings.problems) - warnings
    return _(
        "Problems: {warnings}, {notes}",
        warnings=plural("{number} warning", "{number} warnings", warnings),
        notes=plural("{number} note", "{number} notes", notes),
    )
