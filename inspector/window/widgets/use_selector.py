"""Which use is shown: the leading ones as buttons, the further ones in a list."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from inspector.window.localization import localize, translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.card import PillButton
from inspector.window.widgets.flow_layout import FlowLayout
from inspector.window.widgets.inputs import WheelSafeComboBox
from inspector.window.widgets.tab_order import apply_reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.policy.pack.pack_schema import Use


class UseSelector(QWidget):
    """The leading uses as exclusive buttons, the further ones in a list."""

    use_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._use = ""
        self._group = QButtonGroup(self)
        self._buttons: dict[str, PillButton] = {}
        self._more_combo = WheelSafeComboBox(translate("More uses"))
        self._more_combo.setPlaceholderText(translate("More uses"))
        self._more_combo.setSizeAdjustPolicy(WheelSafeComboBox.SizeAdjustPolicy.AdjustToContents)
        self._more_combo.activated.connect(lambda row: self._choose(self._more_combo.itemData(row)))
        self._row = FlowLayout(self)
        self._row.addWidget(self._more_combo)

    @property
    def use(self) -> str:
        """The id of the chosen use; empty before there is any."""
        return self._use

    def show_uses(self, uses: "Sequence[Use]") -> None:
        """Offer the uses of a pack; what was chosen stays chosen."""
        if [*self._buttons, *self._list_further_uses()] == [use.id for use in uses]:
            return
        self._clear()
        for use in uses:
            if use.leads:
                self._add(use)
            else:
                self._more_combo.addItem(localize(use.short), use.id)
                self._more_combo.setItemData(
                    self._more_combo.count() - 1, localize(use.name), Qt.ItemDataRole.AccessibleTextRole
                )
        self._more_combo.setVisible(self._more_combo.count() > 0)
        self.show_use(self._use if self._use in [use.id for use in uses] else uses[0].id)
        apply_reading_order(self)

    def show_use(self, use: str) -> None:
        """Show a use as chosen, without telling anyone."""
        self._use = use
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(name == use)
        self._group.setExclusive(use in self._buttons)
        self._more_combo.setCurrentIndex(self._more_combo.findData(use))

    def _list_further_uses(self) -> list[str]:
        return [self._more_combo.itemData(row) for row in range(self._more_combo.count())]

    def _clear(self) -> None:
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.deleteLater()
        self._buttons.clear()
        self._more_combo.clear()

    def _add(self, use: "Use") -> None:
        button = PillButton(localize(use.short))
        button.setCheckable(True)
        text_widgets.set_tool_tip(button, localize(use.question))
        button.clicked.connect(lambda: self._choose(use.id))
        self._group.addButton(button)
        self._row.insert_widget(len(self._buttons), button)
        self._buttons[use.id] = button
        self._more_combo.setMinimumHeight(button.sizeHint().height())

    def _choose(self, use: str) -> None:
        is_new = use != self._use
        self.show_use(use)
        if is_new:
            self.use_changed.emit(use)
