"""The filter line: what was typed, what of it is not understood and where, and the filters that were saved."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.printable import to_one_line
from inspector.settings import SavedFilter
from inspector.window import accessibility
from inspector.window.localization import localize, translate
from inspector.window.widgets import text_widgets
from inspector.window.widgets.inputs import add_clear_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.query import QueryError
    from inspector.settings import SettingsStore
    from inspector.window.widgets.theme import Theme


TYPING_PAUSE_MS = 40
"""How long a person stops typing before the filter is looked up, in milliseconds."""
_TEXT_PADDING = 18
"""What stands around the text of an empty line, in pixels."""
_MAX_NAME_LENGTH = 60
"""How many characters of a saved filter's name are shown."""


class FilterLineEdit(QLineEdit):
    """A line of text in which stretches can be underlined as wrong."""

    def __init__(self, theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._error_ranges: tuple[tuple[int, int], ...] = ()
        placeholder = translate("Filter items")
        self.setPlaceholderText(placeholder)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(placeholder) + _TEXT_PADDING)
        self.setAccessibleName(translate("Filter items"))
        add_clear_button(self)
        self.setMaxLength(4_000)

    @property
    def error_ranges(self) -> tuple[tuple[int, int], ...]:
        """The underlined stretches, from and to."""
        return self._error_ranges

    def underline_errors(self, ranges: "Sequence[tuple[int, int]]") -> None:
        """Underline these stretches, and nothing else."""
        if tuple(ranges) == self._error_ranges:
            return
        self._error_ranges = tuple(ranges)
        error_format = QTextCharFormat()
        error_format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        error_format.setUnderlineColor(QColor(self._theme.warning))
        kind = QInputMethodEvent.AttributeType.TextFormat
        cursor = self.cursorPosition()  # places count from the cursor, as an input method would give them
        attributes = [
            QInputMethodEvent.Attribute(kind, start - cursor, stop - start, error_format) for start, stop in ranges
        ]
        QApplication.sendEvent(self, QInputMethodEvent("", attributes))

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        self._theme = theme
        ranges, self._error_ranges = self._error_ranges, ()
        self.underline_errors(ranges)


class ItemsFilter(QWidget):
    """The filter line with its menu of saved filters and a line for what is not understood.

    Signals: ``changed`` when the person stopped typing or chose a filter, ``entered`` when they pressed Enter.
    ``use_wanted`` carries the use with which a chosen filter was saved.
    """

    changed = Signal()
    entered = Signal()
    use_requested = Signal(str)

    def __init__(self, store: "SettingsStore", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._use = ""
        self.line_edit = FilterLineEdit(theme)
        self._saved_button = QToolButton()
        self._saved_button.setText(translate("Saved filters"))
        self._saved_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._saved_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._saved_button.setMenu(self._menu)
        self._error_label = text_widgets.build_label()
        self._error_label.hide()
        self.typing_timer = QTimer(self)
        self.typing_timer.setSingleShot(True)
        self.typing_timer.setInterval(TYPING_PAUSE_MS)
        self.typing_timer.timeout.connect(self.changed)
        self.line_edit.textChanged.connect(lambda _text: self.typing_timer.start())
        self.line_edit.returnPressed.connect(self.entered)
        self._inputs_layout = QHBoxLayout()
        self._inputs_layout.addWidget(self._saved_button)
        self._line_layout = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line_layout.addWidget(self.line_edit, 1)
        self._line_layout.addLayout(self._inputs_layout)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._line_layout)
        column.addWidget(self._error_label)
        self.set_theme(theme)

    def add_inputs(self, *widgets: QWidget) -> None:
        """Put further inputs behind the line."""
        for widget in widgets:
            self._inputs_layout.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        """As wide as the inputs behind the line need, which may stand below it."""
        return QSize(self._inputs_layout.minimumSize().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The further inputs stand behind the line, or below it where it would get too short to write in."""
        fits_beside = self.line_edit.sizeHint().width() + self._inputs_layout.sizeHint().width() <= event.size().width()
        self._line_layout.setDirection(
            QBoxLayout.Direction.LeftToRight if fits_beside else QBoxLayout.Direction.TopToBottom
        )
        super().resizeEvent(event)

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.line_edit.text()

    def set_text(self, text: str) -> None:
        """Replace what stands in the line, without telling."""
        blocked = self.line_edit.blockSignals(True)
        self.line_edit.setText(text)
        self.line_edit.blockSignals(blocked)
        self.typing_timer.stop()

    def show_errors(self, errors: "Sequence[QueryError]") -> None:
        """Say what is not understood, and underline it where it stands."""
        self.line_edit.underline_errors([(error.start, error.stop) for error in errors])
        previous_text = self._error_label.text()
        self._error_label.setText("\n".join(to_one_line(localize(error.message), 400) for error in errors[:3]))
        self._error_label.setVisible(bool(errors))
        if self._error_label.text() != previous_text:
            accessibility.announce(self, self._error_label.text())

    @property
    def error_text(self) -> str:
        """What is said of the text; empty where all is understood."""
        return self._error_label.text() if self._error_label.isVisibleTo(self) else ""

    def set_use(self, use: str) -> None:
        """The use of which the outcomes speak now; it is saved with a filter."""
        self._use = use

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        self.line_edit.set_theme(theme)
        colours = self._error_label.palette()
        colours.setColor(self._error_label.foregroundRole(), QColor(theme.warning))
        self._error_label.setPalette(colours)

    # ---- saved filters

    def _fill_menu(self) -> None:
        self._menu.clear()
        filters = self._store.settings.filters
        for saved_filter in filters:
            choose_action = self._menu.addAction(_escape_menu_text(saved_filter.name))
            choose_action.triggered.connect(lambda _checked=False, name=saved_filter.name: self.choose(name))
        if filters:
            self._menu.addSeparator()
        save_action = self._menu.addAction(translate("&Save this filter…"))
        save_action.setEnabled(bool(self.text.strip()))
        save_action.triggered.connect(self.ask_name)
        if filters:
            delete_menu = self._menu.addMenu(translate("&Delete"))
            for saved_filter in filters:
                delete_action = delete_menu.addAction(_escape_menu_text(saved_filter.name))
                delete_action.triggered.connect(lambda _checked=False, name=saved_filter.name: self.delete(name))

    def ask_name(self) -> None:
        """Ask for a name, and save what stands in the line under it."""
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(translate("Save filter"))
        dialog.setLabelText(translate("Name of the filter"))
        dialog.setTextValue(to_one_line(self.text, _MAX_NAME_LENGTH))
        dialog.textValueSelected.connect(self.save)
        dialog.open()

    def save(self, name: str) -> None:
        """Save what stands in the line under a name, in the place of one of the same name."""
        if name.strip():
            saved_filter = SavedFilter(name.strip(), self.text, self._use)
            self._store.change(filters=self._store.settings.prepend_filter(saved_filter))

    def choose(self, name: str) -> None:
        """Put a saved filter in the line."""
        for saved_filter in self._store.settings.filters:
            if saved_filter.name == name:
                self.set_text(saved_filter.text)
                if saved_filter.use:
                    self.use_requested.emit(saved_filter.use)
                self.changed.emit()
                return

    def delete(self, name: str) -> None:
        """Take a saved filter away."""
        self._store.change(
            filters=tuple(saved_filter for saved_filter in self._store.settings.filters if saved_filter.name != name)
        )


def _escape_menu_text(name: str) -> str:
    """A name in a menu, where ``&`` would mark a key and a tab a shortcut."""
    return to_one_line(name, _MAX_NAME_LENGTH).replace("&", "&&")
