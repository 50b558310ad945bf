"""The Timeline: for how many items a use was open at the end of each month, and what changed on which day.

Everything that is drawn stands in the tables beside it too. A stretch of months that is chosen here filters Items.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from inspector.window.intents import GoTo
from inspector.window.localization import localize, localize_value, plural, rules_language_note
from inspector.window.pages.page import Page
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, PillButton
from inspector.window.widgets.record_table import RecordField, RecordTable
from inspector.window.widgets.theme import Theme
from inspector.window.widgets.trend_chart import MonthsChart, format_month
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
        self._selector.use_changed.connect(lambda _use: self._show())
        self._table_toggle = PillButton(translate("TimelinePage", "As a table"))
        self._table_toggle.setCheckable(True)
        self._question = text_widgets.build_label()
        self._chart = MonthsChart(theme)
        self._chart.selection_changed.connect(self._show_selection)
        self._legend = text_widgets.build_label(
            translate(
                "TimelinePage",
                "Filled: items for which it was open. Hatched: the other items there were. "
                "§ a rule began; S a setting, R the region, 18 the age changed.",
            )
        )
        self._month_table, self._event_table = _build_month_table(), _build_event_table()
        self._body = QStackedWidget()
        self._body.addWidget(self._chart)
        self._table_toggle.toggled.connect(lambda checked: self._body.setCurrentIndex(int(checked)))
        self._body.addWidget(self._month_table)
        self._selection_label = text_widgets.build_label()
        self._items_button = PillButton(translate("TimelinePage", "Show these items"))
        self._items_button.clicked.connect(self._go_to_items)
        self._lay_out()

    def _lay_out(self) -> None:
        top_row = QHBoxLayout()
        top_row.addWidget(self._selector, 1)
        top_row.addWidget(self._table_toggle, 0, Qt.AlignmentFlag.AlignTop)
        bottom_row = QHBoxLayout()
        bottom_row.addWidget(self._selection_label, 1)
        bottom_row.addWidget(self._items_button, 0, Qt.AlignmentFlag.AlignTop)
        card = Card()
        card_layout = QVBoxLayout(card)
        card_layout.setContentsMargins(18, 14, 18, 14)
        card_layout.addWidget(self._question)
        card_layout.addWidget(self._body, 1)
        card_layout.addWidget(self._legend)
        card_layout.addLayout(bottom_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(top_row)
        column.addWidget(card, 3)
        column.addWidget(text_widgets.build_line_label(translate("TimelinePage", "What changed, and when")))
        column.addWidget(self._event_table, 2)
        if note := rules_language_note():
            column.addWidget(text_widgets.build_muted_label(note))

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show another exposure; the use and the chosen months stay."""
        self._exposure = exposure
        self._selector.show_uses(tuple(exposure.pack.uses.values()))
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._chart.set_theme(theme)

    def _show(self) -> None:
        from inspector.exposure import count_by_month, find_timeline_events, sum_categories

        exposure, use = self._exposure, self._selector.use
        if exposure is None:
            return
        months, events = sum_categories(count_by_month(exposure, use)), find_timeline_events(exposure, use)
        self._question.setText(localize(exposure.pack.uses[use].question))
        self._chart.show_months(months, events)
        self._month_table.record_model.show_records(months[::-1])
        self._event_table.record_model.show_records(events[::-1])
        self._show_selection()

    def _show_selection(self) -> None:
        first, last = self._chart.selected_months
        self._items_button.setEnabled(first is not None)
        if first is None or last is None:
            self._selection_label.setText(
                translate(
                    "TimelinePage",
                    "Drag over the months, or use the arrow keys with Shift, to choose the items dated in them.",
                )
            )
        elif first.month == last.month:
            items = last.items
            month_values = format_month(first.month), items, last.open_items
            self._selection_label.setText(
                plural(
                    "TimelinePage",
                    "{0}: there were {1} items, {2} of them open at its end.",
                    None,
                    items,
                    *month_values,
                )
            )
        else:
            items = last.items
            range_values = format_month(first.month), format_month(last.month), items, last.open_items
            self._selection_label.setText(
                plural(
                    "TimelinePage",
                    "{0} to {1}. At its end there were {2} items, {3} of them open.",
                    None,
                    items,
                    *range_values,
                )
            )

    def _go_to_items(self) -> None:
        from inspector.policy import days
        from inspector.query import Query
        from inspector.query.language import Key, Span, Term

        first, last = self._chart.selected_months
        if first is None or last is None:
            return
        term = Term(Key.DATE, (Span(days.from_date(first.month), days.from_date(last.last_day)),))
        self.intent_requested.emit(GoTo("items", Query(self._selector.use, terms=(term,))))


def _build_month_table() -> RecordTable:
    return RecordTable(
        translate("TimelinePage", "Items by month"),
        (
            RecordField(
                translate("TimelinePage", "Month"),
                lambda month: format_month(month.month),
                sort_key=lambda month: month.month,
            ),
            RecordField(
                translate("TimelinePage", "Items there were"),
                lambda m: localize_value(m.items),
                18,
                lambda m: m.items,
                is_number=True,
            ),
            RecordField(
                translate("TimelinePage", "Open at its end"),
                lambda m: localize_value(m.open_items),
                18,
                lambda m: m.open_items,
                is_number=True,
            ),
        ),
    )


def _build_event_table() -> RecordTable:
    return RecordTable(
        translate("TimelinePage", "What changed, and when"),
        (
            RecordField(
                translate("TimelinePage", "Day"), lambda mark: localize_value(mark.day), 12, lambda mark: mark.day
            ),
            RecordField(translate("TimelinePage", "What changed"), lambda mark: _describe_kind(mark.kind), 16),
            RecordField(translate("TimelinePage", "How"), lambda mark: localize(mark.description)),
        ),
    )


def _describe_kind(kind: str) -> str:
    return {
        "rule": translate("TimelinePage", "a rule began"),
        "setting": translate("TimelinePage", "a setting"),
        "region": translate("TimelinePage", "the region"),
        "age": translate("TimelinePage", "the age"),
    }[kind]
