"""The sheet of an export: format, items, what is in it, a preview of its first rows, the file to write.

Everything is chosen by keyboard as well, shown as plain text, and written by the same call as the command line's.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inspector.atomic_write import safe_name
from inspector.errors import Refused
from inspector.i18n import words
from inspector.printable import one_line, visible
from inspector.progress import Monitor, Step
from inspector.window import accessibility
from inspector.window.dialogs.export_job import Exporter
from inspector.window.localization import plural, say, spoken, written
from inspector.window.widgets import text_widgets
from inspector.window.widgets.fit_scroll_area import Room
from inspector.window.widgets.inputs import CalmCombo

if TYPE_CHECKING:
    from inspector.exposure import Exposure, Item
    from inspector.query import Query
    from inspector.report.options import Choices
    from inspector.report.preview import Personal
    from inspector.window.jobs import Job, Jobs

translate = QCoreApplication.translate

ALL, FILTERED, SELECTED = "all", "filtered", "selected"


@dataclass(frozen=True, slots=True)
class Source:
    """What can be exported: the exposure, the view's filter, the selected items, the files it was read from."""

    exposure: "Exposure"
    query: "Query"
    selected: "tuple[Item, ...]"
    inputs: tuple[Path, ...]


class ExportSheet(QDialog):
    """Chooses and writes exports of a source; ``exporter`` tells what becomes of them."""

    def __init__(self, source: Source, jobs: "Jobs", exporter: Exporter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._jobs, self._exporter = source, jobs, exporter
        self._previewing: Job | None = None
        self._key: Any = None
        self._to_replace: Path | None = None
        self.setWindowTitle(translate("ExportSheet", "Export"))
        self.setModal(False)
        self._build()
        self._lay_out()
        self._fill()
        self._connect()
        self._refresh()

    # ---- what it is made of

    def _build(self) -> None:
        self._format = CalmCombo(translate("ExportSheet", "Format"))
        self._items = CalmCombo(translate("ExportSheet", "Items to list"))
        self._texts = QCheckBox(translate("ExportSheet", "With the &texts of the items"))
        self._texts.setChecked(True)
        self._pseudonyms = QCheckBox(translate("ExportSheet", "&Pseudonyms for other people"))
        self._sheets = QCheckBox(translate("ExportSheet", "One &sheet a category"))
        self._exact = QCheckBox(
            translate("ExportSheet", "E&xact texts, for programs: not safe to open in a spreadsheet")
        )
        self._matter, self._privilege, self._target, self._key_file, self._path = (
            self._edit(name)
            for name in (
                translate("ExportSheet", "Matter"),
                translate("ExportSheet", "Privilege line"),
                translate("ExportSheet", "File to write"),
                translate("ExportSheet", "Key file"),
                translate("ExportSheet", "Written file"),
            )
        )
        self._key_file.setPlaceholderText(translate("ExportSheet", "none: nobody can undo the pseudonyms"))
        self._path.setReadOnly(True)
        self._browse = QPushButton(translate("ExportSheet", "&Choose…"))
        self._personal = text_widgets.label()
        self._preview = QPlainTextEdit()
        self._preview.setReadOnly(True)
        self._preview.setTabChangesFocus(True)
        self._preview.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as a spreadsheet or an editor shows it
        as_written = self._preview.document().defaultTextOption()
        as_written.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self._preview.document().setDefaultTextOption(as_written)
        self._preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._preview.setAccessibleName(translate("ExportSheet", "Preview of the first rows"))
        self._progress = QProgressBar()
        self._progress.setAccessibleName(translate("ExportSheet", "Progress of the export"))
        self._said = text_widgets.label()
        self._write = QPushButton(translate("ExportSheet", "&Export"))
        self._write.setDefault(True)
        self._cancel = QPushButton(translate("ExportSheet", "Ca&ncel"))
        self._close = QPushButton(translate("ExportSheet", "C&lose"))
        for button in (self._browse, self._cancel, self._close):
            button.setAutoDefault(False)

    @staticmethod
    def _edit(name: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        return made

    def _lay_out(self) -> None:
        form = QFormLayout()
        target = QHBoxLayout()
        target.addWidget(self._target, 1)
        target.addWidget(self._browse)
        for name, field in (
            (translate("ExportSheet", "&Format"), self._format),
            (translate("ExportSheet", "&Items"), self._items),
            ("", self._texts),
            ("", self._pseudonyms),
            (translate("ExportSheet", "&Key file"), self._key_file),
            ("", self._sheets),
            ("", self._exact),
            (translate("ExportSheet", "&Matter"), self._matter),
            (translate("ExportSheet", "Pri&vilege"), self._privilege),
        ):
            form.addRow(name, field)
        form.addRow(translate("ExportSheet", "File to &write"), target)
        form.labelForField(target).setBuddy(self._target)  # type: ignore[attr-defined]
        foot = QHBoxLayout()
        foot.addWidget(self._progress, 1)
        foot.addWidget(self._cancel)
        foot.addStretch(1)
        foot.addWidget(self._write)
        foot.addWidget(self._close)
        chosen = QWidget()
        above = QVBoxLayout(chosen)
        above.setContentsMargins(0, 0, 0, 0)
        above.addLayout(form)
        above.addWidget(self._personal)
        above.addWidget(self._preview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(Room(chosen), 1)
        column.addWidget(self._said)
        column.addWidget(self._path)
        column.addLayout(foot)
        self.resize(720, 720)

    def _fill(self) -> None:
        from inspector.query import select
        from inspector.report.preview import formats

        for known in formats():
            self._format.addItem(f"{say(known.title)} (*{known.suffix})", known.suffix)
        every = self._source.exposure.holdings.items
        self._items.addItem(plural("ExportSheet", "All {0} items", None, every, every), ALL)
        found = len(select(self._source.exposure, self._source.query))
        if found != every:
            self._items.addItem(
                plural("ExportSheet", "The {0} items that the filter shows", None, found, found), FILTERED
            )
            self._items.setCurrentIndex(1)
        number = len(self._source.selected)
        if number > 1:
            self._items.addItem(plural("ExportSheet", "The {0} selected items", None, number, number), SELECTED)
        self._target.setText(str(Path.home() / safe_name("exposure.xlsx")))
        self._progress.hide()
        self._cancel.hide()
        self._path.hide()

    def _connect(self) -> None:
        self._format.currentIndexChanged.connect(self._follow_format)
        self._items.currentIndexChanged.connect(self._refresh)
        for box in (self._texts, self._pseudonyms, self._sheets, self._exact):
            box.toggled.connect(self._refresh)
        for edit in (self._matter, self._privilege):
            edit.editingFinished.connect(self._refresh)
        self._browse.clicked.connect(self._choose)
        self._write.clicked.connect(self.export)
        self._cancel.clicked.connect(self._call_off)
        self._close.clicked.connect(self.close)
        self._exporter.progressed.connect(self._show_progress)
        self._exporter.written.connect(self._show_written)
        self._exporter.failed.connect(self._show_failure)

    # ---- what is chosen

    @property
    def suffix(self) -> str:
        """The ending of the chosen format."""
        return str(self._format.currentData())

    def choices(self) -> "Choices":
        """What was chosen, as a report takes it; a new key is made once for each sheet."""
        from inspector.query import Query, Selection
        from inspector.report.options import Choices
        from inspector.report.pseudonyms import Key

        items: Query | Selection = Query()
        if self._items.currentData() == FILTERED:
            items = self._source.query
        elif self._items.currentData() == SELECTED:
            items = Selection.of(self._source.exposure, self._source.selected)
        key = None
        if self._pseudonyms.isChecked():
            path = self._key_path()
            self._key = Key.read(path) if path is not None and path.exists() else self._key or Key.made()
            key = self._key
        return Choices(
            items=items,
            texts=self._texts.isChecked(),
            pseudonyms=key,
            matter=self._matter.text(),
            privilege=self._privilege.text(),
            sheet_a_category=self._sheets.isChecked(),
            exact=self._exact.isChecked(),
            language=spoken(),
        )

    def _key_path(self) -> Path | None:
        words = self._key_file.text().strip()
        return Path(words) if words else None

    def _follow_format(self) -> None:
        """The file's ending follows the format."""
        target = Path(self._target.text())
        if target.name:
            self._target.setText(str(target.with_suffix(self.suffix)))
        self._refresh()

    def _choose(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        name, _kind = QFileDialog.getSaveFileName(
            self, translate("ExportSheet", "File to write"), self._target.text(), f"{self._format.currentText()}"
        )
        if name:
            target = Path(name)
            self._to_replace = target  # the dialog has asked whether it may be replaced
            self._target.setText(str(target if target.suffix else target.with_suffix(self.suffix)))

    # ---- the preview

    def _refresh(self) -> None:
        """Show what would be written, made in the background."""
        from inspector.report.formats.registry import FORMATS

        known = FORMATS[self.suffix]
        self._items.setEnabled(known.lists)
        self._texts.setEnabled(known.lists)
        self._pseudonyms.setEnabled(known.lists and self._texts.isChecked())
        self._key_file.setEnabled(self._pseudonyms.isEnabled() and self._pseudonyms.isChecked())
        self._sheets.setEnabled(known.suffix == ".xlsx")
        self._exact.setEnabled(known.suffix == ".csv")
        if self._previewing is not None:
            self._jobs.cancel(self._previewing)
        try:
            choices = self.choices()
        except Refused as refused:
            self._show_failure(refused)
            return
        exposure = self._source.exposure

        def work(_monitor: Monitor) -> tuple[str, "Personal"]:
            from inspector.report import preview
            from inspector.summary import report as summary

            report = summary.Report(exposure, summary.now(), choices=choices)
            return preview.first_rows(report, known), preview.personal(report, known)

        self._previewing = self._jobs.start(work, self._show_preview, self._show_failure)

    def _show_preview(self, made: tuple[str, "Personal"]) -> None:
        self._previewing = None
        text, told = made
        self._preview.setPlainText(visible(text))
        self._personal.setText(_personal_words(told))

    # ---- writing

    def export(self) -> None:
        """Write what is chosen; nothing is begun where the place is no name of a file."""
        target = Path(self._target.text().strip())
        if not target.name:
            self._show_failure(Refused("X_FORMAT", words("No file is named."), words("Name one.")))
            return
        if target.is_file() and target != self._to_replace:
            self._to_replace = target
            self._tell(translate("ExportSheet", "That file is there already. Press Export once more to replace it."))
            return
        try:
            choices = self.choices()
        except Refused as refused:
            self._show_failure(refused)
            return
        self._to_replace = None
        self._path.hide()
        self._tell("")
        self._progress.setRange(0, 100)
        self._progress.setValue(0)
        self._busy(busy=True)
        key = self._key_path() if choices.pseudonyms is not None else None
        self._exporter.write(self._source.exposure, choices, target, self._source.inputs, key)

    def _call_off(self) -> None:
        self._exporter.cancel()
        self._busy(busy=False)
        self._tell(translate("ExportSheet", "Cancelled. What stood in the place of the file is as it was."))

    def _busy(self, *, busy: bool) -> None:
        self._progress.setVisible(busy)
        self._cancel.setVisible(busy)
        self._write.setEnabled(not busy)

    def _tell(self, said: str) -> None:
        """Show and say what became of the export."""
        self._said.setText(said)
        accessibility.announce(self, said)

    def _show_progress(self, step: Step) -> None:
        self._progress.setValue(100 * step.done // step.total if step.total else 0)

    def _show_written(self, path: Path) -> None:
        self._busy(busy=False)
        self._tell(translate("ExportSheet", "Written. To find the file, copy its path:"))
        self._path.setText(visible(str(path)))
        self._path.show()
        self._path.setFocus(Qt.FocusReason.OtherFocusReason)
        self._path.selectAll()

    def _show_failure(self, error: Exception) -> None:
        self._busy(busy=False)
        if isinstance(error, Refused):
            self._tell(visible(f"{error.code}: {say(error.message)} {say(error.hint)}"))
        else:
            self._tell(
                one_line(
                    translate("ExportSheet", "The program met a fault of its own: {0}").format(type(error).__name__),
                    200,
                )
            )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is made for a sheet that is gone."""
        if self._previewing is not None:
            self._jobs.cancel(self._previewing)
            self._previewing = None
        super().closeEvent(event)


def _personal_words(told: "Personal") -> str:
    """Whose data the file will hold, in a sentence."""
    if not told.own_texts and not told.others_texts:
        return translate(
            "ExportSheet", "It holds no texts and no names of other people; names of files may tell something."
        )
    said = (
        translate(
            "ExportSheet",
            "It holds {0} texts of the member and {1} by others or by LinkedIn; the {2} names and {3} addresses of "
            "other people in the archive are replaced by pseudonyms wherever they stand; first names alone are not.",
        )
        if told.hidden
        else translate(
            "ExportSheet",
            "It holds {0} texts of the member and {1} by others or by LinkedIn; up to {2} names and {3} addresses of "
            "other people may stand in them.",
        )
    )
    return said.format(*map(written, (told.own_texts, told.others_texts, told.names, told.addresses)))
