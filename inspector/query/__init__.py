"""Which items: the filter language, full-text search, facets and selections."""

from inspector.query.facets import Facets, facets
from inspector.query.language import ALL, Flag, Key, Misread, Query, Span, Term, parse, rewritten, unknown_names
from inspector.query.search import Search
from inspector.query.select import Hindrance, Selection, hindrances, select

__all__ = [
    "ALL",
    "Facets",
    "Flag",
    "Hindrance",
    "Key",
    "Misread",
    "Query",
    "Search",
    "Selection",
    "Span",
    "Term",
    "facets",
    "hindrances",
    "parse",
    "rewritten",
    "select",
    "unknown_names",
]
