"""What a further choice would leave is what choosing it leaves; what hinders is what taking it away undoes."""

import pytest

from inspector.exposure import Exposure
from inspector.progress import Monitor
from inspector.query import (
    BlockingTerm,
    Flag,
    Key,
    Search,
    Term,
    blocking_terms,
    count_facets,
    parse,
    replace_term,
    select,
)
from inspector.query.filter_keys import FACET_KEYS
from tests import archives


@pytest.fixture(scope="module")
def shown() -> Exposure:
    """The sample, with a setting and an as-of day that leave items of every sort."""
    settings = ("genai_improvement=off@2026-01-15",)
    return archives.judged(archives.demo(), "DE", settings=settings, as_of="2026-06-30")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rain",
        "category:posts author:member",
        "date:2026 is:disputed",
        "outcome:stopped -author:other",
        "nosuchword",
    ],
)
def test_each_count_is_what_choosing_the_value_leaves(shown, text):
    text += " use:genai_training_linkedin"
    found = count_facets(shown, parse(text, shown.pack).query, Search(), Monitor())
    assert tuple(found) == FACET_KEYS
    for key, counts in found.items():
        for value, items in counts.items():
            chosen = parse(replace_term(text, key, [value]), shown.pack).query
            assert items == len(select(shown, chosen)), (key, value)


def test_only_values_that_there_are_can_be_chosen_but_every_outcome(shown):
    found = count_facets(shown, parse("", shown.pack).query, Search(), Monitor())
    assert len(found[Key.OUTCOME]) == 6
    assert sum(found[Key.OUTCOME].values()) + found[Key.IS][Flag.OUTSIDE] == shown.holdings.item_count
    for key in (Key.AUTHOR, Key.AUDIENCE, Key.DATE):
        assert sum(found[key].values()) == shown.holdings.item_count
        assert all(found[key].values())


def test_what_keeps_everything_away_is_named_with_what_it_hides(shown):
    query = parse("rain author:linkedin category:posts", shown.pack).query
    posts = len(select(shown, parse("rain category:posts", shown.pack).query))
    others = len(select(shown, parse("rain author:linkedin", shown.pack).query))
    assert blocking_terms(shown, query, Search(), Monitor()) == (
        BlockingTerm(Term(Key.AUTHOR, ("linkedin",)), posts),
        BlockingTerm(Term(Key.CATEGORY, ("posts",)), others),
    )
    assert blocking_terms(shown, parse("nosuch nothing", shown.pack).query, Search(), Monitor()) == ()
