"""The few things worth doing, beside the numbers: each with a sentence and the way to its page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.window import intents
from inspector.window.localization import plural, written
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, Segment
from inspector.window.widgets.tab_order import in_reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.exposure import Advice

translate = QCoreApplication.translate

MOST = 3
"""How many are shown: more than a few are not done."""


def sentence(advice: "Advice") -> str:
    """What is worth doing, and why."""
    if advice.kind == "setting" and advice.check is not None:
        return _setting(advice)
    return {
        "region": translate("ToDo", "Say where you live: the answers differ by region, and yours is only assumed."),
        "archive": translate(
            "ToDo", "Ask for the complete download: this is the basic one; kinds of file missing from it: {0}."
        ),
        "problems": translate("ToDo", "Look at what could not be read as it stands (warnings: {0})."),
        "files": translate(
            "ToDo", "Look at the files that the catalog does not know ({0}): no use is stated for them."
        ),
        "age": translate("ToDo", "Say your age: what was posted under 18 is treated in another way."),
    }[advice.kind].format(written(advice.items))


def _setting(advice: "Advice") -> str:
    check, items = advice.check, advice.items
    it = check.setting.name if check is not None else "", items
    if check is not None and check.turn.known:
        return plural(
            "ToDo", "Close “{0}”: that would stop {1} items from being used, from that day on.", None, items, *it
        )
    return plural(
        "ToDo", "Look how “{0}” stands, and note it: closing it would stop {1} items from being used.", None, items, *it
    )


def way(advice: "Advice") -> tuple[str, intents.Intent]:
    """The words of the button, and where it leads."""
    if advice.check is not None:
        return translate("ToDo", "Checklist"), intents.GoTo("checklist", advice.check.setting.id)
    ways: dict[str, tuple[str, intents.Intent]] = {
        "archive": (translate("ToDo", "How to ask"), intents.SHOW_ARCHIVE_HELP),
        "problems": (translate("ToDo", "Problems"), intents.GoTo("coverage", "problems")),
        "files": (translate("ToDo", "Coverage"), intents.GoTo("coverage", "files")),
    }
    return ways.get(advice.kind, (translate("ToDo", "Circumstances"), intents.SHOW_CIRCUMSTANCES))


class ToDo(Card):
    """The first few things worth doing; ``wanted`` carries where the chosen one leads."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[str, ...] | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 14, 14)
        column.setSpacing(10)
        column.addWidget(text_widgets.strong(translate("ToDo", "What you can do")))
        column.addLayout(self._list)

    def show_advice(self, advice: "Sequence[Advice]") -> None:
        """Show what is worth doing; a button that stays keeps the focus."""
        first = advice[:MOST]
        shown = tuple(map(sentence, first))
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, one in enumerate(first, start=1):
            self._list.addWidget(self._line(f"{number}. {sentence(one)}", *way(one)))
        if not first:
            self._list.addWidget(
                text_widgets.label(translate("ToDo", "Nothing: no open setting would change these numbers."))
            )
        in_reading_order(self)

    def _line(self, text: str, words: str, intent: intents.Intent) -> QWidget:
        button = Segment(words)
        button.setAccessibleName(f"{words}: {text}")
        button.clicked.connect(lambda: self.wanted.emit(intent))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text_widgets.label(text), 1)
        row.addWidget(button)
        return line
