"""Whatever is done to the bytes of an archive, only the two announced exceptions come out."""

import contextlib
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.errors import Refused
from tests.archive.zips import CONNECTIONS, Plan, Planned, build, opened, read_until_fault, write

BASES = (
    build([Planned("Connections.csv", CONNECTIONS), Planned("Profile.csv", b"First Name\r\nAda\r\n", method=0)]),
    build([Planned("Jobs/a.csv", b"x" * 300, descriptor="signed"), Planned("b.csv", b"y", wide=True)], Plan(wide=True)),
    build([Planned(b"Caf\x82.csv", b"x", flags=0, wide_offset=True)], Plan(comment=b"c" * 30, before=b"junk")),
)
MUTATIONS = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=6)


def exercise(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), raw)
        with contextlib.suppress(Refused), opened(path) as archive:
            for member in archive.members:
                got, fault = read_until_fault(member)
                assert len(got) <= member.size
                assert (fault is None) == (member.sha256 is not None)
                assert fault is not None or len(got) == member.size
        assert path.read_bytes() == raw


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(BASES), MUTATIONS)
def test_changed_bytes_raise_nothing_unforeseen(base: bytes, mutations: list[tuple[int, int]]) -> None:
    raw = bytearray(base)
    for at, value in mutations:
        raw[at % len(raw)] = value
    exercise(bytes(raw))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(BASES), st.integers(0, 1 << 20), st.integers(0, 200), st.binary(max_size=40))
def test_cut_and_spliced_bytes_raise_nothing_unforeseen(base: bytes, at: int, cut: int, patch: bytes) -> None:
    at %= len(base)
    exercise(base[:at] + patch + base[at + cut :])
