"""The table of counts that every face shows of a use: items by category and outcome, with what qualifies them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from inspector.exposure import CountKey, Exposure
from inspector.i18n import _
from inspector.policy import Outcome
from inspector.policy.pack.pack_schema import Use
from inspector.policy.verdict import OUTSIDE_REASON
from inspector.taxonomy import CATEGORIES


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of counts.

    ``outcome`` is ``None`` for items dated after the as-of day. ``limited``: open for one purpose only.
    """

    outcome: Outcome | None
    limited: bool = False

    @property
    def title(self) -> str:
        """The column's heading."""
        outcome = self.outcome.label if self.outcome is not None else OUTSIDE_REASON
        return _("{outcome}, for one purpose only", outcome=outcome) if self.limited else outcome


COLUMNS = (
    Column(Outcome.COULD_BE_USED),
    Column(Outcome.COULD_BE_USED, limited=True),
    Column(Outcome.COULD_HAVE_BEEN_USED),
    Column(Outcome.COULD_HAVE_BEEN_USED, limited=True),
    Column(Outcome.AGGREGATE_ONLY),
    Column(Outcome.NOT_STATED),
    Column(Outcome.STOPPED),
    Column(Outcome.EXCLUDED),
    Column(None),
)
"""The columns of a table of counts, in their order; ``select_columns`` leaves out some of those without items."""

Counts = Mapping[Column, int]
"""Items by column; a column without items is missing."""


@dataclass(frozen=True, slots=True)
class UseTable:
    """What could be done with how many items under one use.

    ``rows`` holds the counts by category, in the order of ``CATEGORIES``; a category without items is missing.
    ``purposes`` are the purposes to which an open verdict is limited. ``disputed_items`` rest on rules about which
    sources disagree.
    """

    use: Use
    rows: Mapping[str, Counts]
    purposes: tuple[str, ...]
    disputed_items: int

    @property
    def totals(self) -> Counts:
        """The counts of all categories together."""
        return sum_counts(self.rows.values())

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns to show."""
        return select_columns(self.rows.values())


def build_use_table(exposure: Exposure, use: Use) -> UseTable:
    """The table of counts of a use."""
    counts = exposure.counts(use.id)
    rows: dict[str, Counts] = {}
    for category in CATEGORIES:
        row = {
            column: items
            for column in COLUMNS
            if (items := counts.get(CountKey(category, column.outcome, column.limited), 0))
        }
        if row:
            rows[category] = row
    tallies = [tally for tally in exposure.tallies if tally.use == use.id]
    return UseTable(
        use,
        rows,
        purposes=tuple(sorted({tally.verdict.limited_to for tally in tallies if tally.verdict.limited_to})),
        disputed_items=sum(tally.items for tally in tallies if tally.verdict.disputed),
    )


def sum_counts(rows: Iterable[Counts]) -> Counts:
    """The sum of rows of counts, column by column."""
    sums: dict[Column, int] = {}
    for row in rows:
        for column, items in row.items():
            sums[column] = sums.get(column, 0) + items
    return sums


def select_columns(rows: Iterable[Counts]) -> tuple[Column, ...]:
    """The columns to show for rows of counts: the six outcomes always, the others where they hold items."""
    filled_columns = {column for row in rows for column in row}
    outcome_columns = {Column(outcome) for outcome in Outcome}
    return tuple(column for column in COLUMNS if column in outcome_columns or column in filled_columns)
