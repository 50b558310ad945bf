"""The fields of the sheet of circumstances: each shows one fact and tells of a change in the command line's words."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.window import accessibility
from inspector.window.localization import say
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card
from inspector.window.widgets.inputs import CalmCombo, CalmDate
from inspector.window.widgets.tab_order import in_reading_order

if TYPE_CHECKING:
    from inspector.errors import Refused
    from inspector.policy.pack.pack_schema import Setting

translate = QCoreApplication.translate


class Field(Card):
    """A card with one fact: its name, how it is known, its controls, what the archive suggests, what is wrong.

    ``reset_wanted``: the person takes the fact back; it is then not stated.
    """

    reset_wanted = Signal()

    def __init__(self, title: str, reset: str) -> None:
        super().__init__()
        self.title = text_widgets.label(title.replace("&", "&&"))
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self._origin = text_widgets.line()
        self._reset = QPushButton(reset)
        self._reset.setAutoDefault(False)
        self._reset.setAccessibleName(f"{title}: {reset}")
        self._reset.clicked.connect(lambda: self.reset_wanted.emit())
        self._problem = text_widgets.label()
        self._problem.setForegroundRole(QPalette.ColorRole.BrightText)
        self._problem.hide()
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._origin)
        head.addWidget(self._reset)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._hints = QVBoxLayout()
        self._hints.setSpacing(6)
        self._shown: list[tuple[str, bool]] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 12, 12)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addLayout(self.body)
        whole.addWidget(self._problem)
        whole.addLayout(self._hints)

    def show_origin(self, stated: bool) -> None:
        """Show how the fact is known."""
        self._origin.setText(
            translate("CircumstancesSheet", "stated") if stated else translate("CircumstancesSheet", "assumed")
        )
        role = QPalette.ColorRole.PlaceholderText if stated else QPalette.ColorRole.BrightText
        self._origin.setForegroundRole(role)
        self._reset.setEnabled(stated)

    def show_problem(self, refused: "Refused | None") -> None:
        """Show in place why a word was not taken, or no longer."""
        self._problem.setVisible(refused is not None)
        self._problem.setText(f"{say(refused.message)} {say(refused.hint)}" if refused is not None else "")
        accessibility.interrupt(self, self._problem.text())

    @property
    def problem(self) -> str:
        """What is wrong at the moment; empty if nothing is."""
        return self._problem.text()

    def show_hints(self, hints: list[tuple[str, Callable[[], None] | None]]) -> None:
        """Show what the archive suggests: a sentence, and what [Use this] does (``None``: it is so already)."""
        shown = [(words, use is not None) for words, use in hints]
        if shown == self._shown:  # a button that is in use stays, while files arrive
            return
        self._shown = shown
        while (item := self._hints.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words, use in hints:
            self._hints.addWidget(self._hint(words, use))
        in_reading_order(self)

    def _hint(self, words: str, use: Callable[[], None] | None) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        text = text_widgets.broken(words)
        text.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        text.setMinimumWidth(max(map(text.fontMetrics().horizontalAdvance, words.split()), default=0) + 2)
        row.addWidget(text, 1)
        if use is not None:
            button = QPushButton(translate("CircumstancesSheet", "Use this"))
            button.setAutoDefault(False)
            button.setAccessibleName(translate("CircumstancesSheet", "Use this: {0}").format(words))
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
        self.body.addWidget(line)
        return line


def _choices(name: str, choices: tuple[tuple[str, str], ...]) -> CalmCombo:
    """A list of (words, value) to choose from."""
    combo = CalmCombo(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for words, value in choices:
        combo.addItem(words, value)
    return combo


def show_value(combo: CalmCombo, value: str) -> None:
    """Show a choice without telling of a change."""
    with QSignalBlocker(combo):
        combo.setCurrentIndex(max(0, combo.findData(value)))


class AgeField(Field):
    """The age: ``chosen`` carries (age, born), each as the command line writes it or ``None``."""

    chosen = Signal(object)

    def __init__(self, likely: dt.date) -> None:
        super().__init__(translate("CircumstancesSheet", "Age"), translate("CircumstancesSheet", "Not stated"))
        self._kind = _choices(
            translate("CircumstancesSheet", "Age"),
            (
                (translate("CircumstancesSheet", "Not said (adult is assumed)"), ""),
                (translate("CircumstancesSheet", "Adult on all days"), "adult"),
                (translate("CircumstancesSheet", "Under 18"), "minor"),
                (translate("CircumstancesSheet", "Born on"), "born"),
            ),
        )
        self.title.setBuddy(self._kind)
        self._born = CalmDate(translate("CircumstancesSheet", "Born on"))
        self._born.show_day(likely)
        self._kind.activated.connect(lambda _row: self._tell())
        self._born.dateChanged.connect(lambda _day: self._tell())
        self.add_row(self._kind, self._born)
        self.show_age(None, None)

    def show_age(self, age: str | None, born: str | None) -> None:
        """Show what was stated."""
        show_value(self._kind, "born" if born is not None else age or "")
        if born is not None:
            self._born.show_day(dt.date.fromisoformat(born))
        self._born.setVisible(born is not None)

    def suggest_born(self, born: str) -> None:
        """The day that stands in the field before the person has chosen one."""
        if not self._born.isVisibleTo(self):
            self._born.show_day(dt.date.fromisoformat(born))

    def _tell(self) -> None:
        kind = self._kind.currentData()
        self._born.setVisible(kind == "born")
        self.chosen.emit((None, self._born.day()) if kind == "born" else (kind or None, None))


class SettingField(Field):
    """A setting: ``chosen`` carries its states as the command line writes them, such as ``("off@2026-01-15",)``."""

    chosen = Signal(object)

    def __init__(self, setting: "Setting", where: bool) -> None:
        super().__init__(setting.name, translate("CircumstancesSheet", "Not stated"))
        self._kind = _choices(setting.name, _positions(setting))
        self.title.setBuddy(self._kind)
        text_widgets.tip(self._kind, say(setting.effect))
        self._known = QCheckBox(translate("CircumstancesSheet", "Since when is known:"))
        self._known.setAccessibleName(translate("CircumstancesSheet", "{0}: since when is known").format(setting.name))
        self._since = CalmDate(translate("CircumstancesSheet", "{0}: since").format(setting.name))
        self._kind.activated.connect(lambda _row: self._tell())
        self._known.toggled.connect(lambda _checked: self._tell())
        self._since.dateChanged.connect(lambda _day: self._tell())
        self._history = text_widgets.label()
        self.add_row(self._kind)
        self._dated = self.add_row(self._known, self._since)
        self.body.addWidget(self._history)
        if where:
            path = text_widgets.label(setting.path)
            path.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            self.body.addWidget(path)
        self.show_states((), None)

    def show_states(self, states: tuple[str, ...], as_of: dt.date | None) -> None:
        """Show what was stated; a longer history is shown in words until another choice replaces it."""
        position, _at, since = (states[-1] if states else "").partition("@")
        position = "" if position == "unknown" else position
        never = since == "start" and self._kind.findData(f"{position}@start") >= 0
        show_value(self._kind, f"{position}@start" if never else position)
        longer = len(states) > 1 or (since == "start" and not never)
        with QSignalBlocker(self._known):
            self._known.setChecked(since not in ("", "start"))
        day = dt.date.fromisoformat(since) if since not in ("", "start") else as_of
        if day is not None:
            self._since.show_day(day)
        self._history.setText(
            translate("CircumstancesSheet", "As stated: {0}").format(", ".join(states)) if longer else ""
        )
        self._history.setVisible(longer)
        self._enable()

    def _enable(self) -> None:
        position = self._kind.currentData()
        self._dated.setVisible(position in ("on", "off"))
        self._since.setEnabled(self._known.isChecked())

    def _tell(self) -> None:
        self._enable()
        position = self._kind.currentData()
        dated = position in ("on", "off") and self._known.isChecked()
        state = f"{position}@{self._since.day()}" if dated else position
        self._history.hide()
        self.chosen.emit((state,) if state else ())


def _positions(setting: "Setting") -> tuple[tuple[str, str], ...]:
    """How a setting can stand, in the words of its kind."""
    unknown = translate("CircumstancesSheet", "Not known ({0} is assumed)")
    if setting.kind == "form":
        return (
            (unknown.format(translate("CircumstancesSheet", "not sent")), ""),
            (translate("CircumstancesSheet", "Sent"), "on"),
            (translate("CircumstancesSheet", "Not sent"), "off"),
        )
    if setting.kind == "signal":
        return (
            (unknown.format(translate("CircumstancesSheet", "not sent")), ""),
            (translate("CircumstancesSheet", "Sent"), "on"),
            (translate("CircumstancesSheet", "Not sent"), "off"),
        )
    if setting.kind == "consent":
        return (
            (unknown.format(translate("CircumstancesSheet", "given")), ""),
            (translate("CircumstancesSheet", "Given"), "on"),
            (translate("CircumstancesSheet", "Not given"), "off"),
            (translate("CircumstancesSheet", "Never given"), "off@start"),
        )
    return (
        (unknown.format(translate("CircumstancesSheet", "on")), ""),
        (translate("CircumstancesSheet", "On"), "on"),
        (translate("CircumstancesSheet", "Off"), "off"),
        (translate("CircumstancesSheet", "Never on"), "off@start"),
    )


class AsOfField(Field):
    """The day as of which everything is answered: ``chosen`` carries it as ``YYYY-MM-DD``."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(translate("CircumstancesSheet", "As of"), translate("CircumstancesSheet", "Today"))
        self._day = CalmDate(translate("CircumstancesSheet", "As of"))
        self.title.setBuddy(self._day)
        self._day.dateChanged.connect(lambda _day: self.chosen.emit(self._day.day()))
        self.add_row(self._day)

    def show_as_of(self, day: dt.date) -> None:
        """Show the day."""
        self._day.show_day(day)
