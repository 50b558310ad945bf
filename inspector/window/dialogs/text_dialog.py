"""A sheet of text to read beside the window: help, licences. Plain text, read by keyboard and screen reader alike."""

from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from inspector.csv_injection import escape_pasted_text
from inspector.printable import make_printable
from inspector.window import accessibility
from inspector.window.localization import translate
from inspector.window.widgets import text_widgets

_MAX_LINE_LENGTH = 2_000
"""After so many characters without a break a line is broken to be shown: Qt lays out a line as a whole."""


class ContentDialog(QDialog):
    """A dialog beside the window: what it holds above, its buttons below; Esc closes it."""

    def __init__(self, title: str, content: QWidget, parent: QWidget | None, *buttons: QPushButton) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(False)
        close_button = QPushButton(translate("Close"))
        close_button.clicked.connect(self.close)
        row = QHBoxLayout()
        for button in buttons:
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(content, 1)
        column.addLayout(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never so low that words are cut, however large they are, as long as the screen holds it."""
        super().resizeEvent(event)
        self._fit_height()

    def event(self, event: QEvent) -> bool:
        """Words that came while it is in sight have their room too."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit_height()
        return handled

    def _fit_height(self) -> None:
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            min_height = layout.totalMinimumHeightForWidth(self.width())
            self.setMinimumHeight(min(min_height, self.screen().availableSize().height()))

    def bring_to_front(self) -> None:
        """Come into sight, in front."""
        self.show()
        self.raise_()
        self.activateWindow()


class _TextView(QPlainTextEdit):
    """A text to read. It may come from an archive, so formulas are escaped in what is copied or dragged out of it."""

    def createMimeDataFromSelection(self) -> QMimeData:
        """The chosen part as text."""
        data = QMimeData()
        data.setText(escape_pasted_text(self.textCursor().selection().toPlainText()))
        return data


def build_text_view(name: str, text: str) -> QPlainTextEdit:
    """A long text to read, scrolled by keyboard."""
    view = _TextView()
    view.setReadOnly(True)
    view.setUndoRedoEnabled(False)
    view.setPlainText(make_printable(text))
    view.setAccessibleName(name)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setTabChangesFocus(True)
    return view


def break_lines(text: str) -> str:
    """The text with very long lines broken."""
    lines = (
        line[at : at + _MAX_LINE_LENGTH]
        for line in text.split("\n")
        for at in range(0, max(len(line), 1), _MAX_LINE_LENGTH)
    )
    return "\n".join(lines)


def build_text_dialog(title: str, text: str, parent: QWidget | None) -> ContentDialog:
    """A sheet with one long text, which can be copied as a whole."""
    copy_button = QPushButton(translate("Copy text"))
    copy_button.clicked.connect(lambda: accessibility.copy_to_clipboard(copy_button, text))
    dialog = ContentDialog(title, build_text_view(title, text), parent, copy_button)
    dialog.resize(640, 520)
    return dialog


def build_paragraphs(*paragraphs: str) -> QWidget:
    """Paragraphs one below the other, the first one strong."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    for index, text in enumerate(paragraphs):
        column.addWidget(text_widgets.build_label(text) if index else text_widgets.build_bold_label(text))
    column.addStretch(1)
    return widget
