"""Output of the commands: data to standard output, messages and progress to standard error."""

import contextlib
import json
import sys
from collections.abc import Iterator

from inspector.i18n import Language
from inspector.printable import to_one_line
from inspector.progress import Monitor, Progress


def print_data(text: str) -> None:
    """Print a line of data; a character that standard output cannot encode is printed as an escape."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding))


def to_json(value: object, indent: int | None = 1) -> str:
    """A value as JSON in ASCII; ``indent`` of ``None`` keeps it on one line."""
    return json.dumps(value, indent=indent)


@contextlib.contextmanager
def show_progress(output_language: Language) -> Iterator[Monitor]:
    """A monitor that draws one line on standard error if that is a terminal, and clears it at the end."""
    if not sys.stderr.isatty():
        yield Monitor()
        return

    def draw(progress: Progress) -> None:
        share = f"{100 * progress.done // progress.total:3d} %" if progress.total else "     "
        print(
            f"\r\x1b[K{share} {to_one_line(output_language.format_value(progress.label), 60)}",
            end="",
            file=sys.stderr,
            flush=True,
        )

    try:
        yield Monitor(draw)
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
