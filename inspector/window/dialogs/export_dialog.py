"""The export dialog: format, items, content, a preview of the first rows, and the file to write.

It writes through the same call as the command line.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inspector.atomic_write import make_safe_name
from inspector.errors import Refused
from inspector.i18n import _
from inspector.items import Selection
from inspector.printable import make_printable, to_one_line
from inspector.progress import Monitor, Progress
from inspector.query import Query, select
from inspector.report import preview
from inspector.report.formats.registry import FORMATS
from inspector.report.options import ReportOptions
from inspector.report.preview import list_formats
from inspector.report.pseudonym_key import PseudonymKey
from inspector.report.report import Report, get_timestamp
from inspector.window import accessibility
from inspector.window.dialogs.export_job import Exporter
from inspector.window.localization import current_language, localize, translate, translate_plural
from inspector.window.widgets import text_widgets
from inspector.window.widgets.fit_scroll_area import FitScrollArea
from inspector.window.widgets.inputs import WheelSafeComboBox

if TYPE_CHECKING:
    from inspector.exposure import Exposure
    from inspector.items import Item
    from inspector.report.preview import PersonalDataCounts
    from inspector.window.jobs import Job, Jobs


ALL, FILTERED, SELECTED = "all", "filtered", "selected"


@dataclass(frozen=True, slots=True)
class ExportInput:
    """What can be exported: the exposure, the view's filter, the selected items, the files it was read from."""

    exposure: "Exposure"
    query: "Query"
    selected_items: "tuple[Item, ...]"
    input_paths: tuple[Path, ...]


class ExportDialog(QDialog):
    """Chooses and writes exports of a source; ``exporter`` tells what becomes of them."""

    def __init__(
        self, export_input: ExportInput, jobs: "Jobs", exporter: Exporter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._input, self._jobs, self._exporter = export_input, jobs, exporter
        self._preview_job: Job | None = None
        self._key: Any = None
        self._confirmed_target: Path | None = None
        self.setWindowTitle(translate("Export"))
        self.setModal(False)
        self._build()
        self._lay_out()
        self._fill_choices()
        self._connect()
        self._update_preview()

    # ---- what it is made of

    def _build(self) -> None:
        self._format_combo = WheelSafeComboBox(translate("Format"))
        self._items_combo = WheelSafeComboBox(translate("Items to list"))
        self._texts_box = QCheckBox(translate("With the &texts of the items"))
        self._texts_box.setChecked(True)
        self._pseudonyms_box = QCheckBox(translate("&Pseudonyms for other people"))
        self._sheet_per_category_box = QCheckBox(translate("One &sheet a category"))
        self._exact_box = QCheckBox(translate("E&xact texts, for programs: not safe to open in a spreadsheet"))
        self._matter_edit, self._privilege_edit, self._target_edit, self._key_file_edit, self._written_path_edit = (
            self._make_line_edit(name)
            for name in (
                translate("Matter"),
                translate("Privilege line"),
                translate("File to write"),
                translate("Key file"),
                translate("Written file"),
            )
        )
        self._key_file_edit.setPlaceholderText(translate("none: nobody can undo the pseudonyms"))
        self._written_path_edit.setReadOnly(True)
        self._browse_button = QPushButton(translate("&Choose…"))
        self._personal_label = text_widgets.build_label()
        self._preview_text = QPlainTextEdit()
        self._preview_text.setReadOnly(True)
        self._preview_text.setTabChangesFocus(True)
        self._preview_text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as a spreadsheet or an editor shows it
        text_option = self._preview_text.document().defaultTextOption()
        text_option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self._preview_text.document().setDefaultTextOption(text_option)
        self._preview_text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._preview_text.setAccessibleName(translate("Preview of the first rows"))
        self._progress_bar = QProgressBar()
        self._progress_bar.setAccessibleName(translate("Progress of the export"))
        self._status_label = text_widgets.build_label()
        self._export_button = QPushButton(translate("&Export"))
        self._export_button.setDefault(True)
        self._cancel_button = QPushButton(translate("Ca&ncel"))
        self._close_button = QPushButton(translate("C&lose"))
        for button in (self._browse_button, self._cancel_button, self._close_button):
            button.setAutoDefault(False)

    @staticmethod
    def _make_line_edit(name: str) -> QLineEdit:
        line_edit = QLineEdit()
        line_edit.setAccessibleName(name)
        return line_edit

    def _lay_out(self) -> None:
        form = QFormLayout()
        target = QHBoxLayout()
        target.addWidget(self._target_edit, 1)
        target.addWidget(self._browse_button)
        for name, field in (
            (translate("&Format"), self._format_combo),
            (translate("&Items"), self._items_combo),
            ("", self._texts_box),
            ("", self._pseudonyms_box),
            (translate("&Key file"), self._key_file_edit),
            ("", self._sheet_per_category_box),
            ("", self._exact_box),
            (translate("&Matter"), self._matter_edit),
            (translate("Pri&vilege"), self._privilege_edit),
        ):
            form.addRow(name, field)
        form.addRow(translate("File to &write"), target)
        form.labelForField(target).setBuddy(self._target_edit)  # type: ignore[attr-defined]
        button_row = QHBoxLayout()
        button_row.addWidget(self._progress_bar, 1)
        button_row.addWidget(self._cancel_button)
        button_row.addStretch(1)
        button_row.addWidget(self._export_button)
        button_row.addWidget(self._close_button)
        options = QWidget()
        options_layout = QVBoxLayout(options)
        options_layout.setContentsMargins(0, 0, 0, 0)
        options_layout.addLayout(form)
        options_layout.addWidget(self._personal_label)
        options_layout.addWidget(self._preview_text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(FitScrollArea(options), 1)
        column.addWidget(self._status_label)
        column.addWidget(self._written_path_edit)
        column.addLayout(button_row)
        self.resize(720, 720)

    def _fill_choices(self) -> None:
        for export_format in list_formats():
            self._format_combo.addItem(
                f"{localize(export_format.title)} (*{export_format.suffix})", export_format.suffix
            )
        total = self._input.exposure.holdings.item_count
        self._items_combo.addItem(translate_plural("The one item", "All {number} items", total), ALL)
        match_count = len(select(self._input.exposure, self._input.query))
        if match_count != total:
            self._items_combo.addItem(
                translate_plural(
                    "The one item that the filter shows", "The {number} items that the filter shows", match_count
                ),
                FILTERED,
            )
            self._items_combo.setCurrentIndex(1)
        selected_count = len(self._input.selected_items)
        if selected_count > 1:
            self._items_combo.addItem(
                translate_plural("The selected item", "The {number} selected items", selected_count), SELECTED
            )
        self._target_edit.setText(str(Path.home() / make_safe_name("exposure.xlsx")))
        self._progress_bar.hide()
        self._cancel_button.hide()
        self._written_path_edit.hide()

    def _connect(self) -> None:
        self._format_combo.currentIndexChanged.connect(self._update_suffix)
        self._items_combo.currentIndexChanged.connect(self._update_preview)
        for box in (self._texts_box, self._pseudonyms_box, self._sheet_per_category_box, self._exact_box):
            box.toggled.connect(self._update_preview)
        for edit in (self._matter_edit, self._privilege_edit):
            edit.editingFinished.connect(self._update_preview)
        self._browse_button.clicked.connect(self._choose_target)
        self._export_button.clicked.connect(self.export)
        self._cancel_button.clicked.connect(self._cancel_export)
        self._close_button.clicked.connect(self.close)
        self._exporter.progress_changed.connect(self._show_progress)
        self._exporter.finished.connect(self._show_written)
        self._exporter.failed.connect(self._show_failure)

    # ---- what is chosen

    @property
    def suffix(self) -> str:
        """The ending of the chosen format."""
        return str(self._format_combo.currentData())

    def collect_choices(self) -> "ReportOptions":
        """What was chosen, as a report takes it; a new key is made once for each sheet."""
        items: Query | Selection = Query()
        if self._items_combo.currentData() == FILTERED:
            items = self._input.query
        elif self._items_combo.currentData() == SELECTED:
            items = Selection.from_items(self._input.exposure.holdings.blocks, self._input.selected_items)
        key = None
        if self._pseudonyms_box.isChecked():
            path = self._get_key_path()
            stored_key = PseudonymKey.find(path) if path is not None else None
            key = self._key = stored_key or self._key or PseudonymKey.create()
        return ReportOptions(
            items=items,
            include_texts=self._texts_box.isChecked(),
            pseudonym_key=key,
            matter=self._matter_edit.text(),
            privilege=self._privilege_edit.text(),
            sheet_per_category=self._sheet_per_category_box.isChecked(),
            exact=self._exact_box.isChecked(),
            language=current_language(),
        )

    def _get_key_path(self) -> Path | None:
        text = self._key_file_edit.text().strip()
        return Path(text) if text else None

    def _update_suffix(self) -> None:
        """The file's ending follows the format."""
        target = Path(self._target_edit.text())
        if target.name:
            self._target_edit.setText(str(target.with_suffix(self.suffix)))
        self._update_preview()

    def _choose_target(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self,
            translate("File to write"),
            self._target_edit.text(),
            f"{self._format_combo.currentText()}",
        )
        if name:
            target = Path(name)
            self._confirmed_target = target  # the dialog has asked whether it may be replaced
            self._target_edit.setText(str(target if target.suffix else target.with_suffix(self.suffix)))

    # ---- the preview

    def _update_preview(self) -> None:
        """Show what would be written, made in the background."""
        export_format = FORMATS[self.suffix]
        self._items_combo.setEnabled(export_format.lists_items)
        has_raw_texts = export_format.lists_set_aside and self._input.exposure.holdings.set_aside_count > 0
        self._texts_box.setEnabled(export_format.lists_items or has_raw_texts)
        self._pseudonyms_box.setEnabled(export_format.lists_items and self._texts_box.isChecked())
        self._key_file_edit.setEnabled(self._pseudonyms_box.isEnabled() and self._pseudonyms_box.isChecked())
        self._sheet_per_category_box.setEnabled(export_format.suffix == ".xlsx")
        self._exact_box.setEnabled(export_format.suffix == ".csv")
        if self._preview_job is not None:
            self._jobs.cancel(self._preview_job)
        try:
            choices = self.collect_choices()
        except Refused as error:
            self._show_failure(error)
            return
        exposure = self._input.exposure

        def work(_monitor: Monitor) -> tuple[str, "PersonalDataCounts"]:
            report = Report(exposure, get_timestamp(), options=choices)
            return preview.render_preview(report, export_format), preview.count_personal_data(report, export_format)

        self._preview_job = self._jobs.start(work, self._show_preview, self._show_failure)

    def _show_preview(self, preview: tuple[str, "PersonalDataCounts"]) -> None:
        self._preview_job = None
        text, personal = preview
        self._preview_text.setPlainText(make_printable(text))
        self._personal_label.setText(_describe_personal_data(personal))

    # ---- writing

    def export(self) -> None:
        """Write what is chosen; nothing is begun where the place is no name of a file."""
        target = Path(self._target_edit.text().strip())
        if not target.name:
            self._show_failure(Refused("X_FORMAT", _("No file is named."), _("Name one.")))
            return
        if target.is_file() and target != self._confirmed_target:
            self._confirmed_target = target
            self._show_status(translate("That file is there already. Press Export once more to replace it."))
            return
        try:
            choices = self.collect_choices()
        except Refused as error:
            self._show_failure(error)
            return
        self._confirmed_target = None
        self._written_path_edit.hide()
        self._show_status("")
        self._progress_bar.setRange(0, 100)
        self._progress_bar.setValue(0)
        self._set_busy(busy=True)
        key = self._get_key_path() if choices.pseudonym_key is not None else None
        self._exporter.write(self._input.exposure, choices, target, self._input.input_paths, key)

    def _cancel_export(self) -> None:
        self._exporter.cancel()
        self._set_busy(busy=False)
        self._show_status(translate("Cancelled. What stood in the place of the file is as it was."))

    def _set_busy(self, *, busy: bool) -> None:
        self._progress_bar.setVisible(busy)
        self._cancel_button.setVisible(busy)
        self._export_button.setEnabled(not busy)

    def _show_status(self, message: str) -> None:
        """Show and say what became of the export."""
        self._status_label.setText(message)
        accessibility.announce(self, message)

    def _show_progress(self, step: Progress) -> None:
        self._progress_bar.setValue(100 * step.done // step.total if step.total else 0)

    def _show_written(self, path: Path) -> None:
        self._set_busy(busy=False)
        self._show_status(translate("Written. To find the file, copy its path:"))
        self._written_path_edit.setText(make_printable(str(path)))
        self._written_path_edit.show()
        self._written_path_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._written_path_edit.selectAll()

    def _show_failure(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, Refused):
            self._show_status(make_printable(f"{error.code}: {localize(error.message)} {localize(error.hint)}"))
        else:
            self._show_status(
                to_one_line(
                    translate("The program met a fault of its own: {error}", error=type(error).__name__),
                    200,
                )
            )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is made for a sheet that is gone."""
        if self._preview_job is not None:
            self._jobs.cancel(self._preview_job)
            self._preview_job = None
        super().closeEvent(event)


def _describe_personal_data(personal: "PersonalDataCounts") -> str:
    """Whose data the file will hold, in a sentence or two."""
    if not personal.raw_texts:
        return _describe_item_texts(personal)
    raw_texts = translate_plural(
        "It holds the raw text of {number} row that was set aside; anything may stand in it.",
        "It holds the raw texts of {number} rows that were set aside; anything may stand in them.",
        personal.raw_texts,
    )
    if not personal.own_texts and not personal.others_texts:
        return raw_texts
    return f"{_describe_item_texts(personal)} {raw_texts}"


def _describe_item_texts(personal: "PersonalDataCounts") -> str:
    if not personal.own_texts and not personal.others_texts:
        return translate("It holds no texts and no names of other people; names of files may tell something.")
    counts = {
        "own": personal.own_texts,
        "others": personal.others_texts,
        "names": personal.names,
        "addresses": personal.addresses,
    }
    if personal.hidden:
        return translate(
            "It holds {own} texts of the member and {others} by others or by LinkedIn; the {names} names and "
            "{addresses} addresses of other people in the archive are replaced by pseudonyms wherever they stand; "
            "first names alone are not.",
            **counts,
        )
    return translate(
        "It holds {own} texts of the member and {others} by others or by LinkedIn; up to {names} names and {addresses} "
        "addresses of other people may stand in them.",
        **counts,
    )
