"""The workbook, read back: sheets, totals, texts that stay texts, and nothing that could act."""

import io
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from inspector.exposure import ALL, Exposure, Query, select
from inspector.monitor import Monitor
from inspector.policy import Outcome
from inspector.policy.verdict import OUTSIDE
from inspector.report import workbook
from tests.archives import PROFILE, demo, folder, items, judged, pack, read, table
from tests.report.reports import of, records, report, rows, written

SHEETS = ["Summary", "Items", "Coverage", "Rules", "Sources", "Circumstances"]
COMMENTS = ["Date", "Link", "Message"]


NOW, EARLIER = ("DE", "2026-11-22"), ("GB", "2026-06-01")


@cache
def exposed(region: str, as_of: str) -> Exposure:
    """The sample member under these circumstances."""
    return judged(demo(), region, as_of=as_of)


@cache
def sample(region: str = NOW[0], as_of: str = NOW[1]) -> Any:
    """The sample member's workbook, written and read once for all tests."""
    return written(of(exposed(region, as_of)))


def comments(place: Path, *texts: str) -> Any:
    """The workbook of an archive with these comments."""
    made = [["2026-01-02 03:04:05", "l", text] for text in texts]
    return written(report(read(folder(place, {"Profile.csv": PROFILE, "Comments.csv": table(COMMENTS, *made)})), "DE"))


def texts(book: Any) -> list[str]:
    return [record["Text"] for record in records(book["Items"]) if record["File"] == "Comments.csv"]


def test_the_sheets_stand_in_their_order() -> None:
    assert sample().sheetnames == SHEETS


def test_no_cell_is_a_formula_and_none_a_link() -> None:
    for sheet in sample():
        assert not sheet._hyperlinks
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "inlineStr"), (sheet.title, cell.coordinate)
                assert cell.hyperlink is None


def test_the_file_holds_no_macro_no_connection_and_no_outside_reference(tmp_path: Path) -> None:
    files = {
        "Profile.csv": PROFILE,
        "Comments.csv": table(COMMENTS, ["2026-01-02 03:04:05", "l", "http://example.org"]),
    }
    stream = io.BytesIO()
    workbook.write(report(read(folder(tmp_path, files)), "DE"), stream, Monitor())
    with zipfile.ZipFile(stream) as book:
        names = book.namelist()
        sheets = [book.read(name) for name in names if name.startswith("xl/worksheets/sheet")]
        links = b"".join(book.read(name) for name in names if name.endswith(".rels"))

    assert not [name for name in names if any(word in name for word in ("vba", "connection", "external"))]
    assert b"TargetMode" not in links
    assert not any(b"<f>" in sheet or b"<f " in sheet or b"<hyperlink" in sheet for sheet in sheets)


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://example.org")', "+49 30 5550", "-2", "@cmd", "'=1", "0042"]
)
def test_a_text_that_looks_like_something_else_stays_text(tmp_path: Path, text: str) -> None:
    assert texts(comments(tmp_path, text)) == [text]


def test_every_item_of_the_sample_is_listed_once_in_order() -> None:
    listed = [record["Id"] for record in records(sample()["Items"])]

    assert listed == [str(item.block.ref(item.index, several=False)) for item in items(demo())]


def test_the_verdicts_in_the_list_are_those_of_the_exposure() -> None:
    exposure = exposed(*EARLIER)
    listed = records(sample(*EARLIER)["Items"])

    for use in pack().leading_uses:
        for record, item in zip(listed, items(demo()), strict=True):
            verdict = exposure.verdict(use.id, item)
            assert record[f"{use.short}: outcome"] == (verdict.outcome.words if verdict.outcome else OUTSIDE)
            assert record[f"{use.short}: reason"] == verdict.label
            assert (record[f"{use.short}: rules"] or "") == ", ".join(verdict.all_rules)


@pytest.mark.parametrize("stated", [NOW, EARLIER])
def test_the_totals_of_the_summary_are_those_of_the_exposure(stated: tuple[str, str]) -> None:
    exposure = exposed(*stated)
    sheet = rows(sample(*stated)["Summary"])
    starts = {row[0]: number for number, row in enumerate(sheet) if row and isinstance(row[0], str)}

    for use in pack().uses.values():
        number = starts[use.name]
        head = sheet[number + 1]
        end = next(i for i in range(number, len(sheet)) if sheet[i][0] == "All")
        totals = {name: count for name, count in zip(head, sheet[end], strict=True) if name not in (None, "Category")}
        assert totals.pop("Items") == demo().items
        assert sum(totals.values()) == demo().items
        counted: Counter[str] = Counter()
        for tally in (tally for tally in exposure.tallies if tally.use == use.id):
            words = tally.verdict.outcome.words if tally.verdict.outcome else OUTSIDE
            counted[words + (", for one purpose only" if tally.verdict.limited_to else "")] += tally.items
        assert {name: count for name, count in totals.items() if count} == counted


def test_a_choice_of_items_is_listed_but_all_are_counted() -> None:
    exposure = exposed(*NOW)
    query = Query(use="genai_training_linkedin", outcomes=frozenset({Outcome.EXCLUDED}))

    book = written(of(exposure, query))

    assert len(records(book["Items"])) == len(select(exposure, query)) == 53
    assert any("605" in str(cell) for row in rows(book["Summary"]) for cell in row)
    assert any("Items" in row and any("choice" in str(cell) for cell in row) for row in rows(book["Summary"]))
    assert not any("choice" in str(cell) for row in rows(sample()["Summary"]) for cell in row)
    assert of(exposure).choices.items == ALL


def test_a_choice_of_nothing_still_gives_all_sheets() -> None:
    book = written(of(exposed(*NOW), Query(words=("no such word anywhere",))))

    assert book.sheetnames == SHEETS
    assert records(book["Items"]) == []


def test_a_text_too_long_for_a_cell_continues_in_a_sheet_of_its_own(tmp_path: Path) -> None:
    long = "".join(f"{number:07d} " for number in range(5000))
    assert len(long) == 40_000

    book = comments(tmp_path, long.strip(), "short")

    assert book.sheetnames == [*SHEETS, "Long texts"]
    pieces = records(book["Long texts"])
    assert {piece["Text"] for piece in pieces} == {"L1"}
    assert [int(piece["Piece"]) for piece in pieces] == list(range(1, len(pieces) + 1))
    assert "".join(piece["Content"] for piece in pieces) == long.strip()
    cell = texts(book)[0]
    assert len(cell) < workbook.CELL_UNITS
    assert cell.startswith(long[:1000])
    assert cell.endswith("[continues in the sheet 'Long texts', L1]")
    assert texts(book)[1] == "short"


def test_a_long_text_of_characters_of_two_units_fits_its_cells(tmp_path: Path) -> None:
    book = comments(tmp_path, "🌊" * 20_000)

    pieces = records(book["Long texts"])
    assert "".join(piece["Content"] for piece in pieces) == "🌊" * 20_000
    assert all(len(piece["Content"].encode("utf-16-le")) // 2 <= workbook.CELL_UNITS for piece in pieces)


def test_characters_that_cannot_be_seen_are_shown_as_marks(tmp_path: Path) -> None:
    found = texts(comments(tmp_path, "bell \x07 here", "turned \u202e round", "zero\u200bwidth", "two\nlines"))

    assert found == ["bell <U+0007> here", "turned <U+202E> round", "zero<U+200B>width", "two\nlines"]


def test_coverage_lists_every_file_and_every_finding() -> None:
    listed = rows(sample()["Coverage"])

    for file in demo().files:
        assert any(row[1] == file.member and row[6] == file.rows and row[8] == file.sha256 for row in listed)
    for problem in demo().problems:
        assert any(problem.message in row and problem.code in row for row in listed)


def test_every_rule_and_source_that_the_list_cites_is_in_its_sheet() -> None:
    listed = records(sample()["Items"])
    rules = {record["Rule"] for record in records(sample()["Rules"])}
    sources = {record["Source"] for record in records(sample()["Sources"])}

    for record in listed:
        for name, value in record.items():
            cited = {word for word in (value or "").split(", ") if word} if isinstance(value, str) else set()
            if name.endswith((": rules", ": closed by")):
                assert cited <= rules
            if name.endswith(": sources"):
                assert cited <= sources


def test_circumstances_say_what_is_stated_assumed_and_suggested() -> None:
    facts = {record["Fact"]: record for record in records(sample()["Circumstances"])}

    assert (facts["Region"]["Known how"], facts["Age"]["Known how"], facts["As of"]["Known how"]) == ("stated",) * 3
    assert "DE" in facts["Region"]["The archive suggests"]
    assert facts["Data for Generative AI Improvement"]["Known how"] == "assumed"
    assert len(facts) == 3 + len(pack().settings)


def test_the_same_exposure_gives_the_same_cells(tmp_path: Path) -> None:
    found = report(read(folder(tmp_path, {"Profile.csv": PROFILE})), "DE")
    one, two = written(found), written(found)

    assert [rows(sheet) for sheet in one] == [rows(sheet) for sheet in two]
