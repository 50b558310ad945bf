"""The one way to open a file that this program did not make itself: a regular file, no link followed, no end of size.

A pipe makes an open wait for ever, a device never ends, and a link leads to a file that nobody named. None of them is
opened here. What is written into is also no second name of another file.
"""

import errno
import os
import stat
from pathlib import Path

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
# A pipe or a device must not make the open wait; Windows must not translate line ends.
_SAFE_FLAGS = (
    getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOINHERIT", 0)
)
_FILE_MODE = 0o600
_LINK_ERRORS = (errno.ELOOP, errno.EMLINK)
"""What O_NOFOLLOW says of a link: POSIX, FreeBSD."""
_BLOCK_SIZE = 1 << 20


class UnusableFile(OSError):
    """No regular file, a link to one, or one too large: whatever it is, it is not the file that was looked for."""


def open_file(path: Path, flags: int = os.O_RDONLY, *, follow: bool = False) -> int:
    """Open a regular file, for reading if no flags are given; one that is created is its owner's alone.

    With O_TRUNC it is emptied only once it is known what it is. Raises ``UnusableFile``, and ``OSError`` as it comes.
    """
    is_truncated = bool(flags & os.O_TRUNC)
    open_flags = (flags & ~os.O_TRUNC) | _SAFE_FLAGS | (0 if follow else NO_FOLLOW)
    try:
        if not follow and not NO_FOLLOW and path.is_symlink():
            raise UnusableFile(errno.ELOOP, "is a link")
        handle = os.open(path, open_flags, _FILE_MODE)
    except ValueError as error:  # a name with a null character
        raise FileNotFoundError(errno.ENOENT, "is no name of a file") from error
    except OSError as error:
        if not follow and error.errno in _LINK_ERRORS and path.is_symlink():
            raise UnusableFile(errno.ELOOP, "is a link") from error
        if error.errno in (errno.ENXIO, errno.EISDIR):  # a pipe that nobody reads, a socket; a folder
            raise UnusableFile(errno.EINVAL, "is no regular file") from error
        raise
    try:
        info = os.fstat(handle)
        if not stat.S_ISREG(info.st_mode):
            raise UnusableFile(errno.EINVAL, "is no regular file")
        if flags & (os.O_WRONLY | os.O_RDWR) and info.st_nlink > 1:
            raise UnusableFile(errno.EMLINK, "is another name of a file")
        if is_truncated:
            os.ftruncate(handle, 0)
    except OSError:
        os.close(handle)
        raise
    return handle


def read_file(path: Path, max_size: int) -> bytes:
    """The bytes of a regular file of at most ``max_size`` bytes; raises ``UnusableFile`` and ``OSError``."""
    with os.fdopen(open_file(path), "rb", buffering=0) as stream:
        pieces: list[bytes] = []
        remaining = max_size + 1
        while remaining > 0 and (piece := stream.read(min(_BLOCK_SIZE, remaining))):
            pieces.append(piece)
            remaining -= len(piece)
    if remaining <= 0:
        raise UnusableFile(errno.EFBIG, "is too large")
    return b"".join(pieces)
