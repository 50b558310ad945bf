"""The join of an archive and a policy: holdings, exposure, selection."""

from inspector.exposure.compare import Comparison, Move, compare
from inspector.exposure.exposure import Bin, Exposure, Item, SummaryRow, Tally, judge
from inspector.exposure.holdings import File, Holdings
from inspector.exposure.months import Mark, Month, by_month, marks
from inspector.exposure.reading import read, stages
from inspector.exposure.select import ALL, Query, Selection, select

__all__ = [
    "ALL",
    "Bin",
    "Comparison",
    "Exposure",
    "File",
    "Holdings",
    "Item",
    "Mark",
    "Month",
    "Move",
    "Query",
    "Selection",
    "SummaryRow",
    "Tally",
    "by_month",
    "compare",
    "judge",
    "marks",
    "read",
    "select",
    "stages",
]
