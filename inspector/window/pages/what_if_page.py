"""Compare: the same archive under two circumstances, those that are stated and those of a question, and what moves."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from inspector.window import accessibility
from inspector.window.intents import StateFacts
from inspector.window.localization import plural, say, written
from inspector.window.pages.page import Page
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, Segment
from inspector.window.widgets.category_icons import category_name
from inspector.window.widgets.inputs import CalmCombo
from inspector.window.widgets.record_table import Field, RecordTable
from inspector.window.widgets.use_selector import UseSelector

if TYPE_CHECKING:
    from inspector.exposure import Exposure, Move
    from inspector.policy import Circumstances, Outcome

translate = QCoreApplication.translate


class ComparePage(Page):
    """A question on the left, what it would change below; nothing changes before it is taken over."""

    def __init__(self) -> None:
        super().__init__()
        self._exposure: Exposure | None = None
        self._selector = UseSelector()
        self._selector.chosen.connect(lambda _use: self._answer())
        self._question = CalmCombo(translate("ComparePage", "What if"))
        self._question.activated.connect(lambda _row: self._answer())
        self._place = CalmCombo(translate("ComparePage", "Living in"))
        self._place.activated.connect(lambda _row: self._answer())
        for box in (self._question, self._place):
            box.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(24)
        self._headline = text_widgets.label()
        self._take = Segment(translate("ComparePage", "Take these circumstances"))
        text_widgets.tip(self._take, translate("ComparePage", "Judge everything under them; Undo takes it back"))
        self._take.clicked.connect(self._take_over)
        self._shifts, self._moves = _shifts_table(), self._moves_table()
        self._lay_out()

    def _lay_out(self) -> None:
        asked = QGridLayout()
        asked.setColumnStretch(1, 3)
        asked.setColumnStretch(2, 1)
        for row, (words, box) in enumerate(
            (
                (translate("ComparePage", "What if:"), self._question),
                (translate("ComparePage", "Living in:"), self._place),
            )
        ):
            name = text_widgets.line(words)
            name.setBuddy(box)
            asked.addWidget(name, row, 0)
            asked.addWidget(box, row, 1)
        told = QHBoxLayout()
        told.addWidget(self._headline, 1)
        told.addWidget(self._take, 0, Qt.AlignmentFlag.AlignTop)
        card = Card()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.addLayout(told)
        inside.addWidget(_heading(translate("ComparePage", "Items that could be used")))
        inside.addWidget(self._shifts, 3)
        inside.addWidget(_heading(translate("ComparePage", "What moves")))
        inside.addWidget(self._moves, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(asked)
        column.addWidget(self._selector)
        column.addWidget(card, 1)

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show another exposure; the question stays where it can still be asked."""
        from inspector.exposure import what_ifs
        from inspector.window.details.circumstances_words import places

        self._exposure = exposure
        pack = exposure.pack
        self._selector.show_uses(tuple(pack.uses.values()))
        questions = [(say(one.words), one.id) for one in what_ifs(pack, exposure.circumstances)]
        _offer(self._question, [*questions, (translate("ComparePage", "Everything else as it is"), "")])
        _offer(
            self._place,
            [(translate("ComparePage", "as stated"), ""), *((place.name, place.word) for place in places(pack))],
        )
        self._compare()

    def _supposed(self) -> "Circumstances | None":
        """The circumstances of the question."""
        from inspector.exposure import always_in, what_ifs

        if self._exposure is None:
            return None
        pack, supposed = self._exposure.pack, self._exposure.circumstances
        place, question = self._place.currentData(), self._question.currentData()
        if place:
            supposed = always_in(pack, place, supposed)
        return next((one.circumstances for one in what_ifs(pack, supposed) if one.id == question), supposed)

    def _answer(self) -> None:
        """Answer what the person asks, aloud too."""
        self._compare()
        accessibility.announce(self, self._headline.text())

    def _compare(self) -> None:
        from inspector.exposure import compare

        supposed = self._supposed()
        if self._exposure is None or supposed is None:
            return
        compared, use = compare(self._exposure, supposed), self._selector.use
        shifts = compared.shifts(use)
        moved = sum(shift.moved for shift in shifts)
        whole, after = sum(shift.items for shift in shifts), sum(shift.after for shift in shifts)
        said = say(self._exposure.pack.uses[use].name), moved, whole
        then = sum(shift.before for shift in shifts), after
        parts = (
            plural("ComparePage", "{0}: {1} of {2} items would have another outcome.", None, moved, *said),
            plural("ComparePage", "{0} could be used now, {1} then.", None, after, *then),
        )
        self._headline.setText(" ".join(parts))
        self._shifts.records.show_records(shifts)
        moves = sorted((m for m in compared.moves_of(use) if not m.stays), key=lambda move: -move.items)
        self._moves.records.show_records(moves)
        self._take.setEnabled(supposed != self._exposure.circumstances)

    def _moves_table(self) -> RecordTable:
        from inspector.policy import Outcome

        letters = max(len(_outcome(outcome)) for outcome in Outcome)
        return RecordTable(
            translate("ComparePage", "Items that would have another outcome"),
            (
                Field(translate("ComparePage", "Category"), self._what),
                Field(translate("ComparePage", "Now"), lambda move: _outcome(move.before), letters),
                Field(translate("ComparePage", "Then"), lambda move: _outcome(move.after), letters),
                Field(
                    translate("ComparePage", "Items"),
                    lambda move: written(move.items),
                    9,
                    lambda move: move.items,
                    number=True,
                ),
            ),
        )

    def _what(self, move: "Move") -> str:
        """The category and, inside it, the data category of what moves."""
        category = category_name(move.category)
        pack = self._exposure.pack if self._exposure is not None else None
        if move.data_category is None or pack is None:
            return category
        return f"{category}: {say(pack.categories[move.data_category].name)}"

    def _take_over(self) -> None:
        supposed = self._supposed()
        if supposed is not None:
            self.wanted.emit(StateFacts(supposed, self._question.currentText()))


def _shifts_table() -> RecordTable:
    return RecordTable(
        translate("ComparePage", "Items that could be used, now and then"),
        (
            Field(translate("ComparePage", "Category"), lambda shift: category_name(shift.category)),
            Field(
                translate("ComparePage", "Items"),
                lambda shift: written(shift.items),
                9,
                lambda shift: shift.items,
                number=True,
            ),
            Field(
                translate("ComparePage", "Now"),
                lambda shift: written(shift.before),
                9,
                lambda shift: shift.before,
                number=True,
            ),
            Field(
                translate("ComparePage", "Then"),
                lambda shift: written(shift.after),
                9,
                lambda shift: shift.after,
                number=True,
            ),
            Field(
                translate("ComparePage", "Other outcome"),
                lambda shift: written(shift.moved),
                9,
                lambda shift: shift.moved,
                number=True,
            ),
        ),
    )


def _heading(words: str) -> QLabel:
    made = text_widgets.line(words)
    font = made.font()
    font.setBold(True)
    made.setFont(font)
    return made


def _outcome(outcome: "Outcome | None") -> str:
    from inspector.policy.verdict import OUTSIDE

    return say(outcome.words if outcome is not None else OUTSIDE)


def _offer(box: CalmCombo, choices: list[tuple[str, str]]) -> None:
    """Fill a box anew; what was chosen stays chosen where it is still offered."""
    kept = box.currentData()
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(kept)) if kept is not None else 0)
