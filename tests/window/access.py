"""Finds what a person who does not see the screen or uses no mouse would miss in a part of the window.

The finders look at what is in sight; ``places`` brings everything into sight, one after the other.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFocusFrame,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSplitterHandle,
    QTextEdit,
    QWidget,
)

INPUTS = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QAbstractItemView, QProgressBar)
"""What must have a name although it shows no words of its own."""
_PAINTED_BY_QT = (QFrame, QAbstractButton, *INPUTS)
"""Kinds that draw themselves and whose words Qt hands on: what is drawn there needs no description."""


def said(widget: QWidget, kind: QAccessible.Text = QAccessible.Text.Name) -> str:
    """What a screen reader is told of a widget."""
    if isinstance(widget, QComboBox) and kind is QAccessible.Text.Name:
        return _name_of_choices(widget)
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(kind) if interface is not None and interface.isValid() else ""


def _name_of_choices(box: QComboBox) -> str:
    """Under Linux Qt tells the choice in the place of the name; only a label beside it or a description names it.

    Ours describe themselves when they come into sight.
    """
    beside = [label for label in box.parentWidget().children() if isinstance(label, QLabel) and label.buddy() is box]
    if beside:
        return beside[0].text()
    return said(box, QAccessible.Text.Description) if box.isVisible() else box.accessibleName()


def in_sight(top: QWidget) -> list[QWidget]:
    """The widget and everything in it that is in sight, but for the inner parts of Qt's own widgets."""
    return [
        widget
        for widget in (top, *top.findChildren(QWidget))
        if (widget is top or widget.isVisibleTo(top)) and not _inner(widget) and not _of_another_window(widget, top)
    ]


def _inner(widget: QWidget) -> bool:
    return widget.objectName().startswith("qt_") or isinstance(widget, QSplitterHandle | QHeaderView)


def _of_another_window(widget: QWidget, top: QWidget) -> bool:
    return widget is not top and widget.window() is not top.window()


def _told(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton | QLabel) else widget.windowTitle()
    return f"{type(widget).__name__} {widget.objectName() or words!r}"


def _drawn_by_us(widget: QWidget) -> bool:
    ours = any(kind.__module__.startswith("inspector.") and "paintEvent" in vars(kind) for kind in type(widget).mro())
    return ours and not isinstance(widget, _PAINTED_BY_QT)


# ---- names


def nameless(top: QWidget) -> list[str]:
    """What can be reached or read, and has no name; labels that say something else than what they show."""
    found = []
    for widget in in_sight(top):
        reached = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and not isinstance(widget, QLabel)
        if (reached or isinstance(widget, (*INPUTS, QAbstractButton))) and not said(widget).strip():
            found.append(f"without a name: {_told(widget)}")
        if isinstance(widget, QLabel) and widget.accessibleName():
            found.append(f"a label whose name hides its text: {_told(widget)}")
        if _drawn_by_us(widget):
            found += [
                f"drawn, without a {kind.name.lower()}: {_told(widget)}"
                for kind in (QAccessible.Text.Name, QAccessible.Text.Description)
                if not said(widget, kind).strip()
            ]
    return [*found, *_alike(top), *_mnemonics(top)]


def _alike(top: QWidget) -> list[str]:
    """Buttons and inputs that bear the same name, so that a list of them tells nothing."""
    names: dict[tuple[str, str], int] = {}
    for widget in in_sight(top):
        if isinstance(widget, QPushButton | QLineEdit | QComboBox) and not isinstance(widget.parent(), QComboBox):
            key = (type(widget).__name__, said(widget))
            names[key] = names.get(key, 0) + 1
    return [f"{count} of the same name: {kind} {name!r}" for (kind, name), count in names.items() if count > 1]


def _mnemonics(top: QWidget) -> list[str]:
    """Labels with a marked letter that leads nowhere."""
    return [
        f"a letter that leads nowhere: {_told(widget)}"
        for widget in in_sight(top)
        if isinstance(widget, QLabel)
        and "&" in widget.text().replace("&&", "")
        and widget.textFormat() is not Qt.TextFormat.PlainText
        and widget.buddy() is None
    ]


# ---- the order of the keyboard


def stops(top: QWidget) -> list[QWidget]:
    """Where Tab stops, from the first on, as Qt's chain of focus has it."""
    chain, widget = [], top
    while (widget := widget.nextInFocusChain()) is not top:
        chain.append(widget)
    return [
        widget
        for widget in chain
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.isVisibleTo(top)
        and top.isAncestorOf(widget)
        and widget.window() is top.window()
        and not _inner(widget)
        and widget.focusProxy() is None
    ]


def out_of_order(top: QWidget) -> list[str]:
    """Stops that lie before the stop they follow: above it in the same column, or left of it in the same row."""
    found, before = [], None
    for widget in stops(top):
        if before is not None and _goes_back(_box(before, top), _box(widget, top), top):
            found.append(f"{_told(before)} ({said(before)}) is followed by {_told(widget)} ({said(widget)})")
        before = widget
    return found


# ---- the focus


def unseen_focus(top: QWidget) -> list[str]:
    """Stops that Tab reaches and that look, at their edges, nearly as they do without the focus.

    The window must be active. What is out of sight in a part that scrolls must come into sight with the focus.
    """
    found = []
    reached = []
    for widget in _tabbed(top):
        if _shown_box(widget, top).isEmpty():
            found.append(f"the focus is out of sight: {_told(widget)} ({said(widget)})")
        elif not stands_out(widget, top):
            found.append(f"the focus cannot be seen: {_told(widget)} ({said(widget)})")
        reached.append(widget)
    missed = [stop for stop in stops(top) if stop not in reached]
    return [*found, *(f"Tab does not come to {_told(stop)} ({said(stop)})" for stop in missed)]


def _tabbed(top: QWidget) -> Iterator[QWidget]:
    """Where Tab comes to, until it comes back to where it was at first; a day has three stops in one widget."""
    first = last = None
    while True:
        QTest.keyClick(QApplication.focusWidget() or top, Qt.Key.Key_Tab)
        QApplication.processEvents()
        widget = QApplication.focusWidget()
        if widget is first or widget is None or not top.isAncestorOf(widget):
            return
        first = first or widget
        if widget is not last:
            yield widget
        last = widget


def _shown_box(widget: QWidget, top: QWidget) -> QRect:
    """Where a widget can be seen of what its ancestors leave in sight, in the coordinates of ``top``."""
    box, around = _box(widget, top), widget.parentWidget()
    while around is not None and around is not top:
        box, around = box.intersected(_box(around, top)), around.parentWidget()
    return box


def stands_out(widget: QWidget, top: QWidget) -> bool:
    """Whether the focus changes as much as one line around the widget, by 3 to 1 or more."""
    box = _box(widget, top).adjusted(-4, -4, 4, 4).intersected(top.rect())
    lit = _luminances(top.grab(box).toImage())
    frames = top.window().findChildren(QFocusFrame)
    ring = [frame for frame in frames if frame.widget() is widget and frame.isVisible()]
    for frame in ring:
        frame.hide()
    dark = _luminances(top.grab(box).toImage())
    for frame in ring:
        frame.show()
    contrast = (np.maximum(lit, dark) + 0.05) / (np.minimum(lit, dark) + 0.05)
    shown = _shown_box(widget, top).size()
    return int((contrast >= 3).sum()) >= shown.width() + shown.height()


def _luminances(picture: QImage) -> NDArray[np.float64]:
    """The relative luminance of each pixel as WCAG 2 defines it, shape (height, width)."""
    whole = picture.convertToFormat(QImage.Format.Format_RGB32)
    size = (whole.height(), whole.bytesPerLine() // 4, 4)
    channels = np.frombuffer(whole.constBits(), np.uint8).reshape(size)[:, : whole.width(), :3] / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.0722, 0.7152, 0.2126])  # blue, green, red


def _box(widget: QWidget, top: QWidget) -> QRect:
    return QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())


def _goes_back(here: QRect, there: QRect, top: QWidget) -> bool:
    mirrored = top.layoutDirection() is Qt.LayoutDirection.RightToLeft
    above = there.bottom() < here.top()
    beyond = there.right() <= here.left() if mirrored else there.left() >= here.right()
    behind = there.left() >= here.right() if mirrored else there.right() <= here.left()
    below = there.top() >= here.bottom()
    return (above and not beyond) or (behind and not below)
