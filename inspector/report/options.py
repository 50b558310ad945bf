"""What a person chooses for an export, and the sums by which a written file is checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector.i18n import ENGLISH, Language
from inspector.items import Selection
from inspector.policy import Outcome
from inspector.query import ALL, Query
from inspector.report.pseudonyms import PseudonymKey

OutcomeCounts = Mapping[Outcome | None, int]
"""Items by outcome, those for one purpose only included; ``None``: dated after the as-of day."""


@dataclass(frozen=True, slots=True, eq=False)
class ReportOptions:
    """How a report is written; each format takes from it what concerns it.

    ``items`` are those to be listed one by one: all, those that a query finds, or a selection made by hand. Counts
    are of all items whatever is chosen. ``texts`` lists the items' texts. ``pseudonyms`` is the key under which other
    people get names that are not theirs. ``matter`` and ``privilege`` are lines for
    every page, "" for none. ``sheet_a_category`` gives a workbook one sheet of items a category, not one in all.
    ``exact`` writes a csv for machines: without the apostrophe before what a spreadsheet would take for a formula.
    ``language`` is that of all that is for people; what is for programs, such as .json and .dat, keeps to English.
    """

    items: Query | Selection = ALL
    include_texts: bool = True
    pseudonym_key: PseudonymKey | None = None
    matter: str = ""
    privilege: str = ""
    sheet_per_category: bool = False
    exact: bool = False
    language: Language = ENGLISH

    @property
    def item_scope(self) -> str:
        """Which items are listed, in a word: ``all``, ``filtered`` or ``selected``."""
        if isinstance(self.items, Selection):
            return "selected"
        return "all" if self.items == ALL else "filtered"


DEFAULT_OPTIONS = ReportOptions()
"""All items with their texts."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums that a file holds, read back from it, or that the screen shows; ``None`` and a missing use: not in it.

    ``items`` is how many there are in all, ``listed`` how many are listed one by one, ``outcomes`` all items by use
    and outcome. What a use does not name counts as nought.
    """

    items: int | None = None
    listed_items: int | None = None
    outcomes: Mapping[str, OutcomeCounts] = field(default_factory=dict)

    def agrees_with(self, other: "Totals") -> bool:
        """Whether everything that both hold is the same."""
        pairs = ((self.items, other.items), (self.listed_items, other.listed_items))
        if any(
            own_count is not None and other_count is not None and own_count != other_count
            for own_count, other_count in pairs
        ):
            return False
        shared_uses = self.outcomes.keys() & other.outcomes.keys()
        return all(_drop_zeros(self.outcomes[use]) == _drop_zeros(other.outcomes[use]) for use in shared_uses)


def _drop_zeros(outcomes: OutcomeCounts) -> dict[Outcome | None, int]:
    return {outcome: items for outcome, items in outcomes.items() if items}
