"""The Overview: one sentence, one chart with its table twin, and on how much it rests."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
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

from inspector.window.intents import GoTo
from inspector.window.localization import plural, say, written
from inspector.window.pages.advice_panel import ToDo
from inspector.window.pages.page import Page
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, Segment
from inspector.window.widgets.counts_table import CountsTable
from inspector.window.widgets.outcome_chart import Bar, ExposureChart, bars_of, column_key, column_words, paint_fill
from inspector.window.widgets.theme import Theme, paint_mark
from inspector.window.widgets.use_selector import UseSelector

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.summary.report import Column

translate = QCoreApplication.translate

_EDGES = 120
"""What margins and gaps take of the page's width, in pixels."""


class _Swatch(QWidget):
    """The hatch and the mark of one column."""

    def __init__(self, column: "Column", words: str, theme: Theme) -> None:
        super().__init__()
        self._key, self._limited, self._theme = column_key(column), column.limited, theme
        self.setAccessibleName(words)
        self.setAccessibleDescription(translate("OverviewPage", "Its colour, hatch and mark in the chart"))
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
        self._shown: tuple[tuple[Column, str, int], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)

    def show_sums(self, sums: "tuple[tuple[Column, str, int], ...]") -> None:
        """Show (column, its words, its items)."""
        if sums == self._shown:
            return
        self._shown = sums
        _empty(self._grid)
        for row, (column, words, items) in enumerate(sums):
            number = text_widgets.line(written(items))
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            text = text_widgets.label(words)
            metrics = text.fontMetrics()
            widest = metrics.horizontalAdvance(translate("OverviewPage", "could have been used"))
            text.setMinimumWidth(min(metrics.horizontalAdvance(words), widest) + 4)
            if not items:
                _mute(number, text)
            swatch = _Swatch(column, words, self._theme)
            self._grid.addWidget(swatch, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)
            self._grid.addWidget(number, row, 2)
            for part in (swatch, text, number):
                part.show()  # from here on the layout asks for room for it, not only once it is painted
        self._grid.setRowStretch(len(sums), 1)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        sums, self._shown, self._theme = self._shown, (), theme
        self.show_sums(sums)


class OverviewPage(Page):
    """What the published terms allow with everything in the archive, use by use.

    ``use_changed`` carries the use that is shown.
    """

    use_changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exposure: Exposure | None = None
        self._reading = False
        self._headline = text_widgets.label()
        _scale(self._headline, 1.45)
        self._not_used = text_widgets.label()
        self._loading = text_widgets.label(
            translate("OverviewPage", "Still reading: the numbers grow as files arrive.")
        )
        self._loading.hide()
        self._selector = UseSelector()
        self._selector.chosen.connect(self._use_chosen)
        self._question = text_widgets.label()
        _scale(self._question, 1.1)
        self._as_table = Segment(translate("OverviewPage", "As a table"))
        self._as_table.setCheckable(True)
        self._as_table.toggled.connect(self._turn)
        self._chart = ExposureChart(theme)
        self._chart.category_chosen.connect(self._category_chosen)
        self._table = CountsTable()
        self._table.category_chosen.connect(self._category_chosen)
        self._legend = _Legend(theme)
        self._to_do = ToDo()
        self._to_do.wanted.connect(self.wanted)
        self._empty = QPushButton(translate("OverviewPage", "No items: see what the files hold"))
        self._empty.clicked.connect(lambda: self.wanted.emit(GoTo("coverage", "files")))
        self._empty.hide()
        self._disputed, self._coverage, self._problems = (
            text_widgets.label(),
            text_widgets.label(),
            text_widgets.label(),
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
        column.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self._selector, 1)
        row.addWidget(self._as_table, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self._card())
        column.addWidget(self._to_do)
        column.addWidget(self._disputed)
        column.addWidget(self._coverage)
        column.addWidget(self._problems)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _card(self) -> Card:
        """The chart or its table, with what its colours mean."""
        card = Card()
        self._painted = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._painted)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(28)
        self._beside.addWidget(self._chart, 1, Qt.AlignmentFlag.AlignTop)
        self._beside.addWidget(self._legend, 0, Qt.AlignmentFlag.AlignTop)
        self._table.hide()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 16, 18, 16)
        inside.setSpacing(14)
        inside.addWidget(self._question)
        inside.addWidget(self._painted)
        inside.addWidget(self._table)
        return card

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show another exposure; the chosen use stays where the pack has it."""
        self._exposure = exposure
        self._selector.show_uses(tuple(exposure.pack.uses.values()))
        self._show()
        self._advise()

    def show_loading(self, loading: bool) -> None:
        """Say, or no longer say, that the numbers are still growing."""
        self._loading.setVisible(loading)
        self._reading = loading
        self._to_do.setVisible(not loading)
        self._advise()

    def _advise(self) -> None:
        """What is worth doing; not while the numbers are still growing."""
        from inspector.exposure import advice

        if self._exposure is not None and not self._reading:
            self._to_do.show_advice(advice(self._exposure))
            self._empty.setVisible(self._exposure.holdings.items == 0)

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
        from inspector.summary.report import NOT_USED, Report, shown_columns, use_table

        exposure, use = self._exposure, self._exposure.pack.uses[self._selector.use]
        report = Report(exposure, dt.datetime.now(dt.UTC))
        table = use_table(exposure, use)
        purposes = _purposes(exposure, use.id)
        columns = shown_columns(table)
        sums = tuple(
            (column, column_words(column, purposes), sum(row.get(column, 0) for row in table.values()))
            for column in columns
        )
        self._headline.setText(say(report.headline))
        self._not_used.setText(say(NOT_USED))
        self._question.setText(say(use.question))
        bars: tuple[Bar, ...] = bars_of(table, purposes)
        self._chart.show_bars(say(use.name), bars)
        self._table.show_table(table, tuple((column, words) for column, words, _items in sums))
        self._legend.show_sums(sums)
        self._show_ground(exposure, use.id, report.coverage)
        self._fit()

    def _show_ground(self, exposure: "Exposure", use: str, coverage: str) -> None:
        """On what the numbers rest."""
        disputed = sum(t.items for t in exposure.tallies if t.use == use and t.verdict.disputed)
        self._disputed.setText(
            plural("OverviewPage", "{0} items rest on rules about which sources disagree.", None, disputed, disputed)
        )
        self._disputed.setVisible(disputed > 0)
        self._coverage.setText(say(coverage))
        warnings = exposure.holdings.warnings
        notes = len(exposure.holdings.problems) - warnings
        self._problems.setText(
            translate("OverviewPage", "Problems: {0}, {1}.").format(
                plural("OverviewPage", "{0} warnings", None, warnings, warnings),
                plural("OverviewPage", "{0} notes", None, notes, notes),
            )
        )

    def _fit(self) -> None:
        """The legend stands beside the chart, or below it where the bars would get too short."""
        beside = self._chart.sizeHint().width() + self._legend.minimumSizeHint().width() + _EDGES <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if direction is not self._beside.direction():
            self._beside.setDirection(direction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        self._fit()
        super().resizeEvent(event)

    def _use_chosen(self, use: str) -> None:
        self._show()
        self.use_changed.emit(use)

    def _category_chosen(self, category: str) -> None:
        from inspector.query import Query

        self.wanted.emit(GoTo("items", Query(self._selector.use, categories=frozenset({category}))))

    def _turn(self, as_table: bool) -> None:
        """The chart or its table twin: the same numbers."""
        self._painted.setVisible(not as_table)
        self._table.setVisible(as_table)


def _purposes(exposure: "Exposure", use: str) -> tuple[str, ...]:
    """What items of a use are limited to, where they are."""
    return tuple(sorted({t.verdict.limited_to for t in exposure.tallies if t.use == use and t.verdict.limited_to}))


def _scale(label: QLabel, factor: float) -> None:
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    label.setFont(font)


def _mute(*labels: QLabel) -> None:
    for label in labels:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)


def _empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
