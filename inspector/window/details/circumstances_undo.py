"""Changed circumstances: the sheet that changes them, and Undo and Redo for every change, from wherever it came."""

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
    """One change of circumstances; done when it is put on the stack."""

    def __init__(
        self, text: str, before: "Circumstances", after: "Circumstances", apply: "Callable[[Circumstances], None]"
    ) -> None:
        super().__init__(text)
        self._before, self._after, self._apply = before, after, apply

    def redo(self) -> None:
        """Called by Qt."""
        self._apply(self._after)

    def undo(self) -> None:
        """Called by Qt."""
        self._apply(self._before)


class CircumstancesUndoStack(QObject):
    """The circumstances of what is shown: ``changed`` carries new ones, stated, taken back or stated again."""

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
        # A method and not a lambda: the stack still tells of its end, when this is gone already.
        self._stack.indexChanged.connect(self._update_actions)
        self._update_actions()

    def show_exposure(self, exposure: "Exposure") -> None:
        """The exposure whose circumstances are changed from now on."""
        self._exposure = exposure
        if self.dialog is not None:
            self.dialog.show_exposure(exposure)

    def clear(self) -> None:
        """There is nothing to change any more, and nothing to take back."""
        self._exposure = None
        self._stack.clear()
        if self.dialog is not None:
            self.dialog.hide()

    def set_circumstances(self, circumstances: object, text: str = "") -> None:
        """Take other circumstances; ``what`` names the fact for Undo, else the difference tells."""
        if self._exposure is None or not isinstance(circumstances, Circumstances):
            return
        before = self._exposure.circumstances
        if circumstances == before:
            return
        change_text = text or describe_changes(before, circumstances, self._exposure.pack)
        self._stack.push(_CircumstancesChange(change_text, before, circumstances, self.changed.emit))

    def undo(self) -> None:
        """Take the last change back."""
        self._stack.undo()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._stack.redo()

    @Slot()
    def _update_actions(self) -> None:
        """The menu names what would be taken back."""
        for action, title, is_enabled, step_text in (
            (self._undo_action, self._titles[0], self._stack.canUndo(), self._stack.undoText()),
            (self._redo_action, self._titles[1], self._stack.canRedo(), self._stack.redoText()),
        ):
            action.setEnabled(is_enabled)
            action.setText(f"{title}: {step_text.replace('&', '&&')}" if is_enabled else title)

    def show_dialog(self, theme: "Theme") -> None:
        """Open the sheet of circumstances beside the window."""
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
        """Act through other entries of the menus: those of another language."""
        self._undo_action, self._redo_action = undo, redo
        self._titles = undo.text(), redo.text()
        self._update_actions()

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        if self.dialog is not None:
            self.dialog.set_theme(theme)

    def discard_dialog(self) -> None:
        """Put the sheet away; it is built anew when it is asked for."""
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None

    def close(self) -> None:
        """Close the sheet."""
        if self.dialog is not None:
            self.dialog.close()
