"""The Checklist: the settings of this region, where each is, what it stops and does not stop, and when it was done."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from inspector.window import accessibility
from inspector.window.intents import SHOW_CIRCUMSTANCES, StateFacts, Visit
from inspector.window.localization import rules_note, say
from inspector.window.pages import checklist_text as words
from inspector.window.pages.page import Page
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, Segment
from inspector.window.widgets.flow_layout import FlowLayout
from inspector.window.widgets.inputs import CalmDate, TallScroll

if TYPE_CHECKING:
    from inspector.exposure import Check, Exposure
    from inspector.policy import Pack

translate = QCoreApplication.translate
_LEAST = 420


class CheckCard(Card):
    """One setting. ``dated`` carries the day on which it was closed, ``None`` where that is taken back."""

    dated = Signal(object)
    wanted = Signal(object)

    def __init__(self, check: "Check") -> None:
        super().__init__()
        setting = check.setting
        self._check = check
        self.title = text_widgets.strong(setting.name)
        self._stands = text_widgets.line()
        self._path = text_widgets.muted(setting.path)
        self._labels = text_widgets.muted(words.labels(check))
        self._effect = text_widgets.label(say(setting.effect))
        self._stops, self._leaves = text_widgets.label(), text_widgets.label()
        self._heads = (
            text_widgets.muted(translate("Checklist", "Stops")),
            text_widgets.muted(translate("Checklist", "Does not stop")),
        )
        self._note = text_widgets.broken(say(setting.note))
        self._note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._done = QCheckBox(words.done(check))
        self._done.setAccessibleName(f"{setting.name}: {words.done(check)}")
        self._day = CalmDate(translate("Checklist", "{0}: day").format(setting.name))
        self._done.toggled.connect(self._toggled)
        self._day.dateChanged.connect(lambda _day: self._tell())
        self._lay_out(setting.name, setting.address)
        for part in (self._labels, self._note):  # only now: shown before it has its place it would be a window
            part.setVisible(bool(part.text()))

    def _lay_out(self, name: str, address: str) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._stands)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (first, second) in enumerate(zip(self._heads, (self._stops, self._leaves), strict=True)):
            first.setWordWrap(False)
            grid.addWidget(first, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(second, row, 1)
        foot = QWidget()
        flow = FlowLayout(foot, 10)
        flow.addWidget(self._done)
        flow.addWidget(self._day)
        if address:
            copy = self._button(translate("Checklist", "Copy address"), name)
            copy.clicked.connect(lambda: accessibility.copy(copy, address))
            flow.addWidget(copy)
            visit = self._button(translate("Checklist", "Open in browser…"), name)
            visit.clicked.connect(lambda: self.wanted.emit(Visit(address)))
            flow.addWidget(visit)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        for part in (self._path, self._labels, self._effect):
            column.addWidget(part)
        column.addLayout(grid)
        column.addWidget(self._note)
        column.addWidget(foot)

    def _button(self, text: str, name: str) -> Segment:
        button = Segment(text)
        button.setAccessibleName(f"{name}: {text}")
        return button

    def show_check(self, check: "Check", pack: "Pack", as_of: dt.date) -> None:
        """Show how it stands now; controls that say so already are left alone."""
        from inspector.policy import days

        self._check = check
        self._stands.setText(words.stands(check))
        self._stops.setText("\n".join(words.stops(check, pack)))
        leaves = "\n".join(words.leaves(check, pack))
        self._leaves.setText(leaves)
        for part in (self._heads[1], self._leaves):
            part.setVisible(bool(leaves))
        since = check.turn.since if check.done else None
        with QSignalBlocker(self._done):
            self._done.setChecked(check.done)
        with QSignalBlocker(self._day):
            self._day.setMaximumDate(QDate(as_of.year, as_of.month, as_of.day))
        self._day.show_day(days.date(since) if since is not None else as_of)
        self._day.setEnabled(check.done)

    def enter(self) -> None:
        """Go to the box that says it is done."""
        self._done.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggled(self, done: bool) -> None:
        self._day.setEnabled(done)
        if done:
            self._tell()
        else:
            self.dated.emit(None)

    def _tell(self) -> None:
        self.dated.emit(dt.date.fromisoformat(self._day.day()))


class ChecklistPage(Page):
    """A card for each setting that the region offers, those that move items first; the others are named."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exposure: Exposure | None = None
        self._cards: dict[str, CheckCard] = {}
        self._headline, self._intro = text_widgets.title(), text_widgets.muted()
        self._assumed = Segment(translate("Checklist", "State your region…"))
        self._assumed.clicked.connect(lambda: self.wanted.emit(SHOW_CIRCUMSTANCES))
        self._heads = (
            text_widgets.title(translate("Checklist", "These close something in this archive"), 1.15),
            text_widgets.title(translate("Checklist", "These are about something else"), 1.15),
        )
        self._absent = text_widgets.muted()
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(self._intro, 1)
        row.addWidget(self._assumed)
        self._column.addWidget(self._headline)
        self._column.addLayout(row)
        self._places = (QVBoxLayout(), QVBoxLayout())
        for head, place in zip(self._heads, self._places, strict=True):
            place.setSpacing(10)
            self._column.addSpacing(6)
            self._column.addWidget(head)
            self._column.addLayout(place)
        self._column.addWidget(self._absent)
        self._column.addStretch(1)
        self._scroll = TallScroll(content, _LEAST)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    # ---- showing

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show the settings of the region under these circumstances."""
        from inspector.exposure import checklist
        from inspector.policy import days

        self._exposure = exposure
        now, pack = exposure.circumstances, exposure.pack
        stay = now.stay_on(now.as_of)
        checks = checklist(exposure)
        region = say(pack.regions[stay.region].name)
        self._headline.setText(translate("Checklist", "What you can do in: {0}").format(region))
        known = all(one.known for one in now.stays)
        self._intro.setText(self._introduction(known))
        self._assumed.setVisible(not known)
        offered = [check for check in checks if check.offered]
        for check in offered:
            self._card(check).show_check(check, pack, days.date(now.as_of))
        self._arrange([c for c in offered if c.closes], [c for c in offered if not c.closes])
        absent = [check.setting.name for check in checks if not check.offered]
        said = translate("Checklist", "Not offered in {0}, as far as the texts say: {1}.")
        self._absent.setText(said.format(region, "; ".join(absent)))
        self._absent.setVisible(bool(absent))

    def _introduction(self, known: bool) -> str:
        said = translate(
            "Checklist",
            "A setting acts from the day on which it is changed. What could have been used before stays so. "
            "Nothing is changed from here: you change it on the site, and note the day.",
        )
        first = "" if known else translate("Checklist", "Your region is only assumed; another one has other settings.")
        return " ".join(filter(None, (first, said, rules_note())))

    def _card(self, check: "Check") -> CheckCard:
        name = check.setting.id
        if name not in self._cards:
            card = CheckCard(check)
            card.dated.connect(lambda day, name=name: self._dated(name, day))
            card.wanted.connect(self.wanted)
            self._cards[name] = card
        return self._cards[name]

    def _arrange(self, *groups: "list[Check]") -> None:
        """Put the cards below their heads; a card that stays where it is keeps the focus."""
        order = tuple(tuple(check.setting.id for check in group) for group in groups)
        shown = {name for names in order for name in names}
        for place, names in zip(self._places, order, strict=True):
            for at, name in enumerate(names):
                item = place.itemAt(at)
                if item is None or item.widget() is not self._cards[name]:
                    place.insertWidget(at, self._cards[name])
        for name, card in self._cards.items():  # shown before it has its place it would be a window of its own
            card.setVisible(name in shown)
        for head, names in zip(self._heads, order, strict=True):
            head.setVisible(bool(names))

    def go_to(self, target: object) -> None:
        """Bring the card of a setting into sight, by its id, and go to its box."""
        card = self._cards.get(target) if isinstance(target, str) else None
        if card is not None:
            QTimer.singleShot(0, card, lambda: self._scroll.ensureWidgetVisible(card))
            card.enter()

    # ---- what is done

    def _dated(self, name: str, day: dt.date | None) -> None:
        """A day was noted, or taken back: another history of that setting."""
        from inspector.exposure import closed_on
        from inspector.policy import days

        if self._exposure is not None:
            setting = self._exposure.pack.settings[name]
            number = days.number(day) if day is not None else None
            self.wanted.emit(StateFacts(closed_on(setting, self._exposure.circumstances, number), setting.name))
