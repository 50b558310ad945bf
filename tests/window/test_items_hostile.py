"""Whatever stands in an archive: nothing of it is opened, rendered or able to stall the page of items."""

import os
import shutil
import subprocess
import sys

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from inspector.settings import SettingsStore
from inspector.window.items.item_columns import ItemColumn
from inspector.window.items.items_page import ItemsPage
from tests import archives
from tests.window import hostile
from tests.window import items_samples as samples
from tests.window.drivers import drive
from tests.window.palettes import LIGHT

_OF_THE_INTERNET = ("AF_INET", "AF_INET6", "AF_PACKET")


def test_there_are_as_many_kinds_as_are_known():
    assert len(set(hostile.payloads("/tmp"))) == 22  # noqa: S108 - only a text


def test_every_payload_is_shown_as_the_text_that_it_is(qtbot, jobs, tmp_path):
    shown = archives.judged(archives.read(hostile.written(tmp_path)), "DE")
    page = ItemsPage(jobs, LIGHT, SettingsStore(None))
    qtbot.addWidget(page)
    QAbstractItemModelTester(drive(page).model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    page.show_exposure(shown)
    qtbot.waitUntil(lambda: page._job is None and not jobs.busy)
    texts = {drive(page).model.index(row, ItemColumn.TEXT).data() for row in range(drive(page).model.rowCount())}
    for payload in hostile.payloads(str(tmp_path)):
        assert any(payload[:60] in text for text in texts), payload
    drive(page).table.setCurrentIndex(drive(page).model.index(drive(page).model.rowCount() - 1, 0))
    assert f"<img src={tmp_path}/{hostile.CANARY}" in drive(page).why_panel.text


def test_a_long_hostile_filter_is_read_and_said(qtbot, jobs):
    page = ItemsPage(jobs, LIGHT, SettingsStore(None))
    qtbot.addWidget(page)
    page.show_exposure(samples.demo())
    for text in ('a:"' * 1_000, "-" * 4_000, "is:" + "x," * 1_900, '<img src="/etc/hostname">' * 100):
        drive(page).filter_line.setText(text)
        page._update_query()
        qtbot.waitUntil(lambda: page._job is None and not jobs.busy)
    assert drive(page).filter_line.text().startswith("<img")


@pytest.mark.slow
def test_a_walk_past_every_payload_opens_no_file_that_one_names_and_no_connection(tmp_path):
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed, so system calls cannot be traced")
    hostile.written(tmp_path)
    trace = tmp_path / "trace.txt"
    command = [
        strace,
        "-f",
        "-s",
        "4096",
        "-e",
        "trace=open,openat,openat2,stat,newfstatat,statx,access,connect,socket",
    ]
    command += ["-o", str(trace), sys.executable, "-m", "tests.window.hostile", str(tmp_path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)  # noqa: S603
    if "ptrace" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr[-2_000:]
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    own = f"<img src={hostile.CANARY}.png>.zip"
    looked_for = [line for line in lines if hostile.CANARY in line.replace(own, "")]
    assert looked_for == []
    assert [line for line in lines if any(kind in line for kind in _OF_THE_INTERNET)] == []
    assert any(own in line for line in lines), "the trace holds nothing of the walk"


@pytest.mark.slow
def test_the_trace_would_see_a_label_that_renders_a_payload(tmp_path):
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed, so system calls cannot be traced")
    careless = (
        "import sys\nfrom PySide6.QtWidgets import QApplication, QLabel\n"
        "application = QApplication(['x'])\nlabel = QLabel(sys.argv[1])\nlabel.grab()\n"
    )
    trace = tmp_path / "trace.txt"
    payload = hostile.payloads(str(tmp_path))[0]
    command = [strace, "-f", "-e", "trace=open,openat,openat2,stat,newfstatat,statx,access", "-o", str(trace)]
    command += [sys.executable, "-c", careless, payload]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603
    if "ptrace" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("strace may not trace here")
    assert any(hostile.CANARY in line for line in trace.read_text(errors="replace").splitlines())
