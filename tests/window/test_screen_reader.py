"""A screen reader goes from the Overview to an item and to why by keys alone, on a real accessibility bus."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.query import Query, select
from tests import archives
from tests.conftest import READER_NEEDS, missing_for_a_reader

HERE = Path(__file__).parent
LIMIT = 600
"""How long all of it may take on a busy machine, in seconds; it takes 10."""
SCREEN = ("/usr/bin/xvfb-run", "-a", "-s", "-screen 0 1400x1000x24", "/usr/bin/dbus-run-session", "--")


@pytest.fixture(scope="module")
def heard():
    """What was said, by the place at which it was."""
    assert missing_for_a_reader() == [], f"apt-get install {' '.join(READER_NEEDS)}"
    ran = subprocess.run(  # noqa: S603 - programs of the system, and a script of ours
        [*SCREEN, "/usr/bin/python3", HERE / "screen_reader.py", sys.executable],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        env=os.environ | {"PYTHONPATH": str(HERE.parents[1])},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    lines = [line for line in ran.stdout.splitlines() if line.startswith("{")]  # the bus speaks there too
    return {said.pop("place"): said for said in map(json.loads, lines)}


@pytest.mark.slow
def test_the_answer_and_what_it_rests_on_are_heard_on_the_overview(heard):
    texts = heard["overview"]["texts"]
    assert any("items could be used as things stand on 2026-11-22" in text for text in texts)
    assert '"Could be used" is what published terms allow. It does not mean that anything was used.' in texts
    assert "AI setting: on (assumed)" in texts
    assert "Region: EU and EEA (DE) (stated)" in texts


@pytest.mark.slow
def test_the_chart_is_heard_with_its_numbers_and_its_twin(heard):
    description = heard["chart"]["description"]
    assert "Posts: 86 could be used, 7 not stated" in description
    assert "As a table" in description


@pytest.mark.slow
def test_an_item_is_heard_with_its_use_its_outcome_its_reason_and_its_marks(heard):
    name = heard["item"]["name"]
    assert name.startswith("LinkedIn trains AI: could be used since ")
    assert "assumed: hangs on a fact not stated" in name


@pytest.mark.slow
def test_what_happens_meanwhile_is_announced(heard):
    exposure = archives.judged(archives.demo(), "DE", as_of="2026-11-22")
    posts = len(select(exposure, Query(categories=frozenset({"posts"}))))
    announced = heard["item"]["announced"]
    holdings = exposure.holdings
    assert f"Read {len(holdings.files)} files, {holdings.item_count} items, 0 warnings" in announced
    assert f"{posts} of {holdings.item_count} items" in announced


@pytest.mark.slow
def test_why_is_heard_with_its_rules_its_doubts_and_what_would_change_it(heard):
    text = heard["why"]["text"]
    for words in (
        "May LinkedIn train its own content-creating AI models on this?",
        "1. Do the texts cover this kind of data? yes, it is covered",
        "By C05, G10",
        "Data for Generative AI Improvement: on; otherwise stopped",
        "What would change it",
        "https://",
    ):
        assert words in text, f"not heard: {words!r}"
