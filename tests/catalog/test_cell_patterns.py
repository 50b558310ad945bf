"""Files with name and header in another language: recognised by their cells where that is safe, else unknown."""

from pathlib import Path

import pytest

from inspector.errors import Severity
from inspector.holdings import File, Holdings
from tests.archives import PROFILE, codes, folder, known, member, read, table

URL = "https://www.linkedin.com/in/otto-probe"
LINK = "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A1"
CONNECTIONS = table(
    ["Imię", "Nazwisko", "Adres", "Poczta", "Firma", "Stanowisko", "Od kiedy"],
    ["Otto", "Probe", URL, "", "Probe GmbH", "Tester", "02 Oct 2023"],
    ["", "", "", "", "", "", "03 Oct 2023"],
)
TOLD = {
    "connections": CONNECTIONS,
    "invitations": table(
        ["De", "Para", "Enviado", "Mensaje", "Sentido"],
        ["Nora", "Otto", "5/1/23, 3:04 PM", "", "OUTGOING"],
        ["Ina", "Nora", "5/2/23, 3:04 PM", "", "INCOMING"],
    ),
    "reactions": table(["Datum", "Art", "Verweis"], ["2026-01-02 03:04:05", "PRAISE", LINK]),
    "shares": table(
        ["Datum", "Verweis", "Text", "Geteilt", "Bild", "Sichtbar"],
        ["2026-01-02 03:04:05", LINK, "Hallo", "", "", "MEMBER_NETWORK"],
    ),
    "instantreposts": table(["Datum", "Verweis"], ["2026-01-02 03:04:05", LINK]),
    "saved_items": table(["Beitrag", "Wann"], [LINK, "2026-01-02 03:04:05"]),
}
NOT_TOLD = {
    "comments or votes": table(["Datum", "Verweis", "Text"], ["2026-01-02 03:04:05", LINK, "Hallo"]),
    "other links": table(["Datum", "Art", "Verweis"], ["2026-01-02 03:04:05", "PRAISE", "https://example.org/"]),
    "another word": table(["Datum", "Art", "Verweis"], ["2026-01-02 03:04:05", "Liked it", LINK]),
    "no date": table(["Datum", "Art", "Verweis"], ["gestern", "PRAISE", LINK]),
    "one row that speaks against it": table(
        ["Datum", "Verweis"], ["2026-01-02 03:04:05", LINK], ["2026-01-02 03:04:05", "no link"]
    ),
    "nothing filled": table(["Datum", "Verweis"], ["2026-01-02 03:04:05", ""]),
    "only a header": table(["Datum", "Art", "Verweis"]),
}


def opened(place: Path, text: str) -> tuple[Holdings, File]:
    holdings = read(folder(place, {"Profile.csv": PROFILE, "Verbindungen.csv": text}))
    return holdings, next(file for file in holdings.files if file.member == "Verbindungen.csv")


@pytest.mark.parametrize("kind", TOLD)
def test_a_translated_file_is_told_by_its_cells_and_the_person_is_told_so(tmp_path: Path, kind: str) -> None:
    holdings, file = opened(tmp_path, TOLD[kind])

    assert (file.kind, file.by, file.state) == (known().by_id[kind], "none", "read")
    (note,) = [problem for problem in holdings.problems if problem.code == "W_TOLD_BY_SHAPE"]
    assert (note.member, note.severity) == ("Verbindungen.csv", Severity.NOTE)
    assert len({item.id.partition("/")[0] for item in member(holdings, "Verbindungen.csv")}) == file.rows


@pytest.mark.parametrize("kind", TOLD)
def test_without_a_header_no_row_is_lost_to_it(tmp_path: Path, kind: str) -> None:
    _, with_header = opened(tmp_path / "with", TOLD[kind])
    _, without = opened(tmp_path / "without", TOLD[kind].partition("\n")[2])

    assert (without.kind, without.rows) == (with_header.kind, with_header.rows)


@pytest.mark.parametrize("text", NOT_TOLD.values(), ids=NOT_TOLD)
def test_what_cannot_be_told_safely_stays_unknown_with_its_rows(tmp_path: Path, text: str) -> None:
    holdings, file = opened(tmp_path, text)

    assert (file.kind, file.by) == (None, "none")
    assert file.rows == len(member(holdings, "Verbindungen.csv")) == text.count("\n") - 1
    assert "W_UNKNOWN_FILE" in codes(holdings)


def test_a_told_file_has_its_dates_and_its_columns_by_their_place(tmp_path: Path) -> None:
    holdings, _ = opened(tmp_path, CONNECTIONS)

    assert [(item.date, item.text) for item in member(holdings, "Verbindungen.csv")] == [
        ("2023-10-02", f"Otto | Probe | Tester | Probe GmbH | {URL}"),
        ("2023-10-03", ""),
    ]
