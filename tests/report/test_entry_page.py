"""An entry of the rules as a person without their files reads it."""

from pathlib import Path

from inspector.i18n import load_language
from inspector.policy import Pack
from inspector.report.pack_listing import build_listing, list_entries, show_entry
from tests.policy.packs import conflict, entry, linkedin, scope, small_pack

DIGEST, COMMIT = "0" * 64, "a" * 40


def sample(folder: Path) -> Pack:
    capture = f'{{ archive = "a/terms", file = "A.md", commit = "{COMMIT}", day = 2024-09-19, sha256 = "{DIGEST}" }}'
    known = {"title": "A policy", "publisher": "B", "published": "2024", "kind": "primary", "reliability": "high"}
    source = entry("source", "T2", **known, read_as="the beginning, in a mirror") + f"capture = {capture}\n"
    region = {"regions": ["EEA"], "statement": "A law says so.", "sources": ["T1"]}
    return small_pack(
        folder,
        source,
        scope(
            "S1",
            sources=["T1", "T2"],
            short="A policy names posts.",
            at={"T1": "section 1", "T2": "section 2"},
            needs={"setting": "ai", "is": "on"},
            since="2025-01-01",
        ),
        entry("authority", "A1", name="An office", law="A law", address="https://office.example", **region),
        entry("right", "R1", article="Article 15", time_limit="one month", **region),
        entry("event", "E1", day="none known", **region),
        conflict("X1", rules=["S1"], other_outcome="excluded"),
    )


def page(folder: Path, name: str) -> list[str]:
    return [line.strip() for line in show_entry(sample(folder), name).lines]


def test_a_rule_begins_with_its_short_sentence_and_has_names_for_ids(tmp_path: Path) -> None:
    lines = page(tmp_path, "S1")
    assert lines[0] == "A policy names posts. (scope S1)"
    assert {
        "Answer: covered",
        "Purpose: Training",
        "In full: What S1 says.",
        "Regions: Europe, Britain, America, Elsewhere",
        "Kinds of data: content_public",
        "Needs: The ai setting: on",
        "Days: 2025-01-01 to no known end",
        "Weakest source: read in part",
    } <= set(lines)


def test_a_rule_says_where_in_each_source_it_stands_and_where_that_is_kept(tmp_path: Path) -> None:
    text = " ".join(page(tmp_path, "S1"))
    assert "[T1] Passage: section 1 read in full: full text" in text
    assert "[T2] Passage: section 2 read in part: the beginning, in a mirror Capture: a/terms, A.md, commit" in text
    assert COMMIT in text
    assert DIGEST in text


def test_what_the_law_of_a_region_gives_has_pages(tmp_path: Path) -> None:
    assert {"An office (supervisor A1)", "Law: A law", "Regions: Europe"} <= set(page(tmp_path / "a", "A1"))
    assert {"Where the law has it: Article 15", "Time limit: one month"} <= set(page(tmp_path / "b", "R1"))
    assert "Day: none known" in page(tmp_path / "c", "E1")


def test_a_conflict_has_both_views(tmp_path: Path) -> None:
    lines = page(tmp_path, "X1")
    assert lines[0] == "Which? (conflict X1)"
    assert {"View A: A.", "View B: B.", "Used here: A.", "Result under the other view: excluded"} <= set(lines)


def test_what_the_law_of_a_region_gives_is_listed(tmp_path: Path) -> None:
    pack = sample(tmp_path)
    rows = {row.id: row for row in list_entries(pack)}
    assert (rows["A1"].kind, rows["A1"].address) == ("supervisor", "https://office.example")
    assert (rows["E1"].kind, rows["E1"].period) == ("announced change", "none known")
    assert "R1 [EEA]: A law says so." in "\n".join(build_listing(pack).lines)
    assert [event["id"] for event in build_listing(pack).record["events"]] == ["E1"]


def test_every_entry_of_the_built_in_pack_has_a_page_in_both_languages() -> None:
    pack = linkedin()
    for language in (load_language("en"), load_language("de")):
        for found in pack.list_entries():
            assert any(f" {found.id})" in line for line in show_entry(pack, found.id, language).lines), found.id
