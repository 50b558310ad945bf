"""The bar at the top of the window for errors and notes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.errors import Refused
from inspector.window import accessibility
from inspector.window.localization import localize, translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card
from inspector.window.widgets.tab_order import apply_reading_order

NoticeActions = Sequence[tuple[str, Callable[[], object]]]


class NoticeBar(Card):
    """Shows one message with its remedy and code; ``closed`` is emitted when the person dismisses it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message = text_widgets.build_breakable_label()
        self._hint = text_widgets.build_breakable_label()
        self._details = ""
        font = self._message.font()
        font.setBold(True)
        self._message.setFont(font)
        self._action_row = QHBoxLayout()
        self._copy_button, self._close_button = QPushButton(), QPushButton()
        self._copy_button.clicked.connect(self._copy_details)
        self._close_button.clicked.connect(self._dismiss)
        self._retranslate()
        texts = QVBoxLayout()
        texts.addWidget(self._message)
        texts.addWidget(self._hint)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addLayout(self._action_row)
        self._buttons.addWidget(self._copy_button)
        self._buttons.addWidget(self._close_button)
        self._main_layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._main_layout.setContentsMargins(14, 10, 10, 10)
        self._main_layout.addLayout(texts, 1)
        self._main_layout.addLayout(self._buttons)
        self.hide()

    def _retranslate(self) -> None:
        self._copy_button.setText(translate("Copy details"))
        self._close_button.setText(translate("Close"))

    def changeEvent(self, event: QEvent) -> None:
        """Translate the buttons; a message that is shown keeps its language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    @property
    def text(self) -> str:
        """The message as one text."""
        return self._details if not self.isHidden() else ""

    def show_error(self, error: Exception) -> None:
        """Show a ``Refused`` with its message; any other exception as an internal error."""
        if isinstance(error, Refused):
            self._show(f"{localize(error.message)} ({error.code})", localize(error.hint))
        else:
            kind = type(error).__name__
            self._show(
                translate("The program met a fault of its own ({error}).", error=kind),
                translate("What you opened is unharmed. Please try again, and report the fault if it comes back."),
            )

    def show_note(self, message: str, hint: str = "", actions: "NoticeActions" = ()) -> None:
        """Show a note; each action is a button (title, callback) that also dismisses it."""
        self._show(message, hint, actions)

    def _show(self, message: str, hint: str, actions: "NoticeActions" = ()) -> None:
        while (item := self._action_row.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.deleteLater()
        for text, callback in actions:
            self._action_row.addWidget(self._build_action_button(text, callback))
        self._copy_button.setVisible(not actions)
        self._message.setText(text_widgets.add_break_points(message))
        self._hint.setText(text_widgets.add_break_points(hint))
        self._hint.setVisible(bool(hint))
        self._details = f"{message} {hint}".strip()
        apply_reading_order(self)
        self._update_direction()
        self.show()
        accessibility.announce_urgently(self, self._details)

    def _update_direction(self) -> None:
        """Place the buttons beside the text, or below it where they would take more than half of the width."""
        fits_in_row = self._buttons.sizeHint().width() * 2 <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if fits_in_row else QBoxLayout.Direction.TopToBottom
        if direction is not self._main_layout.direction():
            self._main_layout.setDirection(direction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._update_direction()
        super().resizeEvent(event)

    def _build_action_button(self, text: str, callback: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(self._dismiss)
        button.clicked.connect(lambda: callback())
        return button

    def _copy_details(self) -> None:
        accessibility.copy_to_clipboard(self, self._details)

    def _dismiss(self) -> None:
        self.hide()
        self.closed.emit()
