"""Shows a fault of the program as the text that may be passed on, to copy or to save. It sends nothing."""

import platform
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inspector import __version__
from inspector.atomic_write import write
from inspector.errors import Refused
from inspector.settings import SettingsStore, crash
from inspector.settings.crash import CrashGuard, CrashReport
from inspector.settings.log import Log
from inspector.window import accessibility
from inspector.window.localization import localize, translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.tab_order import apply_reading_order


class CrashDialog(QDialog):
    """One fault, in words that hold nothing of what was opened."""

    def __init__(self, report: CrashReport, *, from_last_run: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = report.text
        self.setWindowTitle("Archive Inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        headline = (
            translate("The program ended by a fault of its own the last time.")
            if from_last_run
            else translate("The program met a fault of its own.")
        )
        promise = translate(
            "What you opened is unharmed. This text says where the fault lies; it holds nothing of your archive, and "
            "it is sent nowhere. Copy or save it if you want to report the fault."
        )
        text_view = QPlainTextEdit(self._text)
        text_view.setReadOnly(True)
        text_view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        text_view.setAccessibleName(translate("What may be told of the fault"))
        self._status_label = text_widgets.build_line_label()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for title, act in (
            (translate("&Copy"), self._copy),
            (translate("&Save…"), self._save),
        ):
            button = QPushButton(title)
            button.clicked.connect(act)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        for widget in (
            text_widgets.build_label(headline),
            text_widgets.build_label(promise),
            text_view,
            self._status_label,
            buttons,
        ):
            column.addWidget(widget)
        apply_reading_order(self)
        self.resize(620, 380)

    def _copy(self) -> None:
        accessibility.copy_to_clipboard(self, self._text)
        self._status_label.setText(translate("Copied"))

    def _save(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(self, translate("Save"), "archive-inspector-fault.txt")
        if name:
            self.save(Path(name))

    def save(self, target: Path) -> None:
        """Write the text to a file, or say why that failed."""

        def write_text(stream: BinaryIO) -> None:
            stream.write(self._text.encode())

        try:
            write(target, write_text, ())
        except Refused as error:
            self._status_label.setText(localize(error.message))
        else:
            self._status_label.setText(translate("Saved"))


def install_crash_handler(application: QApplication, window: QWidget, store: SettingsStore) -> None:
    """Log the versions, and from now on show and log every unexpected error."""
    log = Log(lambda: store.log_folder)
    log.write_versions({"inspector": __version__, "python": platform.python_version(), "qt": qVersion()})
    crash_handler = CrashHandler(window, store, log)
    application.aboutToQuit.connect(crash_handler.close)


class CrashHandler(QObject):
    """Handles uncaught errors while the window runs: logs each, and shows one at a time."""

    _crashed = Signal(object)

    def __init__(self, window: QWidget, store: SettingsStore, log: Log) -> None:
        super().__init__(window)
        self._window, self._log = window, log
        self._dialog: CrashDialog | None = None
        # A fault may arise in a worker: it is shown by the thread that owns the window.
        self._crashed.connect(self._show_report, Qt.ConnectionType.QueuedConnection)
        self._guard = CrashGuard(self._report_error, store.log_folder)
        self._previous_message_handler = qInstallMessageHandler(self._log_qt_message)
        if self._guard.last_crash is not None:
            log.write_event("ended_by_fault")
            self._open_dialog(self._guard.last_crash, from_last_run=True)

    def close(self) -> None:
        """Hand everything back as it was, and put the dialog away."""
        self._crashed.disconnect(self._show_report)
        if self._dialog is not None:
            self._dialog.close()
        qInstallMessageHandler(self._previous_message_handler)
        self._guard.close()

    def _report_error(self, error: BaseException) -> None:
        self._log.write_error(error)
        self._crashed.emit(crash.describe_error(error))

    def _log_qt_message(self, kind: QtMsgType, _context: object, _message: str) -> None:
        """Qt's messages may quote texts and paths: that there was one is noted, and how grave it was."""
        if kind is not QtMsgType.QtDebugMsg:
            self._log.write_event("qt_message", kind=int(kind.value))

    def _show_report(self, report: CrashReport) -> None:
        if self._dialog is None:
            self._open_dialog(report, from_last_run=False)

    def _open_dialog(self, report: CrashReport, *, from_last_run: bool) -> None:
        self._dialog = CrashDialog(report, from_last_run=from_last_run, parent=self._window)
        self._dialog.destroyed.connect(self._forget_dialog)
        self._dialog.show()

    def _forget_dialog(self) -> None:
        self._dialog = None
