"""Opens zip files, unpacked folders and single tables."""

import errno
import stat
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from inspector.archive.archive_file import ArchiveFile, not_regular_refusal, unreadable_refusal
from inspector.archive.file_types import opens_alone
from inspector.archive.folder import read_folder, read_single
from inspector.archive.limits import Limits
from inspector.archive.member import Member
from inspector.archive.member_candidates import assemble_members, build_problem
from inspector.archive.member_names import FolderLayout
from inspector.archive.zip.zip_reader import read_zip
from inspector.errors import Problem, Refused
from inspector.i18n import _
from inspector.printable import make_name_printable
from inspector.progress import Monitor


class _Origin(Protocol):
    """What an archive was opened from."""

    def check_unchanged(self) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Archive:
    """One download, open for reading; use it in a ``with`` block, or call ``close``.

    ``number`` counts from 1, in the order of opening. ``name`` is the base name of the path, control
    characters replaced. ``members`` come in the order of the directory (in a folder: by name), folders
    left out. ``problems`` includes the refusals of members. ``folders`` are the folders around all members, which the
    names of the members leave out.
    """

    number: int
    name: str
    members: tuple[Member, ...]
    problems: tuple[Problem, ...]
    folders: tuple[str, ...]
    _origin: _Origin = field(repr=False)
    _zip_file: ArchiveFile | None = field(default=None, repr=False)

    def compute_digest(self, monitor: Monitor) -> str | None:
        """The SHA-256 of the zip file; ``None`` for a folder or a single table. May run beside the reading of members.

        Raises ``Refused`` where the file shrank meanwhile or the disk fails, and ``Cancelled``.
        """
        if self._zip_file is None:
            return None
        try:
            return self._zip_file.compute_digest(monitor)
        except OSError as error:
            raise unreadable_refusal(OSError(errno.EIO, str(error)), self.name) from None

    def check_unchanged(self) -> None:
        """Raise ``Refused`` (``E_INPUT_CHANGED``) if the zip, or a file of the folder, is not what it was."""
        self._origin.check_unchanged()

    def close(self) -> None:
        """Close the file. Its members cannot be read afterwards."""
        self._origin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_archives(
    paths: Sequence[Path],
    monitor: Monitor,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    layout: FolderLayout = FolderLayout(),  # noqa: B008 (frozen)
) -> tuple[Archive, ...]:
    """Open and check each path: a zip file, a folder or a single table, in the order given.

    Raises ``Refused`` with an ``E_`` code for the first that cannot be opened, or ``Cancelled``; nothing
    stays open then.
    """
    with ExitStack() as stack:
        archives = tuple(
            stack.enter_context(_open(number, path, monitor, limits, layout)) for number, path in enumerate(paths, 1)
        )
        stack.pop_all()
    return archives


def _open(number: int, path: Path, monitor: Monitor, limits: Limits, layout: FolderLayout) -> Archive:
    name = make_name_printable(path.name if path.name not in ("", "..") else path.resolve().name) or "(no name)"
    try:
        mode = path.stat().st_mode  # before opening: a socket cannot be opened, a device might act
    except (OSError, ValueError) as error:
        raise unreadable_refusal(error, name) from None
    if stat.S_ISDIR(mode):
        return _open_folder(number, path, name, monitor, limits, layout)
    if not stat.S_ISREG(mode):
        raise not_regular_refusal(name)
    with ExitStack() as stack:
        source = ArchiveFile(path, name)
        stack.callback(source.close)
        try:
            archive = _open_file(number, source, opens_alone(path.name), monitor, limits, layout)
        except OSError as error:
            raise unreadable_refusal(OSError(errno.EIO, str(error)), name) from None
        stack.pop_all()
    return archive


def _open_file(
    number: int, source: ArchiveFile, is_table: bool, monitor: Monitor, limits: Limits, layout: FolderLayout
) -> Archive:
    if not source.size:
        hint = _("Download the archive again: this file never arrived.")
        raise Refused("E_EMPTY_FILE", _('"{name}" is empty.', name=source.name), hint, source.name)
    if is_table and not source.read_at(0, 4).startswith(b"PK"):
        members, problems, folders = assemble_members(number, source.name, read_single(source, limits), limits, layout)
        return Archive(number, source.name, members, problems, folders, source)
    candidates, messages = read_zip(source, limits, monitor)
    members, problems, folders = assemble_members(number, source.name, candidates, limits, layout)
    archive_problems = tuple(build_problem(number, member, fault) for member, fault in messages)
    return Archive(number, source.name, members, (*archive_problems, *problems), folders, source, source)


def _open_folder(number: int, path: Path, name: str, monitor: Monitor, limits: Limits, layout: FolderLayout) -> Archive:
    candidates, messages, files = read_folder(path, name, limits, monitor)
    members, problems, folders = assemble_members(number, name, candidates, limits, layout)
    archive_problems = tuple(build_problem(number, member, fault) for member, fault in messages)
    return Archive(number, name, members, (*archive_problems, *problems), folders, files)
