"""Where the member lives, and where they lived before: the field of the sheet of circumstances."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter

from inspector.window.details.circumstances_fields import FactField
from inspector.window.details.circumstances_words import find_place_code, list_places, place_name
from inspector.window.localization import translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.inputs import WheelSafeComboBox, WheelSafeDateEdit

if TYPE_CHECKING:
    from inspector.policy import Pack


_MIN_CONTENTS_LENGTH = 26
"""How many letters the list of places makes room for."""


class RegionField(FactField):
    """The region with its history: ``chosen`` carries its words, such as ``("US", "DE@2024-06-01")``."""

    chosen = Signal(object)

    def __init__(self, pack: "Pack") -> None:
        super().__init__(translate("Region"), translate("Not stated"))
        self._pack = pack
        self._older_regions: tuple[str, ...] = ()
        self._stated_regions: tuple[str, ...] = ()
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
        self.show_regions((), dt.date.today())  # noqa: DTZ011 - only what stands in an unused field

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

    def show_regions(self, regions: tuple[str, ...], as_of: dt.date) -> None:
        """Show what was stated, the last region as the present one."""
        *older, before, now = ("", "", *regions)
        self._older_regions, self._stated_regions = tuple(filter(None, older)), regions
        word, _at, since = now.partition("@")
        self._show_region(self._current_region, word)
        self._show_region(self._previous_region, before.partition("@")[0])
        self._since_date.show_day(dt.date.fromisoformat(since) if since else as_of)
        with QSignalBlocker(self._moved_box):
            self._moved_box.setChecked(bool(since))
        self._history.setText(translate("Before that: {regions}", regions=", ".join(self._older_regions)))
        self._history.setVisible(bool(self._older_regions))
        self._previous_since = before.partition("@")[2]
        self._update_rows()

    def _show_region(self, box: WheelSafeComboBox, word: str) -> None:
        with QSignalBlocker(box):
            box.setCurrentIndex(box.findData(word) if word else -1)
            box.setEditText(place_name(self._pack, word) if word else "")

    def _update_rows(self) -> None:
        for row in self._history_rows:
            row.setVisible(self._moved_box.isChecked())
        self._moved_box.setEnabled(bool(self._current_region.currentText().strip()))

    def regions(self) -> tuple[str, ...]:
        """The words that the controls say now."""
        now = self._read_region(self._current_region)
        if not now or not self._moved_box.isChecked():
            return (now,) if now else ()
        before = self._read_region(self._previous_region)
        if not before:
            return (now,) if "@" not in "".join(self._stated_regions) else (f"{now}@{self._since_date.iso_day()}",)
        earlier = f"{before}@{self._previous_since}" if self._previous_since else before
        return (*self._older_regions, earlier, f"{now}@{self._since_date.iso_day()}")

    def _read_region(self, box: WheelSafeComboBox) -> str:
        return find_place_code(self._pack, box.currentText())

    def _commit(self) -> None:
        """Tell of the words once, however the person ended the choice."""
        self._update_rows()
        regions = self.regions()
        if regions != self._stated_regions:
            self._stated_regions = regions
            self.chosen.emit(regions)
