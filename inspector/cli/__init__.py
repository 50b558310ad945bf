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

from inspector.cli.exit_codes import EXIT_INTERNAL_ERROR, EXIT_INTERRUPTED, EXIT_OK, EXIT_REFUSED, print_message
from inspector.errors import Cancelled, Refused
from inspector.window.startup import pause_garbage_collection


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    args = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run_command(args)
    except Refused as refused:
        return _report_refusal(refused, args)
    except (KeyboardInterrupt, Cancelled):
        return EXIT_INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: a fault of the program, told without cell contents
        if isinstance(error, BrokenPipeError):
            return _handle_closed_pipe()
        return _report_internal_error(error, args)


def _report_refusal(refused: Refused, args: Sequence[str]) -> int:
    """Say why a request is not carried out, and the way on."""
    from inspector.cli.parts import detect_language
    from inspector.i18n import join_texts

    message = join_texts(filter(None, (refused.message, refused.hint)), " ")
    print_message(f"inspector: {refused.code}: {detect_language(args).translate(message)}")
    return EXIT_REFUSED


def _report_internal_error(error: Exception, args: Sequence[str]) -> int:
    """Say that the program failed, and where."""
    from inspector.cli.parts import detect_language
    from inspector.i18n import _

    message = _(
        "the program met a fault of its own: {fault} at {place}",
        fault=type(error).__name__,
        place=_format_frames(error),
    )
    print_message(f"inspector: {detect_language(args).translate(message)}")
    return EXIT_INTERNAL_ERROR


def _format_frames(error: Exception) -> str:
    """Where a fault arose, from the innermost frame outwards; its message may quote a cell and is left out."""
    import traceback
    from pathlib import Path

    frames = reversed(traceback.extract_tb(error.__traceback__))
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)


def _handle_closed_pipe() -> int:
    """The reader of the output has gone: there is nothing more to say, not even at exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return EXIT_OK


def _run_command(args: Sequence[str]) -> int:
    if not args and (code := _open_window()) is not None:
        return code
    command = _COMMANDS.get(args[0]) if args else None
    if command is not None:
        return command(args[1:])
    from inspector.cli import open_window

    return open_window.run(args, tuple(_COMMANDS))


def _open_window() -> int | None:
    """Open the window, for which nothing of the command line is loaded; ``None`` where none can be opened."""
    with pause_garbage_collection():
        from inspector.window.display import explain_missing_window

        if explain_missing_window() is None:
            from inspector.window.app import run

            return run(None)
    return None


def _load_command(module: str, function: str = "run") -> Callable[[Sequence[str]], int]:
    """A command whose module is loaded when it is given."""

    def run(args: Sequence[str]) -> int:
        return int(getattr(import_module(f"inspector.cli.{module}"), function)(args))

    return run


_COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": _load_command("open_window", "demo"),
    "check": _load_command("check_command"),
    "report": _load_command("report_command"),
    "items": _load_command("items_command"),
    "explain": _load_command("explain_command"),
    "policy": _load_command("policy_command"),
}
