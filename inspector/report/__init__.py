"""Reports: one exposure, written in the format that the file's ending asks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from inspector.errors import Refused
from inspector.report import machine, text
from inspector.report.report import Report, item_record, stamped
from inspector.visible import one_line, visible
from inspector.writing import refuse_input
from inspector.writing import write as write_file

__all__ = ["FORMATS", "Format", "Report", "item_record", "one_line", "save", "stamped", "visible"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that reports can be written in, known by the ending of the file's name."""

    suffix: str
    title: str
    write: Callable[[Report, BinaryIO], None]


def _workbook(report: Report, stream: BinaryIO) -> None:
    from inspector.report import workbook  # openpyxl is not needed before a workbook is

    workbook.write(report, stream)


def _page(report: Report, stream: BinaryIO) -> None:
    from inspector.report import page  # the template engine is not needed before a page is

    page.write(report, stream)


FORMATS = {
    known.suffix: known
    for known in (
        Format(".xlsx", "Excel workbook", _workbook),
        Format(machine.SUFFIX, machine.TITLE, machine.write),
        Format(text.SUFFIX, text.TITLE, text.write),
        Format(".html", "Web page", _page),
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


def save(report: Report, target: Path, inputs: Sequence[Path]) -> None:
    """Write a report whole or not at all; raises ``Refused`` with an X_ code."""
    known = FORMATS[target.suffix.lower()]
    write_file(target, lambda stream: known.write(report, stream), inputs)
