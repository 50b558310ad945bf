"""Reports: one exposure, written in the format that the file's ending asks for.

A format is one module with two functions, and one line in ``FORMATS``:

- ``write(report, stream, monitor)`` writes the whole file to a binary stream and returns notes on what could not be
  written as it stands (X_ codes). It tells the monitor how far it is and lets ``Cancelled`` pass.
- ``totals(path)`` reads the sums back from a written file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from inspector.errors import Problem, Refused
from inspector.monitor import Monitor
from inspector.report.choices import Choices, Totals
from inspector.report.report import Report, item_record, stamped
from inspector.visible import one_line, visible
from inspector.writing import refuse_input
from inspector.writing import write as write_file

__all__ = ["FORMATS", "Choices", "Format", "Report", "Totals", "item_record", "one_line", "save", "stamped", "visible"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that reports can be written in, known by the ending of the file's name.

    Its module is imported when it is first needed: none of the libraries behind it costs anything before.
    """

    suffix: str
    title: str
    module: str

    def _loaded(self) -> Any:  # noqa: ANN401 - a module
        return import_module(f"inspector.report.{self.module}")

    def write(self, report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
        """Write a report; returns notes on what could not be written as it stands. May raise ``Cancelled``."""
        notes: tuple[Problem, ...] = self._loaded().write(report, stream, monitor)
        return notes

    def totals(self, path: Path) -> Totals:
        """The sums that a written file holds."""
        found: Totals = self._loaded().totals(path)
        return found


FORMATS = {
    known.suffix: known
    for known in (
        Format(".xlsx", "Excel workbook", "workbook"),
        Format(".json", "JSON", "machine"),
        Format(".txt", "Plain text", "text"),
        Format(".html", "Web page", "page"),
    )
}


def refuse(targets: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Raise ``Refused`` for a target that could never be written, before any work is done."""
    for target in targets:
        if target.suffix.lower() not in FORMATS:
            raise Refused(
                "X_FORMAT",
                f"'{visible(target.name)}' names no format that is known.",
                f"End the name with one of: {', '.join(FORMATS)}.",
            )
        refuse_input(target, inputs)
        if not target.parent.is_dir():
            raise Refused(
                "X_NO_PERMISSION", f"The folder for '{visible(target.name)}' does not exist.", "Create it first."
            )


def save(report: Report, target: Path, inputs: Sequence[Path], monitor: Monitor | None = None) -> tuple[Problem, ...]:
    """Write a report whole or not at all, and check its totals before it bears its name.

    Returns notes on what could not be written as it stands. Raises ``Refused`` with an X_ code, and ``Cancelled``.
    """
    known = FORMATS[target.suffix.lower()]
    notes: list[Problem] = []

    def content(stream: BinaryIO) -> None:
        notes.extend(known.write(report, stream, monitor or Monitor()))

    write_file(target, content, inputs, lambda path: report.confirm(known.totals(path)))
    return tuple(notes)
