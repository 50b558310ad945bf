"""Chooses items: the filter language, full-text search and facets."""

from inspector.query.facets import Facets, count_facets
from inspector.query.language import QueryError, find_unknown_names, parse, replace_term
from inspector.query.search import Search
from inspector.query.select import BlockingTerm, blocking_terms, select
from inspector.query.terms import ALL, Flag, Key, Query, Span, Term

__all__ = [
    "ALL",
    "BlockingTerm",
    "Facets",
    "Flag",
    "Key",
    "Query",
    "QueryError",
    "Search",
    "Span",
    "Term",
    "blocking_terms",
    "count_facets",
    "find_unknown_names",
    "parse",
    "replace_term",
    "select",
]
