"""The command line: parse, call, print. It decides nothing that the window would have to decide again.

Exit codes: 0 done (notes allowed), 1 done but something could not be read as it stands, 2 refused or wrong
usage, 3 internal, 130 interrupted. Data goes to standard output, everything else to standard error. Each command is
a module with ``run(words) -> exit code``.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from inspector.cli import check, explain, items, opening, policy, report
from inspector.cli.parts import DONE, INTERNAL, INTERRUPTED, REFUSED, tell
from inspector.errors import Cancelled, Refused


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except Refused as refused:
        tell(f"inspector: {refused.code}: {refused.message}" + (f" {refused.hint}" if refused.hint else ""))
        return REFUSED
    except (KeyboardInterrupt, Cancelled):
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: a fault of the program, told without cell contents
        if isinstance(error, BrokenPipeError):
            return _reader_left()
        tell(f"inspector: the program met a fault of its own: {type(error).__name__} at {_frames(error)}")
        return INTERNAL


def _frames(error: Exception) -> str:
    """Where a fault arose, from the innermost frame outwards; its message may quote a cell and is left out."""
    import traceback

    frames = reversed(traceback.extract_tb(error.__traceback__))
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)


def _reader_left() -> int:
    """The reader of the output has gone: there is nothing more to say, not even at exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _run(given: Sequence[str]) -> int:
    command = _COMMANDS.get(given[0]) if given else None
    if command is not None:
        return command(given[1:])
    return opening.run(given, tuple(_COMMANDS))


_COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": opening.demo,
    "check": check.run,
    "report": report.run,
    "items": items.run,
    "explain": explain.run,
    "policy": policy.run,
}
