"""A fault is shown as the text that may be passed on: copied and saved by the person, and sent nowhere."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from inspector.settings import SettingsStore, crash
from inspector.settings.log import Log
from inspector.window.dialogs.crash_dialog import CrashDialog, CrashHandler


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "kept")


@pytest.fixture
def faults(window: QWidget, store: SettingsStore) -> Iterator[CrashHandler]:
    made = CrashHandler(window, store, Log(lambda: store.log_folder))
    yield made
    made.close()


def raise_unseen(message: str) -> None:
    """As Qt does with what a slot raises."""
    try:
        raise KeyError(message)
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)


def shown(window: QWidget) -> list[str]:
    return [edit.toPlainText() for edit in window.findChildren(QPlainTextEdit)]


@pytest.mark.usefixtures("faults")
def test_a_fault_in_a_slot_is_shown_and_noted_without_its_message(
    qtbot: QtBot, window: QWidget, store: SettingsStore
) -> None:
    raise_unseen("canary")
    qtbot.waitUntil(lambda: bool(shown(window)))

    assert "Fault: KeyError" in shown(window)[0]
    assert store.folder is not None
    told = (store.folder / "logs" / "log.txt").read_text() + shown(window)[0]
    assert "fault KeyError" in told
    assert "canary" not in told


@pytest.mark.usefixtures("faults")
def test_a_fault_in_another_thread_is_shown_by_the_one_of_the_window(qtbot: QtBot, window: QWidget) -> None:
    thread = threading.Thread(target=raise_unseen, args=("canary",))
    thread.start()
    thread.join()

    qtbot.waitUntil(lambda: bool(shown(window)))


@pytest.mark.usefixtures("faults")
def test_many_faults_are_shown_one_at_a_time(qtbot: QtBot, window: QWidget) -> None:
    for _ in range(20):
        raise_unseen("canary")
    qtbot.waitUntil(lambda: bool(shown(window)))
    qtbot.wait(20)
    assert len(shown(window)) == 1

    window.findChild(CrashDialog).reject()
    qtbot.waitUntil(lambda: not shown(window))
    raise_unseen("canary")
    qtbot.waitUntil(lambda: bool(shown(window)))


@pytest.mark.no_qt_log
@pytest.mark.usefixtures("faults")
def test_what_qt_complains_of_is_noted_without_its_words(store: SettingsStore) -> None:
    qWarning("canary")

    assert store.folder is not None
    log = (store.folder / "logs" / "log.txt").read_text()
    assert "qt_message kind=1" in log
    assert "canary" not in log


def test_the_text_is_copied_and_saved_and_a_place_that_takes_nothing_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    fault = crash.describe_error(KeyError("canary"))
    dialog = CrashDialog(fault, from_last_run=False)
    qtbot.addWidget(dialog)

    dialog._copy()
    assert QGuiApplication.clipboard().text() == fault.text
    dialog.save(tmp_path / "fault.txt")
    assert (tmp_path / "fault.txt").read_text() == fault.text
    dialog.save(tmp_path / "nowhere" / "fault.txt")
    assert "does not exist" in dialog._status_label.text()
