"""How the window looks: the theme that was chosen or that the system asks for, and the size of the text."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from inspector.window.theme import THEMES, Theme, palette, system_theme

if TYPE_CHECKING:
    from inspector.kept import Store


class Looks(QObject):
    """The look of the whole application.

    ``themed`` carries the new ``Theme`` whenever it changes; ``scaled`` says that the letters have another size.
    """

    themed = Signal(object)
    scaled = Signal()

    def __init__(self, store: "Store", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._theme = self._wanted()
        self._letters = QApplication.font().pointSizeF()
        self._scale(self.scale)
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

    @property
    def scale(self) -> int:
        """The size of the letters in percent of the system's."""
        return self._store.kept.text_scale

    def set_scale(self, percent: int) -> None:
        """Take another size of letters."""
        self._store.change(text_scale=percent)
        self._scale(percent)
        self.scaled.emit()

    def _scale(self, percent: int) -> None:
        font = QApplication.font()
        if abs(font.pointSizeF() - self._letters * percent / 100) > 0.01:
            font.setPointSizeF(self._letters * percent / 100)
            QApplication.setFont(font)

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
