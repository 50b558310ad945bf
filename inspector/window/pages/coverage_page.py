"""Coverage: what the archive holds and what became of it, what it lacks, and everything that went wrong on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inspector.printable import visible
from inspector.window import accessibility
from inspector.window.dialogs.text_dialog import long_text
from inspector.window.intents import FILTER, SHOW_ARCHIVE_HELP
from inspector.window.localization import say, written
from inspector.window.pages import coverage_text as words
from inspector.window.pages.page import Page
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, Segment
from inspector.window.widgets.fit_scroll_area import Room
from inspector.window.widgets.inputs import CalmLine
from inspector.window.widgets.record_table import Field, RecordTable

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.holdings import Holdings

translate = QCoreApplication.translate

FILES, MISSING, PROBLEMS = "files", "missing", "problems"
"""The three lists of the page, as targets of ``go_to``."""


@dataclass(frozen=True, slots=True)
class _List:
    """One of the lists: its words, its table, the text of a record in full, what is said where it is empty."""

    title: str
    table: RecordTable
    details: Callable[[Any], str]
    records: Callable[["Holdings"], Sequence[Any]]
    empty: str


class CoveragePage(Page):
    """Three lists, one of them in sight, over the details of the record that the person is at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holdings: Holdings | None = None
        self._headline, self._complete = text_widgets.title(), text_widgets.muted()
        self._loading = text_widgets.muted(translate("Coverage", "Still reading: the lists grow as files arrive."))
        self._loading.hide()
        self._ask = Segment(translate("Coverage", "How to ask for the complete download"))
        self._ask.clicked.connect(lambda: self.wanted.emit(SHOW_ARCHIVE_HELP))
        self._filter = CalmLine(translate("Coverage", "Filter this list"))
        self._filter.textChanged.connect(self._choose)
        self._lists = self._made_lists()
        self._tabs = {name: Segment(each.title) for name, each in self._lists.items()}
        self._stack = QStackedWidget()
        self._nothing = text_widgets.label()
        self._nothing.setMinimumHeight(2 * self._nothing.fontMetrics().height())
        self._clear = Segment(translate("Coverage", "Clear filter"))
        self._clear.clicked.connect(self._filter.clear)
        self._details = long_text(translate("Coverage", "Details"), "")
        self._details.setMinimumHeight(self._details.fontMetrics().height() * 3)
        self._copy = Segment(translate("Coverage", "Copy details"))
        self._copy.clicked.connect(lambda: accessibility.copy(self._copy, self._details.toPlainText()))
        self._current = FILES
        self._lay_out()
        self._turn(FILES)

    # ---- what it is made of

    def _made_lists(self) -> dict[str, _List]:
        files = RecordTable(
            translate("Coverage", "Files"),
            (
                Field(translate("Coverage", "File"), self._place, 30, find=lambda file: file.member),
                Field(translate("Coverage", "What it is"), lambda file: say(file.title)),
                Field(translate("Coverage", "Recognised by"), words.recognised, 16),
                Field(translate("Coverage", "State"), words.state, 12),
                Field(translate("Coverage", "Rows"), lambda f: written(f.rows), 8, lambda f: f.rows, number=True),
                Field(
                    translate("Coverage", "Set aside"),
                    lambda f: written(f.set_aside),
                    9,
                    lambda f: f.set_aside,
                    number=True,
                ),
            ),
        )
        missing = RecordTable(
            translate("Coverage", "Missing kinds of file"),
            (
                Field(translate("Coverage", "What it would be"), lambda kind: say(kind.title), 40),
                Field(translate("Coverage", "What that it is missing means"), lambda kind: say(kind.absent_means)),
            ),
        )
        problems = RecordTable(
            translate("Coverage", "Problems"),
            (
                Field(translate("Coverage", "Weight"), words.weight, 10),
                Field(translate("Coverage", "Code"), lambda problem: problem.code, 22),
                Field(translate("Coverage", "File"), words.where, 28),
                Field(translate("Coverage", "What"), lambda problem: say(problem.message)),
                Field(translate("Coverage", "Rows"), words.rows, 14, lambda problem: problem.count),
            ),
        )
        return {
            FILES: _List(
                translate("Coverage", "Files"),
                files,
                lambda file: words.file_details(file, self._several),
                lambda holdings: holdings.files,
                translate("Coverage", "No file has been read yet."),
            ),
            MISSING: _List(
                translate("Coverage", "Missing"),
                missing,
                words.kind_details,
                lambda holdings: holdings.absent,
                translate("Coverage", "No kind of file is missing that would mean something."),
            ),
            PROBLEMS: _List(
                translate("Coverage", "Problems"),
                problems,
                words.problem_details,
                lambda holdings: holdings.problems,
                translate("Coverage", "No problems: everything could be read as it stands."),
            ),
        }

    @property
    def _several(self) -> bool:
        return self._holdings is not None and self._holdings.several

    def _place(self, file: Any) -> str:
        return words.place(file, self._several)

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        for name, tab in self._tabs.items():
            tab.setCheckable(True)
            tab.clicked.connect(lambda _on=False, name=name: self._turn(name))
            group.addButton(tab)
            row.addWidget(tab)
            table = self._lists[name].table
            self._stack.addWidget(table)
            table.gone_to.connect(lambda _record: self._show_details())
        row.addWidget(self._filter, 1)
        above = Card()
        inside = QVBoxLayout(above)
        inside.setContentsMargins(10, 10, 10, 10)
        inside.addWidget(self._stack, 1)
        nothing = QHBoxLayout()
        nothing.addWidget(self._nothing, 1)
        nothing.addWidget(self._clear)
        inside.addLayout(nothing)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setObjectName("coverage")
        splitter.addWidget(Room(above))
        splitter.addWidget(self._below())
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([700, self._details.fontMetrics().height() * 5])
        splitter.setChildrenCollapsible(False)
        ask = QHBoxLayout()
        ask.addWidget(self._complete, 1)
        ask.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._headline)
        column.addLayout(ask)
        column.addWidget(self._loading)
        column.addLayout(row)
        column.addWidget(splitter, 1)

    def _below(self) -> QWidget:
        below = Card()
        row = QHBoxLayout(below)
        row.setContentsMargins(14, 10, 10, 10)
        row.addWidget(self._details, 1)
        row.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        return below

    # ---- showing

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show what became of the files; the circumstances change nothing here."""
        if self._holdings is exposure.holdings:
            return
        self._holdings = holdings = exposure.holdings
        self._headline.setText(words.states(holdings))
        self._complete.setText(words.completeness(holdings.completeness))
        self._ask.setVisible(holdings.completeness != "complete")
        for name, each in self._lists.items():
            records = each.records(holdings)
            each.table.records.show_records(records)
            self._tabs[name].setText(f"{each.title}  {written(len(records))}")
        self._show_details()

    def show_loading(self, loading: bool) -> None:
        """Say, or no longer say, that the lists are still growing."""
        self._loading.setVisible(loading)

    def go_to(self, target: object) -> None:
        """Turn to one of the lists, or to the filter line."""
        if target == FILTER:
            self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif isinstance(target, str) and target in self._lists:
            self._filter.clear()
            self._turn(target)

    def _turn(self, name: str) -> None:
        self._current = name
        self._tabs[name].setChecked(True)
        self._stack.setCurrentWidget(self._lists[name].table)
        self._choose()

    def _choose(self) -> None:
        self._lists[self._current].table.narrow(self._filter.text())
        self._show_details()

    def _show_details(self) -> None:
        each = self._lists[self._current]
        records, chosen = each.table.records, each.table.chosen
        found = records.rowCount() > 0
        self._stack.setVisible(found)
        self._nothing.setVisible(not found)
        self._clear.setVisible(not found and records.total > 0)
        self._nothing.setText(translate("Coverage", "Nothing in this list matches.") if records.total else each.empty)
        hint = translate("Coverage", "Choose a row to see all about it.") if found else ""
        self._details.setPlainText(visible(each.details(chosen)) if chosen is not None else hint)
        self._copy.setVisible(chosen is not None)
