"""The PDF: it is short, complete, searchable, reproducible and harmless."""

import io
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import Cancelled
from inspector.i18n import ENGLISH, load_language
from inspector.progress import Monitor
from inspector.report.formats import pdf
from inspector.report.formats.pdf import fonts
from inspector.report.formats.pdf.measures import TEXT_HEIGHT
from inspector.report.formats.pdf.page_content import render_html
from inspector.report.report import Report
from inspector.summary.sections import list_decisive_source_ids
from tests.archives import PROFILE, demo, folder, judged, read, zipped
from tests.report.reports import of

pytest.importorskip("PySide6.QtGui", reason="Qt cannot be imported", exc_type=ImportError)
POPPLER = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")


@pytest.fixture(autouse=True)
def application(qapp: Any) -> Any:
    """One application for all tests: Qt allows one in a process."""
    return qapp


def content(found: Report) -> bytes:
    stream = io.BytesIO()
    pdf.write(found, stream, Monitor())
    return stream.getvalue()


def words(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, timeout=60)  # noqa: S603, S607
    return done.stdout.decode()


def pages(data: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", data))


@pytest.fixture(scope="module")
def sample() -> Report:
    return of(judged(demo(), "DE"), matter="Beispiel & Partner", privilege="Privileged and confidential")


@pytest.mark.parametrize("regions", [("DE",), ("US",), ("GB", "DE@2026-01-01")])
def test_the_report_takes_two_to_six_pages(regions: tuple[str, ...]) -> None:
    assert 2 <= pages(content(of(judged(demo(), *regions)))) <= 6


def test_the_same_report_gives_the_same_bytes_with_its_own_moment(sample: Report) -> None:
    first = content(sample)

    assert content(sample) == first
    moments = re.findall(rb"Date \(D:(\d{14})", first)
    assert set(moments) == {b"20261122103000"}


def test_nothing_in_it_acts_and_nobody_is_named(sample: Report) -> None:
    data = content(sample)

    assert not re.search(rb"/(URI|JavaScript|JS|Launch|EmbeddedFile|OpenAction|AA|Subtype /Image)\b", data)
    assert re.search(rb"/Author \(\)", data)


def test_markup_in_a_name_is_shown_and_loads_nothing(tmp_path: Path) -> None:
    canary = tmp_path / "canary.png"
    canary.write_bytes(b"not an image")
    name = f"x<img src='{canary.name}'><b>bold.zip"
    found = of(judged(read(zipped(tmp_path, {"Profile.csv": PROFILE}, name)), "DE"))

    html = "".join(render_html(found, fonts.TextEncoder(fonts.create_font(9), ENGLISH)))

    assert "<img" not in html
    assert "&lt;img src=" in html


def test_the_library_that_is_missing_is_named_with_a_way_on() -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "import io\nfrom inspector.errors import Refused\nfrom inspector.report.formats import pdf\n"
        "from inspector.progress import Monitor\n"
        "try:\n    pdf.write(None, io.BytesIO(), Monitor())\n"
        "except Refused as refused:\n    print(refused.code, refused.hint)\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)  # noqa: S603

    assert done.stdout.startswith("X_NO_QT Choose .html instead")


def test_qt_is_not_imported_before_a_page_is_made() -> None:
    code = "import sys, inspector.report.formats.pdf; sys.exit('PySide6' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0  # noqa: S603


@pytest.mark.slow
def test_the_command_line_writes_it_without_a_display(tmp_path: Path) -> None:
    archive = folder(tmp_path, {"Profile.csv": PROFILE})
    command = [
        sys.executable,
        "-m",
        "inspector",
        "report",
        str(archive),
        "--region",
        "DE",
        "--out",
        str(tmp_path / "r.pdf"),
    ]
    environment = {"PATH": "/usr/bin", "PYTHONPATH": str(Path(__file__).parents[2]), "SOURCE_DATE_EPOCH": "1795343400"}

    done = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=120)  # noqa: S603

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-")


def test_another_thread_than_the_windows_may_write_it(sample: Report) -> None:
    made: list[bytes] = []
    worker = threading.Thread(target=lambda: made.append(content(sample)))
    worker.start()
    worker.join(60)

    assert made == [content(sample)]


def test_it_can_be_cancelled(sample: Report) -> None:
    monitor = Monitor()
    monitor.cancel()

    with pytest.raises(Cancelled):
        pdf.write(sample, io.BytesIO(), monitor)


def test_characters_without_a_font_stand_as_marks_and_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = of(judged(read(zipped(tmp_path, {"Profile.csv": PROFILE}, "name \U0001fae8 \U00012000.zip")), "DE"))
    monkeypatch.setattr(fonts, "has_glyphs", lambda text, _font: text != "\U00012000")

    html = "".join(render_html(found, fonts.TextEncoder(fonts.create_font(9), ENGLISH)))

    assert "&lt;U+12000&gt;" in html
    assert "No font of this machine has some characters (Cuneiform)" in html


@POPPLER
def test_its_text_can_be_searched_and_copied(sample: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content(sample))

    said = words(path)

    flat = " ".join(said.split())
    assert sample.summary.headline in flat
    assert not set(said) & set("ﬀﬁﬂﬃﬄ")
    for wanted in ("Profile", "What to do next", "Method", "Sources", "What this cannot tell", "effective"):
        assert wanted in said
    count = pages(path.read_bytes())
    for number, page in enumerate(said.split("\f")[:count], start=1):
        assert "Matter: Beispiel & Partner" in page
        assert "Privileged and confidential" in page
        assert f"Page {number} of {count}" in page


@pytest.mark.parametrize("tag", ["en", "de"])
def test_no_heading_stands_alone_at_the_foot_of_a_page(tag: str) -> None:
    found = of(judged(demo(), "DE"), language=load_language(tag))
    with pdf.provide_application():
        font = fonts.create_font(8.5)
        from inspector.report.formats.pdf.page_layout import lay_out_document

        document = lay_out_document(found, fonts.TextEncoder(font, found.language), font)
        layout = document.documentLayout()
        block, headings = document.begin(), 0
        while block.isValid():
            if block.blockFormat().headingLevel() == 2:
                headings += 1
                pages_of = [layout.blockBoundingRect(each).top() // TEXT_HEIGHT for each in (block, block.next())]
                assert pages_of[0] == pages_of[1], block.text()
            block = block.next()

    assert headings == 8


@POPPLER
@pytest.mark.parametrize("tag", ["en", "de"])
def test_every_page_is_there_in_every_language(tag: str, tmp_path: Path) -> None:
    found = of(judged(demo(), "DE"), language=load_language(tag))
    path = tmp_path / "report.pdf"
    path.write_bytes(content(found))

    said = " ".join(words(path).split())

    for limit in found.summary.rule_limits:
        assert " ".join(limit.split()[:4]) in said
    for source in list_decisive_source_ids(found.exposure, found.exposure.pack.leading_uses):
        assert f"[{source}]" in said
