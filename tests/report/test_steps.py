"""What to do next: the settings of the checklist in its order, without those that the region does not offer."""

import pytest

from inspector.exposure import build_checklist, recommended_settings
from inspector.summary.exposure_summary import Summary
from inspector.summary.sections import list_recommendations
from tests.archives import demo, judged, pack


@pytest.mark.parametrize("region", ["DE", "US", "CN", "GB"])
def test_the_settings_to_close_are_those_of_the_checklist_in_its_order(region: str) -> None:
    exposure = judged(demo(), region)
    paths = [check.setting.path for check in recommended_settings(exposure)]

    assert [step.location for step in list_recommendations(Summary(exposure))][: len(paths)] == paths
    offered = {check.setting.id for check in build_checklist(exposure) if check.is_offered}
    assert {check.setting.id for check in recommended_settings(exposure)} <= offered


def test_a_setting_that_is_said_to_be_closed_is_no_step() -> None:
    setting = pack().settings["genai_improvement"]
    stated = ["genai_improvement=off@2026-01-15"]

    before, after = (list_recommendations(Summary(judged(demo(), "US", settings=given))) for given in ([], stated))

    assert any(setting.name in step.action for step in before)
    assert not any(setting.name in step.action for step in after)
