"""Opens what a person chose: zip files, unpacked folders, single tables, several of them taken together."""

import errno
import stat
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from inspector.archive.archive_file import Source, not_regular, unreadable
from inspector.archive.folder import read_folder, read_single
from inspector.archive.limits import Limits
from inspector.archive.member import Member
from inspector.archive.member_candidates import assemble, problem
from inspector.archive.member_names import visible
from inspector.archive.zip.zip_reader import read_zip
from inspector.errors import Problem, Refused
from inspector.i18n import words
from inspector.progress import Monitor


class _Origin(Protocol):
    """What an archive was opened from."""

    def check_unchanged(self) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Archive:
    """One download, open for reading; use it in a ``with`` block, or call ``close``.

    ``number`` counts from 1, in the order of opening. ``name`` is the base name of the path, control
    characters made visible. ``members`` come in the order of the directory (in a folder: by name), folders
    left out. ``problems`` holds every finding, the refusals of members included.
    """

    number: int
    name: str
    members: tuple[Member, ...]
    problems: tuple[Problem, ...]
    _origin: _Origin = field(repr=False)
    _zip: Source | None = field(default=None, repr=False)

    def digest(self, monitor: Monitor) -> str | None:
        """The SHA-256 of the zip file; ``None`` for a folder or a single table. May run beside the reading of members.

        Raises ``Refused`` where the file shrank meanwhile or the disk fails, and ``Cancelled``.
        """
        if self._zip is None:
            return None
        try:
            return self._zip.digest(monitor)
        except OSError as error:
            raise unreadable(OSError(errno.EIO, str(error)), self.name) from None

    def check_unchanged(self) -> None:
        """Raise ``Refused`` (``E_INPUT_CHANGED``) if the zip, or a file of the folder, is not what it was."""
        self._origin.check_unchanged()

    def close(self) -> None:
        """Let go of the file; members cannot be read any more."""
        self._origin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_archives(paths: Sequence[Path], monitor: Monitor, limits: Limits = Limits()) -> tuple[Archive, ...]:  # noqa: B008 (frozen)
    """Open and check each path: a zip file, a folder or a single ``.csv`` file; in the order given.

    Raises ``Refused`` with an ``E_`` code for the first that cannot be opened, or ``Cancelled``; nothing
    stays open then.
    """
    with ExitStack() as opened:
        archives = tuple(
            opened.enter_context(_open(number, path, monitor, limits)) for number, path in enumerate(paths, 1)
        )
        opened.pop_all()
    return archives


def _open(number: int, path: Path, monitor: Monitor, limits: Limits) -> Archive:
    name = visible(path.name if path.name not in ("", "..") else path.resolve().name) or "(no name)"
    try:
        mode = path.stat().st_mode  # before opening: a socket cannot be opened, a device might act
    except (OSError, ValueError) as error:
        raise unreadable(error, name) from None
    if stat.S_ISDIR(mode):
        return _open_folder(number, path, name, monitor, limits)
    if not stat.S_ISREG(mode):
        raise not_regular(name)
    with ExitStack() as opened:
        source = Source(path, name)
        opened.callback(source.close)
        try:
            archive = _open_file(number, source, path.suffix.casefold() == ".csv", monitor, limits)
        except OSError as error:
            raise unreadable(OSError(errno.EIO, str(error)), name) from None
        opened.pop_all()
    return archive


def _open_file(number: int, source: Source, named_csv: bool, monitor: Monitor, limits: Limits) -> Archive:
    if not source.size:
        hint = words("Download the archive again: this file never arrived.")
        raise Refused("E_EMPTY_FILE", words('"{name}" is empty.', name=source.name), hint, source.name)
    if named_csv and not source.read_at(0, 4).startswith(b"PK"):
        members, problems = assemble(number, source.name, read_single(source, limits), limits)
        return Archive(number, source.name, members, problems, source)
    drafts, findings = read_zip(source, limits, monitor)
    members, problems = assemble(number, source.name, drafts, limits)
    others = tuple(problem(number, member, fault) for member, fault in findings)
    return Archive(number, source.name, members, (*others, *problems), source, source)


def _open_folder(number: int, path: Path, name: str, monitor: Monitor, limits: Limits) -> Archive:
    drafts, findings, files = read_folder(path, name, limits, monitor)
    members, problems = assemble(number, name, drafts, limits)
    others = tuple(problem(number, member, fault) for member, fault in findings)
    return Archive(number, name, members, (*others, *problems), files)
