"""The fields of the sheet of circumstances: each shows one fact and tells of a change in the command line's words."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.window import accessibility
from inspector.window.localization import localize, translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card
from inspector.window.widgets.inputs import WheelSafeComboBox, WheelSafeDateEdit
from inspector.window.widgets.tab_order import apply_reading_order

if TYPE_CHECKING:
    from inspector.errors import Refused
    from inspector.policy.pack.pack_schema import Setting


class FactField(Card):
    """A card with one fact: its name, how it is known, its controls, what the archive suggests, what is wrong.

    ``reset_wanted``: the person takes the fact back; it is then not stated.
    """

    reset_requested = Signal()

    def __init__(self, title: str, reset_text: str) -> None:
        super().__init__()
        self.title = text_widgets.build_label(title.replace("&", "&&"))
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self._origin = text_widgets.build_line_label()
        self._reset_button = QPushButton(reset_text)
        self._reset_button.setAutoDefault(False)
        self._reset_button.setAccessibleName(f"{title}: {reset_text}")
        self._reset_button.clicked.connect(lambda: self.reset_requested.emit())
        self._problem_label = text_widgets.build_label()
        self._problem_label.setForegroundRole(QPalette.ColorRole.BrightText)
        self._problem_label.hide()
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._origin)
        head.addWidget(self._reset_button)
        self.body_layout = QVBoxLayout()
        self.body_layout.setSpacing(8)
        self._hints_layout = QVBoxLayout()
        self._hints_layout.setSpacing(6)
        self._hint_states: list[tuple[str, bool]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(self.body_layout)
        layout.addWidget(self._problem_label)
        layout.addLayout(self._hints_layout)

    def show_origin(self, stated: bool) -> None:
        """Show how the fact is known."""
        self._origin.setText(translate("stated") if stated else translate("assumed"))
        role = QPalette.ColorRole.PlaceholderText if stated else QPalette.ColorRole.BrightText
        self._origin.setForegroundRole(role)
        self._reset_button.setEnabled(stated)

    def show_problem(self, error: "Refused | None") -> None:
        """Show in place why a word was not taken, or no longer."""
        self._problem_label.setVisible(error is not None)
        self._problem_label.setText(f"{localize(error.message)} {localize(error.hint)}" if error is not None else "")
        accessibility.announce_urgently(self, self._problem_label.text())

    @property
    def problem(self) -> str:
        """What is wrong at the moment; empty if nothing is."""
        return self._problem_label.text()

    def show_hints(self, hints: list[tuple[str, Callable[[], None] | None]]) -> None:
        """Show what the archive suggests: a sentence, and what [Use this] does (``None``: it is so already)."""
        hint_states = [(words, use is not None) for words, use in hints]
        if hint_states == self._hint_states:  # a button that is in use stays, while files arrive
            return
        self._hint_states = hint_states
        while (item := self._hints_layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words, use in hints:
            self._hints_layout.addWidget(self._make_hint_row(words, use))
        apply_reading_order(self)

    def _make_hint_row(self, words: str, use: Callable[[], None] | None) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        text = text_widgets.build_breakable_label(words)
        text.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        text.setMinimumWidth(max(map(text.fontMetrics().horizontalAdvance, words.split()), default=0) + 2)
        row.addWidget(text, 1)
        if use is not None:
            button = QPushButton(translate("Use this"))
            button.setAutoDefault(False)
            button.setAccessibleName(translate("Use this: {value}", value=words))
            button.clicked.connect(lambda: use())
            row.addWidget(button)
        return line

    def add_row(self, *widgets: QWidget) -> QWidget:
        """Put widgets beside each other into the body."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        self.body_layout.addWidget(line)
        return line


def _make_combo(name: str, choices: tuple[tuple[str, str], ...]) -> WheelSafeComboBox:
    """A list of (words, value) to choose from."""
    combo = WheelSafeComboBox(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for words, value in choices:
        combo.addItem(words, value)
    return combo


def select_value(combo: WheelSafeComboBox, value: str) -> None:
    """Show a choice without telling of a change."""
    with QSignalBlocker(combo):
        combo.setCurrentIndex(max(0, combo.findData(value)))


class AgeField(FactField):
    """The age: ``chosen`` carries (age, born), each as the command line writes it or ``None``."""

    chosen = Signal(object)

    def __init__(self, default_birth_date: dt.date) -> None:
        super().__init__(translate("Age"), translate("Not stated"))
        self._age_combo = _make_combo(
            translate("Age"),
            (
                (translate("Not said (adult is assumed)"), ""),
                (translate("Adult on all days"), "adult"),
                (translate("Under 18"), "minor"),
                (translate("Born on"), "born"),
            ),
        )
        self.title.setBuddy(self._age_combo)
        self._birth_date_edit = WheelSafeDateEdit(translate("Born on"))
        self._birth_date_edit.show_day(default_birth_date)
        self._age_combo.activated.connect(lambda _row: self._emit_age())
        self._birth_date_edit.dateChanged.connect(lambda _day: self._emit_age())
        self.add_row(self._age_combo, self._birth_date_edit)
        self.show_age(None, None)

    def show_age(self, age: str | None, born: str | None) -> None:
        """Show what was stated."""
        select_value(self._age_combo, "born" if born is not None else age or "")
        if born is not None:
            self._birth_date_edit.show_day(dt.date.fromisoformat(born))
        self._birth_date_edit.setVisible(born is not None)

    def suggest_birth_date(self, birth_date: str) -> None:
        """The day that stands in the field before the person has chosen one."""
        if not self._birth_date_edit.isVisibleTo(self):
            self._birth_date_edit.show_day(dt.date.fromisoformat(birth_date))

    def _emit_age(self) -> None:
        kind = self._age_combo.currentData()
        self._birth_date_edit.setVisible(kind == "born")
        self.chosen.emit((None, self._birth_date_edit.iso_day()) if kind == "born" else (kind or None, None))


class SettingField(FactField):
    """A setting: ``chosen`` carries its states as the command line writes them, such as ``("off@2026-01-15",)``."""

    chosen = Signal(object)

    def __init__(self, setting: "Setting", show_path: bool) -> None:
        super().__init__(setting.name, translate("Not stated"))
        self._position_combo = _make_combo(setting.name, _position_choices(setting))
        self.title.setBuddy(self._position_combo)
        text_widgets.set_tool_tip(self._position_combo, localize(setting.effect))
        self._day_known_box = QCheckBox(translate("Since when is known:"))
        self._day_known_box.setAccessibleName(translate("{setting}: since when is known", setting=setting.name))
        self._since_edit = WheelSafeDateEdit(translate("{setting}: since", setting=setting.name))
        self._position_combo.activated.connect(lambda _row: self._emit_states())
        self._day_known_box.toggled.connect(lambda _checked: self._emit_states())
        self._since_edit.dateChanged.connect(lambda _day: self._emit_states())
        self._history_label = text_widgets.build_label()
        self.add_row(self._position_combo)
        self._since_row = self.add_row(self._day_known_box, self._since_edit)
        self.body_layout.addWidget(self._history_label)
        if show_path:
            path = text_widgets.build_label(setting.path)
            path.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            self.body_layout.addWidget(path)
        self.show_states((), None)

    def show_states(self, states: tuple[str, ...], as_of: dt.date | None) -> None:
        """Show what was stated; a longer history is shown in words until another choice replaces it."""
        position, _at, since = (states[-1] if states else "").partition("@")
        position = "" if position == "unknown" else position
        is_never_on = since == "start" and self._position_combo.findData(f"{position}@start") >= 0
        select_value(self._position_combo, f"{position}@start" if is_never_on else position)
        has_history = len(states) > 1 or (since == "start" and not is_never_on)
        with QSignalBlocker(self._day_known_box):
            self._day_known_box.setChecked(since not in ("", "start"))
        day = dt.date.fromisoformat(since) if since not in ("", "start") else as_of
        if day is not None:
            self._since_edit.show_day(day)
        self._history_label.setText(translate("As stated: {states}", states=", ".join(states)) if has_history else "")
        self._history_label.setVisible(has_history)
        self._update_controls()

    def _update_controls(self) -> None:
        position = self._position_combo.currentData()
        self._since_row.setVisible(position in ("on", "off"))
        self._since_edit.setEnabled(self._day_known_box.isChecked())

    def _emit_states(self) -> None:
        self._update_controls()
        position = self._position_combo.currentData()
        has_day = position in ("on", "off") and self._day_known_box.isChecked()
        state = f"{position}@{self._since_edit.iso_day()}" if has_day else position
        self._history_label.hide()
        self.chosen.emit((state,) if state else ())


def _position_choices(setting: "Setting") -> tuple[tuple[str, str], ...]:
    """How a setting can stand, in the words of its kind."""
    unknown = translate("Not known ({value} is assumed)")
    if setting.kind == "form":
        return (
            (unknown.format(value=translate("not sent")), ""),
            (translate("Sent"), "on"),
            (translate("Not sent"), "off"),
        )
    if setting.kind == "signal":
        return (
            (unknown.format(value=translate("not sent")), ""),
            (translate("Sent"), "on"),
            (translate("Not sent"), "off"),
        )
    if setting.kind == "consent":
        return (
            (unknown.format(value=translate("given")), ""),
            (translate("Given"), "on"),
            (translate("Not given"), "off"),
            (translate("Never given"), "off@start"),
        )
    return (
        (unknown.format(value=translate("on")), ""),
        (translate("On"), "on"),
        (translate("Off"), "off"),
        (translate("Never on"), "off@start"),
    )


class AsOfField(FactField):
    """The day as of which everything is answered: ``chosen`` carries it as ``YYYY-MM-DD``."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(translate("As of"), translate("Today"))
        self._day_edit = WheelSafeDateEdit(translate("As of"))
        self.title.setBuddy(self._day_edit)
        self._day_edit.dateChanged.connect(lambda _day: self.chosen.emit(self._day_edit.iso_day()))
        self.add_row(self._day_edit)

    def show_as_of(self, day: dt.date) -> None:
        """Show the day."""
        self._day_edit.show_day(day)
