"""What stands in the place of the table where no item matches: what keeps them away, and the way back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from inspector.printable import to_one_line
from inspector.window.localization import localize, translate, translate_plural
from inspector.window.widgets import text_widgets
from inspector.window.widgets.tab_order import apply_reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.query import BlockingTerm


_MAX_BUTTONS = 4
"""How many conditions are offered to be left out."""
_MAX_TERM_LENGTH = 60
"""How many characters of a condition are shown."""


class ItemsEmptyState(QWidget):
    """Says that no item matches; ``removal_requested`` carries the ``Term`` to remove from the filter."""

    removal_requested = Signal(object)
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = text_widgets.build_line_label(translate("No items match."))
        font = self._head.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        self._head.setFont(font)
        self._explanation = text_widgets.build_label()
        self._buttons_layout = QVBoxLayout()
        self.clear_button = QPushButton(translate("Clear filter"))
        self.clear_button.clicked.connect(self.clear_requested)
        column = QVBoxLayout(self)
        column.addStretch(1)
        for part in (self._head, self._explanation):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addLayout(self._buttons_layout)
        column.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    @property
    def removal_buttons(self) -> list[QPushButton]:
        """A button for each condition that can be left out."""
        items = (self._buttons_layout.itemAt(place) for place in range(self._buttons_layout.count()))
        return [button for item in items if item and isinstance(button := item.widget(), QPushButton)]

    def show_blocking_terms(self, blocking_terms: "Sequence[BlockingTerm]", unknown_names: "Sequence[str]") -> None:
        """Say what keeps the items away; ``unknown`` are sentences on names that the archive does not hold."""
        for button in self.removal_buttons:
            self._buttons_layout.removeWidget(button)
            button.deleteLater()
        combined_text = translate("Your conditions keep all items away together, not one of them alone.")
        single_text = translate("Leave out one condition:")
        self._explanation.setText(
            "\n".join((*map(localize, unknown_names), single_text if blocking_terms else combined_text))
        )
        for blocking_term in blocking_terms[:_MAX_BUTTONS]:
            items = blocking_term.items
            term = _escape_button_text(str(blocking_term.term))
            button = QPushButton(
                translate_plural("Without {term}: {number} item", "Without {term}: {number} items", items, term=term)
            )
            button.clicked.connect(lambda _checked=False, term=blocking_term.term: self.removal_requested.emit(term))
            self._buttons_layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._wrap_button_texts()
        apply_reading_order(self)

    def _wrap_button_texts(self) -> None:
        """A button that is wider than the room says its number in a second line."""
        for button in self.removal_buttons:
            head, _colon, number = button.text().replace("\n", " ").rpartition(": ")
            button.setText(f"{head}: {number}")
            if button.sizeHint().width() > self.width():
                button.setText(f"{head}:\n{number}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._wrap_button_texts()


def _escape_button_text(text: str) -> str:
    """A condition on a button, where ``&`` would mark a key."""
    return to_one_line(text, _MAX_TERM_LENGTH).replace("&", "&&")
