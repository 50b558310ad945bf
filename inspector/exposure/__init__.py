"""The join of an archive and a policy: holdings, exposure, selection."""

from inspector.exposure.exposure import Bin, Exposure, Item, SummaryRow, Tally, judge
from inspector.exposure.holdings import File, Holdings
from inspector.exposure.reading import read, stages
from inspector.exposure.select import ALL, Query, Selection, select

__all__ = [
    "ALL",
    "Bin",
    "Exposure",
    "File",
    "Holdings",
    "Item",
    "Query",
    "Selection",
    "SummaryRow",
    "Tally",
    "judge",
    "read",
    "select",
    "stages",
]
