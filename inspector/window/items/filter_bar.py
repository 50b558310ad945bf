"""The filter line: what was typed, what of it is not understood and where, and the filters that were saved."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
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

from inspector.printable import one_line
from inspector.window import accessibility
from inspector.window.localization import say
from inspector.window.widgets import text_widgets
from inspector.window.widgets.inputs import clearable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector.query import Misread
    from inspector.settings import Store
    from inspector.window.widgets.theme import Theme

translate = QCoreApplication.translate

PAUSE = 40
"""How long a person stops typing before the filter is looked up, in milliseconds."""
_AROUND = 18
"""What stands around the text of an empty line, in pixels."""
_NAME = 60
"""How many characters of a saved filter's name are shown."""


class FilterLine(QLineEdit):
    """A line of text in which stretches can be underlined as wrong."""

    def __init__(self, theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marked: tuple[tuple[int, int], ...] = ()
        words = translate("ItemsFilter", "Filter items")
        self.setPlaceholderText(words)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(words) + _AROUND)
        self.setAccessibleName(translate("ItemsFilter", "Filter items"))
        clearable(self)
        self.setMaxLength(4_000)

    @property
    def marked(self) -> tuple[tuple[int, int], ...]:
        """The underlined stretches, from and to."""
        return self._marked

    def mark(self, stretches: "Sequence[tuple[int, int]]") -> None:
        """Underline these stretches, and nothing else."""
        if tuple(stretches) == self._marked:
            return
        self._marked = tuple(stretches)
        wrong = QTextCharFormat()
        wrong.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wrong.setUnderlineColor(QColor(self._theme.warning))
        kind = QInputMethodEvent.AttributeType.TextFormat
        at = self.cursorPosition()  # places count from the cursor, as an input method would give them
        attributes = [QInputMethodEvent.Attribute(kind, start - at, stop - start, wrong) for start, stop in stretches]
        QApplication.sendEvent(self, QInputMethodEvent("", attributes))

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        self._theme = theme
        stretches, self._marked = self._marked, ()
        self.mark(stretches)


class ItemsFilter(QWidget):
    """The filter line with its menu of saved filters and a line for what is not understood.

    Signals: ``changed`` when the person stopped typing or chose a filter, ``entered`` when they pressed Enter.
    ``use_wanted`` carries the use with which a chosen filter was saved.
    """

    changed = Signal()
    entered = Signal()
    use_wanted = Signal(str)

    def __init__(self, store: "Store", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._use = ""
        self.line = FilterLine(theme)
        self._saved = QToolButton()
        self._saved.setText(translate("ItemsFilter", "Saved filters"))
        self._saved.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._saved.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._saved.setMenu(self._menu)
        self._said = text_widgets.label()
        self._said.hide()
        self.typing = QTimer(self)
        self.typing.setSingleShot(True)
        self.typing.setInterval(PAUSE)
        self.typing.timeout.connect(self.changed)
        self.line.textChanged.connect(lambda _text: self.typing.start())
        self.line.returnPressed.connect(self.entered)
        self._behind = QHBoxLayout()
        self._behind.addWidget(self._saved)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._rows.addWidget(self.line, 1)
        self._rows.addLayout(self._behind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._rows)
        column.addWidget(self._said)
        self.set_theme(theme)

    def add(self, *widgets: QWidget) -> None:
        """Put further inputs behind the line."""
        for widget in widgets:
            self._behind.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        """As wide as the inputs behind the line need, which may stand below it."""
        return QSize(self._behind.minimumSize().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The further inputs stand behind the line, or below it where it would get too short to write in."""
        beside = self.line.sizeHint().width() + self._behind.sizeHint().width() <= event.size().width()
        self._rows.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.line.text()

    def write(self, text: str) -> None:
        """Replace what stands in the line, without telling."""
        blocked = self.line.blockSignals(True)
        self.line.setText(text)
        self.line.blockSignals(blocked)
        self.typing.stop()

    def show_misread(self, misread: "Sequence[Misread]") -> None:
        """Say what is not understood, and underline it where it stands."""
        self.line.mark([(fault.start, fault.stop) for fault in misread])
        before = self._said.text()
        self._said.setText("\n".join(one_line(say(fault.message), 400) for fault in misread[:3]))
        self._said.setVisible(bool(misread))
        if self._said.text() != before:
            accessibility.announce(self, self._said.text())

    @property
    def said(self) -> str:
        """What is said of the text; empty where all is understood."""
        return self._said.text() if self._said.isVisibleTo(self) else ""

    def set_use(self, use: str) -> None:
        """The use of which the outcomes speak now; it is saved with a filter."""
        self._use = use

    def set_theme(self, theme: "Theme") -> None:
        """Put on a theme."""
        self.line.set_theme(theme)
        colours = self._said.palette()
        colours.setColor(self._said.foregroundRole(), QColor(theme.warning))
        self._said.setPalette(colours)

    # ---- saved filters

    def _fill_menu(self) -> None:
        self._menu.clear()
        kept = self._store.kept.filters
        for saved in kept:
            choose = self._menu.addAction(_shown(saved.name))
            choose.triggered.connect(lambda _checked=False, name=saved.name: self.choose(name))
        if kept:
            self._menu.addSeparator()
        save = self._menu.addAction(translate("ItemsFilter", "&Save this filter…"))
        save.setEnabled(bool(self.text.strip()))
        save.triggered.connect(self.ask_name)
        if kept:
            forget = self._menu.addMenu(translate("ItemsFilter", "&Delete"))
            for saved in kept:
                gone = forget.addAction(_shown(saved.name))
                gone.triggered.connect(lambda _checked=False, name=saved.name: self.delete(name))

    def ask_name(self) -> None:
        """Ask for a name, and save what stands in the line under it."""
        asking = QInputDialog(self)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.setWindowTitle(translate("ItemsFilter", "Save filter"))
        asking.setLabelText(translate("ItemsFilter", "Name of the filter"))
        asking.setTextValue(one_line(self.text, _NAME))
        asking.textValueSelected.connect(self.save)
        asking.open()

    def save(self, name: str) -> None:
        """Save what stands in the line under a name, in the place of one of the same name."""
        from inspector.settings import Filter

        if name.strip():
            saved = Filter(name.strip(), self.text, self._use)
            self._store.change(filters=self._store.kept.filters_with(saved))

    def choose(self, name: str) -> None:
        """Put a saved filter in the line."""
        for saved in self._store.kept.filters:
            if saved.name == name:
                self.write(saved.text)
                if saved.use:
                    self.use_wanted.emit(saved.use)
                self.changed.emit()
                return

    def delete(self, name: str) -> None:
        """Take a saved filter away."""
        self._store.change(filters=tuple(saved for saved in self._store.kept.filters if saved.name != name))


def _shown(name: str) -> str:
    """A name in a menu, where ``&`` would mark a key and a tab a shortcut."""
    return one_line(name, _NAME).replace("&", "&&")
