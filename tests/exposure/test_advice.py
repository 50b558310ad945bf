"""What each setting would close, and what is worth doing: the numbers of judging item by item."""

from pathlib import Path

import pytest

from inspector.exposure import build_checklist, judge, list_advice, with_setting_closed
from inspector.policy import Outcome
from inspector.policy.circumstances import SettingChange
from tests.archives import PROFILE, demo, items, judged, pack, read, zipped

REGIONS = pytest.mark.parametrize("region", ["DE", "GB", "US-CA", "US", "CN", "JP"])
OPEN = (Outcome.COULD_BE_USED, Outcome.AGGREGATE_ONLY)


@REGIONS
def test_a_setting_closes_the_items_that_are_open_before_and_not_after(region: str) -> None:
    exposure = judged(demo(), region)
    for check in build_checklist(exposure):
        if not check.rules:
            continue
        turned = exposure.circumstances.with_setting_change(check.setting, check.closing_position)
        after = judge(demo(), pack(), turned)
        for reach in check.impacts:
            pairs = [
                (e.verdict(reach.use, i).outcome, after.verdict(reach.use, i).outcome)
                for e in [exposure]
                for i in items(demo())
            ]
            gone = [pair for pair in pairs if pair[0] in OPEN and pair[1] not in OPEN]
            assert reach.closed_items == len(gone), (check.setting.id, reach.use)
            assert reach.earlier_items == sum(after is Outcome.COULD_HAVE_BEEN_USED for _before, after in gone)
            assert reach.remaining_items == sum(before in OPEN and after in OPEN for before, after in pairs)


@REGIONS
def test_what_a_setting_closes_is_the_same_before_and_after_it_was_closed(region: str) -> None:
    exposure = judged(demo(), region)
    for check in build_checklist(exposure):
        if not check.rules:
            continue
        done = judge(demo(), pack(), exposure.circumstances.with_setting_change(check.setting, check.closing_position))
        (again,) = (other for other in build_checklist(done) if other.setting is check.setting)
        assert again.impacts == check.impacts
        assert again.is_done
        assert not check.is_done


def test_a_setting_that_the_region_does_not_offer_is_listed_and_closes_nothing() -> None:
    checks = {check.setting.id: check for check in build_checklist(judged(demo(), "DE"))}
    assert list(checks) == list(pack().settings)
    assert not checks["affiliate_ads_sharing"].is_offered
    assert checks["affiliate_ads_sharing"].impacts == ()
    assert checks["genai_improvement"].is_offered


def test_a_part_of_a_country_has_the_settings_of_the_country() -> None:
    checks = {check.setting.id: check for check in build_checklist(judged(demo(), "US-CA"))}
    assert checks["gpc"].is_offered
    assert checks["gpc"].closing_position == "on"


def test_an_assumed_region_comes_first_and_is_gone_once_stated() -> None:
    assert list_advice(judged(demo()))[0].kind == "region"
    assert "region" not in [told.kind for told in list_advice(judged(demo(), "DE"))]


def test_a_leading_use_goes_before_one_with_more_items() -> None:
    settings = [told for told in list_advice(judged(demo(), "DE")) if told.kind == "setting"]
    leading = {use.id for use in pack().leading_uses}
    leads = [
        any(reach.use in leading for reach in told.setting_advice.impacts) for told in settings if told.setting_advice
    ]
    assert leads == sorted(leads, reverse=True)


def test_a_setting_that_is_closed_is_no_advice() -> None:
    open_, closed = (
        [
            told.setting_advice.setting.id
            for told in list_advice(judged(demo(), "DE", settings=stated))
            if told.setting_advice
        ]
        for stated in ([], ["genai_improvement=off@2026-01-15"])
    )
    assert "genai_improvement" in open_
    assert "genai_improvement" not in closed


def test_a_basic_archive_is_answered_with_asking_for_the_complete_one(tmp_path: Path) -> None:
    holdings = read(zipped(tmp_path, {"Profile.csv": PROFILE}))
    (told,) = (told for told in list_advice(judged(holdings, "DE")) if told.kind == "archive")
    assert told.items == len(holdings.absent_kinds) > 0


def test_files_that_cannot_be_read_and_files_not_known_are_told(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, "Odd.csv": "Mood,Weather\nfine,rain\n", "Shares.csv": b"\x00\x01\x02" * 50}
    holdings = read(zipped(tmp_path, files))
    told = {told.kind: told.items for told in list_advice(judged(holdings, "DE"))}
    assert told["problems"] == sum(problem.severity == "warning" for problem in holdings.problems) > 0
    assert told["files"] == sum(file.state == "unknown" for file in holdings.files) > 0


def test_a_turn_taken_back_leaves_the_earlier_history() -> None:
    setting = pack().settings["genai_improvement"]
    now = judged(demo(), "DE", settings=["genai_improvement=off@2025-01-15", "genai_improvement=on@2025-06-01"])
    turned = now.circumstances.with_setting_change(setting, "off", now.circumstances.as_of - 3)
    assert turned.get_history(setting)[-1] == SettingChange("off", now.circumstances.as_of - 3)
    assert turned.without_last_change(setting) == now.circumstances


def test_the_only_turn_taken_back_is_not_stated_any_more() -> None:
    now, setting = judged(demo(), "DE").circumstances, pack().settings["genai_improvement"]
    assert now.with_setting_change(setting, "off").without_last_change(setting) == now


def test_another_day_of_closing_replaces_the_one_before_and_none_takes_it_back() -> None:
    now, setting = judged(demo(), "DE").circumstances, pack().settings["genai_improvement"]
    first = with_setting_closed(setting, now, now.as_of)
    second = with_setting_closed(setting, first, now.as_of - 100)
    assert second == now.with_setting_change(setting, "off", now.as_of - 100)
    assert with_setting_closed(setting, second, None) == now


def test_a_form_is_closed_by_sending_it() -> None:
    now, form = judged(demo(), "DE").circumstances, pack().settings["objection_form"]
    assert with_setting_closed(form, now, now.as_of).find_setting_change(form, now.as_of).position == "on"


def test_an_opt_out_that_comes_late_has_a_number_for_each_view_of_what_it_reaches() -> None:
    late = {check.setting.id: check for check in build_checklist(judged(demo(), "DE"))}["genai_improvement"]
    assert [conflict.id for conflict in late.conflicts] == ["X04"]
    impact = late.disputed_impact
    assert impact is not None
    assert impact.disputed_items == impact.earlier_items > 0
    assert impact.certain_items == impact.closed_items - impact.earlier_items


def test_a_setting_on_which_sources_agree_has_one_number() -> None:
    checks = {check.setting.id: check for check in build_checklist(judged(demo(), "US"))}
    assert checks["affiliate_ads_sharing"].conflicts == ()
    assert checks["affiliate_ads_sharing"].disputed_impact is None


@pytest.mark.parametrize("region", ["GB", "US"])
def test_turning_the_ai_setting_off_stops_affiliates_too(region: str) -> None:
    exposure = judged(demo(), region)
    (found,) = [check for check in build_checklist(exposure) if check.setting.id == "genai_improvement"]
    use = "genai_training_affiliate"
    open_items = [item for item in items(demo()) if exposure.verdict(use, item).outcome in OPEN]
    assert {impact.use: impact.closed_items for impact in found.impacts}[use] == len(open_items) > 0
