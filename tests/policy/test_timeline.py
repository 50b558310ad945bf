"""How the days of a use are answered: scope, regime, gates, and the most closed of them wins."""

from pathlib import Path

import pytest

from inspector.policy import days
from inspector.taxonomy import Author
from tests.policy.packs import (
    age,
    asked,
    day,
    decided,
    facts,
    regime,
    scope,
    signal,
    small_pack,
    switch,
    verdict,
    windows,
)

OFF = ("ai=off@start",)


# ---- scope


def test_an_entry_that_names_the_category_beats_an_otherwise_entry(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("ELSE", "excluded", otherwise=True), scope("POSTS", "covered"))
    found = decided(asked(pack), "2026-01-01")
    assert (found.answer, found.rules) == ("could_be_used", ("POSTS",))
    others = decided(asked(pack), "2026-01-01", of=facts("private_messages"))
    assert (others.answer, others.rules) == ("excluded", ("ELSE",))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("covered", "aggregate", "aggregate_only"),
        ("aggregate", "not_stated", "not_stated"),
        ("not_stated", "excluded", "excluded"),
        ("covered", "excluded", "excluded"),
    ],
)
def test_among_entries_that_name_the_category_the_most_closed_wins(
    tmp_path: Path, first: str, second: str, expected: str
) -> None:
    later_and_open = scope("S1", first, since="2025-01-01")
    pack = small_pack(tmp_path, later_and_open, scope("S2", second, since="2024-01-01"))
    found = decided(asked(pack), "2026-01-01")
    assert (found.answer, found.rules) == (expected, ("S2",))


def test_among_equal_answers_the_later_entry_is_cited_first(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("UNDATED"), scope("OLD", since="2024-01-01"), scope("NEW", since="2025-01-01"))
    assert decided(asked(pack), "2026-01-01").rules == ("NEW", "OLD", "UNDATED")
    assert decided(asked(pack), "2024-06-01").rules == ("OLD", "UNDATED")


def test_both_edges_of_an_entry_belong_to_it(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1", since="2025-02-01", until="2025-02-28"))
    answers = [decided(asked(pack), d).answer for d in ("2025-01-31", "2025-02-01", "2025-02-28", "2025-03-01")]
    assert answers == ["not_stated", "could_be_used", "could_be_used", "not_stated"]


def test_a_day_on_which_no_entry_speaks_cites_the_default_rule_of_the_use(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1", since="2025-02-01"))
    before = decided(asked(pack), "2025-01-31")
    assert (before.answer, before.question, before.rules) == ("not_stated", "scope", ("N0-train",))
    assert decided(asked(pack), "2026-01-01", of=facts("demographics")).rules == ("N0-train",)


def test_an_unknown_kind_of_file_is_not_stated_for_every_use(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("ELSE", otherwise=True), regime("OPEN", "open", use="licensed"))
    for use in ("train", "licensed"):
        found = decided(asked(pack), "2026-01-01", use=use, of=facts(None, Author.UNKNOWN))
        assert (found.answer, found.rules) == ("not_stated", (f"N0-{use}",))


def test_an_entry_may_speak_of_one_author_only(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("MINE", author="member"), scope("THEIRS", "excluded", author="other"))
    assert decided(asked(pack), "2026-01-01").answer == "could_be_used"
    assert decided(asked(pack), "2026-01-01", of=facts(author=Author.OTHER)).rules == ("THEIRS",)
    assert decided(asked(pack), "2026-01-01", of=facts(author=Author.LINKEDIN)).rules == ("N0-train",)


# ---- regions


def test_an_entry_for_a_country_holds_in_its_states_and_not_the_reverse(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("US", regions=["US"]), scope("CAL", "excluded", regions=["US-CA"]))
    assert decided(asked(pack, regions=["US"]), "2026-01-01").rules == ("US",)
    assert decided(asked(pack, regions=["US-TX"]), "2026-01-01").rules == ("US",)
    assert decided(asked(pack, regions=["US-CA"]), "2026-01-01").rules == ("CAL",)
    assert decided(asked(pack, regions=["UK"]), "2026-01-01").rules == ("N0-train",)


def test_windows_of_an_earlier_region_stay(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), regime("SHUT", "closed", regions=["EEA"]))
    reading = asked(pack, regions=["US", "DE@2025-03-01"])
    found = verdict(reading, "2025-01-01")
    assert (found.outcome, found.now) == ("could_have_been_used", "excluded")
    assert windows(found) == [("2025-01-01", "2025-02-28")]
    assert verdict(reading, "2025-03-01").outcome == "excluded"


# ---- regime


def test_a_use_by_scope_is_open_unless_an_entry_closes_it(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), regime("SHUT", "closed", until="2024-12-31"))
    assert decided(asked(pack), "2024-12-31").rules == ("SHUT",)
    assert decided(asked(pack), "2025-01-01").rules == ("S1",)


def test_a_use_by_entries_is_not_stated_unless_an_entry_opens_it(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1", use="licensed"), regime("OPEN", "open", use="licensed", since="2025-01-01"))
    before = decided(asked(pack), "2024-12-31", use="licensed")
    assert (before.answer, before.question, before.rules) == ("not_stated", "regime", ("N0-licensed",))
    assert decided(asked(pack), "2025-01-01", use="licensed").rules == ("S1", "OPEN")


def test_the_most_closed_regime_wins(tmp_path: Path) -> None:
    laws = [regime("OPEN", "open", since="2025-06-01"), regime("UNSAID", "not_stated"), regime("SHUT", "closed")]
    assert decided(asked(small_pack(tmp_path / "a", scope("S1"), *laws[:2])), "2026-01-01").rules == ("UNSAID",)
    assert decided(asked(small_pack(tmp_path / "b", scope("S1"), *laws)), "2026-01-01").rules == ("SHUT",)


# ---- the most closed answer wins, and every closer stays


def test_the_questions_close_in_their_order(tmp_path: Path) -> None:
    closing = [scope("S1", "excluded"), regime("R1", "closed"), switch("G1"), age("G2")]
    everything = decided(asked(small_pack(tmp_path / "a", *closing), settings=OFF, age="minor"), "2026-01-01")
    assert (everything.answer, everything.question, everything.rules) == ("excluded", "scope", ("S1",))
    assert everything.closers == ("S1", "R1", "G1", "G2")

    closing[0] = scope("S1", "not_stated")
    by_region = decided(asked(small_pack(tmp_path / "b", *closing), settings=OFF, age="minor"), "2026-01-01")
    assert (by_region.answer, by_region.question, by_region.rules) == ("excluded", "regime", ("R1",))
    assert by_region.closers == ("S1", "R1", "G1", "G2")

    del closing[1]
    by_fact = decided(asked(small_pack(tmp_path / "c", *closing), settings=OFF, age="minor"), "2026-01-01")
    assert (by_fact.answer, by_fact.rules, by_fact.facts) == ("stopped", ("G1", "G2"), ("ai", "age"))
    assert by_fact.closers == ("S1", "G1", "G2")


def test_not_stated_closes_more_than_aggregate(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1", "aggregate"), regime("R1", "not_stated", since="2025-01-01"))
    silent = decided(asked(pack), "2026-01-01")
    assert (silent.answer, silent.question, silent.closers) == ("not_stated", "regime", ("S1", "R1"))
    assert decided(asked(pack), "2024-01-01").answer == "aggregate_only"


def test_both_silent_questions_are_cited(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1", "not_stated"), regime("R1", "not_stated"))
    assert decided(asked(pack), "2026-01-01").rules == ("S1", "R1")


def test_a_gate_may_leave_it_unsaid(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), age("G1", answer="not_stated"))
    found = decided(asked(pack, age="minor"), "2026-01-01")
    assert (found.answer, found.question, found.rules) == ("not_stated", "gate", ("G1",))
    assert decided(asked(pack, age="adult"), "2026-01-01").answer == "could_be_used"


def test_a_gate_speaks_in_its_regions_days_and_categories_only(tmp_path: Path) -> None:
    gate = switch("G1", regions=["EEA"], since="2025-01-01", exempt=["demographics"])
    pack = small_pack(tmp_path, scope("ELSE", otherwise=True), gate)
    assert decided(asked(pack, settings=OFF), "2025-01-01").answer == "stopped"
    assert decided(asked(pack, settings=OFF), "2024-12-31").answer == "could_be_used"
    assert decided(asked(pack, settings=OFF), "2025-01-01", of=facts("demographics")).answer == "could_be_used"
    assert decided(asked(pack, settings=OFF, regions=["US"]), "2025-01-01").answer == "could_be_used"
    narrow = small_pack(tmp_path / "b", scope("ELSE", otherwise=True), switch("G1", categories=["demographics"]))
    assert decided(asked(narrow, settings=OFF), "2026-01-01").answer == "could_be_used"
    assert decided(asked(narrow, settings=OFF), "2026-01-01", of=facts("demographics")).answer == "stopped"


def test_a_signal_closes_while_it_is_sent(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), signal("G1"))
    reading = asked(pack, settings=["gpc=on@2025-06-01", "gpc=off@2025-09-01"])
    answers = [decided(reading, d).answer for d in ("2025-05-31", "2025-06-01", "2025-08-31", "2025-09-01")]
    assert answers == ["could_be_used", "stopped", "stopped", "could_be_used"]


# ---- age


def test_a_minor_is_stopped_until_the_eighteenth_birthday(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), age("G1"))
    reading = asked(pack, born="2007-06-15")
    assert decided(reading, "2025-06-14").answer == "stopped"
    assert decided(reading, "2025-06-15").answer == "could_be_used"


def test_who_was_born_on_29_february_turns_18_on_1_march(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), age("G1"))
    reading = asked(pack, "2026-06-01", born="2008-02-29")
    assert decided(reading, "2026-02-28").answer == "stopped"
    assert decided(reading, "2026-03-01").answer == "could_be_used"


# ---- settings and their history


def test_off_on_a_day_closes_from_that_day_on(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1"), switch("G1")), settings=["ai=off@2025-06-01"])
    assert decided(reading, "2025-05-31").answer == "could_be_used"
    assert decided(reading, "2025-06-01").answer == "stopped"


def test_off_from_the_start_was_never_open(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1"), switch("G1")), settings=OFF)
    assert {decided(reading, d).answer for d in ("1999-01-01", "2025-01-01", "2026-01-01")} == {"stopped"}


def test_off_without_a_day_is_off_on_the_as_of_day_and_open_before(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1"), switch("G1")), settings=["ai=off"])
    assert decided(reading, "2026-01-01").answer == "stopped"
    assert decided(reading, "2025-12-31").answer == "could_be_used"


AGAIN = ("ai=off@2025-03-01", "ai=on@2025-06-01")


def test_what_was_posted_while_off_stays_unsettled_once_the_setting_is_on_again(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1"), switch("G1")), settings=AGAIN)
    later = decided(reading, "2025-07-01", posted="2025-05-31")
    assert (later.answer, later.question, later.closers) == ("not_stated", "gate", ("G1",))
    assert decided(reading, "2025-05-31", posted="2025-05-31").answer == "stopped"


@pytest.mark.parametrize("posted", ["2025-02-28", "2025-06-01"])
def test_what_was_posted_before_or_after_is_open_again(tmp_path: Path, posted: str) -> None:
    reading = asked(small_pack(tmp_path, scope("S1"), switch("G1")), settings=AGAIN)
    assert decided(reading, "2025-07-01", posted=posted).answer == "could_be_used"


def test_what_was_posted_while_a_setting_was_off_that_never_gated_it_is_open(tmp_path: Path) -> None:
    over = switch("G1", until="2025-01-31")
    reading = asked(small_pack(tmp_path, scope("S1"), over), settings=AGAIN)
    assert decided(reading, "2025-07-01", posted="2025-04-01").answer == "could_be_used"


def test_what_was_posted_while_off_before_the_gate_began_is_unsettled_too(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1"), switch("G1", since="2025-04-01")), settings=AGAIN)
    assert decided(reading, "2025-07-01", posted="2025-03-15").answer == "not_stated"


# ---- whose fact?


@pytest.mark.parametrize("of", [facts(author=Author.OTHER), facts(author=Author.UNKNOWN), facts("others_about_me")])
def test_the_members_facts_never_stop_what_has_another_author(tmp_path: Path, of: object) -> None:
    pack = small_pack(tmp_path, scope("E", otherwise=True), switch("G1", whose="author"), age("G2", whose="author"))
    reading = asked(pack, settings=OFF, age="minor")
    found = decided(reading, "2026-01-01", of=of)  # type: ignore[arg-type]
    assert (found.answer, found.closers) == ("could_be_used", ())
    assert {fact.fact for fact in reading.assumptions("train", of, None)} == {"author ai", "author age"}  # type: ignore[arg-type]


@pytest.mark.parametrize("setting", [OFF, ["ai=on"]])
def test_what_linkedin_made_is_unsettled_once_the_member_closes_and_open_before(
    tmp_path: Path, setting: list[str]
) -> None:
    pack = small_pack(tmp_path, scope("E", otherwise=True), switch("G1", whose="author"))
    found = decided(asked(pack, settings=setting), "2026-01-01", of=facts(author=Author.LINKEDIN))
    assert found.answer == ("not_stated" if setting is OFF else "could_be_used")


@pytest.mark.parametrize("author", list(Author))
def test_endorsements_follow_the_members_own_facts(tmp_path: Path, author: Author) -> None:
    pack = small_pack(tmp_path, scope("E", otherwise=True), switch("G1", whose="author"))
    of = facts("profile_endorsements", author)
    assert decided(asked(pack, settings=OFF), "2026-01-01", of=of).answer == "stopped"
    assert decided(asked(pack, settings=["ai=on"]), "2026-01-01", of=of).answer == "could_be_used"


def test_a_gate_on_the_member_closes_whoever_the_author_is(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), switch("G1", whose="member"))
    for author in Author:
        assert decided(asked(pack, settings=OFF), "2026-01-01", of=facts(author=author)).answer == "stopped"


# ---- needs


CONSENT = {"setting": "consent", "is": "on"}


def test_a_need_that_is_not_met_stops(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1", needs=CONSENT))
    found = decided(asked(pack, settings=["consent=off@start"]), "2026-01-01")
    assert (found.answer, found.rules, found.facts) == ("stopped", ("S1",), ("consent",))
    assert decided(asked(pack, settings=["consent=on"]), "2026-01-01").answer == "could_be_used"


def test_consent_given_on_a_day_was_not_given_before(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1", needs=CONSENT)), settings=["consent=on@2025-06-01"])
    assert decided(reading, "2025-05-31").answer == "stopped"
    assert decided(reading, "2025-06-01").answer == "could_be_used"


def test_two_grounds_may_stand_side_by_side(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("BY_CONSENT", needs=CONSENT), scope("BY_INTEREST"))
    without = decided(asked(pack, settings=["consent=off@start"]), "2026-01-01")
    assert (without.answer, without.rules, without.closers) == ("could_be_used", ("BY_INTEREST",), ())
    assert decided(asked(pack, settings=["consent=on"]), "2026-01-01").rules == ("BY_CONSENT", "BY_INTEREST")


def test_a_need_that_is_not_met_yields_to_an_exclusion(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("BY_CONSENT", needs=CONSENT), scope("NEVER", "excluded"))
    found = decided(asked(pack, settings=["consent=off@start"]), "2026-01-01")
    assert (found.answer, found.rules) == ("excluded", ("NEVER",))


def test_a_need_that_is_not_met_stops_more_than_an_otherwise_entry_leaves_unsaid(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("BY_CONSENT", needs=CONSENT), scope("ELSE", "not_stated", otherwise=True))
    assert decided(asked(pack, settings=["consent=off@start"]), "2026-01-01").answer == "stopped"


def test_an_exception_may_need_a_setting_to_be_off(tmp_path: Path) -> None:
    kept = scope("KEPT", categories=["demographics"], needs={"setting": "ai", "is": "off"})
    pack = small_pack(tmp_path, kept, scope("ELSE", otherwise=True), switch("G1", exempt=["demographics"]))
    of = facts("demographics")
    assert decided(asked(pack, settings=OFF), "2026-01-01", of=of).rules == ("KEPT",)
    assert decided(asked(pack, settings=["ai=on"]), "2026-01-01", of=of).rules == ("ELSE",)


# ---- limited to a purpose


def test_a_purpose_limits_only_if_every_deciding_entry_is_limited(tmp_path: Path) -> None:
    safety, research = scope("S1", limited_to="safety"), scope("S2", limited_to="research")
    assert decided(asked(small_pack(tmp_path / "a", safety)), "2026-01-01").limited_to == "safety"
    both = decided(asked(small_pack(tmp_path / "b", safety, research)), "2026-01-01")
    assert both.limited_to == "research or safety"
    assert decided(asked(small_pack(tmp_path / "c", safety, scope("S3"))), "2026-01-01").limited_to is None


# ---- the steps


def test_steps_follow_each_other_without_gaps_and_end_with_the_as_of_day(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1", since="2025-01-01", until="2025-06-30"), switch("G1"), age("G2"))
    reading = asked(pack, settings=["ai=off@2025-03-01"], born="2007-05-05", regions=["US", "DE@2025-02-01"])
    timeline = reading.timeline("train", facts())
    steps = timeline.steps
    assert steps[0].first is None
    assert steps[-1].last is None
    assert [b.first for b in steps[1:]] == [a.last + 1 for a in steps[:-1] if a.last is not None]
    assert days.format_date(steps[timeline.current_step].last) == "2026-01-01"
    edges = {days.format_date(step.first) for step in steps} - {None}
    assert edges == {"2025-01-01", "2025-07-01", "2025-03-01", "2025-05-05", "2025-02-01", "2026-01-02"}


def test_every_day_falls_in_one_step(tmp_path: Path) -> None:
    timeline = asked(small_pack(tmp_path, scope("S1", since="2025-01-01"))).timeline("train", facts())
    assert [timeline.find_step(day(d)) for d in ("1900-01-01", "2024-12-31", "2025-01-01", "2026-01-02")] == [
        0,
        0,
        1,
        2,
    ]
    assert timeline.find_step(None) == 0


# ---- where the engine falls short of the design: reported, not yet mended


def test_what_was_posted_while_a_needed_switch_was_off_is_unsettled_once_it_is_on_again(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1", needs={"setting": "ai", "is": "on"})), settings=AGAIN)
    assert decided(reading, "2025-07-01", posted="2025-04-01").answer == "not_stated"


def test_what_was_posted_while_off_is_unsettled_by_a_rule_of_that_time(tmp_path: Path) -> None:
    old, new = switch("OLD", until="2025-08-31"), switch("NEW", since="2025-09-01")
    reading = asked(small_pack(tmp_path, scope("S1"), old, new), settings=AGAIN)
    assert decided(reading, "2025-07-01", posted="2025-04-01").rules == ("OLD",)


def test_an_otherwise_entry_with_an_unmet_need_yields_to_an_entry_that_names_the_category(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("POSTS", "not_stated"), scope("ELSE", otherwise=True, needs=CONSENT))
    assert decided(asked(pack, settings=["consent=off@start"]), "2026-01-01").rules == ("POSTS",)
