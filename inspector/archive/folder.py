"""An unpacked folder, or a single table, as drafts of members. Links are not followed."""

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inspector.archive.archive_file import BLOCK, NO_LINK, Fingerprint, Source, changed, open_raw, unreadable
from inspector.archive.limits import Limits
from inspector.archive.member import MemberFault
from inspector.archive.member_candidates import FOLDER_AS_TABLE, LINK, NO_FILE, NO_TEXT, Draft, Fault
from inspector.archive.member_names import Label, decode, junk, label
from inspector.archive.zip.central_directory import too_many
from inspector.archive.zip.inflate import pieces
from inspector.archive.zip.zip_reader import Finding
from inspector.i18n import words
from inspector.progress import Monitor

_MOUNT_POINT = 0xA0000003  # a Windows junction, which is a link by another name
_EVERY = 256  # entries between two steps of the monitor
_GONE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)  # removed, or replaced by a link
_FAILED: Fault = ("W_IO", words("The disk could not deliver this file in full."))
_CLOSED: Fault = ("W_NO_PERMISSION", words("This file may not be read by you."))
_CLOSED_FOLDER: Fault = (
    "W_NO_PERMISSION",
    words("The files in this folder may not be listed by you, so none of them is shown."),
)
_LOST_FOLDER: Fault = (
    "W_IO",
    words("The disk could not list the files in this folder, so none of them is shown."),
)


@dataclass(frozen=True, slots=True)
class Loose:
    """The bytes of a file in a folder, opened only while they are read; ``mark`` is its state when it was listed."""

    path: Path
    label: str
    mark: Fingerprint

    def blocks(self) -> Iterator[bytes]:
        """All bytes; raises ``MemberFault`` where they cannot be read, ``Refused`` if the file changed."""
        try:
            descriptor = open_raw(self.path, NO_LINK)
        except PermissionError:
            raise MemberFault(*_CLOSED) from None
        except OSError as error:
            if error.errno in _GONE:
                raise changed(self.label) from None
            raise MemberFault(*_FAILED) from None
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            left = self.mark.size
            while left and self._same(file.fileno()):
                try:
                    block = file.read(min(BLOCK, left))
                except OSError:
                    raise MemberFault(*_FAILED) from None
                if not block:
                    break
                left -= len(block)
                yield block
            if left or not self._same(file.fileno()):
                raise changed(self.label)

    def _same(self, descriptor: int) -> bool:
        return Fingerprint.of(os.fstat(descriptor)) == self.mark

    def check_unchanged(self) -> None:
        """Raise ``Refused`` if the file is not what it was when it was listed."""
        try:
            now = Fingerprint.of(self.path.lstat())
        except OSError:
            raise changed(self.label) from None
        if now != self.mark:
            raise changed(self.label)


@dataclass(frozen=True, slots=True)
class Single:
    """The bytes of a table that was chosen by itself and is held open."""

    source: Source

    def blocks(self) -> Iterator[bytes]:
        """All bytes; raises ``MemberFault`` where the disk fails, ``Refused`` if the file shrank."""
        return pieces(self.source, 0, self.source.size, BLOCK)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a folder, for the question whether they are still the same."""

    files: Sequence[Loose]

    def check_unchanged(self) -> None:
        """Raise ``Refused`` if one of them changed."""
        for file in self.files:
            file.check_unchanged()

    def close(self) -> None:
        """Nothing is held open."""


def read_single(source: Source, limits: Limits) -> list[Draft]:
    """The one member of a table that was chosen by itself."""
    return [Draft(label(source.name, limits.name_chars), source.size, None, None, Single(source))]


def read_folder(root: Path, name: str, limits: Limits, monitor: Monitor) -> tuple[list[Draft], list[Finding], Files]:
    """The files below ``root`` in the order of their names; raises ``Refused`` if it cannot be listed."""
    drafts: list[Draft] = []
    findings: list[Finding] = []
    loose: list[Loose] = []
    try:
        waiting = _listed(root)
    except OSError as error:
        raise unreadable(error, name) from None
    seen = 0
    while waiting:
        path = waiting.pop()
        if seen % _EVERY == 0:
            monitor.step(seen, seen + len(waiting) + 1, name)
        seen += 1
        shown = _name(path.relative_to(root), limits)
        try:
            info = path.lstat()
        except OSError:
            raise changed(name) from None
        if stat.S_ISDIR(info.st_mode) and getattr(info, "st_reparse_tag", 0) != _MOUNT_POINT:
            waiting += _inside(path, shown, findings)
            continue
        file = Loose(path, shown.text, Fingerprint.of(info))
        refusal = _refusal(path, info)
        drafts.append(Draft(shown, info.st_size, None, refusal, file))
        if len(drafts) > limits.members:
            raise too_many(name, limits.members)
        if refusal is None and not junk(shown.text):
            loose.append(file)
    return drafts, findings, Files(loose)


def _listed(folder: Path) -> list[Path]:
    """What lies in ``folder``, last name first, so that taking from the end goes by name."""
    with os.scandir(folder) as entries:
        return [folder / name for name in sorted((entry.name for entry in entries), reverse=True)]


def _inside(folder: Path, shown: Label, findings: list[Finding]) -> list[Path]:
    """What lies in a folder within the archive; what is odd about the folder is added to ``findings``."""
    if junk(shown.text):
        return []
    if shown.text.casefold().endswith(".csv"):
        findings.append((shown.text, FOLDER_AS_TABLE))
    try:
        return _listed(folder)
    except PermissionError:
        findings.append((shown.text, _CLOSED_FOLDER))
    except OSError:
        findings.append((shown.text, _LOST_FOLDER))
    return []


def _name(relative: Path, limits: Limits) -> Label:
    text, sound = decode(os.fsencode(relative.as_posix()), declared_utf8=True)
    shown = label(text, limits.name_chars)
    if sound:
        return shown
    return replace(shown, warnings=(NO_TEXT, *shown.warnings))


def _refusal(path: Path, info: os.stat_result) -> Fault | None:
    """Why the bytes of this file are not to be read, if so."""
    if stat.S_ISLNK(info.st_mode) or getattr(info, "st_reparse_tag", 0) == _MOUNT_POINT:
        return LINK
    if not stat.S_ISREG(info.st_mode):
        return NO_FILE
    return None if os.access(path, os.R_OK) else _CLOSED
