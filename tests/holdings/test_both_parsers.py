"""The fast road and the strict one give the same: of the sample, of each era, of invented tables of every kind."""

import random
import tempfile
from pathlib import Path
from unittest import mock

import pytest

from inspector.archive.demo import zip_demo
from inspector.catalog import FileKind
from inspector.holdings import Holdings
from inspector.table import csv_arrow
from tests.archives import known, read, table, utf16, zipped
from tests.holdings import era_2015, era_2018, era_2021, era_2026
from tests.holdings.eras import Era

HEADED = [(kind, header) for kind in known().kinds if kind.form == "table" for header in kind.headers]
CELLS = (
    "",
    "word",
    "two words",
    "a, b",
    'say "x"',
    "one\ntwo",
    "é\u2028ж",
    "=1+1",
    "N/A",
    "2023-05-01 12:34:56",
    "5/1/23, 3:04 PM",
)


def told(holdings: Holdings) -> dict[str, object]:
    """All that a reading gives: what became of each file, each record of each item, each finding."""
    return {
        "files": [
            (f.member, f.kind.id if f.kind else None, f.by, f.state, f.rows, f.set_aside) for f in holdings.files
        ],
        # Only the strict parser looks for lines within well-written posts that look like posts of their own.
        "problems": [
            (p.code, p.member, p.count, p.rows, p.message)
            for p in holdings.problems
            if (p.code, (p.member or "").partition("_")[0]) != ("W_REPAIRED", "Shares")
        ],
        "items": [
            (block.member, block.record_number(i), block.record(i), block.date(i), block.time(i), int(block.author[i]))
            for block in holdings.blocks
            for i in range(len(block))
        ],
    }


def by_each_road(path: Path) -> tuple[Holdings, Holdings]:
    """The archive read by the fast road wherever it will go, and by the strict one alone."""
    with (
        mock.patch("inspector.table.read_table.SMALL_TABLE_SIZE", 0),
        mock.patch.object(csv_arrow, "parse", wraps=csv_arrow.parse) as asked,
    ):
        quick = read(path)
    assert asked.called
    with mock.patch("inspector.table.read_table.SMALL_TABLE_SIZE", 1 << 60):
        return quick, read(path)


def test_both_roads_give_the_same_of_the_sample() -> None:
    with tempfile.TemporaryDirectory() as place:
        quick, slow = by_each_road(zip_demo(Path(place)))

    assert told(quick) == told(slow)


@pytest.mark.parametrize(
    "era", [e.DOWNLOAD for e in (era_2015, era_2018, era_2021, era_2026)], ids=["2015", "2018", "2021", "2026"]
)
def test_both_roads_give_the_same_of_each_era(tmp_path: Path, era: Era) -> None:
    quick, slow = by_each_road(zipped(tmp_path, era.files, "era.zip"))

    assert told(quick) == told(slow)


def invented(kind: FileKind, header: tuple[str, ...], chance: random.Random) -> str | bytes:
    """A table of a kind with cells that are hard to write, now and then in the form of 2018."""
    rows = [[chance.choice(CELLS) for _ in header] for _ in range(chance.randrange(1, 12))]
    if kind.id != "comments" and chance.random() < 0.2:
        return utf16(table(header, *rows, delimiter="\t", quoted=True))
    return table(header, *rows, quoted=chance.random() < 0.3)


@pytest.mark.parametrize("seed", range(3))
def test_both_roads_give_the_same_of_invented_tables_of_every_kind_and_header(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    files = {
        f"{Path(kind.files[0]).stem}_{place}.csv": invented(kind, header, chance)
        for place, (kind, header) in enumerate(HEADED)
    }

    quick, slow = by_each_road(zipped(tmp_path, files, "invented.zip"))

    assert len(quick.files) == len(HEADED)
    assert told(quick) == told(slow)
