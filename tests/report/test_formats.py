"""What every format promises alike: the same bytes again, totals that are read back, marks, no trace of the machine."""

import getpass
import io
import platform
from pathlib import Path

import pytest

from inspector.errors import Cancelled, Refused
from inspector.exposure import Exposure
from inspector.monitor import Monitor, Step
from inspector.report import FORMATS, Choices, Report, Totals, save
from tests.archives import demo, judged
from tests.report.reports import MOMENT

LISTING = (".csv", ".dat", ".xlsx")
"""The formats that list every chosen item."""


@pytest.fixture(scope="module")
def exposure() -> Exposure:
    return judged(demo(), "DE", settings=["genai_improvement=off@2026-01-15"])


def report(exposure: Exposure) -> Report:
    return Report(exposure, MOMENT, choices=Choices(matter="Probe v. Muster", privilege="Privileged"))


def available(suffix: str) -> None:
    if suffix == ".pdf":
        pytest.importorskip("PySide6.QtGui", exc_type=ImportError)


@pytest.mark.parametrize("suffix", list(FORMATS))
def test_two_runs_give_the_same_bytes_and_no_trace_of_the_machine(
    exposure: Exposure, suffix: str, tmp_path: Path
) -> None:
    available(suffix)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        save(report(exposure), tmp_path / name / f"report{suffix}", ())

    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    everything = b"".join(one.values())
    assert str(tmp_path).encode() not in everything
    if len(platform.node()) > 6:  # a shorter name may stand anywhere
        assert platform.node().encode() not in everything
    assert f"/{getpass.getuser()}/".encode() not in everything


@pytest.mark.parametrize("suffix", list(FORMATS))
def test_the_totals_in_the_file_are_those_on_screen(exposure: Exposure, suffix: str, tmp_path: Path) -> None:
    available(suffix)
    path, found = tmp_path / f"report{suffix}", report(exposure)
    save(found, path, ())

    read = FORMATS[suffix].totals(path)
    found.confirm(read)
    assert suffix == ".html" or read != Totals()
    if suffix in LISTING:
        assert read.listed == exposure.holdings.items


def test_totals_that_differ_are_refused_and_the_file_is_not_kept(
    exposure: Exposure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspector.report import machine

    monkeypatch.setattr(machine, "totals", lambda _path: Totals(items=1))
    (tmp_path / "report.json").write_bytes(b"the old one")

    with pytest.raises(Refused, match="X_TOTALS"):
        save(report(exposure), tmp_path / "report.json", ())
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"the old one"]


@pytest.mark.parametrize("suffix", list(FORMATS))
def test_every_format_can_be_called_off_and_leaves_what_was_there(
    exposure: Exposure, suffix: str, tmp_path: Path
) -> None:
    available(suffix)
    target, seen = tmp_path / f"report{suffix}", []
    target.write_bytes(b"the old one")
    monitor = Monitor(lambda step: seen.append(step) or monitor.cancel())

    with pytest.raises(Cancelled):
        save(report(exposure), target, (), monitor)
    assert isinstance(seen[0], Step)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"the old one"]


@pytest.mark.parametrize("suffix", [".txt", ".json", ".dat"])
def test_the_matter_and_the_privilege_are_in_the_file_itself(exposure: Exposure, suffix: str) -> None:
    stream = io.BytesIO()
    FORMATS[suffix].write(report(exposure), stream, Monitor())

    for word in (b"Probe v. Muster", b"Privileged"):
        assert word in stream.getvalue()


def test_the_text_alone_answers_what_a_lawyer_asks(exposure: Exposure, tmp_path: Path) -> None:
    save(report(exposure), tmp_path / "report.txt", ())
    text = (tmp_path / "report.txt").read_text("utf-8")

    for head in (
        "Who could use how much, since when",
        "What is in doubt",
        "What to do next",
        "Rules that decided or closed",
        "Conflicts",
        "Sources",
        "Method",
        "Totals",
    ):
        assert f"\n{head}\n" in text
    assert "https://" in text
    assert exposure.holdings.archives[0].sha256 in text.split()
    assert max(len(line) for line in text.splitlines() if "://" not in line and "SHA" not in line) <= 110
