"""The program as a process: unchanged input, interruption, faults, pipes, encodings, help."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from inspector import __version__, cli
from inspector.archive.demo import zip_demo
from inspector.errors import Cancelled
from tests.archives import MESSAGES_HEADER, folder, zipped
from tests.cli.running import COMMANDS, FILES, STATED, Ran, state_of

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("packed", [True, False], ids=["zip", "folder"])
def test_no_command_changes_the_input_by_a_byte_or_a_second(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], packed: bool
) -> None:
    make = zipped if packed else folder
    files = {**FILES, "messages.csv": MESSAGES_HEADER + "c,,Nora,,Otto,,2026-01-02 03:04:05 UTC,,Hi,\n"}
    source = make(tmp_path, files)
    for path in (source, *source.rglob("*")):
        os.utime(path, ns=(1_600_000_000_000_000_000, 1_600_000_000_123_456_789))
    before = state_of(source)

    for words in (
        [source, *STATED],
        ["check", source, "--json"],
        ["items", source, "--json", *STATED],
        ["explain", source, "Comments.csv#1", *STATED],
        ["report", source, *STATED, "--out", "r.xlsx", "r.json", "r.txt"],
    ):
        assert Ran(capsys, *words).code == 0
    assert state_of(source) == before


@pytest.mark.parametrize("raised", [KeyboardInterrupt, Cancelled])
def test_an_interruption_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], raised: type[BaseException]
) -> None:
    def interrupted(_given: object) -> NoReturn:
        raise raised

    monkeypatch.setattr("inspector.cli.check_command.run", interrupted)

    ran = Ran(capsys, "check", "any.zip")
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_a_fault_of_the_program_ends_with_3_and_quotes_no_cell(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_given: object) -> NoReturn:
        raise KeyError("a private message")

    monkeypatch.setattr("inspector.cli.check_command.run", broken)

    ran = Ran(capsys, "check", "any.zip")
    assert (ran.code, ran.out) == (3, "")
    assert "KeyError" in ran.err
    assert "private" not in ran.err


@pytest.mark.parametrize("words", [["--version"], ["demo", "--version"], ["policy", "--version"]])
def test_the_version_is_told(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"Archive Inspector {__version__}\n"


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    listing = f'{sys.executable} -m inspector items "$0" --json {" ".join(STATED)}'
    command = f'{listing} | head -n 1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(  # noqa: S603 - the test's own command
        ["/bin/bash", "-c", command, str(zip_demo(tmp_path))],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    first, status = done.stdout.splitlines()
    assert json.loads(first)["id"]
    assert (status, done.stderr) == ("0", "")


def test_a_narrow_output_encoding_loses_no_line(tmp_path: Path) -> None:
    source = folder(tmp_path, {**FILES, "Сообщения.csv": "A,B\nä,ö\n"})
    done = subprocess.run(  # noqa: S603 - the test's own command
        [sys.executable, "-m", "inspector", "check", str(source)],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u0421" in done.stdout


def options_of(capsys: pytest.CaptureFixture[str], *words: str) -> set[str]:
    with pytest.raises(SystemExit):
        cli.main([*words, "--help"])
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", capsys.readouterr().out))


def test_the_readme_names_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", readme))

    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert f"Commands: {', '.join(COMMANDS)}" in " ".join(capsys.readouterr().out.split())
    for command in COMMANDS:
        assert f"`inspector {command}" in readme
    for action in ("list", "show ID", "check [DIR]"):
        assert action in readme
    found = options_of(capsys).union(*(options_of(capsys, command) for command in COMMANDS))
    assert found - named == set()
