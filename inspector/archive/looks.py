"""What a file that is not a zip archive looks like, so that a person sees which file they picked."""

from inspector.archive.source import Source
from inspector.errors import Refused

_HEAD = 4096
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"SQLite format 3\x00", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_PICK = "Choose the .zip file that LinkedIn sent, or the folder it was unpacked into."


def looks_like(head: bytes) -> str:
    """A few words for the kind of file that starts with ``head``."""
    for signature, words in _SIGNATURES:
        if head.startswith(signature):
            return words
    if not head.strip(b"\0"):
        return "a file of zeros, such as a download that was never completed"
    if head[257:262] == b"ustar":
        return "a tar archive"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page, such as a sign-in page saved in place of the download"
    if b"\0" not in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        # A multi-byte character may be cut at the end of what was read.
        return "a text file" if _is_utf8(head) else "a file of unknown kind"
    return "a file of unknown kind"


def _is_utf8(head: bytes) -> bool:
    return not head or any(_decodes(head[: len(head) - cut]) for cut in range(4))


def _decodes(part: bytes) -> bool:
    try:
        part.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def not_zip(name: str, words: str) -> Refused:
    """The refusal that tells what the file looks like."""
    hint = f"Unpack it first, then open the folder. {_PICK}" if "archive" in words else _PICK
    return Refused("E_NOT_ZIP", f'"{name}" is not a zip archive: it looks like {words}.', hint, name)


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
    hint = "Download the archive again: this file ends too early."
    return Refused("E_TRUNCATED", f'"{name}" is the beginning of a zip archive without its end.', hint, name)


def split(name: str) -> Refused:
    """The refusal for one part of a zip archive in several parts."""
    hint = "Put all parts into one folder, unpack them with a zip program, then open the folder."
    return Refused("E_SPLIT_ARCHIVE", f'"{name}" is one part of an archive that was split.', hint, name)
