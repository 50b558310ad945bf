"""A pack is read whole or refused whole, with every fault named by file and entry."""

import json
from datetime import date
from pathlib import Path

import pytest

from inspector.errors import Refused
from inspector.policy import InvalidPack, PackError, days, find_warnings, read, read_cases
from inspector.taxonomy import CATEGORIES
from tests.policy.packs import (
    age,
    base,
    conflict,
    entry,
    linkedin,
    regime,
    rule,
    scope,
    signal,
    small_pack,
    switch,
    written,
)
from tests.saying import said

FACTS = json.loads((Path(__file__).parent / "matrix_facts.json").read_text(encoding="utf-8"))

# Every two-letter code that ISO 3166-1 assigns.
ISO_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT
MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""


def fact(kind: str, name: str, /, **fields: object) -> str:
    """What is known of the law of Europe, as TOML."""
    since = {"from": fields.pop("since")} if "since" in fields else {}
    usual = {"regions": ["EEA"], "statement": "A law says so.", "sources": ["T1"]}
    return entry(kind, name, **{**usual, **since, **fields})


def captured(**fields: object) -> str:
    """A source with the capture that a public archive of terms keeps, and a rule that cites it."""
    kept = {"archive": "a/terms", "file": "A/Policy.md", "commit": "a" * 40, "day": date(2024, 9, 19)}
    known = {"title": "A", "publisher": "B", "published": "2024", "kind": "primary", "reliability": "high"}
    source = entry("source", "T2", **known, read_as="full text", capture={**kept, "sha256": "0" * 64, **fields})
    return source + scope("S2", sources=["T2"], categories=["private_messages"])


def faults(folder: Path) -> tuple[PackError, ...]:
    with pytest.raises(InvalidPack) as refused:
        read(folder)
    assert said(refused.value.message)
    assert all(said(fault.description) for fault in refused.value.errors)
    return refused.value.errors


# ---- the pack that comes with the program


def test_the_built_in_pack_holds_every_entry_of_the_research() -> None:
    pack = linkedin()
    assert set(pack.sources) >= set(FACTS["sources"])
    assert set(pack.settings) >= set(FACTS["settings"])
    assert set(pack.categories) >= set(FACTS["categories"])
    assert set(pack.regions) >= {*FACTS["regions"], "US-CA"}
    assert {use.id: use.default_rule for use in pack.uses.values()}.items() >= FACTS["default_rules"].items()
    assert len(pack.claims) >= 12
    assert len(pack.limits) >= 6


def test_four_uses_lead_in_their_order() -> None:
    leading = ["genai_training_linkedin", "genai_training_affiliate", "ads_affiliate", "non_genai_ml"]
    assert [use.id for use in linkedin().leading_uses] == leading
    assert [use.id for use in linkedin().uses.values()][:4] == leading


def test_all_iso_codes_are_placed_or_marked_exactly_once() -> None:
    pack = linkedin()
    codes = ISO_CODES.split()
    assert len(codes) == len(set(codes)) == 249
    placed = [code for region in pack.regions.values() for code in region.codes]
    marked = list(pack.territories)
    assert len(placed + marked) == len(set(placed + marked))
    # Kosovo has no assigned code; XK is the one in use.
    assert set(placed + marked) == {*codes, "XK"}


def test_territories_that_no_text_places_are_marked_and_not_in_the_rest_of_the_world() -> None:
    nearest = {name: territory.nearest for name, territory in linkedin().territories.items()}
    assert {"GI": "UK", "JE": "UK", "GL": "EEA", "PF": "EEA", "AW": "EEA", "PR": "US"}.items() <= nearest.items()
    assert all(linkedin().region_by_code[code] == "EEA" for code in ("GP", "MQ", "GF", "RE", "YT", "MF", "AX"))


def test_every_rule_has_a_statement_its_sources_and_a_confidence() -> None:
    for found in linkedin().rules.values():
        assert found.statement.endswith("."), found.id
        assert found.sources, found.id
        assert found.confidence, found.id
        assert found.regions, found.id


def test_every_text_from_a_public_archive_of_terms_names_its_capture() -> None:
    archived = [source for source in linkedin().sources.values() if "OpenTermsArchive" in source.archived]
    assert len(archived) >= 13
    for source in archived:
        assert source.capture is not None, source.id
        assert f"{source.capture.archive}/commit/{source.capture.commit}" in source.archived, source.id


def test_every_rule_on_training_by_linkedin_says_in_short_what_and_where() -> None:
    entries = [found for found in linkedin().rules.values() if found.use == "genai_training_linkedin"]
    assert len(entries) >= 85
    for found in entries:
        assert found.short.endswith("."), found.id
        assert set(found.at) == set(found.sources), found.id


def test_no_statement_says_that_something_was_used() -> None:
    pack = linkedin()
    sentences = [r.statement for r in pack.rules.values()] + [u.default_statement for u in pack.uses.values()]
    assert not [sentence for sentence in sentences if " was used" in sentence or " were used" in sentence]


def test_every_data_category_stands_in_one_category_and_carries_both_vocabularies() -> None:
    categories = linkedin().categories.values()
    assert all(category.fides and category.dpv for category in categories)
    # Nothing belongs to "unsorted" but what is not known at all.
    assert {category.category for category in categories} == set(CATEGORIES) - {"unsorted"}
    assert linkedin().find_category("salary") == "jobs"
    assert linkedin().find_category(None) == "unsorted"


def test_sources_of_rules_come_once_and_in_order() -> None:
    pack = linkedin()
    assert pack.find_sources(("B01.a", "G12", "N0-genai_training_linkedin")) == ("S1", "S44", "P1", "P2", "S5")
    assert pack.find_statement("N0-genai_training_linkedin") == pack.uses["genai_training_linkedin"].default_statement
    assert pack.find_statement("B01.a") == pack.rules["B01.a"].statement


# ---- a small pack, sound


def test_a_sound_small_pack_is_read(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), regime("R1", "closed"), switch("G1"), age("G2"), signal("G3"))
    assert (pack.id, pack.title, pack.edition) == ("small", "A small pack", "2026-01-01")
    assert list(pack.rules) == ["R1", "S1", "G1", "G2", "G3"]


def test_a_pack_was_checked_when_its_oldest_file_was(tmp_path: Path) -> None:
    folder = written(tmp_path, scope("S1"))
    (folder / "old.toml").write_text("checked = 2024-05-06\n", encoding="utf-8")
    assert days.format_date(days.from_date(read(folder).check_date)) == "2024-05-06"


def test_the_cases_are_no_part_of_the_pack(tmp_path: Path) -> None:
    folder = written(tmp_path, scope("S1"))
    assert read_cases(folder) == ()
    (folder / "cases.toml").write_text("anything = 1\n", encoding="utf-8")
    assert list(read(folder).rules) == ["S1"]
    assert read_cases(folder) == ()


def test_cases_are_read_from_a_file_and_from_every_file_of_a_folder(tmp_path: Path) -> None:
    folder = written(tmp_path, scope("S1"))
    (folder / "cases").mkdir()
    for name in ("cases.toml", "cases/b.toml", "cases/a.toml"):
        case = f'[[case]]\nname = "{name}"\nuse = "train"\nas_of = 2026-01-01\nexpect = {{ outcome = "stopped" }}\n'
        (folder / name).write_text(case, encoding="utf-8")
    (folder / "cases" / "notes.txt").write_text("no case", encoding="utf-8")
    assert [case.name for case in read_cases(folder)] == ["cases.toml", "cases/a.toml", "cases/b.toml"]
    assert list(read(folder).rules) == ["S1"]


def test_a_case_that_cannot_be_read_is_refused_with_its_file(tmp_path: Path) -> None:
    folder = written(tmp_path, scope("S1"))
    (folder / "cases").mkdir()
    (folder / "cases" / "a.toml").write_text('[[case]]\nname = "A"\n', encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_cases(folder)
    assert "cases/a.toml: A:" in refused.value.message


def test_a_pack_says_what_the_law_of_a_region_gives(tmp_path: Path) -> None:
    day = date(2027, 1, 1)
    law = (
        fact("authority", "A1", name="An office", law="A law", address="https://office.example"),
        fact("right", "R1", article="Article 15", time_limit="one month", since=day),
        fact("event", "E1", day=day),
        fact("event", "E2", day="none known"),
        entry("group", "TWO", name="Two", regions=["EEA", "UK"], sources=["T1"]),
        captured(),
        scope("S1", sources=["T1", "T2"], short="A text names posts.", at={"T1": "section 1", "T2": "section 2"}),
    )
    pack = small_pack(tmp_path, *law)
    assert [found.id for found in pack.region_facts] == ["A1", "R1", "E1", "E2"]
    assert (pack.rights[0].article, pack.rights[0].time_limit, pack.rights[0].start) == ("Article 15", "one month", day)
    assert [event.day for event in pack.events] == [day, "none known"]
    assert pack.groups[0].regions == ("EEA", "UK")
    capture = pack.sources["T2"].capture
    assert capture is not None
    assert (capture.archive, capture.day) == ("a/terms", date(2024, 9, 19))
    assert pack.rules["S1"].at == {"T1": "section 1", "T2": "section 2"}


# ---- faults of the form

FORM_FAULTS = [
    (scope("S1", colour="red"), "S1", "colour"),
    (scope("S1", "perhaps"), "S1", "perhaps"),
    (scope("S1", statement=None), "S1", "statement"),
    (scope("S1", confidence="fairly sure"), "S1", "fairly sure"),
    (scope("S1", basis="guessed"), "S1", "guessed"),
    (scope("S1", regions="EEA"), "S1", "array"),
    (scope("S1", needs={"setting": "ai", "is": "maybe"}), "S1", "maybe"),
    (rule("gate", "G1", fact="mood", closes_at="off"), "G1", "mood"),
    (rule("regime", "R1", answer="open", otherwise=True), "R1", "otherwise"),
    (conflict("X1", when="sometimes"), "X1", "sometimes"),
    ('[[scope]]\nuse = "train"\n', "(no id)", "id"),
    ('[[opinion]]\nid = "O1"\n', "opinion", "not known"),
    (scope("S1") + scope("S1"), "S1", "law.toml already"),
    (scope("S1") + regime("S1", "open"), "S1", "law.toml already"),
]


@pytest.mark.parametrize(("law", "entry_named", "word"), FORM_FAULTS)
def test_a_fault_of_form_names_file_entry_and_word(tmp_path: Path, law: str, entry_named: str, word: str) -> None:
    (fault,) = faults(written(tmp_path, law))
    assert (fault.file, fault.entry) == ("law.toml", entry_named)
    assert word in fault.message


def test_a_file_without_its_day_of_checking_is_a_fault(tmp_path: Path) -> None:
    folder = written(tmp_path, scope("S1"))
    (folder / "more.toml").write_text(scope("S2"), encoding="utf-8")
    (fault,) = faults(folder)
    assert (fault.file, fault.entry) == ("more.toml", "checked")


def test_a_pack_says_what_it_is_called(tmp_path: Path) -> None:
    folder = written(tmp_path)
    text = base().replace('title = "A small pack"\n', "").replace('edition = "2026-01-01"\n', "")
    (folder / "base.toml").write_text(text, encoding="utf-8")
    (fault,) = faults(folder)
    assert (fault.entry, fault.message) == ("pack", "lacks title, edition")


@pytest.mark.parametrize("content", [b"checked = \n", b'a = "\xff"\n', b"\x00"])
def test_a_file_that_is_no_toml_is_a_fault_like_any_other(tmp_path: Path, content: bytes) -> None:
    folder = written(tmp_path, scope("S1", colour="red"))
    (folder / "torn.toml").write_bytes(content)
    assert {(fault.file, fault.entry) for fault in faults(folder)} == {("law.toml", "S1"), ("torn.toml", "(file)")}


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(Refused) as refused:
            read(place)
        assert refused.value.code == "E_POLICY"
        assert refused.value.hint


# ---- faults of reference, dates and coverage

RULE_FAULTS = [
    (scope("S1", use="fly"), "S1", "unknown use 'fly'"),
    (scope("S1", regions=["MARS"]), "S1", "unknown region 'MARS'"),
    (scope("S1", sources=["T9"]), "S1", "unknown source 'T9'"),
    (scope("S1", categories=["dreams"]), "S1", "unknown data category 'dreams'"),
    (scope("S1", needs={"setting": "mood", "is": "on"}), "S1", "unknown setting 'mood'"),
    (scope("S1", sources=[]), "S1", "cites no source"),
    (scope("S1", statement="  "), "S1", "no statement"),
    (scope("S1", since="2025-02-02", until="2025-02-01"), "S1", "later than"),
    (scope("S1", categories=[]), "S1", "names no data category"),
    (switch("G1", setting="mood"), "G1", "unknown setting 'mood'"),
    (switch("G1", exempt=["dreams"]), "G1", "unknown data category 'dreams'"),
    (switch("G1", categories=["dreams"]), "G1", "unknown data category 'dreams'"),
    (age("G1", setting="ai"), "G1", "setting"),
    (rule("gate", "G1", fact="setting", closes_at="off"), "G1", "setting"),
    (rule("gate", "G1", fact="setting", setting="ai", closes_at="on"), "G1", "closes_at"),
    (rule("note", "M1", categories=["dreams"]), "M1", "unknown data category 'dreams'"),
    (conflict("X1", rules=["S9"]), "X1", "unknown rule 'S9'"),
    (conflict("X1", sources=["T9"]), "X1", "unknown source 'T9'"),
    (conflict("X1", categories=["dreams"]), "X1", "unknown data category 'dreams'"),
    (entry("claim", "K1", seed="T9", says="A.", stands="agrees", finding="B.", sources=["T1"]), "K1", "source 'T9'"),
    (entry("claim", "K1", seed="T1", says="A.", stands="agrees", finding="B.", sources=["T9"]), "K1", "source 'T9'"),
    (entry("territory", "JE", name="Jersey", nearest="MARS"), "JE", "unknown region 'MARS'"),
    (entry("territory", "FR", name="France", nearest="UK"), "FR", "is placed in EEA already"),
    (entry("region", "NORTH", name="North", codes=["DE"], sources=["T1"]), "NORTH", "belongs to EEA already"),
    (entry("region", "NORTH", name="North", codes=[], within="MARS", sources=["T1"]), "NORTH", "region 'MARS'"),
    (entry("region", "NORTH", name="North", codes=[], sources=["T9"]), "NORTH", "unknown source 'T9'"),
    (entry("category", "dreams", name="Dreams", category="night", fides=[], dpv=[]), "dreams", "unknown category"),
    (rule("note", "N0-train"), "train", "the id of an entry"),
    (scope("S1", at={"T9": "section 1"}), "S1", "'at' names the source T9"),
    (scope("S1", at={"T1": " "}), "S1", "'at' says nothing for the source T1"),
    (fact("authority", "A1", name="A", regions=["MARS"]), "A1", "unknown region 'MARS'"),
    (fact("right", "R1", article="1", sources=["T9"]), "R1", "unknown source 'T9'"),
    (fact("right", "R1", article="1", at={"T9": "section 1"}), "R1", "'at' names the source T9"),
    (fact("event", "E1", day="soon"), "E1", "'day' must be a date"),
    (entry("group", "TWO", name="Two", regions=["EEA", "MARS"], sources=["T1"]), "TWO", "unknown region 'MARS'"),
    (captured(commit="abc"), "T2", "'commit' must be 40"),
    (captured(sha256="A" * 64), "T2", "'sha256' must be 64"),
    (captured(archive="terms"), "T2", "'archive' must be OWNER/NAME"),
]


@pytest.mark.parametrize(("law", "entry_named", "word"), RULE_FAULTS)
def test_a_fault_of_reference_names_the_entry_and_the_word(
    tmp_path: Path, law: str, entry_named: str, word: str
) -> None:
    (fault,) = faults(written(tmp_path, law))
    assert fault.entry == entry_named
    assert fault.file == ("base.toml" if entry_named == "train" else "law.toml")
    assert word in fault.message


def test_a_source_that_no_entry_cites_is_a_fault(tmp_path: Path) -> None:
    unused = entry(
        "source", "T2", title="A", publisher="B", published="2024", kind="seed", read_as="part", reliability="low"
    )
    (fault,) = faults(written(tmp_path, unused))
    assert str(fault) == "law.toml: T2: no entry cites this source: cite it or take it out"


@pytest.mark.parametrize("sort", ["sources", "regions"])
def test_a_setting_names_only_what_exists(tmp_path: Path, sort: str) -> None:
    fields = {"sources": ["T1"], "regions": ["EEA"], "defaults": [], "confidence": "primary", sort: ["MARS"]}
    setting = entry("setting", "mood", name="M", kind="switch", path="P", effect="E", since="S", **fields)
    (fault,) = faults(written(tmp_path, setting))
    assert (fault.file, fault.entry) == ("law.toml", "mood")
    assert "'MARS'" in fault.message


def test_all_faults_of_reference_are_told_at_once(tmp_path: Path) -> None:
    laws = [law for law, name, _ in RULE_FAULTS if name == "S1"]
    numbered = [law.replace('"S1"', f'"S{number}"', 1) for number, law in enumerate(laws)]
    assert [fault.entry for fault in faults(written(tmp_path, *numbered))] == [f"S{n}" for n in range(len(laws))]


def test_all_faults_of_form_are_told_at_once(tmp_path: Path) -> None:
    broken = written(tmp_path, *(law for law, name, _ in FORM_FAULTS if name != "S1"))
    with pytest.raises(InvalidPack) as refused:
        read(broken)
    assert len(refused.value.errors) == 5
    assert "5 fault(s)" in refused.value.message


def test_many_faults_are_counted_in_the_sentence_and_kept_in_full(tmp_path: Path) -> None:
    laws = [scope(f"S{number}", sources=["T9"]) for number in range(9)]
    with pytest.raises(InvalidPack) as refused:
        read(written(tmp_path, *laws))
    assert len(refused.value.errors) == 9
    assert "(and 4 more)" in refused.value.message


# ---- where the reader falls short of the design: reported, not yet mended


def test_faults_of_form_and_of_reference_are_told_together(tmp_path: Path) -> None:
    found = faults(written(tmp_path, scope("S1", colour="red"), scope("S2", sources=["T9"])))
    assert {fault.entry for fault in found} == {"S1", "S2"}


def test_the_defaults_of_a_setting_name_only_regions_that_exist(tmp_path: Path) -> None:
    fields = {"sources": ["T1"], "regions": ["EEA"], "confidence": "primary"}
    defaults = [{"regions": ["MARS"], "value": "on"}]
    law = entry(
        "setting", "mood", name="M", kind="switch", path="P", effect="E", since="S", defaults=defaults, **fields
    )
    assert [fault.entry for fault in faults(written(tmp_path, law))] == ["mood"]


def test_a_fault_names_its_own_file_where_two_sorts_share_an_id(tmp_path: Path) -> None:
    folder = written(tmp_path, scope("ai", sources=["T9"]))
    (folder / "zone.toml").write_text("checked = 2026-01-01\n" + entry("limit", "ai", statement="A."), encoding="utf-8")
    assert [fault.file for fault in faults(folder)] == ["law.toml"]


@pytest.mark.parametrize(
    "text",
    ['[scope]\nid = "S1"\n', "scope = 5\n", 'scope = ["S1"]\n', '[[pack]]\nid = "small"\n'],
)
def test_an_entry_of_an_unexpected_shape_is_a_fault_and_no_crash(tmp_path: Path, text: str) -> None:
    folder = written(tmp_path)
    (folder / "shape.toml").write_text("checked = 2026-01-01\n" + text, encoding="utf-8")
    assert faults(folder)


def test_a_day_of_checking_with_a_time_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "time.toml").write_text("checked = 2026-01-01T10:00:00\n", encoding="utf-8")
    assert faults(folder)


# ---- doubts


def test_entries_that_answer_differently_for_the_same_days_are_doubted(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1"), scope("S2", "excluded", since="2025-01-01"))
    assert [(entry.id, what.split()[1]) for entry, what in find_warnings(pack) if "answers" in what] == [
        ("S2", "'excluded'")
    ]


def test_entries_that_follow_each_other_are_not_doubted(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1", until="2024-12-31"), scope("S2", "excluded", since="2025-01-01"))
    assert [what for _entry, what in find_warnings(pack) if "answers" in what] == []


def test_a_data_category_of_which_no_entry_speaks_is_doubted(tmp_path: Path) -> None:
    silent = {
        entry.id for entry, what in find_warnings(small_pack(tmp_path, scope("S1"))) if "never get a verdict" in what
    }
    assert silent
    assert "content_public" not in silent
    assert list(find_warnings(small_pack(tmp_path, scope("S1", otherwise=True)))) == []


LONG = "It says " + "very " * 40 + "much."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"short": "It says " + "very " * 20 + "much."}, "'short' has 23 words"),
        ({"statement": LONG}, "'statement' has a sentence of 43 words"),
        ({"note": "It ends. " + LONG}, "'note' has a sentence of 43 words"),
        ({"statement": "The use is in force there."}, "'statement' says \"in force\""),
        ({"short": "A switch closes it."}, "'short' says \"closes\""),
        ({"at": {}}, "'at' lacks the source T1"),
    ],
)
def test_an_entry_that_is_hard_to_read_is_doubted(tmp_path: Path, fields: dict[str, object], words: str) -> None:
    law = scope("S1", otherwise=True, **{"short": "A text names posts.", "at": {"T1": "section 1"}, **fields})
    ((found, doubt),) = find_warnings(small_pack(tmp_path, law))
    assert found.id == "S1"
    assert doubt.startswith(words)


def test_an_entry_in_plain_words_is_not_doubted(tmp_path: Path) -> None:
    law = scope(
        "S1",
        otherwise=True,
        short="LinkedIn lists Open to Work.",
        statement=f'The list names "what is open". {"It is long. " * 30}',
        at={"T1": "section 1"},
    )
    assert list(find_warnings(small_pack(tmp_path, law))) == []


def test_the_built_in_pack_raises_no_doubt() -> None:
    assert list(find_warnings(linkedin())) == []
