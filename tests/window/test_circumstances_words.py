"""Circumstances become the words of the command line and circumstances again, the same ones."""

import pytest

from inspector.items import Hint
from inspector.policy import parse_circumstances
from inspector.window.details.circumstances_words import (
    CircumstancesInput,
    describe_hint,
    find_place_code,
    format_circumstances,
    list_places,
    place_name,
    unique_hints,
)
from tests import archives

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
def test_words_say_the_same_circumstances_again(stated):
    pack = archives.pack()
    circumstances = parse_circumstances(pack, today=archives.TODAY, **stated)
    assert format_circumstances(circumstances, pack).parse(pack, archives.TODAY) == circumstances


def test_one_setting_is_changed_and_taken_back_alone():
    words = CircumstancesInput(settings=(("gpc", ("on",)),)).with_setting("genai_improvement", ("off@2026-01-15",))
    assert words.to_arguments()["settings"] == ["genai_improvement=off@2026-01-15", "gpc=on"]
    assert words.with_setting("genai_improvement", ()) == CircumstancesInput(settings=(("gpc", ("on",)),))


def test_every_place_that_is_offered_is_understood_by_its_name():
    pack = archives.pack()
    offered = list_places(pack)
    assert len({place.name for place in offered}) == len(offered)
    for place in offered:
        assert find_place_code(pack, place.name) == place.code
        parse_circumstances(pack, regions=[place.code], today=archives.TODAY)


def test_places_are_understood_as_people_write_them():
    pack = archives.pack()
    written = {"germany": "DE", " Deutschland ": "DE", "de": "DE", "California": "US-CA", "Rest of the world": "ROW"}
    assert {text: find_place_code(pack, text) for text in written} == written
    assert find_place_code(pack, "Atlantis") == "Atlantis"


def test_a_part_of_a_country_keeps_its_own_word():
    assert place_name(archives.pack(), "US-NY") == "US-NY"
    assert place_name(archives.pack(), "DE") == "Germany"
    assert place_name(archives.pack(), "UK") == "United Kingdom"


def test_a_hint_says_what_file_and_column_suggest():
    pack = archives.pack()
    region = Hint("region", "DE", "Profile.csv", "Geo Location")
    assert describe_hint(pack, region) == "Profile.csv, Geo Location suggests Germany"
    assert describe_hint(pack, Hint("age", "minor", "A.csv", "Age")) == "A.csv, Age suggests under 18"
    same = Hint("region", "DE", "Receipts.csv", "Country")
    assert unique_hints((region, same, Hint("born", "1990-01-01", "A", "B")), "region") == (region,)
