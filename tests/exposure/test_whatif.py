"""What if: each preset beside a judgement made from scratch, and the same counts along time beside a count by hand."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import pytest

from inspector.exposure import Comparison, Exposure, compare_circumstances, count_by_month, find_timeline_events
from inspector.exposure.what_if import with_move, with_opt_out, without_opt_out
from inspector.policy import Circumstances, Outcome, days
from tests.archives import LEADING, demo, items, judged, pack
from tests.demo_figures import HELD

OFF_AND_ON = ("genai_improvement=off@2026-01-15", "genai_improvement=on@2026-06-01")
TODAY = "2026-11-22"


def opt_out(now: Circumstances) -> Circumstances:
    """The preset "opt out today"."""
    return with_opt_out(pack(), now)


def never(now: Circumstances) -> Circumstances:
    """The preset "never opted out"."""
    return without_opt_out(pack(), now)


def move(region: str) -> Callable[[Circumstances], Circumstances]:
    """The preset "moved to"."""
    return lambda now: with_move(region, now)


@dataclass(frozen=True)
class What:
    """A preset over some circumstances, and the circumstances in words that it must come to."""

    regions: tuple[str, ...]
    preset: Callable[[Circumstances], Circumstances]
    then_regions: tuple[str, ...]
    settings: tuple[str, ...] = ()
    then_settings: tuple[str, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)


WHATS = {
    "Germany, opt out today": What(("DE",), opt_out, ("DE",), (), (f"genai_improvement=off@{TODAY}",)),
    "United States, opt out today": What(("US",), opt_out, ("US",), (), (f"genai_improvement=off@{TODAY}",)),
    "opt out on a day in the past": What(
        ("US",), opt_out, ("US",), (), ("genai_improvement=off@2025-03-01",), {"as_of": "2025-03-01"}
    ),
    "opt out today after off and on again": What(
        ("DE",), opt_out, ("DE",), OFF_AND_ON, (*OFF_AND_ON, f"genai_improvement=off@{TODAY}")
    ),
    "opt out today, off already": What(
        ("GB",), opt_out, ("GB",), ("genai_improvement=off@2026-01-15",), ("genai_improvement=off@2026-01-15",)
    ),
    "opt out today, under 18": What(
        ("GB",), opt_out, ("GB",), (), (f"genai_improvement=off@{TODAY}",), {"age": "minor"}
    ),
    "never opted out, off since a day": What(
        ("DE",), never, ("DE",), ("genai_improvement=off@2026-01-15",), ("genai_improvement=on@start",)
    ),
    "never opted out, off and on again": What(("US",), never, ("US",), OFF_AND_ON, ("genai_improvement=on@start",)),
    "never opted out, never on": What(
        ("GB",), never, ("GB",), ("genai_improvement=off@start",), ("genai_improvement=on@start",)
    ),
    "never opted out, on all along": What(("CA",), never, ("CA",)),
    "Germany, moved to the United States": What(("DE",), move("US"), ("DE", f"US@{TODAY}")),
    "United States, moved to the EEA": What(("US",), move("EEA"), ("US", f"EEA@{TODAY}")),
    "California, moved to the United States": What(("US-CA",), move("US"), ("US-CA", f"US@{TODAY}")),
    "moved to Mainland China after another move": What(
        ("DE", "GB@2025-12-01"), move("CN"), ("DE", "GB@2025-12-01", f"CN@{TODAY}")
    ),
    "moved to Switzerland on the day of another move": What(
        ("US", f"GB@{TODAY}"), move("CH"), ("US", f"CH@{TODAY}"), ("affiliate_ads_sharing=off@2026-02-01",),
        ("affiliate_ads_sharing=off@2026-02-01",),
    ),
    "moved to where the member lives": What(("JP",), move("ROW"), ("JP",)),
}  # fmt: skip
EACH = pytest.mark.parametrize("name", WHATS)


@cache
def compared(name: str) -> Comparison:
    """The sample before and after a preset."""
    what = WHATS[name]
    before = judged(demo(), *what.regions, settings=what.settings, **what.more)
    return compare_circumstances(before, what.preset(before.circumstances))


@cache
def apart(name: str) -> tuple[Exposure, Exposure]:
    """Two judgements made from words, with no preset and no comparison."""
    what = WHATS[name]
    before = judged(demo(), *what.regions, settings=what.settings, **what.more)
    return before, judged(demo(), *what.then_regions, settings=what.then_settings, **what.more)


def counted(exposure: Exposure, use: str) -> Counter[tuple[str, Outcome | None]]:
    """Items by category and outcome, as a judgement counts them."""
    found: Counter[tuple[str, Outcome | None]] = Counter()
    for bin_, number in exposure.counts(use).items():
        found[bin_.category, bin_.outcome] += number
    return found


# ---- the comparison


@EACH
def test_the_counts_before_and_after_are_those_of_two_judgements_apart(name: str) -> None:
    before, after = apart(name)

    for use in pack().uses:
        moves = [move for move in compared(name).changes if move.use == use]
        left: Counter[tuple[str, Outcome | None]] = Counter()
        right: Counter[tuple[str, Outcome | None]] = Counter()
        for each in moves:
            left[each.category, each.before] += each.items
            right[each.category, each.after] += each.items
        assert left == counted(before, use)
        assert right == counted(after, use)


@EACH
def test_the_items_that_move_are_those_found_one_by_one(name: str) -> None:
    before, after = apart(name)

    for use in LEADING:
        differs = {
            str(item.block.ref(item.index, False))
            for item in items(demo())
            if before.verdict(use, item).outcome is not after.verdict(use, item).outcome
        }
        moved = [str(item.block.ref(item.index, False)) for item in compared(name).select_changed(use)]
        assert len(moved) == len(set(moved))
        assert set(moved) == differs
        assert sum(each.items for each in compared(name).changes if each.use == use and not each.is_unchanged) == len(
            moved
        )


@EACH
def test_every_item_is_counted_once(name: str) -> None:
    moves = compared(name).changes

    assert len({(m.use, m.data_category, m.before, m.after) for m in moves}) == len(moves)
    for use in pack().uses:
        held: Counter[str | None] = Counter()
        for each in moves:
            if each.use == use:
                held[each.data_category] += each.items
        assert held == HELD


# ---- what the presets do


def test_opting_out_today_opens_nothing_and_keeps_what_was_open() -> None:
    moves = [move for move in compared("Germany, opt out today").changes if not move.is_unchanged]

    assert {move.use for move in moves} == {"genai_training_linkedin"}
    # On the list and in force until yesterday: could have been used. Nothing is of today itself.
    assert {(move.before, move.after) for move in moves if move.before is Outcome.COULD_BE_USED} == {
        (Outcome.COULD_BE_USED, Outcome.COULD_HAVE_BEEN_USED)
    }
    assert all(move.after is not Outcome.COULD_BE_USED for move in moves)


def test_opting_out_again_moves_nothing() -> None:
    assert all(move.is_unchanged for move in compared("opt out today, off already").changes)


def test_moving_to_where_one_lives_and_never_having_opted_out_when_one_never_did_move_nothing() -> None:
    for name in ("moved to where the member lives", "never opted out, on all along"):
        assert all(move.is_unchanged for move in compared(name).changes)


def test_never_opting_out_undoes_every_stop_by_the_setting() -> None:
    comparison = compared("never opted out, never on")
    moved = {(move.before, move.after) for move in comparison.changes if not move.is_unchanged}

    assert (Outcome.STOPPED, Outcome.COULD_BE_USED) in moved
    assert all(before is Outcome.STOPPED or before is Outcome.NOT_STATED for before, _after in moved)
    assert not any(
        move.after is Outcome.STOPPED for move in comparison.changes if move.use == "genai_training_linkedin"
    )


def test_a_move_keeps_the_windows_of_the_region_left() -> None:
    moves = compared("United States, moved to the EEA").changes

    ads = {(move.before, move.after) for move in moves if move.use == "ads_affiliate" and not move.is_unchanged}
    # Open in the US until the eve: once open, never again merely excluded. What was silent is excluded from now on.
    assert ads == {
        (Outcome.COULD_BE_USED, Outcome.COULD_HAVE_BEEN_USED),
        (Outcome.NOT_STATED, Outcome.EXCLUDED),
    }


@EACH
def test_a_preset_leaves_all_other_circumstances_as_they_are(name: str) -> None:
    before, after = compared(name).before.circumstances, compared(name).after.circumstances

    assert (after.as_of, after.age, after.birth_date) == (before.as_of, before.age, before.birth_date)
    settings = [[turn for turn in c.setting_changes if turn[0] != "genai_improvement"] for c in (before, after)]
    assert settings[0] == settings[1]
    assert after.residences == before.residences or after.setting_changes == before.setting_changes


# ---- along time

ALONG = {
    "Germany, off and on again": ((("DE",), OFF_AND_ON), {}),
    "moved from the US to the UK": ((("US", "GB@2025-12-01"), ("affiliate_ads_sharing=off@2026-02-01",)), {}),
    "California, a signal, turning 18": ((("US-CA",), ("gpc=on@2025-12-24",)), {"born": "2008-02-29"}),
    "Hong Kong, as of a day within a month": ((("HK",), ()), {"as_of": "2026-06-15"}),
}  # fmt: skip
LAST_DAYS = {"2024-09": "2024-09-30", "2025-12": "2025-12-31", "2026-02": "2026-02-28"}


@pytest.mark.parametrize("month", LAST_DAYS)
@pytest.mark.parametrize("name", ALONG)
def test_a_month_counts_what_a_judgement_as_of_its_last_day_counts_item_by_item(name: str, month: str) -> None:
    (regions, settings), more = ALONG[name]
    exposure = judged(demo(), *regions, settings=settings, **more)
    then = judged(demo(), *regions, settings=settings, **{**more, "as_of": LAST_DAYS[month]})

    for use in LEADING:
        there: Counter[str] = Counter()
        is_open: Counter[str] = Counter()
        for item in items(demo()):
            verdict = then.verdict(use, item)
            category = pack().find_category(item.item_class.data_category)
            there[category] += verdict.outcome is not None
            is_open[category] += verdict.now == "could_be_used"
        found = [each for each in count_by_month(exposure, use) if each.month == dt.date.fromisoformat(f"{month}-01")]
        assert len({each.category for each in found}) == len(found)
        assert {each.category: each.items for each in found if each.items} == dict(+there)
        assert {each.category: each.open_items for each in found if each.open_items} == dict(+is_open)


@pytest.mark.parametrize("name", ALONG)
def test_months_follow_one_another_up_to_the_as_of_day_and_never_lose_an_item(name: str) -> None:
    (regions, settings), more = ALONG[name]
    exposure = judged(demo(), *regions, settings=settings, **more)

    found = count_by_month(exposure, "genai_training_linkedin")

    months = sorted({each.month for each in found})
    assert months[0] == dt.date(2024, 1, 1)
    assert months[-1] == days.to_date(exposure.circumstances.as_of).replace(day=1)
    assert all((b.year - a.year) * 12 + b.month - a.month == 1 for a, b in pairwise(months))
    for category in {each.category for each in found}:
        held = [each.items for each in found if each.category == category]
        assert len(held) == len(months)
        assert held == sorted(held)
        assert all(each.open_items <= each.items for each in found if each.category == category)


@pytest.mark.parametrize("use", LEADING)
@pytest.mark.parametrize("name", ALONG)
def test_the_marks_come_in_the_order_of_days_each_once_and_none_after_the_as_of_day(name: str, use: str) -> None:
    (regions, settings), more = ALONG[name]
    exposure = judged(demo(), *regions, settings=settings, **more)

    found = find_timeline_events(exposure, use)

    assert found
    assert [mark.day for mark in found] == sorted(mark.day for mark in found)
    assert len(set(found)) == len(found)
    assert all(days.from_date(mark.day) <= exposure.circumstances.as_of for mark in found)


def test_the_marks_name_every_turn_the_move_and_the_birthday() -> None:
    exposure = judged(demo(), "US", "GB@2025-12-01", settings=[*OFF_AND_ON], born="2008-02-29")

    found = {(mark.day.isoformat(), mark.kind) for mark in find_timeline_events(exposure, "genai_training_linkedin")}

    assert found >= {
        ("2025-12-01", "region"),
        ("2026-01-15", "setting"),
        ("2026-06-01", "setting"),
        ("2026-03-01", "age"),
        ("2025-09-18", "rule"),
    }
