"""The report as JSON: it has exactly the documented keys, and its counts sum to all items."""

import io
import json
from collections import Counter
from typing import Any

import pytest

from inspector.policy import Outcome
from inspector.progress import Monitor
from inspector.report.formats import json_format
from inspector.report.item_record import build_item_record
from inspector.taxonomy import CATEGORIES
from tests.archives import demo, items, judged, pack
from tests.report.reports import of, report

ANSWERS = {"could_be_used", "aggregate_only", "not_stated", "stopped", "excluded"}


def document(*regions: str, **stated: Any) -> dict[str, Any]:
    stream = io.BytesIO()
    json_format.write(report(demo(), *regions, **stated), stream, Monitor())
    found: dict[str, Any] = json.loads(stream.getvalue().decode("ascii"))
    return found


def test_the_document_has_exactly_the_promised_keys() -> None:
    found = document("DE")

    assert list(found) == [
        "schema",
        "generated",
        "app",
        "circumstances",
        "pack",
        "archives",
        "coverage",
        "problems",
        "summary",
    ]
    assert (found["schema"], found["generated"]) == (1, "2026-11-22T10:30:00Z")
    assert set(found["pack"]) == {"id", "edition", "checked"}
    assert [set(archive) for archive in found["archives"]] == [{"name", "sha256"}]
    for fact in found["circumstances"].values():
        assert set(fact) == {"value", "origin", "evidence"}
        assert fact["origin"] in ("stated", "suggested", "assumed")
    for row in found["summary"]:
        assert set(row) == {"use", "category", "data_category", "outcome", "now", "items"}
    for problem in found["problems"]:
        assert set(problem) == {"code", "severity", "archive", "member", "count", "rows", "message"}


@pytest.mark.parametrize("as_of", ["2026-11-22", "2025-06-01", "2019-01-01"])
def test_each_use_sums_to_the_number_of_items(as_of: str) -> None:
    found = document("US", as_of=as_of)

    sums: Counter[str] = Counter()
    for row in found["summary"]:
        sums[row["use"]] += row["items"]
    assert sums == dict.fromkeys(pack().uses, demo().item_count)


def test_the_words_of_the_summary_are_the_promised_ones() -> None:
    found = document("GB", as_of="2025-12-01", settings=["genai_improvement=off@2025-11-20"])

    for row in found["summary"]:
        assert row["use"] in pack().uses
        assert row["category"] in CATEGORIES
        assert row["data_category"] is None or row["data_category"] in pack().categories
        assert (row["outcome"] is None) == (row["now"] is None)
        assert row["outcome"] is None or row["outcome"] in {outcome.value for outcome in Outcome}
        assert row["now"] is None or row["now"] in ANSWERS
    assert {row["outcome"] for row in found["summary"]} >= {None, "could_have_been_used", "stopped"}


def test_circumstances_name_every_fact_with_its_origin() -> None:
    found = document("DE", settings=["genai_improvement=off@2026-01-15"])["circumstances"]

    assert set(found) == {"as_of", "region", "age", *pack().settings}
    assert found["genai_improvement"]["origin"] == "stated"
    assert "2026-01-15" in found["genai_improvement"]["value"]
    assert found["affiliate_ads_sharing"]["origin"] == "assumed"
    assert "Profile.csv" in found["region"]["evidence"]


RECORD = {
    "id",
    "member",
    "kind",
    "row",
    "part",
    "category",
    "data_category",
    "date",
    "time",
    "author",
    "audience",
    "text",
    "verdicts",
}
VERDICT = {
    "outcome",
    "label",
    "now",
    "earlier",
    "windows",
    "rules",
    "closers",
    "sources",
    "limited_to",
    "basis",
    "confidence",
    "reading",
    "disputed",
    "conflicts",
    "assumed",
    "date_unknown",
}


def test_an_item_has_exactly_the_promised_keys() -> None:
    exposure = judged(demo(), "GB", settings=["genai_improvement=off@2026-01-15"])

    for item in items(demo())[::19]:
        record = json.loads(json.dumps(build_item_record(exposure, item)))
        assert set(record) == RECORD
        assert record["author"] in ("member", "other", "linkedin", "unknown")
        assert record["audience"] in ("public", "limited", "unknown")
        assert list(record["verdicts"]) == list(pack().uses)
        for verdict in record["verdicts"].values():
            assert set(verdict) == VERDICT
            assert all(set(earlier) == {"from", "until", "answer", "rules"} for earlier in verdict["earlier"])
            assert all(len(window) == 2 for window in verdict["windows"])
            assert all(set(fact) == {"fact", "value", "otherwise"} for fact in verdict["assumed"])
            assert verdict["disputed"] == bool(verdict["conflicts"])
            assert verdict["date_unknown"] == (record["date"] is None)


def test_the_row_of_an_item_counts_from_one_and_its_kind_is_the_base_name() -> None:
    exposure = judged(demo(), "DE")
    first = next(item for item in items(demo()) if item.block.member == "Jobs/Job Applications.csv")

    record = build_item_record(exposure, first)

    assert (record["row"], record["kind"], record["id"]) == (
        1,
        "job_applications",
        "Jobs/Job Applications.csv#1/jobs_applications",
    )


def test_an_item_of_an_unknown_file_has_no_data_category_and_nothing_stated() -> None:
    exposure = judged(demo(), "DE")
    item = next(item for item in items(demo()) if item.block.kind is None)

    record = build_item_record(exposure, item)

    assert (record["data_category"], record["category"], record["kind"]) == (
        None,
        "unsorted",
        "creator_insights_preview",
    )
    assert {verdict["outcome"] for verdict in record["verdicts"].values()} == {"not_stated"}


def test_two_reports_of_one_exposure_are_the_same_bytes() -> None:
    exposure = judged(demo(), "DE")
    streams = [io.BytesIO(), io.BytesIO()]
    for stream in streams:
        json_format.write(of(exposure), stream, Monitor())

    assert streams[0].getvalue() == streams[1].getvalue()
