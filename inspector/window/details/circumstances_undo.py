"""Undo and redo of changed circumstances, wherever they were changed, and the dialog that changes them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from inspector.policy import Circumstances
from inspector.window.details.circumstances_dialog import CircumstancesDialog
from inspector.window.details.circumstances_words import describe_changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from inspector.exposure import Exposure
    from inspector.window.widgets.theme import Theme


class _CircumstancesChange(QUndoCommand):
    """A change of circumstances; Qt applies it when it is pushed."""

    def __init__(
        self, text: str, before: "Circumstances", after: "Circumstances", apply: "Callable[[Circumstances], None]"
    ) -> None:
        super().__init__(text)
        self._before, self._after, self._apply = before, after, apply

    def redo(self) -> None:
        """Apply the change; called by Qt."""
        self._apply(self._after)

    def undo(self) -> None:
        """Apply the change; called by Qt."""
        self._apply(self._before)


class CircumstancesUndoStack(QObject):
    """The undo stack of the circumstances; ``changed`` carries the new ones after a change, undo or redo."""

    changed = Signal(object)

    def __init__(self, parent: QWidget, undo: QAction, redo: QAction) -> None:
        super().__init__(parent)
        self._window = parent
        self._stack = QUndoStack(self)
        self._exposure: Exposure | None = None
        self._theme: Theme | None = None
        self.dialog: CircumstancesDialog | None = None
        self._undo_action, self._redo_action = undo, redo
        self._titles = undo.text(), redo.text()
        # A method, not a lambda: the stack emits while it is destroyed, when this object is gone already.
        self._stack.indexChanged.connect(self._update_actions)
        self._update_actions()

    def show_exposure(self, exposure: "Exposure") -> None:
        """Take the exposure whose circumstances are changed from now on."""
        self._exposure = exposure
        if self.dialog is not None:
            self.dialog.show_exposure(exposure)

    def clear(self) -> None:
        """Forget the exposure and all changes."""
        self._exposure = None
        self._stack.clear()
        if self.dialog is not None:
            self.dialog.hide()

    def set_circumstances(self, circumstances: object, text: str = "") -> None:
        """Change the circumstances; ``text`` names the change in the menu, by default the facts that differ."""
        if self._exposure is None or not isinstance(circumstances, Circumstances):
            return
        before = self._exposure.circumstances
        if circumstances == before:
            return
        change_text = text or describe_changes(before, circumstances, self._exposure.pack)
        self._stack.push(_CircumstancesChange(change_text, before, circumstances, self.changed.emit))

    def undo(self) -> None:
        """Undo the last change."""
        self._stack.undo()

    def redo(self) -> None:
        """Redo the change that was undone last."""
        self._stack.redo()

    @Slot()
    def _update_actions(self) -> None:
        """Name in the menu what would be undone and redone."""
        for action, title, is_enabled, step_text in (
            (self._undo_action, self._titles[0], self._stack.canUndo(), self._stack.undoText()),
            (self._redo_action, self._titles[1], self._stack.canRedo(), self._stack.redoText()),
        ):
            action.setEnabled(is_enabled)
            action.setText(f"{title}: {step_text.replace('&', '&&')}" if is_enabled else title)

    def show_dialog(self, theme: "Theme") -> None:
        """Open the dialog beside the window."""
        if self._exposure is None:
            return
        if self.dialog is None:
            self.dialog = CircumstancesDialog(self._exposure.pack, theme, self._window)
            self.dialog.changed.connect(lambda circumstances: self.set_circumstances(circumstances))
        self.dialog.show_exposure(self._exposure)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def set_actions(self, undo: QAction, redo: QAction) -> None:
        """Use other menu actions, after the menus were built in another language."""
        self._undo_action, self._redo_action = undo, redo
        self._titles = undo.text(), redo.text()
        self._update_actions()

    def set_theme(self, theme: "Theme") -> None:
        """Take a theme."""
        if self.dialog is not None:
            self.dialog.set_theme(theme)

    def discard_dialog(self) -> None:
        """Discard the dialog; it is built again on demand."""
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None

    def close(self) -> None:
        """Close the dialog."""
        if self.dialog is not None:
            self.dialog.close()
