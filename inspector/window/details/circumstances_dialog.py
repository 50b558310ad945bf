"""The circumstances dialog: the facts that every answer rests on, changed one by one, at once.

It stands beside the window. Every change makes a whole new ``Circumstances``; a change that is refused is answered
in its field, and nothing changes.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.errors import Refused
from inspector.policy import days
from inspector.policy.circumstances import (
    AGE,
    AS_OF,
    REGION,
    Age,
    Circumstances,
    Origin,
    SettingStatement,
    assume_circumstances,
    build_history,
    parse_region,
)
from inspector.window.details.circumstances_fields import AgeField, AsOfField, FactField, SettingField
from inspector.window.details.circumstances_words import (
    describe_hint,
    describe_hint_value,
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
    from inspector.policy import Pack
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
        self._circumstances = assume_circumstances(days.from_date(today()))
        self._exposure: Exposure | None = None
        self.setModal(False)
        self.setWindowTitle(translate("Circumstances"))
        self._region_field = RegionField(pack)
        self._age_field = AgeField(_DEFAULT_BIRTH_DATE)
        self._as_of_field = AsOfField()
        self._setting_fields: dict[str, SettingField] = {}
        self._connect()
        self._lay_out()
        self._show_circumstances()

    # ---- what it is made of

    def _connect(self) -> None:
        region, age, as_of = self._region_field, self._age_field, self._as_of_field
        region.chosen.connect(
            lambda residences: self._change(region, lambda: self._circumstances.with_residences(*residences))
        )
        region.reset_requested.connect(
            lambda: self._change_and_show(region, lambda: self._circumstances.with_residences())
        )
        age.chosen.connect(lambda value: self._change(age, lambda: self._with_age(value)))
        age.reset_requested.connect(lambda: self._change_and_show(age, lambda: self._with_age("unknown")))
        as_of.chosen.connect(
            lambda day: self._change(as_of, lambda: self._circumstances.with_as_of(days.from_date(day)))
        )
        as_of.reset_requested.connect(
            lambda: self._change_and_show(
                as_of, lambda: self._circumstances.with_as_of(days.from_date(self._today()), stated=False)
            )
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
        field.chosen.connect(lambda statement: self._change(field, lambda: self._with_statement(setting_id, statement)))
        field.reset_requested.connect(
            lambda: self._change_and_show(field, lambda: self._circumstances.without_setting(setting_id))
        )
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
            self._show_circumstances()
            self._show_origins()
            apply_reading_order(self)
        self._more_settings.setVisible(visible)

    # ---- what it says

    @property
    def circumstances(self) -> Circumstances:
        """The circumstances that the controls show."""
        return self._circumstances

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show the circumstances of an exposure; controls that say them already are left alone."""
        self._exposure = exposure
        if exposure.circumstances != self._circumstances:
            self._circumstances = exposure.circumstances
            self._show_circumstances()
        self._show_origins()

    def set_theme(self, theme: "Theme") -> None:
        """The palette is the application's; nothing is painted here."""
        self._theme = theme

    def _show_circumstances(self) -> None:
        circumstances = self._circumstances
        as_of = days.to_date(circumstances.as_of)
        self._region_field.show_residences(circumstances.residences, as_of)
        self._age_field.show_age(circumstances.age, circumstances.birth_date)
        self._as_of_field.show_as_of(as_of)
        histories = dict(circumstances.setting_changes)
        for name, setting in self._setting_fields.items():
            setting.show_history(histories.get(name, ()), as_of)
        for field in self._fields():
            field.show_problem(None)

    def _fields(self) -> tuple[FactField, ...]:
        return (self._region_field, self._age_field, self._as_of_field, *self._setting_fields.values())

    def _show_origins(self) -> None:
        if self._exposure is None:
            return
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
            self._age_field.suggest_birth_date(dt.date.fromisoformat(birth_dates[0]))

    def _describe_hint(self, hint: "Hint") -> tuple[str, Callable[[], None] | None]:
        """A hint in words, and what [Use this] does; ``None`` where that is stated already."""
        if self._is_stated(hint):
            value = describe_hint_value(self._pack, hint)
            return translate(
                "{member}, {column} says so too: {value}", member=hint.member, column=hint.column, value=value
            ), None
        field = self._region_field if hint.fact == "region" else self._age_field
        return describe_hint(self._pack, hint), lambda: self._change_and_show(field, lambda: self._apply_hint(hint))

    def _is_stated(self, hint: "Hint") -> bool:
        try:
            return self._apply_hint(hint) == self._circumstances
        except Refused:  # an archive may suggest what no person could state
            return False

    def _apply_hint(self, hint: "Hint") -> Circumstances:
        """What is stated where a hint is followed; an earlier region stays. Raises ``Refused``."""
        if hint.fact == "region":
            *earlier, current = self._circumstances.residences
            return self._circumstances.with_residences(
                *earlier, replace(parse_region(self._pack, hint.value), since=current.since)
            )
        if hint.fact == "born":
            return self._with_age(dt.date.fromisoformat(hint.value))
        return self._with_age("minor" if hint.value == "minor" else "adult")

    # ---- what changes

    def _with_age(self, value: Age | dt.date) -> Circumstances:
        if isinstance(value, dt.date):
            return self._circumstances.with_birth_date(value, self._today())
        return self._circumstances.with_age(value)

    def _with_statement(self, setting_id: str, statement: SettingStatement | None) -> Circumstances:
        if statement is None:
            return self._circumstances.without_setting(setting_id)
        history = build_history(self._pack.settings[setting_id], (statement,), self._circumstances.as_of)
        return self._circumstances.with_setting(setting_id, *history)

    def _change_and_show(self, field: FactField, change: Callable[[], Circumstances]) -> None:
        """Make a change that no control shows yet."""
        if self._change(field, change):
            self._show_circumstances()

    def _change(self, field: FactField, change: Callable[[], Circumstances]) -> bool:
        """Make a change and emit it; where it is refused, say so in the field and change nothing."""
        try:
            circumstances = change()
        except Refused as error:
            field.show_problem(error)
            return False
        field.show_problem(None)
        self._circumstances = circumstances
        self.changed.emit(circumstances)
        return True
