"""The join of holdings and policy: judged items, counts, what-if, advice and trend."""

from inspector.exposure.advice import Advice, Check, Reach, advice, checklist, closed_on, worth_closing
from inspector.exposure.exposure import Bin, Exposure, Item, SummaryRow, Tally, judge
from inspector.exposure.grouping import BEGINNING, alike, together
from inspector.exposure.trend import Mark, Month, by_month, in_all, marks
from inspector.exposure.what_if import Comparison, Move, always_in, compare, what_ifs

__all__ = [
    "BEGINNING",
    "Advice",
    "Bin",
    "Check",
    "Comparison",
    "Exposure",
    "Item",
    "Mark",
    "Month",
    "Move",
    "Reach",
    "SummaryRow",
    "Tally",
    "advice",
    "alike",
    "always_in",
    "by_month",
    "checklist",
    "closed_on",
    "compare",
    "in_all",
    "judge",
    "marks",
    "together",
    "what_ifs",
    "worth_closing",
]
