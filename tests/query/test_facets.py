"""What a further choice would leave is what choosing it leaves; what hinders is what taking it away undoes."""

import pytest

from inspector.exposure import Exposure
from inspector.progress import Monitor
from inspector.query import Flag, Hindrance, Key, Search, Term, facets, hindrances, parse, rewritten, select
from inspector.query.facets import COUNTED
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
    found = facets(shown, parse(text, shown.pack).query, Search(), Monitor())
    assert tuple(found) == COUNTED
    for key, counts in found.items():
        for value, items in counts.items():
            chosen = parse(rewritten(text, key, [value]), shown.pack).query
            assert items == len(select(shown, chosen)), (key, value)


def test_only_values_that_there_are_can_be_chosen_but_every_outcome(shown):
    found = facets(shown, parse("", shown.pack).query, Search(), Monitor())
    assert len(found[Key.OUTCOME]) == 6
    assert sum(found[Key.OUTCOME].values()) + found[Key.IS][Flag.OUTSIDE] == shown.holdings.items
    for key in (Key.AUTHOR, Key.AUDIENCE, Key.DATE):
        assert sum(found[key].values()) == shown.holdings.items
        assert all(found[key].values())


def test_what_keeps_everything_away_is_named_with_what_it_hides(shown):
    query = parse("rain author:linkedin category:posts", shown.pack).query
    posts = len(select(shown, parse("rain category:posts", shown.pack).query))
    others = len(select(shown, parse("rain author:linkedin", shown.pack).query))
    assert hindrances(shown, query, Search(), Monitor()) == (
        Hindrance(Term(Key.AUTHOR, ("linkedin",)), posts),
        Hindrance(Term(Key.CATEGORY, ("posts",)), others),
    )
    assert hindrances(shown, parse("nosuch nothing", shown.pack).query, Search(), Monitor()) == ()
