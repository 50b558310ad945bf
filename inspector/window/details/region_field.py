"""Where the member lives, and where they lived before: a field of the circumstances dialog."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter

from inspector.errors import Refused
from inspector.policy import days
from inspector.policy.circumstances import parse_region
from inspector.window.details.circumstances_fields import FactField
from inspector.window.details.circumstances_words import find_place_code, list_places, place_name
from inspector.window.localization import translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.inputs import WheelSafeComboBox, WheelSafeDateEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.policy import Pack
    from inspector.policy.circumstances import Residence


_MIN_CONTENTS_LENGTH = 26
"""How many letters the list of places makes room for."""


class RegionField(FactField):
    """The region with its history: ``chosen`` carries a tuple of ``Residence``, empty where nothing is stated."""

    chosen = Signal(object)

    def __init__(self, pack: "Pack") -> None:
        super().__init__(translate("Region"), translate("Not stated"))
        self._pack = pack
        self._older_residences: tuple[Residence, ...] = ()
        self._stated_residences: tuple[Residence, ...] = ()
        self._previous_since: int | None = None
        self._current_region = self._build_region_box(translate("Region"))
        self.title.setBuddy(self._current_region)
        self._moved_box = QCheckBox(translate("Lived elsewhere before"))
        self._moved_box.toggled.connect(lambda _checked: self._commit())
        self._previous_region = self._build_region_box(translate("Region before"))
        before_label = text_widgets.build_line_label(translate("Before:"))
        before_label.setBuddy(self._previous_region)
        self._since_date = WheelSafeDateEdit(translate("In the present region since"))
        since_label = text_widgets.build_line_label(translate("Here since:"))
        since_label.setBuddy(self._since_date)
        self._since_date.dateChanged.connect(lambda _day: self._commit())
        self._history = text_widgets.build_label()
        self.add_row(self._current_region)
        self.add_row(self._moved_box)
        self._history_rows = (
            self.add_row(before_label, self._previous_region),
            self.add_row(since_label, self._since_date),
        )
        self.body_layout.addWidget(self._history)
        self.show_residences((), dt.date.today())  # noqa: DTZ011 - only what stands in an unused field

    def _build_region_box(self, name: str) -> WheelSafeComboBox:
        box = WheelSafeComboBox(name)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        unknown = translate("Rest of the world assumed")
        box.setMinimumContentsLength(max(_MIN_CONTENTS_LENGTH, len(unknown)))
        for place in list_places(self._pack):
            box.addItem(place.name, place.code)
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

    def show_residences(self, residences: "Sequence[Residence]", as_of: dt.date) -> None:
        """Show what was stated, the last residence as the present one; an assumed first one is left out."""
        stated = tuple(stay for stay in residences if stay.known or stay.approximation or stay.since is not None)
        current, previous = (*reversed(stated), None, None)[:2]
        self._older_residences, self._stated_residences = stated[:-2], stated
        self._show_region(self._current_region, current.place if current is not None else "")
        self._show_region(self._previous_region, previous.place if previous is not None else "")
        since = current.since if current is not None else None
        self._since_date.show_day(days.to_date(since) if since is not None else as_of)
        with QSignalBlocker(self._moved_box):
            self._moved_box.setChecked(since is not None)
        older = (
            stay.place if stay.since is None else f"{stay.place}@{days.format_date(stay.since)}"
            for stay in self._older_residences
        )
        self._history.setText(translate("Before that: {regions}", regions=", ".join(older)))
        self._history.setVisible(bool(self._older_residences))
        self._previous_since = previous.since if previous is not None else None
        self._update_rows()

    def _show_region(self, box: WheelSafeComboBox, word: str) -> None:
        with QSignalBlocker(box):
            box.setCurrentIndex(box.findData(word) if word else -1)
            box.setEditText(place_name(self._pack, word) if word else "")

    def _update_rows(self) -> None:
        for row in self._history_rows:
            row.setVisible(self._moved_box.isChecked())
        self._moved_box.setEnabled(bool(self._current_region.currentText().strip()))

    def _read_residences(self) -> "tuple[Residence, ...]":
        """Read what the controls say now; raises ``Refused`` where a place is not known."""
        current = self._read_residence(self._current_region)
        if current is None or not self._moved_box.isChecked():
            return (current,) if current is not None else ()
        since = days.from_date(self._since_date.chosen_day())
        previous = self._read_residence(self._previous_region)
        if previous is None:
            is_dated = any(stay.since is not None for stay in self._stated_residences)
            return (replace(current, since=since) if is_dated else current,)
        return (*self._older_residences, replace(previous, since=self._previous_since), replace(current, since=since))

    def _read_residence(self, box: WheelSafeComboBox) -> "Residence | None":
        code = find_place_code(self._pack, box.currentText())
        return parse_region(self._pack, code) if code else None

    def _commit(self) -> None:
        """Emit the residences once, however the person ended the choice."""
        self._update_rows()
        try:
            residences = self._read_residences()
        except Refused as error:
            self.show_problem(error)
            return
        self.show_problem(None)
        if residences != self._stated_residences:
            self._stated_residences = residences
            self.chosen.emit(residences)
