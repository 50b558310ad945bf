"""The page of problems lists every one, as plain text."""

from types import SimpleNamespace

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from inspector.errors import Problem, Severity
from inspector.window.problems_page import ProblemsPage
from tests import archives
from tests.window.hand import texts
from tests.window.items_samples import cells
from tests.window.looking import clipped, nameless


@pytest.fixture
def page(qtbot):
    made = ProblemsPage()
    qtbot.addWidget(made)
    made.resize(900, 500)
    QAbstractItemModelTester(made._model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def with_problems(*problems):
    """As much of an exposure as the page asks for."""
    return SimpleNamespace(holdings=SimpleNamespace(problems=problems))


def test_every_problem_of_an_archive_is_listed_and_counted(page):
    exposure = archives.judged(archives.demo(), "DE")
    page.show_exposure(exposure)
    problems = exposure.holdings.problems
    assert [row[1] for row in cells(page._model)] == [problem.code for problem in problems]
    assert texts(page)[0].startswith("0 warnings")
    assert f"{len(problems)} notes" in texts(page)[0]


def test_it_says_code_sentence_file_and_rows(page):
    page.show_exposure(
        with_problems(
            Problem("W_ROW", "Three records are odd.", member="Shares.csv", count=3, rows=(2, 5, 9)),
            Problem("N_EMPTY", "Nothing in it.", Severity.NOTE),
            Problem("W_MANY", "Many.", member="a.csv", count=400, rows=tuple(range(1, 101))),
        )
    )
    first, second, third = cells(page._model)
    assert first == ["warning", "W_ROW", "Shares.csv", "Three records are odd.", "2, 5, 9"]
    assert second == ["note", "N_EMPTY", "the archive", "Nothing in it.", ""]
    assert third[4].endswith("20 …")
    assert texts(page)[0].startswith("2 warnings")
    assert "1 notes" in texts(page)[0]


def test_names_from_the_archive_show_what_cannot_be_seen(page):
    page.show_exposure(with_problems(Problem("W_X", "Odd.", member="<b>a</b>\u202e.csv")))
    name = cells(page._model)[0][2]
    assert "<b>a</b>" in name
    assert "\u202e" not in name


def test_an_archive_without_problems_says_so(page):
    page.show_exposure(with_problems())
    assert cells(page._model) == []
    assert texts(page)[0].startswith("0 warnings")


def test_nothing_is_clipped_or_without_a_name(qtbot, page):
    page.show_exposure(archives.judged(archives.demo(), "DE"))
    with qtbot.waitExposed(page):
        page.show()
    page.resize(480, 400)
    qtbot.wait(20)
    assert clipped(page) == []
    assert nameless(page) == []
