"""The pack's own cases, each a test of its own; and that a case can fail."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from inspector.errors import Refused
from inspector.policy import Case, find_builtin_folder, read_cases, run_cases
from inspector.policy.pack.cases import run_case
from tests.policy.packs import linkedin, scope, small_pack, switch

CASES = read_cases(find_builtin_folder())

TRUE_CASE = {
    "name": "a public post, until the switch",
    "use": "train",
    "category": "content_public",
    "region": "DE",
    "settings": {"ai": "off@2025-06-01"},
    "as_of": dt.date(2026, 1, 1),
    "posted": dt.date(2025, 1, 1),
    "expect": {
        "outcome": "could_have_been_used",
        "now": "stopped",
        "rules": ["S1", "G1"],
        "closers": ["G1"],
        "windows": [["2025-01-01", "2025-05-31"]],
        "disputed": False,
        "conflicts": [],
    },
}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_case_comes_out_as_worked_out_by_hand(case: Case) -> None:
    assert run_case(linkedin(), case) is None


def test_there_are_cases_enough_and_each_has_a_name_of_its_own() -> None:
    assert len(CASES) >= 300
    assert len({case.name for case in CASES}) == len(CASES)


def test_every_leading_use_region_outcome_and_every_gate_has_a_case() -> None:
    pack = linkedin()
    assert {use.id for use in pack.uses.values()} == {case.use for case in CASES}
    regions = {case.region for case in CASES if isinstance(case.region, str)}
    assert {"DE", "CH", "UK", "CA", "HK", "US", "US-CA", "CN"} <= {
        pack.region_by_code.get(r, r) for r in regions
    } | regions
    assert {case.expect.outcome for case in CASES} == {
        *("could_be_used", "could_have_been_used", "aggregate_only", "not_stated", "stopped", "excluded"),
        "outside",
    }
    closing = {rule for case in CASES for rule in (*case.expect.closers, *case.expect.rules)}
    assert {gate.id for gate in pack.gates} <= closing


# ---- a wrong expectation is told


def made(tmp_path: Path, **expect: object) -> tuple[str, ...]:
    """What differs for the case above, with some expectations changed."""
    pack = small_pack(tmp_path, scope("S1"), switch("G1"))
    case = msgspec.convert({**TRUE_CASE, "expect": {**TRUE_CASE["expect"], **expect}}, Case)  # type: ignore[dict-item]
    return tuple(failure.difference for failure in run_cases(pack, (case,)))


def test_a_case_that_holds_reports_nothing(tmp_path: Path) -> None:
    assert made(tmp_path) == ()


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ({"outcome": "stopped"}, "outcome is could_have_been_used"),
        ({"outcome": "outside"}, "not outside"),
        ({"now": "could_be_used"}, "now is stopped, not could_be_used"),
        ({"rules": ["S1", "S9"]}, "rules are S1, G1, without S9"),
        ({"closers": ["S1"]}, "closers are G1, without S1"),
        ({"windows": []}, "windows are"),
        ({"windows": [["2025-01-01", "2025-06-01"]]}, "2025-05-31"),
        ({"limited_to": "safety"}, "limited to None"),
        ({"disputed": True}, "disputed is False"),
        ({"conflicts": ["X1"]}, "conflicts are none"),
        ({"assumed": ["age"]}, "assumed are none, without age"),
    ],
)
def test_a_wrong_expectation_is_told(tmp_path: Path, expect: dict[str, object], told: str) -> None:
    (differs,) = made(tmp_path, **expect)
    assert told in differs


def test_all_that_differs_is_told_at_once(tmp_path: Path) -> None:
    (differs,) = made(tmp_path, outcome="stopped", now="excluded", windows=[])
    assert all(told in differs for told in ("outcome is", "now is", "windows are"))


def test_every_built_in_case_fails_if_it_expects_another_outcome() -> None:
    def flipped(case: Case) -> Case:
        other = "excluded" if case.expect.outcome != "excluded" else "could_be_used"
        return msgspec.structs.replace(case, expect=msgspec.structs.replace(case.expect, outcome=other))

    wrong = tuple(map(flipped, CASES))
    assert [failure.case for failure in run_cases(linkedin(), wrong)] == [case.name for case in CASES]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"use": "fly"}, "not in the pack"),
        ({"category": "dreams"}, "not in the pack"),
        ({"region": "ZZ"}, "The region 'ZZ' is not known."),
        ({"settings": {"mood": "on"}}, "names no setting"),
        ({"settings": {"ai": ["on@start", "off@start"]}}, "twice for the same time"),
    ],
)
def test_a_case_in_words_that_do_not_exist_is_told_and_not_raised(
    tmp_path: Path, change: dict[str, object], told: str
) -> None:
    pack = small_pack(tmp_path, scope("S1"), switch("G1"))
    (failure,) = run_cases(pack, (msgspec.convert({**TRUE_CASE, **change}, Case),))
    assert failure.case == TRUE_CASE["name"]
    assert told in failure.difference


def test_a_case_that_cannot_be_read_is_refused_by_its_name(tmp_path: Path) -> None:
    fields = ('name = "the odd one"', 'use = "train"', "as_of = 2026-01-01", 'colour = "red"')
    text = "\n".join(("[[case]]", *fields, "[case.expect]", 'outcome = "stopped"'))
    (tmp_path / "cases.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_cases(tmp_path)
    assert refused.value.code == "E_POLICY"
    assert "the odd one" in refused.value.message
    assert "colour" in refused.value.message


def test_a_file_of_cases_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cases.toml").write_text("[[case]\n", encoding="utf-8")
    with pytest.raises(Refused):
        read_cases(tmp_path)
