"""The join of holdings and policy: judged items, counts, what-if, advice and trend."""

from inspector.exposure.advice import (
    Advice,
    SettingAdvice,
    SettingImpact,
    build_checklist,
    list_advice,
    recommended_settings,
    with_setting_closed,
)
from inspector.exposure.exposure import CountKey, Exposure, SummaryRow, Tally, judge
from inspector.exposure.grouping import BEGINNING, combine_groups, group_by_verdict
from inspector.exposure.trend import Month, TimelineEvent, count_by_month, find_timeline_events, sum_categories
from inspector.exposure.what_if import (
    Comparison,
    OutcomeChange,
    compare_circumstances,
    list_what_ifs,
    with_constant_region,
)

__all__ = [
    "BEGINNING",
    "Advice",
    "Comparison",
    "CountKey",
    "Exposure",
    "Month",
    "OutcomeChange",
    "SettingAdvice",
    "SettingImpact",
    "SummaryRow",
    "Tally",
    "TimelineEvent",
    "build_checklist",
    "combine_groups",
    "compare_circumstances",
    "count_by_month",
    "find_timeline_events",
    "group_by_verdict",
    "judge",
    "list_advice",
    "list_what_ifs",
    "recommended_settings",
    "sum_categories",
    "with_constant_region",
    "with_setting_closed",
]
