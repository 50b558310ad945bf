"""Every command: its output, the form of it, and the exit code."""

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from inspector.archive.demo import zip_demo
from inspector.policy import find_builtin_folder
from inspector.taxonomy import CATEGORIES
from tests.archives import EVERY_ACCOUNT, LEADING, demo, folder, pack, zipped
from tests.cli.running import CHECK, COMMANDS, FILES, STATED, Ran
from tests.demo_figures import ITEMS, OPEN_IN_GERMANY
from tests.policy.packs import scope, switch, written


def test_an_archive_alone_is_reported_as_text(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, archive, *STATED)

    assert ran.code == 0
    assert ran.out.startswith(f"Archive Inspector: {archive.name}")
    assert "No window" in ran.err
    assert list(Path.cwd().iterdir()) == []


def test_nothing_at_all_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys)

    assert ran.code == 0
    assert all(command in ran.out for command in COMMANDS)


def test_the_demo_prints_a_report_and_writes_a_workbook(capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "demo")

    assert (ran.code, ran.err) == (0, "Written: demo-exposure.xlsx\n")
    assert f"{OPEN_IN_GERMANY} of {ITEMS} items" in ran.out
    assert [path.name for path in Path.cwd().iterdir()] == ["demo-exposure.xlsx"]


def test_the_demo_takes_circumstances_and_files(capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "demo", "--json", "--region", "US", "--out", "a.json", "b.txt", "--out", "c.json")

    assert (ran.code, ran.err) == (0, "Written: a.json\nWritten: b.txt\nWritten: c.json\n")
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["a.json", "b.txt", "c.json"]
    assert ran.json["circumstances"]["region"]["origin"] == "stated"
    assert json.loads(Path("a.json").read_text())["summary"] == ran.json["summary"]


def test_the_demo_takes_a_birth_date_in_place_of_its_age(capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "demo", "--json", "--born", "2010-05-01", "--out", "a.txt")

    assert ran.code == 0
    assert ran.json["circumstances"]["age"] == {
        "value": "born 2010-05-01",
        "origin": "stated",
        "evidence": ran.json["circumstances"]["age"]["evidence"],
    }


FILE = {"archive", "member", "kind", "by", "title", "category", "state", "rows", "set_aside", "sha256"}
WARNING = {"code", "severity", "archive", "member", "count", "rows", "message"}


def test_check_tells_what_is_in_an_archive(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "check", archive, "--json")

    found = ran.json
    assert (ran.code, ran.err, list(found)) == (0, "", CHECK)
    assert (found["schema"], found["status"], found["kind"], found["exported"]) == (1, "full", "unknown", "2026-11-21")
    assert found["archives"] == [{"name": archive.name, "sha256": hashlib.sha256(archive.read_bytes()).hexdigest()}]
    assert found["rows"] == {"Comments.csv": 2, "Profile.csv": 1}
    assert found["error"] is None
    for file in found["files"]:
        assert set(file) == FILE
        assert file["sha256"] == hashlib.sha256(FILES[file["member"]].encode()).hexdigest()
        assert file["category"] in CATEGORIES
    assert {file["member"]: (file["kind"], file["by"], file["state"]) for file in found["files"]} == {
        "Comments.csv": ("comments", "both", "read"),
        "Profile.csv": ("profile", "both", "read"),
    }
    assert {"messages", "shares"} <= set(found["absent"])


def test_check_in_words_names_every_file(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "check", archive)

    assert ran.code == 0
    assert all(name in ran.out for name in FILES)
    assert ran.out.splitlines()[-1] == "2 files, 4 items, unknown download."


def test_check_calls_a_download_complete_only_with_what_every_account_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {**FILES, **EVERY_ACCOUNT}
    for missing in (None, "Profile.csv", *EVERY_ACCOUNT):
        path = folder(tmp_path, {name: text for name, text in files.items() if name != missing}, f"without {missing}")

        assert (Ran(capsys, "check", path, "--json").json["kind"] == "complete") is (missing is None)
        assert ("complete download, as far" in Ran(capsys, "check", path).out) is (missing is None)


def test_a_note_changes_neither_status_nor_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {**FILES, "Zukunft.csv": "A,B\na,b\n", "Votes.csv": "Date,Link,OptionText\n", ".DS_Store": "x"}

    ran = Ran(capsys, "check", folder(tmp_path, files), "--json")

    assert (ran.code, ran.json["status"]) == (0, "full")
    assert [set(warning) for warning in ran.json["warnings"]] == [WARNING] * len(ran.json["warnings"])
    assert {warning["severity"] for warning in ran.json["warnings"]} == {"note"}


@pytest.mark.parametrize("command", ["check", "items", "report", "explain", ""])
def test_a_warning_makes_the_exit_code_one(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    source = folder(tmp_path, {**FILES, "Connections.csv": b"PK\x03\x04 a workbook"})
    words: dict[str, list[str | Path]] = {
        "check": ["check", source],
        "items": ["items", source, *STATED],
        "report": ["report", source, *STATED, "--out", "r.json"],
        "explain": ["explain", source, "Comments.csv#1", *STATED],
        "": [source, *STATED],
    }

    ran = Ran(capsys, *words[command])

    assert ran.code == (0 if command == "explain" else 1)
    assert ran.out or command == "report"


def test_check_of_a_damaged_archive_warns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "check", folder(tmp_path, {**FILES, "Connections.csv": b"PK\x03\x04 a workbook"}), "--json")

    assert (ran.code, ran.json["status"]) == (1, "warn")
    assert [w["member"] for w in ran.json["warnings"] if w["severity"] == "warning"] == ["Connections.csv"]


def test_items_are_json_lines_with_a_verdict_for_each_use(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "items", archive, "--json", *STATED)

    assert (ran.code, ran.err) == (0, "")
    assert [record["id"] for record in ran.records] == [
        "Comments.csv#1",
        "Comments.csv#2",
        "Profile.csv#1/profile_core",
        "Profile.csv#1/contact_details",
    ]
    assert all(list(record["verdicts"]) == list(pack().uses) for record in ran.records)


def test_items_can_be_narrowed_down(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def found(*words: str) -> list[str]:
        return [record["id"] for record in Ran(capsys, "items", archive, "--json", *STATED, *words).records]

    assert found("--category", "posts") == ["Comments.csv#1", "Comments.csv#2"]
    assert found("--query", "WELL said") == ["Comments.csv#1"]
    assert found("--use", "genai_training_linkedin", "--outcome", "not_stated") == [
        "Profile.csv#1/contact_details",
    ]
    assert found("--category", "posts", "--category", "profile", "--outcome", "not_stated") == [
        "Profile.csv#1/contact_details"
    ]
    assert found("--query", "no such word") == []


def test_items_in_words_are_one_line_each(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "items", archive, *STATED)

    assert len(ran.out.splitlines()) == 4
    assert ran.out.splitlines()[0].startswith("Comments.csv#1  2026-01-02  ")


def test_items_of_several_archives_name_theirs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = zipped(tmp_path, FILES, "a.zip"), zipped(tmp_path, FILES, "b.zip")

    ran = Ran(capsys, "items", first, second, "--json", *STATED)

    assert [record["id"] for record in ran.records][:2] == ["1!Comments.csv#1", "1!Comments.csv#2"]
    assert len(ran.records) == 4


def test_the_items_of_the_sample_agree_with_its_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = zip_demo(tmp_path)
    records = Ran(
        capsys, "items", source, "--json", "--region", "GB", "--age", "adult", "--as-of", "2026-06-01"
    ).records
    Ran(capsys, "report", source, "--region", "GB", "--age", "adult", "--as-of", "2026-06-01", "--out", "r.json")
    summary = json.loads(Path("r.json").read_text())["summary"]

    assert len(records) == demo().item_count
    for use in pack().uses:
        counted = Counter(
            (r["category"], r["data_category"], r["verdicts"][use]["outcome"], r["verdicts"][use]["now"])
            for r in records
        )
        assert counted == {
            (row["category"], row["data_category"], row["outcome"], row["now"]): row["items"]
            for row in summary
            if row["use"] == use
        }


EXPLAINED = {
    "question",
    "region",
    "label",
    "chain",
    "earlier",
    "conflicts",
    "related",
    "notes",
    "assumed",
    "would_change",
    "warnings",
}


def test_explain_gives_the_chain_for_each_leading_use(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "explain", archive, "Comments.csv#1", "--json", *STATED)

    assert (ran.code, ran.err) == (0, "")
    assert set(ran.json) == {"schema", "item", "message", "columns", "uses"}
    assert tuple(ran.json["uses"]) == LEADING
    for found in ran.json["uses"].values():
        assert set(found) == EXPLAINED
        assert [set(answered) for answered in found["chain"]] == [{"question", "answer", "rules"}] * len(found["chain"])
        rules = [rule for answered in found["chain"] for rule in answered["rules"]]
        assert all(rule["sources"] for rule in rules if rule["id"] in pack().rules)
    assert ran.json["columns"][2] == {"column": "Message", "text": "Well said"}


def test_explain_in_words_ends_with_what_it_does_not_claim(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "explain", archive, "Comments.csv#1", "--use", "ads_affiliate", *STATED)

    assert ran.code == 0
    assert ran.out.splitlines()[0] == "Comments.csv#1"
    assert "It does not mean that anything was used." in ran.out
    assert pack().uses["ads_affiliate"].question in ran.out
    assert pack().uses["non_genai_ml"].question not in ran.out


def test_policy_lists_shows_and_checks(capsys: pytest.CaptureFixture[str]) -> None:
    plain, listed = Ran(capsys, "policy"), Ran(capsys, "policy", "list")
    assert plain.out == listed.out
    assert all(rule in listed.out for rule in pack().rules)

    record = Ran(capsys, "policy", "list", "--json").json
    assert {rule["id"] for rule in record["rules"]} == set(pack().rules)

    shown = Ran(capsys, "policy", "show", "genai_improvement")
    assert (shown.code, shown.out.splitlines()[0]) == (
        0,
        "Data for Generative AI Improvement (setting genai_improvement)",
    )
    assert Ran(capsys, "policy", "show", "no such entry").code == 2

    rule = Ran(capsys, "policy", "show", "C05").out
    assert pack().uses["genai_training_linkedin"].name in rule
    assert "Where it is written:" in rule
    assert "United Kingdom" in rule

    checked = Ran(capsys, "policy", "check")
    assert (checked.code, checked.err) == (0, "")
    assert "0 of them failing" in checked.out
    assert set(Ran(capsys, "policy", "check", "--json").json) == {"faults", "doubts", "cases", "failures"}


def test_policy_tells_two_editions_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = written(tmp_path / "old", scope("S1"), scope("S2"), scope("S3", categories=["private_messages"]))
    kept = scope("S3", categories=["private_messages"], statement="Another sentence.")
    new = written(tmp_path / "new", scope("S1", until="2025-01-01"), kept, switch("G1"))

    found = Ran(capsys, "policy", "diff", old, new, "--json")
    assert found.code == 0
    assert found.json["results"] is None
    assert found.json["entries"] == [
        {"change": "ended", "kind": "scope", "id": "S1", "fields": ["until"]},
        {"change": "changed", "kind": "scope", "id": "S3", "fields": ["statement"]},
        {"change": "added", "kind": "gate", "id": "G1", "fields": []},
        {"change": "removed", "kind": "scope", "id": "S2", "fields": []},
    ]
    told = Ran(capsys, "policy", "diff", old, new).out
    assert "What S1 says. (scope S1): until" in told
    assert "The entries are the same." in Ran(capsys, "policy", "diff", old, old).out


def test_policy_tells_which_results_move(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = """checked = 2026-11-22
[pack]
id = "ours"
title = "Ours"
edition = "2026-11-23"
over = "linkedin"
[[regime]]
id = "Z1"
use = "genai_training_linkedin"
statement = "Our reading: nothing is used in Europe."
answer = "closed"
regions = ["EEA"]
sources = ["P5"]
confidence = "primary"
basis = "inferred"
"""
    new = folder(tmp_path, {"pack.toml": own}, "own")
    found = Ran(capsys, "policy", "diff", find_builtin_folder(), new, archive, "--json", *STATED)
    moves = {result["use"]: result for result in found.json["results"]}

    assert [entry["id"] for entry in found.json["entries"]] == ["Z1"]
    assert moves["non_genai_ml"] == {"use": "non_genai_ml", "moved": 0, "changes": [], "items": []}
    moved = moves["genai_training_linkedin"]
    assert moved["moved"] == len(moved["items"]) == sum(change["items"] for change in moved["changes"]) > 0
    assert {"could_be_used"} == {change["before"] for change in moved["changes"]} - {"not_stated"}
    assert {change["after"] for change in moved["changes"]} == {"excluded"}
    told = Ran(capsys, "policy", "diff", find_builtin_folder(), new, archive, *STATED).out
    assert "0 results move" in told


def test_a_broken_pack_is_refused_with_its_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = folder(tmp_path, {"pack.toml": "this is = no [pack"}, "pack")

    ran = Ran(capsys, "policy", "check", broken)
    assert (ran.code, "pack.toml" in ran.out) == (2, True)
    ran = Ran(capsys, "demo", "--policy", broken)
    assert (ran.code, ran.out, list(Path.cwd().iterdir())) == (2, "", [])
    assert "pack.toml" in ran.err


def test_a_report_is_written_in_every_format_at_once(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "report", archive, *STATED, "--out", "r.xlsx", "r.json", "r.txt")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == ["Written: r.xlsx", "Written: r.json", "Written: r.txt"]
    assert all(Path(name).stat().st_size > 1000 for name in ("r.xlsx", "r.json", "r.txt"))


def test_what_is_assumed_and_suggested_is_said_beside_the_data(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = Ran(capsys, "report", archive, "--out", "r.json")

    assert ran.code == 0
    assert "--region DE (Profile.csv, Geo Location)" in ran.err
    assert "--born 1986-03-14 (Profile.csv, Birth Date)" in ran.err
    assert "No region is stated" in ran.err
    facts = json.loads(Path("r.json").read_text())["circumstances"]
    assert {facts[name]["origin"] for name in ("as_of", "region", "age", "genai_improvement")} == {"assumed"}


def test_a_territory_that_no_text_places_is_said(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "items", archive, "--region", "JE", "--age", "adult")

    assert ran.code == 0
    assert "No text that was read places" in ran.err


def test_check_in_words_answers_what_is_missing_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "Profile.csv": FILES["Profile.csv"],
        "Inbox.csv": "A,B\na,b\n",
        "Connections.csv": b"PK\x03\x04 a workbook",
    }

    ran = Ran(capsys, "check", folder(tmp_path, files))

    said = " ".join(ran.out.split())
    assert "This is LinkedIn's basic download" in said
    assert "Not all of it could be read. Files that could not: 1." in said
    assert "Shares.csv: Posts and reshares with your own words. Why it may be missing: No posts" in said
    assert "known by its name alone" in said
    assert "Fetch the archive from LinkedIn's link again" in said
    assert "Ask LinkedIn for the larger download" in said


def test_check_in_words_masks_the_number_of_an_account_and_json_keeps_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = folder(tmp_path, {"Profile.csv": FILES["Profile.csv"], "Comments_34875879.csv": FILES["Comments.csv"]})

    in_words, in_json = Ran(capsys, "check", place), Ran(capsys, "check", place, "--json")

    assert "Comments_….csv, 2 rows" in in_words.out
    assert "34875879" not in in_words.out
    assert "Comments_34875879.csv" in in_json.json["rows"]


def test_check_finds_nothing_to_do_where_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every_account = {
        "Registration.csv": "Registered At,Registration Ip,Subscription Types\n",
        "Email Addresses.csv": "",
    }

    ran = Ran(capsys, "check", folder(tmp_path, {**FILES, **every_account}))

    assert "- Nothing: the download can be used as it is." in ran.out


def test_check_misses_what_every_account_has(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = " ".join(Ran(capsys, "check", archive).out.split())

    assert "every account has Email Addresses.csv and Registration.csv, and this one lacks it" in said
