"""The Checklist: the settings of this region, where each is, what it stops and does not stop, and when it was done."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from inspector.exposure import build_checklist, with_setting_closed
from inspector.policy import days
from inspector.window import accessibility
from inspector.window.intents import SHOW_CIRCUMSTANCES, ChangeCircumstances, OpenLink
from inspector.window.localization import localize, rules_language_note, translate
from inspector.window.page import Page
from inspector.window.pages import checklist_text as words
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, PillButton
from inspector.window.widgets.flow_layout import FlowLayout
from inspector.window.widgets.inputs import VerticalScrollArea, WheelSafeDateEdit

if TYPE_CHECKING:
    from inspector.exposure import Exposure, SettingAdvice
    from inspector.policy import Pack

_MIN_WIDTH = 420


class SettingAdviceCard(Card):
    """The card of one setting; its signal carries the day on which it was closed, or ``None`` when that is undone."""

    day_changed = Signal(object)
    intent_requested = Signal(object)

    def __init__(self, advice: "SettingAdvice") -> None:
        super().__init__()
        setting = advice.setting
        self._advice = advice
        self.title = text_widgets.build_bold_label(setting.name)
        self._status = text_widgets.build_line_label()
        self._path = text_widgets.build_muted_label(setting.path)
        self._labels = text_widgets.build_muted_label(words.describe_other_names(advice))
        self._effect = text_widgets.build_label(localize(setting.effect))
        self._stops, self._remaining = text_widgets.build_label(), text_widgets.build_label()
        self._captions = (
            text_widgets.build_muted_label(translate("Stops")),
            text_widgets.build_muted_label(translate("Does not stop")),
        )
        self._note = text_widgets.build_breakable_label(localize(setting.note))
        self._note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._done_box = QCheckBox(words.done_label(advice))
        self._done_box.setAccessibleName(f"{setting.name}: {words.done_label(advice)}")
        self._day_edit = WheelSafeDateEdit(translate("{setting}: day", setting=setting.name))
        self._done_box.toggled.connect(self._handle_done_toggle)
        self._day_edit.dateChanged.connect(lambda _day: self._emit_day())
        self._lay_out(setting.name, setting.address)
        for part in (self._labels, self._note):  # only now: shown before it has its place it would be a window
            part.setVisible(bool(part.text()))

    def _lay_out(self, name: str, address: str) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._status)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (first, second) in enumerate(zip(self._captions, (self._stops, self._remaining), strict=True)):
            first.setWordWrap(False)
            grid.addWidget(first, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(second, row, 1)
        actions = QWidget()
        flow = FlowLayout(actions, 10)
        flow.addWidget(self._done_box)
        flow.addWidget(self._day_edit)
        if address:
            copy = self._make_button(translate("Copy address"), name)
            copy.clicked.connect(lambda: accessibility.copy_to_clipboard(copy, address))
            flow.addWidget(copy)
            visit = self._make_button(translate("Open in browser…"), name)
            visit.clicked.connect(lambda: self.intent_requested.emit(OpenLink(address)))
            flow.addWidget(visit)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        for part in (self._path, self._labels, self._effect):
            column.addWidget(part)
        column.addLayout(grid)
        column.addWidget(self._note)
        column.addWidget(actions)

    def _make_button(self, text: str, name: str) -> PillButton:
        button = PillButton(text)
        button.setAccessibleName(f"{name}: {text}")
        return button

    def show_advice(self, advice: "SettingAdvice", pack: "Pack", as_of: dt.date) -> None:
        """Show how it stands now; controls that say so already are left alone."""
        self._advice = advice
        self._status.setText(words.describe_status(advice))
        self._stops.setText("\n".join((*words.describe_effects(advice, pack), *words.describe_dispute(advice, pack))))
        remaining = "\n".join(words.describe_limits(advice, pack))
        self._remaining.setText(remaining)
        for part in (self._captions[1], self._remaining):
            part.setVisible(bool(remaining))
        since = advice.change.since if advice.is_done else None
        with QSignalBlocker(self._done_box):
            self._done_box.setChecked(advice.is_done)
        with QSignalBlocker(self._day_edit):
            self._day_edit.setMaximumDate(QDate(as_of.year, as_of.month, as_of.day))
        self._day_edit.show_day(days.to_date(since) if since is not None else as_of)
        self._day_edit.setEnabled(advice.is_done)

    def focus_done_box(self) -> None:
        """Go to the box that says it is done."""
        self._done_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _handle_done_toggle(self, done: bool) -> None:
        self._day_edit.setEnabled(done)
        if done:
            self._emit_day()
        else:
            self.day_changed.emit(None)

    def _emit_day(self) -> None:
        self.day_changed.emit(self._day_edit.chosen_day())


class ChecklistPage(Page):
    """A card for each setting that the region offers, those that move items first; the others are named."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exposure: Exposure | None = None
        self._cards: dict[str, SettingAdviceCard] = {}
        self._headline, self._intro = text_widgets.build_title_label(), text_widgets.build_muted_label()
        self._state_region_button = PillButton(translate("State your region…"))
        self._state_region_button.clicked.connect(lambda: self.intent_requested.emit(SHOW_CIRCUMSTANCES))
        self._group_titles = (
            text_widgets.build_title_label(translate("These close something in this archive"), 1.15),
            text_widgets.build_title_label(translate("These are about something else"), 1.15),
        )
        self._not_offered_note = text_widgets.build_muted_label()
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(self._intro, 1)
        row.addWidget(self._state_region_button)
        self._column.addWidget(self._headline)
        self._column.addLayout(row)
        self._group_layouts = (QVBoxLayout(), QVBoxLayout())
        for head, group_layout in zip(self._group_titles, self._group_layouts, strict=True):
            group_layout.setSpacing(10)
            self._column.addSpacing(6)
            self._column.addWidget(head)
            self._column.addLayout(group_layout)
        self._column.addWidget(self._not_offered_note)
        self._column.addStretch(1)
        self._scroll = VerticalScrollArea(content, _MIN_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)

    # ---- showing

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show the settings of the region under these circumstances."""
        self._exposure = exposure
        circumstances, pack = exposure.circumstances, exposure.pack
        residence = circumstances.find_residence(circumstances.as_of)
        advices = build_checklist(exposure)
        region = localize(pack.regions[residence.region].name)
        self._headline.setText(translate("What you can do in: {region}", region=region))
        region_known = all(residence.known for residence in circumstances.residences)
        self._intro.setText(self._build_intro(region_known))
        self._state_region_button.setVisible(not region_known)
        offered_advices = [check for check in advices if check.is_offered]
        for check in offered_advices:
            self._get_card(check).show_advice(check, pack, days.to_date(circumstances.as_of))
        self._arrange_cards(
            [c for c in offered_advices if c.max_closed_items], [c for c in offered_advices if not c.max_closed_items]
        )
        not_offered_names = [check.setting.name for check in advices if not check.is_offered]
        self._not_offered_note.setText(
            translate(
                "Not offered in {region}, as far as the texts say: {settings}.",
                region=region,
                settings="; ".join(not_offered_names),
            )
        )
        self._not_offered_note.setVisible(bool(not_offered_names))

    def _build_intro(self, region_known: bool) -> str:
        explanation = translate(
            "A setting acts from the day on which it is changed. What could have been used before stays so. "
            "Nothing is changed from here: you change it on the site, and note the day."
        )
        assumption_note = (
            "" if region_known else translate("Your region is only assumed; another one has other settings.")
        )
        return " ".join(filter(None, (assumption_note, explanation, rules_language_note())))

    def _get_card(self, advice: "SettingAdvice") -> SettingAdviceCard:
        setting_id = advice.setting.id
        if setting_id not in self._cards:
            card = SettingAdviceCard(advice)
            card.setObjectName(setting_id)
            card.day_changed.connect(lambda day, name=setting_id: self._record_day(name, day))
            card.intent_requested.connect(self.intent_requested)
            self._cards[setting_id] = card
        return self._cards[setting_id]

    def _arrange_cards(self, *groups: "list[SettingAdvice]") -> None:
        """Put the cards below their heads; a card that stays where it is keeps the focus."""
        order = tuple(tuple(check.setting.id for check in group) for group in groups)
        visible_names = {name for names in order for name in names}
        for group_layout, names in zip(self._group_layouts, order, strict=True):
            for index, name in enumerate(names):
                item = group_layout.itemAt(index)
                if item is None or item.widget() is not self._cards[name]:
                    group_layout.insertWidget(index, self._cards[name])
        for name, card in self._cards.items():  # shown before it has its place it would be a window of its own
            card.setVisible(name in visible_names)
        for head, names in zip(self._group_titles, order, strict=True):
            head.setVisible(bool(names))

    def go_to(self, target: object) -> None:
        """Bring the card of a setting into sight, by its id, and go to its box."""
        card = self._cards.get(target) if isinstance(target, str) else None
        if card is not None:
            QTimer.singleShot(0, card, lambda: self._scroll.ensureWidgetVisible(card))
            card.focus_done_box()

    # ---- what is done

    def _record_day(self, setting_id: str, day: dt.date | None) -> None:
        """A day was noted, or taken back: another history of that setting."""
        if self._exposure is not None:
            setting = self._exposure.pack.settings[setting_id]
            day_number = days.from_date(day) if day is not None else None
            self.intent_requested.emit(
                ChangeCircumstances(
                    with_setting_closed(setting, self._exposure.circumstances, day_number), setting.name
                )
            )
