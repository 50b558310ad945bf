"""A ring around the widget with the keyboard focus: the same in every theme, for every kind of widget, in every window.

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

RING_WIDTH = 2
"""How wide the ring is, in device-independent pixels."""
_SCROLL_MARGIN = 8
"""How far from the edge of a part that scrolls the widget with the focus is kept."""


class _FocusRingStyle(QProxyStyle):
    """How far from a widget the ring lies, and that it lies above what stands beside it."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Called by Qt."""
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return RING_WIDTH
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


class _FocusRingFrame(QFocusFrame):
    """The ring around one widget; Qt keeps it in its place and takes its middle out."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill what is left of the ring's rectangle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.palette().color(QPalette.ColorRole.WindowText)))
        painter.end()


class FocusRing(QObject):
    """Shows the ring where the focus is, as long as it is moved by the keyboard and not by the mouse."""

    _focus_moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._focus_moved.connect(self._show_ring, Qt.ConnectionType.QueuedConnection)
        self._style = _FocusRingStyle("Fusion")
        self._style.setParent(self)
        self._frame: _FocusRingFrame | None = None
        self._by_keyboard = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    @property
    def target(self) -> QWidget | None:
        """The widget that has the ring."""
        return self._frame.widget() if self._frame is not None and isValid(self._frame) else None

    def _follow_focus(self, _before: QWidget | None, widget: QWidget | None) -> None:
        if self._frame is not None and isValid(self._frame):  # it went with its window otherwise
            self._frame.hide()
            self._frame.deleteLater()
        self._frame = None
        if widget is None:
            return
        # Qt knows whether it was Tab; where a page or a window moved the focus on, it is whoever acted last.
        if widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            self._by_keyboard = True
        elif QApplication.mouseButtons() is not Qt.MouseButton.NoButton:
            self._by_keyboard = False
        self._focus_moved.emit()

    def _show_ring(self) -> None:
        """Put the ring where the focus is by now, in sight: coming from outside, Qt does not scroll a part to it."""
        widget = QApplication.focusWidget()
        has_own_focus_mark = widget is None or widget.isWindow() or isinstance(widget, QMenuBar)
        if self._frame is None and self._by_keyboard and widget is not None and not has_own_focus_mark:
            ancestor = widget.parentWidget()
            while ancestor is not None:
                if isinstance(ancestor, QScrollArea):
                    _scroll_to(ancestor, widget)
                ancestor = ancestor.parentWidget()
            self._frame = _FocusRingFrame(widget)
            self._frame.setStyle(self._style)
            self._frame.setWidget(widget)


def _scroll_to(scroll_area: QScrollArea, widget: QWidget) -> None:
    """Scroll to a widget, to the whole of it if there is room; Qt itself goes only to the cursor of a text."""
    content = scroll_area.widget()
    if content is not None:
        for corner in (widget.rect().bottomRight(), widget.rect().topLeft()):
            position = widget.mapTo(content, corner)
            scroll_area.ensureVisible(position.x(), position.y(), _SCROLL_MARGIN, _SCROLL_MARGIN)
