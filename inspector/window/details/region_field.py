"""Where the member lives, and where they lived before: the field of the sheet of circumstances."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter

from inspector.window.details.circumstances_fields import Field
from inspector.window.details.circumstances_words import place_name, place_word, places
from inspector.window.widgets import text_widgets
from inspector.window.widgets.inputs import CalmCombo, CalmDate

if TYPE_CHECKING:
    from inspector.policy import Pack

translate = QCoreApplication.translate

_WIDEST = 26
"""How many letters the list of places makes room for."""


class RegionField(Field):
    """The region with its history: ``chosen`` carries its words, such as ``("US", "DE@2024-06-01")``."""

    chosen = Signal(object)

    def __init__(self, pack: "Pack") -> None:
        super().__init__(translate("CircumstancesSheet", "Region"), translate("CircumstancesSheet", "Not stated"))
        self._pack = pack
        self._older: tuple[str, ...] = ()
        self._told: tuple[str, ...] = ()
        self._now = self._place_box(translate("CircumstancesSheet", "Region"))
        self.title.setBuddy(self._now)
        self._moved = QCheckBox(translate("CircumstancesSheet", "Lived elsewhere before"))
        self._moved.toggled.connect(lambda _checked: self._commit())
        self._before = self._place_box(translate("CircumstancesSheet", "Region before"))
        before = text_widgets.line(translate("CircumstancesSheet", "Before:"))
        before.setBuddy(self._before)
        self._since = CalmDate(translate("CircumstancesSheet", "In the present region since"))
        since = text_widgets.line(translate("CircumstancesSheet", "Here since:"))
        since.setBuddy(self._since)
        self._since.dateChanged.connect(lambda _day: self._commit())
        self._history = text_widgets.label()
        self.add_row(self._now)
        self.add_row(self._moved)
        self._earlier = (self.add_row(before, self._before), self.add_row(since, self._since))
        self.body.addWidget(self._history)
        self.show_regions((), dt.date.today())  # noqa: DTZ011 - only what stands in an unused field

    def _place_box(self, name: str) -> CalmCombo:
        box = CalmCombo(name)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        unknown = translate("CircumstancesSheet", "Rest of the world assumed")
        box.setMinimumContentsLength(max(_WIDEST, len(unknown)))
        for place in places(self._pack):
            box.addItem(place.name, place.word)
        edit = box.lineEdit()
        if edit is not None:
            edit.setAccessibleName(name)
            edit.setPlaceholderText(unknown)
            edit.editingFinished.connect(self._commit)
        completer = box.completer()
        if completer is not None:
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            popup = completer.popup()
            if popup is not None:
                popup.setAccessibleName(name)
        box.activated.connect(lambda _row: self._commit())
        return box

    def show_regions(self, regions: tuple[str, ...], as_of: dt.date) -> None:
        """Show what was stated, the last region as the present one."""
        *older, before, now = ("", "", *regions)
        self._older, self._told = tuple(filter(None, older)), regions
        word, _at, since = now.partition("@")
        self._show_place(self._now, word)
        self._show_place(self._before, before.partition("@")[0])
        self._since.show_day(dt.date.fromisoformat(since) if since else as_of)
        with QSignalBlocker(self._moved):
            self._moved.setChecked(bool(since))
        self._history.setText(translate("CircumstancesSheet", "Before that: {0}").format(", ".join(self._older)))
        self._history.setVisible(bool(self._older))
        self._before_at = before.partition("@")[2]
        self._enable()

    def _show_place(self, box: CalmCombo, word: str) -> None:
        with QSignalBlocker(box):
            box.setCurrentIndex(box.findData(word) if word else -1)
            box.setEditText(place_name(self._pack, word) if word else "")

    def _enable(self) -> None:
        for row in self._earlier:
            row.setVisible(self._moved.isChecked())
        self._moved.setEnabled(bool(self._now.currentText().strip()))

    def regions(self) -> tuple[str, ...]:
        """The words that the controls say now."""
        now = self._word(self._now)
        if not now or not self._moved.isChecked():
            return (now,) if now else ()
        before = self._word(self._before)
        if not before:
            return (now,) if "@" not in "".join(self._told) else (f"{now}@{self._since.day()}",)
        earlier = f"{before}@{self._before_at}" if self._before_at else before
        return (*self._older, earlier, f"{now}@{self._since.day()}")

    def _word(self, box: CalmCombo) -> str:
        return place_word(self._pack, box.currentText())

    def _commit(self) -> None:
        """Tell of the words once, however the person ended the choice."""
        self._enable()
        said = self.regions()
        if said != self._told:
            self._told = said
            self.chosen.emit(said)
