"""The one way in which files are written: whole or not at all, and never over an input."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from inspector.errors import Refused

_CODES = {
    errno.ENOSPC: ("X_DISK_FULL", "The disk is full.", "Free some space, or choose another place."),
    errno.EDQUOT: ("X_DISK_FULL", "The disk quota is used up.", "Free some space, or choose another place."),
    errno.EACCES: ("X_NO_PERMISSION", "This place may not be written to.", "Choose another folder."),
    errno.EPERM: ("X_NO_PERMISSION", "This place may not be written to.", "Choose another folder."),
    errno.EROFS: ("X_NO_PERMISSION", "This place is read-only.", "Choose another folder."),
    errno.ENOENT: ("X_NO_PERMISSION", "The folder does not exist.", "Create it first, or choose another folder."),
    errno.ENOTDIR: ("X_NO_PERMISSION", "The folder does not exist.", "Choose another folder."),
    errno.EISDIR: ("X_NO_PERMISSION", "That is a folder, not a file.", "Name a file in it."),
}


def _unchecked(_path: Path) -> None:
    """Keep what was written as it is."""


def write(
    target: Path,
    content: Callable[[BinaryIO], None],
    inputs: Sequence[Path],
    check: Callable[[Path], None] = _unchecked,
) -> None:
    """Write a file by way of a temporary one beside it: what stood there stays intact on any failure.

    ``check`` may read the temporary file back and raise, and nothing is kept of it then. Raises ``Refused``
    (X_TARGET_IS_INPUT, X_DISK_FULL, X_NO_PERMISSION, X_IO), and whatever ``content`` and ``check`` raise.
    """
    refuse_input(target, inputs)
    try:
        handle, name = tempfile.mkstemp(prefix=".inspector-", suffix=".part", dir=target.parent)
    except OSError as error:
        raise _refusal(error, target) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            content(stream)
            stream.flush()
            os.fsync(stream.fileno())
        check(temporary)
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _refusal(error, target) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def refuse_input(target: Path, inputs: Sequence[Path]) -> None:
    """Raise ``Refused`` where writing would change an archive that was opened."""
    place = target.resolve()
    for source in inputs:
        opened = source.resolve()
        if place == opened or (opened.is_dir() and opened in place.parents):
            raise Refused(
                "X_TARGET_IS_INPUT",
                f"'{target.name}' lies in the archive that was opened, which is never altered.",
                "Choose another place.",
                target.name,
            )


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself last; systems that cannot open a folder have no need of it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refusal(error: OSError, target: Path) -> Refused:
    code, message, hint = _CODES.get(error.errno or 0, ("X_IO", "The file could not be written.", "Try again."))
    return Refused(code, f"'{target.name}' was not written: {message}", hint, target.name)
