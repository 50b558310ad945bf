"""The sample member: what it holds, and its verdicts for nine regions, worked out by hand from the policy.

The rows were counted without the program (``HELD`` below), and the dated rules applied to the data categories with
pen and paper. "Band" is the day of an item: what was posted before 2025-11-03, when ads sharing ended in the United
Kingdom, and what since.
"""

from collections import Counter
from itertools import product

import pytest

from inspector.exposure import Exposure
from inspector.policy import Outcome
from inspector.taxonomy import CATEGORIES
from tests.archives import LEADING, codes, demo, items, judged, pack
from tests.demo_figures import BORN_SINCE_NOVEMBER_2025, EXPECTED, HELD, ITEMS, OTHERS, Table

REGIONS = ("DE", "CH", "GB", "US", "US-CA", "CA", "HK", "CN", "JP")


def table(exposure: Exposure, use: str) -> Table:
    """Items by category and outcome; ``limited`` stands for: could be used, for one purpose only."""
    found: dict[str, dict[str, int]] = {}
    for counted, number in exposure.counts(use).items():
        outcome = "limited" if counted.is_limited else counted.outcome.value if counted.outcome else "outside"
        found.setdefault(counted.category, {})[outcome] = number
    return found


def test_the_sample_holds_what_was_counted_by_hand() -> None:
    found = Counter(item.item_class.data_category for item in items(demo()))

    assert found == HELD
    assert demo().item_count == sum(HELD.values()) == ITEMS


def test_the_authors_are_those_that_were_counted_by_hand() -> None:
    found: dict[str | None, Counter[str]] = {}
    for item in items(demo()):
        if item.item_class.author.value != "member":
            found.setdefault(item.item_class.data_category, Counter())[item.item_class.author.value] += 1

    assert found == OTHERS


def test_the_dates_fall_on_either_side_of_november_2025_as_counted_by_hand() -> None:
    late: Counter[str | None] = Counter()
    for item in items(demo()):
        date = item.block.date(item.index)
        late[item.item_class.data_category] += date is not None and date >= "2025-11-03"

    for category in (
        "profile_core",
        "profile_endorsements",
        "content_public",
        "reactions",
        "follows",
        "ads_interactions",
    ):
        assert late[category] == BORN_SINCE_NOVEMBER_2025[category], category


@pytest.mark.parametrize(("region", "use"), list(product(REGIONS, LEADING)))
def test_the_counts_by_category_and_outcome_are_those_worked_out_by_hand(region: str, use: str) -> None:
    assert table(judged(demo(), region), use) == EXPECTED[region][use]


@pytest.mark.parametrize(("region", "use"), list(product(REGIONS, LEADING)))
def test_the_tables_worked_out_by_hand_sum_to_all_items(region: str, use: str) -> None:
    rows = EXPECTED[region][use]

    assert set(rows) == set(CATEGORIES)
    assert sum(sum(row.values()) for row in rows.values()) == ITEMS


def test_the_sample_is_large_and_varied_enough_to_show_everything() -> None:
    tables = [file for file in demo().files if file.rows]

    assert len(demo().files) >= 30
    assert sum(file.rows for file in tables) >= 400
    assert {pack().find_category(item.item_class.data_category) for item in items(demo())} == set(CATEGORIES)


def test_the_sample_opens_with_notes_only() -> None:
    assert {problem.severity.value for problem in demo().problems} == {"note"}
    assert "W_UNKNOWN_FILE" in codes(demo())
    assert demo().completeness == "complete"


REACHED = {
    Outcome.COULD_BE_USED: ("genai_training_linkedin", ["DE"], [], {}),
    Outcome.COULD_HAVE_BEEN_USED: ("genai_training_linkedin", ["DE"], ["genai_improvement=off@2026-01-15"], {}),
    Outcome.NOT_STATED: ("genai_training_linkedin", ["CN"], [], {}),
    Outcome.STOPPED: ("genai_training_linkedin", ["DE"], ["genai_improvement=off@start"], {}),
    Outcome.EXCLUDED: ("genai_training_affiliate", ["DE"], [], {}),
}
"""For each outcome a use and circumstances under which the sample shows it; only demographic data, which no file of
today holds, is used in aggregate."""


@pytest.mark.parametrize("outcome", list(REACHED))
def test_every_outcome_that_a_download_of_today_can_have_is_reached(outcome: Outcome) -> None:
    use, regions, settings, stated = REACHED[outcome]

    counts = judged(demo(), *regions, settings=settings, **stated).counts(use)

    assert sum(number for counted, number in counts.items() if counted.outcome is outcome) > 0


def test_an_item_after_the_as_of_day_can_be_reached() -> None:
    counts = judged(demo(), "DE", as_of="2026-01-01").counts("genai_training_linkedin")

    assert sum(number for counted, number in counts.items() if counted.outcome is None) > 0


def test_nothing_of_a_minors_could_be_used() -> None:
    """No text says how far the protection reaches what LinkedIn recorded or wrote: not stated, never stopped."""
    minor = judged(demo(), "DE", age="minor")

    outcomes = {
        author: Counter(
            minor.verdict("genai_training_linkedin", item).outcome
            for item in items(demo())
            if item.item_class.author.value == author
        )
        for author in ("member", "linkedin")
    }
    assert outcomes["member"][Outcome.STOPPED] > 300
    assert outcomes["linkedin"][Outcome.NOT_STATED] > 9  # among them: answers of the AI coach 8, the AI's summary 1
    assert outcomes["member"][Outcome.COULD_BE_USED] == outcomes["linkedin"][Outcome.COULD_BE_USED] == 0
