"""The runner: what is delivered arrives on the main thread, once, and never after a cancel."""

import threading
import time

import pytest
from PySide6.QtCore import QCoreApplication

from inspector.errors import Cancelled, Refused
from inspector.window.jobs import Jobs


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


class Heard:
    """What a job delivered, and on which threads."""

    def __init__(self):
        self.done, self.failed, self.steps, self.partial = [], [], [], []
        self.threads = set()

    def start(self, jobs, work):
        return jobs.start(
            work, self._into(self.done), self._into(self.failed), self._into(self.steps), self._into(self.partial)
        )

    def _into(self, where):
        def hear(value):
            self.threads.add(threading.current_thread())
            where.append(value)

        return hear

    @property
    def nothing(self):
        return not (self.done or self.failed or self.steps or self.partial)


def until_stopped(monitor):
    """Work that ends only when it is asked to."""
    while True:
        monitor.step(0, 1, "at it")
        time.sleep(0.001)


def all_delivered(jobs):
    """Let everything that is on its way arrive."""
    assert jobs._pool.waitForDone(5000)
    for _ in range(5):
        QCoreApplication.processEvents()


def test_a_result_arrives_once_and_on_the_main_thread(qtbot, jobs):
    heard, worked_on = Heard(), []

    def work(_monitor):
        worked_on.append(threading.current_thread())
        return 42

    heard.start(jobs, work)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert (heard.done, heard.failed) == ([42], [])
    assert heard.threads == {threading.main_thread()}
    assert worked_on != [threading.main_thread()]


@pytest.mark.parametrize("error", [Refused("E_X", "No."), ValueError("odd"), KeyError("gone")], ids=repr)
def test_a_failure_arrives_as_it_is(qtbot, jobs, error):
    heard = Heard()

    def work(_monitor):
        raise error

    heard.start(jobs, work)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert heard.failed == [error]
    assert heard.done == []


def test_a_failure_that_nobody_asked_for_is_no_fault(qtbot, jobs):
    done = []
    jobs.start(lambda _monitor: 1 // 0, done.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert done == []


def test_work_that_ends_by_its_own_cancel_is_silent(qtbot, jobs):
    heard = Heard()

    def work(_monitor):
        raise Cancelled

    heard.start(jobs, work)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert heard.nothing


def test_progress_is_thinned_out(qtbot, jobs):
    heard = Heard()

    def work(monitor):
        for done in range(100_000):
            monitor.step(done, 100_000, "counting")
        return "counted"

    begun = time.monotonic()
    heard.start(jobs, work)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
    most = (time.monotonic() - begun) / 0.05 + 2
    assert heard.done == ["counted"]
    assert 1 <= len(heard.steps) <= most
    assert heard.steps[0].done == 0


def test_the_values_of_an_iterator_come_one_by_one_and_the_last_as_the_result(qtbot, jobs):
    heard = Heard()

    def work(_monitor):
        for value in ("first", "second", "third"):
            yield value
            time.sleep(0.3)

    heard.start(jobs, work)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert heard.partial == ["first", "second"]
    assert heard.done == ["third"]


def test_partial_results_are_thinned_out(qtbot, jobs):
    heard = Heard()
    heard.start(jobs, lambda _monitor: iter(range(50_000)))
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
    assert heard.done == [49_999]
    assert heard.partial[0] == 0
    assert len(heard.partial) < 50


def test_an_iterator_that_breaks_fails_after_what_it_gave(qtbot, jobs):
    heard = Heard()

    def work(_monitor):
        yield "first"
        yield "second"
        raise Refused("E_X", "No.")

    heard.start(jobs, work)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert heard.partial == ["first"]
    assert [error.code for error in heard.failed] == ["E_X"]


def test_a_cancelled_job_ends_and_says_nothing(qtbot, jobs):
    heard = Heard()
    job = heard.start(jobs, until_stopped)
    qtbot.waitUntil(lambda: bool(heard.steps))
    before = len(heard.steps)
    jobs.cancel(job)
    assert not jobs.busy
    all_delivered(jobs)
    assert len(heard.steps) == before
    assert (heard.done, heard.failed) == ([], [])


@pytest.mark.parametrize("last", [lambda: "a result", lambda: 1 // 0], ids=["success", "failure"])
def test_what_was_on_its_way_when_the_job_was_cancelled_is_dropped(jobs, last):
    """The work ended first, its result waits in the queue of the main thread; then comes the cancel."""
    heard = Heard()
    job = heard.start(jobs, lambda _monitor: last())
    assert jobs._pool.waitForDone(5000)
    jobs.cancel(job)
    all_delivered(jobs)
    assert heard.nothing


def test_work_that_does_not_listen_delivers_nothing_after_a_cancel(qtbot, jobs):
    """The cancel comes first, the result after it."""
    heard, go_on = Heard(), threading.Event()

    def work(_monitor):
        go_on.wait(5)
        return "too late"

    job = heard.start(jobs, work)
    jobs.cancel(job)
    go_on.set()
    all_delivered(jobs)
    assert heard.nothing


def test_a_cancelled_iterator_hands_over_nothing_more(jobs):
    heard, go_on = Heard(), threading.Event()

    def work(_monitor):
        go_on.wait(5)
        yield from ("first", "second")

    job = heard.start(jobs, work)
    jobs.cancel(job)
    go_on.set()
    all_delivered(jobs)
    assert heard.nothing


def test_one_job_is_cancelled_and_another_goes_on(qtbot, jobs):
    stopped, other = Heard(), Heard()
    job = stopped.start(jobs, until_stopped)
    other.start(jobs, lambda _monitor: "kept")
    jobs.cancel(job)
    qtbot.waitUntil(lambda: not jobs.busy)
    all_delivered(jobs)
    assert other.done == ["kept"]
    assert (stopped.done, stopped.failed) == ([], [])


def test_close_stops_everything_and_waits_for_it(qtbot):
    jobs, ended = Jobs(), []

    def work(monitor):
        try:
            until_stopped(monitor)
        finally:
            time.sleep(0.05)
            ended.append(True)

    heard = [Heard() for _ in range(3)]
    for each in heard:
        each.start(jobs, work)
    qtbot.waitUntil(lambda: sum(bool(each.steps) for each in heard) == 2)
    jobs.close()
    assert jobs._pool.activeThreadCount() == 0
    assert len(ended) == 2  # two at a time: the third never began
    assert not jobs.busy
    assert all(not each.done and not each.failed for each in heard)


def test_after_close_nothing_is_begun(qtbot):
    jobs, heard = Jobs(), Heard()
    jobs.close()
    heard.start(jobs, lambda _monitor: "too late")
    all_delivered(jobs)
    assert heard.nothing
    assert not jobs.busy


def test_a_job_that_is_to_begin_later_is_under_way_at_once_and_not_begun_where_it_is_cancelled_before(qtbot, jobs):
    begun, done = [], []
    first = jobs.start(lambda _monitor: begun.append("first"), done.append, delay_ms=5)
    assert jobs.busy
    jobs.cancel(first)
    jobs.start(lambda _monitor: begun.append("second"), done.append, delay_ms=5)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert begun == ["second"]
    assert done == [None]
