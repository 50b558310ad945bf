"""The workbook as openpyxl reads it: sheets, totals, look, texts, and nothing that a spreadsheet would run."""

import datetime as dt
import io
import re
import tracemalloc
import zipfile
from collections import Counter
from functools import cache, partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspector.errors import Cancelled
from inspector.exposure import Exposure
from inspector.i18n import ENGLISH, LANGUAGE_NAMES, load_language
from inspector.items import Selection
from inspector.policy import Outcome
from inspector.policy.verdict import OUTSIDE_REASON
from inspector.printable import make_printable
from inspector.progress import Monitor
from inspector.query import ALL, Query, select
from inspector.report import options
from inspector.report.formats import registry, xlsx
from inspector.report.formats.item_list import build_item_cells, list_column_titles
from inspector.report.formats.xlsx.cells import MAX_CELL_UNITS, CellTexts, count_units, escape_xml, make_sheet_name
from inspector.report.formats.xlsx.workbook import MAX_SHEET_LINKS, WebAddress, WorkbookWriter, escape_print_text
from inspector.report.pseudonym_key import PseudonymKey
from inspector.report.report import Report
from tests.archives import INVITATIONS, PROFILE, demo, folder, items, judged, pack, read, table
from tests.demo_figures import ITEMS, OPEN_IN_GERMANY
from tests.report.reports import COMMENTS, MOMENT, commented, content, of, records, report, rows, written

SHEETS = [
    *("Summary", "Items", "Verdicts", "Coverage", "Problems", "Rules", "Sources", "Conflicts", "Claims"),
    *("Circumstances", "Method"),
]
NOW, EARLIER = ("DE", "2026-11-22"), ("GB", "2026-06-01")


@cache
def exposed(region: str, as_of: str) -> Exposure:
    """The exposure of the sample under these circumstances."""
    return judged(demo(), region, as_of=as_of)


@cache
def sample(region: str = NOW[0], as_of: str = NOW[1]) -> Any:
    """The workbook on the sample, written and read once for all tests."""
    return written(of(exposed(region, as_of)))


def texts(book: Any) -> list[str]:
    return [record["Text"] for record in records(book["Items"]) if record["File"] == "Comments.csv"]


def from_xml(content: bytes | str) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314 - made by the test


def unescaped(text: str) -> str:
    """What a spreadsheet shows for a text of the file: ``_x0041_`` stands for a character (ECMA-376, ST_Xstring)."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


# ---- contents


def test_the_sheets_stand_in_their_order() -> None:
    assert sample().sheetnames == SHEETS


def test_every_item_of_the_sample_is_listed_once_in_order() -> None:
    listed = [record["Id"] for record in records(sample()["Items"])]

    assert listed == [str(item.block.ref(item.index, with_archive=False)) for item in items(demo())]


def _told(value: object) -> str:
    """A value of the workbook in the form of the list of items."""
    return value.date().isoformat() if isinstance(value, dt.datetime) else "" if value is None else str(value)


@pytest.mark.parametrize("stated", [NOW, EARLIER, ("US", "2025-06-01")])
def test_the_cells_of_every_item_are_those_of_the_one_list_of_items(stated: tuple[str, str]) -> None:
    found = of(exposed(*stated))
    sheet = rows(sample(*stated)["Items"])

    assert sheet[0] == list_column_titles(pack())
    for row, item in zip(sheet[1:], found.items(), strict=True):
        assert [_told(value) for value in row] == [make_printable(cell) for cell in build_item_cells(found, item)]


def test_items_of_many_days_around_every_edge_have_their_own_days(tmp_path: Path) -> None:
    first, edges = dt.date(2019, 1, 1), ("2024-09-18", "2025-02-27", "2025-11-03", "2026-01-15", "2026-11-22")
    near = [dt.date.fromisoformat(day) + dt.timedelta(step) for day in edges for step in (-1, 0, 1)]
    made = [first + dt.timedelta(97 * step) for step in range(32)]
    rest = [[day.isoformat(), "l", "a"] for day in (*near, *made)]
    files = {"Profile.csv": PROFILE, "Comments.csv": table(COMMENTS, *rest, ["", "l", "undated"])}
    settings = ["genai_improvement=off@2026-01-15", "affiliate_ads_sharing=off"]

    exposure = judged(read(folder(tmp_path, files)), "US", "DE@2025-06-01", settings=settings)

    for tag in LANGUAGE_NAMES:
        found = of(exposure, language=load_language(tag))
        sheet = rows(written(found).worksheets[1])[1:]
        for row, item in zip(sheet, found.items(), strict=True):
            assert [_told(value) for value in row] == [
                make_printable(found.localize(cell)) for cell in build_item_cells(found, item)
            ]


@pytest.mark.parametrize("stated", [NOW, EARLIER])
def test_the_totals_of_the_summary_are_those_of_the_exposure(stated: tuple[str, str]) -> None:
    exposure = exposed(*stated)
    sheet = rows(sample(*stated)["Summary"])
    starts = {row[0]: number for number, row in enumerate(sheet) if row and isinstance(row[0], str)}

    for use in pack().uses.values():
        number = starts[use.name]
        head = sheet[number + 2]
        end = next(i for i in range(number, len(sheet)) if sheet[i][0] == "All")
        totals = dict(zip(head[1:], sheet[end][1:], strict=True))
        totals.pop("Share that could be used"), totals.pop(None, None)
        assert totals.pop("Items") == demo().item_count
        assert sum(totals.values()) == demo().item_count
        counted: Counter[str] = Counter()
        for tally in (tally for tally in exposure.tallies if tally.use == use.id):
            words = tally.verdict.outcome.label if tally.verdict.outcome else OUTSIDE_REASON
            counted[words + (", for one purpose only" if tally.verdict.limited_to else "")] += tally.items
        assert {name: count for name, count in totals.items() if count} == counted
        shares = sheet[end + 1][1 : len(totals) + 1]
        assert sum(shares) == pytest.approx(1)


def test_the_verdicts_by_class_sum_to_all_items_for_every_use() -> None:
    sums: Counter[str] = Counter()
    for record in records(sample()["Verdicts"]):
        sums[record["Use"]] += record["Items"]

    assert sums == {use.short: demo().item_count for use in pack().uses.values()}


def test_the_summary_says_how_much_could_be_used_by_whom_since_when() -> None:
    sheet = rows(sample()["Summary"])
    start = next(number for number, row in enumerate(sheet) if row[0] == "Who could use what, and since when")
    head = sheet[start + 2]
    told = [dict(zip(head, row, strict=True)) for row in sheet[start + 3 :] if row[2] == "could be used"]

    posts = next(row for row in told if (row["Use"], row["Category"]) == ("LinkedIn trains AI", "Posts"))
    assert (posts["Items"], posts["Of items"], posts["Since"].date()) == (86, 93, dt.date(2025, 11, 3))
    assert sum(row["Items"] for row in told if row["Use"] == "LinkedIn trains AI") == OPEN_IN_GERMANY


def test_the_summary_says_what_to_do_what_is_disputed_assumed_and_missing() -> None:
    said = " ".join(str(cell) for row in rows(sample()["Summary"]) for cell in row if cell)

    assert "Turn off 'Data for Generative AI Improvement'." in said
    assert f"{OPEN_IN_GERMANY} items no longer open: LinkedIn trains AI models that create content" in said
    # X14, what the list does not name: profile 36, jobs 14, activity 101, network 106, ads 22, learning 8, receipts 6,
    # account 29; X03 limited audience 7, X13 messages to several 13, X05 kept resumes and answers 20.
    assert "362 items rest on rules about which sources disagree" in said
    assert f"what a late opt-out stops (X04): {OPEN_IN_GERMANY} items in view A, 0 in view B." in said
    assert f"{OPEN_IN_GERMANY} items that are or were open rest on facts that nobody stated" in said


def test_what_is_not_in_the_archive_is_named_on_the_first_sheet(tmp_path: Path) -> None:
    book = written(commented(tmp_path, ["a comment"]))

    said = " ".join(str(cell) for row in rows(book["Summary"]) for cell in row if cell)
    assert "Not in the archive" in said
    assert "Shares.csv" in said
    missing = [record for record in records(book["Coverage"]) if str(record["State"]).startswith("not in the archive")]
    assert any(record["File"] == "Shares.csv" for record in missing)


def test_the_summary_has_a_native_chart_of_the_first_table() -> None:
    (chart,) = sample()["Summary"]._charts

    assert chart.grouping == "stacked"
    assert len(chart.series) >= len(Outcome)


def test_a_choice_of_items_is_listed_but_all_are_counted() -> None:
    exposure = exposed(*NOW)
    query = Query(use="genai_training_linkedin", outcomes=frozenset({Outcome.EXCLUDED}))

    book = written(of(exposure, query))

    assert len(records(book["Items"])) == len(select(exposure, query)) == 53
    said = [str(cell) for row in rows(book["Summary"]) for cell in row]
    assert any(f"53 of {ITEMS} items are listed" in cell for cell in said)
    assert of(exposure).options.items == ALL


def test_a_choice_of_nothing_still_gives_all_sheets() -> None:
    book = written(of(exposed(*NOW), Query(words=("no such word anywhere",))))

    assert book.sheetnames == SHEETS
    assert records(book["Items"]) == []


def test_items_may_stand_in_a_sheet_for_each_category() -> None:
    book = written(of(exposed(*NOW), sheet_per_category=True))

    names = [name for name in book.sheetnames if name.startswith("Items")]
    assert "Items Posts" in names
    assert "Items AI conversations" in names
    assert sum(len(records(book[name])) for name in names) == demo().item_count
    for name in names:
        assert len({record["Category"] for record in records(book[name])}) == 1


def test_texts_may_be_left_out() -> None:
    book = written(of(exposed(*NOW), include_texts=False))

    assert not any(record["Text"] for record in records(book["Items"]))
    assert any("texts are left out" in str(cell) for row in rows(book["Summary"]) for cell in row)


def test_coverage_lists_every_file_and_problems_every_finding() -> None:
    listed = records(sample()["Coverage"])
    found = records(sample()["Problems"])

    for file in demo().files:
        row = next(row for row in listed if row["File"] == file.member)
        assert (row["Rows"], row["SHA-256"]) == (file.rows, file.sha256)
    for problem in demo().problems:
        assert any((row["Finding"], row["Code"]) == (problem.message, problem.code) for row in found)


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
    unstated = written(of(judged(demo(), age="unknown")))

    assert (facts["Region"]["Known how"], facts["Age"]["Known how"], facts["As of"]["Known how"]) == ("stated",) * 3
    assert "DE" in facts["Region"]["The archive suggests"]
    setting = facts["Data for Generative AI Improvement"]
    exposure = exposed(*NOW)
    resting = [
        sum(
            any(fact.fact == "genai_improvement" for fact in exposure.assumptions(use.id, item))
            for item in items(demo())
        )
        for use in pack().leading_uses
    ]
    assert (setting["Known how"], setting["Items that rest on it"]) == ("assumed", max(resting))
    assert len(facts) == 3 + len(pack().settings)
    region = next(record for record in records(unstated["Circumstances"]) if record["Fact"] == "Region")
    assert region["Known how"] == "assumed"
    assert region["Items that rest on it"] > 0


def test_the_method_names_the_rules_the_program_and_every_file_with_its_sum() -> None:
    sheet = rows(sample()["Method"])
    said = {row[0]: row[1] for row in sheet}

    assert said["Edition"] == pack().edition
    assert said["Rules last checked"].date() == pack().check_date
    assert demo().archives[0].sha256 in [row[2] for row in sheet]
    assert {file.sha256 for file in demo().files if file.sha256} <= {row[2] for row in sheet}
    assert {limit.statement for limit in pack().limits} <= {row[1] for row in sheet}


# ---- look and print


def test_headers_stay_in_view_filter_and_are_repeated_in_print() -> None:
    for sheet in sample().worksheets[1:]:
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        if sheet.title != "Method":
            assert sheet.auto_filter.ref.startswith("A1:")


def test_the_matter_and_the_privilege_stand_on_every_page() -> None:
    book = written(of(exposed(*NOW), matter="Beispiel & Probe 7/26", privilege="Privileged"))

    for sheet in book:
        assert sheet.oddHeader.left.text.replace("&&", "&") == "Matter: Beispiel & Probe 7/26"
        assert sheet.oddHeader.right.text == "Privileged"
    assert ("Matter", "Beispiel & Probe 7/26", None) in rows(book["Method"])


@pytest.mark.parametrize("text", ["&" * 400, "matter " * 90, "🌊" * 300, '&Page &[Tab] &"Arial"', ""])
def test_a_line_for_a_print_header_holds_no_code_and_has_room(text: str) -> None:
    line = escape_print_text(text, 120)

    assert count_units(line) <= 120
    assert not re.search(r"(?<!&)(?:&&)*&(?!&)", line)


def test_the_properties_name_the_program_and_nobody_else() -> None:
    properties = sample().properties

    assert (properties.creator, properties.lastModifiedBy) == ("Archive Inspector", "Archive Inspector")
    assert properties.created == properties.modified == MOMENT.replace(tzinfo=None)
    with zipfile.ZipFile(io.BytesIO(content(of(exposed(*NOW))))) as book:
        assert b"<Application>Archive Inspector</Application>" in book.read("docProps/app.xml")


# ---- formulas, links, macros


def test_no_cell_is_a_formula() -> None:
    for sheet in sample():
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "d", "inlineStr"), (sheet.title, cell.coordinate)


def test_only_addresses_of_the_pack_are_links() -> None:
    book = sample()
    known = {a for source in pack().sources.values() for a in (source.address, source.archived)}
    known |= {setting.address for setting in pack().settings.values()}

    linked: dict[str, list[str]] = {}
    for sheet in book:
        for cell in (one for row in sheet.iter_rows() for one in row if one.hyperlink):
            linked.setdefault(sheet.title, []).append(cell.hyperlink.target)
            assert cell.value == cell.hyperlink.target

    assert set(linked) == {"Summary", "Sources"}
    for targets in linked.values():
        assert set(targets) <= known
        assert all(target.startswith(("https://", "http://")) and len(target) <= 255 for target in targets)


def test_nothing_from_the_archive_is_a_link_a_macro_or_a_connection(tmp_path: Path) -> None:
    data = content(commented(tmp_path, ["http://example.org", "https://example.org/\u00e9", "mailto:a@example.org"]))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = book.namelist()
        sheets = [book.read(name) for name in names if name.startswith("xl/worksheets/sheet")]
        links = b"".join(book.read(name) for name in names if name.endswith(".rels"))

    assert not [name for name in names if any(word in name for word in ("vba", "connection", "external"))]
    assert b"example.org" not in links
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


STARTERS = (
    *("=1+1", "+1", "-1", "@cmd", "\t=1", "\r=1", "\n=1", "|cmd", "%1", " =1", "\u00a0=1", "'=1", '"=1', "`=1"),
    *(
        "\u200b=1",
        "\ufeff=1",
        "\u2060=1",
        "\uff1d1+1",
        "\uff0b1",
        "\uff0d1",
        "\uff20cmd",
        ";=1",
        ",=1",
        "=cmd|' /C calc'!A0",
    ),
    *('=HYPERLINK("http://example.org")', "=DDE(1)", "{=1}"),
)


def test_whatever_a_text_begins_with_it_stays_text(tmp_path: Path) -> None:
    assert len(set(STARTERS)) == 27

    book = written(commented(tmp_path, STARTERS))

    assert texts(book) == [make_printable(text) for text in STARTERS]
    assert {cell.data_type for cell in book["Items"]["J"]} == {"s"}


@pytest.mark.parametrize("name", ["=1+1.csv", "+cmd.csv", "@x.csv"])
def test_the_name_of_a_file_is_no_formula(tmp_path: Path, name: str) -> None:
    found = report(read(folder(tmp_path, {"Profile.csv": PROFILE, name: "A,B\na,b\n"})), "DE")

    book = written(found)

    assert name in {record["File"] for record in records(book["Items"])}
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


# ---- Excel's limits


@pytest.mark.parametrize("text", ["x" * 32_767, "🌊" * 16_383, "é" * 32_767])
def test_a_text_that_just_fits_stands_whole_in_its_cell(tmp_path: Path, text: str) -> None:
    book = written(commented(tmp_path, [text]))

    assert texts(book) == [text]
    assert "Long texts" not in book.sheetnames


LONG = (
    "".join(f"{number:07d} " for number in range(5000)).strip(),
    "x" * 32_768,
    "🌊" * 20_000,
    "\u200b" * 5000,  # grows to 40,000 characters when its characters are marked
    "\x07" * 4097,
)


@pytest.mark.parametrize("text", LONG, ids=["40,000", "one more", "astral", "zero width", "control"])
def test_a_text_too_long_for_a_cell_continues_in_a_sheet_of_its_own(tmp_path: Path, text: str) -> None:
    book = written(commented(tmp_path, [text, "short"]))

    assert book.sheetnames == [*SHEETS, "Long texts"]
    pieces = records(book["Long texts"])
    assert {(piece["Text"], piece["Belongs to"]) for piece in pieces} == {("L1", "Comments.csv#1")}
    assert [int(piece["Piece"]) for piece in pieces] == list(range(1, len(pieces) + 1))
    assert "".join(piece["Content"] for piece in pieces) == make_printable(text)
    assert all(count_units(piece["Content"]) <= MAX_CELL_UNITS for piece in pieces)
    long, short = texts(book)
    assert count_units(long) <= MAX_CELL_UNITS
    assert long.startswith(make_printable(text)[:1000])
    assert long.endswith("[continues in the sheet 'Long texts', L1]")
    assert short == "short"


def test_what_could_not_be_written_as_it_stands_is_counted(tmp_path: Path) -> None:
    found = commented(tmp_path, ["x" * 40_000, "bell \x07", "turned \u202e", "plain", "two\r\nlines"])

    notes = {note.code: note.count for note in xlsx.write(found, io.BytesIO(), Monitor())}

    assert notes == {"X_LONG_TEXT": 1, "X_MARKED": 2}


def test_a_sheet_that_is_full_goes_on_in_a_further_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_SHEET_ROWS", 250)

    book = written(of(exposed(*NOW)))

    names = [name for name in book.sheetnames if name.startswith("Items")]
    assert names == ["Items", "Items 2", "Items 3"]
    listed = [record["Id"] for name in names for record in records(book[name])]
    assert [len(records(book[name])) for name in names] == [250, 250, ITEMS - 500]
    assert listed == [str(item.block.ref(item.index, with_archive=False)) for item in items(demo())]


@pytest.mark.slow
def test_1_048_600_rows_take_two_sheets_and_70_000_addresses_are_no_links(tmp_path: Path) -> None:
    made = (f"2026-01-02 03:04:05,l,https://example.org/{number % 70_000}" for number in range(1_048_600))
    text = "\n".join((",".join(COMMENTS), *made)) + "\n"
    found = of(judged(read(folder(tmp_path, {"Profile.csv": PROFILE, "Comments.csv": text})), "DE"))
    path = tmp_path / "big.xlsx"

    registry.save(found, path, [])

    assert xlsx.read_totals(path).listed_items == len(found.selection) > 1_048_600
    with zipfile.ZipFile(path) as book:
        names = re.findall(rb'<sheet [^>]*name="([^"]*)"', book.read("xl/workbook.xml"))
        assert names[1:3] == [b"Items", b"Items 2"]
        relations = b"".join(book.read(name) for name in book.namelist() if name.endswith(".rels"))
        with book.open("xl/worksheets/sheet2.xml") as sheet:
            assert b"<hyperlink" not in sheet.read()
    assert b"example.org" not in relations


def test_no_sheet_has_more_links_than_excel_takes() -> None:
    sheet = WorkbookWriter(of(exposed(*NOW))).add_sheet("Sources", (9,))
    sheet.link_count = MAX_SHEET_LINKS - 1

    cells = [sheet._create_address_cell(f"https://example.org/{number}") for number in range(3)]

    assert [bool(cell.hyperlink) for cell in cells] == [True, False, False]
    assert [cell.value for cell in cells] == [f"https://example.org/{number}" for number in range(3)]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "http://", "https://x/" + "a" * 255, ""]
)
def test_an_address_that_is_no_web_page_or_too_long_is_text(address: str) -> None:
    sheet = WorkbookWriter(of(exposed(*NOW))).add_sheet("Sources", (9,))

    assert sheet._create_cell(WebAddress(address), "plain", "", None).hyperlink is None
    assert sheet.link_count == 0


@given(st.text(), st.lists(st.text(max_size=40), max_size=5))
@example("History", [])
@example("a" * 40, ["a" * 31, "A" * 29 + " 2"])
@example("[]:*?/\\", [])
@example("''", ["Sheet_"])
def test_a_sheet_has_a_name_that_excel_takes_and_no_other_has(wanted: str, taken: list[str]) -> None:
    name = make_sheet_name(wanted, taken)

    assert 1 <= count_units(name) <= 31
    assert not set(name) & set("[]:*?/\\")
    assert not name.startswith("'")
    assert not name.endswith("'")
    assert name.casefold() not in {other.casefold() for other in taken}
    assert name.casefold() != "history"


# ---- texts


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=1, max_size=8))
@example(["_x0041_", "&lt;", "]]>", "a\r\nb", "\r", "<U+0007>", "\x00", "\ufffe", "🌊"])
def test_every_text_comes_through_by_the_known_mapping(found: list[str]) -> None:
    cells = CellTexts(ENGLISH)

    cleaned = cells.clean_texts([text.encode() for text in found], str)

    assert [unescaped(from_xml(b"<t>%b</t>" % text).text or "") for text in cleaned] == [
        make_printable(text) for text in found
    ]


@given(st.text(st.characters()))
@example("\ud800 alone")
@example("_x005F_")
def test_texts_that_repeat_come_through_by_the_same_mapping(text: str) -> None:
    cells = CellTexts(ENGLISH)
    cells.share_text(cells.fit_text(text, str))

    (only,) = from_xml(b"".join(cells.render_shared_strings()))

    assert unescaped(only[0].text or "") == make_printable(text)


def test_characters_that_cannot_be_seen_are_shown_as_marks(tmp_path: Path) -> None:
    found = texts(
        written(
            commented(tmp_path, ["bell \x07 here", "turned \u202e round", "zero\u200bwidth", "two\nlines", "_x0041_"])
        )
    )

    marked = ["bell <U+0007> here", "turned <U+202E> round", "zero<U+200B>width", "two\nlines"]
    assert [unescaped(text) for text in found] == [*marked, "_x0041_"]


@given(st.text(max_size=30))
def test_what_a_cell_holds_is_what_xml_may_hold(text: str) -> None:
    from_xml(f"<t>{escape_xml(CellTexts(ENGLISH).fit_text(text, str))}</t>")


# ---- the file as a whole


def test_the_same_report_gives_the_same_bytes() -> None:
    fresh = judged(demo(), NOW[0], as_of=NOW[1])

    assert content(of(fresh)) == content(of(exposed(*NOW)))


@pytest.mark.parametrize(
    ("stated", "choices"),
    [(NOW, {"sheet_per_category": True}), (EARLIER, {}), (("US", "2019-01-01"), {"include_texts": False})],
)
def test_the_totals_read_back_are_those_on_screen(
    tmp_path: Path, stated: tuple[str, str], choices: dict[str, bool]
) -> None:
    found = of(exposed(*stated), **choices)
    path = tmp_path / "report.xlsx"
    path.write_bytes(content(found))

    totals = xlsx.read_totals(path)

    assert (totals.items, totals.listed_items) == (demo().item_count, demo().item_count)
    assert totals.agrees_with(found.totals)
    assert set(totals.outcomes) == set(pack().uses)


def test_a_row_that_is_missing_or_a_count_that_differs_is_noticed(tmp_path: Path) -> None:
    found = of(exposed(*NOW))
    data = content(found)
    last_row, count = f'<row r="{ITEMS + 1}"'.encode(), f"<v>{OPEN_IN_GERMANY}</v>".encode()
    for old, new, name in ((last_row, last_row.replace(b"row", b"raw"), 2), (count, b"<v>0</v>", 1)):
        path = tmp_path / f"{name}.xlsx"
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(path, "w") as target:
            for entry in source.namelist():
                held = source.read(entry)
                if entry == f"xl/worksheets/sheet{name}.xml":
                    assert old in held
                    held = held.replace(old, new)
                    held = held.replace(b'ht="40.5" customHeight="1"></row></sheetData>', b"></raw></sheetData>")
                target.writestr(entry, held)
        if name == 1:
            assert not xlsx.read_totals(path).agrees_with(found.totals)
        else:
            assert xlsx.read_totals(path).listed_items == demo().item_count - 1


def test_writing_can_be_cancelled_and_tells_how_far_it_is() -> None:
    monitor = Monitor()
    said: list[int] = []

    def listen(step: Any) -> None:
        said.append(step.total)
        monitor.cancel()

    monitor.report = listen
    with pytest.raises(Cancelled):
        xlsx.write(of(exposed(*NOW)), io.BytesIO(), monitor)
    assert said == [demo().item_count]


@pytest.mark.slow
def test_the_memory_taken_grows_by_a_few_numbers_an_item_and_not_by_its_row(tmp_path: Path) -> None:
    def peak(number: int) -> int:
        found = commented(tmp_path / str(number), ["the same comment again"] * number)
        found.selection  # noqa: B018 - belongs to the report, not to the writing
        with (tmp_path / "out.xlsx").open("wb") as stream:
            tracemalloc.start()
            xlsx.write(found, stream, Monitor())
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return most

    small, large = peak(20_000), peak(80_000)

    assert large - small < 60_000 * 200  # a row takes about two thousand bytes of XML


def test_an_archive_of_several_names_its_archive_in_every_address(tmp_path: Path) -> None:
    make = partial(folder, files={"Profile.csv": PROFILE, "Comments.csv": table(COMMENTS, ["2026-01-02", "l", "a"])})
    found = report(read(make(tmp_path, name="one"), make(tmp_path, name="two")), "DE")

    listed = [record["Id"] for record in records(written(found)["Items"])]

    assert listed == [str(item.block.ref(item.index, with_archive=True)) for item in found.items()]
    assert all(name[:2] in ("1!", "2!") for name in listed)


def test_other_people_may_stand_behind_pseudonyms_and_what_that_does_not_do_is_said(tmp_path: Path) -> None:
    holdings = read(folder(tmp_path, {"Profile.csv": PROFILE, "Invitations.csv": INVITATIONS}))
    found = of(judged(holdings, "DE"), pseudonym_key=PseudonymKey(b"a secret of the test, 32 bytes.."))

    data, plain = content(found), content(of(found.exposure))

    held = [_all_text(data), _all_text(plain)]
    assert ["Otto Probe" in text for text in held] == [False, True]
    assert ["Not replaced are first names" in text for text in held] == [True, False]


def _all_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def test_a_selection_made_by_hand_is_listed_in_its_order() -> None:
    whole = Report(exposed(*NOW), MOMENT).selection
    chosen = Selection(whole.blocks[2:4], tuple(indices[-1:] for indices in whole.indices[2:4]))

    book = written(Report(exposed(*NOW), MOMENT, options=options.ReportOptions(items=chosen)))

    assert [record["Id"] for record in records(book["Items"])] == [
        str(item.block.ref(item.index, with_archive=False)) for item in chosen
    ]
