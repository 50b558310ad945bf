"""What a file that is not a zip archive looks like, so that a person sees which file they picked."""

from inspector.archive.archive_file import Source
from inspector.errors import Refused
from inspector.i18n import joined, words

_HEAD = 4096
_SIGNATURES = (
    (b"%PDF-", words("a PDF document")),
    (b"\x89PNG\r\n", words("a PNG picture")),
    (b"\xff\xd8\xff", words("a JPEG picture")),
    (b"GIF8", words("a GIF picture")),
    (b"\x1f\x8b", words("a gzip archive")),
    (b"BZh", words("a bzip2 archive")),
    (b"\xfd7zXZ\x00", words("an xz archive")),
    (b"Rar!\x1a\x07", words("a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", words("a 7z archive")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", words("an old Office document")),
    (b"SQLite format 3\x00", words("a database")),
    (b"MZ", words("a program")),
    (b"\x7fELF", words("a program")),
)
_UNKNOWN = words("a file of unknown kind")
_PICK = words("Choose the .zip file that LinkedIn sent, or the folder it was unpacked into.")


def looks_like(head: bytes) -> str:
    """A few words for the kind of file that starts with ``head``."""
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            return what
    if not head.strip(b"\0"):
        return words("a file of zeros, such as a download that was never completed")
    if head[257:262] == b"ustar":
        return words("a tar archive")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return words("a web page, such as a sign-in page saved in place of the download")
    if b"\0" not in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        # A multi-byte character may be cut at the end of what was read.
        return words("a text file") if _is_utf8(head) else _UNKNOWN
    return _UNKNOWN


def _is_utf8(head: bytes) -> bool:
    return not head or any(_decodes(head[: len(head) - cut]) for cut in range(4))


def _decodes(part: bytes) -> bool:
    try:
        part.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def not_zip(name: str, what: str) -> Refused:
    """The refusal that tells what the file looks like."""
    hint = joined((words("Unpack it first, then open the folder."), _PICK), " ") if "archive" in what else _PICK
    told = words('"{name}" is not a zip archive: it looks like {what}.', name=name, what=what)
    return Refused("E_NOT_ZIP", told, hint, name)


def without_directory(source: Source) -> Refused:
    """The refusal for a file in which no end record was found."""
    head = source.read_at(0, _HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x01\x02", b"PK00PK")) or head in (b"P", b"PK", b"PK\x03"):
        return truncated(source.name)
    if head.startswith(b"PK\x07\x08"):
        return split(source.name)
    return not_zip(source.name, looks_like(head))


def truncated(name: str) -> Refused:
    """The refusal for a zip archive whose end is missing."""
    hint = words("Download the archive again: this file ends too early.")
    told = words('"{name}" is the beginning of a zip archive without its end.', name=name)
    return Refused("E_TRUNCATED", told, hint, name)


def split(name: str) -> Refused:
    """The refusal for one part of a zip archive in several parts."""
    hint = words("Put all parts into one folder, unpack them with a zip program, then open the folder.")
    told = words('"{name}" is one part of an archive that was split.', name=name)
    return Refused("E_SPLIT_ARCHIVE", told, hint, name)
