"""Writes files atomically, and never over an input.

A file is written under another name in its own folder, brought to the disk, and renamed. ``temporary_files`` knows
what a process that was killed has left, and removes it.
"""

import contextlib
import errno
import functools
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from inspector.errors import Refused
from inspector.i18n import _
from inspector.system_errors import explain_write_error
from inspector.temporary_files import create_temporary_file

_PROCESS_STATUS = Path("/proc/self/status")
_OWNER_ONLY_MODE = 0o600
_DEVICE_NAMES = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}
_FORBIDDEN_CHARACTERS = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_MAX_NAME_LENGTH = 120


def _skip_check(_path: Path) -> None:
    """Keep what was written as it is."""


def write(
    target: Path,
    write_content: Callable[[BinaryIO], None],
    inputs: Sequence[Path],
    check: Callable[[Path], None] = _skip_check,
) -> None:
    """Write a file by way of a temporary one beside it: what stood there stays intact on any failure.

    Whoever could read the file before can read it after; a new one is as open as the system makes files.
    ``check`` may read the temporary file back and raise, and nothing is kept of it then. Raises ``Refused``
    (X_TARGET_IS_INPUT, X_DISK_FULL, X_NO_PERMISSION, X_TARGET_OPEN_ELSEWHERE, X_IO), and the exceptions of
    ``write_content`` and ``check``.
    """
    refuse_input(target, inputs)
    _write(target, write_content, check, _get_target_mode(target))


def write_private(target: Path, write_content: Callable[[BinaryIO], None]) -> None:
    """Write a file as ``write`` does, readable by its owner only."""
    _write(target, write_content, _skip_check, _OWNER_ONLY_MODE)


def _write(target: Path, write_content: Callable[[BinaryIO], None], check: Callable[[Path], None], mode: int) -> None:
    try:
        with create_temporary_file(target.parent) as (handle, temporary):
            _fill_and_rename(handle, temporary, target, write_content, check, mode)
    except OSError as error:
        raise _write_refusal(error, target) from error
    _sync_folder(target)


def _fill_and_rename(
    handle: int,
    temporary: Path,
    target: Path,
    write_content: Callable[[BinaryIO], None],
    check: Callable[[Path], None],
    mode: int,
) -> None:
    is_renamed = False
    try:
        with os.fdopen(handle, "wb") as stream:
            write_content(stream)
            stream.flush()
            if hasattr(os, "fchmod"):
                os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
            check(temporary)
            if os.name == "posix":  # renamed while locked, so that no other process takes it for a stale one
                _rename(temporary, target)
                is_renamed = True
        if not is_renamed:
            _rename(temporary, target)
            is_renamed = True
    finally:
        if not is_renamed:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _get_target_mode(target: Path) -> int:
    """Who may read and write the file: as before, or as the system wants it for a new one."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        return 0o666 & ~read_umask()


def read_umask() -> int:
    """Return the umask of the process: from ``/proc/self/status`` (proc_pid_status(5)), else from ``measure_umask``."""
    with contextlib.suppress(OSError):
        for line in _PROCESS_STATUS.read_bytes().splitlines():
            if line.startswith(b"Umask:"):
                return int(line.removeprefix(b"Umask:"), 8)
    return measure_umask()


@functools.cache
def measure_umask() -> int:
    """Measure the umask once, by setting and restoring it, for systems that have no other way to read it.

    Other threads see the temporary umask, so a program that uses threads calls this before it starts them.
    """
    umask = os.umask(0o077)  # a file that another thread creates now is closed to others, never open to them
    os.umask(umask)
    return umask


def _rename(temporary: Path, target: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    temporary.replace(target)


def refuse_input(target: Path, inputs: Sequence[Path]) -> None:
    """Raise ``Refused`` where writing would change an archive that was opened, by whatever name or link."""
    target_path = find_real_path(target)
    for source in inputs:
        input_path = find_real_path(source)
        if (
            target_path == input_path
            or (is_folder(input_path) and input_path in target_path.parents)
            or _is_hard_link(target, input_path)
        ):
            raise Refused(
                "X_TARGET_IS_INPUT",
                _("'{name}' lies in the archive that was opened, which is never altered.", name=target.name),
                _("Choose another place."),
                target.name,
            )


def find_real_path(path: Path) -> Path:
    """The path with all links followed, as far as they lead; raises ``OSError`` where the working folder is gone.

    ``Path.resolve`` raises ``RuntimeError`` for a link that leads back to itself.
    """
    try:
        return Path(os.path.realpath(path))
    except ValueError:  # a null character: the name of nothing
        return path


def is_folder(path: Path) -> bool:
    """Whether there is a folder of that name; ``Path.is_dir`` raises ``OSError`` for a name that is too long."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_hard_link(target: Path, input_path: Path) -> bool:
    """Whether the target is another name of the archive or of a file in it."""
    try:
        target_stat = target.stat()
        if target_stat.st_nlink < 2 and not input_path.is_file():
            return False
        files = (path for path in input_path.rglob("*") if path.is_file()) if input_path.is_dir() else (input_path,)
        return any(os.path.samestat(target_stat, path.stat()) for path in files)
    except OSError:
        return False


def make_safe_name(name: str) -> str:
    """A file name that every system takes: no device, no character that Windows forbids, not too long."""
    clean_name = _FORBIDDEN_CHARACTERS.sub("_", name).strip(" .")
    stem, dot, suffix = clean_name.rpartition(".") if "." in clean_name else (clean_name, "", "")
    stem = stem[: max(_MAX_NAME_LENGTH - len(dot + suffix), 1)].strip(" .") or "report"
    if stem.partition(".")[0].rstrip().casefold() in _DEVICE_NAMES:
        stem = f"_{stem}"
    return f"{stem}{dot}{suffix}"[:_MAX_NAME_LENGTH].strip(" .")


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
            _("'{name}' is written, but the disk reported a fault: whether it lasts is not sure.", name=target.name),
            _("Write it again, or to another disk."),
            target.name,
        ) from error
    finally:
        os.close(handle)


def _write_refusal(error: OSError, target: Path) -> Refused:
    code, message, hint = explain_write_error(error)
    return Refused(code, _("'{name}' was not written: {why}", name=target.name, why=message), hint, target.name)
