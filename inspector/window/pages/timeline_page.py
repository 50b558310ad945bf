"""The Timeline: for how many items a use was open at the end of each month, and what changed on which day.

Everything that is drawn stands in the tables beside it too. A stretch of months that is chosen here filters Items.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from inspector.window.intents import GoTo
from inspector.window.localization import plural, rules_note, say, written
from inspector.window.pages.page import Page
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, Segment
from inspector.window.widgets.record_table import Field, RecordTable
from inspector.window.widgets.theme import Theme
from inspector.window.widgets.trend_chart import MonthsChart, month_words
from inspector.window.widgets.use_selector import UseSelector

if TYPE_CHECKING:
    from inspector.exposure import Exposure

translate = QCoreApplication.translate


class TimelinePage(Page):
    """One use along time, as a chart or as a table, the days of change below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._exposure: Exposure | None = None
        self._selector = UseSelector()
        self._selector.chosen.connect(lambda _use: self._show())
        self._as_table = Segment(translate("TimelinePage", "As a table"))
        self._as_table.setCheckable(True)
        self._question = text_widgets.label()
        self._chart = MonthsChart(theme)
        self._chart.chosen.connect(self._say_chosen)
        self._legend = text_widgets.label(
            translate(
                "TimelinePage",
                "Filled: items for which it was open. Hatched: the other items there were. "
                "§ a rule began; S a setting, R the region, 18 the age changed.",
            )
        )
        self._months, self._marks = _months_table(), _marks_table()
        self._body = QStackedWidget()
        self._body.addWidget(self._chart)
        self._as_table.toggled.connect(lambda shown: self._body.setCurrentIndex(int(shown)))
        self._body.addWidget(self._months)
        self._chosen = text_widgets.label()
        self._show_items = Segment(translate("TimelinePage", "Show these items"))
        self._show_items.clicked.connect(self._go_to_items)
        self._lay_out()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self._selector, 1)
        above.addWidget(self._as_table, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.addWidget(self._chosen, 1)
        below.addWidget(self._show_items, 0, Qt.AlignmentFlag.AlignTop)
        card = Card()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.addWidget(self._question)
        inside.addWidget(self._body, 1)
        inside.addWidget(self._legend)
        inside.addLayout(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(card, 3)
        column.addWidget(text_widgets.line(translate("TimelinePage", "What changed, and when")))
        column.addWidget(self._marks, 2)
        if note := rules_note():
            column.addWidget(text_widgets.muted(note))

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show another exposure; the use and the chosen months stay."""
        self._exposure = exposure
        self._selector.show_uses(tuple(exposure.pack.uses.values()))
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._chart.set_theme(theme)

    def _show(self) -> None:
        from inspector.exposure import by_month, in_all, marks

        exposure, use = self._exposure, self._selector.use
        if exposure is None:
            return
        months, changes = in_all(by_month(exposure, use)), marks(exposure, use)
        self._question.setText(say(exposure.pack.uses[use].question))
        self._chart.show_months(months, changes)
        self._months.records.show_records(months[::-1])
        self._marks.records.show_records(changes[::-1])
        self._say_chosen()

    def _say_chosen(self) -> None:
        first, last = self._chart.stretch
        self._show_items.setEnabled(first is not None)
        if first is None or last is None:
            self._chosen.setText(
                translate(
                    "TimelinePage",
                    "Drag over the months, or use the arrow keys with Shift, to choose the items dated in them.",
                )
            )
        elif first.month == last.month:
            items = last.items
            said = month_words(first.month), items, last.open
            self._chosen.setText(
                plural("TimelinePage", "{0}: there were {1} items, {2} of them open at its end.", None, items, *said)
            )
        else:
            items = last.items
            told = month_words(first.month), month_words(last.month), items, last.open
            self._chosen.setText(
                plural(
                    "TimelinePage", "{0} to {1}. At its end there were {2} items, {3} of them open.", None, items, *told
                )
            )

    def _go_to_items(self) -> None:
        from inspector.policy import days
        from inspector.query import Query
        from inspector.query.language import Key, Span, Term

        first, last = self._chart.stretch
        if first is None or last is None:
            return
        term = Term(Key.DATE, (Span(days.number(first.month), days.number(last.last)),))
        self.wanted.emit(GoTo("items", Query(self._selector.use, terms=(term,))))


def _months_table() -> RecordTable:
    return RecordTable(
        translate("TimelinePage", "Items by month"),
        (
            Field(
                translate("TimelinePage", "Month"),
                lambda month: month_words(month.month),
                key=lambda month: month.month,
            ),
            Field(
                translate("TimelinePage", "Items there were"),
                lambda m: written(m.items),
                18,
                lambda m: m.items,
                number=True,
            ),
            Field(
                translate("TimelinePage", "Open at its end"),
                lambda m: written(m.open),
                18,
                lambda m: m.open,
                number=True,
            ),
        ),
    )


def _marks_table() -> RecordTable:
    return RecordTable(
        translate("TimelinePage", "What changed, and when"),
        (
            Field(translate("TimelinePage", "Day"), lambda mark: written(mark.day), 12, lambda mark: mark.day),
            Field(translate("TimelinePage", "What changed"), lambda mark: _kind(mark.kind), 16),
            Field(translate("TimelinePage", "How"), lambda mark: say(mark.words)),
        ),
    )


def _kind(kind: str) -> str:
    return {
        "rule": translate("TimelinePage", "a rule began"),
        "setting": translate("TimelinePage", "a setting"),
        "region": translate("TimelinePage", "the region"),
        "age": translate("TimelinePage", "the age"),
    }[kind]
