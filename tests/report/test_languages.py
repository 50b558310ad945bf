"""Reports in every language: all prose is translated, totals agree, and data stays as it is."""

import csv
import html
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from inspector.exposure import Exposure
from inspector.i18n import ENGLISH, LANGUAGE_NAMES, PSEUDO, Language, _, load_language
from inspector.progress import Monitor
from inspector.report.formats.item_list import list_column_titles
from inspector.report.formats.registry import FORMATS, save
from inspector.report.pseudonym_key import PseudonymKey
from inspector.report.report import Report
from tests.archives import PROFILE, folder, judged, pack, read, table
from tests.report.reports import COMMENTS, MOMENT, of, writable

GERMAN = load_language("de")
COVERAGE = "Coverage"
"""A text of the member that is a word of the program too."""
FOR_PEOPLE = [suffix for suffix in writable() if suffix not in (".json", ".dat")]
FILES: dict[str, str | bytes] = {
    "Profile.csv": PROFILE,
    "Comments.csv": table(COMMENTS, *(["2026-01-02 03:04:05", "l", text] for text in (COVERAGE, "Items", "read"))),
    "Zukunft.csv": "A,B\na,b\n",
    "Votes.csv": b"PK\x03\x04 a workbook",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("languages"), FILES)


@cache
def exposed(place: Path) -> Exposure:
    """An exposure that shows every kind of sentence: odd files, and circumstances with a history."""
    stated: dict[str, Any] = {"settings": ["genai_improvement=off@2026-04-01"], "as_of": "2026-12-24"}
    return judged(read(place), "US", "DE@2026-03-01", age="unknown", **stated)


def told(place: Path, spoken: Language, **choices: Any) -> Report:
    """A report on that exposure in a language."""
    return of(exposed(place), language=spoken, matter="Beispiel", privilege="Nur intern", **choices)


def content(found: Report, suffix: str) -> bytes:
    stream = io.BytesIO()
    FORMATS[suffix].write(found, stream, Monitor())
    return stream.getvalue()


# ---- the texts of a written file


def pieces(found: Report, suffix: str) -> Iterator[str]:
    """The texts of a report: cells, the texts of a page, or the lines of a text taken together."""
    if suffix == ".pdf":
        yield from _of_pages(found)
        return
    data = content(found, suffix)
    if suffix == ".xlsx":
        for sheet in load_workbook(io.BytesIO(data)):
            yield from _cells(sheet)
    elif suffix == ".csv":
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            yield from row
    elif suffix == ".html":
        yield from _of_markup(data.decode())
    else:
        yield data.decode()


def _cells(sheet: Any) -> Iterator[str]:
    yield from (cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str))


def _of_markup(page: str) -> Iterator[str]:
    page = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    yield from (html.unescape(text) for text in re.findall(r'aria-label="([^"]*)"', page))
    inline = re.sub(r"</?(?:bdi|a|b|span)\b[^>]*>", "", page)
    yield from (html.unescape(text) for text in re.split(r"<[^>]*>", inline))


def _of_pages(found: Report) -> Iterator[str]:
    from inspector.report.formats import pdf
    from inspector.report.formats.pdf.fonts import TextEncoder, create_font
    from inspector.report.formats.pdf.page_content import CHART_PLACEHOLDER, render_html

    with pdf.provide_application():
        made = "".join(render_html(found, TextEncoder(create_font(9), found.language)))
    yield from _of_markup(made.replace(CHART_PLACEHOLDER, ""))


def quoted(found: Report) -> list[str]:
    """What a report quotes and does not translate: texts of rules and of the archive, names, codes."""
    rules = pack()
    entries = (*rules.rules.values(), *rules.sources.values(), *rules.settings.values(), *rules.claims, *rules.limits)
    texts = {
        str(getattr(entry, field, ""))
        for entry in (*entries, *rules.conflicts)
        for field in (
            *("id", "statement", "note", "title", "publisher", "published", "read_as", "address", "archived"),
            *("says", "finding", "topic", "reading_a", "reading_b", "followed", "legal_basis", "name", "path"),
        )
    }
    texts |= set(found.summary.used_rule_ids) | {use.id for use in rules.uses.values()}
    texts |= {rules.find_statement(use.default_rule) for use in rules.uses.values()}
    for item in found.items():
        texts |= {found.get_text(item), str(item.block.ref(item.index, with_archive=False)), item.block.member}
    holdings = found.exposure.holdings
    texts |= {file.member for file in holdings.files} | {problem.code for problem in holdings.problems}
    texts |= {file.sha256 or "" for file in holdings.files} | {archive.name for archive in holdings.archives}
    texts |= {name for kind in holdings.absent_kinds for name in kind.files}
    texts |= {fact.evidence or "" for fact in found.summary.facts}
    texts |= {found.app, "Archive Inspector", "Settings & Privacy > Data privacy > Get a copy of your data"}
    texts |= {rules.title, rules.id, found.options.matter, found.options.privilege, *rules.regions}
    return sorted((" ".join(text.split()) for text in texts if text), key=len, reverse=True)


def unsaid(text: str, quotes: list[str]) -> list[str]:
    """The words of a text that were not translated.

    The pseudo-language encloses a translated text in brackets. Quotes are left out.
    """
    rest = " ".join(text.split())
    while "[" in rest:
        shorter = re.sub(r"\[[^\[\]]*\]", " ", rest)
        if shorter == rest:
            break
        rest = shorter
    rest = " ".join(rest.split())
    for quote in quotes:
        if quote in rest:
            rest = rest.replace(quote, " ")
    return re.findall(r"[A-Za-z]{3,}", rest)


# ---- the tests


@pytest.mark.parametrize("suffix", FOR_PEOPLE)
def test_all_prose_of_a_report_is_said(suffix: str, place: Path) -> None:
    found = told(place, PSEUDO)

    assert unsaid(" ".join(pieces(found, suffix)), quoted(found)) == []  # sentences may run over several cells


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".dat"])
@pytest.mark.parametrize("spoken", [GERMAN, PSEUDO], ids=lambda spoken: spoken.tag)
def test_the_sums_of_a_file_are_read_back_in_every_language(
    suffix: str, spoken: Language, place: Path, tmp_path: Path
) -> None:
    found = told(place, spoken)
    path = tmp_path / f"r{suffix}"

    save(found, path, [])

    read_back, english = FORMATS[suffix].read_totals(path), told(place, ENGLISH)
    assert read_back.agrees_with(english.totals)
    path.write_bytes(content(english, suffix))
    assert read_back == FORMATS[suffix].read_totals(path)


@pytest.mark.parametrize("suffix", FOR_PEOPLE)
def test_the_same_report_in_german_is_the_same_bytes(suffix: str, place: Path) -> None:
    assert content(told(place, GERMAN), suffix) == content(told(place, GERMAN), suffix)


@pytest.mark.parametrize("suffix", [".json", ".dat"])
def test_formats_for_programs_know_no_language(suffix: str, place: Path) -> None:
    key = PseudonymKey(b"k")
    english, german = (content(told(place, spoken, pseudonym_key=key), suffix) for spoken in (ENGLISH, GERMAN))
    assert german == english


@pytest.mark.parametrize("suffix", [suffix for suffix in FOR_PEOPLE if suffix != ".csv"])
def test_the_headline_stands_in_german_with_its_day(suffix: str, place: Path) -> None:
    text = " ".join(" ".join(pieces(told(place, GERMAN), suffix)).split())
    assert "Einträgen könnten nach dem Stand vom 24.12.2026 verwendet werden" in text


def test_the_heads_of_items_stand_in_german(place: Path) -> None:
    found = told(place, GERMAN)
    first = next(csv.reader(io.StringIO(content(found, ".csv").decode("utf-8-sig"), newline="")))
    sheet = load_workbook(io.BytesIO(content(found, ".xlsx")))["Einträge"]

    assert first[:5] == ["Kennung", "Datei", "Zeile", "Kategorie", "Datenkategorie"]
    assert first == [GERMAN.translate(head) for head in list_column_titles(pack())]
    assert [cell.value for cell in sheet[1]] == first


def test_days_are_for_programs_in_csv_and_days_in_a_workbook_written_as_in_the_language(place: Path) -> None:
    found = told(place, GERMAN)
    rows = list(csv.DictReader(io.StringIO(content(found, ".csv").decode("utf-8-sig"), newline="")))
    sheet = load_workbook(io.BytesIO(content(found, ".xlsx")))["Einträge"]
    day = next(row[5] for row in sheet.iter_rows(min_row=2) if row[5].is_date)

    assert {row["Datum"] for row in rows if row["Datei"] == "Comments.csv"} == {"2026-01-02"}
    assert day.number_format == "dd.mm.yyyy"
    assert any("02.01.2026" in row["LinkedIn trainiert KI: Begründung"] for row in rows)


def test_each_item_has_its_own_day_in_german_as_in_english(place: Path) -> None:
    days = [f"2026-{month:02}-{day:02} 03:04:05" for month in (1, 5, 10) for day in (1, 2, 28)]
    made = place.parent / "days"
    files = {"Profile.csv": PROFILE, "Comments.csv": table(COMMENTS, *([day, "l", "well"] for day in days))}
    exposure = judged(read(folder(made, files)), "DE")

    for row in csv.DictReader(io.StringIO(content(of(exposure, language=GERMAN), ".csv").decode("utf-8-sig"))):
        if row["Datei"] == "Comments.csv":
            year, month, day = row["Datum"].split("-")
            assert f"{day}.{month}.{year}" in row["LinkedIn trainiert KI: Begründung"]
            assert row["LinkedIn trainiert KI: seit"] == row["Datum"]


@pytest.mark.parametrize("suffix", [".csv", ".html", ".xlsx"])
def test_a_text_of_the_member_that_is_a_word_of_the_program_stays(suffix: str, place: Path) -> None:
    for spoken in (GERMAN, PSEUDO):
        texts = [text.strip() for text in pieces(told(place, spoken), suffix)]
        assert (texts.count(COVERAGE), texts.count("Items"), texts.count("read")) == (1, 1, 1)


def test_numbers_are_grouped_as_the_language_groups_them(tmp_path: Path) -> None:
    rows = [["2026-01-02 03:04:05", "l", "again"]] * 1234
    files = {"Profile.csv": PROFILE, "Comments.csv": table(COMMENTS, *rows)}
    found = of(judged(read(folder(tmp_path, files)), "DE"), language=GERMAN)

    assert " von 1.236 Einträgen" in found.localize(found.summary.headline)
    assert ": 1.234 Einträge</summary>" in content(found, ".html").decode()
    assert "Alle 1.236 Einträge sind aufgeführt." in found.localize(found.listing_sentence)


@pytest.mark.parametrize("tag", [*LANGUAGE_NAMES, PSEUDO.tag])
def test_the_numbers_of_a_table_end_where_their_heads_end(tag: str, place: Path) -> None:
    lines = content(told(place, load_language(tag)), ".txt").decode().split("\n")
    tables = [at for at, line in enumerate(lines) if line.endswith(load_language(tag).translate(_("items")))]

    assert len(tables) == len(pack().leading_uses)
    for at in tables:
        ends = {len(line) for line in lines[at : at + 3]}
        assert len(ends) == 1


def test_a_page_names_its_language_and_its_direction(place: Path) -> None:
    assert content(told(place, ENGLISH), ".html").startswith(b'<!DOCTYPE html>\n<html lang="en">')
    assert b'<html lang="de">' in content(told(place, GERMAN), ".html")
    mirrored = replace(PSEUDO, right_to_left=True)
    assert b'<html lang="en-XA" dir="rtl">' in content(told(place, mirrored), ".html")


def test_a_page_marks_what_stays_english_for_those_who_have_it_read_aloud(place: Path) -> None:
    german, english = (content(told(place, spoken), ".html").decode() for spoken in (GERMAN, ENGLISH))

    for limit in pack().limits:
        assert f'<li><span lang="en">{limit.statement}</span></li>' in html.unescape(german)
    assert english.count('lang="en"') == 1


def test_a_workbook_names_its_language_and_its_sheets_in_it(place: Path) -> None:
    book = load_workbook(io.BytesIO(content(told(place, GERMAN, sheet_per_category=True), ".xlsx")))

    assert book.properties.language == "de"
    assert book.sheetnames[:3] == ["Zusammenfassung", "Einträge Profil", "Einträge Beiträge"]
    assert not {"Summary", "Items", "Verdicts", "Rules", "Sources", "Method"} & set(book.sheetnames)


@pytest.mark.parametrize("suffix", [suffix for suffix in FOR_PEOPLE if suffix != ".csv"])
def test_where_rule_texts_are_shown_in_another_language_it_is_said_that_they_stay_english(
    suffix: str, place: Path
) -> None:
    sentence = "weil es keine geprüfte Übersetzung gibt"
    german, english = (" ".join(pieces(told(place, spoken), suffix)) for spoken in (GERMAN, ENGLISH))

    assert sentence in " ".join(german.split())
    assert "no checked translation" not in english


def test_the_language_of_a_report_is_english_unless_one_is_chosen(place: Path) -> None:
    assert Report(told(place, GERMAN).exposure, MOMENT).language is ENGLISH
