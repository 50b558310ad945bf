"""The one way out: an address is shown whole, the person is asked, and only then the browser is told.

The program itself opens no connection. Nothing else in the window names ``QDesktopServices``.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.window import accessibility
from inspector.window.widgets import text_widgets

translate = QCoreApplication.translate

_SCHEMES = ("https", "http")


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be offered: as it is written, and its host in letters that cannot be mistaken."""

    written: str
    host: str


def offered(address: str) -> Address | None:
    """The address, or ``None`` where it is none that a browser may be told: another scheme, no host, not strict."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
    if not url.isValid() or url.scheme() not in _SCHEMES or not host or url.userInfo():
        return None
    return Address(address, host)


class VisitQuestion(QDialog):
    """Shows an address and asks; the browser is told only by its button."""

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Visiting", "Open in browser"))
        self._address = address
        found = offered(address)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        if found is None:
            column.addWidget(text_widgets.strong(translate("Visiting", "This address is not opened from here.")))
            said = translate("Visiting", "Only web addresses are. You can copy it and look at it.")
        else:
            column.addWidget(text_widgets.strong(translate("Visiting", "Open this address in your browser?")))
            said = translate("Visiting", "Your browser will connect to {0}. This program itself connects to nothing.")
            said = said.format(found.host)
        shown = text_widgets.broken(address)
        shown.setMinimumWidth(min(560, shown.fontMetrics().horizontalAdvance(address) + 8))
        column.addWidget(shown)
        column.addWidget(text_widgets.muted(said))
        row = QHBoxLayout()
        row.addStretch(1)
        copy = self._button(translate("Visiting", "Copy address"), self._copy)
        cancel = self._button(translate("Visiting", "Cancel"), self.reject)
        row.addWidget(copy)
        if found is not None:
            row.addWidget(self._button(translate("Visiting", "Open in browser"), self.accept))
        row.addWidget(cancel)
        cancel.setDefault(True)
        cancel.setFocus()
        column.addLayout(row)
        self.accepted.connect(self._open)

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _copy(self) -> None:
        accessibility.copy(self, self._address)

    def _open(self) -> None:
        from PySide6.QtGui import QDesktopServices

        if offered(self._address) is not None:
            QDesktopServices.openUrl(QUrl(self._address, QUrl.ParsingMode.StrictMode))
