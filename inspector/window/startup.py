"""Settings of the Python process that make the window start fast and answer at once.

Knows no Qt: the command line calls it before anything large is loaded.
"""

import builtins
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SWITCH_INTERVAL = 0.0005
"""How long a worker may hold the interpreter while the window waits for it, in seconds (Python's own: 0.005).

A page that is painted asks for the interpreter a thousand times.
"""


@contextmanager
def pause_garbage_collection() -> Iterator[None]:
    """Collect no garbage while the window is loaded: what is loaded stays. ``gc.enable`` may end it earlier."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def freeze_loaded_modules() -> None:
    """Have the garbage collector skip what is loaded by now, for good: to look through it would stop the window."""
    if not gc.get_freeze_count():
        gc.freeze()


def shorten_thread_switches() -> None:
    """Let the window have the interpreter sooner while a worker reads."""
    sys.setswitchinterval(_SWITCH_INTERVAL)


@contextmanager
def keep_python_import() -> Iterator[None]:
    """Undo what PySide does to ``__import__`` when its widgets are imported within.

    PySide's own function reads the source of every module that is imported from then on, to see whether it asks for
    an optional feature of PySide. None of ours does, and it costs a twentieth of the start and a sixth of loading what
    reads an archive.
    """
    python_import: Callable[..., object] = builtins.__import__
    try:
        yield
    finally:
        builtins.__import__ = python_import  # type: ignore[assignment]
