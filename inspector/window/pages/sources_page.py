"""Sources: the pack as a list to look things up in, with each entry in full beside it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from inspector.printable import make_printable
from inspector.report import pack_listing
from inspector.window import accessibility
from inspector.window.intents import FILTER, OpenLink
from inspector.window.localization import current_language, localize, translate, translate_in_context
from inspector.window.page import Page
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import PillButton
from inspector.window.widgets.inputs import ClearableLineEdit, WheelSafeComboBox
from inspector.window.widgets.record_table import RecordField, RecordTable

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.policy import Pack
    from inspector.report.pack_listing import PackEntryRow


class SourcesPage(Page):
    """Rules, sources, conflicts, claims, settings and limits of the pack in use."""

    def __init__(self) -> None:
        super().__init__()
        self._pack: Pack | None = None
        self._entries: tuple[PackEntryRow, ...] = ()
        self._summary_label = text_widgets.build_label()
        self._kind_combo = WheelSafeComboBox(translate("Kind of entry"))
        for words, kind in (
            (translate("Everything"), ""),
            (translate("Rules"), "rule"),
            (translate("Sources"), "source"),
            (translate("Conflicts"), "conflict"),
            (translate("What two articles claim"), "claim"),
            (translate_in_context("Settings", "of LinkedIn"), "setting"),
            (translate("What no rule can tell"), "limit"),
            (translate("Supervisors"), "supervisor"),
            (translate("Members' rights"), "right"),
            (translate("Announced changes"), "announced change"),
        ):
            self._kind_combo.addItem(words, kind)
        self._kind_combo.activated.connect(lambda _row: self._list_entries())
        self._filter_edit = ClearableLineEdit(translate("Filter entries"))
        self._filter_edit.textChanged.connect(lambda _text: self._apply_filter())
        self._empty_label = text_widgets.build_label(translate("No entry has all of these words."))
        self._table = RecordTable(
            translate("Entries of the pack"),
            (
                RecordField(translate("Id"), lambda line: line.id, 12),
                RecordField(translate("Kind"), lambda line: localize(line.kind), 9),
                RecordField(translate("When"), lambda line: localize(line.period), len("2024-09-18 to 2025-11-02")),
                RecordField(translate("What"), lambda line: localize(line.summary)),
            ),
        )
        self._table.current_record_changed.connect(lambda _line: self._show_entry())
        self._detail_view = QPlainTextEdit()
        self._detail_view.setReadOnly(True)
        self._detail_view.setTabChangesFocus(True)
        self._detail_view.setAccessibleName(translate("The entry in full"))
        self._copy_button = PillButton(translate("Copy address"))
        self._copy_button.clicked.connect(
            lambda: accessibility.copy_to_clipboard(self._copy_button, self._current_address())
        )
        self._open_button = PillButton(translate("Open in browser…"))
        self._open_button.clicked.connect(lambda: self.intent_requested.emit(OpenLink(self._current_address())))
        self._lay_out()

    def _lay_out(self) -> None:
        filter_row = QHBoxLayout()
        filter_row.addWidget(self._kind_combo)
        filter_row.addWidget(self._filter_edit, 1)
        button_row = QHBoxLayout()
        button_row.addStretch(1)
        button_row.addWidget(self._copy_button)
        button_row.addWidget(self._open_button)
        detail_panel = QWidget()
        detail = QVBoxLayout(detail_panel)
        detail.setContentsMargins(0, 0, 0, 0)
        detail.addWidget(self._detail_view, 1)
        detail.addLayout(button_row)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self._table)
        split.addWidget(detail_panel)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._summary_label)
        column.addLayout(filter_row)
        column.addWidget(self._empty_label)
        column.addWidget(split, 1)

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show the pack that an exposure was judged by; the entry that was looked at stays."""
        if exposure.pack is self._pack:
            return
        pack = self._pack = exposure.pack
        self._entries = pack_listing.list_entries(pack)
        summary = translate(
            "{pack}, edition {edition}, last checked on {day}. {rules} rules, {sources} sources, "
            "{conflicts} conflicts.",
            pack=localize(pack.title),
            edition=pack.edition,
            day=pack.check_date,
            rules=len(pack.rules),
            sources=len(pack.sources),
            conflicts=len(pack.conflicts),
        )
        layers = translate("It lies over another pack: {packs}.", packs=", ".join(pack.layers))
        self._summary_label.setText(make_printable(f"{summary} {layers}" if pack.layers else summary))
        self._list_entries()

    def go_to(self, target: object) -> None:
        """Turn to the entry with an id, or to the filter line."""
        if target == FILTER:
            self._filter_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._filter_edit.selectAll()
        elif any(line.id == target for line in self._entries):
            self._kind_combo.setCurrentIndex(0)
            self._filter_edit.clear()
            self._list_entries()
            self._table.go_to(next(line for line in self._entries if line.id == target))

    def _list_entries(self) -> None:
        """Those of the chosen kind."""
        kind = self._kind_combo.currentData()
        self._table.record_model.show_records([line for line in self._entries if kind in ("", line.kind)])
        self._apply_filter()

    def _apply_filter(self) -> None:
        """Those of them that have all words of the filter; the person is always at one, the first if at no other."""
        records = self._table.record_model
        self._table.filter_rows(self._filter_edit.text())
        self._empty_label.setVisible(not records.rowCount())
        if self._table.current_record is None and records.rowCount():
            self._table.go_to(records.record(0))

    def _current_address(self) -> str:
        line: PackEntryRow | None = self._table.current_record
        return line.address if line is not None else ""

    def _show_entry(self) -> None:
        """The entry in full, in the words of the command line."""
        line: PackEntryRow | None = self._table.current_record
        told = (
            pack_listing.show_entry(self._pack, line.id, current_language()).lines
            if line is not None and self._pack is not None
            else ()
        )
        self._detail_view.setPlainText("\n".join(told))
        for button in (self._copy_button, self._open_button):
            button.setEnabled(self._current_address().startswith(("https://", "http://")))
