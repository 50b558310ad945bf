"""The program's own folder: closed to others under any umask, locked for as long as a change takes, swept.

The lock is the operating system's, on a file that holds nothing: it ends with the process that held it, so one that
was killed is no obstacle to the next.
"""

import contextlib
import functools
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from inspector.safe_open import open_file

LOCK_FILE = "lock"
FOLDER_MODE, FILE_MODE = 0o700, 0o600
_LOCK_TIMEOUT_S, _RETRY_INTERVAL_S = 0.2, 0.01


class InUse(Exception):
    """Another process held the lock for longer than a change takes."""


def config_dir() -> Path | None:
    """The one folder in which the program keeps things, as the system wants it; it need not exist.

    ``None`` for a person whom the system gives no folder: nothing is kept then.
    """
    from platformdirs import user_config_path

    try:
        path = user_config_path("archive-inspector", appauthor=False)
    except RuntimeError:
        return None
    return path if path.is_absolute() else None


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import errno
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            # Some network folders know no locks. A change is then still whole, only not alone.
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):
                raise
        return True


@contextlib.contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Be the only one who changes ``folder``; raises ``InUse`` after a fifth of a second, ``OSError`` as it comes."""
    handle = _acquire_lock(lambda: open_private(folder / LOCK_FILE, os.O_RDWR), folder / LOCK_FILE, _LOCK_TIMEOUT_S)
    try:
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def lock_siblings(path: Path, timeout_s: float) -> Iterator[None]:
    """Be the only one who changes ``path``, a file in any folder; raises ``InUse`` after ``timeout_s``.

    On POSIX it is the folder itself that is locked, so no file is left in it. Where a folder cannot be locked the
    change is still whole, only not alone.
    """
    if sys.platform == "win32":
        lock_path = path.with_name(f".inspector-{path.name}.lock")
        opening = functools.partial(open_private, lock_path, os.O_RDWR)
    else:
        lock_path = path.parent
        opening = functools.partial(os.open, lock_path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    handle = None
    with contextlib.suppress(OSError):
        handle = _acquire_lock(opening, lock_path, timeout_s)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):  # another one holds it
                lock_path.unlink()


def _acquire_lock(open_lock: Callable[[], int], path: Path, timeout_s: float) -> int:
    deadline = time.monotonic() + timeout_s
    while True:
        handle = open_lock()
        try:
            if _try_lock(handle) and _is_same_file(path, handle):
                return handle
        except OSError:
            os.close(handle)
            raise
        os.close(handle)
        if time.monotonic() > deadline:
            raise InUse
        time.sleep(_RETRY_INTERVAL_S)


def _is_same_file(path: Path, handle: int) -> bool:
    """Whether the locked file is the one that others would lock: somebody may have removed it meanwhile."""
    try:
        return os.name != "posix" or path.stat().st_ino == os.fstat(handle).st_ino
    except FileNotFoundError:
        return False


def open_private(path: Path, flags: int) -> int:
    """Open or create a file that only its owner may read, whatever the umask; raises ``OSError``.

    A link is not followed: neither what it leads to nor another name of a file is touched.
    """
    handle = open_file(path, flags | os.O_CREAT)
    try:
        _fix_mode(handle, FILE_MODE)
    except OSError:
        os.close(handle)
        raise
    return handle


def _fix_mode(handle: int, mode: int) -> None:
    """Created narrow by ``os.open`` already; a umask that takes even the owner's rights is undone here."""
    if os.name == "posix" and stat.S_IMODE(os.fstat(handle).st_mode) != mode:
        os.fchmod(handle, mode)


def create_folder(folder: Path) -> None:
    """Create a folder, and those above it, for the owner alone; raises ``OSError``."""
    levels = [folder, *folder.parents]
    for level in reversed(levels):
        with contextlib.suppress(FileExistsError):
            if not level.is_dir():
                level.mkdir(FOLDER_MODE)
                if os.name == "posix" and stat.S_IMODE(level.stat().st_mode) != FOLDER_MODE:
                    level.chmod(FOLDER_MODE)
    if not folder.is_dir():
        raise NotADirectoryError(20, "is no folder")


def create_subfolder(folder: Path) -> None:
    """Create a folder within the program's own; raises ``OSError``, also where a link leads elsewhere."""
    create_folder(folder)
    if folder.is_symlink():
        raise NotADirectoryError(20, "is a link")


def find_exposed_paths(folder: Path) -> list[Path]:
    """What in ``folder`` (and it itself) others could read, or its owner could not."""
    if os.name != "posix":
        return []
    return [path for path in (folder, *walk(folder)) if _has_wrong_mode(path)]


def _has_wrong_mode(path: Path) -> bool:
    info = path.lstat()
    if stat.S_ISLNK(info.st_mode):
        return False
    return stat.S_IMODE(info.st_mode) != (FOLDER_MODE if stat.S_ISDIR(info.st_mode) else FILE_MODE)


def restrict_to_owner(path: Path) -> None:
    """Put the rights of one file or folder right; raises ``OSError``."""
    path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)


def walk(folder: Path) -> Iterator[Path]:
    """All files and folders below ``folder``, each folder after what it holds; links are not followed."""
    for parent, folders, files in os.walk(folder, topdown=False):
        for name in sorted(files) + sorted(folders):
            yield Path(parent, name)
