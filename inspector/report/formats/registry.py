"""The formats of reports, by the ending of a file's name, and the one way to save a report.

A format is one module that satisfies ``FormatModule``, and one entry in ``FORMATS``. The loaders below are the only
place that imports a format: openpyxl, jinja2 and Qt cost nothing before a report needs them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Protocol, runtime_checkable

from inspector.atomic_write import find_real_path, is_folder, refuse_input, write_private
from inspector.atomic_write import write as write_file
from inspector.errors import Problem, Refused
from inspector.i18n import _
from inspector.printable import make_printable
from inspector.progress import Monitor
from inspector.report.formats import text_format
from inspector.report.options import Totals
from inspector.report.pseudonym_key import PseudonymKey, lock_key
from inspector.report.pseudonyms import Pseudonymizer
from inspector.report.report import Report


class FormatModule(Protocol):
    """What every format can do."""

    def write(self, report: Report, stream: BinaryIO, monitor: Monitor, /) -> tuple[Problem, ...]:
        """Write the whole file; returns notes (X_ codes) on what could not be written as it stands.

        May raise ``Refused`` (X_ codes) and ``Cancelled``.
        """


@runtime_checkable
class TotalsReader(Protocol):
    """What a format can do besides whose files hold sums that were not copied from the screen."""

    def read_totals(self, path: Path, /) -> Totals:
        """The sums that a written file holds."""


@runtime_checkable
class ItemListModule(Protocol):
    """What a format can do besides whose files hold nothing but items."""

    def describe_file(self, report: Report, name: str, /) -> Iterable[str]:
        """Sentences on how to read the file; they are written beside it, with the report as text."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that reports can be written in.

    ``suffix`` is the ending of the file's name, lower case, with its dot. ``load`` imports the module on first use.
    ``lists_items``: items are listed one by one. ``lists_set_aside``: so are the rows set aside, with their raw texts.
    ``has_companion``: the file holds nothing but items, so a text beside
    it says how to read it. ``is_text``: the file can be shown as it is.
    """

    suffix: str
    title: str
    load: Callable[[], FormatModule]
    lists_items: bool = False
    lists_set_aside: bool = False
    has_companion: bool = False
    is_text: bool = False

    def write(self, report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
        """Write a report, as ``FormatModule.write`` says."""
        return self.load().write(report, stream, monitor)

    def read_totals(self, path: Path) -> Totals:
        """The sums that a written file holds; none for a format that cannot be read back independently."""
        module = self.load()
        return module.read_totals(path) if isinstance(module, TotalsReader) else Totals()

    def get_companion_path(self, target: Path) -> Path | None:
        """The text to write beside ``target``: ``NAME.EXT.txt``; ``None`` where the format needs none."""
        return target.with_name(f"{target.name}.txt") if self.has_companion else None

    def describe_file(self, report: Report, name: str) -> tuple[str, ...]:
        """How to read a file that holds nothing but items."""
        module = self.load()
        return tuple(module.describe_file(report, name)) if isinstance(module, ItemListModule) else ()


def _load_xlsx() -> FormatModule:
    from inspector.report.formats import xlsx

    return xlsx


def _load_csv() -> FormatModule:
    from inspector.report.formats import csv_format

    return csv_format


def _load_load_file() -> FormatModule:
    from inspector.report.formats import load_file

    return load_file


def _load_json() -> FormatModule:
    from inspector.report.formats import json_format

    return json_format


def _load_text() -> FormatModule:
    return text_format


def _load_html() -> FormatModule:
    from inspector.report.formats import html_format

    return html_format


def _load_pdf() -> FormatModule:
    from inspector.report.formats import pdf

    return pdf


FORMATS = {
    file_format.suffix: file_format
    for file_format in (
        Format(".xlsx", _("Excel workbook"), _load_xlsx, lists_items=True, lists_set_aside=True),
        Format(".csv", _("CSV"), _load_csv, lists_items=True, has_companion=True, is_text=True),
        Format(
            ".dat",
            _("Load file for review platforms"),
            _load_load_file,
            lists_items=True,
            has_companion=True,
            is_text=True,
        ),
        Format(".json", _("JSON"), _load_json, lists_set_aside=True, is_text=True),
        Format(".txt", _("Plain text"), _load_text, is_text=True),
        Format(".html", _("Web page"), _load_html, lists_items=True, lists_set_aside=True),
        Format(".pdf", _("PDF"), _load_pdf),
    )
}
"""Every format, in the order in which the export dialog offers them."""


def check_targets(targets: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Raise ``Refused`` (X_FORMAT, X_NO_PERMISSION) before any work is done, if a target can never be written."""
    for target in targets:
        file_format = FORMATS.get(target.suffix.lower())
        if file_format is None:
            raise Refused(
                "X_FORMAT",
                _("'{file}' names no format that is known.", file=make_printable(target.name)),
                _("End the name with one of: {endings}.", endings=", ".join(FORMATS)),
            )
        for path in filter(None, (target, file_format.get_companion_path(target))):
            refuse_input(path, inputs)
        if not is_folder(target.parent):
            raise _build_folder_error(target)


def save(report: Report, target: Path, inputs: Sequence[Path], monitor: Monitor | None = None) -> tuple[Problem, ...]:
    """Write a report whole or not at all; the file gets its name only after its totals were checked.

    Returns notes on what could not be written as it stands. Raises ``Refused`` with an X_ code, and ``Cancelled``.
    """
    file_format = FORMATS[target.suffix.lower()]
    active_monitor = monitor or Monitor()
    notes: list[Problem] = []

    def write_report(stream: BinaryIO) -> None:
        notes.extend(file_format.write(report, stream, active_monitor))

    def check_totals(path: Path) -> None:
        report.verify_totals(file_format.read_totals(path))
        active_monitor.step(1, 1, file_format.title)  # after this the file gets its name and a cancel comes too late

    write_file(target, write_report, inputs, check_totals)
    companion_path = file_format.get_companion_path(target)
    if companion_path is not None:
        instructions = file_format.describe_file(report, target.name)
        write_file(companion_path, lambda stream: text_format.write_companion(report, instructions, stream), inputs)
    return tuple(notes)


def check_key_target(path: Path, targets: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Raise ``Refused`` (X_KEY, X_NO_PERMISSION) for a key file that is a target too, or can never be written."""
    PseudonymKey.find(path)
    refuse_input(path, inputs)
    if find_real_path(path) in {find_real_path(target) for target in targets}:
        message = _("'{file}' cannot be a report and a key file.", file=make_printable(path.name))
        raise Refused("X_KEY", message, _("Name another file."))
    if not is_folder(path.parent):
        raise _build_folder_error(path)


def _build_folder_error(path: Path) -> Refused:
    message = _("The folder for '{file}' does not exist.", file=make_printable(path.name))
    return Refused("X_NO_PERMISSION", message, _("Create it first."))


def save_key(report: Report, path: Path, inputs: Sequence[Path]) -> Report:
    """Write the key of a report's pseudonyms, readable by its owner alone; ``PseudonymKey.read`` reads it.

    Returns the report to write. It has other numbers than the one given if another export wrote the file meanwhile:
    then its people keep theirs. Raises ``Refused`` with an X_ code.
    """
    refuse_input(path, inputs)
    key, pseudonymizer = report.options.pseudonym_key, report.pseudonymizer
    if key is None or pseudonymizer is None:
        return report
    with lock_key(path):
        merged_key = key.merge(PseudonymKey.find(path), path)
        if merged_key is not key:
            report = replace(report, options=replace(report.options, pseudonym_key=merged_key))
            pseudonymizer = Pseudonymizer(report.exposure.holdings, merged_key, report.language)
        key_content = pseudonymizer.build_key_file()
        write_private(path, lambda stream: _write_content(stream, key_content))
    return report


def _write_content(stream: BinaryIO, content: bytes) -> None:
    stream.write(content)
