"""The join of an archive and a policy: holdings, exposure, selection."""

from inspector.exposure.alike import BEGINNING, Alike, alike, together
from inspector.exposure.checklist import Advice, Check, Reach, advice, checklist, closed_on, worth_closing
from inspector.exposure.compare import Comparison, Move, Shift, WhatIf, always_in, compare, what_ifs
from inspector.exposure.exposure import Bin, Exposure, Item, SummaryRow, Tally, judge
from inspector.exposure.facets import Facets, facets
from inspector.exposure.holdings import File, Holdings
from inspector.exposure.months import Mark, Month, by_month, in_all, marks
from inspector.exposure.query import ALL, Flag, Key, Misread, Parsed, Query, Span, Term, parse, rewritten, unknown_names
from inspector.exposure.reading import read, stages
from inspector.exposure.search import Search
from inspector.exposure.select import Hindrance, Selection, hindrances, select

__all__ = [
    "ALL",
    "BEGINNING",
    "Advice",
    "Alike",
    "Bin",
    "Check",
    "Comparison",
    "Exposure",
    "Facets",
    "File",
    "Flag",
    "Hindrance",
    "Holdings",
    "Item",
    "Key",
    "Mark",
    "Misread",
    "Month",
    "Move",
    "Parsed",
    "Query",
    "Reach",
    "Search",
    "Selection",
    "Shift",
    "Span",
    "SummaryRow",
    "Tally",
    "Term",
    "WhatIf",
    "advice",
    "alike",
    "always_in",
    "by_month",
    "checklist",
    "closed_on",
    "compare",
    "facets",
    "hindrances",
    "in_all",
    "judge",
    "marks",
    "parse",
    "read",
    "rewritten",
    "select",
    "stages",
    "together",
    "unknown_names",
    "what_ifs",
    "worth_closing",
]
