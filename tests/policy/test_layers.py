"""A pack of one's own, laid over the built-in one."""

from pathlib import Path

import pytest

from inspector.cli import main
from inspector.policy import InvalidPack, find_builtin_folder, read
from tests.policy.packs import linkedin

HEAD = '[pack]\nid = "mine"\ntitle = "Ours"\nedition = "1"\nover = "{over}"\n'
SOURCE = """
[[source]]
id = "Z1"
title = "Letter to the client"
publisher = "The firm"
published = "2026-11-01"
kind = "secondary"
read_as = "whole"
reliability = "high"
"""
REPLACED = """
[[scope]]
id = "C09"
use = "genai_training_linkedin"
statement = "Our reading: group posts are ruled out."
answer = "excluded"
categories = ["groups"]
regions = ["EEA", "CH", "UK", "CA", "HK", "US", "ROW"]
from = 2025-09-18
sources = ["Z1"]
confidence = "single secondary"
basis = "inferred"
"""


def own_pack(folder: Path, entries: str, over: str = "linkedin") -> Path:
    (folder / "pack.toml").write_text("checked = 2026-11-20\n" + HEAD.format(over=over) + entries, encoding="utf-8")
    return folder


def test_an_entry_of_ones_own_replaces_the_one_with_its_id_and_leaves_the_others(tmp_path: Path) -> None:
    pack = read(own_pack(tmp_path, SOURCE + REPLACED))

    assert pack.rules["C09"].statement == "Our reading: group posts are ruled out."
    assert set(pack.rules) == set(linkedin().rules)
    assert set(pack.sources) == {*linkedin().sources, "Z1"}
    assert pack.title == "Ours"
    assert pack.check_date == linkedin().check_date.replace(day=20)
    assert "your own entries: Z1, C09" in pack.layers


def test_the_built_in_pack_has_no_layers() -> None:
    assert read(find_builtin_folder()).layers == ()


def test_another_pack_than_the_built_in_one_cannot_lie_below(tmp_path: Path) -> None:
    with pytest.raises(InvalidPack, match="unknown pack; known: linkedin"):
        read(own_pack(tmp_path, SOURCE, over="other"))


def test_the_report_says_that_a_pack_of_ones_own_lies_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pack").mkdir()
    pack = own_pack(tmp_path / "pack", SOURCE + REPLACED)
    (tmp_path / "Profile.csv").write_text("First Name,Last Name\nNora,Beispiel\n", encoding="utf-8")
    target = tmp_path / "out"
    target.mkdir()

    named = [str(tmp_path / "Profile.csv"), "--policy", str(pack), "--region", "DE", "--out", str(target / "r.txt")]
    assert main(["report", *named]) == 0

    assert "A pack of your own lies over the built-in one." in (target / "r.txt").read_text(encoding="utf-8")
