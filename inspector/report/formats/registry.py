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
from inspector.i18n import words
from inspector.printable import visible
from inspector.progress import Monitor
from inspector.report.formats import text_format
from inspector.report.options import Totals
from inspector.summary.report import Report


@dataclass(frozen=True, slots=True)
class Format:
    """A format that reports can be written in, known by the ending of the file's name.

    Its module is imported when it is first needed: none of the libraries behind it costs anything before. ``lists``
    says whether items are listed one by one, ``plain`` whether the file is a text that can be shown as it is.
    """

    suffix: str
    title: str
    module: str
    lists: bool = False
    plain: bool = False

    def _loaded(self) -> Any:  # noqa: ANN401 - a module
        return import_module(f"inspector.report.formats.{self.module}")

    def write(self, report: Report, stream: BinaryIO, monitor: Monitor) -> tuple[Problem, ...]:
        """Write a report; returns notes on what could not be written as it stands. May raise ``Cancelled``."""
        notes: tuple[Problem, ...] = self._loaded().write(report, stream, monitor)
        return notes

    def totals(self, path: Path) -> Totals:
        """The sums that a written file holds."""
        found: Totals = self._loaded().totals(path)
        return found

    def about(self, report: Report, name: str) -> tuple[str, ...]:
        """How to read a file that holds items only; nothing for formats that say it themselves."""
        tell = getattr(self._loaded(), "about", None)
        return tuple(tell(report, name)) if tell is not None else ()

    def beside(self, target: Path) -> Path | None:
        """The text that is written beside a file which holds items only."""
        return target.with_name(f"{target.name}.txt") if hasattr(self._loaded(), "about") else None


FORMATS = {
    known.suffix: known
    for known in (
        Format(".xlsx", words("Excel workbook"), "xlsx", lists=True),
        Format(".csv", words("CSV"), "csv_format", lists=True, plain=True),
        Format(".dat", words("Load file for review platforms"), "load_file", lists=True, plain=True),
        Format(".json", words("JSON"), "json_format", plain=True),
        Format(".txt", words("Plain text"), "text_format", plain=True),
        Format(".html", words("Web page"), "html_format", lists=True),
        Format(".pdf", words("PDF"), "pdf_format"),
    )
}


def refuse(targets: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Raise ``Refused`` for a target that could never be written, before any work is done."""
    for target in targets:
        known = FORMATS.get(target.suffix.lower())
        if known is None:
            raise Refused(
                "X_FORMAT",
                words("'{file}' names no format that is known.", file=visible(target.name)),
                words("End the name with one of: {endings}.", endings=", ".join(FORMATS)),
            )
        for path in filter(None, (target, known.beside(target))):
            refuse_input(path, inputs)
        if not target.parent.is_dir():
            raise _no_folder(target)


def save(report: Report, target: Path, inputs: Sequence[Path], monitor: Monitor | None = None) -> tuple[Problem, ...]:
    """Write a report whole or not at all, and check its totals before it bears its name.

    Returns notes on what could not be written as it stands. Raises ``Refused`` with an X_ code, and ``Cancelled``.
    """
    known = FORMATS[target.suffix.lower()]
    watched = monitor or Monitor()
    notes: list[Problem] = []

    def content(stream: BinaryIO) -> None:
        notes.extend(known.write(report, stream, watched))

    def check(path: Path) -> None:
        report.confirm(known.totals(path))
        watched.step(1, 1, known.title)  # the last moment at which it can be called off

    write_file(target, content, inputs, check)
    beside = known.beside(target)
    if beside is not None:
        about = known.about(report, target.name)
        write_file(beside, lambda stream: text_format.write_beside(report, about, stream), inputs)
    return tuple(notes)


def refuse_key(path: Path, targets: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Raise ``Refused`` for a key file that could not be written, or would stand where a report is to stand."""
    refuse_input(path, inputs)
    if path.resolve() in {target.resolve() for target in targets}:
        told = words("'{file}' cannot be a report and a key file.", file=visible(path.name))
        raise Refused("X_KEY", told, words("Name another file."))
    if not path.parent.is_dir():
        raise _no_folder(path)


def _no_folder(path: Path) -> Refused:
    told = words("The folder for '{file}' does not exist.", file=visible(path.name))
    return Refused("X_NO_PERMISSION", told, words("Create it first."))


def save_key(report: Report, path: Path, inputs: Sequence[Path]) -> None:
    """Write who is behind the pseudonyms of a report, readable by nobody but its owner; the same key comes out of it.

    Raises ``Refused`` with an X_ code.
    """
    refuse_input(path, inputs)
    people = report.people
    if people is not None:
        held = people.key_file()
        write_private(path, lambda stream: _put(stream, held))


def _put(stream: BinaryIO, content: bytes) -> None:
    stream.write(content)
