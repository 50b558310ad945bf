"""Preferences: how the window looks and what the program keeps. Every change acts at once; there is nothing to save."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.i18n import LANGUAGES
from inspector.window import accessibility
from inspector.window.dialogs.text_dialog import Sheet
from inspector.window.localization import plural, say
from inspector.window.widgets import text_widgets
from inspector.window.widgets.appearance import look_titles
from inspector.window.widgets.inputs import CalmCombo

if TYPE_CHECKING:
    from inspector.settings import Store
    from inspector.window.widgets.appearance import Looks

translate = QCoreApplication.translate

SIZES = (90, 100, 110, 125, 150, 175, 200)
"""The sizes of text to choose from, in percent."""


class Preferences(QWidget):
    """The choices; ``kept_changed`` says that what is kept of recent archives is another.

    ``language_chosen`` carries the tag of a language, "" for the system's.
    """

    kept_changed = Signal()
    language_chosen = Signal(str)

    def __init__(self, store: "Store", looks: "Looks") -> None:
        super().__init__()
        self._store, self._worn = store, looks
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(text_widgets.strong(translate("Preferences", "Looks")))
        column.addLayout(self._looks(looks))
        column.addSpacing(8)
        column.addWidget(text_widgets.strong(translate("Preferences", "What is kept on this computer")))
        for part in (*self._recent(), *self._private()):
            column.addWidget(part)
        column.addSpacing(8)
        column.addLayout(self._forget())
        column.addStretch(1)

    def _looks(self, looks: "Looks") -> QGridLayout:
        self.theme = CalmCombo(translate("Preferences", "Theme"))
        for name, words in look_titles().items():
            self.theme.addItem(words, name)
        self._show_theme()
        looks.themed.connect(self._show_theme)
        self.theme.activated.connect(lambda row: looks.choose(self.theme.itemData(row)))
        self.letters = CalmCombo(translate("Preferences", "Size of text"))
        for size in sorted({*SIZES, looks.scale}):
            self.letters.addItem(f"{size} %", size)
        self.letters.setCurrentIndex(self.letters.findData(looks.scale))
        self.letters.activated.connect(lambda row: looks.set_scale(self.letters.itemData(row)))
        self.language = CalmCombo(translate("Preferences", "Language"))
        self.language.setObjectName("language")  # by which the person finds it again in the sheet of another language
        self.language.addItem(translate("Preferences", "As the system"), "")
        for tag, name in LANGUAGES.items():
            self.language.addItem(name, tag)
        self.language.setCurrentIndex(max(0, self.language.findData(self._store.kept.language)))
        self.language.activated.connect(lambda row: self.language_chosen.emit(self.language.itemData(row)))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(2, 1)
        fields: tuple[tuple[str, QWidget], ...] = (
            (translate("Preferences", "&Theme"), self.theme),
            (translate("Preferences", "&Size of text"), self.letters),
            (translate("Preferences", "&Language"), self.language),
        )
        for row, (words, field) in enumerate(fields):
            label = text_widgets.line(words)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        return grid

    def _recent(self) -> tuple[QWidget, ...]:
        self.recent = QCheckBox(translate("Preferences", "Remember &recent archives"))
        self.recent.setChecked(self._store.kept.keep_recent)
        self.recent.toggled.connect(self._keep_recent)
        return self.recent, text_widgets.muted(
            translate("Preferences", "Their names and places, up to ten. Turning it off empties the list.")
        )

    def _private(self) -> tuple[QWidget, ...]:
        self.private = QCheckBox(translate("Preferences", "&Private mode"))
        self.private.setChecked(self._store.kept.private)
        self.private.toggled.connect(self._be_private)
        said = translate("Preferences", "Nothing new is kept, neither recent archives nor how the window stood.")
        return self.private, text_widgets.muted(said)

    def _forget(self) -> QHBoxLayout:
        self.forget = QPushButton(translate("Preferences", "Forget everything…"))
        self.forget.setAutoDefault(False)
        self.forget.clicked.connect(self._ask)
        self._really = QPushButton(translate("Preferences", "Yes, remove it"))
        self._really.setAutoDefault(False)
        self._really.clicked.connect(self._forget_all)
        self._really.hide()
        self._said = text_widgets.muted(self._what_is_kept())
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        row.addWidget(self.forget)
        row.addWidget(self._really)
        return row

    def _what_is_kept(self) -> str:
        if self._store.notices:
            return say(self._store.notices[-1].message)
        if self._store.folder is None:
            return translate("Preferences", "Nothing is kept until the next start.")
        return translate(
            "Preferences", "Settings and saved filters are kept in one folder of yours. Archives never are."
        )

    # ---- what is chosen

    def _show_theme(self, _theme: object = None) -> None:
        """Show the chosen theme, wherever it was chosen."""
        self.theme.setCurrentIndex(max(0, self.theme.findData(self._worn.chosen)))

    def _keep_recent(self, keep: bool) -> None:
        self._store.change(keep_recent=keep)
        self._tell()

    def _be_private(self, private: bool) -> None:
        self._store.change(private=private)
        self._tell()

    def _tell(self) -> None:
        self._answer(self._what_is_kept())
        self.kept_changed.emit()

    def _answer(self, said: str) -> None:
        """Show and say what is kept, or what became of it."""
        self._said.setText(said)
        accessibility.announce(self, said)

    def _ask(self) -> None:
        self._answer(
            translate(
                "Preferences",
                "This removes settings, saved filters and recent archives from this computer. It cannot be undone.",
            )
        )
        self.forget.hide()
        self._really.show()
        self._really.setFocus()

    def _forget_all(self) -> None:
        forgotten = self._store.forget()
        self._really.hide()
        number = len(forgotten.left)
        left = plural("Preferences", "Removed. {0} files could not be removed.", None, number, number)
        self._answer(left if number else translate("Preferences", "Removed. Nothing is kept until the next start."))
        for box in (self.recent, self.private):
            box.setChecked(False)
        self.kept_changed.emit()


def preferences(store: "Store", looks: "Looks", parent: QWidget) -> tuple[Sheet, Preferences]:
    """The preferences in a sheet beside the window."""
    content = Preferences(store, looks)
    made = Sheet(translate("Preferences", "Preferences"), content, parent)
    made.setMinimumWidth(460)
    return made, content
