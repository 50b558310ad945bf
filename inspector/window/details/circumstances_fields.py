"""The fields of the circumstances dialog: each shows one fact, and emits the value that the person chose."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.policy import days
from inspector.policy.circumstances import SettingStatement, get_default_position, imply_first_change
from inspector.window import accessibility
from inspector.window.localization import localize, translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card
from inspector.window.widgets.inputs import WheelSafeComboBox, WheelSafeDateEdit
from inspector.window.widgets.tab_order import apply_reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.errors import Refused
    from inspector.policy.circumstances import Age, SettingChange
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
    """The age: ``chosen`` carries an ``Age`` or a birth date (``dt.date``)."""

    chosen = Signal(object)

    def __init__(self, default_birth_date: dt.date) -> None:
        super().__init__(translate("Age"), translate("Not stated"))
        self._age_combo = _make_combo(
            translate("Age"),
            (
                (translate("Not said (adult is assumed)"), "unknown"),
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
        self.show_age("unknown", None)

    def show_age(self, age: "Age", birth_date: dt.date | None) -> None:
        """Show what was stated."""
        select_value(self._age_combo, "born" if birth_date is not None else age)
        if birth_date is not None:
            self._birth_date_edit.show_day(birth_date)
        self._birth_date_edit.setVisible(birth_date is not None)

    def suggest_birth_date(self, birth_date: dt.date) -> None:
        """Set the day that the field offers before the person has chosen one."""
        if not self._birth_date_edit.isVisibleTo(self):
            self._birth_date_edit.show_day(birth_date)

    def _emit_age(self) -> None:
        kind = self._age_combo.currentData()
        self._birth_date_edit.setVisible(kind == "born")
        self.chosen.emit(self._birth_date_edit.chosen_day() if kind == "born" else kind)


class SettingField(FactField):
    """A setting: ``chosen`` carries a ``SettingStatement``, or ``None`` where nothing is stated."""

    chosen = Signal(object)

    def __init__(self, setting: "Setting", show_path: bool) -> None:
        super().__init__(setting.name, translate("Not stated"))
        self._setting = setting
        self._position_combo = _make_combo(setting.name, _position_choices(setting))
        self.title.setBuddy(self._position_combo)
        text_widgets.set_tool_tip(self._position_combo, localize(setting.effect))
        self._day_known_box = QCheckBox(translate("Since when is known:"))
        self._day_known_box.setAccessibleName(translate("{setting}: since when is known", setting=setting.name))
        self._since_edit = WheelSafeDateEdit(translate("{setting}: since", setting=setting.name))
        self._position_combo.activated.connect(lambda _row: self._emit_statement())
        self._day_known_box.toggled.connect(lambda _checked: self._emit_statement())
        self._since_edit.dateChanged.connect(lambda _day: self._emit_statement())
        self._history_label = text_widgets.build_label()
        self.add_row(self._position_combo)
        self._since_row = self.add_row(self._day_known_box, self._since_edit)
        self.body_layout.addWidget(self._history_label)
        if show_path:
            path = text_widgets.build_label(setting.path)
            path.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            self.body_layout.addWidget(path)
        self.show_history((), None)

    def show_history(self, history: "tuple[SettingChange, ...]", as_of: dt.date | None) -> None:
        """Show what was stated, nothing where the history is empty.

        A history that the controls cannot state is shown in words until another choice replaces it.
        """
        last = history[-1] if history and (len(history) > 1 or history[0].known) else None
        position: str = last.position if last is not None else ""
        is_on_all_days = last is not None and last.since is None
        if is_on_all_days and self._position_combo.findData(f"{position}@start") >= 0:
            position = f"{position}@start"
        select_value(self._position_combo, position)
        since = last.since if last is not None and last.day_known else None
        with QSignalBlocker(self._day_known_box):
            self._day_known_box.setChecked(since is not None)
        day = days.to_date(since) if since is not None else as_of
        if day is not None:
            self._since_edit.show_day(day)
        states = _format_history(self._setting, history)
        needs_words = len(states) > 1 or (is_on_all_days and states[0].endswith("@start") and position != states[0])
        self._history_label.setText(translate("As stated: {states}", states=", ".join(states)) if needs_words else "")
        self._history_label.setVisible(needs_words)
        self._update_controls()

    def _update_controls(self) -> None:
        position = self._position_combo.currentData()
        self._since_row.setVisible(position in ("on", "off"))
        self._since_edit.setEnabled(self._day_known_box.isChecked())

    def _emit_statement(self) -> None:
        self._update_controls()
        position = self._position_combo.currentData()
        self._history_label.hide()
        if not position:
            self.chosen.emit(None)
        elif position == "off@start":
            self.chosen.emit(SettingStatement("off", "start"))
        else:
            day = days.from_date(self._since_edit.chosen_day()) if self._day_known_box.isChecked() else None
            self.chosen.emit(SettingStatement(position, day))


def _format_history(setting: "Setting", history: "Sequence[SettingChange]") -> tuple[str, ...]:
    """The changes of a history as a person reads them; what a dated change implies of the days before is left out."""
    if not history:
        return ()
    first, *later = history
    if not later and not first.known:
        return ("unknown",)
    if not later:
        is_plain = first.position == get_default_position(setting) or (
            first.position == "on" and setting.kind == "switch"
        )
        return (first.position if is_plain else f"{first.position}@start",)
    dated = tuple(
        f"{change.position}@{days.format_date(change.since)}" if change.day_known else change.position
        for change in later
    )
    if first == imply_first_change(setting, later[0]) or not later[0].day_known:
        return dated
    return (f"{first.position}@start" if first.known else "unknown", *dated)


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
    """The as-of day: ``chosen`` carries it as ``dt.date``."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(translate("As of"), translate("Today"))
        self._day_edit = WheelSafeDateEdit(translate("As of"))
        self.title.setBuddy(self._day_edit)
        self._day_edit.dateChanged.connect(lambda _day: self.chosen.emit(self._day_edit.chosen_day()))
        self.add_row(self._day_edit)

    def show_as_of(self, day: dt.date) -> None:
        """Show the day."""
        self._day_edit.show_day(day)
