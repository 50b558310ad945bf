"""The sheet of circumstances: the facts that every answer rests on, changed one by one, at once.

It stands beside the window. Every change is a whole new ``Circumstances``; a word that is not known is
answered in its place and changes nothing.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.errors import Refused
from inspector.window.details.circumstances_fields import AgeField, AsOfField, FactField, SettingField
from inspector.window.details.circumstances_words import (
    CircumstancesInput,
    describe_hint,
    describe_hint_value,
    format_circumstances,
    unique_hints,
)
from inspector.window.details.region_field import RegionField
from inspector.window.localization import translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.inputs import VerticalScrollArea
from inspector.window.widgets.tab_order import apply_reading_order

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.items import Hint
    from inspector.policy import Circumstances, Pack
    from inspector.window.widgets.theme import Theme


_MAIN_SETTING_COUNT = 2
"""How many settings are in sight at once: the first ones of the pack."""
_DEFAULT_BIRTH_DATE = dt.date(1990, 1, 1)
"""The day that stands in the birth date before one is chosen: an adult on every day that matters."""
_MAX_HINTS = 3
_MIN_WIDTH = 480


def utc_today() -> dt.date:
    """Today, by the clock that the command line uses too."""
    return dt.datetime.now(dt.UTC).date()


class CircumstancesDialog(QDialog):
    """Every fact with its origin; ``changed`` carries the new ``Circumstances`` after each change."""

    changed = Signal(object)

    def __init__(
        self,
        pack: "Pack",
        theme: "Theme",
        parent: QWidget | None = None,
        today: Callable[[], dt.date] = utc_today,
    ) -> None:
        super().__init__(parent)
        self._pack, self._theme, self._today = pack, theme, today
        self._input = CircumstancesInput()
        self._exposure: Exposure | None = None
        self.setModal(False)
        self.setWindowTitle(translate("Circumstances"))
        self._region_field = RegionField(pack)
        self._age_field = AgeField(_DEFAULT_BIRTH_DATE)
        self._as_of_field = AsOfField()
        self._setting_fields: dict[str, SettingField] = {}
        self._connect()
        self._lay_out()
        self._show_input()

    # ---- what it is made of

    def _connect(self) -> None:
        self._region_field.chosen.connect(
            lambda regions: self._accept_input(self._region_field, replace(self._input, regions=regions))
        )
        self._region_field.reset_requested.connect(
            lambda: self._set_input(self._region_field, replace(self._input, regions=()))
        )
        self._age_field.chosen.connect(lambda age: self._accept_input(self._age_field, self._with_age(*age)))
        self._age_field.reset_requested.connect(lambda: self._set_input(self._age_field, self._with_age(None, None)))
        self._as_of_field.chosen.connect(
            lambda day: self._accept_input(self._as_of_field, replace(self._input, as_of=day))
        )
        self._as_of_field.reset_requested.connect(
            lambda: self._set_input(self._as_of_field, replace(self._input, as_of=None))
        )

    def _lay_out(self) -> None:
        content = QWidget()
        self._content_layout = QVBoxLayout(content)
        self._content_layout.setContentsMargins(16, 16, 16, 16)
        self._content_layout.setSpacing(12)
        intro = text_widgets.build_label(
            translate("What is not stated is taken as it leaves most open. Changes act at once.")
        )
        intro.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._content_layout.addWidget(intro)
        for field in (self._region_field, self._age_field):
            self._content_layout.addWidget(field)
        for name in list(self._pack.settings)[:_MAIN_SETTING_COUNT]:
            self._content_layout.addWidget(self._add_setting(name, show_path=True))
        self._content_layout.addWidget(self._as_of_field)
        self._more_button = QPushButton(translate("More settings"))
        self._more_button.setCheckable(True)
        self._more_button.setAutoDefault(False)
        self._more_button.toggled.connect(self._show_more_settings)
        self._content_layout.addWidget(self._more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._more_settings: QWidget | None = None
        self._content_layout.addStretch(1)
        close = QPushButton(translate("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        button_row = QHBoxLayout()
        button_row.setContentsMargins(16, 8, 16, 12)
        button_row.addStretch(1)
        button_row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(VerticalScrollArea(content, _MIN_WIDTH), 1)
        layout.addLayout(button_row)
        self.setMinimumHeight(420)
        self.resize(self.minimumSizeHint().width(), 760)

    def _add_setting(self, setting_id: str, *, show_path: bool) -> SettingField:
        field = SettingField(self._pack.settings[setting_id], show_path)
        field.chosen.connect(lambda states: self._accept_input(field, self._input.with_setting(setting_id, states)))
        field.reset_requested.connect(lambda: self._set_input(field, self._input.with_setting(setting_id, ())))
        self._setting_fields[setting_id] = field
        return field

    def _show_more_settings(self, visible: bool) -> None:
        """The further settings, built when they are first asked for."""
        if self._more_settings is None:
            self._more_settings = QWidget()
            column = QVBoxLayout(self._more_settings)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
            for name in list(self._pack.settings)[_MAIN_SETTING_COUNT:]:
                column.addWidget(self._add_setting(name, show_path=False))
            self._content_layout.insertWidget(self._content_layout.count() - 1, self._more_settings)
            self._show_input()
            self._show_origins()
            apply_reading_order(self)
        self._more_settings.setVisible(visible)

    # ---- what it says

    def to_arguments(self) -> dict[str, Any]:
        """What is stated, as the keyword arguments of ``inspector.policy.state``."""
        return self._input.to_arguments()

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show the circumstances of an exposure; controls that say them already are left alone."""
        self._exposure = exposure
        if exposure.circumstances != self._input.parse(self._pack, self._today()):
            self._input = format_circumstances(exposure.circumstances, self._pack)
            self._show_input()
        self._show_origins()

    def set_theme(self, theme: "Theme") -> None:
        """The palette is the application's; nothing is painted here."""
        self._theme = theme

    def _as_of_day(self) -> dt.date:
        return dt.date.fromisoformat(self._input.as_of) if self._input.as_of else self._today()

    def _show_input(self) -> None:
        self._region_field.show_regions(self._input.regions, self._as_of_day())
        self._age_field.show_age(self._input.age, self._input.born)
        self._as_of_field.show_as_of(self._as_of_day())
        for name, setting in self._setting_fields.items():
            setting.show_states(self._input.states_of(name), self._as_of_day())
        for field in self._fields():
            field.show_problem(None)

    def _fields(self) -> tuple[FactField, ...]:
        return (self._region_field, self._age_field, self._as_of_field, *self._setting_fields.values())

    def _show_origins(self) -> None:
        if self._exposure is None:
            return
        from inspector.policy.circumstances import AGE, AS_OF, REGION, Origin

        fields: dict[str, FactField] = {
            REGION: self._region_field,
            AGE: self._age_field,
            AS_OF: self._as_of_field,
            **self._setting_fields,
        }
        for name, field in fields.items():
            field.show_origin(self._exposure.circumstances.find_origin(name) is Origin.STATED)
        hints = self._exposure.holdings.hints
        self._region_field.show_hints([self._describe_hint(hint) for hint in unique_hints(hints, REGION)[:_MAX_HINTS]])
        age_hints = unique_hints(hints, AGE)[:_MAX_HINTS]
        self._age_field.show_hints([self._describe_hint(hint) for hint in age_hints])
        birth_dates = [hint.value for hint in age_hints if hint.fact == "born"]
        if birth_dates:
            self._age_field.suggest_birth_date(birth_dates[0])

    def _describe_hint(self, hint: "Hint") -> tuple[str, Callable[[], None] | None]:
        """A hint in words, and what [Use this] does; ``None`` where that is stated already."""
        _field, hinted_input = self._apply_hint(hint)
        if hinted_input == self._input:
            value = describe_hint_value(self._pack, hint)
            return translate(
                "{member}, {column} says so too: {value}", member=hint.member, column=hint.column, value=value
            ), None
        return describe_hint(self._pack, hint), lambda: self._set_input(*self._apply_hint(hint))

    def _apply_hint(self, hint: "Hint") -> tuple[FactField, CircumstancesInput]:
        """The words that a hint would state; an earlier region stays."""
        if hint.fact == "region":
            *earlier, current = self._input.regions or ("",)
            return self._region_field, replace(
                self._input, regions=(*earlier, "@".join((hint.value, *current.split("@")[1:])))
            )
        birth_date = hint.value if hint.fact == "born" else None
        return self._age_field, self._with_age(hint.value if birth_date is None else None, birth_date)

    def _with_age(self, age: str | None, born: str | None) -> CircumstancesInput:
        return replace(self._input, age=age, born=born)

    # ---- what changes

    def _set_input(self, field: FactField, new_input: CircumstancesInput) -> None:
        """Take words that no control has said, and show them."""
        if self._accept_input(field, new_input):
            self._show_input()

    def _accept_input(self, field: FactField, new_input: CircumstancesInput) -> bool:
        """Take the words and tell of them; where one is not known, say so in its place and change nothing."""
        try:
            circumstances: Circumstances = new_input.parse(self._pack, self._today())
        except Refused as error:
            field.show_problem(error)
            return False
        field.show_problem(None)
        self._input = new_input
        self.changed.emit(circumstances)
        return True
