"""What must hold for every member, every item and every day, tried on the built-in pack with made-up circumstances."""

import datetime as dt
import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.policy import Circumstances, Outcome, PolicyEvaluator, Verdict, days, parse_circumstances
from inspector.policy.applicable_rules import find_rule_set
from inspector.policy.circumstances import SettingChange
from inspector.policy.timeline import Timeline
from inspector.policy.verdict import find_status
from inspector.taxonomy import Author, ItemClass
from tests.policy.packs import linkedin

FIRST, LAST = dt.date(2023, 1, 1), dt.date(2026, 12, 31)
LAWFUL = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

# From the most closed to the most open; the last answer but one is of a whole life, not of a day.
OPENNESS = ("excluded", "stopped", "not_stated", "aggregate_only", "could_have_been_used", "could_be_used")
SWITCHES = ("genai_improvement", "affiliate_ads_sharing", "research", "job_resume_sharing", "ads_activity")

Words = dict[str, Any]
Item = tuple[str, ItemClass, int | None]

some_day = st.dates(FIRST, LAST)
regions = st.sampled_from([*linkedin().regions, "DE", "JP"])


def openness(outcome: str | None) -> int:
    assert outcome is not None
    return OPENNESS.index(outcome)


@st.composite
def histories(draw: st.DrawFn, name: str) -> list[str]:
    """The words for one setting: nothing, a position, or a change or two of it on different days."""
    changes = draw(st.lists(some_day, max_size=3, unique=True))
    start = draw(st.sampled_from(["on@start", "off@start"]))
    dated = [f"{draw(st.sampled_from(['on', 'off']))}@{day}" for day in sorted(changes)]
    return [f"{name}={word}" for word in draw(st.sampled_from([[], [start], dated, [start, *dated]]))]


@st.composite
def circumstances(draw: st.DrawFn, **fixed: Any) -> Words:
    """The words for a member, but for those that are fixed."""
    moves = draw(st.lists(some_day, max_size=2, unique=True))
    spoken = [word for name in (*SWITCHES, "gpc") for word in draw(histories(name))]
    born = draw(st.none() | st.dates(dt.date(2004, 1, 1), dt.date(2010, 12, 31)))
    ages = {"born": born.isoformat()} if born else {"age": draw(st.sampled_from(["adult", "minor", "unknown"]))}
    words = {
        "regions": [draw(regions), *(f"{draw(regions)}@{day}" for day in moves)],
        "settings": spoken,
        "as_of": draw(st.dates(dt.date(2024, 6, 1), LAST)).isoformat(),
        **ages,
    }
    return {**words, **fixed}


@st.composite
def items(draw: st.DrawFn) -> Item:
    """A use, what the law looks at in an item, and the item's day."""
    found = ItemClass(draw(st.sampled_from([*linkedin().categories, None])), draw(st.sampled_from(list(Author))))
    posted = draw(st.none() | some_day)
    return draw(st.sampled_from(list(linkedin().uses))), found, days.from_date(posted) if posted else None


def read(words: Words) -> Circumstances:
    return parse_circumstances(linkedin(), today=LAST, **words)


def found(member: Circumstances, item: Item) -> Verdict:
    return PolicyEvaluator(linkedin(), member).item_verdict(*item)


def line(member: Circumstances, item: Item) -> Timeline:
    return PolicyEvaluator(linkedin(), member).timeline(*item[:2])


def answer(timeline: Timeline, day: int, born: int | None) -> str:
    return timeline.decide(timeline.find_step(day), timeline.find_step(born)).answer


def edges(*timelines: Timeline) -> list[int]:
    """A day of each step."""
    firsts = {step.first for timeline in timelines for step in timeline.steps}
    return sorted(days.from_date(FIRST) if first is None else first for first in firsts)


@LAWFUL
@given(circumstances())
def test_circumstances_are_read_back_as_they_were_written(words: Words) -> None:
    member = read(words)
    assert Circumstances.from_dict(json.loads(json.dumps(member.to_dict())), linkedin()) == member


@LAWFUL
@given(circumstances(), some_day)
def test_another_as_of_day_is_as_if_it_had_been_stated(words: Words, day: dt.date) -> None:
    later = read({**words, "as_of": day.isoformat()})
    assert read(words).with_as_of(days.from_date(day)) == later


@LAWFUL
@given(circumstances(), items(), st.sampled_from(SWITCHES), some_day)
def test_opting_out_never_opens_anything(words: Words, item: Item, name: str, opted: dt.date) -> None:
    member, born = read(words), item[2]
    day = days.from_date(opted)
    before = tuple(t for t in member.get_history(linkedin().settings[name]) if t.since is None or t.since < day)
    out = member.with_setting(name, *before, SettingChange("off", day))
    kept, stopped = line(member, item), line(out, item)
    for edge in edges(kept, stopped):
        if born is None or edge >= born:
            assert openness(answer(stopped, edge, born)) <= openness(answer(kept, edge, born))
    was, now_is = found(member, item), found(out, item)
    assert (was.outcome is None) == (now_is.outcome is None)
    assert was.outcome is None or openness(now_is.outcome) <= openness(was.outcome)


@LAWFUL
@given(circumstances(), items())
def test_sending_the_signal_never_opens_anything(words: Words, item: Item) -> None:
    member = read(words)
    sent, silent = (member.with_setting("gpc", SettingChange(position)) for position in ("on", "off"))
    with_signal, without = found(sent, item).outcome, found(silent, item).outcome
    assert without is None or openness(with_signal) <= openness(without)


@LAWFUL
@given(circumstances(), items(), regions, st.lists(some_day, min_size=1, max_size=3, unique=True))
def test_a_history_of_one_region_changes_nothing(words: Words, item: Item, region: str, moves: list[dt.date]) -> None:
    stays = read({**words, "regions": [region]})
    moves_about = read({**words, "regions": [region, *(f"{region}@{day}" for day in moves)]})
    assert found(moves_about, item) == found(stays, item)


@LAWFUL
@given(circumstances(), items(), some_day)
def test_a_later_as_of_day_never_removes_a_past_window(words: Words, item: Item, later: dt.date) -> None:
    early = read(words)
    late = read({**words, "as_of": max(later.isoformat(), words["as_of"])})
    kept = found(late, item).windows
    for window in found(early, item).windows:
        last = early.as_of if window.last is None else min(window.last, early.as_of)
        around = [w for w in kept if (w.last is None or w.last >= last) and w.first in (window.first, None)]
        assert around, f"{window} is gone from {kept}"


@LAWFUL
@given(circumstances(), items(), st.sampled_from([*SWITCHES, "gpc"]), st.data())
def test_an_unknown_setting_never_closes_more_than_a_known_one(
    words: Words, item: Item, name: str, data: st.DataObject
) -> None:
    others = [word for word in words["settings"] if not word.startswith(f"{name}=")]
    unknown = found(read({**words, "settings": others}), item)
    known = found(read({**words, "settings": [*others, *data.draw(histories(name))]}), item)
    assert unknown.outcome is None or openness(unknown.outcome) >= openness(known.outcome)


@LAWFUL
@given(circumstances(), items())
def test_an_unknown_age_never_closes_more_than_a_known_one(words: Words, item: Item) -> None:
    ageless = {name: word for name, word in words.items() if name not in ("age", "born")}
    unknown, known = found(read({**ageless, "age": "unknown"}), item), found(read(words), item)
    assert unknown.outcome is None or openness(unknown.outcome) >= openness(known.outcome)


@LAWFUL
@given(circumstances(), items(), st.sampled_from(["age", "genai_improvement"]))
def test_what_is_not_known_of_an_author_never_closes_more(words: Words, item: Item, fact: str) -> None:
    member = read(words)
    unknown, supposed = found(member, item).outcome, found(member.with_closing_author_fact(fact), item).outcome
    assert unknown is None or openness(unknown) >= openness(supposed)


@LAWFUL
@given(circumstances(), items())
def test_now_is_the_answer_of_the_as_of_day_alone(words: Words, item: Item) -> None:
    member, born = read(words), item[2]
    verdict = found(member, item)
    if verdict.outcome is None:
        assert born is not None
        assert born > member.as_of
        assert (verdict.now, verdict.windows, verdict.earlier) == (None, (), ())
        return
    assert verdict.now == answer(line(member, item), member.as_of, born)
    whole_life = verdict.outcome is Outcome.COULD_HAVE_BEEN_USED
    assert (verdict.outcome == verdict.now) is not whole_life


@LAWFUL
@given(circumstances(), items())
def test_nothing_closes_exactly_what_could_be_used(words: Words, item: Item) -> None:
    verdict = found(read(words), item)
    assert (not verdict.closers) is (verdict.now in ("could_be_used", None))
    assert bool(verdict.rules) is (verdict.outcome is not None)


@LAWFUL
@given(circumstances(), items())
def test_windows_lie_within_the_life_in_order_and_apart(words: Words, item: Item) -> None:
    member, born = read(words), item[2]
    verdict = found(member, item)
    spans = [(w.first, w.last) for w in verdict.windows]
    for first, last in spans:
        assert first is None or first <= member.as_of
        assert born is None or (first is not None and first >= born)
        assert first is None or last is None or first <= last
    for (_, last), (following, _) in pairwise(spans):
        assert last is not None
        assert following is not None
        assert following > last + 1
    open_now = bool(spans) and (spans[-1][1] is None or spans[-1][1] >= member.as_of)
    assert open_now is (verdict.outcome is Outcome.COULD_BE_USED)
    assert bool(spans) is (verdict.outcome in (Outcome.COULD_BE_USED, Outcome.COULD_HAVE_BEEN_USED))


@LAWFUL
@given(circumstances(), items())
def test_windows_are_exactly_the_open_days_of_the_life(words: Words, item: Item) -> None:
    member, born = read(words), item[2]
    timeline, verdict = line(member, item), found(member, item)
    for day in edges(timeline):
        if day <= member.as_of and (born is None or day >= born):
            inside = any(
                (w.first is None or w.first <= day) and (w.last is None or day <= w.last) for w in verdict.windows
            )
            assert inside is (answer(timeline, day, born) == "could_be_used")


@LAWFUL
@given(circumstances(), items())
def test_earlier_answers_lie_before_the_as_of_day_and_differ_from_it(words: Words, item: Item) -> None:
    member, born = read(words), item[2]
    verdict = found(member, item)
    for earlier in verdict.earlier:
        assert earlier.last is not None
        assert earlier.last < member.as_of
        assert born is None or (earlier.first is not None and born <= earlier.first <= earlier.last)
        assert earlier.answer != verdict.now
        assert earlier.rules


@LAWFUL
@given(circumstances(), items())
def test_a_fact_is_assumed_only_if_nobody_stated_it_and_only_if_it_matters(words: Words, item: Item) -> None:
    reading = PolicyEvaluator(linkedin(), read(words))
    outcome = reading.item_verdict(*item).outcome
    spoken = {word.split("=")[0] for word in words["settings"] if "@start" in word}
    for fact in reading.assumptions(*item):
        assert fact.other_outcome is not outcome
        assert fact.fact not in spoken
        assert fact.fact != "region"
        assert fact.fact != "age" or words.get("age") == "unknown"


@LAWFUL
@given(circumstances(), items())
def test_every_verdict_cites_what_exists(words: Words, item: Item) -> None:
    pack, verdict = linkedin(), found(read(words), item)
    known = {*pack.rules, *(use.default_rule for use in pack.uses.values())}
    cited = {*verdict.rules, *verdict.closers, *(rule for earlier in verdict.earlier for rule in earlier.rules)}
    assert cited <= known
    assert set(verdict.sources) <= set(pack.sources)
    assert verdict.label
    assert "was used" not in verdict.label


@given(circumstances(), items(), items())
@LAWFUL
def test_what_was_asked_before_changes_no_verdict(words: Words, item: Item, other: Item) -> None:
    member = read(words)
    evaluator = PolicyEvaluator(linkedin(), member)
    evaluator.item_verdict(*other)
    evaluator.assumptions(*other)
    assert evaluator.item_verdict(*item) == found(member, item)


@given(circumstances(), items())
@LAWFUL
def test_classes_that_the_rules_treat_alike_share_a_timeline(words: Words, item: Item) -> None:
    use, item_class, _day = item
    evaluator = PolicyEvaluator(linkedin(), read(words))
    for category in linkedin().categories:
        other = ItemClass(category, item_class.author)
        alike = find_rule_set(linkedin(), use, item_class) == find_rule_set(linkedin(), use, other)
        assert (evaluator.timeline(use, item_class) is evaluator.timeline(use, other)) is alike


@given(items(), st.sampled_from(sorted(linkedin().regions)), st.integers(15_000, 22_000))
@LAWFUL
def test_the_same_rules_apply_on_all_days_between_two_edges(item: Item, region: str, day: int) -> None:
    use, item_class, _born = item
    rules = find_rule_set(linkedin(), use, item_class)
    assert rules.find_applicable_rules(region, day) == replace(rules).find_applicable_rules(region, day)


@given(circumstances(), items(), st.integers(15_000, 22_000))
@LAWFUL
def test_the_questions_answer_the_same_on_all_days_of_a_step(words: Words, item: Item, day: int) -> None:
    use, item_class, _born = item
    timeline, member = line(read(words), item), read(words)
    rules = find_rule_set(linkedin(), use, item_class)
    step = timeline.steps[timeline.find_step(day)]
    assert member.find_residence(day).region == step.region
    if item_class.data_category is not None:
        assert rules.find_applicable_rules(step.region, day).regime == step.regime


@given(circumstances(), items())
@LAWFUL
def test_a_status_is_what_the_verdict_says(words: Words, item: Item) -> None:
    use, item_class, born = item
    evaluator = PolicyEvaluator(linkedin(), read(words))
    timeline = evaluator.timeline(use, item_class)
    first_step = timeline.find_step(born)
    verdict = evaluator.verdict(use, item_class, first_step)
    assert find_status(timeline, first_step) == (verdict.outcome, verdict.now, verdict.limited_to)
