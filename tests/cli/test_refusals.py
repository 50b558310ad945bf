"""Refusals: exit code 2, a sentence that says what is allowed, nothing on standard output, no file written."""

import os
import re
import zipfile
from pathlib import Path

import pytest

from inspector.policy import Outcome
from inspector.taxonomy import CATEGORIES
from tests.archives import LEADING, PROFILE, folder, zipped
from tests.cli.running import CHECK, FILES, STATED, Ran, state_of

WRONG: dict[str, tuple[list[str], str]] = {
    "a region nobody knows": (["--region", "Atlantis"], "ISO 3166"),
    "a region since no day": (["--region", "DE", "--region", "US@soon"], "YYYY-MM-DD"),
    "two first regions": (["--region", "DE", "--region", "US"], "--region DE@2024-06-01"),
    "a date that is none": (["--as-of", "2026-02-30"], "YYYY-MM-DD"),
    "a date in another order": (["--as-of", "22.11.2026"], "YYYY-MM-DD"),
    "a birth date that is none": (["--born", "yesterday"], "YYYY-MM-DD"),
    "an age and a birth date": (["--age", "adult", "--born", "1990-05-01"], "--age and --born"),
    "an age that is none": (["--age", "old"], "adult, minor or unknown"),
    "a setting nobody knows": (["--setting", "dark_mode=on"], "genai_improvement"),
    "a setting without a state": (["--setting", "genai_improvement"], "genai_improvement"),
    "a state that is none": (["--setting", "genai_improvement=maybe"], "on, off or unknown"),
    "a state since no day": (["--setting", "genai_improvement=off@never"], "YYYY-MM-DD"),
    "an unknown state since a day": (["--setting", "genai_improvement=unknown@2026-01-01"], "on, off or unknown"),
    "an option that is none": (["--regio", "DE"], "--help"),
}


@pytest.mark.parametrize(("words", "allowed"), WRONG.values(), ids=list(WRONG))
def test_wrong_circumstances_are_refused_with_what_is_allowed(
    archive: Path, capsys: pytest.CaptureFixture[str], words: list[str], allowed: str
) -> None:
    ran = Ran(capsys, "report", archive, "--out", "r.xlsx", *words)

    assert (ran.code, ran.out) == (2, "")
    assert allowed in ran.err
    assert ran.err.count("\n") == 1
    assert list(Path.cwd().iterdir()) == []


def test_every_command_refuses_wrong_circumstances(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ([archive], ["demo"], ["items", archive, "--json"], ["explain", archive, "Comments.csv#1"]):
        ran = Ran(capsys, *command, "--region", "Atlantis")
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (["--use", "spying"], LEADING),
        (["--outcome", "fine"], tuple(outcome.value for outcome in Outcome)),
        (["--category", "secrets"], CATEGORIES),
    ],
)
def test_wrong_choices_are_refused_with_what_is_allowed(
    archive: Path, capsys: pytest.CaptureFixture[str], words: list[str], allowed: tuple[str, ...]
) -> None:
    ran = Ran(capsys, "items", archive, *STATED, *words)

    assert (ran.code, ran.out) == (2, "")
    assert all(word in ran.err for word in allowed)


def encrypted(place: Path) -> Path:
    """A zip in which every member has the encryption flag (APPNOTE 4.4.4, bit 0)."""
    path = zipped(place, FILES, "locked.zip")
    raw = bytearray(path.read_bytes())
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(magic)
        while at >= 0:
            raw[at + flags] |= 1
            at = raw.find(magic, at + 4)
    path.write_bytes(raw)
    return path


def refused_input(place: Path, name: str) -> Path:
    """The path of an input that is refused."""
    path = place / "download.zip"
    if name == "an empty file":
        path.write_bytes(b"")
    elif name == "a PDF":
        path.write_bytes(b"%PDF-1.7\n" + b"invented " * 200)
    elif name == "a truncated zip":
        whole = zipped(place, {**FILES, "Votes.csv": os.urandom(4000)}, "whole.zip").read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    elif name == "holiday photos":
        with zipfile.ZipFile(path, "w") as photos:
            photos.writestr("beach/IMG_0001.jpg", b"\xff\xd8\xff\xe0 sand")
    elif name == "an encrypted zip":
        return encrypted(place)
    return path


@pytest.mark.parametrize(
    "name", ["a missing path", "an empty file", "a PDF", "a truncated zip", "an encrypted zip", "holiday photos"]
)
def test_what_is_no_download_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = refused_input(tmp_path, name)
    for command in ([path], ["check", path], ["items", path, "--json"], ["report", path, "--out", "r.xlsx", "r.json"]):
        ran = Ran(capsys, *command)
        assert (ran.code, ran.out) == (2, ""), ran.err
        assert re.search(r"^inspector: E_[A-Z_]+: .+[.!]$", ran.err, re.MULTILINE)
        assert "Traceback" not in ran.err

    ran = Ran(capsys, "check", path, "--json")
    assert (ran.code, list(ran.json), ran.json["status"]) == (2, CHECK, "refuse")
    assert set(ran.json["error"]) == {"code", "message", "hint"}
    assert list(Path.cwd().iterdir()) == []


def test_an_item_that_is_not_there_is_refused(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "explain", archive, "Comments.csv#99", *STATED)

    assert (ran.code, ran.out) == (2, "")
    assert "E_NO_ITEM" in ran.err


def test_archives_of_two_people_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = zipped(tmp_path, FILES, "one.zip")
    two = zipped(tmp_path, {**FILES, "Profile.csv": PROFILE.replace("Nora", "Otto")}, "two.zip")

    assert Ran(capsys, "check", one, two).code == 2


@pytest.mark.parametrize(
    "words", [["report", "ARCHIVE"], ["items"], ["explain", "ARCHIVE"], ["policy", "show"], ["policy", "burn"]]
)
def test_wrong_usage_is_refused_and_the_help_is_named(
    archive: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    ran = Ran(capsys, *(archive if word == "ARCHIVE" else word for word in words))

    assert (ran.code, ran.out) == (2, "")
    assert "--help" in ran.err


@pytest.mark.parametrize("target", ["r.doc", "nowhere/r.xlsx"])
def test_a_target_that_cannot_be_written_is_refused_before_any_work(
    archive: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    for command in (["report", archive, *STATED], ["demo"]):
        ran = Ran(capsys, *command, "--out", "fine.txt", target)
        assert (ran.code, ran.out) == (2, "")
        assert "X_" in ran.err
    assert list(Path.cwd().iterdir()) == []


def test_a_report_never_replaces_its_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = folder(tmp_path, FILES)
    before = state_of(source)

    ran = Ran(capsys, "report", source, *STATED, "--out", str(source / "r.txt"))

    assert (ran.code, ran.out) == (2, "")
    assert "X_TARGET_IS_INPUT" in ran.err
    assert state_of(source) == before
