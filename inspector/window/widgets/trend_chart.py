"""The painted chart of the Timeline: a column a month, the open part filled, and lines where something changed.

It shows the months that it is given and computes none. A stretch of months is chosen by dragging, or by the arrow
keys with Shift; everything that is drawn is also said by the accessible name and the tables on the page.
"""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.window import accessibility
from inspector.window.localization import plural, say, written
from inspector.window.widgets import text_widgets
from inspector.window.widgets.outcome_chart import paint_fill
from inspector.window.widgets.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from inspector.exposure import Mark, Month

translate = QCoreApplication.translate

_OPEN = "could_be_used"
_HATCHED, _SEAM = 5.0, 1.5
"""How wide a column must be to be hatched, and the seam between the hatched and the filled, in pixels."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_SIGNS = {"rule": "§", "setting": "S", "region": "R", "age": "18"}
"""What stands above a line, so that the kinds are told apart without their colour."""


def month_words(month: dt.date) -> str:
    """A month as the person's language writes it."""
    return f"{QLocale().standaloneMonthName(month.month, QLocale.FormatType.ShortFormat)} {month.year}"


class MonthsChart(QWidget):
    """Months from left to right; ``chosen`` tells that another stretch of them was chosen."""

    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._months: tuple[Month, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._anchor: int | None = None
        self._head: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs so in every language here, as its keys do
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._tell()

    @property
    def stretch(self) -> "tuple[Month, Month] | tuple[None, None]":
        """The first and the last of the chosen months."""
        if self._anchor is None or self._head is None:
            return None, None
        low, high = sorted((self._anchor, self._head))
        return self._months[low], self._months[high]

    def show_months(self, months: "Sequence[Month]", marks: "Sequence[Mark]") -> None:
        """Show other numbers; the chosen months stay where they are still there."""
        self._months, self._marks = tuple(months), tuple(marks)
        if self._head is not None and max(self._head, self._anchor or 0) >= len(self._months):
            self._anchor = self._head = None
        self._tell()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.update()

    def _tell(self) -> None:
        first, last = self.stretch
        self.setAccessibleName(translate("MonthsChart", "Items by month, and for how many the use was open"))
        if first is not None and last is not None:
            items = last.items
            said = month_words(first.month), month_words(last.month), items, last.open
            self.setAccessibleDescription(
                plural("MonthsChart", "{0} to {1} chosen; {2} items at the end, {3} of them open", None, items, *said)
            )
        elif self._months:
            ends = self._months[0], self._months[-1]
            self.setAccessibleDescription(
                translate("MonthsChart", "{0} to {1}; the table beside it has the numbers").format(
                    *(month_words(m.month) for m in ends)
                )
            )

    def sizeHint(self) -> QSize:
        """A wide strip."""
        return QSize(640, 220)

    def minimumSizeHint(self) -> QSize:
        """Low, but still to be read."""
        letters = self.fontMetrics()
        return QSize(letters.horizontalAdvance("0") * 34, letters.height() * 9)

    # ---- painting

    def painted_texts(self) -> "Iterator[text_widgets.Painted]":
        """The greatest number, and the years that have room beside the next."""
        metrics, area = QFontMetricsF(self.font()), self._area()
        most = f"{self._most():,}"
        yield text_widgets.Painted(most, metrics.horizontalAdvance(most), area.left() - 6)
        yield text_widgets.Painted(most, 2 * metrics.height() + 16, self.height())
        for year, room in self._years():
            yield text_widgets.Painted(year, metrics.horizontalAdvance(year), room.width())

    def _area(self) -> QRectF:
        """Where the columns stand: the signs of the marks above, the years below, the greatest number at the left."""
        metrics = QFontMetricsF(self.font())
        left = metrics.horizontalAdvance(written(self._most())) + 10
        height = metrics.height()
        return QRectF(left, height + 6, max(1.0, self.width() - left - 8), max(1.0, self.height() - 2 * height - 16))

    def _most(self) -> int:
        return max((month.items for month in self._months), default=0)

    def _column(self, place: int) -> QRectF:
        """The whole height of a month's column."""
        area = self._area()
        width = area.width() / max(1, len(self._months))
        return QRectF(area.left() + place * width, area.top(), width, area.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw columns, marks, years and the chosen stretch."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        area = self._area()
        painter.setPen(QColor(self._theme.muted))
        top = QRectF(0, area.top() - 2, area.left() - 6, 40)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, written(self._most()))
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        for place, month in enumerate(self._months):
            self._paint_month(painter, self._column(place), month)
        self._paint_years(painter, area)
        self._paint_marks(painter, area)
        self._paint_stretch(painter)
        painter.end()

    def _paint_month(self, painter: QPainter, column: QRectF, month: "Month") -> None:
        unit = column.height() / max(1, self._most())
        gap = min(2.0, column.width() * 0.15)
        width = column.width() - gap
        if month.items:
            height = max(1.5, month.items * unit)
            self._paint_rest(painter, QRectF(column.left(), column.bottom() - height, width, height))
        if month.open:
            height = max(1.5, month.open * unit)
            box = QRectF(column.left(), column.bottom() - height, width, height)
            painter.fillRect(box.adjusted(0, -_SEAM, 0, 0), QColor(self._theme.base))
            paint_fill(painter, box, _OPEN, False, self._theme)

    def _paint_rest(self, painter: QPainter, box: QRectF) -> None:
        """A column of all items: hatched within an edge, so that it is told from the filled one without its colour."""
        edge = QColor(self._theme.edge)
        if box.width() < _HATCHED:
            painter.fillRect(box, edge)
            return
        painter.fillRect(box, QBrush(edge, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, 0))

    def _paint_years(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(QColor(self._theme.muted))
        for place, month in enumerate(self._months):
            if month.month.month == 1:
                left = self._column(place).left()
                painter.drawLine(QPointF(left, area.bottom()), QPointF(left, area.bottom() + 4))
        for year, room in self._years():
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, year)

    def _years(self) -> "Iterator[tuple[str, QRectF]]":
        """The years with the room for their words: as many as have room before the next, and before the edge."""
        area, metrics = self._area(), QFontMetricsF(self.font())
        ends = self.width()
        found: list[tuple[str, QRectF]] = []
        for place, month in reversed(list(enumerate(self._months))):
            left, year = self._column(place).left() + 2, str(month.month.year)
            begins = month.month.month == 1 or place == 0
            if begins and left + metrics.horizontalAdvance(year) <= ends:
                found.append((year, QRectF(left, area.bottom() + 3, ends - left, self.height() - area.bottom() - 3)))
                ends = round(left) - 4
        return reversed(found)

    def _paint_marks(self, painter: QPainter, area: QRectF) -> None:
        last_right = -1.0
        for mark in self._marks:
            x = self._place_of(mark.day)
            if x is None:
                continue
            colour = QColor(self._theme.accent if mark.kind == "rule" else self._theme.warning)
            style = Qt.PenStyle.DashLine if mark.kind == "rule" else Qt.PenStyle.SolidLine
            painter.setPen(QPen(colour, 1.5, style))
            painter.drawLine(QPointF(x, area.top() - 2), QPointF(x, area.bottom()))
            width = QFontMetricsF(self.font()).horizontalAdvance(_SIGNS[mark.kind])
            if x - width / 2 > last_right + 2:
                painter.drawText(QPointF(x - width / 2, area.top() - 5), _SIGNS[mark.kind])
                last_right = x + width / 2

    def _place_of(self, day: dt.date) -> float | None:
        """Where a day stands from left to right; ``None`` outside the months shown."""
        for place, month in enumerate(self._months):
            if (month.month.year, month.month.month) == (day.year, day.month):
                column = self._column(place)
                return column.left() + column.width() * (day.day - 1) / 31
        return None

    def _paint_stretch(self, painter: QPainter) -> None:
        if self._anchor is None or self._head is None:
            return
        low, high = sorted((self._anchor, self._head))
        box = self._column(low).united(self._column(high))
        colour = QColor(self._theme.accent)
        painter.setPen(QPen(colour, 2))
        colour.setAlpha(36)
        painter.setBrush(colour)
        painter.drawRect(box.adjusted(0, -1, 0, 0))

    # ---- choosing

    def _at(self, x: float) -> int | None:
        area = self._area()
        if not self._months or not area.width():
            return None
        place = int((x - area.left()) / (area.width() / len(self._months)))
        return min(max(place, 0), len(self._months) - 1)

    def _choose(self, anchor: int | None, head: int | None) -> None:
        if (anchor, head) != (self._anchor, self._head):
            self._anchor, self._head = anchor, head
            self._tell()
            self.update()
            self.chosen.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stretch."""
        if event.button() is Qt.MouseButton.LeftButton:
            place = self._at(event.position().x())
            held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor is not None
            self._choose(self._anchor if held else place, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the stretch on; without a button, say what stands under the mouse."""
        place = self._at(event.position().x())
        if event.buttons() & Qt.MouseButton.LeftButton and self._anchor is not None:
            self._choose(self._anchor, place)
        elif place is not None:
            month = self._months[place]
            items = month.items
            told = month_words(month.month), items, month.open
            said = plural("MonthsChart", "{0}: {1} items, {2} open", None, items, *told)
            changed = [say(mark.words) for mark in self._marks if mark.day.replace(day=1) == month.month]
            text_widgets.tip(self, "; ".join([said, *changed]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home and End choose a month, with Shift a stretch; Escape chooses none."""
        key, last = Qt.Key(event.key()), len(self._months) - 1
        if key is Qt.Key.Key_Escape and self._head is not None:
            self._choose(None, None)
            return
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if last < 0 or (key not in _STEPS and key not in ends):
            super().keyPressEvent(event)
            return
        here = self._head if self._head is not None else last + 1
        there = ends[key] if key in ends else min(max(here + _STEPS[key], 0), last)
        held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor is not None
        self._choose(self._anchor if held else there, there)
        accessibility.announce(self, self.accessibleDescription())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The newest month is chosen when the keyboard arrives."""
        if (
            self._head is None
            and self._months
            and event.reason()
            in (
                Qt.FocusReason.TabFocusReason,
                Qt.FocusReason.BacktabFocusReason,
            )
        ):
            self._choose(len(self._months) - 1, len(self._months) - 1)
        super().focusInEvent(event)
