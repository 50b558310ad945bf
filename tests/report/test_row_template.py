"""Row templates: a group of items gets the same cells as its items one by one."""

import datetime as dt

import numpy as np
import pytest

from inspector.report.formats.row_template import DayTexts, TextTemplate, build_group_templates

DAYS = [20_000, 20_031, 20_060]


def day_texts(day: int) -> DayTexts:
    date = dt.date(1970, 1, 1) + dt.timedelta(days=day)
    return DayTexts(date.isoformat(), f"{date.day}. {date.month}. {date.year}")


def same_for_all(_day: int) -> tuple[str, ...]:
    return "excluded", ""


def own_day(day: int) -> tuple[str, ...]:
    texts = day_texts(day)
    return texts.iso, f"open from {texts.localized} ({texts.iso}) on", "R1, R2"


def other_words_on_one_day(day: int) -> tuple[str, ...]:
    return (*own_day(day), "before" if day < DAYS[1] else "after")


@pytest.mark.parametrize("get_cells", [same_for_all, own_day, other_words_on_one_day])
@pytest.mark.parametrize("own_days", [DAYS, DAYS[::-1], [DAYS[0]] * 2, [DAYS[1], DAYS[0], DAYS[1], DAYS[2]]])
def test_every_item_has_the_cells_that_it_has_by_itself(get_cells, own_days):
    items = np.arange(100, 100 + len(own_days))
    asked = []

    def cells_of(item: int) -> tuple[str, ...]:
        asked.append(item)
        return get_cells(own_days[item - 100])

    templates = build_group_templates(items, np.array(own_days), cells_of, day_texts)
    for day in own_days:
        assert tuple(template.fill(day_texts(day)) for template in templates.get(day)) == get_cells(day)
    assert len(asked) <= 2 or templates.shared is None


def test_a_group_without_days_has_its_texts_as_they_are():
    nothing = DayTexts("", "")
    assert TextTemplate.from_text("open until 2026-01-01", nothing).fill(nothing) == "open until 2026-01-01"


def test_a_text_that_is_only_a_day_is_told_apart():
    day = day_texts(DAYS[0])
    assert TextTemplate.from_text(day.iso, day).is_lone_day
    assert not TextTemplate.from_text(f"{day.iso}.", day).is_lone_day
    assert not TextTemplate.from_text("", day).is_lone_day
