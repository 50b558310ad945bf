"""Two painted surfaces: a card, and a button of which one of several is chosen.

They are drawn from the palette at every painting and not by a style sheet: Qt reads the palette's colours into
a style sheet once, so that half a window would stay light when the theme turns dark.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

_CORNER_RADIUS = 8.0


class Card(QFrame):
    """A framed surface with round corners."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the surface."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _CORNER_RADIUS, _CORNER_RADIUS)
        painter.end()


class PillButton(QPushButton):
    """A button with round corners that is filled while it is checked, or always where it ``leads``."""

    is_primary = False

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """The text with some air around it."""
        metrics = self.fontMetrics()
        text_size = metrics.size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(text_size.width() + 26, metrics.height() + 14)

    def minimumSizeHint(self) -> QSize:
        """The text is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw surface, edge and text."""
        role, colours = QPalette.ColorRole, self.palette()
        is_filled = self.isChecked() or self.isDown() or (self.is_primary and self.isEnabled())
        edge = QPen(colours.color(role.Highlight if is_filled or self.underMouse() else role.Mid), 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(edge)
        painter.setBrush(colours.color(role.Highlight if is_filled else role.Base))
        inset = edge.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 6, 6)
        text_role = role.HighlightedText if is_filled else role.ButtonText
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic
        self.style().drawItemText(painter, self.rect(), flags, colours, self.isEnabled(), self.text(), text_role)
        painter.end()
