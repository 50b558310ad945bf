"""What holds for every panel: each input has a name, and no text is cut."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget


def nameless(top: QWidget) -> list[str]:
    """The widgets that the keyboard can reach and a screen reader could not name."""
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in top.findChildren(QWidget)
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not isinstance(widget, QLabel)
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]


def clipped(top: QWidget) -> list[str]:
    """The labels and buttons whose text does not fit into the room they have."""
    return [
        widget.text()
        for widget in top.findChildren(QWidget)
        if isinstance(widget, QLabel | QAbstractButton) and widget.text() and widget.isVisibleTo(top)
        if not _fits(widget, top)
    ]


def _fits(widget: QLabel | QAbstractButton, top: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        whole = widget.heightForWidth(widget.width()) <= widget.height()
        widest = max(map(widget.fontMetrics().horizontalAdvance, widget.text().split()))
        fits = whole and widest <= widget.width()
    else:
        fits = widget.sizeHint().width() <= widget.width() and widget.sizeHint().height() <= widget.height()
    right = widget.mapTo(top, widget.rect().topRight()).x()
    return fits and right <= top.width()
