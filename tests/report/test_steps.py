"""What a report advises to do: the settings of the checklist, in its order, and none that the region does not offer."""

import pytest

from inspector.exposure import checklist, worth_closing
from inspector.summary.sections import next_steps
from tests.archives import demo, judged, pack
from tests.report.reports import of


@pytest.mark.parametrize("region", ["DE", "US", "CN", "GB"])
def test_the_settings_to_close_are_those_of_the_checklist_in_its_order(region: str) -> None:
    exposure = judged(demo(), region)
    paths = [check.setting.path for check in worth_closing(exposure)]

    assert [step.where for step in next_steps(of(exposure))][: len(paths)] == paths
    offered = {check.setting.id for check in checklist(exposure) if check.offered}
    assert {check.setting.id for check in worth_closing(exposure)} <= offered


def test_a_setting_that_is_said_to_be_closed_is_no_step() -> None:
    setting = pack().settings["genai_improvement"]
    stated = ["genai_improvement=off@2026-01-15"]

    before, after = (next_steps(of(judged(demo(), "US", settings=given))) for given in ([], stated))

    assert any(setting.name in step.what for step in before)
    assert not any(setting.name in step.what for step in after)
