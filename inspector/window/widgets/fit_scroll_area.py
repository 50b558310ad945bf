"""Room for whatever does not fit: what stands in it has all the space there is, and is scrolled where that is less."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LOWEST, _WIDEST = 120, 480


class Room(QScrollArea):
    """Never lower inside than its content needs for its words, at its width; never narrower than its content."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A ground of our own: to be handed Qt's would load every class of widgets that there is.
        behind = QWidget()
        self.setViewport(behind)
        self.setWidget(content)
        for ground in (content, behind):  # what is behind shows through: painted once, not three times
            ground.setAutoFillBackground(False)
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the content needs."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self._content:
            self.updateGeometry()
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        content, room = self._content, self.maximumViewportSize()
        least = self._least()
        height = room.height() - (self.horizontalScrollBar().sizeHint().height() if least > room.width() else 0)
        width = max(room.width(), least)
        needed = _height(content, width)
        if needed > height:
            width = max(room.width() - self.verticalScrollBar().sizeHint().width(), least)
            needed = _height(content, width)
        content.resize(width, max(height, needed))

    def sizeHint(self) -> QSize:
        """What the content asks for."""
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Low, and as wide as the content needs, where that is not much: a wide one is scrolled sideways too."""
        return QSize(min(self._least() + self.verticalScrollBar().sizeHint().width(), _WIDEST), _LOWEST)

    def _least(self) -> int:
        return max(self._content.minimumSizeHint().width(), self._content.minimumWidth())


def _height(content: QWidget, width: int) -> int:
    """How high a widget must be at a width, so that no wrapped words are cut."""
    layout = content.layout()
    if layout is None or not layout.hasHeightForWidth():
        return content.minimumSizeHint().height()
    return layout.totalMinimumHeightForWidth(width)
