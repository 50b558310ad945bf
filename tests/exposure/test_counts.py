"""Counts by class and day equal the verdicts row by row, whatever the circumstances."""

import itertools
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.exposure import Exposure, SummaryRow
from inspector.exposure.exposure import OUTCOMES, OUTSIDE_CODE
from inspector.exposure.frame import build_frame
from inspector.holdings.holdings import count_days
from inspector.policy import Outcome
from inspector.query import Query, select
from inspector.taxonomy import CATEGORIES
from tests.archives import LEADING, PROFILE, demo, folder, items, judged, pack, read, table

REGIONS = ("DE", "CH", "GB", "CA", "HK", "US", "US-CA", "CN", "AU", "ROW")
DAYS = ("2011-02-07", "2024-09-18", "2025-02-27", "2025-09-18", "2025-11-02", "2025-11-03", "2026-06-01", "2026-11-22")
SWITCHES = ("genai_improvement", "affiliate_ads_sharing", "objection_form", "gpc")
days_since = st.sampled_from(DAYS)


@st.composite
def circumstances(draw: st.DrawFn) -> dict[str, Any]:
    """Where somebody lived, how settings stood, how old they are, and the day asked for."""
    regions = [draw(st.sampled_from(REGIONS))]
    if draw(st.booleans()):
        regions.append(f"{draw(st.sampled_from(REGIONS))}@{draw(days_since)}")
    states = st.one_of(
        st.sampled_from(["on", "off", "off@start"]), days_since.map("off@{}".format), days_since.map("on@{}".format)
    )
    switches = [f"{name}={draw(states)}" for name in draw(st.lists(st.sampled_from(SWITCHES), unique=True))]
    stated: dict[str, Any] = {"regions": regions, "settings": switches, "as_of": draw(days_since)}
    if draw(st.booleans()):
        stated["born"] = draw(st.sampled_from(["1986-03-14", "2008-02-29", "2010-06-30"]))
    else:
        stated["age"] = draw(st.sampled_from(["adult", "minor", "unknown"]))
    return stated


def exposed(stated: dict[str, Any]) -> Exposure:
    rest = dict(stated)
    return judged(demo(), *rest.pop("regions"), **rest)


@given(stated=circumstances())
@settings(max_examples=6, deadline=None)
def test_the_tallies_of_each_use_sum_to_the_items(stated: dict[str, Any]) -> None:
    exposure = exposed(stated)
    sums: Counter[str] = Counter()
    for tally in exposure.tallies:
        sums[tally.use] += tally.items

    assert sums == dict.fromkeys(pack().uses, demo().item_count)


@given(stated=circumstances(), use=st.sampled_from(LEADING))
@settings(max_examples=6, deadline=None)
def test_the_summary_equals_a_count_row_by_row(stated: dict[str, Any], use: str) -> None:
    exposure = exposed(stated)
    counted: Counter[SummaryRow] = Counter()
    for item in items(demo()):
        verdict, data_category = exposure.verdict(use, item), item.item_class.data_category
        category = pack().find_category(data_category)
        counted[SummaryRow(use, category, data_category, verdict.outcome, verdict.now, 0)] += 1

    found = {replace(row, items=0): row.items for row in exposure.summary if row.use == use}
    assert found == counted


@given(stated=circumstances(), use=st.sampled_from(LEADING))
@settings(max_examples=6, deadline=None)
def test_the_verdict_codes_of_a_block_are_the_verdicts_of_its_items(stated: dict[str, Any], use: str) -> None:
    exposure = exposed(stated)
    for block in demo().blocks:
        codes, verdicts = exposure.find_verdict_codes(use, block)
        outcomes = exposure.find_outcome_codes(use, block)
        for item in (found for found in items(demo()) if found.block is block):
            verdict = exposure.verdict(use, item)
            assert verdicts[codes[item.index]].cut(exposure.find_first_day(item)) == verdict
            expected = OUTSIDE_CODE if verdict.outcome is None else OUTCOMES.index(verdict.outcome)
            assert outcomes[item.index] == expected


@given(stated=circumstances())
@settings(max_examples=5, deadline=None)
def test_the_counts_of_a_use_are_its_summary_by_category(stated: dict[str, Any]) -> None:
    exposure = exposed(stated)
    for use in LEADING:
        by_bin: Counter[tuple[str, Outcome | None]] = Counter()
        for found, number in exposure.counts(use).items():
            by_bin[found.category, found.outcome] += number
        by_row: Counter[tuple[str, Outcome | None]] = Counter()
        for row in (row for row in exposure.summary if row.use == use):
            by_row[row.category, row.outcome] += row.items
        assert by_bin == by_row


COMMENTS = ["Date", "Link", "Message"]


def test_an_item_dated_after_the_as_of_day_has_no_outcome_and_is_counted_apart(tmp_path: Path) -> None:
    rows = [[f"2026-{month:02d}-01 00:00:00", "l", "Words"] for month in range(1, 11)]
    holdings = read(folder(tmp_path, {"Comments.csv": table(COMMENTS, *rows)}))

    exposure = judged(holdings, "DE", as_of="2026-04-01")

    outcomes = [exposure.verdict("genai_training_linkedin", item).outcome for item in items(holdings)]
    assert outcomes == [Outcome.COULD_BE_USED] * 4 + [None] * 6
    for use in LEADING:
        assert sum(row.items for row in exposure.summary if row.use == use and row.outcome is None) == 6
        assert all(row.now is None for row in exposure.summary if row.outcome is None)


@pytest.mark.parametrize(
    ("registered", "expected"), [("", "2024-07-31"), ("2/7/25, 7:20 PM", "2025-02-07")], ids=["unknown", "known"]
)
def test_an_undated_item_lives_from_the_registration_day(tmp_path: Path, registered: str, expected: str) -> None:
    files = {"Skills.csv": "Name\nPatience\n"}
    if registered:
        files["Registration.csv"] = table(
            ["Registered At", "Registration Ip", "Subscription Types"], [registered, "", ""]
        )
    holdings = read(folder(tmp_path, files))
    exposure = judged(holdings, "US")
    item = next(item for item in items(holdings) if item.block.kind == "skills")

    windows = exposure.verdict("ads_affiliate", item).windows

    assert [str(_day(window.first)) for window in windows] == [expected]


def _day(number: int | None) -> object:
    from inspector.policy import days

    return days.format_date(number)


def test_an_undated_item_of_a_member_who_joined_after_the_as_of_day_is_outside(tmp_path: Path) -> None:
    registration = table(["Registered At", "Registration Ip", "Subscription Types"], ["2/7/25, 7:20 PM", "", ""])
    holdings = read(folder(tmp_path, {"Skills.csv": "Name\nPatience\n", "Registration.csv": registration}))

    exposure = judged(holdings, "US", as_of="2025-01-01")

    assert {exposure.verdict("ads_affiliate", item).outcome for item in items(holdings)} == {None}


def test_a_changed_circumstance_touches_no_row() -> None:
    holdings = demo()
    classes = holdings.classes
    first = judged(holdings, "DE")
    second = judged(holdings, "US", settings=["genai_improvement=off@2026-01-15"])

    assert first.tallies != second.tallies
    assert first.holdings is second.holdings is holdings
    assert holdings.classes is classes


def test_the_counts_need_no_row_once_the_classes_are_counted() -> None:
    whole = judged(demo(), "DE")
    _counted = demo().classes
    rowless = replace(demo(), blocks=())
    rowless.__dict__["classes"] = demo().classes

    assert judged(rowless, "DE").tallies == whole.tallies


def test_every_category_stands_in_the_order_in_which_it_is_shown() -> None:
    assert {row.category for row in judged(demo(), "DE").summary} == set(CATEGORIES)


def test_items_of_an_unknown_file_are_not_stated_for_every_use(tmp_path: Path) -> None:
    holdings = read(folder(tmp_path, {"Profile.csv": PROFILE, "Zukunft.csv": "Eins,Zwei\na,b\n"}))
    exposure = judged(holdings, "DE")
    item = next(item for item in items(holdings) if item.block.member == "Zukunft.csv")

    assert {exposure.verdict(use, item).outcome for use in pack().uses} == {Outcome.NOT_STATED}


@given(
    stated=circumstances(),
    use=st.sampled_from([None, *LEADING]),
    outcomes=st.frozensets(st.sampled_from(list(Outcome)), max_size=3),
    categories=st.frozensets(st.sampled_from(CATEGORIES), max_size=4),
    words=st.lists(st.sampled_from(["bucket", "RAIN", "Lindqvist", "2026", "(", "ü", "no such word"]), max_size=2),
)
@settings(max_examples=12, deadline=None)
def test_a_selection_equals_a_search_row_by_row(
    stated: dict[str, Any],
    use: str | None,
    outcomes: frozenset[Outcome],
    categories: frozenset[str],
    words: list[str],
) -> None:
    exposure = exposed(stated)
    query = Query(use=use, outcomes=outcomes, categories=categories, words=tuple(words))

    chosen = select(exposure, query)

    def wanted(item: Any) -> bool:
        cells = [text.casefold() for _column, text in item.block.cells(item.index)]
        uses = [use] if use else LEADING
        return (
            (not categories or pack().find_category(item.item_class.data_category) in categories)
            and (not outcomes or any(exposure.verdict(name, item).outcome in outcomes for name in uses))
            and all(any(word.casefold() in cell for cell in cells) for word in words)
        )

    expected = [
        (item.block.member, item.block.part_name(item.index), item.index) for item in items(demo()) if wanted(item)
    ]
    assert [(item.block.member, item.block.part_name(item.index), item.index) for item in chosen] == expected
    assert len(chosen) == len(expected)


def test_the_address_of_every_item_leads_back_to_it() -> None:
    exposure = judged(demo(), "DE")
    for item in items(demo())[::13]:
        found = exposure.find_item(str(item.block.ref(item.index, with_archive=False)))
        assert found is not None
        assert (found.block, found.index) == (item.block, item.index)


@pytest.mark.parametrize("address", ["", "Shares.csv", "Shares.csv#0", "Shares.csv#999", "1!Shares.csv#1", "../x#1"])
def test_an_address_of_nothing_finds_nothing(address: str) -> None:
    assert judged(demo(), "DE").find_item(address) is None


def test_the_data_frame_has_arrow_columns_and_the_same_counts() -> None:
    exposure = judged(demo(), "GB", as_of="2026-06-01")

    frame = build_frame(exposure)

    plain = ["id", "member", "kind", "row", "category", "data_category", "date", "text", "author", "audience"]
    assert list(frame.columns) == [*plain, *pack().uses]
    assert len(frame) == demo().item_count
    assert frame["id"].is_unique
    assert {type(kind).__name__ for kind in frame.dtypes} == {"ArrowDtype"}
    assert frame.dtypes["row"].pyarrow_dtype == pa.int64()
    for use in pack().uses:
        counted: Counter[str | None] = Counter()
        for row in exposure.summary:
            if row.use == use:
                counted[row.outcome.value if row.outcome else None] += row.items
        found = Counter(frame[use].astype(object).where(frame[use].notna(), None))
        assert found == counted


def test_the_data_frame_of_an_archive_without_a_row_is_empty(tmp_path: Path) -> None:
    holdings = read(folder(tmp_path, {"Votes.csv": "Date,Link,OptionText\n"}))

    frame = build_frame(judged(holdings, "DE"))

    assert len(frame) == 0
    assert set(pack().uses) <= set(frame.columns)


@given(st.lists(st.integers(0, 40)), st.lists(st.integers(-5, 45), unique=True).map(sorted))
def test_items_between_days_are_counted_as_one_would_by_hand(days: list[int], edges: list[int]) -> None:
    counts = count_days(np.array(days, np.int32))
    ends = [-100, *edges, 100]
    assert counts.count_by_span(edges) == [
        sum(first <= day < after for day in days) for first, after in itertools.pairwise(ends)
    ]
    assert counts.count_between(3, 17) == sum(3 <= day <= 17 for day in days)
    assert counts.count_between(None, 17) == sum(day <= 17 for day in days)
    assert counts.count_between(3, None) == sum(day >= 3 for day in days)
    assert counts.count_between(None, None) == len(days)
