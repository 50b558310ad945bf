"""The measures run at the small size, and their two sides count the same; what they cost is no test's business."""

from pathlib import Path

import pytest

from tests.benchmarks import __main__ as command
from tests.benchmarks import archives
from tests.benchmarks.frame import Measure, Result, Run, measures, take

ALL = {measure.name: measure for measure in measures()}


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL)
def test_each_measure_runs_and_its_sides_count_the_same(name):
    measure = ALL[name]
    result = take(measure, "typical" if "typical" in measure.sizes else measure.sizes[0], 1)
    if result.fault:
        pytest.skip(result.fault)  # never silently: the last lines of a run say what was left out
    assert result.ratio > 0


def test_the_same_seed_writes_the_same_archive(tmp_path: Path):
    for name in ("one", "two"):
        archives.write(tmp_path / name, 200)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_names_of_measures_are_not_used_twice():
    assert len(ALL) == len(list(measures()))


def some(name: str, *amounts: float) -> Result:
    measure = Measure(
        name, f"what of {name}", "another", lambda _path: Run(1.0), lambda _path: Run(1.0), {"heavy": 1.2}
    )
    return Result(measure, "heavy", tuple(map(Run, amounts)), (Run(1.0),) * len(amounts))


def test_the_table_gives_median_and_spread_and_keeps_what_was_not_measured(tmp_path: Path):
    readme = tmp_path / "README.md"
    first, second = some("first", 1.0, 2.0, 1.5), some("second", 3.0)
    readme.write_text(f"before\n{command.BEGIN}\n{command.END}\nafter\n", encoding="utf-8")
    command.write_readme(readme, [first.measure, second.measure], [first, second])
    command.write_readme(readme, [first.measure, second.measure], [some("second", 4.0)])
    lines = readme.read_text(encoding="utf-8").splitlines()
    assert "| what of first | another | 1.20 |  | 1.50 (1.00 to 2.00) |  |" in lines
    assert "| what of second | another | 1.20 |  | 4.00 (4.00 to 4.00) |  |" in lines
    assert (lines[0], lines[-1]) == ("before", "after")


def test_a_goal_is_missed_by_the_median():
    assert not some("x", 1.0, 9.0, 1.1).missed
    assert some("x", 1.0, 1.3, 1.4).missed


def test_a_measure_that_takes_long_is_taken_less_often_than_asked():
    slow = Measure("x", "x", "y", lambda _path: Run(1.0), lambda _path: Run(1.0), rounds=4, rounds_at={"heavy": 2})
    asked = {(size, most): command._rounds(slow, size, most) for size in ("typical", "heavy") for most in (None, 1, 9)}
    assert [asked["typical", most] for most in (None, 1, 9)] == [4, 1, 9]
    assert [asked["heavy", most] for most in (None, 1, 9)] == [2, 1, 2]


def test_what_is_not_installed_is_named_in_the_table(tmp_path: Path):
    readme = tmp_path / "README.md"
    readme.write_text(f"{command.BEGIN}\n{command.END}\n", encoding="utf-8")
    measure = some("x", 1.0).measure
    command.write_readme(readme, [measure], [Result(measure, "heavy", fault="xlsxwriter is not installed")])
    assert "| what of x | another | 1.20 |  | xlsxwriter is not installed |  |" in readme.read_text("utf-8")
