"""Coverage: what the archive holds and what became of it, what it lacks, and everything that went wrong on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inspector.printable import make_printable
from inspector.window import accessibility
from inspector.window.dialogs.set_aside_dialog import SetAsideDialog
from inspector.window.dialogs.text_dialog import build_text_view
from inspector.window.intents import FILTER, SHOW_ARCHIVE_HELP
from inspector.window.localization import localize, localize_value, translate, translate_in_context
from inspector.window.page import Page
from inspector.window.pages import coverage_text as words
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, PillButton
from inspector.window.widgets.fit_scroll_area import FitScrollArea
from inspector.window.widgets.inputs import ClearableLineEdit
from inspector.window.widgets.record_table import RecordField, RecordTable

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.holdings import File, Holdings


FILES, MISSING, PROBLEMS = "files", "missing", "problems"
"""The three lists of the page, as targets of ``go_to``."""


@dataclass(frozen=True, slots=True)
class _RecordList:
    """One of the lists: its words, its table, the text of a record in full, what is said where it is empty."""

    title: str
    table: RecordTable
    format_details: Callable[[Any], str]
    get_records: Callable[["Holdings"], Sequence[Any]]
    empty_text: str


class CoveragePage(Page):
    """Three lists, one of them in sight, over the details of the record that the person is at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holdings: Holdings | None = None
        self._headline, self._completeness_label = text_widgets.build_title_label(), text_widgets.build_muted_label()
        self._loading_note = text_widgets.build_muted_label(translate("Still reading: the lists grow as files arrive."))
        self._loading_note.hide()
        self._help_button = PillButton(translate("How to ask for the complete download"))
        self._help_button.clicked.connect(lambda: self.intent_requested.emit(SHOW_ARCHIVE_HELP))
        self._filter_line = ClearableLineEdit(translate("Filter this list"))
        self._filter_line.textChanged.connect(self._apply_filter)
        self._record_lists = self._build_lists()
        self._tabs = {name: PillButton(record_list.title) for name, record_list in self._record_lists.items()}
        self._stack = QStackedWidget()
        self._empty_label = text_widgets.build_label()
        self._empty_label.setMinimumHeight(2 * self._empty_label.fontMetrics().height())
        self._clear_button = PillButton(translate("Clear filter"))
        self._clear_button.clicked.connect(self._filter_line.clear)
        self._details = build_text_view(translate("Details"), "")
        self._details.setMinimumHeight(self._details.fontMetrics().height() * 3)
        self._copy_button = PillButton(translate("Copy details"))
        self._copy_button.clicked.connect(
            lambda: accessibility.copy_to_clipboard(self._copy_button, self._details.toPlainText())
        )
        self._set_aside_button = PillButton(translate("Show rows set aside"))
        self._set_aside_button.clicked.connect(self.show_set_aside_rows)
        self._set_aside_action = QAction(translate("Show rows set &aside"), self)
        self._set_aside_action.triggered.connect(self.show_set_aside_rows)
        self._current_list = FILES
        self._lay_out()
        self._show_list(FILES)

    # ---- what it is made of

    def _build_lists(self) -> dict[str, _RecordList]:
        files = RecordTable(
            translate("Files"),
            (
                RecordField(translate("File"), self._describe_location, 30, search_text=lambda file: file.member),
                RecordField(translate_in_context("What it is", "a file"), lambda file: localize(file.title)),
                RecordField(translate("Recognised by"), words.describe_match_method, 16),
                RecordField(translate("State"), words.describe_state, 12),
                RecordField(translate("Rows"), lambda f: localize_value(f.rows), 8, lambda f: f.rows, is_number=True),
                RecordField(
                    translate("Set aside"),
                    lambda f: localize_value(f.set_aside),
                    9,
                    lambda f: f.set_aside,
                    is_number=True,
                ),
            ),
        )
        missing = RecordTable(
            translate("Missing kinds of file"),
            (
                RecordField(translate("What it would be"), lambda kind: localize(kind.title), 40),
                RecordField(translate("What that it is missing means"), lambda kind: localize(kind.absent_means)),
            ),
        )
        problems = RecordTable(
            translate("Problems"),
            (
                RecordField(translate("Weight"), words.describe_severity, 10),
                RecordField(translate("Code"), lambda problem: problem.code, 22),
                RecordField(translate("File"), words.describe_member, 28),
                RecordField(translate("What"), lambda problem: localize(problem.message)),
                RecordField(translate("Rows"), words.format_row_numbers, 14, lambda problem: problem.count),
            ),
        )
        return {
            FILES: _RecordList(
                translate("Files"),
                files,
                lambda file: words.format_file_details(file, self._has_several_archives),
                lambda holdings: holdings.files,
                translate("No file has been read yet."),
            ),
            MISSING: _RecordList(
                translate("Missing"),
                missing,
                words.format_kind_details,
                lambda holdings: holdings.absent_kinds,
                translate("No kind of file is missing that would mean something."),
            ),
            PROBLEMS: _RecordList(
                translate("Problems"),
                problems,
                words.format_problem_details,
                lambda holdings: holdings.problems,
                translate("No problems: everything could be read as it stands."),
            ),
        }

    @property
    def _has_several_archives(self) -> bool:
        return self._holdings is not None and self._holdings.has_several_archives

    def _describe_location(self, file: Any) -> str:
        return words.describe_location(file, self._has_several_archives)

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        tab_row = QHBoxLayout()
        for name, tab in self._tabs.items():
            tab.setCheckable(True)
            tab.clicked.connect(lambda _on=False, name=name: self._show_list(name))
            group.addButton(tab)
            tab_row.addWidget(tab)
            table = self._record_lists[name].table
            self._stack.addWidget(table)
            table.current_record_changed.connect(lambda _record: self._show_details())
            if name != MISSING:
                table.addAction(self._set_aside_action)
                table.activated.connect(lambda _index: self.show_set_aside_rows())
        tab_row.addWidget(self._filter_line, 1)
        list_card = Card()
        card_layout = QVBoxLayout(list_card)
        card_layout.setContentsMargins(10, 10, 10, 10)
        card_layout.addWidget(self._stack, 1)
        empty_row = QHBoxLayout()
        empty_row.addWidget(self._empty_label, 1)
        empty_row.addWidget(self._clear_button)
        card_layout.addLayout(empty_row)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setObjectName("coverage")
        splitter.addWidget(FitScrollArea(list_card))
        splitter.addWidget(self._build_details_card())
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([700, self._details.fontMetrics().height() * 5])
        splitter.setChildrenCollapsible(False)
        completeness_row = QHBoxLayout()
        completeness_row.addWidget(self._completeness_label, 1)
        completeness_row.addWidget(self._help_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._headline)
        column.addLayout(completeness_row)
        column.addWidget(self._loading_note)
        column.addLayout(tab_row)
        column.addWidget(splitter, 1)

    def _build_details_card(self) -> QWidget:
        card = Card()
        row = QHBoxLayout(card)
        row.setContentsMargins(14, 10, 10, 10)
        row.addWidget(self._details, 1)
        buttons = QVBoxLayout()
        buttons.addWidget(self._set_aside_button)
        buttons.addWidget(self._copy_button)
        buttons.addStretch(1)
        row.addLayout(buttons)
        return card

    # ---- showing

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show what became of the files; the circumstances change nothing here."""
        if self._holdings is exposure.holdings:
            return
        self._holdings = holdings = exposure.holdings
        self._headline.setText(words.summarize_states(holdings))
        self._completeness_label.setText(words.explain_completeness(holdings.completeness))
        self._help_button.setVisible(holdings.completeness != "complete")
        for name, record_list in self._record_lists.items():
            records = record_list.get_records(holdings)
            record_list.table.record_model.show_records(records)
            self._tabs[name].setText(f"{record_list.title}  {localize_value(len(records))}")
        self._show_details()

    def show_loading(self, loading: bool) -> None:
        """Say, or no longer say, that the lists are still growing."""
        self._loading_note.setVisible(loading)

    def go_to(self, target: object) -> None:
        """Turn to one of the lists, or to the filter line."""
        if target == FILTER:
            self._filter_line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif isinstance(target, str) and target in self._record_lists:
            self._filter_line.clear()
            self._show_list(target)

    def _show_list(self, name: str) -> None:
        self._current_list = name
        self._tabs[name].setChecked(True)
        self._stack.setCurrentWidget(self._record_lists[name].table)
        self._apply_filter()

    def _apply_filter(self) -> None:
        self._record_lists[self._current_list].table.filter_rows(self._filter_line.text())
        self._show_details()

    def _show_details(self) -> None:
        record_list = self._record_lists[self._current_list]
        records, record = record_list.table.record_model, record_list.table.current_record
        has_rows = records.rowCount() > 0
        self._stack.setVisible(has_rows)
        self._empty_label.setVisible(not has_rows)
        self._clear_button.setVisible(not has_rows and records.total > 0)
        self._empty_label.setText(
            translate("Nothing in this list matches.") if records.total else record_list.empty_text
        )
        hint = translate("Choose a row to see all about it.") if has_rows else ""
        self._details.setPlainText(make_printable(record_list.format_details(record)) if record is not None else hint)
        self._copy_button.setVisible(record is not None)
        has_set_aside_rows = self._find_set_aside_file() is not None
        self._set_aside_button.setVisible(has_set_aside_rows)
        self._set_aside_action.setEnabled(has_set_aside_rows)

    # ---- rows set aside

    def _find_set_aside_file(self) -> "File | None":
        """The file with rows set aside that the person is at, or that the problem they are at speaks of."""
        record = self._record_lists[self._current_list].table.current_record
        if record is None or self._holdings is None:
            return None
        if self._current_list == FILES:
            return record if record.set_aside else None
        if self._current_list == PROBLEMS and record.code == words.SET_ASIDE_CODE:
            return next(
                (
                    file
                    for file in self._holdings.files
                    if file.set_aside and (file.archive, file.member) == (record.archive, record.member)
                ),
                None,
            )
        return None

    def show_set_aside_rows(self) -> None:
        """Open the rows set aside of the file that the person is at, where it has any."""
        file = self._find_set_aside_file()
        if file is not None:
            dialog = SetAsideDialog(file, self._describe_location(file), self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()
