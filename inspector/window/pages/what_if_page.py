"""The What-if page: the archive under the stated circumstances and under others, and which outcomes change."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from inspector.exposure import compare_circumstances, list_what_ifs, with_constant_region
from inspector.policy import Outcome
from inspector.policy.verdict import OUTSIDE_REASON
from inspector.window import accessibility
from inspector.window.details.circumstances_words import list_places
from inspector.window.intents import ChangeCircumstances
from inspector.window.localization import localize, localize_value, translate, translate_plural
from inspector.window.page import Page
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import Card, PillButton
from inspector.window.widgets.category_icons import category_name
from inspector.window.widgets.inputs import WheelSafeComboBox
from inspector.window.widgets.record_table import RecordField, RecordTable
from inspector.window.widgets.use_selector import UseSelector

if TYPE_CHECKING:
    from inspector.exposure import Exposure, OutcomeChange
    from inspector.policy import Circumstances


class WhatIfPage(Page):
    """A question on the left, what it would change below; nothing changes before it is taken over."""

    def __init__(self) -> None:
        super().__init__()
        self._exposure: Exposure | None = None
        self._selector = UseSelector()
        self._selector.use_changed.connect(lambda _use: self._update_aloud())
        self._question_combo = WheelSafeComboBox(translate("What if"))
        self._question_combo.activated.connect(lambda _row: self._update_aloud())
        self._place_combo = WheelSafeComboBox(translate("Living in"))
        self._place_combo.activated.connect(lambda _row: self._update_aloud())
        for combo in (self._question_combo, self._place_combo):
            combo.setSizeAdjustPolicy(WheelSafeComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(24)
        self._headline = text_widgets.build_label()
        self._apply_button = PillButton(translate("Take these circumstances"))
        text_widgets.set_tool_tip(self._apply_button, translate("Judge everything under them; Undo takes it back"))
        self._apply_button.clicked.connect(self._apply_circumstances)
        self._category_changes, self._outcome_changes = (
            _make_category_changes_table(),
            self._make_outcome_changes_table(),
        )
        self._lay_out()

    def _lay_out(self) -> None:
        question_form = QGridLayout()
        question_form.setColumnStretch(1, 3)
        question_form.setColumnStretch(2, 1)
        for row, (caption, combo) in enumerate(
            (
                (translate("What if:"), self._question_combo),
                (translate("Living in:"), self._place_combo),
            )
        ):
            label = text_widgets.build_line_label(caption)
            label.setBuddy(combo)
            question_form.addWidget(label, row, 0)
            question_form.addWidget(combo, row, 1)
        headline_row = QHBoxLayout()
        headline_row.addWidget(self._headline, 1)
        headline_row.addWidget(self._apply_button, 0, Qt.AlignmentFlag.AlignTop)
        card = Card()
        card_layout = QVBoxLayout(card)
        card_layout.setContentsMargins(18, 14, 18, 14)
        card_layout.addLayout(headline_row)
        card_layout.addWidget(_make_heading(translate("Items that could be used")))
        card_layout.addWidget(self._category_changes, 3)
        card_layout.addWidget(_make_heading(translate("What moves")))
        card_layout.addWidget(self._outcome_changes, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(question_form)
        column.addWidget(self._selector)
        column.addWidget(card, 1)

    def show_exposure(self, exposure: "Exposure") -> None:
        """Show another exposure; the question stays where it can still be asked."""
        self._exposure = exposure
        pack = exposure.pack
        self._selector.show_uses(tuple(pack.uses.values()))
        questions = [(localize(one.question), one.id) for one in list_what_ifs(pack, exposure.circumstances)]
        _refill_combo(self._question_combo, [*questions, (translate("Everything else as it is"), "")])
        _refill_combo(
            self._place_combo,
            [(translate("as stated"), ""), *((place.name, place.code) for place in list_places(pack))],
        )
        self._update()

    def _build_circumstances(self) -> "Circumstances | None":
        """The circumstances of the question."""
        if self._exposure is None:
            return None
        pack, circumstances = self._exposure.pack, self._exposure.circumstances
        place, question = self._place_combo.currentData(), self._question_combo.currentData()
        if place:
            circumstances = with_constant_region(pack, place, circumstances)
        return next(
            (one.circumstances for one in list_what_ifs(pack, circumstances) if one.id == question), circumstances
        )

    def _update_aloud(self) -> None:
        """Answer what the person asks, aloud too."""
        self._update()
        accessibility.announce(self, self._headline.text())

    def _update(self) -> None:
        circumstances = self._build_circumstances()
        if self._exposure is None or circumstances is None:
            return
        comparison, use = compare_circumstances(self._exposure, circumstances), self._selector.use
        category_changes = comparison.summarize_categories(use)
        moved_count = sum(shift.changed_items for shift in category_changes)
        total, after_count = (
            sum(shift.items for shift in category_changes),
            sum(shift.after for shift in category_changes),
        )
        before_count = sum(shift.before for shift in category_changes)
        sentences = (
            translate_plural(
                "{use}: {number} of {total} items would have another outcome.",
                "{use}: {number} of {total} items would have another outcome.",
                moved_count,
                use=localize(self._exposure.pack.uses[use].name),
                total=total,
            ),
            translate_plural(
                "{now} could be used now, {number} then.",
                "{now} could be used now, {number} then.",
                after_count,
                now=before_count,
            ),
        )
        self._headline.setText(" ".join(sentences))
        self._category_changes.record_model.show_records(category_changes)
        outcome_changes = sorted(
            (m for m in comparison.find_changes(use) if not m.is_unchanged), key=lambda move: -move.items
        )
        self._outcome_changes.record_model.show_records(outcome_changes)
        self._apply_button.setEnabled(circumstances != self._exposure.circumstances)

    def _make_outcome_changes_table(self) -> RecordTable:
        label_length = max(len(_outcome_label(outcome)) for outcome in Outcome)
        return RecordTable(
            translate("Items that would have another outcome"),
            (
                RecordField(translate("Category"), self._describe_category),
                RecordField(translate("Now"), lambda move: _outcome_label(move.before), label_length),
                RecordField(translate("Then"), lambda move: _outcome_label(move.after), label_length),
                RecordField(
                    translate("Items"),
                    lambda move: localize_value(move.items),
                    9,
                    lambda move: move.items,
                    is_number=True,
                ),
            ),
        )

    def _describe_category(self, change: "OutcomeChange") -> str:
        """The category and, inside it, the data category of what moves."""
        category = category_name(change.category)
        pack = self._exposure.pack if self._exposure is not None else None
        if change.data_category is None or pack is None:
            return category
        return f"{category}: {localize(pack.categories[change.data_category].name)}"

    def _apply_circumstances(self) -> None:
        circumstances = self._build_circumstances()
        if circumstances is not None:
            self.intent_requested.emit(ChangeCircumstances(circumstances, self._question_combo.currentText()))


def _make_category_changes_table() -> RecordTable:
    return RecordTable(
        translate("Items that could be used, now and then"),
        (
            RecordField(translate("Category"), lambda shift: category_name(shift.category)),
            RecordField(
                translate("Items"),
                lambda shift: localize_value(shift.items),
                9,
                lambda shift: shift.items,
                is_number=True,
            ),
            RecordField(
                translate("Now"),
                lambda shift: localize_value(shift.before),
                9,
                lambda shift: shift.before,
                is_number=True,
            ),
            RecordField(
                translate("Then"),
                lambda shift: localize_value(shift.after),
                9,
                lambda shift: shift.after,
                is_number=True,
            ),
            RecordField(
                translate("Other outcome"),
                lambda shift: localize_value(shift.changed_items),
                9,
                lambda shift: shift.changed_items,
                is_number=True,
            ),
        ),
    )


def _make_heading(text: str) -> QLabel:
    label = text_widgets.build_line_label(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def _outcome_label(outcome: "Outcome | None") -> str:
    return localize(outcome.label if outcome is not None else OUTSIDE_REASON)


def _refill_combo(combo: WheelSafeComboBox, choices: list[tuple[str, str]]) -> None:
    """Fill a box anew; what was chosen stays chosen where it is still offered."""
    current_value = combo.currentData()
    combo.clear()
    for words, value in choices:
        combo.addItem(words, value)
    combo.setCurrentIndex(max(0, combo.findData(current_value)) if current_value is not None else 0)
