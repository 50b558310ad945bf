"""What stands in the place of the table where no item matches: what keeps them away, and the way back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from inspector.printable import one_line
from inspector.window.localization import plural, say
from inspector.window.widgets import text_widgets
from inspector.window.widgets.tab_order import in_reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.query import Hindrance

translate = QCoreApplication.translate

_OFFERED = 4
"""How many conditions are offered to be left out."""
_WIDTH = 60
"""How many characters of a condition are shown."""


class NothingMatches(QWidget):
    """Says that no item matches. Signals: ``without`` with the ``Term`` to leave out, ``clear_wanted``."""

    without = Signal(object)
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = text_widgets.line(translate("NothingMatches", "No items match."))
        font = self._head.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        self._head.setFont(font)
        self._said = text_widgets.label()
        self._offers = QVBoxLayout()
        self.clear = QPushButton(translate("NothingMatches", "Clear filter"))
        self.clear.clicked.connect(self.clear_wanted)
        column = QVBoxLayout(self)
        column.addStretch(1)
        for part in (self._head, self._said):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addLayout(self._offers)
        column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    @property
    def offers(self) -> list[QPushButton]:
        """A button for each condition that can be left out."""
        items = (self._offers.itemAt(place) for place in range(self._offers.count()))
        return [button for item in items if item and isinstance(button := item.widget(), QPushButton)]

    def show_hindrances(self, found: "Sequence[Hindrance]", unknown: "Sequence[str]") -> None:
        """Say what keeps the items away; ``unknown`` are sentences on names that the archive does not hold."""
        for button in self.offers:
            self._offers.removeWidget(button)
            button.deleteLater()
        together = translate("NothingMatches", "Your conditions keep all items away together, not one of them alone.")
        alone = translate("NothingMatches", "Leave out one condition:")
        self._said.setText("\n".join((*map(say, unknown), alone if found else together)))
        for hindrance in found[:_OFFERED]:
            items = hindrance.items
            said = _shown(str(hindrance.term)), items
            button = QPushButton(plural("NothingMatches", "Without {0}: {1} items", None, items, *said))
            button.clicked.connect(lambda _checked=False, term=hindrance.term: self.without.emit(term))
            self._offers.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()
        in_reading_order(self)

    def _fit(self) -> None:
        """A button that is wider than the room says its number in a second line."""
        for button in self.offers:
            head, _colon, number = button.text().replace("\n", " ").rpartition(": ")
            button.setText(f"{head}: {number}")
            if button.sizeHint().width() > self.width():
                button.setText(f"{head}:\n{number}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._fit()


def _shown(text: str) -> str:
    """A condition on a button, where ``&`` would mark a key."""
    return one_line(text, _WIDTH).replace("&", "&&")
