"""How the window looks: the theme that was chosen or that the system asks for, and the size of the text."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QToolTip

from inspector.window.localization import translate
from inspector.window.widgets.theme import (
    OUTLINED_WIDGETS,
    Theme,
    build_outlined_palette,
    build_palette,
    list_theme_names,
    load_theme,
    system_theme,
)

if TYPE_CHECKING:
    from inspector.settings import SettingsStore

SYSTEM_THEME = "system"
"""The choice to look as the system asks for."""


def theme_titles() -> dict[str, str]:
    """What there is to choose from, by name, each with its title in the language of the window."""
    builtin_titles = {
        "light": translate("Light"),
        "dark": translate("Dark"),
        "contrast": translate("High contrast"),
        "contrast-dark": translate("High contrast, dark"),
    }
    titles = {
        name: builtin_titles[name] if name in builtin_titles else load_theme(name).title for name in list_theme_names()
    }
    return {SYSTEM_THEME: translate("As the system"), **titles}


class Appearance(QObject):
    """The look of the whole application.

    ``theme_changed`` carries the new ``Theme``; ``text_scale_changed`` is emitted for another size of text.
    """

    theme_changed = Signal(object)
    text_scale_changed = Signal()

    def __init__(self, store: "SettingsStore", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._theme = self._resolve_theme()
        self._system_font_size = QApplication.font().pointSizeF()
        self._apply_text_scale(self.text_scale)
        self._apply_theme()
        hints = QApplication.styleHints()
        hints.colorSchemeChanged.connect(self.follow_system)
        if hasattr(hints, "accessibility"):  # since Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self.follow_system)

    @property
    def theme(self) -> Theme:
        """The theme that is on."""
        return self._theme

    @property
    def theme_choice(self) -> str:
        """The name of the chosen theme; ``system`` where the system decides, as it does for a theme that is gone."""
        return self._store.settings.theme if self._store.settings.theme in list_theme_names() else SYSTEM_THEME

    def choose_theme(self, name: str) -> None:
        """Take a theme by its name, or follow the system again."""
        self._store.change(theme=name)
        self._set_theme(self._resolve_theme())

    @property
    def text_scale(self) -> int:
        """The size of the letters in percent of the system's."""
        return self._store.settings.text_scale

    def set_text_scale(self, percent: int) -> None:
        """Take another size of letters."""
        self._store.change(text_scale=percent)
        self._apply_text_scale(percent)
        self.text_scale_changed.emit()

    def _apply_text_scale(self, percent: int) -> None:
        font = QApplication.font()
        if abs(font.pointSizeF() - self._system_font_size * percent / 100) > 0.01:
            font.setPointSizeF(self._system_font_size * percent / 100)
            QApplication.setFont(font)
            for (
                top_level
            ) in QApplication.topLevelWidgets():  # Qt tells them later: too late for what is built in them now
                QApplication.sendEvent(top_level, QEvent(QEvent.Type.ApplicationFontChange))

    def follow_system(self) -> None:
        """Ask the system again, where it decides."""
        if self.theme_choice == SYSTEM_THEME and system_theme() is not self._theme:
            self._set_theme(system_theme())

    def _resolve_theme(self) -> Theme:
        if self.theme_choice == SYSTEM_THEME:
            QApplication.styleHints().unsetColorScheme()
            return system_theme()
        return load_theme(self.theme_choice)

    def _set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._apply_theme()
        self.theme_changed.emit(theme)

    def _apply_theme(self) -> None:
        """Put the theme on what is the application's: its palette, that of tool tips, and what the system draws."""
        if (
            self.theme_choice != SYSTEM_THEME
        ):  # frames and the system's own dialogs; without a desktop that listens it does nothing
            scheme = Qt.ColorScheme.Dark if self._theme.dark else Qt.ColorScheme.Light
            QApplication.styleHints().setColorScheme(scheme)
        app_palette = build_palette(self._theme)
        QApplication.setPalette(app_palette)
        outlined_palette = build_outlined_palette(self._theme)
        for widget_class in OUTLINED_WIDGETS:
            QApplication.setPalette(outlined_palette, widget_class)  # type: ignore[arg-type]  # it takes a str alone
        QToolTip.setPalette(app_palette)
