"""Inputs that do not change while a page is scrolled, and a page that scrolls up and down only."""

import datetime as dt

from PySide6.QtCore import QDate, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

from inspector.window.localization import day_format, translate
from inspector.window.widgets import text_widgets

_MIN_LETTERS = 9
"""How many letters of a choice are seen at least."""


def add_clear_button(line: QLineEdit) -> None:
    """Give a line a button that empties it, with a name for it."""
    line.setClearButtonEnabled(True)
    for button in line.findChildren(QToolButton):
        button.setAccessibleName(translate("Empty the line"))


class WheelSafeComboBox(QComboBox):
    """A combo box that leaves the wheel to the page around it; a text too long is shortened, whole in its tip."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self._own_tip = ""
        self.currentTextChanged.connect(lambda _text: self._update_tip())
        text_widgets.allow_eliding(self)

    def showEvent(self, event: QShowEvent) -> None:
        """On Linux a screen reader is told the choice in the place of the name; without a label the name is lost."""
        parent = self.parentWidget()
        siblings = parent.children() if parent is not None else []
        has_label = any(isinstance(label, QLabel) and label.buddy() is self for label in siblings)
        self.setAccessibleDescription("" if has_label else self.accessibleName())
        super().showEvent(event)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Called by Qt before drawing."""
        super().initStyleOption(option)
        area, kind = QStyle.SubControl.SC_ComboBoxEditField, QStyle.ComplexControl.CC_ComboBox
        text_width = self.style().subControlRect(kind, option, area, self).width() - 2
        option.currentText = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, text_width)

    def minimumSizeHint(self) -> QSize:
        """Room for some letters: a longer text is shortened before others lose their room to it."""
        hint = super().minimumSizeHint()
        min_width = self.fontMetrics().horizontalAdvance("x" * _MIN_LETTERS) + hint.height()
        return QSize(min(hint.width(), min_width), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold the text, or no longer."""
        super().resizeEvent(event)
        self._update_tip()

    def _update_tip(self) -> None:
        """Have the tip tell a text that had to be shortened; a tip that someone else gave stays."""
        if self.toolTip() == self._own_tip and not self.isEditable():
            option = QStyleOptionComboBox()
            self.initStyleOption(option)
            text_widgets.set_tool_tip(self, self.currentText() if option.currentText != self.currentText() else "")
            self._own_tip = self.toolTip()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class WheelSafeDateEdit(QDateEdit):
    """A day as the language writes it; it tells of a change once the day is whole, not at every key."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.setDisplayFormat(day_format())
        self.setCalendarPopup(True)
        self.setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)

    def chosen_day(self) -> dt.date:
        """The day that the field shows."""
        day = self.date()
        return dt.date(day.year(), day.month(), day.day())

    def show_day(self, day: dt.date) -> None:
        """Show a day without telling of a change."""
        blocked = self.blockSignals(True)
        self.setDate(QDate(day.year, day.month, day.day))
        self.blockSignals(blocked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ClearableLineEdit(QLineEdit):
    """A line to write in, with its name in it while it is empty."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        add_clear_button(self)
        margins = self.textMargins()
        self.setTextMargins(margins.left() + 4, margins.top() + 2, margins.right(), margins.bottom() + 2)


class VerticalScrollArea(QScrollArea):
    """Scrolls up and down only: it is never narrower than its content."""

    def __init__(self, content: QWidget, min_width: int) -> None:
        super().__init__()
        self._min_width = min_width
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        self._update_minimum_width()

    def _update_minimum_width(self) -> None:
        content = self.widget()
        content_width = content.minimumSizeHint().width() if content is not None else 0
        self.setMinimumWidth(max(content_width, self._min_width) + self.verticalScrollBar().sizeHint().width())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what the content needs."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self.widget():
            self._update_minimum_width()
        return super().eventFilter(watched, event)
