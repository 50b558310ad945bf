"""The bar at the top of the window that says what went wrong and what to do, until it is put away."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.errors import Refused
from inspector.window import accessibility
from inspector.window.localization import say
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card
from inspector.window.widgets.tab_order import in_reading_order

Offers = Sequence[tuple[str, Callable[[], object]]]


class NoticeBar(Card):
    """One message at a time: sentence, way on, code. Signal ``closed`` when the person puts it away."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = text_widgets.broken()
        self._way_on = text_widgets.broken()
        self._details = ""
        font = self._sentence.font()
        font.setBold(True)
        self._sentence.setFont(font)
        self._offers = QHBoxLayout()
        self._copy_button, self._close_button = QPushButton(), QPushButton()
        self._copy_button.clicked.connect(self._copy)
        self._close_button.clicked.connect(self._put_away)
        self._say()
        texts = QVBoxLayout()
        texts.addWidget(self._sentence)
        texts.addWidget(self._way_on)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addLayout(self._offers)
        self._buttons.addWidget(self._copy_button)
        self._buttons.addWidget(self._close_button)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._beside.setContentsMargins(14, 10, 10, 10)
        self._beside.addLayout(texts, 1)
        self._beside.addLayout(self._buttons)
        self.hide()

    def _say(self) -> None:
        self._copy_button.setText(self.tr("Copy details"))
        self._close_button.setText(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language; what is told stays as it was said."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._say()

    @property
    def text(self) -> str:
        """What the bar says, as one text."""
        return self._details if not self.isHidden() else ""

    def show_error(self, error: Exception) -> None:
        """Show a refusal in its own words; anything else as what it is, a fault of the program."""
        if isinstance(error, Refused):
            self._show(f"{say(error.message)} ({error.code})", say(error.hint))
        else:
            kind = type(error).__name__
            self._show(
                self.tr("The program met a fault of its own ({0}).").format(kind),
                self.tr("What you opened is unharmed. Please try again, and report the fault if it comes back."),
            )

    def show_note(self, sentence: str, way_on: str = "", offers: "Offers" = ()) -> None:
        """Show something to know; each of ``offers`` is a button (its words, what it does) that puts it away."""
        self._show(sentence, way_on, offers)

    def _show(self, sentence: str, way_on: str, offers: "Offers" = ()) -> None:
        while (item := self._offers.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.deleteLater()
        for words, act in offers:
            self._offers.addWidget(self._offer(words, act))
        self._copy_button.setVisible(not offers)
        self._sentence.setText(text_widgets.breaking(sentence))
        self._way_on.setText(text_widgets.breaking(way_on))
        self._way_on.setVisible(bool(way_on))
        self._details = f"{sentence} {way_on}".strip()
        in_reading_order(self)
        self._fit()
        self.show()
        accessibility.interrupt(self, self._details)

    def _fit(self) -> None:
        """The buttons stand beside the words, or below them where they would take more than half of the width."""
        beside = self._buttons.sizeHint().width() * 2 <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if direction is not self._beside.direction():
            self._beside.setDirection(direction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        self._fit()
        super().resizeEvent(event)

    def _offer(self, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(self._put_away)
        button.clicked.connect(lambda: act())
        return button

    def _copy(self) -> None:
        accessibility.copy(self, self._details)

    def _put_away(self) -> None:
        self.hide()
        self.closed.emit()
