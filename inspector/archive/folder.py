"""Reads an unpacked folder or a single table as member candidates. Links are not followed."""

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inspector.archive.archive_file import (
    BLOCK_SIZE,
    ArchiveFile,
    Fingerprint,
    changed_refusal,
    unreadable_refusal,
)
from inspector.archive.file_types import opens_alone
from inspector.archive.limits import Limits
from inspector.archive.member import MemberError
from inspector.archive.member_candidates import (
    BAD_NAME_ENCODING,
    FOLDER_AS_TABLE,
    LINK,
    NOT_FETCHED,
    NOT_REGULAR,
    CodedMessage,
    MemberCandidate,
)
from inspector.archive.member_names import Label, build_label, decode_name
from inspector.archive.system_files import find_junk_rule
from inspector.archive.zip.central_directory import too_many_members_refusal
from inspector.archive.zip.inflate import read_pieces
from inspector.archive.zip.zip_reader import LocatedMessage
from inspector.i18n import _
from inspector.progress import Monitor
from inspector.safe_open import UnusableFile, open_file

_MOUNT_POINT = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT, a junction ([MS-FSCC] 2.1.2.1)
_CLOUD_ATTRIBUTES = 0x1000 | 0x40000 | 0x400000
"""FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN and _RECALL_ON_DATA_ACCESS ([MS-FSCC] 2.6)."""
_SF_DATALESS = 0x40000000  # the flag of a file without its data (macOS, sys/stat.h)
_PROGRESS_INTERVAL = 256  # entries between two steps of the monitor
_FILE_GONE_ERRORS = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)  # removed, or replaced by a link
_READ_FAILED: CodedMessage = ("W_IO", _("The disk could not deliver this file in full."))
_NO_PERMISSION: CodedMessage = ("W_NO_PERMISSION", _("This file may not be read by you."))
_PATH_TOO_LONG: CodedMessage = ("W_IO", _("The path of this file is too long for the system; it was not read."))
_ENTRY_GONE: CodedMessage = ("W_IO", _("This file was removed before it could be read."))
_NO_FOLDER_PERMISSION: CodedMessage = (
    "W_NO_PERMISSION",
    _("The files in this folder may not be listed by you, so none of them is shown."),
)
_FOLDER_READ_FAILED: CodedMessage = (
    "W_IO",
    _("The disk could not list the files in this folder, so none of them is shown."),
)
_FOLDER_PATH_TOO_LONG: CodedMessage = (
    "W_IO",
    _("The path of this folder is too long for the system, so none of its files is shown."),
)


@dataclass(frozen=True, slots=True)
class FolderFile:
    """A file in a folder, opened only while it is read. ``fingerprint`` is its state when it was listed."""

    path: Path
    label: str
    fingerprint: Fingerprint

    def blocks(self) -> Iterator[bytes]:
        """All bytes; raises ``MemberError`` where they cannot be read, ``Refused`` if the file changed."""
        try:
            descriptor = open_file(self.path)
        except PermissionError:
            raise MemberError(*_NO_PERMISSION) from None
        except UnusableFile:  # a link or a pipe took its place
            raise changed_refusal(self.label) from None
        except OSError as error:
            if error.errno in _FILE_GONE_ERRORS:
                raise changed_refusal(self.label) from None
            raise MemberError(*_READ_FAILED) from None
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            remaining = self.fingerprint.size
            while remaining and self._is_unchanged(file.fileno()):
                try:
                    block = file.read(min(BLOCK_SIZE, remaining))
                except OSError:
                    raise MemberError(*_READ_FAILED) from None
                if not block:
                    break
                remaining -= len(block)
                yield block
            if remaining or not self._is_unchanged(file.fileno()):
                raise changed_refusal(self.label)

    def _is_unchanged(self, descriptor: int) -> bool:
        return Fingerprint.from_stat(os.fstat(descriptor)) == self.fingerprint

    def check_unchanged(self) -> None:
        """Raise ``Refused`` if the file is not what it was when it was listed."""
        try:
            current = Fingerprint.from_stat(self.path.lstat())
        except OSError:
            raise changed_refusal(self.label) from None
        if current != self.fingerprint:
            raise changed_refusal(self.label)


@dataclass(frozen=True, slots=True)
class SingleFile:
    """The bytes of a table that was chosen by itself and is held open."""

    source: ArchiveFile

    def blocks(self) -> Iterator[bytes]:
        """All bytes; raises ``MemberError`` where the disk fails, ``Refused`` if the file shrank."""
        return read_pieces(self.source, 0, self.source.size, BLOCK_SIZE)


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """The files of a folder, to check whether they changed."""

    files: Sequence[FolderFile]

    def check_unchanged(self) -> None:
        """Raise ``Refused`` if one of them changed."""
        for file in self.files:
            file.check_unchanged()

    def close(self) -> None:
        """Nothing is held open."""


def read_single(source: ArchiveFile, limits: Limits) -> list[MemberCandidate]:
    """The one member of a table that was chosen by itself."""
    return [MemberCandidate(build_label(source.name, limits.name_chars), source.size, None, None, SingleFile(source))]


def read_folder(
    root: Path, name: str, limits: Limits, monitor: Monitor
) -> tuple[list[MemberCandidate], list[LocatedMessage], FolderFiles]:
    """The files below ``root`` in the order of their names; raises ``Refused`` if it cannot be listed."""
    candidates: list[MemberCandidate] = []
    messages: list[LocatedMessage] = []
    files: list[FolderFile] = []
    try:
        pending = _list_folder(root)
    except OSError as error:
        raise unreadable_refusal(error, name) from None
    visited = 0
    while pending:
        path = pending.pop()
        if visited % _PROGRESS_INTERVAL == 0:
            monitor.step(visited, visited + len(pending) + 1, name)
        visited += 1
        file_label = _build_label(path.relative_to(root), limits)
        try:
            info = path.lstat()
        except OSError as error:
            if not find_junk_rule(file_label.text):
                messages.append((file_label.text, _find_entry_error(error)))
            continue
        if stat.S_ISDIR(info.st_mode) and getattr(info, "st_reparse_tag", 0) != _MOUNT_POINT:
            pending += _list_subfolder(path, file_label, messages)
            continue
        folder_file = FolderFile(path, file_label.text, Fingerprint.from_stat(info))
        refusal = _find_refusal(path, info)
        candidates.append(MemberCandidate(file_label, info.st_size, None, refusal, folder_file))
        if len(candidates) > limits.members:
            raise too_many_members_refusal(name, limits.members)
        if refusal is None and not find_junk_rule(file_label.text):
            files.append(folder_file)
    return candidates, messages, FolderFiles(files)


def _list_folder(folder: Path) -> list[Path]:
    """List ``folder`` in reverse order of names, because the caller pops from the end."""
    with os.scandir(folder) as entries:
        return [folder / name for name in sorted((entry.name for entry in entries), reverse=True)]


def _list_subfolder(folder: Path, folder_label: Label, messages: list[LocatedMessage]) -> list[Path]:
    """List a folder within the archive; add warnings about it to ``messages``."""
    if find_junk_rule(folder_label.text):
        return []
    if opens_alone(folder_label.text):
        messages.append((folder_label.text, FOLDER_AS_TABLE))
    try:
        return _list_folder(folder)
    except PermissionError:
        messages.append((folder_label.text, _NO_FOLDER_PERMISSION))
    except OSError as error:
        is_too_long = error.errno == errno.ENAMETOOLONG
        messages.append((folder_label.text, _FOLDER_PATH_TOO_LONG if is_too_long else _FOLDER_READ_FAILED))
    return []


def _find_entry_error(error: OSError) -> CodedMessage:
    """Return why an entry that its folder lists cannot be looked at; the others are read all the same."""
    if isinstance(error, PermissionError):
        return _NO_PERMISSION
    if error.errno == errno.ENAMETOOLONG:
        return _PATH_TOO_LONG
    return _ENTRY_GONE if error.errno in _FILE_GONE_ERRORS else _READ_FAILED


def _build_label(relative: Path, limits: Limits) -> Label:
    text, is_valid = decode_name(os.fsencode(relative.as_posix()), declared_utf8=True)
    name_label = build_label(text, limits.name_chars)
    if is_valid:
        return name_label
    return replace(name_label, warnings=(BAD_NAME_ENCODING, *name_label.warnings))


def _find_refusal(path: Path, info: os.stat_result) -> CodedMessage | None:
    """Return why this file is not read, or ``None``."""
    if stat.S_ISLNK(info.st_mode) or getattr(info, "st_reparse_tag", 0) == _MOUNT_POINT:
        return LINK
    if not stat.S_ISREG(info.st_mode):
        return NOT_REGULAR
    if _is_in_cloud(info):
        return NOT_FETCHED
    return None if os.access(path, os.R_OK) else _NO_PERMISSION


def _is_in_cloud(info: os.stat_result) -> bool:
    """Whether the system says that the content of a file lies elsewhere, so that reading would fetch it."""
    is_recalled = getattr(info, "st_file_attributes", 0) & _CLOUD_ATTRIBUTES
    return bool(is_recalled or getattr(info, "st_flags", 0) & _SF_DATALESS)
