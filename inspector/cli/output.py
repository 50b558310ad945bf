"""JSON for standard output, and progress on standard error."""

import contextlib
import json
import sys
from collections.abc import Iterator

from inspector.cli.streams import write_message
from inspector.i18n import Language
from inspector.printable import to_one_line
from inspector.progress import Monitor, Progress


def to_json(value: object, indent: int | None = 1) -> str:
    """A value as JSON in ASCII; ``indent`` of ``None`` keeps it on one line."""
    return json.dumps(value, indent=indent)


@contextlib.contextmanager
def show_progress(output_language: Language) -> Iterator[Monitor]:
    """A monitor that draws one line on standard error if that is a terminal, and clears it at the end."""
    if not _is_terminal():
        yield Monitor()
        return

    def draw(progress: Progress) -> None:
        share = f"{100 * progress.done // progress.total:3d} %" if progress.total else "     "
        write_message(f"\r\x1b[K{share} {to_one_line(output_language.format_value(progress.label), 60)}")

    try:
        yield Monitor(draw)
    finally:
        write_message("\r\x1b[K")


def _is_terminal() -> bool:
    try:
        return sys.stderr is not None and sys.stderr.isatty()
    except ValueError:  # closed
        return False
