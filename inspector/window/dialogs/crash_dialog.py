"""Shows a fault of the program as the text that may be passed on, to copy or to save. It sends nothing."""

from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QCoreApplication, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from inspector.atomic_write import write
from inspector.errors import Refused
from inspector.settings import Store, crash
from inspector.settings.crash import Fault, Guard
from inspector.settings.log import Log
from inspector.window import accessibility
from inspector.window.localization import say
from inspector.window.widgets import text_widgets
from inspector.window.widgets.tab_order import in_reading_order

translate = QCoreApplication.translate


class CrashDialog(QDialog):
    """One fault, in words that hold nothing of what was opened."""

    def __init__(self, fault: Fault, *, earlier: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = fault.text
        self.setWindowTitle("Archive Inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        said = (
            translate("CrashDialog", "The program ended by a fault of its own the last time.")
            if earlier
            else translate("CrashDialog", "The program met a fault of its own.")
        )
        promise = translate(
            "CrashDialog",
            "What you opened is unharmed. This text says where the fault lies; it holds nothing of your archive, and "
            "it is sent nowhere. Copy or save it if you want to report the fault.",
        )
        shown = QPlainTextEdit(self._text)
        shown.setReadOnly(True)
        shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        shown.setAccessibleName(translate("CrashDialog", "What may be told of the fault"))
        self._state = text_widgets.line()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for title, act in (
            (translate("CrashDialog", "&Copy"), self._copy),
            (translate("CrashDialog", "&Save…"), self._save),
        ):
            button = QPushButton(title)
            button.clicked.connect(act)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        for each in (text_widgets.label(said), text_widgets.label(promise), shown, self._state, buttons):
            column.addWidget(each)
        in_reading_order(self)
        self.resize(620, 380)

    def _copy(self) -> None:
        accessibility.copy(self, self._text)
        self._state.setText(translate("CrashDialog", "Copied"))

    def _save(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(
            self, translate("CrashDialog", "Save"), "archive-inspector-fault.txt"
        )
        if name:
            self.save(Path(name))

    def save(self, target: Path) -> None:
        """Write the text to a file, or say why that failed."""

        def put(stream: BinaryIO) -> None:
            stream.write(self._text.encode())

        try:
            write(target, put, ())
        except Refused as refused:
            self._state.setText(say(refused.message))
        else:
            self._state.setText(translate("CrashDialog", "Saved"))


class Faults(QObject):
    """Whatever nobody else caught, for as long as the window runs: noted in the log, and shown once at a time."""

    _met = Signal(object)

    def __init__(self, window: QWidget, store: Store, log: Log) -> None:
        super().__init__(window)
        self._window, self._log = window, log
        self._shown: CrashDialog | None = None
        # A fault may arise in a worker: it is shown by the thread that owns the window.
        self._met.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._guard = Guard(self._tell, store.log_folder)
        self._messages = qInstallMessageHandler(self._note)
        if self._guard.earlier is not None:
            log.event("ended_by_fault")
            self._open(self._guard.earlier, earlier=True)

    def close(self) -> None:
        """Hand everything back as it was, and put the dialog away."""
        self._met.disconnect(self._show)
        if self._shown is not None:
            self._shown.close()
        qInstallMessageHandler(self._messages)
        self._guard.close()

    def _tell(self, error: BaseException) -> None:
        self._log.fault(error)
        self._met.emit(crash.describe(error))

    def _note(self, kind: QtMsgType, _context: object, _message: str) -> None:
        """Qt's messages may quote texts and paths: that there was one is noted, and how grave it was."""
        if kind is not QtMsgType.QtDebugMsg:
            self._log.event("qt_message", kind=int(kind.value))

    def _show(self, fault: Fault) -> None:
        if self._shown is None:
            self._open(fault, earlier=False)

    def _open(self, fault: Fault, *, earlier: bool) -> None:
        self._shown = CrashDialog(fault, earlier=earlier, parent=self._window)
        self._shown.destroyed.connect(self._closed)
        self._shown.show()

    def _closed(self) -> None:
        self._shown = None
