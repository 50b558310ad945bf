"""Coverage lists every file, every missing kind and every problem, as plain text, and stays quick on 20,000 files."""

import csv
import time
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton

from inspector.errors import Problem, Severity
from inspector.holdings import File
from inspector.window.intents import FILTER, SHOW_ARCHIVE_HELP
from inspector.window.pages.coverage_page import FILES, MISSING, PROBLEMS, CoveragePage
from inspector.window.pages.coverage_text import describe_match_method
from tests import archives
from tests.window.drivers import drive
from tests.window.hand import texts
from tests.window.items_samples import cells
from tests.window.looking import clipped, nameless

AT_ONCE = 1.0
"""A generous bound for what takes less than 0.1 s, in seconds."""


@pytest.fixture
def page(qtbot):
    made = CoveragePage()
    qtbot.addWidget(made)
    made.resize(900, 560)
    for table in drive(made).tables.values():
        model = table.record_model
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def shown(page, name):
    """The cells of a list."""
    return cells(drive(page).tables[name].record_model)


def with_(**kinds):
    """An exposure of holdings that differ from the sample's in these fields."""
    exposure = archives.judged(archives.demo(), "DE")
    return SimpleNamespace(holdings=replace(exposure.holdings, **kinds))


def test_every_file_is_listed_with_what_became_of_it(page):
    exposure = archives.judged(archives.demo(), "DE")
    page.show_exposure(exposure)
    files = exposure.holdings.files
    rows = shown(page, FILES)
    assert len(rows) == len(files)
    assert [row[1] for row in rows] == [file.title for file in files]
    assert sum(int(row[4].replace(",", "")) for row in rows) == sum(file.rows for file in files)
    assert drive(page).tabs[FILES].text() == f"Files  {len(files)}"
    assert any(f"{len(files)} files found" in text for text in texts(page))


def test_a_basic_archive_says_what_the_complete_one_would_add_and_how_to_ask(qtbot, page, tmp_path):
    exposure = archives.judged(archives.read(archives.zipped(tmp_path, {"Profile.csv": archives.PROFILE})), "DE")
    page.show_exposure(exposure)
    absent = exposure.holdings.absent_kinds
    assert [row[0] for row in shown(page, MISSING)] == [kind.title for kind in absent]
    assert any("basic download" in text for text in texts(page))
    with qtbot.waitSignal(page.intent_requested) as caught:
        next(button for button in page.findChildren(QPushButton) if "How to ask" in button.text()).click()
    assert caught.args == [SHOW_ARCHIVE_HELP]


def test_every_problem_is_listed_with_code_file_sentence_and_rows(page):
    problems = (
        Problem("W_ROW", "Three records are odd.", member="Shares.csv", count=3, rows=(2, 5, 9)),
        Problem("N_EMPTY", "Nothing in it.", Severity.NOTE),
        Problem("W_MANY", "Many.", member="a.csv", count=400, rows=tuple(range(1, 101))),
    )
    page.show_exposure(with_(problems=problems))
    first, second, third = shown(page, PROBLEMS)
    assert first == ["warning", "W_ROW", "Shares.csv", "Three records are odd.", "2, 5, 9"]
    assert second == ["note", "N_EMPTY", "the archive", "Nothing in it.", ""]
    assert third[4].endswith("20 …")


def test_names_from_the_archive_show_what_cannot_be_seen_in_every_place(page):
    name = '<img src="file:///etc/hostname"><b>a</b>\u202e.csv'
    page.show_exposure(
        with_(files=(File(1, name, None, "none", "unknown"),), problems=(Problem("W_X", "Odd.", member=name),))
    )
    for target in (FILES, PROBLEMS):
        page.go_to(target)
        table = drive(page).tables[target]
        table.setCurrentIndex(table.model().index(0, 0))
        row = "".join(cells(table.record_model)[0])
        assert "<b>a</b><U+202E>.csv" in row
        assert "<b>a</b><U+202E>.csv" in drive(page).details.toPlainText()
        tip = table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole) or ""
        assert "<img" not in tip


def test_a_filter_looks_in_all_columns_and_says_where_nothing_matches(qtbot, page):
    page.show_exposure(archives.judged(archives.demo(), "DE"))
    page.go_to(FILTER)
    drive(page).filter_line.setText("POSTS")
    assert 0 < len(shown(page, FILES)) < len(archives.demo().files)
    assert all("posts" in " ".join(row).casefold() for row in shown(page, FILES))
    drive(page).filter_line.setText("no file is called this")
    assert shown(page, FILES) == []
    assert "Nothing in this list matches." in texts(page)
    assert not drive(page).stack.isVisibleTo(page)
    drive(page).clear_button.click()
    assert len(shown(page, FILES)) == len(archives.demo().files)


def test_an_empty_list_says_what_that_means(page):
    page.show_exposure(with_(problems=(), absent_kinds=()))
    page.go_to(PROBLEMS)
    assert "No problems: everything could be read as it stands." in texts(page)
    page.go_to(MISSING)
    assert "No kind of file is missing that would mean something." in texts(page)


def test_a_file_that_is_chosen_shows_its_hash_and_stays_chosen_while_files_arrive(page):
    whole = archives.demo().files
    page.show_exposure(with_(files=whole[:10]))
    table = drive(page).tables[FILES]
    table.setCurrentIndex(table.model().index(4, 0))
    assert whole[4].sha256 in drive(page).details.toPlainText()
    page.show_exposure(with_(files=(*whole[5:], *whole[:5])))
    assert table.current_record == whole[4]
    drive(page).copy_button.click()
    assert whole[4].sha256 in QGuiApplication.clipboard().text()


def test_a_member_that_is_named_like_a_formula_is_escaped_on_the_clipboard(page, tmp_path):
    name = '=HYPERLINK("x.invalid").csv'
    folder = archives.folder(tmp_path, {"Profile.csv": archives.PROFILE, name: "a\nb\n"})
    exposure = archives.judged(archives.read(folder), "DE")
    page.show_exposure(exposure)
    table = drive(page).tables[FILES]
    table.go_to(next(file for file in exposure.holdings.files if file.member == name))
    table.copy_row()
    row = next(csv.reader([QGuiApplication.clipboard().text()], delimiter="\t"))
    assert row[0] == f"'{name}"
    drive(page).copy_button.click()
    assert QGuiApplication.clipboard().text().splitlines()[0] == f"'{name}"


def test_columns_of_numbers_are_ordered_as_numbers(page):
    page.show_exposure(archives.judged(archives.demo(), "DE"))
    drive(page).tables[FILES].sortByColumn(4, Qt.SortOrder.DescendingOrder)
    rows = [int(row[4].replace(",", "")) for row in shown(page, FILES)]
    assert rows == sorted(rows, reverse=True)
    drive(page).tables[FILES].sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert [row[1] for row in shown(page, FILES)] == [file.title for file in archives.demo().files]


def test_twenty_thousand_files_are_shown_filtered_and_ordered_at_once(qtbot):
    page = CoveragePage()
    qtbot.addWidget(page)
    page.resize(900, 560)
    kind = archives.demo().files[0].kind
    files = tuple(File(1, f"Part {n}/Shares_{n}.csv", kind, "both", "read", n) for n in range(20_000))
    exposure = with_(files=files)
    with qtbot.waitExposed(page):
        page.show()
    for what in (
        lambda: page.show_exposure(exposure),
        lambda: drive(page).filter_line.setText("shares_19999"),
        lambda: drive(page).filter_line.clear(),
        lambda: drive(page).tables[FILES].sortByColumn(4, Qt.SortOrder.DescendingOrder),
    ):
        begun = time.perf_counter()
        what()
        taken = time.perf_counter() - begun
        print(f"{1000 * taken:.0f} ms")  # noqa: T201 - a figure to be read with -s
        assert taken < AT_ONCE
    assert drive(page).tables[FILES].record_model.index(0, 4).data() == "19,999"


@pytest.mark.parametrize("width", [560, 900])
def test_nothing_is_clipped_or_without_a_name(qtbot, page, width):
    page.show_exposure(archives.judged(archives.demo(), "DE"))
    with qtbot.waitExposed(page):
        page.show()
    page.resize(width, 480)
    qtbot.wait(20)
    for name in (FILES, MISSING, PROBLEMS):
        page.go_to(name)
        assert clipped(page) == []
    assert nameless(page) == []


def test_a_file_known_by_its_name_alone_and_one_known_by_its_cells_are_marked_as_such():
    kinds = archives.known().by_id
    patents = File(1, "Patents.csv", kinds["patents"], "name", "read", 1)
    told = File(1, "Conexiones.csv", kinds["connections"], "none", "read", 1)
    plain = File(1, "Skills.csv", kinds["skills"], "both", "read", 1)
    unknown = File(1, "Zukunft.csv", None, "none", "unknown", 1)

    assert [describe_match_method(file) for file in (patents, told, plain, unknown)] == [
        "name only",
        "its cells",
        "header and name",
        "",
    ]
