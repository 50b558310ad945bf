"""Changed circumstances: the sheet that changes them, and Undo and Redo for every change, from wherever it came."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from inspector.window.details.circumstances_words import changed_facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from inspector.exposure import Exposure
    from inspector.policy import Circumstances
    from inspector.window.details.circumstances_dialog import CircumstancesSheet
    from inspector.window.widgets.theme import Theme


class _Change(QUndoCommand):
    """One change of circumstances; done when it is put on the stack."""

    def __init__(
        self, what: str, before: "Circumstances", after: "Circumstances", put: "Callable[[Circumstances], None]"
    ) -> None:
        super().__init__(what)
        self._before, self._after, self._put = before, after, put

    def redo(self) -> None:
        """Called by Qt."""
        self._put(self._after)

    def undo(self) -> None:
        """Called by Qt."""
        self._put(self._before)


class Changes(QObject):
    """The circumstances of what is shown: ``changed`` carries new ones, stated, taken back or stated again."""

    changed = Signal(object)

    def __init__(self, parent: QWidget, undo: QAction, redo: QAction) -> None:
        super().__init__(parent)
        self._window = parent
        self._stack = QUndoStack(self)
        self._exposure: Exposure | None = None
        self._theme: Theme | None = None
        self.sheet: CircumstancesSheet | None = None
        self._undo, self._redo = undo, redo
        self._titles = undo.text(), redo.text()
        # A method and not a lambda: the stack still tells of its end, when this is gone already.
        self._stack.indexChanged.connect(self._show_steps)
        self._show_steps()

    def show_exposure(self, exposure: "Exposure") -> None:
        """The exposure whose circumstances are changed from now on."""
        self._exposure = exposure
        if self.sheet is not None:
            self.sheet.show_exposure(exposure)

    def show_nothing(self) -> None:
        """There is nothing to change any more, and nothing to take back."""
        self._exposure = None
        self._stack.clear()
        if self.sheet is not None:
            self.sheet.hide()

    def state(self, circumstances: object, what: str = "") -> None:
        """Take other circumstances; ``what`` names the fact for Undo, else the difference tells."""
        from inspector.policy import Circumstances

        if self._exposure is None or not isinstance(circumstances, Circumstances):
            return
        before = self._exposure.circumstances
        if circumstances == before:
            return
        words = what or changed_facts(before, circumstances, self._exposure.pack)
        self._stack.push(_Change(words, before, circumstances, self.changed.emit))

    def undo(self) -> None:
        """Take the last change back."""
        self._stack.undo()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._stack.redo()

    @Slot()
    def _show_steps(self) -> None:
        """The menu names what would be taken back."""
        for action, title, can, what in (
            (self._undo, self._titles[0], self._stack.canUndo(), self._stack.undoText()),
            (self._redo, self._titles[1], self._stack.canRedo(), self._stack.redoText()),
        ):
            action.setEnabled(can)
            action.setText(f"{title}: {what.replace('&', '&&')}" if can else title)

    def show_sheet(self, theme: "Theme") -> None:
        """Open the sheet of circumstances beside the window."""
        if self._exposure is None:
            return
        if self.sheet is None:
            from inspector.window.details.circumstances_dialog import CircumstancesSheet

            self.sheet = CircumstancesSheet(self._exposure.pack, theme, self._window)
            self.sheet.changed.connect(lambda circumstances: self.state(circumstances))
        self.sheet.show_exposure(self._exposure)
        self.sheet.show()
        self.sheet.raise_()
        self.sheet.activateWindow()

    def set_actions(self, undo: QAction, redo: QAction) -> None:
        """Act through other entries of the menus: those of another language."""
        self._undo, self._redo = undo, redo
        self._titles = undo.text(), redo.text()
        self._show_steps()

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        if self.sheet is not None:
            self.sheet.set_theme(theme)

    def let_go(self) -> None:
        """Put the sheet away; it is built anew when it is asked for."""
        if self.sheet is not None:
            self.sheet.close()
            self.sheet.deleteLater()
            self.sheet = None

    def close(self) -> None:
        """Close the sheet."""
        if self.sheet is not None:
            self.sheet.close()
