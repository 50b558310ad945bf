"""Compare: the same archive under two circumstances, those that are stated and those of a question, and what moves."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from inspector.window import plain
from inspector.window.calm import CalmCombo
from inspector.window.chart import category_name
from inspector.window.intents import StateFacts
from inspector.window.page import Page
from inspector.window.surfaces import Card, Segment
from inspector.window.text_table import RowsModel, text_table
from inspector.window.use_selector import UseSelector

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
        self._selector.chosen.connect(lambda _use: self._compare())
        self._question = CalmCombo(translate("ComparePage", "What if"))
        self._question.activated.connect(lambda _row: self._compare())
        self._place = CalmCombo(translate("ComparePage", "Living in"))
        self._place.activated.connect(lambda _row: self._compare())
        for box in (self._question, self._place):
            box.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(24)
        self._headline = plain.label()
        self._take = Segment(translate("ComparePage", "Take these circumstances"))
        plain.tip(self._take, translate("ComparePage", "Judge everything under them; Undo takes it back"))
        self._take.clicked.connect(self._take_over)
        heads = (
            translate("ComparePage", "Category"),
            translate("ComparePage", "Items"),
            translate("ComparePage", "Now"),
            translate("ComparePage", "Then"),
            translate("ComparePage", "Other outcome"),
        )
        self._shifts = RowsModel(heads, self, numbers=(1, 2, 3, 4))
        outcomes = (
            translate("ComparePage", "Category"),
            translate("ComparePage", "Now"),
            translate("ComparePage", "Then"),
            translate("ComparePage", "Items"),
        )
        self._moves = RowsModel(outcomes, self, numbers=(3,))
        self._lay_out()

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        for words, box, room in (
            (translate("ComparePage", "What if:"), self._question, 3),
            (translate("ComparePage", "Living in:"), self._place, 2),
        ):
            name = plain.line(words)
            name.setBuddy(box)
            asked.addWidget(name)
            asked.addWidget(box, room)
        told = QHBoxLayout()
        told.addWidget(self._headline, 1)
        told.addWidget(self._take, 0, Qt.AlignmentFlag.AlignTop)
        from inspector.policy import Outcome

        card = Card()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.addLayout(told)
        inside.addWidget(_heading(translate("ComparePage", "Items that could be used")))
        inside.addWidget(
            text_table(self._shifts, translate("ComparePage", "Items that could be used, now and then"), stretched=0), 3
        )
        inside.addWidget(_heading(translate("ComparePage", "What moves")))
        outcomes = [outcome.words for outcome in Outcome]
        title = translate("ComparePage", "Items that would have another outcome")
        inside.addWidget(text_table(self._moves, title, stretched=0, samples=outcomes), 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(asked)
        column.addWidget(self._selector)
        column.addWidget(card, 1)

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show another exposure; the question stays where it can still be asked."""
        from inspector.exposure import what_ifs
        from inspector.window.circumstances_words import places

        self._exposure = exposure
        pack = exposure.pack
        self._selector.show_uses(tuple(pack.uses.values()))
        questions = [(one.words, one.id) for one in what_ifs(pack, exposure.circumstances)]
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

    def _compare(self) -> None:
        from inspector.exposure import compare

        supposed = self._supposed()
        if self._exposure is None or supposed is None:
            return
        compared, use = compare(self._exposure, supposed), self._selector.use
        shifts = compared.shifts(use)
        moved = sum(shift.moved for shift in shifts)
        text = translate(
            "ComparePage", "{0}: {1} of {2} items would have another outcome; {3} could be used now, {4} then."
        )
        self._headline.setText(
            text.format(
                self._exposure.pack.uses[use].name,
                f"{moved:,}",
                f"{sum(shift.items for shift in shifts):,}",
                f"{sum(shift.before for shift in shifts):,}",
                f"{sum(shift.after for shift in shifts):,}",
            )
        )
        self._shifts.show_rows(
            [
                (category_name(s.category), f"{s.items:,}", f"{s.before:,}", f"{s.after:,}", f"{s.moved:,}")
                for s in shifts
            ]
        )
        moves = sorted((m for m in compared.moves_of(use) if not m.stays), key=lambda move: -move.items)
        self._moves.show_rows([self._row(move) for move in moves])
        self._take.setEnabled(supposed != self._exposure.circumstances)

    def _row(self, move: "Move") -> tuple[str, ...]:
        category = category_name(move.category)
        pack = self._exposure.pack if self._exposure is not None else None
        if move.data_category is not None and pack is not None:
            category = f"{category}: {pack.categories[move.data_category].name}"
        return category, _outcome(move.before), _outcome(move.after), f"{move.items:,}"

    def _take_over(self) -> None:
        supposed = self._supposed()
        if supposed is not None:
            self.wanted.emit(StateFacts(supposed, self._question.currentText()))


def _heading(words: str) -> QLabel:
    made = plain.line(words)
    font = made.font()
    font.setBold(True)
    made.setFont(font)
    return made


def _outcome(outcome: "Outcome | None") -> str:
    from inspector.policy.verdict import OUTSIDE

    return outcome.words if outcome is not None else OUTSIDE


def _offer(box: CalmCombo, choices: list[tuple[str, str]]) -> None:
    """Fill a box anew; what was chosen stays chosen where it is still offered."""
    kept = box.currentData()
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(kept)) if kept is not None else 0)
