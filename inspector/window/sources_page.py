"""Sources: the pack as a list to look things up in, with each entry in full beside it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from inspector.visible import visible
from inspector.window import plain
from inspector.window.calm import CalmCombo, CalmLine
from inspector.window.intents import FILTER, Visit
from inspector.window.page import Page
from inspector.window.surfaces import Segment
from inspector.window.text_table import RowsModel, text_table

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.policy import Pack
    from inspector.report.packs import Line

translate = QCoreApplication.translate


class SourcesPage(Page):
    """Rules, sources, conflicts, claims, settings and limits of the pack in use."""

    def __init__(self) -> None:
        super().__init__()
        self._pack: Pack | None = None
        self._lines: tuple[Line, ...] = ()
        self._shown: tuple[Line, ...] = ()
        self._about = plain.label()
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
        self._filter.textChanged.connect(lambda _text: self._list())
        self._none = plain.label(translate("SourcesPage", "No entry has all of these words."))
        self._model = RowsModel(
            (
                translate("SourcesPage", "Id"),
                translate("SourcesPage", "Kind"),
                translate("SourcesPage", "When"),
                translate("SourcesPage", "What"),
            ),
            self,
        )
        self._table = text_table(
            self._model,
            translate("SourcesPage", "Entries of the pack"),
            stretched=3,
            samples=["2024-09-18 to 2025-11-02"],
        )
        self._table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._tell())
        self._detail = QPlainTextEdit()
        self._detail.setReadOnly(True)
        self._detail.setTabChangesFocus(True)
        self._detail.setAccessibleName(translate("SourcesPage", "The entry in full"))
        self._copy = Segment(translate("SourcesPage", "Copy address"))
        self._copy.clicked.connect(lambda: QApplication.clipboard().setText(self._address()))
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
        from inspector.report import packs

        if exposure.pack is self._pack:
            return
        pack = self._pack = exposure.pack
        self._lines = packs.lines(pack)
        text = translate("SourcesPage", "{0}, edition {1}, last checked on {2}. {3} rules, {4} sources, {5} conflicts.")
        counts = len(pack.rules), len(pack.sources), len(pack.conflicts)
        said = text.format(pack.title, pack.edition, pack.checked.isoformat(), *counts)
        layers = (
            translate("SourcesPage", " It lies over another pack: {0}.").format(", ".join(pack.layers))
            if pack.layers
            else ""
        )
        self._about.setText(visible(said + layers))
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
            self._choose(str(target))

    def _list(self) -> None:
        """Those of the chosen kind that have all words of the filter."""
        kept = self._current()
        words, sort = self._filter.text().casefold().split(), self._sort.currentData()
        self._shown = tuple(
            line
            for line in self._lines
            if sort in ("", line.sort)
            and all(word in f"{line.id} {line.when} {line.words}".casefold() for word in words)
        )
        self._model.show_rows([(line.id, _sort_words(line.sort), line.when, line.words) for line in self._shown])
        self._none.setVisible(not self._shown)
        self._choose(kept.id if kept is not None else "")

    def _choose(self, entry: str) -> None:
        place = next((row for row, line in enumerate(self._shown) if line.id == entry), 0)
        if self._shown:
            self._table.setCurrentIndex(self._model.index(place, 0))
        self._tell()

    def _current(self) -> "Line | None":
        row = self._table.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _address(self) -> str:
        line = self._current()
        return line.address if line is not None else ""

    def _tell(self) -> None:
        """The entry in full, in the words of the command line."""
        from inspector.report import packs

        line = self._current()
        told = packs.show(self._pack, line.id).lines if line is not None and self._pack is not None else ()
        self._detail.setPlainText("\n".join(told))
        for button in (self._copy, self._visit):
            button.setEnabled(self._address().startswith(("https://", "http://")))


def _holds(line: "Line", words: list[str]) -> bool:
    text = f"{line.id} {line.when} {line.words}".casefold()
    return all(word in text for word in words)


def _sort_words(sort: str) -> str:
    return {
        "rule": translate("SourcesPage", "rule"),
        "source": translate("SourcesPage", "source"),
        "conflict": translate("SourcesPage", "conflict"),
        "claim": translate("SourcesPage", "claim"),
        "setting": translate("SourcesPage", "setting"),
        "limit": translate("SourcesPage", "limit"),
    }[sort]
