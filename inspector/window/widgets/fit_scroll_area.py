"""A scroll area that gives its content all the space there is, and scrolls where that is not enough."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_MIN_HEIGHT, _MAX_MINIMUM_WIDTH = 120, 480


class FitScrollArea(QScrollArea):
    """Never lower inside than its content needs for its words, at its width; never narrower than its content."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A ground of our own: to be handed Qt's would load every class of widgets that there is.
        backdrop = QWidget()
        self.setViewport(backdrop)
        self.setWidget(content)
        for surface in (content, backdrop):  # what is behind shows through: painted once, not three times
            surface.setAutoFillBackground(False)
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the content needs."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self._content:
            self.updateGeometry()
            self._resize_content()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._resize_content()

    def _resize_content(self) -> None:
        content, available = self._content, self.maximumViewportSize()
        min_width = self._find_min_width()
        height = available.height() - (
            self.horizontalScrollBar().sizeHint().height() if min_width > available.width() else 0
        )
        width = max(available.width(), min_width)
        needed_height = _find_min_height(content, width)
        if needed_height > height:
            width = max(available.width() - self.verticalScrollBar().sizeHint().width(), min_width)
            needed_height = _find_min_height(content, width)
        content.resize(width, max(height, needed_height))

    def sizeHint(self) -> QSize:
        """What the content asks for."""
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Low, and as wide as the content needs, where that is not much: a wide one is scrolled sideways too."""
        return QSize(
            min(self._find_min_width() + self.verticalScrollBar().sizeHint().width(), _MAX_MINIMUM_WIDTH), _MIN_HEIGHT
        )

    def _find_min_width(self) -> int:
        return max(self._content.minimumSizeHint().width(), self._content.minimumWidth())


def _find_min_height(content: QWidget, width: int) -> int:
    """How high a widget must be at a width, so that no wrapped words are cut."""
    layout = content.layout()
    if layout is None or not layout.hasHeightForWidth():
        return content.minimumSizeHint().height()
    return layout.totalMinimumHeightForWidth(width)
