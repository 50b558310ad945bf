"""The painted chart of the Timeline: a column a month, the open part filled, and lines where something changed.

It shows the months that it is given and computes none. A stretch of months is chosen by dragging, or by the arrow
keys with Shift; everything that is drawn is also said by the accessible name and the tables on the page.
"""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
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
from inspector.window.localization import localize, localize_value, translate, translate_plural
from inspector.window.widgets import text_widgets
from inspector.window.widgets.outcome_chart import paint_fill
from inspector.window.widgets.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from inspector.exposure import Month, TimelineEvent


_OPEN_OUTCOME = "could_be_used"
_MIN_HATCH_WIDTH, _SEAM_WIDTH = 5.0, 1.5
"""How wide a column must be to be hatched, and the seam between the hatched and the filled, in pixels."""
_KEY_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_EVENT_SIGNS = {"rule": "§", "setting": "S", "region": "R", "age": "18"}
"""What stands above a line, so that the kinds are told apart without their colour."""


def format_month(month: dt.date) -> str:
    """A month as the person's language writes it."""
    return f"{QLocale().standaloneMonthName(month.month, QLocale.FormatType.ShortFormat)} {month.year}"


class MonthsChart(QWidget):
    """Months from left to right; ``chosen`` tells that another stretch of them was chosen."""

    selection_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._months: tuple[Month, ...] = ()
        self._events: tuple[TimelineEvent, ...] = ()
        self._anchor: int | None = None
        self._head: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs so in every language here, as its keys do
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._update_accessible_text()

    @property
    def selected_months(self) -> "tuple[Month, Month] | tuple[None, None]":
        """The first and the last of the chosen months."""
        if self._anchor is None or self._head is None:
            return None, None
        low, high = sorted((self._anchor, self._head))
        return self._months[low], self._months[high]

    def show_months(self, months: "Sequence[Month]", events: "Sequence[TimelineEvent]") -> None:
        """Show other numbers; the chosen months stay where they are still there."""
        self._months, self._events = tuple(months), tuple(events)
        if self._head is not None and max(self._head, self._anchor or 0) >= len(self._months):
            self._anchor = self._head = None
        self._update_accessible_text()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.update()

    def _update_accessible_text(self) -> None:
        first, last = self.selected_months
        self.setAccessibleName(translate("Items by month, and for how many the use was open"))
        if first is not None and last is not None:
            items = last.items
            self.setAccessibleDescription(
                translate_plural(
                    "{first} to {last} chosen; {number} item at the end, {open} of them open",
                    "{first} to {last} chosen; {number} items at the end, {open} of them open",
                    items,
                    first=format_month(first.month),
                    last=format_month(last.month),
                    open=last.open_items,
                )
            )
        elif self._months:
            self.setAccessibleDescription(
                translate(
                    "{first} to {last}; the table beside it has the numbers",
                    first=format_month(self._months[0].month),
                    last=format_month(self._months[-1].month),
                )
            )

    def sizeHint(self) -> QSize:
        """A wide strip."""
        return QSize(640, 220)

    def minimumSizeHint(self) -> QSize:
        """Low, but still to be read."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance("0") * 34, metrics.height() * 9)

    # ---- painting

    def painted_texts(self) -> "Iterator[text_widgets.PaintedText]":
        """The greatest number, and the years that have room beside the next."""
        metrics, area = QFontMetricsF(self.font()), self._plot_area()
        max_label = f"{self._max_items():,}"
        yield text_widgets.PaintedText(max_label, metrics.horizontalAdvance(max_label), area.left() - 6)
        yield text_widgets.PaintedText(max_label, 2 * metrics.height() + 16, self.height())
        for year, room in self._place_year_labels():
            yield text_widgets.PaintedText(year, metrics.horizontalAdvance(year), room.width())

    def _plot_area(self) -> QRectF:
        """Where the columns stand: the signs of the marks above, the years below, the greatest number at the left."""
        metrics = QFontMetricsF(self.font())
        left = metrics.horizontalAdvance(localize_value(self._max_items())) + 10
        height = metrics.height()
        return QRectF(left, height + 6, max(1.0, self.width() - left - 8), max(1.0, self.height() - 2 * height - 16))

    def _max_items(self) -> int:
        return max((month.items for month in self._months), default=0)

    def _column_rect(self, index: int) -> QRectF:
        """The whole height of a month's column."""
        area = self._plot_area()
        width = area.width() / max(1, len(self._months))
        return QRectF(area.left() + index * width, area.top(), width, area.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw columns, marks, years and the chosen stretch."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        area = self._plot_area()
        painter.setPen(QColor(self._theme.muted))
        label_box = QRectF(0, area.top() - 2, area.left() - 6, 40)
        painter.drawText(
            label_box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, localize_value(self._max_items())
        )
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        for index, month in enumerate(self._months):
            self._paint_month(painter, self._column_rect(index), month)
        self._paint_years(painter, area)
        self._paint_events(painter, area)
        self._paint_selection(painter)
        painter.end()

    def _paint_month(self, painter: QPainter, column: QRectF, month: "Month") -> None:
        unit = column.height() / max(1, self._max_items())
        gap = min(2.0, column.width() * 0.15)
        width = column.width() - gap
        if month.items:
            height = max(1.5, month.items * unit)
            self._paint_all_items(painter, QRectF(column.left(), column.bottom() - height, width, height))
        if month.open_items:
            height = max(1.5, month.open_items * unit)
            box = QRectF(column.left(), column.bottom() - height, width, height)
            painter.fillRect(box.adjusted(0, -_SEAM_WIDTH, 0, 0), QColor(self._theme.base))
            paint_fill(painter, box, _OPEN_OUTCOME, False, self._theme)

    def _paint_all_items(self, painter: QPainter, box: QRectF) -> None:
        """A column of all items: hatched within an edge, so that it is told from the filled one without its colour."""
        edge = QColor(self._theme.edge)
        if box.width() < _MIN_HATCH_WIDTH:
            painter.fillRect(box, edge)
            return
        painter.fillRect(box, QBrush(edge, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, 0))

    def _paint_years(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(QColor(self._theme.muted))
        for index, month in enumerate(self._months):
            if month.month.month == 1:
                left = self._column_rect(index).left()
                painter.drawLine(QPointF(left, area.bottom()), QPointF(left, area.bottom() + 4))
        for year, room in self._place_year_labels():
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, year)

    def _place_year_labels(self) -> "Iterator[tuple[str, QRectF]]":
        """The years with the room for their words: as many as have room before the next, and before the edge."""
        area, metrics = self._plot_area(), QFontMetricsF(self.font())
        right_edge = self.width()
        year_labels: list[tuple[str, QRectF]] = []
        for index, month in reversed(list(enumerate(self._months))):
            left, year = self._column_rect(index).left() + 2, str(month.month.year)
            starts_year = month.month.month == 1 or index == 0
            if starts_year and left + metrics.horizontalAdvance(year) <= right_edge:
                year_labels.append(
                    (year, QRectF(left, area.bottom() + 3, right_edge - left, self.height() - area.bottom() - 3))
                )
                right_edge = round(left) - 4
        return reversed(year_labels)

    def _paint_events(self, painter: QPainter, area: QRectF) -> None:
        last_right = -1.0
        for event in self._events:
            x = self._day_to_x(event.day)
            if x is None:
                continue
            colour = QColor(self._theme.accent if event.kind == "rule" else self._theme.warning)
            style = Qt.PenStyle.DashLine if event.kind == "rule" else Qt.PenStyle.SolidLine
            painter.setPen(QPen(colour, 1.5, style))
            painter.drawLine(QPointF(x, area.top() - 2), QPointF(x, area.bottom()))
            width = QFontMetricsF(self.font()).horizontalAdvance(_EVENT_SIGNS[event.kind])
            if x - width / 2 > last_right + 2:
                painter.drawText(QPointF(x - width / 2, area.top() - 5), _EVENT_SIGNS[event.kind])
                last_right = x + width / 2

    def _day_to_x(self, day: dt.date) -> float | None:
        """Where a day stands from left to right; ``None`` outside the months shown."""
        for index, month in enumerate(self._months):
            if (month.month.year, month.month.month) == (day.year, day.month):
                column = self._column_rect(index)
                return column.left() + column.width() * (day.day - 1) / 31
        return None

    def _paint_selection(self, painter: QPainter) -> None:
        if self._anchor is None or self._head is None:
            return
        low, high = sorted((self._anchor, self._head))
        box = self._column_rect(low).united(self._column_rect(high))
        colour = QColor(self._theme.accent)
        painter.setPen(QPen(colour, 2))
        colour.setAlpha(36)
        painter.setBrush(colour)
        painter.drawRect(box.adjusted(0, -1, 0, 0))

    # ---- choosing

    def _find_month_index(self, x: float) -> int | None:
        area = self._plot_area()
        if not self._months or not area.width():
            return None
        index = int((x - area.left()) / (area.width() / len(self._months)))
        return min(max(index, 0), len(self._months) - 1)

    def _select_months(self, anchor: int | None, head: int | None) -> None:
        if (anchor, head) != (self._anchor, self._head):
            self._anchor, self._head = anchor, head
            self._update_accessible_text()
            self.update()
            self.selection_changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stretch."""
        if event.button() is Qt.MouseButton.LeftButton:
            index = self._find_month_index(event.position().x())
            extends_selection = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor is not None
            self._select_months(self._anchor if extends_selection else index, index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the stretch on; without a button, say what stands under the mouse."""
        index = self._find_month_index(event.position().x())
        if event.buttons() & Qt.MouseButton.LeftButton and self._anchor is not None:
            self._select_months(self._anchor, index)
        elif index is not None:
            month = self._months[index]
            items = month.items
            summary = translate_plural(
                "{month}: {number} item, {open} open",
                "{month}: {number} items, {open} open",
                items,
                month=format_month(month.month),
                open=month.open_items,
            )
            event_texts = [
                localize(change.description) for change in self._events if change.day.replace(day=1) == month.month
            ]
            text_widgets.set_tool_tip(self, "; ".join([summary, *event_texts]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home and End choose a month, with Shift a stretch; Escape chooses none."""
        key, last = Qt.Key(event.key()), len(self._months) - 1
        if key is Qt.Key.Key_Escape and self._head is not None:
            self._select_months(None, None)
            return
        end_keys = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if last < 0 or (key not in _KEY_STEPS and key not in end_keys):
            super().keyPressEvent(event)
            return
        current = self._head if self._head is not None else last + 1
        target = end_keys[key] if key in end_keys else min(max(current + _KEY_STEPS[key], 0), last)
        extends_selection = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor is not None
        self._select_months(self._anchor if extends_selection else target, target)
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
            self._select_months(len(self._months) - 1, len(self._months) - 1)
        super().focusInEvent(event)
