"""What a reading takes of the machine: the result is the same for any number of threads, and every thread ends."""

import hashlib
import threading
import time
import zipfile
from pathlib import Path

import pytest

from inspector.archive import archive_file
from inspector.errors import Cancelled, Refused
from inspector.holdings import ReadOptions, read, read_stages
from inspector.progress import Monitor, Progress
from tests.archives import PROFILE, codes, known, seen, zipped
from tests.archives import read as read_all

ROW = '2023-05-01 10:00:00,{0},"https://www.linkedin.com/feed/update/{0}"\n'
LARGE = "Date,Type,Link\n" + "".join(map(ROW.format, range(60_000)))


def threads() -> list[str]:
    ours = ("hashing", "parsing")
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(ours)]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return zipped(tmp_path, {"Profile.csv": PROFILE, "Reactions.csv": LARGE, "Votes.csv": LARGE})


def test_the_items_are_the_same_for_any_number_of_threads(tmp_path):
    some = {"Profile.csv": PROFILE, "Reactions.csv": LARGE, "Fake.csv": b"%PDF-1.7 " + b"x" * 3_000_000}
    path = zipped(tmp_path, {**some, "Votes.csv": "Date,Link,OptionText\n2023-05-01 10:00:00,x,y\n" * 200})
    found = []
    for count in (1, 2, 3, None):
        holdings = read([path], known(), Monitor(), ReadOptions(count))
        found.append((seen(holdings), holdings.problems, holdings.files, holdings.archives))
    assert all(other == found[0] for other in found)
    assert "W_UNKNOWN_TABLE" in [problem.code for problem in found[0][1]]


def test_with_one_thread_all_is_read_in_the_callers_and_the_result_is_the_same(archive):
    started: list[str] = []

    def report(_step: Progress) -> None:
        started.extend(threads())

    alone = read([archive], known(), Monitor(report), ReadOptions(threads=1))
    beside = read_all(archive)
    assert not started
    assert (alone.files, alone.archives, alone.item_count) == (beside.files, beside.archives, beside.item_count)


def test_without_digests_no_archive_is_hashed(archive):
    for threads_used in (1, None):
        (opened,) = read([archive], known(), Monitor(), ReadOptions(threads_used, digests=False)).archives
        assert opened.sha256 is None


def test_the_memory_that_a_reading_may_take_can_be_given(archive):
    with pytest.raises(Refused) as refused:
        read([archive], known(), Monitor(), ReadOptions(memory_bytes=1 << 20))
    assert refused.value.code == "E_TOO_LARGE"


def test_a_cancelled_reading_ends_at_once_and_leaves_no_thread(archive):
    monitor = Monitor()
    when: list[float] = []

    def report(step: Progress) -> None:
        if step.label == "Votes.csv" and step.done > 1 << 20:
            when.append(time.process_time())
            monitor.cancel()

    monitor.report = report
    with pytest.raises(Cancelled):
        read([archive], known(), monitor)
    assert time.process_time() - when[0] < 0.2
    assert not threads()


def test_a_zip_has_its_digest_when_all_is_read(archive):
    (opened,) = read_all(archive).archives
    assert opened.sha256 == hashlib.sha256(archive.read_bytes()).hexdigest()


def test_a_digest_that_never_comes_can_be_waited_for_no_longer_than_wanted(archive, monkeypatch):
    monitor = Monitor()

    def endless(_source, its_monitor):
        while True:
            its_monitor.step(0, 0, "")
            threading.Event().wait(0.01)

    monkeypatch.setattr(archive_file.ArchiveFile, "compute_digest", endless)

    def report(step: Progress) -> None:
        if step.label == archive.name:  # nothing but the digest is waited for
            monitor.cancel()

    monitor.report = report
    with pytest.raises(Cancelled):
        read([archive], known(), monitor)
    assert not threads()


def test_a_zip_whose_digest_cannot_be_had_is_refused(archive, monkeypatch):
    def broken(_source, _monitor):
        raise OSError("the disk is gone")

    monkeypatch.setattr(archive_file.ArchiveFile, "compute_digest", broken)
    with pytest.raises(Refused) as refused:
        read([archive], known(), Monitor())
    assert refused.value.code == "E_IO"


def test_a_reading_that_is_given_up_leaves_no_thread(archive):
    states = read_stages([archive], known(), Monitor(), interval=0)
    next(states)
    assert threads()
    states.close()
    assert not threads()


def test_a_damaged_member_keeps_the_rows_before_the_damage_and_loses_its_hash(archive):
    whole = read_all(archive)
    content = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as opened:
        span = opened.getinfo("Votes.csv")
    middle = span.header_offset + span.compress_size // 2
    content[middle : middle + 400] = bytes(400)
    archive.write_bytes(content)
    holdings = read_all(archive)
    files = {file.member: file for file in holdings.files}
    assert files["Votes.csv"].state == "read"
    assert files["Votes.csv"].sha256 is None
    assert 0 < files["Votes.csv"].rows < 60_000
    assert files["Reactions.csv"] == next(file for file in whole.files if file.member == "Reactions.csv")
    assert {"W_INFLATE", "W_CRC", "W_SIZE_MISMATCH"} & set(codes(holdings))
