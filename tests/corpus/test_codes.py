"""Every code that an input can earn is earned by some case."""

import re
from pathlib import Path

import inspector
from tests.corpus.groups import GROUPS

SOURCES = ("archive", "table", "catalog", "items", "holdings")
ELSEWHERE = {
    "E_CATALOG": "speaks of the program's own file, not of an input",
    "E_IO": "needs a disk that fails: tests/archive/test_refusals.py",
    "W_IO": "needs a disk that fails: tests/archive/test_members.py",
}


def test_every_code_of_an_input_has_a_case() -> None:
    root = Path(inspector.__file__).parent
    text = "".join(file.read_text() for name in SOURCES for file in (root / name).rglob("*.py"))
    known = set(re.findall(r'"([EW]_[A-Z0-9_]+)"', text))
    told = {code for cases in GROUPS.values() for case in cases for code in case.codes}
    assert sorted(known - told - ELSEWHERE.keys()) == []
    assert sorted(told - known) == []
