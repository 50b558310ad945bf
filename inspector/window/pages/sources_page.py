"""Sources: the pack as a list to look things up in, with each entry in full beside it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from inspector.printable import visible
from inspector.window import accessibility
from inspector.window.intents import FILTER, Visit
from inspector.window.localization import say, spoken, written
from inspector.window.pages.page import Page
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Segment
from inspector.window.widgets.inputs import CalmCombo, CalmLine
from inspector.window.widgets.record_table import Field, RecordTable

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.policy import Pack
    from inspector.report.pack_listing import Line

translate = QCoreApplication.translate


class SourcesPage(Page):
    """Rules, sources, conflicts, claims, settings and limits of the pack in use."""

    def __init__(self) -> None:
        super().__init__()
        self._pack: Pack | None = None
        self._lines: tuple[Line, ...] = ()
        self._about = text_widgets.label()
        self._sort = CalmCombo(translate("SourcesPage", "Kind of entry"))
        for words, sort in (
            (translate("SourcesPage", "Everything"), ""),
            (translate("SourcesPage", "Rules"), "rule"),
            (translate("SourcesPage", "Sources"), "source"),
            (translate("SourcesPage", "Conflicts"), "conflict"),
            (translate("SourcesPage", "What two articles claim"), "claim"),
            (translate("SourcesPage", "Settings"), "setting"),
            (translate("SourcesPage", "What no rule can tell"), "limit"),
        ):
            self._sort.addItem(words, sort)
        self._sort.activated.connect(lambda _row: self._list())
        self._filter = CalmLine(translate("SourcesPage", "Filter entries"))
        self._filter.textChanged.connect(lambda _text: self._choose())
        self._none = text_widgets.label(translate("SourcesPage", "No entry has all of these words."))
        self._table = RecordTable(
            translate("SourcesPage", "Entries of the pack"),
            (
                Field(translate("SourcesPage", "Id"), lambda line: line.id, 12),
                Field(translate("SourcesPage", "Kind"), lambda line: say(line.sort), 9),
                Field(translate("SourcesPage", "When"), lambda line: say(line.when), len("2024-09-18 to 2025-11-02")),
                Field(translate("SourcesPage", "What"), lambda line: say(line.words)),
            ),
        )
        self._table.gone_to.connect(lambda _line: self._tell())
        self._detail = QPlainTextEdit()
        self._detail.setReadOnly(True)
        self._detail.setTabChangesFocus(True)
        self._detail.setAccessibleName(translate("SourcesPage", "The entry in full"))
        self._copy = Segment(translate("SourcesPage", "Copy address"))
        self._copy.clicked.connect(lambda: accessibility.copy(self._copy, self._address()))
        self._visit = Segment(translate("SourcesPage", "Open in browser…"))
        self._visit.clicked.connect(lambda: self.wanted.emit(Visit(self._address())))
        self._lay_out()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self._sort)
        above.addWidget(self._filter, 1)
        acts = QHBoxLayout()
        acts.addStretch(1)
        acts.addWidget(self._copy)
        acts.addWidget(self._visit)
        beside = QWidget()
        detail = QVBoxLayout(beside)
        detail.setContentsMargins(0, 0, 0, 0)
        detail.addWidget(self._detail, 1)
        detail.addLayout(acts)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self._table)
        split.addWidget(beside)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._about)
        column.addLayout(above)
        column.addWidget(self._none)
        column.addWidget(split, 1)

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show the pack that an exposure was judged by; the entry that was looked at stays."""
        from inspector.report import pack_listing

        if exposure.pack is self._pack:
            return
        pack = self._pack = exposure.pack
        self._lines = pack_listing.lines(pack)
        text = translate("SourcesPage", "{0}, edition {1}, last checked on {2}. {3} rules, {4} sources, {5} conflicts.")
        counts = len(pack.rules), len(pack.sources), len(pack.conflicts)
        said = text.format(say(pack.title), pack.edition, written(pack.checked), *map(written, counts))
        layers = translate("SourcesPage", "It lies over another pack: {0}.").format(", ".join(pack.layers))
        self._about.setText(visible(f"{said} {layers}" if pack.layers else said))
        self._list()

    def go_to(self, target: object) -> None:
        """Turn to the entry with an id, or to the filter line."""
        if target == FILTER:
            self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._filter.selectAll()
        elif any(line.id == target for line in self._lines):
            self._sort.setCurrentIndex(0)
            self._filter.clear()
            self._list()
            self._table.go_to(next(line for line in self._lines if line.id == target))

    def _list(self) -> None:
        """Those of the chosen kind."""
        sort = self._sort.currentData()
        self._table.records.show_records([line for line in self._lines if sort in ("", line.sort)])
        self._choose()

    def _choose(self) -> None:
        """Those of them that have all words of the filter; the person is always at one, the first if at no other."""
        records = self._table.records
        self._table.narrow(self._filter.text())
        self._none.setVisible(not records.rowCount())
        if self._table.chosen is None and records.rowCount():
            self._table.go_to(records.record(0))

    def _address(self) -> str:
        line: Line | None = self._table.chosen
        return line.address if line is not None else ""

    def _tell(self) -> None:
        """The entry in full, in the words of the command line."""
        from inspector.report import pack_listing

        line: Line | None = self._table.chosen
        told = (
            pack_listing.show(self._pack, line.id, spoken()).lines
            if line is not None and self._pack is not None
            else ()
        )
        self._detail.setPlainText("\n".join(told))
        for button in (self._copy, self._visit):
            button.setEnabled(self._address().startswith(("https://", "http://")))
