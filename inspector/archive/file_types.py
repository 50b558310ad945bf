"""What a file that is not a zip archive looks like, so that a person sees which file they picked."""

from inspector.archive.archive_file import ArchiveFile
from inspector.errors import Refused
from inspector.i18n import _, join_texts

_HEAD_SIZE = 4096
_SIGNATURES = (
    (b"%PDF-", _("a PDF document")),
    (b"\x89PNG\r\n", _("a PNG picture")),
    (b"\xff\xd8\xff", _("a JPEG picture")),
    (b"GIF8", _("a GIF picture")),
    (b"\x1f\x8b", _("a gzip archive")),
    (b"BZh", _("a bzip2 archive")),
    (b"\xfd7zXZ\x00", _("an xz archive")),
    (b"Rar!\x1a\x07", _("a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", _("a 7z archive")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _("an old Office document")),
    (b"SQLite format 3\x00", _("a database")),
    (b"MZ", _("a program")),
    (b"\x7fELF", _("a program")),
)
_UNKNOWN = _("a file of unknown kind")
_CHOOSE_ARCHIVE = _("Choose the .zip file that LinkedIn sent, or the folder it was unpacked into.")


def describe_content(head: bytes) -> str:
    """A few words for the kind of file that starts with ``head``."""
    for signature, description in _SIGNATURES:
        if head.startswith(signature):
            return description
    if not head.strip(b"\0"):
        return _("a file of zeros, such as a download that was never completed")
    if head[257:262] == b"ustar":
        return _("a tar archive")
    text_start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text_start.startswith((b"<!doctype html", b"<html")):
        return _("a web page, such as a sign-in page saved in place of the download")
    if b"\0" not in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        # A multi-byte character may be cut at the end of what was read.
        return _("a text file") if _is_utf8(head) else _UNKNOWN
    return _UNKNOWN


def _is_utf8(head: bytes) -> bool:
    return not head or any(_is_valid_utf8(head[: len(head) - cut]) for cut in range(4))


def _is_valid_utf8(part: bytes) -> bool:
    try:
        part.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def not_zip_refusal(name: str, description: str) -> Refused:
    """The refusal that tells what the file looks like."""
    hint = (
        join_texts((_("Unpack it first, then open the folder."), _CHOOSE_ARCHIVE), " ")
        if "archive" in description
        else _CHOOSE_ARCHIVE
    )
    message = _('"{name}" is not a zip archive: it looks like {what}.', name=name, what=description)
    return Refused("E_NOT_ZIP", message, hint, name)


def no_end_record_refusal(source: ArchiveFile) -> Refused:
    """The refusal for a file in which no end record was found."""
    head = source.read_at(0, _HEAD_SIZE)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x01\x02", b"PK00PK")) or head in (b"P", b"PK", b"PK\x03"):
        return truncated_refusal(source.name)
    if head.startswith(b"PK\x07\x08"):
        return split_archive_refusal(source.name)
    return not_zip_refusal(source.name, describe_content(head))


def truncated_refusal(name: str) -> Refused:
    """The refusal for a zip archive whose end is missing."""
    hint = _("Download the archive again: this file ends too early.")
    message = _('"{name}" is the beginning of a zip archive without its end.', name=name)
    return Refused("E_TRUNCATED", message, hint, name)


def split_archive_refusal(name: str) -> Refused:
    """The refusal for one part of a zip archive in several parts."""
    hint = _("Put all parts into one folder, unpack them with a zip program, then open the folder.")
    message = _('"{name}" is one part of an archive that was split.', name=name)
    return Refused("E_SPLIT_ARCHIVE", message, hint, name)
