"""The facts about the member, read from the words of the command line; what is not known is remembered as such."""

import datetime as dt
import json
from typing import Any

import pytest

from inspector.errors import Refused
from inspector.policy import Circumstances, days, parse_circumstances
from inspector.policy.circumstances import parse_region
from tests.policy.packs import linkedin

TODAY = dt.date(2026, 11, 22)


def stated(**words: object) -> Circumstances:
    return parse_circumstances(linkedin(), today=TODAY, **words)  # type: ignore[arg-type]


def refused(**words: object) -> Refused:
    with pytest.raises(Refused) as caught:
        stated(**words)
    return caught.value


def stays(*words: str) -> list[tuple[str, str | None, bool]]:
    return [(stay.region, days.format_date(stay.since), stay.known) for stay in stated(regions=words).residences]


def turns(name: str, *words: str, as_of: str = "2026-11-22") -> list[tuple[str, str | None, bool]]:
    found = stated(settings=[f"{name}={word}" for word in words], as_of=as_of)
    history = found.get_history(linkedin().settings[name])
    return [(turn.position, days.format_date(turn.since), turn.known) for turn in history]


# ---- regions


@pytest.mark.parametrize(
    ("word", "region"),
    [
        ("DE", "EEA"),
        ("de", "EEA"),
        (" fr ", "EEA"),
        ("EU", "EEA"),
        ("EEA", "EEA"),
        ("IS", "EEA"),
        ("GP", "EEA"),
        ("CH", "CH"),
        ("GB", "UK"),
        ("UK", "UK"),
        ("uk", "UK"),
        ("CA", "CA"),
        ("HK", "HK"),
        ("CN", "CN"),
        ("US", "US"),
        ("US-CA", "US-CA"),
        ("US-TX", "US"),
        ("GB-SCT", "UK"),
        ("DE-BY", "EEA"),
        ("JP", "ROW"),
        ("MO", "ROW"),
        ("TW", "ROW"),
        ("XK", "ROW"),
        ("ROW", "ROW"),
    ],
)
def test_a_place_is_read_in_the_words_that_people_use(word: str, region: str) -> None:
    found = parse_region(linkedin(), word)
    assert (found.region, found.known, found.approximation) == (region, True, None)


@pytest.mark.parametrize(
    ("word", "region"), [("GI", "UK"), ("je", "UK"), ("GL", "EEA"), ("PR", "US"), ("AW", "EEA"), ("NU", "ROW")]
)
def test_a_territory_that_no_text_places_is_marked_near(word: str, region: str) -> None:
    found = parse_region(linkedin(), word)
    assert (found.region, found.known) == (region, False)
    assert linkedin().territories[word.upper()].name in found.approximation
    assert linkedin().regions[region].name in found.approximation


@pytest.mark.parametrize("word", ["", "ZZ", "Germany", "D", "US-", "US-CALIFORNIA", "ZZ-CA", "-", "DE DE", "Ð\x1b[31m"])
def test_an_unknown_place_is_refused_with_what_is_allowed(word: str) -> None:
    found = refused(regions=[word])
    assert found.code == "E_CIRCUMSTANCES"
    assert found.message.startswith("The region '")
    assert found.message.isprintable()
    assert all(name in found.hint for name in ("ISO 3166", "DE", "US-CA", "UK", "EU", "ROW", "HK"))


def test_a_region_nobody_stated_is_the_rest_of_the_world_and_assumed() -> None:
    assert stays() == [("ROW", None, False)]


def test_a_region_history_is_put_in_the_order_of_days() -> None:
    assert stays("DE@2024-06-01", "US", "CH@2025-01-01") == [
        ("US", None, True),
        ("EEA", "2024-06-01", True),
        ("CH", "2025-01-01", True),
    ]


def test_where_one_lived_before_the_first_day_given_is_not_known() -> None:
    assert stays("DE@2024-06-01") == [("ROW", None, False), ("EEA", "2024-06-01", True)]


def test_the_day_of_a_move_belongs_to_the_new_place() -> None:
    found = stated(regions=["US", "DE@2024-06-01"])
    move = days.from_date(dt.date(2024, 6, 1))
    assert [found.find_residence(day).region for day in (move - 1, move, move + 1)] == ["US", "EEA", "EEA"]


def test_two_regions_without_a_day_are_refused() -> None:
    found = refused(regions=["US", "DE"])
    assert found.message == "Two regions are given without a date."
    assert "DE@2024-06-01" in found.hint


def test_two_regions_from_the_same_day_are_refused() -> None:
    assert "same day" in refused(regions=["US", "DE@2024-06-01", "CH@2024-06-01"]).message


@pytest.mark.parametrize(
    "word", ["DE@", "DE@yesterday", "DE@2024-13-01", "DE@2024-6-1", "DE@20240601", "DE@2024-W01-1"]
)
def test_a_move_on_no_day_is_refused(word: str) -> None:
    found = refused(regions=[word])
    assert "--region" in found.message
    assert "YYYY-MM-DD" in found.hint


# ---- age


def test_an_age_nobody_stated_is_unknown_and_counts_as_adult() -> None:
    found = stated()
    assert (found.age, found.age_known, found.is_minor(found.as_of)) == ("unknown", False, False)
    assert not stated(age="unknown").age_known


@pytest.mark.parametrize(("age", "minor"), [("adult", False), ("minor", True)])
def test_a_stated_age_holds_for_all_days(age: str, minor: bool) -> None:
    found = stated(age=age)
    assert found.age_known
    assert {found.is_minor(day) for day in (0, found.as_of, found.as_of + 9999)} == {minor}


@pytest.mark.parametrize(
    ("born", "adult_from"), [("2008-03-15", "2026-03-15"), ("2008-02-29", "2026-03-01"), ("2000-12-31", "2018-12-31")]
)
def test_a_birth_date_counts_by_day(born: str, adult_from: str) -> None:
    found = stated(born=born)
    turns_18 = found.find_adulthood_day()
    assert days.format_date(turns_18) == adult_from
    assert turns_18 is not None
    assert (found.age_known, found.is_minor(turns_18 - 1), found.is_minor(turns_18)) == (True, True, False)


def test_an_unknown_age_word_is_refused() -> None:
    found = refused(age="teenager")
    assert "'teenager'" in found.message
    assert all(word in found.hint for word in ("adult", "minor", "unknown"))


def test_age_and_birth_date_together_are_refused() -> None:
    assert "Both" in refused(age="adult", born="1990-05-01").message


@pytest.mark.parametrize("born", ["1990", "01.05.1990", "1990-02-30", "", "1990-5-1", "1990-05-01T00:00"])
def test_a_birth_date_that_is_no_day_is_refused(born: str) -> None:
    found = refused(born=born)
    assert "--born" in found.message
    assert "YYYY-MM-DD" in found.hint


@pytest.mark.parametrize("born", ["1066-10-14", "2099-01-01"])
def test_a_birth_date_that_cannot_be_right_is_refused(born: str) -> None:
    assert "cannot be right" in refused(born=born).message


# ---- the as-of day


def test_the_as_of_day_left_out_is_today_and_not_stated() -> None:
    found = stated()
    assert (days.format_date(found.as_of), found.as_of_stated) == ("2026-11-22", False)
    then = stated(as_of="2025-01-01")
    assert (days.format_date(then.as_of), then.as_of_stated) == ("2025-01-01", True)


@pytest.mark.parametrize("as_of", ["today", "2026-11-31", "22.11.2026", "", "0000-01-01"])
def test_an_as_of_day_that_is_no_day_is_refused(as_of: str) -> None:
    assert "--as-of" in refused(as_of=as_of).message


# ---- settings


@pytest.mark.parametrize(
    ("words", "history"),
    [
        (("on",), [("on", None, True)]),
        (("on@start",), [("on", None, True)]),
        (("off@start",), [("off", None, True)]),
        (("unknown",), [("on", None, False)]),
        (("off@2026-01-15",), [("on", None, True), ("off", "2026-01-15", True)]),
        (("on@2026-01-15",), [("on", None, False), ("on", "2026-01-15", True)]),
        (("off",), [("on", None, False), ("off", "2026-11-22", True)]),
        (
            ("on@2026-06-01", "off@2026-01-15"),
            [("on", None, True), ("off", "2026-01-15", True), ("on", "2026-06-01", True)],
        ),
        (("off@start", "on@2026-06-01"), [("off", None, True), ("on", "2026-06-01", True)]),
    ],
)
def test_the_words_of_a_switch_become_its_history(words: tuple[str, ...], history: list[object]) -> None:
    assert turns("genai_improvement", *words) == history


@pytest.mark.parametrize(
    ("name", "words", "history"),
    [
        ("gpc", ("on@start",), [("on", None, True)]),
        ("gpc", ("on",), [("off", None, False), ("on", "2026-11-22", True)]),
        ("gpc", ("off",), [("off", None, True)]),
        ("gpc", ("on@2026-01-15",), [("off", None, True), ("on", "2026-01-15", True)]),
        ("objection_form", ("unknown",), [("off", None, False)]),
        ("objection_form", ("on@2026-01-15",), [("off", None, True), ("on", "2026-01-15", True)]),
        ("ads_activity", ("on@2026-01-15",), [("off", None, True), ("on", "2026-01-15", True)]),
        ("ads_activity", ("off@start",), [("off", None, True)]),
        ("ads_activity", ("unknown",), [("on", None, False)]),
    ],
)
def test_signals_forms_and_consents_have_a_history_too(
    name: str, words: tuple[str, ...], history: list[object]
) -> None:
    assert turns(name, *words) == history


def test_off_without_a_day_moves_with_the_as_of_day() -> None:
    assert turns("genai_improvement", "off", as_of="2026-02-02")[-1] == ("off", "2026-02-02", True)


@pytest.mark.parametrize(
    ("name", "position"),
    [("genai_improvement", "on"), ("ads_activity", "on"), ("gpc", "off"), ("objection_form", "off")],
)
def test_a_setting_nobody_spoke_of_takes_the_value_that_leaves_most_open(name: str, position: str) -> None:
    (turn,) = stated().get_history(linkedin().settings[name])
    assert (turn.position, turn.known) == (position, False)


def test_the_day_of_a_change_belongs_to_the_new_position() -> None:
    found = stated(settings=["genai_improvement=off@2026-01-15"])
    setting, change = linkedin().settings["genai_improvement"], days.from_date(dt.date(2026, 1, 15))
    assert [found.find_setting_change(setting, day).position for day in (change - 1, change)] == ["on", "off"]


@pytest.mark.parametrize("word", ["mood=off", "genai_improvement", "=off", "", "GENAI_IMPROVEMENT=off", "off"])
def test_an_unknown_setting_is_refused_with_all_that_are_known(word: str) -> None:
    found = refused(settings=[word])
    assert "names no setting" in found.message
    assert all(name in found.hint for name in linkedin().settings)


@pytest.mark.parametrize("value", ["", "yes", "OFF", "off ", "unknown@2026-01-15", "unknown@start", "offline"])
def test_an_unknown_state_is_refused_with_what_is_allowed(value: str) -> None:
    found = refused(settings=[f"genai_improvement={value}"])
    assert "genai_improvement" in found.message
    assert all(word in found.hint for word in ("on", "off", "unknown", "@YYYY-MM-DD", "@start"))


@pytest.mark.parametrize("value", ["off@soon", "off@2026-02-30", "on@START", "off@2026-1-5"])
def test_a_change_on_no_day_is_refused(value: str) -> None:
    found = refused(settings=[f"genai_improvement={value}"])
    assert "genai_improvement" in found.message
    assert "YYYY-MM-DD" in found.hint


@pytest.mark.parametrize(
    "values", [("on", "off@start"), ("off@2026-01-15", "on@2026-01-15"), ("unknown", "on@start"), ("off", "unknown")]
)
def test_two_positions_for_the_same_time_are_refused(values: tuple[str, ...]) -> None:
    found = refused(settings=[f"genai_improvement={value}" for value in values])
    assert "twice for the same time" in found.message


def test_long_and_hostile_words_come_back_short_and_printable() -> None:
    found = refused(settings=["x" * 5000 + "\x1b[2J"])
    assert len(found.message) < 200
    assert "\x1b" not in refused(regions=["\x1b[2J"]).message


# ---- what if


def test_supposing_something_else_leaves_the_circumstances_as_they_are() -> None:
    found = stated(regions=["DE"], settings=["genai_improvement=on"], age="adult")
    assert found.with_region("US").residences[0].region == "US"
    assert found.with_age("minor").is_minor(found.as_of)
    assert found.with_closing_author_fact("age").closing_author_facts == ("age",)
    assert found == stated(regions=["DE"], settings=["genai_improvement=on"], age="adult")


def test_supposing_an_age_sets_a_birth_date_aside() -> None:
    found = stated(born="1990-05-01").with_age("minor")
    assert (found.birth_date, found.is_minor(found.as_of)) == (None, True)


# ---- where the reader falls short of the design: reported, not yet mended


def test_a_setting_with_an_empty_day_is_refused() -> None:
    assert "YYYY-MM-DD" in refused(settings=["genai_improvement=off@"]).hint


STATED = (
    {},
    {"as_of": "2026-03-01"},
    {"age": "adult"},
    {"age": "minor"},
    {"born": "2009-05-01"},
    {"regions": ["DE"]},
    {"regions": ["ROW"]},
    {"regions": ["uk"]},
    {"regions": ["US-NY"]},
    {"regions": ["GL"]},
    {"regions": ["US", "DE@2024-06-01"]},
    {"regions": ["DE@2024-06-01"]},
    {"regions": ["US", "CA@2020-01-01", "GL@2023-01-01"]},
    {"settings": ["genai_improvement=on"]},
    {"settings": ["genai_improvement=off"]},
    {"settings": ["genai_improvement=unknown"]},
    {"settings": ["genai_improvement=off@2026-01-15"]},
    {"settings": ["genai_improvement=off@2026-11-22"]},
    {"settings": ["genai_improvement=on@2026-01-15"]},
    {"settings": ["genai_improvement=off@start"]},
    {"settings": ["genai_improvement=off@start", "genai_improvement=on@2026-01-15"]},
    {"settings": ["genai_improvement=off@2025-11-10", "genai_improvement=on@2026-02-01"]},
    {"settings": ["genai_improvement=unknown", "genai_improvement=on@2026-02-01"]},
    {"settings": ["objection_form=on"]},
    {"settings": ["objection_form=off"]},
    {"settings": ["objection_form=on@start"]},
    {"settings": ["objection_form=on@2026-02-01", "gpc=on"]},
    {"settings": ["ads_activity=on@2026-02-01"]},
    {"settings": ["ads_activity=off"]},
    {"settings": ["ads_activity=off@start", "affiliate_ads_sharing=off@2026-02-01"]},
)


@pytest.mark.parametrize("stated", STATED, ids=str)
def test_circumstances_are_read_back_as_they_were_written(stated: dict[str, Any]) -> None:
    circumstances = parse_circumstances(linkedin(), today=TODAY, **stated)
    assert Circumstances.from_dict(json.loads(json.dumps(circumstances.to_dict())), linkedin()) == circumstances


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {},
        {"unknown": 1},
        {"age": "old"},
        {"as_of": "yesterday"},
        {"residences": [{"place": "Atlantis", "since": None, "known": True}]},
        {"settings": {"nothing": [{"position": "on", "since": None, "known": True, "day_known": True}]}},
        {"settings": {"genai_improvement": []}},
        {"settings": {"genai_improvement": [{"position": "half", "since": None, "known": True, "day_known": True}]}},
    ],
    ids=str,
)
def test_what_was_not_written_so_is_refused(wrong: object) -> None:
    written = parse_circumstances(linkedin(), today=TODAY).to_dict()
    data = {**written, **wrong} if isinstance(wrong, dict) and wrong else wrong
    with pytest.raises(Refused) as refused:
        Circumstances.from_dict(data, linkedin())
    assert refused.value.code == "E_CIRCUMSTANCES"


def test_a_position_without_a_day_moves_with_the_as_of_day() -> None:
    circumstances = parse_circumstances(linkedin(), settings=["genai_improvement=off"], today=TODAY)
    (_name, history) = circumstances.with_as_of(days.from_date(dt.date(2026, 5, 1))).setting_changes[0]
    assert history[-1].since == days.from_date(dt.date(2026, 5, 1))
