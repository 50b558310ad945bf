"""What the system refuses: errors of files, memory and other limits, as a code, a sentence and a way on.

``find_refusal`` is the guard at the edge of the program: the command line and the window ask it before they call an
exception a fault of the program.
"""

import errno
import os
from typing import NamedTuple

from inspector.errors import Refused
from inspector.i18n import LazyText, _


class ErrorText(NamedTuple):
    """Why a file cannot be written: the code, one sentence, and what to do."""

    code: str
    message: LazyText
    hint: LazyText


_DISK_FULL = ErrorText("X_DISK_FULL", _("The disk is full."), _("Free some space, or choose another place."))
_NO_PERMISSION = ErrorText("X_NO_PERMISSION", _("This place may not be written to."), _("Choose another folder."))
_OPEN_ELSEWHERE = ErrorText(
    "X_TARGET_OPEN_ELSEWHERE",
    _("Another program has that file open."),
    _("Close it there, or choose another name."),
)
_UNKNOWN_ERROR = ErrorText("X_IO", _("The file could not be written."), _("Try again."))
_ERROR_TEXTS = {
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: ErrorText(
        "X_DISK_FULL", _("The disk quota is used up."), _("Free some space, or choose another place.")
    ),
    errno.EFBIG: ErrorText("X_DISK_FULL", _("The file is larger than this place allows."), _("Choose another place.")),
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.EROFS: ErrorText("X_NO_PERMISSION", _("This place is read-only."), _("Choose another folder.")),
    errno.ENOENT: ErrorText(
        "X_NO_PERMISSION", _("The folder does not exist."), _("Create it first, or choose another folder.")
    ),
    errno.ENOTDIR: ErrorText("X_NO_PERMISSION", _("The folder does not exist."), _("Choose another folder.")),
    errno.EISDIR: ErrorText("X_NO_PERMISSION", _("That is a folder, not a file."), _("Name a file in it.")),
    errno.ENAMETOOLONG: ErrorText(
        "X_NO_PERMISSION", _("The name is too long for this place."), _("Choose a shorter name.")
    ),
    errno.ELOOP: ErrorText(
        "X_NO_PERMISSION", _("The name is a link that leads back to itself."), _("Choose another name.")
    ),
    errno.EBUSY: _OPEN_ELSEWHERE,
    errno.ETXTBSY: _OPEN_ELSEWHERE,
}
_SHARING_VIOLATIONS = (32, 33)
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows."""
_TOO_MANY_OPEN = (errno.EMFILE, errno.ENFILE)
_NO_MEMORY = (errno.ENOMEM, errno.EAGAIN)
_MEMORY_WORDS = ("cannot allocate memory", "failed to map segment", "out of memory", "can't start new thread")
"""What libraries that are loaded, and threads that are started, say where memory is missing."""


def explain_write_error(error: OSError) -> ErrorText:
    """Explain why a file cannot be written."""
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return _OPEN_ELSEWHERE
    return _ERROR_TEXTS.get(error.errno or 0, _UNKNOWN_ERROR)


def find_refusal(error: BaseException) -> Refused | None:
    """Give the refusal for an exception that the system or a limit of the computer caused; None for a fault of ours.

    The sentence quotes no name and no text: either may be part of an archive.
    """
    if isinstance(error, Refused):
        return error
    if _is_shortage_of_memory(error):
        return Refused(
            "E_TOO_LARGE",
            _("There is not enough memory to go on. Your archive was not changed."),
            _("Close other programs, or use a computer with more memory."),
        )
    if isinstance(error, RecursionError):
        return Refused(
            "E_TOO_LARGE",
            _("Something in the input is nested deeper than this program can follow. Your archive was not changed."),
            _("Leave that file out, and try again."),
        )
    return _explain_system_error(error) if isinstance(error, OSError) else None


def _is_shortage_of_memory(error: BaseException) -> bool:
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno in _NO_MEMORY):
        return True
    # A library is loaded, or a thread started, before anything of an archive is known: the message is the system's.
    return isinstance(error, ImportError | RuntimeError) and any(words in str(error).lower() for words in _MEMORY_WORDS)


def _explain_system_error(error: OSError) -> Refused:
    if error.errno in _TOO_MANY_OPEN:
        message = _("The system allows no more open files. Your archive was not changed.")
        return Refused("E_IO", message, _("Close other programs, or raise that limit."))
    if isinstance(error, FileNotFoundError) and not _has_working_folder():
        message = _("The folder in which the program was started does not exist any more.")
        return Refused("E_NOT_FOUND", message, _("Go to another folder, and try again."))
    reason = os.strerror(error.errno) if error.errno else type(error).__name__
    message = _("The system refused to read or write a file: {reason}. Your archive was not changed.", reason=reason)
    return Refused("E_IO", message, _("Check the disk, the folder and its permissions, and try again."))


def _has_working_folder() -> bool:
    try:
        os.getcwd()  # noqa: PTH109 - the call itself is the question
    except OSError:
        return False
    return True
