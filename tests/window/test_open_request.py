"""What the window opens, and that it reads and writes through the very calls of the command line."""

from pathlib import Path

import openpyxl
import pytest

from inspector.errors import Cancelled, Refused
from inspector.policy import Outcome, parse_circumstances
from inspector.progress import Monitor
from inspector.query import Query
from inspector.report.options import ReportOptions
from inspector.window.dialogs.export_job import make_export_work
from inspector.window.late_imports import build_opening_work
from inspector.window.open_request import OpenRequest
from tests import archives


def last(request, monitor=None):
    """The exposure of everything."""
    *_some, whole = build_opening_work(request)(monitor or Monitor())
    return whole


def test_without_an_archive_it_is_the_sample_under_its_own_circumstances():
    exposure = last(OpenRequest())
    assert exposure.holdings.item_count == archives.demo().item_count
    assert exposure.circumstances == parse_circumstances(
        archives.pack(), regions=["DE"], age="adult", as_of="2026-11-22", today=archives.TODAY
    )
    assert OpenRequest().title == "Demo"


def state(region):
    return parse_circumstances(archives.pack(), regions=[region], today=archives.TODAY)


def test_circumstances_that_are_given_go_before_those_of_the_sample():
    assert last(OpenRequest(circumstances=state("US-CA"))).circumstances == state("US-CA")


def test_circumstances_set_in_the_window_go_before_those_of_the_command_line(tmp_path):
    path = archives.zipped(tmp_path, {"Profile.csv": archives.PROFILE})
    request = OpenRequest((path,), state("DE"))
    assert last(request).circumstances == state("DE")
    assert last(request.with_paths((path,), state("FR"))).circumstances == state("FR")


def test_without_any_circumstances_nothing_is_stated(tmp_path):
    circumstances = last(OpenRequest((archives.zipped(tmp_path, {"Profile.csv": archives.PROFILE}),))).circumstances
    assert not circumstances.as_of_stated
    assert not circumstances.residences[0].known


def test_another_archive_keeps_circumstances_and_policy(tmp_path):
    request = OpenRequest((Path("a.zip"),), state("DE"), tmp_path)
    again = request.with_paths((Path("b.zip"), Path("c")), None)
    assert (again.stated, again.policy, again.title) == (state("DE"), tmp_path, "b.zip, c")


def test_a_cancel_ends_the_reading(tmp_path):
    path = archives.zipped(tmp_path, {"Profile.csv": archives.PROFILE})
    monitor = Monitor()
    monitor.cancel()
    with pytest.raises(Cancelled):
        last(OpenRequest((path,)), monitor)


def test_a_policy_that_is_none_is_refused(tmp_path):
    with pytest.raises(Refused):
        last(OpenRequest(policy=tmp_path / "nowhere"))


def test_the_chosen_view_is_written(tmp_path):
    exposure = archives.judged(archives.demo(), "DE")
    query = Query(archives.LEADING[0], outcomes=frozenset({Outcome.NOT_STATED}), categories=frozenset({"posts"}))
    assert (
        make_export_work(exposure, ReportOptions(items=query), tmp_path / "view.xlsx", ())(Monitor()).name
        == "view.xlsx"
    )
    book = openpyxl.load_workbook(tmp_path / "view.xlsx", read_only=True)
    rows = sum(1 for _row in book["Items"].iter_rows(min_row=2))
    book.close()
    counts = exposure.counts(archives.LEADING[0])
    assert rows == sum(n for b, n in counts.items() if (b.category, b.outcome) == ("posts", Outcome.NOT_STATED)) > 0


def test_the_input_is_never_written_over(tmp_path):
    path = archives.zipped(tmp_path, {"Profile.csv": archives.PROFILE})
    before = path.read_bytes()
    exposure = archives.judged(archives.read(path), "DE")
    for target in (path, tmp_path / "." / path.name):
        with pytest.raises(Refused):
            make_export_work(exposure, ReportOptions(), target, (path,))(Monitor())
    assert path.read_bytes() == before


def test_a_folder_that_was_opened_is_never_written_into(tmp_path):
    path = archives.folder(tmp_path, {"Profile.csv": archives.PROFILE})
    exposure = archives.judged(archives.read(path), "DE")
    with pytest.raises(Refused):
        make_export_work(exposure, ReportOptions(), path / "exposure.xlsx", (path,))(Monitor())
    assert [file.name for file in path.iterdir()] == ["Profile.csv"]
