"""Every condition chooses the items of which it is true, one by one compared with what each item says of itself."""

import datetime as dt

import pytest

from inspector.errors import Cancelled
from inspector.exposure import Exposure
from inspector.items import Item
from inspector.policy import days
from inspector.progress import Monitor
from inspector.query import Query, Search, find_unknown_names, parse, select
from tests import archives

SETTINGS = ("genai_improvement=off@2026-01-15",)
USE = "genai_training_linkedin"


@pytest.fixture(scope="module")
def shown() -> Exposure:
    """The sample, with a setting and an as-of day that leave items of every sort."""
    return archives.judged(archives.demo(), "DE", settings=SETTINGS, as_of="2026-06-30")


def chosen(shown: Exposure, text: str) -> list[Item]:
    """What a text chooses."""
    found = parse(text, shown.pack)
    assert found.errors == ()
    return list(select(shown, found.query))


def verdicts(shown: Exposure, item: Item, use: str | None = None):
    uses = [use] if use else [leading.id for leading in shown.pack.leading_uses]
    return [shown.verdict(one, item) for one in uses]


def born(text: str):
    day = days.from_date(dt.date.fromisoformat(text))
    return lambda item: item.block.day_number(item.index) is not None and item.block.day_number(item.index) >= day


CONDITIONS = {
    "category:posts,messages": lambda s, i: s.pack.find_category(i.item_class.data_category) in ("posts", "messages"),
    "-category:posts": lambda s, i: s.pack.find_category(i.item_class.data_category) != "posts",
    "author:other": lambda s, i: i.item_class.author == "other",
    "-author:member,other": lambda s, i: i.item_class.author not in ("member", "other"),
    "audience:unknown": lambda s, i: i.audience == "unknown",
    "file:Shares.csv": lambda s, i: i.block.member == "Shares.csv",
    "file:saved": lambda s, i: "saved" in i.block.member.lower(),
    "-file:1!Shares.csv": lambda s, i: i.block.member != "Shares.csv",
    "kind:shares": lambda s, i: i.block.kind == "shares",
    "kind:unknown": lambda s, i: i.block.kind is None,
    "date:>=2026-01-15": lambda s, i: born("2026-01-15")(i),
    "date:<2026-01-15": lambda s, i: i.block.day_number(i.index) is not None and not born("2026-01-15")(i),
    "date:none": lambda s, i: i.block.day_number(i.index) is None,
    "-date:..": lambda s, i: i.block.day_number(i.index) is None,
    "is:undated": lambda s, i: i.block.day_number(i.index) is None,
    "is:outside": lambda s, i: any(v.outcome is None for v in verdicts(s, i)),
    "is:disputed": lambda s, i: any(v.disputed for v in verdicts(s, i)),
    "is:limited": lambda s, i: any(v.limited_to for v in verdicts(s, i)),
    "is:assumed": lambda s, i: any(s.assumptions(use.id, i) for use in s.pack.leading_uses),
    f"use:{USE} is:assumed": lambda s, i: bool(s.assumptions(USE, i)),
    f"use:{USE} outcome:stopped,excluded": lambda s, i: verdicts(s, i, USE)[0].outcome in ("stopped", "excluded"),
    "outcome:could_have_been_used": lambda s, i: any(v.outcome == "could_have_been_used" for v in verdicts(s, i)),
    "rain": lambda s, i: any("rain" in text.casefold() for _name, text in i.block.cells(i.index)),
    "-rain": lambda s, i: not any("rain" in text.casefold() for _name, text in i.block.cells(i.index)),
}


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_chooses_the_items_of_which_it_is_true(shown, text):
    holds = CONDITIONS[text]
    wanted = [item for item in archives.items(shown.holdings) if holds(shown, item)]
    found = chosen(shown, text)
    assert [(item.block.member, item.index) for item in found] == [(item.block.member, item.index) for item in wanted]
    if text != "kind:unknown":
        assert 0 < len(found) < shown.holdings.item_count


def test_terms_side_by_side_must_all_hold(shown):
    both = chosen(shown, "category:posts rain")
    assert {i.index for i in both} == {i.index for i in chosen(shown, "rain") if i in chosen(shown, "category:posts")}
    assert chosen(shown, "category:posts category:messages") == []


def test_a_search_that_remembers_answers_the_same(shown):
    search = Search()
    for word in ("r", "ra", "rai", "rain", "ra", "water", ""):
        query = Query(words=(word,) if word else ())
        kept, fresh = select(shown, query, search), select(shown, query)
        assert [index.tolist() for index in kept.indices] == [index.tolist() for index in fresh.indices]


def test_a_query_without_limits_chooses_all_in_order(shown):
    assert list(select(shown, Query())) == archives.items(shown.holdings)


def test_names_that_the_archive_does_not_hold_are_said(shown):
    query = parse("file:Shares,nothing-such kind:shares,nonsense", shown.pack).query
    assert find_unknown_names(query, shown.holdings) == (
        "No file here has 'nothing-such' in its name.",
        "No file here is of the kind 'nonsense'.",
    )


def test_choosing_can_be_cancelled(shown):
    monitor = Monitor()
    monitor.cancel()
    with pytest.raises(Cancelled):
        select(shown, Query(words=("rain",)), Search(), monitor)


def test_facts_not_known_are_found_when_nothing_is_stated():
    nothing = archives.judged(archives.demo(), age="unknown")
    wanted = [item for item in archives.items(nothing.holdings) if nothing.assumptions(USE, item)]
    assert chosen(nothing, f"use:{USE} is:assumed") == wanted
    assert wanted
