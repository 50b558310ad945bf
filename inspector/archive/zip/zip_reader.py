"""Reads a zip file as member candidates, each checked against its local file header."""

import stat
from dataclasses import replace

from inspector.archive.archive_file import ArchiveFile
from inspector.archive.file_types import not_zip_refusal
from inspector.archive.limits import Limits
from inspector.archive.member_candidates import (
    BAD_NAME_ENCODING,
    ENCRYPTED,
    FOLDER_AS_TABLE,
    LINK,
    NOT_REGULAR,
    CodedMessage,
    MemberCandidate,
)
from inspector.archive.member_names import Label, build_label, decode_name
from inspector.archive.system_files import find_junk_rule
from inspector.archive.zip.central_directory import CentralEntry, read_entries
from inspector.archive.zip.end_record import EndRecord, corrupt_directory_refusal, find_end_record
from inspector.archive.zip.inflate import DEFLATED, STORED, CompressedContent
from inspector.archive.zip.local_headers import LocalRecord, LocalRecords, read_local_records
from inspector.i18n import _
from inspector.progress import Monitor

LocatedMessage = tuple[str | None, CodedMessage]
"""The member concerned, or ``None`` for the archive, and what was found."""

_UNLISTED_MEMBER = _("The archive holds this file without listing it; it was not read.")


def read_zip(
    source: ArchiveFile, limits: Limits, monitor: Monitor
) -> tuple[list[MemberCandidate], list[LocatedMessage]]:
    """The members of the zip in ``source``, and the warnings about the archive.

    Raises ``Refused`` for what cannot be trusted, ``OSError`` where the disk fails.
    """
    end_record = find_end_record(source, limits)
    entries = read_entries(source, end_record, limits)
    if any(entry.raw_name == b"[Content_Types].xml" for entry in entries):
        raise not_zip_refusal(source.name, _("an Office document (Word, Excel or PowerPoint)"))
    local_records = read_local_records(source, entries, end_record.directory_offset, monitor)
    if all(record.end_offset == record.header_offset for record in local_records.records) and (
        local_records.records or local_records.unlisted_names
    ):
        raise corrupt_directory_refusal(source.name, _("does not fit the files themselves"))
    messages = _check_directory(end_record, len(entries), local_records)
    candidates: list[MemberCandidate] = []
    for entry, record in zip(entries, local_records.records, strict=True):
        name = _build_label(entry, limits)
        if not _is_folder(entry):
            candidates.append(_build_candidate(source, entry, record, name))
        elif not find_junk_rule(name.text):
            messages += _check_folder_entry(entry, name)
    return candidates, messages


def _check_directory(end_record: EndRecord, listed_count: int, local_records: LocalRecords) -> list[LocatedMessage]:
    messages: list[LocatedMessage] = []
    if listed_count != end_record.entry_count:
        message = _(
            "The archive announces {announced} entries but lists {listed}; those listed are shown.",
            announced=end_record.entry_count,
            listed=listed_count,
        )
        messages.append((None, ("W_DIRECTORY_COUNT", message)))
    messages += [(name, ("W_DIRECTORY_COUNT", _UNLISTED_MEMBER)) for name in local_records.unlisted_names]
    if local_records.prepended_bytes:
        message = _(
            "{number} bytes that belong to no file lie before the archive.", number=local_records.prepended_bytes
        )
        messages.append((None, ("W_PREPENDED", message)))
    if end_record.trailing_bytes:
        message = _("{number} bytes that belong to no file lie behind the archive.", number=end_record.trailing_bytes)
        messages.append((None, ("W_TRAILING", message)))
    if end_record.has_second_end:
        message = _("A second end of the list of files lies behind the first; another program may show other files.")
        messages.append((None, ("W_SECOND_END", message)))
    return messages


def _check_folder_entry(entry: CentralEntry, name: Label) -> list[LocatedMessage]:
    """Return the warnings about a folder entry; folders are no members."""
    messages: list[LocatedMessage] = [(name.text, warning) for warning in name.warnings]
    if entry.size:
        message = _("This entry is a folder and yet holds bytes; they were not read.")
        messages.append((name.text, ("W_DIR_AS_FILE", message)))
    elif name.text.rstrip("/").casefold().endswith(".csv"):
        messages.append((name.text, FOLDER_AS_TABLE))
    return messages


def _build_label(entry: CentralEntry, limits: Limits) -> Label:
    text, is_valid = decode_name(entry.raw_name, entry.is_utf8)
    if entry.unicode_name is not None:
        text = entry.unicode_name
    # Some programs on Windows write their own separator.
    name_label = build_label(text.replace("\\", "/"), limits.name_chars)
    if is_valid or entry.unicode_name is not None:
        return name_label
    return replace(name_label, warnings=(BAD_NAME_ENCODING, *name_label.warnings))


def _is_folder(entry: CentralEntry) -> bool:
    return entry.raw_name.endswith((b"/", b"\\")) or stat.S_IFMT(entry.mode) == stat.S_IFDIR


def _build_candidate(source: ArchiveFile, entry: CentralEntry, record: LocalRecord, name: Label) -> MemberCandidate:
    content = CompressedContent(source, record.data_offset, entry.compressed_size, entry.size, entry.method, entry.crc)
    return MemberCandidate(name, entry.size, entry.compressed_size, _find_refusal(entry, record), content)


def _find_refusal(entry: CentralEntry, record: LocalRecord) -> CodedMessage | None:
    """Return why this entry is not read, or ``None``."""
    if entry.is_encrypted:
        return ENCRYPTED
    file_type = stat.S_IFMT(entry.mode)
    if file_type == stat.S_IFLNK:
        return LINK
    if file_type not in (0, stat.S_IFREG):
        return NOT_REGULAR
    if record.mismatch:
        return "W_HEADER_MISMATCH", record.mismatch
    if entry.method not in (STORED, DEFLATED):
        method = str(entry.method)
        return "W_METHOD", _("This file is packed in a way that cannot be read here (method {method}).", method=method)
    return None
