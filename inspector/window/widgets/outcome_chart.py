"""The painted chart of the Overview: one bar a category, its parts coloured and hatched by outcome.

It shows the numbers of a table of counts and computes none. Everything that is drawn is also said: by the
accessible name and description, and by the table twin on the same page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.window import accessibility
from inspector.window.localization import localize, localize_value, translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.category_icons import category_name
from inspector.window.widgets.mirroring import mirror_box
from inspector.window.widgets.theme import HATCHES, LIMITED, OUTSIDE, Theme, choose_text_colour

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inspector.summary.use_table import Column, Counts

_MIN_SEGMENT_WIDTH = 4.0
"""The least width of a part, in pixels: a single item among a million is still seen."""
_GAP = 14.0
_KEY_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ACTIVATION_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class BarSegment:
    """The items of a bar with one outcome: its key in ``Theme.outcomes``, its words, how many."""

    key: str
    limited: bool
    label: str
    items: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A category with its parts, in the order of the columns."""

    category: str
    name: str
    segments: tuple[BarSegment, ...]

    @property
    def items(self) -> int:
        """All items of the category."""
        return sum(part.items for part in self.segments)

    @property
    def description(self) -> str:
        """The bar as one sentence, for a tool tip and a screen reader."""
        return f"{self.name}: " + ", ".join(f"{localize_value(part.items)} {part.label}" for part in self.segments)


def column_label(column: "Column", purposes: Sequence[str]) -> str:
    """The words of a column; where one purpose limits the use, with that purpose."""
    if column.limited and column.outcome is not None and len(purposes) == 1:
        return translate(
            "{outcome} for {purpose} only", outcome=localize(column.outcome.label), purpose=localize(purposes[0])
        )
    return localize(column.title)


def build_bars(table: "Mapping[str, Counts]", purposes: Sequence[str]) -> tuple[Bar, ...]:
    """The bars of a table of counts."""
    return tuple(
        Bar(
            category,
            category_name(category),
            tuple(
                BarSegment(column_key(column), column.limited, column_label(column, purposes), items)
                for column, items in row.items()
            ),
        )
        for category, row in table.items()
    )


def column_key(column: "Column") -> str:
    """The key of a column in ``Theme.outcomes``."""
    return column.outcome.value if column.outcome is not None else OUTSIDE


def compute_segment_widths(items: Sequence[int], max_items: int, available_width: float) -> list[float]:
    """The widths of a bar's parts in pixels: as the items to ``most``, none under the least, all within ``room``."""
    min_width = min(_MIN_SEGMENT_WIDTH, available_width / max(1, len(items)))
    bar_width = max(available_width * sum(items) / max(1, max_items), min_width * len(items))
    total = max(1, sum(items))
    spare = bar_width - min_width * len(items)
    return [min_width + spare * count / total for count in items]


def paint_fill(painter: QPainter, rect: QRectF, key: str, limited: bool, theme: Theme) -> None:
    """Fill a surface with the colour and hatch of an outcome."""
    colour = theme.outcomes[key][0]
    painter.fillRect(rect, QColor(colour))
    pattern = HATCHES[LIMITED if limited else key]
    if pattern is not Qt.BrushStyle.NoBrush:
        hatch_colour = QColor(choose_text_colour(colour))
        hatch_colour.setAlpha(theme.hatch)
        painter.fillRect(rect, QBrush(hatch_colour, pattern))


class ExposureChart(QWidget):
    """Horizontal stacked bars; a bar is chosen by click, or by arrow keys and Enter."""

    category_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._title = ""
        self._current: str | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._update_accessible_text()

    def show_bars(self, title: str, bars: tuple[Bar, ...]) -> None:
        """Show other numbers; the highlighted category stays where it is still there."""
        self._title, self._bars = title, bars
        if self._current not in [bar.category for bar in bars]:
            self._current = None
        self._update_accessible_text()
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.update()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    @property
    def current(self) -> str | None:
        """The category that is highlighted."""
        return self._current

    def _update_accessible_text(self) -> None:
        """Say everything that is drawn, and where the same numbers stand as a table."""
        name = translate("Chart of items by category and outcome")
        table_hint = translate("The button “As a table” shows the same numbers as a table")
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            ". ".join((self._title or name, *(bar.description for bar in self._bars), table_hint))
        )
        text_widgets.set_tool_tip(self, self._current_description)

    @property
    def _current_description(self) -> str:
        return next((bar.description for bar in self._bars if bar.category == self._current), "")

    def _highlight(self, category: str | None) -> None:
        if category != self._current:
            self._current = category
            self._update_accessible_text()
            self.update()

    # ---- measures

    def _row_height(self) -> int:
        return self.fontMetrics().height() + 14

    def _name_column_width(self) -> float:
        metrics = QFontMetricsF(self.font())
        return max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0.0) + 10 + _GAP

    def _total_column_width(self) -> float:
        metrics = QFontMetricsF(self.font())
        return (
            max((metrics.horizontalAdvance(localize_value(bar.items)) for bar in self._bars), default=0.0) + 10 + _GAP
        )

    def _category_at(self, position: QPoint) -> str | None:
        row = position.y() // self._row_height()
        return self._bars[row].category if 0 <= row < len(self._bars) else None

    def painted_texts(self) -> Iterator[text_widgets.PaintedText]:
        """The name of every bar and its sum, with the room that they have."""
        metrics, name_width, total_width = (
            QFontMetricsF(self.font()),
            self._name_column_width(),
            self._total_column_width(),
        )
        for row, bar in enumerate(self._bars):
            row_bottom = (row + 1) * self._row_height()
            yield text_widgets.PaintedText(bar.name, row_bottom, self.height())
            yield text_widgets.PaintedText(
                bar.name, 10 + metrics.horizontalAdvance(bar.name), min(name_width, self.width())
            )
            yield text_widgets.PaintedText(localize_value(bar.items), name_width + total_width, self.width())

    # ---- Qt's own

    def sizeHint(self) -> QSize:
        """Wide enough for bars that can be told apart, as high as the rows."""
        return QSize(
            round(self._name_column_width() + self._total_column_width()) + 360,
            self._row_height() * max(1, len(self._bars)),
        )

    def minimumSizeHint(self) -> QSize:
        """As high as the rows, and some room for the bars."""
        return QSize(round(self._name_column_width() + self._total_column_width()) + 120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw every bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._bars:
            painter.setPen(QColor(self._theme.muted))
            placeholder = translate("No items yet")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, placeholder)
        max_items = max((bar.items for bar in self._bars), default=1)
        for row, bar in enumerate(self._bars):
            height = self._row_height()
            self._paint_row(painter, QRectF(0, row * height, self.width(), height), bar, max_items)
        painter.end()

    def _paint_row(self, painter: QPainter, rect: QRectF, bar: Bar, max_items: int) -> None:
        if bar.category == self._current:
            edge = QColor(self._theme.accent if self.hasFocus() else self._theme.border)
            painter.setPen(QPen(edge, 1.5))
            painter.setBrush(QColor(self._theme.alternate))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        name_width, total_width = self._name_column_width(), self._total_column_width()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(self._theme.text))
        name_rect = QRectF(10, rect.top(), name_width, rect.height())
        painter.drawText(self._mirror_rect(name_rect), middle | Qt.AlignmentFlag.AlignLeft, bar.name)
        available_width = max(0.0, rect.width() - name_width - total_width)
        widths = compute_segment_widths([part.items for part in bar.segments], max_items, available_width)
        bar_rect = QRectF(name_width, rect.top() + 5, sum(widths), rect.height() - 10)
        painter.save()
        rounded_path = QPainterPath()
        rounded_path.addRoundedRect(self._mirror_rect(bar_rect), 4, 4)
        painter.setClipPath(rounded_path)
        x = name_width
        for segment, width in zip(bar.segments, widths, strict=True):
            self._paint_segment(
                painter, self._mirror_rect(QRectF(x, bar_rect.top(), width, bar_rect.height())), segment
            )
            x += width
        painter.restore()
        painter.setPen(QColor(self._theme.muted))
        total_rect = QRectF(bar_rect.right() + 8, rect.top(), total_width, rect.height())
        painter.drawText(self._mirror_rect(total_rect), middle | Qt.AlignmentFlag.AlignLeft, localize_value(bar.items))

    def _mirror_rect(self, rect: QRectF) -> QRectF:
        return mirror_box(rect, QRectF(self.rect()), self.layoutDirection())

    def _paint_segment(self, painter: QPainter, rect: QRectF, segment: BarSegment) -> None:
        """One part, with a fine gap before the next and its number where that fits."""
        paint_fill(painter, rect.adjusted(0, 0, -1, 0), segment.key, segment.limited, self._theme)
        number = localize_value(segment.items)
        metrics = QFontMetricsF(self.font())
        width = metrics.horizontalAdvance(number) + 10
        if width > rect.width() - 6:
            return
        colour = self._theme.outcomes[segment.key][0]
        number_background = QRectF(rect.center().x() - width / 2, rect.top() + 2, width, rect.height() - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))  # no hatch behind the number
        painter.drawRoundedRect(number_background, 3, 3)
        painter.setPen(QColor(choose_text_colour(colour)))
        painter.drawText(number_background, Qt.AlignmentFlag.AlignCenter, number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Home and End move the highlight, Enter chooses."""
        categories = [bar.category for bar in self._bars]
        key = Qt.Key(event.key())
        index = categories.index(self._current) if self._current in categories else None
        if categories and key in _KEY_STEPS:
            first = 0 if _KEY_STEPS[key] > 0 else len(categories) - 1
            new_index = first if index is None else min(max(index + _KEY_STEPS[key], 0), len(categories) - 1)
            self._highlight(categories[new_index])
        elif categories and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._highlight(categories[0 if key is Qt.Key.Key_Home else -1])
        elif index is not None and key in _ACTIVATION_KEYS:
            self.category_chosen.emit(categories[index])
            return
        else:
            super().keyPressEvent(event)
            return
        accessibility.announce(self, self._current_description)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Highlight the bar under the mouse."""
        category = self._category_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if category else Qt.CursorShape.ArrowCursor)
        self._highlight(category)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the bar under the mouse."""
        category = self._category_at(event.position().toPoint())
        if category is not None and event.button() is Qt.MouseButton.LeftButton:
            self._highlight(category)
            self.category_chosen.emit(category)

    def leaveEvent(self, event: QEvent) -> None:
        """The highlight of the mouse goes with it; that of the keyboard stays."""
        if not self.hasFocus():
            self._highlight(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first bar is highlighted when the keyboard arrives."""
        if self._current is None and self._bars:
            self._highlight(self._bars[0].category)
        super().focusInEvent(event)
