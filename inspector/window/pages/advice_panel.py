"""The few things worth doing, beside the numbers: each with a sentence and the way to its page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.window import intents
from inspector.window.localization import localize_value, translate, translate_plural
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, PillButton
from inspector.window.widgets.tab_order import apply_reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.exposure import Advice


MAX_ADVICE = 3
"""How many are shown: more than a few are not done."""


def describe_advice(advice: "Advice") -> str:
    """What is worth doing, and why."""
    if advice.kind == "setting" and advice.setting_advice is not None:
        return _describe_setting(advice)
    return {
        "region": translate("Say where you live: the answers differ by region, and yours is only assumed."),
        "archive": translate(
            "Ask for the complete download: this is the basic one; kinds of file missing from it: {count}."
        ),
        "problems": translate("Look at what could not be read as it stands (warnings: {count})."),
        "files": translate("Look at the files that the catalog does not know ({count}): no use is stated for them."),
        "age": translate("Say your age: what was posted under 18 is treated in another way."),
    }[advice.kind].format(count=localize_value(advice.items))


def _describe_setting(advice: "Advice") -> str:
    check = advice.setting_advice
    impact = check.disputed_impact if check is not None else None
    if impact is None:
        return _describe_effect(advice)
    dispute = translate(
        "Sources disagree on what a late opt-out stops: {most} items or {least} items.",
        most=impact.closed_items,
        least=impact.certain_items,
    )
    return f"{_describe_effect(advice)} {dispute}"


def _describe_effect(advice: "Advice") -> str:
    check, items = advice.setting_advice, advice.items
    setting_name = check.setting.name if check is not None else ""
    if check is not None and check.change.known:
        return translate_plural(
            "Close “{setting}”: that would stop {number} item from being used, from that day on.",
            "Close “{setting}”: that would stop {number} items from being used, from that day on.",
            items,
            setting=setting_name,
        )
    return translate_plural(
        "Look how “{setting}” stands, and note it: closing it would stop {number} item from being used.",
        "Look how “{setting}” stands, and note it: closing it would stop {number} items from being used.",
        items,
        setting=setting_name,
    )


def find_advice_link(advice: "Advice") -> tuple[str, intents.Intent]:
    """The words of the button, and where it leads."""
    if advice.setting_advice is not None:
        return translate("Checklist"), intents.GoTo("checklist", advice.setting_advice.setting.id)
    links: dict[str, tuple[str, intents.Intent]] = {
        "archive": (translate("How to ask"), intents.SHOW_ARCHIVE_HELP),
        "problems": (translate("Problems"), intents.GoTo("coverage", "problems")),
        "files": (translate("Coverage"), intents.GoTo("coverage", "files")),
    }
    return links.get(advice.kind, (translate("Circumstances"), intents.SHOW_CIRCUMSTANCES))


class AdvicePanel(Card):
    """The first few things worth doing; ``intent_requested`` carries where the chosen one leads."""

    intent_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._sentences: tuple[str, ...] | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 14, 14)
        column.setSpacing(10)
        column.addWidget(text_widgets.build_bold_label(translate("What you can do")))
        column.addLayout(self._list)

    def show_advice(self, advice: "Sequence[Advice]") -> None:
        """Show what is worth doing; a button that stays keeps the focus."""
        top_advice = advice[:MAX_ADVICE]
        sentences = tuple(map(describe_advice, top_advice))
        if sentences == self._sentences:
            return
        self._sentences = sentences
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, entry in enumerate(top_advice, start=1):
            self._list.addWidget(self._build_line(f"{number}. {describe_advice(entry)}", *find_advice_link(entry)))
        if not top_advice:
            self._list.addWidget(
                text_widgets.build_label(translate("Nothing: no open setting would change these numbers."))
            )
        apply_reading_order(self)

    def _build_line(self, text: str, button_text: str, intent: intents.Intent) -> QWidget:
        button = PillButton(button_text)
        button.setAccessibleName(f"{button_text}: {text}")
        button.clicked.connect(lambda: self.intent_requested.emit(intent))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text_widgets.build_label(text), 1)
        row.addWidget(button)
        return line
