"""Reports: one exposure, written in the format that the file's ending asks for.

A format is one module with two functions, and one line in ``FORMATS``:

- ``write(report, stream, monitor)`` writes the whole file to a binary stream and returns notes on what could not be
  written as it stands (X_ codes). It tells the monitor how far it is and lets ``Cancelled`` pass.
- ``totals(path)`` reads the sums back from a written file.
- ``about(report, name)`` is there where the file can hold nothing but items: sentences on how to read it. They are
  written beside it, with the report as text, as ``NAME.txt``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from inspector.atomic_write import refuse_input, write_private
from inspector.atomic_write import write as write_file
from inspector.errors import Problem, Refused
from inspector.i18n import _
from inspector.printable import make_printable
from inspector.progress import Monitor
from inspector.report.formats import text_format
from inspector.report.options import Totals
from inspector.report.report import Report


@dataclass(frozen=True, slots=True)
class Format:
    """A format that reports can be written in, known by the ending of the file's name.

    Its module is imported when it is first needed: none of the libraries behind it costs anything before. ``lists``
    says whether items are listed one by one, ``plain`` whether the file is a text that can be shown as it is.
    """

    suffix: str
    title: str
    module: str
    lists_items: bool = False
    is_text: bool = False

    def _import_format(self) -> Any:  # noqa: ANN401 - a module
        return import_module(f"inspector.report.formats.{self.module}")

    def write(self, report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
        """Write a report; returns notes on what could not be written as it stands. May raise ``Cancelled``."""
        notes: tuple[Problem, ...] = self._import_format().write(report, stream, monitor)
        return notes

    def read_totals(self, path: Path) -> Totals:
        """The sums that a written file holds."""
        totals: Totals = self._import_format().totals(path)
        return totals

    def describe_file(self, report: Report, name: str) -> tuple[str, ...]:
        """How to read a file that holds items only; nothing for formats that say it themselves."""
        describe = getattr(self._import_format(), "about", None)
        return tuple(describe(report, name)) if describe is not None else ()

    def get_companion_path(self, target: Path) -> Path | None:
        """The text that is written beside a file which holds items only."""
        return target.with_name(f"{target.name}.txt") if hasattr(self._import_format(), "about") else None


FORMATS = {
    file_format.suffix: file_format
    for file_format in (
        Format(".xlsx", _("Excel workbook"), "xlsx", lists_items=True),
        Format(".csv", _("CSV"), "csv_format", lists_items=True, is_text=True),
        Format(".dat", _("Load file for review platforms"), "load_file", lists_items=True, is_text=True),
        Format(".json", _("JSON"), "json_format", is_text=True),
        Format(".txt", _("Plain text"), "text_format", is_text=True),
        Format(".html", _("Web page"), "html_format", lists_items=True),
        Format(".pdf", _("PDF"), "pdf_format"),
    )
}


def check_targets(targets: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Raise ``Refused`` for a target that could never be written, before any work is done."""
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
        if not target.parent.is_dir():
            raise _build_folder_error(target)


def save(report: Report, target: Path, inputs: Sequence[Path], monitor: Monitor | None = None) -> tuple[Problem, ...]:
    """Write a report whole or not at all, and check its totals before it bears its name.

    Returns notes on what could not be written as it stands. Raises ``Refused`` with an X_ code, and ``Cancelled``.
    """
    file_format = FORMATS[target.suffix.lower()]
    active_monitor = monitor or Monitor()
    notes: list[Problem] = []

    def write_report(stream: BinaryIO) -> None:
        notes.extend(file_format.write(report, stream, active_monitor))

    def check_totals(path: Path) -> None:
        report.verify_totals(file_format.read_totals(path))
        active_monitor.step(1, 1, file_format.title)  # the last moment at which it can be called off

    write_file(target, write_report, inputs, check_totals)
    companion_path = file_format.get_companion_path(target)
    if companion_path is not None:
        instructions = file_format.describe_file(report, target.name)
        write_file(companion_path, lambda stream: text_format.write_companion(report, instructions, stream), inputs)
    return tuple(notes)


def check_key_target(path: Path, targets: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Raise ``Refused`` for a key file that could not be written, or would stand where a report is to stand."""
    refuse_input(path, inputs)
    if path.resolve() in {target.resolve() for target in targets}:
        message = _("'{file}' cannot be a report and a key file.", file=make_printable(path.name))
        raise Refused("X_KEY", message, _("Name another file."))
    if not path.parent.is_dir():
        raise _build_folder_error(path)


def _build_folder_error(path: Path) -> Refused:
    message = _("The folder for '{file}' does not exist.", file=make_printable(path.name))
    return Refused("X_NO_PERMISSION", message, _("Create it first."))


def save_key(report: Report, path: Path, inputs: Sequence[Path]) -> None:
    """Write who is behind the pseudonyms of a report, readable by nobody but its owner; the same key comes out of it.

    Raises ``Refused`` with an X_ code.
    """
    refuse_input(path, inputs)
    pseudonymizer = report.pseudonymizer
    if pseudonymizer is not None:
        key_content = pseudonymizer.build_key_file()
        write_private(path, lambda stream: _write_content(stream, key_content))


def _write_content(stream: BinaryIO, content: bytes) -> None:
    stream.write(content)
