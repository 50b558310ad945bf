"""The Overview: one sentence, one chart with its table twin, and on how much it rests."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inspector.exposure import list_advice
from inspector.query import Query
from inspector.summary.exposure_summary import NOT_USED, Summary
from inspector.window.intents import GoTo
from inspector.window.localization import localize, localize_value, translate, translate_plural
from inspector.window.page import Page
from inspector.window.pages.advice_panel import AdvicePanel
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, PillButton
from inspector.window.widgets.counts_table import CountsTable
from inspector.window.widgets.outcome_chart import Bar, ExposureChart, build_bars, column_key, column_label, paint_fill
from inspector.window.widgets.theme import Theme, paint_mark
from inspector.window.widgets.use_selector import UseSelector

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.summary.use_table import Column, UseTable


_PAGE_MARGINS = 120
"""What margins and gaps take of the page's width, in pixels."""


class _Swatch(QWidget):
    """The hatch and the mark of one column."""

    def __init__(self, column: "Column", name: str, theme: Theme) -> None:
        super().__init__()
        self._key, self._limited, self._theme = column_key(column), column.limited, theme
        self.setAccessibleName(name)
        self.setAccessibleDescription(translate("Its colour, hatch and mark in the chart"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a line."""
        height = self.fontMetrics().height()
        return QSize(round(height * 2.6), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the hatch, then the mark."""
        painter = QPainter(self)
        side = float(self.height())
        paint_fill(painter, QRectF(0, side * 0.12, side * 1.4, side * 0.76), self._key, self._limited, self._theme)
        paint_mark(painter, QRectF(side * 1.7, side * 0.05, side * 0.9, side * 0.9), self._key, self._theme)
        painter.end()


class _Legend(QWidget):
    """What the colours, hatches and marks mean, with the sum of each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sums: tuple[tuple[Column, str, int], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)

    def show_sums(self, sums: "tuple[tuple[Column, str, int], ...]") -> None:
        """Show (column, its words, its items)."""
        if sums == self._sums:
            return
        self._sums = sums
        _clear_layout(self._grid)
        for row, (column, caption, items) in enumerate(sums):
            count_label = text_widgets.build_line_label(localize_value(items))
            count_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            text_label = text_widgets.build_label(caption)
            metrics = text_label.fontMetrics()
            text_label.setMinimumWidth(max(map(metrics.horizontalAdvance, caption.split()), default=0) + 4)
            if not items:
                _mute(count_label, text_label)
            swatch = _Swatch(column, caption, self._theme)
            self._grid.addWidget(swatch, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text_label, row, 1)
            self._grid.addWidget(count_label, row, 2)
            for widget in (swatch, text_label, count_label):
                widget.show()  # from here on the layout asks for room for it, not only once it is painted
        self._grid.setRowStretch(len(sums), 1)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        sums, self._sums, self._theme = self._sums, (), theme
        self.show_sums(sums)


class OverviewPage(Page):
    """What the published terms allow with everything in the archive, use by use.

    ``use_changed`` carries the use that is shown.
    """

    use_changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exposure: Exposure | None = None
        self._is_loading = False
        self._headline = text_widgets.build_label()
        _enlarge(self._headline, 1.45)
        self._not_used = text_widgets.build_label()
        self._loading = text_widgets.build_label(translate("Still reading: the numbers grow as files arrive."))
        self._loading.hide()
        self._selector = UseSelector()
        self._selector.use_changed.connect(self._change_use)
        self._question = text_widgets.build_label()
        _enlarge(self._question, 1.1)
        self._table_toggle = PillButton(translate("As a table"))
        self._table_toggle.setCheckable(True)
        self._table_toggle.toggled.connect(self._show_as_table)
        self._chart = ExposureChart(theme)
        self._chart.category_chosen.connect(self._go_to_category)
        self._table = CountsTable()
        self._table.category_chosen.connect(self._go_to_category)
        self._legend = _Legend(theme)
        self._advice_panel = AdvicePanel()
        self._advice_panel.intent_requested.connect(self.intent_requested)
        self._empty_button = QPushButton(translate("No items: see what the files hold"))
        self._empty_button.clicked.connect(lambda: self.intent_requested.emit(GoTo("coverage", "files")))
        self._empty_button.hide()
        self._disputed, self._coverage, self._problems = (
            text_widgets.build_label(),
            text_widgets.build_label(),
            text_widgets.build_label(),
        )
        _mute(self._not_used, self._loading, self._coverage, self._problems, self._disputed)
        self._lay_out()

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._headline)
        column.addWidget(self._not_used)
        column.addWidget(self._loading)
        column.addWidget(self._empty_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self._selector, 1)
        row.addWidget(self._table_toggle, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self._build_card())
        column.addWidget(self._advice_panel)
        column.addWidget(self._disputed)
        column.addWidget(self._coverage)
        column.addWidget(self._problems)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        page_layout = QVBoxLayout(self)
        page_layout.setContentsMargins(0, 0, 0, 0)
        page_layout.addWidget(scroll)

    def _build_card(self) -> Card:
        """The chart or its table, with what its colours mean."""
        card = Card()
        self._chart_panel = QWidget()
        self._chart_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._chart_panel)
        self._chart_row.setContentsMargins(0, 0, 0, 0)
        self._chart_row.setSpacing(28)
        self._chart_row.addWidget(self._chart, 1, Qt.AlignmentFlag.AlignTop)
        self._chart_row.addWidget(self._legend, 0, Qt.AlignmentFlag.AlignTop)
        self._table.hide()
        card_layout = QVBoxLayout(card)
        card_layout.setContentsMargins(18, 16, 18, 16)
        card_layout.setSpacing(14)
        card_layout.addWidget(self._question)
        card_layout.addWidget(self._chart_panel)
        card_layout.addWidget(self._table)
        return card

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show another exposure; the chosen use stays where the pack has it."""
        self._exposure = exposure
        self._selector.show_uses(tuple(exposure.pack.uses.values()))
        self._show()
        self._update_advice()

    def show_loading(self, loading: bool) -> None:
        """Say, or no longer say, that the numbers are still growing."""
        self._loading.setVisible(loading)
        self._is_loading = loading
        self._advice_panel.setVisible(not loading)
        self._update_advice()

    def _update_advice(self) -> None:
        """What is worth doing; not while the numbers are still growing."""
        if self._exposure is not None and not self._is_loading:
            self._advice_panel.show_advice(list_advice(self._exposure))
            self._empty_button.setVisible(self._exposure.holdings.item_count == 0)

    def use_id(self) -> str:
        """The use that is shown; empty before there is an exposure."""
        return self._selector.use

    def show_use(self, use: str) -> None:
        """Show another use, without telling anyone."""
        self._selector.show_use(use)
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours; the palette is the application's."""
        self._chart.set_theme(theme)
        self._legend.set_theme(theme)

    def _show(self) -> None:
        if self._exposure is None:
            return
        exposure, use = self._exposure, self._exposure.pack.uses[self._selector.use]
        summary = Summary(exposure)
        table = summary.build_table(use)
        totals = table.totals
        sums = tuple((column, column_label(column, table.purposes), totals.get(column, 0)) for column in table.columns)
        self._headline.setText(localize(summary.headline))
        self._not_used.setText(localize(NOT_USED))
        self._question.setText(localize(use.question))
        bars: tuple[Bar, ...] = build_bars(table.rows, table.purposes)
        self._chart.show_bars(localize(use.name), bars)
        self._table.show_table(table.rows, tuple((column, words) for column, words, _items in sums))
        self._legend.show_sums(sums)
        self._show_basis(exposure, table, summary.coverage)
        self._update_direction()

    def _show_basis(self, exposure: "Exposure", table: "UseTable", coverage: str) -> None:
        """On what the numbers rest."""
        disputed = table.disputed_items
        self._disputed.setText(
            translate_plural(
                "{number} item rests on rules about which sources disagree.",
                "{number} items rest on rules about which sources disagree.",
                disputed,
            )
        )
        self._disputed.setVisible(disputed > 0)
        self._coverage.setText(localize(coverage))
        warnings = exposure.holdings.warning_count
        notes = len(exposure.holdings.problems) - warnings
        self._problems.setText(
            translate(
                "Problems: {warnings}, {notes}.",
                warnings=translate_plural("{number} warning", "{number} warnings", warnings),
                notes=translate_plural("{number} note", "{number} notes", notes),
            )
        )

    def _update_direction(self) -> None:
        """The legend stands beside the chart, or below it where the bars would get too short."""
        fits_beside = (
            self._chart.sizeHint().width() + self._legend.minimumSizeHint().width() + _PAGE_MARGINS <= self.width()
        )
        direction = QBoxLayout.Direction.LeftToRight if fits_beside else QBoxLayout.Direction.TopToBottom
        if direction is not self._chart_row.direction():
            self._chart_row.setDirection(direction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        self._update_direction()
        super().resizeEvent(event)

    def _change_use(self, use: str) -> None:
        self._show()
        self.use_changed.emit(use)

    def _go_to_category(self, category: str) -> None:
        self.intent_requested.emit(GoTo("items", Query(self._selector.use, categories=frozenset({category}))))

    def _show_as_table(self, as_table: bool) -> None:
        """The chart or its table twin: the same numbers."""
        self._chart_panel.setVisible(not as_table)
        self._table.setVisible(as_table)


def _enlarge(label: QLabel, factor: float) -> None:
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    label.setFont(font)


def _mute(*labels: QLabel) -> None:
    for label in labels:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)


def _clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
