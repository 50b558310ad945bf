"""Preferences: how the window looks and what the program keeps. Every change acts at once; there is nothing to save."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.i18n import LANGUAGE_NAMES
from inspector.window import accessibility
from inspector.window.dialogs.text_dialog import ContentDialog
from inspector.window.localization import localize, translate, translate_plural
from inspector.window.widgets import text_widgets
from inspector.window.widgets.appearance import theme_titles
from inspector.window.widgets.inputs import WheelSafeComboBox

if TYPE_CHECKING:
    from inspector.settings import SettingsStore
    from inspector.window.widgets.appearance import Appearance


TEXT_SIZES = (90, 100, 110, 125, 150, 175, 200)
"""The sizes of text to choose from, in percent."""


class Preferences(QWidget):
    """The choices; ``kept_changed`` says that what is kept of recent archives is another.

    ``language_chosen`` carries the tag of a language, "" for the system's.
    """

    recent_archives_changed = Signal()
    language_chosen = Signal(str)

    def __init__(self, store: "SettingsStore", appearance: "Appearance") -> None:
        super().__init__()
        self._store, self._appearance = store, appearance
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(text_widgets.build_bold_label(translate("Looks")))
        column.addLayout(self._build_appearance(appearance))
        column.addSpacing(8)
        column.addWidget(text_widgets.build_bold_label(translate("What is kept on this computer")))
        for widget in (*self._build_recent_option(), *self._build_private_option()):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addLayout(self._build_forget_row())
        column.addStretch(1)

    def _build_appearance(self, appearance: "Appearance") -> QGridLayout:
        self.theme_combo = WheelSafeComboBox(translate("Theme"))
        for name, title in theme_titles().items():
            self.theme_combo.addItem(title, name)
        self._show_theme()
        appearance.theme_changed.connect(self._show_theme)
        self.theme_combo.activated.connect(lambda row: appearance.choose_theme(self.theme_combo.itemData(row)))
        self.text_size_combo = WheelSafeComboBox(translate("Size of text"))
        for size in sorted({*TEXT_SIZES, appearance.text_scale}):
            self.text_size_combo.addItem(f"{size} %", size)
        self.text_size_combo.setCurrentIndex(self.text_size_combo.findData(appearance.text_scale))
        self.text_size_combo.activated.connect(
            lambda row: appearance.set_text_scale(self.text_size_combo.itemData(row))
        )
        self.language_combo = WheelSafeComboBox(translate("Language"))
        self.language_combo.setObjectName(
            "language"
        )  # by which the person finds it again in the sheet of another language
        self.language_combo.addItem(translate("As the system"), "")
        for tag, name in LANGUAGE_NAMES.items():
            self.language_combo.addItem(name, tag)
        self.language_combo.setCurrentIndex(max(0, self.language_combo.findData(self._store.settings.language)))
        self.language_combo.activated.connect(lambda row: self.language_chosen.emit(self.language_combo.itemData(row)))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(2, 1)
        fields: tuple[tuple[str, QWidget], ...] = (
            (translate("&Theme"), self.theme_combo),
            (translate("&Size of text"), self.text_size_combo),
            (translate("&Language"), self.language_combo),
        )
        for row, (title, field) in enumerate(fields):
            label = text_widgets.build_line_label(title)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        return grid

    def _build_recent_option(self) -> tuple[QWidget, ...]:
        self.recent_box = QCheckBox(translate("Remember &recent archives"))
        self.recent_box.setChecked(self._store.settings.keep_recent)
        self.recent_box.toggled.connect(self._keep_recent)
        return self.recent_box, text_widgets.build_muted_label(
            translate("Their names and places, up to ten. Turning it off empties the list.")
        )

    def _build_private_option(self) -> tuple[QWidget, ...]:
        self.private_box = QCheckBox(translate("&Private mode"))
        self.private_box.setChecked(self._store.settings.private)
        self.private_box.toggled.connect(self._set_private)
        explanation = translate("Nothing new is kept, neither recent archives nor how the window stood.")
        return self.private_box, text_widgets.build_muted_label(explanation)

    def _build_forget_row(self) -> QHBoxLayout:
        self.forget_button = QPushButton(translate("Forget everything…"))
        self.forget_button.setAutoDefault(False)
        self.forget_button.clicked.connect(self._ask_to_confirm)
        self._confirm_button = QPushButton(translate("Yes, remove it"))
        self._confirm_button.setAutoDefault(False)
        self._confirm_button.clicked.connect(self._forget_all)
        self._confirm_button.hide()
        self._status = text_widgets.build_muted_label(self._describe_storage())
        row = QHBoxLayout()
        row.addWidget(self._status, 1)
        row.addWidget(self.forget_button)
        row.addWidget(self._confirm_button)
        return row

    def _describe_storage(self) -> str:
        if self._store.notices:
            return localize(self._store.notices[-1].message)
        if self._store.folder is None:
            return translate("Nothing is kept until the next start.")
        return translate("Settings and saved filters are kept in one folder of yours. Archives never are.")

    # ---- what is chosen

    def _show_theme(self, _theme: object = None) -> None:
        """Show the chosen theme, wherever it was chosen."""
        self.theme_combo.setCurrentIndex(max(0, self.theme_combo.findData(self._appearance.theme_choice)))

    def _keep_recent(self, keep: bool) -> None:
        self._store.change(keep_recent=keep)
        self._announce_storage()

    def _set_private(self, private: bool) -> None:
        self._store.change(private=private)
        self._announce_storage()

    def _announce_storage(self) -> None:
        self._show_status(self._describe_storage())
        self.recent_archives_changed.emit()

    def _show_status(self, message: str) -> None:
        """Show and say what is kept, or what became of it."""
        self._status.setText(message)
        accessibility.announce(self, message)

    def _ask_to_confirm(self) -> None:
        self._show_status(
            translate(
                "This removes settings, saved filters and recent archives from this computer. It cannot be undone."
            )
        )
        self.forget_button.hide()
        self._confirm_button.show()
        self._confirm_button.setFocus()

    def _forget_all(self) -> None:
        result = self._store.forget()
        self._confirm_button.hide()
        failure_count = len(result.remaining)
        failure_text = translate_plural(
            "Removed. {number} file could not be removed.",
            "Removed. {number} files could not be removed.",
            failure_count,
        )
        self._show_status(
            failure_text if failure_count else translate("Removed. Nothing is kept until the next start.")
        )
        for box in (self.recent_box, self.private_box):
            box.setChecked(False)
        self.recent_archives_changed.emit()


def build_preferences_dialog(
    store: "SettingsStore", appearance: "Appearance", parent: QWidget
) -> tuple[ContentDialog, Preferences]:
    """The preferences in a sheet beside the window."""
    content = Preferences(store, appearance)
    dialog = ContentDialog(translate("Preferences"), content, parent)
    dialog.setMinimumWidth(460)
    return dialog, content
