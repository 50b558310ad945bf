"""The one way in which files are written: whole or not at all, and never over an input.

A file is written under another name in its own folder, brought to the disk, and renamed. The temporary file is locked
while it is written: what an earlier run left when it was killed is known by its name and by the missing lock, and is
cleared away before the next file is written into that folder.
"""

import contextlib
import errno
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from inspector.errors import Refused
from inspector.i18n import words

try:
    import fcntl
except ImportError:  # Windows: an open file cannot be deleted there, which protects it as well
    fcntl = None  # type: ignore[assignment]

_DISK_FULL = ("X_DISK_FULL", words("The disk is full."), words("Free some space, or choose another place."))
_NO_PERMISSION = ("X_NO_PERMISSION", words("This place may not be written to."), words("Choose another folder."))
_OPEN_ELSEWHERE = (
    "X_TARGET_OPEN_ELSEWHERE",
    words("Another program has that file open."),
    words("Close it there, or choose another name."),
)
_CODES = {
    errno.ENOSPC: _DISK_FULL,
    errno.EDQUOT: (
        "X_DISK_FULL",
        words("The disk quota is used up."),
        words("Free some space, or choose another place."),
    ),
    errno.EFBIG: ("X_DISK_FULL", words("The file is larger than this place allows."), words("Choose another place.")),
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.EROFS: ("X_NO_PERMISSION", words("This place is read-only."), words("Choose another folder.")),
    errno.ENOENT: (
        "X_NO_PERMISSION",
        words("The folder does not exist."),
        words("Create it first, or choose another folder."),
    ),
    errno.ENOTDIR: ("X_NO_PERMISSION", words("The folder does not exist."), words("Choose another folder.")),
    errno.EISDIR: ("X_NO_PERMISSION", words("That is a folder, not a file."), words("Name a file in it.")),
    errno.ENAMETOOLONG: (
        "X_NO_PERMISSION",
        words("The name is too long for this place."),
        words("Choose a shorter name."),
    ),
    errno.EBUSY: _OPEN_ELSEWHERE,
    errno.ETXTBSY: _OPEN_ELSEWHERE,
}
_SHARING = (32, 33)
"""What Windows says where another program has the file open."""
_PREFIX, _SUFFIX = ".inspector-", ".part"
_PRIVATE = 0o600
_UMASK = os.umask(0)
os.umask(_UMASK)  # it can only be read by setting it: once, when the program starts
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}
_FORBIDDEN = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_LONGEST_NAME = 120


def _unchecked(_path: Path) -> None:
    """Keep what was written as it is."""


def write(
    target: Path,
    content: Callable[[BinaryIO], None],
    inputs: Sequence[Path],
    check: Callable[[Path], None] = _unchecked,
) -> None:
    """Write a file by way of a temporary one beside it: what stood there stays intact on any failure.

    Whoever could read the file before can read it after; a new one is as open as the system makes files.
    ``check`` may read the temporary file back and raise, and nothing is kept of it then. Raises ``Refused``
    (X_TARGET_IS_INPUT, X_DISK_FULL, X_NO_PERMISSION, X_TARGET_OPEN_ELSEWHERE, X_IO), and whatever ``content`` and
    ``check`` raise.
    """
    refuse_input(target, inputs)
    _write(target, content, check, _usual_mode(target))


def write_private(target: Path, content: Callable[[BinaryIO], None]) -> None:
    """Write a file as ``write`` does, that nobody but its owner can read."""
    _write(target, content, _unchecked, _PRIVATE)


def _write(target: Path, content: Callable[[BinaryIO], None], check: Callable[[Path], None], mode: int) -> None:
    try:
        _sweep(target.parent)
        handle, temporary = _begin(target.parent)
    except OSError as error:
        raise _refusal(error, target) from error
    renamed = False
    try:
        with os.fdopen(handle, "wb") as stream:
            content(stream)
            stream.flush()
            if hasattr(os, "fchmod"):
                os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
            check(temporary)
            if os.name == "posix":  # renamed while locked, so that nobody takes it for a stray one
                _rename(temporary, target)
                renamed = True
        if not renamed:
            _rename(temporary, target)
            renamed = True
    except OSError as error:
        raise _refusal(error, target) from error
    finally:
        if not renamed:
            with contextlib.suppress(OSError):
                temporary.unlink()
    _sync_folder(target)


def _begin(folder: Path) -> tuple[int, Path]:
    """A new temporary file in the folder, open and locked; only its owner can read it."""
    while True:
        path = folder / f"{_PREFIX}{os.getpid()}-{os.urandom(6).hex()}{_SUFFIX}"
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        handle = os.open(path, flags, _PRIVATE)
        try:
            with contextlib.suppress(_NoLocks):
                _lock(handle)
            if _is_at(path, handle):
                return handle, path
        except BlockingIOError:
            pass  # taken for a stray one in the moment before it was locked
        except OSError:
            with contextlib.suppress(OSError):
                path.unlink()
            os.close(handle)
            raise
        os.close(handle)


def _is_at(path: Path, handle: int) -> bool:
    """Whether the open file is still the one of that name."""
    try:
        there, own = path.stat(), os.fstat(handle)
    except FileNotFoundError:
        return False
    return (there.st_dev, there.st_ino) == (own.st_dev, own.st_ino)


class _NoLocks(OSError):
    """This system or this place knows no locks on files."""


def _lock(handle: int) -> None:
    """Lock an open file; raises ``BlockingIOError`` where somebody else has, ``_NoLocks`` where nobody can."""
    if fcntl is None:
        raise _NoLocks
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError as error:
        raise _NoLocks from error


def _sweep(folder: Path) -> None:
    """Clear away what runs that were killed have left in the folder; what is being written is locked, and stays."""
    for path in tuple(_strays(folder)):
        with contextlib.suppress(OSError):
            if fcntl is None:
                path.unlink()  # refused by Windows while it is open
                continue
            handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                _lock(handle)
                path.unlink()
            finally:
                os.close(handle)


def _strays(folder: Path) -> Iterator[Path]:
    """The temporary files of this program in a folder."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            writer = entry.name.removeprefix(_PREFIX).partition("-")[0]
            ours = entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX) and writer.isdecimal()
            if ours and entry.is_file(follow_symlinks=False):
                yield Path(entry.path)


def _usual_mode(target: Path) -> int:
    """Who may read and write the file: as before, or as the system wants it for a new one."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        return 0o666 & ~_UMASK


def _rename(temporary: Path, target: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    temporary.replace(target)


def refuse_input(target: Path, inputs: Sequence[Path]) -> None:
    """Raise ``Refused`` where writing would change an archive that was opened, by whatever name or link."""
    place = target.resolve()
    for source in inputs:
        opened = source.resolve()
        if place == opened or (opened.is_dir() and opened in place.parents) or _is_linked(target, opened):
            raise Refused(
                "X_TARGET_IS_INPUT",
                words("'{name}' lies in the archive that was opened, which is never altered.", name=target.name),
                words("Choose another place."),
                target.name,
            )


def _is_linked(target: Path, opened: Path) -> bool:
    """Whether the target is another name of the archive or of a file in it."""
    try:
        there = target.stat()
        if there.st_nlink < 2 and not opened.is_file():
            return False
        files = (path for path in opened.rglob("*") if path.is_file()) if opened.is_dir() else (opened,)
        return any(os.path.samestat(there, path.stat()) for path in files)
    except OSError:
        return False


def safe_name(name: str) -> str:
    """A file name that every system takes: no device, no character that Windows forbids, not too long."""
    kept = _FORBIDDEN.sub("_", name).strip(" .")
    stem, dot, suffix = kept.rpartition(".") if "." in kept else (kept, "", "")
    stem = stem[: max(_LONGEST_NAME - len(dot + suffix), 1)].strip(" .") or "report"
    if stem.partition(".")[0].rstrip().casefold() in _DEVICES:
        stem = f"_{stem}"
    return f"{stem}{dot}{suffix}"[:_LONGEST_NAME].strip(" .")


def _sync_folder(target: Path) -> None:
    """Make the renaming itself last; systems that cannot sync a folder have no need of it."""
    if os.name != "posix":
        return
    try:
        handle = os.open(target.parent, os.O_RDONLY)
    except OSError:
        return  # a folder that may be written to and not read
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
            return
        raise Refused(
            "X_IO",
            words(
                "'{name}' is written, but the disk reported a fault: whether it lasts is not sure.", name=target.name
            ),
            words("Write it again, or to another disk."),
            target.name,
        ) from error
    finally:
        os.close(handle)


def _refusal(error: OSError, target: Path) -> Refused:
    found = _CODES.get(error.errno or 0, ("X_IO", words("The file could not be written."), words("Try again.")))
    if getattr(error, "winerror", None) in _SHARING:
        found = _OPEN_ELSEWHERE
    code, message, hint = found
    return Refused(code, words("'{name}' was not written: {why}", name=target.name, why=message), hint, target.name)
