"""The report as plain text: it is narrow, complete, and harmless in a terminal."""

import io
import re
from pathlib import Path
from typing import Any

import pytest

from inspector.progress import Monitor
from inspector.report.formats import text_format
from tests.archives import PROFILE, demo, folder, pack, read, zipped
from tests.demo_figures import ITEMS, OPEN_IN_GERMANY
from tests.report.reports import report

STATED: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (("DE",), {}),
    (("GB",), {"as_of": "2026-06-01"}),
    (("US",), {"age": "minor"}),
    (("DE", "US@2026-03-01"), {"as_of": "2026-06-01", "settings": ["genai_improvement=off@2026-04-01"]}),
    (("JE",), {}),
)


@pytest.mark.parametrize(("regions", "stated"), STATED)
def test_no_line_is_wider_than_a_page(regions: tuple[str, ...], stated: dict[str, Any]) -> None:
    widest = max(text_format.render_lines(report(demo(), *regions, **stated)), key=len)

    assert len(widest) < 110, widest


def test_the_headline_comes_first_and_says_that_nothing_was_used_for_certain() -> None:
    found = "\n".join(text_format.render_lines(report(demo(), "DE")))

    assert f"{OPEN_IN_GERMANY} of {ITEMS} items could be used as things stand on\n2026-11-22" in found
    assert "It does not mean that anything was used." in found


def test_every_leading_use_has_a_table_and_every_further_one_a_line() -> None:
    found = list(text_format.render_lines(report(demo(), "DE")))

    for use in pack().leading_uses:
        start = found.index(use.name)
        assert found[start + 1].split()[0] == "category"
        total = next(line for line in found[start:] if line.split()[:1] == ["all"])
        assert total.split()[-1] == str(ITEMS)
    further = " ".join(found[found.index("Further uses") :])
    for use in pack().uses.values():
        assert use in pack().leading_uses or use.name in further


def test_the_numbers_of_a_table_stand_below_their_heads() -> None:
    found = list(text_format.render_lines(report(demo(), "DE")))
    start = found.index(pack().leading_uses[0].name) + 1
    head, posts = found[start], next(line for line in found[start:] if line.split()[:1] == ["posts"])

    ends = {match.end(): match[0] for match in re.finditer(r"\S+(?: \S+)?", head)}
    cells = {ends[match.end()]: match[0] for match in re.finditer(r"\S+", posts) if match.end() in ends}

    assert (cells["could be"], cells["not stated"], cells["excluded"], cells["items"]) == ("86", "7", ".", "93")


def test_assumptions_hints_and_limits_are_said() -> None:
    found = " ".join(text_format.render_lines(report(demo(), age="unknown")))

    assert "Rest of the world" in found or "ROW" in found
    assert "(assumed; the archive suggests DE (Profile.csv, Geo Location))" in found
    for limit in pack().limits:
        assert limit.statement.split()[0] in found


def test_what_is_missing_unknown_or_unreadable_is_named(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, "Zukunft.csv": "A,B\na,b\n", "Votes.csv": b"PK\x03\x04 a workbook"}

    found = " ".join(text_format.render_lines(report(read(folder(tmp_path, files)), "DE")))

    assert "not known to the catalog: Zukunft.csv" in found
    assert "could not be read: Votes.csv" in found
    assert "Shares.csv" in found[found.index("may also hold") :]


def test_a_name_in_the_archive_cannot_draw_on_the_terminal(tmp_path: Path) -> None:
    files = {"Profile.csv": PROFILE, "a\x1b[31mred\u202e.csv": "A,B\na,b\n"}

    found = "\n".join(text_format.render_lines(report(read(zipped(tmp_path, files)), "DE")))

    assert "\x1b" not in found
    assert "\u202e" not in found


def test_the_file_is_utf8_with_plain_line_ends() -> None:
    stream = io.BytesIO()
    text_format.write(report(demo(), "DE"), stream, Monitor())

    assert stream.getvalue().decode("utf-8").endswith("\n")
    assert b"\r" not in stream.getvalue()


def test_an_as_of_day_after_the_last_check_of_the_rules_says_so() -> None:
    late = " ".join(text_format.render_lines(report(demo(), "DE", as_of="2027-03-01")))
    now = " ".join(text_format.render_lines(report(demo(), "DE")))

    assert "the rules may have changed since" in late
    assert "the rules may have changed since" not in now
