"""The list of items as CSV and as a load file: its cells agree with the verdicts, and no text is lost."""

import csv
import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.columns import build_string_array, find_starts
from inspector.csv_injection import (
    FORMULA_FIRST_BYTES,
    FORMULA_PATTERN,
    FORMULA_STARTERS,
    escape_formula,
    escape_pasted_text,
    format_pasted_row,
    unescape_formula,
)
from inspector.exposure import Exposure
from inspector.i18n import LANGUAGE_NAMES, load_language
from inspector.items import Selection
from inspector.progress import Monitor
from inspector.report.formats import csv_format, load_file
from inspector.report.formats.item_list import build_item_cells, list_column_titles
from inspector.report.formats.registry import save
from inspector.report.options import ReportOptions
from inspector.report.report import Report
from tests.archives import PROFILE, demo, folder, judged, read, table
from tests.report.reports import MOMENT, of

if TYPE_CHECKING:
    from inspector.holdings import Holdings

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)))
STATED: list[tuple[tuple[str, ...], dict[str, Any]]] = [
    (("DE",), {}),
    (("US",), {"settings": ["genai_improvement=off@2026-01-15", "affiliate_ads_sharing=off"]}),
    (("GB",), {"as_of": "2025-12-01", "settings": ["genai_improvement=off@2025-11-20"]}),
    (("US", "DE@2024-06-01"), {"born": "2006-05-01"}),
]


def comma(found: Report) -> list[list[str]]:
    """The rows of the CSV, parsed by Python's csv module."""
    stream = io.BytesIO()
    csv_format.write(found, stream, Monitor())
    return list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline=""), strict=True))


def load(found: Report) -> list[list[str]]:
    """The fields of the load file, parsed as its description says."""
    stream = io.BytesIO()
    load_file.write(found, stream, Monitor())
    lines = stream.getvalue().decode("utf-8-sig").split("\r\n")
    assert lines.pop() == ""
    rows = [line.split("\x14") for line in lines]
    assert all(field[0] == field[-1] == "\u00fe" and len(field) > 1 for row in rows for field in row)
    return [[load_file.unescape_field(field[1:-1]) for field in row] for row in rows]


def one_by_one(found: Report) -> list[list[str]]:
    return [[found.localize(cell) for cell in build_item_cells(found, item)] for item in found.items()]


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(("regions", "stated"), STATED)
def test_every_cell_is_the_one_that_is_asked_for_item_by_item(regions: tuple[str, ...], stated: dict[str, Any]) -> None:
    found = of(judged(demo(), *regions, **stated))
    wanted = one_by_one(found)

    names, *rows = comma(found)
    assert names == list(list_column_titles(found.exposure.pack))
    assert [list(map(unescape_formula, row)) for row in rows] == wanted
    assert [row[len(load_file.LEADING_COLUMNS) :] for row in load(found)[1:]] == [
        list(map(plain, row)) for row in wanted
    ]


def test_items_of_many_days_around_every_edge_have_their_own_days(tmp_path: Path) -> None:
    moments = [dt.date(2018, 1, 1) + dt.timedelta(days=41 * step) for step in range(80)]
    edges = ["2025-11-02", "2025-11-03", "2025-11-04", "2026-11-21", "2026-11-22", "2026-11-23", "", "nonsense"]
    days = [*(moment.isoformat() for moment in moments), *edges]
    rows = [(day and f"{day} 10:11:12", "l", f"No. {number}") for number, day in enumerate(days)]
    files = {"Profile.csv": PROFILE, "Comments.csv": table(("Date", "Link", "Message"), *rows)}
    holdings = read(folder(tmp_path, files))

    for regions, stated in STATED:
        for tag in LANGUAGE_NAMES:
            found = of(judged(holdings, *regions, **stated), language=load_language(tag))
            assert [list(map(unescape_formula, row)) for row in comma(found)[1:]] == one_by_one(found)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), min_size=1, max_size=8))
def test_every_text_of_an_archive_comes_back_from_both(messages: list[tuple[str, str]]) -> None:
    found = of(_with_texts(messages))
    place = list_column_titles(found.exposure.pack).index("Text")
    wanted = [found.get_text(item) for item in found.items()]

    assert [unescape_formula(row[place]) for row in comma(found)[1:]] == wanted
    exact = Report(found.exposure, MOMENT, options=ReportOptions(exact=True))
    assert [row[place] for row in comma(exact)[1:]] == wanted
    assert [row[place + len(load_file.LEADING_COLUMNS)] for row in load(found)[1:]] == [plain(text) for text in wanted]


def _with_texts(messages: list[tuple[str, str]]) -> Exposure:
    """An exposure whose items hold exactly these texts, including texts that no file could give."""
    block = next(b for b in demo().blocks if b.kind == "messages" and len(b.text_columns) > 1)
    data = {str(i): build_string_array([""] * len(messages)) for i in range(len(block.table.columns))}
    first, second = block.text_columns[:2]
    data[str(first)] = build_string_array([one for one, _other in messages])
    data[str(second)] = build_string_array([other for _one, other in messages])
    made = replace(block.table, data=pa.table(data), rows=len(messages), numbers=None)
    count = len(messages)
    names = ("rows", "category", "author", "audience", "days", "seconds", "precision")
    arrays = {name: getattr(block, name)[[0] * count] for name in names}
    arrays["rows"] = np.arange(count, dtype=np.int32)
    holdings: Holdings = replace(demo(), blocks=(replace(block, table=made, **arrays),))
    return judged(holdings, "DE")


@given(ANY_TEXT)
def test_marking_formulas_loses_no_text(text: str) -> None:
    assert unescape_formula(escape_formula(text)) == text
    cells = build_string_array([text, "x" + text, ""])
    assert find_starts(cells, FORMULA_PATTERN, FORMULA_FIRST_BYTES).tolist() == [
        escape_formula(text) != text,
        False,
        False,
    ]
    assert load_file.unescape_field(load_file.escape_field(text)) == plain(text)


@given(ANY_TEXT, ANY_TEXT)
def test_what_the_export_escapes_the_clipboard_escapes(first: str, second: str) -> None:
    for escaped, text in zip(_split_pasted(format_pasted_row([first, second])), (first, second), strict=True):
        assert escaped == escape_formula(text)
    for cell in re.split(r"[\t\r\n]", escape_pasted_text(f"{first}\t{second}")):
        assert escape_formula(cell) == cell or cell.startswith("'")


def _split_pasted(row: str) -> list[str]:
    """The cells that a spreadsheet makes of a pasted row."""
    return next(csv.reader(io.StringIO(row, newline=""), delimiter="\t", strict=True))


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@x", "\uff05x", "\uff5cx", "\u22121", "\ufe62x", "\u2018=1", "\u00ab=1", "\u00ad=1", "`=1"],
)
def test_known_formulas_are_escaped_in_every_form_of_pasting(text: str) -> None:
    assert escape_formula(text) == format_pasted_row([text]) == escape_pasted_text(text) == f"'{text}"
    assert escape_pasted_text(f"two lines\n{text}\tand a cell") == f"two lines\n'{text}\tand a cell"


@pytest.mark.parametrize("before", ["", " ", "\u00a0\u3000", '"', "'", "\u201c", "\u200b", "\ufeff", "\u2060 '"])
@pytest.mark.parametrize("starter", list(FORMULA_STARTERS))
def test_nothing_that_a_spreadsheet_may_run_stands_first_in_a_cell(starter: str, before: str) -> None:
    assert escape_formula(f"{before}{starter}1+1") == f"'{before}{starter}1+1"


@pytest.mark.parametrize("text", ["", "1+1", "a=b", "Well said", "(=1)", "5 %", "\u00fe", "雨"])
def test_other_texts_stand_as_they_are(text: str) -> None:
    assert escape_formula(text) == text


def test_a_file_named_like_a_formula_is_marked_in_its_address_too(tmp_path: Path) -> None:
    found = of(judged(read(folder(tmp_path, {"Profile.csv": PROFILE, "=7777777.csv": "a\nb\n"})), "DE"))

    row = next(row for row in comma(found)[1:] if "7777777" in row[0])
    assert row[:3] == ["'=7777777.csv#1", "'=7777777.csv", "1"]


def test_the_csv_is_quoted_throughout_with_a_mark_at_its_head_and_whole_line_ends() -> None:
    stream = io.BytesIO()
    csv_format.write(of(judged(demo(), "DE")), stream, Monitor())
    again = io.StringIO(newline="")
    csv.writer(again, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(comma(of(judged(demo(), "DE"))))

    assert stream.getvalue() == b"\xef\xbb\xbf" + again.getvalue().encode()


def test_a_load_file_has_one_line_an_item_and_the_control_numbers_stay_with_their_items() -> None:
    exposure = judged(demo(), "DE")
    every = load(of(exposure))[1:]
    block = exposure.holdings.blocks[3]
    one = Report(exposure, MOMENT, options=ReportOptions(Selection((block,), (np.array([1]),))))
    (chosen,) = load(one)[1:]

    assert [row[0] for row in every] == [f"INSP-{number:09d}" for number in range(1, len(every) + 1)]
    assert chosen in every
    assert chosen[6] == str(block.ref(1, with_archive=False))


def test_without_texts_the_column_is_empty() -> None:
    found = Report(judged(demo(), "DE"), MOMENT, options=ReportOptions(include_texts=False))
    place = list_column_titles(found.exposure.pack).index("Text")

    assert {row[place] for row in comma(found)[1:]} == {""}


def test_the_matter_and_the_privilege_stand_beside_a_csv_and_never_in_it(tmp_path: Path) -> None:
    choices = ReportOptions(matter="Probe v. Muster", privilege="Privileged and confidential")
    found = Report(judged(demo(), "DE"), MOMENT, options=choices)
    save(found, tmp_path / "list.csv", ())
    save(found, tmp_path / "list.dat", ())

    assert b"Probe v." not in (tmp_path / "list.csv").read_bytes()
    assert load(found)[1][1:3] == ["Probe v. Muster", "Privileged and confidential"]
    for suffix in ("csv", "dat"):
        head = (tmp_path / f"list.{suffix}.txt").read_text("utf-8").splitlines()[:3]
        assert head[:2] == ["Matter: Probe v. Muster", "Privileged and confidential"]
        assert f"list.{suffix} holds" in head[2]


def test_the_text_beside_a_csv_says_whether_it_is_exact() -> None:
    exposure = judged(demo(), "DE")
    safe = " ".join(csv_format.describe_file(of(exposure), "x.csv"))
    exact = " ".join(csv_format.describe_file(Report(exposure, MOMENT, options=ReportOptions(exact=True)), "x.csv"))

    assert "apostrophe" in safe
    assert "Exact text" in exact


def test_rows_are_counted_whatever_line_ends_the_texts_hold(tmp_path: Path) -> None:
    found = of(_with_texts([("a\nb", "\r\n"), ('"\r\n', '""\n"'), ("\n", "")]))
    for suffix, module in ((".csv", csv_format), (".dat", load_file)):
        path = tmp_path / f"list{suffix}"
        with path.open("wb") as stream:
            module.write(found, stream, Monitor())
        assert module.read_totals(path).listed_items == 3


def test_the_verdict_of_an_item_hangs_on_its_class_only() -> None:
    """Items of one class, day and audience have the same columns. The list writes them from one template."""
    found = of(judged(demo(), "US"))
    seen: dict[object, tuple[str, ...]] = {}
    for item in found.items():
        key = (item.item_class, item.block.day_number(item.index), item.audience, item.block.part.audience)
        assert seen.setdefault(key, build_item_cells(found, item)[10:]) == build_item_cells(found, item)[10:]
