"""How the window looks: the theme that was chosen or that the system asks for, and the size of the text."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from inspector.window.theme import THEMES, Theme, palette, system_theme

if TYPE_CHECKING:
    from inspector.kept import Store


class Looks(QObject):
    """The look of the whole application: ``themed`` carries the new ``Theme`` whenever it changes."""

    themed = Signal(object)

    def __init__(self, store: "Store", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._theme = self._wanted()
        QApplication.setPalette(palette(self._theme))
        QApplication.styleHints().colorSchemeChanged.connect(self.follow_system)

    @property
    def theme(self) -> Theme:
        """The theme that is on."""
        return self._theme

    @property
    def chosen(self) -> str:
        """The name of the chosen theme; ``system`` where the system decides."""
        return self._store.kept.theme

    def choose(self, name: str) -> None:
        """Take a theme by its name, or follow the system again."""
        self._store.change(theme=name)
        self._put_on(self._wanted())

    def follow_system(self) -> None:
        """Ask the system again, where it decides."""
        if self.chosen not in THEMES:
            self._put_on(system_theme())

    def _wanted(self) -> Theme:
        return THEMES.get(self.chosen) or system_theme()

    def _put_on(self, theme: Theme) -> None:
        self._theme = theme
        QApplication.setPalette(palette(theme))
        self.themed.emit(theme)
