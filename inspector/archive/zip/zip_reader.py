"""A zip file as drafts of members, every one checked against its local header before anything is read."""

import stat
from dataclasses import replace

from inspector.archive.archive_file import Source
from inspector.archive.file_types import not_zip
from inspector.archive.limits import Limits
from inspector.archive.member_candidates import ENCRYPTED, FOLDER_AS_TABLE, LINK, NO_FILE, NO_TEXT, Draft, Fault
from inspector.archive.member_names import Label, decode, junk, label
from inspector.archive.zip.central_directory import Entry, read_entries
from inspector.archive.zip.end_record import Ending, corrupt, find_ending
from inspector.archive.zip.inflate import DEFLATED, STORED, Packed
from inspector.archive.zip.local_headers import Span, Survey, survey
from inspector.i18n import words
from inspector.progress import Monitor

Finding = tuple[str | None, Fault]
"""The member concerned, or ``None`` for the archive, and what was found."""

_HIDDEN = words("The archive holds this file without listing it; it was not read.")


def read_zip(source: Source, limits: Limits, monitor: Monitor) -> tuple[list[Draft], list[Finding]]:
    """The members of the zip in ``source``, and findings that belong to none of them.

    Raises ``Refused`` for what cannot be trusted, ``OSError`` where the disk fails.
    """
    ending = find_ending(source, limits)
    entries = read_entries(source, ending, limits)
    if any(entry.raw_name == b"[Content_Types].xml" for entry in entries):
        raise not_zip(source.name, words("an Office document (Word, Excel or PowerPoint)"))
    found = survey(source, entries, ending.start, monitor)
    if all(span.end == span.start for span in found.spans) and (found.spans or found.hidden):
        raise corrupt(source.name, words("does not fit the files themselves"))
    findings = _archive_findings(ending, len(entries), found)
    drafts: list[Draft] = []
    for entry, span in zip(entries, found.spans, strict=True):
        name = _name(entry, limits)
        if not _is_folder(entry):
            drafts.append(_draft(source, entry, span, name))
        elif not junk(name.text):
            findings += _folder_findings(entry, name)
    return drafts, findings


def _archive_findings(ending: Ending, count: int, found: Survey) -> list[Finding]:
    findings: list[Finding] = []
    if count != ending.count:
        said = words(
            "The archive announces {announced} entries but lists {listed}; those listed are shown.",
            announced=ending.count,
            listed=count,
        )
        findings.append((None, ("W_DIRECTORY_COUNT", said)))
    findings += [(name, ("W_DIRECTORY_COUNT", _HIDDEN)) for name in found.hidden]
    if found.prepended:
        said = words("{number} bytes that belong to no file lie before the archive.", number=found.prepended)
        findings.append((None, ("W_PREPENDED", said)))
    if ending.trailing:
        said = words("{number} bytes that belong to no file lie behind the archive.", number=ending.trailing)
        findings.append((None, ("W_TRAILING", said)))
    return findings


def _folder_findings(entry: Entry, name: Label) -> list[Finding]:
    """What is odd about the entry of a folder, which is otherwise left out."""
    findings: list[Finding] = [(name.text, warning) for warning in name.warnings]
    if entry.size:
        said = words("This entry is a folder and yet holds bytes; they were not read.")
        findings.append((name.text, ("W_DIR_AS_FILE", said)))
    elif name.text.rstrip("/").casefold().endswith(".csv"):
        findings.append((name.text, FOLDER_AS_TABLE))
    return findings


def _name(entry: Entry, limits: Limits) -> Label:
    text, sound = decode(entry.raw_name, entry.utf8)
    if entry.better_name is not None:
        text = entry.better_name
    # Some programs on Windows write their own separator.
    shown = label(text.replace("\\", "/"), limits.name_chars)
    if sound or entry.better_name is not None:
        return shown
    return replace(shown, warnings=(NO_TEXT, *shown.warnings))


def _is_folder(entry: Entry) -> bool:
    return entry.raw_name.endswith((b"/", b"\\")) or stat.S_IFMT(entry.mode) == stat.S_IFDIR


def _draft(source: Source, entry: Entry, span: Span, name: Label) -> Draft:
    content = Packed(source, span.data, entry.packed, entry.size, entry.method, entry.crc)
    return Draft(name, entry.size, entry.packed, _refusal(entry, span), content)


def _refusal(entry: Entry, span: Span) -> Fault | None:
    """Why the bytes of this entry are not to be read, if so."""
    if entry.encrypted:
        return ENCRYPTED
    kind = stat.S_IFMT(entry.mode)
    if kind == stat.S_IFLNK:
        return LINK
    if kind not in (0, stat.S_IFREG):
        return NO_FILE
    if span.fault:
        return "W_HEADER_MISMATCH", span.fault
    if entry.method not in (STORED, DEFLATED):
        method = str(entry.method)
        return "W_METHOD", words(
            "This file is packed in a way that cannot be read here (method {method}).", method=method
        )
    return None
