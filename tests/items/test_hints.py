"""What the archive suggests about its owner: each hint with its file and its column, never taken for a fact."""

import datetime as dt
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from inspector.policy import days
from inspector.report.formats.text_format import render_lines
from inspector.report.report import Report
from inspector.resources import resources_dir
from tests.archives import PROFILE, PROFILE_HEADER, folder, judged, read, table


def hinted(place: Path, files: dict[str, str]) -> list[tuple[str, str, str, str]]:
    holdings = read(folder(place, {"Connections.csv": "", **files}))
    return [(hint.option, hint.subject, hint.member, hint.column) for hint in holdings.hints]


def test_a_profile_suggests_region_and_birth_with_file_and_column(tmp_path: Path) -> None:
    assert hinted(tmp_path, {"Profile.csv": PROFILE}) == [
        ("--region DE", "region", "Profile.csv", "Geo Location"),
        ("--born 1986-03-14", "age", "Profile.csv", "Birth Date"),
    ]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("Germany", "DE"),
        ("Deutschland", "DE"),
        ("Ulm, Baden-Württemberg, Germany", "DE"),
        ("United Kingdom", "GB"),
        ("London, England, United Kingdom", "GB"),
        ("United States", "US"),
        ("Hong Kong SAR", "HK"),
        ("fr", "FR"),
    ],
)
def test_a_place_suggests_its_country(tmp_path: Path, place: str, code: str) -> None:
    profile = PROFILE_HEADER + f'Nora,Beispiel,,,,,,,,"{place}",,,\n'

    assert hinted(tmp_path, {"Profile.csv": profile}) == [(f"--region {code}", "region", "Profile.csv", "Geo Location")]


@pytest.mark.parametrize("place", ["", "Ulm and around", "Nowhere, Atlantis"])
def test_a_place_that_names_no_country_suggests_nothing(tmp_path: Path, place: str) -> None:
    assert hinted(tmp_path, {"Profile.csv": PROFILE_HEADER + f'Nora,Beispiel,,,,,,,,"{place}",,,\n'}) == []


def test_a_birthday_without_a_year_suggests_nothing(tmp_path: Path) -> None:
    assert hinted(tmp_path, {"Profile.csv": PROFILE_HEADER + "Nora,Beispiel,,,Mar 14,,,,,,,,\n"}) == []


def test_a_year_of_birth_stands_for_its_last_day(tmp_path: Path) -> None:
    text = table(
        ["First name", "Last name", "Verification type", "Country", "Year of birth", "Verified date"],
        ["Nora", "Beispiel", "ID", "N/A", "2008", "2025-10-14"],
    )

    assert hinted(tmp_path, {"Verifications/Verifications.csv": text}) == [
        ("--born 2008-12-31", "age", "Verifications/Verifications.csv", "Year of birth")
    ]


@pytest.mark.parametrize(
    ("age", "value"), [("35 to 54", "adult"), ("55+", "adult"), ("18-24", "adult"), ("13-17", "minor")]
)
def test_an_age_band_suggests_adult_or_minor(tmp_path: Path, age: str, value: str) -> None:
    text = table(["Member Age", "Company Names", "Job Titles", "Member Skills"], [age, "Probe", "Tester", "Tests"])

    assert hinted(tmp_path, {"Ad_Targeting.csv": text}) == [(f"--age {value}", "age", "Ad_Targeting.csv", "Member Age")]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("+49 731 5550", "DE"),
        (" +44 20 5550 1", "GB"),
        ("0033 1 5550", "FR"),
        ("+1 (242) 555-0101", "BS"),
        ("+7 701 5550", "KZ"),
        ("+7 495 5550", "RU"),
        ("+852 5550 1234", "HK"),
        ("+441481 5550", "GG"),
        ("Mobile: +41 44 5550", "CH"),
    ],
)
def test_a_phone_number_suggests_the_country_that_its_beginning_belongs_to(
    tmp_path: Path, number: str, code: str
) -> None:
    text = table(["Extension", "Number", "Type"], ["", "", ""], ["", number, "Mobile"])

    assert hinted(tmp_path, {"PhoneNumbers.csv": text}) == [
        (f"--region {code}", "region", "PhoneNumbers.csv", "Number")
    ]


@pytest.mark.parametrize("number", ["", "0731 5550", "+1 212 555 0101", "call me", "+", "+999 5550", "49 731"])
def test_a_number_that_tells_no_country_suggests_nothing(tmp_path: Path, number: str) -> None:
    assert hinted(tmp_path, {"PhoneNumbers.csv": table(["Extension", "Number", "Type"], ["", number, ""])}) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Allemagne", "DE"),
        ("Stati Uniti", "US"),
        ("Vereinigtes Königreich", "GB"),
        ("Suiza", "CH"),
        ("Österreich", "AT"),
        ("Zürich, Svizzera", "CH"),
        ("Tyskland", "DE"),
        ("Países Bajos", "NL"),
        ("РОССИЯ", "RU"),
        ("日本", "JP"),
        ("Kanada", "CA"),
    ],
)
def test_a_country_is_known_by_its_name_in_several_languages(tmp_path: Path, name: str, code: str) -> None:
    assert hinted(tmp_path, {"Profile.csv": PROFILE_HEADER + f'Nora,Beispiel,,,,,,,,"{name}",,,\n'})[0][0] == (
        f"--region {code}"
    )


def test_no_name_and_no_number_belongs_to_two_countries() -> None:
    written = tomllib.loads((resources_dir() / "catalog" / "countries.toml").read_text(encoding="utf-8"))["country"]
    names = Counter(name.casefold() for country in written for name in {n.casefold() for n in country["names"]})
    numbers = Counter(number for country in written for number in country.get("calling", ()))

    assert [name for name, times in names.items() if times > 1] == []
    assert [number for number, times in numbers.items() if times > 1] == []


@pytest.mark.parametrize(
    ("places", "code"), [("Ulm, Germany | Bonn, Germany", "DE"), ("Ulm, Germany | Bern, Schweiz", "")]
)
def test_several_places_suggest_a_country_only_where_they_agree(tmp_path: Path, places: str, code: str) -> None:
    text = table(["Locations", "Industries", "Job Titles", "Open To Recruiters"], [places, "", "", "false"])

    found = hinted(tmp_path, {"Jobs/Job Seeker Preferences.csv": text})

    assert [option for option, *_rest in found] == ([f"--region {code}"] if code else [])


def test_the_day_of_registration_says_where_it_was_found_and_is_told(tmp_path: Path) -> None:
    text = 'Registered At,Registration Ip,Subscription Types\n"2/7/11, 7:20 PM",192.0.2.44,Basic\n'
    holdings = read(folder(tmp_path, {"Registration.csv": text}))

    (hint,) = holdings.hints
    assert (hint.subject, hint.value, hint.member, hint.column, hint.option) == (
        "registration",
        "2011-02-07",
        "Registration.csv",
        "Registered At",
        "",
    )
    said = " ".join(render_lines(Report(judged(holdings), dt.datetime(2026, 11, 22, tzinfo=dt.UTC))))
    assert "count from 2011-02-07, the day of registration (Registration.csv, Registered At)" in said


def test_a_hint_changes_no_circumstance(tmp_path: Path) -> None:
    exposure = judged(read(folder(tmp_path, {"Profile.csv": PROFILE})), age="unknown")

    assert [(stay.region, stay.known) for stay in exposure.circumstances.residences] == [("ROW", False)]
    assert not exposure.circumstances.age_known


def test_names_addresses_and_the_day_of_registration_come_from_three_files(tmp_path: Path) -> None:
    files = {
        "Profile.csv": PROFILE,
        "Registration.csv": 'Registered At,Registration Ip,Subscription Types\n"2/7/11, 7:20 PM",192.0.2.44,Basic\n',
        "Invitations.csv": table(
            ["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrn", "inviteeProfileUrn"],
            ["Nora", "Otto", "5/1/17, 3:04 PM", "", "OUTGOING", "urn:li:member:1", "urn:li:member:2"],
        ),
    }

    holdings = read(folder(tmp_path, files))

    assert holdings.owner.names == {"nora beispiel"}
    assert holdings.owner.addresses == {"urn:li:member:1"}
    assert holdings.registration_day == days.from_date(dt.date(2011, 2, 7))


def test_the_registration_of_2018_is_read_as_well(tmp_path: Path) -> None:
    text = table(
        [
            "Registration Date",
            "Registration IP Address",
            "Invited by (First Name)",
            "Invited by (Last Name)",
            "Subscription Types",
        ],
        ["2/7/11, 7:20 PM", "192.0.2.44", "Otto", "Probe", "Basic"],
    )

    assert read(folder(tmp_path, {"Registration Info.csv": text})).registration_day == days.from_date(
        dt.date(2011, 2, 7)
    )


def test_without_a_registration_the_day_is_not_known(tmp_path: Path) -> None:
    assert read(folder(tmp_path, {"Profile.csv": PROFILE})).registration_day is None
