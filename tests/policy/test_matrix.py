"""The built-in pack against the research it was made from: facts only, and the research's own way to evaluate them.

``matrix_facts.json`` holds, for each researched rule, its days, regions, categories, condition, outcome, rank and
sources. Its evaluation order is written out here a second time, apart from the engine, and both are asked the same.
Where a text says otherwise than the research did, ``corrections/*.json`` names the rule and the reason: every rule is
carried with its facts, or corrected by name.
"""

import datetime as dt
import json
from collections import Counter
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

from inspector.policy import PolicyEvaluator, days, parse_circumstances
from inspector.policy.pack.pack_schema import Gate, Note, Regime, Rule, Scope
from inspector.policy.timeline import Decision
from inspector.taxonomy import Author, ItemClass
from tests.policy.packs import linkedin

FACTS: dict[str, Any] = json.loads((Path(__file__).parent / "matrix_facts.json").read_text(encoding="utf-8"))
RULES: list[dict[str, Any]] = FACTS["rules"]

SORTS = ("corrected", "split", "added", "ended")


def read_corrections() -> dict[str, str]:
    """The reason of every correction by the id of the rule or conflict; no id stands in two files."""
    corrections: dict[str, str] = {}
    for file in sorted((Path(__file__).parent / "corrections").glob("*.json")):
        named = json.loads(file.read_text(encoding="utf-8"))
        assert corrections.keys().isdisjoint(named), file.name
        corrections |= named
    return corrections


CORRECTIONS = read_corrections()

# A source that the pack cites beyond the research: S15 makes the claim on aggregates that a note of C15 reports.
ADDED_SOURCES = {"C15": {"S15"}}
# One of the notices speaks of a state: the pack has a region for it, the research a condition.
BY_STATE = {"D09": ("US-CA",)}

# Conditions that the research keeps in words, as gates of their own: "adult" of the rules that open a use before its
# protection of minors was read; "stored for reuse" of resumes and answers.
CONDITIONS = {"G12.a", "A07.a", "C15.a", "A08.a"}

KINDS: dict[str, type[Rule]] = {"open": Regime, "decide": Scope, "fallback": Scope, "info": Note}
SCOPES = {"could_be_used": "covered", "aggregate_only": "aggregate", "excluded": "excluded", "not_stated": "not_stated"}
REGIMES = {"could_be_used": "open", "excluded": "closed", "not_stated": "not_stated"}


def carried_by(fact: dict[str, Any]) -> list[Rule]:
    """The entries of the pack that carry a researched rule: its id, or its id with .a, .b."""
    own = linkedin().rules.items()
    return [rule for name, rule in own if name.split(".")[0] == fact["id"] and name not in CONDITIONS]


def is_corrected(name: str) -> bool:
    """Whether a rule, or one that it was split into, is corrected by name."""
    return name in CORRECTIONS or name.split(".")[0] in CORRECTIONS


UNCORRECTED = [fact for fact in RULES if not is_corrected(fact["id"])]


def is_gate(fact: dict[str, Any]) -> bool:
    return fact["effect"] == "block" and bool(fact["condition"])


# ---- each rule is carried


def test_the_pack_carries_every_rule_of_the_research() -> None:
    ended = {name for name, reason in CORRECTIONS.items() if reason.startswith("ended")}
    assert {fact["id"] for fact in RULES} - ended <= {name.split(".")[0] for name in linkedin().rules}


def test_each_correction_names_an_entry_and_says_what_was_done_and_why() -> None:
    pack = linkedin()
    entries = {entry.id.split(".")[0] for entry in pack.list_entries()} | {entry.id for entry in pack.list_entries()}
    for name, reason in CORRECTIONS.items():
        sort, _colon, why = reason.partition(":")
        assert sort in SORTS, name
        assert why.strip(), name
        assert sort == "ended" or name in entries, name


@pytest.mark.parametrize("fact", UNCORRECTED, ids=[fact["id"] for fact in UNCORRECTED])
def test_each_researched_rule_is_carried_with_its_facts(fact: dict[str, Any]) -> None:
    entries = carried_by(fact)
    named = set(fact["categories"]) - {"*"}
    for rule in entries:
        assert rule.use == fact["use"]
        assert rule.regions == BY_STATE.get(fact["id"], tuple(fact["regions"]))
        assert set(rule.sources) == set(fact["sources"]) | ADDED_SOURCES.get(fact["id"], set())
        assert (rule.confidence, rule.basis) == (fact["confidence"], fact["basis"])
        assert set(getattr(rule, "categories", ())) == named
    first, *_, last = [rule.start for rule in entries] + [rule.until for rule in entries]
    assert [day and day.isoformat() for day in (first, last)] == [fact["from"], fact["until"]]
    for before, after in pairwise(entries):
        assert before.until is not None
        assert after.start == before.until + dt.timedelta(days=1)


@pytest.mark.parametrize("fact", UNCORRECTED, ids=[fact["id"] for fact in UNCORRECTED])
def test_each_researched_rule_is_carried_by_the_right_kind_of_entry(fact: dict[str, Any]) -> None:
    kind = Gate if is_gate(fact) else KINDS.get(fact["effect"], Regime)
    for rule in carried_by(fact):
        assert type(rule) is kind
        if isinstance(rule, Gate):
            assert rule.answer == "stopped"
        elif isinstance(rule, Scope):
            assert rule.answer == SCOPES[fact["outcome"]]
            assert rule.otherwise is (fact["categories"] == ["*"])
            assert rule.limited_to == fact["condition"].get("limited_to")
        elif isinstance(rule, Regime):
            assert rule.answer == REGIMES[fact["outcome"]]


def test_each_condition_on_a_setting_is_a_need_or_a_gate() -> None:
    gates = [(g.use, g.setting, region) for g in linkedin().gates for region in g.regions]
    for fact in UNCORRECTED:
        setting, value = fact["condition"].get("setting", (None, None))
        if setting is None or fact["effect"] == "info":
            continue
        for rule in carried_by(fact):
            needs = getattr(rule, "needs", None)
            if isinstance(rule, Gate):
                assert (rule.setting, rule.closes_at) == (setting, value)
            elif needs is not None:
                assert (needs.setting, needs.value) == (setting, value), rule.id
            else:
                assert all((rule.use, setting, region) in gates for region in rule.regions), rule.id


def test_each_researched_conflict_is_carried_with_its_rules_and_other_outcome() -> None:
    found = {conflict.id: conflict for conflict in linkedin().conflicts}
    assert set(found) >= {fact["id"] for fact in FACTS["conflicts"]} - CORRECTIONS.keys()
    for fact in FACTS["conflicts"]:
        if fact["id"] in CORRECTIONS:
            continue
        conflict = found[fact["id"]]
        assert {rule.split(".")[0] for rule in conflict.rules} == set(fact["rules"]), fact["id"]
        assert conflict.other_outcome == fact["other_outcome"], fact["id"]
        assert set(fact["sources"]) <= set(conflict.sources), fact["id"]
        assert (conflict.when == "never") is (conflict.other_outcome is None), fact["id"]


# ---- the research's own evaluation order

Person = tuple[str, str, str]
"""A region, the position of every setting (a signal is never sent), an age."""


def met(fact: dict[str, Any], person: Person) -> bool:
    """A condition that is not met drops the rule."""
    region, position, age = person
    condition = fact["condition"]
    setting, value = condition.get("setting", (None, position))
    at = "off" if setting in ("gpc", "objection_form") else position
    return at == value and condition.get("age", age) == age and condition.get("sub_region", region) == region


@cache
def named(use: str, category: str, region: str) -> tuple[dict[str, Any], ...]:
    """The rules of a use that speak of a category in a region, by rank, then the later first."""
    within = linkedin().regions[region].within or region
    found = [f for f in RULES if f["use"] == use and within in f["regions"] and {"*", category} & set(f["categories"])]
    found.sort(key=lambda fact: fact["from"] or "", reverse=True)
    return tuple(sorted(found, key=lambda fact: fact["priority"]))


def by_matrix(use: str, category: str, day: str, person: Person) -> tuple[str, str]:
    """The outcome of a day and the rule that gives it, by the order that the research lays down."""
    here = [f for f in named(use, category, person[0]) if (f["from"] or "") <= day <= (f["until"] or "9999")]
    open_here = any(fact["effect"] == "open" for fact in here)
    holding = [f for f in here if met(f, person) and (open_here or not f["condition"].get("where_open"))]
    by_effect = {e: [f for f in holding if f["effect"] == e] for e in ("decide", "block", "open", "fallback")}
    hard = [fact for fact in by_effect["decide"] if fact["priority"] <= 5]
    if found := hard or by_effect["block"]:
        return found[0]["outcome"], found[0]["id"]
    if linkedin().uses[use].regime == "entries" and not by_effect["open"]:
        return "not_stated", ""
    found = by_effect["decide"] or by_effect["fallback"]
    return (found[0]["outcome"], found[0]["id"]) if found else ("not_stated", "")


# ---- both are asked the same

DAYS = (
    *("2024-07-30", "2024-07-31", "2024-09-18", "2024-10-11", "2024-12-10"),
    *("2025-02-27", "2025-09-18", "2025-11-02", "2025-11-03", "2026-11-22"),
)

WORD = "a fact about the member closes it: the research calls that excluded, the program stopped"
AUTHOR = "written by others about the member: the member's own age and settings do not close it"
CORRECTED = "a rule that decided is corrected by name"
NEED = "a setting that is off stops what would otherwise be covered: the research drops the rule and says not stated"

# How many of the answers differ, and why, for each use. Everything else is equal.
DIFFERENCES = {
    "genai_training_linkedin": {WORD: 3144, AUTHOR: 98, CORRECTED: 491},
    "genai_training_affiliate": {WORD: 2772, AUTHOR: 86, CORRECTED: 50},
    "ads_affiliate": {WORD: 3222, NEED: 84, CORRECTED: 120},
    "non_genai_ml": {},
    "genai_feature_input": {NEED: 12},
    "affiliate_service_development": {},
    "safety_security_affiliate": {},
    "ads_linkedin": {NEED: 120},
    "research": {NEED: 288},
}


def reason(outcome: str, rule: str, found: Decision, category: str, day: str, person: Person) -> str:
    """Why the program's answer may differ from the research's; a bare statement of both where no reason is known."""
    _region, position, _age = person
    if (outcome, found.answer) == ("excluded", "stopped"):
        return WORD
    if category == "others_about_me" and outcome == "excluded":
        return AUTHOR
    if (outcome, found.answer) == ("not_stated", "stopped") and position == "off":
        return NEED
    if is_corrected(rule) or any(map(is_corrected, (*found.rules, *found.closers))):
        return CORRECTED
    return f"{category} {day} {person}: {outcome} by the research, {found.answer} by {found.rules}"


@cache
def reading(person: Person) -> PolicyEvaluator:
    region, position, age = person
    pack = linkedin()
    switches = [s.id for s in pack.settings.values() if s.kind in ("switch", "consent")]
    words = tuple(f"{name}={position}@start" for name in switches)
    today = dt.date(2026, 11, 22)
    return PolicyEvaluator(pack, parse_circumstances(pack, regions=(region,), settings=words, age=age, today=today))  # type: ignore[arg-type]


def is_lost(rule: str, category: str, found: Decision) -> bool:
    """Whether the program names the research's deciding rule neither as deciding nor as closing, where it should.

    Gates on what others wrote about the member look at the author. Feedback is exempt from the switch wherever it
    is off; the research exempts it only where the use is in force, and elsewhere both answer by the region.
    """
    if set(found.rules) <= CONDITIONS or is_corrected(rule) or any(map(is_corrected, found.rules)):
        return False
    named = {name.split(".")[0] for name in (*found.rules, *found.closers)}
    gated = category == "others_about_me" or (category, rule) == ("feedback_support", "G15")
    return bool(rule) and not gated and rule not in named


REGIONS = (*FACTS["regions"], "US-CA")
"""The regions of the research; the pack may know more."""


def differences(use: str) -> tuple[Counter[str], int, list[str]]:
    """Ask both, for an item as old as the day: reasons counted, questions asked, rules that the program lost."""
    counted: Counter[str] = Counter()
    asked, lost = 0, []
    for person in product(REGIONS, ("on", "off"), ("adult", "minor")):
        for category in FACTS["categories"]:
            timeline = reading(person).timeline(use, ItemClass(category, Author.MEMBER))
            for day in DAYS:
                step = timeline.find_step(days.from_date(dt.date.fromisoformat(day)))
                found = timeline.decide(step, step)
                outcome, rule = by_matrix(use, category, day, person)
                asked += 1
                if outcome != found.answer:
                    counted[reason(outcome, rule, found, category, day, person)] += 1
                elif is_lost(rule, category, found):
                    lost.append(f"{category} {day} {person}: {rule} not among {found.rules} {found.closers}")
    return counted, asked, lost


@pytest.mark.parametrize("use", list(DIFFERENCES))
def test_the_program_answers_as_the_research_but_for_known_differences(use: str) -> None:
    counted, asked, lost = differences(use)
    assert asked == 9 * len(FACTS["categories"]) * 10 * 2 * 2
    assert dict(counted) == DIFFERENCES[use]
    assert lost == []
