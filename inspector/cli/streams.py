"""Standard output for data, standard error for messages, whatever became of either.

A stream may be absent (a service, ``2>&-``), full or closed by its reader. Data that cannot be printed is a refusal,
because it would be lost; a message that cannot be printed is dropped, because there is nowhere else to say it.
Imported for every command, so it loads next to nothing.
"""

import contextlib
import os
import sys
from typing import IO, TYPE_CHECKING

from inspector.errors import Refused
from inspector.i18n import _

if TYPE_CHECKING:
    from inspector.i18n import Language

OUTPUT_CODE = "X_OUTPUT"


def reserve_standard_descriptors() -> None:
    """Open the null device in place of each absent standard stream.

    Otherwise the next file to be opened gets the number of the absent one, and whatever a library prints goes into it.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            with contextlib.suppress(OSError):
                os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one


def print_data(text: str) -> None:
    """Print a line of data; a character that standard output cannot encode is printed as an escape.

    Raises ``Refused`` (X_OUTPUT) where standard output is absent or full, and ``BrokenPipeError`` where its reader
    has gone.
    """
    stream = sys.stdout
    if stream is None:
        raise _refuse_output()
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:  # ValueError: closed by its owner
        raise _refuse_output() from error


def flush_data() -> None:
    """Bring all data to its reader; raises as ``print_data`` does."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise _refuse_output() from error


def print_message(text: str, output_language: "Language | None" = None) -> None:
    """Print a message on standard error, in English unless a language is given."""
    from inspector.printable import make_printable

    write_message(make_printable(text if output_language is None else output_language.format_value(text)) + "\n")


def write_message(text: str) -> None:
    """Write on standard error, or nowhere if that is absent, closed or full."""
    stream = sys.stderr
    if stream is None:
        return
    try:
        stream.write(text)
        stream.flush()
    except (OSError, ValueError):
        discard(stream)


def discard(stream: IO[str]) -> None:
    """Send what is still to be written to a stream to the null device: at exit it would fail once more."""
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


def discard_data() -> None:
    """Give up standard output: its reader has gone, or it is full."""
    if sys.stdout is not None:
        discard(sys.stdout)


def _refuse_output() -> Refused:
    return Refused(
        OUTPUT_CODE,
        _("The output could not be printed: standard output is closed or full."),
        _("Give it a place to go to, for example a file on a disk with free space."),
    )
