"""``inspector report``: the options that choose the items and how they are listed."""

import csv
import io
from pathlib import Path

import pytest

from tests.archives import zipped
from tests.cli.running import FILES, STATED, Ran


def listed(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return zipped(tmp_path, FILES)


def test_several_files_are_written_from_one_reading(capsys, tmp_path, archive, monkeypatch):
    from inspector.holdings import reader

    readings = []
    really = reader.read
    monkeypatch.setattr(reader, "read", lambda *words: readings.append(1) or really(*words))
    targets = [tmp_path / f"all{suffix}" for suffix in (".csv", ".dat", ".json", ".txt")]

    ran = Ran(capsys, "report", archive, "--out", *targets, *STATED)

    assert (ran.code, len(readings)) == (0, 1)
    assert [path.exists() for path in targets] == [True] * 4
    assert ran.err.count("Written: ") == 4


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ([], {"Well said", "'=1+1"}),
        (["--items", "all"], {"Well said", "'=1+1"}),
        (["--query", "said"], {"Well said"}),
        (["--items", "filtered", "--query", "said"], {"Well said"}),
        (["--id", "Comments.csv#2"], {"'=1+1"}),
        (["--id", "Comments.csv#2", "--csv-exact"], {"=1+1"}),
        (["--category", "posts", "--no-texts"], {""}),
    ],
)
def test_the_items_that_were_chosen_are_listed(capsys, tmp_path, archive, words, texts):
    target = tmp_path / "some.csv"

    ran = Ran(capsys, "report", archive, "--out", target, *words, *STATED)

    assert ran.code == 0, ran.err
    found = {row["Text"] for row in listed(target) if row["File"] == "Comments.csv"}
    assert found == texts


@pytest.mark.parametrize(
    "words",
    [
        ["--items", "all", "--query", "x"],
        ["--items", "filtered"],
        ["--id", "Comments.csv#1", "--query", "x"],
        ["--id", "Nowhere.csv#1"],
        ["--items", "some"],
        ["--sheets", "two"],
    ],
)
def test_words_that_contradict_are_refused_and_nothing_is_written(capsys, tmp_path, archive, words):
    ran = Ran(capsys, "report", archive, "--out", tmp_path / "some.csv", *words, *STATED)

    assert (ran.code, ran.out) == (2, "")
    assert not list(tmp_path.rglob("some*"))


def test_the_matter_and_the_privilege_stand_at_the_head(capsys, tmp_path, archive):
    marks = ("--matter", "Probe v. Muster", "--privilege", "Privileged")
    ran = Ran(capsys, "report", archive, "--out", tmp_path / "a.txt", *marks, *STATED)

    assert ran.code == 0
    assert (tmp_path / "a.txt").read_text("utf-8").splitlines()[:2] == ["Matter: Probe v. Muster", "Privileged"]


def test_pseudonyms_stay_the_same_by_a_key_file_that_nobody_else_can_read(capsys, tmp_path):
    from tests.archives import INVITATIONS

    archive, key = zipped(tmp_path, {**FILES, "Invitations.csv": INVITATIONS}), tmp_path / "key.json"
    for name in ("one.csv", "two.csv"):
        ran = Ran(capsys, "report", archive, "--out", tmp_path / name, "--pseudonyms", key, *STATED)
        assert ran.code == 0, ran.err

    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert b"Person 1" in (tmp_path / "one.csv").read_bytes()
    assert b"Otto" not in (tmp_path / "one.csv").read_bytes()
    assert "Otto Probe" in key.read_text("ascii")
    assert key.stat().st_mode & 0o077 == 0


def test_no_key_file_is_written_where_none_is_named(capsys, tmp_path, archive):
    ran = Ran(capsys, "report", archive, "--out", tmp_path / "one.json", "--pseudonyms", *STATED)

    assert ran.code == 0
    assert {path.suffix for path in tmp_path.iterdir() if path.is_file()} == {".zip", ".json"}


def test_a_key_file_never_stands_where_a_report_or_an_input_stands(capsys, tmp_path, archive):
    for place in (tmp_path / "one.json", archive):
        ran = Ran(capsys, "report", archive, "--out", tmp_path / "one.json", "--pseudonyms", place, *STATED)
        assert (ran.code, ran.out) == (2, "")
    assert not (tmp_path / "one.json").exists()
