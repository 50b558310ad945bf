"""The command line: parse, call, print. It decides nothing that the window would have to decide again.

Exit codes: 0 done (notes allowed), 1 done but something could not be read as it stands, 2 refused or wrong
usage, 3 internal, 130 interrupted. Data goes to standard output, everything else to standard error. Each command is
a function of the words behind it, in a module that is loaded when the command is given.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from inspector.cli.exit_codes import DONE, INTERNAL, INTERRUPTED, REFUSED, tell
from inspector.errors import Cancelled, Refused


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except Refused as refused:
        return _refused(refused, given)
    except (KeyboardInterrupt, Cancelled):
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: a fault of the program, told without cell contents
        if isinstance(error, BrokenPipeError):
            return _reader_left()
        return _fault(error, given)


def _refused(refused: Refused, given: Sequence[str]) -> int:
    """Say why a request is not carried out, and the way on."""
    from inspector.cli.parts import asked_language
    from inspector.i18n import joined

    said = joined(filter(None, (refused.message, refused.hint)), " ")
    tell(f"inspector: {refused.code}: {asked_language(given).say(said)}")
    return REFUSED


def _fault(error: Exception, given: Sequence[str]) -> int:
    """Say that the program failed, and where."""
    from inspector.cli.parts import asked_language
    from inspector.i18n import words

    told = words(
        "the program met a fault of its own: {fault} at {place}", fault=type(error).__name__, place=_frames(error)
    )
    tell(f"inspector: {asked_language(given).say(told)}")
    return INTERNAL


def _frames(error: Exception) -> str:
    """Where a fault arose, from the innermost frame outwards; its message may quote a cell and is left out."""
    import traceback
    from pathlib import Path

    frames = reversed(traceback.extract_tb(error.__traceback__))
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)


def _reader_left() -> int:
    """The reader of the output has gone: there is nothing more to say, not even at exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _run(given: Sequence[str]) -> int:
    if not given and (code := _window_alone()) is not None:
        return code
    command = _COMMANDS.get(given[0]) if given else None
    if command is not None:
        return command(given[1:])
    from inspector.cli import open_window

    return open_window.run(given, tuple(_COMMANDS))


def _window_alone() -> int | None:
    """Open the window, for which nothing of the command line is loaded; ``None`` where none can be opened."""
    import gc

    gc.disable()  # what is loaded now stays: garbage is looked for again once the window is painted
    try:
        from inspector.window.display import why_no_window

        if why_no_window() is None:
            from inspector.window.app import run

            return run(None)
    finally:
        gc.enable()
    return None


def _loaded(module: str, function: str = "run") -> Callable[[Sequence[str]], int]:
    """A command whose module is loaded when it is given."""

    def run(words: Sequence[str]) -> int:
        return int(getattr(import_module(f"inspector.cli.{module}"), function)(words))

    return run


_COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": _loaded("open_window", "demo"),
    "check": _loaded("check_command"),
    "report": _loaded("report_command"),
    "items": _loaded("items_command"),
    "explain": _loaded("explain_command"),
    "policy": _loaded("policy_command"),
}
