"""The command line: parse, call, print. It holds no rule that the window would need as well.

Exit codes: 0 done (notes allowed), 1 done with a warning, 2 refused or wrong usage, 3 internal error, 130 interrupted.
Data goes to standard output, everything else to standard error.

This module is where a command's code is imported: first the parser, which is light, then what carries the command out.
So ``--help`` and a wrong word are answered at once.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.atomic_write import read_umask
from inspector.cli.streams import (
    OUTPUT_CODE,
    discard_data,
    flush_data,
    print_message,
    reserve_standard_descriptors,
)
from inspector.cli.termination import interrupt_on_termination
from inspector.errors import Cancelled, Refused
from inspector.exit_codes import EXIT_INTERNAL_ERROR, EXIT_INTERRUPTED, EXIT_OK, EXIT_REFUSED
from inspector.i18n import LazyText, _, join_texts
from inspector.private_dir import config_dir
from inspector.system_errors import find_refusal
from inspector.temporary_files import remove_leftovers, set_register
from inspector.window import display
from inspector.window.startup import pause_garbage_collection

if TYPE_CHECKING:
    import argparse

    Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code.

    The guard at the edge: what the system refuses is a refusal with a code and a sentence. ``EXIT_INTERNAL_ERROR``
    means a fault of the program and nothing else.
    """
    args = list(sys.argv[1:] if arguments is None else arguments)
    reserve_standard_descriptors()
    # Nothing here multiplies matrices, and each thread of OpenBLAS takes memory and time when numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with interrupt_on_termination():
        try:
            read_umask()  # before any thread starts: some systems can only measure it by changing it
            set_register(config_dir())
            remove_leftovers()
            return _run_and_flush(args)
        except (KeyboardInterrupt, Cancelled):
            return EXIT_INTERRUPTED
        except BrokenPipeError:  # the reader of standard output has what it wants
            discard_data()
            return EXIT_OK
        except Exception as error:  # noqa: BLE001 - the last resort
            refusal = find_refusal(error)
            return _report_internal_error(error, args) if refusal is None else _report_refusal(refusal, args)


def _run_and_flush(args: Sequence[str]) -> int:
    """Run a command and bring its data to the reader, also where the parser has printed help and ends the program."""
    try:
        code = _run_command(args)
    except SystemExit:
        flush_data()
        raise
    flush_data()
    return code


def _report_refusal(refused: Refused, args: Sequence[str]) -> int:
    """Print why a request is refused, and what to do."""
    if refused.code == OUTPUT_CODE:
        discard_data()
    message = join_texts(filter(None, (refused.message, refused.hint)), " ")
    print_message(f"inspector: {refused.code}: {_translate(message, args)}")
    return EXIT_REFUSED


def _report_internal_error(error: Exception, args: Sequence[str]) -> int:
    """Print that the program failed, and where."""
    message = _(
        "the program met a fault of its own: {fault} at {place}",
        fault=type(error).__name__,
        place=_format_frames(error),
    )
    print_message(f"inspector: {_translate(message, args)}")
    return EXIT_INTERNAL_ERROR


def _translate(message: LazyText, args: Sequence[str]) -> str:
    """Say a message in the language that the arguments ask for, also where they are wrong."""
    from inspector.cli.arguments import detect_language

    return detect_language(args).translate(message)


def _format_frames(error: Exception) -> str:
    """The frames of an error, innermost first. Its message is left out: it may quote a cell of the archive."""
    import traceback

    frames = reversed(traceback.extract_tb(error.__traceback__))
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)


def _run_command(args: Sequence[str]) -> int:
    if not args and (code := _open_window()) is not None:
        return code
    load = _COMMANDS.get(args[0]) if args else None
    if load is None:
        from inspector.cli.open_window import run

        return run(args, tuple(_COMMANDS))
    from inspector.cli.arguments import build_parser

    options = build_parser(args[0]).parse_args(args[1:])
    return load()(options)


def _open_window() -> int | None:
    """Open the window without loading the command line; returns ``None`` where no window can be opened."""
    with pause_garbage_collection():
        if display.explain_missing_window() is None:
            from inspector.window.app import run

            return run(None)
    return None


def _load_check() -> "Command":
    from inspector.cli.check_command import run

    return run


def _load_report() -> "Command":
    from inspector.cli.report_command import run

    return run


def _load_items() -> "Command":
    from inspector.cli.items_command import run

    return run


def _load_explain() -> "Command":
    from inspector.cli.explain_command import run

    return run


def _load_policy() -> "Command":
    from inspector.cli.policy_command import run

    return run


def _load_demo() -> "Command":
    from inspector.cli.open_window import demo

    return demo


_COMMANDS: "dict[str, Callable[[], Command]]" = {
    "demo": _load_demo,
    "check": _load_check,
    "report": _load_report,
    "items": _load_items,
    "explain": _load_explain,
    "policy": _load_policy,
}
"""What imports the code of each command; the words of a command are parsed before that."""
