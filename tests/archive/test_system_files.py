"""What systems leave behind is left aside by rule; what they withhold is named."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.archive.system_files import find_backup_rule, find_junk_rule
from inspector.errors import Refused, Severity
from inspector.holdings import Holdings
from inspector.resources import resources_dir
from tests.archives import MESSAGES_HEADER, PROFILE, folder, known, read, zipped

RULES = tomllib.loads((resources_dir() / "catalog" / "system_files.toml").read_text(encoding="utf-8"))
MESSAGES = MESSAGES_HEADER + "c,,Nora,https://www.linkedin.com/in/n,Otto,https://www.linkedin.com/in/o,,,Hello,INBOX\n"
FILES = {"Profile.csv": PROFILE, "Skills.csv": "Name\nKnots\n"}
REAL_NAMES = [file for kind in known().kinds if kind.form in ("table", "page") for file in kind.files]


def example(pattern: str) -> str:
    """A name that fits a pattern."""
    return pattern.replace("[[]", "[").replace("[]]", "]").replace("[0-9a-f]", "0").replace("?", "p").replace("*", "x")


def added(place: Path, name: str, content: str = "left behind\n", write: Callable[..., Path] = zipped) -> Holdings:
    return read(write(place, {**FILES, name: content}))


def warnings_of(holdings: Holdings) -> set[str]:
    return {problem.code for problem in holdings.problems if problem.severity is Severity.WARNING}


@pytest.mark.parametrize("pattern", RULES["junk_files"])
def test_a_file_of_a_system_is_left_aside_without_a_warning(tmp_path: Path, pattern: str) -> None:
    name = example(pattern).replace("\u240d", "\r")

    for write in (zipped,) if "\r" in name else (zipped, folder):
        holdings = added(tmp_path / write.__name__ if write is folder else tmp_path, name, write=write)

        (file,) = [file for file in holdings.files if file.member not in FILES]
        assert (file.state, warnings_of(holdings)) == ("ignored", set())


@pytest.mark.parametrize("pattern", RULES["junk_folders"])
def test_all_in_a_folder_of_a_program_is_left_aside(tmp_path: Path, pattern: str) -> None:
    holdings = added(tmp_path, f"{example(pattern)}/deeper/Comments.csv")

    assert [file.state for file in holdings.files if file.member not in FILES] == ["ignored"]
    assert warnings_of(holdings) == set()


@pytest.mark.parametrize("pattern", RULES["backups"])
def test_an_editors_copy_is_left_aside_only_beside_its_file(tmp_path: Path, pattern: str) -> None:
    name = pattern.replace("*", "messages.csv")

    beside = read(zipped(tmp_path, {**FILES, "messages.csv": MESSAGES, name: MESSAGES}))
    alone = added(tmp_path, name, MESSAGES)

    assert {file.member: file.state for file in beside.files}[name] == "ignored"
    (file,) = [file for file in alone.files if file.member == name]
    assert file.kind is known().by_id["messages"]
    assert (file.state, file.rows) == ("read", 1) or "W_NOT_FETCHED" in warnings_of(alone)


STAND_INS = [*RULES["placeholders"], *RULES["partial_downloads"], *RULES["links"]]


@pytest.mark.parametrize("pattern", STAND_INS)
@pytest.mark.parametrize("real", ["messages.csv", "Jobs/Saved Jobs.csv", "Articles/Articles/first.html"])
def test_what_stands_in_for_a_file_is_a_warning_that_names_the_file(tmp_path: Path, pattern: str, real: str) -> None:
    folders, slash, base = real.rpartition("/")
    name = f"{folders}{slash}{pattern.replace('*', base)}"

    holdings = added(tmp_path, name, "bplist00")

    (file,) = [file for file in holdings.files if file.member == name]
    (problem,) = [problem for problem in holdings.problems if problem.code == "W_NOT_FETCHED"]
    assert (file.state, file.kind) == ("unreadable", known().find_by_name(real))
    assert (problem.severity, problem.member) == (Severity.WARNING, name)
    assert base in problem.message
    assert not [block for block in holdings.blocks if block.member == name]


@pytest.mark.parametrize("pattern", STAND_INS)
def test_a_placeholder_beside_its_file_is_left_aside(tmp_path: Path, pattern: str) -> None:
    name = pattern.replace("*", "messages.csv")

    holdings = read(zipped(tmp_path, {**FILES, "messages.csv": MESSAGES, name: "bplist00"}))

    assert {file.member: file.state for file in holdings.files}[name] == "ignored"
    assert warnings_of(holdings) == set()


@pytest.mark.parametrize("pattern", RULES["partial_downloads"])
@pytest.mark.parametrize("name", ["Unconfirmed 12", "Complete_LinkedInDataExport_11-21-2026.zip", "Reactions"])
def test_a_part_of_a_download_is_never_read_whatever_its_name(tmp_path: Path, pattern: str, name: str) -> None:
    part = pattern.replace("*", name)
    table = "Date,Type,Link\n2026-01-02 03:04:05,LIKE,https://www.linkedin.com/feed/update/1\n"

    beside = added(tmp_path, part, table)
    with pytest.raises(Refused) as refused:
        read(folder(tmp_path, {part: table[:50]}, "alone"))

    (file,) = [file for file in beside.files if file.member == part]
    assert (file.state, warnings_of(beside)) == ("unreadable", {"W_NOT_FETCHED"})
    assert refused.value.code == "E_NOTHING_READABLE"


@pytest.mark.parametrize("pattern", RULES["links"])
def test_a_link_that_bears_the_name_of_no_table_is_left_aside(tmp_path: Path, pattern: str) -> None:
    name = pattern.replace("*", "LinkedIn")

    holdings = added(tmp_path, name, "[InternetShortcut]\nURL=https://example.org\n")

    assert {file.member: file.state for file in holdings.files}[name] == "ignored"
    assert (warnings_of(holdings), [block.member for block in holdings.blocks if block.member == name]) == (set(), [])


@pytest.mark.parametrize("ending", RULES["spreadsheets"])
def test_a_spreadsheet_in_place_of_a_table_is_a_warning_that_names_the_table(tmp_path: Path, ending: str) -> None:
    content = "PK\x03\x04 cells"

    alone = added(tmp_path, f"messages{ending}", content)
    beside = read(zipped(tmp_path, {**FILES, "messages.csv": MESSAGES, f"messages{ending}": content}))

    (problem,) = [problem for problem in alone.problems if problem.code == "W_SPREADSHEET"]
    assert (problem.severity, "messages.csv" in problem.message) == (Severity.WARNING, True)
    assert [file.state for file in alone.files if file.member.endswith(ending)] == ["unreadable"]
    assert warnings_of(beside) == set()


@pytest.mark.parametrize("name", REAL_NAMES)
def test_no_file_of_a_download_is_junk(name: str) -> None:
    sample = name.replace("*", "an invented name")

    assert find_junk_rule(sample) is None
    assert find_junk_rule(f"Complete_LinkedInDataExport_02-01-2026/{sample}") is None
    assert find_backup_rule(sample, ()) is None
