"""Laws that hold for every kind of the catalog: renamed, copied, saved by a spreadsheet, translated, drifted."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.catalog import FileKind
from inspector.catalog.file_names import load_copy_names
from inspector.errors import Severity
from inspector.holdings import Holdings
from inspector.policy import Outcome
from inspector.table import Head
from tests.archives import LEADING, PROFILE, folder, items, judged, known, member, read, table

Header = tuple[str, ...]
TABLES = [kind for kind in known().kinds if kind.form == "table" and kind.files]
HEADED = [(kind, header) for kind in TABLES for header in kind.headers]
DATED = [(k, h) for k, h in HEADED if any(set(part.date) & set(h) for part in k.part)]
COMMON = ("Date", "Type", "Name", "Link")
ADDRESS = "https://www.linkedin.com/in/otto-probe"
LINK = "https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A1"
EACH_KIND = pytest.mark.parametrize("kind", TABLES, ids=[kind.id for kind in TABLES])
EACH_HEADER = pytest.mark.parametrize(("kind", "header"), HEADED, ids=[f"{k.id} {len(h)}" for k, h in HEADED])
EACH_DATED = pytest.mark.parametrize(("kind", "header"), DATED, ids=[f"{k.id} {len(h)}" for k, h in DATED])


def head(*records: Header) -> Head:
    return Head("utf-8", ",", records)


def cell(kind: FileKind, column: str, number: int) -> str:
    """An invented cell of a column."""
    if column in kind.dates:
        return f"2026-01-{number + 2:02} 03:04:05"
    look = kind.looks.get(column)
    if look is not None:
        return {"profile": ADDRESS, "link": LINK}.get(look, look.split("|")[0])
    return f"Words {number} of {column.lower()}" if column else ""


def row(kind: FileKind, header: Header, number: int = 0) -> Header:
    """An invented row; of a chat with an AI each row names the one person on one side."""
    sides = {"FROM": number % 2 == 0, "TO": number % 2 == 1} if kind.one_party else {}
    address_sides = {"SENDER PROFILE URL": "FROM", "RECIPIENT PROFILE URLS": "TO"}

    def fill(column: str) -> str:
        if column in sides:
            return "Nora Beispiel" if sides[column] else ""
        if sides and column in address_sides:
            return ADDRESS if sides[address_sides[column]] else ""
        return cell(kind, column, number)

    return tuple(map(fill, header))


def opened(place: Path, name: str, content: str | bytes, *others: tuple[str, str]) -> Holdings:
    files = {} if name == "Profile.csv" else {"Profile.csv": PROFILE}
    return read(folder(place, {**files, name: content, **dict(others)}))


def kind_of(holdings: Holdings, name: str) -> str | None:
    (found,) = [file for file in holdings.files if file.member == name]
    return found.kind.id if found.kind is not None else None


# ---- names


def copies(stem: str, ending: str) -> Iterator[str]:
    """The names that file managers, spreadsheets and synchronisation give to a copy of a file."""
    names = load_copy_names()
    yield from (f"{words.capitalize()} {stem}{ending}" for words in names.before)
    for words in names.after:
        yield from (f"{stem} {words}{ending}", f"{stem} - {words.capitalize()}{ending}", f"{stem} {words} 3{ending}")
    yield from (f"{stem}{words}{ending}" for words in names.joined)
    yield from (f"{stem}{number}{ending}" for number in (" 2", "-1", "_7", " (1)", "(2)", " 2026-01-02"))
    yield from (f"{stem}{other}" for other in (2 * ending, f"{ending}.txt", ending.upper(), ".tsv", ".txt"))
    yield from (f"{stem}-Table 1{ending}", f"{stem} - Sheet1{ending}", f"{stem}{ending} - {stem}{ending}")
    yield f"{stem} (Nora's conflicted copy 2026-01-02){ending}"
    yield f"{stem}.sync-conflict-20260102-101112-ABCDEFG{ending}"


@EACH_KIND
def test_a_copy_under_any_name_is_known_as_what_was_copied(kind: FileKind) -> None:
    for file in (file for file in kind.files if "*" not in file):
        stem = file.rsplit("/", 1)[-1].removesuffix(".csv")
        assert [name for name in copies(stem, ".csv") if known().find_by_name(name) is not kind] == []


@EACH_KIND
def test_a_name_that_only_holds_a_known_one_says_no_kind_by_itself(kind: FileKind) -> None:
    for file in (file for file in kind.files if "*" not in file):
        stem = file.rsplit("/", 1)[-1].removesuffix(".csv")
        assert known().find_by_name(f"{stem} of somebody.csv") is None
        assert known().match(f"{stem} of somebody.csv", head(("Eins", "Zwei"), ("a", "b"))).kind is None


# ---- headers


@EACH_HEADER
def test_a_subset_of_the_columns_with_common_words_never_leaves_its_own_kind(kind: FileKind, header: Header) -> None:
    chance = random.Random(f"{kind.id} {len(header)}")  # noqa: S311 - repeatable, no secret
    for _turn in range(40):
        kept = chance.sample(header, chance.randint(1, len(header)))
        written = [name for name in kept if name] or list(header[:1])
        written += chance.sample(COMMON, chance.randint(1, 2))
        chance.shuffle(written)

        assert known().match(kind.files[0], head(tuple(written))).kind is kind, written


@EACH_KIND
@pytest.mark.parametrize("width_change", [-1, 0, 1, 3])
def test_a_header_of_unknown_words_is_never_a_record(kind: FileKind, width_change: int) -> None:
    for header in kind.headers or (("a", "b"),):
        width = max(1, len(header) + width_change)
        words = tuple(f"Ord {chr(ord('a') + place % 26) * (1 + place // 26)}" for place in range(width))
        rows = [(row(kind, header, number) + ("x",) * 3)[:width] for number in range(3)]

        found = known().match(kind.files[0], head(words, *rows))

        assert found.layout.header == 0
        assert found.layout.columns == () or found.layout.columns in kind.headers


@EACH_DATED
def test_a_file_without_its_header_loses_no_record(kind: FileKind, header: Header) -> None:
    rows = [row(kind, header, number) for number in range(3)]

    found = known().match(kind.files[0], head(*rows))

    assert (found.kind, found.layout.header) == (kind, None)


@EACH_DATED
def test_a_renamed_date_column_is_found_or_its_loss_warned_of(kind: FileKind, header: Header, tmp_path: Path) -> None:
    dates = {name for part in kind.part for name in part.date}
    first = next(name for part in kind.part for name in part.date if name in header)
    renamed = ["Zeitpunkt" if name == first else f"{name} X" if name in dates else name for name in header]
    name = kind.files[0].rsplit("/", 1)[-1]

    cells = row(kind, header)
    undatable = tuple("soon" if column in dates else cell for column, cell in zip(header, cells, strict=True))
    for number, record in enumerate((cells, undatable)):
        holdings = opened(tmp_path / str(number), name, table(renamed, record))
        undated = [item for item in member(holdings, name) if item.date is None]
        warned = [p for p in holdings.problems if p.code == "W_DRIFT" and p.severity is Severity.WARNING]
        assert kind_of(holdings, name) == kind.id
        dated_parts = {part.data_category for part in kind.part if part.date}
        assert warned or not [item for item in undated if item.data_category in dated_parts]


@EACH_HEADER
def test_a_column_that_is_not_known_belongs_to_the_text(kind: FileKind, header: Header, tmp_path: Path) -> None:
    name = kind.files[0].rsplit("/", 1)[-1]

    holdings = opened(tmp_path, name, table([*header, "Novelty"], [*row(kind, header), "never seen before"]))

    texts = [item.text for item in member(holdings, name)]
    assert sum("never seen before" in text for text in texts) == 1


SAVED = {
    "with a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "with CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "with semicolons": lambda text: text.replace(",", ";").encode(),
    "with tabs": lambda text: text.replace(",", "\t").encode(),
    "in UTF-16": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "with empty columns behind": lambda text: "".join(f"{line},,\n" for line in text.splitlines()).encode(),
}


@pytest.mark.parametrize("saved", SAVED)
@EACH_HEADER
def test_a_file_that_a_spreadsheet_saved_again_keeps_its_kind(
    kind: FileKind, header: Header, saved: str, tmp_path: Path
) -> None:
    name = kind.files[0].rsplit("/", 1)[-1]
    text = table(header, *(row(kind, header, number) for number in range(3)))

    assert kind_of(opened(tmp_path, name, SAVED[saved](text)), name) == kind.id


# ---- a name is never a way out of an exclusion


NAMES = [file.rsplit("/", 1)[-1] for kind in TABLES for file in kind.files if "*" not in file]
ENDINGS = ("", ".csv", ".txt", ".tsv", ".html", ".jpg", ".json", ".bak")
PEOPLE = ("", "Nora Beispiel", "Otto Probe", "Ina Muster", "LinkedIn Member")
ADDRESSES = ("", "https://www.linkedin.com/in/nora-beispiel", ADDRESS)


@st.composite
def excluded_tables(draw: st.DrawFn) -> tuple[str, str]:
    """A file whose rows the terms exclude somewhere: messages with any parties, applications, receipts, and so on."""
    kind, header = draw(st.sampled_from([(k, h) for k, h in HEADED if k.id in EXCLUDED]))
    rows = []
    for number in range(draw(st.integers(1, 4))):
        cells = dict(zip(header, row(kind, header, number), strict=True))
        for column in cells:
            if column.upper() in ("FROM", "TO"):
                cells[column] = draw(st.sampled_from(PEOPLE))
            elif column.endswith(("PROFILE URL", "PROFILE URLS")):
                cells[column] = draw(st.sampled_from(ADDRESSES))
        rows.append(tuple(cells.values()))
    return kind.files[0].rsplit("/", 1)[-1], table(header, *rows)


EXCLUDED = {"messages", "job_applications", "receipts", "receipts_v2", "connections", "logins", "verifications"}


STEMS = st.sampled_from(NAMES).map(lambda name: name.removesuffix(".csv")) | st.text(
    "abXY 12_-", min_size=1, max_size=8
)
OWN_NAMES = ("", "Profile", "Skills")
SKILLS = ("Skills.csv", "Name\nKnots\n")


@given(excluded_tables(), STEMS.filter(lambda stem: stem.strip() not in OWN_NAMES), st.sampled_from(ENDINGS))
@settings(max_examples=150, deadline=None)
def test_renaming_a_file_never_opens_what_was_excluded(
    tmp_path_factory: pytest.TempPathFactory, file: tuple[str, str], stem: str, ending: str
) -> None:
    name, text = file
    renamed = f"{stem.strip()}{ending}"
    place = tmp_path_factory.mktemp("renamed")
    before, after = opened(place / "before", name, text, SKILLS), opened(place / "after", renamed, text, SKILLS)

    for region in ("DE", "US"):
        outcomes, later_outcomes = _outcomes(before, name, region), _outcomes(after, renamed, region)
        for use in LEADING:
            if outcomes[use] == {Outcome.EXCLUDED}:
                assert Outcome.COULD_BE_USED not in later_outcomes[use], (use, region, renamed)


def _outcomes(holdings: Holdings, name: str, region: str) -> dict[str, set[Outcome | None]]:
    exposure = judged(holdings, region)
    found = [item for item in items(holdings) if item.block.member == name]
    return {use: {exposure.verdict(use, item).outcome for item in found} for use in LEADING}
