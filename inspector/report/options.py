"""The options of a written report, and the sums by which a written file is checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector.i18n import ENGLISH, Language
from inspector.items import Selection
from inspector.policy import Outcome
from inspector.printable import make_printable
from inspector.query import ALL, Query
from inspector.report.pseudonym_key import PseudonymKey

OutcomeCounts = Mapping[Outcome | None, int]
"""Items by outcome, those for one purpose only included; ``None``: dated after the as-of day."""


@dataclass(frozen=True, slots=True, eq=False)
class ReportOptions:
    """The options of a written report; each format reads those that concern it.

    ``items`` are listed one by one: all, those of a query, or a selection made by hand. Counts are always of all items.
    ``include_texts`` lists the items' texts. ``pseudonym_key`` replaces other people's names and addresses. ``matter``
    and ``privilege`` are lines for every page, "" for none; what cannot be seen in them becomes a mark.
    ``sheet_per_category`` gives a workbook one sheet of items for each category. ``exact`` writes a .csv for
    programs: without the apostrophe before what a spreadsheet would take for a formula. ``language`` is that of
    everything for people; .json and .dat stay English.
    """

    items: Query | Selection = ALL
    include_texts: bool = True
    pseudonym_key: PseudonymKey | None = None
    matter: str = ""
    privilege: str = ""
    sheet_per_category: bool = False
    exact: bool = False
    language: Language = ENGLISH

    def __post_init__(self) -> None:
        for name in ("matter", "privilege"):
            object.__setattr__(self, name, " ".join(make_printable(getattr(self, name)).split()))

    @property
    def item_scope(self) -> str:
        """Which items are listed: ``all``, ``filtered`` or ``selected``."""
        if isinstance(self.items, Selection):
            return "selected"
        return "all" if self.items == ALL else "filtered"


DEFAULT_OPTIONS = ReportOptions()
"""All items with their texts."""


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of a written file, or of the screen.

    ``items`` are all items, ``listed_items`` those listed one by one, ``outcomes`` all items by use and outcome.
    ``None`` and a missing use mean that a file does not say; a missing outcome means none.
    """

    items: int | None = None
    listed_items: int | None = None
    outcomes: Mapping[str, OutcomeCounts] = field(default_factory=dict)

    def agrees_with(self, other: "Totals") -> bool:
        """Whether everything that both say is the same."""
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
