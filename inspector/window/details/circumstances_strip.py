"""The strip of circumstances, which is always visible because every answer depends on it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.policy.circumstances import AGE, AS_OF, REGION
from inspector.printable import to_one_line
from inspector.summary.exposure_summary import Summary
from inspector.window.details.circumstances_words import describe_hint, unique_hints
from inspector.window.localization import localize, localize_day, translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, PillButton
from inspector.window.widgets.mirroring import mirror_box
from inspector.window.widgets.theme import Theme

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.summary.facts import Fact


_MAX_SETTINGS = 2
"""How many settings the strip shows: the first ones of the pack."""
_MAX_TEXT_LENGTH, _VALUE_LETTERS, _MIN_LETTERS = 80, 24, 11
_FIRST_ROW_FACTS, _GAP, _SIDE_MARGINS = 2, 22, 24
"""How many facts stay in the first of two rows; the gap between facts and the margins, in pixels."""


class _FactCell(QWidget):
    """One fact: name and origin in small letters, the value below; elided if needed, in full in the tool tip."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name = self._value = self._origin = self._suggestion = ""
        self._assumed = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("Circumstance"))
        text_widgets.allow_eliding(self)

    def show_fact(self, name: str, value: str, origin: str, assumed: bool, suggestion: str = "") -> None:
        """Show a fact and its origin; ``suggestion`` (what the archive suggests) is painted if there is room."""
        self._name, self._value = to_one_line(name, _MAX_TEXT_LENGTH), to_one_line(value, _MAX_TEXT_LENGTH)
        self._origin, self._suggestion = origin, to_one_line(suggestion, _MAX_TEXT_LENGTH)
        self._assumed = assumed
        description = f"{self._name}: {self._value} ({self._origin_text()})"
        self.setAccessibleName(description)
        text_widgets.set_tool_tip(self, description)
        self.setMaximumWidth(max(self.sizeHint().width(), self._measure_name_line(self._origin_text())))
        self.updateGeometry()
        self.update()

    def _origin_text(self) -> str:
        return f"{self._origin}; {self._suggestion}" if self._suggestion else self._origin

    def _measure_name_line(self, origin: str) -> int:
        return round(QFontMetricsF(self._small_font()).horizontalAdvance(f"{self._name} · {origin}")) + 4

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of a theme."""
        self._theme = theme
        self.update()

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        return font

    def sizeHint(self) -> QSize:
        """Room for everything but the suggestion."""
        small, normal = QFontMetricsF(self._small_font()), QFontMetricsF(self.font())
        width = max(self._measure_name_line(self._origin), round(normal.horizontalAdvance(self._value)) + 4)
        return QSize(width, round(small.height() + normal.height()) + 3)

    def minimumSizeHint(self) -> QSize:
        """Room for a short value such as a day; longer ones are elided.

        A cell with a suggestion stretches from this size and not from the hint, so it asks for an ordinary value.
        """
        letters = _VALUE_LETTERS if self._suggestion else _MIN_LETTERS
        width = min(self.fontMetrics().horizontalAdvance("x" * letters) + 4, self.sizeHint().width())
        return QSize(width, self.sizeHint().height())

    def painted_texts(self) -> Iterator[text_widgets.PaintedText]:
        """Both lines, without the suggestion, which may be elided."""
        yield text_widgets.PaintedText(self._origin, self._measure_name_line(self._origin) - 4, self.width())
        yield text_widgets.PaintedText(
            self._value, QFontMetricsF(self.font()).horizontalAdvance(self._value), self.width()
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both lines."""
        painter = QPainter(self)
        small, normal = QFontMetricsF(self._small_font()), QFontMetricsF(self.font())
        width, elide_mode = float(self.width()), Qt.TextElideMode.ElideRight
        painter.setFont(self._small_font())
        painter.setPen(QColor(self._theme.muted))
        name_prefix = f"{self._name} · "
        name = small.elidedText(name_prefix if self._origin else self._name, elide_mode, width)
        name_rect = QRectF(0, 0, width, small.height())
        painter.drawText(name_rect, Qt.AlignmentFlag.AlignLeft, name)
        prefix_width = small.horizontalAdvance(name_prefix)
        if prefix_width < width:
            painter.setPen(QColor(self._theme.warning if self._assumed else self._theme.muted))
            origin_rect = QRectF(prefix_width, 0, width - prefix_width, small.height())
            origin_rect = mirror_box(origin_rect, QRectF(self.rect()), self.layoutDirection())
            painter.drawText(
                origin_rect,
                Qt.AlignmentFlag.AlignLeft,
                small.elidedText(self._origin_text(), elide_mode, width - prefix_width),
            )
        painter.setFont(self.font())
        painter.setPen(QColor(self._theme.text))
        value_rect = QRectF(0, small.height() + 2, width, normal.height())
        painter.drawText(value_rect, Qt.AlignmentFlag.AlignLeft, normal.elidedText(self._value, elide_mode, width))
        painter.end()


class CircumstancesStrip(Card):
    """Region, age, main settings and as-of day, each with its origin; ``change_requested`` asks for the dialog."""

    change_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._cells: list[_FactCell] = []
        self._rows = (QHBoxLayout(), QHBoxLayout())
        self._has_two_rows = False
        column = QVBoxLayout()
        column.setSpacing(6)
        for row_layout in self._rows:
            row_layout.setSpacing(_GAP)
            row_layout.addStretch(1)
            column.addLayout(row_layout)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(_GAP)
        row.addLayout(column, 1)
        self._change_button = PillButton(translate("Change…"))
        text_widgets.set_tool_tip(
            self._change_button, translate("Change the circumstances; the answers follow at once")
        )
        self._change_button.clicked.connect(lambda: self.change_requested.emit())
        self._change_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self._change_button)

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show the circumstances of an exposure."""
        facts = {fact.id: fact for fact in Summary(exposure).facts}
        settings = [name for name in exposure.pack.settings if name in facts][:_MAX_SETTINGS]
        fact_ids = [REGION, AGE, *settings, AS_OF]
        while len(self._cells) < len(fact_ids):
            self._cells.append(_FactCell(self._theme))
            self._rows[0].insertWidget(len(self._cells) - 1, self._cells[-1])
            self._has_two_rows = False
        for index, name in enumerate(fact_ids):
            fact, suggestion = facts[name], _describe_suggestion(exposure, facts[name])
            assumed = fact.is_assumed
            origin = translate("assumed") if assumed else translate("stated")
            self._cells[index].show_fact(
                _short_name(fact), localize_day(localize(fact.value)), origin, assumed, suggestion
            )
            policy = self._cells[index].sizePolicy()
            policy.setHorizontalStretch(10 if suggestion else 0)
            self._cells[index].setSizePolicy(policy)
        self._arrange_cells()

    def _arrange_cells(self) -> None:
        """Lay all facts out in one row, or the settings and the day in a second one if they do not fit."""
        needed_width = (
            sum(cell.sizeHint().width() + _GAP for cell in self._cells) + self._change_button.sizeHint().width()
        )
        needs_two_rows = needed_width + _SIDE_MARGINS > self.width()
        if needs_two_rows is self._has_two_rows:
            return
        self._has_two_rows = needs_two_rows
        source_row, target_row = self._rows if needs_two_rows else reversed(self._rows)
        for index, cell in enumerate(self._cells[_FIRST_ROW_FACTS:]):
            source_row.removeWidget(cell)
            target_row.insertWidget(index if needs_two_rows else _FIRST_ROW_FACTS + index, cell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        self._arrange_cells()
        super().resizeEvent(event)

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colours of a theme."""
        self._theme = theme
        for cell in self._cells:
            cell.set_theme(theme)


def _short_name(fact: "Fact") -> str:
    """A short name, to leave room for the value."""
    return {
        "genai_improvement": translate("AI setting"),
        "affiliate_ads_sharing": translate("Ad sharing"),
    }.get(fact.id) or localize(fact.name)


def _describe_suggestion(exposure: "Exposure", fact: "Fact") -> str:
    """Describe what the archive suggests for a fact that is assumed; empty if nothing."""
    hints = unique_hints(exposure.holdings.hints, fact.id)
    return describe_hint(exposure.pack, hints[0]) if hints and fact.is_assumed else ""
