"""The text of a query: what it says, what it cannot say, and that it comes back as it was."""

import datetime as dt
import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspector.policy import Outcome, days
from inspector.query import Flag, Key, Query, Span, Term, parse, replace_term
from inspector.taxonomy import CATEGORIES, Audience, Author
from tests import archives

PACK = archives.pack()


def asked(text: str) -> Query:
    """The query of a text in which everything is understood."""
    found = parse(text, PACK)
    assert found.errors == ()
    return found.query


def day(text: str) -> int:
    return days.from_date(dt.date.fromisoformat(text))


def test_words_stand_side_by_side_and_a_phrase_in_quotes():
    assert asked('rain "old water" market').words == ("rain", "old water", "market")


def test_the_first_plain_category_outcome_and_use_go_where_a_query_has_them():
    found = asked("category:posts,messages outcome:excluded use:ads_affiliate rain")
    assert found == Query(
        "ads_affiliate", frozenset({Outcome.EXCLUDED}), frozenset({"posts", "messages"}), words=("rain",)
    )


def test_a_minus_turns_a_term_round():
    found = asked('-rain -category:posts -is:disputed -"old water"')
    assert found.terms == (
        Term(Key.WORD, ("rain",), negated=True),
        Term(Key.CATEGORY, ("posts",), negated=True),
        Term(Key.IS, (Flag.DISPUTED,), negated=True),
        Term(Key.WORD, ("old water",), negated=True),
    )


def test_the_same_key_twice_must_hold_twice():
    found = asked("is:disputed is:assumed,undated category:posts category:messages")
    assert found.categories == {"posts"}
    assert found.terms[-1] == Term(Key.CATEGORY, ("messages",))
    assert [len(term.values) for term in found.terms] == [1, 2, 1]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("=2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-11-03", "2025-11-03", "2025-11-03"),
        (">2025-11-03", "2025-11-04", None),
        (">=2025-11-03", "2025-11-03", None),
        ("<2025-11-03", None, "2025-11-02"),
        ("<=2025-11-03", None, "2025-11-03"),
        (">2025", "2026-01-01", None),
        ("<2025-02", None, "2025-01-31"),
        ("2024..2025", "2024-01-01", "2025-12-31"),
        ("2024-05..2025-11-03", "2024-05-01", "2025-11-03"),
        ("2024..", "2024-01-01", None),
        ("..2024", None, "2024-12-31"),
    ],
)
def test_a_date_is_a_span_of_days(text, first, last):
    (term,) = asked(f"date:{text}").terms
    assert term.values == (Span(day(first) if first else None, day(last) if last else None),)


def test_no_date_is_a_value_too():
    assert asked("date:none,2024").terms[0].values == ("none", Span(day("2024-01-01"), day("2024-12-31")))


@pytest.mark.parametrize("text", ["https://example.org/x", "10:30", "a-b", "-", "a,b", 'in"side'])
def test_an_address_a_time_and_odd_marks_are_words(text):
    assert asked(text).words == (text,)


def test_values_take_no_notice_of_case_and_dashes():
    found = asked("Category:AI-Conversations OUTCOME:Not-Stated Author:LinkedIn audience:PUBLIC")
    assert found.categories == {"ai_conversations"}
    assert found.outcomes == {Outcome.NOT_STATED}


def test_a_file_name_with_blanks_and_commas_stands_in_quotes():
    assert asked(r'file:"Saved \"Jobs\", old.csv",Shares.csv').terms == (
        Term(Key.FILE, ('Saved "Jobs", old.csv', "Shares.csv")),
    )


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("rain colour:red", "colour:red", "'colour:' is no filter"),
        ("outcome:nonsense", "nonsense", "one of could_be_used"),
        ("category:posts,nonsense", "nonsense", "one of profile"),
        ("date:yesterday", "yesterday", "a day, month or year"),
        ("date:2025-02-30", "2025-02-30", "a day, month or year"),
        ("date:2025..2024", "2025..2024", "a day, month or year"),
        ("date:>9999", ">9999", "a day, month or year"),
        ("date:<0001", "<0001", "a day, month or year"),
        ("is:", "is:", "one of disputed"),
        ("author:nobody", "nobody", "one of member"),
        ("use:ads_affiliate use:non_genai_ml", "use:non_genai_ml", "one use at a time"),
        ("-use:ads_affiliate", "-use:ads_affiliate", "one use at a time"),
    ],
)
def test_what_is_not_known_is_said_at_its_place_and_hides_nothing(text, place, says):
    found = parse(text, PACK)
    (fault,) = found.errors
    assert text[fault.start : fault.stop] == place
    assert says in fault.message
    known = text.replace(place, "").replace(",", "")
    assert found.query == parse(re.sub(r"(outcome|category|date|author):(\s|$)", "", known), PACK).query


def test_one_wrong_value_does_not_take_the_right_ones_with_it():
    found = parse("category:posts,nonsense rain", PACK)
    assert found.query == Query(categories=frozenset({"posts"}), words=("rain",))


WORDS = st.text(max_size=12).filter(str.strip) | st.sampled_from(['"', "\\", 'a"b', "-x", "key:v", "a\\", " x ", "x,y"])
DAYS = st.dates().map(days.from_date)
SPANS = (
    st.builds(lambda a, b: Span(min(a, b), max(a, b)), DAYS, DAYS)
    | st.builds(Span, DAYS)
    | st.builds(Span, st.none(), DAYS)
)
VALUES = {
    Key.CATEGORY: st.sampled_from(CATEGORIES),
    Key.OUTCOME: st.sampled_from(Outcome),
    Key.AUTHOR: st.sampled_from(Author),
    Key.AUDIENCE: st.sampled_from(Audience),
    Key.IS: st.sampled_from(Flag),
    Key.FILE: WORDS,
    Key.KIND: st.from_regex(r"[a-z_0-9]+", fullmatch=True),
    Key.DATE: SPANS | st.just("none") | st.just(Span()),
}


def term(key: Key):
    values = st.lists(VALUES[key], min_size=1, max_size=3, unique=True).map(tuple)
    return st.builds(Term, st.just(key), values, st.booleans())


TERMS = st.sampled_from(list(VALUES)).flatmap(term) | st.builds(
    Term, st.just(Key.WORD), st.tuples(WORDS), st.just(True)
)


@st.composite
def queries(draw):
    """Queries as parsing makes them: a plain category or outcome is among the terms only beside the field."""
    outcomes = draw(st.frozensets(st.sampled_from(Outcome)))
    categories = draw(st.frozensets(st.sampled_from(CATEGORIES)))
    plain = {Key.OUTCOME: outcomes, Key.CATEGORY: categories}
    terms = tuple(t for t in draw(st.lists(TERMS, max_size=4)) if t.negated or plain.get(t.key, True))
    use = draw(st.none() | st.sampled_from(sorted(PACK.uses)))
    return Query(use, outcomes, categories, words=tuple(draw(st.lists(WORDS, max_size=3))), terms=terms)


@given(queries())
def test_a_query_written_out_is_read_back_as_it_was(query):
    found = parse(str(query), PACK)
    assert found.errors == ()
    assert found.query == query


@given(st.text(alphabet=st.characters() | st.sampled_from(' ":,-\\<>=.'), max_size=60))
@example('"')
@example('file:"\\')
@example("-:")
@example("date:..,none,")
def test_any_text_is_understood_or_said_and_then_stays_the_same(text):
    found = parse(text, PACK)
    assert all(0 <= fault.start < fault.stop <= len(text) for fault in found.errors)
    assert parse(str(found.query), PACK).query == found.query


@pytest.mark.parametrize(
    ("text", "values", "wanted"),
    [
        ("rain", ("posts",), "rain category:posts"),
        ("category:posts rain", ("posts", "messages"), "rain category:posts,messages"),
        ("category:posts rain category:jobs", (), "rain"),
        ("-category:posts  colour:red", ("jobs",), "-category:posts colour:red category:jobs"),
    ],
)
def test_a_choice_by_mouse_rewrites_its_own_term_only(text, values, wanted):
    assert replace_term(text, Key.CATEGORY, values) == wanted


def test_further_conditions_narrow_and_replace_nothing():
    found = asked("category:posts rain is:disputed").narrow("ads_affiliate", frozenset(), frozenset({"messages"}))
    assert found.use == "ads_affiliate"
    assert found.categories == {"messages"}
    assert Term(Key.CATEGORY, ("posts",)) in found.terms
    assert found.words == ("rain",)


def test_a_long_hostile_text_is_read_at_once():
    begun = time.process_time()
    for text in ('"\\' * 30_000, "-" * 60_000, "a:" * 30_000, ",:" * 30_000, 'is:"' * 15_000):
        parse(text, PACK)
    assert time.process_time() - begun < 10
