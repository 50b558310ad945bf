"""The sheet of circumstances: the facts that every answer rests on, changed one by one, at once.

It stands beside the window. Every change is a whole new ``Circumstances``; a word that is not known is
answered in its place and changes nothing.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.errors import Refused
from inspector.window.details.circumstances_fields import AgeField, AsOfField, Field, SettingField
from inspector.window.details.circumstances_words import Words, first_hints, hint_value, hint_words, words_of
from inspector.window.details.region_field import RegionField
from inspector.window.widgets import text_widgets
from inspector.window.widgets.inputs import TallScroll
from inspector.window.widgets.tab_order import in_reading_order

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.items import Hint
    from inspector.policy import Circumstances, Pack
    from inspector.window.widgets.theme import Theme

translate = QCoreApplication.translate

_MAIN = 2
"""How many settings are in sight at once: the first ones of the pack."""
_LIKELY = dt.date(1990, 1, 1)
"""The day that stands in the birth date before one is chosen: an adult on every day that matters."""
_HINTS = 3
_LEAST = 480


def utc_today() -> dt.date:
    """Today, by the clock that the command line uses too."""
    return dt.datetime.now(dt.UTC).date()


class CircumstancesSheet(QDialog):
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
        self._stated = Words()
        self._exposure: Exposure | None = None
        self.setModal(False)
        self.setWindowTitle(translate("CircumstancesSheet", "Circumstances"))
        self._region = RegionField(pack)
        self._age = AgeField(_LIKELY)
        self._as_of = AsOfField()
        self._settings: dict[str, SettingField] = {}
        self._connect()
        self._lay_out()
        self._show_words()

    # ---- what it is made of

    def _connect(self) -> None:
        self._region.chosen.connect(lambda regions: self._take(self._region, replace(self._stated, regions=regions)))
        self._region.reset_wanted.connect(lambda: self._set(self._region, replace(self._stated, regions=())))
        self._age.chosen.connect(lambda said: self._take(self._age, self._with_age(*said)))
        self._age.reset_wanted.connect(lambda: self._set(self._age, self._with_age(None, None)))
        self._as_of.chosen.connect(lambda day: self._take(self._as_of, replace(self._stated, as_of=day)))
        self._as_of.reset_wanted.connect(lambda: self._set(self._as_of, replace(self._stated, as_of=None)))

    def _lay_out(self) -> None:
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(12)
        intro = text_widgets.label(
            translate("CircumstancesSheet", "What is not stated is taken as it leaves most open. Changes act at once.")
        )
        intro.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._column.addWidget(intro)
        for field in (self._region, self._age):
            self._column.addWidget(field)
        for name in list(self._pack.settings)[:_MAIN]:
            self._column.addWidget(self._add_setting(name, in_sight=True))
        self._column.addWidget(self._as_of)
        self._more = QPushButton(translate("CircumstancesSheet", "More settings"))
        self._more.setCheckable(True)
        self._more.setAutoDefault(False)
        self._more.toggled.connect(self._unfold)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._further: QWidget | None = None
        self._column.addStretch(1)
        close = QPushButton(translate("CircumstancesSheet", "Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addStretch(1)
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(TallScroll(content, _LEAST), 1)
        whole.addLayout(foot)
        self.setMinimumHeight(420)
        self.resize(self.minimumSizeHint().width(), 760)

    def _add_setting(self, name: str, *, in_sight: bool) -> SettingField:
        field = SettingField(self._pack.settings[name], in_sight)
        field.chosen.connect(lambda states: self._take(field, self._stated.with_setting(name, states)))
        field.reset_wanted.connect(lambda: self._set(field, self._stated.with_setting(name, ())))
        self._settings[name] = field
        return field

    def _unfold(self, unfolded: bool) -> None:
        """The further settings, built when they are first asked for."""
        if self._further is None:
            self._further = QWidget()
            column = QVBoxLayout(self._further)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
            for name in list(self._pack.settings)[_MAIN:]:
                column.addWidget(self._add_setting(name, in_sight=False))
            self._column.insertWidget(self._column.count() - 1, self._further)
            self._show_words()
            self._show_origins()
            in_reading_order(self)
        self._further.setVisible(unfolded)

    # ---- what it says

    def words(self) -> dict[str, Any]:
        """What is stated, as the keyword arguments of ``inspector.policy.state``."""
        return self._stated.given()

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show the circumstances of an exposure; controls that say them already are left alone."""
        self._exposure = exposure
        if exposure.circumstances != self._stated.circumstances(self._pack, self._today()):
            self._stated = words_of(exposure.circumstances, self._pack)
            self._show_words()
        self._show_origins()

    def set_theme(self, theme: "Theme") -> None:
        """The palette is the application's; nothing is painted here."""
        self._theme = theme

    def _day(self) -> dt.date:
        return dt.date.fromisoformat(self._stated.as_of) if self._stated.as_of else self._today()

    def _show_words(self) -> None:
        self._region.show_regions(self._stated.regions, self._day())
        self._age.show_age(self._stated.age, self._stated.born)
        self._as_of.show_as_of(self._day())
        for name, setting in self._settings.items():
            setting.show_states(self._stated.of(name), self._day())
        for field in self._fields():
            field.show_problem(None)

    def _fields(self) -> tuple[Field, ...]:
        return (self._region, self._age, self._as_of, *self._settings.values())

    def _show_origins(self) -> None:
        if self._exposure is None:
            return
        from inspector.policy.circumstances import AGE, AS_OF, REGION
        from inspector.summary.report import Report

        facts = {fact.id: fact for fact in Report(self._exposure, dt.datetime.now(dt.UTC)).facts}
        shown: dict[str, Field] = {REGION: self._region, AGE: self._age, AS_OF: self._as_of, **self._settings}
        for name, field in shown.items():
            field.show_origin(facts[name].origin == "stated")
        hints = self._exposure.holdings.hints
        self._region.show_hints([self._hint(hint) for hint in first_hints(hints, REGION)[:_HINTS]])
        about_age = first_hints(hints, AGE)[:_HINTS]
        self._age.show_hints([self._hint(hint) for hint in about_age])
        born = [hint.value for hint in about_age if hint.fact == "born"]
        if born:
            self._age.suggest_born(born[0])

    def _hint(self, hint: "Hint") -> tuple[str, Callable[[], None] | None]:
        """A hint in words, and what [Use this] does; ``None`` where that is stated already."""
        _field, meant = self._meant(hint)
        if meant == self._stated:
            said = hint_value(self._pack, hint)
            return translate("CircumstancesSheet", "{0}, {1} says so too: {2}").format(
                hint.member, hint.column, said
            ), None
        return hint_words(self._pack, hint), lambda: self._set(*self._meant(hint))

    def _meant(self, hint: "Hint") -> tuple[Field, Words]:
        """The words that a hint would state; an earlier region stays."""
        if hint.fact == "region":
            *earlier, now = self._stated.regions or ("",)
            return self._region, replace(self._stated, regions=(*earlier, "@".join((hint.value, *now.split("@")[1:]))))
        born = hint.value if hint.fact == "born" else None
        return self._age, self._with_age(hint.value if born is None else None, born)

    def _with_age(self, age: str | None, born: str | None) -> Words:
        return replace(self._stated, age=age, born=born)

    # ---- what changes

    def _set(self, field: Field, words: Words) -> None:
        """Take words that no control has said, and show them."""
        if self._take(field, words):
            self._show_words()

    def _take(self, field: Field, words: Words) -> bool:
        """Take the words and tell of them; where one is not known, say so in its place and change nothing."""
        try:
            circumstances: Circumstances = words.circumstances(self._pack, self._today())
        except Refused as refused:
            field.show_problem(refused)
            return False
        field.show_problem(None)
        self._stated = words
        self.changed.emit(circumstances)
        return True
