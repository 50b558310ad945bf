"""How the window looks: the theme that was chosen or that the system asks for, and the size of the text."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QToolTip

from inspector.window.widgets.theme import EDGED, Theme, edged_palette, palette, system_theme, theme_named, theme_names

if TYPE_CHECKING:
    from inspector.settings import Store

SYSTEM = "system"
"""The choice to look as the system asks for."""

translate = QCoreApplication.translate


def look_titles() -> dict[str, str]:
    """What there is to choose from, by name, each with its title in the language of the window."""
    known = {
        "light": translate("Looks", "Light"),
        "dark": translate("Looks", "Dark"),
        "contrast": translate("Looks", "High contrast"),
        "contrast-dark": translate("Looks", "High contrast, dark"),
    }
    titles = {name: known[name] if name in known else theme_named(name).title for name in theme_names()}
    return {SYSTEM: translate("Looks", "As the system"), **titles}


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
        self._dress()
        hints = QApplication.styleHints()
        hints.colorSchemeChanged.connect(self.follow_system)
        if hasattr(hints, "accessibility"):  # since Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self.follow_system)

    @property
    def theme(self) -> Theme:
        """The theme that is on."""
        return self._theme

    @property
    def chosen(self) -> str:
        """The name of the chosen theme; ``system`` where the system decides, as it does for a theme that is gone."""
        return self._store.kept.theme if self._store.kept.theme in theme_names() else SYSTEM

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
            for top in QApplication.topLevelWidgets():  # Qt tells them later: too late for what is built in them now
                QApplication.sendEvent(top, QEvent(QEvent.Type.ApplicationFontChange))

    def follow_system(self) -> None:
        """Ask the system again, where it decides."""
        if self.chosen == SYSTEM and system_theme() is not self._theme:
            self._put_on(system_theme())

    def _wanted(self) -> Theme:
        if self.chosen == SYSTEM:
            QApplication.styleHints().unsetColorScheme()
            return system_theme()
        return theme_named(self.chosen)

    def _put_on(self, theme: Theme) -> None:
        self._theme = theme
        self._dress()
        self.themed.emit(theme)

    def _dress(self) -> None:
        """Put the theme on what is the application's: its palette, that of tool tips, and what the system draws."""
        if self.chosen != SYSTEM:  # frames and the system's own dialogs; without a desktop that listens it does nothing
            scheme = Qt.ColorScheme.Dark if self._theme.dark else Qt.ColorScheme.Light
            QApplication.styleHints().setColorScheme(scheme)
        colours = palette(self._theme)
        QApplication.setPalette(colours)
        edged = edged_palette(self._theme)
        for kind in EDGED:
            QApplication.setPalette(edged, kind)  # type: ignore[arg-type]  # it takes a str alone
        QToolTip.setPalette(colours)
