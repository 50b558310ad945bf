"""Opens an address in the browser, only after it was shown whole and the person agreed.

The program itself opens no connection. Nothing else in the window names ``QDesktopServices``.
"""

from dataclasses import dataclass

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.window import accessibility
from inspector.window.localization import translate
from inspector.window.widgets import text_widgets

_SCHEMES = ("https", "http")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address that may be offered: as it is written, and its host in letters that cannot be mistaken."""

    text: str
    host: str


def parse_web_address(address: str) -> WebAddress | None:
    """The address as a URL; ``None`` if it must not be opened: another scheme than https, no host, not strict."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    host = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
    if not url.isValid() or url.scheme() not in _SCHEMES or not host or url.userInfo():
        return None
    return WebAddress(address, host)


class OpenLinkDialog(QDialog):
    """Shows an address and asks; only its button opens the browser."""

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Open in browser"))
        self._address = address
        web_address = parse_web_address(address)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        if web_address is None:
            column.addWidget(text_widgets.build_bold_label(translate("This address is not opened from here.")))
            explanation = translate("Only web addresses are. You can copy it and look at it.")
        else:
            column.addWidget(text_widgets.build_bold_label(translate("Open this address in your browser?")))
            explanation = translate(
                "Your browser will connect to {host}. This program itself connects to nothing.", host=web_address.host
            )
        address_label = text_widgets.build_breakable_label(address)
        address_label.setMinimumWidth(min(560, address_label.fontMetrics().horizontalAdvance(address) + 8))
        column.addWidget(address_label)
        column.addWidget(text_widgets.build_muted_label(explanation))
        row = QHBoxLayout()
        row.addStretch(1)
        copy_button = self._build_button(translate("Copy address"), self._copy)
        cancel_button = self._build_button(translate("Cancel"), self.reject)
        row.addWidget(copy_button)
        if web_address is not None:
            row.addWidget(self._build_button(translate("Open in browser"), self.accept))
        row.addWidget(cancel_button)
        cancel_button.setDefault(True)
        cancel_button.setFocus()
        column.addLayout(row)
        self.accepted.connect(self._open)

    def _build_button(self, text: str, callback: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(callback)
        return button

    def _copy(self) -> None:
        accessibility.copy_to_clipboard(self, self._address)

    def _open(self) -> None:
        if parse_web_address(self._address) is not None:
            QDesktopServices.openUrl(QUrl(self._address, QUrl.ParsingMode.StrictMode))
