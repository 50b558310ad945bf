"""Rows set aside in written reports: listed with their raw texts, counted alike everywhere, and never leaked."""

import io
import json
import re

import pytest

from inspector.errors import Severity
from inspector.progress import Monitor
from inspector.query import Query
from inspector.report import check_text
from inspector.report.formats import html_format, json_format, text_format
from inspector.report.formats.registry import FORMATS
from inspector.report.preview import count_personal_data
from inspector.report.pseudonym_key import PseudonymKey
from tests.archives import BREAK, PROFILE, broken, demo, folder, judged, pack, read, zipped
from tests.report.reports import of, records, rows, written
from tests.report.test_schemas import faults, schema

CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
REACTIONS = ("Date", "Type", "Link")
HOSTILE = ("=HYPERLINK(1)", "back\u202ewards", "bell\x07", "<b>&amp;</b>", "_x0041_", "long " + "z" * 1_000_000)
HIDDEN = "Zenobia Geheim,https://www.linkedin.com/in/zenobia-geheim"
LISTING = [suffix for suffix, form in FORMATS.items() if form.lists_set_aside]
CHOICES = {
    "no texts": {"include_texts": False},
    "pseudonyms": {"pseudonym_key": PseudonymKey(b"a key of thirty-two bytes or so.")},
    "chosen items": {"query": Query(categories=frozenset({"posts"}))},
}


def exposed(place, connections=HOSTILE, reactions=("2026,LIKE",)):
    """An archive with these raw texts as rows that cannot be split into cells, in two files; judged."""
    files = {"Connections.csv": broken(CONNECTIONS, connections), "Reactions.csv": broken(REACTIONS, reactions)}
    return judged(read(folder(place, {"Profile.csv": PROFILE, **files})), "DE")


def text_of(report, suffix):
    """What a reader of a written report sees, as one text."""
    if suffix == ".xlsx":
        return "\n".join(str(cell) for sheet in written(report) for row in rows(sheet) for cell in row)
    stream = io.BytesIO()
    FORMATS[suffix].write(report, stream, Monitor())
    return stream.getvalue().decode()


def test_the_workbook_has_a_sheet_of_rows_set_aside_and_no_formula_in_it(tmp_path):
    book = written(of(exposed(tmp_path)))
    sheet = book["Set aside"]
    found = records(sheet)
    assert [(r["Archive"], r["File"], r["Row"], r["Line"]) for r in found] == [
        *((1, "Connections.csv", number, number + 1) for number in range(1, 7)),
        (1, "Reactions.csv", 1, 2),
    ]
    shown = [r["Raw text"] for r in found]
    assert shown[:4] == [
        *(f"=HYPERLINK(1){BREAK}", f"back<U+202E>wards{BREAK}", f"bell<U+0007>{BREAK}", f"<b>&amp;</b>{BREAK}")
    ]
    assert len(shown[5]) <= 32_767
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n"}
    pieces = [r["Content"] for r in records(book["Long texts"])]
    assert "".join(pieces) == HOSTILE[5] + BREAK


def test_rows_set_aside_go_on_on_a_further_sheet_where_one_is_full(tmp_path, monkeypatch):
    monkeypatch.setattr("inspector.report.formats.xlsx.sheets.MAX_SHEET_ROWS", 4)
    book = written(of(exposed(tmp_path)))
    listed = [r["Row"] for name in ("Set aside", "Set aside 2") for r in records(book[name])]
    assert listed == [1, 2, 3, 4, 5, 6, 1]


def test_a_workbook_without_rows_set_aside_has_no_sheet_of_them():
    assert "Set aside" not in written(of(judged(demo(), "DE"))).sheetnames


def test_the_json_report_lists_every_raw_text_whole_and_keeps_its_schema(tmp_path):
    document = json_format.build_document(of(exposed(tmp_path)))
    assert faults(document, schema("report")) == []
    assert [r["text"] for r in document["coverage"]["set_aside_rows"]] == [
        *(text + BREAK for text in HOSTILE),
        f"2026,LIKE{BREAK}",
    ]


def test_what_check_prints_keeps_its_schema(tmp_path):
    holdings = exposed(tmp_path).holdings
    assert faults(json_format.build_check_document(holdings, pack()), schema("check")) == []


def test_the_web_page_lists_rows_set_aside_as_text(tmp_path):
    page = text_of(of(exposed(tmp_path)), ".html")
    assert "Rows set aside" in page
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt;,&#34;x&#34;y" in page
    assert "back&lt;U+202E&gt;wards" in page
    assert "\u202e" not in page
    assert "z" * 301 not in page


def test_a_web_page_lists_the_first_rows_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(html_format, "MAX_SET_ASIDE_ROWS", 2)
    page = text_of(of(exposed(tmp_path)), ".html")
    assert "The first 2 are listed here." in page
    assert "back&lt;U+202E&gt;wards" in page
    assert "bell&lt;" not in page


@pytest.mark.parametrize("suffix", [".csv", ".dat"])
def test_a_list_of_items_says_beside_it_how_many_rows_were_set_aside(tmp_path, suffix):
    report = of(exposed(tmp_path))
    stream = io.BytesIO()
    text_format.write_companion(report, FORMATS[suffix].describe_file(report, f"x{suffix}"), stream)
    assert "7 rows could not be split into columns and were set aside" in " ".join(stream.getvalue().decode().split())


@pytest.mark.parametrize("suffix", LISTING)
@pytest.mark.parametrize("choice", CHOICES)
def test_raw_texts_are_left_out_where_the_options_leave_texts_or_people_or_items_out(tmp_path, suffix, choice):
    exposure = exposed(tmp_path, connections=(HIDDEN,), reactions=("Zenobia Geheim,LIKE",))
    assert "Geheim" in text_of(of(exposure), suffix)
    report = of(exposure, **CHOICES[choice])
    said = text_of(report, suffix)
    assert "eheim" not in said.lower()
    assert report.set_aside_notice
    assert count_personal_data(report, FORMATS[suffix]).raw_texts == 0
    if suffix != ".json":
        assert " ".join(report.set_aside_notice.split()) in " ".join(said.split())


def test_pseudonyms_say_that_raw_texts_are_left_out_only_where_there_are_some(tmp_path):
    report = of(exposed(tmp_path), **CHOICES["pseudonyms"])
    assert report.set_aside_notice in report.pseudonym_limits
    assert report.set_aside_notice not in of(judged(demo(), "DE"), **CHOICES["pseudonyms"]).pseudonym_limits


def test_the_preview_counts_raw_texts_in_the_formats_that_list_them(tmp_path):
    report = of(exposed(tmp_path))
    counts = {suffix: count_personal_data(report, form).raw_texts for suffix, form in FORMATS.items()}
    assert counts == {suffix: 7 if suffix in LISTING else 0 for suffix in FORMATS}


def test_the_warning_says_where_raw_texts_can_be_read(tmp_path):
    warnings = [p for p in exposed(tmp_path).holdings.problems if p.severity is Severity.WARNING]
    assert [(p.code, p.count) for p in warnings if p.code == "W_QUOTE"] == [("W_QUOTE", 1), ("W_QUOTE", 6)]
    assert all("can be read with inspector check" in p.message for p in warnings if p.code == "W_QUOTE")


@pytest.mark.parametrize(("connections", "reactions"), [(0, 0), (1, 0), (2, 3), (30, 1)])
def test_rows_read_and_rows_set_aside_are_all_rows_in_every_face_alike(tmp_path, connections, reactions):
    sound = 2
    files = {
        "Connections.csv": broken(CONNECTIONS, ["raw-c"] * connections, sound),
        "Reactions.csv": broken(REACTIONS, ["raw-r"] * reactions, sound),
    }
    exposure = judged(read(zipped(tmp_path, {"Profile.csv": PROFILE, **files})), "DE")
    holdings, report, expected = exposure.holdings, of(exposure), connections + reactions
    assert sum(file.rows for file in holdings.files) == 1 + 2 * sound
    check, document = json_format.build_check_document(holdings, pack()), json_format.build_document(report)
    sheets = {sheet.title: sheet for sheet in written(report)}
    listed = check_text.render_lines(holdings)
    counts = {
        "holdings": len(list(holdings.list_set_aside_rows())),
        "check --json": len(check["set_aside_rows"]),
        "check --json, files": sum(file["set_aside"] for file in check["files"]),
        "json": len(document["coverage"]["set_aside_rows"]),
        "workbook": len(records(sheets["Set aside"])) if "Set aside" in sheets else 0,
        "workbook, files": sum(r["Set aside"] or 0 for r in records(sheets["Coverage"])),
        "page": len(re.findall("raw-[cr]", text_of(report, ".html"))),
        "text": sum(int(n) for n in re.findall(r"(\d+) rows? could not be split", text_of(report, ".txt"))),
    }
    assert counts == dict.fromkeys(counts, expected)
    assert sum("raw-" in line for line in listed) == min(expected, 20)
    assert json.dumps(document).count("raw-") == expected
