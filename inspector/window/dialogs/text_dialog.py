"""A sheet of text to read beside the window: help, licences. Plain text, read by keyboard and screen reader alike."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from inspector.printable import visible
from inspector.window import accessibility
from inspector.window.widgets import text_widgets

translate = QCoreApplication.translate


class Sheet(QDialog):
    """A dialog beside the window: what it holds above, its buttons below; Esc closes it."""

    def __init__(self, title: str, content: QWidget, parent: QWidget | None, *buttons: QPushButton) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(False)
        close = QPushButton(translate("ReadingSheet", "Close"))
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        for button in buttons:
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(content, 1)
        column.addLayout(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never so low that words are cut, however large they are, as long as the screen holds it."""
        super().resizeEvent(event)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        """Words that came while it is in sight have their room too."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._make_room()
        return done

    def _make_room(self) -> None:
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            needed = layout.totalMinimumHeightForWidth(self.width())
            self.setMinimumHeight(min(needed, self.screen().availableSize().height()))

    def come(self) -> None:
        """Come into sight, in front."""
        self.show()
        self.raise_()
        self.activateWindow()


def long_text(name: str, text: str) -> QPlainTextEdit:
    """A long text to read, scrolled by keyboard."""
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setPlainText(visible(text))
    made.setAccessibleName(name)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setTabChangesFocus(True)
    return made


def reading_sheet(title: str, text: str, parent: QWidget | None) -> Sheet:
    """A sheet with one long text, which can be copied as a whole."""
    copy = QPushButton(translate("ReadingSheet", "Copy text"))
    copy.clicked.connect(lambda: accessibility.copy(copy, text))
    made = Sheet(title, long_text(title, text), parent, copy)
    made.resize(640, 520)
    return made


def sentences(*paragraphs: str) -> QWidget:
    """Paragraphs one below the other, the first one strong."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    for place, text in enumerate(paragraphs):
        column.addWidget(text_widgets.label(text) if place else text_widgets.strong(text))
    column.addStretch(1)
    return made
