"""A ring around whatever the keyboard is at: the same in every theme, for every kind of widget, in every window.

The styles of Qt show the focus here and there, by a shade. This ring has the colour of the text, lies outside of the
widget, and is never in the way of scrolling.
"""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QMenuBar,
    QProxyStyle,
    QScrollArea,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from shiboken6 import isValid

WIDTH = 2
"""How wide the ring is, in device-independent pixels."""
_AIR = 8
"""How far from the edge of a part that scrolls the widget with the focus is kept."""


class _Around(QProxyStyle):
    """How far from a widget the ring lies, and that it lies above what stands beside it."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Called by Qt."""
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return WIDTH
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """Called by Qt."""
        if hint is QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returned)


class _Ring(QFocusFrame):
    """The ring around one widget; Qt keeps it in its place and takes its middle out."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill what is left of the ring's rectangle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.palette().color(QPalette.ColorRole.WindowText)))
        painter.end()


class FocusRing(QObject):
    """Shows the ring where the focus is, as long as it is moved by the keyboard and not by the mouse."""

    _moved_on = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._moved_on.connect(self._put, Qt.ConnectionType.QueuedConnection)
        self._style = _Around("Fusion")
        self._style.setParent(self)
        self._ring: _Ring | None = None
        self._by_keyboard = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)

    @property
    def around(self) -> QWidget | None:
        """The widget that has the ring."""
        return self._ring.widget() if self._ring is not None and isValid(self._ring) else None

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):  # it went with its window otherwise
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None
        if now is None:
            return
        # Qt knows whether it was Tab; where a page or a window moved the focus on, it is whoever acted last.
        if now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            self._by_keyboard = True
        elif QApplication.mouseButtons() is not Qt.MouseButton.NoButton:
            self._by_keyboard = False
        self._moved_on.emit()

    def _put(self) -> None:
        """Put the ring where the focus is by now, in sight: coming from outside, Qt does not scroll a part to it."""
        now = QApplication.focusWidget()
        shows_it_itself = now is None or now.isWindow() or isinstance(now, QMenuBar)
        if self._ring is None and self._by_keyboard and now is not None and not shows_it_itself:
            around = now.parentWidget()
            while around is not None:
                if isinstance(around, QScrollArea):
                    _bring(around, now)
                around = around.parentWidget()
            self._ring = _Ring(now)
            self._ring.setStyle(self._style)
            self._ring.setWidget(now)


def _bring(scrolling: QScrollArea, widget: QWidget) -> None:
    """Scroll to a widget, to the whole of it if there is room; Qt itself goes only to the cursor of a text."""
    content = scrolling.widget()
    if content is not None:
        for corner in (widget.rect().bottomRight(), widget.rect().topLeft()):
            place = widget.mapTo(content, corner)
            scrolling.ensureVisible(place.x(), place.y(), _AIR, _AIR)
