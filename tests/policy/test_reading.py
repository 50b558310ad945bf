"""How sure a result is depends on how the texts behind it were read."""

from pathlib import Path

import pytest

from inspector.policy import explain
from inspector.policy.pack.pack_schema import Source
from inspector.policy.reading import find_rule_reading, find_source_reading, weakest_reading
from tests.policy.packs import asked, entry, facts, scope, small_pack, verdict


def source(name: str, read_as: str, kind: str = "primary") -> str:
    return entry(
        "source", name, title="A", publisher="B", published="2024", kind=kind, read_as=read_as, reliability="high"
    )


@pytest.mark.parametrize(
    ("read_as", "reading"),
    [
        ("full text in a public archive of terms", "read in full"),
        ("a copy on another site", "read in a mirror"),
        ("the beginning, in a mirror", "read in part"),
        ("full text in a public archive of terms, gone through for AI only", "read in part"),
        ("the beginning, in a mirror; later wording through press quotations", "read by quotation"),
        ("only through quotations: several outlets give the same list", "read by quotation"),
        ("not at all: P5 and P6 link to it", "not read"),
    ],
)
def test_the_words_of_a_source_say_how_it_was_read(read_as: str, reading: str) -> None:
    text = Source(
        id="T2", title="A", publisher="B", published="2024", kind="primary", read_as=read_as, reliability="high"
    )
    assert find_source_reading(text) == reading


def test_a_rule_is_as_sure_as_the_weakest_of_its_own_texts(tmp_path: Path) -> None:
    press = source("T2", "through a press report", "secondary")
    quoted = source("T3", "only through quotations")
    copied = source("T4", "a copy of the page", "secondary")
    pack = small_pack(
        tmp_path,
        *(press, quoted, copied),
        scope("S1", sources=["T1", "T2"]),
        scope("S2", sources=["T1", "T3"]),
        scope("S3", sources=["T1", "T4"], confidence="several secondary"),
    )
    readings = [find_rule_reading(pack, rule) for rule in pack.scopes]
    assert readings == ["read in full", "read by quotation", "read in a mirror"]


def test_a_result_is_as_sure_as_the_weakest_rule_that_decided(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, source("T3", "in a mirror"), scope("S1"), scope("S2", sources=["T3"]))
    assert verdict(asked(pack)).reading == "read in a mirror"
    assert verdict(asked(pack), of=facts("private_messages")).reading == "not read"
    assert weakest_reading(()) == "not read"


def test_a_citation_says_where_a_rule_stands_and_how_that_was_read(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, scope("S1", short="A text names posts.", at={"T1": "section 1"}))
    cited = explain(asked(pack), "train", facts(), None).chain[0].rules[0]
    assert (cited.sentence, dict(cited.passages), cited.reading) == (
        "A text names posts.",
        {"T1": "section 1"},
        "read in full",
    )
