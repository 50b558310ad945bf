"""A file opened for reading only, which can tell whether it changed since it was opened."""

import errno
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from inspector.errors import Refused
from inspector.i18n import _
from inspector.progress import Monitor
from inspector.safe_open import UnusableFile, open_file

BLOCK_SIZE = 1 << 20
"""Bytes per block: small enough to cancel quickly, large enough for full speed."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Metadata that differs between two states of a file. ``mtime_ns`` is in nanoseconds."""

    size: int
    mtime_ns: int
    inode: int
    device: int

    @classmethod
    def from_stat(cls, info: os.stat_result) -> "Fingerprint":
        """Build the fingerprint from a ``stat`` result."""
        return cls(info.st_size, info.st_mtime_ns, info.st_ino, info.st_dev)


def changed_refusal(name: str) -> Refused:
    """The refusal for an input that changed after it was opened."""
    return Refused(
        "E_INPUT_CHANGED",
        _('"{name}" changed while it was being read.', name=name),
        _("Wait until no other program writes to it, then open it again."),
        name,
    )


def unreadable_refusal(error: OSError | ValueError, name: str) -> Refused:
    """The refusal for an operating system error met while opening ``name``."""
    number = error.errno if isinstance(error, OSError) else errno.ENOENT
    if number in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.EINVAL):
        hint = _("Check the name and where the file lies.")
        return Refused("E_NOT_FOUND", _('"{name}" was not found.', name=name), hint, name)
    if number in (errno.EACCES, errno.EPERM):
        hint = _("Change the permissions of the file, or copy it to a folder of your own.")
        return Refused("E_NO_PERMISSION", _('"{name}" may not be read by you.', name=name), hint, name)
    hint = _("Copy the file to a disk of this computer and try again.")
    return Refused("E_IO", _('"{name}" could not be read from its disk.', name=name), hint, name)


def not_regular_refusal(name: str) -> Refused:
    """The refusal for a pipe, a device or a socket."""
    return Refused(
        "E_NOT_REGULAR_FILE",
        _('"{name}" is neither a file nor a folder.', name=name),
        _("Choose the .zip file that was downloaded, or the folder it was unpacked into."),
        name,
    )


class ArchiveFile:
    """A regular file held open. Several threads may read from it. It is not memory-mapped."""

    def __init__(self, path: Path, name: str) -> None:
        """Open ``path``, called ``name`` in messages; raises ``Refused``."""
        self.name = name
        self._path = path
        self._lock = Lock()
        try:
            self._file = os.fdopen(open_file(path, follow=True), "rb", buffering=0)
        except UnusableFile:
            raise not_regular_refusal(name) from None
        except OSError as error:
            raise unreadable_refusal(error, name) from None
        info = os.fstat(self._file.fileno())
        self._fingerprint = Fingerprint.from_stat(info)
        self.size = info.st_size

    def read_at(self, offset: int, count: int) -> bytes:
        """Up to ``count`` bytes from ``offset``, fewer only at the end of the file; raises ``OSError``."""
        if count <= 0 or not 0 <= offset < self.size:
            return b""
        parts: list[bytes] = []
        with self._lock:
            self._file.seek(offset)
            while count > 0:
                part = self._file.read(count)
                if not part:
                    break
                parts.append(part)
                count -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def compute_digest(self, monitor: Monitor) -> str:
        """The SHA-256 of the whole file in hexadecimal; raises ``Refused`` if it shrank meanwhile."""
        digest = hashlib.sha256()
        done = 0
        while done < self.size:
            block = self.read_at(done, min(BLOCK_SIZE, self.size - done))
            if not block:
                raise changed_refusal(self.name)
            digest.update(block)
            done += len(block)
            monitor.step(done, self.size, self.name)
        return digest.hexdigest()

    def check_unchanged(self) -> None:
        """Raise ``Refused`` if the path leads to another file now, or if this file changed."""
        try:
            current = {Fingerprint.from_stat(self._path.stat()), Fingerprint.from_stat(os.fstat(self._file.fileno()))}
        except OSError:
            raise changed_refusal(self.name) from None
        if current != {self._fingerprint}:
            raise changed_refusal(self.name)

    def close(self) -> None:
        """Close the file; later reads raise ``ValueError``."""
        self._file.close()
