"""Opens the sample's reports with the programs that people use, and compares what these show with the report.

    python -m tests.report.opened [FOLDER]

Needs LibreOffice (soffice), Chromium (chromium) and poppler-utils (pdftotext, pdftoppm). A program that is not
installed is skipped with a message. Pictures and converted files stay in FOLDER for a person to look at. The exit code
is 1 where a count differs.
"""

import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from inspector.report.formats import registry
from inspector.report.report import Report
from tests.archives import demo, judged
from tests.report.reports import of

_BROWSER = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_LIMIT = 300


def main(arguments: Sequence[str]) -> int:
    """Write the reports on the sample, open each, and print the comparison."""
    place = Path(arguments[0]) if arguments else Path(tempfile.mkdtemp(prefix="reports-opened-"))
    place.mkdir(parents=True, exist_ok=True)
    found = of(judged(demo(), "DE"), matter="Beispiel & Partner", privilege="Privileged and confidential")
    for suffix in (".xlsx", ".html", ".pdf"):
        registry.save(found, place / f"report{suffix}", [])
    wrong = 0
    for program, check in _CHECKS:
        if shutil.which(program) is None:
            print(f"left out: {program} is not installed")
            continue
        for fault in check(place, found):
            wrong += 1
            print(f"WRONG: {fault}")
        print(f"{program}: done")
    print(f"pictures and converted files are in {place}")
    return int(wrong > 0)


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=_LIMIT)  # noqa: S603
    return done.stdout


def calc(place: Path, found: Report) -> Iterator[str]:
    """Convert the workbook with LibreOffice: every sheet to CSV, the whole to PDF."""
    profile = f"-env:UserInstallation={(place / 'office').as_uri()}"
    book = str(place / "report.xlsx")
    every = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    _run("soffice", profile, "--headless", "--convert-to", every, "--outdir", str(place), book)
    _run(
        "soffice", profile, "--headless", "--convert-to", "pdf:calc_pdf_Export", "--outdir", str(place / "pages"), book
    )
    listed = _rows(place / "report-Items.csv")
    if len(listed) != len(found.selection):
        yield f"LibreOffice sees {len(listed)} items, not {len(found.selection)}"
    ids = [str(item.block.ref(item.index, with_archive=False)) for item in found.items()]
    if [row["Id"] for row in listed] != ids:
        yield "LibreOffice sees other items"
    if any(not row["Category"] or not row["LinkedIn trains AI: outcome"] for row in listed):
        yield "LibreOffice sees cells without their text"
    sums: dict[str, int] = {}
    for row in _rows(place / "report-Verdicts.csv"):
        sums[row["Use"]] = sums.get(row["Use"], 0) + int(row["Items"].replace(",", ""))
    wanted = {use.short: found.exposure.holdings.item_count for use in found.exposure.pack.uses.values()}
    if sums != wanted:
        yield f"LibreOffice sees {sums} by use, not {wanted}"
    if shutil.which("pdftoppm"):
        _run("pdftoppm", "-r", "60", "-png", "-l", "6", str(place / "pages" / "report.pdf"), str(place / "workbook"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def browser(place: Path, found: Report) -> Iterator[str]:
    """Open the web page in Chromium: read its document, take a picture of the screen, print it."""
    options = (*_BROWSER, f"--user-data-dir={place / 'browser'}")
    page = (place / "report.html").as_uri()
    shown = _run("chromium", *options, "--dump-dom", page)
    if found.summary.headline not in shown:
        yield "Chromium does not show the headline"
    if shown.count('class="id"><bdi>') < len(found.selection):
        yield "Chromium shows fewer items than were chosen"
    _run("chromium", *options, "--window-size=1200,2600", f"--screenshot={place / 'page.png'}", page)
    _run("chromium", *options, "--no-pdf-header-footer", f"--print-to-pdf={place / 'page.pdf'}", page)
    if shutil.which("pdftotext"):
        for number, sheet in enumerate(_run("pdftotext", str(place / "page.pdf"), "-").split("\f")[:-1], start=1):
            if "Matter: Beispiel & Partner" not in sheet:
                yield f"page {number} of the printed web page does not name the matter"


def poppler(place: Path, found: Report) -> Iterator[str]:
    """Open the PDF with poppler: extract its text, draw its pages."""
    said = " ".join(_run("pdftotext", "-layout", str(place / "report.pdf"), "-").split())
    if found.summary.headline not in said:
        yield "the text of the PDF has no headline"
    _run("pdftoppm", "-r", "60", "-png", str(place / "report.pdf"), str(place / "pdf"))


_CHECKS: tuple[tuple[str, Callable[[Path, Report], Iterator[str]]], ...] = (
    ("soffice", calc),
    ("chromium", browser),
    ("pdftotext", poppler),
)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
