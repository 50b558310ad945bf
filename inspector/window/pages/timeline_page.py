"""The Timeline: for how many items a use was open at the end of each month, and what changed on which day.

Everything that is drawn stands in the tables beside it too. A stretch of months that is chosen here filters Items.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from inspector.exposure import count_by_month, find_timeline_events, sum_categories
from inspector.policy import days
from inspector.query import Query
from inspector.query.terms import Key, Span, Term
from inspector.window.intents import GoTo
from inspector.window.localization import localize, localize_value, rules_language_note, translate, translate_plural
from inspector.window.page import Page
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, PillButton
from inspector.window.widgets.record_table import RecordField, RecordTable
from inspector.window.widgets.theme import Theme
from inspector.window.widgets.trend_chart import MonthsChart, format_month
from inspector.window.widgets.use_selector import UseSelector

if TYPE_CHECKING:
    from inspector.exposure import Exposure


class TimelinePage(Page):
    """One use along time, as a chart or as a table, the days of change below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._exposure: Exposure | None = None
        self._selector = UseSelector()
        self._selector.use_changed.connect(lambda _use: self._show())
        self._table_toggle = PillButton(translate("As a table"))
        self._table_toggle.setCheckable(True)
        self._question = text_widgets.build_label()
        self._chart = MonthsChart(theme)
        self._chart.selection_changed.connect(self._show_selection)
        self._legend = text_widgets.build_label(
            translate(
                "Filled: items for which it was open. Hatched: the other items there were. "
                "§ a rule began; S a setting, R the region, 18 the age changed."
            )
        )
        self._month_table, self._event_table = _build_month_table(), _build_event_table()
        self._body = QStackedWidget()
        self._body.addWidget(self._chart)
        self._table_toggle.toggled.connect(lambda checked: self._body.setCurrentIndex(int(checked)))
        self._body.addWidget(self._month_table)
        self._selection_label = text_widgets.build_label()
        self._items_button = PillButton(translate("Show these items"))
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
        column.addWidget(text_widgets.build_line_label(translate("What changed, and when")))
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
                translate("Drag over the months, or use the arrow keys with Shift, to choose the items dated in them.")
            )
        elif first.month == last.month:
            items = last.items
            self._selection_label.setText(
                translate_plural(
                    "{month}: there was {number} item, {open} of them open at its end.",
                    "{month}: there were {number} items, {open} of them open at its end.",
                    items,
                    month=format_month(first.month),
                    open=last.open_items,
                )
            )
        else:
            items = last.items
            self._selection_label.setText(
                translate_plural(
                    "{first} to {last}. At its end there was {number} item, {open} of them open.",
                    "{first} to {last}. At its end there were {number} items, {open} of them open.",
                    items,
                    first=format_month(first.month),
                    last=format_month(last.month),
                    open=last.open_items,
                )
            )

    def _go_to_items(self) -> None:
        first, last = self._chart.selected_months
        if first is None or last is None:
            return
        term = Term(Key.DATE, (Span(days.from_date(first.month), days.from_date(last.last_day)),))
        self.intent_requested.emit(GoTo("items", Query(self._selector.use, terms=(term,))))


def _build_month_table() -> RecordTable:
    return RecordTable(
        translate("Items by month"),
        (
            RecordField(
                translate("Month"),
                lambda month: format_month(month.month),
                sort_key=lambda month: month.month,
            ),
            RecordField(
                translate("Items there were"),
                lambda m: localize_value(m.items),
                18,
                lambda m: m.items,
                is_number=True,
            ),
            RecordField(
                translate("Open at its end"),
                lambda m: localize_value(m.open_items),
                18,
                lambda m: m.open_items,
                is_number=True,
            ),
        ),
    )


def _build_event_table() -> RecordTable:
    return RecordTable(
        translate("What changed, and when"),
        (
            RecordField(translate("Day"), lambda mark: localize_value(mark.day), 12, lambda mark: mark.day),
            RecordField(translate("What changed"), lambda mark: _describe_kind(mark.kind), 16),
            RecordField(translate("How"), lambda mark: localize(mark.description)),
        ),
    )


def _describe_kind(kind: str) -> str:
    return {
        "rule": translate("a rule began"),
        "setting": translate("a setting"),
        "region": translate("the region"),
        "age": translate("the age"),
    }[kind]
