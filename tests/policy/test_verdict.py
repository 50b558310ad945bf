"""What a timeline means for one item: outcome, windows, earlier answers, reasons, doubt, and what would change it."""

from pathlib import Path

import pytest

from inspector.policy import Outcome, days, explain
from inspector.taxonomy import Author
from tests.policy.packs import (
    age,
    asked,
    conflict,
    day,
    facts,
    linkedin,
    regime,
    rule,
    scope,
    signal,
    small_pack,
    switch,
    verdict,
    windows,
)

# ---- the outcome of an item's life


def test_open_on_the_as_of_day_could_be_used(tmp_path: Path) -> None:
    found = verdict(asked(small_pack(tmp_path, scope("S1", since="2025-02-01"))), "2024-05-05")
    assert (found.outcome, found.now, found.rules, found.closers) == ("could_be_used", "could_be_used", ("S1",), ())
    assert windows(found) == [("2025-02-01", None)]
    assert found.label == "could be used since 2025-02-01"


def test_open_on_an_earlier_day_of_its_life_could_have_been_used(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("OPEN", until="2025-01-31"), scope("SHUT", "excluded", since="2025-02-01"))
    found = verdict(asked(pack), "2024-05-05")
    assert (found.outcome, found.now) == ("could_have_been_used", "excluded")
    assert found.rules == ("OPEN", "SHUT")
    assert found.closers == ("SHUT",)
    assert windows(found) == [("2024-05-05", "2025-01-31")]
    assert found.label == "could have been used, 2024-05-05 to 2025-01-31; now excluded by the terms"


def test_never_open_in_its_life_is_the_answer_of_the_as_of_day(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("OPEN", until="2025-01-31"), scope("SHUT", "excluded", since="2025-02-01"))
    found = verdict(asked(pack), "2025-02-01")
    assert (found.outcome, found.now, windows(found)) == ("excluded", "excluded", [])
    assert verdict(asked(pack), "2025-01-31").outcome == "could_have_been_used"


@pytest.mark.parametrize(
    ("answer", "outcome", "label"),
    [
        ("aggregate", "aggregate_only", "only combined with other people's data"),
        ("not_stated", "not_stated", "not stated whether this kind of data is covered"),
        ("excluded", "excluded", "excluded by the terms"),
    ],
)
def test_the_answer_of_the_scope_is_the_outcome(tmp_path: Path, answer: str, outcome: str, label: str) -> None:
    found = verdict(asked(small_pack(tmp_path, scope("S1", answer))))
    assert (found.outcome, found.now, found.label, found.closers) == (outcome, outcome, label, ("S1",))


def test_an_item_dated_after_the_as_of_day_is_outside_the_picture(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1"), age("G1")))
    found = verdict(reading, "2026-01-02")
    assert (found.outcome, found.now, found.windows, found.earlier, found.closers) == (None, None, (), (), ())
    assert found.label == "dated after the as-of day"
    assert reading.assumptions("train", facts(), day("2026-01-02")) == ()
    assert verdict(reading, "2026-01-01").outcome == "could_be_used"


def test_an_undated_item_lives_from_the_beginning(tmp_path: Path) -> None:
    found = verdict(asked(small_pack(tmp_path, scope("S1"))))
    assert (found.outcome, windows(found), found.label) == ("could_be_used", [(None, None)], "could be used")


def test_the_as_of_day_may_lie_in_the_past(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("OLD", until="2024-12-31"), scope("NEW", "excluded", since="2025-01-01"))
    then = verdict(asked(pack, "2024-12-31"), "2024-05-05")
    assert (then.outcome, then.rules) == ("could_be_used", ("OLD",))
    assert verdict(asked(pack, "2025-01-01"), "2024-05-05").outcome == "could_have_been_used"


def test_a_day_that_was_open_only_after_the_as_of_day_opens_nothing(tmp_path: Path) -> None:
    found = verdict(asked(small_pack(tmp_path, scope("S1", since="2025-06-01")), "2025-01-01"), "2024-01-01")
    assert (found.outcome, found.windows) == ("not_stated", ())


# ---- windows and earlier answers


def test_windows_that_touch_are_one(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("OLD", until="2024-12-31"), scope("NEW", since="2025-01-01"))
    assert windows(verdict(asked(pack), "2024-05-05")) == [("2024-05-05", None)]


def test_windows_apart_stay_apart(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1"), switch("G1")), settings=["ai=off@2025-03-01", "ai=on@2025-06-01"])
    found = verdict(reading, "2025-01-01")
    assert windows(found) == [("2025-01-01", "2025-02-28"), ("2025-06-01", None)]
    assert found.label == "could be used since 2025-06-01, and 2025-01-01 to 2025-02-28"


def test_windows_are_cut_to_the_life_of_the_item(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1", since="2025-01-01", until="2025-06-30")))
    posted = ("2024-01-01", "2025-01-01", "2025-03-03", "2025-06-30", "2025-07-01")
    assert [windows(verdict(reading, p)) for p in posted] == [
        [("2025-01-01", "2025-06-30")],
        [("2025-01-01", "2025-06-30")],
        [("2025-03-03", "2025-06-30")],
        [("2025-06-30", "2025-06-30")],
        [],
    ]


def test_earlier_keeps_the_days_on_which_the_answer_differed(tmp_path: Path) -> None:
    pack = small_pack(
        tmp_path,
        scope("SHUT", "excluded", since="2025-06-01"),
        scope("UNSAID", "not_stated", since="2025-01-01", until="2025-05-31"),
    )
    found = verdict(asked(pack), "2024-05-05")
    earlier = [(days.format_date(e.first), days.format_date(e.last), e.answer, e.rules) for e in found.earlier]
    assert earlier == [
        ("2024-05-05", "2024-12-31", "not_stated", ("N0-train",)),
        ("2025-01-01", "2025-05-31", "not_stated", ("UNSAID",)),
    ]
    assert verdict(asked(pack), "2025-03-03").earlier[0].first == day("2025-03-03")
    assert verdict(asked(pack), "2025-06-01").earlier == ()


def test_edges_that_the_sources_know_roughly_say_so(tmp_path: Path) -> None:
    rough = scope("S1", since="2025-01-01", until="2025-06-30", from_says="or earlier", until_says="at the latest")
    reading = asked(small_pack(tmp_path, rough))
    (window,) = verdict(reading, "2024-01-01").windows
    assert (window.first_note, window.last_note) == ("or earlier", "at the latest")
    assert window.description == "2025-01-01 (or earlier) to 2025-06-30 (at the latest)"
    assert verdict(reading, "2025-02-02").windows[0].first_note == ""  # the item's own day is no rough edge


def test_an_end_that_a_closer_knows_roughly_says_so(tmp_path: Path) -> None:
    closer = regime("R1", since="2025-07-01", from_says="or earlier", answer="closed")
    (window,) = verdict(asked(small_pack(tmp_path, scope("S1"), closer)), "2024-01-01").windows
    assert window.description == "2024-01-01 to 2025-06-30 (or earlier)"


def test_every_rule_that_opened_a_window_is_cited(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("OLD", until="2024-12-31"), scope("NEW", since="2025-01-01"))
    found = verdict(asked(pack), "2024-05-05")
    assert found.rules == ("NEW",)
    assert found.windows[0].rules == ("OLD", "NEW")
    assert found.all_rules == ("NEW", "OLD")


# ---- labels


@pytest.mark.parametrize(
    ("law", "words", "label"),
    [
        (regime("R1", "closed"), {}, "not in force in your region"),
        (regime("R1", "closed", label="shut here"), {}, "shut here"),
        (regime("R1", "not_stated"), {}, "not stated whether it is in force in your region"),
        (switch("G1"), {"settings": ["ai=off@start"]}, "closed by your setting"),
        (age("G1"), {"age": "minor"}, "closed while under 18"),
        (signal("G1"), {"settings": ["gpc=on@start"]}, "closed by your browser's signal"),
        (switch("G1", "consent"), {"settings": ["consent=off@start"]}, "closed: consent was not given"),
        (
            switch("G1") + age("G2"),
            {"settings": ["ai=off@start"], "age": "minor"},
            "closed by your setting; closed while under 18",
        ),
    ],
)
def test_the_label_carries_the_reason(tmp_path: Path, law: str, words: dict[str, object], label: str) -> None:
    assert verdict(asked(small_pack(tmp_path, scope("S1"), law), **words)).label == label


def test_a_label_of_its_own_replaces_the_usual_words(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1", "excluded", label="not on the closed list"))
    assert verdict(asked(pack)).label == "not on the closed list"


def test_the_label_says_until_when_a_region_stays_closed(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), regime("R1", "closed", until="2026-02-28"))
    assert verdict(asked(pack)).label == "not in force in your region until 2026-03-01"


def test_the_label_says_since_when_a_setting_closes(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1"), switch("G1")), settings=["ai=off@2025-06-01"])
    assert verdict(reading, "2025-07-01").label == "closed by your setting since 2025-06-01"


def test_the_label_says_that_no_text_was_read(tmp_path: Path) -> None:
    found = verdict(asked(small_pack(tmp_path)))
    assert found.label == "not stated: no text that was read speaks of this"
    assert (found.basis, found.sources) == ("by absence", ())


def test_a_limit_to_a_purpose_is_never_left_out_of_the_label(tmp_path: Path) -> None:
    safety = scope("S1", limited_to="safety", until="2025-06-30")
    pack = small_pack(tmp_path, safety)
    now, later = verdict(asked(pack, "2025-01-01"), "2024-01-01"), verdict(asked(pack), "2024-01-01")
    assert now.limited_to == later.limited_to == "safety"
    assert now.label == "could be used for safety only since 2024-01-01"
    assert later.label.startswith("could have been used for safety only, 2024-01-01 to 2025-06-30; now not stated")


def test_what_was_posted_while_off_is_labelled_by_the_setting(tmp_path: Path) -> None:
    words = ["ai=off@2025-03-01", "ai=on@2025-06-01"]
    reading = asked(small_pack(tmp_path, scope("S1"), switch("G1")), settings=words)
    assert verdict(reading, "2025-04-01").label == "not stated for what was posted while your setting was off"


def test_every_outcome_has_its_words() -> None:
    assert [outcome.label for outcome in Outcome] == [
        *("could be used", "could have been used", "only in aggregate", "not stated", "stopped", "excluded")
    ]


# ---- what a verdict rests on


def test_the_weakest_basis_and_confidence_count(tmp_path: Path) -> None:
    pack = small_pack(
        tmp_path,
        scope("S1", basis="inferred", use="licensed"),
        regime("R1", "open", use="licensed", confidence="single secondary"),
    )
    found = verdict(asked(pack), use="licensed")
    assert (found.basis, found.confidence, found.sources) == ("inferred", "single secondary", ("T1",))


@pytest.mark.parametrize(
    ("fields", "disputed"),
    [
        ({"rules": ["S1"]}, True),
        ({"rules": ["S2"]}, False),
        ({"rules": ["S1"], "when": "never"}, False),
        ({"rules": ["S1"], "categories": ["content_public"]}, True),
        ({"rules": ["S1"], "categories": ["demographics"]}, False),
        ({"rules": ["S1"], "when": "off after open"}, False),
    ],
)
def test_a_verdict_is_disputed_exactly_if_a_conflict_applies_to_a_deciding_rule(
    tmp_path: Path, fields: dict[str, object], disputed: bool
) -> None:
    pack = small_pack(tmp_path, scope("S1"), scope("S2", categories=["demographics"]), conflict("X1", **fields))
    found = verdict(asked(pack))
    assert (found.disputed, found.conflicts) == (disputed, ("X1",) if disputed else ())


def test_a_late_opt_out_is_disputed_and_an_early_one_is_not(tmp_path: Path) -> None:
    late = conflict("X1", rules=["G1"], when="off after open")
    reading = asked(
        small_pack(tmp_path, scope("S1", since="2025-01-01"), switch("G1"), late), settings=["ai=off@2025-06-01"]
    )
    assert verdict(reading, "2024-01-01").conflicts == ("X1",)
    assert verdict(reading, "2025-06-01").conflicts == ()
    early = asked(reading.pack, settings=["ai=off@2024-12-31"])
    assert (verdict(early, "2024-01-01").outcome, verdict(early, "2024-01-01").conflicts) == ("stopped", ())


# ---- facts that are not known


def assumed(pack_reading: object, posted: str | None = None, **kinds: object) -> dict[str, tuple[str, str | None]]:
    found = pack_reading.assumptions("train", facts(**kinds), day(posted) if posted else None)  # type: ignore[attr-defined]
    return {fact.fact: (fact.value, fact.other_outcome) for fact in found}


def test_an_unknown_fact_is_told_with_the_value_taken_and_the_other_outcome(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), switch("G1"), age("G2"), signal("G3"))
    assert assumed(asked(pack)) == {
        "ai": ("on", "stopped"),
        "age": ("adult", "stopped"),
        "gpc": ("off", "stopped"),
    }
    stated = asked(pack, age="adult", settings=["ai=on", "gpc=off"])
    assert assumed(stated) == {}


def test_an_unknown_fact_that_changes_nothing_is_not_told(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1", "excluded"), switch("G1"), age("G2"))
    assert assumed(asked(pack)) == {}


def test_an_unknown_fact_without_a_gate_in_the_region_is_not_told(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), switch("G1", regions=["US"]))
    assert assumed(asked(pack, regions=["EEA"])) == {}
    assert assumed(asked(pack, regions=["US"])) == {"ai": ("on", "stopped")}


def test_off_without_a_day_is_told_as_assumed_on_before(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), switch("G1"))
    reading = asked(pack, settings=["ai=off"])
    assert verdict(reading, "2025-01-01").outcome == "could_have_been_used"
    assert assumed(reading, "2025-01-01") == {"ai": ("on", "stopped")}
    assert assumed(reading, "2026-01-01") == {}


def test_a_consent_nobody_spoke_of_is_taken_as_given_and_told(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1", needs={"setting": "consent", "is": "on"})))
    assert verdict(reading).outcome == "could_be_used"
    assert assumed(reading) == {"consent": ("on", "stopped")}


def test_an_unknown_region_is_told_with_the_most_closed_outcome_elsewhere(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), regime("R1", "closed", regions=["EEA"]))
    assert assumed(asked(pack, regions=[])) == {"region": ("ROW", "excluded")}
    assert assumed(asked(pack, regions=["AU"])) == {}
    assert assumed(asked(pack, regions=["GI"])) == {"region": ("UK", "excluded")}
    assert assumed(asked(small_pack(tmp_path / "b", scope("S1")), regions=[])) == {}


def test_the_facts_of_another_author_are_never_known(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), switch("G1", whose="author"))
    for words in ([], ["ai=on"], ["ai=off@start"]):
        assert assumed(asked(pack, settings=words), author=Author.OTHER) == {"author ai": ("on", "stopped")}


# ---- what would change it


def test_what_would_change_the_outcome_is_tried_one_at_a_time(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), regime("R1", "closed", regions=["UK"]), switch("G1"), age("G2"))
    reading = asked(pack, settings=["ai=on"], age="adult")
    changes = [(c.fact, c.change, c.outcome) for c in reading.changes("train", facts(), day("2025-01-01"))]
    assert changes == [
        ("age", "if you were under 18", "stopped"),
        ("ai", "if 'The ai setting' were off from 2026-01-01 on", "could_have_been_used"),
        ("ai", "if 'The ai setting' had been off from the start", "stopped"),
        ("region", "if your region were Britain", "excluded"),
    ]


def test_nothing_near_would_change_what_is_excluded_everywhere(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1", "excluded"), switch("G1"), age("G2"))
    assert asked(pack).changes("train", facts(), None) == ()


# ---- why


def test_the_explanation_walks_the_questions_and_names_every_closer(tmp_path: Path) -> None:
    note = rule("note", "M1", categories=["content_public"], since="2025-01-01")
    pack = small_pack(tmp_path, scope("S1", "excluded"), regime("R1", "closed"), switch("G1"), note)
    why = explain(asked(pack, settings=["ai=off@start"]), "train", facts(), None)
    assert [[cited.id for cited in answered.rules] for answered in why.chain] == [["S1"], ["R1"], ["G1"], ["S1"]]
    assert [answered.answer for answered in why.chain][:3] == ["no, it is ruled out", "no", "yes"]
    assert why.chain[-1].answer == why.verdict.label
    assert [cited.id for cited in why.notes] == ["M1"]
    assert why.region == "Europe"
    assert why.warnings == ()


def test_an_as_of_day_after_the_last_look_says_so(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"))
    assert explain(asked(pack, "2026-01-01"), "train", facts(), None).warnings == ()
    (warning,) = explain(asked(pack, "2026-01-02"), "train", facts(), None).warnings
    assert "2026-01-01" in warning


def test_a_territory_that_no_text_places_is_said(tmp_path: Path) -> None:
    why = explain(asked(small_pack(tmp_path, scope("S1")), regions=["GI"]), "train", facts(), None)
    assert "Gibraltar" in why.warnings[0]
    assert "Britain" in why.warnings[0]


# ---- where the engine falls short of the design: reported, not yet mended


def test_an_unknown_region_is_told_where_another_would_open_it(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1", regions=["EEA"])), regions=[])
    assert verdict(reading).outcome == "not_stated"
    assert assumed(reading) == {"region": ("ROW", "could_be_used")}


def test_log_in_data_without_a_known_region_is_not_shown_as_settled() -> None:
    reading = asked(linkedin(), "2026-11-22", regions=[], age="adult")
    of = facts("credentials_security")
    assert [fact.fact for fact in reading.assumptions("non_genai_ml", of, None)] == ["region"]


def test_off_without_a_day_names_no_day_since_when(tmp_path: Path) -> None:
    reading = asked(small_pack(tmp_path, scope("S1"), switch("G1")), settings=["ai=off"])
    assert "since 2026-01-01" not in verdict(reading, "2026-01-01").label


def test_a_use_that_rests_on_consent_says_so(tmp_path: Path) -> None:
    gate = switch("G1", setting="consent")
    pack = small_pack(tmp_path, scope("S1", since="2025-01-01"), gate)
    found = verdict(asked(pack))
    assert found.label == "could be used since 2025-01-01, only if you agreed"
    assert found.needs_consent
    assert not verdict(asked(small_pack(tmp_path / "b", scope("S1"), switch("G1")))).needs_consent


def test_a_use_that_the_terms_lack_is_told_from_one_that_a_text_rules_out(tmp_path: Path) -> None:
    silent = small_pack(tmp_path / "a", scope("S1"), regime("R1", "closed", basis="by absence"))
    ruled_out = small_pack(tmp_path / "b", scope("S1"), regime("R1", "closed"))
    assert verdict(asked(silent)).label == "the terms don't provide for this in your region"
    assert verdict(asked(ruled_out)).label == "not in force in your region"
