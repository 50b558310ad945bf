"""Places and hints are named as people name them."""

from inspector.items import Hint
from inspector.policy import parse_circumstances
from inspector.window.details.circumstances_words import (
    describe_hint,
    find_place_code,
    list_places,
    place_name,
    unique_hints,
)
from tests import archives


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
