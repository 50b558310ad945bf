"""The rows of a file that were set aside, each with its raw text: as plain text, whole, one stretch at a time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from inspector.printable import make_printable, to_one_line
from inspector.window import accessibility
from inspector.window.dialogs.text_dialog import ContentDialog, break_lines, build_text_view
from inspector.window.localization import localize_value, translate, translate_plural
from inspector.window.widgets import text_widgets
from inspector.window.widgets.record_table import RecordField, RecordTable

if TYPE_CHECKING:
    from inspector.holdings import File

STRETCH_LENGTH = 100_000
"""How many characters of a raw text are shown at a time."""
_LINE_LENGTH = 200
"""How many characters of a raw text its row in the table shows."""


class SetAsideDialog(ContentDialog):
    """Lists the rows of a file that were set aside, over the raw text of the row that the person is at."""

    def __init__(self, file: "File", location: str, parent: QWidget | None = None) -> None:
        self._start = 0
        self._table = RecordTable(
            translate("Rows set aside"),
            (
                RecordField(translate("Row"), lambda r: localize_value(r.row), 8, lambda r: r.row, is_number=True),
                RecordField(translate("Line"), lambda r: localize_value(r.line), 8, lambda r: r.line, is_number=True),
                RecordField(
                    translate("Raw text"),
                    lambda record: to_one_line(record.text, _LINE_LENGTH),
                    full_text=lambda record: record.text,
                ),
            ),
        )
        self._text_view = build_text_view(translate("Raw text"), "")
        self._text_view.setMinimumHeight(self._text_view.fontMetrics().height() * 4)
        self._position_label = text_widgets.build_muted_label()
        self._earlier_button = QPushButton(translate("&Earlier"))
        self._later_button = QPushButton(translate("&Later"))
        self._copy_button = QPushButton(translate("&Copy all of the text"))
        super().__init__(
            translate("Rows set aside: {file}", file=to_one_line(location, 80)),
            self._build_content(file),
            parent,
            self._copy_button,
            self._earlier_button,
            self._later_button,
        )
        self.resize(760, 560)
        self._earlier_button.clicked.connect(lambda: self._show_stretch(self._start - STRETCH_LENGTH))
        self._later_button.clicked.connect(lambda: self._show_stretch(self._start + STRETCH_LENGTH))
        self._copy_button.clicked.connect(self.copy_text)
        self._table.current_record_changed.connect(lambda _record: self._show_stretch(0))
        self._table.record_model.show_records(file.set_aside_rows)
        self._table.setCurrentIndex(self._table.record_model.index(0, 0))
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_content(self, file: "File") -> QWidget:
        explanation = translate_plural(
            "{number} row could not be split into columns, because its quotes do not pair up. It is no item, so there "
            "is no result for it. Its text is shown as it is in the file; marks such as <U+200B> stand for characters "
            "that cannot be seen.",
            "{number} rows could not be split into columns, because their quotes do not pair up. They are no items, so "
            "there is no result for them. Their text is shown as it is in the file; marks such as <U+200B> stand for "
            "characters that cannot be seen.",
            file.set_aside,
        )
        reading = QWidget()
        reading_column = QVBoxLayout(reading)
        reading_column.setContentsMargins(0, 0, 0, 0)
        reading_column.addWidget(self._text_view, 1)
        reading_column.addWidget(self._position_label)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self._table)
        splitter.addWidget(reading)
        splitter.setChildrenCollapsible(False)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(text_widgets.build_label(explanation))
        column.addWidget(splitter, 1)
        return content

    @property
    def _raw_text(self) -> str:
        record = self._table.current_record
        return record.text if record is not None else ""

    def copy_text(self) -> None:
        """Put the whole raw text on the clipboard, with formulas escaped."""
        accessibility.copy_to_clipboard(self, self._raw_text)

    def _show_stretch(self, start: int) -> None:
        """Show the raw text of the current row from a character on; however long it is, only a stretch is laid out."""
        text = self._raw_text
        self._start = max(0, min(start, len(text) - 1))
        stop = min(self._start + STRETCH_LENGTH, len(text))
        self._text_view.setPlainText(break_lines(make_printable(text[self._start : stop])))
        is_long = len(text) > STRETCH_LENGTH
        self._position_label.setText(
            translate("Characters {first} to {last} of {size}", first=self._start + 1, last=stop, size=len(text))
            if is_long
            else translate("All of the text")
        )
        for button in (self._earlier_button, self._later_button):
            button.setVisible(is_long)
        self._earlier_button.setEnabled(self._start > 0)
        self._later_button.setEnabled(stop < len(text))
