"""The badge of an outcome: its mark and its words, never colour alone."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.window.localization import localize, translate
from inspector.window.widgets.mirroring import mirror_box
from inspector.window.widgets.theme import OUTSIDE, Theme, paint_mark

if TYPE_CHECKING:
    from inspector.policy import Verdict

OUTCOME_ROLE = Qt.ItemDataRole.UserRole
"""The role under which a model gives the key of an outcome: its id, or ``theme.OUTSIDE``."""
_MIN_MARK_SIZE = 14
"""The least side of a mark, in device-independent pixels."""
_GAP = 6
_SCALES = (1, 2, 3)


def outcome_key(verdict: "Verdict") -> str:
    """The key under which the theme knows the outcome of a verdict."""
    return verdict.outcome.value if verdict.outcome is not None else OUTSIDE


def outcome_label(verdict: "Verdict") -> str:
    """The label of a verdict; where it gives only the reason, the outcome is named before it."""
    if verdict.outcome is None or verdict.label.split()[0] == verdict.outcome.label.split()[0]:
        return localize(verdict.label)
    return f"{localize(verdict.outcome.label)}: {localize(verdict.label)}"


def mark_size(metrics: QFontMetrics) -> int:
    """The side of a mark beside letters of a size, in device-independent pixels."""
    return max(_MIN_MARK_SIZE, round(metrics.height() * 0.8))


def mark_icon(outcome: str, theme: Theme, size: int) -> QIcon:
    """The mark of an outcome as an icon of that side, sharp at the usual scales."""
    icon = QIcon()
    for scale in _SCALES:
        icon.addPixmap(_render_mark(outcome, theme, size, scale))
    return icon


def _render_mark(outcome: str, theme: Theme, size: int, scale: float) -> QPixmap:
    pixmap = QPixmap(round(size * scale), round(size * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_mark(painter, QRectF(0, 0, size, size), outcome, theme)
    painter.end()
    return pixmap


class OutcomeMark(QWidget):
    """The mark of one outcome on its own; its words stand beside it in a label."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._outcome: str | None = None
        self._mark_size = mark_size(self.fontMetrics())
        self.setFixedSize(QSize(self._mark_size + 2, self._mark_size + 2))
        self.setAccessibleDescription(translate("The mark of the outcome"))

    def show_outcome(self, outcome: str | None, label: str) -> None:
        """Show the mark of an outcome, by its key; ``None`` shows nothing. ``words`` are for a screen reader."""
        self._outcome = outcome
        self.setAccessibleName(label)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Put on a theme."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        if self._outcome is not None:
            painter = QPainter(self)
            paint_mark(painter, QRectF(1, 1, self._mark_size, self._mark_size), self._outcome, self._theme)
            painter.end()


class BadgeDelegate(QStyledItemDelegate):
    """Paints the outcome of a row as mark and words; the model gives the words and, by its own role, the key."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marks: dict[tuple[str, int, float], QPixmap] = {}

    def set_theme(self, theme: Theme) -> None:
        """Put on a theme; the view is to be painted anew by its owner."""
        self._theme = theme
        self._marks.clear()

    def _get_mark(self, outcome: str, size: int, scale: float) -> QPixmap:
        """A mark as it is drawn on a screen of that scale, kept: a page shows the same few again and again."""
        key = (outcome, size, scale)
        if key not in self._marks:
            self._marks[key] = _render_mark(outcome, self._theme, size, scale)
        return self._marks[key]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground of the cell as the style does, then the mark, the words and the focus."""
        outcome = index.data(OUTCOME_ROLE)
        if outcome is None:
            super().paint(painter, option, index)
            return
        label = index.data()  # all that is painted here; Qt's own way asks the model for six things more
        widget: QWidget | None = option.widget
        style = widget.style() if widget is not None else QApplication.style()
        painter.save()
        painter.setClipRect(option.rect)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        self._paint_badge(painter, option, outcome, label)
        painter.restore()

    def _paint_badge(self, painter: QPainter, option: QStyleOptionViewItem, outcome: str, label: str) -> None:
        rect: QRect = option.rect
        size = mark_size(option.fontMetrics)
        cell = QRectF(rect)
        mark_rect = mirror_box(
            QRectF(rect.left() + _GAP, rect.center().y() - size / 2 + 1, size, size), cell, option.direction
        )
        palette: QPalette = option.palette
        colour = QColor(self._theme.outcomes[outcome][1])
        if option.state & QStyle.StateFlag.State_Selected:
            self._paint_mark_background(painter, mark_rect)
            colour = palette.color(QPalette.ColorRole.HighlightedText)
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(mark_rect.topLeft(), self._get_mark(outcome, size, scale))
        label_rect = mirror_box(cell.adjusted(_GAP + size + _GAP, 0, -_GAP // 2, 0), cell, option.direction)
        elided_label = option.fontMetrics.elidedText(label, Qt.TextElideMode.ElideRight, int(label_rect.width()))
        painter.setPen(colour)
        painter.drawText(label_rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, elided_label)

    def _paint_mark_background(self, painter: QPainter, mark_rect: QRectF) -> None:
        """A patch of the ordinary ground, on which the mark keeps its contrast in a selected row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.base))
        painter.drawRoundedRect(mark_rect.adjusted(-2, -2, 2, 2), 3, 3)
        painter.restore()
