"""The first page: where to drop an archive, how to come by one, and the three promises."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.window import intents, plain
from inspector.window.surfaces import Card


class WelcomePage(QWidget):
    """A field to drop an archive on, and buttons for those who do not drag; ``wanted`` carries an ``Intent``."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = plain.label(self.tr("What in your LinkedIn data could be used to train AI?"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        title.setFont(font)
        self._drop = plain.label(
            self.tr("Drop your archive here: the .zip that LinkedIn sent, or the unpacked folder.")
        )
        self._drop.setAlignment(Qt.AlignmentFlag.AlignCenter)
        field = Card()
        field.setMinimumHeight(120)
        inside = QVBoxLayout(field)
        inside.addWidget(self._drop)
        self._buttons = [
            self._button(self.tr("&Open archive…"), intents.ChooseArchive()),
            self._button(self.tr("Open &folder…"), intents.ChooseFolder()),
            self._button(self.tr("Try the &demo"), intents.OpenDemo()),
        ]
        row = QHBoxLayout()
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch(1)
        promises = plain.label(
            self.tr(
                "The archive is only read, never altered. Nothing leaves this computer. "
                "Nothing is lost silently: what could not be read is named."
            )
        )
        asking = plain.label(
            self.tr(
                "No archive yet? On LinkedIn: Me > Settings & Privacy > Data privacy > Get a copy of your data. "
                "Choose the larger data archive; the complete download takes about a day."
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(18)
        layout.addWidget(title)
        layout.addWidget(field, 1)
        layout.addLayout(row)
        layout.addWidget(promises)
        layout.addWidget(asking)
        layout.addStretch(1)

    def _button(self, text: str, wanted: intents.Intent) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda: self.wanted.emit(wanted))
        return button

    def set_busy(self, busy: bool) -> None:
        """While an archive is being opened there is nothing to choose here."""
        for button in self._buttons:
            button.setEnabled(not busy)
