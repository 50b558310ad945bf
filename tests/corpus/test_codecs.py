"""The fast inflater and the one that always exists: the same bytes and the same faults, whatever is wrong."""

import zlib
from pathlib import Path

import pytest

from inspector.archive.zip import inflate
from inspector.errors import Refused
from tests.archive.zips import opened, read_until_fault
from tests.corpus.case import Case
from tests.corpus.groups import GROUPS
from tests.corpus.running import made


def _all(path: Path) -> list[tuple[object, ...]]:
    try:
        archive = opened(path)
    except Refused as refused:
        return [(refused.code, refused.message)]
    with archive:
        found: list[tuple[object, ...]] = []
        for member in archive.members:
            got, fault = read_until_fault(member) if member.junk_rule is None else (b"", None)
            # How many bytes arrive before damage is met is the codec's own affair: only the shorter part must agree.
            found.append((member.name, got, fault and (fault.code, fault.message), member.sha256))
        return found


@pytest.mark.parametrize("case", GROUPS["container"], ids=lambda case: case.name)
def test_both_codecs_read_a_container_alike(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    if inflate.DEFLATE_CODEC is zlib:
        pytest.skip("isal is not installed here")
    with made(case) as given:
        fast = _all(given.paths[0])
        monkeypatch.setattr(inflate, "DEFLATE_CODEC", zlib)
        monkeypatch.setattr(inflate.inflate, "__defaults__", (zlib,))
        assert _all(given.paths[0]) == fast
