"""A member that is damaged half-way shows the rows before the damage, and says so."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.archive import MemberError
from inspector.progress import Monitor
from inspector.table import Layout, Table, peek, read
from tests.table.samples import cells, written

ROWS = [[str(n), f'line of {n}\nsaid "ü{n}", twice\n\n{n}'] for n in range(60)]
CONTENT = written([["number", "text"], *ROWS], terminator="\n")
BROKEN = MemberError("W_INFLATE", "The packed data of this file is damaged.")


@dataclass(frozen=True)
class Damaged:
    """A member that gives so many of its bytes, then fails."""

    content: bytes
    until: int
    fault: MemberError = BROKEN
    step: int = 100
    name: str = "Invented.csv"

    @property
    def size(self) -> int:
        return len(self.content)

    def blocks(self, _monitor: Monitor) -> Iterator[bytes]:
        for start in range(0, self.until, self.step):
            yield self.content[start : min(start + self.step, self.until)]
        raise self.fault


def table(member: Damaged) -> Table:
    return read(member, peek(member, Monitor()), Layout(0), Monitor())


@given(st.integers(0, len(CONTENT)))
@settings(max_examples=300, deadline=None)
def test_wherever_it_breaks_the_rows_before_are_shown_and_the_cut_record_is_set_aside(until):
    begun = CONTENT[:until].decode(errors="ignore")
    whole = len([row for row in ROWS if written([row], terminator="\n").decode() in begun])
    if not whole:
        with pytest.raises(MemberError):
            table(Damaged(CONTENT, until))
        return
    found = table(Damaged(CONTENT, until))
    assert cells(found) == ROWS[:whole]
    assert len(found.set_aside) <= 1
    kept = written([["number", "text"], *ROWS[:whole]], terminator="\n").decode()
    assert begun.removeprefix(kept).rstrip("\r\n") in "".join(record.text for record in found.set_aside)
    (problem,) = [problem for problem in found.problems if problem.code == "W_INFLATE"]
    rows = "1 row before that is" if whole == 1 else f"{whole} rows before that are"
    assert problem.message == f"{BROKEN.message} {rows} shown, unchecked; what follows is lost."


def test_a_large_member_is_read_again_with_care_up_to_the_damage():
    rows = [[str(n), "word " * 40] for n in range(20_000)]
    content = written([["number", "text"], *rows], terminator="\n")
    until = content.index(b"\n15000,") + 30
    found = table(Damaged(content, until, step=1 << 20))
    assert found.rows == 15_000
    assert [record.row for record in found.set_aside] == [15_001]
    assert found.cell(14_999, 0) == "14999"


def test_where_the_checksum_does_not_fit_all_rows_are_shown_and_doubted():
    fault = MemberError("W_CRC", "The checksum of this file does not fit: its content is damaged.")
    found = table(Damaged(CONTENT, len(CONTENT), fault))
    assert cells(found) == ROWS
    assert [(problem.code, problem.message) for problem in found.problems] == [
        ("W_CRC", f"{fault.message} 60 rows are shown, and any of them may be wrong.")
    ]


def test_a_cut_character_speaks_for_no_other_encoding():
    until = CONTENT.index("ü40".encode()) + 1
    found = table(Damaged(CONTENT, until))
    assert found.rows == 40
    assert [problem.code for problem in found.problems] == ["W_QUOTE", "W_INFLATE"]
    assert found.set_aside[0].text.endswith("\\xC3")


@pytest.mark.parametrize("code", ["W_ENCRYPTED_MEMBER", "W_METHOD", "W_HEADER_MISMATCH", "W_NO_PERMISSION"])
def test_a_fault_that_says_nothing_of_where_good_bytes_end_shows_no_row(code):
    with pytest.raises(MemberError):
        table(Damaged(CONTENT, 500, MemberError(code, "So it is.")))


def test_a_member_that_gives_nothing_is_unreadable():
    with pytest.raises(MemberError):
        table(Damaged(CONTENT, 0))
