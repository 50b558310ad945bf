"""Two circumstances beside each other, the same counts along time, and archives read in stages: all from one count."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from inspector.exposure import compare_circumstances, count_by_month, find_timeline_events
from inspector.holdings import reader
from inspector.policy import Outcome, days
from inspector.progress import Monitor
from inspector.query import Query, select
from tests.archives import EVERY_ACCOUNT, LEADING, PROFILE, demo, folder, items, judged, known, pack

AFTERS = pytest.mark.parametrize(
    ("regions", "settings"),
    [
        (("DE",), ["genai_improvement=off@2026-01-15"]),
        (("DE",), ["genai_improvement=off@start"]),
        (("US",), []),
        (("DE", "GB@2025-12-01"), ["affiliate_ads_sharing=off@2026-02-01"]),
        (("DE",), []),
    ],
)


@AFTERS
def test_the_moves_are_those_of_a_comparison_row_by_row(regions: tuple[str, ...], settings: list[str]) -> None:
    before, after = judged(demo(), "DE"), judged(demo(), *regions, settings=settings)

    found = compare_circumstances(before, after.circumstances)

    for use in LEADING:
        counted = Counter(
            (item.item_class.data_category, before.verdict(use, item).outcome, after.verdict(use, item).outcome)
            for item in items(demo())
        )
        moves = {(m.data_category, m.before, m.after): m.items for m in found.changes if m.use == use}
        assert moves == counted
        moved = sum(move.items for move in found.changes if move.use == use and not move.is_unchanged)
        assert len(found.select_changed(use)) == moved


def test_nothing_moves_where_nothing_changes() -> None:
    before = judged(demo(), "DE")

    found = compare_circumstances(before, before.circumstances)

    assert all(move.is_unchanged for move in found.changes)
    assert all(len(found.select_changed(use)) == 0 for use in pack().uses)


@pytest.mark.parametrize("use", LEADING)
def test_the_last_month_counts_what_is_open_today(use: str) -> None:
    exposure = judged(demo(), "GB", as_of="2026-06-15")

    last = [month for month in count_by_month(exposure, use) if month.month == dt.date(2026, 6, 1)]

    counted: Counter[str] = Counter()
    for bin_, number in exposure.counts(use).items():
        counted[bin_.category] += number if bin_.outcome is not None else 0
    is_open: Counter[str] = Counter()
    for bin_, number in exposure.counts(use).items():
        is_open[bin_.category] += number if bin_.outcome is Outcome.COULD_BE_USED else 0
    assert {m.category: m.items for m in last if m.items} == {name: n for name, n in counted.items() if n}
    assert {m.category: m.open_items for m in last if m.open_items} == {name: n for name, n in is_open.items() if n}


def test_a_month_before_the_start_counts_nothing_as_open() -> None:
    months = count_by_month(judged(demo(), "DE"), "genai_training_linkedin")

    assert sum(month.open_items for month in months if month.month < dt.date(2025, 11, 1)) == 0
    assert sum(month.open_items for month in months if month.month == dt.date(2025, 11, 1)) > 0


def test_the_marks_name_the_rules_settings_and_moves_up_to_the_as_of_day() -> None:
    exposure = judged(demo(), "DE", "US@2026-03-01", settings=["genai_improvement=off@2026-02-01"])

    found = find_timeline_events(exposure, "genai_training_linkedin")

    assert {(mark.day, mark.kind) for mark in found} >= {
        (dt.date(2025, 11, 3), "rule"),
        (dt.date(2026, 2, 1), "setting"),
        (dt.date(2026, 3, 1), "region"),
    }
    assert all(days.from_date(mark.day) <= exposure.circumstances.as_of for mark in found)


def test_items_can_be_chosen_by_member() -> None:
    chosen = select(
        judged(demo(), "DE"), Query(members=frozenset({(1, "Votes.csv"), (1, "Skills.csv"), (2, "Shares.csv")}))
    )

    assert {item.block.member for item in chosen} == {"Votes.csv", "Skills.csv"}
    assert len(chosen) == 30


def test_an_archive_read_in_stages_grows_and_ends_as_the_whole(tmp_path: Path) -> None:
    files = {
        "Profile.csv": PROFILE,
        "Skills.csv": "Name\nPatience\n",
        "Comments.csv": "Date,Link,Message\n" + "2026-01-02 03:04:05,l,Words\n" * 50,
        **EVERY_ACCOUNT,
    }

    found = list(reader.read_stages([folder(tmp_path, files)], known(), Monitor(), interval=0))

    assert [holdings.item_count for holdings in found] == sorted({holdings.item_count for holdings in found})
    assert found[-1].item_count == 55
    assert judged(found[0], "DE").counts("genai_training_linkedin")
    assert found[-1].completeness == "complete"
