"""The painted chart of the Overview: one bar a category, its parts coloured and hatched by outcome.

It shows the numbers of a table of counts and computes none. Everything that is drawn is also said: by the
accessible name and description, and by the table twin on the same page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRectF, QSize, Qt, Signal
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
from inspector.window.localization import say, written
from inspector.window.widgets import text_widgets
from inspector.window.widgets.category_icons import category_name
from inspector.window.widgets.mirroring import placed
from inspector.window.widgets.theme import HATCHES, LIMITED, OUTSIDE, Theme, readable_on

if TYPE_CHECKING:
    from inspector.summary.report import Column

_LEAST = 4.0
"""The least width of a part, in pixels: a single item among a million is still seen."""
_GAP = 14.0
_TURNS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class Part:
    """The items of a bar with one outcome: its key in ``Theme.outcomes``, its words, how many."""

    key: str
    limited: bool
    words: str
    items: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A category with its parts, in the order of the columns."""

    category: str
    name: str
    parts: tuple[Part, ...]

    @property
    def items(self) -> int:
        """All items of the category."""
        return sum(part.items for part in self.parts)

    @property
    def words(self) -> str:
        """The bar as one sentence, for a tool tip and a screen reader."""
        return f"{self.name}: " + ", ".join(f"{written(part.items)} {part.words}" for part in self.parts)


def column_words(column: "Column", purposes: Sequence[str]) -> str:
    """The words of a column; where one purpose limits the use, with that purpose."""
    if column.limited and column.outcome is not None and len(purposes) == 1:
        return QCoreApplication.translate("ExposureChart", "{0} for {1} only").format(
            say(column.outcome.words), say(purposes[0])
        )
    return say(column.title)


def bars_of(table: "dict[str, dict[Column, int]]", purposes: Sequence[str]) -> tuple[Bar, ...]:
    """The bars of a table of counts."""
    return tuple(
        Bar(
            category,
            category_name(category),
            tuple(
                Part(column_key(column), column.limited, column_words(column, purposes), items)
                for column, items in row.items()
            ),
        )
        for category, row in table.items()
    )


def column_key(column: "Column") -> str:
    """The key of a column in ``Theme.outcomes``."""
    return column.outcome.value if column.outcome is not None else OUTSIDE


def part_widths(items: Sequence[int], most: int, room: float) -> list[float]:
    """The widths of a bar's parts in pixels: as the items to ``most``, none under the least, all within ``room``."""
    least = min(_LEAST, room / max(1, len(items)))
    length = max(room * sum(items) / max(1, most), least * len(items))
    total = max(1, sum(items))
    spare = length - least * len(items)
    return [least + spare * count / total for count in items]


def paint_fill(painter: QPainter, box: QRectF, key: str, limited: bool, theme: Theme) -> None:
    """Fill a surface with the colour and hatch of an outcome."""
    colour = theme.outcomes[key][0]
    painter.fillRect(box, QColor(colour))
    pattern = HATCHES[LIMITED if limited else key]
    if pattern is not Qt.BrushStyle.NoBrush:
        ink = QColor(readable_on(colour))
        ink.setAlpha(theme.hatch)
        painter.fillRect(box, QBrush(ink, pattern))


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
        self._tell()

    def show_bars(self, title: str, bars: tuple[Bar, ...]) -> None:
        """Show other numbers; the highlighted category stays where it is still there."""
        self._title, self._bars = title, bars
        if self._current not in [bar.category for bar in bars]:
            self._current = None
        self._tell()
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

    def _tell(self) -> None:
        """Say everything that is drawn, and where the same numbers stand as a table."""
        name = QCoreApplication.translate("ExposureChart", "Chart of items by category and outcome")
        twin = QCoreApplication.translate("ExposureChart", "The button “As a table” shows the same numbers as a table")
        self.setAccessibleName(name)
        self.setAccessibleDescription(". ".join((self._title or name, *(bar.words for bar in self._bars), twin)))
        text_widgets.tip(self, self._current_words)

    @property
    def _current_words(self) -> str:
        return next((bar.words for bar in self._bars if bar.category == self._current), "")

    def _highlight(self, category: str | None) -> None:
        if category != self._current:
            self._current = category
            self._tell()
            self.update()

    # ---- measures

    def _row_height(self) -> int:
        return self.fontMetrics().height() + 14

    def _left(self) -> float:
        metrics = QFontMetricsF(self.font())
        return max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0.0) + 10 + _GAP

    def _right(self) -> float:
        metrics = QFontMetricsF(self.font())
        return max((metrics.horizontalAdvance(written(bar.items)) for bar in self._bars), default=0.0) + 10 + _GAP

    def _at(self, place: QPoint) -> str | None:
        row = place.y() // self._row_height()
        return self._bars[row].category if 0 <= row < len(self._bars) else None

    def painted_texts(self) -> Iterator[text_widgets.Painted]:
        """The name of every bar and its sum, with the room that they have."""
        metrics, left, right = QFontMetricsF(self.font()), self._left(), self._right()
        for row, bar in enumerate(self._bars):
            low = (row + 1) * self._row_height()
            yield text_widgets.Painted(bar.name, low, self.height())
            yield text_widgets.Painted(bar.name, 10 + metrics.horizontalAdvance(bar.name), min(left, self.width()))
            yield text_widgets.Painted(written(bar.items), left + right, self.width())

    # ---- Qt's own

    def sizeHint(self) -> QSize:
        """Wide enough for bars that can be told apart, as high as the rows."""
        return QSize(round(self._left() + self._right()) + 360, self._row_height() * max(1, len(self._bars)))

    def minimumSizeHint(self) -> QSize:
        """As high as the rows, and some room for the bars."""
        return QSize(round(self._left() + self._right()) + 120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw every bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._bars:
            painter.setPen(QColor(self._theme.muted))
            words = QCoreApplication.translate("ExposureChart", "No items yet")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        most = max((bar.items for bar in self._bars), default=1)
        for row, bar in enumerate(self._bars):
            height = self._row_height()
            self._paint_row(painter, QRectF(0, row * height, self.width(), height), bar, most)
        painter.end()

    def _paint_row(self, painter: QPainter, box: QRectF, bar: Bar, most: int) -> None:
        if bar.category == self._current:
            edge = QColor(self._theme.accent if self.hasFocus() else self._theme.border)
            painter.setPen(QPen(edge, 1.5))
            painter.setBrush(QColor(self._theme.alternate))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        left, right = self._left(), self._right()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(self._theme.text))
        name = QRectF(10, box.top(), left, box.height())
        painter.drawText(self._placed(name), middle | Qt.AlignmentFlag.AlignLeft, bar.name)
        room = max(0.0, box.width() - left - right)
        widths = part_widths([part.items for part in bar.parts], most, room)
        area = QRectF(left, box.top() + 5, sum(widths), box.height() - 10)
        painter.save()
        rounded = QPainterPath()
        rounded.addRoundedRect(self._placed(area), 4, 4)
        painter.setClipPath(rounded)
        across = left
        for part, width in zip(bar.parts, widths, strict=True):
            self._paint_part(painter, self._placed(QRectF(across, area.top(), width, area.height())), part)
            across += width
        painter.restore()
        painter.setPen(QColor(self._theme.muted))
        total = QRectF(area.right() + 8, box.top(), right, box.height())
        painter.drawText(self._placed(total), middle | Qt.AlignmentFlag.AlignLeft, written(bar.items))

    def _placed(self, box: QRectF) -> QRectF:
        return placed(box, QRectF(self.rect()), self.layoutDirection())

    def _paint_part(self, painter: QPainter, box: QRectF, part: Part) -> None:
        """One part, with a fine gap before the next and its number where that fits."""
        paint_fill(painter, box.adjusted(0, 0, -1, 0), part.key, part.limited, self._theme)
        number = written(part.items)
        metrics = QFontMetricsF(self.font())
        width = metrics.horizontalAdvance(number) + 10
        if width > box.width() - 6:
            return
        colour = self._theme.outcomes[part.key][0]
        plate = QRectF(box.center().x() - width / 2, box.top() + 2, width, box.height() - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))  # no hatch behind the number
        painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(QColor(readable_on(colour)))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Home and End move the highlight, Enter chooses."""
        categories = [bar.category for bar in self._bars]
        key = Qt.Key(event.key())
        here = categories.index(self._current) if self._current in categories else None
        if categories and key in _TURNS:
            first = 0 if _TURNS[key] > 0 else len(categories) - 1
            there = first if here is None else min(max(here + _TURNS[key], 0), len(categories) - 1)
            self._highlight(categories[there])
        elif categories and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._highlight(categories[0 if key is Qt.Key.Key_Home else -1])
        elif here is not None and key in _CHOOSE:
            self.category_chosen.emit(categories[here])
            return
        else:
            super().keyPressEvent(event)
            return
        accessibility.announce(self, self._current_words)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Highlight the bar under the mouse."""
        category = self._at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if category else Qt.CursorShape.ArrowCursor)
        self._highlight(category)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the bar under the mouse."""
        category = self._at(event.position().toPoint())
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
