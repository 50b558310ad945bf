"""Every hostile or damaged archive is met as it should be; the cheap ones here, all of them by the real command."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.corpus.case import Case
from tests.corpus.groups import GROUPS
from tests.corpus.running import in_process

SLACK = "4"
"""A test must not fail because the machine is slow: what a case truly costs, the table of the runner tells."""
ALL = [case for cases in GROUPS.values() for case in cases]
CHEAP = [case for case in ALL if not (case.heavy or case.unprivileged)]


@pytest.mark.parametrize("case", CHEAP, ids=lambda case: case.name)
def test_an_archive_is_met_as_it_should_be(case: Case) -> None:
    assert "\n".join(in_process(case)) == ""


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_the_command_meets_every_archive_of_a_group(group: str) -> None:
    words = [sys.executable, "-m", "tests.corpus", "--group", group, "--slack", SLACK]
    ran = subprocess.run(  # noqa: S603 - this interpreter on our own module
        words, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_no_two_cases_have_one_name() -> None:
    assert [name for name, times in Counter(case.name for case in ALL).items() if times > 1] == []
