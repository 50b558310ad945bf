"""Temporary files: locked while a process writes them, registered, and removed at the next start if it was killed.

A temporary file lies beside the file that it becomes, because only there can it be renamed at once. A record in the
program's own folder says where it lies, so that the next start of any command finds it. Record and file are locked
for as long as the process lives: what is not locked was left behind.
"""

import contextlib
import errno
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from inspector.private_dir import create_folder
from inspector.safe_open import NO_FOLLOW, read_file

try:
    import fcntl
except ImportError:  # Windows: an open file cannot be deleted there, which protects it as well
    fcntl = None  # type: ignore[assignment]

_PREFIX, _SUFFIX = ".inspector-", ".part"
TEMPORARY_PATTERN = f"{_PREFIX}*{_SUFFIX}"
"""A glob pattern for the temporary files of this program."""
REGISTER_NAME = "parts"
"""The folder of records within the program's own."""
_OWN_NAME = re.compile(r"\.inspector-[0-9]{1,20}-[0-9a-f]{1,40}\.part")
_OWNER_ONLY_MODE = 0o600
_MAX_RECORD_SIZE = 1 << 16
_register: Path | None = None


def set_register(program_folder: Path | None) -> None:
    """Say where the process keeps records of its temporary files: in the program's own folder, or nowhere.

    Made once, in ``main``.
    """
    global _register
    _register = program_folder / REGISTER_NAME if program_folder is not None else None


def remove_leftovers() -> None:
    """Remove what processes that were killed have left, wherever it lies; what cannot be removed now stays recorded."""
    if _register is None:
        return
    _remove_stale(_register.parent)
    _remove_stale(_register, _remove_recorded)
    _remove_empty_register()


def _remove_recorded(record: Path) -> None:
    """Remove what a record names: a temporary file or folder of this program, and nothing else."""
    content = read_file(record, _MAX_RECORD_SIZE)
    path = Path(os.fsdecode(content))
    if not content or not path.is_absolute() or _OWN_NAME.fullmatch(path.name) is None or b"\0" in content:
        return
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        if path.is_symlink():
            return
        if path.is_dir():
            _remove_folder(path)
        else:
            _remove_unlocked(path)


def _remove_folder(folder: Path) -> None:
    """Remove a temporary folder with the files in it; a folder in it stays, as this program makes none."""
    for path in tuple(folder.iterdir()):
        path.unlink()
    folder.rmdir()


@contextlib.contextmanager
def provide_temporary_folder(place: Path) -> Iterator[Path]:
    """Provide a folder in ``place`` that only its owner can read, for files; both go afterwards, or at the next start.

    Raises ``OSError``.
    """
    folder = place / _make_name()
    with _record(folder):
        folder.mkdir(0o700)
        try:
            yield folder
        finally:
            with contextlib.suppress(OSError):
                _remove_folder(folder)


@contextlib.contextmanager
def create_temporary_file(folder: Path) -> Iterator[tuple[int, Path]]:
    """Create a temporary file in a folder, open and locked, that only its owner can read; recorded until the end.

    The caller closes it, and renames or removes it. What killed processes left in the folder is removed before.
    Raises ``OSError``.
    """
    _remove_stale(folder)
    while True:
        path = folder / _make_name()
        with _record(path):
            handle = _create_locked(path)
            if handle is not None:
                yield handle, path
                return


def _make_name() -> str:
    return f"{_PREFIX}{os.getpid()}-{os.urandom(6).hex()}{_SUFFIX}"


def _create_locked(path: Path) -> int | None:
    """A new file, open and locked; ``None`` if it was taken for a stale one in the moment before it was locked."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    handle = os.open(path, flags, _OWNER_ONLY_MODE)
    try:
        with contextlib.suppress(_LocksUnsupported):
            _lock(handle)
        if _is_file_at(path, handle):
            return handle
    except BlockingIOError:
        pass
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(handle)
        raise
    os.close(handle)
    return None


@contextlib.contextmanager
def _record(path: Path) -> Iterator[None]:
    """Keep a record of a temporary path until the end; where none can be kept, the work is done without one."""
    record = _open_record(path) if _register is not None and path.parent != _register.parent else None
    try:
        yield
    finally:
        if record is not None:
            handle, record_path = record
            # What could not be removed stays recorded: the next start tries again.
            if not os.path.lexists(path):
                with contextlib.suppress(OSError):
                    record_path.unlink()
            os.close(handle)
            _remove_empty_register()


def _open_record(path: Path) -> tuple[int, Path] | None:
    if _register is None:
        return None
    content = os.fsencode(path.absolute())
    for _attempt in range(10):
        record_path = _register / _make_name()
        try:
            create_folder(_register)
            handle = _create_locked(record_path)
        except FileNotFoundError:  # another process removed the empty folder
            continue
        except OSError:
            return None
        if handle is None:
            continue
        try:
            os.write(handle, content)
        except OSError:
            with contextlib.suppress(OSError):
                record_path.unlink()
            os.close(handle)
            return None
        return handle, record_path
    return None


def _remove_empty_register() -> None:
    """Leave no empty folder: where nothing is kept, nothing tells of the program."""
    if _register is None:
        return
    with contextlib.suppress(OSError):
        _register.rmdir()
        _register.parent.rmdir()


def _is_file_at(path: Path, handle: int) -> bool:
    """Whether the open file is still the one of that name."""
    try:
        path_stat, handle_stat = path.stat(), os.fstat(handle)
    except FileNotFoundError:
        return False
    return (path_stat.st_dev, path_stat.st_ino) == (handle_stat.st_dev, handle_stat.st_ino)


class _LocksUnsupported(OSError):
    """This system or this place knows no locks on files."""


def _lock(handle: int) -> None:
    """Lock an open file; raises ``BlockingIOError`` if it is locked, ``_LocksUnsupported`` without locks."""
    if fcntl is None:
        raise _LocksUnsupported
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError as error:
        raise _LocksUnsupported(errno.ENOLCK, "no locks") from error


def _remove_stale(folder: Path, prepare: Callable[[Path], None] | None = None) -> None:
    """Remove the temporary files of killed processes in a folder; ``prepare`` is called with each that is locked."""
    for path in tuple(_list_temporary_files(folder)):
        with contextlib.suppress(OSError):
            _remove_unlocked(path, prepare)


def _remove_unlocked(path: Path, prepare: Callable[[Path], None] | None = None) -> None:
    """Remove a temporary file unless it is being written; raises ``OSError``."""
    if fcntl is None:
        if prepare is not None:
            prepare(path)
        path.unlink()  # refused by Windows while it is open
        return
    handle = os.open(path, os.O_RDWR | NO_FOLLOW | os.O_NONBLOCK)
    try:
        _lock(handle)
        if prepare is not None:
            prepare(path)
        path.unlink()
    finally:
        os.close(handle)


def _list_temporary_files(folder: Path) -> Iterator[Path]:
    """The temporary files of this program in a folder."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _OWN_NAME.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                yield Path(entry.path)
