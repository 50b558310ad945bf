"""Damage by chance: whatever becomes of the bytes of an input, there is an answer or a refusal, the same each time.

``INSPECTOR_FUZZ_SEED`` sets the seed, ``INSPECTOR_FUZZ_RUNS`` how many inputs are tried; a failure names both.
"""

import datetime as dt
import os
import random
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.errors import Refused
from inspector.holdings import Holdings, reader
from inspector.policy import Pack
from inspector.progress import Monitor
from inspector.report.formats import json_format
from inspector.table import NotTextError, parse_day
from tests import archives
from tests.archive.zips import Planned, build, write
from tests.corpus import fuzz
from tests.corpus.download import COMMENTS, CONNECTIONS, PROFILE
from tests.corpus.fuzz_inputs import draw_input
from tests.corpus.groups import GROUPS
from tests.corpus.running import made
from tests.table.samples import table as read_table

SEED = int(os.environ.get("INSPECTOR_FUZZ_SEED", "20261122"))
RUNS = int(os.environ.get("INSPECTOR_FUZZ_RUNS", "16000"))
LONGEST = 1.0  # seconds of the processor for one input of a few kilobytes
BASES = ("control", "container", "name", "encoding")
_LARGEST = 64 << 10


def _bases() -> list[bytes]:
    """The small single files among the cases."""
    found = [build([Planned("Profile.csv", PROFILE, method=0), Planned("Comments.csv", COMMENTS[:400], method=0)])]
    for case in (case for group in BASES for case in GROUPS[group] if not case.heavy):
        with made(case) as input_:
            raw = input_.paths[0].read_bytes()
            if len(raw) <= _LARGEST:
                found.append(raw)
    return found


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them overwritten, cut out, doubled or put in."""
    data = bytearray(raw)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        length = chance.randint(1, 24)
        act = chance.randrange(5)
        if act <= 1 and at < len(data):
            data[at] = chance.randrange(256)
        elif act == 2:
            data[at : at + length] = chance.randbytes(length)
        elif act == 3:
            del data[at : at + length]
        else:
            data[at:at] = data[at : at + length]
    return bytes(data)


def answer(path: Path) -> object:
    """What is said of an input; anything but a refusal or a value is a fault and comes through."""
    try:
        holdings = reader.read([path], archives.known(), Monitor())
    except Refused as refused:
        return refused.code, refused.message
    return json_format.build_check_document(holdings, archives.pack()), [
        (item.id, item.text) for item in archives.seen(holdings)
    ]


@pytest.mark.slow
def test_damaged_archives_get_an_answer_or_a_refusal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{RUNS} damaged archives, INSPECTOR_FUZZ_SEED={SEED}")  # noqa: T201 - the seed must be seen
    bases = _bases()
    for number in range(RUNS):
        chance = random.Random(f"{SEED} {number}")  # noqa: S311 - the same bytes for the same seed
        raw = mutated(chance.choice(bases), chance)
        path = write(tmp_path, raw)
        place = f"INSPECTOR_FUZZ_SEED={SEED}, input {number}"
        begun = time.process_time()
        try:
            first = answer(path)
        except Exception as fault:
            raise AssertionError(f"{place}: {fault!r}") from fault
        assert time.process_time() - begun < LONGEST, f"{place} takes too long"
        assert path.read_bytes() == raw, f"{place} was altered"
        if number % 10 == 0:
            assert answer(path) == first, f"{place} is answered in two ways"


@pytest.mark.slow
@pytest.mark.parametrize(("archive_count", "table_count"), [(100, None), (15, 50)], ids=["archives", "tables"])
def test_the_command_answers_archives_changed_by_chance(
    archive_count: int, table_count: int | None, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        print(f"\n{archive_count} archives through the command, INSPECTOR_FUZZ_SEED={SEED}")  # noqa: T201 - as above
    tally = fuzz.run(archive_count, str(SEED), table_count=table_count, jobs=1, show=False)
    assert (tally.archives, tally.finds) == (archive_count, [])
    assert tally.commands > archive_count


def test_the_same_seed_makes_the_same_archive(tmp_path: Path) -> None:
    made_twice = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        given = draw_input(random.Random(7), tmp_path / name)  # noqa: S311 - repeatable, no secret
        made_twice.append([(path.relative_to(tmp_path / name), path.read_bytes()) for path in given.paths])
    assert made_twice[0] == made_twice[1]


def test_a_row_that_vanishes_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    build_document = json_format.build_check_document

    def lose_a_row(holdings: Holdings, rules: Pack) -> dict[str, Any]:
        document: dict[str, Any] = build_document(holdings, rules)
        for file in document["files"]:
            file["rows"] = max(0, (file["rows"] or 0) - 1)
        return document

    monkeypatch.setattr(json_format, "build_check_document", lose_a_row)
    tally = fuzz.run_batch("7", None, range(12))
    assert any("are accounted for" in find for find in tally.finds)


CELL = st.text(max_size=12).filter(lambda text: "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text))


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), max_size=12), st.integers(0, 1 << 16), st.integers(-1, 255))
def test_the_rows_of_a_damaged_table_are_all_accounted_for(rows: list[tuple[str, str]], at: int, byte: int) -> None:
    raw = bytearray(archives.table(("Date", "Message"), *rows, quoted=True).encode())
    if byte >= 0:
        raw[at % len(raw)] = byte
    try:
        found = read_table(bytes(raw))
    except NotTextError:
        assert byte >= 0
        return
    assert found.rows == found.data.num_rows
    if byte < 0:
        assert (found.rows, found.set_aside) == (len(rows), ())
    elif found.numbers is not None:
        shown = {int(number) for number in found.numbers}
        aside = {record.row for record in found.set_aside}
        assert shown.isdisjoint(aside)
        assert shown | aside == set(range(1, found.rows + len(found.set_aside) + 1))


SHAPES = ("%Y-%m-%d %H:%M:%S UTC", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%d %b %Y", "%m/%d/%y, %I:%M %p", "%B %d, %Y")


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(
    st.dates(dt.date(2003, 1, 1), dt.date(2060, 1, 1)),
    st.sampled_from(SHAPES),
    st.integers(-1, 24),
    st.text(max_size=2),
)
def test_a_written_day_is_read_and_a_damaged_one_harms_nobody(day: dt.date, shape: str, at: int, patch: str) -> None:
    text = dt.datetime.combine(day, dt.time(15, 4, 5)).strftime(shape)
    if at < 0:
        read = parse_day(text)
        assert read is not None
        assert read[0] == (day - dt.date(1970, 1, 1)).days
    else:
        read = parse_day(text[:at] + patch + text[at + 1 :])
        assert read is None or isinstance(read[0], int)


def test_damage_is_the_same_for_the_same_seed() -> None:
    raw = build([Planned("Connections.csv", CONNECTIONS)])
    assert len({mutated(raw, random.Random(5)) for _ in range(3)}) == 1  # noqa: S311


def test_an_archive_can_be_damaged_a_hundred_times() -> None:
    base = build([Planned("Profile.csv", PROFILE), Planned("Comments.csv", COMMENTS)])
    with tempfile.TemporaryDirectory() as folder:
        for number in range(100):
            answer(write(Path(folder), mutated(base, random.Random(number))))  # noqa: S311
