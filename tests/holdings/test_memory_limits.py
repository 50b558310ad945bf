"""An archive that does not fit into memory is refused with a sentence before it is read."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from inspector.errors import Refused
from inspector.holdings import reader
from inspector.holdings.memory_limits import check_memory, estimate_memory, find_free_memory
from inspector.progress import Monitor
from tests.archives import PROFILE, known, zipped

pytest.importorskip("resource", reason="this system knows no limits of a process")

REACTIONS = 400_000
CHILD = """
    import resource, sys
    from pathlib import Path
    import pyarrow.csv
    from inspector import catalog, holdings
    from inspector.errors import Refused
    from inspector.progress import Monitor

    known = catalog.load_catalog()
    path, beyond = Path(sys.argv[1]), int(sys.argv[2])
    held = next(int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith("VmSize:"))
    resource.setrlimit(resource.RLIMIT_AS, (held + beyond, held + beyond))
    steps = []
    try:
        print("items", holdings.read([path], known, Monitor(steps.append)).item_count)
    except Refused as refusal:
        print(refusal.code, any(step.label == "Reactions.csv" for step in steps))
"""


def large(place: Path) -> Path:
    rows = "2023-05-01 10:00:00,LIKE,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7529438300341367971\n"
    return zipped(place, {"Profile.csv": PROFILE, "Reactions.csv": "Date,Type,Link\n" + rows * REACTIONS})


def count_profile_items(place: Path) -> int:
    return reader.read([zipped(place, {"Profile.csv": PROFILE}, "profile.zip")], known(), Monitor()).item_count


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the kernel how large the process is")
@pytest.mark.parametrize(("beyond", "said"), [(60 << 20, "E_TOO_LARGE False"), (1 << 30, "items {items}")])
def test_an_archive_beyond_the_limit_of_the_process_is_refused_unread(tmp_path, beyond, said):
    done = subprocess.run(  # noqa: S603 - the test's own code
        [sys.executable, "-c", textwrap.dedent(CHILD), str(large(tmp_path)), str(beyond)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    said = said.format(items=REACTIONS + count_profile_items(tmp_path))
    assert (done.stdout.strip(), done.returncode) == (said, 0), done.stderr


def test_what_is_free_is_told_and_what_is_needed_grows_with_the_tables():
    free = find_free_memory()
    assert free is None or free > 0
    assert (
        estimate_memory([])
        < estimate_memory([1 << 20])
        < estimate_memory([1 << 20, 1 << 20])
        < estimate_memory([2 << 20, 1 << 20])
    )


def test_the_refusal_says_how_much_is_needed_and_a_way_on():
    with pytest.raises(Refused) as refused:
        check_memory(100_000_000, "big.zip", [1_000_000_000])
    assert refused.value.code == "E_TOO_LARGE"
    assert refused.value.message == (
        '"big.zip" does not fit into the memory that is free. It needs about 2,567 MB, and 100 MB are free.'
    )
    assert refused.value.hint
    check_memory(None, "big.zip", [1_000_000_000])


def test_memory_that_runs_out_while_reading_is_a_refusal_too(tmp_path, monkeypatch):
    def greedy(*_arguments):
        raise MemoryError

    monkeypatch.setattr(reader, "_read_member", greedy)
    with pytest.raises(Refused) as refused:
        reader.read([zipped(tmp_path, {"Profile.csv": PROFILE})], known(), Monitor())
    assert refused.value.code == "E_TOO_LARGE"
